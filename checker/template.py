"""A document to fill in, of any kind that a rule pack declares: YAML with comments, in either language.

As it is, it keeps to the schema of its kind and lacks only contents. Comments after `##` explain; lines after a single
`#` are prepared, to be used when that `#` and the blank after it are taken away. Fields are those of the schema; what
the circular asks comes from the pack: its tables, and the duties of its rules beside the fields they are about. Which
items a document owes is asked of the rules themselves, by having them judge one without any.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from checker.checking import Options, check_document
from checker.documents.yaml_writing import yaml_text
from checker.guidance import capitalised, code_name, duties_on, duty_text, fields_of, said_of_item
from checker.i18n import N_, say
from checker.model import SCHEMA, Severity
from checker.pack.paths import resolved, types_of
from checker.readers import from_data
from checker.reporting.columns import columns, wrapped

if TYPE_CHECKING:
    from checker.guidance import Field
    from checker.model import Finding, Language, Number
    from checker.pack.model import DocumentKind, Pack

Node = Mapping[str, Any]
Values = Mapping[tuple[str, ...], Any]
"""What is known already: the place of a field -> its value."""

_WIDTH: Final = 100
_REMARKS_FROM: Final = 34
"""The column from which the remark on a field is written, where the field leaves room."""

_MOST_CHOICES: Final = 8
"""A closed list of more is too long for a remark."""

_NOT_BLANK: Final = frozenset({"const", "enum", "format", "minLength", "pattern"})
"""What of an item of a list may not let it be empty."""

_HOW: Final = (
    N_(
        "Lines after “##” explain. Lines after a single “#” are prepared: to use them, take away "
        "the “#” and the blank that follows it."
    ),
    N_(
        "Write between the quotation marks, or after the colon where there are none. What stays empty counts as not "
        "given."
    ),
    N_("Check it at any time: plancheck check FILE. What a rule wants and why: plancheck explain RULE."),
)

_OWED: Final = N_("To be taken up ({count}): all of them.")
_OFFERED: Final = N_(
    "To choose from ({count}): to take one up, take away the “#” and the blank from every line of its entry."
)
_OTHERS: Final = N_("The others of the circular ({count}), which a person will ask about where they are listed:")
"""What stands above the items that a document owes, those to choose from, and the rest."""

_MEANING: Final = "x-meaning"
"""What a schema calls a field for people, in both languages; where it does not, its description stands for that."""


def senders_of(pack: Pack, document: DocumentKind) -> tuple[str, ...]:
    """The codes of those who can send a document of that kind, in the roster's order."""
    return pack.codes_of(document.roster)


def render_template(pack: Pack, document: DocumentKind, sender: str, lang: Language) -> str:
    """The document of `sender`, one of `senders_of`, to fill in under the circular of `pack`, comments in `lang`."""
    writer = _Writer(pack, document, sender, lang)
    return "".join(f"{line}\n" for line in writer.lines())


