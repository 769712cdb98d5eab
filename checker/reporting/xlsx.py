"""Reports, reviews and comparisons as a workbook: the rosters, the findings, and which sender lists which item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from checker.comparing import Change, Compared, Comparison, Doubt
from checker.decisions import COLUMNS, DECISIONS, DECISIONS_FORMAT
from checker.i18n import N_, say
from checker.model import Finding, Language, Number, Report, Severity
from checker.pack.model import DocumentKind, Pack
from checker.reporting import Matter, items, naming, roster
from checker.reporting.comparison_sections import CHANGES, FATES, change_texts, part_note, part_title
from checker.reporting.naming import SEVERITIES, common_nouns, grouped, nouns
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import ROLES, Roll, RosterEntry, RosterStanding, standing_name, standing_of
from checker.reporting.workbook import HEAD, MARKED, QUIET, STRONG, SUBHEAD, TITLE, ReportBook, ReportCell, Row, lines
from checker.review_model import AssessedSender, FileStanding, Review
from checker.rounds import SENT, Round, totals_line

_MOST_REASONS: Final = 6

_FILES_NAME: Final = N_("Files", context="sheet")
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
_TITLE: Final = N_("What has become of the findings")
_SENDERS: Final = {
    N_("Code"): 9,
    N_("Sender"): 30,
    N_("Sent"): 22,
    N_("Before"): 20,
    N_("Now"): 20,
    N_("fixed"): 8,
    N_("still open"): 10,
    N_("new"): 8,
    N_("Earlier file"): 34,
    N_("Later file"): 34,
}
_COMPARED: Final = {
    N_("Sender"): 28,
    N_("What became of it"): 14,
    N_("Severity"): 10,
    N_("Rule"): 26,
    N_("Found"): 50,
    N_("To do"): 40,
    N_("Clause"): 20,
    N_("Place", context="column"): 28,
    N_("Rule id"): 28,
}
"""The columns of the sheets: their heads, and how wide they are in characters."""

_CONTENTS: Final = {
    N_("Part"): 22,
    N_("What became of it"): 20,
    N_("Earlier"): 44,
    N_("Later"): 44,
    N_("% alike"): 9,
    N_("What has changed"): 60,
}


def render(matter: Matter[Report]) -> bytes:
    """A sheet of the files, one of the findings, and for each kind of document one of its items."""
    reports = matter.all
    lang = reports[0].lang if reports else "en"
    of = [naming.pack_of(report, matter.packs) for report in reports]
    by_kind: dict[tuple[Pack | None, DocumentKind | None], list[Report]] = {}
    for report, pack in zip(reports, of, strict=True):
        by_kind.setdefault((pack, naming.kind_of(report, pack)), []).append(report)
    title = say(lang, "Check of {documents}", **common_nouns(kind for _, kind in by_kind))
    book = ReportBook(lang, title)
    judged_by = dict.fromkeys(naming.pack_line(report, lang) for report in reports)
    lines_by = ((line, None) for line in judged_by if line is not None)
    above = [(title, TITLE), (naming.counted(lang, "file", len(reports)), STRONG), *lines_by]
    book.table(say(lang, _FILES_NAME), _PLANS, map(_plan, reports, of), above, words=nouns(None))
    _add_findings(book, [row for each, pack in zip(reports, of, strict=True) for row in _found(each, pack, "")], lang)
    several = len({pack for pack, kind in by_kind if pack and kind})
    kinds = sum(pack is not None and kind is not None for pack, kind in by_kind) - several + 1
    for (pack, kind), own in by_kind.items():
        if pack is not None and kind is not None and kind.items is not None:
            name = _told_apart(_MATRIX, kind, pack, lang, kinds=kinds, packs=several)
            add_matrix(book, name, [_line_of(report, pack) for report in own], kind, pack, lang, None)
    return book.to_bytes()


def render_reviews(matter: Matter[Review]) -> bytes:
    """For each review a sheet of each roster, one of all findings, and for each kind of document one of its items."""
    lang = matter.all[0].lang
    kinds = [matter.packs[review.pack_id].documents[name] for review in matter.all for name in review.documents]
    book = ReportBook(lang, say(lang, "Review of {documents}", **common_nouns(kinds)))
    for review in matter.all:
        _add_review(book, review, matter.packs[review.pack_id], len(matter.all))
    return book.to_bytes()


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
            told = roster.assessment_of(review, roll.kind)
            states = {} if told is None else {each.office: each for each in told.offices}
            own: list[MatrixLine] = [
                (
                    [
                        printable(entry.row.office),
                        short.get(entry.row.office, printable(entry.row.office)),
                        ReportCell(roster.standing_name(entry.standing, lang), ROLES[entry.standing]),
                    ],
                    entry.report,
                    states.get(entry.row.office),
                )
                for entry in roll.entries
            ]
            counts = roll.counted, review.items.get(roll.kind.format, {})
            name = _told_apart(_MATRIX, roll.kind, pack, lang, kinds=len(rolls), packs=reviews)
            add_matrix(book, name, own, roll.kind, pack, lang, counts)


def _add_files(book: ReportBook, review: Review, of: str) -> None:
    """The sheet of every file that was found."""
    name = say(review.lang, _FILES_NAME)
    above = [(name, TITLE), (roster.files_line(review), STRONG)]
    book.table(name, _FILES, map(list, roster.file_rows(review)), above, of=of)


def _add_decisions(book: ReportBook, review: Review, of: str) -> None:
    """The sheet on which decisions are filled in and read back, with those there are already."""
    lang = review.lang
    name = say(lang, N_("Decisions", context="sheet"))
    choices = say(lang, ", ").join(say(lang, each) for each in DECISIONS.values())
    how = say(
        lang,
        "Fill in a row for each decision, save, and review again with --decisions FILE: {choices}.",
        choices=choices,
    )
    told: list[dict[str, str | None]] = [
        {
            "decision": roster.decision_name(each.decision, lang),
            **{member: getattr(each, member) for member in _DECISIONS if member != "decision"},
        }
        for each in review.decisions
    ]
    told += (
        {"office": each.office, "file": each.file, "sha256": each.sha256}
        for each in review.files
        if each.standing is FileStanding.JUDGED and each.office is not None
    )
    book.table(
        name,
        {COLUMNS[member]: width for member, width in _DECISIONS.items()},
        ([printable(row.get(member) or "") for member in _DECISIONS] for row in told),
        [(name, TITLE), (how, None), [ReportCell(DECISIONS_FORMAT, QUIET), ReportCell(review.pack_id, QUIET)]],
        of=of,
    )


def _told_apart(name: str, kind: DocumentKind, pack: Pack, lang: Language, *, kinds: int, packs: int) -> str:
    """What a sheet about a kind of document is called; where there are several such, with what tells it apart."""
    name = say(lang, name, **nouns(kind))
    if kinds > 1:
        name = say(lang, "{name} ({of})", name=name, of=nouns(kind)["documents"])
    return say(lang, "{name} ({of})", name=name, of=pack.id) if packs > 1 else name


def _add_roster(book: ReportBook, roll: Roll, review: Review, pack: Pack, name: str) -> None:
    """The sheet of a roster, with what the review says as a whole above it."""
    lang, words, failure = review.lang, nouns(roll.kind), review.engine.failure
    counted = naming.labelled(say(lang, "{Documents} counted", **words), roster.counted_line(roll, lang), lang)
    circular = naming.labelled(say(lang, "Circular"), flowing(pack.citation.in_language(lang)), lang)
    above = [
        (say(lang, "Review of {documents}", **words), TITLE),
        (roster.summary_lines((roll,), lang)[0], STRONG),
        (counted, None),
        (circular, None),
        (naming.pack_line(review, lang), None),
        (None if failure is None else roster.failure_line(failure, lang), Severity.ERROR),
    ]
    rows = (_entry(entry, roll.kind, pack, lang) for entry in roll.entries)
    book.table(name, _ROSTER, rows, [(line, role) for line, role in above if line is not None], fixed=2, words=words)


def _plan(report: Report, pack: Pack | None) -> Row:
    lang, kind = report.lang, naming.kind_of(report, pack)
    return [
        naming.input_name(report),
        naming.office_name(report, pack),
        ReportCell(naming.verdict_name(report.verdict, lang), report.verdict),
        *_counts(report.counts),
        None if report.status is None else naming.status_name(report.status, kind, lang),
        ReportCell(report.version, centred=True),
        _reasons(report, pack),
    ]


def _entry(entry: RosterEntry, kind: DocumentKind, pack: Pack, lang: Language) -> Row:
    row, report = entry.row, entry.report
    return [
        printable(row.office),
        naming.sender_name(row.office, kind, pack, lang),
        ReportCell(roster.standing_name(entry.standing, lang), ROLES[entry.standing]),
        *_counts(roster.counts_of(entry)),
        None if row.status is None else naming.status_name(row.status, kind, lang),
        ReportCell(row.version, centred=True),
        None if row.file is None else printable(row.file),
        "\n".join(map(printable, row.superseded)) or None,
        None if report is None or entry.standing is RosterStanding.PASS else _reasons(report, pack),
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
    return [naming.input_name(report), naming.office_name(report, pack), verdict], report, None


def _add_findings(book: ReportBook, rows: list[Row], lang: Language, of: str = "") -> None:
    numbered = ([ReportCell(place, centred=True), *row] for place, row in enumerate(rows, 1))
    sheet = book.table(say(lang, "Findings"), _FINDINGS, numbered, of=of, fixed=2, words=nouns(None))
    sheet.print_columns(list(_FINDINGS).index(_NOTE) + 1)


def _found(report: Report, pack: Pack | None, note: str) -> Iterator[Row]:
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
) -> Row:
    office = "".join(map(str, finding.at)) if report is None else None
    if report is not None:
        named = naming.office_name(report, pack)
    else:
        named = naming.name_of_any(office, pack, lang) if office and pack is not None else ""
    return [
        ReportCell(say(lang, SEVERITIES[finding.severity]).capitalize(), finding.severity),
        named or None,
        say(lang, "across the documents") if report is None else naming.input_name(report),
        naming.rule_title(finding, pack, lang),
        None if finding.subject is None or office else printable(str(finding.subject)),
        flowing(finding.message.in_language(lang)),
        None if finding.fix is None else flowing(finding.fix.in_language(lang)),
        naming.clause_of(finding, pack, lang),
        ReportCell(note or None, QUIET if note else None),
        None if finding.exception is None else flowing(finding.exception),
        part or None,
        None if report is None else naming.place_name(finding, lang, kind),
        printable(finding.rule),
    ]


# Comparisons


def render_comparison(matter: Matter[Comparison]) -> bytes:
    """A sheet of the findings, and one of what stands in the documents, where that is compared."""
    (comparison,) = matter.all
    lang = comparison.lang
    pack = naming.pack_of(comparison.new, matter.packs)
    book = ReportBook(lang, say(lang, _TITLE))
    name, kind = naming.office_name(comparison.new, pack), naming.kind_of(comparison.new, pack)
    _add_compared(book, _compared_rows(comparison.findings, name, kind, pack, lang), comparison.doubts, lang, "")
    if comparison.contents:
        _add_contents(book, comparison)
    return book.to_bytes()


def render_rounds(matter: Matter[Round]) -> bytes:
    """For each circular a sheet of the senders, and one of the findings."""
    rounds = matter.all
    lang = rounds[0].lang
    book = ReportBook(lang, say(lang, _TITLE))
    for made in rounds:
        pack = matter.packs[made.new.pack_id]
        of = pack.id if len(rounds) > 1 else ""
        _add_offices(book, made, pack, of)
        rows: list[Row] = []
        for each in made.offices:
            kind = pack.documents[each.new.document]
            name = naming.sender_name(each.new.office, kind, pack, lang)
            rows += _compared_rows(each.findings, name, kind, pack, lang)
        rows += _compared_rows(made.across, say(lang, "across the documents"), None, pack, lang)
        _add_compared(book, rows, made.doubts, lang, of)
    return book.to_bytes()


def _add_offices(book: ReportBook, made: Round, pack: Pack, of: str) -> None:
    lang = made.lang
    rows: list[Row] = []
    for each in made.offices:
        kind = pack.documents[each.new.document]
        standings = [standing_of(row, kind) for row in (each.old, each.new)]
        rows.append(
            [
                printable(each.new.office),
                naming.sender_name(each.new.office, kind, pack, lang),
                say(lang, SENT[each.sent]),
                *(ReportCell(standing_name(standing, lang), ROLES[standing]) for standing in standings),
                *(ReportCell(len(each.of(change)), centred=True) for change in Change),
                *(None if row.file is None else printable(row.file) for row in (each.old, each.new)),
            ]
        )
    old, new = made.names
    name = say(lang, "Since the earlier review")
    files = say(lang, "Earlier review: {old}. Later review: {new}.", old=old, new=new)
    book.table(name, _SENDERS, rows, [(name, TITLE), (totals_line(made, lang), STRONG), (files, None)], of=of, fixed=2)


def _add_compared(book: ReportBook, rows: Iterable[Row], doubts: Iterable[Doubt], lang: Language, of: str) -> None:
    above = [(say(lang, _TITLE), TITLE), *((flowing(doubt.message.in_language(lang)), STRONG) for doubt in doubts)]
    book.table(say(lang, "Findings"), _COMPARED, rows, above, of=of, fixed=2)


def _add_contents(book: ReportBook, comparison: Comparison) -> None:
    lang = comparison.lang
    rows: list[Row] = []
    for part in comparison.contents:
        for each in part.entries:
            sides = [
                None if side is None else flowing(f"{side.number or ''} {side.name.in_language(lang)}".strip())
                for side in (each.old, each.new)
            ]
            rows.append(
                [
                    part.name.in_language(lang),
                    ReportCell(say(lang, FATES[each.fate]), STRONG),
                    *sides,
                    ReportCell(each.alike, centred=True),
                    "\n".join(change_texts(each, lang)) or None,
                ]
            )
    parts = ((f"{part_title(part, lang)} {part_note(part, lang)}", None) for part in comparison.contents)
    above = [(say(lang, "What has become of the entries"), TITLE), *parts]
    book.table(say(lang, "Contents"), _CONTENTS, rows, above, fixed=2)


def _compared_rows(
    findings: Iterable[Compared], name: str, kind: DocumentKind | None, pack: Pack | None, lang: Language
) -> Iterator[Row]:
    for each in findings:
        finding = each.finding
        yield [
            name,
            ReportCell(say(lang, CHANGES[each.change][1]), STRONG),
            ReportCell(say(lang, SEVERITIES[finding.severity]).capitalize(), finding.severity),
            naming.rule_title(finding, pack, lang),
            flowing(finding.message.in_language(lang)),
            None if finding.fix is None else flowing(finding.fix.in_language(lang)),
            naming.clause_of(finding, pack, lang),
            naming.place_name(finding, lang, kind),
            printable(finding.rule),
        ]


_WIDTHS: Final = (9.0, 24.0, 15.0)
_ITEM: Final = 4.6
_OTHERS: Final = 12.0
_TITLES: Final = 200.0
"""Points; what the titles of items, read from below, need."""


MatrixLine = tuple[Row, Report | None, AssessedSender | None]
"""One row: a code or file, the sender, what becomes of it; the report there is on it, and how its plan stands."""


def add_matrix(
    book: ReportBook,
    title: str,
    rows: Sequence[MatrixLine],
    kind: DocumentKind,
    pack: Pack,
    lang: Language,
    listed: tuple[int, Mapping[Number, int]] | None,
) -> None:
    """A row for each of `rows`, a column for each item; `listed` is how many documents count, and list each item."""
    words = nouns(kind)
    numbers = items.numbers_of(kind, pack)
    needed = items.needed_of(kind, pack)
    sheet = book.sheet(title, [*_WIDTHS, *(_ITEM for _ in numbers), _OTHERS], "center")
    sheet.line(say(lang, "{Senders} and {items}", **words), TITLE)
    if any(assessed for _, _, assessed in rows):
        signs = [f"{roster.STATE_SIGNS[str(state.state)]} {state.label.in_language(lang)}" for state in kind.states]
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
    blank = ReportCell(None, SUBHEAD)
    sheet.row([*(blank for _ in _WIDTHS), *titles, blank], _TITLES)
    first = sheet.at
    names = [say(lang, head, **words) for head in (N_("Code") if listed else N_("File"), N_("{Sender}"), N_("Verdict"))]
    heads = (*names, *(printable(str(number)) for number in numbers), say(lang, "Others"))
    sheet.row([ReportCell(name, HEAD) for name in heads])
    head = sheet.at
    sheet.keep(len(_WIDTHS), first)
    for row, report, assessed in rows:
        marks = _marks(report, kind, pack, lang) if assessed is None else _states(assessed, kind, pack)
        sheet.row([*row, *marks])
    last = sheet.at
    if listed is not None:
        count, by_item = listed
        told = (None, say(lang, "{Documents} counted", **words), naming.counted(lang, "document", count, words))
        counts = (ReportCell(by_item.get(number, 0), STRONG, centred=True) for number in numbers)
        sheet.row([*(ReportCell(value, STRONG) for value in told), *counts])
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


def add_assessment(book: ReportBook, roll: Roll, review: Review, pack: Pack, lang: Language) -> None:
    """A sheet of how what was planned stands, by sender and by item, where reports were held against plans."""
    told = roster.assessment_of(review, roll.kind)
    if told is None:
        return
    title = say(lang, "How the work stands")
    sheet = book.sheet(title, [22, 34, *([24] * (len(roll.kind.states) + 1))])
    sheet.line(title, TITLE)
    for line in roster.assessment_lines(told, roll.kind, lang):
        sheet.line(line, STRONG)
    for table in (
        roster.sender_table(told, roll.kind, pack, lang),
        roster.item_table(told, roll.kind, pack, lang),
    ):
        sheet.gap()
        sheet.row([ReportCell(text, HEAD) for text in table.head])
        for at, row in enumerate(table.rows):
            sheet.row(
                [
                    ReportCell(
                        int(value) if column in table.right and value.isdecimal() else value,
                        table.roles.get((at, column)),
                        centred=column in table.right,
                    )
                    for column, value in enumerate(row)
                ]
            )


def _states(assessed: AssessedSender, kind: DocumentKind, pack: Pack) -> list[ReportCell]:
    """A cell for each item: the state that it is in, if it was planned."""
    signs = roster.signs_of(assessed, kind)
    cells = [signs.get(number, (None, None)) for number in items.numbers_of(kind, pack)]
    return [*(ReportCell(sign, role, centred=True) for sign, role in cells), ReportCell(None)]
