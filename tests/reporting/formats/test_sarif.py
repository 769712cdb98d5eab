from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from checker.model import NOWHERE, Language, Report, Text
from checker.pack.loading import installed_packs, load_pack
from checker.pack.model import Pack
from checker.reporting import FORMATS
from checker.reporting.naming import BEFORE_RULES
from checker.reporting.sarif import descriptors
from checker.resources import HOME
from checker.review_model import Review

LANGS: list[Language] = ["en", "zh"]
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)
URI = re.compile(r"(?:file://)?(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2}|(?<=///[A-Z]):)+")


def log_of(rendered: str | bytes) -> dict[str, Any]:
    """The log, which is found to keep to the schema of SARIF 2.1.0."""
    assert isinstance(rendered, bytes)
    log: dict[str, Any] = json.loads(rendered)
    VALIDATOR.validate(log)
    return log


def run_of(reports: Sequence[Report], pack: Pack) -> dict[str, Any]:
    (run,) = log_of(FORMATS["sarif"].render(reports, {pack.id: pack}))["runs"]
    assert isinstance(run, dict)
    return run


def review_run(review: Review, pack: Pack) -> dict[str, Any]:
    (run,) = log_of(FORMATS["sarif"].render_review(review, pack))["runs"]
    assert isinstance(run, dict)
    return run


def test_the_schema_would_say_so():
    assert not VALIDATOR.is_valid({"version": "2.1.0"})
    assert not VALIDATOR.is_valid({"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]})


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("known", [True, False], ids=["with its pack", "without its pack"])
def test_every_report_keeps_to_the_schema(lang, known, samples, pack):
    reports = [report for (_, language), report in samples.items() if language == lang]
    log = log_of(FORMATS["sarif"].render(reports, {pack.id: pack} if known else {}))
    assert sum(len(run["results"]) for run in log["runs"]) == sum(len(report.findings) for report in reports)


@pytest.mark.parametrize("lang", LANGS)
def test_every_review_keeps_to_the_schema(lang, reviews, failed_reviews, hostile_reviews, review_pack):
    for review in (reviews[lang], failed_reviews[lang], hostile_reviews[lang]):
        run = review_run(review, review_pack)
        for result in run["results"]:
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_result_says_what_where_and_what_to_do(samples, pack):
    results = run_of([samples["returned", "en"]], pack)["results"]
    assert [(result["ruleId"], result["level"], result["kind"]) for result in results] == [
        ("required-measure-missing", "error", "fail"),
        ("objective-missing", "error", "fail"),
        ("target-too-low", "error", "fail"),
        ("objective-missing", "error", "fail"),
        ("measure-unknown", "error", "fail"),
        ("region-tasks-missing", "error", "fail"),
        ("exception-unused", "note", "fail"),
    ]
    third = results[2]
    assert third["message"]["text"].endswith("fewer than 30.\nTo do: Raise the target to at least 30 enterprises.")
    assert third["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "plans/hubei-draft.yaml", "index": 0},
                "region": {"startLine": 41, "startColumn": 28, "endLine": 41, "endColumn": 30},
            },
            "logicalLocations": [
                {
                    "name": "compliant_enterprises",
                    "fullyQualifiedName": "/measures/0/targets/compliant_enterprises",
                    "kind": "property",
                }
            ],
        }
    ]
    assert third["properties"] == {"clause": "plan 26: Enterprise IP management standards", "subject": 26}
    cell = results[6]["locations"][0]
    assert "region" not in cell["physicalLocation"]
    assert cell["logicalLocations"][1] == {"fullyQualifiedName": "Exceptions!A2", "kind": "cell"}


def test_what_stands_before_the_rules_is_a_result_too(samples, pack):
    run = run_of([samples["invalid", "zh"], samples["unreadable", "zh"]], pack)
    assert [(result["ruleId"], result["ruleIndex"]) for result in run["results"]] == [
        ("schema", 1),
        ("schema", 1),
        ("unreadable", 0),
    ]
    assert run["invocations"] == [{"executionSuccessful": True}]
    location = run["results"][2]["locations"][0]["physicalLocation"]
    assert location == {"artifactLocation": {"uri": "-", "index": 1}, "region": {"startLine": 3, "startColumn": 7}}
    assert run["artifacts"][1]["location"]["description"] == {"text": "标准输入"}


