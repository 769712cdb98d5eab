"""Which rules can fire beside a plan at all: by what they ask of its anchor, and of partners among its facts.

Without this, the catalogue would be handed over beside every plan, and the facts that closed rules look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

from checker.engine.handover import passes
from checker.engine.recognition import Memory, Recognised
from checker.filling import Filling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model import Fact, Known, Part
    from checker.pack.conditions import Test


@dataclass(frozen=True, slots=True)
class Opening:
    """What has to be so before a rule that judges the pack's own facts can fire.

    `rows` are the values by which the pack's facts look for a partner of `kind`: a fact that passes `tests`, and whose
    `members` are one of them. Where partners must be there, one of the rows has to be met; else one has to be missing.
    """

    kind: str
    tests: tuple[Test, ...]
    members: tuple[str, ...]
    rows: frozenset[tuple[Any, ...]]
    exists: bool

    def met_by(self, fact: Fact) -> tuple[Any, ...] | None:
        """The row that the fact meets, if any."""
        if fact.kind != self.kind or not all(passes(test, fact.members.get(test.member)) for test in self.tests):
            return None
        row = tuple(fact.members.get(member) for member in self.members)
        return row if row in self.rows else None


_MOST: Final = 1024
"""How many answers are kept: for the values of a member of the anchor, and for the rows that are met."""


class Gates:
    """What rules ask of the anchor beside which they are judged: the name of each, and its constant tests."""

    def __init__(self, gates: Mapping[str, Sequence[Test]]) -> None:
        tests = dict.fromkeys(test for gate in gates.values() for test in gate)
        bits = {test: 1 << place for place, test in enumerate(tests)}
        by_member: dict[str, list[tuple[Test, int]]] = {}
        for test, bit in bits.items():
            by_member.setdefault(test.member, []).append((test, bit))
        self._members = [(member, Filling(partial(_passed, asked), _MOST)) for member, asked in by_member.items()]
        self._needed = {name: sum(bits[test] for test in set(gate)) for name, gate in gates.items()}

    def passed(self, anchor: Fact) -> int:
        """The tests that the anchor passes: all that decides which gates are open."""
        members = anchor.members
        passed = 0
        for member, by_value in self._members:
            passed |= by_value[members.get(member)]
        return passed

    def open(self, passed: int) -> frozenset[str]:
        """The rules all of whose tests are among those passed."""
        return frozenset(name for name, needed in self._needed.items() if needed & passed == needed)


def _passed(tests: Sequence[tuple[Test, int]], value: Any) -> int:
    """The tests on one member that a value passes, as the bits of a number."""
    return sum(bit for test, bit in tests if passes(test, value))


class Openings:
    """The openings of the rules by their names; says which rules are closed for want of one."""

    def __init__(self, openings: Mapping[str, Iterable[Opening]]) -> None:
        wanted = dict.fromkeys((name, opening) for name, of_rule in openings.items() for opening in of_rule)
        self._bits: dict[tuple[Opening, tuple[Any, ...]], int] = {}
        for _, opening in wanted:
            for row in opening.rows:
                self._bits.setdefault((opening, row), 1 << len(self._bits))
        self._openings = [(name, opening, self._all_rows(opening)) for name, opening in wanted]
        self._met = Recognised(self._met_in, Memory())
        self._closed = Filling(self._closed_beside, _MOST)

    def closed(self, known: Known) -> frozenset[str]:
        """The rules that cannot fire on these facts."""
        if not self._openings:
            return frozenset()
        return self._closed[reduce(or_, self._met.of(known.parts), self._met_by(known.anchor))]

    def _all_rows(self, opening: Opening) -> int:
        return sum(self._bits[opening, row] for row in opening.rows)

    def _met_in(self, part: Part) -> int:
        return reduce(or_, map(self._met_by, part.facts), 0)

    def _met_by(self, fact: Fact) -> int:
        met = 0
        for _, opening, _ in self._openings:
            row = opening.met_by(fact)
            if row is not None:
                met |= self._bits[opening, row]
        return met

    def _closed_beside(self, met: int) -> frozenset[str]:
        return frozenset(
            name for name, opening, rows in self._openings if (not met & rows if opening.exists else met & rows == rows)
        )
