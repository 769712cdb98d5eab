"""The reference evaluator: the conditions read plainly, fact by fact.

It is the other half of every differential test, one side of `--cross-check`, and what judges where durable_rules
cannot be imported. Nothing here is clever, on purpose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import Firing
from checker.pack.conditions import holds
from checker.pack.model import grouped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.engine import EngineName
    from checker.model import Fact, Known
    from checker.pack.model import Rule


class ReferenceEvaluator:
    """Judges by looking at every fact with every rule."""

    name: EngineName = "reference"
    version = "1"

    def __init__(self, rules: Sequence[Rule], pack_facts: Sequence[Fact]) -> None:
        self._rules = tuple(rules)
        self._pack_facts = grouped(pack_facts)

    def judge(self, known: Known) -> list[Firing]:
        """See `Evaluator.judge`."""
        by_kind = {**self._pack_facts, **known.by_kind}
        anchor = known.anchor
        return [
            Firing(rule.id, fact)
            for rule in self._rules
            for fact in by_kind.get(rule.for_each, ())
            if holds(rule.applies_if, fact, anchor, by_kind)
            and any(holds(block, fact, anchor, by_kind) for block in rule.violated_if)
        ]
