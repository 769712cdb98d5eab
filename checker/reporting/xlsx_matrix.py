"""The sheet of a workbook that shows at a glance which sender lists which item, and what was found there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.model import Severity
from checker.reporting import items, naming
from checker.reporting.nouns import nouns
from checker.reporting.printable import printable
from checker.reporting.workbook import HEAD, MARKED, QUIET, STRONG, SUBHEAD, TITLE, Cell
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model import Language, Number, Report
    from checker.pack.model import DocumentKind, Pack
    from checker.reporting.workbook import Book

_WIDTHS: Final = (9.0, 24.0, 15.0)
_ITEM: Final = 4.6
_OTHERS: Final = 12.0
_TITLES: Final = 200.0
"""Points; what the titles of items, read from below, need."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its code or file, its sender, what becomes of it, and the report there is on it."""

    code: str
    office: str
    verdict: Cell
    report: Report | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents of a kind count, and how many of these list each item."""

    documents: int
    items: Mapping[Number, int]


def add_matrix(
    book: Book, title: str, rows: Sequence[Line], kind: DocumentKind, pack: Pack, lang: Language, counts: Counts | None
) -> None:
    """A row for each of `rows`, a column for each item of the circular; `counts` says how many documents list each."""
    words = nouns(kind)
    numbers = items.numbers_of(kind, pack)
    needed = items.needed_of(kind, pack)
    sheet = book.sheet(title, [*_WIDTHS, *(_ITEM for _ in numbers), _OTHERS], "center")
    sheet.line(say(lang, "review.matrix", **words), TITLE)
    sheet.line(say(lang, "review.legend"))
    sheet.gap()
    titles = [
        Cell(_title(number, kind, pack, lang), MARKED if number in needed else SUBHEAD, turned=True)
        for number in numbers
    ]
    blank = [Cell(None, SUBHEAD) for _ in _WIDTHS]
    sheet.row([*blank, *titles, Cell(None, SUBHEAD)], _TITLES)
    first = sheet.at
    names = [say(lang, f"review.{key}", **words) for key in ("code" if counts else "file", "office", "verdict")]
    sheet.row(
        [
            *(Cell(name, HEAD) for name in names),
            *(Cell(printable(str(number)), HEAD) for number in numbers),
            Cell(say(lang, "review.others"), HEAD),
        ]
    )
    head = sheet.at
    sheet.keep(len(_WIDTHS), first)
    for row in rows:
        sheet.row([Cell(row.code), Cell(row.office), row.verdict, *_marks(row.report, kind, pack, lang)])
    last = sheet.at
    if counts is not None:
        documents = naming.counted(lang, "document", counts.documents, words)
        counted = [Cell(None, STRONG), Cell(say(lang, "review.counted", **words), STRONG), Cell(documents, STRONG)]
        sheet.row([*counted, *(Cell(counts.items.get(number, 0), STRONG, centred=True) for number in numbers)])
    sheet.filtered(head, last)


def _title(number: Number, kind: DocumentKind, pack: Pack, lang: Language) -> str:
    title = items.title_of(number, kind, pack, lang) or ""
    group = items.group_name(items.group_of(number, kind, pack), kind, pack, lang)
    return say(lang, "review.item-of-group", title=title, group=group) if group else title


def _marks(report: Report | None, kind: DocumentKind, pack: Pack, lang: Language) -> list[Cell]:
    """A cell for each item, and one for the numbers that the circular does not have."""
    numbers = items.numbers_of(kind, pack)
    if report is None or not any(report.selection.values()):
        return [Cell(None, QUIET) for _ in (*numbers, None)]
    listed, missing = items.listed_in(report, kind), items.missing_in(report, kind)
    found: Counter[tuple[Number, Severity]] = Counter()
    for finding in report.findings:
        if finding.subject is not None:
            found[finding.subject, finding.severity] += 1
    cells = []
    for number in numbers:
        errors, warnings = (found[number, severity] for severity in (Severity.ERROR, Severity.WARNING))
        if number in missing:
            cell = Cell(say(lang, "review.mark-missing"), Severity.ERROR, centred=True)
        elif errors:
            cell = Cell(say(lang, "review.mark-error", count=errors), Severity.ERROR, centred=True)
        elif warnings:
            cell = Cell(say(lang, "review.mark-warning", count=warnings), Severity.WARNING, centred=True)
        else:
            cell = Cell(say(lang, "review.mark-listed") if number in listed else None, centred=True)
        cells.append(cell)
    strange = sorted(listed - set(numbers), key=lambda number: pack.order_of(kind, number))
    others = say(lang, "report.number-joint").join(printable(str(number)) for number in strange)
    return [*cells, Cell(others or None, Severity.ERROR if others else None)]
