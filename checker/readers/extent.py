"""How deep, how many: what a parsed value amounts to, in one pass that never recurses."""

from __future__ import annotations

from typing import Final, NamedTuple

from checker.errors import UnreadableError
from checker.readers.limits import MOST_CHARACTERS, MOST_LEVELS, MOST_VALUES
from checker.readers.messages import CELLS_TOO_LONG, TOO_MANY_VALUES

_CONTAINERS: Final = frozenset((dict, list))


class Extent(NamedTuple):
    """Values (the outermost included) and keys of a tree."""

    values: int
    keys: int


def measured(data: object) -> Extent | None:
    """The extent of a tree of plain values without cycles; None where it is deeper or larger than the limits."""
    values = 1
    keys = 0
    containers = [data] if type(data) in _CONTAINERS else []
    for _ in range(MOST_LEVELS):
        if not containers:
            return Extent(values, keys)
        inside: list[object] = []
        for container in containers:
            if type(container) is dict:
                keys += len(container)
                inside += container.values()
            elif type(container) is list:
                inside += container
        values += len(inside)
        if values > MOST_VALUES:
            return None
        containers = [value for value in inside if type(value) in _CONTAINERS]
    return None if containers else Extent(values, keys)


def require_bounded(data: object) -> None:
    """Raise `UnreadableError` where what was read from a form is more than is read of any input.

    A form can say one thing in very many places: cells are merged, and share texts.
    """
    if measured(data) is None:
        raise UnreadableError(
            TOO_MANY_VALUES,
            limit=MOST_VALUES,
        )
    characters = 0
    left = [data]
    while left:
        value = left.pop()
        if isinstance(value, str):
            characters += len(value)
        elif type(value) is dict:
            left += value.values()
        elif type(value) is list:
            left += value
    if characters > MOST_CHARACTERS:
        raise UnreadableError(
            CELLS_TOO_LONG,
            limit=MOST_CHARACTERS,
        )
