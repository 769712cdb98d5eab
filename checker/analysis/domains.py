"""The few values that stand for all that a member can be: what no condition of the pack can tell apart is one.

A condition compares a member with a value that is written out, with one of a table, or with another member. Members
that are compared with each other share their values; beside a figure or a day those that are next to it count as well.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from checker.analysis.document import ITEM, MaybeFacts, SchemaPath
from checker.facts.source import codes_of, tests_of
from checker.model import Text
from checker.pack.conditions import Reference, Test
from checker.pack.model import (
    FINDING,
    PACK_RULE,
    PLAN_YEAR,
    DocumentKind,
    Kind,
    Member,
    MemberType,
    Pack,
    Rule,
    Stage,
    Table,
)
from checker.pack.paths import types_of
from checker.pack.ways import COUNTING, others, own_members, way_of
from checker.schema import Schema
from checker.values import day_number, day_text

MOST_ITEMS: Final = 40
"""No document is made with a longer list than this; what only a longer one could show is not said to be impossible."""

_MANY: Final = 100
_FEW: Final = 10
"""Of a column with more values than this, some stand for all: in any document, and in a small one."""

_RECKONED: Final = frozenset({"sum_of", "times", "growth"})
"""Ways that give more values than are looked at."""

_OPEN: Final = frozenset({"count", "number", "code", "day", "text"})
"""Ways to read what may be anything."""

_TEXTS: Final = ("文字", "另文")
_ALIKE: Final = 2
_BESIDE: Final = (-1, 0, 1)
_FIRST_DAY: Final = 10101

MemberName = tuple[str, str]
"""A kind of fact, and one of its members; or a table and one of its columns."""


class Domains:
    """What the members of a document's facts are compared with, and what can stand where they are read."""

    def __init__(self, pack: Pack, document: DocumentKind, rules: Iterable[Rule], *, is_small: bool) -> None:
        """`is_small` is whether the documents are so small that they show what can be, and not what cannot."""
        self._is_small = is_small
        self._most = _FEW if is_small else _MANY
        self._pack = pack
        self._document = document
        self._values: dict[MemberName, dict[Any, None]] = {}
        self._group: dict[MemberName, frozenset[MemberName]] = {}
        self._readers: dict[SchemaPath, list[tuple[Kind, str, Mapping[str, Any]]]] = {}
        self._places: dict[MemberName, set[SchemaPath]] = {}
        self._lists: dict[str, set[SchemaPath]] = {}
        self._asked: dict[SchemaPath, list[Any]] = {}
        """What counts ask of members of the items of lists."""
        self._counted: set[SchemaPath] = set()
        """Lists whose length is a member."""
        self._reach = 1
        """How many values on a line one rule can set apart from one that is written out."""
        rules = list(rules)
        for rule in rules:
            for name, test in tests_in(rule):
                self._compare(name, test)
            self._reach = max(self._reach, sum(_is_order(rule, *each) for each in tests_in(rule)))
        self._found_by = [each for rule in rules if rule.stage is not Stage.AFTER for each in members_in(rule)]
        for kind in document.kinds.values():
            for own, its in kind.partner_by.items():
                self._join((kind.name, own), (str(kind.partner), its))
            for name, member in kind.members.items():
                for way in _ways(member):
                    self._rests_on(kind, name, way)
                if kind.like is not None and name in document.kinds[kind.like].members:
                    self._join((kind.name, name), (kind.like, name))

    def _compare(self, kind: str, test: Test) -> None:
        if isinstance(test.value, Reference):
            self._join((kind, test.member), (test.value.kind, test.value.member))
        else:
            values = test.value if isinstance(test.value, tuple) else (test.value,)
            self._values.setdefault((kind, test.member), {}).update(dict.fromkeys(values))

    def _join(self, one: MemberName, other: MemberName) -> None:
        joined = self._group.get(one, frozenset({one})) | self._group.get(other, frozenset({other}))
        self._group |= dict.fromkeys(joined, joined)

    def _rests_on(self, kind: Kind, name: str, way: Mapping[str, Any]) -> None:  # noqa: C901 - a case a way
        told, source = way_of(way), str(way.get("from", way.get("in", "")))
        if told == "holds":
            for test in tests_of(kind, way[told], self._pack):
                self._compare(kind.name, test)
        if told in COUNTING:
            source = way[told]
            for its, wanted in way.get("where", {}).items():
                values = self._days_in(wanted) if isinstance(wanted, Mapping) else wanted
                values = values if isinstance(values, list) else [values]
                self._values.setdefault((source, its), {}).update(dict.fromkeys(values))
        if told == "sum_of":
            self._join((kind.name, name), (source, way["of"]))
        if told in ("ahead", "times", "growth"):
            for own in own_members(way):
                self._join((kind.name, name), (kind.name, own))
        if told == "place_of":
            self._join((kind.name, way[told]), (source, self._pack.tables[source].key[0]))
        if told == "of_document":
            self._join((kind.name, name), (self._document.anchor, way[told]))
        if told == "take":
            self._join((kind.name, name), (source, way[told]))
        if told == "matched" and kind.partner is not None:
            self._join((kind.name, name), (kind.partner, way[told]))
        for own, its in way.get("by", {}).items():
            self._join((kind.name, own), (source, its))

    def _days_in(self, wanted: Mapping[str, str]) -> list[int]:
        """The days that a count compares days with."""
        year = self._pack.plan_year
        of_year = [] if year is None else [day_number(year.first_day), day_number(year.last_day)]
        return [
            day
            for name in wanted.values()
            for day in (of_year if name == PLAN_YEAR and of_year else [self._pack.bounds[name].value])
        ]

    def read_off(self, facts: MaybeFacts) -> None:
        """See where the members of facts are read, and in which lists the facts stand."""
        for node, kind, name, way in facts.read_at_places():
            self._readers.setdefault(node.path, []).append((kind, name, way))
            self._places.setdefault((kind.name, name), set()).add(node.path)
            if node.is_list:
                self._counted.add(node.path)
            elif way_of(way) == "count":
                self._values.setdefault((kind.name, name), {}).update(dict.fromkeys(node.ends))
            for its, wanted in way.get("where", {}).items():
                asked = self._days_in(wanted) if isinstance(wanted, Mapping) else wanted
                self._asked.setdefault((*node.path, ITEM, its), []).extend(
                    asked if isinstance(asked, list) else [asked]
                )
        for told, path in facts.lists():
            self._lists.setdefault(told, set()).add(path)

    def written_of(self, kind: str, name: str) -> Collection[Any]:
        """The values that the member itself is compared with."""
        return self._values.get((kind, name), {})

    def literals(self, member: MemberName) -> list[Any]:
        """The values that the member is compared with, as they are written out."""
        return list(dict.fromkeys(value for other in self._joined(member) for value in self._values.get(other, ())))

    def _joined(self, member: MemberName) -> list[MemberName]:
        return sorted(self._group.get(member, (member,)))

    def _told_apart(self, kind: str, name: str, member: Member) -> list[Any]:
        """The values that tell one value of a member from another."""
        joined = self._joined((kind, name))
        columns = [self.column(self._pack.tables[other], its) for other, its in joined if other in self._pack.tables]
        known = [
            value for value in (*self.literals((kind, name)), *(v for c in columns for v in c)) if value is not None
        ]
        reach = 1 if len(joined) == 1 else 1 + self._reach
        steps = range(-reach, reach + 1)
        if member.type is MemberType.DAY:
            days = known or [day_number(self._pack.issued)]
            return [day_after(each, step) for each in days for step in steps]
        if member.type is MemberType.COUNT:
            near = {each + step for each in known for step in steps} | {member.least + n for n in range(1 + reach)}
            times = [way["times"] for each in joined for way in self._ways_of(each) if way_of(way) == "times"]
            near |= {each for n in times for v in near for each in (v // n, v // n + 1, v * n)}
            return sorted(each for each in near if each >= member.least or not member.least)
        return known

    def _ways_of(self, member: MemberName) -> list[Mapping[str, Any]]:
        told = self._document.kinds.get(member[0])
        return [] if told is None or member[1] not in told.members else _ways(told.members[member[1]])

    def column(self, table: Table, name: str) -> list[Any]:
        """The values in a column of a table; of many, those in rows that stand for all."""
        values = list(dict.fromkeys(row[table.names.index(name)] for row in table.rows)) if name in table.names else []
        # Who sends the document is asked of everyone.
        if len(values) <= self._most or table.name == self._document.roster:
            return values
        return list(dict.fromkeys(row[table.names.index(name)] for row in self._rows(table)))

    def _rows(self, table: Table) -> list[tuple[Any, ...]]:
        """A few rows for each value of the columns that have few, and those that rules name."""
        named = {value for values in self._values.values() for value in values}
        is_few = [len({row[place] for row in table.rows}) <= self._most for place in range(len(table.columns))]
        keys = [table.names.index(each) for each in table.key]
        seen: dict[Any, int] = {}
        found = []
        for row in table.rows:
            like = tuple(
                value if few else value is None
                for value, few, column in zip(row, is_few, table.columns, strict=True)
                if column.type is not MemberType.TEXT
            )
            seen[like] = seen.get(like, 0) + 1
            if seen[like] <= _ALIKE or any(row[key] in named for key in keys):
                found.append(row)
        return found

    # What may stand at a place

    def values_at(self, path: SchemaPath, node: Mapping[str, Any]) -> list[Any]:
        """What may stand at a place of that schema, as JSON: at least one value."""
        root = self._document.schema.node
        types = types_of(node, root)
        found: list[Any] = [*node.get("enum", ()), *([node["const"]] if "const" in node else ())]
        if "boolean" in types and not found:
            found = [True, False]
        schema = Schema({"$defs": root.get("$defs", {}), **node})
        if not found or (len(found) > self._most and path != (self._document.sender,)):
            read = self._readers.get(path, ())
            wanted = [each for kind, name, way in read for each in self._raw(kind, name, way, schema)]
            asked = self._asked.get(path, ())
            wanted += [
                *asked,
                *(
                    day_text(day_after(each, n))
                    for each in asked
                    if isinstance(each, int) and each > _FIRST_DAY
                    for n in _BESIDE
                ),
            ]
            step = node.get("multipleOf")
            if isinstance(step, int):
                wanted += [each // step * step + n for each in wanted if isinstance(each, int) for n in (0, step)]
            fitting = [each for each in wanted if schema.judge(each)]
            found = fitting or found[:_ALIKE] or [self._anything(path, node, schema)]
        return [value for _, value in dict.fromkeys((type(each), each) for each in found)]

    def _anything(self, path: SchemaPath, node: Mapping[str, Any], schema: Schema) -> Any:
        tried = (self._pack.id if path[-1:] == ("circular",) else _TEXTS[0], self._pack.issued, 1, 1.5, "1")
        return next((each for each in tried if schema.judge(each)), node.get("default"))

    def _raw(self, kind: Kind, name: str, way: Mapping[str, Any], schema: Schema) -> Iterator[Any]:
        """What a place may hold, so that the member read there is each value that matters."""
        told = way_of(way)
        values = self._told_apart(kind.name, name, kind.members[name])
        match told:
            case "day":
                yield from map(day_text, values)
            case "code" if "first" in way:
                for value in values:
                    longer = (f"{value}{'9' * more}" for more in range(8))
                    yield next((each for each in longer if schema.judge(each)), value)
            case "code" if "in" in way:
                yield from self._codes(way["in"])
            case "number" | "code" | "count":
                yield from (*values, *(_TEXTS if told != "count" else ()))
                whole = [each for each in values if isinstance(each, int)]
                yield from [max(whole, default=0) + 1] if told == "number" else []
                yield from (str(each) for each in whole if told == "number" and not schema.judge(each))
            case "mentions":
                names = self.column(self._pack.tables[way["in"]], way["column"])
                yield from (each.zh if isinstance(each, Text) else str(each) for each in names)
            case "positive":
                yield from (1, 0)
            case "only_words":
                words = sorted(codes_of(way["in"], self._pack)) if "in" in way else []
                yield from (*_TEXTS, *words[:1], *way.get("signs", "")[:1])
            case _:
                yield from _TEXTS

    def _codes(self, listed: str) -> list[Any]:
        if listed == PACK_RULE or listed in self._pack.codes:
            return sorted(codes_of(listed, self._pack))
        table = self._pack.tables[listed]
        return [str(code) for code in self.column(table, table.key[0])]

    def days_given(self) -> list[int]:
        """The days that a document may be checked for."""
        members = [
            (kind.name, name, member)
            for kind in self._document.kinds.values()
            for name, member in kind.members.items()
            if member.way.get("given") == "as_of"
        ]
        return list(dict.fromkeys(day for each in members for day in self._told_apart(*each)))

    # How long lists have to be, and what is beyond them

    def length_of(self, path: SchemaPath, fixed: int) -> int:
        """How many items beside those `fixed` a list needs, so that what counts them can be all that is told apart."""
        lengths = [0]
        if self._is_small:
            return 0
        for kind in self._document.kinds.values():
            for name, member in kind.members.items():
                if path in self._counted_in(kind, name, member.way):
                    longest = self._longest((kind.name, name))
                    # Those that are fixed are all different, and so none is the second of its sort.
                    beside = longest if way_of(member.way) == "nth" else longest - fixed
                    lengths.append(beside if longest <= MOST_ITEMS else 0)
        return max(lengths)

    def most_of(self, kind: str, name: str) -> int | None:
        """The count that stands for all higher ones; None where the member is compared with another."""
        longest = self._longest((kind, name))
        return longest + 1 if len(self._joined((kind, name))) == 1 and longest <= MOST_ITEMS else None

    def _counted_in(self, kind: Kind, name: str, way: Mapping[str, Any]) -> set[SchemaPath]:
        """The lists whose items a member counts."""
        told = way_of(way)
        if told == "count":
            return self._places.get((kind.name, name), set()) & self._counted
        return self._lists.get(kind.name if told == "nth" else str(way.get(told)) if told in COUNTING else "", set())

    def _longest(self, member: MemberName) -> int:
        return max((each + 1 for each in self.literals(member) if isinstance(each, int)), default=0)

    def places_of(self, members: Iterable[MemberName]) -> frozenset[SchemaPath]:
        """Everything in a document that these members rest on."""
        resting = self._resting(members)
        counted = {
            path
            for kind, name in resting
            for way in _ways(self._document.kinds[kind].members[name])
            for path in self._counted_in(self._document.kinds[kind], name, way)
        }
        return frozenset(path for each in resting for path in self._places.get(each, ())) | counted

    def is_whole(self, members: Iterable[MemberName]) -> bool:
        """Whether nothing that these members rest on can be more than what is looked at."""
        return not any(self._is_cut(*each) for each in self._resting(members))

    def _resting(self, members: Iterable[MemberName]) -> set[MemberName]:
        """Members, and all that they rest on."""
        met: set[MemberName] = set()
        waiting = list(members)
        while waiting:
            kind, name = waiting.pop()
            told = self._document.kinds.get(kind)
            if (kind, name) in met:
                continue
            met.add((kind, name))
            waiting += self._found_by if kind == FINDING else []
            if told is None:
                continue
            waiting += [(kind, told.only_if)] if told.only_if is not None else []
            for own, its in told.partner_by.items():
                waiting += [(kind, own), (str(told.partner), its)]
            for way in self._ways_of((kind, name)):
                waiting += [(kind, own) for own in own_members(way)]
                waiting += [(other, its) for other, names in others(way, self._document.kinds) for its in ("", *names)]
                waiting += [(told.partner, way["matched"])] if "matched" in way and told.partner is not None else []
                waiting += [(self._document.anchor, way["of_document"])] if "of_document" in way else []
        return {(kind, name) for kind, name in met if name in getattr(self._document.kinds.get(kind), "members", ())}

    def _is_cut(self, kind: str, name: str) -> bool:
        """Whether a member can be more than what is looked at: a row of a table with many, a higher count, or a sum."""
        told = self._document.kinds[kind]
        ways = self._ways_of((kind, name))
        if any(way_of(way) in _RECKONED for way in ways) or any(self._is_short((kind, name), way) for way in ways):
            return True
        columns = [(way["in"], way.get("column")) for way in ways if "in" in way] + self._joined((kind, name))
        for other, column in columns:
            table = self._pack.tables.get(other)
            if table is not None and self._is_long(table, column or table.key[0]):
                return True
        return any(self._counted_in(told, name, way) for way in ways) and self._longest((kind, name)) > MOST_ITEMS

    def _is_short(self, counted: MemberName, way: Mapping[str, Any]) -> bool:
        """Whether more different values can be counted than are looked at."""
        kind = self._document.kinds.get(way.get("count_distinct", ""))
        if kind is None:
            return False
        member = kind.members[way["of"]]
        is_open = way_of(member.way) in _OPEN and "in" not in member.way
        return is_open and len(self._told_apart(kind.name, way["of"], member)) < self._longest(counted)

    def _is_long(self, table: Table, name: str) -> bool:
        """Whether some values of a column stand for all, in any document."""
        return name in table.names and len({row[table.names.index(name)] for row in table.rows}) > _MANY


def _ways(member: Member) -> list[Mapping[str, Any]]:
    """The ways in which a member is read: each of those that it is any of, or its own."""
    ways: list[Mapping[str, Any]] = member.way.get("any_of", [member.way] if member.way else [])
    return ways


def tests_in(rule: Rule) -> Iterator[tuple[str, Test]]:
    """Every test of a rule, with the kind whose member it is on."""
    for block in (*rule.blocks, *(grade.block for grade in rule.grades if grade.block is not None)):
        yield from ((rule.for_each, test) for test in block.own)
        yield from ((rule.anchor, test) for test in block.anchor)
        yield from ((other.kind, test) for other in block.others for test in other.tests)


def _is_order(rule: Rule, kind: str, test: Test) -> bool:
    """Whether a test compares what stands on a line with a member."""
    is_member = isinstance(test.value, Reference)
    return is_member and rule.kinds[kind].members[test.member].type in (MemberType.COUNT, MemberType.DAY)


def members_in(rule: Rule) -> Iterator[MemberName]:
    """Every member that a rule looks at, and (with an empty name) every kind of fact."""
    yield from ((kind, "") for kind in (rule.for_each, *(each.kind for block in rule.blocks for each in block.others)))
    for kind, test in tests_in(rule):
        yield from members_of(kind, test)


def members_of(kind: str, test: Test) -> Iterator[MemberName]:
    """The members that a test on a fact of that kind looks at."""
    yield kind, test.member
    if isinstance(test.value, Reference):
        yield test.value.kind, test.value.member


def day_after(number: int, days: int) -> int:
    """The day so many days after the day `number` (20130630)."""
    return day_number((date.fromisoformat(day_text(number)) + timedelta(days=days)).isoformat())
