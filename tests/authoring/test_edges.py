"""The points at which conditions turn: which there are, which no plan reaches, and which cases stand at them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from checker.authoring.coverage import edges_of, run_rules
from checker.authoring.trials import Reach
from checker.pack.loading import load_pack

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Toy

ID = "too-many-measures"
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
    (PLAN + "regions: {not_one_of: [5, 7]}", {"≠ 5, 7"}, {"= 5", "= 7"}),
    # A count is never below what it can be.
    (PLAN + "regions: 0", {"= 0"}, {"= 1"}),
    (PLAN + "regions: {less_than: 0}", set(), {"= 0"}),
    # Nor is what only a larger document shows than is looked at left out.
    (PLAN + "regions: {more_than: 500}", {"= 501"}, {"= 500"}),
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
    (PLAN + "has_province: true", {"= true"}, set()),
    (PLAN + "has_province: false", set(), {"= true"}),
    (PLAN + "has_submission_date: true", {"= true"}, {"= false"}),
    # What stands at one place goes together.
    (PLAN + "has_submission_date: false\n    submitted_on: {after: 2014-01-01}", set(), {"= true"}),
    (PLAN + "status: draft", {"= draft"}, {"≠ draft"}),
    (PLAN + "status: {is_not: draft}", {"≠ draft"}, {"= draft"}),
    # Nothing is beyond every code there is, and there is but one office in this roster.
    (PLAN + "status: {one_of: [draft, submitted]}", {"= draft", "= submitted"}, set()),
    (PLAN + "status: {not_one_of: [draft]}", {"≠ draft"}, {"= draft"}),
    (PLAN + "office: CN-HB", {"= CN-HB"}, set()),
    # What is taken from a table is what it has there; what is known of a code follows from it.
    (PLAN + "province: {is: '42'}", {"= 42"}, set()),
    (MEASURE + "number: 1", {"= 1"}, {"≠ 1"}),
    (MEASURE + "stated_class: {is_not: {of: measure.class}}", {"≠ measure.class"}, {"= measure.class"}),
    # What the catalogue says of a measure goes together: measure 1 is required, and no other is.
    (MEASURE + "number: 1\n    class: required", {"= 1", "= required"}, set()),
    (MEASURE + "number: 1\n    class: {one_of: [required, optional]}", {"= 1", "= required"}, {"≠ 1"}),
    (MEASURE + "class: optional\n    consent: true", {"= optional", "= true"}, {"≠ optional", "= false"}),
    (MEASURE + "class: required\n    consent: true", {"= required", "= true"}, {"≠ required"}),
    (MEASURE + "class: required\n    consent: false", set(), {"≠ required", "= true"}),
    (MEASURE + "is_free: true\n    class: required", set(), {"≠ required", "= false"}),
    (MEASURE + "is_free: true\n    class: optional", {"= true", "= optional"}, {"= false"}),
    (MEASURE + "states_class: false\n    stated_class: optional", set(), {"= true"}),
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
    edges = edges_of(pack.rules_by_id[ID], Reach(pack))
    names = {side: {edge.name.partition(" ")[2] for edge in edges if edge.inside is side} for side in (True, False)}
    assert names == {True: inside, False: outside}


def test_the_points_of_some_and_no_are_with_and_without(toy: Toy) -> None:
    pack = written(
        toy,
        "for_each: catalogue\napplies_if:\n  catalogue: {class: optional}\nviolated_if:\n"
        "  no entry: {number: {of: catalogue.number}}\n"
        "  some office: {province: '42'}\n"
        "  some measure: {class: required}\n",
    )
    names = [(edge.name, edge.inside, edge.part.value) for edge in edges_of(pack.rules_by_id[ID], Reach(pack))]
    assert names == [
        ("catalogue.class = optional", True, "applies_if"),
        ("catalogue.class ≠ optional", False, "applies_if"),
        ("no entry (number = catalogue.number)", True, "violated_if"),
        ("some entry (number = catalogue.number)", False, "violated_if"),
        # There is such an office, whatever the plan is.
        ("some office (province = 42)", True, "violated_if"),
        ("some measure (class = required)", True, "violated_if"),
        ("no measure (class = required)", False, "violated_if"),
    ]


def test_of_conditions_that_no_plan_meets_together_no_point_is_asked_for(toy: Toy) -> None:
    pack = written(
        toy,
        "for_each: catalogue\nviolated_if:\n  no entry: {number: {of: catalogue.number}}\n"
        "  some measure: {number: {of: catalogue.number}}\n",
    )
    assert not [edge.name for edge in edges_of(pack.rules_by_id[ID], Reach(pack)) if edge.inside]


def test_every_block_has_points_of_its_own(toy: Toy) -> None:
    pack = written(
        toy,
        "for_each: measure\nviolated_if:\n"
        "  - measure: {number: 1, stated_class: {one_of: [optional, unknown]}}\n"
        "  - measure: {number: 2, stated_class: {one_of: [required, unknown]}}\n",
    )
    names = [edge.name for edge in edges_of(pack.rules_by_id[ID], Reach(pack)) if edge.inside]
    assert names == [
        "measure.number = 1 (violated_if 1)",
        "measure.stated_class = optional (violated_if 1)",
        "measure.stated_class = unknown (violated_if 1)",
        "measure.number = 2 (violated_if 2)",
        "measure.stated_class = required (violated_if 2)",
        "measure.stated_class = unknown (violated_if 2)",
    ]


def test_no_case_that_another_block_decides_stands_at_a_point(toy: Toy) -> None:
    written(
        toy,
        "for_each: plan\nviolated_if:\n  - plan: {regions: {more_than: 2}}\n  - plan: {status: submitted}\n",
    )
    cases(toy, {"regions": REGIONS[:3], **SUBMITTED}, {"regions": REGIONS[:2]})
    inside = {gap for gap in gaps(toy) if "breaks the rule where" in gap}
    assert inside == {
        "No case breaks the rule where plan.regions = 3 (violated_if 1).",
        "No case breaks the rule where plan.status = submitted (violated_if 2).",
    }


def test_each_severity_of_a_rule_is_asked_for(toy: Toy) -> None:
    toy.edit(
        RULE, "severity: error", "severity: [{severity: error, if: {plan: {status: submitted}}}, {severity: info}]"
    )
    toy.edit(CASES, "severity: error", "severity: info")
    assert gaps(toy) == {"No case breaks the rule with that severity where plan.status = submitted (severity 1)."}


def test_a_rule_about_several_kinds_of_document_has_cases_of_each(toy: Toy) -> None:
    for name in ("documents/toy-plan.yaml", "documents/toy-plan.base.yaml", "schemas/toy-plan.schema.json"):
        text = (toy.folder / name).read_text("utf-8").replace("toy-plan", "other-plan")
        (toy.folder / name.replace("toy-plan", "other-plan")).write_text(text, encoding="utf-8")
    toy.edit("pack.yaml", "issued:", "documents: [toy-plan, other-plan]\nissued:")
    toy.edit(RULE, "severity: error", "documents: [toy-plan/1, other-plan/1]\nseverity: error")
    assert gaps(toy) == {"No case keeps the rule, or none breaks it, with a plan (other-plan/1)."}
    toy.edit(CASES, "kind: keeps", "kind: keeps\n    document: other-plan/1")
    assert gaps(toy) == {
        "No case keeps the rule, or none breaks it, with a plan (toy-plan/1).",
        "No case keeps the rule, or none breaks it, with a plan (other-plan/1).",
    }


def gaps(toy: Toy) -> set[str]:
    pack = load_pack(toy.folder)
    return {gap.en for tested in run_rules(pack, pack.rules, ["reference"]) for gap in tested.gaps}


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
            facts = ((fact, scene) for scene in scenes for fact in scene.facts(tested.rule.for_each))
            if edge.point is not None and edge.point.is_measured and not any(edge.is_shown_by(*each) for each in facts):
                noticed.add(tested.rule.id)
    assert noticed == BOUNDED
