"""What conditions mean: the reading that both evaluators are held to, by hand."""

from typing import Any

import pytest

from checker.model import Fact, Text
from checker.pack import conditions
from checker.pack.conditions import Block, Op, Quantified, Reference, could_hold, holds
from checker.pack.model import Kind, Member, MemberType, Stage
from checker.pack.reading import read_block

PLAN = Fact("plan", (), {"office": "CN-HB", "submitted_on": 20121220, "year": 2013, "province": None})


def region(**members: Any) -> Fact:
    return Fact("region", (), members)


def quantified(*, exists: bool) -> Block:
    tests = (
        conditions.Test("number", Op.IS, Reference("region", "number")),
        conditions.Test("class", Op.IS, "required"),
    )
    return Block(others=(Quantified("measure", exists, tests),))


def test_what_is_unread_may_hold_unless_something_known_speaks_against_it():
    block = Block(
        (conditions.Test("number", Op.IS, 7), conditions.Test("name", Op.IS, "x")),
        (conditions.Test("year", Op.IS, 2013),),
    )
    assert could_hold(block, Fact("measure", (), {}), PLAN)
    assert could_hold(block, Fact("measure", (), {"number": 7}), PLAN)
    assert not could_hold(block, Fact("measure", (), {"number": 8}), PLAN)
    assert not could_hold(block, Fact("measure", (), {"number": 7, "name": "y"}), PLAN)
    assert not could_hold(block, Fact("measure", (), {}), Fact("plan", (), {"year": 2014}))
    assert could_hold(block, Fact("measure", (), {}), Fact("plan", (), {"year": None}))
    assert could_hold(quantified(exists=True), Fact("region", (), {"number": 7}), PLAN)


DAY = Member(MemberType.DAY, Text("a day", "日期"))
KINDS = {
    name: Kind(name, Stage.DOCUMENT, Text(name, name), {member: DAY})
    for name, member in {"plan": "submitted_on", "request": "approved_on"}.items()
}


def read(block: dict[str, Any]) -> Block:
    return read_block(block, "request", "plan", KINDS, {})


@pytest.mark.parametrize(
    ("word", "turned"),
    [
        ("is", "is"),
        ("is_not", "is_not"),
        ("before", "after"),
        ("after", "before"),
        ("on_or_before", "on_or_after"),
        ("on_or_after", "on_or_before"),
    ],
)
def test_a_comparison_with_the_plan_can_be_written_from_either_side(word, turned):
    from_the_plan = {"plan": {"submitted_on": {word: {"of": "request.approved_on"}}}}
    from_the_fact = {"request": {"approved_on": {turned: {"of": "plan.submitted_on"}}}}
    assert read(from_the_plan) == read(from_the_fact)
    days = (20121219, 20121220, 20121221)
    verdicts = [holds(read(from_the_plan), Fact("request", (), {"approved_on": day}), PLAN, {}) for day in days]
    # The plan was submitted on the second of these days: `before` an approval of the third, and so on.
    assert (
        verdicts
        == {
            "is": [False, True, False],
            "is_not": [True, False, True],
            "before": [False, False, True],
            "after": [True, False, False],
            "on_or_before": [False, True, True],
            "on_or_after": [True, True, False],
        }[word]
    )
