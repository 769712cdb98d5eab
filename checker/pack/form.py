"""Makes the form of a kind of document from what a pack declares beside it: NAME.form.yaml.

What kind of value a field holds is taken from the document's JSON Schema.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from checker.form import AGAINST, CIRCULAR, MEANING, RULES, Form, FormField, FormMatrix, FormRows, FormSheet, ValueKind
from checker.i18n import N_
from checker.model import LANGUAGES, Pointer, Text
from checker.pack.faults import NO_CODE, NO_COLUMN, NO_LIST_AT, NO_TABLE, NOTHING_AT, Fault, Raw, fault
from checker.pack.model import MemberType
from checker.pack.paths import Chain, Schema, chain_along, names_in, property_of, types_of
from checker.pack.reading import text_from
from checker.readers.labels import label_key
from checker.readers.typed_values import multiple_of, names_money, unit_in
from checker.schema import resolved


class Declarations(NamedTuple):
    """What a form is held against: the document it is for, its schema, and the tables and lists of the pack.

    `tables` are as the pack declares them, `codes` are the lists by name, those of tables with one key among them.
    `other` leads to an entry of the items of the document that is held against.
    """

    document: Raw
    schema: Schema
    tables: Raw
    codes: Mapping[str, Collection[Any]]
    other: Chain | None


class FormLoader:
    """Makes a form of what is written; what is wrong with it is in `faults`."""

    def __init__(self, written: Raw, declarations: Declarations) -> None:
        """`written` fits the schema of packs."""
        self._written = written
        self._around = declarations
        self._can_be_empty: set[tuple[str, ...]] = set()
        self._unnamed: list[tuple[Any, Raw]] = []
        self.faults: list[Fault] = []

    def load(self) -> Form:
        """The form, as far as it is free of faults."""
        sheets: list[FormSheet] = []
        # A sheet whose rows belong to the entries of another takes its first columns from there.
        raw_sheets: dict[str, Raw] = self._written["sheets"]
        made: dict[str, FormSheet] = {}
        for name, raw in sorted(raw_sheets.items(), key=lambda pair: max(map(len, _paths(pair[1])), default=0)):
            above = self._above(("sheets", name, "of"), _paths(raw), tuple(made.values()))
            made[name] = self._sheet(("sheets", name), name, raw, above)
        sheets += (made[name] for name in raw_sheets)
        catalogue = None
        if "catalogue" in self._written:
            raw = self._written["catalogue"]
            catalogue = FormSheet("catalogue", *_called(raw), text_from(raw.get("heading", raw["label"])), ())
        groups = {path: text_from(label) for path, label in self._written.get("groups", {}).items()}
        matrix = self._matrix(made) if "matrix" in self._written else None
        for member, label in self._unnamed:
            # What the schema does not call by a name has its name from the form, wherever people are told of it.
            member.setdefault(MEANING, label)
        return Form(
            text_from(self._written["title"]),
            tuple(sheets),
            groups,
            catalogue,
            matrix,
            tuple(sorted(self._can_be_empty)),
            gives_circular=property_of(self._around.schema, CIRCULAR, self._around.schema) is not None
            and not any(field.path == (CIRCULAR,) for sheet in sheets for field in sheet.fields),
        )

    def _fault(self, at: Pointer, message: str, **values: object) -> None:
        self.faults.append(fault(at, message, **values))

    def _matrix(self, made: Mapping[str, FormSheet]) -> FormMatrix:
        raw: Raw = self._written["matrix"]
        sheet = made.get(raw["sheet"])
        field = None if sheet is None else next((each for each in sheet.fields if each.name == raw["field"]), None)
        if sheet is None:
            self._fault(("matrix", "sheet"), N_("The form has no sheet “{name}”."), name=raw["sheet"])
        elif field is None:
            self._fault(("matrix", "field"), N_("The sheet has no field “{name}”."), name=raw["field"])
        elif field.kind is not ValueKind.ITEMS:
            self._fault(
                ("matrix", "field"), N_("“{name}” holds no names: it has to be said to be `items`."), name=field.name
            )
        return FormMatrix(*_called(raw), text_from(raw.get("heading", raw["label"])), raw["sheet"], raw["field"])

    # Sheets

    def _above(
        self, at: Pointer, paths: Sequence[tuple[str, ...]], made: tuple[FormSheet, ...]
    ) -> Sequence[FormField] | None:
        """The fields that tell apart the entries on the way to the lists `of`; None where they do not tell it all."""
        form = Form(text_from(self._written["title"]), made)
        ways = [form.chain(path) for path in paths]
        for path, chain in zip(paths, ways, strict=True):
            if not chain or any(len(each.fields) <= each.above or not each.own_key.path for each in chain):
                message = N_("No sheet has the list “{path}”, with a first column that tells its entries apart.")
                self._fault(at, message, path="/".join(path))
                return None
        fields = [[each.own_key for each in chain] for chain in sorted(ways, key=len, reverse=True)]
        told = [{field.name for field in each} for each in fields]
        if any(not each <= told[0] or each in told[:place] for place, each in enumerate(told)):
            message = N_(
                "The columns of a row do not tell in which of these lists it stands: each list has to be found by some "
                "of the columns of the longest way, and no two by the same."
            )
            self._fault(at, message)
            return None
        return fields[0] if fields else []

    def _sheet(self, at: Pointer, name: str, raw: Raw, above: Sequence[FormField] | None) -> FormSheet:
        of, listed = _paths(raw), _steps(raw.get("list", ""))
        where = (*at, "list" if "list" in raw else "of")
        nodes = [self._node(where, path, listed) for path in (of or ((),) if above is not None else ())]
        fields = list(above or ())
        if nodes and nodes[0] is not None:
            if any(node is not None and node != nodes[0] for node in nodes):
                self._fault(where, N_("What the schema has at one of these paths is not what it has at the other."))
            found = (self._field((*at, "fields", place), each, nodes[0]) for place, each in enumerate(raw["fields"]))
            fields += (field for field in found if field is not None)
            for path in of or ((),):
                self._note_list((*path, *listed), raw["label"])
                self._note_empty((*path, *listed), nodes[0], fields[len(above or ()) :])
        heading = raw.get("heading", self._written["title"] if not of and not listed else raw["label"])
        return FormSheet(
            name,
            *_called(raw),
            text_from(heading),
            tuple(fields),
            of,
            len(above or ()),
            listed,
            self._rows((*at, "rows"), raw.get("rows"), fields),
            self._rows((*at, "choices"), raw.get("choices"), fields),
        )

    def _node(self, at: Pointer, of: tuple[str, ...], listed: tuple[str, ...]) -> Schema | None:
        """The schema of what a row is; None where there is nothing at the path."""
        chain = chain_along(self._around.schema, (*of, *listed))
        if chain is None:
            self._fault(at, NO_LIST_AT, path="/".join((*of, *listed)))
            return None
        return chain.nodes[-1]

    def _note_list(self, path: tuple[str, ...], label: Raw) -> None:
        """Note what the list of a sheet is called, where the schema does not say it."""
        around = chain_along(self._around.schema, path[:-1]) if path else None
        found = None if around is None else around.at(path[-1])
        if found is not None and not found.get(MEANING) and not resolved(found, self._around.schema).get(MEANING):
            self._unnamed.append((found, label))

    def _note_empty(self, path: tuple[str, ...], node: Schema, fields: Iterable[FormField]) -> None:
        """Note which objects around the fields of a sheet may be there without a member."""
        for steps in {field.path[:depth] for field in fields for depth in range(1, len(field.path))}:
            here: Schema | None = node
            for step in steps:
                here = None if here is None else property_of(here, step, self._around.schema)
            if here is not None and not resolved(here, self._around.schema).get("required"):
                self._can_be_empty.add((*path, *steps))

    # Fields

    def _field(self, at: Pointer, raw: Raw, node: Schema) -> FormField | None:
        label, also = _called(raw)
        if "shows" in raw:
            return self._shown(at, raw)
        path = _steps(raw.get("path", ""))
        name = _name(raw)
        if not path:
            if raw.get("is") == ValueKind.MARK:
                return FormField(name, label, also, ValueKind.MARK)
            self._fault(at, N_("A field has a `path`, or `shows` a column of a table, or it `is: mark`."))
            return None
        found: Schema | None = node
        for step in path:
            found = None if found is None else property_of(found, step, self._around.schema)
        if found is None:
            self._fault((*at, "path"), NOTHING_AT, path=raw["path"], known=names_in(node, self._around.schema))
            return None
        whole = resolved(found, self._around.schema)
        said = found.get(MEANING) or whole.get(MEANING)
        if said is None:
            self._unnamed.append((found, raw["label"]))
        kind, labels, codes = self._kind(at, raw, name, path, whole)
        return FormField(name, label, also, kind, path, None if said is None else text_from(said), labels, codes)

    def _kind(
        self, at: Pointer, raw: Raw, name: str, path: tuple[str, ...], node: Schema
    ) -> tuple[ValueKind, str | None, tuple[Any, ...]]:
        """What kind of value a field holds, and the list or table whose labels stand for its codes, and these."""
        items = self._around.document.get("items")
        types = types_of(node, self._around.schema)
        told = raw.get("is")
        if told is not None and told not in _SAID.get(types, ()):
            self._fault((*at, "is"), N_("What the schema has here cannot be “{kind}”."), kind=told)
        elif told is not None:
            return ValueKind(told), RULES if told == ValueKind.RULE else None, ()
        if at[1] in self._sheets_of_items and items is not None and path == (items["number"],):
            return ValueKind.NUMBER, items["table"], ()
        if "enum" in node:
            return ValueKind.CODE, *self._codes(at, raw, name, node)
        if types == {"string"}:
            if node.get("format") == "date":
                return ValueKind.DAY, None, ()
            is_circular = path == (CIRCULAR,) and self._is_cover(at)
            return (ValueKind.CODE, CIRCULAR, ()) if is_circular else (ValueKind.TEXT, None, ())
        is_of_texts = types == {"array"} and types_of(node.get("items", {}), self._around.schema) == {"string"}
        kind = ValueKind.LINES if is_of_texts else _KINDS.get(types)
        if kind is ValueKind.COUNT and self._is_money(at, raw):
            kind = ValueKind.AMOUNT
        if kind is None:
            message = N_("What the schema has at “{path}” cannot be written in a cell: {types}.")
            self._fault((*at, "path"), message, path="/".join(path), types=sorted(types) or "?")
        return kind or ValueKind.TEXT, None, ()

    def _is_money(self, at: Pointer, raw: Raw) -> bool:
        """Whether a whole number is an amount in yuan, as its label says; in another unit it could be either."""
        labels = [raw["label"][lang] for lang in LANGUAGES if names_money(raw["label"][lang])]
        if any(multiple_of(unit_in(label)) != 1 for label in labels):
            message = N_(
                "The label names a unit of money: say by `is` whether the member is the `amount` in whole yuan, or the "
                "`figure` as it is written."
            )
            self._fault((*at, "label"), message)
        return bool(labels)

    @property
    def _sheets_of_items(self) -> frozenset[str]:
        """The sheets whose rows are the items of the document."""
        listed = self._around.document.get("items", {}).get("list")
        sheets = self._written["sheets"].items()
        return frozenset(name for name, raw in sheets if raw.get("list") == listed and "of" not in raw)

    def _is_cover(self, at: Pointer) -> bool:
        return not self._written["sheets"][at[1]].keys() & {"list", "of"}

    def _codes(self, at: Pointer, raw: Raw, name: str, node: Schema) -> tuple[str | None, tuple[Any, ...]]:
        codes = tuple(code for code in node["enum"] if code is not None)
        labels = raw.get("in", node.get("x-table", name))
        if labels not in self._around.codes:
            message = N_("There is no table or list called “{name}”; say by `in` which one has labels for these codes.")
            self._fault((*at, "in") if "in" in raw else at, message, name=labels)
            return None, codes
        missing = [str(code) for code in codes if code not in self._around.codes[labels]]
        if missing:
            message = N_("“{name}” has no label for: {codes}.")
            self._fault((*at, "in") if "in" in raw else at, message, name=labels, codes=missing)
        return labels, codes

    def _shown(self, at: Pointer, raw: Raw) -> FormField:
        """A column of the items' table, or of one with rows about items; or what is held against says of the item."""
        if raw.get("from") == AGAINST:
            shows = (AGAINST, raw["shows"], "")
            other = self._around.other
            # That there is no such document as is held against, is told of the document.
            is_there = "against" in self._around.document if other is None else other.at(raw["shows"]) is not None
            if not is_there:
                self._fault(
                    (*at, "shows"),
                    NOTHING_AT,
                    path=raw["shows"],
                    known=[] if other is None else other.known(raw["shows"]),
                )
            return FormField(_name(raw), *_called(raw), ValueKind.SHOWN, labels=raw.get("in"), shows=shows)
        items = self._around.document.get("items", {}).get("table")
        table = raw.get("from", items)
        column = raw["shows"]
        labels, by = None, ""
        if table not in self._around.tables:
            # That the items have no table that there is, is told of the document.
            if "from" in raw or items is None:
                self._fault((*at, "from"), NO_TABLE, name=table, known=self._around.tables)
        elif column not in self._around.tables[table]["columns"]:
            self._fault((*at, "shows"), NO_COLUMN, column=column, columns=self._around.tables[table]["columns"])
        else:
            labels = self._around.tables[table]["columns"][column].get("in")
            by = self._number_in(table, items)
            if not by and items in self._around.tables:
                message = N_("No column of “{table}” is taken from “{items}”, the table of the items.")
                self._fault((*at, "from"), message, table=table, items=items)
        shows = (table, column, by)
        return FormField(_name(raw), *_called(raw), ValueKind.SHOWN, labels=labels, shows=shows)

    def _number_in(self, table: str, items: str | None) -> str:
        """The column of a table that is the number of an item; none where it has no such column."""
        told = self._around.tables[table]
        if table == items:
            return str(told["key"][0])
        return next((name for name, column in told["columns"].items() if items and column.get("in") == items), "")

    # Rows that a form is given out with

    def _rows(self, at: Pointer, raw: Raw | None, fields: Collection[FormField]) -> FormRows | None:
        if raw is None:
            return None
        if raw["table"] not in self._around.tables:
            self._fault((*at, "table"), NO_TABLE, name=raw["table"], known=self._around.tables)
            return None
        names = {field.name for field in fields}
        for name in raw["fields"]:
            if name not in names:
                self._fault((*at, "fields", name), N_("The sheet has no field “{name}”."), name=name)
        roster = self._around.document["sender"]["table"]
        sender, where = raw.get("sender", {}), raw.get("where", {})
        columns: dict[Pointer, tuple[str, str]] = {}
        columns |= {("fields", name): (raw["table"], column) for name, column in raw["fields"].items()}
        columns |= {("sender", name): (raw["table"], name) for name in sender}
        columns |= {("where", name): (raw["table"], name) for name in where}
        for place, (table, column) in (*columns.items(), *_of_roster(sender, roster)):
            if table in self._around.tables and column not in self._around.tables[table]["columns"]:
                self._fault((*at, *place), NO_COLUMN, column=column, columns=self._around.tables[table]["columns"])
        values = {name: tuple(value) if isinstance(value, list) else (value,) for name, value in where.items()}
        for name, wanted in values.items():
            codes = self._codes_in(raw["table"], name)
            for value in wanted:
                if codes is not None and value not in codes:
                    self._fault((*at, "where", name), NO_CODE, value=value, codes=sorted(map(str, codes)))
        return FormRows(raw["table"], raw["fields"], sender, values)

    def _codes_in(self, table: str, column: str) -> Collection[Any] | None:
        """What can stand in a column of a table; None where that is not known."""
        told = self._around.tables[table]["columns"].get(column, {})
        return (True, False) if told.get("type") == MemberType.FLAG else self._around.codes.get(told.get("in"))


