"""Tables with a row for each entry: which columns they have, whatever they are called now, and what their rows say.

Sheets of workbooks and tables of Word documents are read alike. A column is known by what stands at its head, in either
language, or by the name that the form gave that cell. The head itself is the row that has the most of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from checker.form import FormField, FormSheet, ValueKind
from checker.model import Number, Pointer
from checker.readers.cells import At, Cell, CellTable, Holds, Sheet
from checker.readers.document import Labels
from checker.readers.form import FieldNames, Filling, FreeRow, Located, is_counter, value_of
from checker.readers.text import shown
from checker.readers.typed_values import Unclear, day_of, is_nothing, label_key, multiple_of, unit_in
from checker.values import WHITE_SPACE, is_blank, number_of

_MOST_ROWS: Final = 200
"""Rows that are not empty in which the head of a table is looked for."""
MOST_COLUMNS: Final = 100
_LONGEST_HEAD: Final = 100
"""Characters; longer texts are never the head of a column."""
_LONGEST_NUMBER: Final = 40
"""Characters; what is longer is no number of an item."""
_FIRST_IDEOGRAPH: Final = "\u2e80"
LEAST: Final = 2
"""So many columns (or lines of a cover) must be known for a sheet to be what it is."""


Grid = Sheet | CellTable
"""Rows of cells; those that are blank are not there."""


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table: its head, which column holds what, which columns are twice there, and those that nobody knows.

    `outside` are cells above the head that are none of the form's own texts, `units` the units of money that heads
    name. `is_whole` where a name without a column cannot be one of the form's.
    """

    declared: FormSheet
    grid: Grid
    head: int
    columns: Mapping[int, FormField]
    repeated: Mapping[int, FormField] = field(default_factory=dict)
    unknown: tuple[int, ...] = ()
    outside: tuple[At, ...] = ()
    units: Mapping[int, str] = field(default_factory=dict)

    def free_row(self, row: int) -> FreeRow:
        """Where something can be written into a row."""
        return FreeRow(row, self.columns, self.grid.place)

    @property
    def is_whole(self) -> bool:
        """Whether every field of the form that has values has its column."""
        return set(map(_name, self.columns.values())) >= {each.name for each in self.declared.fields if each.path}


def _name(each: FormField) -> str:
    return each.name


# Heads


class Heads:
    """What may be the heads of columns in a grid; `called` are the names that a workbook has for cells."""

    def __init__(self, grid: Grid, names: FieldNames, called: Mapping[At, Sequence[str]]) -> None:
        self.grid = grid
        self.names = names
        self._called = called
        self._spread: dict[int, dict[int, At]] = {}
        for (row, column), source in grid.spread.items():
            self._spread.setdefault(row, {})[column] = (source, column)

    def rows(self) -> Iterator[int]:
        """The rows in which a head may be."""
        return islice(self.grid.rows, _MOST_ROWS)

    def cells(self, row: int) -> dict[int, At]:
        """The cells that head columns if a row is the last of a head: its own, and those above that reach into it."""
        own = {column: (row, column) for column in self.grid.rows[row]}
        return dict(sorted({**self._spread.get(row, {}), **own}.items()))

    def by_text(self, at: At, sheet: FormSheet) -> Sequence[FormField]:
        """The fields whose label the text of a cell may be."""
        written = self.grid.rows[at[0]][at[1]].text
        return self.names.fields(sheet, written) if written and len(written) <= _LONGEST_HEAD else ()

    def by_name(self, at: At, sheet: FormSheet) -> set[str]:
        """The fields that the names of a cell say it heads."""
        begin = f"plancheck.{sheet.name}."
        return {name.removeprefix(begin) for name in self._called.get(at, ()) if name.startswith(begin)}

    def is_named(self, sheet: FormSheet) -> bool:
        """Whether cells are named as those of the form."""
        begin = f"plancheck.{sheet.name}."
        return any(name.startswith(begin) for own in self._called.values() for name in own)

    def fields(self, row: int, sheet: FormSheet) -> dict[int, FormField]:
        """The columns that a row heads, and the fields: what is written there counts more than a name."""
        found: dict[int, FormField] = {}
        named: dict[int, list[FormField]] = {}
        for column, at in islice(self.cells(row).items(), MOST_COLUMNS):
            own = self.by_text(at, sheet)
            if own:
                # Of two that a text may mean, the one that is not there yet.
                taken = {each.name for each in found.values()}
                found[column] = next((each for each in own if each.name not in taken), own[0])
            elif not is_counter(self.grid.rows[at[0]][column].text):
                called = self.by_name(at, sheet)
                named[column] = [each for each in sheet.fields if each.name in called]
        taken = {each.name for each in found.values()}
        found |= {column: each for column, one in named.items() for each in one if each.name not in taken}
        return dict(sorted(found.items()))


