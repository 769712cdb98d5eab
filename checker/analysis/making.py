"""Values of fields -> a plan that has them, and as little else as it can."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from checker.analysis.catalogue import PLAN_FORMAT, days_of, departments_of, measures_of, offices_of
from checker.analysis.constants import day_after
from checker.analysis.fields import COUNTED, OTHER, OWN, TARGETS
from checker.values import day_number, day_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model import Number, Pointer
    from checker.pack.model import Pack

    Point = Mapping[str, Any]
    """Field -> value; a field that is not named is as it is in a plan that says nothing of it."""

_TEXT: Final = "文字"
"""What stands where a text is wanted and any will do."""


@dataclass(frozen=True, slots=True)
class Made:
    """A plan, the day it is checked for, and where the entry and the region stand that the fields are about."""

    plan: dict[str, Any]
    as_of: date | None = None
    entry: Pointer | None = None
    region: Pointer | None = None


def make_plan(pack: Pack, point: Point) -> Made | None:
    """The plan with these values, with at most one entry and one region of its own; None where there cannot be one."""
    entries: list[dict[str, Any]] = []
    place: Pointer | None = None
    if "number" in point and point.get("present", True):
        number = point["number"]
        entries += [{"number": number} for _ in range(point.get("occurrence", 1) - 1)]
        place = ("measures", len(entries))
        entries.append(make_entry(pack, point))
    elif point.get("occurrence", 1) > 1:
        return None
    counts = {class_: point[field] for field, class_ in COUNTED.items() if field in point}
    others = _others(pack, counts, point.get("number"), [entry["number"] for entry in entries])
    regions = [make_region(pack, point)] if point.get("region", "tasks" in point or "code" in point) else []
    wanted = point.get("regions", len(regions))
    if others is None or wanted < len(regions):
        return None
    own = ("regions", 0) if regions else None
    usual = {"office": point.get("office", next(iter(offices_of(pack)))), "code": OWN, "tasks": True}
    regions += [make_region(pack, usual, place) for place in range(len(regions), wanted)]
    plan = make_frame(pack, point, [*entries, *({"number": number} for number in others)], regions)
    return Made(plan, checking_day(point), place, own)


def make_frame(pack: Pack, point: Point, entries: list[dict[str, Any]], regions: list[Any]) -> dict[str, Any]:
    """The plan around its entries and regions."""
    plan: dict[str, Any] = {
        "format": PLAN_FORMAT,
        "circular": pack.id,
        "office": point.get("office", next(iter(offices_of(pack)))),
        "plan_year": point.get("plan_year", int(days_of(pack)[0][:4])),
        "status": point.get("status", "draft"),
    }
    submission: dict[str, Any] = {}
    if point.get("submission") is not None:
        submission["date"] = day_text(point["submission"])
    if point.get("version") is not None:
        submission["version"] = point["version"]
    if point.get("first_date"):
        submission["first_date"] = pack.issued
    if submission:
        plan["submission"] = submission
    if point.get("funding"):
        plan["funding"] = {"source": _TEXT}
    plan["measures"] = entries
    if regions:
        plan["regions"] = regions
    return plan


def checking_day(point: Point) -> date | None:
    """The day the plan is checked for."""
    day = point.get("checked_on")
    return None if day is None else date.fromisoformat(day_text(day))


def make_entry(pack: Pack, point: Point) -> dict[str, Any]:
    """The entry of `measures` with these values."""
    entry: dict[str, Any] = {"number": point["number"]}
    if point.get("class") is not None:
        entry["class"] = point["class"]
    for field, (member, value) in _SAID.items():
        if point.get(field):
            entry[member] = value
    if any(point.get("schedule", ())):
        entry["schedule"] = [{"due": day_text(day)} for day in _milestones(pack, point["schedule"])]
    if point.get("support") is not None:
        entry["sipo_support"] = _support(pack, point)
    detail = point.get("detail")
    if detail == _LEGISLATION or point.get("legislation") is not None:
        in_force, path = point.get("legislation") or (True, "evaluate")
        entry["legislation"] = {"regulation_in_force": in_force, "path": path}
    targets = _targets(point)
    if targets:
        entry["targets"] = targets
    return entry


_SAID: Final[Mapping[str, tuple[str, Any]]] = {
    "objective": ("objective", _TEXT),
    "actions": ("actions", [_TEXT]),
    "responsible": ("responsible", [_TEXT]),
    "entry_funding": ("funding", {"source": _TEXT}),
}
"""Field -> the member of an entry that says it, and how."""


def _targets(point: Point) -> dict[str, Any]:
    targets = {name: point[name] for name in TARGETS if point.get(name) is not None}
    if point.get("alliance") is not None:
        targets[_ALLIANCES] = [{"basic_patents": count} for count in point["alliance"]] or [{}]
    detail = point.get("detail")
    if detail not in (None, _LEGISLATION):
        targets.setdefault(detail, [{}] if detail == _ALLIANCES else 1)
    return targets


_LEGISLATION: Final = "legislation"
_ALLIANCES: Final = "alliances"


def make_region(pack: Pack, point: Point, place: int = 0) -> dict[str, Any]:
    """The region with these values; each `place` is another region."""
    office = point.get("office", next(iter(offices_of(pack))))
    province = _province(pack, office, point.get("code"))
    known = _places(pack, province or offices_of(pack)[office].province)
    code, name = known[place] if place < len(known) else (f"{province}{place:04}", f"第{place + 1}区")
    region: dict[str, Any] = {"name": name}
    if province is not None:
        region["code"] = code
    if point.get("tasks"):
        region["tasks"] = [_TEXT]
    return region


def _places(pack: Pack, province: str | None) -> list[tuple[str, str]]:
    """The code and the name of places of a province, where the pack has such a table."""
    table = pack.tables.get("place")
    rows = [] if table is None or province is None else table.index(("province",)).get((province,), ())
    return [(row["code"], row["name"]) for row in rows]


def _province(pack: Pack, office: str, code: str | None) -> str | None:
    """The province digits of a region's code; an office without digits has no regions of its own digits."""
    own = offices_of(pack)[office].province
    if code == OWN:
        return own
    if code == OTHER:
        provinces = (other.province for other in offices_of(pack).values())
        return next((province for province in provinces if province not in (own, None)), None)
    return code


def _support(pack: Pack, point: Point) -> dict[str, Any]:
    support: dict[str, Any] = {"kind": point["support"]}
    if point.get("approval") is not None:
        row = measures_of(pack).get(point["number"])
        usual = (*(row.leads if row else ()), *departments_of(pack))[0]
        approval = {"status": point["approval"], "department": point.get("department", usual)}
        if point.get("approved_on") is not None:
            approval["date"] = day_text(point["approved_on"])
        support["approval"] = approval
    return support


def _milestones(pack: Pack, counts: tuple[int, int, int]) -> Iterable[int]:
    first, last = map(day_number, days_of(pack))
    days = (day_after(first, -1), first, day_after(last, 1))
    return (day for day, count in zip(days, counts, strict=True) for _ in range(count))


def _others(pack: Pack, counts: Mapping[str, int], subject: Number | None, listed: list[Number]) -> list[Number] | None:
    """The measures to list besides, for there to be so many of each class; None where that cannot be."""
    others: list[Number] = []
    measures = measures_of(pack).values()
    for class_, count in counts.items():
        of_class = [row.number for row in measures if row.class_ == class_]
        missing = count - len(set(of_class) & set(listed))
        free = [number for number in of_class if number != subject]
        if not 0 <= missing <= len(free):
            return None
        others += free[:missing]
    return others
