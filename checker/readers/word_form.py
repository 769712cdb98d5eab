"""Forms filled in as a Word document: a table of labels and values for a cover or an entry, tables of rows for lists.

A label is known in either language. Under the label of a group stand labels of its fields, or the rows of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Final, NamedTuple

from checker.form import CIRCULAR, Form, FormField, FormSheet, ValueKind
from checker.i18n import N_, say
from checker.model import LANGUAGES, Number, Pointer
from checker.readers.cells import Block, Cell, CellTable, Paragraph, ParagraphKind
from checker.readers.document import AskForms, DeclaredForm, Document
from checker.readers.docx import open_document
from checker.readers.form import (
    FieldNames,
    Filling,
    FoundForm,
    FreeRow,
    Located,
    choose_form,
    is_counter,
    is_document,
    keys_of,
    text_value,
    value_of,
)
from checker.readers.form_tables import FoundTable, FoundTables, Heads, found_table, is_remark
from checker.readers.limits import REFUSED
from checker.readers.text import shown
from checker.readers.typed_values import Unclear, day_of, is_nothing, unit_in
from checker.values import WHITE_SPACE, is_blank, number_of

# How a form is laid out: what labels stand for

FEWEST_LABELS: Final = 2
"""Labels by which the head of a list is recognised."""


class LabelledLine(NamedTuple):
    """A field, and the sheet of the form that it is declared on."""

    sheet: FormSheet
    field: FormField


@dataclass(frozen=True, eq=False)
class LineGroup:
    """Fields under one label; with `listed`, rows of the list of that sheet."""

    names: tuple[str, ...]
    path: tuple[str, ...]
    lines: tuple[LabelledLine, ...]
    listed: FormSheet | None = None
    can_be_empty: bool = False

    @cached_property
    def inside(self) -> Mapping[str, Part]:
        """What labels below that of the group stand for."""
        return _names_of(self.lines)


Part = LabelledLine | LineGroup


class WordLayout:
    """How a form is laid out: what labels stand for on a cover, and on the table of an entry."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.names = FieldNames(form)
        self.lists = [sheet for sheet in form.sheets if sheet.list and not sheet.of]
        self.entries = [sheet for sheet in self.lists if form.has_tables(sheet)]
        self.cover = _names_of(_parts_of(form, form.covers))
        self.of_entry = {sheet.name: _names_of(_parts_of(form, [sheet])) for sheet in self.entries}


def _parts_of(form: Form, sheets: Iterable[FormSheet]) -> list[Part]:
    """The fields of sheets and groups of them, and those of the sheets whose rows belong to their entries."""
    parts: list[Part] = []
    for sheet in sheets:
        lines = [LabelledLine(sheet, each) for each in sheet.fields]
        parts += lines
        parts += _grouped(form, sheet, lines)
        for inner in form.sheets:
            if not inner.of or form.parent(inner) is not sheet:
                continue
            called = (inner.label.en, inner.label.zh, *inner.also)
            own = [LabelledLine(inner, each) for each in inner.values]
            if inner.list:
                parts.append(LineGroup(called, inner.list, tuple(own), inner))
                continue
            parts += _grouped(form, inner, own)
            first = {line.field.path[0] for line in own}
            path = (first.pop(),) if len(first) == 1 else _common(own, form)
            parts.append(LineGroup(called, path, tuple(own), None, (*sheet.list, *path) in form.can_be_empty))
    return parts


def _common(lines: Sequence[LabelledLine], form: Form) -> tuple[str, ...]:
    """The object that the fields of a sheet are in, but for those that are grouped otherwise."""
    first = {line.field.path[0] for line in lines if line.field.path[0] not in form.groups and len(line.field.path) > 1}
    return (first.pop(),) if len(first) == 1 else ()


def _grouped(form: Form, sheet: FormSheet, lines: Sequence[LabelledLine]) -> Iterator[LineGroup]:
    for path, label in form.groups.items():
        steps = tuple(path.split("/"))
        inside = tuple(line for line in lines if line.field.path[: len(steps)] == steps)
        if inside:
            whole = (*sheet.paths[0], *steps)
            yield LineGroup((label.en, label.zh), steps, inside, None, whole in form.can_be_empty)


