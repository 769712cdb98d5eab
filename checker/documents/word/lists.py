"""Rows of a table -> items of a list: milestones, alliances, regions, exceptions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from checker.documents.word.fields import Below, Entry, is_counter, named, names_of
from checker.documents.word.parts import shown
from checker.documents.word.values import is_filled, read_cell
from checker.readers.typed_values import day_of, is_nothing
from checker.readers.unclear import Unclear
from checker.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.word.fields import Group
    from checker.documents.word.parts import Part, Placed
    from checker.model import Place, Pointer
    from checker.readers.document import Labels

_DAY_AND_TEXT: Final = re.compile(r"(?P<day>[^：:]{4,40})[：:](?P<text>.+)")
"""A milestone on a line of its own: `2013年6月30日前：完成……`."""


class ListReader:
    """Reads the rows of one list: a row of labels, if there is one, then an item a row."""

    def __init__(self, group: Group, part: Part, labels: Labels) -> None:
        self._group = group
        self._part = part
        self._labels = labels
        self._columns: dict[int, Entry] = {}
        self._counters: set[int] = set()

    def read(self, row: Sequence[Placed]) -> None:
        """Read a row, or what of it stands beside the label of the list."""
        filled = [found for count, found in enumerate(row) if self._is_filled(found, count)]
        if not filled or self._is_head(filled):
            return
        alone = filled[0] if len(filled) == 1 else None
        if alone is not None and self._says_empty(alone, row):
            self._part.put(self._group.path, [], alone.place)
        elif alone is None or not self._read_lines(alone):
            self._read_item(row, filled[0].place)

    def _is_filled(self, found: Placed, count: int) -> bool:
        entry = self._entry_of(found, count)
        return not found.cell.is_blank and (entry is None or is_filled(entry.field, found.cell.text))

    def _says_empty(self, alone: Placed, row: Sequence[Placed]) -> bool:
        """Whether the row says, where an item would begin, that there is none."""
        is_first = alone.cell is self._first_of(row).cell and self._part.value_at(self._group.path) is None
        return is_first and is_nothing(alone.cell.text)

    def _is_head(self, filled: Sequence[Placed]) -> bool:
        """Whether the row has the labels of the columns; if so, they hold from here on."""
        names = names_of(self._group.entries)
        labels = [(found, named(found.cell.text, names)) for found in filled]
        known = [name for _, name in labels if name is not None]
        if not known or (self._columns and len(known) < len(labels)):
            # Below the labels, a text that happens to be one of them is a value.
            return False
        self._columns, self._counters = {}, set()
        for found, name in labels:
            if is_counter(found.cell.text):
                self._counters.add(found.column)
            elif not isinstance(name, Entry):
                self._fault("unknown-column", found)
            elif name in self._columns.values():
                self._fault("repeated", found)
            else:
                self._columns[found.column] = name
        return True

    def _read_lines(self, found: Placed) -> bool:
        """Read a cell of milestones, a line each with its day; False where it is not quite that."""
        if self._group.below is not Below.REPEATS or found.cell.oddities:
            return False
        lines = [line.strip() for line in found.cell.text.split("\n") if not is_blank(line)]
        pairs = [_DAY_AND_TEXT.fullmatch(line) for line in lines]
        read = [(day_of(pair["day"]), pair["text"].strip()) for pair in pairs if pair is not None]
        if len(read) < len(lines) or any(isinstance(day, Unclear) for day, _ in read):
            return False
        day, text = (entry.field.path[0] for entry in self._group.entries)
        for due, milestone in read:
            self._part.append(self._group.path, {day: due, text: milestone}, {}, found.place)
        return True

    def _read_item(self, row: Sequence[Placed], place: Place) -> None:
        items = self._part.value_at(self._group.path)
        first = self._first_of(row)
        is_joined = bool(first.is_below and items)
        goes_on = is_joined and self._group.below is Below.GOES_ON
        item: dict[str, Any] = {}
        if is_joined and self._group.below is Below.REPEATS:
            name = self._group.entries[0].field.path[0]
            item |= {name: items[-1][name]} if name in items[-1] else {}
        at: Pointer = (*self._group.path, len(items or ()) - goes_on)
        places: dict[str, Place] = {}
        for count, found in enumerate(row):
            is_told = found.is_below and (goes_on or (found is first and item))
            if is_told or (found.cell.is_blank and not found.is_below):
                continue
            entry = self._entry_of(found, count)
            if entry is None or self._spans_several(found):
                if not self._only_counts(found):
                    self._fault("beyond-columns" if entry is None else "merged", found)
                continue
            name = entry.field.path[0]
            value = read_cell(entry.field, found, self._part, (*at, name), self._labels)
            if value is not None:
                item[name], places[name] = value, found.place
        if goes_on:
            self._extend(items[-1], item, at, place)
        else:
            self._part.append(self._group.path, item, places, place)

    def _extend(self, last: dict[str, Any], more: dict[str, Any], at: Pointer, place: Place) -> None:
        """What stands beside a cell that goes on from above belongs to the same item."""
        for name, value in more.items():
            if name not in last:
                last[name] = value
            elif isinstance(value, list) and isinstance(last[name], list):
                last[name] += value
            else:
                self._part.fault((*at, name), "repeated", place)

    def _first_of(self, row: Sequence[Placed]) -> Placed:
        """The cell with the value that tells the items apart, such as the name of a region."""
        wanted = self._group.entries[0]
        return next((found for count, found in enumerate(row) if self._entry_of(found, count) is wanted), row[0])

    def _entry_of(self, found: Placed, count: int) -> Entry | None:
        if self._columns:
            return self._columns.get(found.column)
        return self._group.entries[count] if count < len(self._group.entries) else None

    def _only_counts(self, found: Placed) -> bool:
        return found.column in self._counters

    def _spans_several(self, found: Placed) -> bool:
        return sum(found.column <= column < found.column + found.span for column in self._columns) > 1

    def _fault(self, code: str, found: Placed) -> None:
        items = self._part.value_at(self._group.path)
        self._part.fault((*self._group.path, len(items or ())), code, found.place, found=shown(found.cell.text))
