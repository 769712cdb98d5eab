"""A text, read by its numbering, as a document of a kind, for an editor to finish: YAML, each value with its line.

Nothing is guessed in silence: an item counts where its number follows the one before it; what looks like one and does
not follow, and numbers that are missing, are told of.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any, Final

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from checker.i18n import N_, say, text
from checker.model import Language, Text
from checker.pack.model import DocumentKind, Outlining
from checker.pack.paths import chain_along, types_of
from checker.readers.typed_values import HALF_WIDTH, chinese_number

_HAN: Final = "[一二三四五六七八九十]{1,3}"
_STYLES: Final = {
    style: re.compile(rf"[-—•*\s]*{mark}\s*(?P<text>.*)")
    for style, mark in {
        "roman": r"(?P<mark>[IVXLC]+)\.(?!\w)",
        "chinese": rf"(?P<mark>{_HAN})、",
        "roman in brackets": r"\((?P<mark>[IVXLC]+)\)",
        "chinese in brackets": rf"\((?P<mark>{_HAN})\)",
        "dotted": r"[0-9]+(?:\.[0-9]+)*\.(?P<mark>[0-9]+)[.、]?(?=\s)",
        "digits": r"(?P<mark>[0-9]{1,3})(?:\.|、)(?!\S?[0-9])",
        "digits in brackets": r"\((?P<mark>[0-9]{1,3})\)",
    }.items()
}
"""The styles of numbers, those of the widest parts first."""
_WIDEST: Final = ("roman", "chinese")
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SENTENCE: Final = re.compile(r"[.;](?=\s|$)|[。；（]|\s\(")
_BRACKETS: Final = re.compile(r"[(（]([^()（）]+)[)）]")
_BROKEN: Final = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
"""Where a line of Chinese was broken."""
_COMMAS: Final = re.compile(r"[,;、，；]\s*")
MEASURE: Final = 2
"""The level of the narrowest parts."""


class TextLine(msgspec.Struct, frozen=True):
    """A line of a text, by its number, that begins with a mark; or, where `style` is empty, one that does not."""

    line: int
    text: str
    style: str = ""
    mark: str = ""

    @property
    def number(self) -> int:
        """The number that the mark is."""
        if self.mark.isdecimal():
            return int(self.mark)
        if self.mark[0] not in _ROMAN:
            return chinese_number(self.mark) or 0
        values = [_ROMAN[sign] for sign in self.mark]
        return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


class TextPart(msgspec.Struct, frozen=True):
    """An area, a sub-area (level 1) or a measure (level 2), with what the text says of it before its own parts."""

    level: int
    head: TextLine
    lines: tuple[TextLine, ...]

    @property
    def title(self) -> str:
        """The first sentence, as far as its line and without what stands in brackets behind it."""
        words = _SENTENCE.split(self.head.text, maxsplit=1)[0].strip(" :：")
        return words or next((each.text for each in self.lines), "")

    def named(self, ends: Sequence[str], behind: Sequence[str]) -> tuple[str, ...]:
        """The names in the first brackets in which there is nothing but names, each ending in one of the words `ends`.

        Where there are no such brackets, those that stand in brackets directly behind one of the words `behind`.
        """
        words = "|".join(map(re.escape, ends))
        ending = re.compile(rf"(?=[A-Z]|[^\x00-\x7f]).*(?:{words})")
        another = re.compile(rf"(?P<end>{words})(?:,?\s+and\s+|和)")
        # Brackets may go on from one line to the next.
        told = _BRACKETS.findall(_BROKEN.sub("", " ".join(each.text for each in (self.head, *self.lines))))
        for each in told:
            names = tuple(name.strip() for name in _COMMAS.split(another.sub(r"\g<end>, ", each)))
            if all(ending.fullmatch(name) for name in names):
                return names
        # In English a name goes on while its words are great, in Chinese to the next sign.
        name = rf"(?:[A-Z](?:[\w&-]| (?=[A-Z&]|and |of ))*?|[^\x00-\x7f、，；：。]+?)(?:{words})(?!\w)"
        several = rf"(?:{'|'.join(map(re.escape, behind))})\s*((?:(?:,|、| and)?\s*(?:the )?{name})+)"
        found = (one for each in told if behind for run in re.findall(several, each) for one in re.findall(name, run))
        return tuple(dict.fromkeys(found))

    def under(self, headings: Sequence[str]) -> Iterator[TextLine]:
        """What stands under one of these headings: behind it in its line, or, where it is a line, in the next one."""
        wanted = re.compile(
            rf"(?:^|\s)(?:{'|'.join(map(re.escape, headings))})\s*(?:[:：]\s*(?P<text>.*)|$)", re.IGNORECASE
        )
        is_next = False
        for each in (self.head, *self.lines):
            found = wanted.search(each.text)
            if found is None and is_next:
                yield each
            elif found is not None and found["text"]:
                yield msgspec.structs.replace(each, text=found["text"])
            is_next = found is not None and not found["text"]


class TextOutline(msgspec.Struct, frozen=True):
    """The parts in the order of the text, the lines before them, and what an editor has to look at, by line."""

    parts: tuple[TextPart, ...]
    before: tuple[TextLine, ...]
    doubts: tuple[tuple[int, Text], ...]


def outline_of(source: str) -> TextOutline:
    """What the numbering of a text amounts to; without a part where it has none."""
    lines = [_line(number, line) for number, line in enumerate(source.splitlines(), start=1)]
    lines = [each for each in lines if each.text or each.style]
    widest = next((style for style in _WIDEST if any(each.style == style for each in lines)), None)
    if widest is None:
        return TextOutline((), tuple(lines), ())
    starts = [place for place, each in enumerate(lines) if each.style == widest and each.number == 1]
    runs = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    place, run = max(enumerate(runs), key=lambda each: sum(bool(line.style) for line in each[1]))
    parts, doubts = _parts(run, _levels(run, widest))
    return TextOutline(tuple(parts), tuple(lines[: starts[place]]), tuple(doubts))


def counted(lines: Iterable[TextLine], words: Sequence[str]) -> Iterator[tuple[int, TextLine]]:
    """Where it is said how many of something there are, which is called by one of these words."""
    names = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    said = re.compile(
        rf"(?P<number>(?<![0-9])[0-9]+|\b(?:{'|'.join(_WORDS)}))\s*(?:[项个]|\b)\s*(?:\w+\s+)?(?:{names})",
        re.IGNORECASE,
    )
    for each in lines:
        for found in said.finditer(each.text):
            word = found["number"].lower()
            yield (_WORDS.index(word) + 1 if word in _WORDS else int(word)), each


def _line(number: int, line: str) -> TextLine:
    bare = line.strip().strip("*_").strip()
    plain = bare.translate(HALF_WIDTH)
    for style, pattern in _STYLES.items():
        found = pattern.match(plain)
        if found is not None:
            return TextLine(number, bare[found.start("text") :].strip("*_ "), style, found["mark"])
    return TextLine(number, bare)


def _levels(run: Sequence[TextLine], widest: str) -> dict[str, int]:
    """The styles of areas, sub-areas and measures. A style whose words recur from area to area numbers headings."""
    styles = [style for style in dict.fromkeys(each.style for each in run) if style not in ("", widest)]
    recurring = set()
    for style in styles:
        times = Counter(each.text for each in run if each.style == style)
        if sum(count for count in times.values() if count > 1) * 2 > times.total():
            recurring.add(style)
    inner = [style for style in styles if style not in recurring and style not in _WIDEST] or styles
    if "dotted" in inner:
        inner = ["digits", "dotted"] if "digits" in inner else ["dotted"]
    levels = {style: MEASURE - place for place, style in enumerate(reversed(inner[:2]))}
    return {widest: 0, **levels}


def _parts(run: Sequence[TextLine], levels: dict[str, int]) -> tuple[list[TextPart], list[tuple[int, Text]]]:
    heads: list[tuple[int, int]] = []
    last: dict[int, int] = {}
    doubts = []
    following: dict[int, int] = {}
    next_of: dict[str, int] = {}
    for place, each in reversed(list(enumerate(run))):
        if each.style:
            following[place] = next_of.get(each.style, 0)
            next_of[each.style] = each.number
    for place, each in enumerate(run):
        level = levels.get(each.style)
        if level is None:
            continue
        is_first = each.number == 1 and level > 0 and bool(heads) and heads[-1][1] < level
        missing = 0 if is_first else each.number - last.get(level, 0) - 1
        if missing < 0 or (missing and following[place] != each.number + 1):
            doubts.append(
                (each.line, text(N_("“{mark}” does not follow the number before it; left out"), mark=each.mark))
            )
            continue
        if missing:
            doubts.append((each.line, text(N_("numbers are missing before this one: {count}"), count=missing)))
        last[level] = each.number
        heads.append((place, level))
    ends = [place for place, _ in heads[1:]] + [len(run)]
    parts = [
        TextPart(level, run[place], tuple(run[place + 1 : end]))
        for (place, level), end in zip(heads, ends, strict=True)
    ]
    return list(_with_measures(parts)), doubts


def _with_measures(parts: Sequence[TextPart]) -> Iterator[TextPart]:
    """The parts; where an area has nothing below what seemed to be its sub-areas, these are its measures."""
    starts = [place for place, part in enumerate(parts) if part.level == 0]
    for start, end in zip(starts, [*starts[1:], len(parts)], strict=True):
        is_deep = any(part.level == MEASURE for part in parts[start:end])
        for part in parts[start:end]:
            yield part if is_deep or not part.level else msgspec.structs.replace(part, level=MEASURE)


_WIDTH: Final = 4096


def drafted(outline: TextOutline, kind: DocumentKind, lang: Language) -> str:
    """`outline` as a document of `kind`, by what its pack declares. Raises `ValueError` where it declares no outline.

    What the text does not tell is left blank; what an editor has to look at stands at the top, with the line.
    """
    if kind.outlining is None:
        raise ValueError(kind.format)
    return _Drafter(kind, kind.outlining, lang).text(outline)


class _Drafter:
    def __init__(self, kind: DocumentKind, told: Outlining, lang: Language) -> None:
        self._kind = kind
        self._told = told
        self._lang = lang

    def text(self, outline: TextOutline) -> str:
        root = CommentedMap({"format": self._kind.format})
        numbering = self._told.numbering
        for name in self._kind.required:
            if name not in (*root, numbering.member, self._told.levels[0].list):
                root[name] = None
                root.yaml_add_eol_comment(say(self._lang, "to be filled in"), name)
        times = Counter(part.head.number for part in outline.parts if part.level == MEASURE)
        root[numbering.member] = numbering.anew if times[1] > 1 else numbering.through
        root[self._told.levels[0].list] = CommentedSeq()
        around: list[Any] = [root, None, None]
        for part in outline.parts:
            around[part.level + 1 :] = [None] * (len(around) - part.level - 1)
            outer = next(each for each in reversed(around[: part.level + 1]) if each is not None)
            entry = self._entry(part)
            outer.setdefault(self._told.levels[part.level].list, CommentedSeq()).append(entry)
            if part.level < MEASURE:
                around[part.level + 1] = entry
        statements = CommentedSeq(self._statements(outline))
        if statements:
            root[self._told.statements.list] = statements
        doubts = [say(self._lang, "Line {line}: {doubt}", line=line, doubt=doubt) for line, doubt in outline.doubts]
        if doubts:
            root.yaml_set_start_comment("\n".join([say(self._lang, "To be looked at:"), *doubts]))
        out = StringIO()
        yaml = YAML()
        yaml.width = _WIDTH
        yaml.indent(mapping=2, sequence=4, offset=2)
        yaml.dump(root, out)
        return out.getvalue()

    def _entry(self, part: TextPart) -> CommentedMap:
        level = self._told.levels[part.level]
        lists = tuple(each.list for each in self._told.levels[: part.level + 1])
        chain = chain_along(self._kind.schema.node, lists)
        node = None if chain is None else chain.at(level.number)
        is_text = node is not None and "string" in types_of(node, self._kind.schema.node)
        entry = CommentedMap({level.number: part.head.mark if is_text else part.head.number})
        self._note(entry, level.number, part.head)
        if part.title:
            entry[level.title] = part.title
        for name, headings in self._told.headings.items() if part.level < MEASURE else ():
            under = list(part.under(headings))
            if under:
                entry[name] = CommentedSeq(each.text for each in under)
                self._note(entry, name, under[0])
        names = self._told.names if part.level == MEASURE else None
        if names is not None and (named := part.named(names.ends, names.behind)):
            entry[names.member] = CommentedSeq(named)
            self._note(entry, names.member, part.head)
        return entry

    def _statements(self, outline: TextOutline) -> Iterator[CommentedMap]:
        told = self._told.statements
        seen = set()
        for of, words in told.words.items():
            for number, line in counted(outline.before, words):
                if (of, number) not in seen:
                    seen.add((of, number))
                    place = say(self._lang, "line {line}", line=line.line)
                    yield CommentedMap({told.of: of, told.number: number, told.place: place})

    def _note(self, entry: CommentedMap, name: str, line: TextLine) -> None:
        entry.yaml_add_eol_comment(say(self._lang, "line {line}", line=line.line), name)
