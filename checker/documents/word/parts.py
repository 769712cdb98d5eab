"""What is read of a plan, as it grows: values at their places, and faults of what cannot be understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.faults import Fault
from checker.model import Place
from checker.readers.text import excerpt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.documents.word.blocks import Cell, Row, Table
    from checker.faults import Value
    from checker.model import Pointer


def cell_place(table: Table, row: int, cell: int) -> Place:
    """The place of a cell; row and cell count from 0."""
    letters = ""
    rest = cell + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return Place(cell=f"Table[{table.place}]!{letters}{row + 1}")


def shown(text: str) -> str:
    """What of a text is fit to be quoted: its beginning, on one line."""
    return excerpt(" ".join(text.split()))


class Placed:
    """A cell with the place it has."""

    __slots__ = ("cell", "place")

    def __init__(self, cell: Cell, place: Place) -> None:
        self.cell = cell
        self.place = place


def placed(table: Table, number: int, row: Row) -> list[Placed]:
    """The cells of a row with their places."""
    return [Placed(cell, cell_place(table, number, count)) for count, cell in enumerate(row.cells)]


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

    def fault(self, path: Pointer, key: str, place: Place, **values: Value) -> None:
        """Note that what stands at `place` cannot be understood; `key` is one of `texts.word`."""
        self.faults.append(Fault((*self.at, *path), f"word.{key}", values, f"word.fix-{key}", place))