def best_table(heads: Heads, title: str = "") -> tuple[int, FoundTable | None]:
    """How many fields the best row has columns for, and the table that it heads; `title` is that of the sheet."""
    called = {sheet.name for sheet in heads.names.sheets(title)}
    best: tuple[int, bool] = (0, False)
    found: tuple[int, FormSheet] | None = None
    for row in heads.rows():
        for sheet in heads.names.form.sheets:
            if sheet.is_cover:
                continue
            names = {each.name for each in heads.fields(row, sheet).values() if each.kind is not ValueKind.SHOWN}
            rank = (len(names), sheet.name in called)
            if rank > best and (sheet.fields[0].name in names or len(names) > LEAST):
                best, found = rank, (row, sheet)
    return best[0], None if found is None else found_table(heads, *found)


def found_table(heads: Heads, head: int, sheet: FormSheet) -> FoundTable:
    """The table that a row heads."""
    grid = heads.grid
    used = {column for row, cells in grid.rows.items() if row > head for column in cells}
    own = heads.fields(head, sheet)
    columns: dict[int, FormField] = {}
    repeated: dict[int, FormField] = {}
    for column, each in own.items():
        earlier = next((place for place, known in columns.items() if known.name == each.name), None)
        if earlier is None:
            columns[column] = each
        elif earlier not in used:
            # Nothing stands in the first of two.
            del columns[earlier]
            columns[column] = each
        elif column in used:
            repeated[column] = each
    places = heads.cells(head)
    heading = {column: grid.rows[row][column] for column, (row, _) in places.items()}
    top = min(row for row, _ in places.values())
    unknown = [
        column for column in sorted(used - own.keys()) if column not in heading or not is_counter(heading[column].text)
    ]
    above = [(row, column) for row, cells in grid.rows.items() if row < head for column in cells]
    in_units = {at: unit for at in above if (unit := unit_in(grid.rows[at[0]][at[1]].text))}
    around = next(iter(in_units.values()), "")
    outside = [
        at for at in above if at[0] < top and at not in in_units and not _is_heading(grid.rows[at[0]], heads.names)
    ]
    # What stands above the whole table is about its amounts alone.
    units = {
        column: unit_of(heading[column].text, around if each.kind is ValueKind.AMOUNT else "")
        for column, each in columns.items()
        if column in heading
    }
    return FoundTable(sheet, grid, head, columns, repeated, tuple(unknown), tuple(outside), units)


def unit_of(heading: str, around: str) -> str:
    """The unit of money that a heading or a label names, or one that stands around it."""
    own = unit_in(heading)
    return around if multiple_of(own) in (None, 1) and around else own


def _is_heading(cells: Mapping[int, Cell], names: FieldNames) -> bool:
    """Whether a row above a table is a heading: the form's own words, or a text alone that states nothing."""
    first, *more = cells.values()
    if all(names.is_own(cell.text) for cell in cells.values()):
        return True
    return bool(first.text) and not more and not {":", "："}.intersection(first.text)


# Rows


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its cells by the names of their fields, those of other rows that they are merged with included.

    `continues` says that the cell that names its entry is merged with that of the row above.
    """

    table: FoundTable
    number: int
    cells: Mapping[str, Located]
    continues: bool

    @property
    def first_place(self) -> str:
        """The cell that says which entry the row is, or the first with something in it."""
        first = self.table.declared.fields[0].name
        return self.cells[first if first in self.cells else next(iter(self.cells))].place

    def place(self, each: FormField) -> str:
        """The cell of a field, there or to be filled in; where there is no such column, the row's first place."""
        found = (column for column, known in self.table.columns.items() if known.name == each.name)
        column = next(found, None)
        return self.first_place if column is None else self.table.grid.place(self.number, column)

    @property
    def key(self) -> FormField | None:
        """The field that says which entry it is about."""
        return self.table.declared.key

    def values(self) -> Iterator[tuple[FormField, Located]]:
        """The fields of the entry that have something in them, with its key where the row is the entry's own."""
        sheet = self.table.declared
        own = (self.key,) if self.key is not None and not sheet.of and not self.continues else ()
        for each in (*own, *sheet.values):
            if each.name in self.cells:
                yield each, self.cells[each.name]

    @property
    def states_nothing(self) -> bool:
        """Whether the row says no more than that there are no entries."""
        sheet = self.table.declared
        first = sheet.values[0] if sheet.of else sheet.fields[0]
        return [each.name for each, _ in self.values()] == [first.name] and is_nothing(self.cells[first.name].cell.text)

    def item_titled(self, labels: Labels) -> Number | None:
        """The number of the item whose title somebody typed into a column that shows it."""
        for each in self.table.declared.fields:
            key, found = self.key, self.cells.get(each.name)
            if key is None or found is None or each.shows is None or each.shows[0] != key.labels:
                continue
            codes = labels.get(key.labels, {})
            meant = codes.get(label_key(found.cell.text))
            if meant is not None and not found.cell.is_formula and label_key(meant) != label_key(found.cell.text):
                return number_of(meant)
        return None

    def named(self, each: FormField, labels: Labels) -> str | None:
        """What the row calls an entry that it stands in, as `named_as` has it; None where it says nothing."""
        found = self.cells.get(each.name)
        if found is None:
            return named_as(self.item_titled(labels)) if each == self.key else None
        value = value_of(each, found.cell, labels)
        return named_as(None if isinstance(value, Unclear) else value)


