"""A document from Python data: a copy that is checked value by value, and belongs to nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from checker.errors import UnreadableError
from checker.model import Pointer, pointer_text
from checker.readers.limits import MOST_LEVELS, MOST_VALUES, REFUSED, SLIPS, bounded
from checker.readers.text import excerpt, is_half_character


def plain_copy(data: object) -> object:
    """`data` in plain JSON values, as if it had been read from a file.

    An instance of a subclass becomes the plain value that it stands for, an integer of more than 64 bits a float.
    Raises `UnreadableError` for what is beyond the limits, contains itself, or is no JSON value.
    """
    return _copied(data, (), frozenset(), count(1))


def _copied(value: object, at: Pointer, around: frozenset[int], counted: Iterator[int]) -> object:
    """A copy of what stands at a place, in the objects and lists `around`; recursion ends with the limit on levels."""
    if next(counted) > MOST_VALUES:
        raise _refusal(at, SLIPS["too-many-values"], limit=MOST_VALUES)
    if isinstance(value, dict | list):
        if id(value) in around:
            raise _refusal(at, REFUSED["python-cycle"])
        if len(around) >= MOST_LEVELS:
            raise _refusal(at, SLIPS["too-deep"], limit=MOST_LEVELS)
        inside = around | {id(value)}
        if isinstance(value, list):
            return [_copied(item, (*at, place), inside, counted) for place, item in enumerate(value)]
        members = [(_name(key, at), member) for key, member in value.items()]
        return {name: _copied(member, (*at, name), inside, counted) for name, member in members}
    if isinstance(value, str):
        return _text(value, at)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return bounded(int(value))
    if isinstance(value, float):
        return float(value)
    raise _refusal(at, REFUSED["python-type"], type=_type_name(value))


def _name(key: object, at: Pointer) -> str:
    if not isinstance(key, str):
        raise _refusal(at, REFUSED["python-key"], type=_type_name(key))
    return _text(key, at)


def _text(text: str, at: Pointer) -> str:
    if is_half_character(text):
        raise _refusal(at, REFUSED["python-surrogate"])
    return str.__str__(text)


def _refusal(at: Pointer, message: str, /, **values: object) -> UnreadableError:
    shown = pointer_text(tuple(excerpt(step) if isinstance(step, str) else step for step in at))
    return UnreadableError(message, line=None, column=None, at=shown, **values)


def _type_name(value: object) -> str:
    return excerpt(type(value).__qualname__)
