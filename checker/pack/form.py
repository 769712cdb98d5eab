"""Makes the form of a kind of document from what a pack declares beside it: NAME.form.yaml.

What kind of value a field holds is taken from the document's JSON Schema.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from checker.form import AGAINST, CIRCULAR, MEANING, RULES, Form, FormField, FormMatrix, FormRows, FormSheet, ValueKind
from checker.model import LANGUAGES, Pointer, Text
from checker.pack.model import MemberType
from checker.pack.paths import Chain, Schema, chain_along, property_of, types_of
from checker.pack.reading import text_from
from checker.pack.validation import Fault, Raw, fault
from checker.readers.typed_values import label_key, multiple_of, names_money, unit_in
from checker.schema import resolved


class FormLoader:
    """Makes a form of what is written; what is wrong with it is in `faults`."""

    def __init__(
        self,
        written: Raw,
        document: Raw,
        schema: Schema,
        tables: Raw,
        codes: Mapping[str, Collection[Any]],
        other: Chain | None,
    ) -> None:
        """`written` fits the schema of packs, and is for a `document` of that `schema`.

        `tables` are as the pack declares them, `codes` are the lists by name, those of tables with one key among them.
        `other` leads to an entry of the items of the document that is held against.
        """
        self._written = written
        self._document = document
        self._schema = schema
        self._tables = tables
        self._lists = codes
        self._other = other
        self._can_be_empty: set[tuple[str, ...]] = set()
        self._unnamed: list[tuple[Any, Raw]] = []
        self.faults: list[Fault] = []

    def load(self) -> Form:
        """The form, as far as it is free of faults."""
        # A sheet whose rows belong to the entries of another takes its first columns from there.
        raw_sheets: dict[str, Raw] = self._written["sheets"]
        made: dict[str, FormSheet] = {}
        for name, raw in sorted(raw_sheets.items(), key=lambda pair: max(map(len, _paths(pair[1])), default=0)):
            above = self._above(("sheets", name, "of"), _paths(raw), tuple(made.values()))
            made[name] = self._sheet(("sheets", name), name, raw, above)
        sheets = tuple(made[name] for name in raw_sheets)
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
            sheets,
            groups,
            catalogue,
            matrix,
            tuple(sorted(self._can_be_empty)),
            gives_circular=property_of(self._schema, CIRCULAR, self._schema) is not None
            and not any(field.path == (CIRCULAR,) for sheet in sheets for field in sheet.fields),
        )

    def _fault(self, at: Pointer, code: str, **values: object) -> None:
        self.faults.append(fault(at, code, **values))

    def _matrix(self, made: Mapping[str, FormSheet]) -> FormMatrix:
        raw: Raw = self._written["matrix"]
        sheet = made.get(raw["sheet"])
        field = None if sheet is None else next((each for each in sheet.fields if each.name == raw["field"]), None)
        if sheet is None:
            self._fault(("matrix", "sheet"), "no-sheet", name=raw["sheet"])
        elif field is None:
            self._fault(("matrix", "field"), "no-field", name=raw["field"])
        elif field.kind is not ValueKind.ITEMS:
            self._fault(("matrix", "field"), "matrix-of-no-names", name=field.name)
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
                self._fault(at, "no-list-above", path="/".join(path))
                return None
        fields = [[each.own_key for each in chain] for chain in sorted(ways, key=len, reverse=True)]
        told = [{field.name for field in each} for each in fields]
        if any(not each <= told[0] or each in told[:place] for place, each in enumerate(told)):
            self._fault(at, "lists-not-told-apart")
            return None
        return fields[0] if fields else []

    def _sheet(self, at: Pointer, name: str, raw: Raw, above: Sequence[FormField] | None) -> FormSheet:
        of, listed = _paths(raw), _steps(raw.get("list", ""))
        where = (*at, "list" if "list" in raw else "of")
        fields = list(above or ())
        lists = [(*path, *listed) for path in (of or ((),) if above is not None else ())]
        rows = [chain_along(self._schema, path) for path in lists]
        for path, row in zip(lists, rows, strict=True):
            if row is None:
                self._fault(where, "no-list-at", path="/".join(path))
        if rows and rows[0] is not None:
            if any(row is not None and row.nodes[-1] != rows[0].nodes[-1] for row in rows):
                self._fault(where, "paths-differ")
            found = (self._field((*at, "fields", place), each, rows[0]) for place, each in enumerate(raw["fields"]))
            fields += (field for field in found if field is not None)
            for path in lists:
                self._note_list(path, raw["label"])
                self._note_empty(path, rows[0], fields[len(above or ()) :])
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

    def _note_list(self, path: tuple[str, ...], label: Raw) -> None:
        """Note what the list of a sheet is called, where the schema does not say it."""
        around = chain_along(self._schema, path[:-1]) if path else None
        found = None if around is None else around.at(path[-1])
        if found is not None and not found.get(MEANING) and not resolved(found, self._schema).get(MEANING):
            self._unnamed.append((found, label))

    def _note_empty(self, path: tuple[str, ...], row: Chain, fields: Iterable[FormField]) -> None:
        """Note which objects around the fields of a sheet may be there without a member."""
        for steps in {field.path[:depth] for field in fields for depth in range(1, len(field.path))}:
            here = row.at("/".join(steps))
            if here is not None and not resolved(here, self._schema).get("required"):
                self._can_be_empty.add((*path, *steps))

    # Fields

    def _field(self, at: Pointer, raw: Raw, row: Chain) -> FormField | None:
        label, also = _called(raw)
        if "shows" in raw:
            return self._shown(at, raw)
        path = _steps(raw.get("path", ""))
        name = _name(raw)
        if not path:
            if raw.get("is") == ValueKind.MARK:
                return FormField(name, label, also, ValueKind.MARK)
            self._fault(at, "field-of-nothing")
            return None
        found = row.at(raw["path"])
        if found is None:
            self._fault((*at, "path"), "nothing-at", path=raw["path"], known=row.known(raw["path"]))
            return None
        whole = resolved(found, self._schema)
        said = found.get(MEANING) or whole.get(MEANING)
        if said is None:
            self._unnamed.append((found, raw["label"]))
        kind, labels, codes = self._kind(at, raw, name, path, whole)
        return FormField(name, label, also, kind, path, None if said is None else text_from(said), labels, codes)

    def _kind(
        self, at: Pointer, raw: Raw, name: str, path: tuple[str, ...], node: Schema
    ) -> tuple[ValueKind, str | None, tuple[Any, ...]]:
        """What kind of value a field holds, and the list or table whose labels stand for its codes, and these."""
        items = self._document.get("items")
        types = types_of(node, self._schema)
        told = raw.get("is")
        if told is not None and told not in _SAID.get(types, ()):
            self._fault((*at, "is"), "cannot-be", kind=told)
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
        is_of_texts = types == {"array"} and types_of(node.get("items", {}), self._schema) == {"string"}
        kind = ValueKind.LINES if is_of_texts else _KINDS.get(types)
        if kind is ValueKind.COUNT and self._is_money(at, raw):
            kind = ValueKind.AMOUNT
        if kind is None:
            self._fault((*at, "path"), "not-for-a-cell", path="/".join(path), types=sorted(types) or "?")
        return kind or ValueKind.TEXT, None, ()

    def _is_money(self, at: Pointer, raw: Raw) -> bool:
        """Whether a whole number is an amount in yuan, as its label says; in another unit it could be either."""
        labels = [raw["label"][lang] for lang in LANGUAGES if names_money(raw["label"][lang])]
        if any(multiple_of(unit_in(label)) != 1 for label in labels):
            self._fault((*at, "label"), "money-in-doubt")
        return bool(labels)

    @property
    def _sheets_of_items(self) -> frozenset[str]:
        """The sheets whose rows are the items of the document."""
        listed = self._document.get("items", {}).get("list")
        sheets = self._written["sheets"].items()
        return frozenset(name for name, raw in sheets if raw.get("list") == listed and "of" not in raw)

    def _is_cover(self, at: Pointer) -> bool:
        return not self._written["sheets"][at[1]].keys() & {"list", "of"}

    def _codes(self, at: Pointer, raw: Raw, name: str, node: Schema) -> tuple[str | None, tuple[Any, ...]]:
        codes = tuple(code for code in node["enum"] if code is not None)
        labels = raw.get("in", node.get("x-table", name))
        if labels not in self._lists:
            self._fault((*at, "in") if "in" in raw else at, "no-labels", name=labels)
            return None, codes
        missing = [str(code) for code in codes if code not in self._lists[labels]]
        if missing:
            self._fault((*at, "in") if "in" in raw else at, "codes-without-label", name=labels, codes=missing)
        return labels, codes

    def _shown(self, at: Pointer, raw: Raw) -> FormField:
        """A column of the items' table, or of one with rows about items; or what is held against says of the item."""
        if raw.get("from") == AGAINST:
            shows = (AGAINST, raw["shows"], "")
            other = self._other
            # That there is no such document as is held against, is told of the document.
            is_there = "against" in self._document if other is None else other.at(raw["shows"]) is not None
            if not is_there:
                self._fault(
                    (*at, "shows"),
                    "nothing-at",
                    path=raw["shows"],
                    known=[] if other is None else other.known(raw["shows"]),
                )
            return FormField(_name(raw), *_called(raw), ValueKind.SHOWN, labels=raw.get("in"), shows=shows)
        items = self._document.get("items", {}).get("table")
        table = raw.get("from", items)
        column = raw["shows"]
        labels, by = None, ""
        if table not in self._tables:
            # That the items have no table that there is, is told of the document.
            if "from" in raw or items is None:
                self._fault((*at, "from"), "no-table", name=table, known=self._tables)
        elif column not in self._tables[table]["columns"]:
            self._fault((*at, "shows"), "no-column", column=column, columns=self._tables[table]["columns"])
        else:
            labels = self._tables[table]["columns"][column].get("in")
            by = self._number_in(table, items)
            if not by and items in self._tables:
                self._fault((*at, "from"), "not-about-items", table=table, items=items)
        shows = (table, column, by)
        return FormField(_name(raw), *_called(raw), ValueKind.SHOWN, labels=labels, shows=shows)

    def _number_in(self, table: str, items: str | None) -> str:
        """The column of a table that is the number of an item; none where it has no such column."""
        told = self._tables[table]
        if table == items:
            return str(told["key"][0])
        return next((name for name, column in told["columns"].items() if items and column.get("in") == items), "")

    # Rows that a form is given out with

    def _rows(self, at: Pointer, raw: Raw | None, fields: Collection[FormField]) -> FormRows | None:
        if raw is None:
            return None
        if raw["table"] not in self._tables:
            self._fault((*at, "table"), "no-table", name=raw["table"], known=self._tables)
            return None
        names = {field.name for field in fields}
        for name in raw["fields"]:
            if name not in names:
                self._fault((*at, "fields", name), "no-field", name=name)
        roster = self._document["sender"]["table"]
        sender, where = raw.get("sender", {}), raw.get("where", {})
        columns: list[tuple[Pointer, str, str]] = [
            *((("fields", name), raw["table"], column) for name, column in raw["fields"].items()),
            *((("sender", name), raw["table"], name) for name in sender),
            *((("sender", name), roster, column) for name, column in sender.items()),
            *((("where", name), raw["table"], name) for name in where),
        ]
        for place, table, column in columns:
            if table in self._tables and column not in self._tables[table]["columns"]:
                self._fault((*at, *place), "no-column", column=column, columns=self._tables[table]["columns"])
        values = {name: tuple(value) if isinstance(value, list) else (value,) for name, value in where.items()}
        for name, wanted in values.items():
            codes = self._codes_in(raw["table"], name)
            for value in wanted:
                if codes is not None and value not in codes:
                    self._fault((*at, "where", name), "no-code", value=value, codes=sorted(map(str, codes)))
        return FormRows(raw["table"], raw["fields"], sender, values)

    def _codes_in(self, table: str, column: str) -> Collection[Any] | None:
        """What can stand in a column of a table; None where that is not known."""
        told = self._tables[table]["columns"].get(column, {})
        return (True, False) if told.get("type") == MemberType.FLAG else self._lists.get(told.get("in"))


