"""Where the conditions of a rule turn: the points at which some case should stand, on either side.

An edge is one point of one condition. On its inner side the condition holds, and a case should show the rule firing
there; on its outer side it fails, and a case should show that the rule is silent because of it. A figure or a day has
its points at the value that it is compared with and right beside it; a flag, a code or a number, at that value and at
any other; `some` and `no`, with and without such a fact. Points that no plan can reach are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.authoring.points import points_of, value_beside
from checker.pack.conditions import Block, Quantified, Reference, holds, passes
from checker.vocabulary import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.authoring.points import Point
    from checker.authoring.reach import Reach
    from checker.authoring.trials import Scene
    from checker.model import Fact
    from checker.pack.conditions import Test
    from checker.pack.model import Rule


@dataclass(frozen=True, slots=True)
class Edge:
    """One point of one condition of a rule; `name` says which, as `plan.status = draft`.

    `inside`: the condition holds there. `in_scope`: it is one of `applies_if`, else of one block of `violated_if`.
    """

    rule: Rule
    name: str
    inside: bool
    in_scope: bool
    blocks: tuple[Block, ...]
    condition: Test | Quantified
    point: Point | None = None
    on_anchor: bool = False

    def is_shown_by(self, fact: Fact, scene: Scene) -> bool:
        """Whether the rule, judging `fact`, stands at this point for no other reason than this condition."""
        if not self._is_at(fact, scene):
            return False
        if self.inside:
            return _holds(self.rule.applies_if, fact, scene) and any(_holds(each, fact, scene) for each in self.blocks)
        if not self.in_scope:
            rests = (_without(block, self.condition) for block in self.blocks)
            return _holds(self.rule.applies_if, fact, scene) and any(_may_hold(rest, fact, scene) for rest in rests)
        out_of_scope = _may_hold(_without(self.rule.applies_if, self.condition), fact, scene)
        # A flag or a code may decide what else can be known, so that nothing is left that would break the duty.
        free = self.point is None or not self.point.is_measured
        return out_of_scope and (free or any(_may_hold(block, fact, scene) for block in self.blocks))

    def _is_at(self, fact: Fact, scene: Scene) -> bool:
        if isinstance(self.condition, Quantified):
            return _holds(Block(others=(self.condition,)), fact, scene) is self.inside
        found = (scene.anchor if self.on_anchor else fact).members.get(self.condition.member)
        wanted: Any = self.condition.value
        if isinstance(wanted, Reference):
            wanted = (scene.anchor if wanted.kind == scene.anchor.kind else fact).members.get(wanted.member)
        return self.point is not None and None not in (found, wanted) and self.point.has(found, wanted)


class _Place(NamedTuple):
    """A condition, and where it stands: in `applies_if`, or in some of the blocks of `violated_if`."""

    condition: Test | Quantified
    blocks: tuple[Block, ...]
    in_scope: bool
    on_anchor: bool = False


def edges_of(rule: Rule, reach: Reach) -> tuple[Edge, ...]:
    """Every edge of `rule` that can be reached, each once, in the order of its conditions."""
    edges: dict[tuple[str, bool, bool], Edge] = {}
    places = [*_places(rule.applies_if, rule.violated_if, in_scope=True)]
    for block in rule.violated_if:
        places += _places(block, (block,), in_scope=False)
    for place in places:
        for edge in _edges(rule, place, reach):
            edges.setdefault((edge.name, edge.inside, edge.in_scope), edge)
    return tuple(edges.values())


def _places(block: Block, blocks: tuple[Block, ...], *, in_scope: bool) -> Iterator[_Place]:
    for test in block.own:
        yield _Place(test, blocks, in_scope)
    for test in block.anchor:
        yield _Place(test, blocks, in_scope, on_anchor=True)
    for other in block.others:
        yield _Place(other, blocks, in_scope)


def _edges(rule: Rule, place: _Place, reach: Reach) -> Iterator[Edge]:
    condition, blocks, in_scope, on_anchor = place
    if isinstance(condition, Quantified):
        for inside in (True, False):
            name = _name_of_other(condition, exists=condition.exists is inside)
            yield Edge(rule, name, inside, in_scope, blocks, condition)
        return
    kind = rule.anchor if on_anchor else rule.for_each
    for point in points_of(condition, KINDS[kind].members[condition.member]):
        free = in_scope and not point.inside and not point.is_measured
        around = [_tests(_without(rule.applies_if, condition), on_anchor=on_anchor)]
        if not free:
            around = [(*around[0], *_tests(_without(block, condition), on_anchor=on_anchor)) for block in blocks]
        if any(reach.allows(kind, condition, point, tests) for tests in around):
            name = f"{kind}.{condition.member} {point.name}"
            yield Edge(rule, name, point.inside, in_scope, blocks, condition, point, on_anchor=on_anchor)


def _name_of_other(other: Quantified, *, exists: bool) -> str:
    tests = ", ".join(f"{test.member} {value_beside(test)}" for test in other.tests)
    return f"{'some' if exists else 'no'} {other.kind} ({tests})"


def _tests(block: Block, *, on_anchor: bool) -> tuple[Test, ...]:
    return block.anchor if on_anchor else block.own


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


def _holds(block: Block, fact: Fact, scene: Scene) -> bool:
    return holds(block, fact, scene.anchor, scene.by_kind)


def _may_hold(block: Block, fact: Fact, scene: Scene) -> bool:
    """Whether nothing that is there fails `block`: a member that is absent may be so because of the edge itself."""
    for tests, looked_at in ((block.own, fact), (block.anchor, scene.anchor)):
        for test in tests:
            if looked_at.members.get(test.member) is not None and not passes(test, looked_at, fact, scene.anchor):
                return False
    return _holds(Block(others=block.others), fact, scene)