def named_as(value: object) -> str | None:
    """What tells entries apart: numbers of items as numbers, texts whatever their width and case."""
    number = number_of(value)
    return None if value is None else label_key(str(value if number is None else number)) or None


def _marked(found: Located) -> str:
    return str(found.cell.value).strip(WHITE_SPACE)


def rows_of(found: FoundTable, filling: Filling) -> tuple[list[TableRow], list[TableRow]]:
    """The rows below the head that say something of an entry, and those that only say which entry they are for.

    Notes, totals and signatures are left out, and said.
    """
    sheet = found.declared
    columns = {each.name: column for column, each in found.columns.items()}
    needed = {each.name for each in sheet.values}
    titles = set()
    if sheet.key is not None and not sheet.of:
        needed.add(sheet.key.name)
        titles = {each.name for each in sheet.fields if each.shows is not None}
    rows, prepared = [], []
    last = found.head
    for number, cells in found.grid.rows.items():
        if number <= found.head or _repeats_head(found, cells):
            continue
        typed = {name for name, column in columns.items() if column in cells and not cells[column].is_formula}
        row = _row(found, number, columns)
        if _is_remark(cells, row, filling.labels):
            first = next((column for column, cell in cells.items() if not cell.is_formula), next(iter(cells)))
            place = found.grid.place(number, first)
            filling.leave_out("remark", place, found=shown(" ".join(str(cell.value) for cell in cells.values())))
        elif needed.isdisjoint(name for name, column in columns.items() if column in cells) and typed.isdisjoint(
            titles
        ):
            prepared.append(row)
        else:
            last = number
            rows.append(row)
    filling.free[sheet.name] = found.free_row(last + 1)
    return rows, prepared


def _is_remark(cells: Mapping[int, Cell], row: TableRow, labels: Labels) -> bool:
    """Whether a row is a note, a total or a signature, and no entry."""
    first = row.cells.get(row.table.declared.fields[0].name)
    if first is not None and first.cell.holds is Holds.NUMBER:
        return False
    typed = [cell for cell in cells.values() if not cell.is_formula]
    if is_remark(cell.text for cell in typed):
        return True
    days = {each.name for each in row.table.declared.fields if each.kind is ValueKind.DAY}
    if len(typed) == 1 and isinstance(day_of(typed[0].text), str) and days.isdisjoint(row.cells):
        return True
    key = row.key
    found = None if key is None else row.cells.get(key.name)
    if key is None or found is None or key.kind is not ValueKind.NUMBER or len(typed) != 1 or row.continues:
        return False
    # A text alone where a number should be, and no title of an item either.
    written = found.cell.text
    is_title = label_key(written) in labels.get(key.labels or "", {}) or is_nothing(written)
    is_like_none = len(written) > _LONGEST_NUMBER or any(sign >= _FIRST_IDEOGRAPH for sign in written)
    return is_like_none and not is_title and isinstance(value_of(key, found.cell, labels), (str, Unclear))


def _row(found: FoundTable, number: int, columns: Mapping[str, int]) -> TableRow:
    grid = found.grid
    cells = {}
    for name, column in columns.items():
        source = grid.spread.get((number, column), number)
        cell = grid.rows.get(source, {}).get(column)
        if cell is not None:
            cells[name] = Located(cell, grid.place(number, column), found.units.get(column, ""))
    first = columns.get(found.declared.fields[0].name)
    continues = first is not None and (number, first) in grid.spread
    if continues and not found.declared.of:
        # What is merged over all rows of one entry stands in the first of them, and counts once.
        above = {name for name, column in columns.items() if (number, column) in grid.spread}
        cells = {name: cell for name, cell in cells.items() if name not in above}
    return TableRow(found, number, cells, continues)


