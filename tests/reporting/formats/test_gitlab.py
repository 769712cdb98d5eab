"""What GitLab asks of a Code Quality report: members, severities, fingerprints that differ, relative paths."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from checker.reporting import FORMATS

ISSUE = {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "description": {"type": "string", "minLength": 1},
        "check_name": {"type": "string", "minLength": 1},
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "type": "object",
            "required": ["path", "lines"],
            "properties": {
                "path": {"type": "string", "pattern": "^(?!\\./).+"},
                "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
            },
        },
    },
}
"""As the pages of GitLab on Code Quality have it ("Code Quality report format")."""


def issues_of(rendered: str | bytes) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(rendered)
    jsonschema.validate(issues, {"type": "array", "items": ISSUE})
    return issues


def test_every_finding_is_an_issue_where_it_stands(samples, pack):
    report = samples["returned", "en"]
    issues = issues_of(FORMATS["gitlab"].render([report], {pack.id: pack}))
    assert [(issue["check_name"], issue["location"]["lines"]["begin"]) for issue in issues] == [
        (finding.rule, finding.place.line or 1) for finding in report.findings
    ]
    assert {issue["location"]["path"] for issue in issues} == {"plans/hubei-draft.yaml"}
    assert {issue["severity"] for issue in issues} == {"major", "info"}


def test_a_review_has_what_was_found_across_and_nothing_of_a_superseded_plan(
    reviews, failed_reviews, hostile_reviews, review_pack
):
    issues = issues_of(FORMATS["gitlab"].render_review(reviews["en"], review_pack))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert [issue["location"]["path"] for issue in issues][:3] == ["inbox/"] * 3
    assert "inbox/anhui.json" not in {issue["location"]["path"] for issue in issues}
    failed = issues_of(FORMATS["gitlab"].render_review(failed_reviews["en"], review_pack))
    assert [issue["location"]["path"] for issue in failed if issue["severity"] == "blocker"] == [
        "inbox/",
        "inbox/bingtuan.json",
    ]
    issues_of(FORMATS["gitlab"].render_review(hostile_reviews["zh"], review_pack))
