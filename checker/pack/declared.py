"""What a rule pack declares: tables, kinds of fact, documents and clauses, and so all that rules can speak of."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from checker.form import Form
from checker.model import Pointer, Text
from checker.pack.conditions import Op
from checker.pack.documents import Kinds, text_of
from checker.pack.file_names import DOCUMENTS, FORMS
from checker.pack.files import beside
from checker.pack.form import FormLoader, faults_of_labels
from checker.pack.model import (
    FINDING,
    PACK_RULE,
    REVIEW,
    SENDER,
    SUBMITTED,
    Against,
    ComparedPart,
    Compiling,
    DocumentKind,
    Items,
    Kind,
    MemberType,
    Outlining,
    Stage,
    Table,
    Tally,
)
from checker.pack.paths import (
    Chain,
    Steps,
    chain_along,
    closed_schema,
    converted,
    holds_days,
    lists_named_in,
    with_document,
)
from checker.pack.reading import PLACEHOLDER, text_from
from checker.pack.repairs import Action
from checker.pack.tables import table_of
from checker.pack.validation import Fault, Raw, blocks_of, fault, faults_of_operand, faults_of_where, within
from checker.pack.ways import COUNTING
from checker.readers import read_path
from checker.schema import Schema
from checker.values import day_number, is_day


def _given_kinds() -> dict[str, Kind]:
    written: Any = read_path(Path(__file__).with_name("given_kinds.yaml")).data
    return {name: converted({"name": name, **told}, Kind) for name, told in written.items()}


_GIVEN: Final = _given_kinds()
"""The kinds of fact that every pack has."""
_OF_A_REVIEW: Final = {name: kind for name, kind in _GIVEN.items() if kind.stage is Stage.REVIEW}


class Scope(msgspec.Struct, frozen=True, eq=False):
    """What a rule is about: when it is judged, on which documents, which kind is the anchor, all it may speak of.

    `all_kinds` are the kinds as each of its documents has them.
    """

    stage: Stage
    documents: tuple[str, ...]
    anchor: str
    kinds: Mapping[str, Kind]
    all_kinds: tuple[Mapping[str, Kind], ...]


class Declared:
    """All that rules can speak of, made from the pack's one object."""

    def __init__(self, folder: Path, data: Raw) -> None:
        pack = data["pack"]
        self._folder = folder
        self._pack = pack
        self._forms: Raw = data[FORMS]
        self.codes: dict[str, Collection[Any]] = {name: tuple(codes) for name, codes in pack.get("codes", {}).items()}
        self.tables: dict[str, Table] = {}
        self._found: list[Fault] = []
        for name, told in pack.get("tables", {}).items():
            self._need_free(("pack", "tables", name), name, {*self.codes, *_GIVEN})
            self.tables[name] = table_of(name, told, data["rows"][name])
            if len(told["key"]) == 1:
                self.codes[name] = tuple(self.tables[name].places)
        self.documents: dict[str, DocumentKind] = {}
        self.lists: dict[tuple[str, str], str] = {}
        """The tables in which numbers are looked up, by kind and member."""
        self._broken: set[str] = set()
        listed = pack.get(DOCUMENTS, ())
        for place, name in enumerate(listed):
            if name not in data[DOCUMENTS]:
                self._fault(("pack", DOCUMENTS, place), "no-document-file", name=name)
        for name in sorted(
            data[DOCUMENTS], key=lambda name: (listed.index(name) if name in listed else len(listed), name)
        ):
            self._add_document(name, data[DOCUMENTS][name], data["schemas"])
        for name in sorted(self._forms.keys() - data[DOCUMENTS].keys()):
            self._fault((FORMS, name), "form-of-no-document", name=name)
        self._count_over_documents()
        self.clause_labels: dict[str, Text] = {}
        self.clause_rows: dict[str, tuple[str, Any]] = {}
        self.clauses = dict(self._all_clauses())

    def _fault(self, at: Pointer, code: str, **values: object) -> None:
        self._found.append(fault(at, code, **values))

    def _need_free(self, at: Pointer, name: str, taken: Collection[str]) -> None:
        if name in taken:
            self._fault(at, "name-taken", name=name)

    # Documents

    def _add_document(self, name: str, told: Raw, schemas: Raw) -> None:
        at: Pointer = (DOCUMENTS, name)
        closed = closed_schema(schemas[name], self.codes)
        for listed in lists_named_in(schemas[name]):
            if listed not in self.codes:
                self._fault((*at, "schema"), "list-unknown-to-pack", name=listed, known=self.codes)
        whole = self._with_other(at, told, closed, schemas.get(beside(name), {}))
        closed = whole or closed
        codes = {**self.codes, PACK_RULE: ()}
        kinds = Kinds(told["facts"], self.tables, codes, self._pack, whole, Stage.DOCUMENT, {})
        self._found += within((*at, "facts"), kinds.faults)
        for kind in told["facts"]:
            self._need_free((*at, "facts", kind), kind, {*self.tables, *_GIVEN})
        if not kinds.anchor:
            self._fault((*at, "facts"), "no-anchor")
        form = self._form(name, told, closed)
        self._broken |= kinds.broken
        self.lists |= _lists_of(kinds.kinds, self.tables)
        tallies = self._tallies(at, told, kinds)
        document = _document(name, told, Schema(closed), kinds, tallies, form, self._bounds, self.documents)
        if document.format in self.documents:
            self._fault((*at, "format"), "format-repeated", format=document.format)
        self.documents[document.format] = document
        checks = DocumentChecks(told, document, self._bounds, self.tables)
        self._found += within(at, checks.faults())

    def _with_other(self, at: Pointer, told: Raw, schema: dict[str, Any], elsewhere: Raw) -> dict[str, Any] | None:
        """The schema, with that of the document that this one is held against, if it is; None where there is none.

        `elsewhere` is that one's schema where another pack declares it.
        """
        if "against" not in told:
            return schema
        other = self.documents.get(told["against"]["document"])
        if "schema" in told["against"]:
            node = closed_schema(elsewhere, self.codes)
        elif other is not None:
            node = other.schema.node
        else:
            named = told["against"]["document"]
            self._fault((*at, "against", "document"), "no-document-before", format=named, known=self.documents)
            return None
        member = told["against"]["member"]
        if member not in schema.get("properties", {}):
            self._fault((*at, "against", "member"), "nothing-at", path=member, known=schema.get("properties", {}))
            return None
        return with_document(schema, member, node)

    def _entry_of_other(self, told: Raw) -> Chain | None:
        """An entry of the items of the document that this one is held against."""
        other = self.documents.get(told.get("against", {}).get("document", ""))
        if other is None or other.items is None:
            return None
        return chain_along(other.schema.node, (other.items.list,))

    def _form(self, name: str, told: Raw, schema: Raw) -> Form | None:
        if name not in self._forms:
            return None
        tables: Raw = self._pack.get("tables", {})
        loader = FormLoader(self._forms[name], told, schema, tables, self.codes, self._entry_of_other(told))
        form = loader.load()
        self._found += within((FORMS, name), loader.faults)
        return form

    @property
    def _bounds(self) -> Raw:
        bounds: Raw = self._pack.get("bounds", {})
        return bounds

    def _tallies(self, at: Pointer, told: Raw, kinds: Kinds) -> tuple[Tally, ...]:
        tallies = []
        for name, raw in told.get("tallies", {}).items():
            place: Pointer = (*at, "tallies", name)
            kind = kinds.kinds.get(raw["of"]) or (self.tables[raw["of"]].kind if raw["of"] in self.tables else None)
            if kind is None:
                self._fault((*place, "of"), "no-kind-or-table", kind=raw["of"])
            else:
                for member in (raw["member"], *raw.get("where", {})) if kind.name not in kinds.broken else ():
                    if member not in kind.members:
                        self._fault(place, "no-member", kind=kind.name, member=member, members=kind.members)
                self._found += self._faults_of_not_in((*place, "not_in"), raw, kinds)
                self._found += self._faults_of_tests((*place, "where"), raw, kind)
            self._found += faults_of_where((*place, "where"), raw.get("where", {}), self._pack)
            tallies.append(converted({**raw, "name": name}, Tally))
        return tuple(tallies)

    def _faults_of_tests(self, at: Pointer, raw: Raw, kind: Kind) -> Iterator[Fault]:
        """Values that no member of a kind can have."""
        for member, wanted in raw.get("where", {}).items():
            known = kind.members.get(member)
            if known is not None and known.type is not MemberType.TEXT and not isinstance(wanted, Mapping):
                codes = self.codes.get(known.labels or "")
                for value in wanted if isinstance(wanted, list) else [wanted]:
                    yield from faults_of_operand(
                        (*at, member), known, f"{kind.name}.{member}", Op.IS, value, codes, self._bounds
                    )

    def _faults_of_not_in(self, at: Pointer, raw: Raw, kinds: Kinds) -> Iterator[Fault]:
        """A list of the rows that no fact has: of a table, and by a member that the kind of fact has as well."""
        if "not_in" not in raw:
            return
        other = kinds.kinds.get(raw["not_in"])
        if raw["of"] not in self.tables:
            yield fault(at, "not-in-without-table")
        elif other is None:
            yield fault(at, "no-kind-here", kind=raw["not_in"])
        elif raw["member"] not in other.members:
            yield fault(at, "no-member", kind=other.name, member=raw["member"], members=other.members)

    # What is counted over the documents of a review

    def _count_over_documents(self) -> None:
        """Members of tables that are counted over documents; with them a table is a kind of a review."""
        told = {name: raw for name, raw in self._pack.get("tables", {}).items() if raw.get("members")}
        columns = {name: self.tables[name].kind.members for name in told}
        others = self._in_a_review()
        kinds = Kinds(told, self.tables, self.codes, self._pack, None, Stage.REVIEW, others, columns)
        self._found += within(("pack", "tables"), kinds.faults)
        for name, raw in told.items():
            members = kinds.kinds[name].members
            kind = msgspec.structs.replace(self.tables[name].kind, members=members, stage=Stage.REVIEW)
            self.tables[name] = msgspec.structs.replace(self.tables[name], kind=kind, counted=tuple(raw["members"]))

    def _in_a_review(self) -> dict[str, Kind]:
        """The kinds of all documents as a review has them: with who sent the document, and which it is."""
        added = _GIVEN[SUBMITTED].members
        kinds: dict[str, Kind] = {}
        for document in self.documents.values():
            sender = msgspec.structs.replace(added[SENDER], labels=document.roster)
            for name, kind in document.kinds.items():
                members = {**kinds[name].members, **kind.members} if name in kinds else kind.members
                more = {**added, SENDER: sender, **members}
                kinds[name] = msgspec.structs.replace(kind, members=more, stage=Stage.REVIEW)
        return kinds

    # Clauses

    def _all_clauses(self) -> Iterator[tuple[str, Text]]:
        seen: set[str] = set()
        for place, raw in enumerate(self._pack["clauses"]):
            at: Pointer = ("pack", "clauses", place)
            if "each" in raw:
                found = list(self._clauses_of(at, raw))
            else:
                label = text_from(raw["label"]) if "label" in raw else None
                found = [(raw["id"], text_of(raw["title"], raw["id"]), label)]
            for id_, title, label in found:
                if id_ in seen:
                    self._fault((*at, "id"), "repeated", number=id_)
                seen.add(id_)
                if label is not None:
                    self.clause_labels[id_] = label
                yield id_, title

    def _clauses_of(self, at: Pointer, raw: Raw) -> Iterator[tuple[str, Text, Text | None]]:
        table = self.tables.get(raw["each"])
        told = raw.get("label")
        labels = "" if told is None else told["en"] + told["zh"]
        columns = [*PLACEHOLDER.findall(labels), *PLACEHOLDER.findall(raw["id"]), *PLACEHOLDER.findall(raw["title"])]
        if table is None or any(column not in table.names for column in columns):
            self._fault(at, "no-rows-for-clauses")
            return
        for key, row in table.by_key.items():
            title = row[columns[-1]]
            values = {name: str(row[name]) for name in columns[:-1]}
            label = None if told is None else Text(told["en"].format_map(values), told["zh"].format_map(values))
            shown = title if isinstance(title, Text) else Text(str(title), str(title))
            id_ = raw["id"].format_map(values)
            if len(table.key) == 1:
                self.clause_rows[id_] = table.name, key
            yield id_, shown, label

    # Rules

    def faults(self) -> Iterator[Fault]:
        """Faults of the pack itself, its tables and its documents."""
        if self._pack["id"] != self._folder.name:
            yield fault(("pack", "id"), "id-not-folder", id=self._pack["id"], folder=self._folder.name)
        cited: dict[Pointer, Raw] = {
            (name,): self._pack[name] for name in ("authority", "plan_year") if name in self._pack
        }
        cited |= {("bounds", name): raw for name, raw in self._bounds.items()}
        for at, raw in cited.items():
            if raw["clause"] not in self.clauses:
                yield fault(("pack", *at, "clause"), "no-clause", clause=raw["clause"], clauses=self.clauses)
        year = self._pack.get("plan_year")
        if year is not None and year["last_day"] < year["first_day"]:
            yield fault(("pack", "plan_year", "last_day"), "year-backwards")
        yield from self._found
        for name, raw in self._forms.items():
            yield from within((FORMS, name), faults_of_labels(raw))

    def faults_of_scope(self, raw: Raw) -> Iterator[Fault]:
        """Faults that leave open what a rule may speak of."""
        for place, named in enumerate(raw.get("documents", ())):
            if named not in self.documents:
                yield fault(("documents", place), "no-document", format=named, known=self.documents)
                return
        scope = self.scope(raw)
        if scope.stage is Stage.REVIEW and raw["at"] != "":
            because = sorted(_spoken_of(raw) & self._of_a_review)
            is_told = bool(because) and not raw.get("across")
            yield fault(("at",), "place-of-a-review" if is_told else "place-across", kinds=because)
        for at, written in _places_in(raw):
            lacking = [lacking_at(self.documents[name], written) for name in scope.documents]
            if lacking and None not in lacking:
                known = dict.fromkeys(name for each in lacking for name in each or ())
                yield fault(at, "nothing-at", path=written, known=known)
        if raw["for_each"] not in scope.kinds:
            yield fault(("for_each",), "no-kind", kind=raw["for_each"], kinds=scope.kinds)

    def is_about_broken(self, raw: Raw) -> bool:
        """Whether a rule speaks of a kind of fact of which is not known what it has, which is told by itself."""
        return not self._broken.isdisjoint(_spoken_of(raw))

    @property
    def _of_a_review(self) -> set[str]:
        """The kinds of which there are facts in a review alone."""
        return {*_OF_A_REVIEW, *(name for name, table in self.tables.items() if table.counted)}

    def scope(self, raw: Raw) -> Scope:
        """What a rule as written is about."""
        named = tuple(raw.get("documents", ())) or tuple(self.documents)[:1]
        spoken_of = _spoken_of(raw)
        tables = {name: table.kind for name, table in self.tables.items() if not table.counted}
        tables[PACK_RULE] = _GIVEN[PACK_RULE]
        if raw.get("across") or spoken_of & self._of_a_review:
            counted = {name: table.kind for name, table in self.tables.items() if table.counted}
            kinds = {**tables, **self._in_a_review(), **counted, **_OF_A_REVIEW}
            return Scope(Stage.REVIEW, named, REVIEW, kinds, (kinds,))
        stage = Stage.AFTER if FINDING in spoken_of else Stage.DOCUMENT
        all_kinds = tuple(
            {**tables, **self.documents[name].kinds, **({FINDING: _GIVEN[FINDING]} if stage is Stage.AFTER else {})}
            for name in named
        )
        return Scope(stage, named, self.documents[named[0]].anchor, all_kinds[0], all_kinds)


