"""A plan as the rows of the form's tables: field -> value, with a word where an empty list or object is stated."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from checker.documents.form import ALLIANCES, COVER, EXCEPTIONS, MEASURES, MILESTONES, REGIONS, REQUESTS, TARGETS
from checker.values import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.documents.form import Field, Table


class Stated(Enum):
    """What is put into a cell and is no value."""

    NOTHING = "nothing"
    """That there is nothing, on purpose: an empty list, or an object without members."""


Row = dict[str, Any]
"""The names of fields -> their values; what is not there stays empty."""

_ENTRY_MARK: Final = "#{}"


def cover_of(plan: Mapping[str, Any]) -> Row:
    """The lines of the cover."""
    return _row(COVER, plan)


def rows_of(plan: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The rows of every table, by its name."""
    measures: Sequence[Mapping[str, Any]] = plan["measures"]
    keys = _keys(measures)
    by_table = {table.name: list(_inside(table, measures, keys)) for table in (MILESTONES, ALLIANCES, REQUESTS)}
    by_table[TARGETS.name] = [
        {"number": key, **row}
        for key, measure in zip(keys, measures, strict=True)
        if (row := _row(TARGETS.values, measure))
    ]
    by_table[MEASURES.name] = [
        {**_row(MEASURES.fields, measure), **({"mark": key} if key != measure["number"] else {})}
        for key, measure in zip(keys, measures, strict=True)
    ]
    for table in (REGIONS, EXCEPTIONS):
        by_table[table.name] = list(_entries(table.fields, plan.get(table.member or "")))
    return by_table


def _keys(measures: Sequence[Mapping[str, Any]]) -> list[Any]:
    """What other tables call each measure: its number, or a mark where that is no plain number of this one alone."""
    numbers = [number_of(measure["number"]) for measure in measures]
    count = Counter(numbers)
    return [
        measure["number"] if isinstance(number, int) and count[number] == 1 else _ENTRY_MARK.format(place)
        for place, (number, measure) in enumerate(zip(numbers, measures, strict=True), 1)
    ]


def _inside(table: Table, measures: Iterable[Mapping[str, Any]], keys: Iterable[Any]) -> Iterator[Row]:
    """The rows of a table that belong to measures."""
    for key, measure in zip(keys, measures, strict=True):
        here: Any = measure
        for step in table.inside:
            here = here.get(step) if here is not None else None
        if here is not None:
            for row in _entries(table.values, here if table.many else [here]):
                yield {"number": key, **row}


def _entries(fields: Sequence[Field], entries: Sequence[Mapping[str, Any]] | None) -> Iterator[Row]:
    if entries is None:
        return
    if not entries:
        # That the list is there and empty is said in its first column, and that an entry is, in the last.
        yield {fields[0].name: Stated.NOTHING}
    for entry in entries:
        yield _row(fields, entry) or {fields[-1].name: Stated.NOTHING}


def _row(fields: Iterable[Field], entry: Mapping[str, Any]) -> Row:
    row: Row = {}
    stated: set[str] = set()
    for field in fields:
        if not field.path:
            continue
        (*around, name) = field.path
        here: Any = entry
        for step in around:
            here = here.get(step, {})
        if name in here:
            row[field.name] = here[name]
        elif around and entry.get(around[0]) == {} and around[0] not in stated:
            stated.add(around[0])
            row[field.name] = Stated.NOTHING
    return row
