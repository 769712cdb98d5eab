"""A workbook of tables: text that stays text, colours that repeat words, and the same bytes for the same tables.

Colours, letters, room and texts are those of all workbooks that are written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell as Written
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from checker.archive import Change, repacked
from checker.i18n import say
from checker.model import Language, Severity, Text, Verdict
from checker.reporting.page import wrapped
from checker.reporting.printable import flowing

FONTS: Final[Mapping[Language, str]] = {"en": "Calibri", "zh": "宋体"}
LONGEST: Final = 32_767
"""Characters that a cell holds."""

LINES: Final[Mapping[Language, float]] = {"en": 12.8, "zh": 16.0}
TITLE_LINE: Final = 21.0
PADDING: Final = 2.0
HIGHEST: Final = 409.0
"""Points: of a line, of a title, above and below the lines, and of the highest row there can be."""

_PER_WIDTH: Final[Mapping[Language, float]] = {"en": 1.1, "zh": 0.98}
"""Columns of a terminal that a column of a sheet has room for, to each of its own characters."""

BLACK: Final = "000000"
DARK: Final = "1F3864"
PALE: Final = "E9EEF8"
RULED: Final = "BFBFBF"
"""The lines between cells."""
HEADS: Final = (DARK, "FFFFFF")
COLOURS: Final[Mapping[str, tuple[str, str]]] = {
    Severity.ERROR: ("FFC7CE", "9C0006"),
    Severity.WARNING: ("FFEB9C", "7F4F00"),
    Severity.INFO: ("DDEBF7", "1F4E78"),
    Verdict.PASS: ("E2F0D9", "375623"),
    Verdict.REVIEW: ("FFEB9C", "7F4F00"),
    Verdict.RETURN: ("FFC7CE", "9C0006"),
    Verdict.INVALID: ("E4D5F0", "5B2C83"),
    Verdict.UNDETERMINED: ("9C0006", "FFFFFF"),
}
"""Fill and letters; the letters have a contrast of 4.5 or more."""

_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""In a workbook `_x003D_` is an equals sign, so that where it is meant as it stands, its first sign is escaped; and so
is what XML does not allow, or (a carriage return) does not keep."""


def escaped(text: str) -> str:
    """`text` as a workbook holds it."""
    return _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def height_of(texts: Iterable[tuple[str, float]], lang: Language) -> float:
    """How high a row must be, in points, for its texts, each in a column of that width in characters.

    A row without a height is opened by some programs with one line of it.
    """
    most = max(
        (
            sum(len(wrapped(line, max(int(width * _PER_WIDTH[lang]), 1), lang)) for line in text.split("\n"))
            for text, width in texts
        ),
        default=1,
    )
    return min(LINES[lang] * most + PADDING, HIGHEST)


_THIN: Final = Side(style="thin", color=RULED)
BORDER: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)

# What a workbook says of the time of its making; a clock would make the same review another file each time.
_NO_DAY: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no time zones


def put_text(cell: Any, text: str) -> None:
    """Make `text` the text of a cell: whatever it begins with, no formula, number or error, here and after an edit."""
    cell.value = escaped(text)
    cell.data_type = "s"
    cell.quotePrefix = True


