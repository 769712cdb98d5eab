"""What is wrong with a small pack is found, named and shown by the right plan; what is right is left alone.

So are faults that are planted in packs of any declared document.
"""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker import check
from checker.analysis.analyzing import PackProblem, analyze
from checker.model import RuleStatus
from checker.pack.loading import load_pack
from checker.pack.model import Pack
from checker.resources import rules_folder

from ..docs.test_rule_packs import PACK, PAGES, written  # noqa: TID252 - folders of tests are no packages

TOLD: Any = yaml.safe_load(Path(__file__).with_name("broken.yaml").read_text("utf-8"))
CASES, RULES = TOLD["cases"], TOLD["rules"]
TEXT = {"en": "Words", "zh": "文字"}


def violated(problem: PackProblem, pack: Pack) -> set[str]:
    """By which rules the only plan that shows the problem is at fault."""
    (plan,) = problem.witness.plans
    statuses = check(dict(plan), pack=pack, as_of=problem.witness.as_of, engine="reference").rules
    return {rule for rule, status in statuses.items() if status is RuleStatus.VIOLATED}


@pytest.mark.parametrize("told", CASES.values(), ids=CASES)
def test_what_is_found_of_a_small_pack(told, maker):
    analysis = maker.analysis(told["rules"])
    kinds = [problem.kind for problem in analysis.problems]
    assert kinds == told.get("kinds", kinds)
    assert {*told.get("among", ())} <= {*kinds}
    assert not {*told.get("none_of", ())} & {*kinds}
    if kinds == []:
        assert analysis.failure is None
        assert all(shown.fires and shown.kept and shown.is_whole for shown in analysis.rules)
        assert all(shown.passes for shown in analysis.senders)
    if "of" in told or "values" in told:
        named = told.get("kinds", told.get("among"))[0]
        problem = next(each for each in analysis.problems if each.kind == named)
        assert {*problem.rules} == {*told.get("of", problem.rules)}
        said = {name: str(getattr(value, "en", value)) for name, value in problem.values.items()}
        assert told.get("values", {}).items() <= said.items()
        pack = load_pack(str(maker.folder))
        if "violated" in told:
            assert violated(problem, pack) == {*told["violated"]}
        if "violated_last" in told:
            assert violated(problem, pack) == {said["last"]}


def test_a_bound_that_nothing_uses(maker):
    folder = maker.pack({name: RULES[name] for name in ("few", "many")})
    file = folder / "pack.yaml"
    spare = "  spare:\n    clause: I\n    meaning: {en: Words, zh: 文字}\n    value: 7\n  most:"
    file.write_text(file.read_text("utf-8").replace("\n  most:", f"\n{spare}"), encoding="utf-8")
    (problem,) = analyze(load_pack(folder)).problems
    assert (problem.kind, problem.values) == ("unused-bound", {"bound": "spare"})


def test_rules_about_exceptions_and_across_plans_are_tried(maker):
    asked = "for_each: exception\nviolated_if: {no finding: {rule: {of: exception.rule}}}"
    sent = "for_each: office\nviolated_if: {no submitted: {sender: {of: office.code}}}"
    often = "for_each: version\nviolated_if: {version: {files: {more_than: 3}}}"
    analysis = maker.analysis({"asked": asked, "sent": sent, "often": often, "few": RULES["few"]})
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


PLACES = {
    # Where documents are, and of each a count that may be 0, a flag, and a member that is a code, with a value of it.
    "department-plan/1": (
        "sipo-2012-113",
        "measure.milestones_in_plan_year",
        "measure.has_objective",
        "class",
        "required",
    ),
    "progress-report/1": (
        "sipo-2012-113",
        "reported_measure.planned_figures",
        "reported_measure.states_headway",
        "progress",
        "long-term",
    ),
    "provincial-plan/1": ("sipo-2011-139", "target.amount", "target.has_total", "item", "IV.2"),
    "published-plan/1": ("published-plans", "area.withheld", "area.has_goals", "area", "文字"),
}

PLANTED = {
    "never": ("never-fires", {"a": "{COUNT: {less_than: 0}}"}),
    "contradicted": ("never-fires", {"a": "{FLAG: true, COUNT: {more_than: 3, less_than: 2}}"}),
    "gap": ("gap", {"a": "{COUNT: {more_than: 5}}", "b": "{COUNT: {less_than: 5, at_least: 3}}"}),
    "overlap": ("overlap", {"a": "{COUNT: {more_than: 2}}", "b": "{COUNT: {at_least: 3}}"}),
    "falls": ("severity-falls", {"a": "{COUNT: {more_than: 3}}", "b": "{COUNT: 3}"}),
    "within": ("within", {"a": "{FLAG: false}", "b": "{FLAG: false, CODE: VALUE}"}),
    "together": ("always-together", {"a": "{FLAG: true}", "b": "{FLAG: {is: true}}"}),
    "block": ("idle-block", {"a": "[{KIND: {FLAG: true}}, {KIND: {FLAG: true, CODE: VALUE}}]"}),
}


def planted(folder: Path, document: str, rules: dict[str, str]) -> Path:
    """The shipped pack of the document, with these rules on it in the place of its own."""
    name, count, flag, code, value = PLACES[document]
    kind = count.partition(".")[0]
    pack = shutil.copytree(rules_folder() / name, folder / name)
    shutil.copytree(rules_folder() / "common", folder / "common")
    for rule in pack.glob("*/*/rule.yaml"):
        shutil.rmtree(rule.parent)
    clause = next(iter(load_pack(rules_folder() / name).clauses))
    for place, (id_, text) in enumerate(rules.items()):
        names = {"KIND": kind, "COUNT": count.partition(".")[2], "FLAG": flag.partition(".")[2], "CODE": code}
        words = re.compile("|".join([*names, "VALUE"]))
        told = words.sub(lambda found: {**names, "VALUE": f"'{value}'"}[found[0]], text)  # noqa: B023 - used at once
        blocks = yaml.safe_load(told)
        said: dict[str, Any] = dict.fromkeys(("title", "duty", "rationale", "message", "remedy"), TEXT)
        rule = {"clause": clause, "severity": ["warning", "error"][place], "documents": [document], "at": "", **said}
        judging = {"for_each": kind, "violated_if": blocks if isinstance(blocks, list) else {kind: blocks}}
        path = pack / clause / id_ / "rule.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(yaml.safe_dump({**rule, **judging}, allow_unicode=True), encoding="utf-8")
    return pack


@pytest.mark.parametrize("document", PLACES)
@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(tmp_path, document, fault):
    kind, rules = PLANTED[fault]
    pack = load_pack(planted(tmp_path, document, rules))
    found = {problem.kind: problem for problem in analyze(pack).problems if problem.kind != "unused-bound"}
    assert kind in found
    problem = found[kind]
    assert problem.document == document
    if problem.witness is not None and kind != "never-fires":
        (plan,) = problem.witness.plans
        statuses = check(dict(plan), pack=pack, as_of=problem.witness.as_of, engine="reference").rules
        fired = {rule for rule, status in statuses.items() if status is RuleStatus.VIOLATED}
        assert fired == (set() if kind == "gap" else set(problem.rules))
