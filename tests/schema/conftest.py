from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from checker.resources import rules_folder

KEPT = (0, 8, 9, 11)


@pytest.fixture(scope="session")
def conforming_plan() -> dict[str, Any]:
    """The conforming plan, to be copied before it is changed."""
    plan: dict[str, Any] = _plain(yaml.safe_load((rules_folder() / "sipo-2012-113" / "base-plan.yaml").read_bytes()))
    return plan


@pytest.fixture(scope="session")
def short_plan(conforming_plan: dict[str, Any]) -> dict[str, Any]:
    """The conforming plan with only those measures that have parts of their own; still valid by its schema."""
    return conforming_plan | {"measures": [conforming_plan["measures"][index] for index in KEPT]}


@pytest.fixture(scope="session")
def small_pack() -> dict[str, Any]:
    """A rule pack of one rule, which uses every form of condition."""

    def both(en: str) -> dict[str, str]:
        return {"en": en, "zh": "中文"}

    return {
        "circular": {
            "id": "some-circular",
            "version": "1.0.0",
            "plan_format": "provincial-plan/1",
            "citation": both("No. 1"),
            "title": both("Circular"),
            "issued": "2012-11-23",
            "authority": {
                **{name: both("Authority") for name in ("name", "office", "secretariat", "letter_code")},
                "clause": "I",
            },
            "plan_year": {"first_day": "2013-01-01", "last_day": "2013-12-31", "clause": "I"},
            "clauses": [{"id": "I", "title": both("General")}],
            "bounds": {
                "deadline": {"value": "2012-12-26", "clause": "I", "meaning": both("Deadline")},
                "fewest": {"value": 2, "clause": "I", "meaning": both("Fewest")},
            },
            "offices": [
                {"code": "CN-HB", "province": "42", "name": both("Hubei")},
                {"code": "XPCC", "province": None, "name": both("Corps")},
            ],
            "departments": [{"slug": "legal-affairs", "name": both("Legal Affairs")}],
        },
        "catalogue": {
            "main_tasks": [{"number": 1, "title": both("Main task")}],
            "tasks": [{"number": 1, "main_task": 1, "title": both("Task")}],
            "measures": [
                {
                    "number": 7,
                    "task": 1,
                    "class": "required",
                    "progress": "phased",
                    "leads": ["legal-affairs"],
                    "sipo_decides": {"kind": "approval", "always": True},
                    "national_targets": [{"target": "service_platforms", "at_least": 20}],
                    "details": ["service_platforms"],
                    "title": both("Measure"),
                }
            ],
        },
        "rules": {
            "measure-too-late": {
                "clause": "I",
                "severity": "error",
                "title": both("Late"),
                "duty": both("It shall be early."),
                "rationale": both("It says so."),
                "message": both("It is late."),
                "remedy": both("Be early."),
                "for_each": "measure",
                "applies_if": {"measure": {"class": {"one_of": ["required", "optional"]}}},
                "violated_if": [
                    {"plan": {"submitted_on": {"after": {"bound": "deadline"}}}},
                    {"no entry": {"number": {"is": {"of": "measure.number"}}}, "plan": {"year": {"at_least": 2013}}},
                ],
                "at": "{measure}/schedule",
                "subject": "measure.number",
            }
        },
    }


def _plain(data: Any) -> Any:
    """YAML's dates as the text they are written with, as the readers give them."""
    if isinstance(data, dict):
        return {name: _plain(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_plain(item) for item in data]
    return data.isoformat() if isinstance(data, date) else data
