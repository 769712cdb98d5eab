"""A document, valid or with its faulty parts set aside, as flat facts: what a pack declares, compiled once.

The declaration becomes Python source, once for each kind of document: `build` walks the document and makes the facts.
What looks at all facts of a kind (counts, joins between kinds) is filled in afterwards, in the order of what rests on
what. Names are those that the pack's schema lets through, and everything else stands in the source as a literal.
"""

from __future__ import annotations

import linecache
from ast import literal_eval
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, Final, NamedTuple

import msgspec

from checker.facts.counting import Join, fill_in, passing
from checker.facts.values import NOTHING, READERS, Mentions, OnlyWords
from checker.model import Fact, Known, Pointer
from checker.pack.documents import COUNTING, WAYS, Chain, chain_along, depth_of, paths_of, property_of, types_of, way_of
from checker.pack.model import PACK_RULE, PLAN_YEAR, DocumentKind, Kind, Pack, Step
from checker.pack.reading import operators_of
from checker.values import day_text, number_of

_SOURCES: Final = count()
_INDENT: Final = "    "


class SetAside(msgspec.Struct, frozen=True, eq=False):
    """The parts of a document that cannot be judged: whole members, and places in its lists."""

    whole: frozenset[str] = frozenset()
    items: Mapping[str, frozenset[int]] = {}


NOTHING_ASIDE: Final = SetAside()


def set_aside(faults: Iterable[Pointer]) -> SetAside:
    """The parts that faults at these places set aside: an item of a list, or else the member of the document."""
    whole: set[str] = set()
    items: dict[str, set[int]] = {}
    for at in faults:
        if len(at) > 1 and isinstance(at[1], int):
            items.setdefault(str(at[0]), set()).add(at[1])
        elif at:
            whole.add(str(at[0]))
    return SetAside(frozenset(whole), {name: frozenset(places) for name, places in items.items()})


def stops_rules(data: Mapping[str, Any], faults: Iterable[Pointer], document: DocumentKind) -> bool:
    """Whether a document with faults at these places cannot be judged at all."""
    needed = document.needed
    return any(name not in data for name in needed) or any(len(at) == 1 and at[0] in needed for at in faults)


class Facts:
    """Reads the facts off documents of one kind."""

    def __init__(self, pack: Pack, document: DocumentKind) -> None:
        writer = _Writer(pack, document)
        self.source = "\n".join(writer.lines)
        """What the declaration was compiled to."""
        name = f"<facts of {pack.id}, {document.format}, {next(_SOURCES)}>"
        linecache.cache[name] = (len(self.source), None, self.source.splitlines(keepends=True), name)
        names: dict[str, Any] = {**READERS, **writer.names, "Fact": Fact, "NOTHING": NOTHING, "number_of": number_of}
        exec(compile(self.source, name, "exec"), names)  # noqa: S102 - source of ours, see above
        self._build: Callable[..., tuple[dict[str, list[Fact]], list[Fact], set[str]]] = names["build"]
        self._anchor = document.anchor
        self._later = writer.later
        self._dependents = writer.dependents
        self._faultless = frozenset(name for name, kind in document.kinds.items() if kind.even_if_faulty)

    def of(self, data: Mapping[str, Any], aside: SetAside, as_of: int | None) -> Known:
        """The facts of the document `data`, which has every member that is needed; `as_of` is a day as 20130630."""
        by_kind, unread, unknown = self._build(data, aside.whole, aside.items, as_of)
        if self._later:
            unread_kinds = {fact.kind for fact in unread} - self._faultless
            fill_in(self._later, by_kind, by_kind[self._anchor][0], unread_kinds, unknown)
        if unknown:
            unknown |= _spread(unknown, self._dependents)
        return Known(by_kind, by_kind[self._anchor][0], tuple(unread), frozenset(unknown))


def _spread(unknown: Collection[str], dependents: Mapping[str, Collection[str]]) -> set[str]:
    """All that rests on what is unknown."""
    found = set(unknown)
    waiting = list(unknown)
    while waiting:
        more = set(dependents.get(waiting.pop(), ())) - found
        found |= more
        waiting += more
    return found


