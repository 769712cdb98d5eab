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
from collections import Counter
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any, Final

from checker.engine.handover import (
    JOIN,
    KIND,
    Admission,
    Choice,
    Comparison,
    Handover,
    Lookup,
    passes,
    referred,
    safe,
    sent,
)
from checker.engine.openings import Opening
from checker.pack.conditions import TURNED, Op, Reference
from checker.vocabulary import KINDS, Stage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from checker.engine.handover import Outcome
    from checker.engine.recognition import Memory
    from checker.model import Fact
    from checker.pack.conditions import Block, Quantified, Test
    from checker.pack.model import Rule

END: Final = "end"
"""Fires for every plan: proof that the run reached its end, and what makes the state safe to delete."""

_DECIDED: Final = "x"
_MARK: Final = "g"
_MOST_PATTERNS: Final = 60
"""In one ruleset, of one kind of fact: durable_rules follows a fact into 64 of them at once, and fails beyond."""

_OPERATORS: Final[Mapping[Op, str]] = {
    Op.IS_NOT: "$neq",
    Op.LESS_THAN: "$lt",
    Op.AT_MOST: "$lte",
    Op.MORE_THAN: "$gt",
    Op.AT_LEAST: "$gte",
}


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A ruleset as durable_rules reads it, and what has to be handed over to it.

    `rules` maps the names used in the definition (without END) to rule ids; `gates` are each one's constant tests on
    the anchor, `openings` what else it needs before it can fire. `admissions` has the kinds in the order in which they
    are handed over.
    """

    definition: str
    anchor: str
    rules: Mapping[str, str]
    gates: Mapping[str, tuple[Test, ...]]
    openings: Mapping[str, tuple[Opening, ...]]
    admissions: Mapping[str, tuple[Admission, ...]]
    pack_facts: tuple[Fact, ...]

    def handover(self, open_rules: Collection[str], memory: Memory) -> Handover:
        """What to hand over where these rules are open."""
        claims = {
            kind: [admission for admission in admissions if admission.rule in open_rules or admission.rule == END]
            for kind, admissions in self.admissions.items()
        }
        return Handover(claims, self.anchor, self.pack_facts, memory)


def divided(rules: Iterable[Rule]) -> list[list[Rule]]:
    """The rules in as few lots as can each be put in an order, and as one ruleset holds; one lot for most packs."""
    lots: list[list[Rule]] = []
    for rule in rules:
        for lot in lots:
            if _fits([*lot, rule]) and _order([*lot, rule]) is not None:
                lot.append(rule)
                break
        else:
            lots.append([rule])
    return lots


def compile_rules(rules: Sequence[Rule], pack_facts: Iterable[Fact], anchor: str) -> Compiled:
    """Compile `rules`, all of the stage whose one fact is of the kind `anchor`; `pack_facts` are the pack's facts."""
    known = tuple(pack_facts)
    definition: dict[str, Any] = {END: {"all": [{"p": {KIND: anchor}}]}}
    names: dict[str, str] = {}
    gates: dict[str, tuple[Test, ...]] = {}
    openings: dict[str, tuple[Opening, ...]] = {}
    admissions: dict[str, list[Admission]] = {anchor: [Admission(END)]}
    for index, rule in enumerate(rules):
        for place, block in enumerate(rule.violated_if):
            name = f"r{index}_{place}"
            alternative = _Alternative(rule, (rule.applies_if, block), known, admissions, name)
            names[name] = rule.id
            gates[name] = alternative.gate
            if found := tuple(alternative.openings()):
                openings[name] = found
            definition[name] = alternative.compiled()
    return Compiled(
        definition=json.dumps(definition),
        rules=names,
        gates=gates,
        openings=openings,
        anchor=anchor,
        admissions={kind: tuple(admissions[kind]) for kind in _turns(rules, admissions, anchor) if kind in admissions},
        pack_facts=known,
    )


def _fits(rules: Iterable[Rule]) -> bool:
    """Whether one ruleset holds the patterns of `rules`."""
    patterns: Counter[str] = Counter()
    for rule in rules:
        for block in rule.violated_if:
            blocks = (rule.applies_if, block)
            patterns[rule.for_each] += 1
            patterns[rule.anchor] += any(each.anchor or _references(each.own) for each in blocks)
            patterns.update(other.kind for each in blocks for other in each.others)
    return not patterns or max(patterns.values()) <= _MOST_PATTERNS


def _order(rules: Iterable[Rule]) -> list[str] | None:
    """Kinds in an order in which every absent kind comes before the kind judged; None where there is none."""
    before: dict[str, set[str]] = {}
    for rule in rules:
        for block in (rule.applies_if, *rule.violated_if):
            absent = {other.kind for other in block.others if not other.exists}
            live = {kind for kind in absent if KINDS[kind].stage is not Stage.PACK}
            before.setdefault(rule.for_each, set()).update(live)
    try:
        return list(TopologicalSorter(before).static_order())
    except CycleError:
        return None


