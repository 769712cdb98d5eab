"""What the cases of a rule leave out: no case that keeps it, none that breaks it, none at a point where it turns."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from checker.authoring.note import Note
from checker.authoring.points import EdgePoint, points_of, value_beside
from checker.authoring.reach import Reach
from checker.authoring.scenes import Scene
from checker.authoring.trials import engines_here, run_case
from checker.cases import read_bases, read_cases
from checker.errors import PackError
from checker.i18n import N_
from checker.model import Fact
from checker.pack.conditions import Block, Quantified, Reference, Test, passes
from checker.pack.model import Rule, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.authoring.scenes import Scene
    from checker.authoring.trials import Trial
    from checker.cases import Case
    from checker.engine import EngineName
    from checker.errors import PackFault
    from checker.pack.model import Pack, Rule


class EdgePart(Enum):
    """The part of a rule that a condition stands in."""

    SCOPE = "applies_if"
    DUTY = "violated_if"
    GRADE = "severity"


@dataclasses.dataclass(frozen=True, slots=True)
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

    def is_shown_by(self, fact: Fact, scene: Scene) -> bool:
        """Whether the rule, judging `fact`, stands at this point for no other reason than this condition."""
        if not self._is_at(fact, scene):
            return False
        match self.part:
            case EdgePart.SCOPE:
                return self._fires(fact, scene) if self.inside else self._is_out_of_scope(fact, scene)
            case EdgePart.DUTY:
                return self._decides_duty(fact, scene)
            case EdgePart.GRADE:
                return self._decides_grade(fact, scene)

    def _is_at(self, fact: Fact, scene: Scene) -> bool:
        if isinstance(self.condition, Quantified):
            found = scene.has(self.condition, fact)
            return found is None or (found is self.condition.exists) is self.inside
        found = (scene.anchor if self.on_anchor else fact).members.get(self.condition.member)
        wanted: Any = self.condition.value
        if isinstance(wanted, Reference):
            wanted = (scene.anchor if wanted.kind == scene.anchor.kind else fact).members.get(wanted.member)
        return self.point is not None and None not in (found, wanted) and self.point.has(found, wanted)

    def _fires(self, fact: Fact, scene: Scene) -> bool:
        return _holds(self.rule.applies_if, fact, scene) and any(
            _holds(each, fact, scene) for each in self.rule.violated_if
        )

    def _is_out_of_scope(self, fact: Fact, scene: Scene) -> bool:
        if not _may_hold(_without(self.block, self.condition), fact, scene):
            return False
        # A flag or a code may decide what else can be known, so that nothing is left that would break the duty.
        free = self.point is None or not self.point.is_measured
        return free or any(_may_hold(block, fact, scene) for block in self.rule.violated_if)

    def _decides_duty(self, fact: Fact, scene: Scene) -> bool:
        rest = _without(self.block, self.condition)
        if not _holds(self.rule.applies_if, fact, scene):
            return False
        if not (_holds(rest, fact, scene) if self.inside else _may_hold(rest, fact, scene)):
            return False
        others = (each for place, each in enumerate(self.rule.violated_if) if place != self.place)
        taken = _taken(rest, self.rule.applies_if)
        return not self.alone or not any(_holds(each, fact, scene, taken) for each in others)

    def _decides_grade(self, fact: Fact, scene: Scene) -> bool:
        before = (grade.block for grade in self.rule.grades[: self.place])
        rest = _without(self.block, self.condition)
        if any(block is None or _holds(block, fact, scene, _taken(rest)) for block in before):
            return False
        return self._fires(fact, scene) and (_holds if self.inside else _may_hold)(rest, fact, scene)


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
    pairs = reach.pairs(rule)
    scenes = None if pairs is None else list(reach.scenes(pairs))
    for place in _places(rule):
        for edge in _edges(rule, place):
            key = edge.name, edge.inside, edge.part, edge.place
            if key in edges:
                continue
            for each in (edge, _beside_others(edge)):
                if scenes is None or any(each.is_shown_by(fact, scene) for fact, scene in scenes):
                    edges[key] = each
                    break
    return tuple(edges.values())


def _beside_others(edge: Edge) -> Edge:
    """The same edge, whatever else breaks the duty: what no document can show by one block alone."""
    return dataclasses.replace(edge, alone=False) if edge.inside else edge


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


def _without(block: Block, condition: Test | Quantified) -> Block:
    """`block` without one condition, wherever it stands in it."""
    return replace(
        block,
        own=_rest(block.own, condition),
        anchor=_rest(block.anchor, condition),
        others=tuple(other for other in block.others if other is not condition),
    )


def _rest(tests: Iterable[Test], condition: Test | Quantified) -> tuple[Test, ...]:
    return tuple(test for test in tests if test is not condition)


Taken = Mapping[tuple[str, tuple[Test, ...]], bool]
"""Kinds and tests of `some` and `no` -> whether there are such facts."""


def _taken(*blocks: Block) -> Taken:
    """What blocks that hold say of the facts that there are."""
    return {(other.kind, other.tests): other.exists for block in blocks for other in block.others}


def _holds(block: Block, fact: Fact, scene: Scene, taken: Taken | None = None) -> bool:
    """Whether `block` holds; what is open in the scene is as the block wants it, or only as far as it is `taken`."""
    return (
        all(passes(test, fact, fact, scene.anchor) for test in block.own)
        and all(passes(test, scene.anchor, fact, scene.anchor) for test in block.anchor)
        and _others_hold(block, fact, scene, taken)
    )


def _may_hold(block: Block, fact: Fact, scene: Scene) -> bool:
    """Whether nothing that is there fails `block`: a member that is absent may be so because of the edge itself."""
    for tests, looked_at in ((block.own, fact), (block.anchor, scene.anchor)):
        for test in tests:
            if looked_at.members.get(test.member) is not None and not passes(test, looked_at, fact, scene.anchor):
                return False
    return _others_hold(block, fact, scene, None)


def _others_hold(block: Block, fact: Fact, scene: Scene, taken: Taken | None) -> bool:
    for other in block.others:
        there = scene.has(other, fact)
        if there is None:
            there = other.exists if taken is None else taken.get((other.kind, other.tests))
        if there is not other.exists:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Tested:
    """A rule, each of its cases as each evaluator judged it, and what the cases leave out."""

    rule: Rule
    cases: tuple[Case, ...]
    trials: tuple[Trial, ...]
    gaps: tuple[Note, ...]

    @property
    def failed(self) -> tuple[Trial, ...]:
        """The trials that did not come out as their case expects."""
        return tuple(trial for trial in self.trials if trial.faults)


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


def _gaps(pack: Pack, rule: Rule, trials: Sequence[Trial], reach: Reach) -> Iterator[Note]:
    if all(trial.case.breaks for trial in trials):
        yield Note("No case keeps the rule.")
    if not any(trial.case.breaks for trial in trials):
        yield Note("No case breaks the rule.")
    if rule.stage is not Stage.REVIEW and len(rule.documents) > 1:
        for format_ in rule.documents:
            if {trial.case.breaks for trial in trials if trial.document == format_} != {True, False}:
                document = pack.documents[format_].document
                values = {"document": document, "format": format_}
                yield Note("No case keeps the rule, or none breaks it, with a {document} ({format}).", values)
    scenes = [trial.scene for trial in trials if trial.scene is not None]
    for edge in edges_of(rule, reach):
        if not any(_is_shown(edge, scene) for scene in scenes):
            yield Note(_missing(edge), {"point": edge.name})


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


def _is_shown(edge: Edge, scene: Scene) -> bool:
    return any(edge.is_shown_by(fact, scene) for fact in scene.by_kind.get(edge.rule.for_each, ()))
