"""What has become of the entries of an earlier document in a later one, by what their pack says tells them apart.

Nothing is guessed in silence: certain is only what is the same by all that it is known by, and is so once on each side.
What is only worded alike is likely, and stands apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, Final

from msgspec import Meta

from checker.facts.values import reach
from checker.model import Amount, Language, Output, Pointer, Text, each_of, pointer_text
from checker.pack.model import ComparedPart, DocumentKind, Level, Pack
from checker.pack.paths import Steps

ALIKE: Final = 0.75
"""The share of its letters in which a wording is like another that is likely the same."""
_MANY: Final = 50_000
"""Pairs of wordings that are held against each other, and no more; the plans that there are have a quarter of it."""

_LONG: Final = 100
"""Letters of a wording that are looked at."""


class Fate(StrEnum):
    """What became of an entry."""

    SAME = "carried-over"
    CHANGED = "changed"
    LIKELY = "likely"
    DROPPED = "dropped"
    NEW = "new"
    UNTOLD = "cannot-be-told"


class Sign(StrEnum):
    """What an entry is known again by.

    All that it is known by, once on each side; that, and what is around it, where others are called the same; that,
    among several, in their order; or a wording like its own.
    """

    SAME = "same"
    PLACED = "same-in-the-same-place"
    SEVERAL = "one-of-several"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class ComparedEntry:
    """An entry: what it is called, its number (with those around it), its place, and what is compared of it."""

    name: Text
    number: str | None
    at: Pointer
    values: tuple[tuple[str, ...], ...]
    known: tuple[tuple[str, ...], ...]
    around: tuple[str, ...]
    wording: str

    def as_json(self, lang: Language) -> EntryJson:
        """The entry as it is written in `lang`."""
        return EntryJson.made_of(self, lang, at=pointer_text(self.at))


class EntryJson(Output, frozen=True, kw_only=True):
    """An entry of one of the two documents."""

    name: str
    number: Annotated[str | None, Meta(description="Its number, behind those of what it stands in.")]
    at: Annotated[str, Meta(description="Its place in the document, as a JSON Pointer.")]


class ValueJson(Output, frozen=True, kw_only=True):
    """What is not in both documents the same of an entry; a list has all that it has there."""

    label: str
    old: list[str]
    new: list[str]


class CarriedJson(Output, frozen=True, kw_only=True):
    """An entry, and what became of it."""

    change: Fate
    sign: Annotated[Sign | None, Meta(description="What it is known again by; null where it is not.")]
    alike: Annotated[
        Amount | None, Meta(description="In how many of 100 letters the wordings agree, where it is known by that.")
    ]
    old: EntryJson | None
    new: EntryJson | None
    values: Annotated[list[ValueJson], Meta(description="What of it has changed.")]


class PartJson(Output, frozen=True, kw_only=True):
    """The entries of one sort."""

    name: str
    known_by: Annotated[list[str], Meta(description="What an entry is known again by; white space does not count.")]
    counts: Annotated[Annotated[Mapping[Fate, Amount], each_of(Fate)], Meta(description="How many have become what.")]
    entries: list[CarriedJson]


@dataclass(frozen=True, slots=True)
class Carried:
    """An entry of the earlier document, of the later one, or of both, and the values that have changed."""

    fate: Fate
    old: ComparedEntry | None
    new: ComparedEntry | None
    sign: Sign | None = None
    alike: int | None = None
    changes: tuple[tuple[Text, tuple[str, ...], tuple[str, ...]], ...] = ()

    def as_json(self, lang: Language) -> CarriedJson:
        """The entry as it is written in `lang`."""
        values = [ValueJson(label=label.in_language(lang), old=list(a), new=list(b)) for label, a, b in self.changes]
        return CarriedJson.made_of(self, lang, change=self.fate, values=values)


@dataclass(frozen=True, slots=True)
class PartCompared:
    """All entries of one sort, in the order of what became of them, and then of the documents."""

    name: Text
    known_by: tuple[Text, ...]
    entries: tuple[Carried, ...] = field(default=())

    def of(self, fate: Fate) -> tuple[Carried, ...]:
        """Those that this became of."""
        return tuple(each for each in self.entries if each.fate is fate)

    def as_json(self, lang: Language) -> PartJson:
        """The part as it is written in `lang`."""
        return PartJson.made_of(self, lang, counts={fate: len(self.of(fate)) for fate in Fate})


def compare_documents(old: object, new: object, kind: DocumentKind, pack: Pack) -> tuple[PartCompared, ...]:
    """What became of the entries of `old` in `new`, data of documents of one kind, part by part as `kind` declares."""
    named = {each.list: each for each in kind.outlining.levels} if kind.outlining else {}
    if kind.items is not None:
        named[kind.items.list] = Level(kind.items.list, kind.items.number, kind.items.number)

    def compared(part: ComparedPart) -> PartCompared:
        labelled = {value.path: _labels_of(value.path, part, kind) for value in part.known_by}

        def shown(path: Steps, raw: object, written: str) -> Text:
            label = None if isinstance(raw, list | dict) else pack.label(labelled[path], raw)
            return label or Text(written, written)

        one, other = (sorted(_entries(data, part, named, shown), key=lambda each: each.at) for data in (old, new))
        carried = sorted(_carried(one, other, part), key=lambda each: list(Fate).index(each.fate))
        return PartCompared(part.name, tuple(value.label for value in part.known_by), tuple(carried))

    return tuple(compared(part) for part in kind.compared)


def _labels_of(path: Steps, part: ComparedPart, kind: DocumentKind) -> str | None:
    """The table of the items, for their number; or the list that facts read off there have a member's words from."""
    if kind.items is not None and ((kind.items.list,), (kind.items.number,)) == (*part.lists, path):
        return kind.items.table
    members = (
        member for each in kind.kinds.values() if set(each.paths) & set(part.lists) for member in each.members.values()
    )
    return next((member.labels for member in members if member.way.get("code") == "/".join(path)), None)


