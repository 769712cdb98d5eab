"""What rests on what: which members wait until all facts are there, in which order, and what a hidden one hides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import Any

from checker.facts.counting import Join
from checker.pack.model import DocumentKind, Kind, Pack
from checker.pack.paths import depth_of, paths_of
from checker.pack.reading import operators_of
from checker.pack.ways import COUNTING, way_of


class Resting:
    """What the members of a document's facts rest on."""

    def __init__(self, pack: Pack, document: DocumentKind) -> None:
        self._pack = pack
        self._document = document
        self._kinds = document.kinds
        self._deferred: dict[tuple[str, str], bool] = {}
        self.joins: list[Join] = []
        """What is filled in afterwards, each after what it rests on."""
        for name in self._kinds:
            self._defer(name)

    @cached_property
    def dependents(self) -> Mapping[str, Collection[str]]:
        """`kind.member` -> the members that rest on it."""
        found: dict[str, set[str]] = {}
        for kind in self._kinds.values():
            for name, member in kind.members.items():
                rests_on = [f"{kind.name}.{other}" for other in own_members(member.way)]
                if "of_document" in member.way:
                    rests_on.append(f"{self._document.anchor}.{member.way['of_document']}")
                rests_on += [f"{other}.{each}" for other, names in others(member.way, self._kinds) for each in names]
                for each in rests_on:
                    found.setdefault(each, set()).add(f"{kind.name}.{name}")
        return found

    def is_deferred(self, kind: str, member: str) -> bool:
        """Whether a member is known only when all facts are there."""
        key = kind, member
        if key not in self._deferred:
            told = self._kinds[kind]
            way = told.members[member].way
            name = way_of(way)
            anchor = self._document.anchor
            # Which fact comes first is known of joined ones when they are joined.
            is_ordered = name in ("nth", "ahead") and told.partner is not None and member not in told.partner_by
            self._deferred[key] = (
                name in COUNTING
                or name == "matched"
                or is_ordered
                or (name == "take" and way["from"] in self._kinds)
                or (name == "of_document" and self.is_deferred(anchor, way[name]))
                or any(self.is_deferred(kind, other) for other in own_members(way))
            )
        return self._deferred[key]

    def _defer(self, kind: str) -> None:
        """What is filled in of a kind afterwards, after what it rests on."""
        self._join(kind)
        for name in self._kinds[kind].members:
            self._defer_member(kind, name)

    def _join(self, kind: str) -> None:
        """The facts of a kind are joined with their partners before anything looks at them."""
        told = self._kinds[kind]
        if told.partner is not None and not any(join.kind == kind and join.member is None for join in self.joins):
            if told.partner in self._kinds:
                self._defer(told.partner)
            self.joins.append(Join(told, None, self._pack))

    def _defer_member(self, kind: str, member: str) -> None:
        told = self._kinds[kind].members[member]
        done = any(join.kind == kind and join.member == member for join in self.joins)
        if done or told.is_looked_up or not self.is_deferred(kind, member) or "matched" in told.way:
            return
        for other in own_members(told.way):
            self._defer_member(kind, other)
        if "of_document" in told.way:
            self._defer_member(self._document.anchor, told.way["of_document"])
        for other, names in others(told.way, self._kinds):
            self._join(other)
            for name in names:
                self._defer_member(other, name)
        self.joins.append(Join(self._kinds[kind], member, self._pack))


def own_members(way: Mapping[str, Any]) -> list[str]:
    """The members of the same fact that a member rests on."""
    match way_of(way):
        case "known" | "place_of" | "ahead" as name:
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
            return [other for each in way["any_of"] for other in own_members(each)]
        case _:
            return list(way.get("by", {}))


def others(way: Mapping[str, Any], kinds: Mapping[str, Kind]) -> Iterator[tuple[str, list[str]]]:
    """The kinds of the document whose facts a member is read off, with the members of them that it looks at."""
    name = way_of(way)
    other = way.get("from") if name == "take" else way[name] if name in COUNTING else None
    if other in kinds:
        names = [*way.get("by", {}).values(), *way.get("where", {})]
        yield str(other), [*names, *([way[name]] if name == "take" else [way["of"]] if "of" in way else [])]


def around(way: Mapping[str, Any], depth: int) -> Iterator[str]:
    """The members of the document that a way of a fact so many steps inside reads."""
    for path in paths_of(way[way_of(way)]):
        up, steps = depth_of(path)
        if up == depth and steps:
            yield steps[0]


def hiding(way: Mapping[str, Any]) -> str:
    """When a fault hides a member of the document as a whole, as Python; nothing where none can."""
    whole = [f"{top!r} in whole" for top in sorted(tops(way))]
    return " or ".join([*whole, *(f"{top!r} in items" for top in sorted(tops(way, only_item_by_item=True)))])


def tops(way: Mapping[str, Any], *, only_item_by_item: bool = False) -> set[str]:
    """The members of the document that one of the whole is read from, which a fault may hide.

    `only_item_by_item`: those of which each item is looked at, so that one with a fault may be what is looked for.
    """
    name = way_of(way)
    if name == "any_of":
        return {top for each in way[name] for top in tops(each, only_item_by_item=only_item_by_item)}
    if only_item_by_item and name not in ("has_text", "only_words") and "where" not in way:
        return set()
    if name in ("known", "holds", "nth", "take", "list_of", "of_document", "given", "place_of", "times", *COUNTING):
        return set()
    return {path.split("/")[0] for path in paths_of(way[name])}
