from __future__ import annotations

import re
from pathlib import Path

import pytest
from junitparser import JUnitXml
from lxml import etree

from checker.model import Language
from checker.reporting import FORMATS

LANGS: list[Language] = ["en", "zh"]
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "junit-10.xsd"))
OUTCOMES = ("failure", "error", "skipped")


def root_of(rendered: str | bytes) -> etree._Element:
    """The test suites, which are found to keep to the schema of Jenkins."""
    assert isinstance(rendered, bytes)
    root = etree.fromstring(rendered)
    SCHEMA.assertValid(root)
    for suite in root.iter("testsuite"):
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        for count, outcome in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert suite.get(count) == str(len(suite.findall(f"testcase/{outcome}")))
    for count in ("tests", "failures", "errors"):
        assert root.get(count) == str(sum(int(suite.get(count) or 0) for suite in root.iter("testsuite")))
    return root


def outcomes(suite: etree._Element) -> dict[str, str]:
    """What became of each test case, by the rule in the brackets of its name."""
    found = {}
    for case in suite.findall("testcase"):
        name = re.search(r"[(（]([a-z-]+)[)）]$|^([a-z-]+)$", case.get("name") or "")
        assert name is not None
        found[name[1] or name[2]] = next((kind for kind in OUTCOMES if case.find(kind) is not None), "passed")
    return found


