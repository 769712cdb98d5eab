"""The parts of plans, each made once: plans have most of their parts in common, as far as rules can see.

So of what stands in a plan only the features are taken, in flat tuples, as nothing else is looked up as quickly; what
they amount to is made here, and shared by all plans.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from checker.filling import Filling
from checker.model import Fact, Part
from checker.values import LONGEST, order_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Number
    from checker.pack.model import Pack

    EntryFeatures = tuple[Number, int]
    """A number, and which entry of the number it is."""
    Asked = tuple[str, str | None, str | None, int | None]
    """What is asked of SIPO, and the status, department and day of the approval."""
    MeasureFeatures = tuple[
        Number,
        int,
        str | None,
        bool,
        bool,
        bool,
        bool,
        bool,
        int,
        int,
        Asked | None,
        tuple[bool, str] | None,
        tuple[tuple[str, float], ...],
    ]
    """What rules can see of an entry.

    Its number and which entry of the number it is; the class it says; whether an objective, actions, a schedule,
    departments and funds are stated; its milestones in the plan year and after it; what is asked; whether a regulation
    is in force, and the path of legislation; and the targets.
    """
    AllianceFeatures = tuple[Number, str | None, int | None]
    """The measure it is among the targets of, its name, and its basic patents."""
    RegionFeatures = tuple[str, str | float | None, bool]
    """Its name, its code, and whether tasks are stated."""

Features = TypeVar("Features")

UNKNOWN_CLASS: Final = "unknown"
"""The class of an entry whose number the catalogue does not have."""

LEGISLATION: Final = "legislation"
SUPPORT: Final = "sipo_support"
TARGETS: Final = "targets"
ALLIANCES: Final = "alliances"

_MOST: Final = 4096
"""How many parts of each sort are kept to be shared."""

_FIGURES: Final = (
    "compliant_enterprises",
    "advantaged_enterprises",
    "service_platforms",
    "trained_agents",
    "pilot_bases",
)
"""The targets that are one figure."""


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What plans under one rule pack share: parts by their features, and the catalogue's measures by class, sorted."""

    entries: Filling[EntryFeatures, Part]
    measures: Filling[MeasureFeatures, Part]
    alliances: Filling[AllianceFeatures, Part]
    regions: Filling[RegionFeatures, Part]
    required: tuple[Number, ...]
    optional: tuple[Number, ...]
    national: tuple[Number, ...]


@lru_cache(maxsize=16)
def shared_under(pack: Pack) -> Shared:
    """What plans share that are judged by `pack`."""
    rows = sorted(pack.catalogue.measures.values(), key=lambda row: order_of(row.number))
    required, optional, national = (
        tuple(row.number for row in rows if row.class_ == class_) for class_ in ("required", "optional", "national")
    )
    entries = _parts(partial(_entry, pack))
    return Shared(
        entries=entries,
        measures=_parts(partial(_measure, entries)),
        alliances=_parts(partial(_alliance, pack)),
        regions=_parts(_region),
        required=required,
        optional=optional,
        national=national,
    )


def _part(facts: tuple[Fact, ...], *texts: Number | None) -> Part:
    """A part of these facts; kept unless one of the `texts` from the plan is so long that many would be much."""
    return Part(facts, lasting=all(not isinstance(text, str) or len(text) <= LONGEST for text in texts))


def _parts(make: Callable[[Features], Part]) -> Filling[Features, Part]:
    return Filling(make, _MOST, is_kept=lambda _features, part: part.lasting)


def _of_number(pack: Pack, number: Number) -> dict[str, Any]:
    """What is known of a measure by its number alone."""
    row = pack.catalogue.measures.get(number)
    return {"number": number, "class": UNKNOWN_CLASS if row is None else row.class_}


def _entry(pack: Pack, features: EntryFeatures) -> Part:
    """An entry of which nothing is known but its number: what the catalogue says, and which entry of the number it is.

    The entry itself is the first of its facts.
    """
    number, occurrence = features
    row = pack.catalogue.measures.get(number)
    members = _of_number(pack, number) | {
        "progress": None if row is None else row.progress,
        "consent_always_needed": row is not None and row.sipo_decides is not None and row.sipo_decides.always,
        "occurrence": occurrence,
    }
    return _part((Fact("entry", (), members),), number)


def _measure(entries: Filling[EntryFeatures, Part], features: MeasureFeatures) -> Part:
    """An entry that can be judged, without the alliances among its targets."""
    number, occurrence, stated_class, *flags, in_year, after_year, asked, legislation, targets = features
    (entry,) = entries[number, occurrence].facts
    figures = {name: int(value) for name, value in targets if name in _FIGURES}
    measure = {
        **entry.members,
        "states_class": stated_class is not None,
        "stated_class": stated_class,
        **dict(zip(_FLAGS, flags, strict=True)),
        "milestones_in_plan_year": in_year,
        "milestones_after_plan_year": after_year,
        "asks_sipo": asked is not None,
        "asks_for": None if asked is None else asked[0],
        "has_legislation": legislation is not None,
        "regulation_in_force": None if legislation is None else legislation[0],
        "legislation_path": None if legislation is None else legislation[1],
        **dict.fromkeys(_FIGURES),
        **figures,
        "has_compliant_enterprises": "compliant_enterprises" in figures,
    }
    about = {name: entry.members[name] for name in ("number", "class")}
    facts = [entry, Fact("measure", (), measure)]
    if asked is not None:
        facts.append(Fact("request", (SUPPORT,), about | _request(*asked)))
    facts += (Fact("detail", (TARGETS, name), about | {"name": name}) for name, _ in targets)
    if legislation is not None:
        facts.append(Fact("detail", (LEGISLATION,), about | {"name": LEGISLATION}))
    return _part(tuple(facts), number)


_FLAGS: Final = ("has_objective", "has_actions", "has_schedule", "has_responsible", "states_funds")


def _request(asks_for: str, status: str | None, department: str | None, approved_on: int | None) -> dict[str, Any]:
    return {
        "asks_for": asks_for,
        "has_approval": status is not None,
        "approval_status": status,
        "approval_department": department,
        "has_approval_date": approved_on is not None,
        "approved_on": approved_on,
    }


def _alliance(pack: Pack, features: AllianceFeatures) -> Part:
    number, name, patents = features
    about = {"name": name, "has_basic_patents": patents is not None, "basic_patents": patents}
    return _part((Fact("alliance", (), _of_number(pack, number) | about),), number, name)


def _region(features: RegionFeatures) -> Part:
    name, code, has_tasks = features
    text = code if code is None or isinstance(code, str) else str(int(code))
    members = {
        "name": name,
        "code": text,
        "has_tasks": has_tasks,
        "has_code": text is not None,
        "province": text and text[:2],
    }
    return _part((Fact("region", (), members),), name)
