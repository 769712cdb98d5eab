"""What a document declares besides its facts, held against its schema and the tables.

Its sender, its items, its signs; what a compilation takes from it, how a text becomes one, what two are compared by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from checker.i18n import N_
from checker.model import Pointer
from checker.pack.extracts import Outlining
from checker.pack.faults import (
    NO_COLUMN,
    NO_DAY_AT,
    NO_KIND_HERE,
    NO_MEMBER,
    NO_TABLE,
    NO_TABLE_BEHIND,
    NOTHING_AT,
    Fault,
    Raw,
    fault,
    faults_of_paths,
    within,
)
from checker.pack.model import Column, DocumentKind, Table
from checker.pack.paths import Chain, Steps, chain_along, holds_days

_DAYS: Final[tuple[tuple[str, ...], ...]] = (("period",), ("submission", "day"))
"""Where it declares the path of a day."""
_PATHS: Final[tuple[tuple[str, ...], ...]] = (
    ("sender", "member"),
    ("year",),
    ("version",),
    ("period",),
    ("submission", "day"),
    ("sender", "named_in"),
    ("status", "member"),
    ("items", "list"),
)
"""Where a document declares a path from the document as a whole."""


class DocumentChecks:
    """Checks of one declaration, `told`, and the `document` that was made of it."""

    def __init__(self, told: Raw, document: DocumentKind, bounds: Raw, tables: Mapping[str, Table]) -> None:
        self._told = told
        self._document = document
        self._bounds = bounds
        self._tables = tables
        self._schema: Raw = document.schema.node
        self._root = Chain((self._schema,), self._schema)

    def faults(self) -> Iterator[Fault]:
        """Every fault there is."""
        yield from self._of_paths()
        yield from self._of_tables()
        yield from self._of_values()
        if "exceptions" in self._told:
            yield from within(("exceptions",), self._of_members(self._told["exceptions"], "kind", "rule", "reason"))
        yield from self._of_signs()
        if "compilation" in self._told:
            yield from within(("compilation",), self._of_compilation(self._told["compilation"]))
        if self._document.outlining is not None:
            yield from within(("outline",), faults_of_paths(self._paths_of_outline(self._document.outlining)))
        yield from within(("compared",), self._of_compared())

    def _of_names(self, named: Iterable[tuple[Pointer, str, str | None]]) -> Iterator[Fault]:
        """Tables that there are not, and columns that they do not have; that there is no table is told once."""
        for at, name, column in named:
            table = self._tables.get(name)
            if column is None and table is None:
                yield fault(at, NO_TABLE, name=name, known=self._tables)
            elif column is not None and table is not None and column not in table.names:
                yield fault(at, NO_COLUMN, column=column, columns=table.names)

    def _of_paths(self) -> Iterator[Fault]:
        paths: dict[Pointer, tuple[Chain | None, str]] = {}
        for at in _PATHS:
            around = self._told if len(at) == 1 else self._told.get(at[0], {})
            if at[-1] in around:
                paths[at] = self._root, around[at[-1]]
        if "items" in self._told:
            listed, number = self._told["items"]["list"], self._told["items"]["number"]
            paths["items", "number"] = chain_along(self._schema, (listed,)), number
            paths |= dict(_paths_of_fills(self._told, self._schema))
        paths |= {("parts", name): (self._root, name) for name in self._told.get("parts", {})}
        for place, (chain, path) in paths.items():
            found = None if chain is None else chain.at(path)
            if chain is not None and found is None:
                yield fault(place, NOTHING_AT, path=path, known=chain.known(path))
            elif found is not None and place in _DAYS and not holds_days(found, self._schema):
                yield fault(place, NO_DAY_AT, path=path)

    def _of_tables(self) -> Iterator[Fault]:
        sender = self._told["sender"]
        named: list[tuple[Pointer, str, str | None]] = [
            (("sender", name), sender[name], None) for name in ("table", "names") if name in sender
        ]
        named += ((("sender", "names"), sender.get("names", ""), column) for column in ("code", "name"))
        if "located_by" in sender:
            named.append((("sender", "located_by"), sender["table"], sender["located_by"]["member"]))
        items = self._document.items
        if items is not None:
            named.append((("items", "table"), items.table, None))
            if items.classed_by is not None:
                named.append((("items", "class"), items.table, items.classed_by))
            column = self._column(items.table, items.classed_by)
            if column is not None and column.of is None:
                yield fault(("items", "class"), NO_TABLE_BEHIND, column=column.name)
        yield from self._of_names(named)

    def _column(self, table: str, name: str | None) -> Column | None:
        columns = self._tables[table].columns if table in self._tables else ()
        return next((column for column in columns if column.name == name), None)

    def _of_values(self) -> Iterator[Fault]:
        """The format and a status are such as the schema lets stand there, and the sender is one of the table."""
        status: Raw = self._told.get("status", {})
        wanted: dict[Pointer, tuple[str, Any]] = {("format",): ("format", self._told["format"])}
        wanted |= {("status", name): (status["member"], status[name]) for name in ("draft", "submitted") if status}
        for place, (path, value) in wanted.items():
            node = self._root.at(path) or {}
            if value not in node.get("enum", [node.get("const", value)]):
                message = N_("The schema of the document does not let “{value}” stand at “{path}”.")
                yield fault(place, message, value=value, path=path)
        path, table = self._document.sender, self._tables.get(self._document.roster)
        found = self._root.at(path)
        if table is not None and found is not None and not set(found.get("enum", ())) & table.places.keys():
            message = N_("In the schema, what stands at “{path}” is not taken from the table “{table}” (x-table).")
            yield fault(("sender", "member"), message, path=path, table=table.name)

    def _of_signs(self) -> Iterator[Fault]:
        """The bound that submissions are in time by, and what tells the sender beside the code."""
        bound = self._told.get("submission", {}).get("in_time")
        if bound is not None and not isinstance(self._bounds.get(bound, {}).get("value"), str):
            message = N_("There is no bound “{bound}” that is a day; there are: {bounds}.")
            yield fault(("submission", "in_time"), message, bound=bound, bounds=self._bounds)
        located = self._told["sender"].get("located_by")
        if located is not None:
            fact, member = located["fact"], located["member"]
            if member not in self._told["facts"].get(fact, {}).get("members", {}):
                message = N_("There is no fact “{kind}” with a member “{member}” here.")
                yield fault(("sender", "located_by"), message, kind=fact, member=member)

    # What is taken from a document

    def _of_compilation(self, raw: Raw) -> Iterator[Fault]:
        items = self._document.items
        if items is None:
            yield fault((), N_("Only documents whose `items` are declared can be compiled."))
            return
        listed = raw.get("milestones", {}).get("list", "")
        entry = chain_along(self._schema, (items.list,))
        if entry is not None:
            yield from faults_of_paths(
                _paths_of_compilation(raw, entry, chain_along(self._schema, (items.list, listed)))
            )
        named: list[tuple[Pointer, str, str | None]] = []
        table = items.table
        for place, name in enumerate(raw.get("groups", ())):
            named.append((("groups", place), table, name))
            column = self._column(table, name)
            if column is not None and column.of is None:
                yield fault(("groups", place), NO_TABLE_BEHIND, column=name)
            table = "" if column is None else column.of or ""
        announced = raw.get("totals", {}).get("announced", {})
        for name, column_name in announced.items():
            at = ("totals", "announced", name)
            named.append((at, announced["table"], None if name == "table" else column_name))
        yield from self._of_names(named)
        totals = raw.get("totals")
        if totals is not None:
            yield from within(("totals",), self._of_members(totals, "of", "item", "name", "amount"))
        if "release" in raw:
            yield from within(("release",), self._of_release(raw["release"], raw, items.table))

    def _of_members(self, raw: Raw, told_by: str, *names: str) -> Iterator[Fault]:
        """A kind of fact that there is not here, or members that it does not have."""
        kind = self._document.kinds.get(raw[told_by])
        if kind is None:
            yield fault((told_by,), NO_KIND_HERE, kind=raw[told_by])
            return
        known = {**self._told["facts"][kind.name].get("members", {}), **kind.members}
        for name in names:
            if raw[name] not in known:
                yield fault((name,), NO_MEMBER, kind=kind.name, member=raw[name], members=known)

    def _of_release(self, release: Raw, raw: Raw, items: str) -> Iterator[Fault]:
        depth = len(raw.get("groups", ())) + 1
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
        yield from self._of_names(_named_in_release(release, items))

    def _paths_of_outline(self, outline: Outlining) -> Iterator[tuple[Pointer, Chain | None, str]]:
        lists = [level.list for level in outline.levels]
        chains = [chain_along(self._schema, tuple(lists[:depth])) for depth in range(len(lists) + 1)]
        stated = chain_along(self._schema, (outline.statements.list,))
        yield ("numbering", "member"), chains[0], outline.numbering.member
        yield ("statements", "list"), chains[0], outline.statements.list
        yield from (
            (("statements", name), stated, getattr(outline.statements, name)) for name in ("of", "number", "place")
        )
        yield from ((("headings", name), chain, name) for chain in chains[1:-1] for name in outline.headings)
        for depth, level in enumerate(outline.levels):
            yield ("levels", depth, "list"), chains[depth], level.list
            for name in ("number", "title"):
                yield ("levels", depth, name), chains[depth + 1], getattr(level, name)
        if outline.names is not None:
            yield ("names", "member"), chains[-1], outline.names.member

    def _of_compared(self) -> Iterator[Fault]:
        """What the schema of the document has nothing for: a list, or what nothing has that stands in any of them."""
        for place, part in enumerate(self._document.compared):
            chains = [chain_along(self._schema, steps) for steps in part.lists]
            named: list[tuple[Pointer, Steps]] = [((place, "alike"), part.alike)] if part.alike else []
            for name, values in (("known_by", part.known_by), ("values", part.values)):
                named += [((place, name, nth, "path"), value.path) for nth, value in enumerate(values)]
            lost: list[tuple[Pointer, Steps]] = [
                ((place, "lists", nth), steps)
                for nth, (steps, chain) in enumerate(zip(part.lists, chains, strict=True))
                if chain is None
            ]
            # What is in a list that is nowhere, nobody knows.
            found = [chain for chain in chains if chain is not None]
            if not lost:
                lost = [each for each in named if all(chain.at("/".join(each[1])) is None for chain in found)]
            for at, steps in lost:
                path = "/".join(steps)
                around = found[0] if found and at[1] != "lists" else self._root
                yield fault(at, NOTHING_AT, path=path, known=around.known(path))


def _paths_of_compilation(
    raw: Raw, entry: Chain, milestone: Chain | None
) -> Iterator[tuple[Pointer, Chain | None, str]]:
    for place, each in enumerate(raw["values"]):
        yield ("values", place, "path"), entry, each["path"]
    for name, path in raw.get("funds", {}).items():
        yield ("funds", name), entry, path
    for name, member in raw.get("milestones", {}).items():
        yield ("milestones", name), entry if name == "list" else milestone, member


def _named_in_release(release: Raw, items: str) -> Iterator[tuple[Pointer, str, str | None]]:
    """The tables and columns that a released document is made of."""
    for member, column in release.get("columns", {}).items():
        yield ("columns", member), items, column
    for member, names in release["addressed"].items():
        yield from ((("addressed", member, place), name, None) for place, name in enumerate(names))
    for member, leading in release["answering"].items():
        for place, each in enumerate(leading):
            at: Pointer = ("answering", member, place)
            yield from (((*at, name), each[name], None) for name in ("table", "of"))
            yield from (((*at, name), each["table"], each[name]) for name in ("item", "body"))


def lacking_at(document: DocumentKind, written: str) -> list[str] | None:
    """The members that a document can have instead where it can have nothing at a place of a rule; None: it can.

    Of a kind that stands in none, nobody knows.
    """
    base, _, path = written.partition("/")
    schema = document.schema.node
    kind = document.kinds.get(base.strip("{}"))
    whole = not base or base.strip("{}") == document.anchor
    chains = [Chain((schema,), schema)] if whole else []
    for steps in kind.paths if kind is not None else ():
        chains += [chain for chain in [chain_along(schema, steps)] if chain is not None]
    can_stand = not path or not chains or any(chain.at(path) is not None for chain in chains)
    return None if can_stand else chains[0].known(path)


def _paths_of_fills(told: Raw, schema: Raw) -> Iterator[tuple[Pointer, tuple[Chain | None, str]]]:
    """What the entries of a document have from the one that it is held against: each path, and where it begins."""
    listed = told["items"]["list"]
    for place, path in enumerate(told.get("against", {}).get("fills", ())):
        *lists, member = path.split("/")
        inner = chain_along(schema, (listed, *lists))
        # Of a list that is not there, the whole path is told.
        found = (chain_along(schema, (listed,)), path) if inner is None else (inner, member)
        yield ("against", "fills", place), found
