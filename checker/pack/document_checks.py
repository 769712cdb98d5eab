"""What a document declares besides its facts, held against its schema and the tables.

Its sender, its items, its signs; what a compilation takes from it, how a text becomes one, what two are compared by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from checker.model import Pointer
from checker.pack.faults import Fault, Raw, fault, within
from checker.pack.model import DocumentKind, Table
from checker.pack.paths import Chain, Steps, chain_along, holds_days
from checker.readers import read_path

_REFERENCES: Final[Any] = read_path(Path(__file__).with_name("references.yaml")).data
"""What a declaration names that has to be there, by the places where it does."""


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
        for pattern, written in _REFERENCES.items():
            for at, name in _named(self._told, pattern.split("/")):
                for reference in written if isinstance(written, list) else [written]:
                    yield from self._of_reference(at, name, *reference.split())
        yield from self._of_columns()
        yield from self._of_values()
        if "compilation" in self._told:
            yield from within(("compilation",), self._of_compilation(self._told["compilation"]))
        yield from within(("compared",), self._of_compared())

    # What is named, and has to be there

    def _of_reference(self, at: Pointer, name: str, what: str, joint: str = "", *places: str) -> Iterator[Fault]:
        """Whether there is what is called `name`, in what is named at `places`; of what is in nothing, that is told."""
        around = [self._value_at(at, place) for place in places]
        match what:
            case "table":
                if name not in self._tables:
                    yield fault(at, "no-table", name=name, known=self._tables)
            case "column":
                table = self._tables.get(around[0])
                if table is not None and name not in table.names:
                    yield fault(at, "no-column", column=name, columns=table.names)
            case "kind":
                if name not in self._document.kinds:
                    yield fault(at, "no-kind-here", kind=name)
            case "member":
                kind = self._document.kinds.get(around[0])
                known = {} if kind is None else {**self._told["facts"][kind.name].get("members", {}), **kind.members}
                if kind is not None and name not in known:
                    yield fault(at, "no-member", kind=kind.name, member=name, members=known)
            case _:
                yield from self._of_path(at, name, what, around, is_through_lists=joint == "through")

    def _of_path(
        self, at: Pointer, path: str, what: str, lists: Sequence[str], *, is_through_lists: bool
    ) -> Iterator[Fault]:
        chain = chain_along(self._schema, tuple(lists))
        inner, member = path.rpartition("/")[::2] if is_through_lists else ("", path)
        # Of a list that is not there, the whole path is told.
        further = chain_along(self._schema, (*lists, *inner.split("/"))) if inner else None
        if further is not None:
            chain, path = further, member
        found = None if chain is None else chain.at(path)
        if chain is not None and found is None:
            yield fault(at, "nothing-at", path=path, known=chain.known(path))
        elif found is not None and what == "list" and chain_along(self._schema, (*lists, path)) is None:
            yield fault(at, "no-list-at", path="/".join((*lists, path)))
        elif found is not None and what == "day" and not holds_days(found, self._schema):
            yield fault(at, "no-day-at", path=path)

    def _value_at(self, at: Pointer, place: str) -> Any:
        """What stands at a place of the declaration, which may be one beside `at`; empty where nothing does."""
        value: Any = self._told
        for step in (*at[:-1], place[2:]) if place.startswith("./") else place.split("/"):
            value = value.get(step, {}) if isinstance(value, Mapping) else value[int(step)]
        return value or ""

    def _of_columns(self) -> Iterator[Fault]:
        """What a table has to have whose rows say what senders are called, and by what items are told apart."""
        sender, items = self._told["sender"], self._document.items
        for column in ("code", "name"):
            if "names" in sender:
                yield from self._of_reference(("sender", "names"), column, "column", "of", "sender/names")
        if items is not None and items.classed_by is not None:
            yield from self._of_group(("items", "class"), items.table, items.classed_by)

    def _of_group(self, at: Pointer, table: str, name: str) -> Iterator[Fault]:
        """A column of a table that leads to none; that there is no such column is told by itself."""
        if self._behind(table, name) == "":
            yield fault(at, "no-table-behind", column=name)

    def _behind(self, table: str, name: str) -> str | None:
        """The table or list behind a column of a table, empty where there is none; None where there is no column."""
        columns = self._tables[table].columns if table in self._tables else ()
        return next((column.of or "" for column in columns if column.name == name), None)

    def _of_values(self) -> Iterator[Fault]:
        """The format and a status can stand where they do, the sender is one of the table, a deadline is a day."""
        status: Raw = self._told.get("status", {})
        wanted: dict[Pointer, tuple[str, Any]] = {("format",): ("format", self._told["format"])}
        wanted |= {("status", name): (status["member"], status[name]) for name in ("draft", "submitted") if status}
        for place, (path, value) in wanted.items():
            node = self._root.at(path) or {}
            if value not in node.get("enum", [node.get("const", value)]):
                yield fault(place, "value-not-let", value=value, path=path)
        path, table = self._document.sender, self._tables.get(self._document.roster)
        found = self._root.at(path)
        if table is not None and found is not None and not set(found.get("enum", ())) & table.places.keys():
            yield fault(("sender", "member"), "sender-not-of-table", path=path, table=table.name)
        bound = self._told.get("submission", {}).get("in_time")
        if bound is not None and not isinstance(self._bounds.get(bound, {}).get("value"), str):
            yield fault(("submission", "in_time"), "no-such-day", bound=bound, bounds=self._bounds)

    # What is taken from a document

    def _of_compilation(self, raw: Raw) -> Iterator[Fault]:
        items = self._document.items
        if items is None:
            yield fault((), "compiled-without-items")
            return
        table = items.table
        for place, name in enumerate(raw.get("groups", ())):
            behind = self._behind(table, name)
            if behind is None and table in self._tables:
                yield fault(("groups", place), "no-column", column=name, columns=self._tables[table].names)
            yield from self._of_group(("groups", place), table, name)
            table = behind or ""
        if "release" in raw:
            yield from within(("release",), self._of_release(raw["release"], raw))

    def _of_release(self, release: Raw, raw: Raw) -> Iterator[Fault]:
        depth = len(raw.get("groups", ())) + 1
        lengths: dict[Pointer, tuple[int, int]] = {
            ("levels",): (len(release["levels"]), depth),
            ("statements", "words"): (len(release["statements"]["words"]), depth),
        }
        if "left_out" in release:
            lengths["left_out", "around"] = len(release["left_out"]["around"]), depth - 1
        for at, (found, wanted) in lengths.items():
            if found != wanted:
                yield fault(at, "not-as-many", found=found, wanted=wanted)
        for member, path in release["aims"].items():
            if path not in [value["path"] for value in raw["values"]]:
                yield fault(("aims", member), "no-such-value", path=path)

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
                yield fault(at, "nothing-at", path=path, known=around.known(path))


def _named(told: Any, pattern: Sequence[str], at: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """What a declaration names at the places of a pattern, as far as it has them."""
    if not pattern:
        yield at, told
        return
    step, *rest = pattern
    members = told.items() if isinstance(told, Mapping) else [(str(place), each) for place, each in enumerate(told)]
    for name, value in members:
        place = int(name) if isinstance(told, list) else name
        if step == "?":
            yield (*at, place), name
        elif step in ("*", name):
            yield from _named(value, rest, (*at, place))


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
