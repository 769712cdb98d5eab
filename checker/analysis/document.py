"""A document of which nothing is known yet: what may stand at each place, along the schema of its kind, and its facts.

A list has as many items as the rules can tell apart, each there or not; where the list names the items of a table, one
for each of them, and some more. Each fact is there or not, and its members are one of several values: what a way to
read a member means for a value that stands somewhere is what it means for any document.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NamedTuple

from checker.analysis.solving import (
    Answer,
    Condition,
    Solver,
    Value,
    added,
    all_of,
    any_of,
    lifted,
    none_of,
    related,
    summed,
)
from checker.facts.source import Passes, codes_of, passes_of, tests_of
from checker.facts.values import OnlyWords, any_text, code, count, day, flag, growth, positive, text, there
from checker.facts.walk import mentions_of
from checker.pack.conditions import COMPARE, Op, Reference, Test
from checker.pack.model import DocumentKind, Kind, Pack
from checker.pack.paths import Step, depth_of, paths_of, property_of, types_of
from checker.pack.ways import COUNTING, WAYS, own_members, way_of
from checker.schema import resolved
from checker.values import number_of

SchemaPath = tuple[str, ...]
"""Where a place stands, whichever item of a list it is in: each of these is `ITEM`."""

ITEM = ""


class DocumentSize:
    """How large the documents are that are looked at, and which values may stand in them."""

    def __init__(
        self,
        solver: Solver,
        root: Mapping[str, Any],
        items_of: Callable[[SchemaPath], list[Mapping[str, Any]]],
        values_at: Callable[[SchemaPath, Mapping[str, Any]], list[Any]],
    ) -> None:
        """`items_of` gives the items of a list, each with what is fixed in it; `values_at` the values at a place."""
        self.solver = solver
        self.root = root
        self.items_of = items_of
        self.values_at = values_at
        self.spare: list[Condition] = []
        """What a document need not have, what it is part of first."""


class Node:
    """One place: an object, a list or a single value. `there` is whether something is, where what is around it is."""

    def __init__(
        self,
        scope: DocumentSize,
        path: SchemaPath,
        schema: Mapping[str, Any],
        *,
        is_needed: bool,
        values: Value | None = None,
    ) -> None:
        self.path = path
        self.around: Node | None = None
        self._scope = scope
        self._schema = resolved(schema, scope.root)
        self._types = types_of(self._schema, scope.root)
        self._children: dict[str, Node | None] = {}
        self._items: list[Node] | None = None
        self._values = values
        self._fixed: Mapping[str, Any] = {}
        self._is_needed = is_needed
        self._there: Condition | None = True if is_needed else None

    @property
    def is_list(self) -> bool:
        """Whether a list stands here."""
        return "array" in self._types

    @property
    def is_object(self) -> bool:
        """Whether an object stands here."""
        return not self.is_list and "object" in self._types

    @property
    def ends(self) -> list[int]:
        """The whole numbers next to which a number here can be no less, or no more."""
        words = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
        return [self._schema[word] for word in words if isinstance(self._schema.get(word), int)]

    @property
    def there(self) -> Condition:
        """Whether something stands here: an object that need not have any member is there with its first."""
        if self._there is None:
            if self.is_list:
                self._there = any_of(item.there for item in self.items)
            elif self.is_object and not self._schema.get("required"):
                self._there = any_of(child.there for child in self._all_children())
            elif self.is_object:
                self._there = self._scope.solver.either_way()
                self._scope.spare.append(self._there)
            else:
                self._there = any_of(condition for value, condition in self.values.items() if value is not None)
                self._scope.spare.append(self._there)
        return self._there

    def child(self, name: str) -> Node | None:
        """The member of an object; None where there can be none."""
        if name not in self._children:
            schema = property_of(self._schema, name, self._scope.root) if self.is_object else None
            needed = name in self._schema.get("required", ()) or name in self._fixed
            fixed = {self._fixed[name]: True} if name in self._fixed else None
            path = (*self.path, name)
            node = None if schema is None else Node(self._scope, path, schema, is_needed=needed, values=fixed)
            self._children[name] = node
        return self._children[name]

    def names(self) -> list[str]:
        """The members that an object can have."""
        return list(self._schema.get("properties", {}))

    def _all_children(self) -> list[Node]:
        return [child for name in self.names() if (child := self.child(name)) is not None]

    @property
    def items(self) -> list[Node]:
        """The items that a list can have, in their order."""
        if self._items is None:
            self._items = []
            schema = self._schema.get("items", {})
            for fixed in self._scope.items_of(self.path):
                item = Node(self._scope, (*self.path, ITEM), schema, is_needed=False)
                item.around = self
                item._fixed = fixed
                item._there = self._scope.solver.either_way()
                self._scope.spare.append(item._there)
                self._items.append(item)
        return self._items

    @property
    def values(self) -> Value:
        """What may stand here, where what is around it is there; None: nothing."""
        if self._values is None:
            may_lack = not self._is_needed and self.path[-1:] != (ITEM,)
            found = self._scope.values_at(self.path, self._schema)
            self._values = self._scope.solver.one_of(found, may_lack=may_lack)
        return self._values

    def written(self, found: Answer) -> Any:
        """What stands here in one document, whatever is around it."""
        if self.is_list:
            return [item.written(found) for item in self.items if found.holds(item.there)]
        if self.is_object:
            needed = self._schema.get("required", ())
            names = {**self._children, **dict.fromkeys(needed), **dict.fromkeys(self._fixed)}
            children = ((name, self.child(name)) for name in names)
            there = {name: node for name, node in children if node is not None and found.holds(node.there)}
            return {name: node.written(found) for name, node in there.items()}
        return found.chosen(self.values)


def at_path(node: Node, steps: list[str]) -> Iterator[tuple[Node, Condition]]:
    """What stands at a path from an object, and whether all that it leads through is there; nothing: it cannot be."""
    through: list[Condition] = []
    here: Node | None = node
    for step in steps:
        if here is not node and here is not None:
            through.append(here.there)
        here = None if here is None else here.child(step)
    if here is not None:
        yield here, all_of(through)


ABSENT: Final[Value] = {None: True}


class Frame(NamedTuple):
    """What is around a fact: a place, or a member of an object by its name."""

    node: Node
    name: str | None = None


@dataclass(frozen=True, eq=False, slots=True)
class MaybeFact:
    """A fact that is there under a condition; `frames` are what is around it, from the document inwards."""

    kind: str
    frames: tuple[Frame, ...]
    there: Condition
    members: dict[str, Value]
    joined: MaybeFact | None = None
    """The fact or the row that it is joined with."""


class MaybeFacts:
    """The facts of one document, read when they are asked for."""

    def __init__(
        self,
        pack: Pack,
        document: DocumentKind,
        root: Node,
        given: Mapping[str, Value],
        most_of: Callable[[str, str], int | None],
        written_of: Callable[[str, str], Collection[Any]],
    ) -> None:
        """`given` is what is known of the document from elsewhere; of a count `most_of` and beyond are the same.

        `written_of` are the values that a member is compared with.
        """
        kinds = document.kinds
        self._pack = pack
        self._kinds = kinds
        self._given = given
        self._most_of = most_of
        self._written_of = written_of
        self._of_kind: dict[str, list[MaybeFact]] = {
            name: [MaybeFact(name, (), there=True, members=_told(row.members)) for row in rows]
            for name, rows in pack.facts_by_table.items()
        }
        self._standing: dict[str, list[MaybeFact]] = {name: [] for name in kinds}
        self._readers: dict[str, Callable[..., Any]] = {}
        self.beyond: list[Condition] = []
        """Where a sum is one of those that are not looked at."""
        self.anchor = MaybeFact(document.anchor, (Frame(root),), there=True, members={})
        self._standing[document.anchor].append(self.anchor)
        self._walk([(kind, path) for kind in kinds.values() for path in kind.paths], (Frame(root),), around=True)

    def add(self, kind: str, members: Mapping[str, Any], condition: Condition) -> None:
        """One more fact, of a kind that is not read off the document."""
        self._of_kind.setdefault(kind, []).append(MaybeFact(kind, (), condition, _told(members)))

    # Where they stand

    def _walk(
        self, stands: Sequence[tuple[Kind, tuple[Step, ...]]], frames: tuple[Frame, ...], *, around: Condition
    ) -> None:
        """The facts further in; of one kind they come in the order in which it declares its paths."""
        steps: dict[Step, list[tuple[Kind, tuple[Step, ...]]]] = {}
        for kind, path in sorted(stands, key=lambda each: len(each[0].paths) < 2):  # noqa: PLR2004 - as they are read
            if len(path) >= len(frames):
                steps.setdefault(path[len(frames) - 1], []).append((kind, path))
        for step, below in steps.items():
            for name in step if isinstance(step, tuple) else (step,):
                for frame, condition in self._inside(frames[-1].node, step, name):
                    inner, is_there = (*frames, frame), all_of((around, condition))
                    for kind, path in below:
                        if len(path) == len(inner) - 1:
                            self._standing[kind.name].append(MaybeFact(kind.name, inner, is_there, {}))
                    self._walk(below, inner, around=is_there)

    def _inside(self, node: Node, step: Step, name: str) -> Iterator[tuple[Frame, Condition]]:
        group, _, last = name.rpartition("/")
        for outer, condition in at_path(node, [*filter(None, group.split("/"))]):
            is_there = all_of((condition, outer.there if group else True))
            for each in outer.names() if last == "*" else [last]:
                found = outer.child(each)
                if found is None:
                    continue
                if isinstance(step, tuple):
                    yield Frame(found, each), all_of((is_there, found.there))
                elif found.is_list:
                    yield from ((Frame(item), all_of((is_there, item.there))) for item in found.items)
                else:
                    yield Frame(found), all_of((is_there, found.there))

    def of(self, kind: str) -> Sequence[MaybeFact]:
        """All facts of a kind, in order."""
        if kind not in self._of_kind:
            self._of_kind[kind] = list(self._all_of(self._kinds[kind])) if kind in self._kinds else []
        return self._of_kind[kind]

    def _all_of(self, kind: Kind) -> Iterator[MaybeFact]:
        for fact in self._standing[kind.name]:
            condition = fact.there
            if kind.only_if is not None:
                found = self.member(fact, kind.only_if)
                condition = all_of((condition, none_of(*(found.get(lack, False) for lack in (None, False)))))
            standing = MaybeFact(kind.name, fact.frames, condition, fact.members)
            if kind.partner is None:
                yield standing
                continue
            for other in self.of(kind.partner):
                matches = self._matches(standing, other, kind.partner_by)
                is_both = all_of((condition, other.there, matches))
                if is_both is not False:
                    yield MaybeFact(kind.name, fact.frames, is_both, dict(fact.members), other)

    def _matches(self, fact: MaybeFact, other: MaybeFact, by: Mapping[str, str]) -> Condition:
        """Whether own members, all there, are what those of another fact are."""
        return all_of(
            related(COMPARE[Op.IS], self.member(fact, own), self.member(other, its)) for own, its in by.items()
        )

    # What their members are

    def member(self, fact: MaybeFact, name: str) -> Value:
        """What a member of a fact may be, where the fact is there."""
        if name not in fact.members:
            kind = self._kinds.get(fact.kind)
            way = kind.members[name].way if kind is not None and name in kind.members else {}
            if "sum_of" in way:
                fact.members[name] = summed(self._amounts(fact, way), self._written_of(fact.kind, name))
                self.beyond.append(fact.members[name].get(None, False))
            else:
                fact.members[name] = self._read(fact, way, self._most_of(fact.kind, name)) if way else ABSENT
        return fact.members[name]

    def passing(self, tests: Iterable[Test], fact: MaybeFact, judged: MaybeFact) -> Iterator[Condition]:
        """Whether a fact passes tests, those on one member together."""
        literal: dict[str, list[Test]] = {}
        for test in tests:
            if isinstance(test.value, Reference):
                other = self.anchor if test.value.kind == self.anchor.kind else judged
                found, wanted = self.member(fact, test.member), self.member(other, test.value.member)
                yield related(COMPARE[test.op], found, wanted)
            else:
                literal.setdefault(test.member, []).append(test)
        for name, asked in literal.items():
            yield any_of(
                condition
                for value, condition in self.member(fact, name).items()
                if value is not None and all(COMPARE[test.op](value, test.value) for test in asked)
            )

    def _read(self, fact: MaybeFact, way: Mapping[str, Any], most: int | None = None) -> Value:  # noqa: C901, PLR0911, PLR0912 - a case a way
        name = way_of(way)
        kind = self._kinds[fact.kind]
        match name:
            case "any_of":
                parts = [self._read(fact, each) for each in way[name]]
                return lifted(lambda *found: any(found), *parts)
            case "known":
                return lifted(lambda found: found is not None, self.member(fact, way[name]))
            case "holds":
                return _flag(all_of(self.passing(tests_of(kind, way[name], self._pack), fact, fact)))
            case "of_document":
                return self.member(self.anchor, way[name])
            case "given":
                return self._given[way[name]]
            case "place_of":
                return lifted(self._pack.tables[way["in"]].places.get, self.member(fact, way[name]))
            case "growth":
                both = (self.member(fact, each) for each in own_members(way))
                return lifted(lambda n, over: growth(n, over, way["parts"]), *both)
            case "times":
                return lifted(lambda n: None if n is None else way[name] * n, self.member(fact, way["of"]))
            case "matched":
                return ABSENT if fact.joined is None else self.member(fact.joined, way[name])
            case "take" if way["from"] in self._pack.tables:
                rows = self._pack.tables[way["from"]].index(way["by"].values())
                own = [self.member(fact, each) for each in way["by"]]
                return lifted(lambda *key: rows[key][0][way[name]] if key in rows else way.get("else"), *own)
            case "take":
                candidates = (
                    (all_of((other.there, self._matches(fact, other, way["by"]))), self.member(other, way[name]))
                    for other in self.of(way["from"])
                )
                return _first(candidates, way.get("else"))
            case "nth":
                names = [way[name]] if isinstance(way[name], str) else way[name]
                before = self._before(fact)
                alike = ((1, all_of((each.there, self._alike(each, fact, names)))) for each in before)
                return lifted(lambda n: n + 1, added(alike, most))
            case "ahead":
                same = [
                    each for each in self._before(fact) if each.frames[-1].node.around is fact.frames[-1].node.around
                ]
                return _first(((each.there, self.member(each, way[name])) for each in reversed(same)), None)
        return self._counted(fact, way, most) if name in COUNTING else self._placed(fact, way, most)

    def _before(self, fact: MaybeFact) -> Sequence[MaybeFact]:
        """The facts of the kind that come before one."""
        facts = self.of(fact.kind)
        return facts[: next((n for n, each in enumerate(facts) if each.members is fact.members), 0)]

    def _alike(self, one: MaybeFact, other: MaybeFact, names: Iterable[str]) -> Condition:
        """Whether members are the same, those that are absent as well."""
        pairs = [(self.member(one, name), self.member(other, name)) for name in names]
        return all_of(
            any_of(all_of((condition, other.get(value, False))) for value, condition in one.items())
            for one, other in pairs
        )

    def _amounts(self, fact: MaybeFact, way: Mapping[str, Any]) -> Iterator[Value]:
        """What a sum is of."""
        return (_where(condition, self.member(other, way["of"])) for condition, other in self._those(fact, way))

    def _those(self, fact: MaybeFact, way: Mapping[str, Any]) -> list[tuple[Condition, MaybeFact]]:
        """The facts that a count looks at, and when it does."""
        counted = [
            (all_of((other.there, self._matches(fact, other, way.get("by", {})), self._passes(other, way))), other)
            for other in self.of(way[way_of(way)])
            if not way.get("within") or other.frames[1].node is fact.frames[1].node
        ]
        return [each for each in counted if each[0] is not False]

    def _counted(self, fact: MaybeFact, way: Mapping[str, Any], most: int | None) -> Value:
        name, counted = way_of(way), self._those(fact, way)
        if name == "count_of":
            return added(((1, condition) for condition, _ in counted), most)
        values: dict[Any, list[Condition]] = {}
        for condition, other in counted:
            for value, its in self.member(other, way["of"]).items():
                if value is not None:
                    values.setdefault(value, []).append(all_of((condition, its)))
        return added(((1, any_of(each)) for each in values.values()), most)

    def _passes(self, fact: MaybeFact, way: Mapping[str, Any]) -> Condition:
        """Whether a fact is one that a count looks at."""
        return all_of(
            any_of(condition for value, condition in self.member(fact, name).items() if passes({name: value}))
            for name, _, passes in self._wanted(way)
        )

    def _wanted(self, way: Mapping[str, Any]) -> Iterator[tuple[str, Any, Passes]]:
        """What a count asks of each member, as the pack has it and as what tells it."""
        return ((name, test, passes_of({name: test}, self._pack)) for name, test in way.get("where", {}).items())

    # What stands at places of the document

    def places(self, fact: MaybeFact, way: Mapping[str, Any]) -> Iterator[tuple[Node | str, Condition]]:
        """The places that a member may be read at, or the name that stands for one; and whether they can be reached."""
        for path in paths_of(way[way_of(way)]):
            up, steps = depth_of(path)
            if up >= len(fact.frames):
                continue
            frame = fact.frames[-1 - up]
            if frame.name is not None and steps[:1] == ["name"]:
                yield frame.name, True
            else:
                yield from at_path(frame.node, steps[frame.name is not None :])

    def lists(self) -> Iterator[tuple[str, SchemaPath]]:
        """Each kind of fact with the innermost list that its facts stand in."""
        for kind, facts in self._standing.items():
            for fact in facts:
                around = [frame.node.around for frame in fact.frames if frame.node.around is not None]
                yield from ((kind, node.path) for node in around[-1:])

    def read_at_places(self) -> Iterator[tuple[Node, Kind, str, Mapping[str, Any]]]:
        """Every member that is read at some place, once for each place of the schema."""
        seen = set()
        for kind in self._kinds.values():
            for name, member in kind.members.items():
                for way in member.way.get("any_of", [member.way]):
                    if WAYS[way_of(way)].leads_to is None:
                        continue
                    for fact in self._standing[kind.name]:
                        for node, _ in self.places(fact, way):
                            if isinstance(node, Node) and (node.path, kind.name, name, id(way)) not in seen:
                                seen.add((node.path, kind.name, name, id(way)))
                                yield node, kind, name, way

    def _placed(self, fact: MaybeFact, way: Mapping[str, Any], most: int | None) -> Value:
        name = way_of(way)
        found = list(self.places(fact, way))
        for node, through in found:
            if isinstance(node, Node) and (node.is_list or node.is_object):
                return self._of_several(node, through, way, most)
        raw = [{node: True} if isinstance(node, str) else _where(through, node.values) for node, through in found]
        own = [self.member(fact, each) for each in way.get("by", {})]
        read = self._reader(way)
        if name == "mentions":
            return lifted(lambda text, *by: read(text, by), raw[0] if raw else ABSENT, *own)
        return lifted(lambda *values: read(next((each for each in values if each is not None), None)), *raw)

    def _of_several(self, node: Node, through: Condition, way: Mapping[str, Any], most: int | None) -> Value:
        """What is read off a list or an object."""
        name, read = way_of(way), self._reader(way)
        if name == "there":
            return _flag(all_of((through, node.there)))
        if not node.is_list:
            return {read(None): True}
        if name == "count":
            wanted = list(self._wanted(way))
            items = ((1, all_of((through, item.there, *_asked(item, wanted)))) for item in node.items)
            return added(items, most)
        texts = (all_of((through, item.there, lifted(read, item.values).get(True, False))) for item in node.items)
        return _flag(any_of(texts)) if name in ("has_text", "only_words") else {read(None): True}

    def _reader(self, way: Mapping[str, Any]) -> Callable[..., Any]:
        """What a value that stands somewhere is read as."""
        key = repr(way)
        if key not in self._readers:
            self._readers[key] = self._made_reader(way)
        return self._readers[key]

    def _made_reader(self, way: Mapping[str, Any]) -> Callable[..., Any]:
        match way_of(way):
            case "count" | "flag" as name:
                return partial(_READERS[name], otherwise=way.get("else"))
            case "code":
                known = codes_of(way["in"], self._pack) if "in" in way else None
                return partial(code, known=known, begins=way.get("first"), no_space=bool(way.get("no_space")))
            case "only_words":
                words = {word.casefold() for word in codes_of(way["in"], self._pack)} if "in" in way else frozenset()
                return OnlyWords(words, way.get("signs", "")).found_in
            case "mentions":
                return mentions_of(way, self._pack).find
            case name:
                return _READERS[name]


_READERS: Final[Mapping[str, Callable[..., Any]]] = {
    "text": text,
    "count": count,
    "flag": flag,
    "number": number_of,
    "day": day,
    "there": there,
    "has_text": any_text,
    "positive": positive,
}


def _told(members: Mapping[str, Any]) -> dict[str, Value]:
    """Members of which it is known what they are."""
    return {name: {value: True} for name, value in members.items()}


def _flag(condition: Condition) -> Value:
    return {True: condition, False: none_of(condition)}


def _where(through: Condition, values: Value) -> Value:
    """Values of which nothing is there where the place cannot be reached."""
    if through is True:
        return values
    absent = any_of((none_of(through), values.get(None, False)))
    return {**{value: all_of((through, each)) for value, each in values.items()}, None: absent}


def _first(candidates: Iterable[tuple[Condition, Value]], otherwise: Any) -> Value:
    """The value of the first candidate that is there."""
    found: dict[Any, list[Condition]] = {}
    before: list[Condition] = []
    for is_there, value in candidates:
        for each, condition in value.items():
            found.setdefault(each, []).append(all_of((is_there, condition, none_of(*before))))
        before.append(is_there)
    found.setdefault(otherwise, []).append(none_of(*before))
    return {each: condition for each, all_ in found.items() if (condition := any_of(all_)) is not False}


def _asked(item: Node, wanted: Iterable[tuple[str, Any, Passes]]) -> Iterator[Condition]:
    """What is asked of an item of a list as it is written."""
    for name, test, passes in wanted:
        found = item.child(name)
        values = ABSENT if found is None else found.values
        is_day = isinstance(test, Mapping)
        yield any_of(condition for raw, condition in values.items() if passes({name: day(raw) if is_day else raw}))
