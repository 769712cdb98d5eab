"""What GitLab asks of a Code Quality report: members, severities, fingerprints that differ, relative paths."""

import json
from typing import Any

import jsonschema

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


def issues_of(rendered: bytes) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(rendered)
    jsonschema.validate(issues, {"type": "array", "items": ISSUE})
    return issues


def test_nothing_is_said_of_a_superseded_plan_and_a_failure_blocks(
    reviews, failed_reviews, hostile_reviews, render_review
):
    issues = issues_of(render_review("gitlab", reviews["en"]))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert {issue["severity"] for issue in issues} == {"major", "minor", "info", "blocker"}
    assert "inbox/anhui.json" not in {issue["location"]["path"] for issue in issues}
    failed = issues_of(render_review("gitlab", failed_reviews["en"]))
    assert [issue["location"]["path"] for issue in failed if issue["severity"] == "blocker"] == [
        "inbox/",
        "inbox/bingtuan.json",
    ]
    issues_of(render_review("gitlab", hostile_reviews["zh"]))