class _Here(NamedTuple):
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


class _Writer:
    """Writes `build(data, whole, items, as_of)`: facts by kind, what is unread, and the members that are unknown."""

    def __init__(self, pack: Pack, document: DocumentKind) -> None:
        self._pack = pack
        self._document = document
        self._kinds = document.kinds
        self._schema = document.schema.node
        self._document_itself = _Here((), ("data",), Chain((self._schema,), self._schema))
        self._shared: dict[str, str] = {}
        self._said: dict[tuple[str, tuple[Step, ...], str], str] = {}
        self._path: tuple[Step, ...] = ()
        self.names: dict[str, Any] = {}
        self.later: list[Join] = []
        self._deferred: dict[tuple[str, str], bool] = {}
        self.lines = ["def build(data, whole, items, as_of):", f"{_INDENT}unread, unknown = [], set()"]
        for name in self._kinds:
            self._add(1, f"all_{name} = []")
        self._add_anchor()
        for root in dict.fromkeys(path[0] for kind in self._kinds.values() for path in kind.paths):
            self._add_root(root)
        facts = ", ".join(f"{name!r}: all_{name}" for name in self._kinds)
        self._add(1, f"return {{{facts}}}, unread, unknown")
        for name in self._kinds:
            self._defer(name)
        self.dependents = self._all_dependents()

    def _add(self, level: int, line: str) -> None:
        self.lines.append(_INDENT * level + line)

    # The document as a whole

    def _add_anchor(self) -> None:
        anchor = self._kinds[self._document.anchor]
        for name in self._told(anchor):
            way = anchor.members[name].way
            value = self._value(anchor, name, way, self._document_itself, 1)
            hidden = sorted(_tops(way))
            if hidden:
                self._add(1, f"if {' or '.join(f'{top!r} in whole' for top in hidden)}:")
                self._add(2, f"v_{anchor.name}_{name} = None; unknown.add({f'{anchor.name}.{name}'!r})")
                self._add(1, "else:")
            self._add(2 if hidden else 1, f"v_{anchor.name}_{name} = {value}")
        self._add(1, f"all_{anchor.name}.append(Fact({anchor.name!r}, (), {self._members(anchor)}))")

    # What stands in its lists and objects

    def _add_root(self, root: Step) -> None:
        """The facts in one member of the document; or in several, which are named by one step."""
        paths = [(kind, path) for kind in self._kinds.values() for path in kind.paths if path[0] == root]
        kinds = dict.fromkeys(kind.name for kind, _ in paths if not kind.even_if_faulty)
        for top in dict.fromkeys(name.split("/")[0] for name in ([root] if isinstance(root, str) else root)):
            self._add(1, f"if {top!r} in whole:")
            for name in kinds:
                self._add(2, f"unread.append(Fact({name!r}, ({top!r},), {{}}))")
            self._add(2, "pass")
        if isinstance(root, tuple):
            self._walk(paths, 0, self._document_itself, "", 1)
            return
        self._add(1, "else:")
        if self._is_list((root,)):
            self._add_list(root, paths, 2)
        else:
            self._walk(paths, 0, self._document_itself, "", 2)

    def _add_list(self, root: str, paths: Sequence[tuple[Kind, tuple[Step, ...]]], level: int) -> None:
        self._add(level, f"aside = items.get({root!r}, ())")
        self._reset(paths, level)
        self._add(level, f"for n1, x1 in enumerate(data.get({root!r}) or ()):")
        inner = level + 1
        standing = [kind for kind, path in paths if kind.even_if_faulty and len(path) == 1 and kind.like is None]
        item = self._below(self._document_itself, root)
        for kind in standing:
            self._add_fact(kind, item, f"{root!r}, n1", inner)
        others = [(kind, path) for kind, path in paths if kind not in standing]
        if not others:
            return
        self._add(inner, "if n1 in aside:")
        self._add(inner + 1, "pass")
        for kind, path in others:
            known = ", ".join(
                f"{name!r}: m_{kind_.name}.get({name!r})"
                for kind_ in standing
                for name in kind.members
                if name in kind_.members and not self._is_deferred(kind_.name, name)
            )
            where = f"x1, {self._first_names(path)}" if len(path) > 1 else ""
            line = f"unread.append(Fact({kind.name!r}, ({root!r}, n1), {{{known}}}))"
            self._add(inner + 1, f"if has_any({where}): {line}" if where else line)
        self._add(inner + 1, "continue")
        self._global("has_any", _has_any)
        self._walk(others, 1, item, f"{root!r}, n1", inner)

    def _first_names(self, path: tuple[Step, ...]) -> str:
        step = path[1]
        names = [name.split("/")[0] for name in step] if isinstance(step, tuple) else [step]
        return repr(tuple(names))

    def _reset(self, paths: Iterable[tuple[Kind, tuple[Step, ...]]], level: int) -> None:
        """Before a list: nothing is ahead of its first item."""
        for name in dict.fromkeys(kind.name for kind, _ in paths if _looks_ahead(kind)):
            self._add(level, f"ahead_{name} = NOTHING")

    def _walk(
        self, paths: Sequence[tuple[Kind, tuple[Step, ...]]], depth: int, here: _Here, at: str, level: int
    ) -> None:
        """The facts of these kinds below where we are, `depth` steps along their paths."""
        shared = dict(self._shared)
        for kind in [kind for kind, path in paths if len(path) == depth]:
            if kind.like is None:
                self._add_fact(kind, here, at, level)
            else:
                self._add_like(kind, here, at, level)
        steps: dict[Step, list[tuple[Kind, tuple[Step, ...]]]] = {}
        for kind, path in paths:
            if len(path) > depth:
                steps.setdefault(path[depth], []).append((kind, path))
                self._share(kind, path, here, level)
        for step, below in steps.items():
            self._reset(below, level)
            self._step(step, below, depth, here, at, level)
        self._shared = shared

    def _share(self, kind: Kind, path: tuple[Step, ...], here: _Here, level: int) -> None:
        """What facts further in can be told from here is told once, before them: the number of the item around."""
        inner = here
        for step in path[here.depth :]:
            inner = self._below(inner, step)
        self._path = path
        for name in self._told(kind):
            way = kind.members[name].way
            is_known = (kind.name, path, name) in self._said or way.keys() & {"nth", "ahead"}
            if not is_known and self._depth_of(kind, name, inner) <= here.depth:
                value = self._value(kind, name, way, inner, level)
                if value not in self._shared and not value.isidentifier():
                    self._shared[value] = f"s{len(self._said)}"
                    self._add(level, f"{self._shared[value]} = {value}")
                self._said[kind.name, path, name] = self._shared.get(value, value)

    def _depth_of(self, kind: Kind, name: str, here: _Here) -> int:
        """How far in stands what a member is read from: the steps of the path to it."""
        way = kind.members[name].way
        own = [self._depth_of(kind, other, here) for other in _own_members(way)]
        if WAYS[way_of(way)].leads_to is None:
            if way_of(way) == "any_of":
                own += [here.depth for each in way["any_of"] if WAYS[way_of(each)].leads_to is not None]
            return max(own, default=0)
        read = [path for path in paths_of(way[way_of(way)]) if here.types(path) is not None]
        return max([*own, *(here.depth - depth_of(path)[0] for path in read[:1])], default=0)

    def _step(  # noqa: PLR0913, PLR0917 - where in the document, and where in the source
        self,
        step: Step,
        below: Sequence[tuple[Kind, tuple[Step, ...]]],
        depth: int,
        here: _Here,
        at: str,
        level: int,
    ) -> None:
        outer, item, place = _variable_of(here.variables[-1]), f"x{depth + 1}", f"n{depth + 1}"
        if isinstance(step, tuple):
            for name in step:
                self._named(name, step, below, here, at, level)
            return
        inside = self._below(here, step)
        inner = f"{at}, {step!r}" if at else repr(step)
        if self._is_list(inside.path):
            self._add(level, f"for {place}, {item} in enumerate({outer}.get({step!r}) or ()):")
            self._walk(below, depth + 1, inside, f"{inner}, {place}", level + 1)
        else:
            self._add(level, f"if ({item} := {outer}.get({step!r})) is not None:")
            self._walk(below, depth + 1, inside, inner, level + 1)

    def _named(  # noqa: PLR0913, PLR0917 - where in the document, and where in the source
        self,
        name: str,
        names: tuple[str, ...],
        below: Sequence[tuple[Kind, tuple[Step, ...]]],
        here: _Here,
        at: str,
        level: int,
    ) -> None:
        """The item that a member is which a step names, or each member of the object that it names (`group/*`)."""
        depth = here.depth
        outer, item, place = _variable_of(here.variables[-1]), f"x{depth + 1}", f"n{depth + 1}"
        group, slash, last = name.rpartition("/")
        source = f"({outer}.get({group!r}) or NOTHING)" if slash else outer
        if depth == 0:
            source = f"({{}} if {name.split('/', maxsplit=1)[0]!r} in whole else {source})"
        before = ", ".join(filter(None, [at, repr(group) if slash else ""]))
        step = place if last == "*" else repr(last)
        if last == "*":
            self._add(level, f"for {place}, {item} in {source}.items():")
        else:
            self._add(level, f"if ({item} := {source}.get({last!r})) is not None:")
        inside = self._below(here, names)._replace(variables=(*here.variables, (step, item)))
        self._walk(below, depth + 1, inside, f"{before}, {step}" if before else step, level + 1)

    def _below(self, here: _Here, step: Step) -> _Here:
        """A step further in."""
        path = (*here.path, step)
        variable = f"x{len(path)}"
        chain = Chain((*here.chain.nodes, self._node_of(path)), self._schema)
        return _Here(path, (*here.variables, variable if isinstance(step, str) else ("", variable)), chain)

    def _node_of(self, path: tuple[Step, ...]) -> Mapping[str, Any]:
        """The schema of what stands at a path."""
        chain = chain_along(self._schema, path)
        return {} if chain is None else chain.nodes[-1]

    def _is_list(self, path: tuple[Step, ...]) -> bool:
        """Whether the last step of a path leads through a list."""
        step = path[-1]
        outer = chain_along(self._schema, path[:-1])
        found = property_of(outer.nodes[-1], step, self._schema) if outer and isinstance(step, str) else None
        return found is not None and types_of(found, self._schema) == {"array"}

    def _add_fact(self, kind: Kind, here: _Here, at: str, level: int) -> None:
        """A fact of `kind` read off where we are."""
        self._path = here.path
        for name in self._told(kind):
            if (kind.name, here.path, name) not in self._said:
                value = self._value(kind, name, kind.members[name].way, here, level)
                self._add(level, f"v_{kind.name}_{name} = {value}")
        if kind.even_if_faulty:
            self._add(level, f"m_{kind.name} = NOTHING")
        if kind.only_if:
            value = self._variable(kind, kind.only_if)
            self._add(level, f"if {value} is not None and {value} is not False:")
            level += 1
        self._keep_counts(kind, level)
        self._add(level, f"m_{kind.name} = {self._members(kind)}")
        self._add(level, f"all_{kind.name}.append(Fact({kind.name!r}, ({at},), m_{kind.name}))")
        if _looks_ahead(kind):
            self._add(level, f"ahead_{kind.name} = m_{kind.name}")

    def _add_like(self, kind: Kind, here: _Here, at: str, level: int) -> None:
        """A fact of a kind that is another without its faulty ones: it has the members of that one, and more."""
        source = self._kinds[kind.like or ""]
        if source.only_if:
            value = f"v_{source.name}_{source.only_if}"
            self._add(level, f"if {value} is not None and {value} is not False:")
            level += 1
        self._path = here.path
        own = [name for name in self._told(kind) if name not in source.members]
        for name in own:
            self._add(level, f"v_{kind.name}_{name} = {self._value(kind, name, kind.members[name].way, here, level)}")
        self._keep_counts(kind, level)
        members = ", ".join([f"**m_{source.name}", *(f"{name!r}: v_{kind.name}_{name}" for name in own)])
        self._add(level, f"all_{kind.name}.append(Fact({kind.name!r}, ({at},), {{{members}}}))")

    def _keep_counts(self, kind: Kind, level: int) -> None:
        for name in self._told(kind):
            way = kind.members[name].way
            if "nth" in way and self._variable(kind, name) == f"v_{kind.name}_{name}":
                self._add(level, f"nth_{kind.name}_{name}[{self._own_tuple(kind, way['nth'])}] = v_{kind.name}_{name}")

    def _own_tuple(self, kind: Kind, names: str | list[str]) -> str:
        listed = [names] if isinstance(names, str) else names
        return "(" + "".join(f"{self._variable(kind, name)}," for name in listed) + ")"

    def _variable(self, kind: Kind, name: str) -> str:
        """What a member is called in the source: as it was said before, or in the kind that this one is like."""
        if (kind.name, self._path, name) in self._said:
            return self._said[kind.name, self._path, name]
        owner = kind.like if kind.like is not None and name in self._kinds[kind.like].members else kind.name
        return f"v_{owner}_{name}"

    def _members(self, kind: Kind) -> str:
        return "{" + ", ".join(f"{name!r}: {self._variable(kind, name)}" for name in self._told(kind)) + "}"

    def _told(self, kind: Kind) -> list[str]:
        """The members that can be read when the document is walked, each after those it rests on."""
        ordered: dict[str, None] = {}

        def add(name: str) -> None:
            member = kind.members[name]
            if name in ordered or member.is_looked_up or self._is_deferred(kind.name, name):
                return
            for other in _own_members(member.way):
                add(other)
            ordered[name] = None

        for name in kind.members:
            add(name)
        return list(ordered)

    # One member

    def _read(self, path: str, here: _Here, *, safe: bool) -> str:
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
        if safe:
            return f"reach({base}, {', '.join(map(repr, steps))})"
        *through, last = steps
        return base + "".join(f".get({step!r}, NOTHING)" for step in through) + f".get({last!r})"

    def _place(self, kind: Kind, written: str | list[str], here: _Here) -> tuple[str, frozenset[str]]:
        """What stands at the first of these paths at which anything can, and the types that it may have."""
        for path in paths_of(written):
            types = here.types(path)
            if types is not None:
                return self._read(path, here, safe=kind.even_if_faulty), types
        return "None", frozenset()

    def _value(self, kind: Kind, member: str, way: Mapping[str, Any], here: _Here, level: int) -> str:  # noqa: C901, PLR0911, PLR0912 - a case a way
        """How a member is read, as Python."""
        name = way_of(way)
        at, types = self._place(kind, way[name], here) if WAYS[name].leads_to is not None else ("", frozenset())
        is_text = types == {"string"} and not kind.even_if_faulty
        match name:
            case "count" if types == {"array"} and "where" in way:
                return f"len([1 for i in {at} or () if {self._where_of_items(way['where'])}])"
            case "count" if types == {"array"}:
                return f"len({at} or ())"
            case "count":
                return f"count({at}, {way.get('else')!r})"
            case "text" if is_text:
                return at
            case "there" if is_text:
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

    def _where_of_items(self, where: Mapping[str, Any]) -> str:
        """Tests on an item of a list as it is written; days as text compare as days do."""
        tests = []
        for member, wanted in where.items():
            found = f"i.get({member!r})"
            for op, value in wanted.items() if isinstance(wanted, Mapping) else (("is", wanted),):
                if op == "is":
                    tests.append(f"{found} in {value!r}" if isinstance(value, list) else f"{found} == {value!r}")
                    continue
                first, last = self._days(value)
                within = {"before": f"d < {first!r}", "after": f"d > {last!r}"}.get(op, f"{first!r} <= d <= {last!r}")
                tests.append(f"(d := {found}) is not None and {within}")
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

    # What waits until all facts are there

    def _is_deferred(self, kind: str, member: str) -> bool:
        """Whether a member is known only when all facts are there."""
        key = kind, member
        if key not in self._deferred:
            way = self._kinds[kind].members[member].way
            name = way_of(way)
            anchor = self._document.anchor
            self._deferred[key] = (
                name in COUNTING
                or name == "matched"
                or (name == "take" and way["from"] in self._kinds)
                or (name == "of_document" and self._is_deferred(anchor, way[name]))
                or any(self._is_deferred(kind, other) for other in _own_members(way))
            )
        return self._deferred[key]

    def _defer(self, kind: str) -> None:
        """What is filled in of a kind afterwards, after what it rests on."""
        told = self._kinds[kind]
        if told.partner is not None and not any(join.kind == kind and join.member is None for join in self.later):
            if told.partner in self._kinds:
                self._defer(told.partner)
            self.later.append(Join(told, None, self._pack))
        for name in told.members:
            self._defer_member(kind, name)

    def _defer_member(self, kind: str, member: str) -> None:
        told = self._kinds[kind].members[member]
        done = any(join.kind == kind and join.member == member for join in self.later)
        if done or told.is_looked_up or not self._is_deferred(kind, member) or "matched" in told.way:
            return
        for other in _own_members(told.way):
            self._defer_member(kind, other)
        if "of_document" in told.way:
            self._defer_member(self._document.anchor, told.way["of_document"])
        for other, names in _others(told.way, self._kinds):
            for name in names:
                self._defer_member(other, name)
        self.later.append(Join(self._kinds[kind], member, self._pack))

    def _all_dependents(self) -> Mapping[str, Collection[str]]:
        """`kind.member` -> the members that rest on it."""
        found: dict[str, set[str]] = {}
        for kind in self._kinds.values():
            for name, member in kind.members.items():
                rests_on = [f"{kind.name}.{other}" for other in _own_members(member.way)]
                if "of_document" in member.way:
                    rests_on.append(f"{self._document.anchor}.{member.way['of_document']}")
                rests_on += [f"{other}.{each}" for other, names in _others(member.way, self._kinds) for each in names]
                for each in rests_on:
                    found.setdefault(each, set()).add(f"{kind.name}.{name}")
        return found


