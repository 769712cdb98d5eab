"""What could be done instead: edits that can take the place of one of the set, and the groups of which any will do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations, islice
from math import comb
from typing import TYPE_CHECKING, Final

from checker.pack.repairs import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.fixing.edits import Edit
    from checker.fixing.oracle import Oracle
    from checker.fixing.smallest import Finder, Smallest

_MOST_ASKED: Final = 600
"""Questions to the checker; beyond, the choices named are not all there are."""

_MOST_COMBINED: Final = 300


@dataclass(frozen=True, slots=True)
class Choice:
    """Any `count` of `among` will do, of which the set has the `chosen`.

    `instead` are other edits that can take the place of a single one. `keeping` are those that together keep
    what that one would take out of the plan.
    """

    chosen: tuple[Edit, ...]
    among: tuple[Edit, ...]
    instead: tuple[Edit, ...]
    keeping: tuple[Edit, ...] = ()

    @property
    def count(self) -> int:
        """How many of them it takes."""
        return len(self.chosen)


def choices_of(way: Smallest, oracle: Oracle) -> tuple[Choice, ...]:
    """The set as choices, each edit in one; in the order of the plan. Each way of choosing is one that works."""
    if not way.proved:
        return tuple(Choice((edit,), (edit,), ()) for edit in sorted(way.edits, key=_order))
    left = frozenset(found.key for found in way.left)
    asker = _Asker(way, oracle, left)
    alternatives = {edit: asker.instead_of(edit) for edit in way.edits}
    choices: list[Choice] = []
    taken: set[Edit] = set()
    for edit in sorted(way.edits, key=_order):
        if edit in taken:
            continue
        alike = frozenset(other for other in alternatives[edit] if _is_alike(edit, other))
        group = [
            other
            for other in sorted(way.edits - taken, key=_order)
            if alike
            and _is_alike(edit, other)
            and frozenset(each for each in alternatives[other] if _is_alike(other, each)) == alike
        ] or [edit]
        if len(group) > 1 and not asker.any_will_do(group, [*group, *alike]):
            group = [edit]
        taken.update(group)
        others = [other for other in alternatives[edit] if other not in alike] if len(group) == 1 else []
        choices.append(Choice(tuple(group), tuple(sorted((*group, *alike), key=_order)), tuple(others)))
    return tuple(choices)


def with_keeping(
    choices: Iterable[Choice], way: Smallest, finder: Finder, slips: frozenset[Edit]
) -> tuple[Choice, ...]:
    """The choices; where one takes something out that several edits together could keep, with these."""
    return tuple(replace(choice, keeping=_keeping(choice, way, finder, slips)) for choice in choices)


def _keeping(choice: Choice, way: Smallest, finder: Finder, slips: frozenset[Edit]) -> tuple[Edit, ...]:
    edit = choice.chosen[0]
    if edit.action not in (Action.DROP, Action.REMOVE) or len(choice.among) > 1 or not way.proved:
        return ()
    if any(other.action not in (Action.DROP, Action.REMOVE) for other in choice.instead):
        return ()
    taking = [
        other
        for other in way.ledger.edits
        if other.action in (Action.DROP, Action.REMOVE) and edit.at[: len(other.at)] == other.at
    ]
    kept = finder.smallest(slips, without=taking)
    instead = kept.edits - way.edits
    if not kept.proved or len(kept.left) > len(way.left) or any(other.drops_entry for other in instead):
        return ()
    return tuple(sorted(instead, key=_order))


def _is_alike(edit: Edit, other: Edit) -> bool:
    """Whether two edits are the same thing done to different parts of the plan, so that it is only a question which."""
    return (
        edit.action is other.action
        and edit.nature is other.nature
        and edit.rank == other.rank
        and len(edit.at) == len(other.at)
        and edit.at[:1] == other.at[:1]
        and edit.at[2:] == other.at[2:]
        and (edit.drops_entry or edit.adds_item)
    )


def _order(edit: Edit) -> tuple[object, ...]:
    return tuple((isinstance(step, str), step) for step in edit.at), edit.rank, edit.key[1:]


class _Asker:
    """Asks whether the plan does as well with other edits in the place of some."""

    def __init__(self, way: Smallest, oracle: Oracle, left: frozenset[object]) -> None:
        self._way = way
        self._oracle = oracle
        self._left = left
        self._asked = 0

    def instead_of(self, edit: Edit) -> list[Edit]:
        """The edits that can take the place of one, the preferred first."""
        way = self._way
        rest = way.edits - {edit}
        wanted = way.ledger.mask(rest)
        unmet = [demand for demand in way.problem.demands if demand.missing(wanted) > 0]
        open_ = ~way.problem.banned
        for demand in unmet:
            open_ &= demand.among
        others = way.ledger.of(open_ & ~way.ledger.mask(way.edits) if unmet else 0)
        found = [other for other in others if self._fits(rest, other) and self._does(rest | {other})]
        return sorted(found, key=lambda other: (other.rank, _order(other)))

    def any_will_do(self, group: Sequence[Edit], among: Sequence[Edit]) -> bool:
        """Whether any as many of `among` do as well as `group`: all ways where they are few, else the outermost."""
        rest = self._way.edits - frozenset(group)
        ways: Iterable[tuple[Edit, ...]] = combinations(among, len(group))
        if comb(len(among), len(group)) > _MOST_COMBINED:
            ways = (*islice(ways, 10), *islice(combinations(among[::-1], len(group)), 10))
        return all(self._does(rest | frozenset(chosen)) for chosen in ways)

    def _fits(self, rest: frozenset[Edit], other: Edit) -> bool:
        slots = {edit.slot for edit in rest}
        return other.slot is None or other.slot not in slots

    def _does(self, edits: frozenset[Edit]) -> bool:
        mask = self._way.ledger.mask(edits)
        if any(demand.missing(mask) > 0 for demand in self._way.problem.demands):
            return False
        self._asked += 1
        return self._asked <= _MOST_ASKED and self._oracle.standing(edits).found.keys() <= self._left
