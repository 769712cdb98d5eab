"""What became of a rule where something could not be read: not run, if that may have violated it, and else judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.engine.statuses import Statuses
from checker.model import Fact, Known
from checker.pack.conditions import Block, Reference
from checker.pack.conditions import Test as Asked

from .making import IS, MORE_THAN, anchor, fact, own, rule

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from checker.pack.model import Rule

LATER_THAN_THE_PLAN = rule(
    "later", "request", Block(own=(Asked("approved_on", MORE_THAN, Reference("plan", "submitted_on")),))
)
LATER_THAN_THE_DAY = rule("later", "request", own("approved_on", MORE_THAN, 20121226))
IN_DRAFT = rule("in-draft", "request", anchor("status", IS, "draft"), applies_if=own("number", IS, 7))


def status_of(
    judged: Rule, facts: Sequence[Fact] = (), unread: Sequence[Fact] = (), unknown: Collection[str] = (), **plan: Any
) -> str:
    known = Known.of(facts, fact("plan", **plan))
    known = Known(known.parts, known.places, known.anchor, (), tuple(unread), frozenset(unknown))
    return Statuses([judged], {}).of(known, ())[judged.id].value


def unread(kind: str, **members: Any) -> Fact:
    """Something that is there and could not be read but for these members."""
    return Fact(kind, ("measures", 0), members)


@pytest.mark.parametrize(
    ("numbers", "known", "status"),
    [
        # Either of the rule's alternatives can be what was violated.
        ((4, 5), {"number": 4}, "not-run"),
        ((4, 5), {"number": 5}, "not-run"),
        ((4, 5), {"number": 6}, "not-applicable"),
        ((4, 5), {}, "not-run"),
    ],
)
def test_what_could_not_be_read_may_have_violated_one_alternative(
    numbers: Sequence[int], known: dict[str, Any], status: str
) -> None:
    judged = rule("r", "measure", *(own("number", IS, number) for number in numbers))
    assert status_of(judged, unread=[unread("measure", **known)]) == status


def test_it_may_have_violated_a_rule_that_applies_to_it_and_no_other() -> None:
    judged = rule("r", "measure", own("has_objective", IS, value=False), applies_if=own("number", IS, 4))
    assert status_of(judged, unread=[unread("measure", number=4)]) == "not-run"
    assert status_of(judged, unread=[unread("measure", number=5)]) == "not-applicable"
    assert status_of(judged, unread=[unread("region", number=4)]) == "not-applicable"
    read = fact("measure", number=4, has_objective=True)
    assert status_of(judged, [read], [unread("measure", number=5)]) == "satisfied"
    assert status_of(judged, [read], [unread("measure", number=5), unread("measure", number=4)]) == "not-run"


def test_what_is_not_known_of_the_plan_silences_the_rules_that_compare_with_it() -> None:
    request = [fact("request", number=7, approved_on=20121224)]
    assert status_of(LATER_THAN_THE_PLAN, request, submitted_on=20121225) == "satisfied"
    assert status_of(LATER_THAN_THE_PLAN, request, unknown={"submitted_on"}) == "not-run"
    assert status_of(LATER_THAN_THE_DAY, request, unknown={"submitted_on"}) == "satisfied"
    assert status_of(LATER_THAN_THE_PLAN, unknown={"submitted_on"}) == "not-applicable"


def test_what_is_not_known_of_the_plan_silences_the_rules_that_ask_for_it() -> None:
    request = [fact("request", number=7)]
    assert status_of(IN_DRAFT, request, status="submitted") == "satisfied"
    assert status_of(IN_DRAFT, request, unknown={"status"}) == "not-run"
    assert status_of(IN_DRAFT, request, status="submitted", unknown={"regions"}) == "satisfied"
    assert status_of(IN_DRAFT, [fact("request", number=8)], unknown={"status"}) == "not-applicable"
