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

from making import known_of
from random_rules import RuleSets

from checker.engine.durable import DurableEvaluator
from checker.engine.reference import ReferenceEvaluator
from checker.engine.statuses import Statuses
from checker.errors import EngineError
from checker.model import RuleStatus
from checker.pack.conditions import holds
from checker.pack.model import grouped
from checker.vocabulary import ANCHORS, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model import Fact, Firing
    from checker.pack.model import Rule

PLANS: Final = 4
"""Sets of facts for each set of rules: an evaluator that leaves anything behind shows it on the next."""

STAGES: Final = (Stage.PLAN, Stage.PLAN, Stage.PLAN, Stage.EXCEPTIONS, Stage.REVIEW)


def identities(firings: Sequence[Firing]) -> Counter[tuple[str, int]]:
    """Which facts violate which rules: facts are told apart, even where they are equal."""
    return Counter((firing.rule, id(firing.fact)) for firing in firings)


def statuses_of(
    rules: Sequence[Rule], pack_facts: Sequence[Fact], facts: Sequence[Fact], violated: set[str]
) -> Mapping[str, RuleStatus]:
    """The status of each rule, found by looking at every fact."""
    by_kind = grouped((*pack_facts, *facts))
    statuses = {}
    for rule in rules:
        applies = any(holds(rule.applies_if, fact, facts[-1], by_kind) for fact in by_kind.get(rule.for_each, ()))
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
        durable = DurableEvaluator(rules, pack_facts, ANCHORS[stage])
        for _ in range(PLANS):
            facts = sets.facts()
            wanted = identities(reference.judge(known_of(facts)))
            seen.update(rules=len(rules), facts=len(facts), firings=wanted.total(), plans=1)
            judged = identities(durable.judge(known_of(facts)))
            if judged != wanted:
                found.append(f"seed {seed}: missing {_rules(wanted - judged)}, too many {_rules(judged - wanted)}")
            others = facts[:-1]
            random.shuffle(others)
            if identities(durable.judge(known_of([*others, facts[-1]]))) != judged:
                found.append(f"seed {seed}: another order of the facts gives other firings")
            if identities(durable.judge(known_of(facts))) != judged:
                found.append(f"seed {seed}: judged again, the same facts give other firings")
            violated = {rule for rule, _ in wanted}
            if statuses.of(known_of(facts), violated) != statuses_of(rules, pack_facts, facts, violated):
                found.append(f"seed {seed}: the statuses are wrong")
    except EngineError as error:
        found.append(f"seed {seed}: {error}")
    return found


def _rules(identified: Counter[tuple[str, int]]) -> list[str]:
    return sorted({rule for rule, _ in identified})


def main() -> None:
    first, number, rules = map(int, sys.argv[1:])
    seen: Counter[str] = Counter()
    found: list[str] = []
    for seed in range(first, first + number):
        found += differences(seed, rules, seen)
    sys.stdout.write(json.dumps({"differences": found[:20], "seen": seen}) + "\n")


if __name__ == "__main__":
    main()
