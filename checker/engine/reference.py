"""The reference evaluator: the conditions read plainly, fact by fact.

It is the other half of every differential test, one side of `--cross-check`, and what judges where durable_rules
cannot be imported. Nothing here is clever, on purpose, and nothing is shared with what is compiled for durable_rules.
"""

from collections.abc import Mapping, Sequence

from checker.engine import EngineName
from checker.model import Fact, Firing, Known
from checker.pack.conditions import holds
from checker.pack.model import Rule


class ReferenceEvaluator:
    """Judges by looking at every fact with every rule."""

    name: EngineName = "reference"
    version = "1"

    def __init__(self, rules: Sequence[Rule], tables: Mapping[str, Sequence[Fact]]) -> None:
        self._rules = tuple(rules)
        self._tables = tables

    def judge(self, known: Known) -> tuple[list[Firing], set[str]]:
        """See `Evaluator.judge`."""
        facts, anchor = {**self._tables, **known.by_kind}, known.anchor
        firings: list[Firing] = []
        applying: set[str] = set()
        for rule in self._rules:
            for fact in facts.get(rule.for_each, ()):
                if holds(rule.applies_if, fact, anchor, facts):
                    applying.add(rule.id)
                    if any(holds(block, fact, anchor, facts) for block in rule.violated_if):
                        firings.append(Firing(rule.id, fact))
        return firings, applying
