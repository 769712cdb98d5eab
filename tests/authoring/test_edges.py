"""The points at which conditions turn: which there are, which no plan reaches, and which cases stand at them."""

import json
import re
from pathlib import Path

import pytest
import yaml

from checker.authoring.coverage import edges_of, run_rules
from checker.pack.loading import load_pack

from .conftest import CASES, RULE

CONDITIONS = yaml.safe_load(Path(__file__).with_name("conditions.yaml").read_text("utf-8"))


def written(toy, conditions):
    """The toy pack with other conditions in its rule."""
    path = toy.folder / RULE
    head = path.read_text("utf-8").partition("for_each:")[0]
    head = re.sub(r"\{(plan|measure)\.\w+\}", "{bound.measures_most}", head)
    path.write_text(f"{head}{conditions}\nat: /measures\n", encoding="utf-8")
    return load_pack(toy.folder)


def points(pack):
    """The names of the points: those inside, and those outside."""
    edges = edges_of(pack.rules_by_id["too-many-measures"], pack)
    return ([edge.name for edge in edges if edge.inside is side] for side in (True, False))


@pytest.mark.parametrize(("kind", "condition", "inside", "outside"), CONDITIONS, ids=[row[1] for row in CONDITIONS])
def test_the_points_of_a_condition(toy, kind, condition, inside, outside):
    pack = written(toy, f"for_each: {kind}\nviolated_if: {{{kind}: {{{condition}}}}}")
    told = [{name.partition(" ")[2] for name in names} for names in points(pack)]
    assert told == [set(inside), set(outside)]


@pytest.mark.parametrize(
    ("conditions", "inside", "outside"),
    [
        (
            """
            for_each: catalogue
            applies_if: {catalogue: {class: optional}}
            violated_if:
              no entry: {number: {of: catalogue.number}}
              some office: {province: '42'}
              some measure: {class: required}
            """,
            [
                "catalogue.class = optional",
                "no entry (number = catalogue.number)",
                # There is such an office, whatever the plan is.
                "some office (province = 42)",
                "some measure (class = required)",
            ],
            [
                "catalogue.class ≠ optional",
                "some entry (number = catalogue.number)",
                "no measure (class = required)",
            ],
        ),
        # Of conditions that no plan meets together, no point is asked for.
        (
            """
            for_each: catalogue
            violated_if:
              no entry: {number: {of: catalogue.number}}
              some measure: {number: {of: catalogue.number}}
            """,
            [],
            ["some entry (number = catalogue.number)", "no measure (number = catalogue.number)"],
        ),
        # Every block has points of its own.
        (
            """
            for_each: measure
            violated_if:
              - measure: {number: 1, stated_class: optional}
              - measure: {number: 2, stated_class: {one_of: [required, unknown]}}
            """,
            [
                "measure.number = 1 (violated_if 1)",
                "measure.stated_class = optional (violated_if 1)",
                "measure.number = 2 (violated_if 2)",
                "measure.stated_class = required (violated_if 2)",
                "measure.stated_class = unknown (violated_if 2)",
            ],
            None,
        ),
    ],
    ids=["some-and-no", "never-together", "blocks"],
)
def test_the_points_of_several_conditions(toy, conditions, inside, outside):
    told = list(points(written(toy, re.sub(r"^ {12}", "", conditions, flags=re.MULTILINE))))
    assert told[0] == inside
    assert outside is None or told[1] == outside


def gaps(toy):
    pack = load_pack(toy.folder)
    return {gap.en for tested in run_rules(pack, pack.rules, ["reference"]) for gap in tested.gaps}


def cases(toy, *plans):
    """Cases in which members of the base plan are others; each is said to keep the rule, which does not matter here."""
    patches = [
        [{"op": "add", "path": f"/{name}", "value": value} for name, value in members.items()] for members in plans
    ]
    listed = [{"name": str(place), "kind": "keeps", "patch": patch, "finds": []} for place, patch in enumerate(patches)]
    (toy.folder / CASES).write_text(json.dumps({"cases": listed}), encoding="utf-8")


REGIONS = [{"name": str(place)} for place in range(9)]
SUBMITTED = {"status": "submitted", "submission": {"date": "2014-01-01"}}


