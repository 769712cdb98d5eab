"""What became of each rule, once it is known which were violated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING, Final

from checker.engine.recognition import Memory, Recognised, is_light
from checker.filling import Filling
from checker.model import RuleStatus
from checker.pack.conditions import Block, Reference, could_hold, holds
from checker.pack.model import getter, grouped
from checker.vocabulary import KINDS, Stage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from checker.model import Fact, Known, Part
    from checker.pack.conditions import Test
    from checker.pack.model import Rule


_KEPT: Final = 4096
"""How many answers of each sort are kept."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a rule applies to: facts of `kind` for which `block` holds."""

    kind: str
    block: Block

    @property
    def own(self) -> Block:
        """The part that can be told from the fact itself and the rule pack."""
        return Block(
            tuple(test for test in self.block.own if self._is_inside(test)),
            (),
            tuple(other for other in self.block.others if KINDS[other.kind].stage is Stage.PACK),
        )

    @property
    def is_plain(self) -> bool:
        """Whether this and the tests on the anchor are all there is to it."""
        return self.own == replace(self.block, anchor=())

    def _is_inside(self, test: Test) -> bool:
        return not isinstance(test.value, Reference) or test.value.kind == self.kind


class _Profiles:
    """Which scopes a fact of one kind passes, as the bits of a number; facts that look the same share one answer."""

    def __init__(self, blocks: Mapping[int, Block], pack_facts: Mapping[str, Sequence[Fact]]) -> None:
        """`blocks` are what has to hold for a fact, by the place of the scope; they look at it and the pack alone."""
        self._blocks = blocks
        self._pack_facts = pack_facts
        tests = [test for block in blocks.values() for test in block.own]
        outside = [test for block in blocks.values() for other in block.others for test in other.tests]
        looked_at = {test.member for test in tests}
        looked_at |= {test.value.member for test in (*tests, *outside) if isinstance(test.value, Reference)}
        self._profile = getter(looked_at)
        self._answers: dict[object, int] = {}

    def passed(self, fact: Fact) -> int:
        """The scopes that hold for the fact."""
        profile = self._profile(fact.members)
        answer = self._answers.get(profile)
        return self._find_out(profile, fact) if answer is None else answer

    def _find_out(self, profile: object, fact: Fact) -> int:
        answer = sum(1 << place for place, block in self._blocks.items() if holds(block, fact, fact, self._pack_facts))
        if is_light(profile):
            if len(self._answers) >= _KEPT:
                self._answers.clear()
            self._answers[profile] = answer
        return answer


class Statuses:
    """Says what became of each of `rules`, all of which have one anchor; made once, as many rules share a scope."""

    def __init__(self, rules: Sequence[Rule], pack_facts: Mapping[str, Sequence[Fact]]) -> None:
        self._rules = tuple(rules)
        self._pack_facts = pack_facts
        places: dict[_Scope, int] = {}
        self._bits = {
            rule.id: 1 << places.setdefault(_Scope(rule.for_each, rule.applies_if), len(places)) for rule in self._rules
        }
        self._intricate = {place: scope for scope, place in places.items() if not scope.is_plain}
        kinds = {
            kind: _Profiles({place: scope.own for scope, place in places.items() if scope.kind == kind}, pack_facts)
            for kind in {scope.kind for scope in places}
        }
        self._by_kind = kinds
        self._by_part = Recognised(self._entered, Memory())
        self._anchor = _Profiles({place: Block(scope.block.anchor) for scope, place in places.items()}, pack_facts)
        self._by_the_pack = self._entered_by(chain.from_iterable(pack_facts.values()))
        self._unviolated = Filling(self._where_none_is_violated, _KEPT)

    def of(self, known: Known, violated: Collection[str]) -> Mapping[str, RuleStatus]:
        """Rule id -> status on `known` (a plan, or a review), of which `violated` rules were found violated.

        Violated, if a fact violates it; else not run, if something it may have found could not be read; else
        satisfied, if it applied to anything; else not applicable.
        """
        beside = self._by_the_pack | self._entered_by((*known.exceptions, known.anchor))
        applying = reduce(or_, self._by_part.of(known.parts), beside) & self._anchor.passed(known.anchor)
        for place, scope in self._intricate.items():
            if applying >> place & 1 and not self._holds_for_any(scope, known):
                applying ^= 1 << place
        statuses = dict(self._unviolated[applying])
        if known.unread or known.unknown:
            by_kind = {**self._pack_facts, **known.by_kind}
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

    def _where_none_is_violated(self, applying: int) -> Mapping[str, RuleStatus]:
        return {
            id_: RuleStatus.SATISFIED if applying & bit else RuleStatus.NOT_APPLICABLE
            for id_, bit in self._bits.items()
        }

    def _entered(self, part: Part) -> int:
        return self._entered_by(part.facts)

    def _entered_by(self, facts: Iterable[Fact]) -> int:
        """The scopes whose own tests some fact passes."""
        entered = 0
        for fact in facts:
            if fact.kind in self._by_kind:
                entered |= self._by_kind[fact.kind].passed(fact)
        return entered

    def _holds_for_any(self, scope: _Scope, known: Known) -> bool:
        by_kind = {**self._pack_facts, **known.by_kind}
        return any(holds(scope.block, fact, known.anchor, by_kind) for fact in by_kind.get(scope.kind, ()))


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
