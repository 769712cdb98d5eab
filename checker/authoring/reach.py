"""Which facts a rule can judge at all, and beside what: points that no document can reach are not asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from math import prod
from typing import Any, Final

from checker.authoring.points import shifted
from checker.authoring.scenes import Scene
from checker.facts.source import Passes, passing
from checker.facts.values import OnlyWords, any_text, code, count, day, flag, growth, positive, text, there
from checker.model import Fact
from checker.pack.conditions import Reference, Test
from checker.pack.model import DocumentKind, Kind, Member, MemberType, Pack, Rule, Stage, Table
from checker.pack.paths import chain_along, depth_of, types_of
from checker.pack.ways import own_members, way_of
from checker.schema import Schema, resolved
from checker.values import day_number, day_text, number_of

Members = Mapping[str, Any]
Constants = Mapping[tuple[str, str], frozenset[Any]]
"""Kind and member -> the values that it is compared with, which tell what a rule makes of one fact from another."""

MOST: Final = 20_000
"""Combinations; where there are more, anything is taken to be possible."""
_NO_NUMBER: Final = "none-such"
_NO_CODE: Final = "none-such"
_SOMETHING: Final = "x"


class _Items(list[Any]):
    """A list of so many items, of which nothing else is known; millions of them cost nothing."""

    def __init__(self, length: int) -> None:
        super().__init__()
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __bool__(self) -> bool:
        return self._length > 0


class Possible:
    """The facts of one kind."""

    def __init__(self, pack: Pack, document: DocumentKind | None, kind: Kind, constants: Constants) -> None:
        self._pack = pack
        self._document = document if document is not None and kind.name in document.kinds else None
        self._kind = kind
        self._anchor = document.anchor if document is not None else ""
        self._constants = constants
        self._domains: dict[str, tuple[Any, ...]] = {}
        self._codes: dict[str, frozenset[str]] = {}
        self._tests: dict[str, Passes] = {}
        self._known: dict[tuple[Any, ...], list[Fact] | None] = {}

    def of_document(self, needed: frozenset[str]) -> set[str]:
        """The members of the document as a whole that members of the kind are read off."""
        found: set[str] = set()
        waiting = [name for name in needed if name in self._kind.members]
        seen = set(waiting)
        while waiting:
            way = self._kind.members[waiting.pop()].way
            for each in way.get("any_of", [way]):
                if "of_document" in each and self._document is not None:
                    found.add(each["of_document"])
                if self._is_derived(each):
                    waiting += [own for own in own_members(each) if own not in seen]
                    seen.update(own_members(each))
        return found

    def facts(self, needed: frozenset[str], anchor: Members) -> list[Fact] | None:
        """Every fact that there can be, in the members `needed`, beside such an anchor; None: too many."""
        beside = tuple(anchor.get(name) for name in sorted(self.of_document(needed)))
        if beside not in self._known:
            self._known[beside] = self._facts([name for name in needed if name in self._kind.members], anchor)
        return self._known[beside]

    def _facts(self, names: Sequence[str], anchor: Members) -> list[Fact] | None:
        if self._kind.name in self._pack.tables or self._kind.stage is Stage.PACK:
            return self._rows(names)
        sources = dict.fromkeys(source for name in names for source in self._sources(name, names))
        domains = [self._domain(source) for source in sources]
        if prod(map(len, domains)) > MOST:
            return None
        seen: dict[tuple[Any, ...], Fact] = {}
        for row in product(*domains):
            chosen = dict(zip(sources, row, strict=True))
            known: dict[str, Any] = {}
            values = tuple(self._value(name, chosen, anchor, known) for name in names)
            if self._kind.only_if and self._value(self._kind.only_if, chosen, anchor, known) in (None, False):
                continue
            seen.setdefault(values, Fact(self._kind.name, (), dict(zip(names, values, strict=True))))
        return list(seen.values())

    def _rows(self, names: Sequence[str]) -> list[Fact]:
        """The rows of a table; what is counted over the documents of a review can be any count."""
        table = self._pack.tables.get(self._kind.name)
        if table is None:
            return list(self._pack.facts_by_table.get(self._kind.name, ()))
        counted = [name for name in names if name in table.counted]
        domains = [self._any(name, self._kind.members[name]) for name in counted]
        return [
            Fact(fact.kind, (), {**fact.members, **dict(zip(counted, row, strict=True))})
            for fact in table.facts
            for row in product(*domains)
        ]

    # What the members rest on: places of the document ("/path"), and members that may be anything (their names).

    def _sources(self, name: str, needed: Sequence[str]) -> Iterator[str]:
        yield from self._sources_of(name, self._kind.members[name].way)
        # Whether there is a fact at all may depend on one more.
        if self._kind.only_if is not None and self._kind.only_if not in needed:
            yield from self._sources_of(self._kind.only_if, self._kind.members[self._kind.only_if].way)

    def _sources_of(self, name: str, way: Members) -> Iterator[str]:
        if self._is_derived(way):
            for own in own_members(way):
                yield from self._sources_of(own, self._kind.members[own].way)
        elif "any_of" in way:
            for place, each in enumerate(way["any_of"]):
                yield from self._sources_of(f"{name}.{place}", each)
        elif self._is_of_document(way):
            return
        else:
            yield f"/{way[way_of(way)]}" if self._is_at_place(way) else name

    def _is_derived(self, way: Members) -> bool:
        name = way_of(way) if way else ""
        return name in ("known", "holds", "place_of", "times", "growth") or (
            name == "take" and way["from"] in self._pack.tables
        )

    def _is_of_document(self, way: Members) -> bool:
        return "of_document" in way and self._document is not None

    def _is_at_place(self, way: Members) -> bool:
        name = way_of(way) if way else ""
        plain = name in _PLACED and isinstance(way[name], str) and not way.keys() & {"where", "first", "no_space"}
        return plain and self._document is not None

    def _domain(self, source: str) -> tuple[Any, ...]:
        if source not in self._domains:
            if source.startswith("/"):
                self._domains[source] = tuple(self._at_place(source[1:]))
            else:
                name, _, inner = source.partition(".")
                member = self._kind.members[name]
                self._domains[source] = (True, False) if inner else self._any(name, member)
        return self._domains[source]

    def _any(self, name: str, member: Member) -> tuple[Any, ...]:
        """Everything that a member can be of which no place in the document is known."""
        may_lack = way_of(member.way) not in _ALWAYS if member.way else False
        return tuple(dict.fromkeys([*self._values(name, member), *([None] if may_lack else [])]))

    def _values(self, name: str, member: Member) -> Iterator[Any]:
        """The values that tell conditions on a member apart."""
        constants = {each for each in self._constants.get((self._kind.name, name), ()) if not isinstance(each, bool)}
        match member.type:
            case MemberType.FLAG:
                yield from (True, False)
            case MemberType.COUNT:
                near = {each + step for each in constants for step in (-2, -1, 0, 1, 2)}
                yield from sorted(each for each in {*near, member.least, member.least + 1} if each >= member.least)
            case MemberType.DAY:
                days = constants or {day_number(self._pack.issued)}
                yield from sorted({shifted(each, step, MemberType.DAY) for each in days for step in (-2, -1, 0, 1, 2)})
            case MemberType.NUMBER:
                yield from (*constants, _NO_NUMBER)
            case MemberType.CODE if member.labels is not None and member.labels in self._closed:
                codes = self._pack.codes_of(member.labels)
                named = len(codes) <= _MANY or self._joined(name)
                yield from codes if named else [each for each in codes if each in constants] + list(codes[:2])
            case MemberType.CODE:
                yield from (*constants, _NO_CODE)

    def _codes_of(self, listed: str) -> frozenset[str]:
        if listed not in self._codes:
            self._codes[listed] = frozenset(map(str, self._pack.codes_of(listed)))
        return self._codes[listed]

    @cached_property
    def _closed(self) -> frozenset[str]:
        return frozenset((*self._pack.codes, *self._pack.tables))

    def _joined(self, name: str) -> bool:
        """Whether something is taken from a table by this member."""
        ways = [member.way for member in self._kind.members.values()]
        return any("take" in way and name in way["by"] for way in ways)

    def _at_place(self, path: str) -> Iterator[Any]:
        """What can stand at a place of the document, as its schema has it."""
        nodes = self._nodes(path)
        root = self._document.schema.node if self._document is not None else {}
        free = self._kind.even_if_faulty
        if free or any(not is_required for _, is_required in nodes):
            yield None
        lengths, scalars = self._told_apart(path)
        schemas = [Schema({"$defs": root.get("$defs", {}), **node}) for node, _ in nodes]
        for _, value in dict.fromkeys((type(each), each) for each in scalars):
            if free or any(schema.judge(value) is not False for schema in schemas):
                yield value
        types = frozenset[str]().union(*(types_of(node, root) for node, _ in nodes))
        if "array" in types:
            yield from ([], [_SOMETHING], [" "], *map(_Items, lengths))
        if "object" in types:
            yield from ({}, {_SOMETHING: _SOMETHING})

    def _told_apart(self, path: str) -> tuple[list[int], list[Any]]:
        """Lengths of a list at a place, and single values there, that some member tells apart."""
        lengths: list[int] = []
        scalars: list[Any] = [_SOMETHING, _NO_NUMBER, 0, 1, True, False]
        for name, member in self._kind.members.items():
            for way in member.way.get("any_of", [member.way]):
                if not self._is_at_place(way) or way[way_of(way)] != path:
                    continue
                values = [] if "any_of" in member.way else list(self._values(name, member))
                scalars += map(day_text, values) if member.type is MemberType.DAY else values
                if way_of(way) == "only_words":
                    words = self._pack.tables[way["in"]].by_key if "in" in way else way.get("signs", "")
                    scalars.append(str(next(iter(words), ".")))
                if way_of(way) == "count":
                    lengths += values
        return lengths, scalars

    def _nodes(self, path: str) -> list[tuple[Members, bool]]:
        """The parts of the schema that say what stands at a place, and whether it has to."""
        if self._document is None:
            return []
        root = self._document.schema.node
        found = []
        for each in self._kind.paths or ((),):
            chain = chain_along(root, each)
            if chain is None or (node := chain.at(path)) is None:
                continue
            depth, steps = depth_of(path)
            here: Any = chain.nodes[-1 - depth]
            is_required = True
            for step in steps:
                here = resolved(here, root)
                is_required = is_required and step in here.get("required", ())
                here = here.get("properties", {}).get(step, {})
            found.append((node, is_required))
        return found

    # One member, of a fact of which it is known what stands at its places

    def _value(self, name: str, chosen: Members, anchor: Members, known: dict[str, Any]) -> Any:
        if name not in known:
            known[name] = self._read(name, self._kind.members[name].way, chosen, anchor, known)
        return known[name]

    def _read(self, name: str, way: Members, chosen: Members, anchor: Members, known: dict[str, Any]) -> Any:
        def own(member: str) -> Any:
            return self._value(member, chosen, anchor, known)

        told = way_of(way) if way else ""
        if self._is_at_place(way):
            return self._placed(told, way, chosen[f"/{way[told]}"])
        if told == "any_of":
            return any(
                self._read(f"{name}.{place}", each, chosen, anchor, known) for place, each in enumerate(way["any_of"])
            )
        if self._is_of_document(way):
            return anchor.get(way[told])
        return self._derived(told, way, own) if self._is_derived(way) else chosen[name]

    def _derived(self, told: str, way: Members, own: Callable[[str], Any]) -> Any:
        """A member that follows from `own` members of the same fact."""
        match told:
            case "known":
                return own(way[told]) is not None
            case "holds":
                return self._test(way)({each: own(each) for each in own_members(way)})
            case "place_of":
                return self._pack.tables[way["in"]].places.get(own(way[told]))
            case "times":
                return None if own(way["of"]) is None else way[told] * own(way["of"])
            case "growth":
                return growth(own(way[told]), own(way["over"]), way["parts"])
        rows = self._pack.tables[way["from"]].index(way["by"].values()).get(tuple(own(each) for each in way["by"]))
        return rows[0][way[told]] if rows else way.get("else")

    def _test(self, way: Members) -> Passes:
        """Whether members of a fact pass the tests that a way has."""
        key = repr(way)
        if key not in self._tests:
            source = passing(self._kind, way["holds"], self._pack, lambda member: f"m[{member!r}]")
            self._tests[key] = eval(f"lambda m: {source}")  # noqa: S307 - source of ours: names and literals
        return self._tests[key]

    def _placed(self, told: str, way: Members, raw: Any) -> Any:
        if told in ("count", "flag"):
            return {"count": count, "flag": flag}[told](raw, way.get("else"))
        if told == "code":
            return code(raw, self._codes_of(way["in"]) if way.get("in") in self._closed else None)
        if told == "only_words":
            words = {word.casefold() for word in self._codes_of(way["in"])} if "in" in way else frozenset()
            return OnlyWords(words, way.get("signs", "")).found_in(raw)
        return _PLACED[told](raw)


_PLACED: Final[Mapping[str, Any]] = {
    "text": text,
    "count": count,
    "number": number_of,
    "day": day,
    "flag": flag,
    "code": code,
    "there": there,
    "has_text": any_text,
    "positive": positive,
    "only_words": OnlyWords,
}
_ALWAYS: Final = frozenset(
    {"nth", "count_of", "sum_of", "count_distinct", "has_text", "there", "positive", "only_words"}
)
"""The ways that give something whatever is there."""
_MANY: Final = 100


class Reach:
    """What the facts can be that the rules of a pack judge."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def pairs(self, rule: Rule) -> Iterator[tuple[Fact, Fact]] | None:
        """Each fact that `rule` may judge, with the anchor beside it, in the members that it looks at.

        None where there are too many to go through.
        """
        constants = constants_of(rule, self._pack)
        needed = _looked_at(rule)
        found: list[tuple[Fact, Fact]] = []
        for document, kinds in self._settings(rule):
            judged = Possible(self._pack, document, kinds[rule.for_each], constants)
            of_anchor = frozenset(needed[rule.anchor] | judged.of_document(needed[rule.for_each]))
            anchors = Possible(self._pack, document, kinds[rule.anchor], constants).facts(of_anchor, {})
            for anchor in anchors or ():
                is_anchor = rule.for_each == rule.anchor
                facts = [anchor] if is_anchor else judged.facts(needed[rule.for_each], anchor.members)
                if facts is None or len(found) + len(facts) > MOST:
                    return None
                found += [(anchor if is_anchor else fact, anchor) for fact in facts]
            if anchors is None:
                return None
        return iter(found)

    def scenes(self, pairs: Iterable[tuple[Fact, Fact]]) -> Iterator[tuple[Fact, Scene]]:
        """Each fact with what it is judged beside: nothing is known there but the anchor and the tables."""
        found: dict[tuple[Any, ...], bool] = {}
        for fact, anchor in pairs:
            yield fact, Scene(anchor, self._pack.facts_by_table, is_open=True, _found=found)

    def _settings(self, rule: Rule) -> Iterator[tuple[DocumentKind | None, Mapping[str, Kind]]]:
        """The documents that the rule is about, and the kinds that it may speak of in each."""
        if rule.stage is Stage.REVIEW:
            documents = [each for each in self._pack.documents.values() if rule.for_each in each.kinds]
            yield (documents[0] if documents else None), rule.kinds
            return
        for name in rule.documents:
            document = self._pack.documents[name]
            yield document, {**rule.kinds, **document.kinds}


def _looked_at(rule: Rule) -> dict[str, frozenset[str]]:
    """The members of the fact judged, and of the anchor, that the conditions of a rule look at."""
    found: dict[str, set[str]] = {rule.for_each: set(), rule.anchor: set()}
    for kind, test in tests_of(rule):
        if kind in found:
            found[kind].add(test.member)
        if isinstance(test.value, Reference):
            found[test.value.kind].add(test.value.member)
    return {kind: frozenset(members) for kind, members in found.items()}


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
