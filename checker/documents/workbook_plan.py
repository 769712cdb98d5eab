"""The plan that the form in a workbook is: data, the cell of each value, and what could not be understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.documents.form import COVER, MEASURES, PLAN_FORMAT, Kind
from checker.documents.workbook_rows import rows_of
from checker.documents.workbook_values import value_of
from checker.faults import Fault
from checker.i18n import N_
from checker.model import Place
from checker.readers.cells import Holds
from checker.readers.document import Reading
from checker.values import WHITE_SPACE, number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.documents.form import Field, Table
    from checker.documents.workbook_rows import Row
    from checker.documents.workbook_tables import At, FoundCover, FoundForm, FoundTable
    from checker.model import Number, Pointer, Text
    from checker.readers.cells import Cell, Sheet
    from checker.readers.document import Labels

_MOST_FAULTS: Final = 200
"""More would only hide the first of them."""

_FAULTS: Final[Mapping[str, tuple[str, str]]] = {
    "sheet-unknown": (
        N_("The sheet “{sheet}” is no part of the form, and nothing on it was read."),
        N_("Move what belongs to the plan to the sheets of the form, and delete this sheet."),
    ),
    "column-unknown": (
        N_("The column “{head}” is not known here, and what stands in it was not read."),
        N_("Give the column the heading that the form has for it, or move its contents elsewhere and delete it."),
    ),
    "column-unnamed": (
        N_("This column has no heading, and what stands in it was not read."),
        N_("Give the column the heading that the form has for it, or delete what stands in it."),
    ),
    "column-repeated": (
        N_("There is a second column “{head}” with something in it, and which of the two counts is not clear."),
        N_("Keep one of the two columns."),
    ),
    "outside": (
        N_("This cell is outside of the form, and what stands in it was not read."),
        N_("Move it to the cell or column that it belongs to, or delete it."),
    ),
    "error-value": (
        N_("The formula here ends in an error ({found}), so there is no value."),
        N_("Correct the formula, or type the value itself."),
    ),
    "uncomputed": (
        N_("The formula here has not been computed, so there is no value."),
        N_("Open the workbook in an office program and save it, or type the value itself."),
    ),
    "value-repeated": (
        N_("“{head}” is stated once already, and which of the two counts is not clear."),
        N_("Keep one of the two."),
    ),
    "title-differs": (
        N_("The title typed here is that of another measure than number {number}."),
        N_("Correct the number or the title; the sheet “Catalogue” has both."),
    ),
    "row-without-measure": (
        N_("This row does not say which measure it belongs to, and was not read."),
        N_("Fill in the number of the measure."),
    ),
    "row-of-no-measure": (
        N_("This row belongs to measure “{number}”, which the sheet of measures does not list; it was not read."),
        N_("Correct the number, or list the measure on the sheet of measures."),
    ),
    "row-of-two-measures": (
        N_("This row belongs to measure “{number}”, which is listed more than once; it was not read."),
        N_(
            "List the measure once; or give each of its rows a mark in a column “Entry mark”, "
            "and write that mark here in place of the number."
        ),
    ),
    "row-repeated": (
        N_("A row above is about the same measure already; this one was not read."),
        N_("Put both rows together in one."),
    ),
}
"""What cannot be understood in a workbook: the code of the fault -> what is said of it, and what to do."""


def read_plan(form: FoundForm, labels: Labels) -> Reading:
    """The plan in a form that was found in a workbook."""
    plan = _Plan(labels)
    for cover in form.covers:
        plan.add_cover(cover)
    # Measures first: the rows of other tables belong to them, in whatever order the sheets stand.
    for table in sorted(form.tables, key=lambda found: found.table is not MEASURES):
        plan.add_table(table)
    for sheet in form.others:
        row, cells = next(iter(sheet.rows.items()))
        plan.fault((), "sheet-unknown", sheet.place(row, next(iter(cells))), sheet=sheet.title)
    return Reading(plan.data, plan.locate, plan.faults())


class _Plan:
    """A plan as it is put together."""

    def __init__(self, labels: Labels) -> None:
        self.data: dict[str, Any] = {"format": PLAN_FORMAT}
        self._labels = labels
        self._places: dict[Pointer, Place] = {}
        self._faults: list[Fault] = []
        self._by_mark: dict[str, list[int]] = {}
        self._by_number: dict[Number, list[int]] = {}

    def locate(self, pointer: Pointer) -> Place:
        """The cell of the value at a pointer, or of the nearest around it."""
        for depth in range(len(pointer), -1, -1):
            if pointer[:depth] in self._places:
                return self._places[pointer[:depth]]
        return Place()

    def faults(self) -> tuple[Fault, ...]:
        """What could not be understood, up to a limit that is then said."""
        if len(self._faults) <= _MOST_FAULTS:
            return tuple(self._faults)
        return (
            *self._faults[:_MOST_FAULTS],
            Fault(
                (),
                "too-many",
                N_("More than {bound} cells could not be understood; only the first {bound} are listed."),
                {"bound": _MOST_FAULTS},
            ),
        )

    def fault(self, at: Pointer, code: str, place: str, **values: str | Text) -> None:
        """Note what could not be understood at a cell; `code` is one of `_FAULTS`."""
        message, remedy = _FAULTS[code]
        self._faults.append(Fault(at, code, message, values, remedy, Place(cell=place)))

    # The cover

    def add_cover(self, cover: FoundCover) -> None:
        """The members that the cover has a line for."""
        sheet = cover.sheet
        self._place((), sheet.place(*next(iter(cover.labels.values()))))
        for field in COVER:
            at = cover.values.get(field.name)
            if field.name in cover.labels:
                label = sheet.place(*cover.labels[field.name])
                self._place(field.path, sheet.place(*at) if at else label)
            if at is None:
                continue
            if _member(self.data, field.path) is not None:
                self.fault(field.path, "value-repeated", sheet.place(*at), head=field.label)
            else:
                self._set(self.data, (), field, sheet.rows[at[0]][at[1]], sheet.place(*at))
        self._outside(sheet, cover.outside)

    # The tables

    def add_table(self, found: FoundTable) -> None:
        """The rows of a table."""
        sheet, table = found.sheet, found.table
        self._place((), sheet.place(found.head, 1))
        if table.member is not None:
            self._place((table.member,), sheet.place(found.head, min(found.columns)))
        self._head_faults(found)
        self._outside(sheet, found.outside)
        rows = rows_of(found)
        if table.member is None:
            for row in rows:
                self._add_to_measure(row)
        else:
            if table is MEASURES:
                self.data.setdefault(table.member, [])
            self._add_entries(table, table.member, rows)

    def _head_faults(self, found: FoundTable) -> None:
        # Where a column of the form is not there, one that nobody knows may be it: nothing can be said of the entries.
        expected = {field for field in found.table.fields if field.kind not in (Kind.LOOKUP, Kind.MARK)}
        is_renamed = not expected <= set(found.columns.values())
        at: Pointer = (found.table.member or MEASURES.name,) if is_renamed else ()
        for column in found.unknown:
            head = found.sheet.rows[found.head].get(column)
            place = found.sheet.place(found.head, column)
            if head is None or not head.text:
                self.fault(at, "column-unnamed", place)
            else:
                self.fault(at, "column-unknown", place, head=head.text)
        for column, field in found.repeated.items():
            place = found.sheet.place(found.head, column)
            self.fault((found.table.member or MEASURES.name,), "column-repeated", place, head=field.label)

    def _outside(self, sheet: Sheet, cells: Iterable[At]) -> None:
        for row, column in cells:
            self.fault((), "outside", sheet.place(row, column))

    def _add_entries(self, table: Table, member: str, rows: Sequence[Row]) -> None:
        entry: dict[str, Any] = {}
        at: Pointer = ()
        for row in rows:
            if row.states_nothing:
                self.data.setdefault(member, [])
                continue
            continues = row.continues and at != ()
            if not continues:
                entries = self.data.setdefault(member, [])
                entry, at = {}, (member, len(entries))
                entries.append(entry)
                self._place(at, row.place(table.fields[0]))
            self._fill(entry, at, row, continues=continues)
            if table is MEASURES and not continues:
                self._note(row, entry, at)

    def _note(self, row: Row, entry: dict[str, Any], at: Pointer) -> None:
        """Remember by what other rows may name this measure, and what its number is where only its title is given."""
        index = int(at[1])
        title = row.title_number(self._labels)
        if "number" not in entry and title is not None:
            entry["number"] = title
            self._place((*at, "number"), row.place(row.table.field("title")))
        number = number_of(entry.get("number"))
        if number is not None:
            self._by_number.setdefault(number, []).append(index)
            if title is not None and title != number:
                self.fault((*at, "number"), "title-differs", row.place(row.table.field("title")), number=str(number))
        mark = row.text("mark")
        if mark is not None:
            self._by_mark.setdefault(mark, []).append(index)

    def _add_to_measure(self, row: Row) -> None:
        named = row.measure(self._labels)
        place = row.first_place()
        if named is None:
            self.fault((), "row-without-measure", place)
            return
        indexes = self._by_mark.get(str(named).strip(WHITE_SPACE)) or self._by_number.get(named, [])
        if not indexes:
            self.fault((), "row-of-no-measure", place, number=str(named))
        elif len(indexes) > 1:
            for index in indexes:
                self.fault((MEASURES.name, index), "row-of-two-measures", place, number=str(named))
        else:
            self._add_row(row, indexes[0])

    def _add_row(self, row: Row, index: int) -> None:
        at: Pointer = (MEASURES.name, index, *row.table.inside)
        inside: Any = self.data[MEASURES.name][index]
        for step in row.table.inside[:-1]:
            inside = inside.setdefault(step, {})
        if row.table.inside and not row.table.many and row.table.inside[-1] in inside:
            self.fault(at, "row-repeated", row.first_place())
            return
        if row.table.inside:
            inside = inside.setdefault(row.table.inside[-1], [] if row.table.many else {})
        self._place(at, row.first_place())
        if row.table.many:
            if row.states_nothing:
                return
            inside.append({})
            at, inside = (*at, len(inside) - 1), inside[-1]
            self._place(at, row.first_place())
        self._fill(inside, at, row, continues=not row.table.inside)

    # Values

    def _fill(self, entry: dict[str, Any], at: Pointer, row: Row, *, continues: bool) -> None:
        """The values of a row; where it continues an entry, lists grow, and nothing else may be there twice."""
        for field, cell in row.cells():
            place = row.place(field)
            if cell.holds in _NO_VALUES:
                self._no_value((*at, *field.path), cell, place)
                continue
            earlier = _member(entry, field.path) if continues else None
            if isinstance(earlier, list):
                more = value_of(field, cell, self._labels)
                earlier.extend(more if isinstance(more, list) else [more])
            elif earlier is not None:
                self.fault((*at, *field.path), "value-repeated", place, head=field.label)
            else:
                self._set(entry, at, field, cell, place)

    def _set(self, inside: dict[str, Any], at: Pointer, field: Field, cell: Cell, place: str) -> None:
        pointer = (*at, *field.path)
        if cell.holds in _NO_VALUES:
            self._no_value(pointer, cell, place)
            return
        value = value_of(field, cell, self._labels)
        for depth, step in enumerate(field.path[:-1], 1):
            inside = inside.setdefault(step, {})
            self._place((*at, *field.path[:depth]), place)
        if value is not None:
            inside[field.path[-1]] = value
            self._places[pointer] = Place(cell=place)

    def _no_value(self, at: Pointer, cell: Cell, place: str) -> None:
        if cell.holds is Holds.UNCOMPUTED:
            self.fault(at, "uncomputed", place)
        else:
            self.fault(at, "error-value", place, found=str(cell.value))

    def _place(self, pointer: Pointer, place: str) -> None:
        self._places.setdefault(pointer, Place(cell=place))


_NO_VALUES: Final = frozenset((Holds.ERROR, Holds.UNCOMPUTED))


def _member(entry: dict[str, Any], path: Sequence[str]) -> Any:
    here: Any = entry
    for step in path:
        if not isinstance(here, dict) or step not in here:
            return None
        here = here[step]
    return here
