"""What the circular asks about each field of a document, as forms quote it: found in what the rule pack declares."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import Any, Final, NamedTuple

from checker.form import Form, FormField, FormSheet, ValueKind
from checker.i18n import messages_of, say
from checker.model import Language, Number
from checker.pack.conditions import Op
from checker.pack.model import Column, DocumentKind, Kind, MemberType, Pack, Rule, Table, shown_day
from checker.pack.paths import depth_of, paths_of
from checker.pack.ways import COUNTING, WAYS, own_members, way_of
from checker.pack.wording import label
from checker.reporting.naming import clause_label
from checker.values import day_text

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
