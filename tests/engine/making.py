"""Rules and facts with only what a test is about; everything else is filled in."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.model import Fact, Known, Severity, Text
from checker.pack.conditions import Block, Op, Quantified, Reference, Test
from checker.pack.model import At, Grade, Rule, Stage

NOTHING = Block()
IS, IS_NOT, ONE_OF, MORE_THAN = Op.IS, Op.IS_NOT, Op.ONE_OF, Op.MORE_THAN
_WORDS = Text("Text", "文字")


def rule(
    id_: str, for_each: str, *violated_if: Block, applies_if: Block = NOTHING, stage: Stage = Stage.DOCUMENT
) -> Rule:
    return Rule(
        id=id_,
        folder=Path(),
        clause="I",
        grades=(Grade(Severity.ERROR, NOTHING),),
        decidable=False,
        in_principle=False,
        title=_WORDS,
        duty=_WORDS,
        rationale=_WORDS,
        message=_WORDS,
        remedy=_WORDS,
        documents=("some-plan/1",),
        for_each=for_each,
        applies_if=applies_if,
        violated_if=violated_if,
        at=(At(relative=False, steps=()),),
        subject=None,
        stage=stage,
        anchor="plan",
        kinds={},
    )


class _Members(dict[str, Any]):
    """Members of a fact, of which all that are not given are absent."""

    def __missing__(self, _name: str) -> None:
        return None


def fact(kind: str, **members: Any) -> Fact:
    """A fact of `kind`; members that are not given are absent."""
    return Fact(kind, (), _Members(members))


def known_of(facts: Sequence[Fact]) -> Known:
    """These facts, the last of which is the anchor."""
    return Known.of(facts[:-1], facts[-1])


def own(member: str, op: Op, value: Any) -> Block:
    """One test on the fact judged."""
    return Block(own=(Test(member, op, value),))


def anchor(member: str, op: Op, value: Any) -> Block:
    """One test on the plan."""
    return Block(anchor=(Test(member, op, value),))


def some(kind: str, joins: Mapping[str, str], judged: str, *, exists: bool = True) -> Block:
    """There is a fact of `kind` (or there is none), whose members equal those of the fact judged."""
    tests = tuple(Test(member, Op.IS, Reference(judged, other)) for member, other in joins.items())
    return Block(others=(Quantified(kind, exists, tests),))
