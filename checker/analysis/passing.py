"""Looks for a plan of an office that passes: of which no rule finds an error or a warning.

The fields of the plan as a whole that several rules share are tried in every combination; what is left falls apart into
groups of fields that no rule brings together, and each group, each entry and each region is settled by itself. Where
the tables of all rules are whole, not to find a plan is to show that there is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any

from checker.analysis.catalogue import measures_of
from checker.analysis.fields import COUNTED, OF_CATALOGUE, entry_fields
from checker.analysis.making import Made, checking_day, make_entry, make_frame, make_region
from checker.model import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from checker.analysis.fields import Domains
    from checker.analysis.tables import PointTable, Tables
    from checker.model import Number
    from checker.pack.model import Pack

Values = dict[str, Any]

REGION_FIELDS = frozenset({"region", "tasks", "code"})


def judging(tables: Tables) -> tuple[PointTable, ...]:
    """The tables of the rules that keep a plan from passing."""
    return tuple(table for table in tables.all.values() if table.rule.severity is not Severity.INFO)


def is_exhaustive(rules: Iterable[PointTable]) -> bool:
    """Whether there is no plan that passes, where none is found.

    Each measure is listed once at most, which no rule about single entries minds; a duty to list one again would.
    """
    return all(
        table.is_whole and not (table.rule.for_each in OF_CATALOGUE and "occurrence" in table.fields) for table in rules
    )


def passing_plan(tables: Tables, office: str, rules: Sequence[PointTable]) -> Made | None:
    """A plan of `office` of which none of `rules` finds anything; None where there is none."""
    return _PassingSearch(tables, office, rules).plan()


def conflict(tables: Tables, office: str, rules: Sequence[PointTable]) -> tuple[PointTable, ...]:
    """As few of `rules` as no plan of `office` keeps together; without any one of them there would be one."""
    kept = list(rules)
    for table in rules:
        fewer = [other for other in kept if other is not table]
        if passing_plan(tables, office, fewer) is None:
            kept = fewer
    return tuple(kept)


@dataclass(eq=False)
class _PassingSearch:
    tables: Tables
    office: str
    rules: Sequence[PointTable]
    _settled: dict[tuple[Any, ...], Values | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        of_entries = entry_fields()
        self._entry_rules = [table for table in self.rules if not of_entries.isdisjoint(table.fields)]
        self._region_rules = [table for table in self.rules if not REGION_FIELDS.isdisjoint(table.fields)]
        apart = [*self._entry_rules, *self._region_rules]
        self._plan_rules = [table for table in self.rules if table not in apart]
        outer = {name for table in apart for name in table.fields} - of_entries - REGION_FIELDS
        counts = (*COUNTED, "regions")
        mentioned = {name for table in self.rules for name in table.fields}
        outer |= mentioned.intersection(counts) | {"office"}
        self._outer = [name for name in (*counts, *sorted(outer.difference(counts))) if name in outer]

    @property
    def _pack(self) -> Pack:
        return self.tables.pack

    @property
    def _domains(self) -> Domains:
        return self.tables.domains

    def plan(self) -> Made | None:
        """The first plan found."""
        domains = [self._outer_values(name) for name in self._outer]
        for values in product(*domains):
            outer = dict(zip(self._outer, values, strict=True))
            made = self._with(outer)
            if made is not None:
                return made
        return None

    def _outer_values(self, name: str) -> Sequence[Any]:
        return (self._domains.office_like(self.office),) if name == "office" else self._domains.of(name)

    def _with(self, outer: Values) -> Made | None:
        whole = self._settle(self._plan_rules, outer)
        if whole is None:
            return None
        regions = self._regions(outer)
        if regions is None:
            return None
        entries = self._entries(outer)
        if entries is None:
            return None
        point = {**outer, **whole, "office": self.office}
        made = [make_entry(self._pack, {**point, **entry}) for entry in entries]
        places = [make_region(self._pack, {**point, **region}, place) for place, region in enumerate(regions)]
        return Made(make_frame(self._pack, point, made, places), checking_day(point))

    def _regions(self, outer: Values) -> list[Values] | None:
        """As many regions as there have to be, each free of findings."""
        wanted = outer.get("regions", 0)
        if wanted == 0:
            return []
        region = self._settle(self._region_rules, {**outer, "region": True})
        return None if region is None else [region] * wanted

    def _entries(self, outer: Values) -> list[Values] | None:
        """The entries: every measure that has to be there, and as many of each class as are wanted."""
        measures = measures_of(self._pack).values()
        chosen: dict[Number, Values] = {}
        spare: dict[str, list[tuple[Number, Values]]] = {}
        for row in measures:
            about = {**outer, "number": row.number, "occurrence": 1}
            there = self._settle(self._entry_rules, {**about, "present": True})
            if self._settle(self._entry_rules, {**about, "present": False}) is None:
                if there is None:
                    return None
                chosen[row.number] = there
            elif there is not None:
                spare.setdefault(row.class_, []).append((row.number, there))
        for name, class_ in COUNTED.items():
            if name in outer:
                listed = sum(row.class_ == class_ for row in measures if row.number in chosen)
                others = spare.get(class_, [])
                if not 0 <= outer[name] - listed <= len(others):
                    return None
                chosen.update(others[: outer[name] - listed])
        return [{"number": row.number, **chosen[row.number]} for row in measures if row.number in chosen]

    def _settle(self, rules: Sequence[PointTable], fixed: Values) -> Values | None:
        """Values of the other fields of `rules` with which none of them fires; None where there are none."""
        known = tuple(sorted((name, value) for name, value in fixed.items() if any(name in t.fields for t in rules)))
        key = (tuple(table.rule.id for table in rules), repr(known))
        if key not in self._settled:
            self._settled[key] = self._find(rules, fixed)
        return self._settled[key]

    def _find(self, rules: Sequence[PointTable], fixed: Values) -> Values | None:
        found: Values = {}
        for group in _groups(rules, fixed):
            names = list(dict.fromkeys(name for table in group for name in table.fields if name not in fixed))
            settled = next(_silent(group, names, fixed, self._domains.of), None)
            if settled is None:
                return None
            found |= settled
        return found


def _groups(rules: Iterable[PointTable], fixed: Mapping[str, Any]) -> list[list[PointTable]]:
    """The rules, those together that share fields which are not fixed."""
    groups: list[tuple[set[str], list[PointTable]]] = []
    for table in rules:
        names = {name for name in table.fields if name not in fixed}
        joined = [table]
        apart = []
        for others, tables in groups:
            if names.isdisjoint(others):
                apart.append((others, tables))
            else:
                names |= others
                joined = [*tables, *joined]
        groups = [*apart, (names, joined)]
    return [tables for _, tables in groups]


def _silent(
    rules: Sequence[PointTable],
    names: Sequence[str],
    fixed: Mapping[str, Any],
    values_of: Callable[[str], Sequence[Any]],
) -> Iterator[Values]:
    """Values of `names` with which none of `rules` fires; a rule is asked as soon as all its fields are known."""
    ready: list[list[PointTable]] = [[] for _ in range(len(names) + 1)]
    for table in rules:
        ready[max((names.index(name) + 1 for name in table.fields if name in names), default=0)].append(table)

    def extend(place: int, values: Values) -> Iterator[Values]:
        point = {**fixed, **values}
        for table in ready[place]:
            outcome = table.outcome(point)
            if outcome is not None and outcome.fires:
                return
        if place == len(names):
            yield values
            return
        for value in values_of(names[place]):
            yield from extend(place + 1, {**values, names[place]: value})

    yield from extend(0, {})
