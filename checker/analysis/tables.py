"""What each rule makes of every combination of values of the fields that it looks at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from checker.analysis.catalogue import measures_of
from checker.analysis.constants import Constants, members_of
from checker.analysis.fields import COUNTED, OF_CATALOGUE, OF_ENTRIES, READ_FROM, ROUGH, THERE, WITHIN, Domains
from checker.analysis.kinds import facts_of, kinds_of, rules_of
from checker.analysis.making import make_plan
from checker.facts.mapping import NOTHING_ASIDE
from checker.pack.conditions import Reference, holds
from checker.pack.model import Stage
from checker.values import day_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.analysis.making import Made, Point
    from checker.model import Fact, Known, Number
    from checker.pack.conditions import Quantified
    from checker.pack.model import Pack, Rule

MOST_POINTS: Final = 200_000
"""A rule with more combinations than this is looked at in part, and nothing is said to be impossible of it."""


class PointOutcome(NamedTuple):
    """What a rule makes of the fact the fields are about: whether it applies, and which of its blocks are broken."""

    applies: bool
    blocks: frozenset[int]

    @property
    def fires(self) -> bool:
        """Whether the duty is broken."""
        return bool(self.blocks)


SILENT: Final = PointOutcome(applies=False, blocks=frozenset())


@dataclass(frozen=True, eq=False)
class PointTable:
    """The outcome of one rule at every point; `is_whole` says whether that is all there is to know of the rule."""

    rule: Rule
    fields: tuple[str, ...]
    rows: Mapping[tuple[Any, ...], PointOutcome]
    number_like: Mapping[Number, Number]
    is_whole: bool

    def point(self, row: tuple[Any, ...]) -> dict[str, Any]:
        """The values of the fields in a row."""
        return dict(zip(self.fields, row, strict=True))

    def outcome(self, point: Point) -> PointOutcome | None:
        """The outcome at a point that names at least the fields of the rule; None where there is no such plan."""
        return self.rows.get(
            tuple(self.number_like[point[field]] if field == "number" else point[field] for field in self.fields)
        )

    @cached_property
    def firing(self) -> tuple[tuple[Any, ...], ...]:
        """The rows at which the rule fires, the most usual first."""
        return tuple(row for row, outcome in self.rows.items() if outcome.fires)

    @cached_property
    def kept(self) -> tuple[tuple[Any, ...], ...]:
        """The rows at which the rule applies and is kept, the most usual first."""
        return tuple(row for row, outcome in self.rows.items() if outcome.applies and not outcome.fires)


class Tables:
    """The tables of all rules about a single plan but those about exceptions, made when they are asked for."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.constants = Constants(pack)
        self.domains = Domains(pack, self.constants)

    @cached_property
    def all(self) -> Mapping[str, PointTable]:
        """Rule id -> its table."""
        return {rule.id: self._table(rule) for rule in rules_of(self.pack, Stage.DOCUMENT)}

    def _table(self, rule: Rule) -> PointTable:
        fields = fields_of(rule)
        like = self._number_like(rule)
        domains = [
            tuple(dict.fromkeys(like.values())) if name == "number" else self.domains.of(name) for name in fields
        ]
        is_small = prod(map(len, domains)) <= MOST_POINTS
        rows = {}
        for place, row in enumerate(_by_usualness(domains) if is_small else product(*domains)):
            if place >= MOST_POINTS:
                break
            outcome = outcome_at(self.pack, rule, dict(zip(fields, row, strict=True)))
            if outcome is not None:
                rows[row] = outcome
        is_whole = is_small and is_plain(self.pack, rule) and not any(map(self.domains.is_cut, fields))
        return PointTable(rule, fields, rows, like, is_whole)

    def _number_like(self, rule: Rule) -> Mapping[Number, Number]:
        """Each measure's number -> the first that the rule cannot tell from it."""
        kinds = {kind for kind, _ in members_of(rule)} | {rule.for_each}
        members = {member for _, member in members_of(rule)}
        named = {value for kind in READ_FROM for value in self.constants.of((kind, "number"))}
        classes = bool(members & {"class", "owed"}) or not COUNTED.keys().isdisjoint(fields_of(rule))
        first: dict[object, Number] = {}
        like = {}
        for number in self.domains.of("number"):
            row = measures_of(self.pack).get(number)
            told_by = (
                row is None,
                number if "number" in members and number in named else None,
                None
                if row is None
                else (
                    row.class_ if classes else None,
                    row.progress if "progress" in members else None,
                    row.consent_always_needed if "consent_always_needed" in members else None,
                    self._selects(number) if "sipo_selects" in members else None,
                    row.leads if "catalogue_lead" in kinds or "secretariat_of_lead" in members else None,
                    row.details if "catalogue_detail" in kinds else None,
                ),
            )
            like[number] = first.setdefault(told_by, number)
        return like

    def _selects(self, number: Number) -> object:
        return (self.pack.tables["catalogue_measure"].row(number) or {}).get("sipo_selects")


