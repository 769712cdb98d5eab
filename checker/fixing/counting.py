"""Findings about how many of something there are: by how much, and which edits bring the number down or up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from checker.model import Fact
from checker.pack.conditions import holds
from checker.pack.model import MemberType
from checker.pack.repairs import Action
from checker.provincial import PLAN_FORMAT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from checker.fixing.oracle import Standing
    from checker.model import Known, Severity
    from checker.pack.model import Pack, Rule

_FARTHEST: Final = 1000


class Room(NamedTuple):
    """What is counted, and from where to where every rule on that count lets it be."""

    member: str
    low: int
    high: int


def counted_by(rule: Rule) -> str | None:
    """The one count of the plan as a whole that decides whether the rule is broken; None where there is no such."""
    if rule.for_each != rule.anchor:
        return None
    members = set()
    for block in rule.violated_if:
        if block.others or block.anchor:
            return None
        members |= {test.member for test in block.own}
    if len(members) != 1:
        return None
    (member,) = members
    return member if rule.kinds[rule.for_each].members[member].type is MemberType.COUNT else None


def room(rule: Rule, standing: Standing, pack: Pack, against: Collection[Severity]) -> Room | None:
    """Where the count that `rule` looks at may be, nearest to where it is; None where the rule is about no count."""
    member = counted_by(rule)
    value = None if member is None else count_of(standing, member)
    known = standing.known
    if member is None or value is None or known is None:
        return None
    rules = [
        other
        for other in pack.rules_for(pack.documents[PLAN_FORMAT])
        if counted_by(other) == member and other.severity in against
    ]

    def is_allowed(count: int) -> bool:
        return count >= 0 and not any(_fires(rules, known, pack, member, count))

    # As near above as below, what the rule's own repairs do decides.
    steps = (1, -1) if any(Action.ADD.value in repair for repair in rule.repairs) else (-1, 1)
    for distance in range(_FARTHEST):
        for step in steps:
            if is_allowed(value + step * distance):
                low = high = value + step * distance
                while is_allowed(low - 1):
                    low -= 1
                while high - low < _FARTHEST and is_allowed(high + 1):
                    high += 1
                return Room(member, low, high)
    return None


def count_of(standing: Standing, member: str) -> int | None:
    """A count of the plan; None where it is not known."""
    value = None if standing.known is None else standing.known.anchor.members.get(member)
    return value if isinstance(value, int) else None


def _fires(rules: list[Rule], known: Known, pack: Pack, member: str, value: int) -> Iterator[bool]:
    anchor = Fact(known.anchor.kind, (), {**known.anchor.members, member: value})
    facts = {**pack.facts_by_table, **known.by_kind}
    for rule in rules:
        yield holds(rule.applies_if, anchor, anchor, facts) and any(
            holds(block, anchor, anchor, facts) for block in rule.violated_if
        )
