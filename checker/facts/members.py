"""How a member of a fact is read, as Python: a case for each of the ways that a pack can declare."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from checker.facts.counting import part_of, passing
from checker.facts.resting import Resting, hiding, own_members
from checker.facts.values import Mentions, OnlyWords
from checker.pack.model import PACK_RULE, PLAN_YEAR, DocumentKind, Kind, Pack
from checker.pack.paths import HERE, UP, Chain, Step, chain_along, depth_of, paths_of, property_of, resolved, types_of
from checker.pack.ways import WAYS, way_of
from checker.values import day_text

_INDENT: Final = "    "
_OBJECT: Final = frozenset({"object"})


class Here(NamedTuple):
    """Where the source stands in a document, at a path: what is around it, by variable, and the schemas of that.

    An item that a step names is a pair: how its name is said in Python, and the variable that holds its value.
    """

    path: tuple[Step, ...]
    variables: tuple[str | tuple[str, str], ...]
    chain: Chain

    def types(self, path: str) -> frozenset[str] | None:
        """The JSON types that may stand at a path; None where nothing can."""
        node = self.chain.at(path)
        return None if node is None else types_of(node, self.chain.root)

    @property
    def depth(self) -> int:
        """How many steps lead here."""
        return len(self.path)


class MemberSource:
    """Writes how members are read, and keeps what the source has to know for it."""

    def __init__(self, pack: Pack, document: DocumentKind) -> None:
        self._pack = pack
        self._document = document
        self._kinds = document.kinds
        self._schema = document.schema.node
        self.resting = Resting(pack, document)
        self.names: dict[str, Any] = {}
        """The values that the source finds under a name."""
        self.lines: list[str] = []
        self._said: dict[tuple[str, tuple[Step, ...], str], str] = {}
        self._path: tuple[Step, ...] = ()
        self._document_itself = Here((), ("data",), Chain((self._schema,), self._schema))

    def _below(self, here: Here, step: Step) -> Here:
        """A step further in."""
        path = (*here.path, step)
        variable = f"x{len(path)}"
        chain = Chain((*here.chain.nodes, self._node_of(path)), self._schema)
        return Here(path, (*here.variables, variable if isinstance(step, str) else ("", variable)), chain)

    def _node_of(self, path: tuple[Step, ...]) -> Mapping[str, Any]:
        """The schema of what stands at a path."""
        chain = chain_along(self._schema, path)
        return {} if chain is None else chain.nodes[-1]

    def _anchor_variable(self, name: str) -> str:
        return f"v_{self._document.anchor}_{name}"

    def _own_tuple(self, kind: Kind, names: str | list[str]) -> str:
        listed = [names] if isinstance(names, str) else names
        return "(" + "".join(f"{self._variable(kind, name)}," for name in listed) + ")"

    def _variable(self, kind: Kind, name: str) -> str:
        """What a member is called in the source: as it was said before, or in the kind that this one is like."""
        if (kind.name, self._path, name) in self._said:
            return self._said[kind.name, self._path, name]
        owner = kind.like if kind.like is not None and name in self._kinds[kind.like].members else kind.name
        return f"v_{owner}_{name}"

    def _members(self, kind: Kind, here: Here, level: int) -> str:
        pairs = [f"{name!r}: {self._variable(kind, name)}" for name in self._told(kind)]
        return "{" + ", ".join([*pairs, *self._parts_of_later(kind, here, level)]) + "}"

    def _parts_of_later(self, kind: Kind, here: Here, level: int) -> Iterator[str]:
        """What stands at places of the document of flags that are known only when all facts are there."""
        for name, member in kind.members.items():
            if "any_of" in member.way and self.resting.is_deferred(kind.name, name):
                for place, way in enumerate(member.way["any_of"]):
                    if WAYS[way_of(way)].leads_to is not None:
                        value = self._value(kind, name, way, here, level)
                        hidden = hiding(way) if kind.name == self._document.anchor else ""
                        yield f"{part_of(name, place)!r}: {f'False if {hidden} else {value}' if hidden else value}"

    def _told(self, kind: Kind) -> list[str]:
        """The members that can be read when the document is walked, each after those it rests on."""
        ordered: dict[str, None] = {}

        def add(name: str) -> None:
            member = kind.members[name]
            if name in ordered or member.is_looked_up or self.resting.is_deferred(kind.name, name):
                return
            for other in own_members(member.way):
                add(other)
            ordered[name] = None

        for name in kind.members:
            add(name)
        return list(ordered)

    # One member

    def _read(self, path: str, here: Here, *, safe: bool) -> str:
        """What stands at a path, as Python."""
        depth, steps = depth_of(path)
        base = here.variables[-1 - depth]
        if isinstance(base, tuple):
            name, value = base
            if steps[:1] == ["name"]:
                return name
            base, steps = value, steps[1:]
        if not steps:
            return base
        *through, last = steps
        value = base + "".join(f".get({step!r}, NOTHING)" for step in through) + f".get({last!r})"
        if safe:
            value = f"reach({base}, {', '.join(map(repr, steps))})"
        return f"(None if {steps[0]!r} in whole else {value})" if depth and depth == here.depth else value

    def _leads_through_objects(self, path: str, here: Here) -> bool:
        """Whether whatever a path leads through is an object, as the schema has it."""
        depth, steps = depth_of(path)
        begin = 1 if isinstance(here.variables[-1 - depth], tuple) else 0
        ways = ("/".join([UP] * depth + steps[:place]) or HERE for place in range(begin, len(steps)))
        return all(here.types(way) == _OBJECT for way in ways)

    def _place(self, kind: Kind, written: str | list[str], here: Here) -> tuple[str, frozenset[str]]:
        """What stands at the first of these paths at which anything does, and the types that it may have."""
        found: dict[str, frozenset[str]] = {}
        for path in paths_of(written):
            types = here.types(path)
            if types is not None:
                safe = kind.even_if_faulty or not self._leads_through_objects(path, here)
                found[self._read(path, here, safe=safe)] = types
        if len(found) > 1:
            return f"first({', '.join(found)})", frozenset[str]().union(*found.values())
        return next(iter(found.items()), ("None", frozenset()))

    def _value(self, kind: Kind, member: str, way: Mapping[str, Any], here: Here, level: int) -> str:  # noqa: C901, PLR0911, PLR0912 - a case a way
        """How a member is read, as Python."""
        name = way_of(way)
        at, types = self._place(kind, way[name], here) if WAYS[name].leads_to is not None else ("", frozenset())
        is_text = types == {"string"} and not kind.even_if_faulty
        match name:
            case "count" if types == {"array"} and "where" in way:
                path = next(path for path in paths_of(way[name]) if here.types(path) is not None)
                return f"len([1 for i in {at} or () if {self._where_of_items(way['where'], here.chain.at(path))}])"
            case "count" if types == {"array"}:
                return f"len({at} or ())"
            case "count":
                return f"count({at}, {way.get('else')!r})"
            case "text" if is_text:
                return at
            case "there" if is_text and way[name] != HERE:
                # A blank member of an object has been left out; a blank item of a list has not.
                return f"{at} is not None"
            case "text" | "day" | "there" | "positive":
                return f"{name}({at})"
            case "number":
                return f"number_of({at})"
            case "flag":
                return f"flag({at}, {way.get('else')!r})"
            case "code" if at.startswith("'") and "in" in way:
                # The name of a member that a step names.
                return at if literal_eval(at) in self.names[self._codes(way["in"])] else "None"
            case "code" if is_text and "in" in way and not way.keys() & {"first", "no_space"}:
                return f"(c if (c := {at}) in {self._codes(way['in'])} else None)"
            case "code":
                more = ", no_space=True" if way.get("no_space") else ""
                return f"code({at}, {self._codes(way.get('in'))}, {way.get('first')!r}{more})"
            case "has_text":
                return f"any_text({at})"
            case "only_words":
                return f"{self._words(way)}({at})"
            case "mentions":
                return f"{self._mentions(way)}({at}, {self._own_tuple(kind, list(way.get('by', {})))})"
            case "known":
                return f"{self._variable(kind, way[name])} is not None"
            case "holds":
                return f"({passing(kind, way[name], self._pack, lambda other: self._variable(kind, other))})"
            case "nth":
                self.lines.insert(2, f"{_INDENT}nth_{kind.name}_{member} = {{}}")
                return f"nth_{kind.name}_{member}.get({self._own_tuple(kind, way[name])}, 0) + 1"
            case "take":
                rows = self._rows(way["from"], tuple(way["by"].values()))
                found = f"{rows}.get({self._own_tuple(kind, list(way['by']))}, NOTHING)"
                return f"{found}.get({way[name]!r}, {way.get('else')!r})"
            case "of_document":
                return f"v_{self._document.anchor}_{way[name]}"
            case "any_of":
                return " or ".join(f"({self._value(kind, member, each, here, level)})" for each in way[name])
            case "given":
                return "as_of"
            case "ahead":
                return f"ahead_{kind.name}.get({way[name]!r})"
            case "place_of":
                places = self._global(f"places_{way['in']}", self._pack.tables[way["in"]].places)
                return f"{places}.get({self._variable(kind, way[name])})"
            case "times":
                of = self._variable(kind, way["of"])
                return f"(None if {of} is None else {way[name]} * {of})"
        raise AssertionError(way)

    def _where_of_items(self, where: Mapping[str, Any], listed: Mapping[str, Any] | None) -> str:
        """Tests on an item of a list as it is written; days as text compare as days do.

        `listed` is the schema of the list.
        """
        items = resolved(listed or {}, self._schema).get("items", {})
        tests = [] if types_of(items, self._schema) == _OBJECT else ["isinstance(i, dict)"]
        for member, wanted in where.items():
            found = f"i.get({member!r})"
            is_day = resolved(property_of(items, member, self._schema) or {}, self._schema).get("format") == "date"
            for op, value in wanted.items() if isinstance(wanted, Mapping) else (("is", wanted),):
                if op == "is":
                    tests.append(f"{found} in {value!r}" if isinstance(value, list) else f"{found} == {value!r}")
                    continue
                first, last = self._days(value)
                within = {"before": f"d < {first!r}", "after": f"d > {last!r}"}.get(op, f"{first!r} <= d <= {last!r}")
                text = found if is_day else f"({found} if day({found}) else None)"
                tests.append(f"(d := {text}) is not None and {within}")
        return " and ".join(tests)

    def _days(self, bound: str) -> tuple[str, str]:
        if bound == PLAN_YEAR and self._pack.plan_year is not None:
            return self._pack.plan_year.first_day, self._pack.plan_year.last_day
        day = day_text(self._pack.bounds[bound].value)
        return day, day

    def _global(self, name: str, value: Any) -> str:
        """A name under which generated source finds a value."""
        self.names.setdefault(name, value)
        return name

    def _codes(self, listed: str | None) -> str:
        if listed is None:
            return "None"
        known = {rule.id for rule in self._pack.rules} if listed == PACK_RULE else set(self._pack.codes_of(listed))
        return self._global(f"codes_{listed}", frozenset(map(str, known)))

    def _words(self, way: Mapping[str, Any]) -> str:
        words = {str(key).casefold() for key in self._pack.tables[way["in"]].by_key}
        return self._global(f"only_words_{len(self.names)}", OnlyWords(words, way.get("signs", "")).found_in)

    def _rows(self, table: str, by: tuple[str, ...]) -> str:
        name = f"rows_{table}_by_{'_'.join(by)}"
        if name not in self.names:
            self.names[name] = {key: rows[0] for key, rows in self._pack.tables[table].index(by).items()}
        return name

    def _mentions(self, way: Mapping[str, Any]) -> str:
        table = self._pack.tables[way["in"]]
        rows = {
            key: [name for row in found for name in _names_in(row[way["column"]])]
            for key, found in table.index(way.get("by", {}).values()).items()
        }
        mentions = Mentions(rows, way.get("without", ()), way.get("at_least", 1))
        return self._global(f"mentions_{len(self.names)}", mentions.find)


def variable_of(here: str | tuple[str, str]) -> str:
    """The variable that holds an item, or the value of one that is named."""
    return here if isinstance(here, str) else here[1]


def _names_in(value: Any) -> Iterable[str]:
    """The names that a cell of a table gives: a text in both languages, or a code."""
    return (value.en, value.zh) if hasattr(value, "zh") else (str(value),)
