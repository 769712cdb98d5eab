"""The smallest set of edits after which nothing stands against the goal: found, and proved with the checker as witness.

Each finding demands one of the edits that can take it away. The smallest set that meets all demands known so far is
made, and the plan with it is checked; what is then found makes further demands (an edit may bring up something new, or
not do what it should), until nothing is found. No smaller set meets even the demands, so none can do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.fixing.demands import MOST_SPENT, Demands
from checker.fixing.edits import Nature
from checker.fixing.search import Problem, solve

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from checker.fixing.edits import Edit
    from checker.fixing.ledger import Ask, Ledger
    from checker.fixing.oracle import Found, Goal, Key, Oracle
    from checker.fixing.samples import Samples
    from checker.fixing.search import Solution
    from checker.pack.model import Pack

_MOST_ROUNDS: Final = 60
_MOST_MENDINGS: Final = 8
_MOST_FINDINGS: Final = 250
_MOST_ITEMS: Final = 2_500
"""Findings, and items in lists, of a plan that is not vast; of a vast one the smallest set is not looked for."""


@dataclass(frozen=True, slots=True)
class Smallest:
    """The edits, in no order, and how sure it is that no fewer do.

    `asks` are the demands that were met, `left` is what no edit takes away, `steps` how many branches were gone through
    to see that no smaller set meets the demands.
    """

    edits: frozenset[Edit]
    proved: bool
    asks: Sequence[Ask]
    left: Sequence[Found]
    steps: int
    problem: Problem
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class _Allowed:
    """Which edits a set may have."""

    slips: Collection[Edit] | None
    without: frozenset[Edit]

    def has(self, edit: Edit) -> bool:
        """Whether the edit may be in it."""
        if edit in self.without:
            return False
        return self.slips is None or edit.nature is not Nature.SLIP or edit in self.slips


class Finder:
    """Finds the smallest set of edits for one plan; what is learnt for one question serves the next."""

    def __init__(self, oracle: Oracle, pack: Pack, samples: Samples, goal: Goal) -> None:
        self._oracle = oracle
        standing = oracle.standing()
        self._is_vast = len(standing.found) > _MOST_FINDINGS or _is_vast(samples.plan)
        self._demands = Demands(oracle, pack, samples, goal, thorough=not self._is_vast)
        self._ledger = self._demands.ledger
        if not self._is_vast:
            self._demands.take_up(tuple(standing.found.values()), standing, frozenset())

    def smallest(self, slips: Collection[Edit] | None = None, without: Collection[Edit] = ()) -> Smallest:
        """The smallest set, with no other edits of slips than `slips` (None: with any) and with none of `without`.

        Raises `EngineError`.
        """
        allowed = _Allowed(slips, frozenset(without))
        left: dict[Key, Found] = {}
        solution, problem = self._solved(left, allowed)
        edits = frozenset(self._ledger.of(solution.chosen or 0))
        for _ in range(0 if self._is_vast else _MOST_ROUNDS):
            standing = self._oracle.standing(edits)
            found = [each for key, each in standing.found.items() if key not in left]
            if not found:
                proved = self._demands.is_complete and solution.proved
                return self._result(edits, solution, problem, left, proved=proved)
            if self._oracle.spent > MOST_SPENT or not solution.proved:
                break
            self._demands.take_up(found, standing, edits)
            solution, problem = self._solved(left, allowed)
            edits = frozenset(self._ledger.of(solution.chosen or 0))
        edits = self._mended_by_hand(edits, left, allowed)
        return self._result(edits, solution, problem, left, proved=False)

    def _result(
        self, edits: frozenset[Edit], solution: Solution, problem: Problem, left: dict[Key, Found], *, proved: bool
    ) -> Smallest:
        asks = tuple(ask for ask in self._ledger.asks if ask.found.key not in left)
        best = frozenset(self._ledger.of(self._ledger.mask(edits)))
        return Smallest(best, proved, asks, tuple(left.values()), solution.steps, problem, self._ledger)

    def _solved(self, left: dict[Key, Found], allowed: _Allowed) -> tuple[Solution, Problem]:
        """The smallest set that meets the demands; findings whose demands no set can meet are put into `left`."""
        while True:
            problem = self._problem(left, allowed)
            solution = solve(problem)
            if solution.chosen is not None or not solution.proved:
                return solution, problem
            left |= self._hopeless(problem, left, allowed)

    def _hopeless(self, problem: Problem, left: dict[Key, Found], allowed: _Allowed) -> dict[Key, Found]:
        asks = [ask for ask in self._ledger.asks if ask.found.key not in left]
        alone = {
            ask.found.key: ask.found
            for ask in asks
            if not ask.demand.given and (ask.demand.among & ~problem.banned).bit_count() < ask.demand.least
        }
        if alone:
            return alone
        for ask in reversed(asks):
            without = {**left, ask.found.key: ask.found}
            if solve(self._problem(without, allowed)).chosen is not None:
                return {ask.found.key: ask.found}
        return {ask.found.key: ask.found for ask in asks}

    def _problem(self, left: Collection[Key], allowed: _Allowed) -> Problem:
        ledger = self._ledger
        banned = [edit for edit in ledger.edits if not allowed.has(edit)]
        return Problem(
            demands=tuple(
                dict.fromkeys((*(ask.demand for ask in ledger.asks if ask.found.key not in left), *ledger.caps))
            ),
            slots=tuple(edit.slot for edit in ledger.edits),
            ranks=tuple(edit.rank for edit in ledger.edits),
            banned=ledger.mask(banned),
        )

    def _mended_by_hand(self, edits: frozenset[Edit], left: dict[Key, Found], allowed: _Allowed) -> frozenset[Edit]:
        """A set that is not proved to be the smallest: for what is still found, the edit preferred, again and again."""
        for _ in range(_MOST_MENDINGS):
            standing = self._oracle.standing(edits)
            slots = {edit.slot for edit in edits}
            more: list[Edit] = []
            for found in standing.found.values():
                offers = self._demands.offers(found, standing)
                for options in [offers.whole] if offers.whole else offers.parts.values():
                    free = [
                        edit
                        for edit in options
                        if edit not in edits and allowed.has(edit) and (edit.slot is None or edit.slot not in slots)
                    ]
                    best = sorted(free, key=lambda edit: (edit.rank, edit.key))[: self._demands.wanted(found, standing)]
                    more += best
                    slots |= {edit.slot for edit in best}
            if not more:
                break
            gone = {edit.entry for edit in more if edit.drops_entry}
            edits |= frozenset(
                edit for edit in more if edit.drops_entry or edit.entry not in gone or edit.entry is None
            )
        left |= self._oracle.standing(edits).found
        return edits


def _is_vast(plan: object) -> bool:
    """Whether the lists of the plan have more items in all than any office writes."""
    items = 0
    inside = [plan]
    while inside and items <= _MOST_ITEMS:
        value = inside.pop()
        if isinstance(value, list):
            items += len(value)
            inside += value
        elif isinstance(value, dict):
            inside += value.values()
    return items > _MOST_ITEMS
