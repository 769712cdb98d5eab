"""The smallest set of edits under given demands: exact, by branch and bound over sets as bits of integers.

A demand says that a set must have at least so many of some edits, where each of others that it does not have counts as
well, and where it has certain ones. Edits of one slot exclude each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_NODES: Final = 60_000
"""Steps of one search; beyond, its result is not proved to be the smallest."""

_MOST_POLISHING: Final = 1_000
"""Steps after which the edits preferred are not looked for any more among sets of the same size."""


@dataclass(frozen=True, slots=True)
class Demand:
    """In any set that has all edits of `given`: those it has of `among` and lacks of `absent` are at least `need`."""

    among: int
    need: int = 1
    given: int = 0
    absent: int = 0

    @property
    def edits(self) -> int:
        """Every edit that the demand looks at."""
        return self.among | self.given | self.absent

    @property
    def least(self) -> int:
        """How many of `among` it takes in any case."""
        return self.need - self.absent.bit_count()

    def missing(self, chosen: int) -> int:
        """How many more of `among` it takes where `chosen` are taken, and nothing more that is better absent."""
        if self.given & ~chosen:
            return 0
        return self.need - (self.among & chosen).bit_count() - (self.absent & ~chosen).bit_count()


def limit(among: int, most: int) -> Demand:
    """The demand that a set has at most `most` of the edits `among`."""
    return Demand(0, among.bit_count() - most, absent=among)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is asked: demands, the slot and the rank of each edit, and edits that may not be used."""

    demands: Sequence[Demand]
    slots: Sequence[object]
    ranks: Sequence[int]
    banned: int = 0


@dataclass(frozen=True, slots=True)
class Solution:
    """The smallest set (None: there is none), the steps it took, and whether it is proved."""

    chosen: int | None
    steps: int
    proved: bool


