"""The exact search against all sets there are."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from checker.fixing.search import Demand, Problem, limit, solve

EDITS = 9


def cost(problem: Problem, chosen: int) -> int:
    return sum(problem.ranks[bit] for bit in range(EDITS) if chosen >> bit & 1)


def fits(problem: Problem, chosen: int) -> bool:
    if chosen & problem.banned:
        return False
    slots = [problem.slots[bit] for bit in range(EDITS) if chosen >> bit & 1 and problem.slots[bit] is not None]
    return len(set(slots)) == len(slots) and all(demand.missing(chosen) <= 0 for demand in problem.demands)


def smallest_of_all(problem: Problem) -> tuple[int, int] | None:
    """The size and the cost of the best set, by looking at every set."""
    for size in range(EDITS + 1):
        sets = [sum(1 << bit for bit in bits) for bits in combinations(range(EDITS), size)]
        costs = [cost(problem, chosen) for chosen in sets if fits(problem, chosen)]
        if costs:
            return size, min(costs)
    return None


def some_of(random: Random, most: int) -> int:
    return sum(1 << bit for bit in random.sample(range(EDITS), random.randrange(1, most + 1)))


def random_problem(random: Random) -> Problem:
    demands = []
    for _ in range(random.randrange(1, 7)):
        among = some_of(random, 4)
        need = random.randrange(1, among.bit_count() + 1) if random.random() < 0.3 else 1
        given = some_of(random, 2) & ~among if random.random() < 0.3 else 0
        absent = some_of(random, 3) & ~among if random.random() < 0.2 else 0
        demands.append(Demand(among, need + absent.bit_count(), given, absent))
    if random.random() < 0.4:
        demands.append(limit(some_of(random, 5), random.randrange(3)))
    return Problem(
        tuple(demands),
        slots=tuple(random.choice((None, None, "a", "b")) for _ in range(EDITS)),
        ranks=tuple(random.randrange(5) for _ in range(EDITS)),
        banned=some_of(random, 2) if random.random() < 0.2 else 0,
    )


@pytest.mark.parametrize("seed", range(600))
def test_the_set_found_is_the_smallest_and_the_one_preferred(seed: int) -> None:
    problem = random_problem(Random(seed))  # noqa: S311 - a seed that makes the same problem again
    best = smallest_of_all(problem)
    found = solve(problem)
    assert found.proved
    if best is None:
        assert found.chosen is None
    else:
        assert found.chosen is not None
        assert fits(problem, found.chosen)
        assert (found.chosen.bit_count(), cost(problem, found.chosen)) == best


def test_a_demand_that_no_edit_meets_has_no_solution() -> None:
    assert solve(Problem((Demand(0),), (), ())).chosen is None
    assert solve(Problem((), (), ())).chosen == 0
