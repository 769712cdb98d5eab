"""Reports and reviews as a workbook: the rosters, the findings, and which sender lists which item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checker.decisions import COLUMNS, DECISIONS, DECISIONS_FORMAT
from checker.i18n import N_, say
from checker.labels import SEVERITIES
from checker.model import Finding, Language, Number, Report, Severity
from checker.pack.model import DocumentKind, Pack
from checker.reporting import Layout, assessment, items, naming, roster
from checker.reporting.assessment_sheet import add_assessment, states_of
from checker.reporting.grouping import grouped
from checker.reporting.nouns import common_nouns, nouns
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import ROLES, Roll, RosterEntry, RosterStanding
from checker.reporting.workbook import HEAD, MARKED, QUIET, STRONG, SUBHEAD, TITLE, ReportBook, ReportCell, lines
from checker.review_model import AssessedSender, FileStanding, Review

_MOST_REASONS: Final = 6

_MATRIX: Final = N_("{Items}", context="sheet")
_NOTE: Final = N_("Note", context="column")
_ROSTER: Final = {
    N_("Code"): 8,
    N_("{Sender}"): 28,
    N_("Verdict"): 16,
    N_("Errors"): 8,
    N_("Warnings"): 10,
    N_("Info"): 7,
    N_("Status"): 11,
    N_("Version"): 9,
    N_("File"): 22,
    N_("Superseded files"): 20,
    N_("Main reasons"): 56,
}
_PLANS: Final = {
    N_("File"): 30,
    N_("{Sender}"): 30,
    N_("Verdict"): 16,
    N_("Errors"): 8,
    N_("Warnings"): 10,
    N_("Info"): 7,
    N_("Status"): 11,
    N_("Version"): 9,
    N_("Main reasons"): 62,
}
_FINDINGS: Final = {
    N_("No.", context="sequence"): 6,
    N_("Severity"): 10,
    N_("{Sender}"): 22,
    N_("File"): 20,
    N_("Rule"): 22,
    N_("About"): 9,
    N_("Found"): 44,
    N_("To do"): 40,
    N_("Clause"): 20,
    _NOTE: 16,
    N_("Exception"): 30,
    N_("Where"): 28,
    N_("Place", context="column"): 28,
    N_("Rule id"): 28,
}
_FILES: Final = {N_("File"): 44, N_("Code"): 9, N_("What became of it"): 24, N_("Why"): 70}
_DECISIONS: Final = {
    "decision": 18,
    "office": 9,
    "file": 36,
    "rule": 26,
    "at": 22,
    "again_by": 14,
    "reason": 36,
    "by": 14,
    "date": 14,
    "sha256": 20,
}
"""The columns of the sheets: their heads, and how wide they are in characters."""


def render(
    reports: Sequence[Report],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - a sheet has its own layout
) -> bytes:
    """A sheet of the files, one of the findings, and for each kind of document one of its items."""
    lang = reports[0].lang if reports else "en"
    of = [naming.pack_of(report, packs) for report in reports]
    kinds = [naming.kind_of(report, pack) for report, pack in zip(reports, of, strict=True)]
    title = say(lang, "Check of {documents}", **common_nouns(kinds))
    book = ReportBook(lang, title)
    sheet = book.sheet(say(lang, N_("Files", context="sheet")), list(_PLANS.values()))
    sheet.line(title, TITLE)
    sheet.line(naming.counted(lang, "file", len(reports)), STRONG)
    for judged_by in dict.fromkeys(naming.pack_line(report, lang) for report in reports):
        if judged_by is not None:
            sheet.line(judged_by)
    sheet.gap()
    sheet.head([say(lang, head, **nouns(None)) for head in _PLANS], 1)
    head = sheet.at
    for report in reports:
        sheet.row(_plan(report, naming.pack_of(report, packs)))
    sheet.filtered(head)
    _add_findings(book, [row for report in reports for row in _found(report, naming.pack_of(report, packs), "")], lang)
    met = list(dict.fromkeys((pack, kind) for pack, kind in zip(of, kinds, strict=True) if pack and kind))
    for pack, kind in met:
        if kind.items is not None:
            own = [
                _line_of(report, pack)
                for report, its_pack, its_kind in zip(reports, of, kinds, strict=True)
                if (its_pack, its_kind) == (pack, kind)
            ]
            several = len({pack for pack, _ in met})
            name = _told_apart(_MATRIX, kind, pack, lang, kinds=len(met) - several + 1, packs=several)
            add_matrix(book, name, own, kind, pack, lang, None)
    return book.to_bytes(say(lang, "Page {page} of {pages}"))


def render_reviews(
    reviews: Sequence[Review],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - a sheet has its own layout
) -> bytes:
    """For each review a sheet of each roster, one of all findings, and for each kind of document one of its items."""
    lang = reviews[0].lang
    kinds = [packs[review.pack_id].documents[name] for review in reviews for name in review.documents]
    book = ReportBook(lang, say(lang, "Review of {documents}", **common_nouns(kinds)))
    for review in reviews:
        _add_review(book, review, packs[review.pack_id], len(reviews))
    return book.to_bytes(say(lang, "Page {page} of {pages}"))


def _add_review(book: ReportBook, review: Review, pack: Pack, reviews: int) -> None:
    lang = review.lang
    rolls = roster.rolls_of(review, pack)
    for roll in rolls:
        name = _told_apart(N_("Roster"), roll.kind, pack, lang, kinds=len(rolls), packs=reviews)
        _add_roster(book, roll, review, pack, name)
        add_assessment(book, roll, review, pack, lang)
    across = [_row(finding, None, None, pack, lang, "") for finding in review.findings]
    found = [
        row
        for report in review.reports
        for row in _found(report, naming.pack_of(report, {pack.id: pack}), roster.note_on(report, review) or "")
    ]
    of_pack = pack.id if reviews > 1 else ""
    _add_findings(book, [*across, *found], lang, of_pack)
    _add_decisions(book, review, of_pack)
    _add_files(book, review, of_pack)
    for roll in rolls:
        if roll.kind.items is not None:
            short = roster.short_names(pack, roll.kind, lang)
            told = assessment.assessment_of(review, roll.kind)
            states = {} if told is None else {each.office: each for each in told.offices}
            own = [
                MatrixLine(
                    printable(entry.row.office),
                    short.get(entry.row.office, printable(entry.row.office)),
                    ReportCell(roster.standing_name(entry.standing, lang), ROLES[entry.standing]),
                    entry.report,
                    states.get(entry.row.office),
                )
                for entry in roll.entries
            ]
            counts = Counts(roll.counted, review.items.get(roll.kind.format, {}))
            name = _told_apart(_MATRIX, roll.kind, pack, lang, kinds=len(rolls), packs=reviews)
            add_matrix(book, name, own, roll.kind, pack, lang, counts)


def _add_files(book: ReportBook, review: Review, of: str) -> None:
    """The sheet of every file that was found."""
    lang = review.lang
    name = say(lang, N_("Files", context="sheet"))
    sheet = book.sheet(say(lang, "{name} ({of})", name=name, of=of) if of else name, list(_FILES.values()))
    sheet.line(name, TITLE)
    sheet.line(roster.files_line(review), STRONG)
    sheet.gap()
    sheet.head([say(lang, head) for head in _FILES], 1)
    head = sheet.at
    for row in roster.file_rows(review):
        sheet.row([ReportCell(value) for value in row])
    sheet.filtered(head)


def _add_decisions(book: ReportBook, review: Review, of: str) -> None:
    """The sheet on which decisions are filled in and read back, with those there are already."""
    lang = review.lang
    name = say(lang, N_("Decisions", context="sheet"))
    sheet = book.sheet(say(lang, "{name} ({of})", name=name, of=of) if of else name, list(_DECISIONS.values()))
    sheet.line(name, TITLE)
    choices = say(lang, ", ").join(say(lang, each) for each in DECISIONS.values())
    sheet.line(
        say(
            lang,
            "Fill in a row for each decision, save, and review again with --decisions FILE: {choices}.",
            choices=choices,
        )
    )
    sheet.row([ReportCell(DECISIONS_FORMAT, QUIET), ReportCell(review.pack_id, QUIET)])
    sheet.gap()
    sheet.head([say(lang, COLUMNS[name]) for name in _DECISIONS], 1)
    head = sheet.at
    told = [
        {
            "decision": roster.decision_name(each.decision, lang),
            "office": each.office,
            "file": each.file,
            "rule": each.rule,
            "at": each.at,
            "again_by": each.again_by,
            "reason": each.note.reason,
            "by": each.note.by,
            "date": each.note.date,
            "sha256": each.sha256,
        }
        for each in review.decisions
    ]
    open_rows = [
        {"office": each.office, "file": each.file, "sha256": each.sha256}
        for each in review.files
        if each.standing is FileStanding.JUDGED and each.office is not None
    ]
    for row in (*told, *open_rows):
        sheet.row([ReportCell(printable(row.get(name) or "")) for name in _DECISIONS])
    sheet.filtered(head)


def _told_apart(name: str, kind: DocumentKind, pack: Pack, lang: Language, *, kinds: int, packs: int) -> str:
    """What a sheet about a kind of document is called; where there are several such, with what tells it apart."""
    name = say(lang, name, **nouns(kind))
    if kinds > 1:
        name = say(lang, "{name} ({of})", name=name, of=nouns(kind)["documents"])
    return say(lang, "{name} ({of})", name=name, of=pack.id) if packs > 1 else name


def _add_roster(book: ReportBook, roll: Roll, review: Review, pack: Pack, name: str) -> None:
    """The sheet of a roster, with what the review says as a whole above it."""
    lang, words = review.lang, nouns(roll.kind)
    sheet = book.sheet(name, list(_ROSTER.values()))
    sheet.line(say(lang, "Review of {documents}", **words), TITLE)
    sheet.line(roster.summary_lines((roll,), lang)[0], STRONG)
    label = say(lang, "{Documents} counted", **words)
    sheet.line(say(lang, "{label}: {text}", label=label, text=roster.counted_line(roll, lang)))
    sheet.line(say(lang, "{label}: {text}", label=say(lang, "Circular"), text=flowing(pack.citation.in_language(lang))))
    judged_by = naming.pack_line(review, lang)
    if judged_by is not None:
        sheet.line(judged_by)
    if review.engine.failure is not None:
        sheet.line(roster.failure_line(review.engine.failure, lang), Severity.ERROR)
    sheet.gap()
    sheet.head([say(lang, head, **words) for head in _ROSTER], 2)
    head = sheet.at
    for entry in roll.entries:
        sheet.row(_entry(entry, roll.kind, pack, lang))
    sheet.filtered(head)


def _plan(report: Report, pack: Pack | None) -> list[ReportCell]:
    lang = report.lang
    return [
        ReportCell(naming.input_name(report)),
        ReportCell(naming.office_name(report, pack)),
        ReportCell(naming.verdict_name(report.verdict, lang), report.verdict),
        *_counts(report.counts),
        ReportCell(
            None if report.status is None else naming.status_name(report.status, naming.kind_of(report, pack), lang)
        ),
        ReportCell(report.version, centred=True),
        ReportCell(_reasons(report, pack)),
    ]


def _entry(entry: RosterEntry, kind: DocumentKind, pack: Pack, lang: Language) -> list[ReportCell]:
    row = entry.row
    return [
        ReportCell(printable(row.office)),
        ReportCell(naming.sender_name(row.office, kind, pack, lang)),
        ReportCell(roster.standing_name(entry.standing, lang), ROLES[entry.standing]),
        *_counts(roster.counts_of(entry)),
        ReportCell(None if row.status is None else naming.status_name(row.status, kind, lang)),
        ReportCell(row.version, centred=True),
        ReportCell(None if row.file is None else printable(row.file)),
        ReportCell("\n".join(map(printable, row.superseded)) or None),
        ReportCell(
            None if entry.report is None or entry.standing is RosterStanding.PASS else _reasons(entry.report, pack)
        ),
    ]


def _counts(counts: Mapping[Severity, int]) -> Iterator[ReportCell]:
    """A cell for each severity, painted where there is something of it."""
    for severity in Severity:
        count = counts.get(severity)
        yield ReportCell(count, severity if count else None, centred=True)


def _reasons(report: Report, pack: Pack | None) -> str | None:
    """What speaks against a document: its errors, or where it has none, its warnings."""
    reasons = roster.main_reasons(report, pack, _MOST_REASONS)
    return lines(reasons) if reasons else None


def _line_of(report: Report, pack: Pack) -> MatrixLine:
    verdict = ReportCell(naming.verdict_name(report.verdict, report.lang), report.verdict)
    return MatrixLine(naming.input_name(report), naming.office_name(report, pack), verdict, report)


def _add_findings(book: ReportBook, rows: Iterable[Sequence[ReportCell]], lang: Language, of: str = "") -> None:
    name = say(lang, "Findings")
    sheet = book.sheet(say(lang, "{name} ({of})", name=name, of=of) if of else name, list(_FINDINGS.values()))
    sheet.head([say(lang, head, **nouns(None)) for head in _FINDINGS], 2)
    for place, row in enumerate(rows, 1):
        sheet.row([ReportCell(place, centred=True), *row])
    sheet.filtered(1)
    sheet.print_columns(list(_FINDINGS).index(_NOTE) + 1)


def _found(report: Report, pack: Pack | None, note: str) -> Iterator[list[ReportCell]]:
    """A row for each finding of a report, in its order; `note` says why the file does not stand for its office."""
    kind = naming.kind_of(report, pack)
    groups = grouped(report.findings, kind)
    parts = {
        id(finding): name
        for group, name in zip(groups, naming.part_names(groups, pack, report.lang), strict=True)
        for finding in group.findings
    }
    for finding in report.findings:
        yield _row(finding, report, kind, pack, report.lang, parts[id(finding)], note)


def _row(
    finding: Finding,
    report: Report | None,
    kind: DocumentKind | None,
    pack: Pack | None,
    lang: Language,
    part: str,
    note: str = "",
) -> list[ReportCell]:
    office = "".join(map(str, finding.at)) if report is None else None
    if report is not None:
        named = naming.office_name(report, pack)
    else:
        named = naming.name_of_any(office, pack, lang) if office and pack is not None else ""
    place = None if report is None else naming.place_name(finding, lang, kind)
    subject = None if finding.subject is None or office else printable(str(finding.subject))
    return [
        ReportCell(say(lang, SEVERITIES[finding.severity]).capitalize(), finding.severity),
        ReportCell(named or None),
        ReportCell(say(lang, "across the documents") if report is None else naming.input_name(report)),
        ReportCell(naming.rule_title(finding, pack, lang)),
        ReportCell(subject),
        ReportCell(flowing(finding.message.in_language(lang))),
        ReportCell(None if finding.fix is None else flowing(finding.fix.in_language(lang))),
        ReportCell(naming.clause_of(finding, pack, lang)),
        ReportCell(note or None, QUIET if note else None),
        ReportCell(None if finding.exception is None else flowing(finding.exception)),
        ReportCell(part or None),
        ReportCell(place),
        ReportCell(printable(finding.rule)),
    ]


_WIDTHS: Final = (9.0, 24.0, 15.0)
_ITEM: Final = 4.6
_OTHERS: Final = 12.0
_TITLES: Final = 200.0
"""Points; what the titles of items, read from below, need."""


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One row: its code or file, its sender, what becomes of it, and the report there is on it."""

    code: str
    office: str
    verdict: ReportCell
    report: Report | None
    assessed: AssessedSender | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents of a kind count, and how many of these list each item."""

    documents: int
    items: Mapping[Number, int]


def add_matrix(
    book: ReportBook,
    title: str,
    rows: Sequence[MatrixLine],
    kind: DocumentKind,
    pack: Pack,
    lang: Language,
    counts: Counts | None,
) -> None:
    """A row for each of `rows`, a column for each item of the circular; `counts` says how many documents list each."""
    words = nouns(kind)
    numbers = items.numbers_of(kind, pack)
    needed = items.needed_of(kind, pack)
    sheet = book.sheet(title, [*_WIDTHS, *(_ITEM for _ in numbers), _OTHERS], "center")
    sheet.line(say(lang, "{Senders} and {items}", **words), TITLE)
    if any(row.assessed for row in rows):
        signs = [f"{assessment.SIGNS[str(state.state)]} {state.label.in_language(lang)}" for state in kind.states]
        rest = say(lang, "? left open by the report · blank: not planned")
        sheet.line(" · ".join((*signs, rest)))
    else:
        sheet.line(
            say(
                lang,
                "✓ listed, nothing found · 2 E listed, 2 errors · 1 W listed, 1 warning · ✗ required "
                "and not listed · blank: not listed · grey: nothing to go by",
            )
        )
    sheet.gap()
    titles = [
        ReportCell(_title(number, kind, pack, lang), MARKED if number in needed else SUBHEAD, turned=True)
        for number in numbers
    ]
    blank = [ReportCell(None, SUBHEAD) for _ in _WIDTHS]
    sheet.row([*blank, *titles, ReportCell(None, SUBHEAD)], _TITLES)
    first = sheet.at
    names = [say(lang, head, **words) for head in (N_("Code") if counts else N_("File"), N_("{Sender}"), N_("Verdict"))]
    sheet.row(
        [
            *(ReportCell(name, HEAD) for name in names),
            *(ReportCell(printable(str(number)), HEAD) for number in numbers),
            ReportCell(say(lang, "Others"), HEAD),
        ]
    )
    head = sheet.at
    sheet.keep(len(_WIDTHS), first)
    for row in rows:
        marks = _marks(row.report, kind, pack, lang) if row.assessed is None else states_of(row.assessed, kind, pack)
        sheet.row([ReportCell(row.code), ReportCell(row.office), row.verdict, *marks])
    last = sheet.at
    if counts is not None:
        documents = naming.counted(lang, "document", counts.documents, words)
        counted = [
            ReportCell(None, STRONG),
            ReportCell(say(lang, "{Documents} counted", **words), STRONG),
            ReportCell(documents, STRONG),
        ]
        sheet.row([*counted, *(ReportCell(counts.items.get(number, 0), STRONG, centred=True) for number in numbers)])
    sheet.filtered(head, last)


def _title(number: Number, kind: DocumentKind, pack: Pack, lang: Language) -> str:
    title = items.title_of(number, kind, pack, lang) or ""
    group = items.group_name(items.group_of(number, kind, pack), kind, pack, lang)
    return say(lang, "{title} ({group})", title=title, group=group) if group else title


def _marks(report: Report | None, kind: DocumentKind, pack: Pack, lang: Language) -> list[ReportCell]:
    """A cell for each item, and one for the numbers that the circular does not have."""
    numbers = items.numbers_of(kind, pack)
    if report is None or not any(report.selection.values()):
        return [ReportCell(None, QUIET) for _ in (*numbers, None)]
    listed, missing = items.listed_in(report, kind), items.missing_in(report, kind)
    found: Counter[tuple[Number, Severity]] = Counter()
    for finding in report.findings:
        if finding.subject is not None:
            found[finding.subject, finding.severity] += 1
    cells = []
    for number in numbers:
        errors, warnings = (found[number, severity] for severity in (Severity.ERROR, Severity.WARNING))
        if number in missing:
            cell = ReportCell(say(lang, "✗"), Severity.ERROR, centred=True)
        elif errors:
            cell = ReportCell(say(lang, "{count} E", count=errors), Severity.ERROR, centred=True)
        elif warnings:
            cell = ReportCell(say(lang, "{count} W", count=warnings), Severity.WARNING, centred=True)
        else:
            cell = ReportCell(say(lang, "✓") if number in listed else None, centred=True)
        cells.append(cell)
    strange = sorted(listed - set(numbers), key=lambda number: pack.order_of(kind, number))
    others = say(lang, ", ").join(printable(str(number)) for number in strange)
    return [*cells, ReportCell(others or None, Severity.ERROR if others else None)]