def bits_of(mask: int) -> Iterator[int]:
    """The numbers of the bits of `mask`, ascending."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def solve(problem: Problem) -> Solution:
    """The smallest set that meets every demand, of those the one of the lowest ranks; part by part, as the demands are.

    Parts that share no edit do not concern each other.
    """
    chosen, steps, proved = 0, 0, True
    conflicts = _conflicts(problem)
    for part in parts_of(problem):
        found = _Search(problem, part, conflicts).run()
        steps += found.steps
        if found.chosen is None:
            return Solution(None, steps, found.proved)
        chosen |= found.chosen
        proved = proved and found.proved
    return Solution(chosen, steps, proved)


def parts_of(problem: Problem) -> list[int]:
    """The edits of each part of the problem, as masks: demands that share an edit are in one part."""
    reached = 0
    for demand in problem.demands:
        reached |= demand.edits
    ties = [demand.edits for demand in problem.demands]
    ties += [mask & reached for mask in _slot_masks(problem.slots)]
    leads: dict[int, int] = {}

    def lead_of(bit: int) -> int:
        while (lead := leads.setdefault(bit, bit)) != bit:
            leads[bit] = leads[lead]
            bit = leads[bit]
        return bit

    for tie in ties:
        first, *rest = map(lead_of, bits_of(tie)) if tie else (None,)
        leads |= {other: first for other in rest if first is not None and other is not None}
    parts: dict[int, int] = {}
    for bit in bits_of(reached):
        lead = lead_of(bit)
        parts[lead] = parts.get(lead, 0) | 1 << bit
    # A demand that no edit meets is a part by itself, so that it is not overlooked.
    return [*parts.values(), *(0 for demand in problem.demands if not demand.edits)]


def _slot_masks(slots: Sequence[object]) -> list[int]:
    masks: dict[object, int] = {}
    for bit, slot in enumerate(slots):
        if slot is not None:
            masks[slot] = masks.get(slot, 0) | 1 << bit
    return list(masks.values())


def _conflicts(problem: Problem) -> list[int]:
    """For each edit, those that its slot excludes with it."""
    conflicts = [0] * len(problem.slots)
    for mask in _slot_masks(problem.slots):
        for bit in bits_of(mask):
            conflicts[bit] = mask & ~(1 << bit)
    return conflicts


class _Search:
    """One search of one part."""

    def __init__(self, problem: Problem, part: int, conflicts: Sequence[int]) -> None:
        self._demands = [demand for demand in problem.demands if demand.edits & part or not demand.edits]
        self._conflicts = conflicts
        self._ranks = problem.ranks
        self._banned = problem.banned | self._duplicates(part & ~problem.banned, problem)
        self._best: tuple[int, int] | None = None
        self._found: int | None = None
        self._steps = 0

    def run(self) -> Solution:
        stack = [(0, self._banned)]
        while stack:
            if self._steps >= MOST_NODES:
                return Solution(self._found, self._steps, proved=False)
            self._steps += 1
            # The last put down is looked at first: the branch that uses the best edit.
            stack.extend(reversed(self._branches(*stack.pop())))
        return Solution(self._found, self._steps, proved=True)

    def _branches(self, chosen: int, banned: int) -> list[tuple[int, int]]:
        """What is to be tried next where `chosen` are taken and `banned` cannot be."""
        open_ = self._open(chosen, banned)
        if open_ is None:
            return []
        cost = chosen.bit_count(), sum(self._ranks[bit] for bit in bits_of(chosen))
        if not open_:
            if self._best is None or cost < self._best:
                self._best, self._found = cost, chosen
            return []
        if self._best is not None and not self._can_better(self._at_least(cost, open_)):
            return []
        missing, free = open_[0]
        if free.bit_count() == missing:
            return [self._with(chosen, banned, free)] if self._fits(free) else []
        branches = []
        for bit in self._in_order(free, open_):
            branches.append(self._with(chosen, banned, 1 << bit))
            # What this branch has tried, the next ones do without.
            banned |= 1 << bit
        return branches

    def _can_better(self, cost: tuple[int, int]) -> bool:
        """Whether a set of that cost would be better than the best; after a while, only if it is smaller."""
        if self._best is None:
            return True
        return cost[0] < self._best[0] if self._steps > _MOST_POLISHING else cost < self._best

    def _open(self, chosen: int, banned: int) -> list[tuple[int, int]] | None:
        """The demands not met, tightest first: how many are missing, of which; None where one cannot be met."""
        open_ = []
        for demand in self._demands:
            missing = demand.missing(chosen)
            if missing > 0:
                free = demand.among & ~banned & ~chosen
                if free.bit_count() < missing:
                    return None
                open_.append((missing, free))
        open_.sort(key=lambda each: each[1].bit_count() - each[0])
        return open_

    def _fits(self, taken: int) -> bool:
        return all(not self._conflicts[bit] & taken for bit in bits_of(taken))

    def _with(self, chosen: int, banned: int, taken: int) -> tuple[int, int]:
        for bit in bits_of(taken):
            banned |= self._conflicts[bit]
        return chosen | taken, banned & ~taken

    def _at_least(self, cost: tuple[int, int], open_: Iterable[tuple[int, int]]) -> tuple[int, int]:
        """What any set costs that has what is chosen: demands that share no edit add up."""
        size, rank = cost
        used = 0
        for missing, free in open_:
            if not free & used:
                used |= free
                size += missing
                rank += sum(sorted(self._ranks[bit] for bit in bits_of(free))[:missing])
        return size, rank

    def _in_order(self, free: int, open_: Sequence[tuple[int, int]]) -> list[int]:
        """The edits, those first that meet most demands, then those preferred."""
        return sorted(
            bits_of(free), key=lambda bit: (-sum(mask >> bit & 1 for _, mask in open_), self._ranks[bit], bit)
        )

    def _duplicates(self, part: int, problem: Problem) -> int:
        """Edits that no set needs: others do just the same, and there are enough of those, preferred or no worse."""
        alike: dict[tuple[object, ...], list[int]] = {}
        for bit in bits_of(part):
            role = (
                *(
                    (demand.among >> bit & 1, demand.given >> bit & 1, demand.absent >> bit & 1)
                    for demand in self._demands
                ),
                problem.slots[bit] if self._conflicts[bit] & part else None,
            )
            alike.setdefault(role, []).append(bit)
        enough = max(
            (demand.least + (demand.absent & ~problem.banned).bit_count() for demand in self._demands if demand.among),
            default=1,
        )
        unneeded = 0
        for role, bits in alike.items():
            kept = 1 if role[-1] is not None else enough
            for bit in sorted(bits, key=lambda bit: (problem.ranks[bit], bit))[kept:]:
                unneeded |= 1 << bit
        return unneeded