def test_a_plan_that_was_not_judged_is_no_success(samples, pack):
    run = run_of([samples["passed", "en"], samples["undetermined", "en"]], pack)
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert note["level"] == "error"
    assert note["message"]["text"].startswith("durable_rules stopped before it had judged every rule.")
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["index"] == 1
    assert run["results"] == []


def test_a_review_that_was_not_judged_is_no_success(failed_reviews, review_pack):
    (invocation,) = review_run(failed_reviews["en"], review_pack)["invocations"]
    assert invocation["executionSuccessful"] is False
    texts = [note["message"]["text"] for note in invocation["toolExecutionNotifications"]]
    assert any(text.startswith("durable_rules stopped. The findings across the documents") for text in texts)


def test_what_passed_is_with_the_artifact_and_no_result(samples, pack):
    run = run_of([samples["passed", "en"]], pack)
    assert run["results"] == []
    (artifact,) = run["artifacts"]
    assert artifact["hashes"] == {"sha-256": "0123456789abcdef" * 4}
    assert artifact["properties"]["verdict"] == "pass"
    assert artifact["properties"]["rules"]["objective-missing"] == "satisfied"
    assert artifact["properties"]["rules"]["approval-pending"] == "not-applicable"


def test_every_rule_of_the_pack_is_described(samples, pack):
    rules = run_of([samples["passed", "en"]], pack)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules[:4]] == ["unreadable", "schema", "not-read", "left-out"]
    assert {rule["id"] for rule in rules[4:]} == set(pack.rules_by_id)
    late = next(rule for rule in rules if rule["id"] == "submitted-late")
    assert late["shortDescription"]["text"] == "Submitted after the deadline"
    assert "Clause: II.3: Submission and examination of the plans" in late["help"]["text"]
    assert late["defaultConfiguration"] == {"level": "error"}
    assert late["properties"] == {"problem.severity": "error", "clause": "II.3", "tags": ["test-2020-9/II.3"]}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("id_", installed_packs())
def test_no_place_for_a_value_is_left_in_a_description(id_, lang):
    pack = load_pack(id_)
    described = descriptors([rule.id for rule in pack.rules], pack, lang)
    assert len(described) == len(pack.rules) + 4
    for rule in described:
        texts = [rule["shortDescription"]["text"], rule["fullDescription"]["text"], *rule["help"].values()]
        assert [text for text in texts if not text or "{" in text] == []


def test_every_rule_of_a_pack_that_is_installed_has_a_page():
    for id_ in installed_packs():
        pack = load_pack(id_)
        for lang, suffix in (("en", ".md"), ("zh", ".zh-CN.md")):
            pages = [rule["helpUri"] for rule in descriptors(pack.rules_by_id, pack, lang)]
            names = [*BEFORE_RULES, *(f"{id_}/{rule}" for rule in pack.rules_by_id)]
            assert pages == [f"{HOME}/docs/rules/{name}{suffix}" for name in names]


def test_a_superseded_plan_is_suppressed(reviews, review_pack):
    results = review_run(reviews["en"], review_pack)["results"]
    suppressed = [result for result in results if result["suppressions"]]
    assert {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in suppressed} == {
        "inbox/anhui.json"
    }
    assert {each["justification"] for result in suppressed for each in result["suppressions"]} == {
        "superseded by inbox/anhui-2.json"
    }


def test_what_is_no_plan_is_notified_and_no_failure(reviews, review_pack):
    told = review_run(reviews["en"], review_pack)["invocations"][0]["toolExecutionNotifications"]
    (note,) = (each for each in told if each["level"] == "note")
    assert note["message"]["text"] == "no plan file: a text that is no document"
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "inbox/read%20me.txt"


