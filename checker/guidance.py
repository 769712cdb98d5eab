"""What the circular asks about each field of a document, as forms quote it: found in what the rule pack declares."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from checker.facts.resting import own_members
from checker.i18n import say
from checker.pack.conditions import Op
from checker.pack.model import DocumentKind, Kind, MemberType, Rule
from checker.pack.paths import depth_of, paths_of
from checker.pack.ways import COUNTING, WAYS, way_of
from checker.pack.wording import label
from checker.reporting.naming import clause_label

if TYPE_CHECKING:
    from checker.model import Language, Number
    from checker.pack.model import Column, Pack, Table

Field = tuple[str, ...]
"""The names that lead to a field of a document, in whichever item of a list it is."""


def duties_on(field: Field, pack: Pack, document: DocumentKind, lang: Language) -> Iterator[str]:
    """The duties on a field and what is in it, but for those of a single item of the circular.

    Of the list of items these are the duties on the list as a whole: entries have fields of their own.
    """
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
) -> Iterator[str]:
    """What the tables of the circular say of an item, to whoever sends the document, and the duties on it alone.

    All but some columns of the table of items, and some other tables.
    """
    if document.items is None:
        return
    own = pack.tables[document.items.table]
    row = own.row(number) or {}
    columns = [column for column in own.columns if column.name not in (*own.key, own.label, *but_columns)]
    if said := [_called(column, own, row, pack, lang) for column in columns if _is_told(row, column)]:
        yield _sentence(say(lang, "; ").join(said), lang)
    for table in pack.tables.values():
        if table is not own and table.name not in but_tables:
            yield from _said_in(table, own, number, pack, document, sender, lang)
    for rule in pack.rules_for(document):
        if number in _numbers_of(rule):
            yield duty_text(rule, pack, lang)


def _said_in(
    table: Table, own: Table, number: Number, pack: Pack, document: DocumentKind, sender: str, lang: Language
) -> Iterator[str]:
    """What another table says of an item, as one sentence: of its rows about senders, those of this one."""
    about = [column for column in table.columns if column.of == own.name]
    if not about:
        return
    senders = [column for column in table.columns if column.of == document.roster]
    columns = [column for column in table.columns if column not in (*about, *senders)]
    rows = table.index([about[0].name]).get((number,), ())
    said = []
    for row in rows:
        told = [column for column in columns if _is_told(row, column)]
        if told and all(row[column.name] == sender for column in senders):
            first, *others = told
            parts = [_value(first, table, row, pack, lang), *(_called(each, table, row, pack, lang) for each in others)]
            said.append(say(lang, "; ").join(parts))
    if said:
        value = say(lang, ", ").join(said)
        meaning = table.kind.meaning.in_language(lang)
        yield _sentence(say(lang, "{meaning}: {value}", meaning=meaning, value=value), lang)


def _is_told(row: Mapping[str, Any], column: Column) -> bool:
    """Whether a cell says something: it is not empty, nor a flag that is not set."""
    return row.get(column.name) not in (None, False)


def _called(column: Column, table: Table, row: Mapping[str, Any], pack: Pack, lang: Language) -> str:
    """A cell with what its column is called; a flag is no more than that."""
    value = _value(column, table, row, pack, lang)
    if column.type is MemberType.FLAG:
        return value
    meaning = table.kind.members[column.name].meaning.in_language(lang)
    return say(lang, "{meaning}: {value}", meaning=meaning, value=value)


def _value(column: Column, table: Table, row: Mapping[str, Any], pack: Pack, lang: Language) -> str:
    value = row[column.name]
    if column.type is MemberType.FLAG:
        return table.kind.members[column.name].meaning.in_language(lang)
    if column.type is MemberType.TEXT:
        text: str = value.in_language(lang)
        return text
    # Codes that stand in other tables are what a document may have to name; those of lists are known by their words.
    return label(pack, column.of, value, lang) if column.of in pack.codes else code_name(pack, column.of, value, lang)


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
