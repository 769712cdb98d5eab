"""`plancheck draft TEXT`: a document proposed from the text of one, for an editor to finish."""

from __future__ import annotations

from pathlib import Path

from checker.cli.command import command
from checker.cli.options import LANG, file_argument, output_option, pack_option
from checker.cli.outcome import Outcome, misuse, refuse, refuse_unreadable
from checker.cli.running import keep_inputs
from checker.errors import UnreadableError
from checker.i18n import N_, say
from checker.model import Language
from checker.office.drafting import MEASURE, drafted, outline_of
from checker.pack.loading import installed_packs, load_pack
from checker.readers.files import read_file
from checker.readers.text import decoded
from checker.reporting.printable import printable


@command(
    "Propose a document from the text of a plan by its numbering, as YAML for an editor to finish: each value "
    "with its line, and at the top what does not follow.",
    file_argument("source", "The text: a file in UTF-8.", "TEXT"),
    pack_option(N_("Rule pack whose document it is (default: the first that declares outlines).")),
    output_option(),
    LANG,
)
def run(lang: Language, *, source: str, pack: str | None, output: str | None) -> Outcome:
    """The document proposed from the text."""
    packs = map(load_pack, [pack] if pack is not None else installed_packs())
    kinds = [kind for each in packs for kind in each.documents.values() if kind.outlining is not None]
    if not kinds:
        message = N_("No document that {pack} declares can be drafted from a text: none has an outline.")
        misuse(message, pack=printable(str(pack)))
    keep_inputs((source,), (output,))
    try:
        outline = outline_of(decoded(read_file(Path(source))))
    except UnreadableError as error:
        refuse_unreadable(source, error.message(lang))
    if not outline.parts:
        refuse(
            "{name}: no numbering of a plan was found: its widest parts are expected to be numbered I., II., … or "
            "so in Chinese.",
            name=printable(source),
        )
    written = drafted(outline, kinds[0], lang)
    counts = [sum(part.level == level for part in outline.parts) for level in range(MEASURE + 1)]
    message = say(
        lang,
        "Drafted for an editor to finish; parts found, from the widest to the narrowest: {counts}; to be looked "
        "at: {doubts}. Then plancheck check says what does not hold.",
        counts=say(lang, ", ").join(map(str, counts)),
        doubts=len(outline.doubts),
    )
    return Outcome(written, output=output, note=message)
