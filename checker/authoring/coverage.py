"""What the cases of a rule leave out: no case that keeps it, none that breaks it, none at a point where it turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final, NamedTuple

from checker.analysis.domains import day_after
from checker.analysis.judging import Scene, holds
from checker.analysis.solving import Condition, all_of, any_of, none_of, related
from checker.authoring.scenes import Reach
from checker.authoring.trials import Trial, engines_here, run_case
from checker.cases import Case, read_bases, read_cases
from checker.engine import EngineName
from checker.errors import PackError, PackFault
from checker.i18n import N_, text
from checker.model import Text
from checker.pack.conditions import Block, Op, Quantified, Reference, Test
from checker.pack.model import Member, MemberType, Pack, Rule, Stage
from checker.values import day_text

_INSIDE: Final[Mapping[Op, tuple[int, ...]]] = {
    Op.IS: (0,),
    Op.IS_NOT: (-1, 1),
    Op.LESS_THAN: (-1,),
    Op.AT_MOST: (0,),
    Op.MORE_THAN: (1,),
    Op.AT_LEAST: (0,),
}
_OUTSIDE: Final[Mapping[Op, tuple[int, ...]]] = {
    Op.IS: (-1, 1),
    Op.IS_NOT: (0,),
    Op.LESS_THAN: (0,),
    Op.AT_MOST: (1,),
    Op.MORE_THAN: (0,),
    Op.AT_LEAST: (-1,),
}
"""How far from the value compared with the points of a figure or a day lie, by operator."""


@dataclass(frozen=True, slots=True)
class EdgePoint:
    """One point of a test.

    It is where the member is `only`, or, without it, `distance` from what it is compared with; and if `beyond`, where
    it is none of what it is compared with.
    """

    name: str
    type: MemberType
    inside: bool
    distance: int = 0
    only: Any = None
    beyond: bool = False

    @property
    def is_measured(self) -> bool:
        """Whether values beside it are points of their own."""
        return self.type in (MemberType.COUNT, MemberType.DAY) and self.only is None and not self.beyond

    def has(self, found: Any, wanted: Any) -> bool:
        """Whether a member that is `found` and compared with `wanted` is at this point."""
        if self.beyond:
            return found not in wanted if isinstance(wanted, tuple) else found != wanted
        if self.only is not None:
            return bool(found == self.only)
        return bool(found == shifted(wanted, self.distance, self.type))


def points_of(test: Test, member: Member) -> Iterator[EdgePoint]:
    """The points of `test`, which looks at `member`: those inside, where it passes, first."""
    if isinstance(test.value, tuple):
        listed = test.op is Op.ONE_OF
        at_each = [
            EdgePoint(f"= {_shown(value, member.type)}", member.type, inside=listed, only=value) for value in test.value
        ]
        other = EdgePoint(f"≠ {_joined(test.value, member.type)}", member.type, inside=not listed, beyond=True)
        yield from (*at_each, other) if listed else (other, *at_each)
    elif member.type in (MemberType.COUNT, MemberType.DAY):
        for inside, distances in ((True, _INSIDE), (False, _OUTSIDE)):
            for distance in distances[test.op]:
                if isinstance(test.value, int) and member.least and test.value + distance < member.least:
                    continue
                name = _measured_name(test, member.type, distance)
                yield EdgePoint(name, member.type, inside=inside, distance=distance)
    else:
        is_equal = test.op is Op.IS
        for inside in (True, False):
            beyond = inside is not is_equal
            yield EdgePoint(_name(test, member.type, beyond=beyond), member.type, inside=inside, beyond=beyond)


def shifted(value: int, distance: int, type_: MemberType) -> int:
    """The figure or the day that is `distance` from `value`."""
    if not distance:
        return value
    return day_after(value, distance) if type_ is MemberType.DAY else value + distance


def _measured_name(test: Test, type_: MemberType, distance: int) -> str:
    sign = f" {'-' if distance < 0 else '+'} {abs(distance)}" if distance else ""
    if isinstance(test.value, Reference):
        return f"= {test.value.kind}.{test.value.member}{sign}"
    if isinstance(test.value, tuple):
        raise TypeError(test.value)
    value = _shown(shifted(int(test.value), distance, type_), type_)
    return f"= {value}" if test.bound is None else f"= {value} (bound.{test.bound}{sign})"


def value_beside(test: Test) -> str:
    """What a test inside `some` or `no` compares with, as a point is called."""
    if isinstance(test.value, Reference):
        return f"= {test.value.kind}.{test.value.member}"
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    shown = ", ".join(_shown(value, MemberType.CODE) for value in values)
    return f"= {shown}" if test.op is Op.IS else f"{test.op} {shown}"


def _name(test: Test, type_: MemberType, *, beyond: bool) -> str:
    if isinstance(test.value, bool):
        return f"= {_shown(test.value is not beyond, type_)}"
    wanted = test.value
    named = f"{wanted.kind}.{wanted.member}" if isinstance(wanted, Reference) else _shown(wanted, type_)
    return f"{'≠' if beyond else '='} {named}"


def _joined(values: tuple[Any, ...], type_: MemberType) -> str:
    return ", ".join(_shown(value, type_) for value in values)


def _shown(value: Any, type_: MemberType) -> str:
    """A value as rule.yaml has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return day_text(value) if type_ is MemberType.DAY else str(value)


