"""What became of each rule, once it is known which were violated; and what of that can be relied on.

What a schema fault hides is never taken for absent. A rule that may have found something in it is not run, and what a
rule found because something seems not to be there is no finding where it may be among what could not be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import RuleStatus
from checker.pack.conditions import Block, Reference, could_hold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from checker.model import Fact, Firing, Known
    from checker.pack.conditions import Quantified
    from checker.pack.model import Rule

    Key = tuple[object, ...]


class Statuses:
    """Says what became of `rules`; `tables` are the rule pack's own facts by kind."""

    def __init__(self, rules: Sequence[Rule], tables: Mapping[str, Sequence[Fact]]) -> None:
        self._rules = {rule.id: rule for rule in rules}
        self._tables = tables

    def certain(self, known: Known, firings: Sequence[Firing]) -> list[Firing]:
        """The firings without those that something unread may have kept from firing, had it been read."""
        if not (known.unread or known.unknown):
            return list(firings)
        hidden = _HiddenKinds(known)
        return [firing for firing in firings if not _is_doubtful(self._rules[firing.rule], firing.fact, hidden)]

    def of(
        self, known: Known, applying: Collection[str], violated: Collection[str], doubtful: Collection[str] = ()
    ) -> Mapping[str, RuleStatus]:
        """Rule id -> status on `known`: rules apply to anything, have certain firings, or others only (`doubtful`).

        Violated, if a firing is certain; else not run, if one was not, or something that could not be read may have
        violated the rule; else satisfied, if it applied to anything; else not applicable.
        """
        statuses = {id_: RuleStatus.SATISFIED if id_ in applying else RuleStatus.NOT_APPLICABLE for id_ in self._rules}
        if known.unread or known.unknown:
            facts, hidden = {**self._tables, **known.by_kind}, _HiddenKinds(known)
            for id_, rule in self._rules.items():
                if id_ in doubtful or _may_be_violated(rule, facts, hidden):
                    statuses[id_] = RuleStatus.NOT_RUN
        return statuses | dict.fromkeys(violated, RuleStatus.VIOLATED)


def _is_doubtful(rule: Rule, judged: Fact, hidden: _HiddenKinds) -> bool:
    """Whether `rule` may have fired on `judged` only because something could not be read that it wants absent."""
    return any(
        hidden.may_match(other, judged)
        for block in (rule.applies_if, *rule.violated_if)
        if could_hold(block, judged, hidden.anchor)
        for other in block.others
        if not other.exists
    )


def _may_be_violated(rule: Rule, facts: Mapping[str, Sequence[Fact]], hidden: _HiddenKinds) -> bool:
    """Whether `rule`, which did not fire, may do so on what could not be read, or beside it."""
    blocks = (rule.applies_if, *rule.violated_if)
    wanted = [other for block in blocks for other in block.others if other.exists]
    suspects = list(hidden.of_kind(rule.for_each))
    if hidden.unknown & _looked_at(rule):
        suspects += facts.get(rule.for_each, ())
    elif wanted:
        suspects += [
            fact for fact in facts.get(rule.for_each, ()) if any(hidden.may_match(other, fact) for other in wanted)
        ]
    return any(
        could_hold(rule.applies_if, fact, hidden.anchor)
        and any(could_hold(block, fact, hidden.anchor) for block in rule.violated_if)
        for fact in suspects
    )


class _HiddenKinds:
    """What could not be read of a document, as far as it can matter to a rule."""

    def __init__(self, known: Known) -> None:
        self.anchor = known.anchor
        self.unknown = known.unknown
        self._read = known.by_kind
        self._unread: dict[str, list[Fact]] = {}
        for fact in known.unread:
            self._unread.setdefault(fact.kind, []).append(fact)
        self._keys: dict[Quantified, frozenset[Key] | None] = {}

    def of_kind(self, kind: str) -> Sequence[Fact]:
        """What of this kind could not be read, with the members known of it."""
        return self._unread.get(kind, ())

    def may_match(self, other: Quantified, judged: Fact) -> bool:
        """Whether what `other` asks for beside `judged` may be there, and was not read."""
        if other not in self._keys:
            self._keys[other] = self._keys_of(other)
        keys = self._keys[other]
        return keys is None or self._key(other, judged) in keys

    def _keys_of(self, other: Quantified) -> frozenset[Key] | None:
        """What the unread that `other` may ask for is joined by; None where that can be anything."""
        joined = [test for test in other.tests if isinstance(test.value, Reference)]
        if any(self._is_unknown(test.value) for test in joined):
            return None
        suspects = list(self.of_kind(other.kind))
        if any(f"{other.kind}.{test.member}" in self.unknown for test in other.tests):
            suspects += self._read.get(other.kind, ())
        keys = [
            tuple(fact.members.get(test.member) for test in joined)
            for fact in suspects
            if could_hold(Block(own=other.tests), fact, self.anchor)
        ]
        return None if any(None in key for key in keys) else frozenset(keys)

    def _key(self, other: Quantified, judged: Fact) -> Key:
        return tuple(
            (self.anchor if test.value.kind == self.anchor.kind else judged).members.get(test.value.member)
            for test in other.tests
            if isinstance(test.value, Reference)
        )

    def _is_unknown(self, reference: object) -> bool:
        return isinstance(reference, Reference) and f"{reference.kind}.{reference.member}" in self.unknown


def _looked_at(rule: Rule) -> set[str]:
    """The members (`kind.member`) of the fact judged and of the anchor that the rule looks at."""
    blocks = (rule.applies_if, *rule.violated_if)
    found = {f"{rule.for_each}.{test.member}" for block in blocks for test in block.own}
    found |= {f"{rule.anchor}.{test.member}" for block in blocks for test in block.anchor}
    tests = [test for block in blocks for test in (*block.own, *block.anchor)]
    return found | {f"{test.value.kind}.{test.value.member}" for test in tests if isinstance(test.value, Reference)}