def _places_in(raw: Raw) -> Iterator[tuple[Pointer, str]]:
    """The places of a document that a rule as written names: where its findings stand, and where repairs act."""
    if isinstance(raw["at"], list):
        yield from ((("at", place), written) for place, written in enumerate(raw["at"]))
    else:
        yield ("at",), raw["at"]
    for place, repair in enumerate(raw.get("repairs", ())):
        yield from ((("repairs", place, action), repair[action]) for action in Action if action in repair)


def _spoken_of(raw: Raw) -> set[str]:
    """The kinds of fact that a rule as written names."""
    return {raw["for_each"], *(key.rpartition(" ")[2] for _, block in blocks_of(raw) for key in block)}


def _lists_of(kinds: Mapping[str, Kind], tables: Mapping[str, Table]) -> dict[tuple[str, str], str]:
    """The table of each number that is looked up by the key of one, or taken from such a number."""
    lists: dict[tuple[str, str], str] = {}
    taken: list[tuple[tuple[str, str], tuple[str, str]]] = []
    for kind in kinds.values():
        joins = [(kind.partner, kind.partner_by)]
        for name, member in kind.members.items():
            way = member.way
            other = next((way[key] for key in ("from", *COUNTING) if key in way), None)
            joins.append((other, way.get("by", {})))
            if "take" in way:
                taken.append(((kind.name, name), (str(way.get("from")), way["take"])))
        for other, by in joins:
            for own, its in by.items() if other in tables else ():
                column = tables[str(other)].kind.members.get(its)
                listed = str(other) if tables[str(other)].key == (its,) else column.labels if column else None
                if listed is not None and own in kind.members and kind.members[own].type is MemberType.NUMBER:
                    lists[kind.name, own] = listed
    return lists | {own: lists[its] for own, its in taken if its in lists}


