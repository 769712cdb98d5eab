"""Documents as files: blank ones to fill in, and any document in any format, nothing of it lost.

What is written is read again: a document that would come back as another one is not written at all. YAML, JSON and
pages are written here; workbooks and Word documents take long to write, and have modules of their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import yaml

from checker.errors import UnreadableError, UnwritableError
from checker.form import AGAINST, MEANING, Form, FormField, FormSheet, ValueKind
from checker.i18n import N_, say, text
from checker.model import Language, Number, Pointer, Text
from checker.office.blank import (
    HOW,
    Blank,
    Field,
    capitalised,
    code_name,
    duties_on,
    duty_text,
    name_of_item,
    path_of,
    said_of_item,
    shown_columns,
)
from checker.office.rows import Filled, FilledRow, FormWords, Written, blank_form, filled_form, matrix_of, written_text
from checker.pack.model import DocumentKind, Pack
from checker.readers import read_bytes
from checker.readers.yaml_text import plain_value
from checker.reporting.naming import sender_name
from checker.reporting.page import columns, wrapped

FORMS: Final = ("xlsx", "docx")
"""The formats that are there for a kind of document with a form."""
BLANKS: Final = ("yaml", *FORMS)
"""The formats of documents to fill in, of which the first is there for every kind."""
SUFFIXES: Final = (".xlsx", ".docx", ".yaml", ".yml", ".json")
"""The suffixes of files that a document can be written to."""
PAGE: Final = ".html"
"""The suffix of a page to read, which is there for a kind with a form, and from which nothing comes back."""


def blanks_of(kind: DocumentKind) -> tuple[str, ...]:
    """Those of `BLANKS` that are offered for a kind of document."""
    return BLANKS[:1] if kind.form is None else BLANKS


def not_offered(pack: Pack, kind: DocumentKind) -> Text:
    """That there are no workbooks and Word documents of a kind without a form, and what there is."""
    return text(
        "Workbooks and Word documents are not offered for this kind of document ({document}, {citation}), as the rule "
        "pack declares no form for it. It can be checked and reviewed, and a template of it is there as YAML.",
        document=kind.document,
        citation=pack.citation,
    )


def blank_document(
    format_: str,
    pack: Pack,
    kind: DocumentKind,
    sender: str,
    lang: Language,
    layout: bytes | None = None,
    other: Mapping[str, Any] | None = None,
) -> bytes:
    """The document of a sender of its roster to fill in, in one of `blanks_of` its kind.

    `other` is the document that it will be held against, which says what it is to be filled in about. `layout` is a
    Word file with the tags of ours, by which a Word document is laid out in its place. Raises `UnreadableError`
    where it is none.
    """
    blank = Blank(pack, kind, sender, other)
    if kind.form is None or format_ not in FORMS:
        return yaml_template(blank, lang).encode()
    return _write_form(format_, blank_form(blank, kind.form, lang), layout)


def written_document(suffix: str, data: Mapping[str, Any], pack: Pack, kind: DocumentKind, lang: Language) -> bytes:
    """A valid document without absent members as a file with one of `SUFFIXES`, or as a page to read.

    A form and a page there are only if its kind has a form.

    Raises `UnwritableError`.
    """
    format_ = suffix.removeprefix(".")
    if suffix == PAGE and kind.form is not None:
        return _page_of(filled_form(data, pack, kind, kind.form, lang))
    if format_ in FORMS and kind.form is not None:
        raw = _write_form(format_, filled_form(data, pack, kind, kind.form, lang))
    elif format_ == "json":
        raw = f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()
    else:
        raw = yaml_text(data).encode()
    _require_same(raw, suffix, data, pack, kind, lang)
    return raw


def _write_form(format_: str, filled: Filled, layout: bytes | None = None) -> bytes:
    # Each of these takes long to import, and nobody needs both.
    if format_ == FORMS[0]:
        from checker.office.workbook import workbook_of

        return workbook_of(filled)
    from checker.office.word import word_form_of

    return word_form_of(filled, layout)


def _require_same(
    raw: bytes, suffix: str, data: Mapping[str, Any], pack: Pack, kind: DocumentKind, lang: Language
) -> None:
    from checker.pack.labels import forms_of

    try:
        again = read_bytes(raw, suffix=suffix, forms=forms_of(pack))
    except UnreadableError:
        raise UnwritableError(
            "In this format, the document would be larger than what is read again. Write it as YAML or JSON."
        ) from None
    at = next(differences(data, again.data, _numbers_in(kind.form)), None)
    if at is None and again.faults:
        at = again.faults[0].at
    if at is not None:
        raise UnwritableError(
            "What the document says at {place} would not come back from this format as it is. Write it in another way, "
            "or choose YAML or JSON.",
            place=_place(at, kind, lang),
        )


def _place(at: Pointer, kind: DocumentKind, lang: Language) -> str:
    """A place in the words of the form; without one, its names."""
    names = tuple(step for step in at if isinstance(step, str))
    for sheet in () if kind.form is None else kind.form.sheets:
        for field in sheet.fields:
            if names and path_of(sheet, field)[: len(names)] == names:
                return say(lang, "{meaning}: {value}", meaning=sheet.label, value=field.label)
    return "/".join(map(str, at))


def _numbers_in(form: Form | None) -> frozenset[tuple[str, ...]]:
    """The places of numbers and codes, lists without their positions, that mean the same as digits and as text."""
    return frozenset(
        (*sheet.list, *field.path)
        for sheet in (() if form is None else form.sheets)
        if not sheet.of
        for field in sheet.fields
        if field.kind in (ValueKind.NUMBER, ValueKind.DIGITS)
    )


def differences(
    data: Any, again: Any, numbers: frozenset[tuple[str, ...]] = frozenset(), at: Pointer = ()
) -> Iterator[Pointer]:
    """The places where `again` is not the same as `data`. Numbers are the same where they are equal."""
    if isinstance(data, dict) and isinstance(again, dict):
        for name in dict.fromkeys((*data, *again)):
            if name in data and name in again:
                yield from differences(data[name], again[name], numbers, (*at, name))
            else:
                yield (*at, name)
    elif isinstance(data, list) and isinstance(again, list) and len(data) == len(again):
        for place, (item, other) in enumerate(zip(data, again, strict=True)):
            yield from differences(item, other, numbers, (*at, place))
    elif tuple(step for step in at if isinstance(step, str)) in numbers:
        if _digits(data) != _digits(again):
            yield at
    elif isinstance(data, bool) is not isinstance(again, bool) or data != again:
        yield at


def _digits(value: object) -> str:
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


# A page to read, made of the rows of a form and of the outline that its kind declares; nothing of it is read again

_FIRST: Final = 2
"""The level of the headings below the title."""
Lines = Sequence[str]


class PagePart(NamedTuple):
    """A heading with what stands below it: fields, a table, and parts of its own."""

    level: int
    heading: str
    fields: Sequence[tuple[str, Lines]] = ()
    names: Sequence[str] = ()
    rows: Sequence[Sequence[Lines]] = ()
    parts: Sequence[PagePart] = ()


def _page_of(filled: Filled) -> bytes:
    """The page of a form that is filled in, as HTML in UTF-8, complete in itself."""
    # It takes long to import, and only a page needs it.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    composer = _PageComposer(filled)
    environment = Environment(
        loader=PackageLoader("checker.office", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    lang = filled.words.lang
    values: dict[str, Any] = {
        "lang": lang,
        "title": filled.title,
        "fields": composer.cover(),
        "parts": list(composer.parts(None, {}, _FIRST)),
        "matrix": matrix_of(filled),
        "total": say(lang, "Named in all"),
    }
    return environment.get_template("document.html").render(values).encode("utf-8", "backslashreplace")


class _PageComposer:
    """Works out what stands on one page."""

    def __init__(self, filled: Filled) -> None:
        self._filled = filled
        self._form = filled.form
        outline = filled.words.kind.outlining
        # What stands in the last level is what a document has tables of.
        self._headed = frozenset() if outline is None else frozenset(level.list for level in outline.levels[:-1])

    def cover(self) -> list[tuple[str, Lines]]:
        """The fields of the covers that have something in them."""
        return [
            each
            for sheet in self._form.covers
            for row in self._filled.rows[sheet.name]
            for each in self._fields(sheet.fields, row)
        ]

    def parts(self, around: FormSheet | None, above: Mapping[str, Written], level: int) -> Iterator[PagePart]:
        """What stands in an entry of the sheet `around`, which `above` tells apart; or what stands in no such entry."""
        for sheet in self._form.sheets:
            ends = [chain[-1] for chain in map(self._form.chain, sheet.of) if chain and self._is_headed(chain[-1])]
            if sheet.is_cover or (around not in ends if around is not None else bool(ends)):
                continue
            rows = self._filled.rows[sheet.name]
            if around is not None:
                keys = [field.name for field in sheet.keys]
                rows = [row for row in rows if {name: row.cells[name] for name in keys if name in row.cells} == above]
            if self._is_headed(sheet):
                yield from (self._headed_part(sheet, row, above, level) for row in rows)
            elif rows:
                fields = sheet.fields if around is None else sheet.fields[sheet.above :]
                used = [each for each in fields if any(each.name in row.cells for row in rows)]
                yield PagePart(
                    level,
                    self._filled.words.text(sheet.label) if around is None else "",
                    names=[self._filled.words.text(each.label) for each in used],
                    rows=[[self._lines(each, row) for each in used] for row in rows],
                )

    def _is_headed(self, sheet: FormSheet) -> bool:
        return bool(sheet.list) and sheet.list[-1] in self._headed

    def _headed_part(self, sheet: FormSheet, row: FilledRow, above: Mapping[str, Written], level: int) -> PagePart:
        title, others = sheet.values[:2], sheet.values[2:]
        heading = " ".join(
            written_text(each, row.cells[each.name], self._filled.words.lang)
            for each in title
            if each.name in row.cells
        )
        mark = next((each.name for each in sheet.fields if each.kind is ValueKind.MARK), "")
        own = row.cells.get(mark, row.cells.get(sheet.own_key.name, ""))
        below = {**above, sheet.own_key.name: own}
        parts = list(self.parts(sheet, below, level + 1))
        return PagePart(level, heading, self._fields(others, row), parts=parts)

    def _fields(self, fields: Sequence[FormField], row: FilledRow) -> list[tuple[str, Lines]]:
        found = (each for each in fields if each.path and each.name in row.cells)
        return [(self._filled.words.text(each.label), self._lines(each, row)) for each in found]

    def _lines(self, field: FormField, row: FilledRow) -> Lines:
        value = row.cells.get(field.name)
        return [] if value is None else written_text(field, value, self._filled.words.lang).split("\n")


# YAML that people like to read, as every reader takes it for the same data

_WIDTH: Final = 100
_ONLY_IN_QUOTES: Final = re.compile(r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]")
"""What PyYAML writes in a way that not every parser reads back, unless it is escaped in double quotes."""
_BLANK_AT_LINE_END: Final = re.compile(r"[ \n](?:\n|\Z)|\A[ \n]")


class _Dumper(yaml.SafeDumper):
    """Writes lists below their key, indented, and texts as plainly as they can be read back."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as PyYAML calls it
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _represented(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = None
    if _ONLY_IN_QUOTES.search(text):
        style = '"'
    elif "\n" in text:
        style = '"' if _BLANK_AT_LINE_END.search(text) else "|"
    elif not text or plain_value(text) != text:
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _represented)
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def yaml_text(data: Mapping[str, Any]) -> str:
    """`data` as YAML, in its own order."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False)


# A document to fill in as YAML, with comments. As it is, it keeps to the schema of its kind and lacks only contents.
# Comments after `##` explain; lines after a single `#` are prepared, to be used when that `#` and the blank after it
# are taken away. Fields are those of the schema; what the circular asks comes from the pack: its tables, and the duties
# of its rules beside the fields they are about.

Node = Mapping[str, Any]
Values = Mapping[tuple[str, ...], Any]
"""What is known already: the place of a field -> its value."""

_REMARKS_FROM: Final = 34
"""The column from which the remark on a field is written, where the field leaves room."""

_MOST_CHOICES: Final = 8
"""A closed list of more is too long for a remark."""

_NOT_BLANK: Final = frozenset({"const", "enum", "format", "minLength", "pattern"})
"""What of an item of a list may not let it be empty."""

_FOR_EDITORS: Final = "# yaml-language-server: $schema="
"""By which editors know the schema of a file of YAML."""

_OWED: Final = N_("To be taken up ({count}): all of them.")
_OFFERED: Final = N_(
    "To choose from ({count}): to take one up, take away the “#” and the blank from every line of its entry."
)
_OTHERS: Final = N_("The others of the circular ({count}), which a person will ask about where they are listed:")
"""What stands above the items that a document owes, those to choose from, and the rest."""


def yaml_template(blank: Blank, lang: Language) -> str:
    """A document that nobody has filled in yet as YAML, comments in `lang`."""
    return "".join(f"{line}\n" for line in _TemplateWriter(blank, lang).lines())


class _TemplateWriter:
    """Writes one template."""

    def __init__(self, blank: Blank, lang: Language) -> None:
        self._blank = blank
        self._pack = blank.pack
        self._document = blank.kind
        self._lang = lang
        self._schema = blank.schema
        self._list = None if blank.kind.items is None else blank.kind.items.list
        self._said: set[str] = set()

    def lines(self) -> Iterator[str]:
        yield from self._head()
        against = self._document.against
        for name, node in self._schema.get("properties", {}).items():
            if against is not None and name == against.member:
                # What it is held against is not for the sender to fill in.
                continue
            yield ""
            yield from self._remark(capitalised(self._meaning(node, name)))
            if name == self._document.sender:
                yield from self._remark(sender_name(self._blank.sender, self._document, self._pack, self._lang), "  ")
            if name == self._list:
                yield from self._items()
                continue
            yield from self._duties((name,))
            yield from self._member(name, node, (), self._blank.known, is_part=True)
            yield from self._rules_with_exceptions(name)

    def _head(self) -> Iterator[str]:
        pack = self._pack
        schema = f"{pack.id}.{self._document.format.partition('/')[0]}.schema.json"
        yield f"{_FOR_EDITORS}{schema}"
        yield from self._remark(self._blank.heading(self._lang))
        yield from self._remark(self._say("By {citation}, {title}", citation=pack.citation, title=pack.title))
        yield "##"
        for message in HOW["yaml"]:
            yield from self._remark(self._say(message))
        command = f"plancheck schema plan --pack {pack.id} --document {self._document.format} --output {schema}"
        yield f"##   {command}"

    # The items of the circular

    def _items(self) -> Iterator[str]:
        items, blank = self._document.items, self._blank
        if items is None:
            return
        members = blank.entry.get("properties", {})
        yield from self._duties((items.list,))
        yield from self._remark(self._say("What each entry holds:"))
        for name, inner in members.items():
            yield from self._remark(f"{name}: {self._remark_on(inner, name)}", "  ")
            yield from self._duties((items.list, name), "    ")
        if rare := [name for name in members if blank.is_rare(name)]:
            yield from self._remark(
                self._say(
                    "Few entries need what follows: to use it, copy it into the entry, and take away the "
                    "“#” and the blank."
                )
            )
            for name in rare:
                yield from (f"    {line}" for line in self._member(name, members[name], (items.list,), {}))
        yield (
            f"{items.list}:"
            if blank.compulsory
            else _remarked(f"{items.list}: []", self._say("take away “[]” when an entry is put in"), self._lang)
        )
        yield from self._group(_OWED, blank.compulsory, members)
        yield from self._group(_OFFERED, blank.offered, members)
        yield from self._group(_OTHERS, blank.others, {})

    def _group(self, heading: str, numbers: Collection[Number], members: Node) -> Iterator[str]:
        """Items that belong together, with an entry each where it has `members`; only those compulsory are in use."""
        if not numbers:
            return
        yield ""
        yield from _indented(self._remark(self._say(heading, item=self._document.item, count=len(numbers))))
        for number in numbers:
            if members:
                yield ""
            yield from _indented(self._remark(name_of_item(self._pack, self._document, number, self._lang)))
            if not members:
                continue
            said = said_of_item(number, self._pack, self._document, self._blank.sender, self._lang, but_columns=members)
            yield from _indented(line for text in (*said, *self._planned(number)) for line in self._remark(text, "  "))
            lines = _as_item(self._entry(number, members))
            yield from _indented(lines if heading == _OWED else _commented_out(lines))

    def _planned(self, number: Number) -> Iterator[str]:
        """What the document says of an item that this one will be held against, as the form shows it."""
        form = self._document.form
        words = FormWords(self._pack, self._document, self._blank.sender, self._lang, self._blank.other)
        for field in () if form is None else shown_columns(form):
            if field.shows is not None and field.shows[0] == AGAINST and (value := words.shown(field, number)):
                yield self._say("{meaning}: {value}", meaning=field.label, value=value)

    def _entry(self, number: Number, members: Node) -> Iterator[str]:
        items = self._document.items
        if items is None:
            return
        at, blank = (items.list,), self._blank
        known: dict[Field, Any] = {(*at, name): value for name, value in blank.known_of(number).items()}
        for name, node in members.items():
            if blank.is_meant(number, name) or not (blank.is_foreign(number, name) or blank.is_rare(name)):
                yield from self._member(name, node, at, known, item=number)

    # Fields

    def _member(
        self,
        name: str,
        node: Node,
        at: Field,
        known: Values,
        *,
        item: Number | None = None,
        is_part: bool = False,
        is_prepared: bool = False,
    ) -> Iterator[str]:
        """The lines of a field; the remark on one that `is_part` of the document stands above it already.

        What can only be given as a whole is prepared, if what is around it is not.
        """
        field = (*at, name)
        remark = "" if is_part else self._remark_on(node, name)
        node = self._blank.resolved(node)
        types = self._blank.types(node)
        if "object" in types:
            names = [inner for inner in node.get("properties", {}) if not self._blank.is_foreign(item, inner)]
            if names:
                is_whole = bool(node.get("required"))
                lines = [_remarked(f"{name}:", remark, self._lang)]
                for each in names:
                    inner = node["properties"][each]
                    within = is_prepared or is_whole
                    lines += _indented(self._member(each, inner, field, known, item=item, is_prepared=within))
                yield from _commented_out(lines) if is_whole and not is_prepared else lines
        elif "array" in types:
            items = self._blank.resolved(node.get("items", {}))
            inner = items.get("properties", {})
            yield _remarked(f"{name}:", remark, self._lang)
            for given in known.get(field, ()):
                values = {(*field, each): value for each, value in given.items()}
                filled = [line for each in inner for line in self._member(each, inner[each], field, values)]
                yield from _indented(_as_item(filled))
            if known.get(field):
                return
            lines = [line for each in inner for line in self._member(each, inner[each], field, {}, is_prepared=True)]
            takes_blank = "string" in self._blank.types(items) and not items.keys() & _NOT_BLANK
            lines = list(_as_item(lines if inner else ['""'] if takes_blank else [""]))
            yield from _indented(lines if is_prepared or (takes_blank and not inner) else _commented_out(lines))
        else:
            value = known.get(field, node.get("const"))
            if value is None and "string" in types and "enum" not in node and node.get("format") != "date":
                value = ""
            line = f"{name}:" if value is None else yaml_text({name: value}).rstrip("\n").replace("''", '""')
            yield _remarked(line, remark, self._lang)

    def _meaning(self, node: Node, name: str) -> str:
        """What a field is, as its schema says for people."""
        for each in (node, self._blank.resolved(node)):
            if MEANING in each:
                text: str = each[MEANING][self._lang]
                return text
        return str(node.get("description") or self._blank.resolved(node).get("description") or name.replace("_", " "))

    def _remark_on(self, node: Node, name: str) -> str:
        """What a field is, and how a value of it is written."""
        meaning = self._meaning(node, name).rstrip(".。")
        node = self._blank.resolved(node)
        form = self._choices(node)
        if node.get("format") == "date":
            form = self._say("YYYY-MM-DD")
        elif "boolean" in self._blank.types(node):
            form = self._say("true or false")
        return self._say("{meaning}: {value}", meaning=meaning, value=form) if form else meaning

    def _choices(self, node: Node) -> str:
        """The codes that can be written, if they are a few, with what people call them."""
        values = node.get("enum", ())
        if not 0 < len(values) <= _MOST_CHOICES:
            return ""
        labels = node.get("x-table") or next(
            (name for name, codes in self._pack.codes.items() if codes.keys() >= set(values)), None
        )
        names = (code_name(self._pack, labels, value, self._lang) for value in values)
        return self._say(", ").join(names)

    def _rules_with_exceptions(self, name: str) -> Iterator[str]:
        """Beside the list of exceptions: the rules from which there can be any."""
        document = self._document
        if document.exceptions is None or document.kinds[document.exceptions[0]].paths[0][0] != name:
            return
        for rule in self._pack.rules_for(document):
            if rule.in_principle:
                yield from self._remark(f"{rule.id}: {duty_text(rule, self._pack, self._lang)}", "  ")

    # Words

    def _duties(self, field: Field, indent: str = "") -> Iterator[str]:
        """The duties that a field is about, each where it is first met."""
        for duty in duties_on(field, self._pack, self._document, self._lang):
            if duty not in self._said:
                self._said.add(duty)
                yield from self._remark(duty, f"{indent}- ")

    def _remark(self, text: str, indent: str = "") -> list[str]:
        room = _WIDTH - len("## ") - len(indent)
        rest = " " * len(indent)
        lines = wrapped(" ".join(text.split()), room, self._lang)
        return [f"## {rest if place else indent}{line}" for place, line in enumerate(lines)]

    def _say(self, message: str, /, **values: object) -> str:
        return say(self._lang, message, **values)


def _remarked(line: str, remark: str, lang: Language) -> str:
    gap = max(_REMARKS_FROM - columns(line, lang), 2)
    return f"{line}{' ' * gap}## {remark}" if remark else line


def _indented(lines: Iterable[str]) -> Iterator[str]:
    """The lines, one level deeper."""
    return (f"  {line}" if line else line for line in lines)


def _as_item(lines: Iterable[str]) -> Iterator[str]:
    """The lines of an item of a list."""
    return (f"{'  ' if place else '- '}{line}" for place, line in enumerate(lines))


def _commented_out(lines: Iterable[str]) -> Iterator[str]:
    """The lines, to be used when their `#` is taken away; explanations stay what they are."""
    return (line if line.lstrip().startswith("##") else f"# {line}" for line in lines)
