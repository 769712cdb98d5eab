"""Text in the columns of a terminal: how wide it is there, and where its lines may break, Chinese included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import east_asian_width

from wcwidth import wcswidth, wcwidth

from checker.model import Language

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
