"""Finds the form in a workbook: which sheet is what, and which column holds what, whatever they are called now.

A column is known by what stands at its head, in either language, or by the name that the form gave that cell. The head
itself is the row that has the most of them, wherever it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from checker.documents.form import COVER, OTHER_SHEETS, TABLES, Kind, spellings
from checker.readers.labels import label_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.documents.form import Field, Table
    from checker.readers.cells import Cell, Sheet, Workbook

_MOST_ROWS: Final = 200
"""Rows that are not empty in which the head of a table is looked for."""
_MOST_COLUMNS: Final = 100
_LONGEST_HEAD: Final = 100
"""Characters; longer texts are never the head of a column."""
_LEAST: Final = 2
"""So many columns (or lines of the cover) must be known for a sheet to be what it is."""
_COUNTER: Final = "counter"
"""The column of serial numbers that people add; it holds nothing of the plan."""

_STATES: Final = frozenset("：:")

At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table: its head, which column holds what, which columns are twice there, and those that nobody knows."""

    table: Table
    sheet: Sheet
    head: int
    columns: Mapping[int, Field]
    repeated: Mapping[int, Field]
    unknown: tuple[int, ...]
    outside: tuple[At, ...]
    """Cells above the head that are none of the form's own texts."""


@dataclass(frozen=True, slots=True)
class FoundCover:
    """The cover: where the label of each line stands, and its value (None: it has none)."""

    sheet: Sheet
    labels: Mapping[str, At]
    values: Mapping[str, At | None]
    outside: tuple[At, ...]


@dataclass(slots=True)
class FoundForm:
    """What was found in a workbook; `others` are sheets with something in them that nobody knows."""

    covers: list[FoundCover] = field(default_factory=list)
    tables: list[FoundTable] = field(default_factory=list)
    others: list[Sheet] = field(default_factory=list)


def find_form(workbook: Workbook) -> FoundForm:
    """The cover and the tables in a workbook, each in the order of the sheets."""
    form = FoundForm()
    for sheet in workbook.sheets:
        if not sheet.rows:
            continue
        names = workbook.names.get(sheet.title, {})
        heads = _Heads(sheet, names)
        score, head, table = _best_table(heads)
        cover = _cover_labels(heads)
        if len(cover) >= _LEAST and len(cover) > score:
            form.covers.append(_found_cover(sheet, cover))
        elif table is not None and score >= _LEAST:
            form.tables.append(_found_table(heads, head, table))
        elif not _is_other(sheet, names):
            form.others.append(sheet)
    return form


def _is_other(sheet: Sheet, names: Mapping[At, Sequence[str]]) -> bool:
    """Whether a sheet is one of the form's own that hold nothing of the plan."""
    named = {name.removeprefix("plancheck.sheet.") for own in names.values() for name in own}
    known = spellings("sheet").get(label_key(sheet.title), frozenset())
    return not (named | known).isdisjoint(OTHER_SHEETS)


class _Heads:
    """What may be the heads of columns in a sheet."""

    def __init__(self, sheet: Sheet, names: Mapping[At, Sequence[str]]) -> None:
        self.sheet = sheet
        self._names = names
        self._known: dict[str, frozenset[str]] = {}

    def rows(self) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """The rows in which a head may be."""
        return islice(self.sheet.rows.items(), _MOST_ROWS)

    def by_text(self, at: At) -> frozenset[str]:
        """The columns that the text of a cell may be the head of."""
        text = self.sheet.rows[at[0]][at[1]].text
        if not text or len(text) > _LONGEST_HEAD:
            return frozenset()
        if text not in self._known:
            self._known[text] = spellings("column").get(label_key(text), frozenset())
        return self._known[text]

    def by_name(self, at: At, table: str) -> set[str]:
        """The columns that the names of a cell say it heads."""
        begin = f"plancheck.{table}."
        return {name.removeprefix(begin) for name in self._names.get(at, ()) if name.startswith(begin)}

    def is_named(self, table: str) -> bool:
        """Whether cells of this sheet are named as the form's."""
        begin = f"plancheck.{table}."
        return any(name.startswith(begin) for own in self._names.values() for name in own)

    def fields(self, row: int, table: Table) -> list[tuple[int, Field]]:
        """The columns that a row heads, each with what it holds: what is written there counts more than a name."""
        by_text: list[tuple[int, Field]] = []
        named: list[tuple[int, Field]] = []
        for column in islice(self.sheet.rows[row], _MOST_COLUMNS):
            meant = self.by_text((row, column))
            own = [each for each in table.fields if each.name in meant]
            if own:
                # Of two that a text may mean, the one that stands first in the form and is not there yet.
                taken = {each.name for _, each in by_text}
                by_text.append((column, next((each for each in own if each.name not in taken), own[0])))
            elif _COUNTER not in meant:
                called = self.by_name((row, column), table.name)
                named += [(column, each) for each in table.fields if each.name in called]
        taken = {each.name for _, each in by_text}
        return sorted(
            [*by_text, *((column, each) for column, each in named if each.name not in taken)], key=lambda one: one[0]
        )


