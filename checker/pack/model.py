"""A rule pack as the rest of plancheck sees it: frozen, checked, every reference resolved.

A pack declares its documents: which tables they are held against, which facts are read off them, what people call
them. Nothing here, and nothing that works with it, knows a field of any document.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import msgspec

from checker.form import Form
from checker.model import Fact, Language, Number, Severity, Text
from checker.pack.conditions import Block, Reference
from checker.pack.paths import Step, Steps
from checker.schema import Schema
from checker.values import day_text, order_of, shown_day

# What the numbering of a text stands for


class Level(msgspec.Struct, frozen=True):
    """The list in which parts of one level stand, and the members of its items for number and title."""

    list: str
    number: str
    title: str


class Numbering(msgspec.Struct, frozen=True):
    """The member that says how the narrowest parts are numbered: on through the document, or anew in what is around."""

    member: str
    through: str
    anew: str


class Statements(msgspec.Struct, frozen=True):
    """The list of what a document says of its own extent: what is counted, how many, and where it says so.

    `words` are those by which a text calls what is counted.
    """

    list: str
    of: str
    number: str
    place: str
    words: dict[str, tuple[str, ...]]


class BracketedNames(msgspec.Struct, frozen=True):
    """The member of the narrowest parts for names that stand in brackets, and the words they end in.

    They stand there by themselves, or directly behind one of the words `behind`.
    """

    member: str
    ends: tuple[str, ...]
    behind: tuple[str, ...] = ()


class Outlining(msgspec.Struct, frozen=True):
    """Levels from the widest to the narrowest, the members whose texts stand under headings, and what is said of it."""

    levels: tuple[Level, Level, Level]
    headings: dict[str, tuple[str, ...]]
    numbering: Numbering
    statements: Statements
    names: BracketedNames | None = None


# What a compilation takes from each document


class Value(msgspec.Struct, frozen=True):
    """What is taken from an entry: the path to it from there, and what it is called."""

    path: Steps
    label: Text


class Milestones(msgspec.Struct, frozen=True):
    """The list in an entry that says by when: the members of its items that are the day, and what is done by then."""

    list: str
    day: str
    text: str


class Funds(msgspec.Struct, frozen=True):
    """The paths, from an entry and from the document as a whole, to an amount in yuan and to where it comes from."""

    amount: Steps
    source: Steps


class AnnouncedTable(msgspec.Struct, frozen=True):
    """The table of figures that are announced, and its columns.

    `item` and `name` say which figure; it is at `least` so many, and at `most`, or `about` so many.
    """

    table: str
    item: str
    name: str
    least: str
    most: str | None = None
    about: str | None = None


class SummedFigures(msgspec.Struct, frozen=True):
    """Figures that are added up: the kind of fact that has them, its members, and the figures that are announced."""

    of: str
    item: str
    name: str
    amount: str
    announced: AnnouncedTable | None = None


class Leading(msgspec.Struct, frozen=True):
    """A table of those who lead items: its columns for the item and for who leads it, a row of the table `of`."""

    table: str
    item: str
    body: str
    of: str


class ReleasedFigures(msgspec.Struct, frozen=True):
    """The list for what the documents add up to, and the members for what is counted and how many."""

    list: str
    of: str
    number: str


class ReleasedGaps(msgspec.Struct, frozen=True):
    """The list for numbers that nobody has planned; their first and last one, what is around, and the words for why."""

    list: str
    first: str
    last: str
    around: tuple[str, ...]
    why: str
    text: Text


class ReleasedStatements(ReleasedFigures, frozen=True, kw_only=True):
    """The list for how much there is: `words` say of what, level by level, and `word` is the member for a class."""

    words: tuple[str, ...]
    word: str | None = None


class Releasing(msgspec.Struct, frozen=True, kw_only=True):
    """The document that a compilation is released as; `document` and `texts` are the same whatever is compiled.

    `aims` are members of the narrowest groups, with the path of the value that they are, `answering` those of an item
    for who leads it and then who lists it, and `addressed` those for all of the roster and of the tables named.
    `columns` of the items' table go by their labels into members, and the class of an item into the list `classes`.
    """

    document: dict[str, str]
    texts: dict[str, Text]
    year: str
    levels: tuple[Level, ...]
    aims: dict[str, Steps]
    answering: dict[str, tuple[Leading, ...]]
    columns: dict[str, str] = {}
    classes: str | None = None
    figures: ReleasedFigures | None = None
    left_out: ReleasedGaps | None = None
    statements: ReleasedStatements
    addressed: dict[str, tuple[str, ...]]


class Compiling(msgspec.Struct, frozen=True, kw_only=True):
    """What is taken from each document.

    `groups` are the column of the items' table that leads to the table of groups, and the column of that one that leads
    to what is around.
    """

    title: Text
    values: tuple[Value, ...]
    groups: tuple[str, ...] = ()
    milestones: Milestones | None = None
    funds: Funds | None = None
    totals: SummedFigures | None = None
    release: Releasing | None = None


# What two documents are compared by, beside their findings


class ComparedPart(msgspec.Struct, frozen=True):
    """Entries of lists that are known again where all that they are `known_by` is the same, and compared by `values`.

    Those that are not, and have `alike` in words like another's, are likely the same.
    """

    name: Text
    lists: tuple[Steps, ...]
    known_by: tuple[Value, ...]
    alike: Steps | None = None
    values: tuple[Value, ...] = ()


PACK_RULE: Final = "pack_rule"
FINDING: Final = "finding"
REVIEW: Final = "review"
SUBMITTED: Final = "submitted"
VERSION: Final = "version"
UNREAD: Final = "unread"
CONTRADICTION: Final = "contradiction"
RETURNED: Final = "returned"
"""The kinds of fact that every pack has: its own rules, what they found, a review and what was sent in."""

SENDER: Final = "sender"
DOCUMENT: Final = "document"
"""The members that a document's facts have in a review: who sent it, and its format."""