def _turns(rules: Iterable[Rule], kinds: Iterable[str], anchor: str) -> list[str]:
    """The kinds in the order of handing over: those without an order of their own first, the anchor last."""
    ordered = _order(rules) or []
    others = [kind for kind in kinds if kind not in ordered and kind != anchor]
    return [*others, *(kind for kind in ordered if kind != anchor), anchor]


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
        self._anchor = rule.anchor
        self._own = tuple(test for block in blocks for test in block.own)
        self._outside = tuple(test for block in blocks for test in block.anchor)
        self._others = tuple(other for block in blocks for other in block.others)
        self._pack_facts = pack_facts
        self._admissions = admissions
        self._name = name

    def compiled(self) -> dict[str, Any]:
        """The rule as durable_rules reads it."""
        live = self._live
        joins = self._joins_with_anchor()
        claim = self._claim(
            self._judged,
            "f",
            _Split(self._own, self._judged, f"{_DECIDED}{self._name}_f"),
            lookups=tuple(
                self._lookup(place, other)
                for place, other in enumerate(self._others)
                if KINDS[other.kind].stage is Stage.PACK
            ),
            joins=tuple((test, of.member) for test, of in joins),
            members={test.member for test, _ in joins},
            referred={of.member for other in live for _, of in _references(other.tests)},
        )
        patterns = [{"f": _all(claim)}, *(self._pattern(place, other) for place, other in enumerate(live))]
        if self._is_beside_anchor:
            patterns.append(self._anchor_last(joins))
        # One fact may serve several patterns: durable_rules wants a fact for each unless told otherwise.
        return {"all": patterns, "dist": 0}

    @property
    def _live(self) -> list[Quantified]:
        """What is asked of facts that are not the pack's: absences first, which are judged wrongly after a presence."""
        live = [other for other in self._others if KINDS[other.kind].stage is not Stage.PACK]
        return sorted(live, key=lambda other: other.exists)

    @property
    def _is_beside_anchor(self) -> bool:
        return self._judged != self._anchor and bool(self._outside or self._joins_with_anchor())

    @property
    def _has_joins(self) -> bool:
        return bool(self._live) or self._is_beside_anchor

    @property
    def gate(self) -> tuple[Test, ...]:
        """The constant tests on the anchor."""
        tests = self._own if self._judged == self._anchor else self._outside
        return tuple(test for test in tests if not isinstance(test.value, Reference))

    def openings(self) -> Iterator[Opening]:
        """What has to be so before this can fire; only where pack facts are judged, as only they are known before."""
        if KINDS[self._judged].stage is not Stage.PACK:
            return
        constant = [test for test in self._own if not isinstance(test.value, Reference)]
        for other in self._live:
            joins = _references(other.tests)
            if any(test.op is not Op.IS or of.kind != self._judged for test, of in joins):
                continue
            wanted = [of.member for _, of in joins]
            if not other.exists and self._lacks_any(wanted, constant):
                continue
            yield Opening(
                other.kind,
                tuple(test for test in other.tests if not isinstance(test.value, Reference)),
                tuple(test.member for test, _ in joins),
                self._rows(self._judged, constant, wanted),
                other.exists,
            )

    def _lacks_any(self, members: Sequence[str], constant: Sequence[Test]) -> bool:
        """Whether some fact of the pack that may be judged lacks one of these members, and so has no partner ever."""
        return any(
            fact.members.get(member) is None
            for fact in self._pack_facts
            if fact.kind == self._judged and all(passes(test, fact.members.get(test.member)) for test in constant)
            for member in members
        )

    def _claim(
        self,
        kind: str,
        pattern: str,
        split: _Split,
        *,
        lookups: tuple[Lookup, ...] = (),
        joins: tuple[tuple[Test, str], ...] = (),
        members: Collection[str] = (),
        needed: Collection[str] = (),
        referred: Collection[str] = (),
    ) -> list[dict[str, Any]]:
        """Claim what the pattern needs of `kind`; returns the pattern's terms, without its joins."""
        mark = f"{_MARK}{self._name}_{pattern}" if self._has_joins else None
        decided = (*lookups, *split.decided)
        admission = Admission(
            rule=self._name,
            tests=split.constant,
            joins=joins,
            decided=decided,
            members=frozenset(members) | {test.member for test in split.constant},
            needed=frozenset(needed),
            referred=frozenset(referred),
            mark=mark,
            is_beside_anchor=self._is_beside_anchor,
            is_beside_judged=kind == self._anchor != self._judged,
        )
        self._admissions.setdefault(kind, []).append(admission)
        return [
            {mark: 1} if mark else {KIND: kind},
            *(_term(kind, test) for test in split.constant),
            *({outcome.name: 1} for outcome in decided),
        ]

    def _joins_with_anchor(self) -> list[tuple[Test, Reference]]:
        """The comparisons of the fact judged with the anchor; a pack has them all on the side of the fact judged."""
        if self._judged == self._anchor:
            return []
        return [(test, of) for test, of in _references(self._own) if of.kind == self._anchor]

    def _pattern(self, place: int, other: Quantified) -> dict[str, Any]:
        """The pattern of a fact that must be there, or must not."""
        name = f"o{place}"
        joins = _references(other.tests)
        joined = {test.member for test, _ in joins}
        split = _Split(other.tests, other.kind, f"{_DECIDED}{self._name}_{name}", self._domain(joins))
        terms = self._claim(other.kind, name, split, members=joined, needed=joined)
        terms += [{sent(test.member): {"f": referred(of.member)}} for test, of in joins]
        return {name if other.exists else f"{name}$not": _all(terms)}

    def _domain(self, joins: Sequence[tuple[Test, Reference]]) -> tuple[Lookup, ...]:
        """Where the fact judged is the pack's, only so many values can join: facts with others stay out."""
        if KINDS[self._judged].stage is not Stage.PACK:
            return ()
        constant = [test for test in self._own if not isinstance(test.value, Reference)]
        pairs = [(test.member, of.member) for test, of in joins]
        members = tuple(member for member, _ in pairs)
        return (Lookup(JOIN, members, self._rows(self._judged, constant, [of for _, of in pairs]), exists=True),)

    def _lookup(self, place: int, other: Quantified) -> Lookup:
        constant = [test for test in other.tests if not isinstance(test.value, Reference)]
        joins = _references(other.tests)
        rows = self._rows(other.kind, constant, [test.member for test, _ in joins])
        return Lookup(f"{_DECIDED}{self._name}_{place}", tuple(of.member for _, of in joins), rows, other.exists)

    def _rows(self, kind: str, constant: Sequence[Test], members: Sequence[str]) -> frozenset[tuple[Any, ...]]:
        """The values of these members in the pack's facts of `kind` that pass the tests and have all of them."""
        rows = (
            tuple(fact.members.get(member) for member in members)
            for fact in self._pack_facts
            if fact.kind == kind and all(passes(test, fact.members.get(test.member)) for test in constant)
        )
        return frozenset(row for row in rows if None not in row)

    def _anchor_last(self, joins: Sequence[tuple[Test, Reference]]) -> dict[str, Any]:
        joined = {of.member for _, of in joins}
        split = _Split(self._outside, self._anchor, f"{_DECIDED}{self._name}_p")
        terms = self._claim(self._anchor, "p", split, members=joined, needed=joined)
        terms += [_join(of.member, TURNED[test.op], test.member) for test, of in joins]
        return {"p": _all([*terms, {JOIN: {"f": JOIN}}])}