def faults_of_labels(written: Raw) -> Iterator[Fault]:
    """Nothing that people call a sheet, or a field of one sheet, means two; each group begins some path."""
    sheets: dict[str, Raw] = written["sheets"]
    named: dict[Pointer, tuple[str, Raw]] = {("sheets", name): (name, raw) for name, raw in sheets.items()}
    named |= {(name,): (name, written[name]) for name in ("catalogue", "matrix") if name in written}
    yield from _called_twice(named, N_("“{label}” is what the sheet “{name}” is called already."))
    for name, sheet in sheets.items():
        # The first columns are those of the sheets whose entries the rows belong to.
        fields: dict[Pointer, tuple[str, Raw]] = {
            ("sheets", name, "of", place): (_name(each), each) for place, each in enumerate(_keys_above(sheet, sheets))
        }
        for place, raw in enumerate(sheet["fields"]):
            fields["sheets", name, "fields", place] = _name(raw), raw
        yield from _called_twice(
            fields, N_("“{label}” is what the field “{name}” of the same sheet is called already.")
        )
        seen = set()
        for at, (own, _) in fields.items():
            if own in seen:
                yield fault(at, N_("Two fields of the sheet are called “{name}”; tell them apart by `name`."), name=own)
            seen.add(own)
    begun = {raw.get("path", "").rpartition("/")[0] for sheet in sheets.values() for raw in sheet["fields"]}
    for path in written.get("groups", {}):
        if path not in begun:
            yield fault(("groups", path), N_("No field of the form has a path that begins so."))


