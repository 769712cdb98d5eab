"""Reports and reviews as a workbook: the roster, the findings, and which office lists which measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.i18n import N_, say
from checker.labels import LABELS, SEVERITIES
from checker.model import Severity
from checker.reporting import naming, roster
from checker.reporting.grouping import grouped
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import ROLES, Standing
from checker.reporting.workbook import QUIET, STRONG, TITLE, Book, Cell, lines
from checker.reporting.xlsx_matrix import Line, add_matrix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.model import Finding, Language, Report, Review
    from checker.pack.model import Pack
    from checker.reporting import Layout
    from checker.reporting.roster import Entry
    from checker.reporting.workbook import Sheet

_MOST_REASONS: Final = 6

_NOTE: Final = N_("Note", context="column")
_ROSTER: Final = {
    N_("Code"): 8,
    N_("Office"): 28,
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
    N_("Office"): 30,
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
    N_("Office"): 22,
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
"""The columns of the sheets: their heads, and how wide they are in characters."""


def render(
    reports: Sequence[Report],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - a sheet has its own layout
) -> bytes:
    """A sheet of the files, one of the findings, and for each rule pack one of the measures."""
    lang = reports[0].lang if reports else "en"
    title = say(lang, "Check of implementation plans")
    book = Book(lang, title)
    sheet = _started(book, N_("Plans"), title, _PLANS, lang)
    sheet.line(naming.counted(lang, "file", len(reports)), STRONG)
    for judged_by in dict.fromkeys(naming.pack_line(report, lang) for report in reports):
        if judged_by is not None:
            sheet.line(judged_by)
    sheet.gap()
    sheet.head([say(lang, head) for head in _PLANS], 1)
    head = sheet.at
    for report in reports:
        sheet.row(_plan(report, naming.pack_of(report, packs)))
    sheet.filtered(head)
    _add_findings(book, [row for report in reports for row in _found(report, naming.pack_of(report, packs), "")], lang)
    for id_ in dict.fromkeys(report.pack_id for report in reports):
        if id_ is not None and id_ in packs:
            own = [_line_of(report, packs[id_]) for report in reports if report.pack_id == id_]
            add_matrix(book, own, packs[id_], lang)
    return book.to_bytes(say(lang, "Page {page} of {pages}"))


def render_review(
    review: Review,
    pack: Pack,
    layout: Layout,  # noqa: ARG001 - a sheet has its own layout
) -> bytes:
    """A sheet of the roster, one of all findings, and one of offices and measures."""
    lang = review.lang
    title = say(lang, "Review of implementation plans")
    entries = roster.entries_of(review)
    book = Book(lang, title)
    sheet = _started(book, N_("Roster"), title, _ROSTER, lang)
    sheet.line(roster.summary_line(entries, lang), STRONG)
    plans = naming.counted(lang, "plan", roster.counted_plans(review))
    noted = say(lang, "{plans} (submitted, and one for each office)", plans=plans)
    sheet.line(say(lang, "{label}: {text}", label=say(lang, "Plans counted"), text=noted))
    sheet.line(say(lang, "{label}: {text}", label=say(lang, "Circular"), text=flowing(pack.citation.in_language(lang))))
    judged_by = naming.pack_line(review, lang)
    if judged_by is not None:
        sheet.line(judged_by)
    if review.engine.failure is not None:
        sheet.line(roster.failure_line(review.engine.failure, lang), Severity.ERROR)
    sheet.gap()
    sheet.head([say(lang, head) for head in _ROSTER], 2)
    head = sheet.at
    for entry in entries:
        sheet.row(_entry(entry, pack, lang))
    sheet.filtered(head)
    across = [_row(finding, None, pack, lang, "") for finding in review.findings]
    found = [row for report in review.reports for row in _found(report, pack, roster.note_on(report, review) or "")]
    _add_findings(book, [*across, *found], lang)
    own = [
        Line(
            printable(entry.row.office),
            roster.short_names(pack, lang).get(entry.row.office, printable(entry.row.office)),
            Cell(roster.standing_name(entry.standing, lang), ROLES[entry.standing]),
            entry.report,
        )
        for entry in entries
    ]
    add_matrix(book, own, pack, lang, review)
    return book.to_bytes(say(lang, "Page {page} of {pages}"))


def _started(book: Book, name: str, title: str, columns: Mapping[str, int], lang: Language) -> Sheet:
    sheet = book.sheet(say(lang, name), list(columns.values()))
    sheet.line(title, TITLE)
    return sheet


def _plan(report: Report, pack: Pack | None) -> list[Cell]:
    lang = report.lang
    return [
        Cell(naming.input_name(report)),
        Cell(naming.office_name(report, pack)),
        Cell(naming.verdict_name(report.verdict, lang), report.verdict),
        *_counts(report.counts),
        Cell(None if report.status is None else LABELS["status"][report.status].in_language(lang)),
        Cell(report.version, centred=True),
        Cell(_reasons(report, pack)),
    ]


def _entry(entry: Entry, pack: Pack, lang: Language) -> list[Cell]:
    row = entry.row
    known = pack.offices.get(row.office)
    return [
        Cell(printable(row.office)),
        Cell(printable(row.office) if known is None else flowing(known.name.in_language(lang))),
        Cell(roster.standing_name(entry.standing, lang), ROLES[entry.standing]),
        *_counts(roster.counts_of(entry)),
        Cell(None if row.status is None else LABELS["status"][row.status].in_language(lang)),
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
    """What speaks against a plan: its errors, or where it has none, its warnings."""
    for severity in (Severity.ERROR, Severity.WARNING):
        reasons = roster.main_reasons(report, pack, severity, _MOST_REASONS)
        if reasons:
            return lines(reasons)
    return None


def _line_of(report: Report, pack: Pack) -> Line:
    verdict = Cell(naming.verdict_name(report.verdict, report.lang), report.verdict)
    return Line(naming.input_name(report), naming.office_name(report, pack), verdict, report)


def _add_findings(book: Book, rows: Iterable[Sequence[Cell]], lang: Language) -> None:
    sheet = book.sheet(say(lang, "Findings"), list(_FINDINGS.values()))
    sheet.head([say(lang, head) for head in _FINDINGS], 2)
    for place, row in enumerate(rows, 1):
        sheet.row([Cell(place, centred=True), *row])
    sheet.filtered(1)
    sheet.print_columns(list(_FINDINGS).index(_NOTE) + 1)


def _found(report: Report, pack: Pack | None, note: str) -> Iterator[list[Cell]]:
    """A row for each finding of a report, in its order; `note` says why the file does not stand for its office."""
    groups = grouped(report.findings)
    parts = {
        id(finding): name
        for group, name in zip(groups, naming.part_names(groups, pack, report.lang), strict=True)
        for finding in group.findings
    }
    for finding in report.findings:
        yield _row(finding, report, pack, report.lang, parts[id(finding)], note)


def _row(
    finding: Finding, report: Report | None, pack: Pack | None, lang: Language, part: str, note: str = ""
) -> list[Cell]:
    office = "".join(map(str, finding.at)) if report is None else None
    if report is not None:
        named = naming.office_name(report, pack)
    elif office and pack is not None and office in pack.offices:
        named = flowing(pack.offices[office].name.in_language(lang))
    else:
        named = ""
    place = None if report is None else naming.place_name(finding, lang)
    subject = None if finding.subject is None or office else printable(str(finding.subject))
    return [
        Cell(say(lang, SEVERITIES[finding.severity]).capitalize(), finding.severity),
        Cell(named or None),
        Cell(say(lang, "across the plans") if report is None else naming.input_name(report)),
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
