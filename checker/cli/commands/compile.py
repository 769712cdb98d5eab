"""`plancheck compile PATH… --output FILE`: the plans that are accepted as one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any, Final

from checker.checking import Options, examine, read_plan
from checker.cli.command import command
from checker.cli.judging_options import options_asked
from checker.cli.options import (
    AS_OF,
    DECISIONS,
    DOCUMENT,
    LANG,
    document_asked,
    files_argument,
    flag_option,
    jobs_option,
    output_option,
    pack_option,
)
from checker.cli.outcome import Outcome, missing, misuse, misused, refuse
from checker.cli.running import keep_inputs, reviewed
from checker.compilation import Compilation
from checker.compiling import Accepted, Compiler, accepted_rows, not_compiled, released
from checker.decisions import Decisions
from checker.i18n import N_, say
from checker.inputs import Input
from checker.model import Language
from checker.office.yaml_template import yaml_text
from checker.pack.loading import load_pack
from checker.pack.model import DocumentKind, Pack
from checker.reporting.json import written
from checker.reporting.printable import printable
from checker.review_model import Review, RosterRow
from checker.schema import prune

SUFFIXES: Final = (".json", ".docx", ".xlsx")
RELEASED: Final = (".yaml", ".yml", ".json")
"""Forms of the document that is released."""


@command(
    "Compile the plans that are accepted into one document: who does what, by when, with what funds, by item, "
    "by office and by month, what the plans add up to beside what is announced, and what was left out and why. "
    "Accepted are the plans that were decided to be; without decisions, the submitted plans that pass.",
    files_argument(
        "paths", "Files and folders with the plans. “-” is standard input; a folder means the plan files under it."
    ),
    pack_option(),
    DOCUMENT,
    DECISIONS,
    flag_option(
        "release",
        "Write what the plans come to as the document that is to be edited and released (.yaml or .json), "
        "as the rule pack declares it.",
    ),
    output_option(N_("Write to this file (.json, .docx or .xlsx), all or nothing; it has to be named.")),
    LANG,
    AS_OF,
    jobs_option(),
    epilog=N_(
        "Exit status: 0 the compilation is written; 2 wrong usage, or no plan is accepted; 3 the rule pack cannot "
        "be used."
    ),
)
def run(
    lang: Language,
    *,
    paths: tuple[str, ...],
    pack: str | None,
    document: str | None,
    output: str | None,
    as_of: date | None,
    jobs: int,
    decisions: Decisions | None,
    release: bool,
) -> Outcome:
    """The plans that are accepted, as one document."""
    if output is None:
        missing("output")
    suffix = PurePath(output).suffix.lower()
    suffixes = RELEASED if release else SUFFIXES
    if suffix not in suffixes:
        refuse(
            "{name}: the suffix says no format that a compilation can be written in. Use one of {suffixes}.",
            name=printable(output),
            suffixes=say(lang, ", ").join(suffixes),
        )
    keep_inputs(paths, (output,))
    options = options_asked(pack, lang, as_of, decisions)
    found, reviews = reviewed(paths, options, jobs)
    review, chosen = _review_meant(reviews, options, lang)
    kind = _kind_meant(document, review, chosen, lang)
    if kind.compiling is None:
        misused(not_compiled(chosen, kind, lang))
    if release and kind.compiling.release is None:
        misuse("The rule pack does not declare as what a compilation of these documents is released.")
    accepted, left_out = accepted_rows(review, chosen, kind, lang, is_decided=decisions is not None)
    if not accepted:
        refuse("There is nothing to compile: no plan is accepted. plancheck review says why.")
    sources = {each.name: each.given for each in found if each.given is not None}
    documents = [_read(row, sources, options) for row in accepted]
    compiled = Compiler(chosen, kind, kind.compiling, lang).compiled(documents, left_out)
    said, write = _SAID[release]
    note = say(lang, said, plans=len(accepted), senders=len(chosen.codes_of(kind.roster)))
    content = write(compiled, suffix, chosen, lang)
    return Outcome(content, output=output, is_json=suffix == SUFFIXES[0], note=note)


def _review_meant(reviews: Sequence[Review], options: Options, lang: Language) -> tuple[Review, Pack]:
    """The only review in which anybody has sent anything. Raises `UsageError` where there are several."""
    met = [each for each in reviews if any(row.file for row in each.roster)] or list(reviews[:1])
    if len(met) > 1:
        misuse(
            "The plans are of several circulars ({packs}); name with --pack which of them are compiled.",
            packs=say(lang, ", ").join(each.pack_id for each in met),
        )
    return met[0], options.pack or load_pack(met[0].pack_id)


def _kind_meant(document: str | None, review: Review, pack: Pack, lang: Language) -> DocumentKind:
    if document is not None:
        return document_asked(document, pack)
    compiled = [name for name in review.documents if pack.documents[name].compiling is not None]
    if len(compiled) > 1:
        misuse(
            "There are several kinds of document ({documents}); name with --document which of them is compiled.",
            documents=say(lang, ", ").join(compiled),
        )
    return pack.documents[(compiled or review.documents)[0]]


def _read(row: RosterRow, sources: Mapping[str, Input], options: Options) -> Accepted:
    """A document that is accepted, read again: nothing of it was kept."""
    file = str(row.file)
    document = read_plan(sources[file].read(), options.pack, name=file)
    _, known = examine(document, options)
    data: Any = prune(document.data)
    return Accepted(row.office, file, row.version, data, known)


def _released(compiled: Compilation, suffix: str, pack: Pack, lang: Language) -> bytes:
    data = released(compiled, pack.documents[compiled.document], pack, lang)
    return written(data) if suffix == RELEASED[-1] else yaml_text(data).encode()


def _written(compiled: Compilation, suffix: str, pack: Pack, lang: Language) -> bytes:
    if suffix == SUFFIXES[0]:
        return written(compiled.to_dict())
    # Each of these takes long to import, and nobody needs both.
    if suffix == SUFFIXES[1]:
        from checker.office.compilation import compilation_document

        return compilation_document(compiled, pack, lang)
    from checker.office.compilation import compilation_workbook

    return compilation_workbook(compiled, pack.documents[compiled.document], lang)


_SAID: Final = {
    False: (N_("Compiled: {plans} of {senders}. What is left out, and why, stands in the file."), _written),
    True: (
        N_("Compiled: {plans} of {senders}, for an editor to finish; plancheck check holds it against itself."),
        _released,
    ),
}
"""What is said of what is written, and what writes it: the compilation, and the document that is released."""