def _best_table(heads: _Heads) -> tuple[int, int, Table | None]:
    """How many columns of the plan the best row has, which row that is, and of which table."""
    best: tuple[int, int, Table | None] = (0, 0, None)
    called = spellings("sheet").get(label_key(heads.sheet.title), frozenset())
    best_rank = (0, False)
    for row, _ in heads.rows():
        for table in TABLES:
            names = {each.name for _, each in heads.fields(row, table) if each.kind is not Kind.LOOKUP}
            rank = (len(names), table.name in called)
            if rank > best_rank and (table.fields[0].name in names or len(names) > _LEAST):
                best, best_rank = (len(names), row, table), rank
    return best


def _found_table(heads: _Heads, head: int, table: Table) -> FoundTable:
    sheet = heads.sheet
    used = {column for row, cells in sheet.rows.items() if row > head for column in cells}
    columns: dict[int, Field] = {}
    repeated: dict[int, Field] = {}
    for column, each in heads.fields(head, table):
        earlier = next((place for place, known in columns.items() if known == each), None)
        if earlier is None:
            columns[column] = each
        elif earlier not in used:
            # Nothing stands in the first of two.
            del columns[earlier]
            columns[column] = each
        elif column in used:
            repeated[column] = each
    known = {*columns, *repeated, *(column for column, _ in heads.fields(head, table))}
    unknown = [
        column
        for column in sorted(used - known)
        if column not in sheet.rows[head] or _COUNTER not in heads.by_text((head, column))
    ]
    outside = [
        (row, column)
        for row, cells in sheet.rows.items()
        if row < head
        for column, cell in cells.items()
        if not _is_own_text(cell) and not _is_heading(cells)
    ]
    return FoundTable(table, sheet, head, columns, repeated, tuple(unknown), tuple(outside))


def _is_heading(cells: Mapping[int, Cell]) -> bool:
    """Whether a row above a table is its heading: a text alone, and not one that states something (`Unit: 10,000`)."""
    (first, *more) = cells.values()
    return bool(first.text) and not more and not _STATES.intersection(first.text)


def _is_own_text(cell: Cell) -> bool:
    """Whether a text is one of those that the form itself says on its sheets."""
    key = label_key(cell.text)
    return key in spellings("own") or key in spellings("sheet")


def _cover_labels(heads: _Heads) -> dict[str, At]:
    """Where the labels of the cover's lines stand."""
    found: dict[str, At] = {}
    is_named = heads.is_named("cover")
    for row, cells in heads.rows():
        for column in islice(cells, _MOST_COLUMNS):
            at = (row, column)
            own = [each.name for each in COVER]
            called = heads.by_name(at, "cover")
            meant = heads.by_text(at)
            # In a form of ours the labels stand in one column, so that a value that looks like one is none.
            by_text = [name for name in own if name in meant and (not is_named or column == 1)]
            for name in [*by_text, *(name for name in own if name in called and not by_text)]:
                if name not in found:
                    found[name] = at
                    break
    return found


def _found_cover(sheet: Sheet, labels: Mapping[str, At]) -> FoundCover:
    by_place = {at: name for name, at in labels.items()}
    values: dict[str, At | None] = dict.fromkeys(labels)
    outside: list[At] = []
    for row, cells in sheet.rows.items():
        current: str | None = None
        for column, cell in cells.items():
            at = (row, column)
            if at in by_place:
                current = by_place[at]
            elif current is not None and values[current] is None:
                values[current] = at
            elif not _is_own_text(cell):
                outside.append(at)
    return FoundCover(sheet, labels, values, tuple(outside))
