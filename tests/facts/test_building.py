"""What is known of a plan: every member of every fact, from the plan format's own words."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from checker.facts.building import build_facts
from checker.facts.parts import NOTHING_ASIDE, SetAside
from checker.model import Selection
from checker.vocabulary import KINDS, MemberType, Stage, codes_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Known
    from checker.pack.model import Pack


def known_of(plan: Mapping[str, Any], pack: Pack, aside: SetAside = NOTHING_ASIDE, as_of: date | None = None) -> Known:
    return build_facts(plan, aside, pack, as_of)[0]


def members_of(kind: str, known: Known) -> list[dict[str, Any]]:
    return [dict(fact.members) for fact in known.by_kind.get(kind, ())]


def measure(pack: Pack, plan: dict[str, Any], entry: dict[str, Any]) -> Mapping[str, Any]:
    """The members of the fact about one entry, alone in the plan."""
    (members,) = members_of("measure", known_of(plan | {"measures": [entry]}, pack))
    return members


def test_facts_carry_every_member_of_their_kind_in_its_type(pack: Pack, plan: dict[str, Any]) -> None:
    plan["exceptions"] = [{"rule": "optional-measures-too-few", "justification": "x"}]
    known = known_of(plan, pack, as_of=date(2012, 12, 27))
    assert {kind for kind, facts in known.by_kind.items() if facts} == {
        kind for kind, about in KINDS.items() if about.stage in (Stage.PLAN, Stage.EXCEPTIONS)
    } - {"finding"}
    types: dict[MemberType, tuple[type, ...]] = {
        MemberType.FLAG: (bool,),
        MemberType.COUNT: (int,),
        MemberType.DAY: (int,),
        MemberType.NUMBER: (int, str),
        MemberType.CODE: (str,),
        MemberType.TEXT: (str,),
    }
    for fact in chain.from_iterable(known.by_kind.values()):
        about = KINDS[fact.kind].members
        # What is only shown can be taken from the catalogue when it is.
        needed = {name for name, member in about.items() if member.type is not MemberType.TEXT}
        assert needed <= fact.members.keys(), fact.kind
        for name in about.keys() & fact.members.keys():
            value, member = fact.members[name], about[name]
            assert value is None or type(value) in types[member.type], (fact.kind, name)
            if member.labels not in (None, "department", "office"):
                assert value is None or value in codes_of(member.labels), (fact.kind, name)


def test_there_is_one_plan_fact(pack: Pack, plan: dict[str, Any]) -> None:
    known = known_of(plan, pack)
    (fact,) = known.by_kind["plan"]
    assert fact is known.anchor
    assert known.anchor.kind == "plan"


@pytest.mark.parametrize(
    ("changes", "members"),
    [
        ({}, {"office": "CN-HB", "province": "42", "has_province": True, "year": 2013, "status": "submitted"}),
        ({}, {"has_submission_date": True, "submitted_on": 20121220}),
        ({}, {"required_measures": 9, "optional_measures": 4, "national_measures": 0, "regions": 3}),
        ({"office": "XPCC"}, {"office": "XPCC", "province": None, "has_province": False}),
        ({"plan_year": 2013.0}, {"year": 2013}),
        ({"plan_year": 10**20}, {"year": 10**20}),
        ({"submission": {}}, {"has_submission_date": False, "submitted_on": None}),
        ({"submission": {"version": 2}}, {"has_submission_date": False, "submitted_on": None}),
        ({"regions": []}, {"regions": 0}),
        ({"funding": {}}, {"states_funds": False}),
        ({"funding": {"amount_cny": 0}}, {"states_funds": False}),
        ({"funding": {"amount_cny": 0.0}}, {"states_funds": False}),
        ({"funding": {"amount_cny": 0.01}}, {"states_funds": True}),
        ({"funding": {"amount_cny": 1}}, {"states_funds": True}),
        ({"funding": {"source": "省级财政"}}, {"states_funds": True}),
        ({"funding": {"amount_cny": 0, "source": "省级财政"}}, {"states_funds": True}),
        ({"measures": []}, {"required_measures": 0, "optional_measures": 0, "national_measures": 0}),
        ({"measures": [{"number": 7}, {"number": "7"}, {"number": 7.0}]}, {"required_measures": 1}),
        (
            {"measures": [{"number": 4}, {"number": 1}, {"number": 99}]},
            {"optional_measures": 1, "national_measures": 1},
        ),
    ],
)
def test_the_plan_as_a_whole(
    changes: dict[str, Any], members: dict[str, Any], pack: Pack, plan: dict[str, Any]
) -> None:
    found = known_of(plan | changes, pack).anchor.members
    assert {name: found[name] for name in members} == members


@pytest.mark.parametrize("name", ["submission", "funding", "regions"])
def test_a_part_that_is_absent_is_known_to_be_absent(name: str, pack: Pack, plan: dict[str, Any]) -> None:
    del plan[name]
    known = known_of(plan, pack)
    assert known.unknown == frozenset()
    member = {"submission": "has_submission_date", "funding": "states_funds", "regions": "regions"}[name]
    assert known.anchor.members[member] in (False, 0)
    assert known.anchor.members[member] is not None


def test_the_day_of_the_check(pack: Pack, plan: dict[str, Any]) -> None:
    members = known_of(plan, pack).anchor.members
    assert (members["has_checking_day"], members["checked_on"]) == (False, None)
    members = known_of(plan, pack, as_of=date(2012, 12, 27)).anchor.members
    assert (members["has_checking_day"], members["checked_on"]) == (True, 20121227)


@pytest.mark.parametrize(
    ("entry", "members"),
    [
        ({"number": 12}, {"number": 12, "class": "required", "progress": "completed", "occurrence": 1}),
        ({"number": "12"}, {"number": 12, "class": "required"}),
        ({"number": 20}, {"class": "required", "progress": "long-term", "consent_always_needed": False}),
        ({"number": 36}, {"class": "optional", "progress": "phased", "consent_always_needed": True}),
        ({"number": 26}, {"consent_always_needed": False}),
        ({"number": 1}, {"class": "national"}),
        ({"number": 43}, {"number": 43, "class": "unknown", "progress": None, "consent_always_needed": False}),
        ({"number": "07"}, {"number": "07", "class": "unknown"}),
        ({"number": 10**30}, {"number": 10**30, "class": "unknown"}),
        ({"number": 7}, {"states_class": False, "stated_class": None, "class": "required"}),
        ({"number": 7, "class": "optional"}, {"states_class": True, "stated_class": "optional", "class": "required"}),
        (
            {"number": 7},
            {"has_objective": False, "has_actions": False, "has_schedule": False, "has_responsible": False},
        ),
        ({"number": 7, "objective": "x"}, {"has_objective": True}),
        ({"number": 7, "actions": []}, {"has_actions": False}),
        ({"number": 7, "actions": ["", " ", "\u3000"]}, {"has_actions": False}),
        ({"number": 7, "actions": ["", "x"]}, {"has_actions": True}),
        ({"number": 7, "responsible": ["\u3000"]}, {"has_responsible": False}),
        ({"number": 7, "responsible": ["\u3000", "办公室"]}, {"has_responsible": True}),
        ({"number": 7, "schedule": []}, {"has_schedule": False, "milestones_in_plan_year": 0}),
        ({"number": 7, "schedule": [{"due": "2013-06-30"}]}, {"has_schedule": True, "milestones_in_plan_year": 1}),
        ({"number": 7}, {"states_funds": False}),
        ({"number": 7, "funding": {}}, {"states_funds": False}),
        ({"number": 7, "funding": {"amount_cny": 0}}, {"states_funds": False}),
        ({"number": 7, "funding": {"amount_cny": 5e-324}}, {"states_funds": True}),
        ({"number": 7, "funding": {"source": "x"}}, {"states_funds": True}),
        ({"number": 7}, {"asks_sipo": False, "asks_for": None}),
        ({"number": 7, "sipo_support": {"kind": "approval"}}, {"asks_sipo": True, "asks_for": "approval"}),
        ({"number": 4}, {"has_legislation": False, "regulation_in_force": None, "legislation_path": None}),
        (
            {"number": 4, "legislation": {"regulation_in_force": False, "path": "propose"}},
            {"has_legislation": True, "regulation_in_force": False, "legislation_path": "propose"},
        ),
        ({"number": 26}, {"has_compliant_enterprises": False, "compliant_enterprises": None}),
        ({"number": 26, "targets": {}}, {"has_compliant_enterprises": False, "compliant_enterprises": None}),
        (
            {"number": 26, "targets": {"compliant_enterprises": 0}},
            {"has_compliant_enterprises": True, "compliant_enterprises": 0},
        ),
        ({"number": 26, "targets": {"compliant_enterprises": 30.0}}, {"compliant_enterprises": 30}),
        ({"number": 42, "targets": {"pilot_bases": 3}}, {"pilot_bases": 3, "has_compliant_enterprises": False}),
    ],
)
def test_a_measure(entry: dict[str, Any], members: dict[str, Any], pack: Pack, plan: dict[str, Any]) -> None:
    found = measure(pack, plan, entry)
    assert {name: found[name] for name in members} == members


@pytest.mark.parametrize(
    ("due", "in_year", "after_year"),
    [
        ("2012-12-31", 0, 0),
        ("2013-01-01", 1, 0),
        ("2013-12-31", 1, 0),
        ("2014-01-01", 0, 1),
        ("0001-01-01", 0, 0),
        ("9999-12-31", 0, 1),
    ],
)
def test_a_milestone_counts_by_its_day(
    due: str, in_year: int, after_year: int, pack: Pack, plan: dict[str, Any]
) -> None:
    found = measure(pack, plan, {"number": 7, "schedule": [{"due": due}]})
    assert (found["milestones_in_plan_year"], found["milestones_after_plan_year"]) == (in_year, after_year)


def test_occurrences_are_counted_by_number_as_read(pack: Pack, plan: dict[str, Any]) -> None:
    numbers = [7, "7", 8, 7.0, "07", "07", 10**30, True, 10**30]
    known = known_of(plan | {"measures": [{"number": number} for number in numbers]}, pack)
    assert [(fact["number"], fact["occurrence"]) for fact in members_of("entry", known)] == [
        (7, 1),
        (7, 2),
        (8, 1),
        (7, 3),
        ("07", 1),
        ("07", 2),
        (10**30, 1),
        (10**30, 2),
    ]


def test_what_is_asked_of_sipo(pack: Pack, plan: dict[str, Any]) -> None:
    asks = [
        {"kind": "approval"},
        {"kind": "priority-support", "approval": {"status": "pending", "department": "legal-affairs"}},
        {"kind": "approval", "approval": {"status": "approved", "department": "automation", "date": "2012-12-01"}},
    ]
    plan["measures"] = [{"number": 36, "sipo_support": ask} for ask in asks]
    found = members_of("request", known_of(plan, pack))
    shared = {"number": 36, "class": "optional"}
    assert found == [
        shared
        | {"asks_for": "approval", "has_approval": False, "approval_status": None, "approval_department": None}
        | {"has_approval_date": False, "approved_on": None},
        shared
        | {"asks_for": "priority-support", "has_approval": True, "approval_status": "pending"}
        | {"approval_department": "legal-affairs", "has_approval_date": False, "approved_on": None},
        shared
        | {"asks_for": "approval", "has_approval": True, "approval_status": "approved"}
        | {"approval_department": "automation", "has_approval_date": True, "approved_on": 20121201},
    ]


def test_alliances_and_details_and_their_places(pack: Pack, plan: dict[str, Any]) -> None:
    targets = {"alliances": [{"name": "x", "basic_patents": 10.0}, {}], "pilot_bases": 1}
    legislation = {"regulation_in_force": True, "path": "revise"}
    plan["measures"] = [{"number": 32, "targets": targets, "legislation": legislation}]
    known = known_of(plan, pack)
    shared = {"number": 32, "class": "optional"}
    assert members_of("alliance", known) == [
        shared | {"name": "x", "has_basic_patents": True, "basic_patents": 10},
        shared | {"name": None, "has_basic_patents": False, "basic_patents": None},
    ]
    assert members_of("detail", known) == [
        shared | {"name": "alliances"},
        shared | {"name": "pilot_bases"},
        shared | {"name": "legislation"},
    ]
    assert [fact.at for fact in (*known.by_kind["detail"], *known.by_kind["alliance"])] == [
        ("measures", 0, "targets", "alliances"),
        ("measures", 0, "targets", "pilot_bases"),
        ("measures", 0, "legislation"),
        ("measures", 0, "targets", "alliances", 0),
        ("measures", 0, "targets", "alliances", 1),
    ]


@pytest.mark.parametrize(
    ("region", "members"),
    [
        ({"name": "武汉市"}, {"has_code": False, "code": None, "province": None, "has_tasks": False}),
        ({"name": "x", "code": "420100"}, {"has_code": True, "code": "420100", "province": "42"}),
        ({"name": "x", "code": 420100}, {"has_code": True, "code": "420100", "province": "42"}),
        ({"name": "x", "code": 420100.0}, {"has_code": True, "code": "420100", "province": "42"}),
        ({"name": "x", "tasks": []}, {"has_tasks": False}),
        ({"name": "x", "tasks": ["", "\u3000"]}, {"has_tasks": False}),
        ({"name": "x", "tasks": ["\u3000", "y"]}, {"has_tasks": True}),
    ],
)
def test_a_region(region: dict[str, Any], members: dict[str, Any], pack: Pack, plan: dict[str, Any]) -> None:
    (found,) = members_of("region", known_of(plan | {"regions": [region]}, pack))
    assert {name: found[name] for name in members} == members


def test_an_exception_names_a_rule_of_the_pack_or_none(pack: Pack, plan: dict[str, Any]) -> None:
    named = ["optional-measures-too-few", "submitted-late", "no-such-rule", "office-without-plan"]
    plan["exceptions"] = [{"rule": rule, "justification": "x"} for rule in named]
    found = members_of("exception", known_of(plan, pack))
    assert [fact["named_rule"] for fact in found] == named
    assert [fact["rule"] for fact in found][:3] == [*named[:2], None]


def test_what_is_set_aside_is_unread_and_still_listed(pack: Pack, plan: dict[str, Any]) -> None:
    aside = SetAside(measures=frozenset({8, 9}), regions=frozenset({1}))
    known = known_of(plan, pack, aside)
    unread = [(fact.kind, fact.at, fact.members.get("number")) for fact in known.unread]
    assert unread == [
        ("measure", ("measures", 8), 26),
        ("request", ("measures", 8), 26),
        ("alliance", ("measures", 8), 26),
        ("detail", ("measures", 8), 26),
        ("measure", ("measures", 9), 4),
        ("detail", ("measures", 9), 4),
        ("region", ("regions", 1), None),
    ]
    assert {26, 4} <= {fact["number"] for fact in members_of("entry", known)}
    assert {26, 4}.isdisjoint(fact["number"] for fact in members_of("measure", known))
    assert known.anchor.members["regions"] == 3
    assert known.anchor.members["optional_measures"] == 4


@pytest.mark.parametrize(
    ("aside", "unknown"),
    [
        (NOTHING_ASIDE, set()),
        (SetAside(submission=True), {"has_submission_date", "submitted_on"}),
        (SetAside(funding=True), {"states_funds"}),
        (SetAside(all_regions=True), {"regions"}),
        (SetAside(all_exceptions=True, measures=frozenset({0})), set()),
    ],
)
def test_what_a_fault_hides_of_the_plan(aside: SetAside, unknown: set[str], pack: Pack, plan: dict[str, Any]) -> None:
    known = known_of(plan, pack, aside)
    assert known.unknown == unknown
    assert {name for name in unknown if known.anchor.members[name] is not None} == set()


def test_an_entry_that_cannot_be_read_at_all(pack: Pack, plan: dict[str, Any]) -> None:
    plan["measures"] = ["x", None, {"number": True}, {"number": [7]}, {}]
    known, selection = build_facts(plan, SetAside(measures=frozenset(range(5))), pack, None)
    assert members_of("entry", known) == []
    assert [fact.kind for fact in known.unread] == ["measure"] * 5
    assert selection.required == ()
    assert len(selection.missing) == 9


def test_the_selection(pack: Pack, plan: dict[str, Any]) -> None:
    numbers = [36, 4, "7", 7, 12, 1, 41, 99, "IV", 0, 10**30, "07"]
    plan["measures"] = [{"number": number} for number in numbers]
    _, selection = build_facts(plan, SetAside(measures=frozenset({0})), pack, None)
    assert selection == Selection(
        required=(7, 12),
        missing=(13, 17, 19, 20, 21, 23, 26),
        optional=(4, 36),
        national=(1, 41),
        unknown=(0, 99, 10**30, "07", "IV"),
    )
