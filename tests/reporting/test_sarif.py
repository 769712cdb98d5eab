"""SARIF 2.1.0: its schema takes every report, and GitHub finds what it wants in each result."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from checker import load_pack
from checker.model import LANGUAGES, NOWHERE, Report, Text
from checker.pack.loading import installed_packs
from checker.reporting import FORMATS
from checker.reporting.naming import BEFORE_RULES
from checker.reporting.sarif import descriptors
from checker.resources import HOME, program_version

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)
URI = re.compile(r"(?:file://)?(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2}|(?<=///[A-Z]):)+")


def runs_of(rendered: bytes) -> list[dict[str, Any]]:
    """The runs of a log, which is found to keep to the schema."""
    log = json.loads(rendered)
    VALIDATOR.validate(log)
    runs: list[dict[str, Any]] = log["runs"]
    for run in runs:
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        assert [rules[result["ruleIndex"]] for result in run["results"]] == [each["ruleId"] for each in run["results"]]
    return runs


def files_of(results: Sequence[dict[str, Any]]) -> list[list[str]]:
    """The files of each result."""
    return [
        [location["physicalLocation"]["artifactLocation"]["uri"] for location in result["locations"]]
        for result in results
    ]


@pytest.fixture
def run(render):
    """`run(report, …)`: the one run that reports are."""
    return lambda *reports: runs_of(render("sarif", *reports))[0]


@pytest.fixture
def review_run(render_review):
    """`review_run(review)`: the one run that a review is."""
    return lambda review: runs_of(render_review("sarif", review))[0]


def test_the_schema_would_say_so():
    assert not VALIDATOR.is_valid({"version": "2.1.0"})
    assert not VALIDATOR.is_valid({"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("known", [True, False], ids=["with its pack", "without its pack"])
def test_every_report_keeps_to_the_schema(lang, known, samples, pack):
    reports = [report for (_, language), report in samples.items() if language == lang]
    runs = runs_of(FORMATS["sarif"].render(reports, {pack.id: pack} if known else {}))
    assert sum(len(run["results"]) for run in runs) == sum(len(report.findings) for report in reports)
    assert {run["tool"]["driver"].get("version") for run in runs} == {program_version()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_result_of_a_review_has_a_file_as_github_wants(
    lang, reviews, failed_reviews, hostile_reviews, review_run
):
    for review in (reviews[lang], failed_reviews[lang], hostile_reviews[lang]):
        for files in files_of(review_run(review)["results"]):
            assert files
            assert all(map(URI.fullmatch, files))


def test_what_was_not_judged_is_no_success(samples, failed_reviews, run, review_run):
    (invocation,) = run(samples["passed", "en"], samples["undetermined", "en"])["invocations"]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert note["level"] == "error"
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["index"] == 1
    (invocation,) = review_run(failed_reviews["en"])["invocations"]
    assert invocation["executionSuccessful"] is False
    assert run(samples["invalid", "zh"])["invocations"] == [{"executionSuccessful": True}]


def test_what_passed_is_with_the_artifact_and_no_result(samples, run):
    passed = run(samples["passed", "en"])
    assert passed["results"] == []
    (artifact,) = passed["artifacts"]
    assert artifact["properties"]["verdict"] == "pass"
    assert artifact["properties"]["rules"]["objective-missing"] == "satisfied"
    assert artifact["properties"]["rules"]["approval-pending"] == "not-applicable"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("id_", installed_packs())
def test_every_rule_of_an_installed_pack_is_described_and_has_a_page(id_, lang):
    pack = load_pack(id_)
    described = descriptors(pack.rules_by_id, pack, lang)
    for rule in described:
        texts = [rule["shortDescription"]["text"], rule["fullDescription"]["text"], *rule["help"].values()]
        assert [text for text in texts if not text or "{" in text] == []
    names = [*BEFORE_RULES, *(f"{id_}/{rule}" for rule in pack.rules_by_id)]
    suffix = {"en": ".md", "zh": ".zh-CN.md"}[lang]
    assert [rule["helpUri"] for rule in described] == [f"{HOME}/docs/rules/{name}{suffix}" for name in names]


def test_a_superseded_plan_is_suppressed(reviews, review_run):
    suppressed = [result for result in review_run(reviews["en"])["results"] if result["suppressions"]]
    assert files_of(suppressed) == [["inbox/anhui.json"]] * 2


def test_what_was_found_across_the_plans_is_at_the_files_of_the_office(reviews, review_run):
    results = review_run(reviews["zh"])["results"][-3:]
    assert files_of(results) == [["inbox/neimenggu.yaml"], ["inbox/"], ["inbox/"]]
    places = [result["locations"][0].get("logicalLocations") for result in results[1:]]
    assert places == [[{"fullyQualifiedName": "CN-ZJ", "kind": "namespace"}], None]


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        *(("-", "-"), ("plans/a.yaml", "plans/a.yaml"), ("./plans/a.yaml", "plans/a.yaml")),
        *(("../a b#c%.yaml", "../a%20b%23c%25.yaml"), ("湖北:1.yaml", "%E6%B9%96%E5%8C%97%3A1.yaml")),
        *(("a\udc80.yaml", "a%80.yaml"), ("a\ud800.yaml", "a%ED%A0%80.yaml")),
        *(("/srv/a.yaml", "file:///srv/a.yaml"), ("C:/plans/a b.yaml", "file:///C:/plans/a%20b.yaml")),
    ],
)
def test_a_file_name_is_a_uri(name, uri, samples, run):
    assert run(replace(samples["returned", "en"], name=name))["artifacts"][0]["location"]["uri"] == uri


def test_a_plan_from_no_file_has_places_in_the_plan_only(samples, run):
    findings = [replace(one, place=NOWHERE) for one in samples["returned", "en"].findings[:2]]
    report = replace(samples["returned", "en"], name=None, findings=(*findings, replace(findings[0], at=())))
    first, _, root = run(report)["results"]
    assert [list(location) for location in first["locations"]] == [["logicalLocations"]]
    assert "locations" not in root


def test_a_finding_is_known_again_wherever_it_moves(samples, run):
    def fingerprints(report: Report) -> list[str]:
        return [result["partialFingerprints"]["plancheckFinding/v1"] for result in run(report)["results"]]

    report = samples["returned", "en"]
    before = fingerprints(report)
    assert len(set(before)) == len(before) == 7
    moved = [
        replace(one, at=tuple(step + 5 if isinstance(step, int) else step for step in one.at), place=NOWHERE)
        for one in report.findings
    ]
    assert fingerprints(replace(report, name="other.yaml", findings=tuple(moved))) == before
    assert fingerprints(samples["returned", "zh"]) == before
    assert fingerprints(replace(report, findings=report.findings[4:])) == before[4:]
    assert not set(fingerprints(replace(report, office="XPCC"))) & set(before)


def test_no_text_becomes_a_link_or_the_place_of_an_argument(samples, run):
    report = samples["returned", "en"]
    evil = Text("see [x](http://evil.example) {0} {{1}}", "见[x](http://evil.example){0}")
    (result,) = run(replace(report, findings=(replace(report.findings[0], message=evil, fix=None),)))["results"]
    assert result["message"] == {"text": "see [x]\u200b(http://evil.example) {{0}} {{{{1}}}}"}


def test_each_rule_pack_has_a_run_of_its_own(samples, render):
    none = replace(samples["unreadable", "en"], pack_id=None, pack_version=None, pack_digest=None)
    runs = runs_of(render("sarif", samples["returned", "en"], none, samples["passed", "en"]))
    assert [(run["automationDetails"]["id"], len(run["artifacts"])) for run in runs] == [
        ("plancheck/test-2020-9/", 2),
        ("plancheck/", 1),
    ]
