"""Nothing is wrong with the packs that come with plancheck, and what is said of them holds, value by value."""

import json
from datetime import date, timedelta

import pytest

from checker import check, load_pack
from checker.analysis.analyzing import analyze, sequences, verdict_faults
from checker.cases import decisions_of, files_of
from checker.checking import Options
from checker.model import RuleStatus, Severity, Verdict
from checker.reviewing import examine_files, reviews_of
from checker.values import day_number

ENGINES = ["durable_rules", "reference"]
NO_113 = load_pack("sipo-2012-113")
PACKS = [NO_113, load_pack("sipo-2011-139"), load_pack("published-plans")]
PLAN = "provincial-plan/1"

CUT = {
    "region-name-mismatch",
    "region-unknown",
    "number-missing",
    "number-out-of-order",
    "number-repeated",
    "exception-unused",
}
"""Rules that look rows up in a table of a thousand or more, of which some stand for all; and one on what they found."""


@pytest.fixture(scope="module")
def analyses():
    return {pack.id: analyze(pack) for pack in PACKS}


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_nothing_is_wrong(pack, analyses):
    analysis = analyses[pack.id]
    assert [problem.message("en") for problem in analysis.problems] == []
    assert analysis.failure is None
    assert all(shown.fires and shown.kept for shown in analysis.rules)
    shown = [(each.rule, each.document) for each in analysis.rules if each.document is not None]
    assert shown == [(rule.id, name) for name, kind in pack.documents.items() for rule in pack.rules_for(kind)]
    assert {each.rule for each in analysis.rules if not each.is_whole and each.document} <= CUT


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_everyone_who_sends_has_a_document_that_passes(pack, engine, analyses):
    senders = [(kind, code) for kind in pack.documents.values() for code in pack.codes_of(kind.roster)]
    for (kind, code), shown in zip(senders, analyses[pack.id].senders, strict=True):
        assert (shown.document, shown.sender) == (kind.format, code)
        (plan,) = shown.passes.plans
        report = check(json.dumps(plan), pack=pack, as_of=shown.passes.as_of, engine=engine)
        assert (report.office, report.verdict) == (code, Verdict.PASS)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_each_rule_fires_in_one_plan_and_is_kept_in_another(pack, engine, analyses):
    for shown in analyses[pack.id].rules:
        for witness, status in ((shown.fires, RuleStatus.VIOLATED), (shown.kept, RuleStatus.SATISFIED)):
            if shown.document is None:
                options = Options(pack, engine=engine, decisions=decisions_of(witness, pack))
                reviews = reviews_of(examine_files(files_of(witness), options), options)
                statuses = {id_: status for made in reviews for id_, status in made.rules.items()}
            else:
                statuses = check(witness.plan, pack=pack, as_of=witness.as_of, engine=engine).rules
            assert statuses[shown.rule] is status, shown.rule


def severity_of(report, rules):
    found = [finding.severity for finding in report.findings if finding.rule in rules]
    assert len(found) <= 1
    return found[0] if found else None


def passing(analyses, office):
    return next(each.passes for each in analyses[NO_113.id].senders if (each.document, each.sender) == (PLAN, office))


def line(analyses, member, kind="plan"):
    lines = [line for line in analyses[NO_113.id].lines if line.document == PLAN]
    (found,) = (line for line in lines if line.member == (kind, member))
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
    (plan,) = passing(analyses, "CN-HB").plans
    rules = {rule.id for stretch in found.stretches for rule in stretch.rules}
    others = [entry for entry in plan["measures"] if entry["number"] not in optional]
    for count in range(len(optional) + 1):
        listed = [*others, *({"number": number} for number in optional[:count])]
        assert severity_of(check({**plan, "measures": listed}), rules) is wanted[count]


def test_every_day_from_the_issue_of_the_circular_is_in_one_stretch_and_found_so(analyses):
    lines = [each for each in analyses[NO_113.id].lines if (each.document, *each.member) == (PLAN, "stated_day", "day")]
    found = next(each for each in lines if "deadline" in each.bounds)
    (plan,) = passing(analyses, "CN-HB").plans
    rules = {rule.id for stretch in found.stretches for rule in stretch.rules}
    first, deadline = date(2012, 11, 23), date(2012, 12, 26)
    assert found.stretches[0].first == day_number(first.isoformat())
    for step in range(400):
        day = first + timedelta(days=step)
        wanted = None if day < deadline else Severity.WARNING if day == deadline else Severity.ERROR
        assert said_by(found, day_number(day.isoformat())) is wanted
        sent = {**plan, "status": "submitted", "submission": {"date": day.isoformat()}}
        report = check(sent, engine="reference")
        assert severity_of(report, rules) is wanted


def test_the_verdict_is_a_function_of_the_severities():
    assert verdict_faults() == []
    verdicts = {length: sum(len(letters) == length for letters, _ in sequences()) for length in range(6)}
    assert verdicts == {0: 2, 1: 10, 2: 50, 3: 250, 4: 1250, 5: 0}


def test_a_number_that_no_catalogue_has_is_tried_too(analyses):
    shown = {each.rule: each for each in analyses[NO_113.id].rules if each.document == PLAN}["measure-unknown"]
    report = check(dict(shown.fires.plans[0]))
    assert report.selection["unknown"]
    assert {finding.because["measure"]["class"] for finding in report.findings if finding.rule == shown.rule} == {
        "unknown"
    }
