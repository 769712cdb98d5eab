"""What a document declares besides its facts, held against its schema and the tables: senders, items, signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.i18n import N_
from checker.model import Pointer
from checker.pack.faults import NO_KIND_HERE, NO_MEMBER, NO_TABLE, NO_TABLE_BEHIND, NOTHING_AT, Fault, Raw, fault
from checker.pack.model import DocumentKind, Table
from checker.pack.paths import Chain, chain_along


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
        yield from self._of_exceptions()
        yield from self._of_signs()

    def _of_paths(self) -> Iterator[Fault]:
        told, root = self._told, self._root
        paths: dict[Pointer, tuple[Chain | None, str]] = {("sender", "member"): (root, told["sender"]["member"])}
        paths |= {(name,): (root, told[name]) for name in ("year", "version", "period") if name in told}
        if "submission" in told:
            paths["submission", "day"] = root, told["submission"]["day"]
        if "named_in" in told["sender"]:
            paths["sender", "named_in"] = root, told["sender"]["named_in"]
        if "status" in told:
            paths["status", "member"] = root, told["status"]["member"]
        if "items" in told:
            paths["items", "list"] = root, told["items"]["list"]
            paths["items", "number"] = chain_along(self._schema, (told["items"]["list"],)), told["items"]["number"]
            paths |= dict(_paths_of_fills(told, self._schema))
        for place, (chain, path) in paths.items():
            if chain is not None and chain.at(path) is None:
                yield fault(place, NOTHING_AT, path=path, known=chain.known(path))

    def _of_tables(self) -> Iterator[Fault]:
        sender = self._told["sender"]
        named: dict[Pointer, str] = {("sender", name): sender[name] for name in ("table", "names") if name in sender}
        if "items" in self._told:
            named["items", "table"] = self._told["items"]["table"]
        for place, name in named.items():
            if name not in self._tables:
                yield fault(place, NO_TABLE, name=name, known=self._tables)

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

    def _of_exceptions(self) -> Iterator[Fault]:
        asked: Raw = self._told.get("exceptions", {})
        for place, member in asked.items():
            kind = self._document.kinds.get(asked["kind"])
            if place == "kind" and kind is None:
                yield fault(("exceptions", place), NO_KIND_HERE, kind=member)
            elif kind is not None and place != "kind" and member not in kind.members:
                yield fault(("exceptions", place), NO_MEMBER, kind=kind.name, member=member, members=kind.members)

    def _of_signs(self) -> Iterator[Fault]:
        """The bound that submissions are in time by, and what tells the sender beside the code."""
        bound = self._told.get("submission", {}).get("in_time")
        if bound is not None and not isinstance(self._bounds.get(bound, {}).get("value"), str):
            message = N_("There is no bound “{bound}” that is a day; there are: {bounds}.")
            yield fault(("submission", "in_time"), message, bound=bound, bounds=self._bounds)
        sender = self._told["sender"]
        wanted: list[tuple[Pointer, Any, str]] = [
            (("sender", "names"), sender.get("names"), name) for name in ("code", "name")
        ]
        if "located_by" in sender:
            fact, member = sender["located_by"]["fact"], sender["located_by"]["member"]
            wanted.append((("sender", "located_by"), sender["table"], member))
            if member not in self._told["facts"].get(fact, {}).get("members", {}):
                message = N_("There is no fact “{kind}” with a member “{member}” here.")
                yield fault(("sender", "located_by"), message, kind=fact, member=member)
        items = self._told.get("items", {})
        if "class" in items:
            wanted.append((("items", "class"), items["table"], items["class"]))
        for place, name, column in wanted:
            table = self._tables.get(str(name))
            if table is not None and column not in table.names:
                message = N_("The table “{table}” has no column “{column}”; it has: {columns}.")
                yield fault(place, message, table=name, column=column, columns=table.names)
            elif (
                table is not None
                and place == ("items", "class")
                and table.columns[table.names.index(column)].of is None
            ):
                yield fault(place, NO_TABLE_BEHIND, column=column)


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
