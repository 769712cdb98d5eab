"""`rules analyze` as JSON: the installed pack's keeps to its schema.

The analyses that the other tests here make of small packs are held against it as well, where they are made.
"""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checker.analysis.analyzing import PROBLEMS, Analysis, PackProblem, analyze
from checker.cases import case_of_plans
from checker.model import LANGUAGES, Text
from checker.pack.loading import load_pack
from checker.schema import is_valid

from ..schema.outputs import read, validator  # noqa: TID252 - folders of tests are no packages
from .conftest import plans_in

NAME = "rule-analysis"
GAP = {
    "few": "for_each: plan\nviolated_if: {plan: {optional_measures: {less_than: {bound: fewest}}}}",
    "late": "for_each: plan\nviolated_if: {plan: {submitted_on: {after: 2031-03-01}}}",
    "on-the-day": "for_each: plan\nviolated_if: {plan: {submitted_on: {is: {bound: deadline}}}}",
}
"""Rules that leave a day out."""

PLACES: Any = dict.fromkeys(
    ("block", "kind", "member", "values", "bound", "wider", "narrower", "senders", "last", "findings"), "…"
)
"""Something for every place of the texts about problems."""


def as_json(analysis: Analysis, lang: Any = "en") -> Any:
    return read(json.dumps(analysis.to_dict(lang)))


@pytest.fixture
def made(maker):
    """An analysis with a problem and the plans that show it, which are checked for a day."""
    analysis = maker.analysis(GAP)
    (problem,) = analysis.problems
    on_a_day = case_of_plans(*problem.witness.plans, as_of=date(2031, 3, 1))
    return as_json(replace(analysis, problems=(replace(problem, witness=on_a_day),)))


def test_the_analysis_of_no_113_keeps_to_the_schema():
    pack = load_pack("sipo-2012-113")
    analysis = analyze(pack)
    for lang in LANGUAGES:
        data = as_json(analysis, lang)
        assert data["format"] == "rule-analysis/1"
        assert data["pack"] == {"id": pack.id, "version": pack.version, "digest": pack.digest}
        plans = list(plans_in(data))
        assert len(plans) > len(pack.rules) + len(pack.tables["office"].rows)
        assert all(is_valid(pack.document_of(plan).schema, plan) for plan in plans)
        assert {rule["document"] for rule in data["rules"]} == {*pack.documents, None}


def test_a_problem_is_shown_by_plans_and_the_day_that_they_are_checked_for(made):
    assert made["problems"][0]["shown_by"]["as_of"] == "2031-03-01"


@pytest.mark.parametrize("kind", PROBLEMS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_problem_is_one_of_the_schema(maker, kind, lang):
    analysis = maker.analysis({"few": GAP["few"]})
    assert as_json(replace(analysis, problems=(PackProblem(kind, ("few",), PLACES),)), lang)["problems"]


def test_what_keeps_it_from_being_relied_on_is_said(maker):
    failed = replace(maker.analysis({"few": GAP["few"]}), failure=Text("They disagree.", "结果不一致。"))
    assert [as_json(failed, lang)["failure"] for lang in LANGUAGES] == ["They disagree.", "结果不一致。"]


def test_counts_and_days_are_not_mixed_on_a_line(made):
    counts, days = (line["stretches"] for line in made["lines"])
    assert (type(counts[0]["from"]), type(days[0]["from"])) == (int, str)
    made["lines"][0]["stretches"] = [*counts, *days]
    assert not validator(NAME).is_valid(made)
