"""The source that reads the facts off a document: it walks the document once, and makes each fact where it stands."""

import re
from ast import literal_eval
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, Final, NamedTuple

from checker.facts.source import MemberSource, Writer, codes_of, days_tests, part_of
from checker.facts.values import Mentions, OnlyWords
from checker.model import Text
from checker.pack.generated import tuple_of
from checker.pack.model import DocumentKind, Kind, Pack
from checker.pack.paths import HERE, UP, Chain, Step, chain_along, depth_of, paths_of, property_of, types_of
from checker.pack.ways import WAYS, own_members, way_of
from checker.schema import resolved

_Stand = tuple[Kind, tuple[Step, ...]]
"""A kind of fact, and a path to it."""

_OBJECT: Final = frozenset({"object"})
_SCALARS: Final = frozenset({"string", "integer", "number", "boolean"})
_READ_AS: Final = {
    "text": ("str", "text"),
    "count": ("int", "count"),
    "number": ("int", "number_of"),
    "flag": ("bool", "flag"),
}
"""The ways by which a value of one type of Python is taken as it stands, and what reads others."""
_SEVERAL: Final = 2
_PLAIN: Final = re.compile(r"\w+|'[^'\\]*'")
"""What needs no variable: a name, a constant, or a text."""


class Here(NamedTuple):
    """Where the source stands in a document: what is around it, by variable, and the schemas of that.

    An item that a step names is a pair: how its name is said in Python, and the variable that holds its value.
    """

    path: tuple[Step, ...]
    variables: tuple[str | tuple[str, str], ...]
    chain: Chain

    def types(self, path: str = HERE) -> frozenset[str] | None:
        """The JSON types that may stand at a path; None where nothing can."""
        node = self.chain.at(path)
        return None if node is None else types_of(node, self.chain.root)

    @property
    def depth(self) -> int:
        """How many steps lead here."""
        return len(self.path)

    @property
    def value(self) -> str:
        """The variable that holds what stands here."""
        last = self.variables[-1]
        return last if isinstance(last, str) else last[1]


