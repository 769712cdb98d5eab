"""The values that the rules of a pack compare members with: what any value can be told apart by.

A condition compares a member with a value that is written out, or with another member of the same type. Members that
are compared with each other share their values.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.analysis.kinds import kinds_of, rules_of
from checker.pack.conditions import Reference
from checker.pack.model import MemberType
from checker.values import day_number, day_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.pack.conditions import Block, Test
    from checker.pack.model import Pack, Rule

Member = tuple[str, str]
"""A kind of fact, and one of its members."""


class Looked(NamedTuple):
    """One test, and the kind of fact whose member it is on."""

    kind: str
    test: Test


def tests_of(rule: Rule) -> Iterator[Looked]:
    """Every test of a rule, wherever it stands."""
    for block in (rule.applies_if, *rule.violated_if):
        yield from tests_in(block, rule)


def tests_in(block: Block, rule: Rule) -> Iterator[Looked]:
    """Every test of one block of `rule`."""
    yield from (Looked(rule.for_each, test) for test in block.own)
    yield from (Looked(rule.anchor, test) for test in block.anchor)
    yield from (Looked(other.kind, test) for other in block.others for test in other.tests)


def members_of(rule: Rule) -> Iterator[Member]:
    """Every member that a rule looks at, once for each time."""
    for kind, test in tests_of(rule):
        yield kind, test.member
        if isinstance(test.value, Reference):
            yield test.value.kind, test.value.member


class Constants:
    """What each member is compared with in the rules of a pack."""

    def __init__(self, pack: Pack) -> None:
        self._kinds = kinds_of(pack)
        self._values: dict[Member, set[Any]] = {}
        self._group: dict[Member, frozenset[Member]] = {}
        for rule in rules_of(pack):
            for kind, test in tests_of(rule):
                self._add((kind, test.member), test)

    def of(self, member: Member) -> frozenset[Any]:
        """The values that tell one value of the member from another."""
        return frozenset(value for other in self._group.get(member, (member,)) for value in self._values.get(other, ()))

    def is_compared(self, member: Member) -> bool:
        """Whether some rule compares the member with another."""
        return member in self._group

    def counts(self, *members: Member) -> tuple[int, ...]:
        """Counts that stand for all that there can be, in order."""
        least = max((self._kinds[kind].members[member].least for kind, member in members), default=0)
        values = {least, least + 1}
        for member in self._of_type(MemberType.COUNT, members):
            reach = len(self._group.get(member, (member,)))
            values |= {value + step for value in self.of(member) for step in range(-reach, reach + 1)}
        return tuple(sorted(value for value in values if value >= least))

    def days(self, *members: Member, otherwise: str) -> tuple[int, ...]:
        """Days, as numbers, that stand for all days, in order; `otherwise` where any day is as good as any other."""
        values: set[int] = set()
        for member in self._of_type(MemberType.DAY, members):
            reach = len(self._group.get(member, (member,)))
            known = self.of(member) or {day_number(otherwise)}
            values |= {day_after(value, step) for value in known for step in range(-reach, reach + 1)}
        return tuple(sorted(values))

    def _of_type(self, type_: MemberType, members: Iterable[Member]) -> Iterator[Member]:
        return ((kind, member) for kind, member in members if self._kinds[kind].members[member].type is type_)

    def _add(self, member: Member, test: Test) -> None:
        if isinstance(test.value, Reference):
            joined = {member, (test.value.kind, test.value.member)}
            for each in tuple(joined):
                joined |= self._group.get(each, frozenset())
            for each in joined:
                self._group[each] = frozenset(joined)
        else:
            values = test.value if isinstance(test.value, tuple) else (test.value,)
            self._values.setdefault(member, set()).update(values)


def day_after(number: int, days: int) -> int:
    """The day so many days after the day `number` (20130630)."""
    return day_number((date.fromisoformat(day_text(number)) + timedelta(days=days)).isoformat())


def days_between(first: int, last: int) -> int:
    """How many days the day `last` is after the day `first`."""
    return (date.fromisoformat(day_text(last)) - date.fromisoformat(day_text(first))).days
