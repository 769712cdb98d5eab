"""What reading gives: plain data, and a way to ask where each value stands and how it was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker.model import NOWHERE, Place, Pointer

if TYPE_CHECKING:
    from checker.faults import Fault

Locate = Callable[[Pointer], Place]
"""The place of the value at a pointer, or of the nearest value around it where there is none."""

Written = Callable[[Pointer], str | None]
"""The value at a pointer as it is written in the text; None for a text in quotation marks, and where there is none."""

Labels = Mapping[str, Mapping[str, str]]
"""A list of codes (`office`, `department`, `status` …) -> what is written, as `label_key` has it -> the code meant."""

AskLabels = Callable[[], Labels]
"""Labels are asked for by readers of forms only, as making them takes a rule pack."""


def no_labels() -> Labels:
    """Nothing but the codes themselves is understood."""
    return {}


def locate_nowhere(_pointer: Pointer) -> Place:
    """The places of a document that has no source text."""
    return NOWHERE


def written_nowhere(_pointer: Pointer) -> str | None:
    """What is written in a document that has no source text."""
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One input that could be read.

    `data` holds plain JSON values only (dict, list, str, int, float, bool, None). `name` and `sha256` (of the bytes, a
    byte-order mark included) are None where there was no such thing. `locate` and `written` do their work when they are
    first called. `faults` are what the reader could not understand; `data` goes without it.
    """

    name: str | None
    sha256: str | None
    data: object
    locate: Locate = locate_nowhere
    faults: tuple[Fault, ...] = ()
    written: Written = written_nowhere


class Reading(NamedTuple):
    """What the reader of one format makes of the bytes."""

    data: object
    locate: Locate
    faults: tuple[Fault, ...] = ()
    written: Written = written_nowhere