def _names_of(parts: Iterable[Part]) -> Mapping[str, Part]:
    """What a label may be -> what it stands for; what may be two things stands for none.

    Fields in groups are among them, because people leave the label of a group out.
    """
    parts = list(parts)
    inside = [line for part in parts if isinstance(part, LineGroup) and part.listed is None for line in part.lines]
    found: dict[str, Part] = {}
    for pairs in (
        [(written, part) for part in parts for written in _own(part)],
        [(written, line) for line in inside for written in _own(line)],
        [(written, line) for line in parts if isinstance(line, LabelledLine) for written in line.field.also],
    ):
        meant: dict[str, dict[object, Part]] = {}
        for written, part in pairs:
            for key in keys_of(written):
                meant.setdefault(key, {})[part.field.name if isinstance(part, LabelledLine) else id(part)] = part
        found = {key: next(iter(one.values())) for key, one in meant.items() if len(one) == 1} | found
    return found


def _own(part: Part) -> Sequence[str]:
    return part.names if isinstance(part, LineGroup) else (part.field.label.en, part.field.label.zh)


def named(written: str, names: Mapping[str, Part]) -> Part | None:
    """What a label stands for; what it says in brackets may be missing, or more."""
    return next((names[key] for key in keys_of(written) if key in names), None)


def filled_cells(row: Mapping[int, Cell]) -> dict[int, Cell]:
    """The cells of a row that are not blank."""
    return {column: cell for column, cell in row.items() if not cell.is_blank}


# Which form, and which table


def kind_of(layout: WordLayout, table: CellTable) -> FormSheet | None:
    """The sheet that a table is of: a list by its head, a cover or an entry by its labels. None for no part of it."""
    filled = [row for row in map(filled_cells, table.rows.values()) if row]
    if not filled:
        return None
    texts = [cell.text for cell in filled[0].values()]
    heads = {sheet.name: [each for each in texts if layout.names.fields(sheet, each)] for sheet in layout.form.sheets}
    listed = [sheet for sheet in layout.form.sheets if not sheet.is_cover and _is_head(layout, sheet, texts, heads)]
    if listed:
        return max(listed, key=lambda sheet: len(heads[sheet.name]))
    labels = [next(iter(row.values())).text for row in filled]
    layouts = {sheet.name: layout.of_entry[sheet.name] for sheet in layout.entries}
    best = max(layout.entries, key=lambda sheet: _only(labels, layouts[sheet.name], layout.cover), default=None)
    of_entry = 0 if best is None else _only(labels, layouts[best.name], layout.cover)
    of_cover = min((_only(labels, layout.cover, each) for each in layouts.values()), default=len(labels))
    if not layouts:
        of_cover = sum(named(label, layout.cover) is not None for label in labels)
    if of_entry > of_cover:
        return best
    return layout.form.covers[0] if of_cover and layout.form.covers else None


def _is_head(layout: WordLayout, sheet: FormSheet, texts: Sequence[str], heads: Mapping[str, Sequence[str]]) -> bool:
    """Whether a row heads a list: it has two fields with values, so that it is none of one entry's labels."""
    own = heads[sheet.name]
    if len(own) < FEWEST_LABELS and not (own and all(each in own or is_counter(each) for each in texts)):
        return False
    fields = {each.name for one in own for each in layout.names.fields(sheet, one)[:1] if each.path}
    return len(fields) >= min(FEWEST_LABELS, len(sheet.values))


def _only(labels: Iterable[str], layout: Mapping[str, Part], other: Mapping[str, Part]) -> int:
    """How many of the labels are of the one lay-out and not of the other."""
    return sum(named(label, layout) is not None and named(label, other) is None for label in labels)


