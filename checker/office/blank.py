"""What is known of a document before anybody fills it in: its cover, the items that it owes, and what each asks for.

Which items a document owes is asked of the rules themselves, by having them judge one without any.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from checker.checking import HeldDocument, Options, check_document
from checker.content import entries_of
from checker.form import FormRows
from checker.i18n import N_, say
from checker.model import Finding, Language, Number, Severity
from checker.office.guidance import Field, capitalised, fields_of
from checker.pack.model import DocumentKind, Pack
from checker.pack.paths import Schema, types_of
from checker.readers import from_data
from checker.reporting.naming import sender_name
from checker.schema import resolved


def senders_of(pack: Pack, kind: DocumentKind) -> tuple[str, ...]:
    """The codes of those who can send a document of that kind, in the roster's order."""
    return pack.codes_of(kind.roster)


def heading_of(pack: Pack, kind: DocumentKind, year: object, sender: str, lang: Language) -> str:
    """What a document is called: by its kind, its year and the name of its sender."""
    return say(
        lang,
        N_("{document}: {office}") if year is None else N_("{document} for {year}: {office}"),
        document=capitalised(kind.document.in_language(lang)),
        year=year,
        office=sender_name(sender, kind, pack, lang),
    )


def name_of_item(pack: Pack, kind: DocumentKind, number: object, lang: Language) -> str:
    """An item of the circular by its number and its title."""
    title = pack.label(None if kind.items is None else kind.items.table, number)
    return say(
        lang,
        "{item} {number}: {title}",
        item=capitalised(kind.item.in_language(lang)),
        number=number,
        title="" if title is None else title.in_language(lang),
    )


def other_entry(pack: Pack, kind: DocumentKind, other: Mapping[str, Any] | None, number: object) -> Mapping[str, Any]:
    """The first entry of an item in the document that one of this kind is held against; empty where there is none."""
    if kind.against is None or kind.against.document not in pack.documents:
        return {}
    entries = entries_of(other, pack.documents[kind.against.document])
    return next((entry for found, entry in entries if found == number), {})


def rows_for(sender: object, rows: FormRows, pack: Pack, kind: DocumentKind) -> Iterator[Mapping[str, Any]]:
    """The rows of a table that a form has for a document of `sender`, as values of its fields."""
    table = pack.tables[rows.table]
    its = pack.tables[kind.roster].row(sender) or {}
    for values in table.rows:
        row = dict(zip(table.names, values, strict=True))
        is_of_sender = all(row[own] == its.get(column) for own, column in rows.sender.items())
        if is_of_sender and all(_is_one_of(row[name], wanted) for name, wanted in rows.where.items()):
            yield {name: row[column] for name, column in rows.fields.items()}


def _is_one_of(value: object, wanted: Sequence[object]) -> bool:
    return value in wanted or (value is None and False in wanted)


def _only(value: Any, paths: Collection[tuple[str, ...]]) -> Any:
    """Of a value only what is at these paths, in each item of the lists on the way there."""
    if () in paths:
        return value
    if isinstance(value, list):
        return [_only(item, paths) for item in value]
    names = {path[0] for path in paths} if isinstance(value, dict) else ()
    return {
        name: _only(value[name], [path[1:] for path in paths if path[0] == name]) for name in names if name in value
    }


