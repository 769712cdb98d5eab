"""One place where a document breaks its schema, and the phrases its message is put together from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from checker.model import LANGUAGES, Text
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model import Language, Pointer

Scalar = str | int | float | bool | None
Value = Text | Scalar

TOO_MANY: Final = "schema.too-many-faults"
"""The fault of a document that has more of them than are listed."""

_LONGEST_LIST: Final = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a document: the place, a key of `texts.schema`, the values of its text, and what to do (a key too).

    What is missing is a fault of the object that lacks it; anything else, of the value itself.
    """

    at: Pointer
    key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    remedy: str | None = None

    def message(self, lang: Language) -> str:
        """What was found and what was expected, in `lang`."""
        return say(lang, self.key, **_in_language(self.values, lang))

    def fix(self, lang: Language) -> str | None:
        """What to do about it, in `lang`, if there is more to say than the message does."""
        return None if self.remedy is None else say(lang, self.remedy, **_in_language(self.values, lang))

    @property
    def because(self) -> dict[str, Scalar]:
        """What made it a fault, in no language and fit for JSON: which fault it is, and its plain values."""
        plain = {name: value for name, value in self.values.items() if not isinstance(value, Text)}
        return {"fault": self.key.partition(".")[2], **plain}


def phrase(key: str, **values: Value) -> Text:
    """A text of the area `schema` in both languages, its places filled; `values` may be phrases themselves."""
    en, zh = (say(lang, f"schema.{key}", **_in_language(values, lang)) for lang in LANGUAGES)
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


def _in_language(values: Mapping[str, Value], lang: Language) -> dict[str, Scalar]:
    return {name: value.in_language(lang) if isinstance(value, Text) else value for name, value in values.items()}
