"""A rule pack as the rest of plancheck sees it: frozen, checked, every reference resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from checker.model import Fact
from checker.values import day_text
from checker.vocabulary import ANCHORS, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from checker.model import Number, Severity, Text
    from checker.pack.conditions import Block, Reference


def grouped(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Facts by kind, each kind in the order given."""
    by_kind: dict[str, list[Fact]] = {}
    for fact in facts:
        by_kind.setdefault(fact.kind, []).append(fact)
    return by_kind


def getter(names: Collection[str]) -> Callable[[Mapping[str, Any]], object]:
    """What takes the values of these members out of a fact's, in the order of their names: in C where there are any."""
    return itemgetter(*sorted(names)) if names else lambda _members: None


@dataclass(frozen=True, slots=True)
class At:
    """Where a rule's findings are: below the place of the fact judged (`relative`) or of the whole plan."""

    relative: bool
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One duty of the circular: when it is broken, and what is said about it."""

    id: str
    folder: Path
    clause: str
    severity: Severity
    in_principle: bool
    title: Text
    duty: Text
    rationale: Text
    message: Text
    remedy: Text
    for_each: str
    applies_if: Block
    violated_if: tuple[Block, ...]
    at: At
    subject: Reference | None
    stage: Stage
    repairs: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)
    """As written: `checker.pack.repairs` reads them when somebody asks how a plan is mended."""

    @property
    def anchor(self) -> str:
        """The kind of which there is exactly one fact where the rule is judged."""
        return ANCHORS[self.stage]


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure or a day (as 20130630) that rules compare with, and its clause."""

    name: str
    value: int
    is_day: bool
    clause: str
    meaning: Text

    @property
    def shown(self) -> int | str:
        """The value as other programs read it: days as `2013-06-30`."""
        return day_text(self.value) if self.is_day else self.value


@dataclass(frozen=True, slots=True)
class Office:
    """An office of the roster; `province` are its GB/T 2260 digits, where it has any."""

    code: str
    province: str | None
    name: Text


@dataclass(frozen=True, slots=True)
class Authority:
    """Who examines the plans and returns them, by which clause.

    `office` of the authority `name` does it; plans go to its `secretariat`; `letter_code` begins the numbers of its
    letters.
    """

    name: Text
    office: Text
    secretariat: Text
    letter_code: Text
    clause: str


@dataclass(frozen=True, slots=True)
class SipoDecision:
    """What SIPO decides about a measure: consent or priority support, whether always, and for how many offices."""

    kind: str
    always: bool
    places: int | None


@dataclass(frozen=True, slots=True)
class NationalTarget:
    """A figure the circular announces for the whole country."""

    target: str
    at_least: int
    at_most: int | None
    about: bool


@dataclass(frozen=True, slots=True)
class Task:
    """A task of the catalogue, under its main task."""

    number: Number
    main_task: Number
    title: Text


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the catalogue; `class_` is required, optional or national."""

    number: Number
    task: Number
    class_: str
    progress: str
    leads: tuple[str, ...]
    sipo_decides: SipoDecision | None
    national_targets: tuple[NationalTarget, ...]
    details: tuple[str, ...]
    title: Text

    @property
    def members(self) -> Mapping[str, Any]:
        """What the fact of this row says."""
        return {"number": self.number, "class": self.class_, "progress": self.progress}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The circular's main tasks, tasks and measures, each in the circular's order."""

    main_tasks: Mapping[Number, Text]
    tasks: Mapping[Number, Task]
    measures: Mapping[Number, Measure]


@dataclass(frozen=True, eq=False)
class Pack:
    """A rule pack: one circular's identity, bounds, roster, catalogue and rules. Loaded once; equal only to itself.

    `digest` is over the files that it judges by: the circular, the catalogue and the rules, without their cases.
    """

    id: str
    version: str
    digest: str
    folder: Path
    citation: Text
    title: Text
    issued: str
    authority: Authority
    first_day: str
    last_day: str
    clauses: Mapping[str, Text]
    bounds: Mapping[str, Bound]
    offices: Mapping[str, Office]
    departments: Mapping[str, Text]
    catalogue: Catalogue
    rules: tuple[Rule, ...]

    @property
    def identity(self) -> dict[str, str]:
        """How outputs name the pack: by its id, its version and its digest."""
        return {"id": self.id, "version": self.version, "digest": self.digest}

    @cached_property
    def rules_by_id(self) -> Mapping[str, Rule]:
        """Rule id -> rule."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def plan_rules(self) -> tuple[Rule, ...]:
        """The rules about a single plan, in the pack's order."""
        return tuple(rule for rule in self.rules if rule.stage is not Stage.REVIEW)

    def rules_of(self, stage: Stage) -> tuple[Rule, ...]:
        """The rules judged at `stage`, in the pack's order."""
        return tuple(rule for rule in self.rules if rule.stage is stage)

    @cached_property
    def facts_by_kind(self) -> Mapping[str, Sequence[Fact]]:
        """The same facts by kind."""
        return grouped(self.facts)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that hold for every plan: the catalogue, its leads and details, and the rules themselves."""
        rows = self.catalogue.measures.values()
        return (
            *(
                Fact("office", (), {"code": office.code, "province": office.province})
                for office in self.offices.values()
            ),
            *(Fact("catalogue_measure", (), row.members) for row in rows),
            *(
                Fact("catalogue_lead", (), {"number": row.number, "department": department})
                for row in rows
                for department in row.leads
            ),
            *(
                Fact("catalogue_detail", (), {"number": row.number, "name": name})
                for row in rows
                for name in row.details
            ),
            *(Fact("pack_rule", (), {"id": rule.id, "in_principle": rule.in_principle}) for rule in self.rules),
        )