def _against_of(told: Raw, schema: Schema, known: Mapping[str, DocumentKind]) -> Against:
    node = schema.node.get("properties", {}).get(told["member"], {})
    fills = tuple(tuple(path.split("/")) for path in told.get("fills", ()))
    other = known.get(told["document"])
    noun = text_of(told.get("noun"), told["document"]) if other is None else other.document
    return Against(told["document"], told["member"], noun, fills, is_list=node.get("type") == "array")


def _document(
    name: str,
    told: Raw,
    schema: Schema,
    kinds: Kinds,
    tallies: tuple[Tally, ...],
    form: Form | None,
    bounds: Raw,
    known: Mapping[str, DocumentKind],
) -> DocumentKind:
    nouns, status, items, exceptions = told["nouns"], told.get("status", {}), told.get("items"), told.get("exceptions")
    sender, submission = told["sender"], told.get("submission", {})
    in_time = bounds.get(submission.get("in_time"), {}).get("value")
    return DocumentKind(
        format=told["format"],
        name=name,
        schema=schema,
        document=text_from(nouns["document"]),
        item=text_from(nouns["item"]),
        sender_noun=text_from(nouns["sender"]),
        plurals={name: noun["plural"] for name, noun in nouns.items() if "plural" in noun},
        sender=sender["member"],
        roster=sender["table"],
        year=told.get("year"),
        status=status.get("member"),
        draft=status.get("draft"),
        submitted=status.get("submitted"),
        version=told.get("version"),
        day=submission.get("day"),
        in_time=day_number(in_time) if is_day(in_time) else None,
        names=sender.get("names"),
        named_in=sender.get("named_in"),
        located_by=(sender["located_by"]["fact"], sender["located_by"]["member"]) if "located_by" in sender else None,
        items=None if items is None else converted(items, Items),
        parts=converted(told.get("parts", {}), dict[str, Text]),
        exceptions=None if exceptions is None else (exceptions["kind"], exceptions["rule"], exceptions["reason"]),
        tallies=tallies,
        anchor=kinds.anchor,
        kinds=kinds.kinds,
        form=form,
        compiling=converted(told["compilation"], Compiling) if "compilation" in told else None,
        outlining=converted(told["outline"], Outlining) if "outline" in told else None,
        compared=converted(told.get("compared", ()), tuple[ComparedPart, ...]),
        against=_against_of(told["against"], schema, known) if "against" in told else None,
        period=told.get("period"),
    )