def test_no_case_that_another_block_decides_stands_at_a_point(toy):
    written(toy, "for_each: plan\nviolated_if:\n  - plan: {regions: {more_than: 2}}\n  - plan: {status: submitted}\n")
    cases(toy, {"regions": REGIONS[:3], **SUBMITTED}, {"regions": REGIONS[:2]})
    assert {gap for gap in gaps(toy) if "breaks the rule where" in gap} == {
        "No case breaks the rule where plan.regions = 3 (violated_if 1).",
        "No case breaks the rule where plan.status = submitted (violated_if 2).",
    }


def test_each_severity_of_a_rule_is_asked_for(toy):
    toy.edit(
        RULE, "severity: error", "severity: [{severity: error, if: {plan: {status: submitted}}}, {severity: info}]"
    )
    toy.edit(CASES, "severity: error", "severity: info")
    assert gaps(toy) == {"No case breaks the rule with that severity where plan.status = submitted (severity 1)."}


def test_a_rule_about_several_kinds_of_document_has_cases_of_each(toy):
    for name in ("documents/toy-plan.yaml", "documents/toy-plan.base.yaml", "schemas/toy-plan.schema.json"):
        text = (toy.folder / name).read_text("utf-8").replace("toy-plan", "other-plan")
        (toy.folder / name.replace("toy-plan", "other-plan")).write_text(text, encoding="utf-8")
    toy.edit("pack.yaml", "issued:", "documents: [toy-plan, other-plan]\nissued:")
    toy.edit(RULE, "severity: error", "documents: [toy-plan/1, other-plan/1]\nseverity: error")
    said = "No case keeps the rule, or none breaks it, with a plan ({}/1)."
    assert gaps(toy) == {said.format("other-plan")}
    toy.edit(CASES, "kind: keeps", "kind: keeps\n    document: other-plan/1")
    assert gaps(toy) == {said.format("toy-plan"), said.format("other-plan")}


@pytest.mark.parametrize(
    ("applies_if", "violated_if", "plans", "missing"),
    [
        ("status: draft", "regions: {more_than: 2}", [{"regions": REGIONS[:3]}, SUBMITTED], {"= 2"}),
        # It has to be this condition that keeps the rule silent, and no other.
        (
            *("status: draft", "regions: {more_than: 2}"),
            [{"regions": REGIONS[:3]}, {"regions": REGIONS[:2], **SUBMITTED}],
            {"= 2"},
        ),
        (
            *("status: draft", "regions: {more_than: 2}"),
            [{"regions": REGIONS[:5]}, {"regions": REGIONS[:2]}],
            {"= 3", "≠ draft"},
        ),
        # What a flag leaves unknown is no other reason.
        (
            *("has_submission_date: true", "submitted_on: {after: 2013-12-31}"),
            [SUBMITTED, {"submission": {"date": "2013-12-31"}}, {"status": "submitted"}],
            set(),
        ),
    ],
)
def test_which_points_no_case_stands_at(toy, applies_if, violated_if, plans, missing):
    written(toy, f"for_each: plan\napplies_if: {{plan: {{{applies_if}}}}}\nviolated_if: {{plan: {{{violated_if}}}}}")
    cases(toy, *plans)
    found = (re.search(r"(?:where|because) plan\.\w+ (.*)\.$", gap) for gap in gaps(toy))
    assert {each[1] for each in found if each} == missing


def test_cases_of_one_kind_alone_are_told(toy, run):
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


def test_where_the_cases_at_the_bound_are_left_out_it_is_noticed():
    pack = load_pack("sipo-2012-113")
    noticed = set()
    for tested in run_rules(pack, [rule for rule in pack.rules if rule.id in BOUNDED], ["reference"]):
        scenes = [trial.scene for trial in tested.trials if not trial.case.boundary and trial.scene is not None]
        for edge in edges_of(tested.rule, pack):
            facts = ((fact, scene) for scene in scenes for fact in scene.facts(tested.rule.for_each))
            if edge.point is not None and edge.point.is_measured and not any(edge.is_shown_by(*each) for each in facts):
                noticed.add(tested.rule.id)
    assert noticed == BOUNDED
