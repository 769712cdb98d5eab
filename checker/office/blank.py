"""What is known of a document before anybody fills it in: its cover, the items that it owes, and what is asked of each.

Which items a document owes is asked of the rules themselves, by having them judge one without any. What the circular
asks about each field, as forms quote it, is found in what the rule pack declares.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import product
from typing import Any, Final, NamedTuple

from checker.checking import HeldDocument, Options, check_document
from checker.content import entries_of
from checker.form import Form, FormField, FormRows, FormSheet, ValueKind
from checker.i18n import N_, messages_of, say
from checker.model import Finding, Language, Number, Severity
from checker.pack.conditions import Op
from checker.pack.model import Column, DocumentKind, Kind, MemberType, Pack, Rule, Table
from checker.pack.paths import Schema, depth_of, paths_of, types_of
from checker.pack.ways import COUNTING, WAYS, own_members, way_of
from checker.pack.wording import label
from checker.readers import from_data
from checker.reporting.naming import clause_label, sender_name
from checker.schema import resolved
from checker.values import day_text, shown_day

# What the circular asks about each field

_FEW: Final = 8
"""Words that a note lists; more are too many."""

Field = tuple[str, ...]
"""The names that lead to a field of a document, in whichever item of a list it is."""


def duties_on(field: Field, pack: Pack, document: DocumentKind, lang: Language) -> Iterator[str]:
    """The duties on a field and what is in it, but for those of a single item of the circular.

    Of the list of items these are the duties on the list as a whole: entries have fields of their own.
    """
    if not field:
        return
    is_list = document.items is not None and field == (document.items.list,)
    for rule in pack.rules_for(document):
        fields = fields_of(rule, document)
        if not _numbers_of(rule) and (
            field in fields if is_list else any(each[: len(field)] == field for each in fields)
        ):
            yield duty_text(rule, pack, lang)


def duty_text(rule: Rule, pack: Pack, lang: Language) -> str:
    """A rule's duty and its clause, as a sentence."""
    clause = clause_label(rule.clause, lang, pack)
    return say(lang, "{duty} ({clause}).", duty=rule.duty.in_language(lang).rstrip(".。"), clause=clause)


@lru_cache(maxsize=1024)
def fields_of(rule: Rule, document: DocumentKind) -> frozenset[Field]:
    """The fields of a document that a rule is about: where its findings stand, or else what it looks at."""
    kind = document.kinds.get(rule.for_each)
    if named := [at for at in rule.at if at.steps]:
        own = {()} if kind is None else _places_of(kind)
        return frozenset((*base, *at.steps) for at in named for base in (own if at.relative else {()}))
    if kind is None:
        return frozenset()
    places = _places_of(kind)
    for blocks in (rule.violated_if, () if any(places) else (rule.applies_if,)):
        looked_at = {test.member for block in blocks for test in block.own}
        if found := {field for name in looked_at for field in _fields_of_way(kind.members[name].way, kind, document)}:
            return frozenset(found)
    return frozenset(places)


def _places_of(kind: Kind) -> set[Field]:
    """The fields that the facts of a kind are; of a kind that is read in several parts of a document, in the first."""
    return {tuple(name for part in parts for name in part) for parts in _parts_of(kind)}


def _parts_of(kind: Kind) -> list[tuple[Field, ...]]:
    """For each field that facts of a kind are, the names that each step on the way there adds."""
    steps = [[step] if isinstance(step, str) else step for step in (kind.paths[0] if kind.paths else ())]
    return [
        tuple(tuple(name for name in names.split("/") if name != "*") for names in chosen) for chosen in product(*steps)
    ]


def _fields_of_way(way: Mapping[str, Any], kind: Kind, document: DocumentKind) -> set[Field]:
    """The fields that a member is read from, through whatever other members."""
    name = way_of(way)
    if not name:
        return set()
    if name == "any_of":
        return {field for each in way[name] for field in _fields_of_way(each, kind, document)}
    if name == "of_document":
        anchor = document.kinds[document.anchor]
        return _fields_of_way(anchor.members[way[name]].way, anchor, document)
    if name in COUNTING:
        return _places_of(document.kinds[way[name]]) if way[name] in document.kinds else set()
    if WAYS[name].leads_to is not None:
        return {field for path in paths_of(way[name]) for field in _fields_at(path, kind)}
    own = (way[name],) if name == "ahead" else own_members(way)
    return {field for member in own for field in _fields_of_way(kind.members[member].way, kind, document)}


def _fields_at(path: str, kind: Kind) -> set[Field]:
    """What a path leads to from each field that facts of a kind are; one read by its name is itself the value."""
    depth, steps = depth_of(path)
    found = set()
    is_named = bool(kind.paths) and isinstance(kind.paths[0][-1], tuple)
    for parts in _parts_of(kind):
        around = parts[: len(parts) - depth]
        names = steps[1:] if is_named and not depth else steps
        found.add((*(name for part in around for name in part), *names))
    return found


def said_of_item(
    number: Number,
    pack: Pack,
    document: DocumentKind,
    sender: str,
    lang: Language,
    *,
    but_columns: Collection[str] = (),
    but_tables: Collection[str] = (),
    is_form: bool = False,
) -> Iterator[str]:
    """What the tables of the circular say of an item, to whoever sends the document, and the duties on it alone.

    All but some columns of the table of items, and some other tables. In a form that people fill in by words, codes
    are not said beside these.
    """
    if document.items is None:
        return
    own = pack.tables[document.items.table]
    words = _Words(pack, lang, label if is_form else code_name)
    row = own.row(number) or {}
    columns = [column for column in own.columns if column.name not in (*own.key, own.label, *but_columns)]
    if said := [words.called(column, own, row) for column in columns if _is_told(row, column)]:
        yield _sentence(say(lang, "; ").join(said), lang)
    for table in pack.tables.values():
        if table is not own and table.name not in but_tables:
            yield from words.said_in(table, own, number, document, sender)
    for rule in pack.rules_for(document):
        if number in _numbers_of(rule):
            yield duty_text(rule, pack, lang)


