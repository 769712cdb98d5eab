"""A compilation as the document that is released: who takes part in what, by what its pack declares.

It is for an editor to finish: it says what the documents that were accepted come to, and nothing that they do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count, groupby
from typing import Any

from checker.compilation import Compilation, CompiledItem
from checker.model import Language, Number
from checker.pack.extracts import Compiling, Releasing
from checker.pack.model import DocumentKind, Pack
from checker.pack.wording import label


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
