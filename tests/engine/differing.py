"""Judges random facts by random rules with both evaluators, and prints where they differ.

A script, run by the tests as a process of its own: what takes the C engine down is then a failed test, and no more.
`differing.py FIRST NUMBER RULES` takes so many seeds from FIRST on and makes so many rules for each. On the last line
it prints, as JSON, the differences (at most a few) and how much was judged.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Final

from msgspec.structs import replace
from random_rules import ANCHOR, ITSELF, RandomPack

from checker.engine import Evaluator, make_evaluator
from checker.engine.reference import ReferenceEvaluator
from checker.errors import EngineError
from checker.judging import outcome_of
from checker.model import Fact, Firing, Known, RuleStatus
from checker.pack.conditions import Block, holds
from checker.pack.model import Rule

PLANS: Final = 4
"""Documents for each pack: an evaluator that leaves anything behind shows it on the next."""
MENDED: Final = 6
"""Ways in which a faulty document is mended."""

Identity = tuple[str, int]
"""A rule, and what tells a fact from others, even from those that are equal."""


def identities(firings: Sequence[Firing]) -> Counter[Identity]:
    """Which facts violate which rules."""
    return Counter((firing.rule, firing.fact.members[ITSELF]) for firing in firings)


def _rules(identified: Counter[Identity]) -> list[str]:
    return sorted({rule for rule, _ in identified})


def statuses_of(
    rules: Sequence[Rule], tables: Mapping[str, Sequence[Fact]], known: Known, violated: set[str]
) -> Mapping[str, RuleStatus]:
    """The status of each rule on a document without faults, found by looking at every fact."""
    facts = {**tables, **known.by_kind}
    statuses = {}
    for rule in rules:
        applies = any(holds(rule.applies_if, fact, known.anchor, facts) for fact in facts.get(rule.for_each, ()))
        statuses[rule.id] = RuleStatus.SATISFIED if applies else RuleStatus.NOT_APPLICABLE
    return statuses | dict.fromkeys(violated, RuleStatus.VIOLATED)


class Trial:
    """One pack, and all that judges by it."""

    def __init__(self, seed: int, number: int) -> None:
        self.pack = RandomPack(Random(seed))  # noqa: S311 - a seed that makes the same again, and no secret
        self.rules = self.pack.rules(number)
        self.reference = ReferenceEvaluator(self.rules, self.pack.tables)
        self.durable = self._durable(self.rules)
        self.scopes = self._durable([replace(rule, violated_if=(Block(),)) for rule in self.rules])

    def _durable(self, rules: Sequence[Rule]) -> Evaluator:
        return make_evaluator("durable_rules", rules, self.pack.tables, ANCHOR)

    def differences(self, seen: Counter[str]) -> Iterator[str]:
        """What goes wrong with one more document; `seen` counts what was judged."""
        known = self.pack.known()
        firings, applying = self.reference.judge(known)
        wanted = identities(firings)
        facts = sum(map(len, known.by_kind.values()))
        seen.update(plans=1, rules=len(self.rules), facts=facts, firings=wanted.total())
        found, seen_to_apply = self.durable.judge(known)
        judged = identities(found)
        if judged != wanted:
            yield f"missing {_rules(wanted - judged)}, too many {_rules(judged - wanted)}"
        if identities(self.durable.judge(self.pack.shuffled(known))[0]) != judged:
            yield "another order of the facts gives other firings"
        if identities(self.durable.judge(known)[0]) != judged:
            yield "judged again, the same facts give other firings"
        violated = set(_rules(wanted))
        _, statuses = outcome_of(self.rules, self.pack.tables, known, found, seen_to_apply)
        if statuses != statuses_of(self.rules, self.pack.tables, known, violated):
            yield "the statuses are wrong"
        if not seen_to_apply == applying == {firing.rule for firing in self.scopes.judge(known)[0]}:
            yield "durable_rules has other rules apply"
        yield from self._of_a_faulty_document(self.pack.faulty(known), seen)

    def _of_a_faulty_document(self, known: Known, seen: Counter[str]) -> Iterator[str]:
        """Whatever the document may have said, had it been readable, contradicts nothing that is said of it."""
        firings, applying = self.reference.judge(known)
        if identities(self.durable.judge(known)[0]) != identities(firings):
            yield "the evaluators differ on a faulty document"
        certain, statuses = outcome_of(self.rules, self.pack.tables, known, firings, applying)
        violated = {firing.rule for firing in certain}
        run = {id_ for id_, status in statuses.items() if status is not RuleStatus.NOT_RUN}
        seen.update(certain=len(certain), doubtful=len(firings) - len(certain), run=len(run), faulty=len(statuses))
        for _ in range(MENDED):
            mended = self.pack.mended(known)
            found = identities(self.reference.judge(mended)[0])
            if lost := identities(certain) - found:
                yield f"certain, and not so once the document is mended: {_rules(lost)}"
            if overlooked := (set(_rules(found)) & run) - violated:
                yield f"run, and yet violated once the document is mended: {sorted(overlooked)}"


def differences(seed: int, number: int, seen: Counter[str]) -> list[str]:
    """What goes wrong with the rules and facts of this seed."""
    try:
        trial = Trial(seed, number)
        return [f"seed {seed}: {found}" for _ in range(PLANS) for found in trial.differences(seen)]
    except EngineError as error:
        return [f"seed {seed}: {error}"]


def main() -> None:
    first, number, rules = map(int, sys.argv[1:])
    seen: Counter[str] = Counter()
    found: list[str] = []
    for seed in range(first, first + number):
        found += differences(seed, rules, seen)
    sys.stdout.write(json.dumps({"differences": found[:20], "seen": seen}) + "\n")


if __name__ == "__main__":
    main()
