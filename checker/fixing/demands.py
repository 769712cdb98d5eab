"""What each finding demands: so many of the edits that can take it away, where certain edits have brought it up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from checker.fixing.causes import smallest_cause
from checker.fixing.counting import count_of, room
from checker.fixing.edits import ENTRIES, Edit, entry_at
from checker.fixing.faults import offers_for
from checker.fixing.ledger import Ask, Ledger
from checker.fixing.oracle import AGAINST
from checker.fixing.repairs import Mender
from checker.fixing.search import Demand
from checker.pack.repairs import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.fixing.counting import Room
    from checker.fixing.oracle import Found, Goal, Key, Oracle, Standing
    from checker.fixing.repairs import Offers
    from checker.fixing.samples import Samples
    from checker.pack.model import Pack

MOST_SPENT: Final = 120_000
"""Entries that are judged in all; beyond, what was found is not proved to be the smallest."""

_MOST_TRIED: Final = 1_500
"""Edits of which each is tried by itself, to see which findings it takes away besides those it is meant for."""


@dataclass(slots=True)
class _Case:
    """A finding of a plan with the edits `made`, and all that is known of it.

    `cause` brought it up; of `given`, which is what of it the demand hangs on, other values would have done the same.
    """

    found: Found
    offers: Offers
    standing: Standing
    made: frozenset[Edit]
    cause: frozenset[Edit]
    given: frozenset[Edit]
    effects: list[tuple[Edit, Standing]]
    more: list[Edit] = field(default_factory=list)

    @property
    def may_add(self) -> bool:
        """Whether items may be added for it: what goes by one edit is not made good by another that adds."""
        return not any(edit.drops_entry for edit in self.cause)

    def permitted(self, edits: Iterable[Edit]) -> list[Edit]:
        """Those of the edits that may be used for it."""
        return [edit for edit in edits if self.may_add or not edit.adds_item]


class Demands:
    """Takes up what findings demand, in a ledger."""

    def __init__(self, oracle: Oracle, pack: Pack, samples: Samples, goal: Goal, *, thorough: bool = True) -> None:
        self.ledger = Ledger()
        self.is_complete = thorough
        """Whether every edit was tried on every finding it may concern."""
        self._oracle = oracle
        self._pack = pack
        self._mender = Mender(pack, samples, thorough=thorough)
        self._samples = samples
        self._against = AGAINST[goal]

    def offers(self, found: Found, standing: Standing) -> Offers:
        """The edits that can take a finding away, as the plan stands."""
        return self._mender.offers(found, standing) if found.rule is not None else offers_for(found, self._samples)

    def wanted(self, found: Found, standing: Standing) -> int:
        """How many edits a finding takes at once, by itself."""
        if found.rule is None or not self._mender.counts_items(found.rule):
            return 1
        there = room(found.rule, standing, self._pack, self._against)
        here = None if there is None else count_of(standing, there.member)
        return 1 if there is None or here is None else max(here - there.high, there.low - here, 1)

    def take_up(self, findings: Sequence[Found], standing: Standing, made: frozenset[Edit]) -> None:
        """Take up what `findings` demand, which stand against the plan with the edits `made`."""
        since = len(self.ledger.edits)
        offered = [(found, self.offers(found, standing)) for found in findings]
        for _, offers in offered:
            self.ledger.mask(offers.every())
        effects = self._effects(made, findings)
        for found, offers in offered:
            cause = smallest_cause(self._oracle, self._suspects(found, made), found.key)
            case = _Case(found, offers, standing, made, cause, cause, effects.get(found.key, []))
            self._generalise(case)
            self._demand(case)
        if made:
            self._catch_up(since)

    def _suspects(self, found: Found, made: frozenset[Edit]) -> list[Edit]:
        return sorted(made, key=lambda edit: (not self._can_concern(edit, found), edit.key))

    def _can_concern(self, edit: Edit, found: Found) -> bool:
        """Whether the edit may have to do with the finding: what is inside one entry is no concern of another."""
        here, there = edit.entry, entry_at(found.at)
        if here is None or here == there:
            return True
        if not edit.drops_entry and not edit.sets_number:
            return False
        return there is None or self._samples.number_at(here) == self._samples.number_at(there)

    def _may_do_as_well(self, edit: Edit, found: Found) -> bool:
        """Whether an edit for something else may take the finding away: it is about the same part of the plan."""
        if edit.drops_entry or edit.sets_number:
            return entry_at(found.at) is not None and self._can_concern(edit, found)
        shared = min(len(edit.at), len(found.at))
        return shared > 0 and edit.at[:shared] == found.at[:shared]

    def _effects(self, made: frozenset[Edit], findings: Sequence[Found]) -> dict[Key, list[tuple[Edit, Standing]]]:
        """For each finding, each edit known that may concern it, and how the plan stands with that one made as well."""
        slots = {edit.slot for edit in made if edit.slot is not None}
        tried = [
            edit
            for edit in self.ledger.edits
            if edit not in made and edit.slot not in slots and any(self._can_concern(edit, found) for found in findings)
        ]
        if len(tried) > _MOST_TRIED or self._oracle.spent > MOST_SPENT // 2:
            self.is_complete = False
            return {}
        effects: dict[Key, list[tuple[Edit, Standing]]] = {}
        for edit in tried:
            after = self._oracle.standing(made | {edit})
            for found in findings:
                effects.setdefault(found.key, []).append((edit, after))
        return effects

    def _catch_up(self, since: int) -> None:
        """Let the edits that are new take their part in the demands that were there before them."""
        new = self.ledger.edits[since:]
        for place, ask in enumerate(self.ledger.asks):
            if ask.demand.need > 1:
                continue
            for edit in new:
                mask = self.ledger.mask([edit])
                known = ask.demand.among & mask or edit in ask.cause or not self._may_do_as_well(edit, ask.found)
                if known or (edit.adds_item and any(made.drops_entry for made in ask.cause)):
                    continue
                if ask.found.key not in self._oracle.standing(ask.cause | {edit}).found:
                    demand = self.ledger.asks[place].demand
                    self.ledger.asks[place] = replace(ask, demand=replace(demand, among=demand.among | mask))

    def _generalise(self, case: _Case) -> None:
        """Where a value that had to be written brought the finding up, look at the other values: most do the same.

        The demand then hangs on that edit no more; a value that does not bring the finding up is one way to meet it.
        """
        for edit in case.cause:
            others = self._values_for(edit)
            if len(others) < 2:  # noqa: PLR2004 - itself, and another
                continue
            rest = case.cause - {edit}
            for other in others:
                standing = self._oracle.standing(rest | {other})
                if case.found.key in standing.found:
                    offers = self.offers(standing.found[case.found.key], standing)
                    case.more += offers.whole
                    for item, edits in offers.parts.items():
                        case.offers.parts.setdefault(item, []).extend(edits)
                else:
                    case.more.append(other)
            case.given -= {edit}

    def _values_for(self, edit: Edit) -> list[Edit]:
        """All edits of which one has to be made anyway, where they include other values for the same place."""
        if edit.slot is None:
            return []
        mask = self.ledger.mask([edit])
        for ask in self.ledger.asks:
            demand = ask.demand
            if demand.need == 1 and not demand.given and demand.among & mask:
                edits = self.ledger.of(demand.among)
                if any(other.slot == edit.slot and other != edit for other in edits) and not edit.drops_entry:
                    return edits
        return []

    def _demand(self, case: _Case) -> None:
        found = case.found
        taking = [edit for edit, after in case.effects if found.key not in after.found]
        whole = case.permitted((*case.offers.whole, *taking, *case.more))
        if found.rule is not None and self._mender.counts_items(found.rule):
            wanted = room(found.rule, case.standing, self._pack, self._against)
            if wanted is not None and self._demand_count(case, wanted):
                return
        groups = [[*options, *whole] for options in case.offers.parts.values()] or [whole]
        masks = [self.ledger.mask(options) for options in groups]
        taken = self.ledger.mask(case.made)
        unmet = [mask for mask in masks if not mask & taken]
        for mask in unmet:
            self._ask(case, mask, 1, self.ledger.mask(case.given))
        if not unmet:
            # What should have helped did not, as it was made: something else is needed, or some of it left out.
            every = 0
            for mask in masks:
                every |= mask
            self._ask(case, every & ~taken, 1, self.ledger.mask(case.given) | every & taken)

    def _demand_count(self, case: _Case, wanted: Room) -> bool:
        """Take up that the count has to fall or to rise by so many; False where `made` does that, and it is not enough.

        Edits that move it the other way make it more; nothing is added beyond what the plan lacks without them.
        """
        ledger = self.ledger
        base = frozenset(edit for edit in case.cause if not _is_of_items(edit))
        start = count_of(self._oracle.standing(base), wanted.member)
        here = count_of(case.standing, wanted.member)
        if start is None or here is None:
            return False
        moved = {
            edit: (count_of(self._oracle.standing(base | {edit}), wanted.member) or 0) - start
            for edit in list(ledger.edits)
            if _is_of_items(edit) and edit not in base
        }
        if here > wanted.high:
            helping = self._one_for_each_number(
                (edit for edit in moved if not edit.adds_item), case, base, wanted.member
            )
            hindering = [edit for edit, by in moved.items() if by > 0]
            need = start - wanted.high
        else:
            helping = [edit for edit, by in moved.items() if by > 0]
            hindering = [edit for edit, by in moved.items() if by < 0]
            need = wanted.low - start
            ledger.cap(ledger.mask(edit for edit in helping if edit.adds_item), max(need, 0))
        given = ledger.mask(case.given & base)
        demand = Demand(ledger.mask(helping), need + len(hindering), given, ledger.mask(hindering))
        if demand.missing(ledger.mask(case.made)) <= 0:
            return False
        ledger.asks.append(Ask(demand, case.found, case.cause))
        return True

    def _one_for_each_number(
        self, edits: Iterable[Edit], case: _Case, base: frozenset[Edit], member: str
    ) -> list[Edit]:
        """Those that bring the count down, of one entry for each number: a measure is gone when all its entries are."""
        by_number: dict[object, dict[object, list[Edit]]] = {}
        for edit in edits:
            entry = edit.entry
            if entry is not None:
                number = self._samples.number_at(entry)
                by_number.setdefault(entry if number is None else number, {}).setdefault(entry, []).append(edit)
        chosen: list[Edit] = []
        for entries in by_number.values():
            untouched = [entry for entry, edits in entries.items() if case.made.isdisjoint(edits)]
            kept = untouched[0] if untouched else next(iter(entries))
            others = {
                Edit(Action.DROP, edits[0].entry or (), edits[0].nature)
                for entry, edits in entries.items()
                if entry != kept
            }
            before = count_of(self._oracle.standing(base | others), member)
            for edit in entries[kept]:
                after = count_of(self._oracle.standing(base | others | {edit}), member)
                if before is not None and after is not None and after < before:
                    chosen.append(edit)
        return chosen

    def _ask(self, case: _Case, among: int, need: int, given: int) -> None:
        self.ledger.asks.append(Ask(Demand(among, need, given), case.found, case.cause))


def _is_of_items(edit: Edit) -> bool:
    """Whether the edit changes which entries a list of the plan has."""
    return edit.at[0] in ENTRIES and (edit.drops_entry or edit.sets_number or (edit.adds_item and len(edit.at) == 1))
