"""A plan, read and found valid (or with the faulty parts set aside), as flat facts: pure, and of no circular.

Everything circular-specific comes from the rule pack's catalogue, roster and plan year. Each fact carries every member
of its kind; None stands for a member that is not there, or that a schema fault hides.
"""

from __future__ import annotations

from functools import lru_cache
from operator import methodcaller
from typing import TYPE_CHECKING, Any, Final

from checker.model import Fact, Known, Selection
from checker.values import WHITE_SPACE, day_number, number_of, order_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from checker.facts.parts import SetAside
    from checker.model import Number, Pointer
    from checker.pack.model import Pack

UNKNOWN_CLASS: Final = "unknown"
"""The class of an entry whose number the catalogue does not have."""

_LEGISLATION: Final = "legislation"
_ALLIANCES: Final = "alliances"


def build_facts(data: Mapping[str, Any], aside: SetAside, pack: Pack, as_of: date | None) -> tuple[Known, Selection]:
    """The facts of the plan `data`, which has every required member, and the measures it selects.

    The parts in `aside` are left out of judgement.
    """
    facts: list[Fact] = []
    unread: list[Fact] = []
    entries: dict[Number, int] = {}
    heads = _heads(pack)
    for index, entry in enumerate(data["measures"]):
        at: Pointer = ("measures", index)
        number = number_of(entry.get("number")) if isinstance(entry, dict) else None
        head = heads.get(number) or {**_NO_ROW, "number": number}
        if number is not None:
            entries[number] = occurrence = entries.get(number, 0) + 1
            head = {**head, "occurrence": occurrence}
            facts.append(Fact("entry", at, head))
        if index in aside.measures:
            of_number = {name: value for name, value in head.items() if name not in _NOTHING_SPECIAL}
            unread += _unread_parts(at, {} if number is None else of_number, entry)
        else:
            facts.append(_measure_fact(at, head, entry, pack))
            if not _NESTED.isdisjoint(entry):
                facts += _nested_facts(at, head, entry)
    selection = _selection(entries, pack)
    facts += _region_facts(data.get("regions"), aside, unread)
    facts += _exception_facts(data.get("exceptions"), aside, pack, unread)
    plan = _plan_fact(data, aside, pack, selection, as_of)
    facts.append(plan)
    unknown = (
        ({"has_submission_date", "submitted_on"} if aside.submission else set())
        | ({"states_funds"} if aside.funding else set())
        | ({"regions"} if aside.all_regions else set())
    )
    return Known(tuple(facts), plan, tuple(unread), frozenset(unknown)), selection


@lru_cache(maxsize=16)
def _heads(pack: Pack) -> Mapping[Number | None, Mapping[str, Any]]:
    """What the catalogue says of each of its measures, as members of the facts about it; no targets are given yet."""
    return {
        row.number: {
            "number": row.number,
            "class": row.class_,
            "progress": row.progress,
            "consent_always_needed": row.sipo_decides is not None and row.sipo_decides.always,
            **_NOTHING_SPECIAL,
        }
        for row in pack.catalogue.measures.values()
    }


_NOTHING_SPECIAL: Final[Mapping[str, Any]] = {
    "compliant_enterprises": None,
    "advantaged_enterprises": None,
    "service_platforms": None,
    "trained_agents": None,
    "pilot_bases": None,
    "has_compliant_enterprises": False,
    "asks_sipo": False,
    "asks_for": None,
    "has_legislation": False,
    "regulation_in_force": None,
    "legislation_path": None,
}
"""What is said of a measure that sets no targets, asks SIPO for nothing and is about no legislation."""

_NO_ROW: Final = {"class": UNKNOWN_CLASS, "progress": None, "consent_always_needed": False, **_NOTHING_SPECIAL}
"""What is said of a number the catalogue does not have."""


_stripped: Final = methodcaller("strip", WHITE_SPACE)


def _has_text(texts: Iterable[str]) -> bool:
    return any(map(_stripped, texts))


def _states_funds(funding: Mapping[str, Any]) -> bool:
    return "source" in funding or funding.get("amount_cny", 0) > 0


def _measure_fact(at: Pointer, head: Mapping[str, Any], entry: Mapping[str, Any], pack: Pack) -> Fact:
    find = entry.get
    schedule = find("schedule", ())
    in_year, after_year = _milestones(schedule, pack)
    stated = find("class")
    members = {
        **head,
        "states_class": stated is not None,
        "stated_class": stated,
        "has_objective": "objective" in entry,
        "has_actions": _has_text(find("actions", ())),
        "has_schedule": bool(schedule),
        "has_responsible": _has_text(find("responsible", ())),
        "states_funds": "funding" in entry and _states_funds(entry["funding"]),
        "milestones_in_plan_year": in_year,
        "milestones_after_plan_year": after_year,
    }
    if not _NESTED.isdisjoint(entry):
        members.update(_special_members(entry))
    return Fact("measure", at, members)


