from __future__ import annotations

import pytest

from checker.cases import read_base
from checker.pack.loading import load_pack

KEPT = (0, 8, 9, 11)


@pytest.fixture(scope="session")
def plan_schema():
    """The schema of the plans that the first circular asks for, with the lists of its pack filled in."""
    return load_pack("sipo-2012-113").main_document.schema


@pytest.fixture(scope="session")
def conforming_plan():
    """The conforming plan, to be copied before it is changed."""
    return read_base(load_pack("sipo-2012-113"))


@pytest.fixture(scope="session")
def short_plan(conforming_plan):
    """The conforming plan with only those measures that have parts of their own; still valid by its schema."""
    return conforming_plan | {"measures": [conforming_plan["measures"][index] for index in KEPT]}


@pytest.fixture(scope="session")
def small_pack():
    """A rule pack of one rule, which uses every form of condition."""

    def both(en: str) -> dict[str, str]:
        return {"en": en, "zh": "中文"}

    return {
        "pack": {
            "id": "some-circular",
            "version": "1.0.0",
            "citation": both("No. 1"),
            "title": both("Circular"),
            "issued": "2012-11-23",
            "authority": {
                **{name: both("Authority") for name in ("name", "office", "secretariat", "letter_code")},
                "clause": "I",
            },
            "plan_year": {"first_day": "2013-01-01", "last_day": "2013-12-31", "clause": "I"},
            "clauses": [
                {"id": "I", "title": both("General")},
                {"each": "listed", "id": "plan {number}", "title": "{title}"},
            ],
            "bounds": {
                "deadline": {"value": "2012-12-26", "clause": "I", "meaning": both("Deadline")},
                "fewest": {"value": 2, "clause": "I", "meaning": both("Fewest")},
            },
            "codes": {"class": {"required": both("required"), "optional": both("optional")}},
            "tables": {
                "listed": {
                    "file": "tables/listed.csv",
                    "meaning": both("Listed"),
                    "key": ["number"],
                    "label": "title",
                    "columns": {
                        "number": {"type": "number"},
                        "class": {"type": "code", "in": "class", "meaning": both("Class")},
                        "title": {"type": "text"},
                    },
                    "members": {"offices": {"count_distinct": "measure", "of": "place", "by": {"number": "number"}}},
                },
                "office": {
                    "file": "../common/tables/offices.csv",
                    "key": ["code"],
                    "columns": {"code": {"type": "code"}},
                },
            },
        },
        "documents": {
            "plan": {
                "format": "some-plan/1",
                "schema": "some-plan",
                "nouns": {name: both("Noun") for name in ("document", "item", "sender")},
                "sender": {"member": "office", "table": "office"},
                "year": "plan_year",
                "status": {"member": "status", "draft": "draft", "submitted": "submitted"},
                "version": "submission/version",
                "items": {"list": "measures", "number": "number", "table": "listed"},
                "tallies": {
                    "missing": {
                        "of": "listed",
                        "member": "number",
                        "where": {"class": "required"},
                        "not_in": "measure",
                        "label": both("Missing"),
                    }
                },
                "facts": {
                    "plan": {"members": {"year": {"count": "plan_year"}}},
                    "measure": {
                        "each": ["measures"],
                        "only_if": "number",
                        "identity": ["number"],
                        "members": {
                            "number": {"number": "number", "meaning": both("Number")},
                            "place": {"nth": "number"},
                            "milestones": {"count": "schedule", "where": {"due": {"within": "plan_year"}}},
                            "class": {
                                "take": "class",
                                "from": "listed",
                                "by": {"number": "number"},
                                "else": "optional",
                            },
                        },
                    },
                },
            }
        },
        "rules": {
            "measure-too-late": {
                "clause": "I",
                "severity": [{"severity": "error", "if": {"plan": {"year": 2013}}}, {"severity": "warning"}],
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