def lay_out(sheet: Worksheet, lang: Language) -> None:
    """Have a sheet printed on A4 across, as wide as the paper, under its title and above the number of the page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(left=HeaderFooterPart(sheet.title.replace("&", "&&")))
    page = say(lang, "Page {page} of {pages}", page="&P", pages="&N")
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=HeaderFooterPart(page))
    sheet.sheet_view.showGridLines = False


def describe(workbook: Workbook, title: str, lang: Language) -> None:
    """Give a workbook its properties."""
    properties = workbook.properties
    properties.creator = properties.lastModifiedBy = "plancheck"
    properties.title = title
    properties.language = "zh-CN" if lang == "zh" else "en"
    properties.created = properties.modified = _NO_DAY


def bytes_of(workbook: Workbook, changes: Mapping[str, Change] | None = None) -> bytes:
    """The file; `changes` are what becomes of its parts, by their names."""
    # Saving notes the time, in the properties and beside each part.
    modified = workbook.properties.modified
    saved = io.BytesIO()
    workbook.save(saved)
    workbook.properties.modified = modified
    properties = tostring(workbook.properties.to_tree())
    return repacked(saved.getvalue(), {"docProps/core.xml": lambda _old: properties, **(changes or {})})


HEAD: Final = "head"
SUBHEAD: Final = "subhead"
MARKED: Final = "marked"
TITLE: Final = "title"
QUIET: Final = "quiet"
STRONG: Final = "strong"

_COLOURS: Final[Mapping[str, tuple[str | None, str]]] = {
    HEAD: HEADS,
    SUBHEAD: (PALE, DARK),
    MARKED: ("B4C6E7", DARK),
    TITLE: (None, DARK),
    QUIET: ("EDEDED", "595959"),
    STRONG: (None, BLACK),
    **COLOURS,
}

_BOLD: Final = frozenset({HEAD, MARKED, TITLE, STRONG, *Verdict, Severity.ERROR})

_UNNAMEABLE: Final = re.compile(r"[\\*?:/\[\]]")
_LONGEST_NAME: Final = 29
"""What no sheet may have in its name, and how long that may be, with room to tell two alike apart."""

_LARGE: Final = 10_000
"""From so much on, a figure is easier to read with marks between its thousands."""

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class ReportCell:
    """What a cell holds, in which role, and whether it stands in the middle; `turned` is read from below."""

    value: Value
    role: str | None = None
    centred: bool = False
    turned: bool = False


Row = Sequence[ReportCell | Value]


class ReportBook:
    """A workbook, as its sheets are added."""

    def __init__(self, lang: Language, title: str) -> None:
        self._lang = lang
        self._workbook = Workbook()
        self._workbook.remove(self._workbook.worksheets[0])
        describe(self._workbook, title, lang)

    def sheet(self, title: str, widths: Sequence[float], upright: str = "top") -> ReportSheet:
        """A new sheet behind the others; `widths` are those of its columns, in characters.

        `upright` says where texts stand in rows that are higher than they need: `top` or `center`.
        """
        sheet: Worksheet = self._workbook.create_sheet(_UNNAMEABLE.sub(" ", title)[:_LONGEST_NAME])
        for place, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        return ReportSheet(sheet, self._lang, widths, upright)

    def table(
        self,
        name: str,
        columns: Mapping[str, float],
        rows: Iterable[Row],
        above: Sequence[tuple[str, str | None] | list[ReportCell | Value]] = (),
        *,
        of: str = "",
        fixed: int = 1,
        words: Mapping[str, Text] = {},
    ) -> ReportSheet:
        """A sheet of one table, to be filtered by its head, with lines `above` it, each in its role, or rows.

        `columns` are their heads, as messages, and how wide they are in characters; `fixed` of them stay in view. `of`
        tells sheets of the same name apart, `words` are those that the heads leave open.
        """
        title = say(self._lang, "{name} ({of})", name=name, of=of) if of else name
        sheet = self.sheet(title, list(columns.values()))
        for line in above:
            if isinstance(line, list):
                sheet.row(line)
            else:
                sheet.line(*line)
        if above:
            sheet.gap()
        sheet.head([say(self._lang, head, **words) for head in columns], fixed)
        head = sheet.at
        for row in rows:
            sheet.row(row)
        sheet.filtered(head)
        return sheet

    def to_bytes(self) -> bytes:
        """The file."""
        return bytes_of(self._workbook)


class ReportSheet:
    """One sheet, written row by row, laid out to be printed on A4 across."""

    def __init__(self, sheet: Worksheet, lang: Language, widths: Sequence[float], upright: str) -> None:
        self._sheet = sheet
        self._lang = lang
        self._widths = widths
        self._upright = upright
        self._row = 0
        self._looks: dict[tuple[str | None, bool, bool, bool], Any] = {}
        """The looks of cells, as openpyxl keeps them: to work one out takes long, and there are few."""
        lay_out(sheet, lang)

    def line(self, text: str, role: str | None = None) -> None:
        """A line across all columns."""
        self._row += 1
        self._fill(1, ReportCell(text, role)).border = Border()
        self._sheet.row_dimensions[self._row].height = TITLE_LINE if role == TITLE else LINES[self._lang] + PADDING
        self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=1, end_column=len(self._widths))

    def gap(self) -> None:
        """An empty row."""
        self._row += 1

    def row(self, cells: Row, height: float | None = None) -> None:
        """A row of a table, as high as its texts need unless `height` says how high, in points."""
        self._row += 1
        shown = [cell if isinstance(cell, ReportCell) else ReportCell(cell) for cell in cells]
        for place, cell in enumerate(shown, 1):
            self._fill(place, cell)
        values = zip((cell.value for cell in shown), self._widths, strict=False)
        texts = [(value, width) for value, width in values if isinstance(value, str)]
        self._sheet.row_dimensions[self._row].height = height or height_of(texts, self._lang)

    def print_columns(self, count: int) -> None:
        """Print only the first `count` columns."""
        self._sheet.print_area = f"A1:{get_column_letter(count)}{self._row}"

    def head(self, texts: Sequence[str], fixed: int) -> None:
        """The head of a table: it and the first `fixed` columns stay in view, and it is on every printed page."""
        self.row([ReportCell(text, HEAD) for text in texts])
        self.keep(fixed, self._row)

    def keep(self, fixed: int, first: int) -> None:
        """Keep the rows from `first` up to here in view, and the first `fixed` columns, and repeat them in print."""
        self._sheet.freeze_panes = f"{get_column_letter(fixed + 1)}{self._row + 1}"
        self._sheet.print_title_rows = f"{first}:{self._row}"
        if fixed:
            self._sheet.print_title_cols = f"A:{get_column_letter(fixed)}"

    def filtered(self, head: int, last: int | None = None) -> None:
        """Let a reader filter the table whose head is row `head`, up to row `last` (or here)."""
        end = get_column_letter(len(self._widths))
        self._sheet.auto_filter.ref = f"A{head}:{end}{max(last or self._row, head)}"

    @property
    def at(self) -> int:
        """The row written last."""
        return self._row

    def _fill(self, column: int, cell: ReportCell) -> Written:
        # Cells are merged only after they are written.
        written: Any = self._sheet.cell(self._row, column)
        key = (cell.role, cell.centred, cell.turned, isinstance(cell.value, str))
        if key in self._looks:
            written._style = copy(self._looks[key])  # noqa: SLF001 - as openpyxl itself does
        else:
            self._paint(written, cell)
            self._looks[key] = copy(written._style)  # noqa: SLF001
        if isinstance(cell.value, str):
            put_text(written, cell.value[:LONGEST])
        else:
            written.value = cell.value
            if cell.value is not None and cell.value >= _LARGE:
                written.number_format = "#,##0"
        return cast("Written", written)

    def _paint(self, written: Written, cell: ReportCell) -> None:
        fill, colour = _COLOURS[cell.role] if cell.role else (None, BLACK)
        size = 14 if cell.role == TITLE else 8 if cell.turned else 10
        written.font = Font(name=FONTS[self._lang], size=size, bold=cell.role in _BOLD, color=colour)
        if fill:
            written.fill = PatternFill("solid", start_color=fill, end_color=fill)
        written.border = BORDER
        written.alignment = Alignment(
            horizontal="center" if cell.centred else "left" if isinstance(cell.value, str) else None,
            vertical="bottom" if cell.turned else "center" if cell.role == HEAD else self._upright,
            wrap_text=True,
            text_rotation=90 if cell.turned else 0,
        )


def lines(texts: Sequence[str]) -> str:
    """Texts below one another in a cell."""
    return "\n".join(map(flowing, texts))