class EdgePart(Enum):
    """The part of a rule that a condition stands in."""

    SCOPE = "applies_if"
    DUTY = "violated_if"
    GRADE = "severity"


@dataclass(frozen=True, slots=True)
class Edge:
    """One point of one condition of a rule; `name` says which, as `plan.status = draft`.

    `inside`: the condition holds there. `block` is where it stands, the one at `place` of its `part`. `alone`: some
    document shows it by that block and no other.
    """

    rule: Rule
    name: str
    inside: bool
    part: EdgePart
    place: int
    block: Block
    condition: Test | Quantified
    point: EdgePoint | None = None
    on_anchor: bool = False
    alone: bool = True

    def is_shown_by(self, fact: Any, scene: Scene) -> Condition:
        """Whether the rule, judging `fact`, stands at this point for no other reason than this condition."""
        return all_of(self._conditions(fact, scene))

    def _conditions(self, fact: Any, scene: Scene) -> Iterator[Condition]:
        def rest(block: Block, *, may_lack: bool) -> Condition:
            return holds(block, fact, scene, but=self.condition, may_lack=may_lack)

        yield self._is_at(fact, scene)
        match self.part:
            case EdgePart.SCOPE if self.inside:
                yield self._fires(fact, scene)
            case EdgePart.SCOPE:
                yield rest(self.block, may_lack=True)
                # A flag or a code may decide what else can be known, so that nothing is left that would break the duty.
                if self.point is not None and self.point.is_measured:
                    yield any_of(holds(block, fact, scene, may_lack=True) for block in self.rule.violated_if)
            case EdgePart.DUTY:
                yield holds(self.rule.applies_if, fact, scene)
                yield rest(self.block, may_lack=not self.inside)
                others = (each for place, each in enumerate(self.rule.violated_if) if place != self.place)
                yield True if not self.alone else none_of(*(holds(each, fact, scene) for each in others))
            case EdgePart.GRADE:
                for grade in self.rule.grades[: self.place]:
                    yield False if grade.block is None else none_of(holds(grade.block, fact, scene))
                yield self._fires(fact, scene)
                yield rest(self.block, may_lack=not self.inside)

    def _is_at(self, fact: Any, scene: Scene) -> Condition:
        if isinstance(self.condition, Quantified):
            there = scene.has(self.condition, fact)
            return there if self.condition.exists is self.inside else none_of(there)
        if self.point is None:
            return False
        wanted: Any = {self.condition.value: True}
        if isinstance(self.condition.value, Reference):
            of_anchor = self.condition.value.kind == scene.anchor.kind
            wanted = scene.value(scene.anchor if of_anchor else fact, self.condition.value.member)
        found = scene.value(scene.anchor if self.on_anchor else fact, self.condition.member)
        return related(self.point.has, found, wanted)

    def _fires(self, fact: Any, scene: Scene) -> Condition:
        broken = (holds(each, fact, scene) for each in self.rule.violated_if)
        return all_of((holds(self.rule.applies_if, fact, scene), any_of(broken)))


class _EdgePlace(NamedTuple):
    """A condition, and where it stands."""

    condition: Test | Quantified
    part: EdgePart
    place: int
    block: Block
    on_anchor: bool = False


def edges_of(rule: Rule, reach: Reach) -> tuple[Edge, ...]:
    """Every edge of `rule` that can be reached, each once for its block, in the order of the conditions."""
    edges: dict[tuple[object, ...], Edge] = {}
    for place in _places(rule):
        for edge in _edges(rule, place):
            key = edge.name, edge.inside, edge.part, edge.place
            if key in edges:
                continue
            for each in (edge, _beside_others(edge)):
                if _can_be(each, reach):
                    edges[key] = each
                    break
    return tuple(edges.values())


def _can_be(edge: Edge, reach: Reach) -> bool:
    """Whether some document shows an edge."""
    documents = reach.documents(edge.rule)
    return documents is None or any(
        each.solver.find([any_of(all_of((fact.there, edge.is_shown_by(fact, each))) for fact in facts)]) is not None
        for each in documents
        for facts in [each.facts.of(edge.rule.for_each)]
    )


def _beside_others(edge: Edge) -> Edge:
    """The same edge, whatever else breaks the duty: what no document can show by one block alone."""
    return replace(edge, alone=False) if edge.inside else edge


