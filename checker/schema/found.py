"""How a value that was found is shown: short, on one line, and without anything invisible in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from checker.schema.faults import listed
from checker.values import is_blank

if TYPE_CHECKING:
    from checker.model import Text

_LONGEST: Final = 40
_MOST_NAMES: Final = 3
_CONSTANTS: Final[dict[bool | None, str]] = {None: "schema.found-null", True: "schema.found-true", False: "schema.found-false"}
_LENGTHS: Final = {0: "schema.found-no-items", 1: "schema.found-one-item"}


def visible(text: object) -> str:
    """The text, cut where it is long, with escapes for control characters and whatever else cannot be seen."""
    whole = str(text)
    cut = whole if len(whole) <= _LONGEST else whole[:_LONGEST] + "…"
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in cut)


def found(value: object) -> Text:
    """What the value is, as the words that follow “found”."""
    if value is None or isinstance(value, bool):
        return text(_CONSTANTS[value])
    if isinstance(value, str):
        return text("schema.found-blank") if is_blank(value) else text("schema.found-text", value=visible(value))
    if isinstance(value, int | float):
        return _found_number(value)
    if isinstance(value, list | dict):
        return _found_container(value)
    return text("schema.found-other", value=type(value).__name__)


def is_plain(value: object) -> TypeGuard[float | bool | None]:
    """Whether the value is null, true, false or a number that JSON can hold."""
    if isinstance(value, int | float):
        return math.isfinite(value) if isinstance(value, float) else is_writable(value)
    return value is None


def is_writable(number: float) -> bool:
    """Whether the number can be written out: Python refuses integers of thousands of digits."""
    try:
        str(number)
    except ValueError:
        return False
    return True


def _found_number(value: float) -> Text:
    if not is_writable(value):
        return text("schema.found-unwritable")
    if isinstance(value, int) or math.isfinite(value):
        return text("schema.found-number", value=visible(value))
    return text("schema.found-nan") if math.isnan(value) else text("schema.found-infinity", value=str(value))


def _found_container(value: list[Any] | dict[Any, Any]) -> Text:
    if isinstance(value, list):
        return text(_LENGTHS.get(len(value), "schema.found-items"), count=len(value))
    names = listed(sorted(visible(name) for name in value), _MOST_NAMES)
    return text("schema.found-fields", names=names) if value else text("schema.found-no-fields")


def _escaped(sign: str) -> str:
    code = ord(sign)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - where \u ends and \U begins
