"""What became of each rule, once it is known which were violated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.model import RuleStatus
from checker.pack.conditions import Reference, could_hold, holds, passes
from checker.pack.model import grouped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from checker.model import Fact, Known
    from checker.pack.conditions import Block, Test
    from checker.pack.model import Rule


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a rule applies to: facts of `kind` for which `block` holds."""

    kind: str
    block: Block

    @property
    def constant(self) -> tuple[Test, ...]:
        """The tests that look at nothing but the fact itself."""
        return tuple(test for test in self.block.own if not isinstance(test.value, Reference))

    @property
    def is_constant(self) -> bool:
        """Whether `constant` is all there is to it."""
        return not self.block.anchor and not self.block.others and len(self.constant) == len(self.block.own)


class Statuses:
    """Says what became of each of `rules`; made once: many rules share a scope, many facts a profile."""

    _KEPT: Final = 4096

    def __init__(self, rules: Sequence[Rule], pack_facts: Mapping[str, Sequence[Fact]]) -> None:
        self._rules = tuple(rules)
        self._pack_facts = pack_facts
        places: dict[_Scope, int] = {}
        self._scope_of = {
            rule.id: places.setdefault(_Scope(rule.for_each, rule.applies_if), len(places)) for rule in self._rules
        }
        self._scopes = tuple(places)
        self._open = tuple(place for scope, place in places.items() if not scope.is_constant)
        self._members: dict[str, tuple[str, ...]] = {}
        for kind in {scope.kind for scope in self._scopes}:
            looked_at = {test.member for scope in self._scopes if scope.kind == kind for test in scope.constant}
            self._members[kind] = tuple(sorted(looked_at))
        self._entered: dict[tuple[object, ...], frozenset[int]] = {}
        self._by_the_pack = self._enter(fact for facts in pack_facts.values() for fact in facts)

    def of(self, known: Known, violated: Collection[str]) -> Mapping[str, RuleStatus]:
        """Rule id -> status on `known` (a plan, or a review), of which `violated` rules were found violated.

        Violated, if a fact violates it; else not run, if something it may have found could not be read; else
        satisfied, if it applied to anything; else not applicable.
        """
        by_kind = {**self._pack_facts, **grouped(known.facts)}
        applying = self._by_the_pack | self._enter(known.facts)
        for place in applying.intersection(self._open):
            scope = self._scopes[place]
            if not any(holds(scope.block, fact, known.anchor, by_kind) for fact in by_kind[scope.kind]):
                applying.discard(place)
        statuses = {
            id_: RuleStatus.SATISFIED if scope in applying else RuleStatus.NOT_APPLICABLE
            for id_, scope in self._scope_of.items()
        }
        if known.unread or known.unknown:
            unread = grouped(known.unread)
            for rule in self._rules:
                if _is_silenced(rule, known, by_kind, unread):
                    statuses[rule.id] = RuleStatus.NOT_RUN
        for id_ in violated:
            statuses[id_] = RuleStatus.VIOLATED
        return statuses

    def none_run(self) -> Mapping[str, RuleStatus]:
        """Rule id -> status where nothing was judged."""
        return dict.fromkeys((rule.id for rule in self._rules), RuleStatus.NOT_RUN)

    def _enter(self, facts: Iterable[Fact]) -> set[int]:
        """The places of the scopes whose constant tests some fact passes."""
        entered: set[int] = set()
        for fact in facts:
            if fact.kind in self._members:
                members = fact.members
                profile = (fact.kind, *[members.get(member) for member in self._members[fact.kind]])
                if profile not in self._entered:
                    if len(self._entered) >= self._KEPT:
                        self._entered.clear()
                    self._entered[profile] = frozenset(
                        place
                        for place, scope in enumerate(self._scopes)
                        if scope.kind == fact.kind and all(passes(test, fact, fact, fact) for test in scope.constant)
                    )
                entered |= self._entered[profile]
        return entered


def _is_silenced(
    rule: Rule, known: Known, by_kind: Mapping[str, Sequence[Fact]], unread: Mapping[str, Sequence[Fact]]
) -> bool:
    suspects = list(unread.get(rule.for_each, ()))
    if known.unknown & _anchor_members(rule):
        suspects += by_kind.get(rule.for_each, ())
    return any(
        could_hold(rule.applies_if, fact, known.anchor)
        and any(could_hold(block, fact, known.anchor) for block in rule.violated_if)
        for fact in suspects
    )


def _anchor_members(rule: Rule) -> frozenset[str]:
    """The members of the anchor that the rule looks at."""
    blocks = (rule.applies_if, *rule.violated_if)
    return frozenset(
        test.member for block in blocks for test in block.tests_on(rule.anchor, rule.for_each)
    ) | frozenset(
        test.value.member
        for block in blocks
        for test in block.own
        if isinstance(test.value, Reference) and test.value.kind == rule.anchor
    )
