"""What reading gives: plain data, and a way to ask where each value stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.model import NOWHERE, Place, Pointer

if TYPE_CHECKING:
    from checker.faults import Fault

Locate = Callable[[Pointer], Place]
"""The place of the value at a pointer, or of the nearest value around it where there is none."""


def locate_nowhere(_pointer: Pointer) -> Place:
    """The places of a document that has no source text."""
    return NOWHERE


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One input that could be read.

    `data` holds plain JSON values only (dict, list, str, int, float, bool, None). `name` and `sha256` (of the bytes, a
    byte-order mark included) are None where there was no such thing. `locate` does its work when it is first called.
    `faults` are what the reader could not understand; `data` goes without it.
    """

    name: str | None
    sha256: str | None
    data: object
    locate: Locate = locate_nowhere
    faults: tuple[Fault, ...] = ()


class Reading(NamedTuple):
    """What the reader of one format makes of the bytes."""

    data: object
    locate: Locate
    faults: tuple[Fault, ...] = ()
