"""The lines of counts and days on which a pack has bounds, and what the rules say along each of them.

Rules that compare one member with values, and agree in all their other conditions, divide the line of that member into
stretches: on each, the same rules speak. As every comparison is with one of finitely many values, it is enough to look
at those, and at one value between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any, Final

from checker.analysis.constants import Looked, day_after, days_between, tests_in
from checker.analysis.fields import READ_FROM
from checker.analysis.kinds import kinds_of, rules_of
from checker.model import Fact, Severity, Text
from checker.pack.conditions import Reference, passes
from checker.pack.model import MemberType
from checker.pack.validation import PLACEHOLDER
from checker.values import day_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.analysis.constants import Member
    from checker.pack.conditions import Block, Test
    from checker.pack.model import Pack, Rule


_BOUNDING: Final = ("before", "within", "after", "bound")
"""What names a bound in the declaration of a member."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The values from `first` to `last` (None: and so on), and the rules that speak there."""

    first: int
    last: int | None
    rules: tuple[Rule, ...]

    def holds(self, value: int) -> bool:
        """Whether `value` is in the stretch."""
        return self.first <= value and (self.last is None or value <= self.last)

    @property
    def severity(self) -> Severity | None:
        """The gravest of what is said; None where nothing is."""
        found = {rule.severity for rule in self.rules}
        return next((severity for severity in Severity if severity in found), None)


@dataclass(frozen=True, slots=True)
class Line:
    """The line of one member (`is_day`: days as 20130630), in stretches, from its first value on."""

    member: Member
    meaning: Text
    is_day: bool
    bounds: tuple[str, ...]
    stretches: tuple[Stretch, ...]

    @property
    def gaps(self) -> tuple[Stretch, ...]:
        """Silent stretches besides the widest: what lies there is neither what is wanted nor what is found wrong."""
        silent = [stretch for stretch in self.stretches if stretch.severity is None]
        widest = max(silent, key=self._width, default=None)
        return tuple(stretch for stretch in silent if stretch is not widest)

    def _width(self, stretch: Stretch) -> float:
        if stretch.last is None:
            return inf
        return days_between(stretch.first, stretch.last) if self.is_day else stretch.last - stretch.first

    @property
    def falls(self) -> tuple[Stretch, ...]:
        """Stretches farther from the silent one than a graver one on the same side."""
        silent = [place for place, stretch in enumerate(self.stretches) if stretch.severity is None]
        if len(silent) != 1:
            return ()
        order = list(Severity)
        sides = (self.stretches[silent[0] + 1 :], self.stretches[: silent[0]][::-1])
        return tuple(
            stretch
            for side in sides
            for place, stretch in enumerate(side)
            if stretch.severity is not None
            and any(
                other.severity is not None and order.index(other.severity) < order.index(stretch.severity)
                for other in side[:place]
            )
        )


def lines_of(pack: Pack) -> tuple[Line, ...]:
    """The lines of a pack, in the order of its rules."""
    groups: dict[tuple[Member, frozenset[Looked]], list[Rule]] = {}
    for rule in rules_of(pack):
        for member in dict.fromkeys((kind, test.member) for kind, test in _compared(pack, rule)):
            groups.setdefault((member, _else(rule, member)), []).append(rule)
    return tuple(_line(pack, member, rules) for (member, _), rules in groups.items())


def unused_bounds(pack: Pack) -> tuple[str, ...]:
    """The bounds of pack.yaml that no rule compares anything with or speaks of."""
    used = {test.bound for rule in pack.rules for _, test in _all(rule)}
    used |= {test.bound for rule in pack.rules for grade in rule.grades if grade.block for test in grade.block.own}
    kinds = [kind for document in pack.documents.values() for kind in document.kinds.values()]
    used |= {bound for kind in kinds for member in kind.members.values() for bound in _bounds_in(member.way)}
    for rule in pack.rules:
        for text in (rule.message, rule.remedy):
            used |= {placeholder.removeprefix("bound.") for placeholder in PLACEHOLDER.findall(text.en)}
    return tuple(name for name in pack.bounds if name not in used)


def _bounds_in(way: Any) -> Iterator[str]:
    """The bounds by which a member is read."""
    if isinstance(way, Mapping):
        yield from (value for word, value in way.items() if word in _BOUNDING and isinstance(value, str))
    for part in way.values() if isinstance(way, Mapping) else way if isinstance(way, list) else ():
        yield from _bounds_in(part)


def _all(rule: Rule) -> Iterator[Looked]:
    for block in (rule.applies_if, *rule.violated_if):
        yield from tests_in(block, rule)


def _compared(pack: Pack, rule: Rule) -> Iterator[Looked]:
    """The tests of the fact judged and of the plan that compare a count or a day with a value."""
    for block in (rule.applies_if, *rule.violated_if):
        for kind, tests in ((rule.for_each, block.own), (rule.anchor, block.anchor)):
            for test in tests:
                if _is_on_a_line(pack, kind, test):
                    yield Looked(kind, test)


def _is_on_a_line(pack: Pack, kind: str, test: Test) -> bool:
    type_ = kinds_of(pack)[kind].members[test.member].type
    return type_ in (MemberType.COUNT, MemberType.DAY) and not isinstance(test.value, Reference)


def _else(rule: Rule, member: Member) -> frozenset[Looked]:
    """The conditions of the rule besides those on the member, and on what else is read from the same field."""
    return frozenset(looked for looked in _all(rule) if field_of(looked.kind, looked.test.member) != field_of(*member))


def field_of(kind: str, member: str) -> Member:
    """The field that a member is read from; one that is read from none stands for itself."""
    return kind, READ_FROM.get(kind, {}).get(member, member)


def _line(pack: Pack, member: Member, rules: Sequence[Rule]) -> Line:
    known = kinds_of(pack)[member[0]].members[member[1]]
    is_day = known.type is MemberType.DAY
    tests = [test for rule in rules for kind, test in _compared(pack, rule) if (kind, test.member) == member]
    values = {value for test in tests for value in (test.value if isinstance(test.value, tuple) else (test.value,))}
    step = day_after if is_day else int.__add__
    start = day_number(pack.issued) if is_day else known.least
    changes = {step(value, side) for value in values if isinstance(value, int) for side in (0, 1)}
    marks = sorted({start, *(mark for mark in changes if mark > start)})
    stretches: list[Stretch] = []
    for place, mark in enumerate(marks):
        last = step(marks[place + 1], -1) if place + 1 < len(marks) else None
        speaking = tuple(rule for rule in rules if _speaks(pack, rule, member, mark))
        if stretches and stretches[-1].rules == speaking:
            stretches[-1] = Stretch(stretches[-1].first, last, speaking)
        else:
            stretches.append(Stretch(mark, last, speaking))
    bounds = tuple(dict.fromkeys(test.bound for test in tests if test.bound))
    return Line(member, known.meaning, is_day, bounds, tuple(stretches))


def _speaks(pack: Pack, rule: Rule, member: Member, value: int) -> bool:
    """Whether the rule fires at `value` where all else that it asks for is so."""
    fact = Fact(member[0], (), {member[1]: value})

    def agrees(block: Block) -> bool:
        judged = block.own if member[0] == rule.for_each else ()
        around = block.anchor if member[0] == rule.anchor else ()
        tests = [
            test for test in (*judged, *around) if test.member == member[1] and _is_on_a_line(pack, member[0], test)
        ]
        return all(passes(test, fact, fact, fact) for test in tests)

    return agrees(rule.applies_if) and any(agrees(block) for block in rule.violated_if)
