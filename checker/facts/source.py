"""The source that reads the facts off a document: it walks the document, and makes each fact where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from checker.facts.members import Here, variable_of
from checker.facts.resting import around, hiding, own_members
from checker.facts.unread import UnreadSource
from checker.pack.model import DocumentKind, Kind, Pack
from checker.pack.paths import HERE, Step, chain_along, depth_of, paths_of, property_of, types_of
from checker.pack.ways import WAYS, way_of

_INDENT: Final = "    "
_OBJECT: Final = frozenset({"object"})


class Source(UnreadSource):
    """Writes `build(data, whole, items, as_of)`: facts by kind, what is unread, and the members that are unknown."""

    def __init__(self, pack: Pack, document: DocumentKind) -> None:
        super().__init__(pack, document)
        self._shared: dict[str, str] = {}
        self.lines = ["def build(data, whole, items, as_of):", f"{_INDENT}unread, unknown = [], set()"]
        for name in self._kinds:
            self._add(1, f"all_{name} = []")
        self._add_anchor()
        for kind in self._kinds.values():
            self._note_hidden(kind)
        for root in dict.fromkeys(path[0] for kind in self._kinds.values() for path in kind.paths):
            self._add_root(root)
        facts = ", ".join(f"{name!r}: all_{name}" for name in self._kinds)
        self._add(1, f"return {{{facts}}}, unread, unknown")

    def _add(self, level: int, line: str) -> None:
        self.lines.append(_INDENT * level + line)

    # The document as a whole

    def _add_anchor(self) -> None:
        anchor = self._kinds[self._document.anchor]
        for name, member in anchor.members.items():
            if self.resting.is_deferred(anchor.name, name) and (hidden := hiding(member.way)):
                self._add(1, f"if {hidden}: unknown.add({f'{anchor.name}.{name}'!r})")
        for name in self._told(anchor):
            way = anchor.members[name].way
            value = self._value(anchor, name, way, self._document_itself, 1)
            hidden = hiding(way)
            if hidden:
                self._add(1, f"if {hidden}:")
                self._add(2, f"v_{anchor.name}_{name} = None; unknown.add({f'{anchor.name}.{name}'!r})")
                self._add(1, "else:")
            self._add(2 if hidden else 1, f"v_{anchor.name}_{name} = {value}")
        self._add(
            1, f"all_{anchor.name}.append(Fact({anchor.name!r}, (), {self._members(anchor, self._document_itself, 1)}))"
        )

    def _note_hidden(self, kind: Kind) -> None:
        """Members of facts in a list that are read from around all lists: a fault there hides them as well."""
        for name, member in kind.members.items():
            ways = [way for way in member.way.get("any_of", [member.way]) if WAYS[way_of(way)].leads_to is not None]
            for top in sorted({top for way in ways for path in kind.paths for top in around(way, len(path))}):
                self._add(1, f"if {top!r} in whole: unknown.add({f'{kind.name}.{name}'!r})")

    # What stands in its lists and objects

    def _add_root(self, root: Step) -> None:
        """The facts in one member of the document; or in several, which are named by one step."""
        paths = [(kind, path) for kind in self._kinds.values() for path in kind.paths if path[0] == root]
        kinds = dict.fromkeys(kind.name for kind, _ in paths)
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
            known = ", ".join(f"{name!r}: {value}" for name, value in self._of_unread(kind, path, standing).items())
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
        self, paths: Sequence[tuple[Kind, tuple[Step, ...]]], depth: int, here: Here, at: str, level: int
    ) -> None:
        """The facts of these kinds below where we are, `depth` steps along their paths."""
        shared = dict(self._shared)
        for kind in [kind for kind, path in paths if len(path) == depth]:
            if kind.like is None:
                self._add_fact(kind, here, at, level)
            else:
                self._add_like(kind, here, at, level)
        steps: dict[Step, list[tuple[Kind, tuple[Step, ...]]]] = {}
        if depth and any(len(path) > depth for _, path in paths) and here.types(HERE) != _OBJECT:
            self._add(level, f"if isinstance({variable_of(here.variables[-1])}, dict):")
            level += 1
        for kind, path in paths:
            if len(path) > depth:
                steps.setdefault(path[depth], []).append((kind, path))
                self._share(kind, path, here, level)
        for step, below in steps.items():
            self._reset(below, level)
            self._step(step, below, depth, here, at, level)
        self._shared = shared

    def _share(self, kind: Kind, path: tuple[Step, ...], here: Here, level: int) -> None:
        """What facts further in can be told from here is told once, before them: the number of the item around."""
        inner = here
        for step in path[here.depth :]:
            inner = self._below(inner, step)
        self._path = path
        for name in self._told(kind):
            way = kind.members[name].way
            is_told = (kind.name, path, name) in self._said or way.keys() & {"nth", "ahead"}
            if not is_told and self._depth_of(kind, name, inner) <= here.depth:
                value = self._value(kind, name, way, inner, level)
                if value not in self._shared and not value.isidentifier():
                    self._shared[value] = f"s{len(self._said)}"
                    self._add(level, f"{self._shared[value]} = {value}")
                self._said[kind.name, path, name] = self._shared.get(value, value)

    def _depth_of(self, kind: Kind, name: str, here: Here) -> int:
        """How far in stands what a member is read from: the steps of the path to it."""
        way = kind.members[name].way
        own = [self._depth_of(kind, other, here) for other in own_members(way)]
        if WAYS[way_of(way)].leads_to is None:
            if way_of(way) == "any_of":
                own += [here.depth for each in way["any_of"] if WAYS[way_of(each)].leads_to is not None]
            return max(own, default=0)
        read = [path for path in paths_of(way[way_of(way)]) if here.types(path) is not None]
        return max([*own, *(here.depth - depth_of(path)[0] for path in read)], default=0)

    def _step(
        self,
        step: Step,
        below: Sequence[tuple[Kind, tuple[Step, ...]]],
        depth: int,
        here: Here,
        at: str,
        level: int,
    ) -> None:
        outer, item, place = variable_of(here.variables[-1]), f"x{depth + 1}", f"n{depth + 1}"
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

    def _named(
        self,
        name: str,
        names: tuple[str, ...],
        below: Sequence[tuple[Kind, tuple[Step, ...]]],
        here: Here,
        at: str,
        level: int,
    ) -> None:
        """The item that a member is which a step names, or each member of the object that it names (`group/*`)."""
        depth = here.depth
        outer, item, place = variable_of(here.variables[-1]), f"x{depth + 1}", f"n{depth + 1}"
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

    def _is_list(self, path: tuple[Step, ...]) -> bool:
        """Whether the last step of a path leads through a list."""
        step = path[-1]
        outer = chain_along(self._schema, path[:-1])
        found = property_of(outer.nodes[-1], step, self._schema) if outer and isinstance(step, str) else None
        return found is not None and types_of(found, self._schema) == {"array"}

    def _add_fact(self, kind: Kind, here: Here, at: str, level: int) -> None:
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
        self._add(level, f"m_{kind.name} = {self._members(kind, here, level)}")
        self._add(level, f"all_{kind.name}.append(Fact({kind.name!r}, ({at},), m_{kind.name}))")
        if _looks_ahead(kind):
            self._add(level, f"ahead_{kind.name} = m_{kind.name}")

    def _add_like(self, kind: Kind, here: Here, at: str, level: int) -> None:
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
        pairs = [f"{name!r}: v_{kind.name}_{name}" for name in own]
        members = ", ".join([f"**m_{source.name}", *pairs, *self._parts_of_later(kind, here, level)])
        self._add(level, f"m_{kind.name} = {{{members}}}")
        self._add(level, f"all_{kind.name}.append(Fact({kind.name!r}, ({at},), m_{kind.name}))")
        if _looks_ahead(kind):
            self._add(level, f"ahead_{kind.name} = m_{kind.name}")

    def _keep_counts(self, kind: Kind, level: int) -> None:
        for name in self._told(kind):
            way = kind.members[name].way
            if "nth" in way and self._variable(kind, name) == f"v_{kind.name}_{name}":
                self._add(level, f"nth_{kind.name}_{name}[{self._own_tuple(kind, way['nth'])}] = v_{kind.name}_{name}")


def _looks_ahead(kind: Kind) -> bool:
    return any("ahead" in member.way for member in kind.members.values())


def _has_any(item: object, names: Iterable[str]) -> bool:
    """Whether something stands in an item, whatever is faulty in it, that facts are read off."""
    return isinstance(item, dict) and any(name in item for name in names)
