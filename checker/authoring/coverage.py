"""What the cases of a rule leave out: no case that keeps it, none that breaks it, none at a point where it turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

from checker.analysis.domains import day_after, members_of
from checker.analysis.judging import AnyDocument, Scene, holds
from checker.analysis.solving import Condition, Value, all_of, any_of, none_of, related
from checker.authoring.trials import Trial, run_case
from checker.cases import Case, read_bases, read_cases
from checker.engine import EngineName
from checker.errors import PackError, PackFault
from checker.i18n import N_, text
from checker.model import Text
from checker.pack.conditions import COMPARE, Block, Op, Quantified, Reference, Test
from checker.pack.model import MemberType, Pack, Rule, Stage
from checker.values import day_text

_DISTANCES: Final[Mapping[Op, tuple[int, ...]]] = {
    Op.IS: (0, -1, 1),
    Op.IS_NOT: (-1, 1, 0),
    Op.LESS_THAN: (-1, 0),
    Op.AT_MOST: (0, 1),
    Op.MORE_THAN: (1, 0),
    Op.AT_LEAST: (0, -1),
}
"""How far from the value compared with the points of a figure or a day lie, by operator: those where it holds first."""


class EdgePoint(NamedTuple):
    """One point of a test: whether a member that is found, and compared with what is wanted, is there.

    `is_measured`: values beside it are points of their own.
    """

    name: str
    inside: bool
    has: Callable[[Any, Any], bool]
    is_measured: bool = False


def points_of(test: Test, type_: MemberType, least: int | None) -> Iterator[EdgePoint]:
    """The points of `test` on a member of that type, those inside, where it passes, first; none is below `least`."""
    if isinstance(test.value, tuple):
        listed = test.op is Op.ONE_OF
        points = [EdgePoint(f"= {_shown(each, type_)}", listed, partial(_is, each)) for each in test.value]
        points.append(EdgePoint(f"≠ {_shown(test.value, type_)}", not listed, COMPARE[Op.NOT_ONE_OF]))
        yield from sorted(points, key=lambda point: not point.inside)
    elif type_ in (MemberType.COUNT, MemberType.DAY):
        for distance in _DISTANCES[test.op]:
            if least is not None and isinstance(test.value, int) and test.value + distance < least:
                continue
            name, inside = _measured_name(test, type_, distance), COMPARE[test.op](distance, 0)
            yield EdgePoint(name, inside, partial(_is_beside, distance, type_), is_measured=True)
    else:
        for op in sorted((Op.IS, Op.IS_NOT), key=lambda each: each is not test.op):
            wanted, sign = test.value, "=" if op is Op.IS else "≠"
            if isinstance(wanted, bool):
                wanted, sign = wanted is (op is Op.IS), "="
            yield EdgePoint(f"{sign} {_shown(wanted, type_)}", op is test.op, COMPARE[op])


def _is(value: Any, found: Any, _: Any) -> bool:
    return bool(found == value)


def _is_beside(distance: int, type_: MemberType, found: Any, wanted: int) -> bool:
    return bool(found == _shifted(wanted, distance, type_))


def _shifted(value: int, distance: int, type_: MemberType) -> int:
    """The figure or the day that is `distance` from `value`."""
    if not distance:
        return value
    return day_after(value, distance) if type_ is MemberType.DAY else value + distance


def _measured_name(test: Test, type_: MemberType, distance: int) -> str:
    sign = f" {'-' if distance < 0 else '+'} {abs(distance)}" if distance else ""
    if not isinstance(test.value, int):
        return f"= {_shown(test.value, type_)}{sign}"
    value = _shown(_shifted(test.value, distance, type_), type_)
    return f"= {value}" if test.bound is None else f"= {value} (bound.{test.bound}{sign})"


def _shown(value: Any, type_: MemberType) -> str:
    """What is compared with, as rule.yaml has it."""
    if isinstance(value, Reference):
        return f"{value.kind}.{value.member}"
    if isinstance(value, tuple):
        return ", ".join(_shown(each, type_) for each in value)
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

    `inside`: the condition holds there. `block` is where it stands, the one at `place` of its `part`; a test is one on
    a fact of the `kind`. `alone`: some document shows it by that block and no other.
    """

    rule: Rule
    name: str
    inside: bool
    part: EdgePart
    place: int
    block: Block
    condition: Test | Quantified
    kind: str
    point: EdgePoint | None = None
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

        def value(kind: str, member: str) -> Value:
            return scene.value(scene.anchor if kind == scene.anchor.kind else fact, member)

        wanted = self.condition.value
        compared = value(wanted.kind, wanted.member) if isinstance(wanted, Reference) else {wanted: True}
        return related(self.point.has, value(self.kind, self.condition.member), compared)

    def _fires(self, fact: Any, scene: Scene) -> Condition:
        broken = (holds(each, fact, scene) for each in self.rule.violated_if)
        return all_of((holds(self.rule.applies_if, fact, scene), any_of(broken)))


