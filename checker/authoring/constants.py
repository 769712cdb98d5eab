"""What members of facts are compared with: the values that tell what a rule makes of one fact from another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checker.pack.conditions import Reference, Test
from checker.pack.model import Kind, Member, MemberType, Pack, Rule, Table
from checker.values import day_number

Constants = Mapping[tuple[str, str], frozenset[Any]]
"""Kind and member -> values."""


def tests_of(rule: Rule) -> Iterator[tuple[str, Test]]:
    """Every test of a rule, with the kind whose member it is on."""
    for block in (*rule.blocks, *(grade.block for grade in rule.grades if grade.block is not None)):
        yield from ((rule.for_each, test) for test in block.own)
        yield from ((rule.anchor, test) for test in block.anchor)
        yield from ((other.kind, test) for other in block.others for test in other.tests)


def constants_of(rule: Rule, pack: Pack) -> Constants:
    """What each member is compared with, in the rule, where members are read, and where the pack takes rows by it."""
    values: dict[tuple[str, str], set[Any]] = {}
    for (kind, member), value in (*_of_conditions(rule, pack), *_of_ways(rule, pack)):
        if value is not None:
            values.setdefault((kind, member), set()).add(value)
    return {key: frozenset(found) for key, found in values.items()}


def _of_conditions(rule: Rule, pack: Pack) -> Iterator[tuple[tuple[str, str], Any]]:
    for kind, test in tests_of(rule):
        one = (kind, test.member)
        if isinstance(test.value, Reference):
            # What stands in a table on one side can be had on the other.
            other = (test.value.kind, test.value.member)
            yield from ((one, value) for value in _in_tables(*other, rule, pack))
            yield from ((other, value) for value in _in_tables(*one, rule, pack))
        else:
            yield from ((one, value) for value in (test.value if isinstance(test.value, tuple) else (test.value,)))


def _of_ways(rule: Rule, pack: Pack) -> Iterator[tuple[tuple[str, str], Any]]:
    for kind in (*_kinds_of(rule.for_each, rule, pack), *_kinds_of(rule.anchor, rule, pack)):
        for member in kind.members.values():
            for way in member.way.get("any_of", [member.way]):
                table = pack.tables.get(way.get("from", way.get("in", "")))
                for own, its in way.get("by", {}).items() if table is not None else ():
                    yield from (((kind.name, own), value) for value in _column(table, its))
                for own, wanted in way.get("holds", {}).items():
                    yield from (((kind.name, own), value) for value in _literals(wanted, kind.members[own]))


def _literals(wanted: Any, member: Member) -> Iterator[Any]:
    """The values written out in a test on an own member."""
    for operand in wanted.values() if isinstance(wanted, Mapping) else [wanted]:
        for value in operand if isinstance(operand, list) else [operand]:
            if not isinstance(value, Mapping):
                yield day_number(value) if member.type is MemberType.DAY else value


def _kinds_of(name: str, rule: Rule, pack: Pack) -> Iterator[Kind]:
    yield rule.kinds[name]
    for document in rule.documents:
        if name in pack.documents[document].kinds:
            yield pack.documents[document].kinds[name]


def _in_tables(kind: str, member: str, rule: Rule, pack: Pack) -> Iterable[Any]:
    """The values that a table has for a member, where it comes from one."""
    if kind in pack.tables:
        return _column(pack.tables[kind], member)
    way = rule.kinds[kind].members[member].way
    return _column(pack.tables.get(way.get("from", "")), way.get("take", ""))


def _column(table: Table | None, name: str) -> Iterable[Any]:
    if table is None or name not in table.names:
        return ()
    return {row[table.names.index(name)] for row in table.rows}
