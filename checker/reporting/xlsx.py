"""Reports and reviews as a workbook: the rosters, the findings, and which sender lists which item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.model import Severity
from checker.reporting import naming, roster
from checker.reporting.grouping import grouped
from checker.reporting.nouns import common_nouns, nouns
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import ROLES, Standing
from checker.reporting.workbook import QUIET, STRONG, TITLE, Book, Cell, lines
from checker.reporting.xlsx_matrix import Counts, Line, add_matrix
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.model import Finding, Language, Report, Review
    from checker.pack.model import DocumentKind, Pack
    from checker.reporting import Layout
    from checker.reporting.roster import Entry, Roll

_MOST_REASONS: Final = 6

_ROSTER: Final = {
    "code": 8,
    "office": 28,
    "verdict": 16,
    "errors": 8,
    "warnings": 10,
    "infos": 7,
    "status": 11,
    "version": 9,
    "file": 22,
    "superseded": 20,
    "reasons": 56,
}
_PLANS: Final = {
    "file": 30,
    "office": 30,
    "verdict": 16,
    "errors": 8,
    "warnings": 10,
    "infos": 7,
    "status": 11,
    "version": 9,
    "reasons": 62,
}
_FINDINGS: Final = {
    "sequence": 6,
    "severity": 10,
    "office": 22,
    "file": 20,
    "rule": 22,
    "subject": 9,
    "found": 44,
    "to-do": 40,
    "clause": 20,
    "note": 16,
    "excepted": 30,
    "where": 28,
    "place": 28,
    "rule-id": 28,
}
"""The columns of the sheets: keys of `texts.review`, and how wide they are in characters."""


def render(
    reports: Sequence[Report],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - a sheet has its own layout
) -> bytes:
    """A sheet of the files, one of the findings, and for each kind of document one of its items."""
    lang = reports[0].lang if reports else "en"
    of = [naming.pack_of(report, packs) for report in reports]
    kinds = [naming.kind_of(report, pack) for report, pack in zip(reports, of, strict=True)]
    title = say(lang, "review.reports-title", **common_nouns(kinds))
    book = Book(lang, title)
    sheet = book.sheet(say(lang, "review.plans-sheet"), list(_PLANS.values()))
    sheet.line(title, TITLE)
    sheet.line(roster.counted(lang, "file", len(reports)), STRONG)
    for judged_by in dict.fromkeys(naming.pack_line(report, lang) for report in reports):
        if judged_by is not None:
            sheet.line(judged_by)
    sheet.gap()
    sheet.head([say(lang, f"review.{key}", **nouns(None)) for key in _PLANS], 1)
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
            name = _told_apart("matrix", kind, pack, lang, kinds=len(met) - several + 1, packs=several)
            add_matrix(book, name, own, kind, pack, lang, None)
    return book.to_bytes(say(lang, "review.page"))


def render_reviews(
    reviews: Sequence[Review],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - a sheet has its own layout
) -> bytes:
    """For each review a sheet of each roster, one of all findings, and for each kind of document one of its items."""
    lang = reviews[0].lang
    kinds = [packs[review.pack_id].documents[name] for review in reviews for name in review.documents]
    book = Book(lang, say(lang, "review.title", **common_nouns(kinds)))
    for review in reviews:
        _add_review(book, review, packs[review.pack_id], len(reviews))
    return book.to_bytes(say(lang, "review.page"))


def _add_review(book: Book, review: Review, pack: Pack, reviews: int) -> None:
    lang = review.lang
    rolls = roster.rolls_of(review, pack)
    for roll in rolls:
        _add_roster(
            book, roll, review, pack, _told_apart("roster", roll.kind, pack, lang, kinds=len(rolls), packs=reviews)
        )
    across = [_row(finding, None, None, pack, lang, "") for finding in review.findings]
    found = [
        row
        for report in review.reports
        for row in _found(report, naming.pack_of(report, {pack.id: pack}), roster.note_on(report, review) or "")
    ]
    of_pack = pack.id if reviews > 1 else ""
    _add_findings(book, [*across, *found], lang, of_pack)
    for roll in rolls:
        if roll.kind.items is not None:
            short = roster.short_names(pack, roll.kind, lang)
            own = [
                Line(
                    printable(entry.row.office),
                    short.get(entry.row.office, printable(entry.row.office)),
                    Cell(roster.standing_name(entry.standing, lang), ROLES[entry.standing]),
                    entry.report,
                )
                for entry in roll.entries
            ]
            counts = Counts(roll.counted, review.items.get(roll.kind.format, {}))
            name = _told_apart("matrix", roll.kind, pack, lang, kinds=len(rolls), packs=reviews)
            add_matrix(book, name, own, roll.kind, pack, lang, counts)


def _told_apart(key: str, kind: DocumentKind, pack: Pack, lang: Language, *, kinds: int, packs: int) -> str:
    """What a sheet about a kind of document is called; where there are several such, with what tells it apart."""
    name = say(lang, f"review.{key}-sheet", **nouns(kind))
    if kinds > 1:
        name = say(lang, "review.sheet-of", name=name, of=nouns(kind)["senders"])
    return say(lang, "review.sheet-of", name=name, of=pack.id) if packs > 1 else name


def _add_roster(book: Book, roll: Roll, review: Review, pack: Pack, name: str) -> None:
    """The sheet of a roster, with what the review says as a whole above it."""
    lang, words = review.lang, nouns(roll.kind)
    sheet = book.sheet(name, list(_ROSTER.values()))
    sheet.line(say(lang, "review.title", **words), TITLE)
    sheet.line(roster.summary_line(roll, lang), STRONG)
    label = say(lang, "review.counted", **words)
    sheet.line(say(lang, "report.labelled", label=label, text=roster.counted_line(roll, lang)))
    sheet.line(
        say(lang, "report.labelled", label=say(lang, "review.circular"), text=flowing(pack.citation.in_language(lang)))
    )
    judged_by = naming.pack_line(review, lang)
    if judged_by is not None:
        sheet.line(judged_by)
    if review.engine.failure is not None:
        sheet.line(roster.failure_line(review.engine.failure, lang), Severity.ERROR)
    sheet.gap()
    sheet.head([say(lang, f"review.{key}", **words) for key in _ROSTER], 2)
    head = sheet.at
    for entry in roll.entries:
        sheet.row(_entry(entry, roll.kind, pack, lang))
    sheet.filtered(head)


def _plan(report: Report, pack: Pack | None) -> list[Cell]:
    lang = report.lang
    return [
        Cell(naming.input_name(report)),
        Cell(naming.office_name(report, pack)),
        Cell(naming.verdict_name(report.verdict, lang), report.verdict),
        *_counts(report.counts),
        Cell(None if report.status is None else naming.status_name(report.status, naming.kind_of(report, pack), lang)),
        Cell(report.version, centred=True),
        Cell(_reasons(report, pack)),
    ]


def _entry(entry: Entry, kind: DocumentKind, pack: Pack, lang: Language) -> list[Cell]:
    row = entry.row
    return [
        Cell(printable(row.office)),
        Cell(naming.sender_name(row.office, kind, pack, lang)),
        Cell(roster.standing_name(entry.standing, lang), ROLES[entry.standing]),
        *_counts(roster.counts_of(entry)),
        Cell(None if row.status is None else naming.status_name(row.status, kind, lang)),
        Cell(row.version, centred=True),
        Cell(None if row.file is None else printable(row.file)),
        Cell("\n".join(map(printable, row.superseded)) or None),
        Cell(None if entry.report is None or entry.standing is Standing.PASS else _reasons(entry.report, pack)),
    ]


def _counts(counts: Mapping[Severity, int]) -> Iterator[Cell]:
    """A cell for each severity, painted where there is something of it."""
    for severity in Severity:
        count = counts.get(severity)
        yield Cell(count, severity if count else None, centred=True)


def _reasons(report: Report, pack: Pack | None) -> str | None:
    """What speaks against a document: its errors, or where it has none, its warnings."""
    reasons = roster.main_reasons(report, pack, _MOST_REASONS)
    return lines(reasons) if reasons else None


def _line_of(report: Report, pack: Pack) -> Line:
    verdict = Cell(naming.verdict_name(report.verdict, report.lang), report.verdict)
    return Line(naming.input_name(report), naming.office_name(report, pack), verdict, report)


def _add_findings(book: Book, rows: Iterable[Sequence[Cell]], lang: Language, of: str = "") -> None:
    name = say(lang, "review.findings-sheet")
    sheet = book.sheet(say(lang, "review.sheet-of", name=name, of=of) if of else name, list(_FINDINGS.values()))
    sheet.head([say(lang, f"review.{key}", **nouns(None)) for key in _FINDINGS], 2)
    for place, row in enumerate(rows, 1):
        sheet.row([Cell(place, centred=True), *row])
    sheet.filtered(1)
    sheet.print_columns(list(_FINDINGS).index("note") + 1)


def _found(report: Report, pack: Pack | None, note: str) -> Iterator[list[Cell]]:
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
) -> list[Cell]:
    office = "".join(map(str, finding.at)) if report is None else None
    if report is not None:
        named = naming.office_name(report, pack)
    else:
        named = _sender_of_any(office, pack, lang) if office and pack is not None else ""
    place = None if report is None else naming.place_name(finding, lang, kind)
    subject = None if finding.subject is None or office else printable(str(finding.subject))
    return [
        Cell(say(lang, f"labels.severity.{finding.severity.value}").capitalize(), finding.severity),
        Cell(named or None),
        Cell(say(lang, "review.across-suite") if report is None else naming.input_name(report)),
        Cell(naming.rule_title(finding, pack, lang)),
        Cell(subject),
        Cell(flowing(finding.message.in_language(lang))),
        Cell(None if finding.fix is None else flowing(finding.fix.in_language(lang))),
        Cell(naming.clause_name(finding.clause, pack, lang)),
        Cell(note or None, QUIET if note else None),
        Cell(None if finding.exception is None else flowing(finding.exception)),
        Cell(part or None),
        Cell(place),
        Cell(printable(finding.rule)),
    ]


def _sender_of_any(code: str, pack: Pack, lang: Language) -> str:
    """A sender of some kind of document, by name."""
    names = (naming.sender_name(code, kind, pack, lang) for kind in pack.documents.values())
    return next((name for name in names if name != printable(code)), "")