def _repeats_head(found: FoundTable, cells: Mapping[int, Cell]) -> bool:
    """Whether the row is the head once more, as people write it where a new page begins."""
    head = found.grid.rows[found.head]
    own = [column for column in cells if column in found.columns]
    return len(own) > 1 and all(
        column in head and cells[column].text and label_key(cells[column].text) == label_key(head[column].text)
        for column in own
    )


# Remarks between and below the rows

_TOTALS: Final = frozenset(("合计", "总计", "小计", "共计", "累计", "total", "totals", "subtotal", "grandtotal", "sum"))
_REMARKS: Final = frozenset(
    map(
        str.casefold,
        (
            *("填表人", "填报人", "制表人", "制表", "经办人", "审核人", "审批人", "负责人", "单位负责人", "分管领导"),
            *("联系人", "联系电话", "联系方式", "电话", "填表日期", "填报日期", "制表日期", "填表说明", "日期", "盖章"),
            *("签字", "签章", "签名", "公章", "注", "备注", "附注", "说明", "填报单位", "单位"),
            *("Note", "Notes", "Remark", "Remarks", "PreparedBy", "FilledInBy", "CheckedBy", "ApprovedBy"),
            *("Signed", "Signature", "Date", "Contact", "Telephone"),
        ),
    )
)
"""What such a row begins with, before a colon in the second case, as `label_key` has it."""
_SEALS: Final = ("(盖章)", "(公章)", "(签章)", "(签字)", "(签名)")


def is_remark(texts: Iterable[str]) -> bool:
    """Whether the texts of a row are a total, a signature or a note: by what the first of them says."""
    first = next((each for each in texts if not is_blank(each)), "").translate(str.maketrans("：（）", ":()"))
    if label_key(first) in _TOTALS or first.rstrip().endswith(_SEALS):
        return True
    begin, sign, _ = first.partition(":")
    begun = label_key(begin.rstrip("0123456789 "))
    return bool(sign) and begun in _REMARKS


# Tables into a document


