"""What became of a finding does not depend on where it stands, and nothing is fixed that was not judged again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from checker import Severity, check
from checker.comparing import Change, compare
from checker.model import NOWHERE, Clause, Engine, Finding, RuleStatus, Text
from checker.schema import explain

from ..commands import load_cases, understood  # noqa: TID252 - folders of tests are no packages
from .conftest import report_of

if TYPE_CHECKING:
    from checker import Report

FIXED, OPEN, NEW = Change.FIXED, Change.OPEN, Change.NEW
HUBEI = "420100"
CASES = load_cases(Path(__file__).with_name("changes.yaml"))
FINDINGS = understood(CASES["findings"], {"why", "old", "new", "told", "names", "was", "nothing_fixed"})


def subject_of(finding: Finding) -> Any:
    """What a finding is about: of a region, its name."""
    return finding.because["region"]["name"] if "region" in finding.because else finding.subject


@pytest.mark.parametrize("case", FINDINGS, ids=[case["why"] for case in FINDINGS])
def test_what_became_of_findings(case, conforming):
    comparison = compare(*(report_of(case[side], conforming) for side in ("old", "new")))
    assert explain("comparison", comparison.to_dict()) == ()
    found = comparison.findings
    told = [[one.change.value, one.finding.rule, subject_of(one.finding), *[False][one.judged :]] for one in found]
    rules = {row[1] for row in case.get("told", ())}
    assert [row for row in told if row[1] in rules] == case.get("told", [])
    names = [
        [one.change.value, one.finding.because[kind]["name"]]
        for one in found
        for kind in ("alliance", "detail")
        if one.finding.because.get(kind, {}).get("name")
    ]
    assert sorted(names) == sorted(case.get("names", names))
    assert [one.was for one in comparison.of(OPEN)] == case.get("was", [one.was for one in comparison.of(OPEN)])
    if case.get("nothing_fixed"):
        assert (comparison.counts[FIXED], {one.judged for one in comparison.of(OPEN)}) == (0, {False})


@pytest.mark.parametrize("case", CASES["doubts"], ids=[case["why"] for case in CASES["doubts"]])
def test_what_makes_a_comparison_doubtful_stops_nothing(case, lacking):
    usual = replace(lacking, status="submitted", version=None)
    comparison = compare(replace(usual, **case["old"]), replace(usual, **case["new"]))
    assert [doubt.about for doubt in comparison.doubts] == [case["doubt"]] * (case["doubt"] is not None)
    assert comparison.counts == {FIXED: 0, OPEN: 1, NEW: 0}


@pytest.fixture
def lacking(conforming):
    """A report with one finding."""
    return report_of({"measures": {7: {"objective": None}}}, conforming)


def test_the_same_report_leaves_everything_open(lacking):
    comparison = compare(lacking, lacking)
    assert comparison.counts == {FIXED: 0, OPEN: 1, NEW: 0}
    assert all(one.old is one.new for one in comparison.findings)


@pytest.mark.parametrize("broken", [b"{", b"[]", b'{"format": "provincial-plan/1", "measures": []}'])
def test_a_plan_that_cannot_be_judged_has_fixed_nothing(lacking, broken):
    comparison = compare(lacking, check(broken))
    assert comparison.counts[FIXED] == 0
    assert [one.judged for one in comparison.of(OPEN)] == [False]


def test_what_was_not_judged_is_not_fixed(lacking, conforming):
    new = report_of({}, conforming)
    engine = Engine("reference", "1", Text("It failed.", "失败。"))
    failed = replace(new, engine=engine, rules=dict.fromkeys(new.rules, RuleStatus.NOT_RUN))
    # Nor is what is no rule of another pack.
    for unjudged in (failed, replace(new, pack_id="another", rules={})):
        assert [(one.change, one.judged) for one in compare(lacking, unjudged).findings] == [(OPEN, False)]


def test_what_was_unreadable_is_fixed_once_it_can_be_read(conforming):
    (one,) = compare(check(b"{"), report_of({}, conforming)).findings
    assert (one.change, one.finding.rule) == (FIXED, "unreadable")


@pytest.mark.parametrize("rule", ["not-read", "left-out"])
def test_what_no_rule_finds_is_fixed_once_it_is_not_found(conforming, rule):
    sound = report_of({}, conforming)
    clause = Clause(str(sound.document), None)
    noted = Finding(rule, Severity.WARNING, (), NOWHERE, None, Text("a note", "附注"), clause, {}, None)
    old = replace(sound, findings=(noted,))
    assert [one.change for one in compare(old, sound).findings] == [FIXED]
    assert [one.change for one in compare(old, old).findings] == [OPEN]


def test_the_language_can_be_chosen(lacking, conforming):
    new = check(conforming, lang="zh")
    assert "工作目标" in json.dumps(compare(lacking, new).to_dict(), ensure_ascii=False)
    assert "工作目标" not in json.dumps(compare(lacking, new, "en").to_dict(), ensure_ascii=False)


NUMBERS = st.sampled_from([7, 12, 13, 16, 26, 32, 33, 99, "x"])
MEMBERS = {
    "objective": st.just("x"),
    "schedule": st.sampled_from([[], [{"due": "2014-01-01"}]]),
    "sipo_support": st.sampled_from([{"kind": "approval"}, {"kind": "priority-support"}]),
    "targets": st.sampled_from([{"pilot_bases": 1}, {"alliances": [{"name": "a", "basic_patents": 1}]}]),
}
FAULTS = {"objective": st.just(5), "schedule": st.sampled_from([[{}], "soon"]), "sipo_support": st.just({})}
REGIONS = st.lists(
    st.fixed_dictionaries({"name": st.sampled_from("ab")}, optional={"code": st.sampled_from([HUBEI, "430100"])}),
    max_size=4,
)


APART = st.lists(
    st.fixed_dictionaries({"name": st.sampled_from("ab")}, optional={"code": st.sampled_from([HUBEI, "430100"])}),
    unique_by=(lambda one: one["name"], lambda one: one.get("code", one["name"])),
)
"""Regions of which none is another once more: which of two is the repetition depends on their order."""


def measures(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries({"number": NUMBERS}, optional=members), max_size=8)


def report_on(measures: list[dict[str, Any]], regions: list[dict[str, Any]]) -> Report:
    plan = {"format": "provincial-plan/1", "circular": "sipo-2012-113", "office": "CN-HN", "plan_year": 2013}
    return check({**plan, "status": "draft", "measures": measures, "regions": regions})


@settings(max_examples=60, deadline=None)
@given(measures(**MEMBERS), APART, st.randoms())
def test_order_changes_nothing(measures, regions, random):
    old = report_on(measures, regions)
    random.shuffle(measures)
    random.shuffle(regions)
    assert compare(old, report_on(measures, regions)).counts == {FIXED: 0, OPEN: len(old.findings), NEW: 0}


FAULTY = measures(**{name: st.one_of(values, FAULTS.get(name, values)) for name, values in MEMBERS.items()})


@settings(max_examples=60, deadline=None)
@given(FAULTY, REGIONS, FAULTY, REGIONS)
def test_every_finding_of_both_reports_comes_once(measures, regions, other_measures, other_regions):
    old, new = report_on(measures, regions), report_on(other_measures, other_regions)
    findings = compare(old, new).findings
    assert sorted(id(one.old) for one in findings if one.old is not None) == sorted(map(id, old.findings))
    assert sorted(id(one.new) for one in findings if one.new is not None) == sorted(map(id, new.findings))
    for one in findings:
        assert (one.change is FIXED) == (one.new is None and one.judged)
        assert (one.change is NEW) == (one.old is None)
