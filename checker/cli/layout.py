"""Paragraphs with an indent and plain tables, in the columns of a terminal."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from checker.reporting.columns import columns, wrapped
from checker.reporting.printable import flowing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.model import Language

_GAP: Final = "  "
_NARROWEST: Final = 12


def paragraph(text: str, width: int, lang: Language, first: str = "", rest: str | None = None) -> list[str]:
    """`text` as lines of at most `width` columns: the first after `first`, the others after `rest` (or blanks)."""
    taken = columns(first, lang)
    rest = " " * taken if rest is None else rest
    lines = wrapped(flowing(text), max(width - max(taken, columns(rest, lang)), _NARROWEST), lang)
    return [((rest if place else first) + line).rstrip() for place, line in enumerate(lines)]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], width: int, lang: Language, *, whole: int = 0) -> str:
    """A table within `width` columns: each column as wide as it needs; where that is too much, the widest are wrapped.

    The first `whole` columns never are, so that what they hold can be copied.
    """
    cells = [[flowing(cell) for cell in row] for row in rows]
    widths = [max(columns(cell, lang) for cell in column) for column in zip(heads, *cells, strict=True)]
    room = width - len(_GAP) * (len(widths) - 1)
    while sum(widths) > room and (widest := max(widths[whole:], default=0)) > _NARROWEST:
        widths[whole + widths[whole:].index(widest)] -= 1
    rule = _GAP.join("-" * column for column in widths)
    lines = [*_lines(heads, widths, lang), rule, *(line for row in cells for line in _lines(row, widths, lang))]
    return "\n".join(lines) + "\n"


def _lines(row: Sequence[str], widths: Sequence[int], lang: Language) -> list[str]:
    columns_of_lines = [wrapped(cell, width, lang) for cell, width in zip(row, widths, strict=True)]
    return [
        _GAP.join(cell + " " * (width - columns(cell, lang)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in zip_longest(*columns_of_lines, fillvalue="")
    ]
