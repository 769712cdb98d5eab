"""The cells of one worksheet: found or made in their order, and only their styles changed."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from typing import TYPE_CHECKING, Final

from lxml import etree

from checker.marking.trees import children, remove

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.marking.book import Book
    from checker.marking.trees import Element

_ADDRESS: Final = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>[1-9][0-9]{0,6})")
_SPANS: Final = re.compile(r"(\d+):(\d+)")
LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_LETTERS: Final = 26

Spot = tuple[int, int]
"""Row and column of a cell, from 1."""


def spot_of(address: str) -> Spot | None:
    """The cell that `D7` means; None for what is no cell."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    column = 0
    for letter in found["column"]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    row = int(found["row"])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def address_of(spot: Spot) -> str:
    """The cell as people write it."""
    row, column = spot
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


class Cells:
    """The cells of a worksheet whose root is `sheet`."""

    def __init__(self, sheet: Element, book: Book) -> None:
        self._sheet = sheet
        self._book = book
        self._data = sheet.find(book.tag("sheetData"))
        self._rows = dict(self._numbered(self._data, "row"))
        self._order = sorted(self._rows)
        self._inside: dict[int, dict[int, Element]] = {}
        self._merged = [
            (first, last)
            for each in sheet.iterfind(f"{book.tag('mergeCells')}/{book.tag('mergeCell')}")
            for first, last in [_range(each.get("ref", ""))]
            if first and last
        ]

    @property
    def is_there(self) -> bool:
        """Whether the sheet has room for cells."""
        return self._data is not None

    def shown(self, spot: Spot) -> tuple[Spot, int]:
        """The cell that is seen there (of merged cells, the one at the top left) and the last column it covers."""
        row, column = spot
        for (top, left), (bottom, right) in self._merged:
            if top <= row <= bottom and left <= column <= right:
                return (top, left), right
        return spot, column

    def style(self, spot: Spot) -> tuple[int | None, int]:
        """The style a cell gives, if it gives one, and the style that it has."""
        row, column = spot
        line, cell = self._rows.get(row), self._row(row).get(column)
        if cell is not None:
            given = cell.get("s")
            return (None, 0) if given is None else (int(given), int(given))
        if line is not None and line.get("s") is not None and line.get("customFormat") in ("1", "true"):
            return None, int(line.get("s", "0"))
        for each in self._sheet.iterfind(f"{self._book.tag('cols')}/{self._book.tag('col')}"):
            if int(each.get("min", "0")) <= column <= int(each.get("max", "0")):
                return None, int(each.get("style", "0"))
        return None, 0

    def set_style(self, spot: Spot, style: int) -> tuple[bool, bool]:
        """Give a cell a style; gives whether the cell was made for it, and whether its row was."""
        row, column = spot
        line, cell = self._rows.get(row), self._row(row).get(column)
        made, made_row = cell is None, line is None
        if line is None:
            line = self._rows[row] = self._made(self._data, "row", self._following(row))
            line.set("r", str(row))
            insort(self._order, row)
        if cell is None:
            cells = self._row(row)
            behind = min((place for place in cells if place > column), default=None)
            cell = cells[column] = self._made(line, "c", None if behind is None else cells[behind])
            cell.set("r", address_of(spot))
            spans = _SPANS.fullmatch(line.get("spans", ""))
            if spans:
                line.set("spans", f"{min(column, int(spans[1]))}:{max(column, int(spans[2]))}")
        cell.set("s", str(style))
        return made, made_row

    def styled(self) -> Iterator[tuple[Spot, Element, int]]:
        """Every cell that gives a style: where it is, its element, and the style."""
        for row, line in list(self._rows.items()):
            for column, cell in list(self._numbered(line, "c")):
                if (style := cell.get("s")) is not None:
                    yield (row, column), cell, int(style)

    def unmake(self, spot: Spot, *, with_row: bool) -> bool:
        """Take out a cell that was made, if it is still empty, and its row too; gives whether it was."""
        row, column = spot
        line, cell = self._rows.get(row), self._row(row).get(column)
        if line is None or cell is None or len(cell) or cell.get("t") not in (None, "n"):
            return False
        remove(cell)
        del self._row(row)[column]
        if with_row and not len(line) and set(line.keys()) <= {"r", "spans"}:
            remove(line)
            self._order.remove(row)
            del self._rows[row], self._inside[row]
        return True

    def _row(self, row: int) -> dict[int, Element]:
        """The cells of a row by their columns."""
        line = self._rows.get(row)
        if line is None:
            return {}
        if row not in self._inside:
            self._inside[row] = dict(self._numbered(line, "c"))
        return self._inside[row]

    def _following(self, row: int) -> Element | None:
        place = bisect_right(self._order, row)
        return self._rows[self._order[place]] if place < len(self._order) else None

    def _numbered(self, parent: Element | None, name: str) -> Iterator[tuple[int, Element]]:
        """The rows of the data, or the cells of a row, by number; one that does not say it follows the one before."""
        number = 0
        for each in children(parent, self._book.tag(name)):
            said = each.get("r")
            if said is None:
                number += 1
            elif name == "row":
                number = int(said)
            else:
                spot = spot_of(said)
                number = number + 1 if spot is None else spot[1]
            yield number, each

    def _made(self, parent: Element | None, name: str, behind: Element | None) -> Element:
        """A new element, before the one that is to stand behind it."""
        new = etree.Element(self._book.tag(name))
        if behind is not None:
            behind.addprevious(new)
        elif parent is not None:
            parent.append(new)
        return new


def _range(reference: str) -> tuple[Spot | None, Spot | None]:
    first, _, last = reference.partition(":")
    return spot_of(first), spot_of(last or first)
