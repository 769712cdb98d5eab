"""What is said section by section, and its page of plain text for a terminal, as wide as that is, Chinese included.

The sections are drawn here and, as Markdown, in `markdown`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import east_asian_width

import msgspec

from checker.i18n import say
from checker.model import Language, Severity, Text, Verdict
from checker.reporting import Layout

HEADING: Final = "heading"
"""The role of what stands out, and is neither a severity nor a verdict."""


class Speaker(NamedTuple):
    """Says messages in one language, in the words for a kind of document."""

    lang: Language
    words: Mapping[str, Text] = {}

    def say(self, message: str, /, **values: object) -> str:
        """The message, with these values."""
        return say(self.lang, message, **self.words, **values)


class Passage(NamedTuple):
    """A paragraph; `marked`, which stands in it, is painted in the colour of `role`."""

    text: str
    marked: str = ""
    role: str = HEADING


class Bullets(NamedTuple):
    """Short paragraphs, each with a mark before it."""

    points: Sequence[Passage]


class Verbatim(NamedTuple):
    """Lines as they stand, whatever their width."""

    lines: Sequence[str]


class Labels(NamedTuple):
    """Labels, and the text beside each."""

    rows: Sequence[tuple[str, str]]


class TextTable(NamedTuple):
    """A table of texts; `right` are the columns of figures, `roles` those of cells by row and column.

    The first `whole` columns are never broken, so that what they hold can be copied.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[int] = ()
    roles: Mapping[tuple[int, int], str] = {}
    whole: int = 0


class TextEntry(NamedTuple):
    """One of several things: a title, and about it points and labelled texts; `mark` is its number, as `1.`."""

    title: Passage
    points: Sequence[str] = ()
    rows: Sequence[tuple[str, str]] = ()
    mark: str = ""


class TextEntries(NamedTuple):
    """Several such things."""

    entries: Sequence[TextEntry]


class Section(NamedTuple):
    """Blocks below a heading, if there is one, sections among them; one that is `folded` is not for everybody."""

    heading: str
    blocks: Sequence[Block]
    folded: bool = False


Block = Passage | Bullets | Verbatim | Labels | TextTable | TextEntries | Section


_NEVER_FIRST: Final = frozenset("，。；：、！？）》〉】〕」』”’…—·℃,.;:!?)]}%")
"""What does not start a line: closing marks, and what continues the character before it."""

_NEVER_LAST: Final = frozenset("（《〈【〔「『“‘([{第0123456789")
"""What does not end a line before a Chinese character: opening marks, and numbers, whose unit follows."""

_CUT_BEHIND: Final = frozenset("/-_.,;:~")

_WIDE: Final = 2
_STUB: Final = 6
"""Columns of a last line that looks forgotten."""


def columns(text: str, lang: Language) -> int:
    """How many columns `text` takes; in Chinese, what a Chinese console may draw wide (“…”) counts as wide."""
    if text.isascii():
        return len(text)
    # Imported where something is measured: it takes longer than to check a plan.
    from wcwidth import wcswidth

    width = max(int(wcswidth(text)), 0)
    return width + sum(_sign(sign).ambiguous for sign in text) if lang == "zh" else width


class _Sign(NamedTuple):
    """What counts of one character: its columns, whether they are more in Chinese, and where no line may break."""

    width: int
    ambiguous: bool
    clings: bool
    holds: bool


@lru_cache(maxsize=65536)
def _sign(sign: str) -> _Sign:
    from wcwidth import wcwidth

    width = max(wcwidth(sign), 0)
    ambiguous = width == 1 and east_asian_width(sign) == "A"
    return _Sign(width, ambiguous, not width or sign in _NEVER_FIRST, sign in _NEVER_LAST)


class _Stretch(NamedTuple):
    """What no line break may fall into; `gap` is the blank before it, left out where a line begins."""

    text: str
    width: int
    gap: int


