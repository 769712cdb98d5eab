"""The phrases that the message of a schema fault is put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.i18n import N_, text
from checker.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


TOO_MANY: Final = "too-many-faults"
"""The fault of a document that has more of them than are listed."""

_LONGEST_LIST: Final = 50


def joined(parts: Iterable[Text], joint: str) -> Text:
    """The parts one after another, with the message `joint` between them."""
    between = text(joint)
    parts = tuple(parts)
    return Text(between.en.join(part.en for part in parts), between.zh.join(part.zh for part in parts))


def listed(names: Iterable[str], most: int = _LONGEST_LIST) -> Text:
    """The names in quotation marks, as a list to read; beyond `most`, a sign that there are more."""
    names = tuple(names)
    if not names:
        return text("schema.none")
    shown = joined((text("schema.quoted", name=name) for name in names[:most]), "schema.comma")
    more = text("schema.and-more")
    return shown if len(names) <= most else Text(shown.en + more.en, shown.zh + more.zh)


MESSAGES: Final[Mapping[str, str]] = {
    "wrong-type": "schema.wrong-type",
    "wrong-form": "schema.wrong-form",
    "empty-item": "schema.empty-item",
    "not-allowed": "schema.not-allowed",
    "missing": "schema.missing",
    "blank": "schema.blank",
    "unknown-field": "schema.unknown-field",
    "not-a-day": "schema.not-a-day",
    "day-not-in-calendar": "schema.day-not-in-calendar",
    "day-with-time": "schema.day-with-time",
    "too-small": "schema.too-small",
    "too-large": "schema.too-large",
    "too-short": "schema.too-short",
    "too-long": "schema.too-long",
    "too-few-items": "schema.too-few-items",
    "too-few-fields": "schema.too-few-fields",
    "repeated-item": "schema.repeated-item",
    "wrong-name": "schema.wrong-name",
    "unknown-circular": "schema.unknown-circular",
    "too-many-faults": "schema.too-many-faults",
    "not-accepted": "schema.not-accepted",
}
"""What is said of a fault, by its code."""

REMEDIES: Final[Mapping[str, str]] = {
    "write": "schema.fix-write",
    "near": "schema.fix-near",
    "choose": "schema.fix-choose",
    "unquote": "schema.fix-unquote",
    "quote": "schema.fix-quote",
    "list": "schema.fix-list",
    "item": "schema.fix-item",
    "add": "schema.fix-add",
    "fill-in": "schema.fix-fill-in",
    "rename-to": "schema.fix-rename-to",
    "rename": "schema.fix-rename",
    "both": "schema.fix-both",
    "remove": "schema.fix-remove",
    "name": "schema.fix-name",
    "day": "schema.fix-day",
    "lengthen": "schema.fix-lengthen",
    "shorten": "schema.fix-shorten",
    "once": "schema.fix-once",
    "circular": "schema.fix-circular",
    "again": "schema.fix-again",
}
"""What to do about a fault."""
