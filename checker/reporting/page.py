"""A page of plain text for a terminal: headings, labelled lines and tables that fit into its width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from checker.model import Language, Severity, Verdict
from checker.reporting import Layout
from checker.reporting.columns import columns, wrapped
from checker.reporting.sections import (
    HEADING,
    Block,
    Bullets,
    Labels,
    Passage,
    Section,
    TextEntries,
    TextEntry,
    TextTable,
    Verbatim,
)

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