def score_of(layout: WordLayout, declared: DeclaredForm, blocks: Iterable[Block]) -> tuple[int, str | None]:
    """How many fields of a form there are in a document, and which circular its cover names."""
    found: dict[str, set[str]] = {}
    circular = None
    for table in blocks:
        kind = kind_of(layout, table) if isinstance(table, CellTable) else None
        if kind is None or not isinstance(table, CellTable):
            continue
        if not kind.is_cover and kind.name not in layout.of_entry:
            head = next(row for row in map(filled_cells, table.rows.values()) if row)
            heads = (layout.names.fields(kind, cell.text)[:1] for cell in head.values())
            found.setdefault(kind.name, set()).update(each.name for own in heads for each in own)
            continue
        names = layout.cover if kind.is_cover else layout.of_entry[kind.name]
        for row in map(filled_cells, table.rows.values()):
            cells = list(row.values())
            parts = [named(cell.text, names) for cell in cells]
            lines = [
                line
                for part in parts
                if part is not None
                for line in (part.lines if isinstance(part, LineGroup) else (part,))
            ]
            found.setdefault(kind.name, set()).update(line.field.name for line in lines if line.sheet is kind)
            for part, cell in zip(parts, cells[1:], strict=False):
                if kind.is_cover and isinstance(part, LabelledLine) and part.field.path == (CIRCULAR,):
                    circular = circular or str(value_of(part.field, cell, declared.labels))
    score = sum(map(len, found.values()))
    return (score if is_document(layout.form, found, circular) else 0), circular


_CHOSEN: Final = frozenset((ValueKind.CODE, ValueKind.DAY, ValueKind.FLAG, ValueKind.NUMBER, ValueKind.RULE))
"""Kinds of values that controls offer; some programs leave their hint as plain text."""
_HINTS: Final = (N_("choose"), N_("day"))
_DAY_AND_TEXT: Final = re.compile(r"(?P<day>[^：:]{4,40})[：:](?P<text>.+)")
"""An entry of a list on a line of its own: `2013年6月30日前：完成……`."""


def read(raw: bytes, ask: AskForms) -> Document:
    """The document in `raw`. Raises `UnreadableError`, also where no table is one of a form."""
    document = open_document(raw)

    def find(declared: DeclaredForm) -> FoundForm[WordLayout]:
        layout = WordLayout(declared.form)
        return FoundForm(declared, *score_of(layout, declared, document.blocks), layout)

    form = choose_form(ask, find, REFUSED["no-form-in-document"])
    reader = _FormReader(form.found, form.declared)
    for block in document.blocks:
        reader.read(block)
    reader.end()
    reader.filling.leave_out_all(document.left_out)
    return reader.filling.reading()


# The document


class _FoundCell(NamedTuple):
    """A cell of a row, where it stands, and whether it is one with the cell above."""

    cell: Cell
    column: int
    place: str
    is_below: bool


