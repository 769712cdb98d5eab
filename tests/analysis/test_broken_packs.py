"""What is wrong with a small pack is found, named and shown by the right plan; what is right is left alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping

import pytest
import yaml

from checker import check
from checker.analysis.analyzing import analyze
from checker.analysis.outcome import PackProblem
from checker.model import Report, RuleStatus
from checker.pack.loading import load_pack

from ..docs.test_rule_packs import PACK, PAGES, written  # noqa: TID252 - folders of tests are no packages

FEW = "for_each: plan\nviolated_if: {plan: {optional_measures: {less_than: {bound: fewest}}}}"
AT_LEAST = "for_each: plan\nseverity: warning\nviolated_if: {plan: {optional_measures: {is: {bound: fewest}}}}"
MANY = "for_each: plan\nviolated_if: {plan: {optional_measures: {more_than: {bound: most}}}}"
LATE = "for_each: plan\nviolated_if: {plan: {submitted_on: {after: {bound: deadline}}}}"
ON_THE_DAY = "for_each: plan\nseverity: warning\nviolated_if: {plan: {submitted_on: {is: {bound: deadline}}}}"
MISSING = """
for_each: catalogue_measure
applies_if: {catalogue_measure: {class: required}}
violated_if: {no entry: {number: {of: catalogue_measure.number}}}
"""
TEXT = {"en": "Words", "zh": "文字"}
NO_OBJECTIVE = "for_each: measure\nviolated_if: {measure: {has_objective: false}}"


def judged(problem: PackProblem, pack_folder: object, **options: object) -> Report:
    """What plancheck says of the only plan that shows the problem, by both evaluators."""
    assert problem.witness is not None
    (plan,) = problem.witness.plans
    as_of = problem.witness.as_of
    return check(dict(plan), pack=load_pack(str(pack_folder)), as_of=as_of, engine="reference", **options)


def violated(report: Report) -> set[str]:
    return {rule for rule, status in report.rules.items() if status is RuleStatus.VIOLATED}


def optional(plan: Mapping[str, object]) -> int:
    return len({entry["number"] for entry in plan["measures"] if 3 <= entry["number"] <= 8})  # type: ignore[attr-defined]


def test_a_pack_with_nothing_wrong(maker):
    rules = {"few": FEW, "least": AT_LEAST, "many": MANY, "late": LATE, "on-the-day": ON_THE_DAY, "missing": MISSING}
    analysis = maker.analysis({**rules, "no-objective": NO_OBJECTIVE})
    assert analysis.problems == ()
    assert analysis.failure is None
    assert all(shown.fires and shown.kept and shown.is_whole for shown in analysis.rules)
    assert all(shown.passes for shown in analysis.senders)


def test_a_gap_between_counts(maker):
    problem = maker.problem({"few": FEW, "least": AT_LEAST.replace("{bound: fewest}", "3"), "many": MANY})
    assert problem.kind == "gap"
    assert problem.values["member"] == "optional_measures"
    assert str(problem.values["values"].en) == "2"
    assert optional(problem.witness.plans[0]) == 2
    assert violated(judged(problem, maker.folder)) == set()


def test_a_gap_between_days_at_the_end_of_a_month(maker):
    problem = maker.problem({"late": LATE.replace("{bound: deadline}", "2031-03-01"), "on-the-day": ON_THE_DAY})
    assert problem.kind == "gap"
    assert problem.values["values"].en == "2031-03-01"
    assert problem.values["values"].zh == "2031年3月1日"
    assert problem.witness.plans[0]["submission"]["date"] == "2031-03-01"
    assert violated(judged(problem, maker.folder)) == set()


def test_an_overlap(maker):
    problem = maker.problem({"few": FEW.replace("less_than", "at_most"), "least": AT_LEAST})
    assert (problem.kind, set(problem.rules)) == ("overlap", {"few", "least"})
    assert problem.values["values"].en == "2"
    assert violated(judged(problem, maker.folder)) == {"few", "least"}


@pytest.mark.parametrize(
    "judging",
    [
        # The day of an approval needs an approval, of which nothing is said here.
        "for_each: request\nviolated_if: {request: {approved_on: {after: {of: plan.submitted_on}}}}",
        "for_each: request\nviolated_if: {request: {approval_department: automation}}",
        "for_each: plan\nviolated_if: {plan: {year: {less_than: 0}}}",
    ],
)
def test_a_rule_that_says_less_than_it_needs_is_not_taken_for_one_that_never_fires(maker, judging):
    analysis = maker.analysis({"odd": judging})
    assert "never-fires" not in {problem.kind for problem in analysis.problems}
    assert analysis.rules[0].fires is not None


def test_rules_for_other_circumstances_do_not_overlap(maker):
    draft = "for_each: plan\napplies_if: {plan: {status: draft}}\n" + LATE.partition("\n")[2]
    submitted = "for_each: plan\napplies_if: {plan: {status: submitted}}\n" + LATE.partition("\n")[2]
    assert maker.analysis({"draft": draft, "submitted": submitted}).problems == ()


def test_a_severity_that_falls(maker):
    problem = maker.problem(
        {"few": FEW.replace("for_each", "severity: warning\nfor_each"), "least": AT_LEAST.replace("warning", "error")}
    )
    assert (problem.kind, problem.rules) == ("severity-falls", ("few",))
    assert optional(problem.witness.plans[0]) in (0, 1)


@pytest.mark.parametrize(
    "judging",
    [
        "for_each: measure\nviolated_if: {measure: {number: 1, class: optional}}",
        "for_each: measure\nviolated_if: {measure: {has_schedule: false, milestones_in_plan_year: {at_least: 1}}}",
        "for_each: plan\nviolated_if: {plan: {optional_measures: {more_than: 6}}}",
        "for_each: request\nviolated_if: {request: {has_approval: false, approval_status: pending}}",
        "for_each: plan\nviolated_if: {plan: {submitted_on: {after: 2031-05-01, before: 2031-05-02}}}",
    ],
)
def test_a_rule_that_can_never_fire(maker, judging):
    kinds = {problem.kind: problem for problem in maker.analysis({"never": judging}).problems}
    assert kinds["never-fires"].rules == ("never",)
    assert "gap" not in kinds


@pytest.mark.parametrize(
    "judging",
    [
        "for_each: measure\nviolated_if: {measure: {occurrence: {more_than: 900000000}}}",
        "for_each: plan\nviolated_if: {plan: {regions: {more_than: 900000000}}}",
        "for_each: measure\nviolated_if: {measure: {milestones_after_plan_year: {at_least: 900000000}}}",
        "for_each: version\nviolated_if: {version: {files: {more_than: 900000000}}}",
    ],
)
def test_what_only_a_plan_of_millions_of_items_could_show_is_neither_made_nor_said(maker, judging):
    kinds = {problem.kind for problem in maker.analysis({"huge": judging}).problems}
    assert "not-seen-firing" in kinds
    assert kinds.isdisjoint({"never-fires", "impossible"})


ASKED_IN_ANOTHER_ENTRY = """
for_each: measure
applies_if: {measure: {asks_sipo: false}}
violated_if: {some request: {number: {of: measure.number}}}
"""
"""Fires where a measure is listed twice, and only one of the entries asks for something."""

NOT_LISTED = "for_each: measure\nviolated_if: {no entry: {number: {of: measure.number}}}"


def test_what_it_takes_two_entries_to_show_is_shown(maker):
    assert maker.analysis({"intricate": ASKED_IN_ANOTHER_ENTRY}).problems == ()
    assert maker.problem({"intricate": NOT_LISTED}).kind == "never-fires"


def test_a_duty_to_list_a_measure_twice_is_not_said_to_be_impossible(maker):
    twice = MISSING.replace(
        "number: {of: catalogue_measure.number}", "number: {of: catalogue_measure.number}, occurrence: 2"
    )
    kinds = {problem.kind for problem in maker.analysis({"twice": twice}).problems}
    assert "impossible" not in kinds


def test_a_rule_that_fires_wherever_it_applies(maker):
    problems = maker.analysis(
        {"always": "for_each: measure\napplies_if: {measure: {class: national}}\nviolated_if: {measure: {number: 9}}"}
    ).problems
    (problem,) = problems
    assert (problem.kind, problem.rules) == ("always-fires", ("always",))
    assert [entry["number"] for entry in problem.witness.plans[0]["measures"]] == [9]
    assert violated(judged(problem, maker.folder)) == {"always"}


def test_rules_that_contradict_each_other(maker):
    goal = "for_each: measure\napplies_if: {measure: {class: required}}\nviolated_if: {measure: {has_objective: false}}"
    no_goal = "for_each: measure\napplies_if: {measure: {number: 2}}\nviolated_if: {measure: {has_objective: true}}"
    problem = maker.problem({"missing": MISSING, "goal": goal, "no-goal": no_goal, "late": LATE})
    assert (problem.kind, set(problem.rules)) == ("impossible", {"missing", "goal", "no-goal"})
    assert problem.values["senders"] == "CN-HB, CN-HN, XPCC"
    assert violated(judged(problem, maker.folder)) == {problem.values["last"]}


def test_rules_that_only_one_office_cannot_keep(maker):
    digits = "for_each: plan\nviolated_if: {plan: {has_province: false}}"
    problem = maker.problem({"digits": digits, "few": FEW})
    assert (problem.kind, problem.rules, problem.values["senders"]) == ("impossible", ("digits",), "XPCC")
    assert judged(problem, maker.folder).office == "XPCC"


def test_more_measures_wanted_than_there_are(maker):
    few = FEW.replace("{bound: fewest}", "6")
    none = "for_each: measure\napplies_if: {measure: {number: 5}}\nviolated_if: {measure: {class: optional}}"
    kinds = {problem.kind: problem for problem in maker.analysis({"few": few, "none": none}).problems}
    assert set(kinds["impossible"].rules) == {"few", "none"}


def test_one_of_two_rules_always_fires(maker):
    year = "for_each: plan\nviolated_if: {plan: {year: {is_not: {bound: year}}}}"
    problems = maker.analysis({"other": year, "same": year.replace("is_not", "is")}).problems
    assert [problem.kind for problem in problems] == ["always-one", "impossible"]
    assert set(problems[0].rules) == set(problems[1].rules) == {"other", "same"}


def test_a_rule_within_another(maker):
    narrow = (
        "for_each: measure\napplies_if: {measure: {class: required}}\nviolated_if: {measure: {has_objective: false}}"
    )
    problem = maker.problem({"wide": NO_OBJECTIVE, "narrow": narrow})
    assert (problem.kind, problem.rules) == ("within", ("narrow", "wide"))
    assert violated(judged(problem, maker.folder)) == {"narrow", "wide"}


def test_two_rules_that_are_one(maker):
    problem = maker.problem({"first": NO_OBJECTIVE, "second": NO_OBJECTIVE})
    assert (problem.kind, problem.rules) == ("always-together", ("first", "second"))


def test_blocks_that_do_nothing(maker):
    dead = """
