"""The rows of a table in a workbook that say something: without those left empty, prepared, or repeated as a head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.readers.cells import Holds
from checker.readers.labels import label_key
from checker.readers.typed_values import is_nothing, item_number_of
from checker.readers.unclear import Unclear
from checker.values import WHITE_SPACE, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.documents.form import Field, Table
    from checker.documents.workbook_tables import FoundTable
    from checker.model import Number
    from checker.readers.cells import Cell, Sheet
    from checker.readers.document import Labels


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells by the names of their fields, those of other rows that they are merged with included.

    `continues` says that the cell that names its entry is merged with that of the row above.
    """

    table: Table
    sheet: Sheet
    number: int
    columns: Mapping[str, int]
    by_field: Mapping[str, Cell]
    continues: bool

    def place(self, field: Field) -> str:
        """The cell of a field, or the first of the row where the table has no such column."""
        return self.sheet.place(self.number, self.columns.get(field.name, min(self.columns.values())))

    def first_place(self) -> str:
        """The cell that says which entry the row is, or the first with something in it."""
        first = self.table.fields[0].name
        name = first if first in self.by_field else next(iter(self.by_field))
        return self.sheet.place(self.number, self.columns[name])

    def cells(self) -> Iterator[tuple[Field, Cell]]:
        """The fields of the entry that have a value here, with the number of a measure where it is its own row."""
        own = self.table.fields[:1] if self.table.member and not self.continues else ()
        seen = set()
        for field in (*own, *self.table.values):
            if field.name in self.by_field and field.name not in seen:
                seen.add(field.name)
                yield field, self.by_field[field.name]

    def text(self, name: str) -> str | None:
        """What is written in a field, without the blanks around it."""
        cell = self.by_field.get(name)
        return None if cell is None else str(cell.value).strip(WHITE_SPACE)

    @property
    def states_nothing(self) -> bool:
        """Whether the row says no more than that there are no entries."""
        first = (self.table.fields if self.table.member else self.table.values)[0]
        said = [field for field, _ in self.cells()]
        return said == [first] and is_nothing(self.by_field[first.name].text)

    def title_number(self, labels: Labels) -> Number | None:
        """The number of the measure whose title was typed into the row."""
        cell = self.by_field.get("title")
        if cell is None or cell.is_formula or not cell.text:
            return None
        return number_of(labels.get("measure", {}).get(label_key(cell.text)))

    def measure(self, labels: Labels) -> Number | None:
        """The number, or mark, of the measure that the row belongs to."""
        cell = self.by_field.get(self.table.fields[0].name)
        if cell is None:
            return self.title_number(labels)
        if cell.holds is Holds.TEXT:
            # Digits too many for a spreadsheet's number are text, and mean the number all the same.
            number = item_number_of(cell.text, labels.get("measure", {}))
            return cell.text if isinstance(number, Unclear) else number_of(number)
        return number_of(cell.value)


def rows_of(found: FoundTable) -> list[Row]:
    """The rows below the head of a table that say something about an entry."""
    columns = {field.name: column for column, field in found.columns.items()}
    needed = [field.name for field in found.table.values]
    if found.table.member:
        needed.append(found.table.fields[0].name)
    rows = []
    for number, cells in found.sheet.rows.items():
        if number <= found.head or _repeats_head(found, cells):
            continue
        own = {name for name, column in columns.items() if column in cells}
        if own.isdisjoint(needed) and not _is_title_only(found, own, cells, columns):
            continue
        rows.append(_row(found, number, columns))
    return rows


def _is_title_only(found: FoundTable, own: set[str], cells: Mapping[int, Cell], columns: Mapping[str, int]) -> bool:
    """Whether somebody typed the title of a measure, and nothing else, into a row of the measures."""
    return bool(found.table.member) and "title" in own and not cells[columns["title"]].is_formula


def _row(found: FoundTable, number: int, columns: Mapping[str, int]) -> Row:
    sheet = found.sheet
    by_field = {}
    for name, column in columns.items():
        source = sheet.spread.get((number, column), number)
        cell = sheet.rows.get(source, {}).get(column)
        if cell is not None:
            by_field[name] = cell
    first = columns.get(found.table.fields[0].name)
    continues = first is not None and (number, first) in sheet.spread
    if continues and found.table.member:
        # What is merged over all rows of one entry stands in the first of them, and counts once.
        above = {name: column for name, column in columns.items() if (number, column) in sheet.spread}
        by_field = {name: cell for name, cell in by_field.items() if name not in above}
    return Row(found.table, sheet, number, columns, by_field, continues)


def _repeats_head(found: FoundTable, cells: Mapping[int, Cell]) -> bool:
    """Whether the row is the head once more, as people write it where a new page begins."""
    head = found.sheet.rows[found.head]
    own = [column for column in cells if column in found.columns]
    return len(own) > 1 and all(
        column in head and cells[column].text and label_key(cells[column].text) == label_key(head[column].text)
        for column in own
    )