class Blank:
    """The document of one sender, one of `senders_of`, that nobody has filled in yet.

    `other` is the document that it will be held against, where that is at hand.
    """

    def __init__(self, pack: Pack, kind: DocumentKind, sender: str, other: Mapping[str, Any] | None = None) -> None:
        self.pack = pack
        self.other = other
        self.kind = kind
        self.sender = sender
        self.schema: Schema = kind.schema.node
        year = None if pack.plan_year is None or kind.year is None else int(pack.plan_year.first_day[:4])
        self.year = year
        self.known: dict[Field, Any] = {("circular",): pack.id, (kind.sender,): sender}
        for path, value in ((kind.year, year), (kind.status, kind.draft), (kind.version, 1)):
            if path is not None and value is not None:
                self.known[tuple(path.split("/"))] = value
        self._wanted: dict[object, set[str]] = {}

    def heading(self, lang: Language) -> str:
        """What the document is called."""
        return heading_of(self.pack, self.kind, self.year, self.sender, lang)

    @property
    def cover(self) -> dict[str, Any]:
        """The document with what is known of it as a whole."""
        data: dict[str, Any] = {"format": self.kind.format}
        for (*around, name), value in self.known.items():
            here = data
            for step in around:
                here = here.setdefault(step, {})
            here[name] = value
        return data

    # The items of the circular

    @cached_property
    def compulsory(self) -> tuple[Number, ...]:
        """The items that the rules miss in a document without any, and those for which the form has rows."""
        missed = {finding.subject for finding in self._findings([])}
        return tuple(number for number in self.numbers if number in missed or number in self.listed)

    @cached_property
    def listed(self) -> Mapping[object, Mapping[str, Any]]:
        """The rows that the form has for certain items, by the numbers of these."""
        items = self.kind.items
        sheets = () if items is None or self.kind.form is None else self.kind.form.sheets
        return {
            row.get(sheet.fields[0].name): row
            for sheet in sheets
            if items is not None and sheet.list == (items.list,) and not sheet.of and sheet.rows is not None
            for row in rows_for(self.sender, sheet.rows, self.pack, self.kind)
        }

    @cached_property
    def offered(self) -> tuple[Number, ...]:
        """The items that a document may take up beside these."""
        return tuple(number for number in self.numbers if number not in {*self.compulsory, *self.others})

    @cached_property
    def others(self) -> tuple[Number, ...]:
        """The items to which the rules object.

        An objection is to the number of an entry: for whatever else they ask, an entry has room.
        """
        return tuple(number for number in self.numbers if number in self._objections and number not in self.compulsory)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """All the items of the circular, in the order of their table."""
        return () if self.kind.items is None else self.pack.codes_of(self.kind.items.table)

    @cached_property
    def _objections(self) -> frozenset[Any]:
        items = self.kind.items
        if items is None:
            return frozenset()
        entry = self.entry
        needed = {name: self._sample(entry["properties"][name]) for name in entry.get("required", ())}
        objected = set()
        for finding in self._findings([{**needed, items.number: number} for number in self.numbers]):
            if finding.at[2:] == (items.number,) and finding.severity is not Severity.INFO:
                objected.add(finding.subject)
            for field in fields_of(self.pack.rules_by_id[finding.rule], self.kind):
                self._wanted.setdefault(finding.subject, set()).update(field[1:2])
        return frozenset(objected)

    @cached_property
    def entry(self) -> Schema:
        """The schema of an entry of the list of items."""
        items = self.kind.items
        listed = {} if items is None else self.schema.get("properties", {}).get(items.list, {})
        return self.resolved(self.resolved(listed).get("items", {}))

    def known_of(self, number: Number) -> dict[str, Any]:
        """What is known of the entry of an item.

        A field that is called as a column of the table is what that has; others are what the document says that this
        one will be held against.
        """
        items = self.kind.items
        if items is None:
            return {}
        row = self.pack.tables[items.table].row(number) or {}
        members = self.entry.get("properties", {})
        known = {name: row[name] for name in members if isinstance(row.get(name), str | int)}
        fills = () if self.kind.against is None else self.kind.against.fills
        return {**known, **_only(other_entry(self.pack, self.kind, self.other, number), fills), items.number: number}

    def is_meant(self, number: Number, name: str) -> bool:
        """Whether a field is for this item in particular: a table says so, or a rule asks for it."""
        return number in self._owners.get(name, ()) or name in self._asked(number)

    def is_foreign(self, number: Number | None, name: str) -> bool:
        """Whether a field is for other items alone; of none in particular, none is."""
        return number is not None and name in self._owners and number not in self._owners[name]

    def is_owned(self, name: str) -> bool:
        """Whether a table has a field for some items."""
        return name in self._owners

    def is_rare(self, name: str) -> bool:
        """Whether a field of an entry is a group that is given as a whole or not at all: few entries have it."""
        node = self.resolved(self.entry.get("properties", {}).get(name, {}))
        return bool(node.get("properties") and node.get("required"))

    def _asked(self, number: Number) -> Collection[str]:
        """The fields that rules ask for in an entry of the item that has none."""
        _ = self._objections
        return self._wanted.get(number, ())

    @cached_property
    def _owners(self) -> Mapping[str, Collection[Any]]:
        """The codes of lists that tables have for certain items, with these: a field so called is for them alone."""
        items = self.kind.items
        owners: dict[str, set[Any]] = {}
        for table in self.pack.tables.values():
            keys = [column.name for column in table.columns if items is not None and column.of == items.table]
            for column in table.columns if keys else ():
                codes = self.pack.codes.get(column.of or "")
                if codes is not None and table.name != (items and items.table):
                    owners |= {code: owners.get(code, set()) for code in codes}
                    for row in table.by_key.values():
                        owners.get(row[column.name], set()).add(row[keys[0]])
        return owners

    def _findings(self, entries: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
        """What the rules find in a draft with these entries and nothing else."""
        listed = None if self.kind.items is None else self.kind.items.list
        draft: dict[str, Any] = {}
        for name in self.schema.get("required", ()):
            node = self.schema["properties"][name]
            draft[name] = entries if name == listed else self.known.get((name,), self._sample(node))
        against = None
        if self.kind.against is not None and self.other is not None:
            against = {(self.kind.against.document, self.sender): [HeldDocument(self.other)]}
        report = check_document(from_data(draft), Options(self.pack, against=against))
        return (finding for finding in report.findings if finding.rule in self.pack.rules_by_id)

    def _sample(self, node: Schema) -> Any:
        """Some value that the schema takes, for the rules to have a whole document before them."""
        node = self.resolved(node)
        if "const" in node or node.get("enum"):
            return node.get("const", next(iter(node.get("enum", ())), None))
        types = self.types(node)
        if "object" in types:
            return {name: self._sample(node["properties"][name]) for name in node.get("required", ())}
        if "array" in types:
            return []
        if "boolean" in types:
            return False
        return max(node.get("minimum", 1), 1) if types & {"integer", "number"} else "…"

    def resolved(self, node: Schema) -> Schema:
        """What a part of the schema stands for."""
        return resolved(node, self.schema)

    def types(self, node: Schema) -> frozenset[str]:
        """The JSON types that a part of the schema allows."""
        return types_of(node, self.schema)