class _Split:
    """Tests on one fact, split into those durable_rules makes and those that are decided before."""

    def __init__(self, tests: Sequence[Test], kind: str, prefix: str, further: tuple[Lookup, ...] = ()) -> None:
        plain = [test for test in tests if not isinstance(test.value, Reference)]
        self.constant = tuple(test for test in plain if test.op is not Op.ONE_OF)
        choices = [test for test in plain if test.op is Op.ONE_OF]
        within = [(test, of) for test, of in _references(tests) if of.kind == kind]
        self.decided: tuple[Outcome, ...] = (
            *further,
            *(Choice(f"{prefix}_c{place}", test) for place, test in enumerate(choices)),
            *(Comparison(f"{prefix}_m{place}", test, of.member) for place, (test, of) in enumerate(within)),
        )


def _references(tests: Iterable[Test]) -> list[tuple[Test, Reference]]:
    """The tests that compare with another member, and that member."""
    return [(test, test.value) for test in tests if isinstance(test.value, Reference)]


def _all(terms: list[dict[str, Any]]) -> dict[str, Any]:
    return terms[0] if len(terms) == 1 else {"$and": terms}


def _term(kind: str, test: Test) -> dict[str, Any]:
    term = {sent(test.member): safe(kind, test.member, test.value)}
    return term if test.op is Op.IS else {_OPERATORS[test.op]: term}


def _join(member: str, op: Op, judged: str) -> dict[str, Any]:
    term = {sent(member): {"f": sent(judged)}}
    return term if op is Op.IS else {_OPERATORS[op]: term}
