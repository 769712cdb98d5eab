"""What the numbering of a text stands for in a document of a kind, as a pack declares it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from checker.model import Pointer
from checker.pack.faults import NOTHING_AT, Fault, Raw, fault
from checker.pack.paths import Schema, chain_along


class Level(msgspec.Struct, frozen=True):
    """The list in which parts of one level stand, and the members of its items for number and title."""

    list: str
    number: str
    title: str


class Numbering(msgspec.Struct, frozen=True):
    """The member that says how the narrowest parts are numbered: on through the document, or anew in what is around."""

    member: str
    through: str
    anew: str


class Statements(msgspec.Struct, frozen=True):
    """The list of what a document says of its own extent: what is counted, how many, and where it says so.

    `words` are those by which a text calls what is counted.
    """

    list: str
    of: str
    number: str
    place: str
    words: dict[str, tuple[str, ...]]


class BracketedNames(msgspec.Struct, frozen=True):
    """The member of the narrowest parts for names that stand in brackets, and the words they end in.

    They stand there by themselves, or directly behind one of the words `behind`.
    """

    member: str
    ends: tuple[str, ...]
    behind: tuple[str, ...] = ()


class Outlining(msgspec.Struct, frozen=True):
    """Levels from the widest to the narrowest, the members whose texts stand under headings, and what is said of it."""

    levels: tuple[Level, Level, Level]
    headings: dict[str, tuple[str, ...]]
    numbering: Numbering
    statements: Statements
    names: BracketedNames | None = None

    def faults(self, schema: Schema) -> Iterator[Fault]:
        """What the schema of the document has nothing for."""
        lists = [level.list for level in self.levels]
        wanted: dict[Pointer, tuple[tuple[str, ...], str]] = {
            ("numbering", "member"): ((), self.numbering.member),
            ("statements", "list"): ((), self.statements.list),
        }
        if self.names is not None:
            wanted["names", "member"] = tuple(lists), self.names.member
        for name in ("of", "number", "place"):
            wanted["statements", name] = (self.statements.list,), getattr(self.statements, name)
        for depth, level in enumerate(self.levels):
            around = tuple(lists[: depth + 1])
            wanted["levels", depth, "list"] = around[:-1], level.list
            wanted["levels", depth, "number"] = around, level.number
            wanted["levels", depth, "title"] = around, level.title
        wanted |= {
            ("headings", name): ((first, second), name)
            for first, second in pairwise(lists[:2])
            for name in self.headings
        }
        for at, (steps, name) in wanted.items():
            chain = chain_along(schema, steps) if steps else None
            found = (
                name in schema.get("properties", {}) if not steps else chain is not None and chain.at(name) is not None
            )
            if not found:
                yield fault(at, NOTHING_AT, path="/".join((*steps, name)))


def outlining_of(raw: Raw) -> Outlining:
    """What a pack declares, that is in its schema."""
    return msgspec.convert(raw, Outlining)