class FoundTables:
    """Takes the rows of tables into a document."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self._labels = filling.labels
        self._by_name: dict[tuple[Pointer, str], list[Pointer]] = {}
        self._by_mark: dict[tuple[Pointer, str], list[Pointer]] = {}
        """Entries by the list they are in and by what other rows call them: by name, or by a mark."""

    def add(self, found: FoundTable) -> None:
        """The rows of a table; those of the entries that they belong to have been added before."""
        sheet, filling = found.declared, self._filling
        place = found.grid.place(found.head, min(found.columns))
        filling.place((), place)
        self._say_columns(found)
        for at in found.outside:
            filling.leave_out("outside", found.grid.place(*at), found=shown(found.grid.rows[at[0]][at[1]].value))
        rows, prepared = rows_of(found, filling)
        if sheet.of:
            for row in rows:
                if (entry := self._entry_of(row)) is not None:
                    self._add_row(row, entry)
            for row in prepared:
                entries, named, _ = self._entries_named(row)
                typed = [each for each in row.cells.values() if not each.cell.is_formula]
                if len(entries) == 1:
                    filling.note_prepared(sheet, entries[0], found.free_row(row.number))
                elif typed and not entries and (sheet.key is None or named is None):
                    said = " ".join(str(each.cell.value) for each in typed)
                    filling.leave_out("remark", typed[0].place, found=shown(said))
        else:
            filling.place(sheet.list, place)
            if sheet.key is not None:
                filling.list_at(sheet.list, place)
            before: Pointer | None = None
            for row in rows:
                before = self._add_row(row, (), before)

    def note(self, sheet: FormSheet, at: Pointer) -> None:
        """Note an entry of a sheet that was read otherwise, for the rows that name it."""
        named = named_as(self._filling.value_at((*at, *sheet.own_key.path))) if sheet.own_key.path else None
        if named is not None:
            self._by_name.setdefault((at[:-1], named), []).append(at)

    def _say_columns(self, found: FoundTable) -> None:
        # Where a column of the form is not there, one that nobody knows may be it: nothing can be said of the entries.
        sheet, filling = found.declared, self._filling
        at: Pointer = sheet.of[0] if sheet.of else sheet.list
        for column in found.unknown:
            head = found.grid.rows[found.head].get(column)
            place = found.grid.place(found.head, column)
            if found.is_whole:
                first = next(
                    cells[column] for row, cells in found.grid.rows.items() if row > found.head and column in cells
                )
                filling.leave_out("column-unknown", place, found=shown((head or first).value))
            elif head is None or not head.text:
                filling.fault(at, "column-unnamed", place)
            else:
                filling.fault(at, "column-unknown", place, found=shown(head.text))
        for column, each in found.repeated.items():
            filling.fault(at, "column-repeated", found.grid.place(found.head, column), found=each.label)

    def _add_row(self, row: TableRow, around: Pointer, before: Pointer | None = None) -> Pointer | None:
        """Take a row as an entry of the list in the object at `around`, or as more of that; gives where it went.

        A row that continues the one above it is more of the entry `before`.
        """
        filling, sheet = self._filling, row.table.declared
        if sheet.list and row.states_nothing:
            filling.list_at((*around, *sheet.list), row.first_place)
            return before
        at, is_new = around, False
        if before is not None and row.continues:
            at = before
        elif sheet.list:
            entries = filling.list_at((*around, *sheet.list), row.first_place)
            at, is_new = (*around, *sheet.list, len(entries)), True
            entries.append({})
            filling.place(at, row.first_place)
        filling.note_row(at, row.table.free_row(row.number))
        for each, located in row.values():
            filling.take(at, sheet, each, located, grows=not is_new)
        if is_new:
            self._note(row, at)
        return at

    def _note(self, row: TableRow, at: Pointer) -> None:
        """Remember by what other rows may name an entry, and its number where only the title of its item is given."""
        key, filling = row.key, self._filling
        sheet, path = row.table.declared, at[:-1]
        first = sheet.own_key
        if not first.path:
            return
        title = None if sheet.of else row.item_titled(self._labels)
        value = filling.value_at((*at, *first.path))
        if value is None and title is not None and key is not None:
            filling.object_at((*at, *key.path[:-1]), row.first_place)[key.path[-1]] = value = title
            filling.place((*at, *key.path), row.first_place)
        elif title is not None and number_of(value) != title:
            place = next(cell.place for each, cell in row.cells.items() if sheet.field(each).shows)
            filling.fault((*at, *first.path), "title-differs", place, found=str(value))
        named = named_as(value)
        if named is not None:
            self._by_name.setdefault((path, named), []).append(at)
        for each in sheet.fields:
            if each.kind is ValueKind.MARK and each.name in row.cells:
                self._by_mark.setdefault((path, _marked(row.cells[each.name])), []).append(at)

    def _way_of(self, row: TableRow) -> Sequence[FormSheet]:
        """The sheets on the way to the entry that a row stands in: the shortest on which all its columns tell one."""
        sheet, form = row.table.declared, self._filling.form
        told = {each.name for each in sheet.keys if row.named(each, self._labels) is not None}
        ways = sorted(map(form.chain, sheet.of), key=len)
        return next((way for way in ways if {each.own_key.name for each in way} >= told), ways[-1])

    def _entries_named(self, row: TableRow) -> tuple[Sequence[Pointer], str | None, FormSheet]:
        """The entries that a row may stand in, what it calls the last on the way there, and the sheet of that.

        A mark counts more than a number.
        """
        way = self._way_of(row)
        found: Sequence[Pointer] = [()]
        named, sheet = None, way[0]
        for sheet in way:
            path, cell = (*found[0], *sheet.list), row.cells.get(sheet.own_key.name)
            called = row.named(sheet.own_key, self._labels)
            named = called if cell is None else shown(cell.cell.value)
            marked = [] if cell is None else self._by_mark.get((path, _marked(cell)), [])
            found = marked or self._by_name.get((path, called or ""), [])
            if len(found) != 1:
                break
        return found, named, sheet

    def _entry_of(self, row: TableRow) -> Pointer | None:
        """The entry that a row stands in; None where it does not say so, which is a fault."""
        filling = self._filling
        entries, named, parent = self._entries_named(row)
        words = {"sheet": parent.label, "column": parent.own_key.label}
        if len(entries) == 1:
            return entries[0]
        place = row.place(parent.own_key)
        if named is None:
            filling.fault((), "row-of-no-entry", place, **words)
        elif not entries:
            filling.fault((), "row-of-unknown-entry", place, found=str(named), **words)
        has_marks = any(each.kind is ValueKind.MARK for each in parent.fields)
        for entry in entries:
            code = "row-of-two-entries" if has_marks else "row-of-entries-alike"
            filling.fault(entry, code, place, found=str(named), **words)
        return None
