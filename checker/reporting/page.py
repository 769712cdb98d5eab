"""A page of plain text for a terminal: headings, labelled lines and tables that fit into its width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from checker.model import Severity, Verdict
from checker.reporting.columns import columns, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model import Language

HEADING: Final = "heading"

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


class Page(msgspec.Struct, frozen=True, eq=False):
    """How wide a page is, in which language, and whether it is painted."""

    lang: Language
    width: int
    colour: bool

    def paint(self, text: str, role: str) -> str:
        """`text` in the colour of its role."""
        return painted(text, role, colour=self.colour)

    def wrapped(self, text: str, indent: str = "", first: str | None = None) -> Iterable[str]:
        """The lines of `text`, each after `indent`, the first one after `first` where that is given."""
        for place, line in enumerate(wrapped(text, self.width - columns(indent, self.lang), self.lang)):
            yield (indent if place or first is None else first) + line

    def heading(self, text: str, underline: str = "=") -> Iterable[str]:
        """`text` with a line below it as long as it is."""
        yield from self.bold(text)
        yield underline * max(columns(line, "en") for line in wrapped(text, self.width, self.lang))

    def bold(self, text: str) -> Iterable[str]:
        """The lines of `text`, painted as a heading."""
        return (self.paint(line, HEADING) for line in wrapped(text, self.width, self.lang))

    def labelled(self, rows: Sequence[tuple[str, str]], indent: int = 0) -> Iterable[str]:
        """A line for each label and its text, the texts in a column of their own."""
        margin = max(columns(label, self.lang) for label, _ in rows) + _GAP
        for label, text in rows:
            before = label + " " * (margin - columns(label, self.lang))
            for line in wrapped(text, self.width - indent - margin, self.lang):
                yield " " * indent + before + line
                before = " " * margin

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        right: Sequence[int] = (),
        roles: Mapping[tuple[int, int], str] | None = None,
    ) -> list[str]:
        """A table that fits into the page: what is too long for its column goes on in further lines.

        `right` are the columns of figures; `roles` says in which role a cell (row, column) is painted.
        """
        from tabulate import tabulate

        widths = self._widths([head, *rows])
        cells = [
            [wrapped(cell, width, self.lang) for cell, width in zip(row, widths, strict=True)] for row in [head, *rows]
        ]
        # The rule below the head is ours: tabulate's own heads ask for more room than they need.
        rule = ["-" * max(columns(line, "en") for row in cells for line in row[column]) for column in range(len(head))]
        for (row, column), role in (roles or {}).items():
            cells[row + 1][column] = [self.paint(line, role) for line in cells[row + 1][column]]
        shown = [["\n".join(lines) for lines in row] for row in cells]
        align = ["right" if column in right else "left" for column in range(len(head))]
        table = [shown[0], rule, *shown[1:]]
        return tabulate(table, tablefmt="plain", colalign=align, disable_numparse=True).split("\n")

    def _widths(self, rows: Sequence[Sequence[str]]) -> list[int]:
        """How wide each column may be: as it needs; where that is too much, the widest ones as wide as each other."""
        needed = [max(columns(cell, self.lang) for cell in column) for column in zip(*rows, strict=True)]
        widths = [min(width, self.width) for width in needed]
        room = self.width - _GAP * (len(widths) - 1)
        while sum(widths) > room:
            widest = widths.index(max(widths))
            widths[widest] -= 1
        return widths
