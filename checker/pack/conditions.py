"""The conditions of a rule, as data, and what they mean.

`holds` is the meaning: a plain reading of a block of conditions over facts. The reference evaluator is built on it, and
it also says which rules apply to a plan. `checker.engine.compiler` compiles the same blocks for durable_rules, and
shares none of the code here, so that the two can be tested against each other.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

import msgspec

from checker.model import Fact


class Op(StrEnum):
    """How a member is compared. Days compare like counts, so `before` is read as `less_than`, and so on."""

    IS = "is"
    IS_NOT = "is_not"
    ONE_OF = "one_of"
    NOT_ONE_OF = "not_one_of"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"


DAY_OPS: Final[Mapping[str, Op]] = {
    "before": Op.LESS_THAN,
    "on_or_before": Op.AT_MOST,
    "after": Op.MORE_THAN,
    "on_or_after": Op.AT_LEAST,
}

TURNED: Final[Mapping[Op, Op]] = {
    Op.IS: Op.IS,
    Op.IS_NOT: Op.IS_NOT,
    Op.LESS_THAN: Op.MORE_THAN,
    Op.AT_MOST: Op.AT_LEAST,
    Op.MORE_THAN: Op.LESS_THAN,
    Op.AT_LEAST: Op.AT_MOST,
}
"""Each operator as it reads from the other side."""


class Reference(msgspec.Struct, frozen=True):
    """A member of another fact: of the fact judged, or of the one anchor (the plan, the review)."""

    kind: str
    member: str


class Test(msgspec.Struct, frozen=True):
    """One test on one member.

    `value` is a literal (a tuple for `one_of` and `not_one_of`), a day as 20130630, or a `Reference`; `bound` is the
    name under which pack.yaml gives the value, where it does.
    """

    member: str
    op: Op
    value: bool | int | str | tuple[bool | int | str, ...] | Reference
    bound: str | None = None


class Quantified(msgspec.Struct, frozen=True):
    """`some KIND` (exists) or `no KIND` (not exists), with the tests such a fact must pass."""

    kind: str
    exists: bool
    tests: tuple[Test, ...]


class Block(msgspec.Struct, frozen=True):
    """Conditions that must all hold: on the fact judged, on the anchor, and on whether other facts are there.

    Where the anchor itself is judged, its tests are `own`; a comparison of the fact judged with the anchor is one of
    `own`, whichever side it was written from.
    """

    own: tuple[Test, ...] = ()
    anchor: tuple[Test, ...] = ()
    others: tuple[Quantified, ...] = ()


COMPARE: Final[Mapping[Op, Callable[[Any, Any], bool]]] = {
    Op.IS: operator.eq,
    Op.IS_NOT: operator.ne,
    Op.ONE_OF: lambda found, wanted: found in wanted,
    Op.NOT_ONE_OF: lambda found, wanted: found not in wanted,
    Op.LESS_THAN: operator.lt,
    Op.AT_MOST: operator.le,
    Op.MORE_THAN: operator.gt,
    Op.AT_LEAST: operator.ge,
}
"""What each operator asks of two values that are there."""


def passes(test: Test, fact: Fact, judged: Fact, anchor: Fact) -> bool:
    """Whether `fact` passes `test`; a member that is not there (None), on either side, passes none."""
    found = fact.members.get(test.member)
    if found is None:
        return False
    wanted: Any = test.value
    if isinstance(wanted, Reference):
        wanted = (anchor if wanted.kind == anchor.kind else judged).members.get(wanted.member)
    if wanted is None:
        return False
    return COMPARE[test.op](found, wanted)


def holds(block: Block, judged: Fact, anchor: Fact, facts: Mapping[str, Sequence[Fact]]) -> bool:
    """Whether every condition of `block` holds for the fact `judged`.

    `facts` are all facts by kind, those of the rule pack included.
    """
    for test in block.own:
        if not passes(test, judged, judged, anchor):
            return False
    for test in block.anchor:
        if not passes(test, anchor, judged, anchor):
            return False
    return all(
        any(all(passes(test, fact, judged, anchor) for test in other.tests) for fact in facts.get(other.kind, ()))
        is other.exists
        for other in block.others
    )


def could_hold(block: Block, unread: Fact, anchor: Fact) -> bool:
    """Whether `block` may hold for something that could not be read: no test on what *is* known of it fails.

    `unread` and `anchor` carry only known members; a test on any other is taken as passed.
    """
    return all(
        test.member not in fact.members
        or fact.members[test.member] is None
        or isinstance(test.value, Reference)
        or passes(test, fact, unread, anchor)
        for tests, fact in ((block.own, unread), (block.anchor, anchor))
        for test in tests
    )