def _special_members(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """The members that most measures have nothing for."""
    members: dict[str, Any] = {}
    if "sipo_support" in entry:
        members.update(asks_sipo=True, asks_for=entry["sipo_support"]["kind"])
    if _LEGISLATION in entry:
        legislation = entry[_LEGISLATION]
        members.update(
            has_legislation=True,
            regulation_in_force=legislation["regulation_in_force"],
            legislation_path=legislation["path"],
        )
    if "targets" in entry:
        figures = {name: int(value) for name, value in entry["targets"].items() if name in _NOTHING_SPECIAL}
        members.update(figures, has_compliant_enterprises="compliant_enterprises" in figures)
    return members


def _nested_facts(at: Pointer, head: Mapping[str, Any], entry: Mapping[str, Any]) -> Iterable[Fact]:
    if "sipo_support" in entry:
        yield _request_fact((*at, "sipo_support"), head, entry["sipo_support"])
    targets = entry.get("targets", {})
    for name in targets:
        yield Fact("detail", (*at, "targets", name), _nested(head, name=name))
    if _LEGISLATION in entry:
        yield Fact("detail", (*at, _LEGISLATION), _nested(head, name=_LEGISLATION))
    for place, alliance in enumerate(targets.get(_ALLIANCES, ())):
        patents = alliance.get("basic_patents")
        yield Fact(
            "alliance",
            (*at, "targets", _ALLIANCES, place),
            _nested(
                head,
                name=alliance.get("name"),
                has_basic_patents=patents is not None,
                basic_patents=None if patents is None else int(patents),
            ),
        )


_NESTED: Final = frozenset({"sipo_support", "targets", _LEGISLATION})
"""The members of a measure that are facts of their own."""


def _milestones(schedule: Sequence[Mapping[str, str]], pack: Pack) -> tuple[int, int]:
    """How many milestones are due in the plan year, and how many after it; days as text compare as days."""
    in_year = after_year = 0
    for item in schedule:
        if item["due"] > pack.last_day:
            after_year += 1
        elif item["due"] >= pack.first_day:
            in_year += 1
    return in_year, after_year


def _nested(head: Mapping[str, Any], **members: Any) -> dict[str, Any]:
    return {"number": head["number"], "class": head["class"], **members}


def _request_fact(at: Pointer, head: Mapping[str, Any], support: Mapping[str, Any]) -> Fact:
    approval = support.get("approval")
    dated = None if approval is None else approval.get("date")
    return Fact(
        "request",
        at,
        _nested(
            head,
            asks_for=support["kind"],
            has_approval=approval is not None,
            approval_status=None if approval is None else approval["status"],
            approval_department=None if approval is None else approval["department"],
            has_approval_date=dated is not None,
            approved_on=None if dated is None else day_number(dated),
        ),
    )


def _unread_parts(at: Pointer, head: Mapping[str, Any], entry: object) -> Iterable[Fact]:
    yield Fact("measure", at, head)
    members = entry if isinstance(entry, dict) else {}
    nested = {name: head[name] for name in ("number", "class") if name in head}
    if "sipo_support" in members:
        yield Fact("request", at, nested)
    if "targets" in members:
        yield Fact("alliance", at, nested)
    if "targets" in members or _LEGISLATION in members:
        yield Fact("detail", at, nested)


def _region_facts(regions: Any, aside: SetAside, unread: list[Fact]) -> Iterable[Fact]:
    if aside.all_regions:
        unread.append(Fact("region", ("regions",), {}))
        return
    for index, region in enumerate(regions or ()):
        at: Pointer = ("regions", index)
        if index in aside.regions:
            unread.append(Fact("region", at, {}))
            continue
        code = region.get("code")
        text = code if code is None or isinstance(code, str) else str(int(code))
        members = {
            "name": region["name"],
            "code": text,
            "has_tasks": _has_text(region.get("tasks", ())),
            "has_code": text is not None,
            "province": text and text[:2],
        }
        yield Fact("region", at, members)


def _exception_facts(exceptions: object, aside: SetAside, pack: Pack, unread: list[Fact]) -> Iterable[Fact]:
    if aside.all_exceptions:
        unread.append(Fact("exception", ("exceptions",), {}))
    elif isinstance(exceptions, list):
        for index, exception in enumerate(exceptions):
            at: Pointer = ("exceptions", index)
            if index in aside.exceptions:
                unread.append(Fact("exception", at, {}))
                continue
            named = exception["rule"]
            yield Fact(
                "exception",
                at,
                {
                    "rule": named if named in pack.rules_by_id else None,
                    "named_rule": named,
                    "justification": exception["justification"],
                },
            )


def _plan_fact(data: Mapping[str, Any], aside: SetAside, pack: Pack, selection: Selection, as_of: date | None) -> Fact:
    province = pack.offices[data["office"]].province if data["office"] in pack.offices else None
    submitted_on = None if aside.submission else data.get("submission", {}).get("date")
    return Fact(
        "plan",
        (),
        {
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
        },
    )


def _selection(entries: Mapping[Number, int], pack: Pack) -> Selection:
    measures = pack.catalogue.measures
    listed: dict[str, list[Number]] = {"required": [], "optional": [], "national": [], UNKNOWN_CLASS: []}
    for number in entries:
        listed[measures[number].class_ if number in measures else UNKNOWN_CLASS].append(number)
    missing = (row.number for row in measures.values() if row.class_ == "required" and row.number not in entries)
    return Selection(
        required=_ordered(listed["required"]),
        missing=_ordered(missing),
        optional=_ordered(listed["optional"]),
        national=_ordered(listed["national"]),
        unknown=_ordered(listed[UNKNOWN_CLASS]),
    )


def _ordered(numbers: Iterable[Number]) -> tuple[Number, ...]:
    found = list(numbers)
    # Comparing integers by themselves is much the quickest, and most catalogues have nothing else.
    return tuple(sorted(found, key=order_of if str in map(type, found) else None))
