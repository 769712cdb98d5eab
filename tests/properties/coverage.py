"""What many documents were like: how often each rule fired and was silent, on which side of each bound they stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

from checker.model import SCHEMA, Known, Report, RuleStatus, Severity, Verdict
from checker.pack.conditions import Op, Reference, Test, holds
from checker.pack.model import DocumentKind, MemberType, Pack, Rule
from checker.values import day_number, day_text

from .generating import stock_of, values_at
from .made import Made

SIDES: Final = {-1: "one below", 0: "at it", 1: "one above"}
MEASURED: Final = (MemberType.COUNT, MemberType.DAY)


class Edge(NamedTuple):
    """Something that is compared with a bound, or with a figure or a day of another fact."""

    bound: str
    compared: str


@dataclass(slots=True)
class Coverage:
    """In how many documents each thing came up; two of them add up."""

    plans: int = 0
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)
    fired: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    bounds: Counter[tuple[Edge, int]] = field(default_factory=Counter)
    lowered: int = 0

    def count(self, made: Made) -> None:
        """Add a document."""
        self.count_report(made.report)
        if made.known is not None:
            self.bounds.update(set(_sides(made.known, made.pack, made.kind)))
            self.bounds.update(set(_days(made)))

    def count_report(self, report: Report) -> None:
        """Add what a report alone tells of a document."""
        self.plans += 1
        self.statuses.update((rule, status.value) for rule, status in report.rules.items())
        self.fired.update({finding.rule for finding in report.findings})
        self.verdicts[report.verdict.value] += 1
        self.severities.update({finding.severity.value for finding in report.findings})
        self.lowered += any(finding.exception for finding in report.findings)

    def add(self, other: Coverage) -> None:
        """Add what other documents were like."""
        self.plans += other.plans
        self.lowered += other.lowered
        for name in ("statuses", "fired", "verdicts", "severities", "bounds"):
            getattr(self, name).update(getattr(other, name))

    def gaps(self, pack: Pack, kind: DocumentKind) -> list[str]:
        """What never came up, and should in many documents."""
        statuses = (RuleStatus.VIOLATED, RuleStatus.SATISFIED, RuleStatus.NOT_RUN)
        rules = pack.rules_for(kind)
        severities = {grade.severity for rule in rules for grade in rule.grades} | {Severity.ERROR}
        verdicts = reached(pack)
        return [
            *(f"{rule.id}: never {each}" for rule in rules for each in statuses if not self._of(rule, each)),
            *(
                f"{edge.bound}: no document has {edge.compared} {SIDES[side]}"
                for edge in edges(pack, kind)
                for side in SIDES
                if not self.bounds[edge, side]
            ),
            *(f"verdict {each}: never" for each in verdicts if not self.verdicts[each]),
            *(f"verdict {each}: expected of no document" for each in self.verdicts.keys() - set(verdicts)),
            *(f"severity {each.value}: never" for each in severities if not self.severities[each.value]),
            *(["schema faults: never"] if not self.fired[SCHEMA] else []),
            *(["an exception that lowers an error: never"] if kind.exceptions and not self.lowered else []),
        ]

    def tables(self, pack: Pack, kind: DocumentKind) -> Iterator[Sequence[Sequence[object]]]:
        """The same, in tables whose first rows are their headings."""
        yield [("verdict", "documents"), *((each, self.verdicts[each]) for each in reached(pack))]
        statuses = (RuleStatus.VIOLATED, RuleStatus.SATISFIED, RuleStatus.NOT_APPLICABLE, RuleStatus.NOT_RUN)
        yield [
            ("rule", "fired", "judged, and silent", "nothing to judge", "not judged for faults"),
            (SCHEMA, self.fired[SCHEMA], self.plans - self.fired[SCHEMA], 0, 0),
            *((rule.id, *(self._of(rule, each) for each in statuses)) for rule in pack.rules_for(kind)),
        ]
        yield [
            ("bound", "in", *SIDES.values()),
            *((*edge, *(self.bounds[edge, side] for side in SIDES)) for edge in edges(pack, kind)),
        ]

    def _of(self, rule: Rule, status: RuleStatus) -> int:
        return self.statuses[rule.id, status.value]


def reached(pack: Pack) -> tuple[str, ...]:
    """The verdicts that documents get as long as plancheck does its work: none is returned where nobody returns any."""
    never = {Verdict.UNDETERMINED, *(() if pack.authority else (Verdict.RETURN,))}
    return tuple(verdict.value for verdict in Verdict if verdict not in never)


def edges(pack: Pack, kind: DocumentKind) -> list[Edge]:
    """Each bound, with what documents have that is compared with it."""
    compared = [_edge(rule, test) for rule, test, _ in _compared(pack, kind)]
    return list(dict.fromkeys([*compared, *(edge for _, edge, _ in _day_edges(pack, kind))]))


def _edge(rule: Rule, test: Test) -> Edge:
    value = test.value
    return Edge(
        f"{value.kind}.{value.member}" if isinstance(value, Reference) else test.bound or "", f"{rule.id}.{test.member}"
    )


@lru_cache(maxsize=8)
def _compared(pack: Pack, kind: DocumentKind) -> tuple[tuple[Rule, Test, bool], ...]:
    """Tests against bounds, and of figures or days with each other; each with whether it is about the whole.

    Where a rule applies only if two are equal, it judges nothing beside that.
    """
    return tuple(
        (rule, test, is_on_anchor)
        for rule in pack.rules_for(kind)
        for block in rule.blocks
        for tests, is_on_anchor in ((block.own, False), (block.anchor, True))
        for test in tests
        if rule.kinds[rule.anchor if is_on_anchor else rule.for_each].members[test.member].type in MEASURED
        and (test.bound is not None or isinstance(test.value, Reference))
        and not (block is rule.applies_if and test.op is Op.IS)
    )


def _sides(known: Known, pack: Pack, kind: DocumentKind) -> Iterator[tuple[Edge, int]]:
    """Where the facts that a rule judged stand right at a bound, or right beside it."""
    facts = {**pack.facts_by_table, **known.by_kind}
    for rule, test, is_on_anchor in _compared(pack, kind):
        for fact in facts.get(rule.for_each, ()):
            value = (known.anchor if is_on_anchor else fact).members.get(test.member)
            wanted: Any = test.value
            if isinstance(wanted, Reference):
                wanted = (known.anchor if wanted.kind == rule.anchor else fact).members.get(wanted.member)
            if value is None or wanted is None or not holds(rule.applies_if, fact, known.anchor, facts):
                continue
            is_day = (
                rule.kinds[rule.anchor if is_on_anchor else rule.for_each].members[test.member].type is MemberType.DAY
            )
            for side in SIDES:
                if value == (_beside(wanted, side) if is_day else wanted + side):
                    yield _edge(rule, test), side


def _beside(day: int, distance: int) -> int:
    return day_number((date.fromisoformat(day_text(day)) + timedelta(days=distance)).isoformat())


@lru_cache(maxsize=8)
def _day_edges(pack: Pack, kind: DocumentKind) -> tuple[tuple[tuple[str, ...], Edge, str], ...]:
    """The days that the mapping counts by: where they stand, what they are held against, and that day."""
    return tuple(
        (at, Edge(name, "/".join(at)), day)
        for at, named in stock_of(pack, kind).days_counted.items()
        for name, day in named.items()
    )


def _days(made: Made) -> Iterator[tuple[Edge, int]]:
    for at, edge, day in _day_edges(made.pack, made.kind):
        found = set(map(str, values_at(made.plan, at)))
        for side in SIDES:
            if day_text(_beside(day_number(day), side)) in found:
                yield edge, side
