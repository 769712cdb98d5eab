"""Paths through a document, as a pack writes them, and the part of its JSON Schema that each leads to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from checker.model import Pointer
from checker.schema import resolved
from checker.values import parts_of

Schema = Mapping[str, Any]
Step = str | tuple[str, ...]
"""A step of a path: a member that is an object or a list, or several members by name, of which each is an item."""

Declared = TypeVar("Declared")


class Steps(tuple[str, ...]):
    """A path, step by step, that a pack writes as one text."""

    __slots__ = ()


UP: Final = ".."
HERE: Final = "."


def converted(raw: Any, as_what: type[Declared]) -> Declared:
    """What is written in a pack, and fits its schema, as the record that it is."""
    return msgspec.convert(raw, as_what, dec_hook=lambda steps, path: steps(path.split("/")))


def steps_of(written: Any) -> tuple[tuple[Step, ...], ...]:
    """The paths of a kind as declared: one path, or a list of paths."""
    paths = written if written and isinstance(written[0], list) and _is_list_of_paths(written) else [written]
    return tuple(tuple(tuple(step) if isinstance(step, list) else step for step in path) for path in paths)


def _is_list_of_paths(written: Sequence[Any]) -> bool:
    return all(isinstance(path, list) for path in written) and any(isinstance(path[0], str) for path in written)


def _branches(node: Schema, root: Schema) -> Iterator[Schema]:
    """What a part of a schema says, and what each branch of an `anyOf` in it does."""
    node = resolved(node, root)
    yield node
    for branch in node.get("anyOf", ()):
        yield from _branches(branch, root)


def types_of(node: Schema, root: Schema) -> frozenset[str]:
    """The JSON types that a part of a schema allows."""
    found: set[str] = set()
    for each in _branches(node, root):
        types = each.get("type", ())
        found.update({types} if isinstance(types, str) else types)
        for value in (*each.get("enum", ()), *([each["const"]] if "const" in each else ())):
            found.add("boolean" if isinstance(value, bool) else "integer" if isinstance(value, int) else "string")
    return frozenset(found - {"null"})


def holds_days(node: Schema, root: Schema) -> bool:
    """Whether a part of a schema allows days."""
    return any(each.get("format") == "date" for each in _branches(node, root))


def names_in(node: Schema, root: Schema) -> list[str]:
    """The members that an object of that schema can have."""
    return list(dict.fromkeys(name for each in _branches(node, root) for name in each.get("properties", {})))


def property_of(node: Schema, name: str, root: Schema) -> Schema | None:
    """The part of the schema that says what the member `name` of `node` is; None where it has no such member."""
    found = (each["properties"].get(name) for each in _branches(node, root) if "properties" in each)
    return next((each for each in found if each is not None), None)


def node_at(root: Schema, at: Pointer) -> Schema | None:
    """What a schema says of a place of a document; None where it knows no such place."""
    node = resolved(root, root)
    for step in at:
        inner = node.get("items") if isinstance(step, int) else property_of(node, step, root)
        if inner is None:
            return None
        # What is said beside a reference is said of this place: it goes before what the reference leads to.
        node = {**resolved(inner, root), **{name: said for name, said in inner.items() if name != "$ref"}}
    return node


class Chain(NamedTuple):
    """The schemas of what is around a fact, from the document inwards to what it is read from."""

    nodes: tuple[Schema, ...]
    root: Schema

    def known(self, path: str) -> list[str]:
        """The members that there are where a path leads nowhere."""
        depth, steps = depth_of(path)
        node: Schema | None = self.nodes[-1 - depth] if depth < len(self.nodes) else self.root
        for step in steps:
            below = None if node is None else self._below(node, step)
            if below is None:
                break
            node = below
        return [] if node is None else names_in(node, self.root)

    def at(self, path: str) -> Schema | None:
        """What stands at a path from the innermost; None where it leads nowhere."""
        depth, steps = depth_of(path)
        node: Schema | None = self.nodes[-1 - depth] if depth < len(self.nodes) else None
        for step in steps:
            if node is None:
                return None
            node = self._below(node, step)
        return node

    def _below(self, node: Schema, step: str) -> Schema | None:
        """The member of an object, or with `*` an item of a list."""
        if step != "*":
            return property_of(node, step, self.root)
        items: Schema | None = resolved(node, self.root).get("items")
        return items


def paths_of(written: Any) -> tuple[str, ...]:
    """The paths at which a value may stand, in the order in which they are tried."""
    return (written,) if isinstance(written, str) else tuple(written)


def depth_of(path: str) -> tuple[int, list[str]]:
    """How many objects up a path begins, and its steps from there."""
    steps = path.split("/")
    depth = 0
    while steps and steps[0] == UP:
        depth += 1
        steps = steps[1:]
    return depth, [step for step in steps if step != HERE]


def chain_along(schema: Schema, path: tuple[Step, ...]) -> Chain | None:
    """The chain of schemas along a path; None where it leads nowhere, or to what has no facts in it."""
    nodes: list[Schema] = [schema]
    for step in path:
        node = _named_members(nodes[-1], step, schema) if isinstance(step, tuple) else _step(nodes[-1], step, schema)
        if node is None:
            return None
        nodes.append(node)
    return Chain(tuple(nodes), schema)


def _step(node: Schema, name: str, root: Schema) -> Schema | None:
    """An item of the list, or the object, that is the member `name`."""
    found = property_of(node, name, root)
    if found is None:
        return None
    found = resolved(found, root)
    types = types_of(found, root)
    if types == {"array"}:
        items: Schema = resolved(found.get("items", {}), root)
        return items
    return found if types == {"object"} else None


def _named_members(node: Schema, names: tuple[str, ...], root: Schema) -> Schema | None:
    """What an item is that stands for a member by its name: its `name`, and its `value`."""
    values: list[Schema] = []
    for name in names:
        found = _all_named(node, name, root)
        if not found:
            return None
        values += found
    return {"type": "object", "properties": {"name": {"type": "string"}, "value": {"anyOf": values}}}


def _all_named(node: Schema, name: str, root: Schema) -> list[Schema]:
    group, slash, last = name.rpartition("/")
    if slash:
        around = property_of(node, group, root)
        if around is None:
            return []
        node = around
    if last == "*":
        return list(resolved(node, root).get("properties", {}).values())
    member = property_of(node, last, root)
    return [] if member is None else [member]


def with_document(schema: Schema, member: str, other: Schema) -> dict[str, Any]:
    """The schema of a document, with that of another in the place of what it has for a member, or for items there."""

    def moved(node: Any) -> Any:
        if isinstance(node, list):
            return [moved(each) for each in node]
        if not isinstance(node, dict):
            return node
        return {
            name: value.replace("#/$defs/", f"#/$defs/{member}_") if name == "$ref" else moved(value)
            for name, value in node.items()
        }

    moved_in = {name: moved(value) for name, value in other.items() if name not in ("$schema", "$id", "$defs", "title")}
    parts = {f"{member}_{name}": moved(part) for name, part in other.get("$defs", {}).items()}
    own = schema.get("properties", {}).get(member, {})
    inner = {"items": moved_in} if own.get("type") == "array" else moved_in
    properties = {**schema.get("properties", {}), member: {**own, **inner}}
    return {**schema, "properties": properties, "$defs": {**schema.get("$defs", {}), **parts}}


def closed_schema(schema: Any, codes: Mapping[str, Collection[Any]]) -> Any:
    """A schema with the closed lists of the pack in it."""
    if isinstance(schema, list):
        return [closed_schema(item, codes) for item in schema]
    if not isinstance(schema, dict):
        return schema
    named = schema.get("x-table")
    if isinstance(named, str) and named in codes:
        return {"enum": list(codes[named]), **{name: value for name, value in schema.items() if name != "type"}}
    return {name: closed_schema(value, codes) for name, value in schema.items()}


def lists_named_in(schema: Any) -> list[str]:
    """The tables and lists of codes that close a list of a schema."""
    named = (part.get("x-table") for _, part in parts_of(schema) if isinstance(part, dict))
    return [each for each in named if isinstance(each, str)]
