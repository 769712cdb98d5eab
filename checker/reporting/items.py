"""The items that a kind of document lists: what they are called, how the circular groups them, which a report has."""

from typing import Any

from checker.facts.source import passes_of
from checker.model import Language, Number, Report
from checker.pack.model import Column, DocumentKind, Pack
from checker.pack.wording import label
from checker.reporting.printable import flowing, printable


def numbers_of(kind: DocumentKind, pack: Pack) -> tuple[Number, ...]:
    """The items of the circular, in its order; none where documents of the kind list none."""
    return () if kind.items is None else pack.codes_of(kind.items.table)


def needed_of(kind: DocumentKind, pack: Pack) -> frozenset[Number]:
    """The items that every document has to list, as one of its tallies names those that are not there."""
    found: set[Number] = set()
    for tally in kind.tallies:
        if tally.not_in is not None:
            passes = passes_of(tally.where, pack)
            found |= {fact.members[tally.member] for fact in pack.tables[tally.of].facts if passes(fact.members)}
    return frozenset(found)


def listed_in(report: Report, kind: DocumentKind) -> frozenset[Number]:
    """The items that the document lists, those that the circular does not have among them."""
    names = [tally.name for tally in kind.tallies if tally.is_listed]
    return frozenset(number for name in names for number in report.selection.get(name, ()))


def missing_in(report: Report, kind: DocumentKind) -> frozenset[Number]:
    """The items that the document does not list and should."""
    names = [tally.name for tally in kind.tallies if tally.not_in is not None]
    return frozenset(number for name in names for number in report.selection.get(name, ()))


def grouping_of(kind: DocumentKind | None, pack: Pack | None) -> Column | None:
    """The column of the items' table by which items are told apart: by a list of codes, or by another table."""
    if kind is None or pack is None or kind.items is None:
        return None
    return next((each for each in pack.tables[kind.items.table].columns if each.name == kind.items.classed_by), None)


def group_of(number: Number, kind: DocumentKind | None, pack: Pack | None) -> Any:
    """The code, or the key of a row, of the group that an item is in; None where there are no groups."""
    column = grouping_of(kind, pack)
    if pack is None or kind is None or kind.items is None or column is None:
        return None
    row = pack.tables[kind.items.table].row(number)
    return None if row is None else row[column.name]


def group_name(group: Any, kind: DocumentKind | None, pack: Pack | None, lang: Language) -> str:
    """What a group of items is called."""
    column = grouping_of(kind, pack)
    return "" if pack is None or column is None or group is None else flowing(label(pack, column.of, group, lang))


def has_classes(kind: DocumentKind | None, pack: Pack | None) -> bool:
    """Whether the circular tells items apart by a list of codes, short enough to stand beside each of them."""
    column = grouping_of(kind, pack)
    return pack is not None and column is not None and column.of in pack.codes


def title_of(number: Number, kind: DocumentKind | None, pack: Pack | None, lang: Language) -> str | None:
    """What the circular calls an item; None for one that it does not have."""
    if pack is None or kind is None or kind.items is None:
        return None
    if pack.tables[kind.items.table].row(number) is None:
        return None
    return flowing(label(pack, kind.items.table, number, lang))


def cells_of(number: Number, kind: DocumentKind, pack: Pack, lang: Language) -> list[str]:
    """An item in a table: its number, its title and, where the circular tells them apart so, its class."""
    cells = [printable(str(number)), title_of(number, kind, pack, lang) or ""]
    return [*cells, group_name(group_of(number, kind, pack), kind, pack, lang)] if has_classes(kind, pack) else cells
