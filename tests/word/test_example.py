"""The draft in Word under examples/: what it is, and that its slips are those of the draft."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from checker.readers import read_path

PLANS = Path(__file__).resolve().parents[2] / "examples" / "plans"
EXAMPLE = PLANS / "hubei-draft.docx"


def rules(path: Path) -> list[str]:
    expected = yaml.safe_load(Path(f"{path}.expected").read_text(encoding="utf-8"))
    # Hints are not given on an entry that is set aside.
    return sorted(row["rule"] for row in expected["findings"] if row["rule"] != "support-request-advisable")


def test_it_says_what_the_draft_says_but_for_what_is_unclear(read):
    plan: Any = read_path(PLANS / "hubei-draft.yaml").data
    data: Any = read(EXAMPLE.read_bytes()).data
    plan["measures"][4]["funding"]["amount_cny"] = "约300万元"
    plan["measures"][5]["schedule"][0]["due"] = "上半年"
    assert data == plan


def test_its_findings_are_those_of_the_draft_and_three_of_its_own():
    assert rules(EXAMPLE) == sorted([*rules(PLANS / "hubei-draft.yaml"), "schema", "schema", "not-read"])
