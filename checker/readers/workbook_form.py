"""Forms filled in as a workbook (XLSX), as people really fill them in: sheet by sheet, whatever they are called now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from checker.form import CIRCULAR, FormSheet, ValueKind
from checker.readers.cells import At, Sheet, Workbook
from checker.readers.document import AskForms, DeclaredForm, Document
from checker.readers.form import FieldNames, Filling, FoundForm, FreeRow, Located, choose_form, is_document, value_of
from checker.readers.form_tables import LEAST, MOST_COLUMNS, FoundTable, FoundTables, Heads, best_table, unit_of
from checker.readers.limits import REFUSED
from checker.readers.text import shown
from checker.readers.typed_values import label_key, multiple_of
from checker.readers.xlsx import open_workbook

_OTHERS: Final = ("help", "catalogue", "lists", "matrix")
"""The sheets of a form that are no part of the document, by the names of their cells."""
_TITLES: Final = ("Notes", "Help", "How to fill it in", "填写说明", "填表说明", "说明", "Lists", "选项")
"""What they are called, by us and by others."""


def read(raw: bytes, ask: AskForms) -> Document:
    """The document in the workbook `raw`. Raises `UnreadableError`, also where no sheet is one of a form."""
    workbook = open_workbook(raw)

    def find(declared: DeclaredForm) -> FoundForm[_FoundSheets]:
        found = _find(workbook, FieldNames(declared.form))
        circular = found.circular(declared)
        score = sum(map(len, found.fields.values())) if is_document(declared.form, found.fields, circular) else 0
        return FoundForm(declared, score, circular, found)

    form = choose_form(ask, find, REFUSED["no-form-in-workbook"])
    return _read(workbook, form.found, form.declared)


@dataclass(frozen=True, slots=True)
class _Cover:
    """A cover: where the label of each line stands, its value (None: it has none), and a unit of money behind that."""

    declared: FormSheet
    sheet: Sheet
    labels: Mapping[str, At]
    values: Mapping[str, At | None]
    outside: tuple[At, ...]
    units: Mapping[str, str]


SheetTable = tuple[Sheet, FoundTable]
"""A table, and the sheet that it is on."""


@dataclass(slots=True)
class _FoundSheets:
    """What was found of a form; `others` are sheets with something in them that nobody knows."""

    covers: list[_Cover] = field(default_factory=list)
    tables: list[SheetTable] = field(default_factory=list)
    others: list[Sheet] = field(default_factory=list)

    @property
    def fields(self) -> Mapping[str, Collection[str]]:
        """The fields of the form that are there, by the sheets they are declared on."""
        fields: dict[str, set[str]] = {}
        for cover in self.covers:
            fields.setdefault(cover.declared.name, set()).update(cover.labels)
        for _, table in self.tables:
            fields.setdefault(table.declared.name, set()).update(one.name for one in table.columns.values())
        return fields

    def circular(self, declared: DeclaredForm) -> str | None:
        """The pack that a cover names."""
        for cover in self.covers:
            named = next((each for each in cover.declared.fields if each.path == (CIRCULAR,)), None)
            at = None if named is None else cover.values.get(named.name)
            if named is not None and at is not None:
                return str(value_of(named, cover.sheet.rows[at[0]][at[1]], declared.labels))
        return None


def _find(workbook: Workbook, names: FieldNames) -> _FoundSheets:
    """The covers and the tables in a workbook, each in the order of the sheets."""
    found = _FoundSheets()
    for sheet in workbook.sheets:
        if not sheet.rows:
            continue
        called = workbook.names.get(sheet.title, {})
        heads = Heads(sheet, names, called)
        score, table = best_table(heads, sheet.title)
        cover = max(
            (_cover(sheet, heads, each) for each in names.form.covers), key=lambda one: len(one.labels), default=None
        )
        if _is_other(sheet, names, called):
            continue
        if cover is not None and _is_enough(len(cover.labels), cover.declared) and len(cover.labels) > score:
            found.covers.append(cover)
        elif table is not None and _is_enough(score, table.declared):
            found.tables.append((sheet, table))
        else:
            found.others.append(sheet)
    return found


def _is_enough(known: int, declared: FormSheet) -> bool:
    """Whether so many fields are enough for a sheet to be the declared one, which may have no more than one."""
    return known >= min(LEAST, sum(each.kind is not ValueKind.SHOWN for each in declared.fields))


def _is_other(sheet: Sheet, names: FieldNames, called: Mapping[At, Sequence[str]]) -> bool:
    """Whether a sheet is one of a form that holds nothing of the document."""
    catalogue = names.form.catalogue
    titles = [
        each for one in (catalogue, names.form.matrix) if one is not None for each in (one.label.en, one.label.zh)
    ]
    named = {name for own in called.values() for name in own}
    known = {label_key(title) for title in (*_TITLES, *titles)}
    return label_key(sheet.title) in known or any(f"plancheck.sheet.{name}" in named for name in _OTHERS)


# Covers


def _labels(sheet: Sheet, heads: Heads, declared: FormSheet) -> dict[str, At]:
    """Where the labels of the lines of a cover may stand."""
    labels: dict[str, At] = {}
    is_named = heads.is_named(declared)
    for row in heads.rows():
        for column in islice(sheet.rows[row], MOST_COLUMNS):
            at = (row, column)
            called = heads.by_name(at, declared)
            # In a form of ours the labels stand in one column, so that a value that looks like one is none.
            by_text = [each.name for each in heads.by_text(at, declared)] if not is_named or column == 1 else []
            for name in by_text or [each.name for each in declared.fields if each.name in called]:
                if name not in labels:
                    labels[name] = at
                    break
    return labels


def _cover(sheet: Sheet, heads: Heads, declared: FormSheet) -> _Cover:
    """What may be a cover: the labels of its lines, and what stands beside them."""
    labels = _labels(sheet, heads, declared)
    by_place = {at: name for name, at in labels.items()}
    values: dict[str, At | None] = dict.fromkeys(labels)
    outside: list[At] = []
    units: dict[str, str] = {}
    amounts = {each.name for each in declared.fields if each.kind is ValueKind.AMOUNT}
    for row, cells in sheet.rows.items():
        current: str | None = None
        for column, cell in cells.items():
            at = (row, column)
            if at in by_place:
                current = by_place[at]
            elif current is not None and values[current] is None:
                values[current] = at
            elif current in amounts - units.keys() and multiple_of(cell.text.strip()) is not None:
                units[current] = cell.text.strip()
            elif not heads.names.is_own(cell.text):
                outside.append(at)
    return _Cover(declared, sheet, labels, values, tuple(outside), units)


def _add_cover(filling: Filling, cover: _Cover) -> None:
    """The members that a cover has a line for."""
    sheet = cover.sheet
    filling.place((), sheet.place(*next(iter(cover.labels.values()))))
    for each in cover.declared.fields:
        at = cover.values.get(each.name)
        if each.name not in cover.labels or not each.path:
            continue
        row, column = cover.labels[each.name]
        free = FreeRow(row, {column + 1: each}, sheet.place)
        filling.note_row((), free)
        if at is not None:
            cell, label = sheet.rows[at[0]][at[1]], sheet.rows[row][column].text
            unit = unit_of(label, cover.units.get(each.name, ""))
            filling.take((), cover.declared, each, Located(cell, sheet.place(*at), unit))
    for row, column in cover.outside:
        filling.leave_out("outside", sheet.place(row, column), found=shown(sheet.rows[row][column].value))


# The whole


def _read(workbook: Workbook, found: _FoundSheets, declared: DeclaredForm) -> Document:
    filling = Filling(declared)
    # A hidden sheet is the copy, and so is one that is not called as the form has it.
    covers = sorted(found.covers, key=lambda one: _rank(one.sheet, one.declared))
    for cover in covers[:1]:
        _add_cover(filling, cover)
    for cover in covers[1:]:
        _leave_copy(filling, covers[0].sheet, cover.sheet)
    tables = FoundTables(filling)
    # First what others belong to, in whatever order the sheets stand.
    for sheet, table in sorted(_without_copies(filling, found.tables), key=lambda pair: pair[1].declared.above):
        tables.add(table)
        if sheet.is_hidden:
            at = table.declared.of[0] if table.declared.of else table.declared.list
            filling.fault(at, "sheet-hidden", sheet.place(table.head, min(table.columns)), found=sheet.title)
    for sheet in found.others:
        row, cells = next(iter(sheet.rows.items()))
        filling.leave_out("sheet-unknown", sheet.place(row, next(iter(cells))), found=sheet.title)
    filling.leave_out_all(workbook.left_out)
    return filling.reading()


def _rank(sheet: Sheet, declared: FormSheet) -> tuple[bool, bool]:
    called = {label_key(written) for written in (declared.label.en, declared.label.zh)}
    return sheet.is_hidden, label_key(sheet.title) not in called


def _leave_copy(filling: Filling, kept: Sheet, copy: Sheet) -> None:
    row, cells = next(iter(copy.rows.items()))
    filling.leave_out("sheet-copied", copy.place(row, next(iter(cells))), kept=kept.title, found=copy.title)


def _without_copies(filling: Filling, tables: Sequence[SheetTable]) -> list[SheetTable]:
    """The tables, but for those on a copy of another's sheet; one that goes on with other entries is no copy."""
    kept: list[SheetTable] = []
    for sheet, table in sorted(tables, key=lambda pair: _rank(pair[0], pair[1].declared)):
        same = [(one, known) for one, known in kept if known.declared.name == table.declared.name]
        original = next((one for one, known in same if sheet.is_hidden or _said(known) & _said(table)), None)
        if original is None:
            kept.append((sheet, table))
        else:
            _leave_copy(filling, original, sheet)
    return [pair for pair in tables if pair in kept]


def _said(table: FoundTable) -> set[tuple[object, ...]]:
    """What tells the entries of a table apart: their first column, or all of a row that is of another's entry."""
    columns = list(table.columns) if table.declared.of else [min(table.columns)]
    rows = (cells for row, cells in table.grid.rows.items() if row > table.head)
    said = (tuple(cells[at].value for at in columns if at in cells and not cells[at].is_formula) for cells in rows)
    return {each for each in said if len(each) > bool(table.declared.of)}
