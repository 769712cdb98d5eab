"""How a value that was found is shown: short, on one line, and without anything invisible in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from checker.i18n import N_, text
from checker.schema.faults import listed
from checker.values import is_blank

if TYPE_CHECKING:
    from checker.model import Text

_LONGEST: Final = 40
_MOST_NAMES: Final = 3
_CONSTANTS: Final[dict[bool | None, str]] = {
    None: N_("nothing (null)"),
    True: N_("yes (true)"),
    False: N_("no (false)"),
}
_LENGTHS: Final = {0: N_("an empty list"), 1: N_("a list of 1 item")}


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
        return text("blank text") if is_blank(value) else text("the text “{value}”", value=visible(value))
    if isinstance(value, int | float):
        return _found_number(value)
    if isinstance(value, list | dict):
        return _found_container(value)
    return text("a value of the Python type {value}", value=type(value).__name__)


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
        return text("a number with thousands of digits")
    if isinstance(value, int) or math.isfinite(value):
        return text("the number {value}", value=visible(value))
    return (
        text("NaN, which is no number") if math.isnan(value) else text("an infinite number ({value})", value=str(value))
    )


def _found_container(value: list[Any] | dict[Any, Any]) -> Text:
    if isinstance(value, list):
        return text(_LENGTHS.get(len(value), N_("a list of {count} items")), count=len(value))
    names = listed(sorted(visible(name) for name in value), _MOST_NAMES)
    return text("a group of fields ({names})", names=names) if value else text("an empty group of fields")


def _escaped(sign: str) -> str:
    code = ord(sign)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - where \u ends and \U begins
