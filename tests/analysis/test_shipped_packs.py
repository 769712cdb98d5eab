"""Nothing is wrong with the packs that come with plancheck, and what is said of them holds, value by value."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from checker import check, load_pack
from checker.analysis.analyzing import analyze
from checker.analysis.verdicts import sequences, verdict_faults
from checker.cases import case_of_plans, decisions_of, files_of
from checker.checking import Options
from checker.model import RuleStatus, Severity, Verdict
from checker.pack.model import Stage
from checker.reviewing import examine_files, keep_report, reviews_of
from checker.values import day_number

ENGINES = ["durable_rules", "reference"]
NO_113 = load_pack("sipo-2012-113")
PACKS = [NO_113]
PLAN = "provincial-plan/1"

ROUGH = {
    "day-before-circular",
    "first-submission-unknown",
    "exception-not-available",
    "placeholder-text",
    "region-name-mismatch",
    "region-outside-jurisdiction",
    "region-repeated",
    "region-tasks-missing",
    "region-unknown",
    "submitted-late",
    "submitted-on-deadline-day",
}
"""Rules that look at more than the fields: what they can do is shown, and nothing is said to be beyond them."""


@pytest.fixture(scope="module")
def analyses():
    return {pack.id: analyze(pack) for pack in PACKS}


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_nothing_is_wrong(pack, analyses):
    analysis = analyses[pack.id]
    assert [problem.message("en") for problem in analysis.problems] == []
    assert analysis.failure is None
    assert all(shown.fires and shown.kept for shown in analysis.rules)
    whole = {shown.rule for shown in analysis.rules if shown.is_whole}
    assert whole == {rule.id for rule in pack.rules_of(Stage.DOCUMENT, pack.documents[PLAN])} - ROUGH


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_each_office_has_a_plan_that_passes(pack, engine, analyses):
    offices = analyses[pack.id].offices
    assert list(offices) == list(pack.codes_of("office"))
    for office, witness in offices.items():
        (plan,) = witness.plans
        report = check(json.dumps(plan), as_of=witness.as_of, engine=engine)
        assert (report.office, report.verdict) == (office, Verdict.PASS)
        # What SIPO may have to select is only worth a remark.
        assert {finding.rule for finding in report.findings} <= {"support-request-advisable"}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_each_rule_fires_in_one_plan_and_is_kept_in_another(pack, engine, analyses):
    for shown in analyses[pack.id].rules:
        for witness, status in ((shown.fires, RuleStatus.VIOLATED), (shown.kept, RuleStatus.SATISFIED)):
            if pack.rules_by_id[shown.rule].stage is Stage.REVIEW:
                case = witness.case or case_of_plans(witness.plans)
                options = Options(pack, engine=engine, decisions=decisions_of(case, pack))
                ((made, _),) = reviews_of(examine_files(files_of(case), options, keep_report), options)
                statuses = made.rules
            else:
                statuses = check(dict(witness.plans[0]), pack=pack, as_of=witness.as_of, engine=engine).rules
            assert statuses[shown.rule] is status, shown.rule


def severity_of(report, rules):
    found = [finding.severity for finding in report.findings if finding.rule in rules]
    assert len(found) <= 1
    return found[0] if found else None


def line(analyses, member, kind="plan"):
    (found,) = (line for line in analyses[NO_113.id].lines if line.member == (kind, member))
    return found


def said_by(found, value):
    (stretch,) = (stretch for stretch in found.stretches if stretch.holds(value))
    return stretch.severity


def test_every_number_of_optional_measures_is_in_one_stretch_and_found_so(analyses):
    found = line(analyses, "optional_measures")
    optional = [
        number for number, row in NO_113.tables["catalogue_measure"].by_key.items() if row["class"] == "optional"
    ]
    wanted = [Severity.ERROR] * 2 + [Severity.WARNING] + [None] * 8 + [Severity.ERROR] * 32
    assert [said_by(found, count) for count in range(43)] == wanted
    (plan,) = analyses[NO_113.id].offices["CN-HB"].plans
    rules = {rule.id for stretch in found.stretches for rule in stretch.rules}
    others = [entry for entry in plan["measures"] if entry["number"] not in optional]
    for count in range(len(optional) + 1):
        listed = [*others, *({"number": number} for number in optional[:count])]
        assert severity_of(check({**plan, "measures": listed}), rules) is wanted[count]


def test_every_day_from_the_issue_of_the_circular_is_in_one_stretch_and_found_so(analyses):
    lines = [each for each in analyses[NO_113.id].lines if each.member == ("stated_day", "day")]
    found = next(each for each in lines if "deadline" in each.bounds)
    (plan,) = analyses[NO_113.id].offices["CN-HB"].plans
    rules = {rule.id for stretch in found.stretches for rule in stretch.rules}
    first, deadline = date(2012, 11, 23), date(2012, 12, 26)
    assert found.stretches[0].first == day_number(first.isoformat())
    for step in range(400):
        day = first + timedelta(days=step)
        wanted = None if day < deadline else Severity.WARNING if day == deadline else Severity.ERROR
        assert said_by(found, day_number(day.isoformat())) is wanted
        report = check({**plan, "submission": {"date": day.isoformat()}}, engine="reference")
        assert severity_of(report, rules) is wanted


def test_the_verdict_is_a_function_of_the_severities():
    assert verdict_faults() == []
    verdicts = {length: sum(len(letters) == length for letters, _ in sequences()) for length in range(6)}
    assert verdicts == {0: 2, 1: 10, 2: 50, 3: 250, 4: 1250, 5: 0}


def test_a_number_that_no_catalogue_has_is_tried_too(analyses):
    shown = {each.rule: each for each in analyses[NO_113.id].rules}["measure-unknown"]
    report = check(dict(shown.fires.plans[0]))
    assert report.selection["unknown"]
    assert {finding.because["measure"]["class"] for finding in report.findings if finding.rule == shown.rule} == {
        "unknown"
    }