def _places(rule: Rule) -> Iterator[_EdgePlace]:
    yield from _places_in(rule.applies_if, EdgePart.SCOPE, 0)
    for place, block in enumerate(rule.violated_if):
        yield from _places_in(block, EdgePart.DUTY, place)
    for place, grade in enumerate(rule.grades):
        if grade.block is not None:
            yield from _places_in(grade.block, EdgePart.GRADE, place)


def _places_in(block: Block, part: EdgePart, place: int) -> Iterator[_EdgePlace]:
    conditions: tuple[Test | Quantified, ...] = (*block.own, *block.others)
    for condition in conditions:
        yield _EdgePlace(condition, part, place, block)
    for test in block.anchor:
        yield _EdgePlace(test, part, place, block, on_anchor=True)


def _edges(rule: Rule, place: _EdgePlace) -> Iterator[Edge]:
    condition = place.condition
    several = {EdgePart.SCOPE: False, EdgePart.DUTY: len(rule.violated_if) > 1, EdgePart.GRADE: True}[place.part]
    where = f" ({place.part.value} {place.place + 1})" if several else ""
    if isinstance(condition, Quantified):
        for inside in (True, False):
            name = _name_of_other(condition, exists=condition.exists is inside) + where
            yield Edge(rule, name, inside, place.part, place.place, place.block, condition)
        return
    kind = rule.anchor if place.on_anchor else rule.for_each
    for point in points_of(condition, rule.kinds[kind].members[condition.member]):
        name = f"{kind}.{condition.member} {point.name}{where}"
        yield Edge(
            rule, name, point.inside, place.part, place.place, place.block, condition, point, on_anchor=place.on_anchor
        )


def _name_of_other(other: Quantified, *, exists: bool) -> str:
    tests = ", ".join(f"{test.member} {value_beside(test)}" for test in other.tests)
    return f"{'some' if exists else 'no'} {other.kind} ({tests})"


@dataclass(frozen=True, slots=True)
class Tested:
    """A rule, each of its cases as each evaluator judged it, and what the cases leave out."""

    rule: Rule
    cases: tuple[Case, ...]
    trials: tuple[Trial, ...]
    gaps: tuple[Text, ...]


def cases_of(pack: Pack, rules: Sequence[Rule]) -> dict[str, tuple[Case, ...]]:
    """The cases of each rule. Raises `PackError` with the faults of all files that cannot be used."""
    bases = read_bases(pack)
    cases: dict[str, tuple[Case, ...]] = {}
    faults: list[PackFault] = []
    for rule in rules:
        try:
            cases[rule.id] = read_cases(pack, rule, bases)
        except PackError as error:
            faults += error.faults
    if faults:
        raise PackError(*faults)
    return cases


def run_rules(pack: Pack, rules: Sequence[Rule], engines: Sequence[EngineName] | None = None) -> Iterator[Tested]:
    """Each rule with its cases run by each of `engines` (None: all that are here), one after the other.

    Raises `PackError` at once where cases cannot be read.
    """
    cases = cases_of(pack, rules)
    return _tested(pack, rules, cases, engines_here() if engines is None else engines)


def _tested(
    pack: Pack, rules: Sequence[Rule], cases: dict[str, tuple[Case, ...]], engines: Sequence[EngineName]
) -> Iterator[Tested]:
    reach = Reach(pack)
    for rule in rules:
        trials = tuple(run_case(pack, rule, case, engine) for case in cases[rule.id] for engine in engines)
        gaps = tuple(_gaps(pack, rule, trials, reach))
        yield Tested(rule, cases[rule.id], trials, gaps)


def _gaps(pack: Pack, rule: Rule, trials: Sequence[Trial], reach: Reach) -> Iterator[Text]:
    if all(trial.case.breaks for trial in trials):
        yield text("No case keeps the rule.")
    if not any(trial.case.breaks for trial in trials):
        yield text("No case breaks the rule.")
    if rule.stage is not Stage.REVIEW and len(rule.documents) > 1:
        for format_ in rule.documents:
            if {trial.case.breaks for trial in trials if trial.document == format_} != {True, False}:
                document = pack.documents[format_].document
                message = N_("No case keeps the rule, or none breaks it, with a {document} ({format}).")
                yield text(message, document=document, format=format_)
    scenes = [trial.scene for trial in trials if trial.scene is not None]
    for edge in edges_of(rule, reach):
        if not any(edge.is_shown_by(fact, scene) for scene in scenes for fact in scene.facts(rule.for_each)):
            yield text(_missing(edge), point=edge.name)


def _missing(edge: Edge) -> str:
    """What is said of a point at which no case stands."""
    if edge.part is EdgePart.GRADE:
        return (
            N_("No case breaks the rule with that severity where {point}.")
            if edge.inside
            else N_("No case breaks the rule without that severity only because {point}.")
        )
    if edge.inside:
        return N_("No case breaks the rule where {point}.")
    return (
        N_("No case is out of the rule's scope only because {point}.")
        if edge.part is EdgePart.SCOPE
        else N_("No case keeps the rule only because {point}.")
    )