for_each: measure
violated_if:
  - measure: {has_objective: false}
  - measure: {class: required, number: 9}
  - measure: {has_objective: false, has_actions: false}
"""
    problems = maker.analysis({"blocks": dead}).problems
    assert [(problem.kind, problem.values["block"]) for problem in problems] == [("dead-block", 2), ("idle-block", 3)]


def test_a_bound_that_nothing_uses(maker):
    folder = maker.pack({"few": FEW, "many": MANY})
    file = folder / "pack.yaml"
    spare = "  spare:\n    clause: I\n    meaning: {en: Words, zh: 文字}\n    value: 7\n  most:"
    file.write_text(file.read_text("utf-8").replace("\n  most:", f"\n{spare}"), encoding="utf-8")
    (problem,) = analyze(load_pack(folder)).problems
    assert (problem.kind, problem.values) == ("unused-bound", {"bound": "spare"})


def test_rules_about_exceptions_and_across_plans_are_tried(maker):
    asked = "for_each: exception\nviolated_if: {no finding: {rule: {of: exception.rule}}}"
    sent = "for_each: office\nviolated_if: {no submitted: {sender: {of: office.code}}}"
    often = "for_each: version\nviolated_if: {version: {files: {more_than: 3}}}"
    analysis = maker.analysis({"asked": asked, "sent": sent, "often": often, "few": FEW})
    assert analysis.problems == ()
    shown = {each.rule: each for each in analysis.rules}
    assert [shown[id_].is_whole for id_ in ("asked", "sent", "often")] == [True, False, False]
    assert len(shown["often"].fires.plans) == 4


def test_of_amounts_that_have_too_many_sums_only_some_are_looked_at(tmp_path):
    """Amounts that all are doubles of each other: documents could have more sums than there is time for."""
    pack = written(PAGES[0], tmp_path) / PACK
    schema = pack / "schemas/timetable.schema.json"
    schema.write_text(schema.read_text("utf-8").replace(', "maximum": 24', ""), "utf-8")
    rule = pack / "2/long-day-without-librarian/rule.yaml"
    judging = f"hours: {{one_of: {[2**n for n in range(4, 11)]}}}"
    rule.write_text(rule.read_text("utf-8").replace("hours: {more_than: {bound: hours_alone}}", judging), "utf-8")
    rule = pack / "1/too-few-days/rule.yaml"
    rule.write_text(rule.read_text("utf-8").replace("days: {less_than: {bound: days_fewest}}", "hours: 77"), "utf-8")
    shown = {each.rule: each for each in analyze(load_pack(pack)).rules}
    assert shown["too-few-days"].fires is not None
    assert shown["too-few-days"].kept is not None
    assert not shown["too-few-days"].is_whole


@pytest.mark.parametrize(
    "judging",
    [
        # Values that the schema or what is reckoned puts apart, order in a list, and as many as are counted.
        "timetable: {low: {more_than: {of: timetable.high}}}",
        "timetable: {low: {less_than: {of: timetable.mid}}, mid: {less_than: {of: timetable.free}}}",
        "timetable: {low: {is: {of: timetable.twice}}}",
        "timetable: {growth: {at_least: 20}}",
        "timetable: {step: {more_than: 450}}",
        "timetable: {kinds: {at_least: 6}}",
        "opening: {before: {at_least: 17}}",
        "opening: {place: {less_than: {of: opening.place_before}}}",
    ],
)
def test_what_some_document_does_is_never_said_to_be_impossible(tmp_path, judging):
    pack = written(PAGES[0], tmp_path) / PACK
    members: dict[str, object] = {name: {"count": name} for name in ("low", "mid", "high", "free", "step")}
    members |= {
        "twice": {"times": 2, "of": "high"},
        "growth": {"growth": "free", "over": "low", "parts": 100},
        "kinds": {"count_distinct": "opening", "of": "hours"},
    }
    file = pack / "schemas/timetable.schema.json"
    schema = json.loads(file.read_text("utf-8"))
    numbers = {"low": {"minimum": 1}, "mid": {"minimum": 1000}, "high": {"minimum": 2000}, "free": {}}
    numbers |= {"step": {"minimum": 0, "multipleOf": 100}}
    schema["properties"] |= {name: {"type": "integer", **told} for name, told in numbers.items()}
    schema["$defs"]["opening"]["properties"] |= {"room": {"type": "string"}}
    file.write_text(json.dumps(schema), "utf-8")
    file = pack / "documents/timetable.yaml"
    document = yaml.safe_load(file.read_text("utf-8"))
    document["facts"]["timetable"]["members"] |= members
    document["facts"]["opening"]["members"] |= {
        "before": {"ahead": "hours"},
        "room": {"number": "room"},
        "place": {"place_of": "room", "in": "weekday"},
        "place_before": {"ahead": "place"},
    }
    file.write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    for folder in ("2", "3"):
        shutil.rmtree(pack / folder)
    rule = pack / "1/too-few-days/rule.yaml"
    told = yaml.safe_load(rule.read_text("utf-8"))
    told |= {"severity": "error", "message": TEXT, "at": "", "for_each": judging.partition(":")[0]}
    rule.write_text(yaml.safe_dump(told | {"violated_if": yaml.safe_load(judging)}, allow_unicode=True), "utf-8")
    (shown,) = analyze(load_pack(pack)).rules
    assert shown.kept is not None
    assert shown.fires is not None or not shown.is_whole
    assert shown.fires is not None or "kinds" in judging


def test_what_rests_on_a_sum_by_what_other_rules_found_is_not_certain(tmp_path):
    pack = written(PAGES[0], tmp_path) / PACK
    for folder in ("2", "3"):
        shutil.rmtree(pack / folder)
    rule = pack / "1/too-few-days/rule.yaml"
    text = rule.read_text("utf-8").replace("days: {less_than: {bound: days_fewest}}", "hours: {more_than: 100}")
    rule.write_text(text, "utf-8")
    after = yaml.safe_load(text)
    after |= {"message": TEXT, "for_each": "timetable", "violated_if": {"some finding": {"rule": "too-few-days"}}}
    (pack / "1/after").mkdir()
    (pack / "1/after/rule.yaml").write_text(yaml.safe_dump(after, allow_unicode=True), "utf-8")
    assert [shown.is_whole for shown in analyze(load_pack(pack)).rules] == [False, False]
