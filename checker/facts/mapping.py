"""A document, valid or with its faulty parts set aside, as flat facts: what a pack declares, compiled once.

The declaration becomes Python source, once for each kind of document (`source`), which is run here. What looks at all
facts of a kind is filled in afterwards (`counting`), in the order of what rests on what (`resting`). Names are those
that the schema of packs lets through, and everything else stands in the source as a literal.
"""

from __future__ import annotations

import linecache
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import count
from typing import Any, Final

import msgspec

from checker.facts.counting import fill_in
from checker.facts.source import Source
from checker.facts.values import NOTHING, READERS
from checker.model import Fact, Known, Pointer
from checker.pack.model import DocumentKind, Pack
from checker.values import number_of

_SOURCES: Final = count()


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
        writer = Source(pack, document)
        self.source = "\n".join(writer.lines)
        """What the declaration was compiled to."""
        name = f"<facts of {pack.id}, {document.format}, {next(_SOURCES)}>"
        linecache.cache[name] = (len(self.source), None, self.source.splitlines(keepends=True), name)
        names: dict[str, Any] = {**READERS, **writer.names, "Fact": Fact, "NOTHING": NOTHING, "number_of": number_of}
        exec(compile(self.source, name, "exec"), names)  # noqa: S102 - source of ours, see above
        self._build: Callable[..., tuple[dict[str, list[Fact]], list[Fact], set[str]]] = names["build"]
        self._anchor = document.anchor
        self._later = writer.resting.joins
        self._dependents = writer.resting.dependents

    def of(self, data: Mapping[str, Any], aside: SetAside, as_of: int | None) -> Known:
        """The facts of the document `data`, which has every member that is needed; `as_of` is a day as 20130630."""
        by_kind, unread, unknown = self._build(data, aside.whole, aside.items, as_of)
        if self._later:
            unread_kinds = {fact.kind for fact in unread}
            for joined in fill_in(self._later, by_kind, by_kind[self._anchor][0], unread_kinds, unknown):
                unread.append(Fact(joined, (), {}))
        if unknown:
            unknown |= _spread(unknown, self._dependents)
            _forget(unknown, by_kind)
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


def _forget(unknown: Iterable[str], by_kind: Mapping[str, Iterable[Fact]]) -> None:
    """Leave out what was told of members that rest on something hidden: no rule may go by it."""
    for name in unknown:
        kind, _, member = name.partition(".")
        for fact in by_kind[kind]:
            members: Any = fact.members
            members[member] = None
