"""What a schema fault sets aside, and which faults leave nothing to judge."""

import pytest

from checker import load_pack
from checker.facts.mapping import set_aside, stops_rules

KIND = load_pack("sipo-2012-113").main_document
PLAN = dict.fromkeys(KIND.required, 1)


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
def test_a_fault_sets_its_part_aside(faults, whole, items):
    aside = set_aside(faults, PLAN, KIND)
    assert (aside.whole, aside.items) == (whole, items)


@pytest.mark.parametrize("name", sorted(PLAN))
def test_what_a_document_has_to_have_is_faulty_where_it_is_not_there(name):
    rest = {other: value for other, value in PLAN.items() if other != name}
    assert set_aside([()], rest, KIND).whole == {name} == set_aside([(name,)], PLAN, KIND).whole


@pytest.mark.parametrize("name", sorted({*PLAN, "submission", "regions", "title", "unheard_of"}))
def test_only_what_says_by_what_a_document_is_judged_stops_all(name):
    assert stops_rules(set_aside([("title",), (name,)], PLAN, KIND)) is (name in ("format", "circular"))
    assert not stops_rules(set_aside([(name, 0)], PLAN, KIND))
