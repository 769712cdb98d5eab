"""The points at which conditions turn: which there are, which no plan reaches, and which cases stand at them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from checker.authoring.coverage import run_rules
from checker.authoring.edges import edges_of
from checker.authoring.reach import Reach
from checker.pack.loading import load_pack

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Toy

RULE = "1/too-many-measures/rule.yaml"
CASES = "1/too-many-measures/cases.yaml"

PLAN = "for_each: plan\nviolated_if:\n  plan:\n    "
MEASURE = "for_each: measure\nviolated_if:\n  measure:\n    "

# What a rule judges -> the points inside its conditions, and those outside.
CONDITIONS: list[tuple[str, set[str], set[str]]] = [
    (PLAN + "regions: {less_than: 5}", {"= 4"}, {"= 5"}),
    (PLAN + "regions: {at_most: 5}", {"= 5"}, {"= 6"}),
    (PLAN + "regions: {more_than: 5}", {"= 6"}, {"= 5"}),
    (PLAN + "regions: {at_least: 5}", {"= 5"}, {"= 4"}),
    (PLAN + "regions: 5", {"= 5"}, {"= 4", "= 6"}),
    (PLAN + "regions: {is_not: 5}", {"= 4", "= 6"}, {"= 5"}),
    (PLAN + "regions: {one_of: [5, 7]}", {"= 5", "= 7"}, {"≠ 5, 7"}),
    # A count is never below what it can be.
    (PLAN + "regions: 0", {"= 0"}, {"= 1"}),
    (PLAN + "regions: {less_than: 0}", set(), {"= 0"}),
    (MEASURE + "occurrence: {more_than: 1}", {"= 2"}, {"= 1"}),
    (MEASURE + "occurrence: 1", {"= 1"}, {"= 2"}),
    (
        PLAN + "regions: {less_than: {bound: measures_most}}",
        {"= 2 (bound.measures_most - 1)"},
        {"= 3 (bound.measures_most)"},
    ),
    (PLAN + "regions: {more_than: {of: plan.year}}", {"= plan.year + 1"}, {"= plan.year"}),
    # Months and years end where they end.
    (PLAN + "submitted_on: {before: 2014-03-01}", {"= 2014-02-28"}, {"= 2014-03-01"}),
    (PLAN + "submitted_on: {after: 2015-12-31}", {"= 2016-01-01"}, {"= 2015-12-31"}),
    (PLAN + "submitted_on: {on_or_before: 2016-02-28}", {"= 2016-02-28"}, {"= 2016-02-29"}),
    (PLAN + "submitted_on: {on_or_after: {of: plan.checked_on}}", {"= plan.checked_on"}, {"= plan.checked_on - 1"}),
    (PLAN + "has_province: true", {"= true"}, {"= false"}),
    (PLAN + "has_province: false", {"= false"}, {"= true"}),
    (PLAN + "status: draft", {"= draft"}, {"≠ draft"}),
    (PLAN + "status: {is_not: draft}", {"≠ draft"}, {"= draft"}),
    # Nothing is beyond every code there is, and there is but one office in this roster.
    (PLAN + "status: {one_of: [draft, submitted]}", {"= draft", "= submitted"}, set()),
    (PLAN + "office: CN-HB", {"= CN-HB"}, set()),
    (PLAN + "province: {is: '42'}", {"= 42"}, {"≠ 42"}),
    (MEASURE + "number: 1", {"= 1"}, {"≠ 1"}),
    (MEASURE + "stated_class: {is_not: {of: measure.class}}", {"≠ measure.class"}, {"= measure.class"}),
    # What the catalogue says of a measure goes together: measure 1 is required, and no other is.
    (MEASURE + "number: 1\n    class: required", {"= 1", "= required"}, set()),
    (MEASURE + "number: 1\n    class: {one_of: [required, optional]}", {"= 1", "= required"}, {"≠ 1"}),
    (MEASURE + "class: optional\n    progress: phased", {"= optional", "= phased"}, set()),
    (MEASURE + "class: required\n    consent_always_needed: false", {"= required", "= false"}, {"≠ required"}),
    # Two tests of one member leave out what the other refuses.
    (PLAN + "regions: {at_least: 2, at_most: 2}", {"= 2"}, {"= 1", "= 3"}),
    (PLAN + "regions: {at_least: 2, is_not: 3}", {"= 2", "= 4"}, {"= 3", "= 1"}),
]


def written(toy: Toy, conditions: str) -> Any:
    path = toy.folder / RULE
    head = path.read_text("utf-8").partition("for_each:")[0]
    head = re.sub(r"\{(plan|measure)\.\w+\}", "{bound.measures_most}", head)
    path.write_text(f"{head}{conditions}\nat: /measures\n", encoding="utf-8")
    return load_pack(toy.folder)


@pytest.mark.parametrize(("conditions", "inside", "outside"), CONDITIONS, ids=[row[0][30:] for row in CONDITIONS])
def test_the_points_of_a_condition(toy: Toy, conditions: str, inside: set[str], outside: set[str]) -> None:
    pack = written(toy, conditions)
    edges = edges_of(pack.rules[0], Reach(pack))
    names = {side: {edge.name.partition(" ")[2] for edge in edges if edge.inside is side} for side in (True, False)}
    assert names == {True: inside, False: outside}


def test_the_points_of_some_and_no_are_with_and_without(toy: Toy) -> None:
    pack = written(
        toy,
        "for_each: catalogue_measure\napplies_if:\n  catalogue_measure: {class: required}\nviolated_if:\n"
        "  no entry: {number: {of: catalogue_measure.number}}\n"
        "  some catalogue_lead: {number: {of: catalogue_measure.number}, department: legal-affairs}",
    )
    names = [(edge.name, edge.inside, edge.in_scope) for edge in edges_of(pack.rules[0], Reach(pack))]
    lead = "catalogue_lead (number = catalogue_measure.number, department = legal-affairs)"
    assert names == [
        ("catalogue_measure.class = required", True, True),
        ("catalogue_measure.class ≠ required", False, True),
        ("no entry (number = catalogue_measure.number)", True, False),
        ("some entry (number = catalogue_measure.number)", False, False),
        (f"some {lead}", True, False),
        (f"no {lead}", False, False),
    ]


def gaps(toy: Toy) -> set[str]:
    pack = load_pack(toy.folder)
    return {gap.message("en") for tested in run_rules(pack, pack.rules, ["reference"]) for gap in tested.gaps}


def cases(toy: Toy, *plans: dict[str, Any]) -> None:
    """Cases in which members of the base plan are others; each is said to keep the rule, which does not matter here."""
    patches = [
        [{"op": "add", "path": f"/{name}", "value": value} for name, value in members.items()] for members in plans
    ]
    listed = [{"name": str(place), "kind": "keeps", "patch": patch, "finds": []} for place, patch in enumerate(patches)]
    (toy.folder / CASES).write_text(json.dumps({"cases": listed}), encoding="utf-8")


REGIONS = [{"name": str(place)} for place in range(9)]
SUBMITTED = {"status": "submitted", "submission": {"date": "2014-01-01"}}

STANDING: list[tuple[str, list[dict[str, Any]], set[str]]] = [
    (
        "status: draft\nviolated_if:\n  plan:\n    regions: {more_than: 2}",
        [{"regions": REGIONS[:3]}, SUBMITTED],
        {"= 2"},
    ),
    # It has to be this condition that keeps the rule silent, and no other.
    (
        "status: draft\nviolated_if:\n  plan:\n    regions: {more_than: 2}",
        [{"regions": REGIONS[:3]}, {"regions": REGIONS[:2], **SUBMITTED}],
        {"= 2"},
    ),
    (
        "status: draft\nviolated_if:\n  plan:\n    regions: {more_than: 2}",
        [{"regions": REGIONS[:5]}, {"regions": REGIONS[:2]}],
        {"= 3", "≠ draft"},
    ),
    # What a flag leaves unknown is no other reason.
    (
        "has_submission_date: true\nviolated_if:\n  plan:\n    submitted_on: {after: 2013-12-31}",
        [SUBMITTED, {"submission": {"date": "2013-12-31"}}, {"status": "submitted"}],
        set(),
    ),
]


@pytest.mark.parametrize(("conditions", "plans", "missing"), STANDING)
def test_which_points_no_case_stands_at(
    toy: Toy, conditions: str, plans: list[dict[str, Any]], missing: set[str]
) -> None:
    written(toy, f"for_each: plan\napplies_if:\n  plan:\n    {conditions}")
    cases(toy, *plans)
    points = {re.search(r"(?:where|because) plan\.\w+ (.*)\.$", gap) for gap in gaps(toy)}
    assert {found[1] for found in points if found} == missing


def test_cases_of_one_kind_alone_are_told(toy: Toy, run: Callable[..., Any]) -> None:
    cases(toy, {}, {"regions": REGIONS})
    assert "No case breaks the rule." in gaps(toy)
    assert "No case keeps the rule." not in gaps(toy)
    assert "没有违反本规则的案例。" in run("rules", "test", "toy-2014", "--lang", "zh").out


BOUNDED = {
    "plan-year-mismatch",
    "optional-measures-at-minimum",
    "submitted-late",
    "submitted-on-deadline-day",
    "draft-past-deadline",
    "priority-support-target-too-low",
    "approval-after-submission",
}
"""Rules that stand at their bounds only in cases that are marked so."""


def test_where_the_cases_at_the_bound_are_left_out_it_is_noticed() -> None:
    pack = load_pack("sipo-2012-113")
    reach = Reach(pack)
    noticed = set()
    for tested in run_rules(pack, [rule for rule in pack.rules if rule.id in BOUNDED], ["reference"]):
        scenes = [trial.scene for trial in tested.trials if not trial.case.boundary and trial.scene is not None]
        for edge in edges_of(tested.rule, reach):
            facts = ((fact, scene) for scene in scenes for fact in scene.by_kind.get(tested.rule.for_each, ()))
            if edge.point is not None and edge.point.is_measured and not any(edge.is_shown_by(*each) for each in facts):
                noticed.add(tested.rule.id)
    assert noticed == BOUNDED
