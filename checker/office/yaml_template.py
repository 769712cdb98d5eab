"""YAML: data that people like to read, and a document to fill in, with comments, of any kind that a pack declares.

As it is, it keeps to the schema of its kind and lacks only contents. Comments after `##` explain; lines after a single
`#` are prepared, to be used when that `#` and the blank after it are taken away. Fields are those of the schema; what
the circular asks comes from the pack: its tables, and the duties of its rules beside the fields they are about. Which
items a document owes is asked of the rules themselves, by having them judge one without any.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

import yaml

from checker.form import AGAINST, MEANING
from checker.i18n import N_, say
from checker.model import Language, Number
from checker.office.blank import (
    HOW,
    Blank,
    Field,
    capitalised,
    code_name,
    duties_on,
    duty_text,
    name_of_item,
    said_of_item,
    shown_columns,
)
from checker.office.rows import FormWords
from checker.readers.yaml_text import plain_value
from checker.reporting.naming import sender_name
from checker.reporting.page import columns, wrapped

# Data as every reader takes it for the same data

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


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = None
    if _ONLY_IN_QUOTES.search(text):
        style = '"'
    elif "\n" in text:
        style = '"' if _BLANK_AT_LINE_END.search(text) else "|"
    elif not text or plain_value(text) != text:
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _text)
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def yaml_text(data: Mapping[str, Any]) -> str:
    """`data` as YAML, in its own order."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False)


# Documents to fill in

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
        yield from _inside(self._remark(self._say(heading, item=self._document.item, count=len(numbers))))
        for number in numbers:
            if members:
                yield ""
            yield from _inside(self._remark(name_of_item(self._pack, self._document, number, self._lang)))
            if not members:
                continue
            said = said_of_item(number, self._pack, self._document, self._blank.sender, self._lang, but_columns=members)
            yield from _inside(line for text in (*said, *self._planned(number)) for line in self._remark(text, "  "))
            lines = _item(self._entry(number, members))
            yield from _inside(lines if heading == _OWED else _prepared(lines))

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
                    lines += _inside(self._member(each, inner, field, known, item=item, is_prepared=within))
                yield from _prepared(lines) if is_whole and not is_prepared else lines
        elif "array" in types:
            items = self._blank.resolved(node.get("items", {}))
            inner = items.get("properties", {})
            yield _remarked(f"{name}:", remark, self._lang)
            for given in known.get(field, ()):
                values = {(*field, each): value for each, value in given.items()}
                filled = [line for each in inner for line in self._member(each, inner[each], field, values)]
                yield from _inside(_item(filled))
            if known.get(field):
                return
            lines = [line for each in inner for line in self._member(each, inner[each], field, {}, is_prepared=True)]
            takes_blank = "string" in self._blank.types(items) and not items.keys() & _NOT_BLANK
            lines = list(_item(lines if inner else ['""'] if takes_blank else [""]))
            yield from _inside(lines if is_prepared or (takes_blank and not inner) else _prepared(lines))
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


def _inside(lines: Iterable[str]) -> Iterator[str]:
    """The lines, one level deeper."""
    return (f"  {line}" if line else line for line in lines)


def _item(lines: Iterable[str]) -> Iterator[str]:
    """The lines of an item of a list."""
    return (f"{'  ' if place else '- '}{line}" for place, line in enumerate(lines))


def _prepared(lines: Iterable[str]) -> Iterator[str]:
    """The lines, to be used when their `#` is taken away; explanations stay what they are."""
    return (line if line.lstrip().startswith("##") else f"# {line}" for line in lines)
