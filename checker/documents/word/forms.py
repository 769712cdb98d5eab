"""Rows that begin with a label -> the fields of the plan or of a measure."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from checker.documents.word.fields import Entry, Group, named, names_of
from checker.documents.word.lists import ListReader
from checker.documents.word.parts import shown
from checker.documents.word.values import read_cell
from checker.readers.typed_values import is_nothing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.documents.word.parts import Part, Placed
    from checker.readers.document import Labels


_NO_NAMES: Final[Mapping[str, Entry | Group]] = {}


class FormReader:
    """Reads the rows of one part of the plan, whose fields are those of `layout`."""

    def __init__(self, layout: tuple[Entry | Group, ...], part: Part, labels: Labels) -> None:
        self.part = part
        self._names = names_of(layout)
        self._labels = labels
        self._open: Entry | Group | None = None
        self._lists: dict[str, ListReader] = {}

    def label_of(self, row: Sequence[Placed]) -> Entry | Group | None:
        """The field or group whose label the row begins with."""
        return named(row[0].cell.text, self._names) if row and not row[0].is_below else None

    def read(self, row: Sequence[Placed]) -> None:
        """Read one row."""
        if all(found.cell.is_blank for found in row):
            return
        first = row[0]
        if not first.is_below and not first.cell.is_blank:
            self._open = self.label_of(row)
            self._read_pairs(row)
        elif isinstance(self._open, Group):
            self._read_group(self._open, row[1:])
        elif self._open is not None and first.is_below:
            for found in row[1:]:
                self._take(self._open, found)
        else:
            self._unknown(next(found for found in row if not found.cell.is_blank))

    def _read_pairs(self, row: Sequence[Placed], inside: Mapping[str, Entry | Group] = _NO_NAMES) -> None:
        """Read labels, each followed by its value; the label of a group is followed by those `inside` of it."""
        place = 0
        while place < len(row):
            found = row[place]
            text = "" if found.cell.oddities else found.cell.text
            name = named(text, inside) or named(text, self._names)
            place += 1
            if isinstance(name, Entry):
                if place < len(row):
                    self._take(name, row[place])
                place += 1
            elif name is not None:
                # Labels of groups can follow one another as far as a row goes, so that no call leads to the next.
                if self._read_whole(name, row, place):
                    return
                inside = names_of(name.entries)
            elif not found.cell.is_blank:
                self._unknown(found)
                return

    def _read_group(self, group: Group, rest: Sequence[Placed]) -> None:
        if not self._read_whole(group, rest, 0):
            self._read_pairs(rest, names_of(group.entries))

    def _read_whole(self, group: Group, row: Sequence[Placed], place: int) -> bool:
        """Read the row from `place` on as an item of the group, or as its being empty; False where it has fields."""
        if group.is_list:
            reader = self._lists.setdefault(group.called, ListReader(group, self.part, self._labels))
            reader.read(row[place:])
            return True
        rest = (row[count] for count in range(place, len(row)))
        filled = list(islice((found for found in rest if not found.cell.is_blank), 2))
        if len(filled) != 1 or not is_nothing(filled[0].cell.text):
            return False
        # None on purpose: a group without fields, where there can be one.
        if group.may_be_empty and self.part.value_at(group.path) is None:
            self.part.put(group.path, {}, filled[0].place)
        return True

    def _take(self, entry: Entry, found: Placed) -> None:
        field = entry.field
        value = read_cell(field, found, self.part, field.path, self._labels)
        if value is None:
            return
        before = self.part.value_at(field.path)
        if before is None:
            self.part.put(field.path, value, found.place)
        elif isinstance(before, list) and isinstance(value, list):
            before += value
        else:
            self.part.fault(field.path, "repeated", found.place)

    def _unknown(self, found: Placed) -> None:
        at = self._open.path if isinstance(self._open, Group) else ()
        self.part.fault(at, "unknown-label", found.place, found=shown(found.cell.text))
