"""A workbook of tables: text that stays text, colours that repeat words, and the same bytes for the same tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell as Written
from openpyxl.styles import Alignment, Border, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from checker.i18n import say
from checker.model import Language, Severity, Text, Verdict
from checker.reporting.printable import flowing
from checker.reporting.workbook_file import (
    BLACK,
    BORDER,
    COLOURS,
    DARK,
    FONTS,
    HEADS,
    LINES,
    LONGEST,
    PADDING,
    PALE,
    TITLE_LINE,
    bytes_of,
    describe,
    height_of,
    lay_out,
    put_text,
)

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