class Walk(Writer):
    """Writes `read(data, items, as_of, in_time)`: the facts of a document by kind.

    `data` is the document without the members that have faults as a whole, `items` tells the places of the items with
    faults in its lists.
    """

    def __init__(self, pack: Pack, document: DocumentKind) -> None:
        super().__init__(pack)
        self._kinds = document.kinds
        self._schema = document.schema.node
        self._anchor = document.kinds[document.anchor]
        self._filling = MemberSource(self, document.kinds, self._anchor.name)
        self._variables = count()
        self._level = 1
        self._shared: dict[str, str] = {}
        """The variables that hold what is read already."""
        self._depths: dict[_Stand, dict[str, int]] = {}
        """How far in stands what the members of a kind at a path are read from."""
        self._told: dict[_Stand, dict[str, str]] = {}
        """How the members of a kind at a path are said, as far as they are read already."""
        self.add(0, "def read(data, items, as_of, in_time):")
        for name in self._kinds:
            self.add(1, f"all_{name} = []")
        top = Here((), ("data",), Chain((self._schema,), self._schema))
        self._say(self._anchor, (), top, 1)
        self.add(1, f"anchor = {self._members(self._anchor, (), top)}")
        self.add(1, f"all_{self._anchor.name}.append(Fact({self._anchor.name!r}, (), anchor))")
        self._walk([(kind, path) for kind in self._kinds.values() for path in kind.paths], top, "", 1)
        self._filling.write()
        self.add(1, f"return {{{', '.join(f'{name!r}: all_{name}' for name in self._kinds)}}}")

    # Where facts stand

    def _walk(self, stands: Sequence[_Stand], here: Here, at: str, level: int) -> None:
        """The facts further in than we are."""
        steps: dict[Step, list[_Stand]] = {}
        # Facts of one kind come in the order in which it declares its paths, whatever others have paths there too.
        for kind, path in sorted(stands, key=lambda each: len(each[0].paths) < _SEVERAL):
            if len(path) > here.depth:
                steps.setdefault(path[here.depth], []).append((kind, path))
        if steps and here.depth and here.types() != _OBJECT:
            self.add(level, f"if isinstance({here.value}, dict):")
            level += 1
        shared = dict(self._shared)
        for below in steps.values():
            for kind, path in below:
                self._say(kind, path, here, level)
        for step, below in steps.items():
            for name in step if isinstance(step, tuple) else [step]:
                self._step(name, step, below, here, at, level)
        self._shared = shared

    def _step(self, name: str, step: Step, stands: Sequence[_Stand], here: Here, at: str, level: int) -> None:
        """A step further in: each item of a list, an object, or each member that the step names, which is an item."""
        item, place = f"x{here.depth + 1}", f"n{here.depth + 1}"
        group, _, last = name.rpartition("/")
        source = f"({here.value}.get({group!r}) or NOTHING)" if group else here.value
        inside, is_list = self._below(here, step, item), isinstance(step, str) and self._is_list(here.path, step)
        steps = [at, repr(group) if group else "", place if last == "*" else repr(last), place if is_list else ""]
        at = ", ".join(filter(None, steps))
        if is_list:
            self.add(level, f"for {place}, {item} in enumerate({source}.get({last!r}) or ()):")
        elif last == "*":
            self.add(level, f"for {place}, {item} in {source}.items():")
        else:
            self.add(level, f"if ({item} := {source}.get({last!r})) is not None:")
        if isinstance(step, tuple):
            named = (place if last == "*" else repr(last), item)
            inside = inside._replace(variables=(*here.variables, named))
        shared, told = dict(self._shared), {stand: dict(self._told[stand]) for stand in stands}
        found = sorted((each for each in stands if len(each[1]) == inside.depth), key=lambda each: bool(each[0].like))
        standing = [each for each in found if is_list and not here.depth and each[0].even_if_faulty]
        for kind, path in standing:
            self._add_fact(kind, path, inside, at, level + 1)
        if is_list and not here.depth:
            self.add(level + 1, f"if {place} in items.get({last!r}, ()): continue")
        for kind, path in found:
            if (kind, path) not in standing:
                self._add_fact(kind, path, inside, at, level + 1)
        self._walk(stands, inside, at, level + 1)
        self._shared = shared
        self._told |= told

    def _add_fact(self, kind: Kind, path: tuple[Step, ...], here: Here, at: str, level: int) -> None:
        if kind.like is None:
            self._say(kind, path, here, level)
        else:
            source = self._kinds[kind.like]
            self._told[kind, path] = dict(self._told[source, path])
        shared = dict(self._shared)
        if kind.only_if is not None:
            only_if = self._told[kind, path].get(kind.only_if, "None")
            self.add(level, f"if {only_if} is not None and {only_if} is not False:")
            level += 1
        self._say(kind, path, here, level)
        self._level = level
        self.add(level, f"m_{kind.name} = {self._members(kind, path, here)}")
        self.add(level, f"all_{kind.name}.append(Fact({kind.name!r}, ({at},), m_{kind.name}))")
        if kind.like is not None and self._filling.inherits(kind):
            self.add(level, f"like_{kind.name}.append(m_{kind.like})")
        if kind.only_if is not None:
            self._shared = shared

    def _members(self, kind: Kind, path: tuple[Step, ...], here: Here) -> str:
        told = self._told[kind, path]
        source = set(self._kinds[kind.like].members) if kind.like is not None else set()
        pairs = [f"{name!r}: {value}" for name, value in told.items() if name not in source]
        for name, place, way in self._filling.kept(kind):
            pairs.append(f"{part_of(name, place)!r}: {self._value(kind, way, here, told, is_safe=False)}")
        return "{" + ", ".join([f"**m_{kind.like}"] * bool(source) + pairs) + "}"

    def _below(self, here: Here, step: Step, variable: str) -> Here:
        path = (*here.path, step)
        chain = chain_along(self._schema, path) or Chain((*here.chain.nodes, {}), self._schema)
        return Here(path, (*here.variables, variable), chain)

    def _is_list(self, path: tuple[Step, ...], step: str) -> bool:
        """Whether a step from there leads through a list."""
        outer = chain_along(self._schema, path)
        found = property_of(outer.nodes[-1], step, self._schema) if outer else None
        return found is not None and types_of(found, self._schema) == {"array"}

    # What their members are

    def _say(self, kind: Kind, path: tuple[Step, ...], here: Here, level: int) -> None:
        """Read what can be read from where we are, once, before what stands further in: the number of the item around.

        Of two members, or kinds, that read the same, one variable holds the value.
        """
        told, inner = self._told.setdefault((kind, path), {}), here
        for step in path[here.depth :]:
            inner = self._below(inner, step, "")
        if (kind, path) not in self._depths:
            self._depths[kind, path] = {name: self._depth_of(kind, name, inner) for name in self._filling.read(kind)}
        for name, depth in self._depths[kind, path].items():
            if name in told or depth > here.depth:
                continue
            way = kind.members[name].way
            self._level = 0 if kind.even_if_faulty else level
            plain = self._value(kind, way, inner, told, is_safe=False)
            value = self._value(kind, way, inner, told, is_safe=True) if kind.even_if_faulty else plain
            self._level = level
            told[name] = value if _PLAIN.fullmatch(value) else self._variable(plain, value)

    def _variable(self, named: str, value: str = "") -> str:
        """The variable that holds a value from here on; a value may be read in a way other than it is named by."""
        if named not in self._shared:
            self._shared[named] = f"s{next(self._variables)}"
            self.add(self._level, f"{self._shared[named]} = {value or named}")
        return self._shared[named]

    def _depth_of(self, kind: Kind, name: str, here: Here) -> int:
        """How far in stands what a member is read from: the steps of the path to it."""
        way = kind.members[name].way
        depths = [self._depth_of(kind, other, here) for other in own_members(way)]
        for each in way.get("any_of", [way]):
            if WAYS[way_of(each)].leads_to is not None:
                read = [path for path in paths_of(each[way_of(each)]) if here.types(path) is not None]
                depths += [here.depth - depth_of(path)[0] for path in read]
        return max(depths, default=0)

    def _value(self, kind: Kind, way: Mapping[str, Any], here: Here, told: Mapping[str, str], *, is_safe: bool) -> str:
        """How a member is read, as Python; `is_safe`: whatever stands in the document."""
        if "any_of" in way:
            parts = [self._value(kind, each, here, told, is_safe=is_safe) for each in way["any_of"]]
            return " or ".join(f"({part})" for part in parts)
        if WAYS[way_of(way)].leads_to is None:
            is_own = kind is self._anchor and "of_document" in way
            return told[way["of_document"]] if is_own else self.derived(kind, way, lambda name: told.get(name, "None"))
        found: dict[str, frozenset[str]] = {}
        for path in paths_of(way[way_of(way)]):
            types = here.types(path)
            if types is not None:
                found[self._at(path, here, is_safe=is_safe or not self._leads_through_objects(path, here))] = types
        at = f"first({', '.join(found)})" if len(found) > 1 else next(iter(found), "None")
        types = frozenset[str]().union(*found.values())
        if "where" in way and types == {"array"}:
            path = next(path for path in paths_of(way["count"]) if here.types(path) is not None)
            is_object = kind is not self._anchor and not is_safe
            tests = self._where_of_items(way["where"], here.chain.at(path) or {}, is_object=is_object)
            return f"len([1 for i in {at} or () if {tests}])"
        if "day" in way and not is_safe and self._is_day(way["day"], here):
            return f"(None if (c := {at}) is None else day_number(c))"
        if way_of(way) == "count" and types == {"array"}:
            # A list that is not there has no items.
            return f"(0 if (c := {at}) is None else count(c))"
        is_blank_left = way[way_of(way)] != HERE
        return self._placed(way, at, frozenset() if is_safe else types, told, is_blank_left=is_blank_left)

    def _placed(  # noqa: C901, PLR0911 - a case a way
        self, way: Mapping[str, Any], at: str, types: frozenset[str], told: Mapping[str, str], *, is_blank_left: bool
    ) -> str:
        """How a value is read at a place of the document at which there are these types; none: whatever there may be.

        What is as it should be is taken as it stands, and readers are called for the rest. A blank member of an object
        has been left out (`is_blank_left`); a blank item of a list has not.
        """
        name, other = way_of(way), way.get("else")
        match name:
            case "text" | "number" | "day" | "code" | "mentions" if at == "None":
                return "None"
            case "code" if at.startswith("'") and "first" not in way:
                # The name of a member that a step names.
                return at if "in" not in way or literal_eval(at) in codes_of(way["in"], self.pack) else "None"
            case "code":
                known, is_bare = self._code_set(way.get("in")), bool(way.get("no_space"))
                read = f"code(c, {known}, {way.get('first')!r}{', no_space=True' if is_bare else ''})"
                if "first" in way:
                    return read.replace("(c,", f"({at},")
                tests = [f"c in {known}"] * ("in" in way) + ["c.isalnum()"] * is_bare
                return f"(c if (c := {at}) is None or {' and '.join(['type(c) is str', *tests])} else {read})"
            case "text" | "count" | "number" | "flag":
                type_, read = _READ_AS[name]
                absent, otherwise = (" or c is None", "") if other is None else ("", f", {other!r}")
                return f"(c if type(c := {at}) is {type_}{absent} else {read}(c{otherwise}))"
            case "there" if types and types <= _SCALARS and (is_blank_left or "string" not in types):
                return f"{at} is not None"
            case "there" if types and types <= {"object", "array"}:
                return f"bool({at})"
            case "has_text":
                return f"any_text({at})"
            case "only_words":
                return f"{self._only_words(way)}({at})"
            case "mentions":
                own = tuple_of(told.get(each, "None") for each in way.get("by", {}))
                return f"{self.constant(repr(way), lambda: mentions_of(way, self.pack).find)}({at}, {own})"
        return f"{name}({at})"

    def _at(self, path: str, here: Here, *, is_safe: bool) -> str:
        """What stands at a path, as Python."""
        depth, steps = depth_of(path)
        base = here.variables[-1 - depth]
        if isinstance(base, tuple):
            name, base = base
            if steps[:1] == ["name"]:
                return name
            steps = steps[1:]
        if not steps:
            return base
        if is_safe:
            return f"reach({base}, {', '.join(map(repr, steps))})"
        *through, last = steps
        for step in through:
            base = f"{base}.get({step!r}, NOTHING)"
            base = self._variable(base) if self._level else base
        return f"{base}.get({last!r})"

    def _is_day(self, path: object, here: Here) -> bool:
        """Whether only a day can stand there, as the schema has it."""
        node = here.chain.at(path) if isinstance(path, str) else None
        return node is not None and resolved(node, self._schema).get("format") == "date"

    def _leads_through_objects(self, path: str, here: Here) -> bool:
        """Whether whatever a path leads through is an object, as the schema has it."""
        depth, steps = depth_of(path)
        begin = 1 if isinstance(here.variables[-1 - depth], tuple) else 0
        ways = ("/".join([UP] * depth + steps[:place]) or HERE for place in range(begin, len(steps)))
        return all(here.types(way) == _OBJECT for way in ways)

    def _where_of_items(self, where: Mapping[str, Any], listed: Mapping[str, Any], *, is_object: bool) -> str:
        """Tests on an item of a list, of the schema `listed`, as it is written; days as text compare as days do."""
        items = resolved(listed, self._schema).get("items", {})
        tests = [] if is_object and types_of(items, self._schema) == _OBJECT else ["isinstance(i, dict)"]
        for member, wanted in where.items():
            found = f"i.get({member!r})"
            if isinstance(wanted, Mapping):
                is_day = resolved(property_of(items, member, self._schema) or {}, self._schema).get("format") == "date"
                day = found if is_day and is_object else f"(c if day(c := {found}) else None)"
                tests += [f"(d := {day}) is not None", *days_tests(wanted, self.pack, str)]
            else:
                tests.append(f"{found} in {wanted!r}" if isinstance(wanted, list) else f"{found} == {wanted!r}")
        return " and ".join(tests)

    # What the pack says beside

    def _code_set(self, listed: str | None) -> str:
        return "None" if listed is None else self.constant(f"codes {listed}", lambda: codes_of(listed, self.pack))

    def _only_words(self, way: Mapping[str, Any]) -> str:
        words = {word.casefold() for word in codes_of(way["in"], self.pack)} if "in" in way else ()
        key = f"only_words {way.get('in')} {way.get('signs')!r}"
        return self.constant(key, lambda: OnlyWords(words, way.get("signs", "")).found_in)


def mentions_of(way: Mapping[str, Any], pack: Pack) -> Mentions:
    """What says whether a text has the name of a row in it, as a way to read a member declares it."""
    table = pack.tables[way["in"]]

    def rows() -> list[tuple[Any, ...]]:
        """The names that cells give, a text in both languages or a code, each with the values it is found by."""
        names, *by = ([row[table.names.index(each)] for row in table.rows] for each in columns)
        if {type(name) for name in names} == {Text}:
            names, english = [name.zh for name in names], [name.en for name in names]
            return [*zip(names, *by, strict=True), *zip(english, *by, strict=True)]
        return list(zip(map(str, names), *by, strict=True))

    columns = (way["column"], *way.get("by", {}).values())
    return Mentions(rows, way.get("without", ()), way.get("at_least", 1))
