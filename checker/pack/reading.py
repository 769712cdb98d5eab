"""What is written in the files of a pack -> texts, and blocks of conditions (`checker.pack.conditions`)."""

import re
from collections.abc import Mapping
from typing import Any, Final

from checker.model import Text
from checker.pack.conditions import DAY_OPS, TURNED, Block, Op, Quantified, Reference, Test
from checker.pack.model import Bound, Kind, MemberType
from checker.values import day_number, number_of

PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
"""Where a text has a value filled in: `{kind.member}` or `{bound.name}`."""


def text_from(raw: Mapping[str, str]) -> Text:
    """A text in both languages, as it is written."""
    return Text(raw["en"], raw["zh"])


def operators_of(wanted: Any) -> Mapping[str, Any]:
    """The operators of a test: a bare literal, bound or member is short for `is`."""
    short = not isinstance(wanted, Mapping) or not wanted.keys().isdisjoint({"of", "bound"})
    return {"is": wanted} if short else wanted


def read_block(
    raw: Mapping[str, Any], judged: str, anchor: str, kinds: Mapping[str, Kind], bounds: Mapping[str, Bound]
) -> Block:
    """The block that `raw` is, in which the kind `judged` is the one judged; it has been found free of faults."""
    own: tuple[Test, ...] = ()
    of_anchor: tuple[Test, ...] = ()
    others: list[Quantified] = []
    for key, tests in raw.items():
        quantifier, _, kind = key.rpartition(" ")
        parsed = tuple(
            _test(member, kinds[kind].members[member].type, op, operand, bounds)
            for member, wanted in tests.items()
            for op, operand in operators_of(wanted).items()
        )
        if quantifier:
            others.append(Quantified(kind, quantifier == "some", parsed))
        elif kind == judged:
            own += parsed
        elif kind == anchor:
            for test in parsed:
                if isinstance(test.value, Reference) and test.value.kind == judged:
                    own += (Test(test.value.member, TURNED[test.op], Reference(kind, test.member)),)
                else:
                    of_anchor += (test,)
    return Block(own, of_anchor, tuple(others))


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
    if type_ is MemberType.NUMBER:
        number = number_of(value)
        return value if number is None else number
    literal: bool | int | str = value
    return literal
