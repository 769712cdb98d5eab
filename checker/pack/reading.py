"""Blocks of conditions as a rule's file has them -> conditions (`checker.pack.conditions`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from checker.pack.checks import operators_of
from checker.pack.conditions import ANCHOR_KINDS, DAY_OPS, TURNED, Block, Op, Quantified, Reference, Test
from checker.values import day_number, number_of
from checker.vocabulary import KINDS, MemberType

if TYPE_CHECKING:
    from checker.pack.model import Bound


def read_block(for_each: str, raw: Mapping[str, Any], bounds: Mapping[str, Bound]) -> Block:
    """The block that `raw` is, in which the kind `for_each` is the one judged."""
    own: tuple[Test, ...] = ()
    anchor: tuple[Test, ...] = ()
    others: list[Quantified] = []
    for key, tests in raw.items():
        quantifier, _, kind = key.rpartition(" ")
        parsed = tuple(test for member, wanted in tests.items() for test in _tests(kind, member, wanted, bounds))
        if quantifier:
            others.append(Quantified(kind, quantifier == "some", parsed))
        elif kind == for_each:
            own += parsed
        elif kind in ANCHOR_KINDS:
            for test in parsed:
                if isinstance(test.value, Reference) and test.value.kind == for_each:
                    own += (Test(test.value.member, TURNED[test.op], Reference(kind, test.member)),)
                else:
                    anchor += (test,)
    return Block(own, anchor, tuple(others))


def read_number(raw: object) -> int | str:
    """A measure's number as the catalogue or a rule writes it."""
    number = number_of(raw)
    if number is None:
        raise TypeError(raw)
    return number


def _tests(kind: str, member: str, wanted: object, bounds: Mapping[str, Bound]) -> list[Test]:
    type_ = KINDS[kind].members[member].type
    return [_test(member, type_, op, operand, bounds) for op, operand in operators_of(wanted).items()]


def _test(member: str, type_: MemberType, op: str, operand: Any, bounds: Mapping[str, Bound]) -> Test:
    named = DAY_OPS.get(op) or Op(op)
    if isinstance(operand, Mapping):
        if "of" in operand:
            return Test(member, named, Reference(*operand["of"].split(".")))
        bound = bounds[operand["bound"]]
        return Test(member, named, bound.value, bound.name)
    if isinstance(operand, list):
        return Test(member, named, tuple(_literal(type_, item) for item in operand))
    return Test(member, named, _literal(type_, operand))


def _literal(type_: MemberType, value: Any) -> bool | int | str:
    if type_ is MemberType.DAY:
        return day_number(str(value))
    literal: bool | int | str = read_number(value) if type_ is MemberType.NUMBER else value
    return literal