class _FormReader:
    """Reads the blocks of one document in their order."""

    def __init__(self, layout: WordLayout, declared: DeclaredForm) -> None:
        self.filling = Filling(declared)
        self._layout = layout
        self._tables = FoundTables(self.filling)
        self._lists: list[FoundTable] = []
        self.entries: list[tuple[FormSheet, Pointer]] = []
        """The entries that were read from tables of their own, or from rows in those."""
        self._heading: tuple[Number, Paragraph] | None = None
        self._hints = {say(lang, hint) for hint in _HINTS for lang in LANGUAGES}
        for sheet in layout.entries:
            self.filling.list_at(sheet.list, "")

    def read(self, block: Block) -> None:
        """Read one block."""
        if isinstance(block, Paragraph):
            self._read_paragraph(block)
        elif any(map(filled_cells, block.rows.values())):
            self._read_table(block)

    def end(self) -> None:
        """Nothing follows."""
        self._leave_heading()
        for sheet, at in self.entries:
            self._tables.note(sheet, at)
        # First what others belong to, in whatever order the tables stand.
        for table in sorted(self._lists, key=lambda one: one.declared.above):
            self._tables.add(table)

    def is_filled(self, each: FormField, cell: Cell) -> bool:
        """Whether somebody has put something into a field."""
        return not cell.is_blank and not (each.kind in _CHOSEN and cell.text.strip(WHITE_SPACE) in self._hints)

    # Around the tables

    def _read_paragraph(self, paragraph: Paragraph) -> None:
        written = paragraph.text.strip()
        if paragraph.kind is ParagraphKind.HEADING and written:
            self._leave_heading()
            number = self._item_in(written)
            self._heading = None if number is None else (number, paragraph)
        elif paragraph.kind is ParagraphKind.TEXT and not is_blank(written):
            self.filling.leave_out("outside", paragraph.place, found=shown(written))
        if paragraph.oddities:
            self.filling.leave_out("hidden-outside", paragraph.place)

    def _item_in(self, heading: str) -> Number | None:
        """The item that a heading names; only one of the catalogue is surely one."""
        for sheet in self._layout.entries:
            key = sheet.key
            if key is not None:
                codes = self.filling.labels.get(key.labels or "", {})
                number = number_of(text_value(key, heading, self.filling.labels))
                if number is not None and str(number) in codes.values():
                    return number
        return None

    def _leave_heading(self) -> None:
        """A heading that names an entry, and no table of one below it."""
        if self._heading is not None:
            self.filling.leave_out("heading-alone", self._heading[1].place, found=shown(self._heading[1].text))
        self._heading = None

    # Tables

    def _read_table(self, table: CellTable) -> None:
        sheet = kind_of(self._layout, table)
        rows = [number for number, row in table.rows.items() if filled_cells(row)]
        if sheet is None:
            if not self._only_shows(table.rows[rows[0]]):
                first = next(iter(filled_cells(table.rows[rows[0]]).items()))
                self.filling.leave_out("table-unknown", table.place(rows[0], first[0]), found=shown(first[1].text))
        elif sheet.is_cover:
            self.filling.place((), table.place(rows[0], 1))
            labelled = _LabelledTable(self, (), self._layout.cover, table)
            for number in rows:
                labelled.read_row(number)
        elif sheet in self._layout.entries and not self._is_head(sheet, table.rows[rows[0]]):
            self._read_entries(sheet, table, rows)
        else:
            self._leave_heading()
            filled = {number: filled_cells(row) for number, row in table.rows.items() if filled_cells(row)}
            grid = replace(table, rows=filled)
            self._lists.append(found_table(Heads(grid, self._layout.names, {}), rows[0], sheet))

    def _is_head(self, sheet: FormSheet, row: Mapping[int, Cell]) -> bool:
        """Whether a row heads columns of entries, rather than being a label and a value."""
        named = [cell.text for cell in filled_cells(row).values() if self._layout.names.fields(sheet, cell.text)]
        return len(named) > FEWEST_LABELS

    def _only_shows(self, row: Mapping[int, Cell]) -> bool:
        """Whether a table is one that the form has for people to see."""
        fields = [
            each
            for cell in filled_cells(row).values()
            for sheet in self._layout.form.sheets
            for each in self._layout.names.fields(sheet, cell.text)[:1]
        ]
        return bool(fields) and any(each.shows is not None for each in fields)

    def _read_entries(self, sheet: FormSheet, table: CellTable, rows: Sequence[int]) -> None:
        """Read a table of one entry; or of several, each of which begins with its number."""
        names = self._layout.of_entry[sheet.name]
        begins = [place for place, number in enumerate(rows) if self._begins(sheet, names, table, number)]
        starts = begins if begins[:1] == [0] else [0, *begins[1:]] if begins else [0]
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            self._read_entry(sheet, names, table, rows[start:end])

    def _begins(self, sheet: FormSheet, names: Mapping[str, Part], table: CellTable, number: int) -> bool:
        column, cell = next(iter(table.rows[number].items()))
        part = None if (number, column) in table.spread else named(cell.text, names)
        return isinstance(part, LabelledLine) and part.field is sheet.key

    def _read_entry(self, sheet: FormSheet, names: Mapping[str, Part], table: CellTable, rows: Sequence[int]) -> None:
        filling = self.filling
        place = table.place(rows[0], 1)
        entries = filling.list_at(sheet.list, place)
        at: Pointer = (*sheet.list, len(entries))
        entries.append({})
        before = filling.counted
        filling.place(at, place)
        labelled = _LabelledTable(self, at, names, table)
        for number in rows:
            labelled.read_row(number)
        self._take_heading(sheet, at)
        own = {name for name in entries[-1] if name not in self._prepared(sheet)}
        if not own and filling.counted == before:
            # Nobody has filled it in.
            entries.pop()
            filling.forget(at)
        else:
            self.entries.append((sheet, at))

    def _prepared(self, sheet: FormSheet) -> set[str]:
        """What a form itself says of an entry that nobody has filled in yet: a code of the item."""
        return {each.path[0] for each in sheet.fields if each.kind is ValueKind.CODE and len(each.path) == 1}

    def _take_heading(self, sheet: FormSheet, at: Pointer) -> None:
        heading, self._heading = self._heading, None
        key = sheet.key
        if heading is None or key is None:
            return
        number, paragraph = heading
        told = self.filling.value_at((*at, *key.path))
        if told is None:
            self.filling.object_at((*at, *key.path[:-1]), paragraph.place)[key.path[-1]] = number
            self.filling.place((*at, *key.path), paragraph.place)
        elif number not in (number_of(told), text_value(key, str(told), self.filling.labels)):
            place = self.filling.locate((*at, *key.path)).cell or paragraph.place
            self.filling.fault((*at, *key.path), "heading-number", place, found=shown(paragraph.text))


