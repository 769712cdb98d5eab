"""How large a comment is shown, and which cells it then lies over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.marking.cells import LAST_COLUMN, LAST_ROW
from checker.reporting.columns import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.marking.book import Book
    from checker.marking.cells import Spot
    from checker.marking.trees import Element
    from checker.model import Language

_WIDE: Final = 380
_HIGHEST: Final = 620
_LINE: Final[Mapping[Language, int]] = {"en": 15, "zh": 17}
_MARGIN: Final = 16
_GAP: Final = 15
"""Pixels: the width of a box, its greatest height, a line in it, what is around the lines, and the way to its cell."""

_COLUMNS: Final[Mapping[Language, int]] = {"en": 58, "zh": 56}
"""Columns of a terminal that a line of a box has room for."""

_POINTS: Final = 0.75
_COLUMN: Final = 9.14
_ROW: Final = 15.0
_DIGIT: Final = 7
"""The width of a column and the height of a row where the sheet does not say; and pixels to a digit of width."""

_FARTHEST: Final = 400
"""Rows or columns, hidden ones among them, that a box is spread over at most."""

_ANCHOR: Final = re.compile(r"\s*,\s*")
_SIDES: Final = 8


@dataclass(frozen=True, slots=True)
class Box:
    """One box: from which column and row to which, each with pixels beyond its edge, and its size in points."""

    columns: tuple[int, int, int, int]
    rows: tuple[int, int, int, int]
    width: float
    height: float

    @property
    def anchor(self) -> str:
        """The box as a drawing has it: the left and top edges, then the right and bottom ones."""
        return ", ".join(map(str, (*self.columns[:2], *self.rows[:2], *self.columns[2:], *self.rows[2:])))

    def at_least(self, anchor: str) -> str | None:
        """The `anchor` of another box on the same cell, reaching as far as this one; None where it does already."""
        sides = _ANCHOR.split(anchor.strip())
        if len(sides) != _SIDES or not all(side.lstrip("-").isdecimal() for side in sides):
            return None
        numbers = [int(side) for side in sides]
        larger = [*numbers[:4], *max(tuple(numbers[4:6]), self.columns[2:]), *max(tuple(numbers[6:]), self.rows[2:])]
        return None if larger == numbers else ", ".join(map(str, larger))


class Grid:
    """How wide the columns and how high the rows of a worksheet are."""

    def __init__(self, sheet: Element, book: Book) -> None:
        defaults = sheet.find(book.tag("sheetFormatPr"))
        width = None if defaults is None else defaults.get("defaultColWidth")
        height = None if defaults is None else defaults.get("defaultRowHeight")
        self._width = _COLUMN * _DIGIT if width is None else float(width) * _DIGIT
        self._height = (_ROW if height is None else float(height)) / _POINTS
        self._columns = [
            (int(each.get("min", "0")), int(each.get("max", "0")), _width_of(each, self._width))
            for each in sheet.iterfind(f"{book.tag('cols')}/{book.tag('col')}")
        ]
        self._rows: dict[int, float] = {}
        for each in sheet.iterfind(f"{book.tag('sheetData')}/{book.tag('row')}"):
            if each.get("hidden") in ("1", "true"):
                self._rows[int(each.get("r", "0"))] = 0
            elif (height := each.get("ht")) is not None:
                self._rows[int(each.get("r", "0"))] = float(height) / _POINTS

    def box(self, spot: Spot, text: str, lang: Language) -> Box:
        """The box for a comment that says `text`, beside its cell, or the last one that its cell covers."""
        lines = sum(len(wrapped(line, _COLUMNS[lang], lang)) for line in text.split("\n"))
        high = min(lines * _LINE[lang] + _MARGIN, _HIGHEST)
        row, column = spot
        # Counted from 0, as drawings do: the column behind the cell, and the row above it.
        columns = _spread(min(column, LAST_COLUMN - 1), _WIDE, self._wide, LAST_COLUMN)
        rows = _spread(max(row - 2, 0), high, self._high, LAST_ROW)
        return Box(columns, rows, _WIDE * _POINTS, high * _POINTS)

    def _wide(self, column: int) -> float:
        for first, last, width in self._columns:
            if first <= column <= last:
                return width
        return self._width

    def _high(self, row: int) -> float:
        return self._rows.get(row, self._height)


def _spread(start: int, size: int, length: Callable[[int], float], last: int) -> tuple[int, int, int, int]:
    """From where to where `size` pixels reach that begin a gap behind the edge of `start` (from 0).

    `length` says how long each column or row is (from 1); there are `last` of them.
    """
    gap = min(_GAP, int(length(start + 1)))
    left = size + gap
    end = start
    while end + 1 < last and end < start + _FARTHEST and left > length(end + 1):
        left -= int(length(end + 1))
        end += 1
    return start, gap, end, max(min(left, int(length(end + 1))), 0)


def _width_of(column: Element, otherwise: float) -> float:
    if column.get("hidden") in ("1", "true"):
        return 0
    said = column.get("width")
    return otherwise if said is None else float(said) * _DIGIT
