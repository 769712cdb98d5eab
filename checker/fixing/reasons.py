"""Why no fewer edits do: findings of which no edit takes away two, and for the rest that every way was gone through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.fixing.search import parts_of, solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.fixing.ledger import Ask
    from checker.fixing.search import Demand, Problem
    from checker.fixing.smallest import Smallest

_MOST_STEPS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Separate:
    """A finding that needs `need` edits of its own, which take away none of the others that need theirs."""

    ask: Ask
    need: int


@dataclass(frozen=True, slots=True)
class Together:
    """Findings that share edits: with fewer than `need` no way is left, as going through all of them has shown."""

    asks: tuple[Ask, ...]
    need: int
    steps: int


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons, which add up to how many edits it takes at least."""

    separate: tuple[Separate, ...]
    together: tuple[Together, ...]

    @property
    def least(self) -> int:
        """How many edits it takes at least."""
        return sum(each.need for each in self.separate) + sum(each.need for each in self.together)


def reasons_for(way: Smallest) -> Why:
    """Why no fewer edits do than `way` has, as far as it is proved."""
    separate: list[Separate] = []
    together: list[Together] = []
    by_demand: dict[Demand, Ask] = {}
    for ask in way.asks:
        by_demand.setdefault(ask.demand, ask)
    problem = way.problem
    size = way.ledger.mask(way.edits)
    for part in parts_of(problem):
        asks = [ask for demand, ask in by_demand.items() if ask.demand.edits & part]
        need = (size & part).bit_count()
        if not need:
            continue
        apart = _apart([ask for ask in asks if not ask.demand.given and ask.demand.least > 0], problem.banned, need)
        if sum(ask.demand.least for ask in apart) >= need:
            separate += (Separate(ask, ask.demand.least) for ask in apart)
        elif way.proved:
            together.append(Together(tuple(asks), need, _steps_of(problem, part)))
        else:
            separate += (Separate(ask, ask.demand.least) for ask in apart)
    return Why(tuple(separate), tuple(together))


def _steps_of(problem: Problem, part: int) -> int:
    demands = tuple(demand for demand in problem.demands if demand.edits & part)
    return solve(type(problem)(demands, problem.slots, problem.ranks, problem.banned)).steps


def _apart(asks: Sequence[Ask], banned: int, wanted: int) -> list[Ask]:
    """Demands that share no edit and together need as many as can be found, up to `wanted`."""
    ordered = sorted(asks, key=lambda ask: (ask.demand.among & ~banned).bit_count())
    best: list[Ask] = []
    best_need = 0
    stack: list[tuple[int, int, int, list[Ask]]] = [(0, 0, 0, [])]
    steps = 0
    while stack and steps < _MOST_STEPS and best_need < wanted:
        steps += 1
        place, used, need, chosen = stack.pop()
        if need > best_need:
            best, best_need = chosen, need
        if place == len(ordered) or need + sum(ask.demand.least for ask in ordered[place:]) <= best_need:
            continue
        ask = ordered[place]
        free = ask.demand.among & ~banned
        stack.append((place + 1, used, need, chosen))
        if not free & used:
            stack.append((place + 1, used | free, need + ask.demand.least, [*chosen, ask]))
    return best
