"""The large run, in small, for every kind of document: every way comes to the same report.

A way that does not is found, and the document made small.
"""

import json
import subprocess
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from checker.engine.reference import ReferenceEvaluator

from ..running import TIMES, run_python  # noqa: TID252 - folders of tests are no packages
from . import at_scale, ways
from .at_scale import Outcome, Sort, judge, outcomes, sorts
from .coverage import Coverage, edges
from .made import Made, examined, make
from .ways import WAYS, Way

PLANS = 500 * TIMES
OFFICES = Sort("sipo-2012-113", "provincial-plan/1")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return run_python("-m", "tests.properties.at_scale", *arguments)


@pytest.mark.durable
@pytest.mark.parametrize("sort", sorts(), ids="/".join)
def test_all_ways_come_to_the_same_report(sort, tmp_path):
    done = run("--pack", sort.pack, "--kind", sort.format, "--plans", PLANS, "--seed", 113, "--differences", tmp_path)
    assert not [*tmp_path.iterdir()], done.stderr[-3000:]
    # So few documents do not come right up to every bound.
    gaps = [
        line for line in done.stdout.splitlines() if line.startswith("NOT COVERED") and "no document has" not in line
    ]
    assert gaps == []
    rows = [line.strip("| ").split(" | ") for line in done.stdout.splitlines() if line.startswith("|")]
    compared = {row[0]: row[1:] for row in rows if row[0] in WAYS}
    assert compared.keys() == WAYS.keys()
    assert {differing for _, differing in compared.values()} == {"0"}
    assert compared["reference evaluator"][0] != "0"
    # Nobody has written a checker of published plans by hand, nor of progress reports.
    is_by_hand = sort.format in ways.handwritten.FORMS.get(sort.pack, {})
    assert (compared["hand-written checker"][0] != "0") == is_by_hand


def test_several_processes_come_to_what_one_does(monkeypatch):
    monkeypatch.setattr(at_scale, "CHUNK", 20)
    monkeypatch.setattr(at_scale, "WAYS", {"hand-written checker": WAYS["hand-written checker"]})
    monkeypatch.setattr(at_scale, "by_many_processes", lambda _: {})
    totals = []
    for jobs in (1, 3):
        total = Outcome()
        places = []
        for chunk, outcome in outcomes(OFFICES, 1, range(5, 145), jobs):
            total.add(outcome)
            places.append(chunk)
        assert places[0].start == 5
        assert places[-1].stop == 145
        assert all(one.stop == other.start for one, other in pairwise(places))
        totals.append(total)
    assert totals[0] == totals[1]
    assert totals[0].coverage.plans == 140


@pytest.fixture
def one_way(monkeypatch):
    """A table of ways with nothing in it."""
    table: dict[str, Way] = {}
    monkeypatch.setattr(at_scale, "WAYS", table)
    monkeypatch.setattr(at_scale, "by_many_processes", lambda _: {})
    return table


def test_a_checker_that_differs_is_found_and_the_plan_made_small(one_way, monkeypatch, tmp_path):
    one_way["hand-written checker"] = WAYS["hand-written checker"]
    monkeypatch.setattr(ways.handwritten.offices, "_ENTERPRISES", 29)
    outcome = judge(OFFICES, 1, range(1, 150))
    assert outcome.differing["hand-written checker"] == len(outcome.differences) > 0
    difference = outcome.differences[0]
    assert "priority-support-target-too-low" in difference.found[0]
    plan: dict[str, Any] = json.loads(at_scale.written(difference, tmp_path).read_bytes())["plan"]
    (measure,) = plan["measures"]
    assert measure["targets"] == {"compliant_enterprises": 29}
    assert measure.keys() == {"number", "sipo_support", "targets"}


def test_what_raises_is_a_difference(one_way):
    def compare(made: Made, _random: Random) -> list[str] | None:
        if made.plan["status"] == "draft":
            raise KeyError(made.plan["office"])
        return None

    one_way["broken"] = Way(compare, 1)
    outcome = judge(OFFICES, 1, range(1, 20))
    assert 0 < outcome.differing["broken"] < 19
    assert all(each.found[0].startswith("raised KeyError") for each in outcome.differences)
    assert outcome.compared["broken"] == outcome.differing["broken"]


@pytest.mark.durable
def test_an_evaluator_that_differs_is_found(monkeypatch):
    """One that is silent about a rule, and says so in the statuses too."""
    judge_rightly = ReferenceEvaluator.judge
    pack, kind = OFFICES.loaded()
    made = examined(*make(pack, kind, 1, 3), pack, kind)
    assert made.report.findings
    rule = made.report.findings[0].rule
    monkeypatch.setattr(
        ReferenceEvaluator,
        "judge",
        lambda *asked: (
            [firing for firing in judge_rightly(*asked)[0] if firing.rule != rule],
            judge_rightly(*asked)[1],
        ),
    )
    found = WAYS["reference evaluator"].compare(made, at_scale.random_of(1, 3)) or []
    assert [each.split(":")[0] for each in found] == ["the two evaluators disagree on", "not expected", "statuses"]


def test_processes_that_print_something_else_are_found(monkeypatch):
    lines = {1: b"a\nb\n", ways.MANY: b"a\nc\n"}
    monkeypatch.setattr(ways, "_printed", lambda _, jobs: ways._Printed(0, lines[jobs], b""))
    assert ways.by_many_processes({4: b"{}", 9: b"{}"}).keys() == {9}
    lines[ways.MANY] = b"a\n"
    assert ways.by_many_processes({4: b"{}", 9: b"{}"}).keys() == {4}
    lines[ways.MANY] = lines[1]
    assert ways.by_many_processes({4: b"{}", 9: b"{}"}) == {}


def test_what_documents_leave_out_is_a_gap():
    pack, kind = OFFICES.loaded()
    empty = Coverage().gaps(pack, kind)
    compared = {edge.bound for edge in edges(pack, kind)}
    # What a report says of the end of the year is compared in reports alone.
    assert compared >= {*pack.bounds, "first day of the plan year", "plan.submitted_on"} - {"year_end"}
    assert len([gap for gap in empty if "no document has" in gap]) == 3 * len(edges(pack, kind))
    for rule in pack.rules_for(kind):
        assert {f"{rule.id}: never violated", f"{rule.id}: never satisfied"} <= {*empty}
    assert {"verdict pass: never", "schema faults: never"} <= {*empty}
    coverage = Coverage()
    coverage.verdicts["undetermined"] = 1
    assert "verdict undetermined: expected of no document" in coverage.gaps(pack, kind)


def test_too_few_documents_fail_for_what_they_leave_out(tmp_path):
    done = run("--pack", OFFICES.pack, "--kind", OFFICES.format, "--plans", 3, "--first", 1, "--differences", tmp_path)
    assert done.returncode == 1
    assert "NOT COVERED" in done.stdout
    assert "3 documents provincial-plan/1 under sipo-2012-113 of seed 1: 0 differences" in done.stdout