def faults_of_labels(written: Raw) -> Iterator[Fault]:
    """Nothing that people call a sheet, or a field of one sheet, means two; each group begins some path."""
    sheets: dict[str, Raw] = written["sheets"]
    named: dict[Pointer, tuple[str, Raw]] = {("sheets", name): (name, raw) for name, raw in sheets.items()}
    named |= {(name,): (name, written[name]) for name in ("catalogue", "matrix") if name in written}
    yield from _called_twice(named, "sheet-called-twice")
    for name, sheet in sheets.items():
        # The first columns are those of the sheets whose entries the rows belong to.
        fields: dict[Pointer, tuple[str, Raw]] = {
            ("sheets", name, "of", place): (_name(each), each) for place, each in enumerate(_keys_above(sheet, sheets))
        }
        for place, raw in enumerate(sheet["fields"]):
            fields["sheets", name, "fields", place] = _name(raw), raw
        yield from _called_twice(fields, "field-called-twice")
        seen = set()
        for at, (own, _) in fields.items():
            if own in seen:
                yield fault(at, "field-repeated", name=own)
            seen.add(own)
    begun = {raw.get("path", "").rpartition("/")[0] for sheet in sheets.values() for raw in sheet["fields"]}
    for path in written.get("groups", {}):
        if path not in begun:
            yield fault(("groups", path), "group-of-nothing")


def _keys_above(sheet: Raw, sheets: Mapping[str, Raw]) -> list[Raw]:
    """The first columns of a sheet that are those of others, as far as there are these."""
    path = max(_paths(sheet), key=len, default=())
    for parent in sheets.values():
        listed = _steps(parent.get("list", ""))
        if path and listed and any((*around, *listed) == path for around in _paths(parent) or ((),)):
            return [*_keys_above(parent, sheets), parent["fields"][0]]
    return []


def _called_twice(named: Mapping[Pointer, tuple[str, Raw]], code: str) -> Iterator[Fault]:
    called: dict[str, Pointer] = {}
    for at, (_, raw) in named.items():
        for written in (raw["label"]["en"], raw["label"]["zh"], *raw.get("also", ())):
            other = called.setdefault(label_key(written), at)
            if other != at:
                yield fault(at, code, label=written, name=named[other][0])


def _name(raw: Raw) -> str:
    """The name of a field within its sheet."""
    return str(raw.get("name", raw.get("path", raw.get("shows", raw.get("is", ""))).rpartition("/")[2]))


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
