"""What is wrong with a pack: where in its file, what is said of it, and with which values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from checker.i18n import messages_of
from checker.model import Pointer

Raw = Mapping[str, Any]
"""A part of a pack as it is written."""
Fault = tuple[Pointer, str, Raw]
"""The place, a message for `i18n.say`, and the values that fill its places."""

FAULTS: Final = {code: message for code, (message,) in messages_of("pack-faults").items()}
"""What is said of a fault of a pack, by its code."""


def fault(at: Pointer, code: str, /, **values: object) -> Fault:
    """A fault; values that are several, names that there are, are told, as many as can be read."""
    return at, FAULTS[code], {name: _told(value) for name, value in values.items()}


def _told(value: object) -> object:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value
    names = [*map(str, value)]
    return "—" if not names else ", ".join(names if len(names) <= _MOST_NAMES else [*names[:_MOST_NAMES], "…"])


_MOST_NAMES: Final = 60


def within(at: Pointer, faults: Iterable[Fault]) -> Iterator[Fault]:
    """The same faults, their places begun from further out."""
    return (((*at, *inner), message, values) for inner, message, values in faults)
