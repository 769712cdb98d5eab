"""Compiles accepted documents, and makes the document of it that is released, both as the pack declares.

What is released is for an editor to finish: it says what the accepted documents come to, and nothing that they do not.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count, groupby
from pathlib import PurePath
from typing import Any, Final, NamedTuple

from checker.compilation import (
    ClassFigures,
    Compilation,
    CompiledEntry,
    CompiledGroup,
    CompiledItem,
    CompiledPlan,
    DocumentLeftOut,
    Due,
    Figures,
    Milestone,
    StatedFunds,
    Total,
)
from checker.content import content_digest, entries_of
from checker.facts.values import day as day_number_of
from checker.facts.values import reach
from checker.i18n import N_, say
from checker.model import Known, Language, Number, PackJson, Verdict
from checker.pack.model import AnnouncedTable, Compiling, DocumentKind, Milestones, Pack, Releasing
from checker.pack.paths import node_at
from checker.pack.wording import label
from checker.reporting.naming import VERDICTS
from checker.review_model import FileStanding, Review, RosterRow, SenderState


class Accepted(NamedTuple):
    """A document that is accepted: whose, its file, its data without absent members, and the facts read off it."""

    office: str
    file: str
    version: int | None
    data: Mapping[str, Any]
    known: Known | None


# What counts

_STATES: Final = {
    SenderState.NOT_SENT: N_("has sent nothing"),
    SenderState.UNREAD: N_("what it has sent cannot be read"),
    SenderState.DRAFT: N_("has sent a draft only"),
    SenderState.RETURNED: N_("returned for reformulation"),
}
_CONTESTED: Final = N_("nobody has decided yet which of several files is its plan")
_SUPERSEDED: Final = N_("superseded by {file}")
_VERDICT: Final = N_("the verdict is “{verdict}”, and nobody has accepted it")
_OF_NOBODY: Final = N_("it does not say, as can be read, whose plan it is")


def accepted_rows(
    review: Review, pack: Pack, kind: DocumentKind, lang: Language, *, is_decided: bool
) -> tuple[list[RosterRow], list[DocumentLeftOut]]:
    """The rows of the roster whose documents are compiled, and what else was sent, with why it is not.

    Compiled is what was accepted; where nothing `is_decided`, what passes.
    """
    accepted: list[RosterRow] = []
    left_out: list[DocumentLeftOut] = []
    rows = {row.office: row for row in review.roster if row.document == kind.format}
    for office in pack.codes_of(kind.roster):
        row = rows[office]
        name = label(pack, kind.roster, office, lang)
        passes = kind.counts_as_submitted(row.status) and row.verdict is Verdict.PASS
        if row.state is SenderState.ACCEPTED or (passes and not is_decided):
            accepted.append(row)
        else:
            reason = _reason(row, lang)
            left_out.append(DocumentLeftOut(office=office, name=name, file=row.file, reason=reason))
        superseded = say(lang, _SUPERSEDED, file=PurePath(row.file or "").name)
        left_out += (DocumentLeftOut(office=office, name=name, file=file, reason=superseded) for file in row.superseded)
    left_out += (
        DocumentLeftOut(
            office=each.office,
            name=None,
            file=each.file,
            reason=say(lang, _OF_NOBODY) if each.reason is None else each.reason.in_language(lang),
        )
        for each in review.files
        if each.standing in (FileStanding.UNREAD, FileStanding.OTHER)
        or (each.standing is FileStanding.JUDGED and each.office not in rows and each.document in (None, kind.format))
    )
    return accepted, left_out


def _reason(row: RosterRow, lang: Language) -> str:
    """Why the document of a row is not compiled."""
    # The files that cannot be read are told one by one; beside them only a draft can be.
    state = SenderState.DRAFT if row.state is SenderState.UNREAD and row.file is not None else row.state
    if state in _STATES:
        return say(lang, _STATES[state])
    if row.file is None or row.verdict is None:
        return say(lang, _CONTESTED)
    return say(lang, _VERDICT, verdict=say(lang, VERDICTS[row.verdict]))


def not_compiled(pack: Pack, kind: DocumentKind, lang: Language) -> str:
    """That documents of a kind without a declared compilation are not compiled."""
    return say(
        lang,
        "There is no compilation of this kind of document ({document}, {citation}): the rule pack does not declare "
        "what it would take from each. The documents can be checked and reviewed.",
        document=kind.document,
        citation=pack.citation,
    )


# Compiling


def milestones_of(
    documents: Iterable[tuple[str, Mapping[str, Any]]], pack: Pack, kind: DocumentKind, lang: Language
) -> list[Milestone]:
    """The milestones of documents, each with its sender, in the order of their days."""
    if kind.compiling is None or kind.items is None:
        return []
    return Compiler(pack, kind, kind.compiling, lang).milestones(documents)


class Compiler:
    """Puts documents of one kind together, by what their pack declares."""

    def __init__(self, pack: Pack, kind: DocumentKind, compiling: Compiling, lang: Language) -> None:
        self._pack = pack
        self._kind = kind
        self._told = compiling
        self._lang = lang
        self._table = pack.tables[kind.items.table] if kind.items is not None else None
        classed_by = None if kind.items is None else kind.items.classed_by
        self._classed_by = classed_by if self._labels(classed_by) in pack.codes else None
        self._senders = {code: place for place, code in enumerate(pack.codes_of(kind.roster))}

    def compiled(self, accepted: Sequence[Accepted], left_out: Sequence[DocumentLeftOut]) -> Compilation:
        """The compilation, in the order of the roster."""
        documents = sorted(accepted, key=lambda each: self._senders.get(each.office, len(self._senders)))
        entries: dict[Number, list[CompiledEntry]] = {}
        for each in documents:
            for number, raw in entries_of(each.data, self._kind):
                entries.setdefault(number, []).append(self._entry(each.office, raw))
        numbers = sorted(entries, key=lambda number: self._pack.order_of(self._kind, number))
        items = [self._item(number, entries[number]) for number in numbers]
        plans = [self._plan(each) for each in documents]
        milestones = self.milestones((each.office, each.data) for each in documents)
        years = {reach(each.data, *self._kind.year.split("/")) for each in documents} if self._kind.year else set()
        return Compilation(
            pack=PackJson(id=self._pack.id, version=self._pack.version, digest=self._pack.digest),
            document=self._kind.format,
            title=self._told.title.in_language(self._lang),
            plan_year=years.pop() if len(years) == 1 else None,
            figures=Figures(
                senders=len(self._senders),
                plans=len(plans),
                items=len(items),
                pairs=sum(len(item.entries) for item in items),
                milestones=len(milestones),
                funds=_sum(self._funds_of(each.data) for each in documents),
                classes=list(self._classes(items)),
            ),
            columns=[value.label.in_language(self._lang) for value in self._told.values],
            items=items,
            groups=list(self._groups(items)),
            plans=plans,
            milestones=milestones,
            totals=self._totals(documents),
            left_out=list(left_out),
        )

    def milestones(self, documents: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Milestone]:
        """The milestones of documents, by day, then by item, then as the roster has who sends them."""
        found = [
            Milestone(
                day=due.day,
                number=number,
                title=self._title(number),
                office=office,
                name=self._name(office),
                text=due.text,
            )
            for office, data in documents
            for number, raw in entries_of(data, self._kind)
            for due in _dues(raw, self._told.milestones)
        ]
        last = len(self._senders)

        def order(each: Milestone) -> tuple[Any, ...]:
            return each.day, self._pack.order_of(self._kind, each.number), self._senders.get(each.office, last)

        return sorted(found, key=order)

    # One document

    def _plan(self, each: Accepted) -> CompiledPlan:
        numbers = {number for number, _ in entries_of(each.data, self._kind)}
        return CompiledPlan(
            office=each.office,
            name=self._name(each.office),
            file=each.file,
            version=each.version,
            sha256=content_digest(each.data, self._kind),
            items=sorted(numbers, key=lambda number: self._pack.order_of(self._kind, number)),
            funds=self._stated(each.data),
            plan=each.data,
        )

    def _entry(self, office: str, raw: Mapping[str, Any]) -> CompiledEntry:
        return CompiledEntry(
            office=office,
            name=self._name(office),
            values=[self._texts(raw, value.path) for value in self._told.values],
            milestones=list(_dues(raw, self._told.milestones)),
            funds=self._stated(raw),
        )

    def _stated(self, raw: Mapping[str, Any]) -> StatedFunds | None:
        funds = self._told.funds
        if funds is None:
            return None
        amount, named = reach(raw, *funds.amount), self._texts(raw, funds.source)
        is_amount = isinstance(amount, int | float) and not isinstance(amount, bool)
        if not is_amount and not named:
            return None
        return StatedFunds(amount=amount if is_amount else None, source=named[0] if named else None)

    def _texts(self, raw: Mapping[str, Any], path: Sequence[str]) -> list[str]:
        """What stands at a path of an entry, or of a document, as people read it: codes by their names."""
        value = reach(raw, *path)
        found = value if isinstance(value, list) else [] if value is None else [value]
        listed = self._listed(path)
        return [text for each in found if (text := self._label(listed, each) or str(each).strip())]

    def _listed(self, path: Sequence[str]) -> str | None:
        """The table or list that codes at a path of an entry, or of a document, are taken from."""
        root = self._kind.schema.node
        inside = () if self._kind.items is None else (self._kind.items.list, 0)
        nodes = (node_at(root, (*at, *path, *last)) or {} for at in (inside, ()) for last in ((), (0,)))
        return next((node["x-table"] for node in nodes if "x-table" in node), None)

    def _funds_of(self, data: Mapping[str, Any]) -> float:
        whole = self._stated(data)
        if whole is not None and whole.amount is not None:
            return whole.amount
        stated = (self._stated(raw) for _, raw in entries_of(data, self._kind))
        return _sum(each.amount or 0 for each in stated if each is not None)

    # All of them

    def _item(self, number: Number, entries: list[CompiledEntry]) -> CompiledItem:
        code = self._column(number, self._classed_by)
        group = self._column(number, self._told.groups[0] if self._told.groups else None)
        return CompiledItem(
            number=number,
            title=self._title(number),
            code=code,
            label=None if code is None else self._label(self._labels(self._classed_by), code),
            group=group,
            entries=entries,
        )

    def _classes(self, items: Sequence[CompiledItem]) -> Iterator[ClassFigures]:
        labels = self._labels(self._classed_by)
        if labels is None or self._table is None:
            return
        for code in self._pack.codes_of(labels):
            there = sum(row[str(self._classed_by)] == code for row in self._table.by_key.values())
            own = [item for item in items if item.code == code]
            if there:
                yield ClassFigures(
                    code=code,
                    label=self._label(labels, code) or code,
                    there=there,
                    listed=len(own),
                    pairs=sum(len(item.entries) for item in own),
                )

    def _groups(self, items: Sequence[CompiledItem]) -> Iterator[CompiledGroup]:
        labels = self._labels(self._told.groups[0] if self._told.groups else None)
        if labels is None:
            return
        table = self._pack.tables[labels]
        outer = self._told.groups[1] if len(self._told.groups) > 1 else None
        around = next((column.of for column in table.columns if column.name == outer), None)
        for code, row in table.by_key.items():
            own = [item for item in items if item.group == code]
            yield CompiledGroup(
                number=code,
                title=self._label(labels, code) or str(code),
                around=None if outer is None else self._label(around, row[outer]),
                items=[item.number for item in own],
                offices=len({entry.office for item in own for entry in item.entries}),
                pairs=sum(len(item.entries) for item in own),
            )

    def _totals(self, documents: Sequence[Accepted]) -> list[Total]:
        told = self._told.totals
        if told is None:
            return []
        planned: dict[tuple[Number, str], dict[str, int]] = {}
        for each in documents:
            for fact in () if each.known is None else each.known.by_kind.get(told.of, ()):
                number, name, amount = (fact.members.get(member) for member in (told.item, told.name, told.amount))
                if number is not None and name is not None and amount is not None:
                    found = planned.setdefault((number, name), {})
                    found[each.office] = found.get(each.office, 0) + amount
        columns = told.announced or AnnouncedTable("", "", "", "")
        rows = self._pack.tables[columns.table].by_key.values() if told.announced is not None else ()
        announced = {(row[columns.item], row[columns.name]): row for row in rows}
        labels = self._kind.kinds[told.of].members[told.name].labels
        keys = sorted({*planned, *announced}, key=lambda key: (self._pack.order_of(self._kind, key[0]), key[1]))
        totals = []
        for number, name in keys:
            row: Mapping[Any, Any] = announced.get((number, name), {})
            by_office = planned.get((number, name), {})
            totals.append(
                Total(
                    number=number,
                    title=self._title(number),
                    code=name,
                    label=self._label(labels, name) or name,
                    planned=sum(by_office.values()),
                    offices=len(by_office),
                    least=row.get(columns.least),
                    most=row.get(columns.most),
                    about=bool(row.get(columns.about)),
                )
            )
        return totals

    # What things are called

    def _label(self, labels: str | None, code: object) -> str | None:
        label = self._pack.label(labels, code)
        return None if label is None else label.in_language(self._lang)

    def _name(self, office: str) -> str:
        return self._label(self._kind.roster, office) or office

    def _title(self, number: Number) -> str:
        return self._label(None if self._table is None else self._table.name, number) or ""

    def _column(self, number: Number, column: str | None) -> Any:
        row = None if self._table is None else self._table.row(number)
        return None if row is None or column is None else row[column]

    def _labels(self, column: str | None) -> str | None:
        """The table or list that the values of a column of the items' table are taken from."""
        columns = () if self._table is None else self._table.columns
        return next((each.of for each in columns if each.name == column), None)


