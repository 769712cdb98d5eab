"""How two rules stand to each other: a join of their tables over the fields that both look at.

What is shown so holds of every plan. Fields that only one of the two looks at vary freely; a combination of values that
no plan can have may stand in the way of showing something, and never makes anything seem to be shown.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.analysis.tables import PointTable

Key = tuple[Any, ...]


class _Reach(NamedTuple):
    """A row in which a rule fires, and one in which it is silent, whatever the fields of its own say."""

    firing: Key | None = None
    silent: Key | None = None


class Relation(NamedTuple):
    """How two rules stand to each other, with rows of their tables as examples.

    `both_fire` are rows in which both fire. `first_within`: the second fires wherever the first does;
    `second_within`: the other way round; `always_one`: one of them fires, whatever a plan says.
    """

    first: PointTable
    second: PointTable
    both_fire: tuple[Key, Key] | None
    first_within: bool
    second_within: bool
    always_one: bool


def relations_of(tables: Iterable[PointTable]) -> Iterator[Relation]:
    """How every two rules that look at the same fields, and fire at all, stand to each other."""
    reaches: dict[tuple[str, tuple[str, ...]], Mapping[Key, _Reach]] = {}

    def reaches_of(table: PointTable, shared: tuple[str, ...]) -> Mapping[Key, _Reach]:
        known = (table.rule.id, shared)
        if known not in reaches:
            reaches[known] = _reaches(table, shared)
        return reaches[known]

    for first, second in combinations([table for table in tables if table.is_whole and table.firing], 2):
        shared = tuple(field for field in first.fields if field in second.fields)
        if shared:
            yield _relation(first, second, shared, reaches_of(first, shared), reaches_of(second, shared))


def _reaches(table: PointTable, shared: tuple[str, ...]) -> Mapping[Key, _Reach]:
    places = [table.fields.index(field) for field in shared]
    reaches: dict[Key, _Reach] = {}
    for row, outcome in table.rows.items():
        key = tuple([row[place] for place in places])
        reach = reaches.get(key)
        firing, silent = (row, None) if outcome.fires else (None, row)
        if reach is None:
            reaches[key] = _Reach(firing, silent)
        elif (firing and not reach.firing) or (silent and not reach.silent):
            reaches[key] = _Reach(reach.firing or firing, reach.silent or silent)
    return reaches


def _relation(
    first: PointTable,
    second: PointTable,
    shared: tuple[str, ...],
    mine: Mapping[Key, _Reach],
    theirs: Mapping[Key, _Reach],
) -> Relation:
    both_fire = None
    first_within = second_within = always_one = True
    for one, other in _side_by_side(first, second, shared, mine, theirs):
        if one.firing is not None and other.firing is not None:
            both_fire = both_fire or (one.firing, other.firing)
        if one.firing is not None and other.silent is not None:
            first_within = False
        if one.silent is not None and other.firing is not None:
            second_within = False
        if one.silent is not None and other.silent is not None:
            always_one = False
    is_met = both_fire is not None
    return Relation(first, second, both_fire, first_within and is_met, second_within and is_met, always_one)


def _side_by_side(
    first: PointTable,
    second: PointTable,
    shared: tuple[str, ...],
    mine: Mapping[Key, _Reach],
    theirs: Mapping[Key, _Reach],
) -> Iterator[tuple[_Reach, _Reach]]:
    if "number" not in shared:
        yield from ((reach, theirs[key]) for key, reach in mine.items() if key in theirs)
        return
    place = shared.index("number")
    alike: dict[Any, set[Any]] = {}
    for number, same in first.number_like.items():
        alike.setdefault(same, set()).add(second.number_like[number])
    for key, reach in mine.items():
        for same in alike[key[place]]:
            match = (*key[:place], same, *key[place + 1 :])
            if match in theirs:
                yield reach, theirs[match]


def point_of(*rows: tuple[PointTable, Key]) -> dict[str, Any]:
    """The values of the fields in rows of several tables that agree in the fields they share."""
    point: dict[str, Any] = {}
    for table, row in rows:
        point |= table.point(row)
    if "number" in point:
        # Of two measures that one rule cannot tell apart, another rule may see the difference.
        about = [(table, table.point(row)["number"]) for table, row in rows if "number" in table.fields]
        point["number"] = next(
            number
            for number in about[0][0].number_like
            if all(table.number_like[number] == like for table, like in about)
        )
    return point


def dead_blocks(table: PointTable) -> list[int]:
    """The blocks of `violated_if` that hold for no fact to which the rule applies."""
    alive = {block for outcome in table.rows.values() for block in outcome.blocks}
    return [place for place in range(len(table.rule.violated_if)) if place not in alive] if table.is_whole else []


def idle_blocks(table: PointTable) -> list[int]:
    """The blocks that hold only where another block of the rule holds as well."""
    if not table.is_whole or len(table.rule.violated_if) == 1:
        return []
    alive = {block for outcome in table.rows.values() for block in outcome.blocks}
    needed = {block for outcome in table.rows.values() if len(outcome.blocks) == 1 for block in outcome.blocks}
    return sorted(alive - needed)
