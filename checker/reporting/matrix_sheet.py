"""Senders × items in a workbook: what was found under each item, or how what was planned of it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from checker.i18n import N_, say
from checker.model import Language, Number, Report, Severity
from checker.pack.model import DocumentKind, Pack
from checker.reporting import assessment, items, naming
from checker.reporting.nouns import nouns
from checker.reporting.printable import printable
from checker.reporting.roster import Roll
from checker.reporting.workbook import HEAD, MARKED, QUIET, STRONG, SUBHEAD, TITLE, ReportBook, ReportCell, Row
from checker.review_model import AssessedSender, Review

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
    told = assessment.assessment_of(review, roll.kind)
    if told is None:
        return
    title = say(lang, "How the work stands")
    sheet = book.sheet(title, [22, 34, *([24] * (len(roll.kind.states) + 1))])
    sheet.line(title, TITLE)
    for line in assessment.summary(told, roll.kind, lang):
        sheet.line(line, STRONG)
    for table in (
        assessment.sender_table(told, roll.kind, pack, lang),
        assessment.item_table(told, roll.kind, pack, lang),
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
    signs = assessment.signs_of(assessed, kind)
    cells = [signs.get(number, (None, None)) for number in items.numbers_of(kind, pack)]
    return [*(ReportCell(sign, role, centred=True) for sign, role in cells), ReportCell(None)]