class _Words(NamedTuple):
    """What the cells of tables say in one language; `named` is how a code is called that is taken from a table."""

    pack: Pack
    lang: Language
    named: Callable[[Pack, str | None, Any, Language], str]

    def said_in(self, table: Table, own: Table, number: Number, document: DocumentKind, sender: str) -> Iterator[str]:
        """What another table says of an item, as one sentence: of its rows about senders, those of this one."""
        about = [column for column in table.columns if column.of == own.name]
        if not about:
            return
        senders = [column for column in table.columns if column.of == document.roster]
        columns = [column for column in table.columns if column not in (*about, *senders)]
        said = []
        for row in table.index([about[0].name]).get((number,), ()):
            told = [column for column in columns if _is_told(row, column)]
            if told and all(row[column.name] == sender for column in senders):
                first, *others = told
                parts = [self.value(first, table, row), *(self.called(each, table, row) for each in others)]
                said.append(say(self.lang, "; ").join(parts))
        if said:
            value = say(self.lang, ", ").join(said)
            sentence = say(self.lang, "{meaning}: {value}", meaning=table.kind.meaning, value=value)
            yield _sentence(sentence, self.lang)

    def called(self, column: Column, table: Table, row: Mapping[str, Any]) -> str:
        """A cell with what its column is called; a flag is no more than that."""
        value = self.value(column, table, row)
        if column.type is MemberType.FLAG:
            return value
        return say(self.lang, "{meaning}: {value}", meaning=table.kind.members[column.name].meaning, value=value)

    def value(self, column: Column, table: Table, row: Mapping[str, Any]) -> str:
        """What a cell says; codes of lists are known by their words."""
        value = row[column.name]
        if column.type is MemberType.FLAG:
            return table.kind.members[column.name].meaning.in_language(self.lang)
        if column.type is MemberType.TEXT:
            text: str = value.in_language(self.lang)
            return text
        if column.type is MemberType.DAY:
            return shown_day(day_text(value), self.lang)
        named = label if column.of in self.pack.codes else self.named
        return named(self.pack, column.of, value, self.lang)


def _is_told(row: Mapping[str, Any], column: Column) -> bool:
    """Whether a cell says something: it is not empty, nor a flag that is not set."""
    return row.get(column.name) not in (None, False)


def code_name(pack: Pack, labels: str | None, code: Any, lang: Language) -> str:
    """A code with what people call it: whoever writes the code needs both, where they are not the same word."""
    name = label(pack, labels, code, lang)
    return name if name == str(code) else say(lang, "{code} ({label})", code=code, label=name)


def _sentence(text: str, lang: Language) -> str:
    return say(lang, "{text}.", text=capitalised(text))


def capitalised(text: str) -> str:
    """`text` as a sentence begins."""
    return text[:1].upper() + text[1:]


def _numbers_of(rule: Rule) -> set[object]:
    """The items that a rule names; none where it is about items in general."""
    members = rule.kinds[rule.for_each].members
    return {
        test.value
        for block in (rule.applies_if, *rule.violated_if)
        for test in block.own
        if members[test.member].type is MemberType.NUMBER and test.op is Op.IS
    }


# Beside the fields of a form

HOW: Final = messages_of("how-to-fill-in")
"""By the suffix of a blank: how it is filled in, whatever it is for."""
GUIDES: Final = messages_of("guides")
"""By the kind of a field: how it is filled in, and what is said of what cannot stand there."""
_NOT_SAID: Final = frozenset({ValueKind.CODE, ValueKind.NUMBER, ValueKind.COUNT, ValueKind.FIGURE, ValueKind.AMOUNT})
"""Kinds of which the schema speaks in codes, or says no more than the label."""


def guide_of(field: FormField, choices: Sequence[str], lang: Language) -> str:
    """How a field is filled in."""
    said = [] if field.meaning is None or field.kind in _NOT_SAID else [capitalised(field.meaning.in_language(lang))]
    if field.kind in GUIDES:
        said.append(say(lang, GUIDES[field.kind][0]))
    if field.kind is ValueKind.CODE and 0 < len(choices) <= _FEW:
        said.append(say(lang, ", ").join(choices))
    return "\n".join(said)


def path_of(sheet: FormSheet, field: FormField) -> Field:
    """The names that lead from the document to what a field is."""
    return (*sheet.paths[0], *field.path) if field.path and field not in sheet.keys else ()


def duties_on_sheet(sheet: FormSheet, pack: Pack, document: DocumentKind, lang: Language) -> Iterable[str]:
    """What the circular asks of what stands on a sheet, each duty once."""
    fields = [path_of(sheet, field) for field in sheet.fields]
    listed = [sheet.list] if sheet.list and not sheet.of else []
    return dict.fromkeys(
        duty for field in (*listed, *fields) if field for duty in duties_on(field, pack, document, lang)
    )


def shown_columns(form: Form) -> Sequence[FormField]:
    """The fields of a form that show what the tables say of an item, each once."""
    fields = (field for sheet in form.sheets for field in sheet.fields if field.kind is ValueKind.SHOWN)
    return list({field.name: field for field in fields}.values())


def shown_tables(form: Form, document: DocumentKind) -> frozenset[str]:
    """The columns of the table of items, and the other tables, that these fields show."""
    own = None if document.items is None else document.items.table
    fields = (field.shows for field in shown_columns(form) if field.shows is not None)
    return frozenset(column if table == own else table for table, column, _ in fields)


# A document of one sender


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
