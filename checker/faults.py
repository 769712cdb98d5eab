"""One fault of a document: what its reader could not understand, or where it breaks its schema."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from checker.i18n import say
from checker.model import Language, Place, Pointer, Text

Scalar = str | int | float | bool | None
Value = Text | Scalar


class Fault(msgspec.Struct, frozen=True):
    """A fault of a document: where it is, which (`code`, for programs), what is said of it, and what to do.

    `wording` and `remedy` are messages for `i18n.say`, whose places `values` fill.

    What is missing is a fault of the object that lacks it; anything else, of the value itself. `place` is where it
    stands in the source, if that is not where the value at `at` stands: a cell whose text became no value, say.
    """

    at: Pointer
    code: str
    wording: str
    values: Mapping[str, Value] = {}
    remedy: str | None = None
    place: Place | None = None

    def message(self, lang: Language) -> str:
        """What was found and what was expected, in `lang`."""
        return say(lang, self.wording, **self.values)

    def fix(self, lang: Language) -> str | None:
        """What to do about it, in `lang`, if there is more to say than the message does."""
        return None if self.remedy is None else say(lang, self.remedy, **self.values)

    @property
    def because(self) -> dict[str, Scalar]:
        """What made it a fault, in no language and fit for JSON: which fault it is, and its plain values."""
        plain = {name: value for name, value in self.values.items() if not isinstance(value, Text)}
        return {"fault": self.code, **plain}
