"""Judges random facts by random rules with both evaluators, and prints where they differ.

A script, run by the tests as a process of its own: what takes the C engine down is then a failed test, and no more.
`differing.py FIRST NUMBER RULES` takes so many seeds from FIRST on and makes so many rules for each. On the last line
it prints, as JSON, the differences (at most a few) and how much was judged.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Final

from random_rules import RuleSets

from checker.engine.durable import DurableEvaluator
from checker.engine.reference import ReferenceEvaluator
from checker.engine.statuses import Statuses
from checker.errors import EngineError
from checker.model import Known, Part, RuleStatus
from checker.pack.conditions import holds
from checker.pack.model import grouped
from checker.vocabulary import ANCHORS, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model import Fact, Firing, Pointer
    from checker.pack.model import Rule

PLANS: Final = 4
"""Sets of facts for each set of rules: an evaluator that leaves anything behind shows it on the next."""

STAGES: Final = (Stage.PLAN, Stage.PLAN, Stage.PLAN, Stage.EXCEPTIONS, Stage.REVIEW)


Identity = tuple[str, "Pointer", int]
"""A rule, and the place and the members of a fact: facts are told apart, even where they are equal."""


def identities(firings: Sequence[Firing]) -> Counter[Identity]:
    """Which facts violate which rules."""
    return Counter((firing.rule, firing.fact.at, id(firing.fact.members)) for firing in firings)


class Plans:
    """What is known of plans that share parts, as those with parts that look the same do."""

    def __init__(self, random: Random, sets: RuleSets) -> None:
        self._random = random
        self._sets = sets
        self._met: list[Part] = []

    def known(self) -> Known:
        """New facts, put together in parts, among parts that were met before."""
        *facts, anchor = self._sets.facts()
        parts = self._random.sample(self._met, min(len(self._met), self._random.randint(0, 4)))
        while facts:
            together = self._random.randint(1, 3)
            parts.append(Part(tuple(facts[:together])))
            facts = facts[together:]
        self._met += parts
        # Twice in one plan, too.
        parts += self._random.sample(parts, min(len(parts), self._random.randint(0, 2)))
        return Known(parts, [("part", place) for place in range(len(parts))], anchor)

    def shuffled(self, known: Known) -> Known:
        """The same facts in another order."""
        placed = list(zip(known.parts, known.places, strict=True))
        self._random.shuffle(placed)
        return Known([part for part, _ in placed], [place for _, place in placed], known.anchor)


def statuses_of(
    rules: Sequence[Rule], pack_facts: Sequence[Fact], known: Known, violated: set[str]
) -> Mapping[str, RuleStatus]:
    """The status of each rule, found by looking at every fact."""
    by_kind = {**grouped(pack_facts), **known.by_kind}
    statuses = {}
    for rule in rules:
        applies = any(holds(rule.applies_if, fact, known.anchor, by_kind) for fact in by_kind.get(rule.for_each, ()))
        statuses[rule.id] = RuleStatus.SATISFIED if applies else RuleStatus.NOT_APPLICABLE
    return statuses | dict.fromkeys(violated, RuleStatus.VIOLATED)


def differences(seed: int, number: int, seen: Counter[str]) -> list[str]:
    """What goes wrong with the rules and facts of this seed; `seen` counts what was judged."""
    random = Random(seed)  # noqa: S311 - a seed that makes the same rules again, and no secret
    stage = random.choice(STAGES)
    sets = RuleSets(random, stage)
    rules, pack_facts = sets.rules(number), sets.pack_facts()
    reference = ReferenceEvaluator(rules, pack_facts)
    statuses = Statuses(rules, grouped(pack_facts))
    found = []
    try:
        # What is remembered shows nothing of what a session left behind.
        durable = DurableEvaluator(rules, pack_facts, ANCHORS[stage], remembers=seed % 2 == 0)
        plans = Plans(random, sets)
        for _ in range(PLANS):
            known = plans.known()
            wanted = identities(reference.judge(known))
            seen.update(
                rules=len(rules),
                facts=sum(map(len, known.by_kind.values())),
                firings=wanted.total(),
                plans=1,
            )
            judged = identities(durable.judge(known))
            if judged != wanted:
                found.append(f"seed {seed}: missing {_rules(wanted - judged)}, too many {_rules(judged - wanted)}")
            if identities(durable.judge(plans.shuffled(known))) != judged:
                found.append(f"seed {seed}: another order of the facts gives other firings")
            if identities(durable.judge(known)) != judged:
                found.append(f"seed {seed}: judged again, the same facts give other firings")
            violated = {rule for rule, *_ in wanted}
            if statuses.of(known, violated) != statuses_of(rules, pack_facts, known, violated):
                found.append(f"seed {seed}: the statuses are wrong")
    except EngineError as error:
        found.append(f"seed {seed}: {error}")
    return found


def _rules(identified: Counter[Identity]) -> list[str]:
    return sorted({rule for rule, *_ in identified})


def main() -> None:
    first, number, rules = map(int, sys.argv[1:])
    seen: Counter[str] = Counter()
    found: list[str] = []
    for seed in range(first, first + number):
        found += differences(seed, rules, seen)
    sys.stdout.write(json.dumps({"differences": found[:20], "seen": seen}) + "\n")


if __name__ == "__main__":
    main()
