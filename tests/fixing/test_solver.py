"""The smallest sets that the solver finds against all sets there are."""

from itertools import combinations
from random import Random

import pytest

from checker.fixing.solver import Demand, Problem, solve

EDITS = range(8)


def fits(problem: Problem, chosen: frozenset[int], left: frozenset[object]) -> bool:
    slots = [problem.slots[edit] for edit in chosen if problem.slots[edit] is not None]
    met = all(demand.is_met(chosen) or demand.about in left for demand in problem.demands)
    return not chosen & problem.banned and len(set(slots)) == len(slots) and met


def best_of_all(problem: Problem) -> tuple[int, int, int] | None:
    """How much the best set leaves, its size and its cost, by looking at every set."""
    abouts = sorted({demand.about for demand in problem.demands if demand.about is not None}, key=str)
    for leaving in range(len(abouts) + 1):
        costs = [
            (leaving, len(chosen), sum(problem.ranks[edit] for edit in chosen))
            for left in map(frozenset, combinations(abouts, leaving))
            for size in range(len(EDITS) + 1)
            for chosen in map(frozenset, combinations(EDITS, size))
            if fits(problem, chosen, left)
        ]
        if costs:
            return min(costs)
    return None


def some_of(random: Random, most: int) -> frozenset[int]:
    return frozenset(random.sample(EDITS, random.randrange(1, most + 1)))


def random_problem(random: Random) -> Problem:
    demands = []
    for _ in range(random.randrange(1, 7)):
        among = some_of(random, 4)
        need = random.randrange(1, len(among) + 1) if random.random() < 0.3 else 1
        given = some_of(random, 2) - among if random.random() < 0.3 else frozenset()
        against = some_of(random, 3) - among if random.random() < 0.2 else frozenset()
        about = random.choice((None, "x", "y"))
        demands.append(Demand(among, need + len(against), given, against, about))
    if random.random() < 0.4:
        added = some_of(random, 5)
        demands.append(Demand(frozenset(), len(added) - random.randrange(3), against=added))
    return Problem(
        tuple(demands),
        slots=tuple(random.choice((None, None, "a", "b")) for _ in EDITS),
        ranks=tuple(random.randrange(5) for _ in EDITS),
        banned=some_of(random, 2) if random.random() < 0.2 else frozenset(),
    )


@pytest.mark.parametrize("seed", range(120))
def test_the_set_found_is_the_smallest_and_the_one_preferred(seed):
    problem = random_problem(Random(seed))  # noqa: S311 - a seed that makes the same problem again
    best = best_of_all(problem)
    found = solve(problem)
    if best is None:
        assert found is None
        return
    assert fits(problem, found.chosen, found.left)
    assert (len(found.left), len(found.chosen), sum(problem.ranks[edit] for edit in found.chosen)) == best


def test_a_demand_that_no_edit_meets_has_no_solution_unless_it_may_be_left():
    assert solve(Problem((Demand(frozenset()),), (), ())) is None
    found = solve(Problem((Demand(frozenset(), about="x"),), (), ()))
    assert found.left == {"x"}
