"""The phrases that the message of a schema fault is put together from, and how a value that was found is shown in it.

It is short, on one line, and without anything invisible in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeGuard

from checker.i18n import N_, text
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


MESSAGES: Final[Mapping[str, str]] = {
    "wrong-type": N_("Found {found}; expected {expected}."),
    "wrong-form": N_("Found {found}, which is not {expected}.", context="form"),
    "empty-item": N_("This item of the list is empty (null); expected {expected}."),
    "not-allowed": N_("Found {found}; the values allowed are {allowed}.{hint}"),
    "missing": N_("The field “{name}” is missing; expected {expected}."),
    "blank": N_("The field “{name}” is blank, which counts as missing; expected {expected}."),
    "unknown-field": N_("There is no field “{name}” here; the fields known here are {known}.{hint}"),
    "not-a-day": N_("Found {found}, which is not {expected}."),
    "day-not-in-calendar": N_("“{value}” is no day of the calendar; expected {expected}."),
    "day-with-time": N_("“{value}” gives a time of day; expected {expected}, without a time."),
    "too-small": N_("Found {found}, which is too small; expected {expected}."),
    "too-large": N_("Found {found}, which is too large; expected {expected}."),
    "too-short": N_("This text is too short: characters found {count}, needed {bound}."),
    "too-long": N_("This text is too long: characters found {count}, allowed {bound}."),
    "too-few-items": N_("This list is too short: items found {count}, needed {bound}."),
    "too-many-items": N_("This list is too long: items found {count}, allowed {bound}."),
    "too-few-fields": N_("Too few fields stand here: found {count}, needed {bound}."),
    "too-many-fields": N_("Too many fields stand here: found {count}, allowed {bound}."),
    "repeated-item": N_("The list has {found} more than once; each item may stand in it only once."),
    "wrong-name": N_("“{name}” cannot be a name here; expected {expected}."),
    "unknown-circular": N_("No rule pack is installed for the circular “{value}”; installed: {known}.{hint}"),
    "too-many-faults": N_("There are more than {bound} faults; only the first {bound} that were found are listed."),
    "not-accepted": N_("Found {found}, which the schema does not accept ({keyword})."),
}
"""What is said of a fault, by its code."""

REMEDIES: Final[Mapping[str, str]] = {
    "write": N_("Write {expected}."),
    "near": N_("Write “{near}”, if that is what is meant."),
    "choose": N_("Write one of the values allowed."),
    "unquote": N_("Write {number} without quotation marks."),
    "quote": N_('Put it in quotation marks: "{written}".'),
    "number-or-quote": N_(
        'Write {expected}; if {written} is a name or a numbering, put it in quotation marks: "{written}".'
    ),
    "list": N_("Make it a list, even for a single item (YAML: a line of its own after “- ”; JSON: square brackets)."),
    "item": N_("Fill the item in, or remove it."),
    "add": N_("Add the field “{name}”."),
    "fill-in": N_("Fill in “{name}”."),
    "rename-to": N_("Rename “{near}” to “{name}”, if that is what is meant."),
    "rename": N_("Rename it to “{near}”, if that is what is meant; otherwise remove it."),
    "both": N_("Keep either this or “{near}”, which is here as well."),
    "remove": N_("Remove it, or use one of the fields known here."),
    "name": N_("Rename it: {expected}."),
    "day": N_("Write {day}."),
    "lengthen": N_("Bring it up to at least {bound}."),
    "shorten": N_("Bring it down to at most {bound}."),
    "once": N_("Keep it only once."),
    "circular": N_("Write the id of an installed rule pack."),
    "again": N_("Correct what is listed, then check again."),
}
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


def found(value: Any) -> Text:
    """What the value is, as the words that follow “found”."""
    if value is None or isinstance(value, bool):
        return text(_CONSTANTS[value])
    if isinstance(value, str):
        return text("blank text") if is_blank(value) else text("the text “{value}”", value=visible(value))
    if isinstance(value, int | float):
        return _found_number(value)
    return _found_container(value)


def is_plain(value: object) -> TypeGuard[float | bool | None]:
    """Whether the value is null, true, false or a number that JSON can hold."""
    return value is None or isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))


def _found_number(value: float) -> Text:
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