def _keys_above(sheet: Raw, sheets: Mapping[str, Raw]) -> list[Raw]:
    """The first columns of a sheet that are those of others, as far as there are these."""
    path = max(_paths(sheet), key=len, default=())
    for parent in sheets.values():
        listed = _steps(parent.get("list", ""))
        if path and listed and any((*around, *listed) == path for around in _paths(parent) or ((),)):
            return [*_keys_above(parent, sheets), parent["fields"][0]]
    return []


def _called_twice(named: Mapping[Pointer, tuple[str, Raw]], message: str) -> Iterator[Fault]:
    called: dict[str, Pointer] = {}
    for at, (_, raw) in named.items():
        for written in (raw["label"]["en"], raw["label"]["zh"], *raw.get("also", ())):
            other = called.setdefault(label_key(written), at)
            if other != at:
                yield fault(at, message, label=written, name=named[other][0])


def _name(raw: Raw) -> str:
    """The name of a field within its sheet."""
    return str(raw.get("name", raw.get("path", raw.get("shows", raw.get("is", ""))).rpartition("/")[2]))


def _of_roster(sender: Mapping[str, str], roster: str) -> Iterator[tuple[Pointer, tuple[str, str]]]:
    return ((("sender", name), (roster, column)) for name, column in sender.items())


