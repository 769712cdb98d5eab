"""Documents that are written: `plancheck template SENDER`, `draft TEXT` and `convert IN OUT`.

A template is a document to fill in; a draft is proposed from a text, for an editor to finish; a document that is
converted is in another format, and nothing of it is lost.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

import click
from click.shell_completion import CompletionItem

from checker.checking import pack_named_by, read_plan
from checker.cli.command import (
    LANG,
    ONE_PACK,
    Argument,
    Option,
    command,
    file_argument,
    file_option,
    flag_option,
    format_option,
    output_option,
    pack_option,
)
from checker.cli.judging import against_given, against_option, keep_inputs, options_asked, refused_for_faults
from checker.cli.outcome import (
    Outcome,
    is_terminal,
    missing,
    misuse,
    misused,
    none_of,
    readable,
    refuse,
    writes_utf8,
)
from checker.errors import UnwritableError
from checker.i18n import N_, say
from checker.model import Language, Text
from checker.office.blank import senders_of
from checker.office.conversion import (
    BLANKS,
    FORMS,
    PAGE,
    SUFFIXES,
    blank_document,
    blanks_of,
    not_offered,
    written_document,
)
from checker.pack.loading import installed_packs, load_pack, one_pack
from checker.pack.model import DocumentKind, Pack
from checker.readers.files import read_file
from checker.readers.text import decoded
from checker.reporting.printable import flowing, printable
from checker.schema import prune, validate
from checker.schema.faults import nearest, offered


def _complete_senders(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The codes of senders that begin so, in either case, each with its name."""
    from click.shell_completion import CompletionItem

    packs = [load_pack(id_) for id_ in installed_packs()]
    known = {
        code: pack.label(kind.roster, code)
        for pack in packs
        for kind in pack.documents.values()
        for code in senders_of(pack, kind)
    }
    return [
        CompletionItem(code, help=None if name is None else name.en)
        for code, name in known.items()
        if code.casefold().startswith(incomplete.casefold())
    ]


@command(
    "Print a document of a sender to fill in, as commented YAML, a workbook (XLSX) or a Word document (DOCX): "
    "what it has to take up prepared, the rest to choose from.",
    Argument(
        "office",
        "Code of the sender, as in the circular's roster (of an office, ISO 3166-2:CN).",
        "SENDER",
        required=False,
        shell_complete=_complete_senders,
    ),
    pack_option(ONE_PACK),
    Option(
        "--document", "The kind of document, by its format (default: the first that such a sender sends).", "FORMAT"
    ),
    against_option("Fill in what this plan, or the one of the sender in this compilation, says already."),
    format_option("What to make (default: what the suffix of --output says, else yaml).", BLANKS),
    file_option("--layout", "Lay the Word document out as this Word file, a changed copy of ours."),
    flag_option("write-layout", "Write our layout instead: a Word file to change in Word, for --layout."),
    output_option(),
    LANG,
)
def run_template(
    lang: Language,
    *,
    office: str | None,
    pack: str | None,
    document: str | None,
    output: str | None,
    made_as: str | None,
    layout: str | None,
    write_layout: bool,
    against: tuple[str, ...],
) -> Outcome:
    """The document to fill in."""
    if write_layout:
        from checker.office.rendering import layout_of

        if is_terminal(output):
            missing("output")
        return Outcome(layout_of("form", lang), output=output)
    if against:
        chosen, kind, office, other = _meant(office, against, pack, document, lang)
    elif office is None:
        missing("office")
    else:
        chosen, other = one_pack(pack), None
        kind = _kind_of(office, document, chosen, lang)
    made_as = made_as or _format_of(output)
    if made_as not in blanks_of(kind):
        misused(not_offered(chosen, kind).in_language(lang))
    keep_inputs((layout,) if layout else (), (output,))
    if layout is None:
        content = blank_document(made_as, chosen, kind, office, lang, other=other)
    else:
        content = _laid_out(layout, made_as, office, chosen, kind, lang, other)
    if made_as != BLANKS[0]:
        if is_terminal(output):
            misuse(
                "A template in the format {format} is no text that a terminal shows. Name a file with --output.",
                format=made_as,
            )
        return Outcome(content, output=output)
    return Outcome(content.decode(), output=output, note=_encoding_note(output, lang))


def _meant(
    office: str | None, against: tuple[str, ...], named: str | None, document: str | None, lang: Language
) -> tuple[Pack, DocumentKind, str, Mapping[str, Any]]:
    """What is meant: the pack, the kind of document that is held against one of these files, its sender, and that one.

    Where all are of one sender, it need not be named. Refuses where nothing is held against them.
    """
    keep_inputs(against, ())
    others = against_given(against, options_asked(named, lang)) or {}
    senders = {sender for _, sender in others}
    if office is None and len(senders) > 1:
        misuse("There are plans of several senders in these files; say of which: SENDER.")
    office = office or next(iter(senders), "")
    pack = pack_named_by(next((held[0].data for held in others.values()), None)) if named is None else load_pack(named)
    for kind in () if pack is None else pack.documents.values():
        found = None if kind.against is None else others.get((kind.against.document, office))
        if pack is not None and found is not None and document in (None, kind.format):
            return pack, kind, office, found[0].data
    return misuse("Nothing that “{office}” sends is held against these files.", office=printable(office))