_REFERENCES: Final[Any] = read_path(Path(__file__).with_name("references.yaml")).data
"""What a declaration names that has to be there, by the places where it does."""


class DocumentChecks:
    """Checks of one declaration, `told`, and the `document` that was made of it."""

    def __init__(self, told: Raw, document: DocumentKind, bounds: Raw, tables: Mapping[str, Table]) -> None:
        self._told = told
        self._document = document
        self._bounds = bounds
        self._tables = tables
        self._schema: Raw = document.schema.node
        self._root = Chain((self._schema,), self._schema)

    def faults(self) -> Iterator[Fault]:
        """Every fault there is."""
        for pattern, written in _REFERENCES.items():
            for at, name in _named(self._told, pattern.split("/")):
                for reference in written if isinstance(written, list) else [written]:
                    yield from self._of_reference(at, name, *reference.split())
        yield from self._of_columns()
        yield from self._of_values()
        if "compilation" in self._told:
            yield from within(("compilation",), self._of_compilation(self._told["compilation"]))
        yield from within(("compared",), self._of_compared())

    # What is named, and has to be there

    def _of_reference(self, at: Pointer, name: str, what: str, joint: str = "", *places: str) -> Iterator[Fault]:
        """Whether there is what is called `name`, in what is named at `places`; of what is in nothing, that is told."""
        around = [self._value_at(at, place) for place in places]
        match what:
            case "table":
                if name not in self._tables:
                    yield fault(at, "no-table", name=name, known=self._tables)
            case "column":
                table = self._tables.get(around[0])
                if table is not None and name not in table.names:
                    yield fault(at, "no-column", column=name, columns=table.names)
            case "kind":
                if name not in self._document.kinds:
                    yield fault(at, "no-kind-here", kind=name)
            case "member":
                kind = self._document.kinds.get(around[0])
                known = {} if kind is None else {**self._told["facts"][kind.name].get("members", {}), **kind.members}
                if kind is not None and name not in known:
                    yield fault(at, "no-member", kind=kind.name, member=name, members=known)
            case _:
                yield from self._of_path(at, name, what, around, is_through_lists=joint == "through")

    def _of_path(
        self, at: Pointer, path: str, what: str, lists: Sequence[str], *, is_through_lists: bool
    ) -> Iterator[Fault]:
        chain = chain_along(self._schema, tuple(lists))
        inner, member = path.rpartition("/")[::2] if is_through_lists else ("", path)
        # Of a list that is not there, the whole path is told.
        further = chain_along(self._schema, (*lists, *inner.split("/"))) if inner else None
        if further is not None:
            chain, path = further, member
        found = None if chain is None else chain.at(path)
        if chain is not None and found is None:
            yield fault(at, "nothing-at", path=path, known=chain.known(path))
        elif found is not None and what == "list" and chain_along(self._schema, (*lists, path)) is None:
            yield fault(at, "no-list-at", path="/".join((*lists, path)))
        elif found is not None and what == "day" and not holds_days(found, self._schema):
            yield fault(at, "no-day-at", path=path)

    def _value_at(self, at: Pointer, place: str) -> Any:
        """What stands at a place of the declaration, which may be one beside `at`; empty where nothing does."""
        value: Any = self._told
        for step in (*at[:-1], place[2:]) if place.startswith("./") else place.split("/"):
            value = value.get(step, {}) if isinstance(value, Mapping) else value[int(step)]
        return value or ""

    def _of_columns(self) -> Iterator[Fault]:
        """What a table has to have whose rows say what senders are called, and by what items are told apart."""
        sender, items = self._told["sender"], self._document.items
        for column in ("code", "name"):
            if "names" in sender:
                yield from self._of_reference(("sender", "names"), column, "column", "of", "sender/names")
        if items is not None and items.classed_by is not None:
            yield from self._of_group(("items", "class"), items.table, items.classed_by)

    def _of_group(self, at: Pointer, table: str, name: str) -> Iterator[Fault]:
        """A column of a table that leads to none; that there is no such column is told by itself."""
        if self._behind(table, name) == "":
            yield fault(at, "no-table-behind", column=name)

    def _behind(self, table: str, name: str) -> str | None:
        """The table or list behind a column of a table, empty where there is none; None where there is no column."""
        columns = self._tables[table].columns if table in self._tables else ()
        return next((column.of or "" for column in columns if column.name == name), None)

    def _of_values(self) -> Iterator[Fault]:
        """The format and a status can stand where they do, the sender is one of the table, a deadline is a day."""
        status: Raw = self._told.get("status", {})
        wanted: dict[Pointer, tuple[str, Any]] = {("format",): ("format", self._told["format"])}
        wanted |= {("status", name): (status["member"], status[name]) for name in ("draft", "submitted") if status}
        for place, (path, value) in wanted.items():
            node = self._root.at(path) or {}
            if value not in node.get("enum", [node.get("const", value)]):
                yield fault(place, "value-not-let", value=value, path=path)
        path, table = self._document.sender, self._tables.get(self._document.roster)
        found = self._root.at(path)
        if table is not None and found is not None and not set(found.get("enum", ())) & table.places.keys():
            yield fault(("sender", "member"), "sender-not-of-table", path=path, table=table.name)
        bound = self._told.get("submission", {}).get("in_time")
        if bound is not None and not isinstance(self._bounds.get(bound, {}).get("value"), str):
            yield fault(("submission", "in_time"), "no-such-day", bound=bound, bounds=self._bounds)

    # What is taken from a document

    def _of_compilation(self, raw: Raw) -> Iterator[Fault]:
        items = self._document.items
        if items is None:
            yield fault((), "compiled-without-items")
            return
        table = items.table
        for place, name in enumerate(raw.get("groups", ())):
            behind = self._behind(table, name)
            if behind is None and table in self._tables:
                yield fault(("groups", place), "no-column", column=name, columns=self._tables[table].names)
            yield from self._of_group(("groups", place), table, name)
            table = behind or ""
        if "release" in raw:
            yield from within(("release",), self._of_release(raw["release"], raw))

    def _of_release(self, release: Raw, raw: Raw) -> Iterator[Fault]:
        depth = len(raw.get("groups", ())) + 1
        lengths: dict[Pointer, tuple[int, int]] = {
            ("levels",): (len(release["levels"]), depth),
            ("statements", "words"): (len(release["statements"]["words"]), depth),
        }
        if "left_out" in release:
            lengths["left_out", "around"] = len(release["left_out"]["around"]), depth - 1
        for at, (found, wanted) in lengths.items():
            if found != wanted:
                yield fault(at, "not-as-many", found=found, wanted=wanted)
        for member, path in release["aims"].items():
            if path not in [value["path"] for value in raw["values"]]:
                yield fault(("aims", member), "no-such-value", path=path)

    def _of_compared(self) -> Iterator[Fault]:
        """What the schema of the document has nothing for: a list, or what nothing has that stands in any of them."""
        for place, part in enumerate(self._document.compared):
            chains = [chain_along(self._schema, steps) for steps in part.lists]
            named: list[tuple[Pointer, Steps]] = [((place, "alike"), part.alike)] if part.alike else []
            for name, values in (("known_by", part.known_by), ("values", part.values)):
                named += [((place, name, nth, "path"), value.path) for nth, value in enumerate(values)]
            lost: list[tuple[Pointer, Steps]] = [
                ((place, "lists", nth), steps)
                for nth, (steps, chain) in enumerate(zip(part.lists, chains, strict=True))
                if chain is None
            ]
            # What is in a list that is nowhere, nobody knows.
            found = [chain for chain in chains if chain is not None]
            if not lost:
                lost = [each for each in named if all(chain.at("/".join(each[1])) is None for chain in found)]
            for at, steps in lost:
                path = "/".join(steps)
                around = found[0] if found and at[1] != "lists" else self._root
                yield fault(at, "nothing-at", path=path, known=around.known(path))


def _named(told: Any, pattern: Sequence[str], at: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """What a declaration names at the places of a pattern, as far as it has them."""
    if not pattern:
        yield at, told
        return
    step, *rest = pattern
    members = told.items() if isinstance(told, Mapping) else [(str(place), each) for place, each in enumerate(told)]
    for name, value in members:
        place = int(name) if isinstance(told, list) else name
        if step == "?":
            yield (*at, place), name
        elif step in ("*", name):
            yield from _named(value, rest, (*at, place))


def lacking_at(document: DocumentKind, written: str) -> list[str] | None:
    """The members that a document can have instead where it can have nothing at a place of a rule; None: it can.

    Of a kind that stands in none, nobody knows.
    """
    base, _, path = written.partition("/")
    schema = document.schema.node
    kind = document.kinds.get(base.strip("{}"))
    whole = not base or base.strip("{}") == document.anchor
    chains = [Chain((schema,), schema)] if whole else []
    for steps in kind.paths if kind is not None else ():
        chains += [chain for chain in [chain_along(schema, steps)] if chain is not None]
    can_stand = not path or not chains or any(chain.at(path) is not None for chain in chains)
    return None if can_stand else chains[0].known(path)