PLAN_YEAR: Final = "plan_year"
"""What a test names that is about the pack's plan year as a whole, in the place of a bound."""


class MemberType(StrEnum):
    """What a member holds; it decides which operators fit and how a message shows the value."""

    FLAG = "flag"
    COUNT = "count"
    DAY = "day"
    NUMBER = "number"
    CODE = "code"
    TEXT = "text"
    """Shown in messages only; no condition may look at it, and it never reaches an evaluator."""


class Stage(StrEnum):
    """When the facts of a kind are complete, and so when the rules about them are judged."""

    PACK = "pack"
    DOCUMENT = "document"
    AFTER = "after"
    """After the other rules on a document: what they found is a fact there."""
    REVIEW = "review"


class Member(msgspec.Struct, frozen=True, eq=False):
    """One member of a kind of fact.

    `labels` names the table or the list of codes that its codes are shown from, `least` is the least that a count can
    be. `way` is how it is read, as the pack declares it; columns of tables and members that are ours have none.
    """

    type: MemberType
    meaning: Text
    labels: str | None = None
    least: int = 0
    way: Mapping[str, Any] = {}

    @property
    def is_looked_up(self) -> bool:
        """Whether it is a text that is taken from the tables when a person is shown it, and not before."""
        return self.type is MemberType.TEXT and ("take" in self.way or "list_of" in self.way)


class Kind(msgspec.Struct, frozen=True, eq=False):
    """One kind of fact; the members of its `identity` tell one fact of the kind from another, wherever it stands.

    `paths` say where in a document its facts are; none for the document as a whole. `like` is the kind of which it is
    the part without a fault; `only_if` names the member without which there is no fact; `partner` is the kind or table
    that is joined (`with`), by which of the own members (`{own: its}`).
    """

    name: str
    stage: Stage
    meaning: Text
    members: Mapping[str, Member]
    identity: tuple[str, ...] = ()
    paths: tuple[tuple[Step, ...], ...] = ()
    like: str | None = None
    only_if: str | None = None
    even_if_faulty: bool = False
    partner: str | None = None
    partner_by: Mapping[str, str] = {}


class Column(msgspec.Struct, frozen=True, eq=False):
    """A column of a table; `of` is the table, or the list of codes, that its values are taken from."""

    name: str
    type: MemberType
    of: str | None


