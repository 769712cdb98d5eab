"""What the numbering of a text stands for in a document of a kind, as a pack declares it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from checker.model import Pointer
from checker.pack.faults import Fault, faults_of_paths
from checker.pack.paths import Chain, Schema, chain_along


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
        chains = [chain_along(schema, tuple(lists[:depth])) for depth in range(len(lists) + 1)]
        stated = chain_along(schema, (self.statements.list,))
        named: list[tuple[Pointer, Chain | None, str]] = [
            (("numbering", "member"), chains[0], self.numbering.member),
            (("statements", "list"), chains[0], self.statements.list),
            *((("statements", name), stated, getattr(self.statements, name)) for name in ("of", "number", "place")),
            *((("headings", name), chain, name) for chain in chains[1:-1] for name in self.headings),
        ]
        for depth, level in enumerate(self.levels):
            named.append((("levels", depth, "list"), chains[depth], level.list))
            named += (
                (("levels", depth, name), chains[depth + 1], getattr(level, name)) for name in ("number", "title")
            )
        if self.names is not None:
            named.append((("names", "member"), chains[-1], self.names.member))
        yield from faults_of_paths(named)
