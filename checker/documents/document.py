"""What reading gives: plain data, and a way to ask where each value stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from checker.model import NOWHERE, Place, Pointer

Locate = Callable[[Pointer], Place]
"""The place of the value at a pointer, or of the nearest value around it where there is none."""


def locate_nowhere(_pointer: Pointer) -> Place:
    """The places of a document that has no source text."""
    return NOWHERE


@dataclass(frozen=True, slots=True)
class Document:
    """One input that could be read.

    `data` holds plain JSON values only (dict, list, str, int, float, bool, None). `name` and `sha256` (of the bytes, a
    byte-order mark included) are None where there was no such thing. `locate` does its work when it is first called.
    """

    name: str | None
    sha256: str | None
    data: object
    locate: Locate = locate_nowhere


class Reading(NamedTuple):
    """What the reader of one format makes of the bytes."""

    data: object
    locate: Locate