def _entries(
    data: object, part: ComparedPart, named: Mapping[str, Level], shown: Callable[[Steps, object, str], Text]
) -> Iterator[ComparedEntry]:
    def within(
        node: Any, steps: Sequence[str], at: Pointer, above: tuple[Any, ...]
    ) -> Iterator[tuple[Any, Pointer, Any]]:
        if not steps:
            yield node, at, above
            return
        items = node.get(steps[0]) if isinstance(node, dict) else None
        for place, item in enumerate(items if isinstance(items, list) else ()):
            yield from within(item, steps[1:], (*at, steps[0], place), (*above, (steps[0], item)))

    for steps in part.lists:
        for item, at, above in within(data, steps, (), ()):
            if not isinstance(item, dict):
                continue
            numbers = [reach(each, named[name].number) for name, each in above if name in named]
            around = tuple(_plain(_texts(reach(each, named[name].title))) for name, each in above[:-1] if name in named)
            known = tuple(_texts(reach(item, *value.path)) for value in part.known_by)
            names = [
                shown(value.path, raw, text)
                for value, texts in zip(part.known_by, known, strict=True)
                for raw in [reach(item, *value.path)]
                for text in texts
            ]
            yield ComparedEntry(
                name=Text(", ".join(name.en for name in names), "，".join(name.zh for name in names)),
                number=".".join(str(number) for number in numbers if number is not None) or None,
                at=at,
                values=tuple(_texts(reach(item, *value.path)) for value in part.values),
                known=tuple(tuple("".join(text.split()) for text in texts) for texts in known),
                around=around,
                wording="" if part.alike is None else _plain(_texts(reach(item, *part.alike)))[:_LONG],
            )


def _texts(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(" ".join(str(each).split()) for each in values if isinstance(each, str | int | float))


def _plain(texts: Sequence[str]) -> str:
    return " ".join(texts).casefold()


def _carried(old: Sequence[ComparedEntry], new: Sequence[ComparedEntry], part: ComparedPart) -> Iterator[Carried]:
    left = [each for each in old if any(each.known)], [each for each in new if any(each.known)]
    for sign, pairs in _SIGNS.items():
        for one, other, share in pairs(*left):
            yield _pair(one, other, sign, share, part)
            left[0].remove(one)
            left[1].remove(other)
    yield from (Carried(Fate.DROPPED, each, None) for each in left[0])
    yield from (Carried(Fate.NEW, None, each) for each in left[1])
    yield from (Carried(Fate.UNTOLD, each, None) for each in old if not any(each.known))
    yield from (Carried(Fate.UNTOLD, None, each) for each in new if not any(each.known))


_Met = tuple[ComparedEntry, ComparedEntry, int | None]
"""An entry of each side that are the same, and in how many of 100 letters where they are known by these."""


def _pairs(
    old: Sequence[ComparedEntry],
    new: Sequence[ComparedEntry],
    key: Callable[[ComparedEntry], Hashable],
    *,
    is_once: bool = True,
) -> list[_Met]:
    """Entries of the same key; where it `is_once`, only those that nothing else on either side has."""
    times = Counter(map(key, old)), Counter(map(key, new))
    waiting: defaultdict[Hashable, list[ComparedEntry]] = defaultdict(list)
    for each in new:
        waiting[key(each)].append(each)
    is_meant = {one for one in times[0] if not is_once or max(count[one] for count in times) == 1}
    return [(each, waiting[key(each)].pop(0), None) for each in old if key(each) in is_meant and waiting[key(each)]]


def _alike(old: Sequence[ComparedEntry], new: Sequence[ComparedEntry]) -> list[_Met]:
    """Entries worded alike, the most alike first, each once."""
    found = []
    for place, one in enumerate(old if len(old) * len(new) <= _MANY else ()):
        matcher = SequenceMatcher(b=one.wording, autojunk=False)
        for nth, other in enumerate(new):
            matcher.set_seq1(other.wording)
            if one.wording and matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                found.append((-matcher.ratio(), place, nth))
    taken: set[tuple[int, int]] = set()
    pairs: list[_Met] = []
    for share, place, nth in sorted(each for each in found if -each[0] >= ALIKE):
        if not taken & {(0, place), (1, nth)}:
            taken |= {(0, place), (1, nth)}
            pairs.append((old[place], new[nth], int(-share * 100)))
    return pairs


_SIGNS: Final[Mapping[Sign, Callable[[Sequence[ComparedEntry], Sequence[ComparedEntry]], list[_Met]]]] = {
    Sign.SAME: partial(_pairs, key=lambda each: each.known),
    Sign.PLACED: partial(_pairs, key=lambda each: (each.known, each.around)),
    Sign.SEVERAL: partial(_pairs, key=lambda each: each.known, is_once=False),
    Sign.ALIKE: _alike,
}
"""What finds the entries that are known by each sign, among those that none before it has found."""


def _pair(one: ComparedEntry, other: ComparedEntry, sign: Sign, alike: int | None, part: ComparedPart) -> Carried:
    changes = tuple(
        (value.label, old, new)
        for value, old, new in zip(part.values, one.values, other.values, strict=True)
        if Counter(old) != Counter(new)
    )
    certain = Fate.CHANGED if changes else Fate.SAME
    return Carried(certain if sign in (Sign.SAME, Sign.PLACED) else Fate.LIKELY, one, other, sign, alike, changes)
