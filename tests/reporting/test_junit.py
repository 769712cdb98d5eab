"""JUnit: the schema of Jenkins and a library that reads it take every report; each rule is a test case."""

import re
from pathlib import Path
from typing import Any

import pytest
from junitparser import JUnitXml
from lxml import etree

from checker.model import LANGUAGES
from checker.reporting import FORMATS

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "junit-10.xsd"))
OUTCOMES = ("failure", "error", "skipped")


def root_of(rendered: bytes) -> Any:
    """The test suites, which are found to keep to the schema, and to be as many as they say."""
    root = etree.fromstring(rendered)
    SCHEMA.assertValid(root)
    for suite in root.iter("testsuite"):
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        for count, outcome in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert suite.get(count) == str(len(suite.findall(f"testcase/{outcome}")))
    for count in ("tests", "failures", "errors"):
        assert root.get(count) == str(sum(int(suite.get(count) or 0) for suite in root.iter("testsuite")))
    return root


def outcomes(suite: Any) -> dict[str, str]:
    """What became of each test case, by the rule in the brackets of its name."""
    found = {}
    for case in suite.findall("testcase"):
        name = re.search(r"[(（]([a-z-]+)[)）]$|^([a-z-]+)$", case.get("name"))
        found[name[1] or name[2]] = next((kind for kind in OUTCOMES if case.find(kind) is not None), "passed")
    return found


def test_the_schema_would_say_so():
    assert not SCHEMA.validate(etree.fromstring("<testsuites><testsuite name='a'/></testsuites>"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("known", [True, False], ids=["with its pack", "without its pack"])
def test_every_report_keeps_to_the_schema(lang, known, samples, pack):
    reports = [report for (_, language), report in samples.items() if language == lang]
    root = root_of(FORMATS["junit"].render(reports, {pack.id: pack} if known else {}))
    assert [len(suite.findall("testcase")) for suite in root] == [3 + len(pack.document_rules)] * len(reports)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_review_keeps_to_the_schema_and_is_read(lang, reviews, failed_reviews, hostile_reviews, render_review):
    for review in (reviews[lang], failed_reviews[lang], hostile_reviews[lang]):
        rendered = render_review("junit", review)
        root = root_of(rendered)
        assert len(root) == 2 + len(review.reports)  # across the plans, and what is no plan
        read = JUnitXml.fromstring(rendered)
        read.update_statistics()
        assert [str(each) for each in (read.tests, read.failures, read.errors)] == [
            root.get(name) for name in ("tests", "failures", "errors")
        ]
    cases = [
        (case.get("classname"), case.get("name"))
        for case in root_of(render_review("junit", reviews[lang])).iter("testcase")
    ]
    assert len(set(cases)) == len(cases) > 100


def test_a_rule_is_a_test_case(samples, pack, render):
    names = ("returned", "passed", "invalid", "unreadable", "undetermined")
    returned, passed, invalid, unreadable, undetermined = map(
        outcomes, root_of(render("junit", *(samples[name, "en"] for name in names)))
    )
    # Info fails nothing.
    violated = {finding.rule for finding in samples["returned", "en"].findings} - {"exception-unused"}
    assert {rule for rule, outcome in returned.items() if outcome == "failure"} == violated
    assert {returned[name] for name in ("submitted-late", "schema", "engine", "exception-unused")} == {"passed"}
    assert {rule: outcome for rule, outcome in passed.items() if outcome != "passed"} == dict.fromkeys(
        ("approval-pending", "exception-unused"), "skipped"
    )
    assert [rule for rule, outcome in invalid.items() if outcome == "error"] == ["schema"]
    not_run = [rule for rule, outcome in invalid.items() if outcome == "skipped"]
    assert not_run == ["objective-missing", "measure-unknown", "target-too-low"]
    # One cause is one error, and what it kept from being judged has not passed.
    for suite, cause in ((unreadable, "unreadable"), (undetermined, "engine")):
        assert [rule for rule, outcome in suite.items() if outcome == "error"] == [cause]
        assert {outcome for rule, outcome in suite.items() if rule in pack.rules_by_id} == {"skipped"}


def test_a_superseded_plan_and_what_is_no_plan_are_skipped(reviews, failed_reviews, render_review):
    root = root_of(render_review("junit", reviews["en"]))
    whole = [suite.get("name") for suite in root if suite.get("tests") == suite.get("skipped")]
    assert whole == ["inbox/anhui.json", "inbox/read me.txt"]
    assert {failure.get("type") for failure in root.iter("failure")} == {"error", "warning"}
    assert outcomes(root[0]) == {"engine": "passed", "plan-absent": "failure", "figure-missed": "passed"}
    first, *_ = root_of(render_review("junit", failed_reviews["en"]))
    assert outcomes(first) == {"engine": "error", "plan-absent": "skipped", "figure-missed": "skipped"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_text_is_text(lang, samples, render):
    (suite,) = root_of(render("junit", samples["hostile", lang]))
    assert {element.tag for element in suite.iter()} == {"testsuite", "properties", "property", "testcase", "failure"}
    text = "".join(map(str, suite.itertext()))
    for sign in ("<script>alert(1)</script>", "]]>", "\\u0000"):
        assert sign in text
    assert "\\udc80" in suite.get("name")