def wrapped(text: str, width: int, lang: Language) -> list[str]:
    """The lines of `text`, none wider than `width` columns; at least one line. `text` has no line breaks itself.

    Where the last line would be a word or two characters, the others are a little shorter instead.
    """
    pieces = list(_pieces(text, lang))
    lines = _filled(pieces, width, lang)
    if len(lines) == 1 or columns(lines[-1], lang) > _STUB:
        return lines
    for narrower in range(width - 1, width * 2 // 3, -1):
        shorter = _filled(pieces, narrower, lang)
        if len(shorter) > len(lines):
            break
        if columns(shorter[-1], lang) > _STUB:
            return shorter
    return lines


def _filled(pieces: Iterable[_Stretch], width: int, lang: Language) -> list[str]:
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for text, columns_, before in _fitting(pieces, width, lang):
        gap = before
        if line and used + gap + columns_ > width:
            lines.append("".join(line))
            line, used = [], 0
        if not line:
            gap = 0
        line.append(" " + text if gap else text)
        used += gap + columns_
    return [*lines, "".join(line)]


@lru_cache(maxsize=65536)
def _piece(text: str, gap: int, lang: Language) -> _Stretch:
    # Kept, as most pieces of Chinese are one character, and measuring it takes longer than all the rest.
    return _Stretch(text, columns(text, lang), gap)


def _pieces(text: str, lang: Language) -> Iterator[_Stretch]:
    for place, word in enumerate(text.split(" ")):
        gap = min(place, 1)
        if word.isascii():
            yield _Stretch(word, len(word), gap)
        else:
            yield from _pieces_of_word(word, gap, lang)


def _pieces_of_word(word: str, gap: int, lang: Language) -> Iterator[_Stretch]:
    """The pieces of a word: it may break beside a wide character, where neither side forbids it."""
    start = 0
    before = _sign(word[0])
    for end, letter in enumerate(word):
        sign = _sign(letter)
        if end and not (sign.clings or before.holds) and _WIDE in (sign.width, before.width):
            yield _piece(word[start:end], gap, lang)
            start, gap = end, 0
        before = sign
    yield _piece(word[start:], gap, lang)


def _fitting(pieces: Iterable[_Stretch], width: int, lang: Language) -> Iterator[_Stretch]:
    """The pieces, those wider than a line cut up."""
    for piece in pieces:
        if piece.width <= width:
            yield piece
        else:
            yield from _cut_up(piece, width, lang)


def _cut_up(piece: _Stretch, width: int, lang: Language) -> Iterator[_Stretch]:
    """Pieces that fit into a line: cut behind a slash or the like, or anywhere where that left lines half empty."""
    text, gap = piece.text, piece.gap
    start, used, good = 0, 0, 0
    for end, letter in enumerate(text):
        sign = _sign(letter)
        taken = sign.width + (sign.ambiguous and lang == "zh")
        if used + taken > width and end > start:
            cut = good if good - start > (end - start) // 2 else end
            yield _piece(text[start:cut], gap, lang)
            start, used, gap = cut, columns(text[cut:end], lang), 0
        used += taken
        if letter in _CUT_BEHIND:
            good = end + 1
    yield _Stretch(text[start:], used, gap)


_RESET: Final = "\x1b[0m"
_CODES: Final[Mapping[str, str]] = {
    HEADING: "\x1b[1m",
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.INFO: "\x1b[1;36m",
    Verdict.PASS: "\x1b[1;32m",
    Verdict.REVIEW: "\x1b[1;33m",
    Verdict.RETURN: "\x1b[1;31m",
    Verdict.INVALID: "\x1b[1;35m",
    Verdict.UNDETERMINED: "\x1b[1;7;31m",
}


def painted(text: str, role: str, *, colour: bool) -> str:
    """`text` in the colour of its role (a severity, a verdict or HEADING); as it is without `colour`."""
    return f"{_CODES[role]}{text}{_RESET}" if colour and text else text


NARROWEST: Final = 40
"""Columns of the narrowest page; a terminal may be too narrow to follow."""

_GAP: Final = 2
_NARROWEST_COLUMN: Final = 4
_INDENT: Final = " " * 4
_BULLET: Final = "  - "
_UNDERLINES: Final = ("=", "-")
"""Below a heading, and one of a section within."""


class Page(msgspec.Struct, frozen=True, eq=False):
    """How wide a page is, in which language, and whether it is painted."""

    lang: Language
    width: int
    colour: bool

    @classmethod
    def of(cls, lang: Language, layout: Layout) -> Page:
        """The page for texts in a language, laid out so."""
        return cls(lang, max(layout.width, NARROWEST), layout.colour)

    def pages(self, pages: Iterable[Iterable[Block]]) -> str:
        """Everything that the sections say; between two pages is a line across."""
        rule = "=" * self.width
        lines = [line for page in pages for line in ("", rule, "", *self.drawn(page))][3:]
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def drawn(self, blocks: Iterable[Block], depth: int = 0) -> Iterator[str]:
        """The lines of blocks, an empty one between two; of a section also its heading."""
        return _spaced(self._block(block, depth) for block in blocks)

    def _block(self, block: Block, depth: int) -> Iterable[str]:  # noqa: PLR0911 - a case a block
        match block:
            case Passage():
                return self.line(block)
            case Bullets():
                return (line for point in block.points for line in self.line(point, "  ", "- "))
            case Verbatim():
                return (_INDENT + line for line in block.lines)
            case Labels():
                return self.labelled(block.rows)
            case TextTable():
                return self.table(block)
            case TextEntries():
                return _spaced(map(self._entry, block.entries))
            case Section(""):
                return self.drawn(block.blocks, depth)
        return [*self.heading(block.heading, _UNDERLINES[depth]), "", *self.drawn(block.blocks, depth + 1)]

    def line(self, line: Passage, indent: str = "", first: str | None = None) -> Iterable[str]:
        """The lines of a paragraph, as `wrapped`, painted where it is marked."""
        for place, drawn in enumerate(self.wrapped(line.text, indent, first)):
            if line.marked == line.text:
                yield self.paint(drawn, line.role)
            elif line.marked and not place:
                yield drawn.replace(line.marked, self.paint(line.marked, line.role), 1)
            else:
                yield drawn

    def _entry(self, entry: TextEntry) -> Iterable[str]:
        mark = f"{entry.mark} " if entry.mark else ""
        indent = " " * len(mark) or _INDENT
        yield from self.line(entry.title, indent, mark)
        for point in entry.points:
            yield from self.wrapped(point, indent, _BULLET)
        yield from self.labelled(entry.rows, len(indent))

    def paint(self, text: str, role: str) -> str:
        """`text` in the colour of its role."""
        return painted(text, role, colour=self.colour)

    def wrapped(self, text: str, indent: str = "", first: str | None = None) -> Iterable[str]:
        """The lines of `text`, each after `indent`, the first one after `first` where that is given."""
        for place, line in enumerate(wrapped(text, self.width - columns(indent, self.lang), self.lang)):
            yield (indent if place or first is None else first) + line

    def heading(self, text: str, underline: str = "=") -> Iterable[str]:
        """`text` with a line below it as long as it is."""
        yield from self.line(Passage(text, text))
        yield underline * max(columns(line, "en") for line in wrapped(text, self.width, self.lang))

    def labelled(self, rows: Sequence[tuple[str, str]], indent: int = 0) -> Iterable[str]:
        """A line for each label and its text, the texts in a column of their own."""
        margin = max((columns(label, self.lang) for label, _ in rows), default=0) + _GAP
        for label, text in rows:
            before = label + " " * (margin - columns(label, self.lang))
            for line in wrapped(text, self.width - indent - margin, self.lang):
                yield " " * indent + before + line
                before = " " * margin

    def table(self, table: TextTable) -> list[str]:
        """A table that fits into the page: what is too long for its column goes on in further lines."""
        from tabulate import tabulate

        rows = [table.head, *([cell or "-" for cell in row] for row in table.rows)]
        widths = self._widths(rows, table.whole)
        cells = [[wrapped(cell, width, self.lang) for cell, width in zip(row, widths, strict=True)] for row in rows]
        # The rule below the head is ours: tabulate's own heads ask for more room than they need.
        rule = [
            "-" * max(columns(line, "en") for row in cells for line in row[column]) for column in range(len(widths))
        ]
        for (row, column), role in table.roles.items():
            cells[row + 1][column] = [self.paint(line, role) for line in cells[row + 1][column]]
        head, *shown = [["\n".join(lines) for lines in row] for row in cells]
        align = ["right" if column in table.right else "left" for column in range(len(widths))]
        drawn = tabulate([head, rule, *shown], tablefmt="plain", colalign=align, disable_numparse=True)
        return drawn.split("\n")

    def _widths(self, rows: Sequence[Sequence[str]], whole: int) -> list[int]:
        """How wide each column may be: as it needs; where that is too much, the widest ones as wide as each other."""
        widths = [max(columns(cell, self.lang) for cell in column) for column in zip(*rows, strict=True)]
        fixed, free = widths[:whole], widths[whole:]
        room = self.width - _GAP * (len(widths) - 1) - sum(fixed)
        while sum(free) > room and max(free, default=0) > _NARROWEST_COLUMN:
            free[free.index(max(free))] -= 1
        return [*fixed, *free]


def _spaced(groups: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of all groups that have any, an empty one between two groups."""
    lines = (line for group in map(list, groups) if group for line in ("", *group))
    next(lines, None)
    return lines
