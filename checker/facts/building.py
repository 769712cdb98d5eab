"""A plan, read and found valid (or with the faulty parts set aside), as flat facts: pure, and of no circular.

Everything circular-specific comes from the rule pack's catalogue, roster and plan year. Each fact carries every member
of its kind; None stands for a member that is not there, or that a schema fault hides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from checker.facts.sharing import ALLIANCES, LEGISLATION, SUPPORT, TARGETS, shared_under
from checker.model import Fact, Known, Selection
from checker.values import day_number, has_text, number_of, order_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from checker.facts.parts import SetAside
    from checker.facts.sharing import AllianceFeatures, Asked, MeasureFeatures, Shared
    from checker.model import Number, Part, Pointer
    from checker.pack.model import Pack

_NONE: Final[Mapping[str, Any]] = {}
"""The targets of an entry that has none."""


def build_facts(data: Mapping[str, Any], aside: SetAside, pack: Pack, as_of: date | None) -> tuple[Known, Selection]:
    """The facts of the plan `data`, which has every required member, and the measures it selects.

    The parts in `aside` are left out of judgement.
    """
    shared = shared_under(pack)
    parts: list[Part] = []
    places: list[Pointer] = []
    unread: list[Fact] = []
    entries: dict[Number, int] = {}
    year = pack.first_day, pack.last_day
    for index, entry in enumerate(data["measures"]):
        at: Pointer = ("measures", index)
        number = number_of(entry.get("number")) if isinstance(entry, dict) else None
        if number is None:
            unread += _unread_parts(at, {}, entry)
            continue
        occurrence = entries[number] = entries.get(number, 0) + 1
        places.append(at)
        if index in aside.measures:
            part = shared.entries[number, occurrence]
            parts.append(part)
            unread += _unread_parts(at, part.facts[0].members, entry)
            continue
        targets = entry.get(TARGETS, _NONE)
        parts.append(shared.measures[_measure_features(entry, number, occurrence, year, targets)])
        if ALLIANCES in targets:
            for place, alliance in enumerate(targets[ALLIANCES]):
                parts.append(shared.alliances[_alliance_features(alliance, number)])
                places.append((*at, TARGETS, ALLIANCES, place))
    if aside.all_regions:
        unread.append(Fact("region", ("regions",), {}))
    else:
        for index, region in enumerate(data.get("regions", ())):
            at = ("regions", index)
            if index in aside.regions:
                unread.append(Fact("region", at, {}))
            else:
                parts.append(shared.regions[region["name"], region.get("code"), has_text(region.get("tasks", ()))])
                places.append(at)
    selection = _selection(entries.keys(), shared)
    exceptions = tuple(_exception_facts(data.get("exceptions", ()), aside, pack, unread))
    anchor = _plan_fact(data, aside, pack, selection, as_of)
    unknown = (
        ({"has_submission_date", "submitted_on"} if aside.submission else set())
        | ({"states_funds"} if aside.funding else set())
        | ({"regions"} if aside.all_regions else set())
    )
    facts = (
        Fact(kind, at + below, members)
        for part, at in zip(parts, places, strict=True)
        for kind, below, members in part.facts
    )
    known = Known.of((*facts, *exceptions), anchor)
    return replace(known, unread=tuple(unread), unknown=frozenset(unknown)), selection


def _states_funds(funding: Mapping[str, Any]) -> bool:
    return "source" in funding or funding.get("amount_cny", 0) > 0


def _measure_features(
    entry: Mapping[str, Any], number: Number, occurrence: int, year: tuple[str, str], targets: Mapping[str, Any]
) -> MeasureFeatures:
    """What rules can see of an entry that can be judged, but for the alliances among its targets.

    `year` is the first and the last day of the plan year.
    """
    find = entry.get
    schedule = find("schedule", ())
    first_day, last_day = year
    in_year = after_year = 0
    # Days as text compare as days do.
    for milestone in schedule:
        due = milestone["due"]
        if due > last_day:
            after_year += 1
        elif due >= first_day:
            in_year += 1
    support, legislation = find(SUPPORT), find(LEGISLATION)
    return (
        number,
        occurrence,
        find("class"),
        "objective" in entry,
        has_text(find("actions", ())),
        bool(schedule),
        has_text(find("responsible", ())),
        "funding" in entry and _states_funds(entry["funding"]),
        in_year,
        after_year,
        None if support is None else _asked(support),
        None if legislation is None else (legislation["regulation_in_force"], legislation["path"]),
        tuple(({**targets, ALLIANCES: 0} if ALLIANCES in targets else targets).items()) if targets else (),
    )


def _asked(support: Mapping[str, Any]) -> Asked:
    approval = support.get("approval")
    if approval is None:
        return support["kind"], None, None, None
    dated = approval.get("date")
    return support["kind"], approval["status"], approval["department"], None if dated is None else day_number(dated)


def _alliance_features(alliance: Mapping[str, Any], number: Number) -> AllianceFeatures:
    patents = alliance.get("basic_patents")
    return number, alliance.get("name"), None if patents is None else int(patents)


def _unread_parts(at: Pointer, known: Mapping[str, Any], entry: object) -> Iterator[Fact]:
    """What is there and could not be read, with what is `known` of it by its number."""
    yield Fact("measure", at, known)
    members = entry if isinstance(entry, dict) else {}
    nested = {name: known[name] for name in ("number", "class") if name in known}
    if SUPPORT in members:
        yield Fact("request", at, nested)
    if TARGETS in members:
        yield Fact("alliance", at, nested)
    if TARGETS in members or LEGISLATION in members:
        yield Fact("detail", at, nested)


def _exception_facts(exceptions: Sequence[Any], aside: SetAside, pack: Pack, unread: list[Fact]) -> Iterator[Fact]:
    if aside.all_exceptions:
        unread.append(Fact("exception", ("exceptions",), {}))
        return
    for index, exception in enumerate(exceptions):
        at: Pointer = ("exceptions", index)
        if index in aside.exceptions:
            unread.append(Fact("exception", at, {}))
            continue
        named = exception["rule"]
        members = {
            "rule": named if named in pack.rules_by_id else None,
            "named_rule": named,
            "justification": exception["justification"],
        }
        yield Fact("exception", at, members)


def _plan_fact(data: Mapping[str, Any], aside: SetAside, pack: Pack, selection: Selection, as_of: date | None) -> Fact:
    province = pack.offices[data["office"]].province if data["office"] in pack.offices else None
    submitted_on = None if aside.submission else data.get("submission", {}).get("date")
    members = {
        "office": data["office"],
        "province": province,
        "has_province": province is not None,
        "year": int(data["plan_year"]),
        "status": data["status"],
        "has_submission_date": None if aside.submission else submitted_on is not None,
        "submitted_on": None if submitted_on is None else day_number(submitted_on),
        "has_checking_day": as_of is not None,
        "checked_on": None if as_of is None else day_number(as_of.isoformat()),
        "states_funds": None if aside.funding else _states_funds(data.get("funding", {})),
        "regions": None if aside.all_regions else len(data.get("regions", ())),
        "required_measures": len(selection.required),
        "optional_measures": len(selection.optional),
        "national_measures": len(selection.national),
    }
    return Fact("plan", (), members)


def _selection(listed: Collection[Number], shared: Shared) -> Selection:
    """The distinct measures among those `listed`, by class."""
    required, optional, national = [
        tuple([number for number in of_class if number in listed])
        for of_class in (shared.required, shared.optional, shared.national)
    ]
    unknown: tuple[Number, ...] = ()
    if len(required) + len(optional) + len(national) < len(listed):
        known = {*required, *optional, *national}
        unknown = tuple(sorted((number for number in listed if number not in known), key=order_of))
    missing: tuple[Number, ...] = ()
    if len(required) < len(shared.required):
        missing = tuple([number for number in shared.required if number not in listed])
    return Selection(required, missing, optional, national, unknown)
