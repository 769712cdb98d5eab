"""Rules that always fire together: one duty said twice, or a rule that adds nothing.

The evidence is what the rules do in every case of the pack and in its base documents; and, for two rules that judge the
same kind of fact, what they do with each fact that both fire for when one member after the other is put at every point
at which a condition of either rule turns.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from checker.authoring.lint.model import lint_of
from checker.authoring.points import shifted
from checker.authoring.scenes import Scene
from checker.model import Severity
from checker.pack.conditions import Reference, holds
from checker.pack.model import MemberType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.authoring.lint.model import Lint, Sources
    from checker.authoring.trials import Trial
    from checker.model import Fact
    from checker.pack.conditions import Block, Test
    from checker.pack.model import Rule

_OTHER: Final = ""
"""A code and a number that nothing else has."""


def lints_of_pairs(sources: Sources, trials: Sequence[Trial]) -> Iterator[Lint]:
    """Each pair of rules that fired together wherever either fired. `trials` are all cases of the pack."""
    fired: dict[str, set[int]] = {}
    for place, trial in enumerate(trials):
        for id_ in trial.violated:
            fired.setdefault(id_, set()).add(place)
    for one, other in combinations(sources.pack.rules, 2):
        together = fired.get(one.id, set())
        if not together or together != fired.get(other.id):
            continue
        scenes = [scene for place in sorted(together) if (scene := trials[place].scene) is not None]
        points = _points_in_common(one, other, scenes)
        if points is not None:
            values = {"other": one.id, "cases": len(together), "all": len(trials), "points": points}
            yield lint_of("always-together", Severity.WARNING, sources.of_rule(other, "violated_if"), **values)


def _points_in_common(one: Rule, other: Rule, scenes: Sequence[Scene]) -> int | None:
    """At how many further points the two fire or are silent together; None where one fires without the other."""
    if one.for_each != other.for_each:
        return 0
    points = 0
    for scene in scenes:
        for fact in scene.by_kind.get(one.for_each, ()):
            for changed, anchor in _varied(fact, scene.anchor, (one, other)):
                around = Scene(anchor, scene.by_kind)
                if _fires(one, changed, around) is not _fires(other, changed, around):
                    return None
                points += 1
    return points


def _varied(fact: Fact, anchor: Fact, rules: Sequence[Rule]) -> Iterator[tuple[Fact, Fact]]:
    """The fact and the anchor, with one member of either at every point at which a condition of the rules turns."""
    is_anchor = fact is anchor
    for rule in rules:
        for block in (rule.applies_if, *rule.violated_if):
            for tests, on_anchor in ((block.own, is_anchor), (block.anchor, True)):
                varied = anchor if on_anchor else fact
                for test in tests:
                    for value in _values(test, rule.kinds[varied.kind].members[test.member].type, fact, anchor):
                        changed = varied._replace(members={**varied.members, test.member: value})
                        yield (changed, changed) if is_anchor else (fact, changed) if on_anchor else (changed, anchor)


def _values(test: Test, type_: MemberType, fact: Fact, anchor: Fact) -> tuple[Any, ...]:
    """The values at which `test` turns: what it compares with, and what is beside or other than that."""
    wanted: Any = test.value
    if isinstance(wanted, Reference):
        wanted = (anchor if wanted.kind == anchor.kind else fact).members.get(wanted.member)
    if wanted is None:
        return ()
    if type_ is MemberType.FLAG:
        return (True, False)
    if isinstance(wanted, tuple):
        return (*wanted, _OTHER)
    if type_ in (MemberType.COUNT, MemberType.DAY):
        return tuple(shifted(wanted, distance, type_) for distance in (-1, 0, 1))
    return (wanted, _OTHER)


def _fires(rule: Rule, fact: Fact, scene: Scene) -> bool:
    def hold(block: Block) -> bool:
        return holds(block, fact, scene.anchor, scene.by_kind)

    return hold(rule.applies_if) and any(map(hold, rule.violated_if))
