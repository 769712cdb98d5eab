"""The draft in Word under examples/: what it is, and that its slips are those of the draft.

`PLANCHECK_WRITE_GOLDEN=1` writes it anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from checker.readers import read_path

from .drafting import draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.readers import Document

PLANS = Path(__file__).resolve().parents[2] / "examples" / "plans"
EXAMPLE = PLANS / "hubei-draft.docx"


def rules(path: Path) -> list[str]:
    expected = yaml.safe_load(Path(f"{path}.expected").read_text(encoding="utf-8"))
    # Hints are not given on an entry that is set aside.
    return sorted(row["rule"] for row in expected["findings"] if row["rule"] != "support-request-advisable")


def test_the_draft_is_what_is_made_of_it_here(
    write_docx: Callable[..., bytes], read: Callable[[bytes], Document]
) -> None:
    plan: Any = read_path(PLANS / "hubei-draft.yaml").data
    made = draft(plan, write_docx)
    if os.environ.get("PLANCHECK_WRITE_GOLDEN") == "1":
        EXAMPLE.write_bytes(made)
    # Another release of the libraries may write it in other bytes.
    again, kept = read(made), read(EXAMPLE.read_bytes())
    assert (again.data, again.faults) == (kept.data, kept.faults)


def test_it_says_what_the_draft_says_but_for_what_is_unclear(read: Callable[[bytes], Document]) -> None:
    plan: Any = read_path(PLANS / "hubei-draft.yaml").data
    data: Any = read(EXAMPLE.read_bytes()).data
    plan["measures"][4]["funding"]["amount_cny"] = "约300万元"
    plan["measures"][5]["schedule"][0]["due"] = "上半年"
    assert data == plan


def test_its_findings_are_those_of_the_draft_and_three_of_its_own() -> None:
    assert rules(EXAMPLE) == sorted([*rules(PLANS / "hubei-draft.yaml"), "schema", "schema", "not-read"])