class _Writer:
    """Writes one template."""

    def __init__(self, pack: Pack, document: DocumentKind, sender: str, lang: Language) -> None:
        self._pack = pack
        self._document = document
        self._sender = sender
        self._lang = lang
        self._schema: Node = document.schema.node
        year = None if pack.plan_year is None else pack.plan_year.first_day[:4]
        self._year = year if document.year is not None else None
        self._known: dict[Field, Any] = {("circular",): pack.id, (document.sender,): sender}
        for path, value in (
            (document.year, None if year is None else int(year)),
            (document.status, document.draft),
            (document.version, 1),
        ):
            if path is not None and value is not None:
                self._known[tuple(path.split("/"))] = value
        self._list = None if document.items is None else document.items.list
        self._said: set[str] = set()
        self._wanted: dict[object, set[str]] = {}
        """Items -> the fields that rules ask for in an entry that has none."""

    def lines(self) -> Iterator[str]:
        yield from self._head()
        for name, node in self._schema.get("properties", {}).items():
            yield ""
            yield from self._remark(capitalised(self._meaning(node, name)))
            if name == self._document.sender:
                yield from self._remark(self._sender_name, "  ")
            if name == self._list:
                yield from self._items(node)
                continue
            yield from self._duties((name,))
            yield from self._member(name, node, (), self._known, is_part=True)
            yield from self._rules_with_exceptions(name)

    def _head(self) -> Iterator[str]:
        pack, lang = self._pack, self._lang
        heading = N_("{document}: {office}") if self._year is None else N_("{document} for {year}: {office}")
        document = self._document.document.in_language(lang)
        yield from self._remark(
            self._say(heading, document=capitalised(document), year=self._year, office=self._sender_name)
        )
        yield from self._remark(
            self._say(
                "By {citation}, {title}", citation=pack.citation.in_language(lang), title=pack.title.in_language(lang)
            )
        )
        yield "##"
        for message in _HOW:
            yield from self._remark(self._say(message))

    # The items of the circular

    def _items(self, node: Node) -> Iterator[str]:
        items = self._document.items
        if items is None:
            return
        entry = self._resolved(self._resolved(node).get("items", {}))
        members = entry.get("properties", {})
        yield from self._duties((items.list,))
        yield from self._remark(self._say("What each entry holds:"))
        for name, inner in members.items():
            yield from self._remark(f"{name}: {self._remark_on(inner, name)}", "  ")
            yield from self._duties((items.list, name), "    ")
        owed, offered, others = self._sorted(entry)
        if rare := [name for name in members if self._is_rare(members[name])]:
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
            if owed
            else _remarked(f"{items.list}: []", self._say("take away “[]” when an entry is put in"), self._lang)
        )
        yield from self._group(_OWED, owed, members)
        yield from self._group(_OFFERED, offered, members)
        yield from self._group(_OTHERS, others, {})

    def _group(self, heading: str, numbers: Collection[Number], members: Node) -> Iterator[str]:
        """Items that belong together, with an entry each where it has `members`; only those owed are in use."""
        if not numbers:
            return
        item = self._document.item.in_language(self._lang)
        yield ""
        yield from _inside(self._remark(self._say(heading, item=item, count=len(numbers))))
        for number in numbers:
            if members:
                yield ""
            yield from _inside(self._remark(self._name_of(number)))
            if not members:
                continue
            said = said_of_item(number, self._pack, self._document, self._sender, self._lang, but_columns=members)
            yield from _inside(line for text in said for line in self._remark(text, "  "))
            lines = _item(self._entry(number, members))
            yield from _inside(lines if heading == _OWED else _prepared(lines))

    def _entry(self, number: Number, members: Node) -> Iterator[str]:
        items = self._document.items
        if items is None:
            return
        row = self._pack.tables[items.table].row(number) or {}
        at = (items.list,)
        # A field that is called as a column of the table is what the table has there.
        known: dict[Field, Any] = {(*at, name): row[name] for name in members if isinstance(row.get(name), str | int)}
        known[*at, items.number] = number
        owners = self._owners
        foreign = {name for name, numbers in owners.items() if number not in numbers}
        for name, node in members.items():
            is_meant = name in owners or name in self._wanted.get(number, ())
            if name not in foreign and (is_meant or not self._is_rare(node)):
                yield from self._member(name, node, at, known, foreign=foreign)

    def _is_rare(self, node: Node) -> bool:
        """Whether a field of an entry is a group that is given as a whole or not at all: few entries have it."""
        return bool(self._resolved(node).get("properties") and self._resolved(node).get("required"))

    @cached_property
    def _owners(self) -> Mapping[str, Collection[Any]]:
        """The codes of lists that tables have for certain items, with these: a field so called is for them alone."""
        items = self._document.items
        owners: dict[str, set[Any]] = {}
        for table in self._pack.tables.values():
            keys = [column.name for column in table.columns if items is not None and column.of == items.table]
            for column in table.columns if keys else ():
                codes = self._pack.codes.get(column.of or "")
                if codes is not None and table.name != (items and items.table):
                    owners |= {code: owners.get(code, set()) for code in codes}
                    for row in table.by_key.values():
                        owners.get(row[column.name], set()).add(row[keys[0]])
        return owners

    def _sorted(self, entry: Node) -> tuple[list[Number], list[Number], list[Number]]:
        """The items that the rules miss in a document without any; those to choose from; those they object to.

        An objection is to the number of an entry: for whatever else they ask, an entry has room.
        """
        items = self._document.items
        if items is None:
            return [], [], []
        numbers = self._pack.codes_of(items.table)
        missed = {finding.subject for finding in self._findings([])}
        needed = {name: self._sample(entry["properties"][name]) for name in entry.get("required", ())}
        objected = set()
        for finding in self._findings([{**needed, items.number: number} for number in numbers]):
            if finding.at[2:] == (items.number,) and finding.severity is not Severity.INFO:
                objected.add(finding.subject)
            for field in fields_of(self._pack.rules_by_id[finding.rule], self._document):
                self._wanted.setdefault(finding.subject, set()).update(field[1:2])
        owed = [number for number in numbers if number in missed]
        others = [number for number in numbers if number not in missed and number in objected]
        return owed, [number for number in numbers if number not in (*owed, *others)], others

    def _findings(self, entries: list[dict[str, Any]]) -> Iterator[Finding]:
        """What the rules find in a draft with these entries and nothing else."""
        draft: dict[str, Any] = {}
        for name in self._schema.get("required", ()):
            node = self._schema["properties"][name]
            draft[name] = entries if name == self._list else self._known.get((name,), self._sample(node))
        report = check_document(from_data(draft), Options(self._pack, lang=self._lang))
        return (finding for finding in report.findings if finding.rule != SCHEMA)

    def _sample(self, node: Node) -> Any:
        """Some value that the schema takes, for the rules to have a whole document before them."""
        node = self._resolved(node)
        if "const" in node or node.get("enum"):
            return node.get("const", next(iter(node.get("enum", ())), None))
        types = types_of(node, self._schema)
        if "object" in types:
            return {name: self._sample(node["properties"][name]) for name in node.get("required", ())}
        if "array" in types:
            return []
        if "boolean" in types:
            return False
        return max(node.get("minimum", 1), 1) if types & {"integer", "number"} else "…"

    # Fields

    def _member(
        self,
        name: str,
        node: Node,
        at: Field,
        known: Values,
        *,
        foreign: Collection[str] = (),
        is_part: bool = False,
        is_prepared: bool = False,
    ) -> Iterator[str]:
        """The lines of a field; the remark on one that `is_part` of the document stands above it already.

        What can only be given as a whole is prepared, if what is around it is not.
        """
        field = (*at, name)
        remark = "" if is_part else self._remark_on(node, name)
        node = self._resolved(node)
        types = types_of(node, self._schema)
        if "object" in types:
            names = [inner for inner in node.get("properties", {}) if inner not in foreign]
            if names:
                is_whole = bool(node.get("required"))
                lines = [_remarked(f"{name}:", remark, self._lang)]
                for each in names:
                    inner = node["properties"][each]
                    within = is_prepared or is_whole
                    lines += _inside(self._member(each, inner, field, known, foreign=foreign, is_prepared=within))
                yield from _prepared(lines) if is_whole and not is_prepared else lines
        elif "array" in types:
            items = self._resolved(node.get("items", {}))
            inner = items.get("properties", {})
            yield _remarked(f"{name}:", remark, self._lang)
            lines = [line for each in inner for line in self._member(each, inner[each], field, {}, is_prepared=True)]
            takes_blank = "string" in types_of(items, self._schema) and not items.keys() & _NOT_BLANK
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
        for each in (node, self._resolved(node)):
            if _MEANING in each:
                text: str = each[_MEANING][self._lang]
                return text
        return str(node.get("description") or self._resolved(node).get("description") or name)

    def _remark_on(self, node: Node, name: str) -> str:
        """What a field is, and how a value of it is written."""
        meaning = self._meaning(node, name).rstrip(".。")
        node = self._resolved(node)
        form = self._choices(node)
        if node.get("format") == "date":
            form = self._say("YYYY-MM-DD")
        elif "boolean" in types_of(node, self._schema):
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

    def _name_of(self, number: Number) -> str:
        items = self._document.items
        title = self._pack.label(None if items is None else items.table, number)
        item = self._document.item.in_language(self._lang)
        shown = "" if title is None else title.in_language(self._lang)
        return self._say("{item} {number}: {title}", item=capitalised(item), number=number, title=shown)

    @property
    def _sender_name(self) -> str:
        name = self._pack.label(self._document.roster, self._sender)
        return self._sender if name is None else name.in_language(self._lang)

    def _resolved(self, node: Node) -> Node:
        return resolved(node, self._schema)

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
