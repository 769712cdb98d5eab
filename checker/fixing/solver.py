"""The smallest set of edits under given demands: exact, by z3. Nothing else imports it."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

import z3

_MOST_EDITS: Final = 400
"""So many edits that hang together are solved exactly."""


_MOST_WORK: Final = 40_000_000
"""Steps of the solver, some seconds at most, for one part."""


class Demand(NamedTuple):
    """In any set that has all edits of `given`: those it has of `among` and lacks of `against` are at least `need`.

    `about` is what is left as it is where the demand is not met; a demand about nothing has to be met.
    """

    among: frozenset[int]
    need: int = 1
    given: frozenset[int] = frozenset()
    against: frozenset[int] = frozenset()
    about: Hashable = None

    @property
    def edits(self) -> frozenset[int]:
        """Every edit that the demand looks at."""
        return self.among | self.given | self.against

    def is_met(self, chosen: frozenset[int]) -> bool:
        """Whether a set meets it."""
        return not self.given <= chosen or len(self.among & chosen) + len(self.against - chosen) >= self.need


class Problem(NamedTuple):
    """What is asked: demands, the slot and the rank of each edit, and edits that may not be used."""

    demands: tuple[Demand, ...]
    slots: Sequence[Hashable]
    ranks: Sequence[int]
    banned: frozenset[int] = frozenset()


class Solution(NamedTuple):
    """The set, what is left as no set mends it too, and for each part of the problem its demands and its edits.

    Parts share no edit. `is_smallest` is whether no part was too large to be sure of that.
    """

    chosen: frozenset[int]
    left: frozenset[Hashable]
    parts: tuple[tuple[tuple[Demand, ...], frozenset[int]], ...]
    is_smallest: bool


def solve(problem: Problem) -> Solution | None:
    """The set that leaves least, of these the smallest, of these the one of the lowest ranks; None: there is none."""
    chosen: frozenset[int] = frozenset()
    left: frozenset[Hashable] = frozenset()
    parts = []
    is_smallest = True
    for demands in _parts(problem):
        edits = sorted(frozenset[int]().union(*(demand.edits for demand in demands)) - problem.banned)
        slots = tuple(problem.slots[edit] for edit in edits)
        ranks = tuple(problem.ranks[edit] for edit in edits)
        is_smallest &= len(edits) <= _MOST_EDITS
        try:
            found = (_solve if len(edits) <= _MOST_EDITS else _enough)(demands, tuple(edits), slots, ranks)
        except _TooHardError:
            is_smallest = False
            found = _enough(demands, tuple(edits), slots, ranks)
        if found is None:
            return None
        parts.append((demands, found[0]))
        chosen |= found[0]
        left |= found[1]
    return Solution(chosen, left, tuple(parts), is_smallest)


def _enough(
    demands: tuple[Demand, ...], edits: tuple[int, ...], slots: tuple[Hashable, ...], ranks: tuple[int, ...]
) -> tuple[frozenset[int], frozenset[Hashable]]:
    """A set for a part that is too large to be solved: for each demand in turn the edits of the lowest ranks."""
    slot_of, rank_of = dict(zip(edits, slots, strict=True)), dict(zip(edits, ranks, strict=True))
    chosen: set[int] = set()
    taken: set[Hashable] = set()
    left: set[Hashable] = set()
    for demand in demands:
        free = sorted(demand.among & slot_of.keys() - chosen, key=lambda edit: (rank_of[edit], edit))
        while free and not demand.is_met(frozenset(chosen)):
            edit = free.pop(0)
            if slot_of[edit] is None or slot_of[edit] not in taken:
                chosen.add(edit)
                taken.add(slot_of[edit])
        if not demand.is_met(frozenset(chosen)) and demand.about is not None:
            left.add(demand.about)
    return frozenset(chosen), frozenset(left)


def _parts(problem: Problem) -> Iterable[tuple[Demand, ...]]:
    """The demands in groups that share no edit, no slot and nothing that they are about."""
    roots: dict[Hashable, Hashable] = {}

    def root_of(one: Hashable) -> Hashable:
        while (root := roots.setdefault(one, one)) != one:
            roots[one] = roots[root]
            one = root
        return one

    ties: dict[Demand, list[Hashable]] = {}
    for place, demand in enumerate(problem.demands):
        edits = demand.edits - problem.banned
        slots = (("slot", problem.slots[edit]) for edit in edits if problem.slots[edit] is not None)
        about = [] if demand.about is None else [("about", demand.about)]
        ties[demand] = [*(("edit", edit) for edit in edits), *slots, *about, *([] if edits or about else [place])]
        first, *rest = map(root_of, ties[demand])
        for other in rest:
            roots[root_of(other)] = root_of(first)
    groups: dict[Hashable, list[Demand]] = {}
    for demand, tied in ties.items():
        groups.setdefault(root_of(tied[0]), []).append(demand)
    return [tuple(group) for group in groups.values()]


@lru_cache(maxsize=4096)
def _solve(
    demands: tuple[Demand, ...], edits: tuple[int, ...], slots: tuple[Hashable, ...], ranks: tuple[int, ...]
) -> tuple[frozenset[int], frozenset[Hashable]] | None:
    """The best set for one part, of `edits`, and what it leaves.

    How few edits do is looked for first, and then which of them: both at once, in one sum of weights, takes the solver
    minutes. Where even the second takes too long, any set of the fewest is as good.
    """
    taken = {edit: z3.Bool(f"e{edit}") for edit in edits}
    abouts = dict.fromkeys(demand.about for demand in demands if demand.about is not None)
    leaves = {about: z3.Bool(f"l{place}") for place, about in enumerate(abouts)}
    rules = [*_demanded(demands, taken, leaves), *_one_a_slot(slots, list(taken.values()))]

    def solution(model: z3.ModelRef) -> tuple[frozenset[int], frozenset[Hashable]]:
        return _true(taken, model), _true(leaves, model)

    # What is left weighs more than all edits.
    fewest = _optimum(
        rules, [(leave, len(edits) + 1) for leave in leaves.values()] + [(var, 1) for var in taken.values()]
    )
    if fewest is None:
        return None
    chosen, left = solution(fewest)
    if len({*ranks}) > 1 and chosen:
        sizes = ((list(taken.values()), len(chosen)), (list(leaves.values()), len(left)))
        rules += [z3.AtMost(*among, most) for among, most in sizes if among]
        with suppress(_TooHardError):
            best = _optimum(rules, [(taken[edit], rank) for edit, rank in zip(edits, ranks, strict=True) if rank])
            chosen, left = (chosen, left) if best is None else solution(best)
    return chosen, left


def _demanded(
    demands: Iterable[Demand], taken: Mapping[int, z3.BoolRef], leaves: Mapping[Hashable, z3.BoolRef]
) -> Iterator[z3.BoolRef]:
    for demand in demands:
        if demand.given <= taken.keys():
            having = [taken[edit] for edit in sorted(demand.among) if edit in taken]
            lacking = [
                z3.Not(taken[edit]) if edit in taken else z3.BoolVal(val=True) for edit in sorted(demand.against)
            ]
            enough = z3.PbGe([(each, 1) for each in (*having, *lacking)], demand.need) if having or lacking else False
            excuses = [z3.Not(taken[edit]) for edit in sorted(demand.given)]
            excuses += [] if demand.about is None else [leaves[demand.about]]
            yield z3.Or(enough, *excuses)


def _one_a_slot(slots: Iterable[Hashable], variables: Iterable[z3.BoolRef]) -> Iterator[z3.BoolRef]:
    rivals: dict[Hashable, list[z3.BoolRef]] = {}
    for place, (slot, variable) in enumerate(zip(slots, variables, strict=True)):
        rivals.setdefault(("edit", place) if slot is None else slot, []).append(variable)
    return (z3.AtMost(*of_one_slot, 1) for of_one_slot in rivals.values() if len(of_one_slot) > 1)


class _TooHardError(Exception):
    """The solver was given up."""


def _optimum(rules: Iterable[z3.BoolRef], weights: Iterable[tuple[z3.BoolRef, int]]) -> z3.ModelRef | None:
    """What keeps the rules and makes true what weighs least; None where nothing does.

    Raises `_TooHardError` where it would take too long.
    """
    solver = z3.Optimize()
    # Not a time: the same problem has the same answer on every computer.
    solver.set("rlimit", _MOST_WORK)
    solver.add(*rules)
    for variable, weight in weights:
        solver.add_soft(z3.Not(variable), weight)
    found = solver.check()
    if found == z3.unknown:
        raise _TooHardError
    return solver.model() if found == z3.sat else None


_Key = TypeVar("_Key", bound=Hashable)


def _true(variables: Mapping[_Key, z3.BoolRef], model: z3.ModelRef) -> frozenset[_Key]:
    return frozenset(key for key, variable in variables.items() if z3.is_true(model.eval(variable)))
