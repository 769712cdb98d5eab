"""What many plans were like: how often each rule fired and was silent, on which side of each bound they stood."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from checker.vocabulary import KINDS

from checker.authoring.points import shifted
from checker.model import SCHEMA, RuleStatus, Severity, Verdict
from checker.pack.conditions import holds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Known, Report
    from checker.pack.conditions import Test
    from checker.pack.model import Pack, Rule

    from .made import Made

SIDES: Final = {-1: "one below", 0: "at it", 1: "one above"}
REACHED: Final = tuple(verdict.value for verdict in Verdict if verdict is not Verdict.UNDETERMINED)
"""The verdicts that plans get as long as plancheck does its work."""


@dataclass(slots=True)
class Coverage:
    """In how many plans each thing came up; two of them add up."""

    plans: int = 0
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)
    fired: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    bounds: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    lowered: int = 0

    def count(self, made: Made) -> None:
        """Add a plan."""
        self.count_report(made.report)
        if made.known is not None:
            self.bounds.update(set(_sides(made.known, made.pack)))

    def count_report(self, report: Report) -> None:
        """Add what a report alone tells of a plan."""
        self.plans += 1
        self.statuses.update((rule, status.value) for rule, status in report.rules.items())
        self.fired.update({finding.rule for finding in report.findings})
        self.verdicts[report.verdict.value] += 1
        self.severities.update({finding.severity.value for finding in report.findings})
        self.lowered += any(finding.exception for finding in report.findings)

    def add(self, other: Coverage) -> None:
        """Add what other plans were like."""
        self.plans += other.plans
        self.lowered += other.lowered
        for name in ("statuses", "fired", "verdicts", "severities", "bounds"):
            getattr(self, name).update(getattr(other, name))

    def gaps(self, pack: Pack) -> list[str]:
        """What never came up, and should in many plans."""
        statuses = (RuleStatus.VIOLATED, RuleStatus.SATISFIED, RuleStatus.NOT_RUN)
        return [
            *(f"{rule.id}: never {each}" for rule in pack.plan_rules for each in statuses if not self._of(rule, each)),
            *(
                f"{bound}: no plan has {rule}.{member} {SIDES[side]}"
                for (bound, rule, member) in bounded(pack)
                for side in SIDES
                if not self.bounds[bound, f"{rule}.{member}", side]
            ),
            *(f"verdict {each}: never" for each in REACHED if not self.verdicts[each]),
            *(f"verdict {each}: expected of no plan" for each in self.verdicts.keys() - set(REACHED)),
            *(f"severity {each.value}: never" for each in Severity if not self.severities[each.value]),
            *(["schema faults: never"] if not self.fired[SCHEMA] else []),
            *(["an exception that lowers an error: never"] if not self.lowered else []),
        ]

    def tables(self, pack: Pack) -> Iterator[Sequence[Sequence[object]]]:
        """The same, in tables whose first rows are their headings."""
        yield [("verdict", "plans"), *((each, self.verdicts[each]) for each in REACHED)]
        statuses = (RuleStatus.VIOLATED, RuleStatus.SATISFIED, RuleStatus.NOT_APPLICABLE, RuleStatus.NOT_RUN)
        yield [
            ("rule", "fired", "judged, and silent", "nothing to judge", "not judged for faults"),
            (SCHEMA, self.fired[SCHEMA], self.plans - self.fired[SCHEMA], 0, 0),
            *((rule.id, *(self._of(rule, each) for each in statuses)) for rule in pack.plan_rules),
        ]
        yield [
            ("bound", "in", *SIDES.values()),
            *(
                (bound, f"{rule}.{member}", *(self.bounds[bound, f"{rule}.{member}", side] for side in SIDES))
                for bound, rule, member in bounded(pack)
            ),
        ]

    def _of(self, rule: Rule, status: RuleStatus) -> int:
        return self.statuses[rule.id, status.value]


def bounded(pack: Pack) -> list[tuple[str, str, str]]:
    """Each bound, with the rules of a plan that compare something with it, and what."""
    return [(test.bound or "", rule.id, test.member) for rule, test, _ in _bounded(pack)]


@lru_cache(maxsize=4)
def _bounded(pack: Pack) -> tuple[tuple[Rule, Test, bool], ...]:
    """The tests against bounds, each with its rule and whether it is about the plan as a whole."""
    return tuple(
        (rule, test, is_on_anchor)
        for rule in pack.plan_rules
        for block in (rule.applies_if, *rule.violated_if)
        for tests, is_on_anchor in ((block.own, False), (block.anchor, True))
        for test in tests
        if test.bound is not None
    )


def _sides(known: Known, pack: Pack) -> Iterator[tuple[str, str, int]]:
    """Where the facts that a rule judged stand right at a bound, or right beside it."""
    for rule, test, is_on_anchor in _bounded(pack):
        for fact in known.by_kind.get(rule.for_each, ()):
            value = (known.anchor if is_on_anchor else fact).members.get(test.member)
            if value is None or not holds(rule.applies_if, fact, known.anchor, known.by_kind):
                continue
            kind = rule.anchor if is_on_anchor else rule.for_each
            type_ = KINDS[kind].members[test.member].type
            for side in SIDES:
                if value == shifted(int(test.value), side, type_):  # type: ignore[arg-type]
                    yield test.bound or "", f"{rule.id}.{test.member}", side