def _dues(raw: Mapping[str, Any], told: Milestones | None) -> Iterator[Due]:
    for each in reach(raw, told.list) or () if told is not None else ():
        day = each.get(told.day) if told is not None and isinstance(each, dict) else None
        if told is not None and isinstance(day, str) and day_number_of(day) is not None:
            text = each.get(told.text)
            yield Due(day=day, text=text if isinstance(text, str) else None)


def _sum(amounts: Iterable[float]) -> float:
    total = math.fsum(amounts)
    return int(total) if total.is_integer() else total


def released(compiled: Compilation, kind: DocumentKind, pack: Pack, lang: Language) -> dict[str, Any]:
    """The data of the document. Raises `ValueError` where the pack declares none."""
    if kind.compiling is None or kind.compiling.release is None or kind.items is None:
        raise ValueError(kind.format)
    return _Releaser(compiled, kind.items.table, kind.compiling, kind.compiling.release, pack, lang).data(kind)


@dataclass(frozen=True)
class _Releaser:
    """What is released of one compilation."""

    compiled: Compilation
    table: str
    compiling: Compiling
    told: Releasing
    pack: Pack
    lang: Language

    @cached_property
    def numbers(self) -> dict[Number, int]:
        """The number of each item in the document, by its code."""
        codes = self.pack.codes_of(self.table)
        # The document numbers by whole numbers: what is numbered within its group begins anew there.
        if all(isinstance(number, int) for number in codes):
            return {number: int(number) for number in codes}
        places: defaultdict[tuple[Number, ...], count[int]] = defaultdict(lambda: count(1))
        return {number: next(places[self._around(number)]) for number in codes}

    def data(self, kind: DocumentKind) -> dict[str, Any]:
        """All of it."""
        told = self.told
        texts = {member: words.in_language(self.lang) for member, words in told.texts.items()}
        data: dict[str, Any] = {**told.document, **texts}
        if self.compiled.plan_year is not None:
            data[told.year] = self.compiled.plan_year
        data |= self._parts(self.compiled.items, 0)
        if told.left_out is not None:
            data[told.left_out.list] = list(self._left_out())
        data[told.statements.list] = list(self._statements(data))
        for member, tables in told.addressed.items():
            names = (self._label(table, code) for table in (kind.roster, *tables) for code in self.pack.codes_of(table))
            data[member] = list(dict.fromkeys(names))
        return data

    def _around(self, number: Number) -> tuple[Number, ...]:
        """The groups that an item is in, from the widest to the narrowest."""
        found: list[Number] = []
        table, key = self.table, number
        for column in self.compiling.groups:
            row = self.pack.tables[table].by_key[key]
            table, key = self._column_of(table, column), row[column]
            found.insert(0, key)
        return tuple(found)

    def _column_of(self, table: str, column: str) -> str:
        """The table or list that the values of a column are from; there is one, as the pack was checked."""
        return next(str(each.of) for each in self.pack.tables[table].columns if each.name == column)

    def _parts(self, items: Sequence[CompiledItem], depth: int) -> dict[str, Any]:
        """The list of the parts of one level, or of the items, as the only member."""
        level = self.told.levels[depth]
        known = [item for item in items if item.number in self.numbers]
        if depth == len(self.told.levels) - 1:
            return {level.list: [self._item(item) for item in known]}
        tables = [self.table]
        for column in self.compiling.groups:
            tables.append(self._column_of(tables[-1], column))
        parts = []
        for number, own in groupby(known, lambda item: self._around(item.number)[depth]):
            inner = list(own)
            part = {level.number: str(number), level.title: self._label(tables[-1 - depth], number)}
            aims = self._aims(inner) if depth == len(self.told.levels) - 2 else {}
            parts.append(part | aims | self._parts(inner, depth + 1))
        return {level.list: parts}

    def _aims(self, items: Sequence[CompiledItem]) -> dict[str, list[str]]:
        """What the offices state to be the aims of these items, each once."""
        paths = [value.path for value in self.compiling.values]
        found = {}
        for member, path in self.told.aims.items():
            texts = [entry.values[paths.index(path)] for item in items for entry in item.entries]
            found[member] = list(dict.fromkeys(chain.from_iterable(texts)))
        return {member: texts for member, texts in found.items() if texts}

    def _item(self, item: CompiledItem) -> dict[str, Any]:
        told, level = self.told, self.told.levels[-1]
        row = self.pack.tables[self.table].by_key[item.number]
        data: dict[str, Any] = {level.number: self.numbers[item.number], level.title: item.title}
        for member, leading in told.answering.items():
            names = [
                self._label(each.of, led[each.body])
                for each in leading
                for led in self.pack.tables[each.table].by_key.values()
                if led[each.item] == item.number
            ]
            data[member] = list(dict.fromkeys([*names, *(entry.name for entry in item.entries)]))
        for member, column in told.columns.items():
            if row[column] is not None:
                data[member] = self._label(self._column_of(self.table, column), row[column])
        if told.classes is not None and item.label is not None:
            data[told.classes] = [item.label]
        totals = [each for each in self.compiled.totals if each.number == item.number and each.planned]
        if told.figures is not None and totals:
            figures = told.figures
            data[figures.list] = [{figures.of: each.label, figures.number: each.planned} for each in totals]
        return data

    def _left_out(self) -> Iterator[dict[str, Any]]:
        """The numbers of the catalogue that nobody has planned, in ranges within what they stand in."""
        told = self.told.left_out
        if told is None:
            return
        listed = {item.number for item in self.compiled.items}
        missing = [(self._around(code), number) for code, number in self.numbers.items() if code not in listed]
        # What goes on by one is as far from its place as the one before it.
        spans = groupby(enumerate(missing), lambda each: (each[1][0], each[1][1] - each[0]))
        for (groups, _), span in spans:
            numbers = [number for _, (_, number) in span]
            around = dict(zip(told.around, map(str, groups), strict=True))
            why = told.text.in_language(self.lang)
            yield {told.first: numbers[0], told.last: numbers[-1], **around, told.why: why}

    def _statements(self, data: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """How many parts of each level there are, and items of each class."""
        told = self.told.statements
        parts: list[Any] = [data]
        for level, word in zip(self.told.levels, told.words, strict=True):
            parts = [inner for part in parts for inner in part[level.list]]
            yield {told.of: word, told.number: len(parts)}
        for each in self.compiled.figures.classes:
            if told.word is not None and each.listed:
                yield {told.of: told.words[-1], told.word: each.label, told.number: each.listed}

    def _label(self, labels: str, code: object) -> str:
        return label(self.pack, labels, code, self.lang)
