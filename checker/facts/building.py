"""A plan, read and found valid (or with the faulty parts set aside), as flat facts: pure, and of no circular.

Everything circular-specific comes from the rule pack's catalogue, roster and plan year. Each fact carries every member
of its kind; None stands for a member that is not there, or that a schema fault hides.

Plans have most of their parts in common, as far as rules can see. So of each part only its features are taken, and the
facts they amount to are made once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from checker.model import Fact, Known, Part, Selection
from checker.values import day_number, has_text, number_of, order_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from checker.facts.parts import SetAside
    from checker.model import Number, Pointer
    from checker.pack.model import Pack

    _Asked = tuple[str, str | None, str | None, int | None]
    """What is asked of SIPO, and the status, department and day of the approval."""
    _Flags = tuple[bool, bool, bool, bool, bool]
    """Whether an objective, actions, a schedule, departments and funds are stated."""
    _Features = tuple[
        Number,
        int,
        str | None,
        _Flags,
        tuple[int, int],
        _Asked | None,
        tuple[bool, str] | None,
        tuple[tuple[str, float], ...],
    ]
    """What rules can see of an entry, in plain tuples, as nothing else is looked up as quickly.

    Its number and which entry of the number it is, the class it says, what is stated, its milestones in the plan year
    and after it, what is asked, the path of legislation, and the targets.
    """

UNKNOWN_CLASS: Final = "unknown"
"""The class of an entry whose number the catalogue does not have."""

_LEGISLATION: Final = "legislation"
_SUPPORT: Final = "sipo_support"
_TARGETS: Final = "targets"
_ALLIANCES: Final = "alliances"

_SHARED: Final = 4096
"""How many parts are kept to be shared."""


def build_facts(data: Mapping[str, Any], aside: SetAside, pack: Pack, as_of: date | None) -> tuple[Known, Selection]:
    """The facts of the plan `data`, which has every required member, and the measures it selects.

    The parts in `aside` are left out of judgement.
    """
    parts: list[Part] = []
    places: list[Pointer] = []
    unread: list[Fact] = []
    entries: dict[Number, int] = {}
    for index, entry in enumerate(data["measures"]):
        at: Pointer = ("measures", index)
        number = number_of(entry.get("number")) if isinstance(entry, dict) else None
        if number is not None:
            entries[number] = entries.get(number, 0) + 1
        if number is None:
            unread += _unread_parts(at, {}, entry)
        elif index in aside.measures:
            part = _entry_part(pack, number, entries[number])
            parts.append(part)
            places.append(at)
            unread += _unread_parts(at, part.facts[0].members, entry)
        else:
            parts.append(_measure_part_of(entry, number, entries[number], pack))
            places.append(at)
            if _TARGETS in entry and _ALLIANCES in entry[_TARGETS]:
                for place, alliance in enumerate(entry[_TARGETS][_ALLIANCES]):
                    parts.append(_alliance_part_of(alliance, number, pack))
                    places.append((*at, _TARGETS, _ALLIANCES, place))
    if aside.all_regions:
        unread.append(Fact("region", ("regions",), {}))
    else:
        for index, region in enumerate(data.get("regions", ())):
            if index in aside.regions:
                unread.append(Fact("region", ("regions", index), {}))
            else:
                parts.append(_region_part(region["name"], region.get("code"), has_text(region.get("tasks", ()))))
                places.append(("regions", index))
    selection = _selection(entries, pack)
    exceptions = tuple(_exception_facts(data.get("exceptions", ()), aside, pack, unread))
    anchor = _plan_fact(data, aside, pack, selection, as_of)
    unknown = (
        ({"has_submission_date", "submitted_on"} if aside.submission else set())
        | ({"states_funds"} if aside.funding else set())
        | ({"regions"} if aside.all_regions else set())
    )
    return Known(parts, places, anchor, exceptions, tuple(unread), frozenset(unknown)), selection


def _of_number(pack: Pack, number: Number) -> dict[str, Any]:
    """What is known of a measure by its number alone."""
    row = pack.catalogue.measures.get(number)
    return {"number": number, "class": UNKNOWN_CLASS if row is None else row.class_}


@lru_cache(maxsize=_SHARED)
def _entry_part(pack: Pack, number: Number, occurrence: int) -> Part:
    """An entry of which nothing is known but its number: what the catalogue says, and which entry of the number it is.

    The entry itself is the first of its facts.
    """
    row = pack.catalogue.measures.get(number)
    members = _of_number(pack, number) | {
        "progress": None if row is None else row.progress,
        "consent_always_needed": row is not None and row.sipo_decides is not None and row.sipo_decides.always,
        "occurrence": occurrence,
    }
    return Part((Fact("entry", (), members),))


_FIGURES: Final = (
    "compliant_enterprises",
    "advantaged_enterprises",
    "service_platforms",
    "trained_agents",
    "pilot_bases",
)
"""The targets that are one figure."""


def _states_funds(funding: Mapping[str, Any]) -> bool:
    return "source" in funding or funding.get("amount_cny", 0) > 0


def _measure_part_of(entry: Mapping[str, Any], number: Number, occurrence: int, pack: Pack) -> Part:
    """What an entry that can be judged amounts to, without the alliances among its targets."""
    find = entry.get
    schedule = find("schedule", ())
    first_day, last_day = pack.first_day, pack.last_day
    in_year = after_year = 0
    # Days as text compare as days do.
    for milestone in schedule:
        due = milestone["due"]
        if due > last_day:
            after_year += 1
        elif due >= first_day:
            in_year += 1
    support, legislation, targets = find(_SUPPORT), find(_LEGISLATION), find(_TARGETS)
    features: _Features = (
        number,
        occurrence,
        find("class"),
        (
            "objective" in entry,
            has_text(find("actions", ())),
            bool(schedule),
            has_text(find("responsible", ())),
            "funding" in entry and _states_funds(entry["funding"]),
        ),
        (in_year, after_year),
        None if support is None else _asked(support),
        None if legislation is None else (legislation["regulation_in_force"], legislation["path"]),
        () if targets is None else tuple((targets | {_ALLIANCES: 0} if _ALLIANCES in targets else targets).items()),
    )
    return _measure_part(pack, features)


def _asked(support: Mapping[str, Any]) -> _Asked:
    approval = support.get("approval")
    if approval is None:
        return support["kind"], None, None, None
    dated = approval.get("date")
    return support["kind"], approval["status"], approval["department"], None if dated is None else day_number(dated)


@lru_cache(maxsize=_SHARED)
def _measure_part(pack: Pack, features: _Features) -> Part:
    number, occurrence, stated_class, flags, milestones, asked, legislation, targets = features
    (entry,) = _entry_part(pack, number, occurrence).facts
    figures = {name: int(value) for name, value in targets if name in _FIGURES}
    measure = {
        **entry.members,
        "states_class": stated_class is not None,
        "stated_class": stated_class,
        **dict(zip(_FLAGS, flags, strict=True)),
        "milestones_in_plan_year": milestones[0],
        "milestones_after_plan_year": milestones[1],
        "asks_sipo": asked is not None,
        "asks_for": None if asked is None else asked[0],
        "has_legislation": legislation is not None,
        "regulation_in_force": None if legislation is None else legislation[0],
        "legislation_path": None if legislation is None else legislation[1],
        **dict.fromkeys(_FIGURES),
        **figures,
        "has_compliant_enterprises": "compliant_enterprises" in figures,
    }
    about = _of_number(pack, number)
    facts = [entry, Fact("measure", (), measure)]
    if asked is not None:
        facts.append(Fact("request", (_SUPPORT,), about | _request(*asked)))
    facts += (Fact("detail", (_TARGETS, name), about | {"name": name}) for name, _ in targets)
    if legislation is not None:
        facts.append(Fact("detail", (_LEGISLATION,), about | {"name": _LEGISLATION}))
    return Part(tuple(facts))


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


def _alliance_part_of(alliance: Mapping[str, Any], number: Number, pack: Pack) -> Part:
    patents = alliance.get("basic_patents")
    return _alliance_part(pack, number, alliance.get("name"), None if patents is None else int(patents))


@lru_cache(maxsize=_SHARED)
def _alliance_part(pack: Pack, number: Number, name: str | None, patents: int | None) -> Part:
    about = {"name": name, "has_basic_patents": patents is not None, "basic_patents": patents}
    return Part((Fact("alliance", (), _of_number(pack, number) | about),))


@lru_cache(maxsize=_SHARED)
def _region_part(name: str, code: str | float | None, has_tasks: bool) -> Part:  # noqa: FBT001 - looked up by place
    text = code if code is None or isinstance(code, str) else str(int(code))
    members = {
        "name": name,
        "code": text,
        "has_tasks": has_tasks,
        "has_code": text is not None,
        "province": text and text[:2],
    }
    return Part((Fact("region", (), members),))


def _unread_parts(at: Pointer, known: Mapping[str, Any], entry: object) -> Iterator[Fact]:
    """What is there and could not be read, with what is `known` of it by its number."""
    yield Fact("measure", at, known)
    members = entry if isinstance(entry, dict) else {}
    nested = {name: known[name] for name in ("number", "class") if name in known}
    if _SUPPORT in members:
        yield Fact("request", at, nested)
    if _TARGETS in members:
        yield Fact("alliance", at, nested)
    if _TARGETS in members or _LEGISLATION in members:
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


def _selection(entries: Mapping[Number, int], pack: Pack) -> Selection:
    classes = _classes(pack)
    required, optional, national = [
        tuple([number for number in classes[class_] if number in entries])
        for class_ in ("required", "optional", "national")
    ]
    unknown: tuple[Number, ...] = ()
    if len(required) + len(optional) + len(national) < len(entries):
        unknown = tuple(sorted(entries.keys() - pack.catalogue.measures.keys(), key=order_of))
    return Selection(
        required=required,
        missing=tuple([number for number in classes["required"] if number not in entries]),
        optional=optional,
        national=national,
        unknown=unknown,
    )


@lru_cache(maxsize=16)
def _classes(pack: Pack) -> Mapping[str, Sequence[Number]]:
    """The catalogue's measures of each class, sorted."""
    rows = sorted(pack.catalogue.measures.values(), key=lambda row: order_of(row.number))
    return {
        class_: [row.number for row in rows if row.class_ == class_] for class_ in ("required", "optional", "national")
    }
