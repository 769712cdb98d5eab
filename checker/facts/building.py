"""A plan, read and found valid (or with the faulty parts set aside), as flat facts: pure, and of no circular.

Everything circular-specific comes from the rule pack's catalogue, roster and plan year. Each fact carries every member
of its kind; None stands for a member that is not there, or that a schema fault hides.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from checker.model import Fact, Known, Members, Selection
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
    by_kind: dict[str, list[Fact]] = {kind: [] for kind in _KINDS}
    unread: list[Fact] = []
    entries: dict[Number, int] = {}
    for index, entry in enumerate(data["measures"]):
        at: Pointer = ("measures", index)
        number = number_of(entry.get("number")) if isinstance(entry, dict) else None
        if number is not None:
            entries[number] = entries.get(number, 0) + 1
            known = _entry(pack, number, entries[number])
            by_kind["entry"].append(Fact("entry", at, known))
        if number is None or index in aside.measures:
            unread += _unread_parts(at, {} if number is None else known, entry)
        else:
            _add_measure(at, known, entry, pack, by_kind)
    selection = _selection(entries, pack)
    by_kind["region"] += _region_facts(data.get("regions"), aside, unread)
    by_kind["exception"] += _exception_facts(data.get("exceptions"), aside, pack, unread)
    plan = _plan_fact(data, aside, pack, selection, as_of)
    by_kind["plan"].append(plan)
    unknown = (
        ({"has_submission_date", "submitted_on"} if aside.submission else set())
        | ({"states_funds"} if aside.funding else set())
        | ({"regions"} if aside.all_regions else set())
    )
    return Known(by_kind, plan, tuple(unread), frozenset(unknown)), selection


_KINDS: Final = ("entry", "measure", "request", "detail", "alliance", "region", "exception", "plan")

_SHARED: Final = 4096
"""How many members of facts are kept to be shared: plans have most of theirs in common, and evaluators know them."""


@lru_cache(maxsize=_SHARED)
def _entry(pack: Pack, number: Number, occurrence: int) -> Members:
    """What is known of a measure by its number alone: what the catalogue says, and which entry of the number it is."""
    row = pack.catalogue.measures.get(number)
    return Members(
        {
            "number": number,
            "class": UNKNOWN_CLASS if row is None else row.class_,
            "progress": None if row is None else row.progress,
            "consent_always_needed": row is not None and row.sipo_decides is not None and row.sipo_decides.always,
            "occurrence": occurrence,
        }
    )


_FIGURES: Final = (
    "compliant_enterprises",
    "advantaged_enterprises",
    "service_platforms",
    "trained_agents",
    "pilot_bases",
)
"""The targets that are one figure."""


def _has_text(texts: Iterable[str]) -> bool:
    for text in texts:  # noqa: SIM110 - a generator for each of so many lists takes twice as long
        if text.strip(WHITE_SPACE):
            return True
    return False


def _states_funds(funding: Mapping[str, Any]) -> bool:
    return "source" in funding or funding.get("amount_cny", 0) > 0


def _add_measure(
    at: Pointer, known: Members, entry: Mapping[str, Any], pack: Pack, by_kind: Mapping[str, list[Fact]]
) -> None:
    """Add the facts of one entry that can be judged, of which `known` is known by its number."""
    find = entry.get
    schedule = find("schedule", ())
    support = find("sipo_support")
    legislation = find(_LEGISLATION)
    targets = find("targets")
    members = _measure(
        known,
        find("class"),
        (
            "objective" in entry,
            _has_text(find("actions", ())),
            bool(schedule),
            _has_text(find("responsible", ())),
            "funding" in entry and _states_funds(entry["funding"]),
        ),
        _milestones(schedule, pack),
        None if support is None else support["kind"],
        None if legislation is None else (legislation["regulation_in_force"], legislation["path"]),
        () if targets is None else tuple((name, int(value)) for name, value in targets.items() if name in _FIGURES),
    )
    by_kind["measure"].append(Fact("measure", at, members))
    if support is not None:
        by_kind["request"].append(Fact("request", (*at, "sipo_support"), _request_members(known, support)))
    if targets is not None:
        by_kind["detail"] += [Fact("detail", (*at, "targets", name), _detail(known, name)) for name in targets]
        for place, alliance in enumerate(targets.get(_ALLIANCES, ())):
            patents = alliance.get("basic_patents")
            about = _alliance(known, alliance.get("name"), None if patents is None else int(patents))
            by_kind["alliance"].append(Fact("alliance", (*at, "targets", _ALLIANCES, place), about))
    if legislation is not None:
        by_kind["detail"].append(Fact("detail", (*at, _LEGISLATION), _detail(known, _LEGISLATION)))


_FLAGS: Final = ("has_objective", "has_actions", "has_schedule", "has_responsible", "states_funds")


@lru_cache(maxsize=_SHARED)
def _measure(
    known: Members,
    stated: str | None,
    flags: tuple[bool, ...],
    milestones: tuple[int, int],
    asks_for: str | None,
    legislation: tuple[bool, str] | None,
    figures: tuple[tuple[str, int], ...],
) -> Members:
    members = Members(
        {
            **known,
            "states_class": stated is not None,
            "stated_class": stated,
            **dict(zip(_FLAGS, flags, strict=True)),
            "milestones_in_plan_year": milestones[0],
            "milestones_after_plan_year": milestones[1],
            "asks_sipo": asks_for is not None,
            "asks_for": asks_for,
            "has_legislation": legislation is not None,
            "regulation_in_force": None if legislation is None else legislation[0],
            "legislation_path": None if legislation is None else legislation[1],
            **dict.fromkeys(_FIGURES),
            **dict(figures),
        }
    )
    members["has_compliant_enterprises"] = members["compliant_enterprises"] is not None
    return members


@lru_cache(maxsize=_SHARED)
def _detail(known: Members, name: str) -> Members:
    return Members({"number": known["number"], "class": known["class"], "name": name})


@lru_cache(maxsize=_SHARED)
def _alliance(known: Members, name: str | None, patents: int | None) -> Members:
    return Members(
        {
            "number": known["number"],
            "class": known["class"],
            "name": name,
            "has_basic_patents": patents is not None,
            "basic_patents": patents,
        }
    )


def _request_members(known: Members, support: Mapping[str, Any]) -> Members:
    approval = support.get("approval")
    if approval is None:
        return _request(known, support["kind"], None, None, None)
    dated = approval.get("date")
    approved_on = None if dated is None else day_number(dated)
    return _request(known, support["kind"], approval["status"], approval["department"], approved_on)


@lru_cache(maxsize=_SHARED)
def _request(
    known: Members, asks_for: str, status: str | None, department: str | None, approved_on: int | None
) -> Members:
    return Members(
        {
            "number": known["number"],
            "class": known["class"],
            "asks_for": asks_for,
            "has_approval": status is not None,
            "approval_status": status,
            "approval_department": department,
            "has_approval_date": approved_on is not None,
            "approved_on": approved_on,
        }
    )


def _milestones(schedule: Sequence[Mapping[str, str]], pack: Pack) -> tuple[int, int]:
    """How many milestones are due in the plan year, and how many after it; days as text compare as days."""
    in_year = after_year = 0
    for item in schedule:
        if item["due"] > pack.last_day:
            after_year += 1
        elif item["due"] >= pack.first_day:
            in_year += 1
    return in_year, after_year


def _unread_parts(at: Pointer, known: Mapping[str, Any], entry: object) -> Iterable[Fact]:
    """What is there and could not be read, with what is `known` of it by its number."""
    yield Fact("measure", at, Members(known))
    members = entry if isinstance(entry, dict) else {}
    nested = Members({name: known[name] for name in ("number", "class") if name in known})
    if "sipo_support" in members:
        yield Fact("request", at, nested)
    if "targets" in members:
        yield Fact("alliance", at, nested)
    if "targets" in members or _LEGISLATION in members:
        yield Fact("detail", at, nested)


def _region_facts(regions: Any, aside: SetAside, unread: list[Fact]) -> Iterable[Fact]:
    if aside.all_regions:
        unread.append(Fact("region", ("regions",), Members()))
        return
    for index, region in enumerate(regions or ()):
        at: Pointer = ("regions", index)
        if index in aside.regions:
            unread.append(Fact("region", at, Members()))
            continue
        members = _region(region["name"], region.get("code"), has_tasks=_has_text(region.get("tasks", ())))
        yield Fact("region", at, members)


@lru_cache(maxsize=_SHARED)
def _region(name: str, code: str | float | None, *, has_tasks: bool) -> Members:
    text = code if code is None or isinstance(code, str) else str(int(code))
    return Members(
        name=name,
        code=text,
        has_tasks=has_tasks,
        has_code=text is not None,
        province=text and text[:2],
    )


def _exception_facts(exceptions: object, aside: SetAside, pack: Pack, unread: list[Fact]) -> Iterable[Fact]:
    if aside.all_exceptions:
        unread.append(Fact("exception", ("exceptions",), Members()))
    elif isinstance(exceptions, list):
        for index, exception in enumerate(exceptions):
            at: Pointer = ("exceptions", index)
            if index in aside.exceptions:
                unread.append(Fact("exception", at, Members()))
                continue
            named = exception["rule"]
            yield Fact(
                "exception",
                at,
                Members(
                    rule=named if named in pack.rules_by_id else None,
                    named_rule=named,
                    justification=exception["justification"],
                ),
            )


def _plan_fact(data: Mapping[str, Any], aside: SetAside, pack: Pack, selection: Selection, as_of: date | None) -> Fact:
    province = pack.offices[data["office"]].province if data["office"] in pack.offices else None
    submitted_on = None if aside.submission else data.get("submission", {}).get("date")
    return Fact(
        "plan",
        (),
        Members(
            office=data["office"],
            province=province,
            has_province=province is not None,
            year=int(data["plan_year"]),
            status=data["status"],
            has_submission_date=None if aside.submission else submitted_on is not None,
            submitted_on=None if submitted_on is None else day_number(submitted_on),
            has_checking_day=as_of is not None,
            checked_on=None if as_of is None else day_number(as_of.isoformat()),
            states_funds=None if aside.funding else _states_funds(data.get("funding", {})),
            regions=None if aside.all_regions else len(data.get("regions", ())),
            required_measures=len(selection.required),
            optional_measures=len(selection.optional),
            national_measures=len(selection.national),
        ),
    )


def _selection(entries: Mapping[Number, int], pack: Pack) -> Selection:
    classes, required = _classes(pack)
    listed: dict[str, list[Number]] = {"required": [], "optional": [], "national": [], UNKNOWN_CLASS: []}
    for number in entries:
        listed[classes.get(number, UNKNOWN_CLASS)].append(number)
    missing = [number for number in required if number not in entries]
    # Comparing integers by themselves is much the quickest, and most catalogues have nothing else.
    key = order_of if str in map(type, (*entries, *required)) else None
    return Selection(
        required=tuple(sorted(listed["required"], key=key)),
        missing=tuple(sorted(missing, key=key)),
        optional=tuple(sorted(listed["optional"], key=key)),
        national=tuple(sorted(listed["national"], key=key)),
        unknown=tuple(sorted(listed[UNKNOWN_CLASS], key=key)),
    )


@lru_cache(maxsize=16)
def _classes(pack: Pack) -> tuple[Mapping[Number, str], tuple[Number, ...]]:
    """The class of each measure of the catalogue, and those that are required."""
    classes = {row.number: row.class_ for row in pack.catalogue.measures.values()}
    return classes, tuple(number for number, class_ in classes.items() if class_ == "required")