@pytest.mark.parametrize("lang", LANGS)
def test_every_result_has_a_file_as_github_wants(lang, hostile_reviews, review_pack):
    run = review_run(hostile_reviews[lang], review_pack)
    for result in run["results"]:
        uris = [location["physicalLocation"]["artifactLocation"]["uri"] for location in result["locations"]]
        assert uris
        assert all(URI.fullmatch(uri) for uri in uris)


def test_what_was_found_across_the_plans_is_at_the_files_of_the_office(reviews, review_pack):
    *_, draft, absent, missed = review_run(reviews["zh"], review_pack)["results"]
    places = [
        [location["physicalLocation"]["artifactLocation"]["uri"] for location in result["locations"]]
        for result in (draft, absent, missed)
    ]
    assert places == [["inbox/neimenggu.yaml"], ["inbox/"], ["inbox/"]]
    assert absent["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "CN-ZJ", "kind": "namespace"}]
    assert "logicalLocations" not in missed["locations"][0]
    assert missed["level"] == "note"


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("plans/a.yaml", "plans/a.yaml"),
        ("./plans/a.yaml", "plans/a.yaml"),
        ("../a b#c%.yaml", "../a%20b%23c%25.yaml"),
        ("湖北:1.yaml", "%E6%B9%96%E5%8C%97%3A1.yaml"),
        ("a\udc80.yaml", "a%80.yaml"),
        ("a\ud800.yaml", "a%ED%A0%80.yaml"),
        ("/srv/a.yaml", "file:///srv/a.yaml"),
        ("C:/plans/a b.yaml", "file:///C:/plans/a%20b.yaml"),
    ],
)
def test_a_file_name_is_a_uri(name, uri, samples, pack):
    run = run_of([replace(samples["returned", "en"], name=name)], pack)
    assert run["artifacts"][0]["location"] == {"uri": uri}


def test_a_plan_from_no_file_has_places_in_the_plan_only(samples, pack):
    findings = [replace(one, place=NOWHERE) for one in samples["returned", "en"].findings[:2]]
    report = replace(samples["returned", "en"], name=None, findings=(*findings, replace(findings[0], at=())))
    first, _, root = run_of([report], pack)["results"]
    assert [list(location) for location in first["locations"]] == [["logicalLocations"]]
    assert "locations" not in root


def fingerprints(report: Report, pack: Pack) -> list[str]:
    return [result["partialFingerprints"]["plancheckFinding/v1"] for result in run_of([report], pack)["results"]]


def test_a_finding_is_known_again_wherever_it_moves(samples, pack):
    report = samples["returned", "en"]
    before = fingerprints(report, pack)
    assert len(set(before)) == len(before) == 7
    moved = [
        replace(one, at=tuple(step + 5 if isinstance(step, int) else step for step in one.at), place=NOWHERE)
        for one in report.findings
    ]
    assert fingerprints(replace(report, name="other.yaml", findings=tuple(moved)), pack) == before
    assert fingerprints(samples["returned", "zh"], pack) == before
    assert fingerprints(replace(report, findings=report.findings[4:]), pack) == before[4:]
    assert not set(fingerprints(replace(report, office="XPCC"), pack)) & set(before)


def test_no_text_becomes_a_link_or_the_place_of_an_argument(samples, pack):
    report = samples["returned", "en"]
    evil = Text("see [x](http://evil.example) {0} {{1}}", "见[x](http://evil.example){0}")
    report = replace(report, findings=(replace(report.findings[0], message=evil, fix=None),))
    (result,) = run_of([report], pack)["results"]
    assert result["message"] == {"text": "see [x]\u200b(http://evil.example) {{0}} {{{{1}}}}"}


def test_each_rule_pack_has_a_run_of_its_own(samples, pack):
    first, other = samples["returned", "en"], samples["passed", "en"]
    none = replace(samples["unreadable", "en"], pack_id=None, pack_version=None, pack_digest=None)
    log = log_of(FORMATS["sarif"].render([first, none, other], {pack.id: pack}))
    assert [(run["automationDetails"]["id"], len(run["artifacts"])) for run in log["runs"]] == [
        ("plancheck/test-2020-9/", 2),
        ("plancheck/", 1),
    ]
