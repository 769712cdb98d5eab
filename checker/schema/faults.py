"""The phrases that the message of a schema fault is put together from, and how a value that was found is shown in it.

It is short, on one line, and without anything invisible in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Final, TypeGuard

from checker.i18n import N_, messages_of, text
from checker.model import Text
from checker.values import is_blank

TOO_MANY: Final = "too-many-faults"
"""The fault of a document that has more of them than are listed."""

_LONGEST_LIST: Final = 50


def joined(parts: Iterable[Text], joint: str) -> Text:
    """The parts one after another, with the message `joint` between them."""
    between = text(joint)
    parts = tuple(parts)
    return Text(between.en.join(part.en for part in parts), between.zh.join(part.zh for part in parts))


def listed(names: Iterable[str | int], most: int = _LONGEST_LIST) -> Text:
    """The names in quotation marks, numbers without, as a list to read; beyond `most`, a sign that there are more."""
    names = tuple(names)
    if not names:
        return text("none")
    shown = joined(
        (Text(str(name), str(name)) if isinstance(name, int) else text("“{name}”", name=name) for name in names[:most]),
        N_(", "),
    )
    more = text(", …")
    return shown if len(names) <= most else Text(shown.en + more.en, shown.zh + more.zh)


MESSAGES: Final = {
    **{code: message for code, (message,) in messages_of("schema-faults").items()},
    "wrong-form": N_("Found {found}, which is not {expected}.", context="form"),
}
"""What is said of a fault, by its code."""

REMEDIES: Final = {name: message for name, (message,) in messages_of("schema-remedies").items()}
"""What to do about a fault."""


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
