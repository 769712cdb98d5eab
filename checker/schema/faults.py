"""The phrases that the message of a schema fault is put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.model import LANGUAGES, Text
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.faults import Value

TOO_MANY: Final = "schema.too-many-faults"
"""The fault of a document that has more of them than are listed."""

_LONGEST_LIST: Final = 50


def phrase(key: str, **values: Value) -> Text:
    """A text of the area `schema` in both languages, its places filled; `values` may be phrases themselves."""
    en, zh = (say(lang, f"schema.{key}", **values) for lang in LANGUAGES)
    return Text(en, zh)


def joined(parts: Iterable[Text], joint: str) -> Text:
    """The parts one after another, with the text `joint` between them."""
    between = phrase(joint)
    parts = tuple(parts)
    return Text(between.en.join(part.en for part in parts), between.zh.join(part.zh for part in parts))


def listed(names: Iterable[str], most: int = _LONGEST_LIST) -> Text:
    """The names in quotation marks, as a list to read; beyond `most`, a sign that there are more."""
    names = tuple(names)
    if not names:
        return phrase("none")
    shown = joined((phrase("quoted", name=name) for name in names[:most]), "comma")
    more = phrase("and-more")
    return shown if len(names) <= most else Text(shown.en + more.en, shown.zh + more.zh)
