"""The sheet of a workbook that shows at a glance which office lists which measure, and what was found there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.i18n import N_, say
from checker.model import Selection, Severity
from checker.pack.wording import label, title_of
from checker.reporting import naming, roster
from checker.reporting.printable import flowing, printable
from checker.reporting.workbook import HEAD, MARKED, QUIET, STRONG, SUBHEAD, TITLE, Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Language, Number, Report, Review
    from checker.pack.model import Pack
    from checker.reporting.workbook import Book

_WIDTHS: Final = (9.0, 24.0, 15.0)
_MEASURE: Final = 4.6
_OTHERS: Final = 12.0
_REQUIRED: Final = "required"
_TITLES: Final = 200.0
"""Points; what the titles of measures, read from below, need."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its code or file, its office, what becomes of it, and the report there is on it."""

    code: str
    office: str
    verdict: Cell
    report: Report | None


def add_matrix(book: Book, rows: Sequence[Line], pack: Pack, lang: Language, review: Review | None = None) -> None:
    """A row for each of `rows`, a column for each measure of the catalogue; a review adds how many plans list it."""
    numbers = list(pack.catalogue.measures)
    widths = [*_WIDTHS, *(_MEASURE for _ in numbers), _OTHERS]
    sheet = book.sheet(say(lang, N_("Measures", context="sheet")), widths, "center")
    sheet.line(say(lang, "Offices and measures"), TITLE)
    sheet.line(
        say(
            lang,
            "✓ listed, nothing found · 2 E listed, 2 errors · 1 W listed, 1 warning · ✗ required "
            "and not listed · blank: not listed · grey: no plan to go by",
        )
    )
    sheet.gap()
    titles = [
        Cell(
            _title(number, pack, lang),
            MARKED if pack.catalogue.measures[number].class_ == _REQUIRED else SUBHEAD,
            turned=True,
        )
        for number in numbers
    ]
    blank = [Cell(None, SUBHEAD) for _ in _WIDTHS]
    sheet.row([*blank, *titles, Cell(None, SUBHEAD)], _TITLES)
    first = sheet.at
    names = [say(lang, head) for head in (N_("Code") if review else N_("File"), N_("Office"), N_("Verdict"))]
    sheet.row(
        [
            *(Cell(name, HEAD) for name in names),
            *(Cell(printable(str(number)), HEAD) for number in numbers),
            Cell(say(lang, "Others"), HEAD),
        ]
    )
    head = sheet.at
    sheet.keep(len(_WIDTHS), first)
    for row in rows:
        sheet.row([Cell(row.code), Cell(row.office), row.verdict, *_marks(row.report, numbers, lang)])
    last = sheet.at
    if review is not None:
        plans = naming.counted(lang, "plan", roster.counted_plans(review))
        counted = [Cell(None, STRONG), Cell(say(lang, "Plans counted"), STRONG), Cell(plans, STRONG)]
        sheet.row([*counted, *(Cell(review.measures.get(number, 0), STRONG, centred=True) for number in numbers)])
    sheet.filtered(head, last)


def _title(number: Number, pack: Pack, lang: Language) -> str:
    class_ = label(pack, "class", pack.catalogue.measures[number].class_, lang)
    return say(lang, "{title} ({class})", title=flowing(title_of(pack, number, lang)), **{"class": class_})


def _marks(report: Report | None, numbers: Sequence[Number], lang: Language) -> list[Cell]:
    """A cell for each measure, and one for the numbers that are not in the catalogue."""
    if report is None or report.selection == Selection():
        return [Cell(None, QUIET) for _ in (*numbers, None)]
    selection = report.selection
    listed = {*selection.required, *selection.optional, *selection.national}
    found: dict[tuple[Number, Severity], int] = {}
    for finding in report.findings:
        if finding.subject is not None:
            key = finding.subject, finding.severity
            found[key] = found.get(key, 0) + 1
    cells = []
    for number in numbers:
        errors, warnings = (found.get((number, severity), 0) for severity in (Severity.ERROR, Severity.WARNING))
        if number in selection.missing:
            cell = Cell(say(lang, "✗"), Severity.ERROR, centred=True)
        elif errors:
            cell = Cell(say(lang, "{count} E", count=errors), Severity.ERROR, centred=True)
        elif warnings:
            cell = Cell(say(lang, "{count} W", count=warnings), Severity.WARNING, centred=True)
        else:
            cell = Cell(say(lang, "✓") if number in listed else None, centred=True)
        cells.append(cell)
    others = say(lang, ", ").join(printable(str(number)) for number in selection.unknown)
    return [*cells, Cell(others or None, Severity.ERROR if others else None)]
