"""Plans that are accepted: `plancheck compile` makes one document of them; `plancheck due` says what is due when."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any, Final

from checker.checking import Options, examine, read_data, read_plan
from checker.cli.command import (
    AS_OF,
    DECISIONS,
    DOCUMENT,
    LANG,
    choice_option,
    command,
    day_option,
    document_asked,
    files_argument,
    flag_option,
    format_of,
    format_option,
    jobs_option,
    output_option,
    pack_option,
)
from checker.cli.judging import files_given, keep_inputs, options_asked, reviewed
from checker.cli.outcome import Outcome, Status, layout_for, missing, misuse, misused, readable, refuse
from checker.compilation import GROUPINGS, By, Compilation, DueList, Milestone, due_list, is_compilation
from checker.compiling import Accepted, Compiler, accepted_rows, milestones_of, not_compiled, released
from checker.decisions import Decisions
from checker.errors import UnreadableError
from checker.holding import compiled_documents
from checker.i18n import N_, say
from checker.inbox import FoundFile
from checker.inputs import Input
from checker.model import Language
from checker.office.conversion import yaml_text
from checker.pack.loading import load_pack
from checker.pack.model import DocumentKind, Pack
from checker.reporting.json import written
from checker.reporting.printable import printable
from checker.review_model import FileStanding, Review, ReviewedFile, RosterRow
from checker.reviewing import examine_files, reviews_of
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
def run_compile(
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


FORMATS: Final = ("text", "json", "xlsx", "ics")

_Documents = tuple["Pack", "DocumentKind", list[tuple[str, "Mapping[str, Any]"]]]
"""Documents of a kind, each with its sender."""


@command(
    "List what is due when: the milestones of plans, or of a compilation, by month, by office or by item. Of "
    "several versions of a plan the one that stands counts.",
    files_argument("paths", "Plans, folders with plans, or a compilation that plancheck compile wrote as JSON."),
    pack_option(),
    choice_option("by", "What the list is in groups by (default: month).", tuple(GROUPINGS), default="month"),
    format_option("Form of the output (default: what the suffix of --output says, else text).", FORMATS),
    output_option(),
    day_option(["--from", "first"], "Only what is due on this day, YYYY-MM-DD, or later."),
    day_option(["--until", "last"], "Only what is due on this day, YYYY-MM-DD, or before."),
    LANG,
    epilog=N_("Exit status: 0 the list is written; 2 wrong usage, or it cannot be read of a file whose plan it is."),
)
def run_due(
    lang: Language,
    *,
    paths: tuple[str, ...],
    pack: str | None,
    by: By,
    made_as: str | None,
    output: str | None,
    first: date | None,
    last: date | None,
) -> Outcome:
    """What is due when."""
    keep_inputs(paths, (output,))
    made_as = format_of(made_as, output, FORMATS)
    options = options_asked(pack, lang)
    compilations, sent = _told_apart(files_given(paths, options.pack), options)
    standing, left_out, without, is_unread = _standing(sent, options)
    found = [*compilations, *standing]
    days = [day.isoformat() if day is not None else None for day in (first, last)]
    milestones = sorted(
        (
            each
            for chosen, kind, documents in found
            for each in milestones_of(documents, chosen, kind, lang)
            if (days[0] or "") <= each.day <= (days[1] or each.day)
        ),
        key=lambda each: each.day,
    )
    listed = due_list(milestones, by, lang, _order(by, found, milestones))
    notes = {
        N_("Left out: {names}. plancheck review says of each why."): left_out,
        N_("Left out, as the rule pack declares no milestones in documents of their kind: {names}."): without,
    }
    told = [
        say(lang, each, names=say(lang, ", ").join(map(printable, names))) for each, names in notes.items() if names
    ]
    note = "\n".join(told) or None
    status = Status.UNREADABLE if is_unread else Status.GOOD
    return Outcome(_rendered(listed, made_as, output, lang), status, output, is_json=made_as == "json", note=note)


def _told_apart(found: Sequence[FoundFile], options: Options) -> tuple[list[_Documents], list[FoundFile]]:
    """What compilations hold, and the files that are none."""
    compilations: list[_Documents] = []
    others: list[FoundFile] = []
    for each in found:
        try:
            data: Any = None if each.given is None else read_data(each.given.read(), options.pack, name=each.name).data
        except UnreadableError:
            data = None
        if not is_compilation(data):
            others.append(each)
            continue
        with readable(each.name):
            documents = list(compiled_documents(data, options))
        if documents:
            held = [(one.office, one.data) for one in documents]
            compilations.append((documents[0].pack, documents[0].kind, held))
    return compilations, others


def _standing(sent: Sequence[FoundFile], options: Options) -> tuple[list[_Documents], list[str], list[str], bool]:
    """The documents that stand for their senders, kind by kind, and the files that are left out.

    Then those of kinds that have no milestones; and whether it cannot be read of any that is left out whose it is.
    """
    given = {each.name: each.given for each in sent if each.given is not None}
    if not given:
        return [], [], [], False
    found: list[_Documents] = []
    used: set[str] = set()
    left_out: list[ReviewedFile] = []
    without: list[str] = []
    for review in reviews_of(examine_files(sent, options), options):
        pack = options.pack or load_pack(review.pack_id)
        for kind in pack.documents.values():
            files = [(row.office, row.file) for row in review.roster if row.document == kind.format and row.file]
            used |= {file for _, file in files}
            if kind.compiling is None or kind.compiling.milestones is None:
                without += [file for _, file in files]
                continue
            found.append((pack, kind, [(office, _data(given[file], file, options)) for office, file in files]))
        told = (FileStanding.JUDGED, FileStanding.UNREAD)
        left_out += [each for each in review.files if each.standing in told and each.file not in used]
    is_unread = any(each.office is None or each.is_guess for each in left_out)
    return found, [each.file for each in left_out], without, is_unread


def _data(given: Input, file: str, options: Options) -> Mapping[str, Any]:
    data: Any = read_data(given.read(), options.pack, name=file).data
    return data if isinstance(data, dict) else {}


def _order(by: By, found: Sequence[_Documents], milestones: Sequence[Milestone]) -> dict[str, int]:
    """The groups in the order in which the roster, or the table of items, has them."""
    if by == "month":
        return {}
    keys: Iterator[object]
    if by == "office":
        keys = (code for pack, kind, _ in found for code in pack.codes_of(kind.roster))
    else:
        keys = (code for pack, kind, _ in found if kind.items is not None for code in pack.codes_of(kind.items.table))
    known = dict.fromkeys(map(str, keys))
    rest = dict.fromkeys(GROUPINGS[by](each, "en")[0] for each in milestones)
    return {key: place for place, key in enumerate({**known, **rest})}


def _rendered(listed: DueList, format_: str, output: str | None, lang: Language) -> str | bytes:
    if format_ == "json":
        return written(listed.to_dict())
    from checker.office.compilation import due_calendar, due_text, due_workbook

    if format_ == "text":
        return due_text(listed, lang, layout_for(output))
    return due_workbook(listed, lang) if format_ == "xlsx" else due_calendar(listed, lang)
