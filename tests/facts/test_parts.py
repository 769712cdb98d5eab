"""What a schema fault sets aside, and which faults leave nothing to judge."""

from __future__ import annotations

import pytest

from checker import load_pack
from checker.facts.mapping import NOTHING_ASIDE, SetAside, set_aside, stops_rules
from checker.model import Pointer

KIND = load_pack("sipo-2012-113").main_document
PLAN = dict.fromkeys(KIND.needed, 1)


@pytest.mark.parametrize(
    ("faults", "whole", "items"),
    [
        ([], set(), {}),
        ([()], set(), {}),
        ([("measures", 3, "schedule", 0, "due")], set(), {"measures": {3}}),
        ([("measures", 3), ("measures", 0, "x"), ("measures", 3, "y")], set(), {"measures": {0, 3}}),
        ([("regions", 1, "code"), ("exceptions", 0)], set(), {"regions": {1}, "exceptions": {0}}),
        ([("regions",)], {"regions"}, {}),
        ([("submission", "date"), ("title",)], {"submission", "title"}, {}),
        ([("unheard_of", 0, "x")], set(), {"unheard_of": {0}}),
    ],
)
def test_a_fault_sets_its_part_aside(faults: list[Pointer], whole: set[str], items: dict[str, set[int]]) -> None:
    aside = set_aside(faults)
    assert (aside.whole, aside.items) == (whole, items)


def test_without_faults_nothing_is_set_aside() -> None:
    assert (NOTHING_ASIDE.whole, NOTHING_ASIDE.items) == (SetAside().whole, SetAside().items) == (frozenset(), {})


@pytest.mark.parametrize("name", sorted(PLAN))
def test_without_these_nothing_is_judged(name: str) -> None:
    assert not stops_rules(PLAN, [], KIND)
    assert stops_rules({other: value for other, value in PLAN.items() if other != name}, [], KIND)
    assert stops_rules(PLAN, [("title",), (name,)], KIND)
    assert not stops_rules(PLAN, [(name, 0)], KIND)


@pytest.mark.parametrize("at", ["submission", "funding", "regions", "exceptions", "title", "unheard_of"])
def test_other_faults_stop_nothing(at: str) -> None:
    assert not stops_rules(PLAN, [(at,)], KIND)
