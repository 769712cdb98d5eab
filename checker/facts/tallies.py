"""The named lists of items that a report's `selection` has, as the kind of document declares them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from checker.facts.counting import passes_of
from checker.model import Known, Number
from checker.pack.model import DocumentKind, Pack, Tally

Tallies = Callable[[Known], Mapping[str, tuple[Number, ...]]]


def tallies_of(pack: Pack, document: DocumentKind) -> Tallies:
    """What takes the lists off the facts of a document: the distinct values of each, sorted as the items are."""
    lists = {tally.name: _list_of(tally, pack, document) for tally in document.tallies}
    return lambda known: {name: take(known) for name, take in lists.items()}


def _list_of(tally: Tally, pack: Pack, document: DocumentKind) -> Callable[[Known], tuple[Number, ...]]:
    passes, member = passes_of(tally.where, pack), tally.member

    def sorted_items(values: Any) -> tuple[Number, ...]:
        return tuple(sorted(values, key=lambda number: pack.order_of(document, number)))

    if tally.of not in pack.tables:

        def of_facts(known: Known) -> tuple[Number, ...]:
            facts = known.by_kind.get(tally.of, ())
            return sorted_items({f.members[member] for f in facts if passes(f.members)} - {None})

        return of_facts

    rows = sorted_items({fact.members[member] for fact in pack.tables[tally.of].facts if passes(fact.members)})

    def of_rows(known: Known) -> tuple[Number, ...]:
        listed = {fact.members.get(member) for fact in known.by_kind.get(tally.not_in or "", ())}
        return tuple([number for number in rows if number not in listed])

    return of_rows