def _laid_out(
    layout: str,
    format_: str,
    sender: str,
    pack: Pack,
    kind: DocumentKind,
    lang: Language,
    other: Mapping[str, Any] | None,
) -> bytes:
    """The Word document, laid out by a file; refuses what cannot be one."""
    if format_ != "docx":
        misuse("A layout is for a Word document: give --format docx, or name a .docx file with --output.")
    with readable(layout):
        return blank_document(format_, pack, kind, sender, lang, read_file(Path(layout)), other)


def _format_of(output: str | None) -> str:
    """The format that the suffix of the file says, or the first of all."""
    suffix = "" if output is None else PurePath(output).suffix.lower().removeprefix(".")
    return suffix if suffix in BLANKS else BLANKS[0]


def _encoding_note(output: str | None, lang: Language) -> str | None:
    """A warning where the template would be redirected into a file that is not UTF-8."""
    if output is not None or is_terminal(output) or sys.stdout is None or writes_utf8(sys.stdout):
        return None
    return say(
        lang,
        "Note: written in {encoding}; plans are read as UTF-8 only. With --output FILE it is written in UTF-8.",
        encoding=sys.stdout.encoding,
    )


def _kind_of(sender: str, named: str | None, pack: Pack, lang: Language) -> DocumentKind:
    """The kind of document that was named, or the first that such a sender sends."""
    if named is not None and named not in pack.documents:
        misused(none_of(named, pack.documents))
    kinds = [kind for kind in pack.documents.values() if named in (None, kind.format)]
    for kind in kinds:
        if sender in senders_of(pack, kind):
            return kind
    names = {code: pack.label(kind.roster, code) for kind in kinds for code in senders_of(pack, kind)}
    return misuse(
        "Nobody with the code “{office}” sends documents; these do: {offices}.",
        offered(nearest(sender, names) or _by_name(sender, names)),
        office=printable(sender),
        offices=say(lang, ", ").join(names),
    )


def _by_name(text: str, names: Mapping[str, Text | None]) -> str | None:
    """The code of the sender whose name begins so, in either language."""
    begin = text.casefold()
    found = [
        code
        for code, name in names.items()
        if begin and name is not None and (name.en.casefold().startswith(begin) or name.zh.startswith(begin))
    ]
    return found[0] if len(found) == 1 else None


@command(
    "Propose a document from the text of a plan by its numbering, as YAML for an editor to finish: each value "
    "with its line, and at the top what does not follow.",
    file_argument("source", "The text: a file in UTF-8.", "TEXT"),
    pack_option(N_("Rule pack whose document it is (default: the first that declares outlines).")),
    output_option(),
    LANG,
)
def run_draft(lang: Language, *, source: str, pack: str | None, output: str | None) -> Outcome:
    """The document proposed from the text."""
    packs = map(load_pack, [pack] if pack is not None else installed_packs())
    kinds = [kind for each in packs for kind in each.documents.values() if kind.outlining is not None]
    if not kinds:
        message = N_("No document that {pack} declares can be drafted from a text: none has an outline.")
        misuse(message, pack=printable(str(pack)))
    # Not needed for the other commands, and a start counts.
    from checker.office.drafting import MEASURE, drafted, outline_of

    keep_inputs((source,), (output,))
    with readable(source):
        outline = outline_of(decoded(read_file(Path(source))))
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


@command(
    "Write a plan in another format: a workbook (XLSX), a Word document (DOCX), YAML or "
    "JSON. Nothing of the plan is lost; comments and the look of the file stay behind. "
    "A page (HTML) is for people to read, and is not read back.",
    file_argument("source", "The plan.", "IN"),
    file_argument(
        "target", "The file to write; its suffix says the format: {choices}.", "OUT", listed=(*SUFFIXES, PAGE)
    ),
    flag_option("force", "Replace the file if it is there already."),
    pack_option(),
    LANG,
    epilog=N_(
        "A plan that breaks the plan format is not converted: what is wrong with it is said "
        "instead. Exit status: 0 the file is written; 2 it is not."
    ),
)
def run_convert(lang: Language, *, source: str, target: str, pack: str | None, force: bool) -> Outcome:
    """The plan in the format of its new name."""
    options = options_asked(pack, lang)
    suffix = Path(target).suffix.lower()
    if suffix not in (*SUFFIXES, PAGE):
        known = say(lang, ", ").join((*SUFFIXES, PAGE))
        refuse(
            "{name}: the suffix says no format that a plan can be written in. Use one of {suffixes}.",
            name=printable(target),
            suffixes=known,
        )
    if not force and os.path.lexists(target):
        refuse(
            "{name}: the file is there already. Give another name, or --force to replace it.", name=printable(target)
        )
    with readable(source):
        document = read_plan(Path(source), options.pack)
    chosen = options.pack or pack_named_by(document.data)
    if (
        chosen is None
        or document.faults
        or validate(document.data, chosen.document_of(document.data).schema, [chosen.id]).faults
    ):
        return refused_for_faults(
            document,
            options,
            N_("{name}: not converted, as part of it would be lost. Correct what is listed first."),
            source,
        )
    kind = chosen.document_of(document.data)
    if (suffix == PAGE or suffix.removeprefix(".") in FORMS) and kind.form is None:
        misused(not_offered(chosen, kind).in_language(lang))
    data: Any = prune(document.data)
    try:
        content = written_document(suffix, data, chosen, kind, lang)
    except UnwritableError as error:
        refuse("{name}: not written. {reason}", name=printable(target), reason=flowing(error.message(lang)))
    return Outcome(content, output=target)
