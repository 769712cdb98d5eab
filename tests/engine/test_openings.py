"""Which rules can fire beside a plan at all: a rule that cannot is closed, so that nothing is handed over for it.

Closing too few would change no verdict; it would only be slow. So it is looked at here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.engine.openings import Gates, Opening, Openings
from checker.pack.conditions import Op
from checker.pack.conditions import Test as Asked

from .making import fact, known_of

if TYPE_CHECKING:
    from collections.abc import Sequence

DRAFT = Asked("status", Op.IS, "draft")
SUBMITTED = Asked("status", Op.IS, "submitted")
LATE = Asked("submitted_on", Op.MORE_THAN, 20121226)
GATES = {"always": [], "in-draft": [DRAFT], "when-late": [SUBMITTED, LATE], "twice": [DRAFT, DRAFT]}


@pytest.mark.parametrize(
    ("plan", "opened"),
    [
        ({}, {"always"}),
        ({"status": "draft"}, {"always", "in-draft", "twice"}),
        ({"status": "submitted"}, {"always"}),
        ({"status": "submitted", "submitted_on": 20121226}, {"always"}),
        ({"status": "submitted", "submitted_on": 20121227}, {"always", "when-late"}),
        ({"status": "draft", "submitted_on": 20121227}, {"always", "in-draft", "twice"}),
        ({"submitted_on": 20121227}, {"always"}),
    ],
)
def test_a_rule_is_open_where_the_plan_passes_all_it_asks_of_it(plan: dict[str, Any], opened: set[str]) -> None:
    gates = Gates(GATES)
    assert gates.open(gates.passed(fact("plan", **plan))) == opened


ROWS = frozenset({(1,), (2,), (3,)})
REQUIRED_OR_OPTIONAL = (Asked("class", Op.IS_NOT, "national"),)
SOME = Opening("detail", REQUIRED_OR_OPTIONAL, ("number",), ROWS, exists=True)
NONE = Opening("detail", REQUIRED_OR_OPTIONAL, ("number",), ROWS, exists=False)


@pytest.mark.parametrize(
    ("numbers", "closed"),
    [
        ([], {"some"}),
        ([9], {"some"}),
        ([1], set()),
        ([3], set()),
        ([1, 9], set()),
        ([2, 3], set()),
        ([1, 2, 3], {"none"}),
        ([3, 2, 1, 9], {"none"}),
    ],
)
def test_a_rule_is_closed_where_no_partner_is_there_or_none_is_missing(
    numbers: Sequence[int], closed: set[str]
) -> None:
    entries = [fact("detail", number=number, **{"class": "optional"}) for number in numbers]
    openings = Openings({"some": [SOME], "none": [NONE], "free": []})
    for _ in range(2):
        assert openings.closed(known_of([*entries, fact("plan")])) == closed


def test_only_a_fact_of_the_kind_that_passes_the_tests_is_a_partner() -> None:
    openings = Openings({"some": [SOME]})
    for stranger in (
        fact("detail", number=1, **{"class": "national"}),
        fact("detail", number=1),
        fact("request", number=1, **{"class": "optional"}),
    ):
        assert openings.closed(known_of([stranger, fact("plan")])) == {"some"}


def test_a_rule_with_two_openings_needs_both() -> None:
    other = Opening("region", (), ("province",), frozenset({("42",)}), exists=True)
    openings = Openings({"both": [SOME, other]})
    entry, region = fact("detail", number=1, **{"class": "optional"}), fact("region", province="42")
    assert openings.closed(known_of([entry, fact("plan")])) == {"both"}
    assert openings.closed(known_of([region, fact("plan")])) == {"both"}
    assert openings.closed(known_of([entry, region, fact("plan")])) == frozenset()


def test_the_plan_itself_can_be_the_partner() -> None:
    here = Opening("plan", (), ("province",), frozenset({("42",)}), exists=True)
    openings = Openings({"here": [here]})
    assert openings.closed(known_of([fact("plan", province="42")])) == frozenset()
    assert openings.closed(known_of([fact("plan", province="11")])) == {"here"}
