"""Rules -> a durable_rules ruleset.

A rule's alternative becomes one `all` of patterns: the fact judged, then the other facts it needs or must not have,
then the anchor (the one fact of the plan, or of the review) where the rule looks at it. Two things of durable_rules
2.0.28 shape it. An absence is judged when the fact judged comes in, and not taken back when the absent fact comes
later: so facts are handed over in an order, kinds that some rule wants absent first, the anchor last. And a pattern
reads past its expressions when its last term can be false: so the equality join is written last, always.

A condition on the pack's own facts does not depend on the plan: it becomes a set that is looked up.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any, Final

from checker.engine.handover import JOIN, KIND, Admission, Comparison, Handover, KindCompiler, Lookup, passes
from checker.errors import EngineError
from checker.pack.conditions import Op, Reference
from checker.vocabulary import KINDS, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model import Fact
    from checker.pack.conditions import Block, Quantified, Test
    from checker.pack.model import Rule

END: Final = "end"
"""Fires for every plan: proof that the run reached its end, and what makes the state safe to delete."""

_DECIDED: Final = "x"

_OPERATORS: Final[Mapping[Op, str]] = {
    Op.IS_NOT: "$neq",
    Op.LESS_THAN: "$lt",
    Op.AT_MOST: "$lte",
    Op.MORE_THAN: "$gt",
    Op.AT_LEAST: "$gte",
}
_TURNED: Final[Mapping[Op, Op]] = {
    Op.IS: Op.IS,
    Op.IS_NOT: Op.IS_NOT,
    Op.LESS_THAN: Op.MORE_THAN,
    Op.AT_MOST: Op.AT_LEAST,
    Op.MORE_THAN: Op.LESS_THAN,
    Op.AT_LEAST: Op.AT_MOST,
}


@dataclass(frozen=True, slots=True)
class Compiled:
    """A ruleset as durable_rules reads it, and what has to be handed over to it.

    `rules` maps the names used in the definition (without END) to rule ids; `gates` are each one's constant tests on
    the anchor; `turns` is the order in which kinds are handed over, from 0.
    """

    definition: str
    anchor: str
    rules: Mapping[str, str]
    gates: Mapping[str, tuple[Test, ...]]
    turns: Mapping[str, int]
    admissions: Mapping[str, tuple[Admission, ...]]
    pack_facts: tuple[Fact, ...]

    @property
    def gate_members(self) -> tuple[str, ...]:
        """The members of the anchor that decide which rules are open."""
        return tuple(sorted({test.member for gate in self.gates.values() for test in gate}))

    def open_rules(self, anchor: Fact) -> frozenset[str]:
        """The compiled rules that this anchor does not rule out from the start."""
        return frozenset(
            name
            for name, gate in self.gates.items()
            if all(passes(test, anchor.members.get(test.member)) for test in gate)
        )

    def handover(self, anchor: Fact) -> Handover:
        """What to hand over beside that anchor, or any other that leaves the same rules open."""
        open_rules = self.open_rules(anchor)
        claims = {
            kind: [admission for admission in admissions if admission.rule in open_rules or kind == self.anchor]
            for kind, admissions in self.admissions.items()
        }
        kinds = {kind: KindCompiler(kind, admissions) for kind, admissions in claims.items() if admissions}
        handed = (
            (kinds[fact.kind].beside(anchor.members)(_whole(fact)), place)
            for place, fact in enumerate(self.pack_facts)
            if fact.kind in kinds
        )
        return Handover(
            kinds={kind: compiler for kind, compiler in kinds.items() if KINDS[kind].stage is not Stage.PACK},
            pack_facts=tuple((fragment, place) for fragment, place in handed if fragment is not None),
        )


def compile_rules(rules: Sequence[Rule], pack_facts: Iterable[Fact], anchor: str) -> Compiled:
    """Compile `rules`, all of the stage whose one fact is of the kind `anchor`; `pack_facts` are the pack's facts."""
    known = tuple(pack_facts)
    definition: dict[str, Any] = {END: {"all": [{"p": {KIND: anchor}}]}}
    names: dict[str, str] = {}
    gates: dict[str, tuple[Test, ...]] = {}
    admissions: dict[str, list[Admission]] = {anchor: [Admission(END, (), (), (), frozenset())]}
    for index, rule in enumerate(rules):
        for place, block in enumerate(rule.violated_if):
            name = f"r{index}_{place}"
            alternative = _Alternative(rule, (rule.applies_if, block), known, admissions, name)
            names[name] = rule.id
            gates[name] = alternative.gate
            definition[name] = alternative.compiled()
    return Compiled(
        definition=json.dumps(definition),
        rules=names,
        gates=gates,
        anchor=anchor,
        turns=_turns(rules, admissions, anchor),
        admissions={kind: tuple(claims) for kind, claims in admissions.items()},
        pack_facts=known,
    )


