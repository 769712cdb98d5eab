"""What stands against a plan with edits made: the checker itself is asked, and remembers its answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from checker.errors import EngineError
from checker.facts.mapping import NOTHING_ASIDE, Facts, set_aside, stops_rules
from checker.fixing.edits import edited
from checker.fixing.partial import PlanFormat
from checker.judging import judge_of
from checker.model import Fact, Severity
from checker.provincial import PLAN_FORMAT, offices_of
from checker.values import day_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from checker.fixing.edits import Edit, Edited
    from checker.model import Known, Pointer
    from checker.pack.model import Pack, Rule
    from checker.schema import Fault

Key = tuple[Any, ...]
"""What tells one finding from another, whatever edits are made."""


class Goal(StrEnum):
    """What a plan is to come to: nothing found but hints, or nothing that returns it."""

    PASS = "pass"  # noqa: S105 - a verdict
    REVIEW = "review"


AGAINST: Final = {
    Goal.PASS: frozenset({Severity.ERROR, Severity.WARNING}),
    Goal.REVIEW: frozenset({Severity.ERROR}),
}
"""The severities of the findings that stand against each goal."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that stands against the goal: a rule and the fact that breaks it, or a fault of the plan format.

    `at` is its place in the plan as it was given.
    """

    key: Key
    at: Pointer
    rule: Rule | None = None
    fact: Fact | None = None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands against a plan with edits made, and what is known of that plan (None where nothing was judged)."""

    made: Edited
    found: Mapping[Key, Found]
    known: Known | None


class Oracle:
    """Says what stands against one plan, whatever edits are made.

    `spent` counts the entries that were judged: what a question costs grows with the plan.
    """

    def __init__(self, data: Any, pack: Pack, as_of: date | None, goal: Goal) -> None:
        self._data = data
        self._pack = pack
        self._as_of = None if as_of is None else day_number(as_of.isoformat())
        self._against = AGAINST[goal]
        self._document = pack.documents[PLAN_FORMAT]
        self._facts = Facts(pack, self._document)
        self._format = PlanFormat(self._document.schema, next(iter(offices_of(pack))), [pack.id])
        self._judge = judge_of(pack, self._document, None, cross_check=False)
        self._answers: dict[frozenset[Edit], Standing] = {}
        measures = data.get("measures") if isinstance(data, dict) else None
        self._cost = max(len(measures) if isinstance(measures, list) else 0, 1)
        self.spent = 0

    def standing(self, edits: Iterable[Edit] = ()) -> Standing:
        """What stands against the plan with `edits` made. Raises `EngineError` where the rules cannot be judged."""
        wanted = frozenset(edits)
        answer = self._answers.get(wanted)
        if answer is None:
            self.spent += self._cost
            answer = self._answers[wanted] = self._judged(wanted)
        return answer

    def _judged(self, edits: frozenset[Edit]) -> Standing:
        made = edited(self._data, edits)
        checked = self._format.check(made.data)
        faults = [_of_fault(fault, made) for fault in checked.faults]
        plan = checked.data
        if not isinstance(plan, dict) or stops_rules(plan, checked.places, self._document):
            return Standing(made, {each.key: each for each in faults}, None)
        aside = set_aside(checked.places) if checked.places else NOTHING_ASIDE
        known = self._facts.of(plan, aside, self._as_of)
        judgement = self._judge.judge(known)
        if judgement.engine.failure is not None:
            raise EngineError("{cause}", cause=judgement.engine.failure)
        excused = {fact.members["rule"] for fact in known.by_kind.get("exception", ())}
        found = {each.key: each for each in faults}
        for firing in judgement.firings:
            rule = self._pack.rules_by_id[firing.rule]
            if self._severity(rule, excused) in self._against:
                each = _of_firing(rule, firing.fact, made)
                found[each.key] = each
        return Standing(made, found, known)

    @staticmethod
    def _severity(rule: Rule, excused: set[object]) -> Severity:
        lowered = rule.in_principle and rule.id in excused and rule.severity is Severity.ERROR
        return Severity.WARNING if lowered else rule.severity


def _of_fault(fault: Fault, made: Edited) -> Found:
    at = made.origin(fault.at)
    return Found(("schema", fault.code, at, str(fault.values.get("name", ""))), at, fault=fault)


def _of_firing(rule: Rule, fact: Fact, made: Edited) -> Found:
    at = made.origin(fact.at)
    moved = Fact(fact.kind, at, fact.members)
    about: Key = ()
    if not at and fact.kind != rule.anchor:
        about = tuple(fact.members.get(member) for member in rule.kinds[fact.kind].identity)
    return Found(("rule", rule.id, at, *about), at, rule, moved)
