"""What a schema fault sets aside, and which faults leave nothing to judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.facts.parts import NOTHING_ASIDE, SetAside, set_aside, stops_rules

if TYPE_CHECKING:
    from checker.model import Pointer

PLAN = {"format": 1, "circular": 1, "office": 1, "plan_year": 1, "status": 1, "measures": []}


@pytest.mark.parametrize(
    ("faults", "aside"),
    [
        ([], NOTHING_ASIDE),
        ([("measures", 3, "schedule", 0, "due")], SetAside(measures=frozenset({3}))),
        ([("measures", 3), ("measures", 0, "x"), ("measures", 3, "y")], SetAside(measures=frozenset({0, 3}))),
        ([("regions", 1, "code")], SetAside(regions=frozenset({1}))),
        ([("regions",)], SetAside(all_regions=True)),
        ([("exceptions", 0, "rule")], SetAside(exceptions=frozenset({0}))),
        ([("exceptions",)], SetAside(all_exceptions=True)),
        ([("submission",)], SetAside(submission=True)),
        ([("submission", "date")], SetAside(submission=True)),
        ([("submission", "unheard_of")], SetAside(submission=True)),
        ([("funding", "amount_cny")], SetAside(funding=True)),
        ([("title",), ("contact",), ("notes",), ("unheard_of",)], NOTHING_ASIDE),
        ([("unheard_of", 0, "x")], NOTHING_ASIDE),
    ],
)
def test_a_fault_sets_its_part_aside(faults: list[Pointer], aside: SetAside) -> None:
    assert set_aside(faults) == aside


@pytest.mark.parametrize("name", sorted(PLAN))
def test_without_these_nothing_is_judged(name: str) -> None:
    assert not stops_rules(PLAN, [])
    assert stops_rules({other: value for other, value in PLAN.items() if other != name}, [])
    assert stops_rules(PLAN, [("title",), (name,)])
    assert not stops_rules(PLAN, [(name, 0)])


@pytest.mark.parametrize("at", ["submission", "funding", "regions", "exceptions", "title", "unheard_of"])
def test_other_faults_stop_nothing(at: str) -> None:
    assert not stops_rules(PLAN, [(at,)])
