"""`plancheck due PATH…`: what is due when, of plans or of a compilation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from checker.checking import Options, read_data
from checker.cli.command import command
from checker.cli.delivery import layout_for
from checker.cli.judging_options import options_asked
from checker.cli.options import (
    LANG,
    choice_option,
    day_option,
    files_argument,
    format_of,
    format_option,
    output_option,
    pack_option,
)
from checker.cli.outcome import Outcome, Status, refuse_unreadable
from checker.cli.running import files_given, keep_inputs
from checker.compilation import GROUPINGS, By, DueList, Milestone, due_list, is_compilation
from checker.compiling import milestones_of
from checker.errors import UnreadableError
from checker.holding import compiled_documents
from checker.i18n import N_, say
from checker.inbox import FoundFile
from checker.inputs import Input
from checker.model import Language
from checker.pack.loading import load_pack
from checker.pack.model import DocumentKind, Pack
from checker.reporting.json import written
from checker.reporting.printable import printable
from checker.review_model import FileStanding, ReviewedFile
from checker.reviewing import examine_files, reviews_of

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
def run(
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
        try:
            documents = list(compiled_documents(data, options))
        except UnreadableError as error:
            refuse_unreadable(each.name, error.message(options.lang))
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