def edges_of(rule: Rule, pack: Pack) -> tuple[Edge, ...]:
    """Every edge of `rule` that can be reached, each once for its block, in the order of the conditions."""
    edges: dict[tuple[object, ...], Edge] = {}
    for edge in _edges(rule):
        key = edge.name, edge.inside, edge.part, edge.place
        # What no document can show by one block alone is shown by it whatever else breaks the duty.
        for each in (edge, replace(edge, alone=False)) if edge.inside else (edge,):
            if key not in edges and _can_be(each, pack):
                edges[key] = each
    return tuple(edges.values())


def _can_be(edge: Edge, pack: Pack) -> bool:
    """Whether some document shows an edge, or could show it were it larger than those that are looked at.

    What there can be across several documents, nobody knows.
    """
    if edge.rule.stage is Stage.REVIEW:
        return True
    sizes = (_any_document(pack, name, is_small=is_small) for is_small in (True, False) for name in edge.rule.documents)
    tests = (edge.condition,) if isinstance(edge.condition, Test) else edge.condition.tests
    members = [each for test in tests for each in members_of(edge.kind, test)]
    return any(
        not each.domains.is_whole(members)
        or each.solver.find([any_of(all_of((fact.there, edge.is_shown_by(fact, each))) for fact in facts)]) is not None
        for each in sizes
        for facts in [each.facts.of(edge.rule.for_each)]
    )


@lru_cache(maxsize=16)
def _any_document(pack: Pack, name: str, *, is_small: bool) -> AnyDocument:
    return AnyDocument(pack, pack.documents[name], is_small=is_small, in_review=True)


def _edges(rule: Rule) -> Iterator[Edge]:
    """The edges of all conditions of a rule, whether they can be reached or not."""
    blocks = [(EdgePart.SCOPE, 0, rule.applies_if)]
    blocks += ((EdgePart.DUTY, place, block) for place, block in enumerate(rule.violated_if))
    blocks += ((EdgePart.GRADE, place, grade.block or Block()) for place, grade in enumerate(rule.grades))
    for part, place, block in blocks:
        is_one = part is EdgePart.SCOPE or (part is EdgePart.DUTY and len(rule.violated_if) == 1)
        where = "" if is_one else f" ({part.value} {place + 1})"
        for kind, condition in _conditions_of(rule, block):
            if isinstance(condition, Quantified):
                for inside in (True, False):
                    name = _name_of_other(condition, exists=condition.exists is inside) + where
                    yield Edge(rule, name, inside, part, place, block, condition, kind)
                continue
            member = rule.kinds[kind].members[condition.member]
            # What counts in a single document can be, its analysis knows.
            for point in points_of(condition, member.type, member.least if rule.stage is Stage.REVIEW else None):
                name = f"{kind}.{condition.member} {point.name}{where}"
                yield Edge(rule, name, point.inside, part, place, block, condition, kind, point)


def _conditions_of(rule: Rule, block: Block) -> Iterator[tuple[str, Test | Quantified]]:
    """Each condition of a block, with the kind of fact that it is on, or asks for."""
    yield from ((rule.for_each, test) for test in block.own)
    yield from ((other.kind, other) for other in block.others)
    yield from ((rule.anchor, test) for test in block.anchor)


def _name_of_other(other: Quantified, *, exists: bool) -> str:
    tests = ", ".join(
        f"{test.member} {'=' if test.op is Op.IS else test.op} {_shown(test.value, MemberType.CODE)}"
        for test in other.tests
    )
    return f"{'some' if exists else 'no'} {other.kind} ({tests})"


@dataclass(frozen=True, slots=True)
class Tested:
    """A rule, each of its cases as each evaluator judged it, and what the cases leave out."""

    rule: Rule
    cases: tuple[Case, ...]
    trials: tuple[Trial, ...]
    gaps: tuple[Text, ...]


def run_rules(pack: Pack, rules: Sequence[Rule], engines: Sequence[EngineName]) -> Iterator[Tested]:
    """Each rule with its cases run by each of `engines`, one after the other.

    Raises `PackError` with the faults of all files that cannot be used, before any case is run.
    """
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
    for rule in rules:
        trials = tuple(run_case(pack, rule, case, engine) for case in cases[rule.id] for engine in engines)
        gaps = tuple(_gaps(pack, rule, trials))
        yield Tested(rule, cases[rule.id], trials, gaps)


def _gaps(pack: Pack, rule: Rule, trials: Sequence[Trial]) -> Iterator[Text]:
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
    for edge in edges_of(rule, pack):
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