def fields_of(rule: Rule) -> tuple[str, ...]:
    """The fields that decide what the rule says, in the order of `THERE` and of their mention."""
    kinds = [rule.for_each, *(other.kind for other in _others(rule))]
    fields = [field for kind in kinds for field in THERE.get(kind, ())]
    if any(kind in OF_CATALOGUE for kind in kinds) and any(kind in OF_ENTRIES for kind in kinds):
        fields = ["present", *fields]
    read = [source for kind, member in members_of(rule) if (source := READ_FROM.get(kind, {}).get(member))]
    fields += [field for source in read for field in (WITHIN.get(source, source), source)]
    return tuple(dict.fromkeys(fields))


def is_plain(pack: Pack, rule: Rule) -> bool:
    """Whether one entry and one region are enough to show all that the rule does.

    They are, where every other fact that it looks for is the catalogue's, or says whether a measure is listed. A rule
    that looks from one entry for what is in another of the same number would need two.
    """
    known = (rule.for_each == rule.anchor or rule.for_each in THERE) and rule.for_each not in ROUGH
    of_document = {(kind, member) for kind, member in members_of(rule) if kinds_of(pack)[kind].stage is not Stage.PACK}
    known = known and all(member in READ_FROM.get(kind, {}) for kind, member in of_document)
    return known and all(
        kinds_of(pack)[other.kind].stage is Stage.PACK
        or (other.kind == "entry" and rule.for_each in OF_CATALOGUE and _is_of_same_entry(other))
        for other in _others(rule)
    )


def _is_of_same_entry(other: Quantified) -> bool:
    return any(
        test.member == "number" and isinstance(test.value, Reference) and test.value.member == "number"
        for test in other.tests
    )


def _others(rule: Rule) -> Iterator[Quantified]:
    for block in (rule.applies_if, *rule.violated_if):
        yield from block.others


def known_of(pack: Pack, made: Made) -> Known:
    """The facts of a plan."""
    as_of = None if made.as_of is None else day_number(made.as_of.isoformat())
    return facts_of(pack).of(made.plan, NOTHING_ASIDE, as_of)


def outcome_at(pack: Pack, rule: Rule, point: Point) -> PointOutcome | None:
    """What `rule` makes of the plan at `point`; None where there is no such plan."""
    made = make_plan(pack, point)
    if made is None:
        return None
    known = known_of(pack, made)
    by_kind = {**pack.facts_by_table, **known.by_kind}
    applies = False
    blocks: set[int] = set()
    for fact in _subjects(rule, by_kind.get(rule.for_each, ()), made, point):
        if holds(rule.applies_if, fact, known.anchor, by_kind):
            applies = True
            found = enumerate(rule.violated_if)
            blocks |= {place for place, block in found if holds(block, fact, known.anchor, by_kind)}
    return PointOutcome(applies, frozenset(blocks))


def _subjects(rule: Rule, facts: Sequence[Fact], made: Made, point: Point) -> Iterable[Fact]:
    """The facts of the kind judged that the point is about."""
    if rule.for_each in OF_ENTRIES:
        return [fact for fact in facts if made.entry is not None and fact.at[:2] == made.entry]
    if rule.for_each == "region":
        return [fact for fact in facts if fact.at == made.region]
    if rule.for_each in OF_CATALOGUE:
        return [fact for fact in facts if fact.members["number"] == point["number"]]
    return facts


def _by_usualness(domains: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Every combination, those first that take most of their values from the front."""
    places = sorted(
        product(*(range(len(domain)) for domain in domains)), key=lambda row: (sum(map(bool, row)), sum(row))
    )
    for row in places:
        yield tuple(domain[place] for domain, place in zip(domains, row, strict=True))