def _turns(rules: Sequence[Rule], kinds: Iterable[str], anchor: str) -> Mapping[str, int]:
    """Which kinds are handed over when: an absent kind before the kind judged, the anchor after everything.

    Raises `EngineError` where rules want two kinds each before the other.
    """
    before: dict[str, set[str]] = {kind: set() for kind in kinds}
    for rule in rules:
        for block in (rule.applies_if, *rule.violated_if):
            absent = {other.kind for other in block.others if not other.exists} & before.keys()
            before[rule.for_each] |= absent
    before[anchor] |= before.keys() - {anchor}
    try:
        order = tuple(TopologicalSorter(before).static_order())
    except CycleError as error:
        raise EngineError("engine.absence-circular", kinds=", ".join(error.args[1])) from error
    return {kind: turn for turn, kind in enumerate(order)}


def _whole(fact: Fact) -> Mapping[str, Any]:
    return {name: fact.members.get(name) for name in KINDS[fact.kind].members}


class _Alternative:
    """One alternative of one rule on its way to a durable_rules rule; leaves its claims in `admissions`."""

    def __init__(
        self,
        rule: Rule,
        blocks: tuple[Block, ...],
        pack_facts: tuple[Fact, ...],
        admissions: dict[str, list[Admission]],
        name: str,
    ) -> None:
        self._judged = rule.for_each
        self._own = tuple(test for block in blocks for test in block.own)
        self._anchor = rule.anchor
        self._outside = tuple(test for block in blocks for test in block.anchor)
        self._others = tuple(other for block in blocks for other in block.others)
        self._pack_facts = pack_facts
        self._admissions = admissions
        self._name = name

    def compiled(self) -> dict[str, Any]:
        """The rule as durable_rules reads it."""
        live = [other for other in self._others if KINDS[other.kind].stage is not Stage.PACK]
        constant = tuple(test for test in self._own if not isinstance(test.value, Reference))
        joins = [(test, test.value) for test in self._own if isinstance(test.value, Reference)]
        outer = [(test, of) for test, of in joins if of.kind != self._judged]
        decided: tuple[Lookup | Comparison, ...] = (
            *(self._lookup(n, other) for n, other in enumerate(self._others) if KINDS[other.kind].stage is Stage.PACK),
            *(
                Comparison(f"{_DECIDED}{self._name}_{test.member}", test, of.member)
                for test, of in joins
                if of.kind == self._judged
            ),
        )
        seen = {test.member for test in constant} | {test.member for test, _ in outer}
        seen |= {test.value.member for other in live for test in other.tests if isinstance(test.value, Reference)}
        self._claim(self._judged, constant, seen, joins=[(test, of.member) for test, of in outer], decided=decided)
        terms = [{KIND: self._judged}, *(_term(test) for test in constant), *({out.name: 1} for out in decided)]
        if self._judged == self._anchor:
            return {"all": [{"f": _all(terms)}, *self._patterns(live)]}
        last = [self._anchor_last(outer)] if self._outside or outer else []
        return {"all": [{"f": _all(terms)}, *self._patterns(live), *last]}

    @property
    def gate(self) -> tuple[Test, ...]:
        """The constant tests on the anchor."""
        tests = self._own if self._judged == self._anchor else self._outside
        return tuple(test for test in tests if not isinstance(test.value, Reference))

    def _claim(
        self,
        kind: str,
        tests: tuple[Test, ...],
        members: Iterable[str],
        *,
        joins: Iterable[tuple[Test, str]] = (),
        decided: tuple[Lookup | Comparison, ...] = (),
    ) -> None:
        admission = Admission(self._name, tests, tuple(joins), decided, frozenset(members))
        self._admissions.setdefault(kind, []).append(admission)

    def _lookup(self, place: int, other: Quantified) -> Lookup:
        constant = [test for test in other.tests if not isinstance(test.value, Reference)]
        joins = [(test.member, test.value.member) for test in other.tests if isinstance(test.value, Reference)]
        rows = frozenset(
            tuple(fact.members[member] for member, _ in joins)
            for fact in self._pack_facts
            if fact.kind == other.kind and all(passes(test, fact.members.get(test.member)) for test in constant)
        )
        return Lookup(f"{_DECIDED}{self._name}_{place}", tuple(name for _, name in joins), rows, other.exists)

    def _patterns(self, live: Sequence[Quantified]) -> list[dict[str, Any]]:
        patterns = []
        for place, other in enumerate(live):
            constant = tuple(test for test in other.tests if not isinstance(test.value, Reference))
            joins = [test for test in other.tests if isinstance(test.value, Reference)]
            terms = [{KIND: other.kind}, *(_term(test) for test in constant)]
            terms += [{test.member: {"f": test.value.member}} for test in joins if isinstance(test.value, Reference)]
            domain = self._domain(joins)
            self._claim(other.kind, constant, (test.member for test in other.tests), decided=domain)
            patterns.append({f"o{place}" if other.exists else f"o{place}$not": _all(terms)})
        return patterns

    def _domain(self, joins: Sequence[Test]) -> tuple[Lookup, ...]:
        """Where the fact judged is the pack's, only so many values can join: facts with others stay out."""
        if KINDS[self._judged].stage is not Stage.PACK:
            return ()
        constant = [test for test in self._own if not isinstance(test.value, Reference)]
        pairs = [(test.member, test.value.member) for test in joins if isinstance(test.value, Reference)]
        rows = frozenset(
            tuple(fact.members[name] for _, name in pairs)
            for fact in self._pack_facts
            if fact.kind == self._judged and all(passes(test, fact.members.get(test.member)) for test in constant)
        )
        return (Lookup(JOIN, tuple(member for member, _ in pairs), rows, exists=True),)

    def _anchor_last(self, outer: Sequence[tuple[Test, Reference]]) -> dict[str, Any]:
        seen = {test.member for test in self.gate} | {of.member for _, of in outer}
        terms: list[dict[str, Any]] = [{KIND: self._anchor}, *(_term(test) for test in self.gate)]
        terms += [_join(of.member, _TURNED[test.op], test.member) for test, of in outer]
        terms.append({JOIN: {"f": JOIN}})
        self._claim(self._anchor, (), seen)
        return {"p": _all(terms)}


def _all(terms: list[dict[str, Any]]) -> dict[str, Any]:
    return terms[0] if len(terms) == 1 else {"$and": terms}


def _term(test: Test) -> dict[str, Any]:
    if test.op is Op.IS:
        return {test.member: test.value}
    if isinstance(test.value, tuple):
        return {"$or": [{test.member: value} for value in test.value]}
    return {_OPERATORS[test.op]: {test.member: test.value}}


def _join(member: str, op: Op, judged: str) -> dict[str, Any]:
    term = {member: {"f": judged}}
    return term if op is Op.IS else {_OPERATORS[op]: term}
