"""Faults planted in packs of any declared document are found, and shown by documents that are judged so."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker import check
from checker.analysis.analyzing import analyze
from checker.model import RuleStatus
from checker.pack.loading import load_pack
from checker.resources import rules_folder

TEXT = {"en": "Words", "zh": "文字"}

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
    for place, (id_, written) in enumerate(rules.items()):
        names = {"KIND": kind, "COUNT": count.partition(".")[2], "FLAG": flag.partition(".")[2], "CODE": code}
        words = re.compile("|".join([*names, "VALUE"]))
        told = words.sub(lambda found: {**names, "VALUE": f"'{value}'"}[found[0]], written)  # noqa: B023 - used at once
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
