"""What a compilation takes from each document of a kind, as a pack declares it, and whether there is such a thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from checker.i18n import N_
from checker.model import Pointer, Text
from checker.pack.faults import (
    NO_COLUMN,
    NO_KIND_HERE,
    NO_MEMBER,
    NO_TABLE,
    NO_TABLE_BEHIND,
    Fault,
    Raw,
    fault,
    faults_of_paths,
    within,
)
from checker.pack.outline import Level
from checker.pack.paths import Chain, Schema, Steps, chain_along


class Value(msgspec.Struct, frozen=True):
    """What is taken from an entry: the path to it from there, and what it is called."""

    path: Steps
    label: Text


class Milestones(msgspec.Struct, frozen=True):
    """The list in an entry that says by when: the members of its items that are the day, and what is done by then."""

    list: str
    day: str
    text: str


class Funds(msgspec.Struct, frozen=True):
    """The paths, from an entry and from the document as a whole, to an amount in yuan and to where it comes from."""

    amount: Steps
    source: Steps


class AnnouncedTable(msgspec.Struct, frozen=True):
    """The table of figures that are announced, and its columns.

    `item` and `name` say which figure; it is at `least` so many, and at `most`, or `about` so many.
    """

    table: str
    item: str
    name: str
    least: str
    most: str | None = None
    about: str | None = None


class SummedFigures(msgspec.Struct, frozen=True):
    """Figures that are added up: the kind of fact that has them, its members, and the figures that are announced."""

    of: str
    item: str
    name: str
    amount: str
    announced: AnnouncedTable | None = None


class Leading(msgspec.Struct, frozen=True):
    """A table of those who lead items: its columns for the item and for who leads it, a row of the table `of`."""

    table: str
    item: str
    body: str
    of: str


class ReleasedFigures(msgspec.Struct, frozen=True):
    """The list for what the documents add up to, and the members for what is counted and how many."""

    list: str
    of: str
    number: str


class ReleasedGaps(msgspec.Struct, frozen=True):
    """The list for numbers that nobody has planned; their first and last one, what is around, and the words for why."""

    list: str
    first: str
    last: str
    around: tuple[str, ...]
    why: str
    text: Text


class ReleasedStatements(ReleasedFigures, frozen=True, kw_only=True):
    """The list for how much there is: `words` say of what, level by level, and `word` is the member for a class."""

    words: tuple[str, ...]
    word: str | None = None


class Releasing(msgspec.Struct, frozen=True, kw_only=True):
    """The document that a compilation is released as; `document` and `texts` are the same whatever is compiled.

    `aims` are members of the narrowest groups, with the path of the value that they are, `answering` those of an item
    for who leads it and then who lists it, and `addressed` those for all of the roster and of the tables named.
    `columns` of the items' table go by their labels into members, and the class of an item into the list `classes`.
    """

    document: dict[str, str]
    texts: dict[str, Text]
    year: str
    levels: tuple[Level, ...]
    aims: dict[str, Steps]
    answering: dict[str, tuple[Leading, ...]]
    columns: dict[str, str] = {}
    classes: str | None = None
    figures: ReleasedFigures | None = None
    left_out: ReleasedGaps | None = None
    statements: ReleasedStatements
    addressed: dict[str, tuple[str, ...]]


class Compiling(msgspec.Struct, frozen=True, kw_only=True):
    """What is taken from each document.

    `groups` are the column of the items' table that leads to the table of groups, and the column of that one that leads
    to what is around.
    """

    title: Text
    values: tuple[Value, ...]
    groups: tuple[str, ...] = ()
    milestones: Milestones | None = None
    funds: Funds | None = None
    totals: SummedFigures | None = None
    release: Releasing | None = None


class CompilationChecks(NamedTuple):
    """What a compilation is held against: the document that declares it, its schema, and the tables of the pack."""

    document: Raw
    schema: Schema
    tables: Raw

    def faults(self) -> Iterator[Fault]:
        """What is wrong with the compilation that the document declares."""
        raw, items = self.document["compilation"], self.document.get("items")
        if items is None:
            yield fault((), N_("Only documents whose `items` are declared can be compiled."))
            return
        entry = chain_along(self.schema, (items["list"],))
        if entry is not None:
            yield from self._faults_of_paths(raw, entry, chain_along(self.schema, (items["list"], _list_in(raw))))
        columns: dict[Pointer, tuple[str, str]] = {}
        table = items["table"]
        for place, name in enumerate(raw.get("groups", ())):
            columns["groups", place] = table, name
            column = self.tables.get(table, {}).get("columns", {}).get(name, {"in": ""})
            if "in" not in column:
                yield fault(("groups", place), NO_TABLE_BEHIND, column=name)
            table = column.get("in", "")
        announced = raw.get("totals", {}).get("announced", {"table": ""})
        if announced["table"] and announced["table"] not in self.tables:
            yield fault(("totals", "announced", "table"), NO_TABLE, name=announced["table"], known=self.tables)
        for name, column in announced.items():
            if name != "table":
                columns["totals", "announced", name] = announced["table"], column
        # That the items have no table that there is, or a column leads to none, is told of them.
        for at, (owner, column) in columns.items():
            if owner in self.tables and column not in self.tables[owner]["columns"]:
                yield fault(at, NO_COLUMN, column=column)
        yield from self._faults_of_totals(raw.get("totals"))
        yield from within(("release",), self._faults_of_release(raw))

    def _faults_of_paths(self, raw: Raw, entry: Chain, milestone: Chain | None) -> Iterator[Fault]:
        paths: list[tuple[Pointer, Chain | None, str]] = [
            (("values", place, "path"), entry, each["path"]) for place, each in enumerate(raw["values"])
        ]
        paths += ((("funds", name), entry, path) for name, path in raw.get("funds", {}).items())
        for name, member in raw.get("milestones", {}).items():
            paths.append((("milestones", name), entry if name == "list" else milestone, member))
        yield from faults_of_paths(paths)

    def _faults_of_release(self, raw: Raw) -> Iterator[Fault]:
        release, depth = raw.get("release"), len(raw.get("groups", ())) + 1
        if release is None:
            return
        lengths: dict[Pointer, tuple[int, int]] = {
            ("levels",): (len(release["levels"]), depth),
            ("statements", "words"): (len(release["statements"]["words"]), depth),
        }
        if "left_out" in release:
            lengths["left_out", "around"] = len(release["left_out"]["around"]), depth - 1
        for at, (found, wanted) in lengths.items():
            if found != wanted:
                message = N_("There are {found}, and with the groups of the compilation there should be {wanted}.")
                yield fault(at, message, found=found, wanted=wanted)
        for member, path in release["aims"].items():
            if path not in [value["path"] for value in raw["values"]]:
                yield fault(("aims", member), N_("No value of the compilation is at “{path}”."), path=path)
        yield from self._faults_of_names(release)

    def _faults_of_names(self, release: Raw) -> Iterator[Fault]:
        """The tables that there are not, and the columns that they do not have."""
        items = self.document["items"]["table"]
        columns: list[tuple[Pointer, str, str]] = [
            (("columns", member), items, column) for member, column in release.get("columns", {}).items()
        ]
        tables: list[tuple[Pointer, str]] = [
            (("addressed", member, place), name)
            for member, names in release["addressed"].items()
            for place, name in enumerate(names)
        ]
        for member, leading in release["answering"].items():
            for place, each in enumerate(leading):
                at = ("answering", member, place)
                tables += [((*at, name), each[name]) for name in ("table", "of")]
                columns += [((*at, name), each["table"], each[name]) for name in ("item", "body")]
        for where, name in tables:
            if name not in self.tables:
                yield fault(where, NO_TABLE, name=name, known=self.tables)
        for where, name, column in columns:
            if name in self.tables and column not in self.tables[name]["columns"]:
                yield fault(where, NO_COLUMN, column=column)

    def _faults_of_totals(self, raw: Raw | None) -> Iterator[Fault]:
        if raw is None:
            return
        facts = self.document["facts"]
        if raw["of"] not in facts:
            yield fault(("totals", "of"), NO_KIND_HERE, kind=raw["of"])
            return
        members = facts[raw["of"]]["members"]
        for name in ("item", "name", "amount"):
            if raw[name] not in members:
                yield fault(("totals", name), NO_MEMBER, kind=raw["of"], member=raw[name], members=members)


def _list_in(raw: Raw) -> str:
    return str(raw.get("milestones", {}).get("list", ""))
