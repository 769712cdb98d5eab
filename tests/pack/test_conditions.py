"""What conditions mean: the reading that both evaluators are held to, by hand."""

from __future__ import annotations

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


def passes(op: Op, found: Any, wanted: Any) -> bool:
    block = Block(own=(conditions.Test("member", op, wanted),))
    return holds(block, region(member=found), PLAN, {})


@pytest.mark.parametrize(
    ("op", "wanted", "passing", "failing"),
    [
        (Op.IS, 2, [2], [1, 3, None]),
        (Op.IS, "a", ["a"], ["A", "b", None]),
        (Op.IS, True, [True], [False, None]),
        (Op.IS, False, [False], [True, None]),
        (Op.IS_NOT, 2, [1, 3], [2, None]),
        (Op.IS_NOT, "a", ["A", "b"], ["a", None]),
        (Op.ONE_OF, (2, 4), [2, 4], [3, None]),
        (Op.ONE_OF, ("a",), ["a"], ["b", None]),
        (Op.LESS_THAN, 2, [0, 1], [2, 3, None]),
        (Op.AT_MOST, 2, [1, 2], [3, None]),
        (Op.MORE_THAN, 2, [3, 10**400], [2, 1, None]),
        (Op.AT_LEAST, 2, [2, 3], [1, None]),
    ],
)
def test_an_operator_passes_what_it_says_and_never_what_is_absent(
    op: Op, wanted: Any, passing: list[Any], failing: list[Any]
) -> None:
    assert [value for value in [*passing, *failing] if passes(op, value, wanted)] == passing
    assert not holds(Block(own=(conditions.Test("other", op, wanted),)), region(member=passing[0]), PLAN, {})


@pytest.mark.parametrize(
    ("judged", "op", "member", "outcome"),
    [
        ({"province": "42"}, Op.IS, "office", False),
        ({"province": "CN-HB"}, Op.IS, "office", True),
        ({"province": "42"}, Op.IS_NOT, "office", True),
        ({"province": None}, Op.IS_NOT, "office", False),
        ({"province": "42"}, Op.IS_NOT, "province", False),
        ({"province": None}, Op.IS, "province", False),
        ({"province": 20121221}, Op.MORE_THAN, "submitted_on", True),
        ({"province": 20121220}, Op.MORE_THAN, "submitted_on", False),
    ],
)
def test_a_member_compared_with_the_plan(judged: dict[str, Any], op: Op, member: str, outcome: object) -> None:
    block = Block(own=(conditions.Test("province", op, Reference("plan", member)),))
    assert holds(block, region(**judged), PLAN, {}) is outcome


def quantified(*, exists: bool) -> Block:
    tests = (
        conditions.Test("number", Op.IS, Reference("region", "number")),
        conditions.Test("class", Op.IS, "required"),
    )
    return Block(others=(Quantified("measure", exists, tests),))


@pytest.mark.parametrize(
    ("number", "others", "there"),
    [
        (7, [], False),
        (7, [(7, "required")], True),
        (7, [(7, "optional")], False),
        (7, [(8, "required")], False),
        # One fact has to pass both tests.
        (7, [(7, "optional"), (8, "required")], False),
        (7, [(7, "optional"), (7, "required")], True),
        # What is absent equals nothing, not even what is absent.
        (None, [(None, "required")], False),
        (7, [(None, "required"), (7, None)], False),
    ],
)
def test_whether_there_is_another_fact(number: Any, others: list[tuple[Any, Any]], there: object) -> None:
    facts = {"measure": [Fact("measure", (), {"number": each, "class": class_}) for each, class_ in others]}
    assert holds(quantified(exists=True), region(number=number), PLAN, facts) is there
    assert holds(quantified(exists=False), region(number=number), PLAN, facts) is not there


def test_every_condition_of_a_block_must_hold() -> None:
    own, outside = conditions.Test("member", Op.IS, 1), conditions.Test("year", Op.IS, 2013)
    assert holds(Block((own,), (outside,)), region(member=1), PLAN, {})
    assert not holds(Block((own,), (outside,)), region(member=2), PLAN, {})
    assert not holds(Block((own,), (conditions.Test("year", Op.IS, 2014),)), region(member=1), PLAN, {})
    assert not holds(Block((own,), (outside,), quantified(exists=True).others), region(member=1), PLAN, {})
    assert holds(Block(), region(), PLAN, {})


def test_what_is_unread_may_hold_unless_something_known_speaks_against_it() -> None:
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
def test_a_comparison_with_the_plan_can_be_written_from_either_side(word: str, turned: str) -> None:
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
