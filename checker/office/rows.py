"""A document as the rows of its form: what stands in each cell, such that reading the cells gives the document again.

Workbooks and Word documents are both made of these rows, and so is who is named for what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, NamedTuple

from checker.edits import member_at
from checker.form import AGAINST, CIRCULAR, RULES, Form, FormField, FormRows, FormSheet, ValueKind
from checker.i18n import say
from checker.model import Language, Number, Text
from checker.office.blank import Blank, heading_of, other_entry, rows_for, said_of_item, shown_tables
from checker.pack.labels import labels_of
from checker.pack.model import DocumentKind, MemberType, Pack
from checker.pack.wording import label
from checker.readers.form import needs_marks
from checker.readers.form_tables import named_as
from checker.readers.typed_values import (
    code_of,
    is_nothing,
    items_of,
    multiple_of,
    quoted,
    unit_in,
    written_flag,
    written_item_number,
    written_items,
    written_lines,
    written_number,
)
from checker.readers.xlsx import serial_of
from checker.values import WHITE_SPACE, number_of, shown_day

Written = str | int | float | date
"""What stands in a cell."""

ROOM: Final[Mapping[ValueKind, int]] = {
    ValueKind.NUMBER: 10,
    ValueKind.MARK: 8,
    ValueKind.DAY: 16,
    ValueKind.COUNT: 12,
    ValueKind.FIGURE: 12,
    ValueKind.AMOUNT: 13,
    ValueKind.FLAG: 13,
    ValueKind.ITEMS: 17,
    ValueKind.DIGITS: 14,
    ValueKind.CODE: 18,
    ValueKind.SHOWN: 18,
    ValueKind.TEXT: 26,
    ValueKind.RULE: 34,
    ValueKind.LINES: 38,
}
"""The characters that a column has room for, by what stands in it."""

_EXACT_DIGITS: Final = 15
"""Digits that spreadsheets keep of a number."""
_MILESTONES: Final = 2
"""Rows that stand ready for the entries of a list: one while it is worked on, one when it is done."""
_ENTRY_MARK: Final = "#{}"


class FilledRow(NamedTuple):
    """What stands in the cells of a row, by the names of its fields, and the entry and the item that it is about.

    `entry` is the place of the entry in its list, from 0.
    """

    cells: Mapping[str, Written]
    entry: int = 0
    item: Number | None = None


class Filled(NamedTuple):
    """A form with something in it: its rows by the names of its sheets.

    `is_blank` where nobody has filled it in yet.
    """

    words: FormWords
    form: Form
    title: str
    rows: Mapping[str, Sequence[FilledRow]]
    blank: Blank | None = None

    def said_of(self, number: Number) -> Iterator[str]:
        """What the circular says of an item beside what the form shows of it, and the duties on it alone."""
        words, shown = self.words, shown_tables(self.form, self.words.kind)
        sender = "" if self.blank is None else self.blank.sender
        return said_of_item(
            number, words.pack, words.kind, sender, words.lang, but_columns=shown, but_tables=shown, is_form=True
        )


def filled_form(data: Mapping[str, Any], pack: Pack, kind: DocumentKind, form: Form, lang: Language) -> Filled:
    """The form of a valid document without absent members."""
    year = None if kind.year is None else member_at(data, tuple(kind.year.split("/")))
    title = heading_of(pack, kind, year, str(data.get(kind.sender)), lang)
    words = FormWords(pack, kind, data.get(kind.sender), lang)
    return Filled(words, form, title, {sheet.name: list(_rows(form, sheet, data, words)) for sheet in form.sheets})


def blank_form(blank: Blank, form: Form, lang: Language) -> Filled:
    """The form that is given out: what the circular requires is there, and what it allows can be chosen."""
    words = FormWords(blank.pack, blank.kind, blank.sender, lang, blank.other)
    rows = {sheet.name: list(_rows_to_fill_in(blank, form, sheet, words)) for sheet in form.sheets}
    return Filled(words, form, blank.heading(lang), rows, blank)


# The rows of a document


def _rows(form: Form, sheet: FormSheet, data: Mapping[str, Any], words: FormWords) -> Iterator[FilledRow]:
    if sheet.is_cover:
        yield FilledRow(words.row(sheet, data))
        return
    ways = [form.chain(path) for path in sheet.of] or [()]
    around = [each for way in ways for each in _around(way, FilledRow({}), data, words)]
    # What stands in one entry of the document is together, whatever list in it that is in.
    for above, entry in sorted(around, key=lambda pair: pair[0].entry):
        if not sheet.list:
            cells = words.row(sheet, entry)
            rows = [FilledRow(cells)] if cells else []
        else:
            entries = member_at(entry, sheet.list)
            keys = _keys(sheet, entries or [], words)
            rows = list(_entries(sheet, entries, words))
            rows = [_with_key(sheet, row, entries[row.entry], keys[row.entry], words) if keys else row for row in rows]
        for row in rows:
            yield FilledRow({**above.cells, **row.cells}, *(above[1:] if sheet.of else row[1:]))


def _around(
    way: Sequence[FormSheet], above: FilledRow, entry: Any, words: FormWords
) -> Iterator[tuple[FilledRow, Mapping[str, Any]]]:
    """The entries at the end of a way, each with the cells that lead to it and the place of the first among them."""
    if not way:
        yield above, entry
        return
    sheet, *rest = way
    entries = member_at(entry, sheet.list) or []
    for place, (each, key) in enumerate(zip(entries, _keys(sheet, entries, words), strict=True)):
        cells = {**above.cells, sheet.own_key.name: key}
        yield from _around(
            rest, FilledRow(cells, above.entry if above.cells else place, _item(sheet, each)), each, words
        )


def _with_key(sheet: FormSheet, row: FilledRow, entry: Mapping[str, Any], key: Written, words: FormWords) -> FilledRow:
    """The row with what tells its entry apart: the number of its item, and a mark where that is not enough."""
    value = member_at(entry, sheet.own_key.path)
    own = "" if value is None and sheet.key is None else words.written(sheet.own_key, value)
    number = {} if sheet.key is None or sheet.of else {sheet.key.name: own}
    mark = next((field.name for field in sheet.fields if field.kind is ValueKind.MARK), None)
    cells = {**number, **row.cells, **({mark: key} if mark is not None and key != own else {})}
    return FilledRow(cells, row.entry, _item(sheet, entry))


def _item(sheet: FormSheet, entry: Mapping[str, Any]) -> Number | None:
    """The number of the item that an entry is about."""
    return None if sheet.key is None else number_of(member_at(entry, sheet.key.path))


def _keys(sheet: FormSheet, entries: Sequence[Mapping[str, Any]], words: FormWords) -> list[Written]:
    """What other sheets call each entry: by its first column, or by a mark where that does not tell it apart."""
    key = sheet.own_key
    if not key.path:
        return []
    values = [member_at(entry, key.path) for entry in entries]
    names = [named_as(value) for value in values]
    count = Counter(names)
    return [
        words.written(key, value)
        if name is not None and count[name] == 1 and words.is_certain(key, value)
        else _ENTRY_MARK.format(place)
        for place, (value, name) in enumerate(zip(values, names, strict=True), 1)
    ]


def _entries(sheet: FormSheet, entries: Sequence[Mapping[str, Any]] | None, words: FormWords) -> Iterator[FilledRow]:
    if entries is None:
        return
    # Entries that are told apart have something in their first column, and where there are none, there is no row.
    is_told_apart = sheet.key is not None and not sheet.of
    if not entries and not is_told_apart:
        # That the list is there and empty is said in its first column, and that an entry is, in the last.
        yield FilledRow({sheet.values[0].name: words.nothing})
    for place, entry in enumerate(entries):
        yield FilledRow(
            words.row(sheet, entry) or ({} if is_told_apart else {sheet.values[-1].name: words.nothing}), place
        )


# The rows of a form that is given out


def _rows_to_fill_in(blank: Blank, form: Form, sheet: FormSheet, words: FormWords) -> Iterator[FilledRow]:
    if sheet.is_cover:
        yield FilledRow(words.row(sheet, blank.cover))
        return
    items = blank.kind.items
    parent = form.parent(sheet)
    if items is not None and parent is None and sheet.list == (items.list,):
        for place, number in enumerate(blank.compulsory):
            cells = words.row(sheet, blank.known_of(number))
            listed = {**blank.listed.get(number, {}), sheet.fields[0].name: number}
            cells |= {
                name: words.written(sheet.field(name), value) for name, value in listed.items() if value is not None
            }
            yield FilledRow(cells, place, number)
    elif sheet.rows is not None:
        for place, values in enumerate(words.listed(sheet.rows)):
            yield FilledRow({name: words.written(sheet.field(name), value) for name, value in values.items()}, place)
    elif parent is not None and items is not None and parent.list == (items.list,):
        key = sheet.fields[0]
        rows: list[Any] = [{}] * (_MILESTONES if sheet.list else 1)
        for number in items_with(blank, sheet):
            place = blank.compulsory.index(number) if number in blank.compulsory else len(blank.compulsory)
            known = member_at(blank.known_of(number), sheet.list) if sheet.list else None
            for entry in known or rows:
                yield FilledRow({key.name: words.written(key, number), **words.row(sheet, entry)}, place, number)


def items_with(blank: Blank, sheet: FormSheet) -> Iterator[Number]:
    """The items for which a sheet of their own has rows: all that are compulsory, or any for which it is meant."""
    fields = [field for field in sheet.values if not blank.is_rare((*sheet.list, *field.path)[0])]
    if sheet.list and fields and not any(blank.is_owned(name) for name in (*sheet.list, *fields[0].path)):
        yield from blank.compulsory
        return
    for number in blank.numbers:
        if number not in blank.others and any(has_room(blank, sheet, field, number) for field in sheet.values):
            yield number


def has_room(blank: Blank, sheet: FormSheet, field: FormField, number: Number) -> bool:
    """Whether an item has a field: of those compulsory, unless it is for others; else if it is for it."""
    names = (*sheet.list, *field.path)
    if any(blank.is_foreign(number, name) for name in names):
        return False
    return number in blank.compulsory or any(blank.is_meant(number, name) for name in names)


# What stands in a cell


def written_text(field: FormField, value: Written, lang: Language) -> str:
    """What stands in a cell, where all is text."""
    if isinstance(value, date):
        return shown_day(value.isoformat(), lang)
    return written_number(value) if field.kind is ValueKind.AMOUNT and not isinstance(value, str) else str(value)


class FormWords:
    """The words of one language for the values of the fields of a kind of document."""

    def __init__(
        self, pack: Pack, kind: DocumentKind, sender: object, lang: Language, other: Mapping[str, Any] | None = None
    ) -> None:
        """`other` is the document that one of this kind is held against."""
        self._other = other
        self.pack = pack
        self.kind = kind
        self.lang: Language = lang
        self._sender = sender

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """What is read as which code."""
        return labels_of(self.pack, self.kind)

    def say(self, message: str, /, **values: Any) -> str:
        """A message in the language."""
        return say(self.lang, message, **values)

    def text(self, text: Text) -> str:
        """A text in the language."""
        return text.in_language(self.lang)

    @property
    def nothing(self) -> str:
        """What says that there is nothing, on purpose."""
        return self.say("none")

    def row(self, sheet: FormSheet, entry: Any) -> dict[str, Written]:
        """The cells of an entry; where an object is there and empty, its first field says so."""
        cells: dict[str, Written] = {}
        empty: set[tuple[str, ...]] = set()
        for field in sheet.fields:
            if not field.path or field in sheet.keys:
                continue
            value = member_at(entry, field.path)
            around = next((at for n in range(1, len(field.path)) if member_at(entry, at := field.path[:n]) == {}), None)
            if value is not None:
                cells[field.name] = self.written(field, value)
            elif around is not None and around not in empty:
                empty.add(around)
                cells[field.name] = self.nothing
        return cells

    def written(self, field: FormField, value: Any) -> Written:
        """What is put into a cell of `field` for `value`."""
        if field.kind is ValueKind.CODE:
            return self.code(field, value)
        if field.kind is ValueKind.RULE:
            rule = self.pack.rules_by_id.get(value)
            title = value if rule is None else self.text(rule.title)
            known = self.labels.get(RULES, {})
            if title != value and code_of(title, known) == value:
                return title
            is_itself = code_of(value, known) == value and value.strip(WHITE_SPACE) == value
            return _text(value) if is_itself else quoted(value)
        if field.kind is ValueKind.NUMBER:
            number = number_of(value)
            if isinstance(number, int):
                return _figure(number)
            written = written_item_number(str(value), self.labels.get(field.labels or "", {}))
            return quoted(written) if is_nothing(written) else written
        if field.kind is ValueKind.AMOUNT:
            value = _in_unit(value, field.label.in_language(self.lang))
        return _WRITTEN[field.kind](value, self.lang)

    def code(self, field: FormField, code: Any) -> str:
        """The label of a code, where it is understood as that code; and else the code."""
        if field.labels == CIRCULAR and code == self.pack.id:
            text = self.text(self.pack.citation)
        else:
            text = label(self.pack, field.labels, code, self.lang)
        # Keys of tables that are numbers are known to labels as text.
        return text if code_of(text, self.labels.get(field.labels or "", {})) == str(code) else str(code)

    def is_certain(self, field: FormField, value: Any) -> bool:
        """Whether a number is that of an item, or of some other, that nothing else can be meant by."""
        if field.kind is not ValueKind.NUMBER or isinstance(number_of(value), int):
            return True
        table = self.pack.tables.get(field.labels or "")
        return table is not None and table.row(value) is not None

    # Lists to choose from

    def listed(self, rows: FormRows) -> Iterator[Mapping[str, Any]]:
        """The rows of a table that a form has for a document of its sender, as values of its fields."""
        return rows_for(self._sender, rows, self.pack, self.kind)

    def choices(self, sheet: FormSheet, field: FormField) -> tuple[str, ...]:
        """What can be written into a field, where it is taken from a list."""
        if field.kind is ValueKind.CODE and field.labels != CIRCULAR:
            return tuple(self.code(field, code) for code in field.codes)
        if field.kind is ValueKind.FLAG:
            return tuple(written_flag(flag, self.lang) for flag in (True, False))
        if field.kind is ValueKind.RULE:
            rules = self.pack.rules_for(self.kind)
            return tuple(str(self.written(field, rule.id)) for rule in rules if rule.in_principle)
        if sheet.choices is not None and field.name in sheet.choices.fields:
            values = dict.fromkeys(each[field.name] for each in self.listed(sheet.choices))
            return tuple(self.item(value) if field.kind is ValueKind.NUMBER else str(value) for value in values)
        return ()

    def item(self, number: Number) -> str:
        """An item in a list: its title beside its number."""
        title = None if self.kind.items is None else self.pack.label(self.kind.items.table, number)
        return str(number) if title is None else f"{number} {self.text(title)}"

    def shown(self, field: FormField, number: Number | None) -> str:
        """What the tables of the circular, or the document held against, say of an item: no part of this document."""
        if field.shows is None or number is None or self.kind.items is None:
            return ""
        name, column, key = field.shows
        if name == AGAINST:
            return self._said(field, other_entry(self.pack, self.kind, self._other, number).get(column))
        table = self.pack.tables[name]
        type_ = table.kind.members[column].type
        rows = table.index([key]).get((number,), ())
        names = dict.fromkeys(self._shown(type_, field, row[column]) for row in rows)
        if name == self.kind.items.table:
            return "".join(names)
        return self.say(", ").join(names) or self.say("none named")

    def _said(self, field: FormField, value: Any) -> str:
        """A text or a figure as it is, of a list how many there are, and of an object each of its members."""
        if isinstance(value, Mapping):
            parts = (
                (label(self.pack, field.labels, name, self.lang), self._said(field, each))
                for name, each in value.items()
            )
            return self.say("; ").join(self.say("{name}: {value}", name=name, value=each) for name, each in parts)
        return "" if value is None else str(len(value) if isinstance(value, list) else value)

    def _shown(self, type_: MemberType, field: FormField, value: Any) -> str:
        if value is None:
            return ""
        if type_ is MemberType.TEXT:
            return self.text(value)
        return label(self.pack, field.labels, value, self.lang)


def _in_unit(yuan: float, label: str) -> float:
    """An amount in the unit of money that the label of its field names."""
    multiple = multiple_of(unit_in(label)) or 1
    return yuan if multiple == 1 else float(Decimal(repr(yuan)) / multiple)


def _figure(value: float) -> Written:
    """A figure as a number where spreadsheets keep all its digits, and else as text."""
    if isinstance(value, int) or value.is_integer():
        return int(value) if len(str(abs(int(value)))) <= _EXACT_DIGITS else str(int(value))
    return value if float(f"{value:.{_EXACT_DIGITS}g}") == value else repr(value)


def _day(day: str) -> Written:
    return day if serial_of(day) is None else date.fromisoformat(day)


def _text(text: str) -> str:
    return quoted(text) if needs_marks(text) else text


_WRITTEN: Final[Mapping[ValueKind, Callable[[Any, Language], Written]]] = {
    ValueKind.TEXT: lambda text, _lang: _text(text),
    ValueKind.DAY: lambda day, _lang: _day(day),
    ValueKind.COUNT: lambda figure, _lang: _figure(figure),
    ValueKind.FIGURE: lambda figure, _lang: _figure(figure),
    ValueKind.AMOUNT: lambda figure, _lang: _figure(figure),
    ValueKind.FLAG: written_flag,
    ValueKind.ITEMS: written_items,
    ValueKind.LINES: written_lines,
    ValueKind.DIGITS: lambda code, _lang: code if isinstance(code, str) else int(code),
}


# Who is named for what: the entries of a sheet against what one of their fields names, as the form declares it.


class NamedMatrix(NamedTuple):
    """`heads` are those of the columns that say which entry a row is, `names` those of the others.

    `rows` have the texts of the first and, for each of the others, whether the entry names it; `counts` are how often
    each is named.
    """

    label: str
    heading: str
    heads: Sequence[str]
    names: Sequence[str]
    rows: Sequence[tuple[Sequence[str], Sequence[bool]]]

    @property
    def counts(self) -> Sequence[int]:
        """How many entries name each."""
        return [sum(named[place] for _, named in self.rows) for place in range(len(self.names))]


def matrix_of(filled: Filled) -> NamedMatrix | None:
    """The matrix of a form that is filled in; None where the form declares none, or nothing is named."""
    declared, lang = filled.form.matrix, filled.words.lang
    if declared is None or filled.blank is not None:
        return None
    sheet = filled.form.sheet(declared.sheet)
    field = sheet.field(declared.field)
    # What tells an entry apart, and what it is called.
    first = sheet.fields[: sheet.above + 2]
    rows = filled.rows[sheet.name]
    named = [items_of(str(row.cells[field.name])) if field.name in row.cells else [] for row in rows]
    names = list(dict.fromkeys(name for each in named for name in each))
    if not names:
        return None
    texts = [
        [written_text(each, row.cells[each.name], lang) if each.name in row.cells else "" for each in first]
        for row in rows
    ]
    return NamedMatrix(
        filled.words.text(declared.label),
        filled.words.text(declared.heading),
        [filled.words.text(each.label) for each in first],
        names,
        [(text, [name in own for name in names]) for text, own in zip(texts, named, strict=True)],
    )