_KINDS: Final[Mapping[frozenset[str], ValueKind]] = {
    frozenset({"boolean"}): ValueKind.FLAG,
    frozenset({"integer"}): ValueKind.COUNT,
    frozenset({"number"}): ValueKind.AMOUNT,
    frozenset({"integer", "string"}): ValueKind.DIGITS,
}
"""What kind of value the types of a schema are, where these decide."""
_SAID: Final[Mapping[frozenset[str], Collection[str]]] = {
    frozenset({"array"}): (ValueKind.ITEMS, ValueKind.LINES),
    frozenset({"string"}): (ValueKind.RULE, ValueKind.TEXT),
    frozenset({"number"}): (ValueKind.FIGURE,),
    frozenset({"integer"}): (ValueKind.AMOUNT, ValueKind.FIGURE),
}
"""What a field can be said to be, where the types of a schema leave it open."""


def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("/")) if path else ()


def _paths(raw: Raw) -> tuple[tuple[str, ...], ...]:
    """The lists in whose entries the rows of a sheet stand."""
    written = raw.get("of", ())
    return tuple(map(_steps, [written] if isinstance(written, str) else written))


def _called(raw: Raw) -> tuple[Text, tuple[str, ...]]:
    """What something is called, and what else."""
    return text_from(raw["label"]), tuple(raw.get("also", ()))
