"""What is known of the ways to mend a plan: the edits considered, and what findings demand of any set of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.fixing.search import bits_of, limit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.fixing.edits import Edit
    from checker.fixing.oracle import Found
    from checker.fixing.search import Demand


@dataclass(frozen=True, slots=True)
class Ask:
    """A demand, and the finding that makes it; `cause` are the edits that brought the finding up, if any."""

    demand: Demand
    found: Found
    cause: frozenset[Edit]


@dataclass(slots=True)
class Ledger:
    """Edits by number, so that a set of them is a mask of bits; demands; and how many of some may be added."""

    edits: list[Edit] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    _places: dict[Edit, int] = field(default_factory=dict)
    _caps: dict[int, int] = field(default_factory=dict)

    def mask(self, edits: Iterable[Edit]) -> int:
        """The edits as a mask; new ones are taken up, of one that is known the better rank is kept."""
        mask = 0
        for edit in edits:
            place = self._places.get(edit)
            if place is None:
                place = self._places[edit] = len(self.edits)
                self.edits.append(edit)
            elif edit.rank < self.edits[place].rank:
                self.edits[place] = edit
            mask |= 1 << place
        return mask

    def of(self, mask: int) -> list[Edit]:
        """The edits that a mask stands for."""
        return [self.edits[bit] for bit in bits_of(mask)]

    def cap(self, among: int, most: int) -> None:
        """No set has more than `most` of `among`, or than was allowed before, if that is more."""
        if among:
            self._caps[among] = max(self._caps.get(among, 0), most)

    @property
    def caps(self) -> tuple[Demand, ...]:
        """The caps, as demands."""
        return tuple(limit(among, most) for among, most in self._caps.items())
