"""The lines of counts and days on which a pack has bounds, and what the rules say along each of them.

Rules that compare one member with values, and agree in all their other conditions, divide the line of that member into
stretches: on each, the same rules speak. As every comparison is with one of finitely many values, it is enough to look
at those, and at one value between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import combinations
from math import inf
from typing import Any, Final

from msgspec.structs import replace

from checker.analysis.document import MaybeFact
from checker.analysis.domains import MemberName, day_after, tests_in
from checker.analysis.judging import AnyDocument, holds
from checker.analysis.solving import Condition, all_of, any_of, none_of
from checker.model import Fact, Severity, Text
from checker.pack.conditions import Block, Reference, Test, passes
from checker.pack.file_names import RULE
from checker.pack.model import MemberType, Pack, Rule, Stage
from checker.pack.reading import PLACEHOLDER
from checker.readers import read_path
from checker.values import day_number, day_text, parts_of

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
    def ends(self) -> tuple[int, int]:
        """The first and the last value; of one that goes on, the first twice."""
        return self.first, self.first if self.last is None else self.last

    @property
    def severity(self) -> Severity | None:
        """The gravest of what is said; None where nothing is."""
        found = {rule.severity for rule in self.rules}
        return next((severity for severity in Severity if severity in found), None)


@dataclass(frozen=True, slots=True)
class Line:
    """The line of one member (`is_day`: days as 20130630), in stretches, from its first value on.

    `document` is the format of that whose rules these are; None for rules across documents.
    """

    document: str | None
    member: MemberName
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
        first, last = (date.fromisoformat(day_text(each)).toordinal() if self.is_day else each for each in stretch.ends)
        return last - first

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

    def asked(self) -> Iterator[tuple[str, tuple[str, ...], Stretch, Question]]:
        """Gaps, overlaps and severities that fall: which rules they are of, where, and what shows that it is so."""
        everyone = tuple(dict.fromkeys(rule.id for stretch in self.stretches for rule in stretch.rules))
        for stretch in self.gaps:
            yield "gap", everyone, stretch, partial(self._at, stretch=stretch, is_gap=True)
        for stretch in self.stretches:
            if len(stretch.rules) > 1:
                yield "overlap", _ids(stretch), stretch, partial(self._at, stretch=stretch)
        for stretch in self.falls:
            yield "severity-falls", _ids(stretch), stretch, partial(self._at, stretch=stretch)

    @property
    def about(self) -> Mapping[str, str]:
        """What the line is of, for the places of texts."""
        return {"kind": self.member[0], "member": self.member[1]}

    def _at(self, document: AnyDocument, stretch: Stretch, *, is_gap: bool = False) -> Iterator[Condition]:
        """A document with a value of the stretch where the rules look: all of those there fire, or none that looks."""
        rules = [rule for each in self.stretches for rule in each.rules]
        yield any_of(
            all_of((_else(document, rule, fact, self.member), _lies(document, fact, self.member, stretch)))
            for rule in rules
            for fact in document.facts.of(rule.for_each)
        )
        yield from (document.rules[rule.id].fires for rule in stretch.rules)
        places = document.domains.places_of([self.member])
        if is_gap:
            yield from (none_of(judged.fires) for judged in document.rules.values() if judged.places & places)


Question = Callable[[AnyDocument], Iterable[Condition]]


def _ids(stretch: Stretch) -> tuple[str, ...]:
    return tuple(rule.id for rule in stretch.rules)


def lines_of(pack: Pack, document: AnyDocument) -> tuple[Line, ...]:
    """The lines of the rules on one kind of document: rules are on one line where they look at the same facts."""
    groups: list[tuple[MemberName, list[Rule]]] = []
    for rule in pack.rules_for(document.document):
        for member in _members_on_lines(rule):
            known = (
                rules for other, rules in groups if other == member and _is_alike(document, member, rules[0], rule)
            )
            rules = next(known, None)
            if rules is None:
                groups.append((member, [rule]))
            else:
                rules.append(rule)
    return tuple(_line(pack, document.document.format, member, rules) for member, rules in groups)


def overlapping(lines: Iterable[Line]) -> set[frozenset[str]]:
    """The rules, two by two, that speak on one stretch."""
    stretches = (stretch for line in lines for stretch in line.stretches)
    return {frozenset(pair) for stretch in stretches for pair in combinations(_ids(stretch), 2)}


def lines_across(pack: Pack) -> tuple[Line, ...]:
    """The lines of rules across documents, in the order of the rules; those on one line agree in all else."""
    groups: dict[tuple[MemberName, frozenset[tuple[str, Test]]], list[Rule]] = {}
    for rule in pack.rules_of(Stage.REVIEW):
        for member in _members_on_lines(rule):
            others = frozenset((kind, test) for kind, test in tests_in(rule) if (kind, test.member) != member)
            groups.setdefault((member, others), []).append(rule)
    return tuple(_line(pack, None, member, rules) for (member, _), rules in groups.items())


def unused_bounds(pack: Pack) -> tuple[str, ...]:
    """The bounds of pack.yaml that no rule compares anything with or speaks of, in a repair neither."""
    kinds = [kind for document in pack.documents.values() for kind in document.kinds.values()]
    said: list[Any] = [member.way for kind in kinds for member in kind.members.values()]
    said += (read_path(rule.folder / RULE).data for rule in pack.rules)
    used = {bound for _, part in parts_of(said) for bound in _bounds_in(part)}
    return tuple(name for name in pack.bounds if name not in used)


def _bounds_in(part: Any) -> Iterator[str]:
    """The bounds that a text speaks of, or something is compared with."""
    if isinstance(part, str):
        yield from (each.removeprefix("bound.") for each in PLACEHOLDER.findall(part) if each.startswith("bound."))
    elif isinstance(part, Mapping):
        yield from (part[word] for word in _BOUNDING if isinstance(part.get(word), str))


def _members_on_lines(rule: Rule) -> list[MemberName]:
    """The counts and days of the fact judged and of the anchor that a rule compares with values."""
    return list(dict.fromkeys(member for member, _ in _tests_on_lines(rule, rule.blocks)))


def _tests_on_lines(rule: Rule, blocks: Iterable[Block]) -> Iterator[tuple[MemberName, Test]]:
    """The tests that compare a count or a day, of the fact judged or of the anchor, with values."""
    for block in blocks:
        for kind, tests in ((rule.for_each, block.own), (rule.anchor, block.anchor)):
            for test in tests:
                type_ = rule.kinds[kind].members[test.member].type
                if type_ in (MemberType.COUNT, MemberType.DAY) and not isinstance(test.value, Reference):
                    yield (kind, test.member), test


def _is_alike(document: AnyDocument, member: MemberName, one: Rule, other: Rule) -> bool:
    """Whether two rules apply to the same facts and look at them alike, but for what they compare the member with."""
    if one.for_each != other.for_each:
        return False
    differing = []
    for fact in document.facts.of(one.for_each):
        mine, its = (_else(document, rule, fact, member) for rule in (one, other))
        value = document.facts.member(_of(document, fact, member), member[1])
        is_there = any_of(condition for each, condition in value.items() if each is not None)
        differs = any_of((all_of((mine, none_of(its))), all_of((its, none_of(mine)))))
        differing.append(all_of((fact.there, is_there, differs)))
    return document.solver.is_impossible([any_of(differing)])


def _of(document: AnyDocument, fact: MaybeFact, member: MemberName) -> MaybeFact:
    """The fact that has the member: the one judged, or the anchor."""
    return fact if member[0] == fact.kind else document.facts.anchor


def _lies(document: AnyDocument, fact: MaybeFact, member: MemberName, stretch: Stretch) -> Condition:
    """Whether the member is a value of the stretch."""
    value = document.facts.member(_of(document, fact, member), member[1])
    return any_of(condition for each, condition in value.items() if each is not None and stretch.holds(each))


def _else(document: AnyDocument, rule: Rule, fact: MaybeFact, member: MemberName) -> Condition:
    """Whether all else that a rule asks for is so of a fact, whatever the member is."""

    def rest(block: Block) -> Block:
        own = tuple(test for test in block.own if (rule.for_each, test.member) != member)
        return replace(block, own=own, anchor=tuple(t for t in block.anchor if (rule.anchor, t.member) != member))

    blocks = [rest(block) for block in rule.blocks]
    scope, *duties = [holds(block, fact, document) for block in blocks]
    return all_of((fact.there, scope, any_of(duties)))


def _line(pack: Pack, document: str | None, member: MemberName, rules: Sequence[Rule]) -> Line:
    kind = rules[0].kinds[member[0]] if document is None else pack.documents[document].kinds[member[0]]
    known = kind.members[member[1]]
    is_day = known.type is MemberType.DAY
    tests = [test for rule in rules for each, test in _tests_on_lines(rule, rule.blocks) if each == member]
    values = {value for test in tests for value in (test.value if isinstance(test.value, tuple) else (test.value,))}
    step = day_after if is_day else int.__add__
    start = day_number(pack.issued) if is_day else known.least
    changes = {step(value, side) for value in values if isinstance(value, int) for side in (0, 1)}
    marks = sorted({start, *(mark for mark in changes if mark > start)})
    stretches: list[Stretch] = []
    for place, mark in enumerate(marks):
        last = step(marks[place + 1], -1) if place + 1 < len(marks) else None
        speaking = tuple(rule for rule in rules if _speaks(rule, member, mark))
        if stretches and stretches[-1].rules == speaking:
            stretches[-1] = Stretch(stretches[-1].first, last, speaking)
        else:
            stretches.append(Stretch(mark, last, speaking))
    bounds = tuple(dict.fromkeys(test.bound for test in tests if test.bound))
    return Line(document, member, known.meaning, is_day, bounds, tuple(stretches))


def _speaks(rule: Rule, member: MemberName, value: int) -> bool:
    """Whether the rule fires at `value` where all else that it asks for is so."""
    fact = Fact(member[0], (), {member[1]: value})

    def agrees(block: Block) -> bool:
        tests = (test for each, test in _tests_on_lines(rule, [block]) if each == member)
        return all(passes(test, fact, fact, fact) for test in tests)

    return agrees(rule.applies_if) and any(agrees(block) for block in rule.violated_if)