class _LabelledTable:
    """Rows of labels and values, with rows of lists among them: those of a cover, or of one entry, which is at `at`."""

    def __init__(self, reader: _FormReader, at: Pointer, names: Mapping[str, Part], table: CellTable) -> None:
        self._reader = reader
        self._filling = reader.filling
        self._at = at
        self._names = names
        self._table = table
        self._part: Part | None = None
        """What the label that was read last stands for."""
        self._heads: dict[str, dict[int, FormField]] = {}
        """For each list by its sheet, its columns as far as their labels were read."""
        self._counters: set[int] = set()

    def read_row(self, number: int) -> None:
        """Read one row."""
        row = [
            _FoundCell(cell, column, self._table.place(number, column), (number, column) in self._table.spread)
            for column, cell in self._table.rows[number].items()
        ]
        first = row[0]
        if all(found.cell.is_blank for found in row):
            return
        if not first.is_below and not first.cell.is_blank:
            self._part = named(first.cell.text, self._names)
            if self._part is None and is_remark(found.cell.text for found in row):
                said = " ".join(found.cell.text for found in row if not found.cell.is_blank)
                self._filling.leave_out("remark", first.place, found=shown(said))
                return
            self._read_pairs(number, row)
        elif isinstance(self._part, LineGroup):
            if not self._read_whole(number, self._part, row[1:], 0):
                self._read_pairs(number, row[1:], self._part)
        elif self._part is not None and first.is_below:
            for found in row[1:]:
                self._take(self._part, found, "")
        else:
            self._unknown(next(found for found in row if not found.cell.is_blank))

    def _read_pairs(self, number: int, row: Sequence[_FoundCell], inside: LineGroup | None = None) -> None:
        """Read labels, each followed by its value; the label of a group is followed by those inside of it."""
        place = 0
        while place < len(row):
            found = row[place]
            written = "" if found.cell.oddities else found.cell.text
            part = named(written, {} if inside is None else inside.inside) or named(written, self._names)
            place += 1
            if isinstance(part, LineGroup):
                if self._read_whole(number, part, row, place):
                    return
                inside = part
            elif part is not None:
                if place < len(row):
                    self._take(part, row[place], written)
                place += 1
            elif not found.cell.is_blank:
                self._unknown(found)
                return

    def _read_whole(self, number: int, group: LineGroup, row: Sequence[_FoundCell], start: int) -> bool:
        """Read a row, from a cell on, as an entry of the group or as its being empty; False where it has fields."""
        if group.listed is not None:
            self._read_listed(number, group, group.listed, row[start:])
            return True
        rest = (row[column] for column in range(start, len(row)))
        # Two are enough to know: a row may have very many labels of groups, each with the same cells behind it.
        filled = list(islice((found for found in rest if not found.cell.is_blank), 2))
        if len(filled) != 1 or not is_nothing(filled[0].cell.text):
            return False
        # None on purpose: a group without fields, where there can be one.
        at = (*self._at, *group.path)
        if group.can_be_empty and group.path and self._filling.value_at(at) is None:
            self._filling.object_at(at, filled[0].place)
        return True

    def _take(self, line: LabelledLine, found: _FoundCell, label: str) -> None:
        each = line.field
        if not each.path:
            return
        self._filling.note_row(self._at, FreeRow(0, {0: each}, lambda _row, _column: found.place))
        if not self._reader.is_filled(each, found.cell):
            return
        if found.is_below:
            self._filling.fault((*self._at, *each.path), "merged", found.place)
            return
        located = Located(found.cell, found.place, unit_in(label))
        self._filling.take(self._at, line.sheet, each, located, grows=True)

    def _unknown(self, found: _FoundCell) -> None:
        at = self._part.path if isinstance(self._part, LineGroup) else ()
        self._filling.fault((*self._at, *at), "unknown-label", found.place, found=shown(found.cell.text))

    # Rows of a list inside of an entry

    def _read_listed(self, number: int, group: LineGroup, sheet: FormSheet, row: Sequence[_FoundCell]) -> None:
        filling, at = self._filling, (*self._at, *group.path)
        fields = [line.field for line in group.lines]
        heads = self._heads.setdefault(sheet.name, {})
        columns = heads or {found.column: each for found, each in zip(row, fields, strict=False)}
        filled = [
            found
            for found in row
            if not found.cell.is_blank
            and (found.column not in columns or self._reader.is_filled(columns[found.column], found.cell))
        ]
        if not filled:
            if row and columns:
                filling.note_free(sheet, self._at, FreeRow(number, columns, self._table.place))
            return
        if self._take_head(group, sheet, filled, at):
            return
        if len(filled) == 1 and is_nothing(filled[0].cell.text) and filling.value_at(at) is None:
            filling.list_at(at, filled[0].place)
        elif len(filled) != 1 or not self._read_lines(fields, filled[0], at):
            self._read_item(number, sheet, columns, row, at)

    def _take_head(self, group: LineGroup, sheet: FormSheet, filled: Sequence[_FoundCell], at: Pointer) -> bool:
        """Whether a row has the labels of the columns; if so, they hold from here on."""
        labels = [(found, named(found.cell.text, group.inside)) for found in filled]
        known = [part for _, part in labels if part is not None]
        if not known or (self._heads[sheet.name] and len(known) < len(labels)):
            # Below the labels, a text that happens to be one of them is a value.
            return False
        heads: dict[int, FormField] = {}
        for found, part in labels:
            if is_counter(found.cell.text):
                self._counters.add(found.column)
            elif not isinstance(part, LabelledLine):
                self._filling.fault(at, "column-unknown", found.place, found=shown(found.cell.text))
            elif part.field in heads.values():
                self._filling.fault(at, "column-repeated", found.place, found=part.field.label)
            else:
                heads[found.column] = part.field
        self._heads[sheet.name] = heads
        return True

    def _read_lines(self, fields: Sequence[FormField], found: _FoundCell, at: Pointer) -> bool:
        """Read a cell with a line for each entry, which begins with its day; False where it is not quite that."""
        if [each.kind for each in fields[:2]] != [ValueKind.DAY, ValueKind.TEXT] or found.cell.oddities:
            return False
        pairs = [_DAY_AND_TEXT.fullmatch(line.strip()) for line in found.cell.text.split("\n") if not is_blank(line)]
        read = [(day_of(pair["day"]), pair["text"].strip()) for pair in pairs if pair is not None]
        if len(read) < len(pairs) or any(isinstance(day, Unclear) for day, _ in read):
            return False
        entries = self._filling.list_at(at, found.place)
        for day, written in read:
            self._filling.place((*at, len(entries)), found.place)
            entries.append({fields[0].path[-1]: day, fields[1].path[-1]: written})
        return True

    def _read_item(
        self, number: int, sheet: FormSheet, columns: Mapping[int, FormField], row: Sequence[_FoundCell], at: Pointer
    ) -> None:
        filling, table = self._filling, self._table
        entries = filling.list_at(at, row[0].place)
        item: Pointer = (*at, len(entries))
        entries.append({})
        self._reader.entries.append((sheet, item))
        filling.place(item, next(found.place for found in row if not found.cell.is_blank))
        filling.note_row(item, FreeRow(number, columns, table.place))
        for found in row:
            each = columns.get(found.column)
            if found.is_below and each is sheet.values[0] and len(entries) > 1:
                # One with the cell above: the entry has the same there.
                above = table.rows[table.spread[number, found.column]][found.column]
                filling.take(item, sheet, each, Located(above, found.place))
            elif found.cell.is_blank and not found.is_below:
                continue
            elif each is None:
                if found.column not in self._counters and not found.cell.is_blank:
                    filling.fault(item, "beyond-columns", found.place, found=shown(found.cell.text))
            elif found.is_below or _width(table, number, found.column, columns) > 1:
                filling.fault((*item, *each.path), "merged", found.place)
            elif self._reader.is_filled(each, found.cell):
                filling.take(item, sheet, each, Located(found.cell, found.place))


def _width(table: CellTable, row: int, column: int, columns: Iterable[int]) -> int:
    """How many columns of a list a cell is over."""
    end = column + table.spans.get((row, column), 1)
    return sum(column <= one < end for one in columns)
