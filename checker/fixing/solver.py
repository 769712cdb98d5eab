"""The smallest set of edits under given demands: exact, by z3. Nothing else imports it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import z3

_MOST_EDITS: Final = 400
"""So many edits that hang together are solved exactly."""


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
        solve_part = _solve if len(edits) <= _MOST_EDITS else _enough
        found = solve_part(demands, tuple(edits), slots, ranks)
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
    """The best set for one part, of `edits`, and what it leaves."""
    taken = {edit: z3.Bool(f"e{edit}") for edit in edits}
    abouts = dict.fromkeys(demand.about for demand in demands if demand.about is not None)
    leaves = {about: z3.Bool(f"l{place}") for place, about in enumerate(abouts)}
    solver = z3.Optimize()
    for demand in demands:
        if demand.given <= taken.keys():
            having = [taken[edit] for edit in sorted(demand.among) if edit in taken]
            lacking = [
                z3.Not(taken[edit]) if edit in taken else z3.BoolVal(val=True) for edit in sorted(demand.against)
            ]
            enough = z3.PbGe([(each, 1) for each in (*having, *lacking)], demand.need) if having or lacking else False
            excuses = [z3.Not(taken[edit]) for edit in sorted(demand.given)]
            excuses += [] if demand.about is None else [leaves[demand.about]]
            solver.add(z3.Or(enough, *excuses))
    rivals: dict[Hashable, list[z3.BoolRef]] = {}
    for edit, slot in zip(edits, slots, strict=True):
        rivals.setdefault(("edit", edit) if slot is None else slot, []).append(taken[edit])
    for of_one_slot in rivals.values():
        if len(of_one_slot) > 1:
            solver.add(z3.AtMost(*of_one_slot, 1))
    # One objective: what is left weighs more than all edits, an edit more than all ranks.
    each = sum(ranks) + 1
    for leave in leaves.values():
        solver.add_soft(z3.Not(leave), each * (len(edits) + 1) + sum(ranks))
    for edit, rank in zip(edits, ranks, strict=True):
        solver.add_soft(z3.Not(taken[edit]), each + rank)
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    chosen = frozenset(edit for edit, var in taken.items() if z3.is_true(model.eval(var)))
    return chosen, frozenset(about for about, var in leaves.items() if z3.is_true(model.eval(var)))
