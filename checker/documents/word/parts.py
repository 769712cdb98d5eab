"""What is read of a plan, as it grows: values at their places, and faults of what cannot be understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from checker.faults import Fault
from checker.i18n import N_
from checker.model import Place
from checker.readers.text import excerpt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.faults import Value
    from checker.model import Pointer
    from checker.readers.cells import Cell, Table


def shown(text: str) -> str:
    """What of a text is fit to be quoted: its beginning, on one line."""
    return excerpt(" ".join(text.split()))


class Placed(NamedTuple):
    """A cell with the place it has: in words, and in the grid; and whether it is one with the cell above."""

    cell: Cell
    place: Place
    column: int
    span: int
    is_below: bool


def placed(table: Table, number: int) -> list[Placed]:
    """The cells of a row with their places."""
    return [
        Placed(
            cell,
            Place(cell=table.place(number, column)),
            column,
            table.spans.get((number, column), 1),
            (number, column) in table.spread,
        )
        for column, cell in table.rows[number].items()
    ]


class Part:
    """A part of the plan: its data, which stands at the pointer `at`, with places and faults."""

    __slots__ = ("at", "data", "faults", "places")

    def __init__(self, at: Pointer, place: Place) -> None:
        self.at = at
        self.data: dict[str, Any] = {}
        self.places: dict[Pointer, Place] = {at: place}
        self.faults: list[Fault] = []

    def put(self, path: tuple[str, ...], value: object, place: Place) -> None:
        """Put a value at `path` below the part; objects around it come into being."""
        here = self.data
        for depth, step in enumerate(path[:-1], 1):
            self.places.setdefault((*self.at, *path[:depth]), place)
            here = here.setdefault(step, {})
        here[path[-1]] = value
        self.places[(*self.at, *path)] = place

    def value_at(self, path: tuple[str, ...]) -> Any:
        """The value at `path`, or None."""
        here: Any = self.data
        for step in path:
            here = here.get(step) if isinstance(here, dict) else None
        return here

    def append(self, path: tuple[str, ...], item: dict[str, Any], places: Mapping[str, Place], place: Place) -> None:
        """Append an item to the list at `path`, with the places of its members."""
        items = self.value_at(path)
        if items is None:
            items = []
            self.put(path, items, place)
        at = (*self.at, *path, len(items))
        items.append(item)
        self.places[at] = place
        self.places |= {(*at, name): where for name, where in places.items()}

    def fault(self, path: Pointer, code: str, place: Place, **values: Value) -> None:
        """Note that what stands at `place` cannot be understood; `code` is one of `FAULTS`."""
        self.faults.append(fault((*self.at, *path), code, place, values))


FAULTS: Final[Mapping[str, tuple[str, str]]] = {
    "unknown-label": (
        N_("“{found}” stands where the form has the name of a field, and no field is called so; the row was not read."),
        N_("Write the name as the blank form has it, or remove the row."),
    ),
    "unknown-column": (
        N_("The column “{found}” is none of this table; what stands in it was not read."),
        N_("Move what matters into a column of the form, and remove this one."),
    ),
    "beyond-columns": (
        N_("“{found}” stands in no column that has a name, so it was not read."),
        N_("Move it below the column it belongs to."),
    ),
    "unknown-table": (
        N_("The table that begins with “{found}” is none of the form; it was not read."),
        N_("Move what matters into the tables of the form, and remove this one."),
    ),
    "stray-text": (
        N_("“{found}” stands outside of the tables, where nothing is read."),
        N_("Move it into the field it belongs to (“Remarks”, if it is none of the others), or remove it."),
    ),
    "stray-box": (
        N_("A text box, hidden text or an inserted file stands here outside of the tables, where nothing is read."),
        N_("Write what matters into the tables, and remove it."),
    ),
    "heading-alone": (
        N_("The heading “{found}” names a measure, and no table of the measure follows it."),
        N_("Add the measure's table below it, copied from another measure, or remove the heading."),
    ),
    "heading-number": (
        N_("The number in the table is not that of the heading “{found}” above it."),
        N_("Correct the one that is wrong; the heading may also be without a number."),
    ),
    "repeated": (
        N_("This field was filled in before; which of the two counts is not certain."),
        N_("Keep one of them."),
    ),
    "merged": (
        N_("This cell is merged with another, so it is not certain which field its contents belong to."),
        N_("Split the cell, and write each value into its own."),
    ),
    "box": (
        N_("A picture, a shape or a text box stands in this cell, and cannot be read."),
        N_("Write it as text, and remove the object."),
    ),
    "table": (
        N_("A table stands within this cell, and cannot be read."),
        N_("Write it as lines of text, and remove the table."),
    ),
    "equation": (N_("A formula stands in this cell, and cannot be read."), N_("Write it as text.")),
    "symbol": (
        N_("A sign of a symbol font stands in this cell; which one it is cannot be read."),
        N_("Write it as text."),
    ),
    "form-field": (
        N_("A check box or a list of an old form stands in this cell, and cannot be read."),
        N_("Write what is meant as text."),
    ),
    "note": (N_("A footnote stands in this cell, and is not read."), N_("Move its text into the cell, or remove it.")),
    "inserted-file": (N_("A file is inserted in this cell, and is not read."), N_("Write its text into the cell.")),
    "hidden-text": (
        N_("Hidden text stands in this cell; whether it is meant is not certain."),
        N_("Make it visible, or remove it."),
    ),
}
"""What cannot be understood in a Word document: the code of the fault -> what is said of it, and what to do."""


def fault(at: Pointer, code: str, place: Place, values: Mapping[str, Value]) -> Fault:
    """The fault with that code."""
    message, remedy = FAULTS[code]
    return Fault(at, code, message, values, remedy, place)