def test_the_schema_would_say_so():
    assert not SCHEMA.validate(etree.fromstring("<testsuites><testsuite name='a'/></testsuites>"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("known", [True, False], ids=["with its pack", "without its pack"])
def test_every_report_keeps_to_the_schema(lang, known, samples, pack):
    reports = [report for (_, language), report in samples.items() if language == lang]
    root = root_of(FORMATS["junit"].render(reports, {pack.id: pack} if known else {}))
    assert [len(suite.findall("testcase")) for suite in root] == [3 + len(pack.rules)] * len(reports)


@pytest.mark.parametrize("lang", LANGS)
def test_every_review_keeps_to_the_schema(lang, reviews, failed_reviews, hostile_reviews, review_pack):
    for review in (reviews[lang], failed_reviews[lang], hostile_reviews[lang]):
        root = root_of(FORMATS["junit"].render_review(review, review_pack))
        assert len(root) == 2 + len(review.reports)  # across the plans, and what is no plan


def test_a_rule_is_a_test_case(samples, pack):
    names = ("returned", "passed", "invalid", "unreadable", "undetermined")
    root = root_of(FORMATS["junit"].render([samples[name, "en"] for name in names], {pack.id: pack}))
    returned, passed, invalid, unreadable, undetermined = map(outcomes, root)
    assert {rule for rule, outcome in returned.items() if outcome == "failure"} == {
        "required-measure-missing",
        "objective-missing",
        "target-too-low",
        "measure-unknown",
        "region-tasks-missing",
    }
    assert returned["submitted-late"] == returned["schema"] == returned["engine"] == "passed"
    assert returned["exception-unused"] == "passed", "info fails nothing"
    assert [rule for rule, outcome in passed.items() if outcome != "passed"] == ["approval-pending", "exception-unused"]
    assert passed["approval-pending"] == "skipped"
    assert [rule for rule, outcome in invalid.items() if outcome == "error"] == ["schema"]
    not_run = [rule for rule, outcome in invalid.items() if outcome == "skipped"]
    assert not_run == ["objective-missing", "measure-unknown", "target-too-low"]
    # One cause is one error, and what it kept from being judged has not passed.
    for suite, cause in ((unreadable, "unreadable"), (undetermined, "engine")):
        assert [rule for rule, outcome in suite.items() if outcome == "error"] == [cause]
        assert {outcome for rule, outcome in suite.items() if rule in pack.rules_by_id} == {"skipped"}


def test_a_failure_has_all_of_its_findings(samples, pack):
    root = root_of(FORMATS["junit"].render([samples["returned", "en"]], {pack.id: pack}))
    failure = root.find(".//testcase[@name='Objective missing (objective-missing)']/failure")
    assert failure is not None
    assert failure.get("type") == "error"
    assert failure.get("message") == (
        "2 findings, the first: Measure 26 (Enterprise IP management standards) has no objective."
    )
    assert failure.text is not None
    first, second = failure.text.split("\n\n")
    assert first.split("\n")[1:] == [
        "To do: State what the measure is to achieve in 2021.",
        "Clause: II.1: What an implementation plan contains",
        "Place: line 30, column 5 (/measures/0)",
    ]
    assert second.endswith("line 88, column 5 (/measures/3)")


def test_the_severity_is_the_type_of_a_failure(samples, pack):
    reports = [samples["returned", "en"], samples["excepted", "en"]]
    root = root_of(FORMATS["junit"].render(reports, {pack.id: pack}))
    assert [failure.get("type") for failure in root.iter("failure")] == ["error"] * 5 + ["warning"] * 2
    (told,) = root.iter("system-out")
    assert (told.text or "").startswith("INFO: An exception is asked for")


def test_a_rule_not_run_says_why(samples, pack):
    reports = [samples["invalid", "en"], samples["undetermined", "en"]]
    invalid, undetermined = root_of(FORMATS["junit"].render(reports, {pack.id: pack}))
    because = {skipped.get("message") for skipped in invalid.iter("skipped")}
    assert because == {"not judged: what they look at could not be read"}
    because = {case.get("message") for kind in ("error", "skipped") for case in undetermined.iter(kind)}
    assert len(because) == 1
    assert str(because.pop()).startswith("durable_rules stopped before it had judged every rule.")


def test_cases_of_different_plans_have_different_names(reviews, review_pack):
    root = root_of(FORMATS["junit"].render_review(reviews["zh"], review_pack))
    cases = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(set(cases)) == len(cases) > 100


def test_the_rules_across_the_plans_have_a_suite(reviews, failed_reviews, review_pack):
    first, *_ = root_of(FORMATS["junit"].render_review(reviews["en"], review_pack))
    assert first.get("name") == "across the documents"
    assert outcomes(first) == {"engine": "passed", "plan-absent": "failure", "figure-missed": "passed"}
    first, *_ = root_of(FORMATS["junit"].render_review(failed_reviews["en"], review_pack))
    assert outcomes(first) == {"engine": "error", "plan-absent": "skipped", "figure-missed": "skipped"}


def test_a_superseded_plan_and_what_is_no_plan_are_skipped(reviews, review_pack):
    root = root_of(FORMATS["junit"].render_review(reviews["en"], review_pack))
    whole = {
        suite.get("name"): [skipped.get("message") for skipped in suite.iter("skipped")]
        for suite in root
        if suite.get("tests") == suite.get("skipped")
    }
    assert whole == {
        "inbox/anhui.json": ["superseded by inbox/anhui-2.json"],
        "inbox/read me.txt": ["no plan file: a text that is no document"],
    }


def test_a_reader_of_junit_counts_the_same(reviews, review_pack):
    rendered = FORMATS["junit"].render_review(reviews["zh"], review_pack)
    assert isinstance(rendered, bytes)
    read = JUnitXml.fromstring(rendered)
    written = (read.tests, read.failures, read.errors)
    results = [result for suite in read for case in suite for result in case.result]
    read.update_statistics()
    assert (read.tests, read.failures, read.errors) == written
    assert {type(result).__name__ for result in results} == {"Failure", "Error", "Skipped"}


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_text_is_text(lang, hostile, pack):
    rendered = FORMATS["junit"].render([hostile[lang]], {pack.id: pack})
    (suite,) = root_of(rendered)
    tags = {element.tag for element in suite.iter()}
    assert tags == {"testsuite", "properties", "property", "testcase", "failure"}
    text = "".join(map(str, suite.itertext()))
    assert "<script>alert(1)</script>" in text
    assert "]]>" in text
    assert "\\u0000" in text
    assert "\\udc80" in (suite.get("name") or "")