class Table(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A table of a pack: a row a thing, each value in the order of `columns`; texts are `Text`.

    `label` is the column that people see for the key. A table with members behind its columns (`counted`) is a kind of
    fact of a review, as these are counted over the documents of one.
    """

    name: str
    kind: Kind
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    label: str | None
    rows: tuple[tuple[Any, ...], ...]
    counted: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """A fact for each row, in the order of the table; texts, which no condition looks at, are left out."""
        told = [place for place, column in enumerate(self.columns) if column.type is not MemberType.TEXT]
        names = [self.names[place] for place in told]
        return tuple(Fact(self.name, (), dict(zip(names, [row[p] for p in told], strict=True))) for row in self.rows)

    @cached_property
    def by_key(self) -> Mapping[Any, Mapping[str, Any]]:
        """Rows by their key: by its one value, or by the values of its columns."""
        return dict(zip(self._keys, map(self._row, self.rows), strict=True))

    @property
    def _keys(self) -> list[Any]:
        """The key of each row."""
        places = [self.names.index(name) for name in self.key]
        if len(places) == 1:
            return [row[places[0]] for row in self.rows]
        return [tuple([row[place] for place in places]) for row in self.rows]

    def index(self, by: Iterable[str]) -> Mapping[tuple[Any, ...], Sequence[Mapping[str, Any]]]:
        """The rows by their values in the columns `by`, each group in the order of the table.

        What is absent equals nothing: a row with an empty cell there is in no group.
        """
        names = tuple(by)
        if names not in self._indexes:
            places = [self.names.index(name) for name in names]
            found: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
            for row in self.rows:
                values = tuple(row[place] for place in places)
                if None not in values:
                    found.setdefault(values, []).append(self._row(row))
            self._indexes[names] = found
        return self._indexes[names]

    @cached_property
    def _indexes(self) -> dict[tuple[str, ...], Mapping[tuple[Any, ...], Sequence[Mapping[str, Any]]]]:
        """The indexes that were asked for."""
        return {}

    def row(self, key: object) -> Mapping[str, Any] | None:
        """The row with that key, if there is one; anything may be asked for."""
        try:
            return self.by_key.get(key)
        except TypeError:
            return None

    @cached_property
    def places(self) -> Mapping[Any, int]:
        """The key of each row -> its place in the table, from 1."""
        return {key: place for place, key in enumerate(dict.fromkeys(self._keys), 1)}

    def _row(self, values: Sequence[Any]) -> Mapping[str, Any]:
        return dict(zip(self.names, values, strict=True))


class At(msgspec.Struct, frozen=True, eq=False):
    """Where a rule's findings are: below the place of the fact judged (`relative`) or of the whole document."""

    relative: bool
    steps: tuple[str, ...]


class Grade(msgspec.Struct, frozen=True, eq=False):
    """How much a finding weighs where `block` holds for what was judged; None: wherever none before it did."""

    severity: Severity
    block: Block | None = None


class Rule(msgspec.Struct, frozen=True, eq=False):
    """One duty of the circular: when it is broken, and what is said about it.

    `documents` are the formats of the documents that it is about, `kinds` are all the kinds of fact it may speak of,
    `anchor` that of which there is exactly one fact where it is judged. `decidable` is whether a person may accept an
    error of it, with reasons. Findings are at the first of the places `at` at which something is there. `repairs` are
    as written: `checker.pack.repairs` reads them when somebody asks how a document is mended.
    """

    id: str
    folder: Path
    clause: str
    grades: tuple[Grade, ...]
    in_principle: bool
    decidable: bool
    title: Text
    duty: Text
    rationale: Text
    message: Text
    remedy: Text
    documents: tuple[str, ...]
    for_each: str
    applies_if: Block
    violated_if: tuple[Block, ...]
    at: tuple[At, ...]
    subject: Reference | None
    stage: Stage
    anchor: str
    kinds: Mapping[str, Kind]
    repairs: tuple[Mapping[str, Any], ...] = ()

    @property
    def severity(self) -> Severity:
        """The gravest that a finding of the rule can be."""
        order = list(Severity)
        return min((grade.severity for grade in self.grades), key=order.index)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All its conditions: when it applies, then each way in which it is violated."""
        return (self.applies_if, *self.violated_if)


class Bound(msgspec.Struct, frozen=True, eq=False):
    """A figure or a day (as 20130630) that rules compare with, and its clause."""

    name: str
    value: int
    is_day: bool
    clause: str
    meaning: Text

    @property
    def shown(self) -> int | str:
        """The value as other programs read it: days as `2013-06-30`."""
        return day_text(self.value) if self.is_day else self.value


class Authority(msgspec.Struct, frozen=True, eq=False):
    """Who examines the documents and returns them, by which clause.

    `office` of the authority `name` does it; documents go to its `secretariat`; `letter_code` begins the numbers of its
    letters.
    """

    name: Text
    office: Text
    secretariat: Text
    letter_code: Text
    clause: str


class PlanYear(msgspec.Struct, frozen=True, eq=False):
    """What "in the year" means: its first and last day (`2013-01-01`), and the clause."""

    first_day: str
    last_day: str
    clause: str


class Items(msgspec.Struct, frozen=True, eq=False):
    """The list of a document that names the items of a table, by the member that is their number.

    `classed_by` is the column of that table by which items are told apart.
    """

    list: str
    number: str
    table: str
    classed_by: str | None = msgspec.field(default=None, name="class")


class Against(msgspec.Struct, frozen=True, eq=False):
    """The kind of document, by its format, that another is held against, and the member of that one which holds it.

    `fills` are the paths in an entry of the items at which one that is given out has what the other says there.
    `is_list`: it holds every such document of the sender. `noun` is what people call such a document.
    """

    document: str
    member: str
    noun: Text
    fills: tuple[tuple[str, ...], ...] = ()
    is_list: bool = False


class Tally(msgspec.Struct, frozen=True, eq=False):
    """A named list of a report's `selection`: the distinct values of `member` among the facts `of` a kind.

    Of a table it is those that pass `where` and that no fact of the kind `not_in` has. With a `state`, which is painted
    so, it is of items of the document that is held against; each is in the first state that has it.
    """

    name: str
    label: Text
    of: str
    member: str
    where: Mapping[str, Any] = {}
    not_in: str | None = None
    state: str | None = None

    @property
    def is_listed(self) -> bool:
        """Whether its items are listed by the document itself."""
        return self.not_in is None and self.state is None


class DocumentKind(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A kind of document that a pack declares.

    `schema` is its JSON Schema with the lists of the pack filled in. `document`, `item` and `sender_noun` are what
    people call it, what it lists and who sends it; `plurals` are those in English that go by no rule. `sender`
    names the member that says who sends it and the table of those who can; `status` the member that says whether it
    was sent, with the words for a draft and for one that was. `year`, `status`, `version`, `period` (the day until
    which it speaks) and `day` (of its submission) are members (paths) a document need not have; `in_time` is the
    last day, as 20130630, on which the first version is in time. Beside the code, a sender is told by what the
    table `names` has it called, in the text `named_in` or the name of a file, and by the member of the roster that
    facts are `located_by` (kind, member). `anchor` is the kind of fact that the document is as a whole; `parts` are
    headings for findings in other lists than the items; `exceptions` is the kind of fact that asks for one, with
    its members for the rule and the reason. `form` is what people fill it in by, and `compiling` what a compilation
    takes from it, where the pack declares them; `against` is what it is held against, where it is; `outlining` is
    how the text of one becomes a document, where the pack declares that, and `compared` what two are compared by.
    """

    format: str
    name: str
    schema: Schema
    document: Text
    item: Text
    sender_noun: Text
    plurals: Mapping[str, str]
    sender: str
    roster: str
    year: str | None
    status: str | None
    draft: str | None
    submitted: str | None
    version: str | None
    day: str | None
    in_time: int | None
    names: str | None
    named_in: str | None
    located_by: tuple[str, str] | None
    items: Items | None
    parts: Mapping[str, Text]
    exceptions: tuple[str, str, str] | None
    tallies: tuple[Tally, ...]
    anchor: str
    kinds: Mapping[str, Kind]
    form: Form | None = None
    compiling: Compiling | None = None
    against: Against | None = None
    outlining: Outlining | None = None
    compared: tuple[ComparedPart, ...] = ()
    period: str | None = None

    @property
    def states(self) -> tuple[Tally, ...]:
        """The lists of items that are in a state."""
        return tuple(tally for tally in self.tallies if tally.state is not None)

    @property
    def required(self) -> tuple[str, ...]:
        """The members that every such document has to have."""
        return tuple(self.schema.node.get("required", ()))

    def counts_as_submitted(self, status: str | None) -> bool:
        """Whether a document that says this of itself was sent in; one of a kind that says nothing of it was."""
        return self.status is None or status == self.submitted


class Pack(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A rule pack: one circular's identity, bounds, tables, documents and rules. Loaded once; equal only to itself.

    `digest` is over the files that it judges by, without cases and traceability. `clauses` (id to title) have those of
    every row where a clause stands for the rows of a table; `clause_rows` are then the table, and the key of the row.
    `clause_labels` say how a clause is cited, where that is not by its id.
    """

    id: str
    version: str
    digest: str
    folder: Path
    citation: Text
    title: Text
    issued: str
    authority: Authority | None
    plan_year: PlanYear | None
    clauses: Mapping[str, Text]
    clause_labels: Mapping[str, Text]
    bounds: Mapping[str, Bound]
    codes: Mapping[str, Mapping[str, Text]]
    tables: Mapping[str, Table]
    documents: Mapping[str, DocumentKind]
    rules: tuple[Rule, ...]
    clause_rows: Mapping[str, tuple[str, Number]] = {}

    @cached_property
    def rules_by_id(self) -> Mapping[str, Rule]:
        """Rule id -> rule."""
        return {rule.id: rule for rule in self.rules}

    @property
    def main_document(self) -> DocumentKind:
        """The kind of document that the pack declares first: meant where nothing says which."""
        return next(iter(self.documents.values()))

    def document_of(self, data: object) -> DocumentKind:
        """The kind of document that `data` says it is; the first where it says nothing that is known."""
        named = data.get("format") if isinstance(data, dict) else None
        return (self.documents.get(named) if isinstance(named, str) else None) or self.main_document

    @cached_property
    def document_rules(self) -> tuple[Rule, ...]:
        """The rules about a single document, in the pack's order."""
        return tuple(rule for rule in self.rules if rule.stage is not Stage.REVIEW)

    def rules_of(self, stage: Stage, document: DocumentKind | None = None) -> tuple[Rule, ...]:
        """The rules judged at `stage`, and on documents of that kind, in the pack's order."""
        return tuple(
            rule
            for rule in self.rules
            if rule.stage is stage and (document is None or document.format in rule.documents)
        )

    def rules_for(self, document: DocumentKind) -> tuple[Rule, ...]:
        """The rules on a single document of that kind, in the pack's order."""
        return tuple(rule for rule in self.document_rules if document.format in rule.documents)

    def label(self, labels: str | None, code: object) -> Text | None:
        """What people see for a code of a table or a list of codes; None where there is nothing else to see."""
        if labels is None:
            return None
        if labels in self.codes:
            return self.codes[labels].get(str(code))
        table = self.tables.get(labels)
        if table is None:
            return None
        if table.label is None:
            # The key of one table may be that of another, which has names for it.
            source = table.kind.members[table.key[0]].labels if len(table.key) == 1 else None
            return None if source in (None, labels) else self.label(source, code)
        row = table.row(code)
        return None if row is None else row[table.label]

    def codes_of(self, labels: str) -> tuple[Any, ...]:
        """The codes of a list, or the keys of a table, in their order."""
        return tuple(self.codes[labels]) if labels in self.codes else tuple(self.tables[labels].places)

    def order_of(self, document: DocumentKind, number: Number) -> tuple[Any, ...]:
        """What item numbers are sorted by: as the table has them, then those it does not have."""
        items = document.items
        place = self.tables[items.table].places.get(number) if items is not None else None
        return (False, place) if place is not None else (True, *order_of(number))

    @cached_property
    def facts_by_table(self) -> Mapping[str, Sequence[Fact]]:
        """The facts that hold for every document: rows of tables, and the rules themselves."""
        return self.facts_of_tables({*self.tables, PACK_RULE})

    def facts_of_tables(self, names: Collection[str]) -> Mapping[str, Sequence[Fact]]:
        """The same, of these kinds only: rows that nothing looks at need not become facts."""
        rules = [Fact(PACK_RULE, (), {"id": rule.id, "in_principle": rule.in_principle}) for rule in self.rules]
        tables = {name: table.facts for name, table in self.tables.items() if name in names and not table.counted}
        return {**tables, PACK_RULE: rules} if PACK_RULE in names else tables


def shown_bound(bound: Bound, lang: Language) -> str:
    """A bound as a person reads it in `lang`."""
    return shown_day(day_text(bound.value), lang) if bound.is_day else str(bound.value)
