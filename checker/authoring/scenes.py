"""What a rule is judged on, as a case has it, or as a document could have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from checker.model import Fact
from checker.pack.conditions import Quantified, Reference, passes


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule was judged on: the one anchor, and all facts by kind, those of the rule pack included.

    `is_open`: there may be facts of any kind that it does not name.
    """

    anchor: Fact
    by_kind: Mapping[str, Sequence[Fact]]
    is_open: bool = False
    _found: dict[tuple[Any, ...], bool] = field(default_factory=dict, compare=False, repr=False)

    def has(self, other: Quantified, fact: Fact) -> bool | None:
        """Whether there is a fact as `other` asks for, beside the one judged; None where that is open."""
        if self.is_open and other.kind not in self.by_kind:
            return None
        named = [test.value for test in other.tests if isinstance(test.value, Reference)]
        values = [(self.anchor if each.kind == self.anchor.kind else fact).members.get(each.member) for each in named]
        key = (id(other), *values)
        if key not in self._found:
            self._found[key] = any(
                all(passes(test, each, fact, self.anchor) for test in other.tests)
                for each in self.by_kind.get(other.kind, ())
            )
        return self._found[key]
