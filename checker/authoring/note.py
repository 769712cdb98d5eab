"""A sentence for an author, told in either language once that is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checker.i18n import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Language


@dataclass(frozen=True, slots=True)
class Note:
    """A message for `i18n.say`, and the values for its places."""

    wording: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def message(self, lang: Language) -> str:
        """The message in `lang`."""
        return say(lang, self.wording, **self.values)