def _variable_of(here: str | tuple[str, str]) -> str:
    """The variable that holds an item, or the value of one that is named."""
    return here if isinstance(here, str) else here[1]


def _own_members(way: Mapping[str, Any]) -> list[str]:
    """The members of the same fact that a member rests on."""
    match way_of(way):
        case "known" | "place_of" as name:
            return [way[name]]
        case "holds":
            operands = [operand for wanted in way["holds"].values() for operand in operators_of(wanted).values()]
            others = [operand["of"] for operand in operands if isinstance(operand, Mapping) and "of" in operand]
            return list(dict.fromkeys((*way["holds"], *others)))
        case "nth":
            return [way["nth"]] if isinstance(way["nth"], str) else list(way["nth"])
        case "times":
            return [way["of"]]
        case "any_of":
            return [other for each in way["any_of"] for other in _own_members(each)]
        case _:
            return list(way.get("by", {}))


def _others(way: Mapping[str, Any], kinds: Mapping[str, Kind]) -> Iterator[tuple[str, list[str]]]:
    """The kinds of the document whose facts a member is read off, with the members of them that it looks at."""
    name = way_of(way)
    other = way.get("from") if name == "take" else way[name] if name in COUNTING else None
    if other in kinds:
        names = [*way.get("by", {}).values(), *way.get("where", {})]
        yield str(other), [*names, *([way[name]] if name == "take" else [way["of"]] if "of" in way else [])]


def _tops(way: Mapping[str, Any]) -> set[str]:
    """The members of the document that one of the whole is read from, which a fault may hide."""
    name = way_of(way)
    if name == "any_of":
        return {top for each in way[name] for top in _tops(each)}
    if name in ("known", "holds", "nth", "take", "list_of", "of_document", "given", "place_of", "times", *COUNTING):
        return set()
    return {path.split("/")[0] for path in paths_of(way[name])}


def _looks_ahead(kind: Kind) -> bool:
    return any("ahead" in member.way for member in kind.members.values())


def _has_any(item: object, names: Iterable[str]) -> bool:
    """Whether something stands in an item, whatever is faulty in it, that facts are read off."""
    return isinstance(item, dict) and any(name in item for name in names)


def _names_in(value: Any) -> Iterable[str]:
    """The names that a cell of a table gives: a text in both languages, or a code."""
    return (value.en, value.zh) if hasattr(value, "zh") else (str(value),)
