"""A Word document as somebody reads it: paragraphs, and tables of cells with text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from checker.values import is_blank


class Kind(Enum):
    """What the style of a paragraph says that it is."""

    TEXT = 1
    HEADING = 2
    """A heading, or the title."""
    EXPLANATION = 3
    """What the form says to whoever fills it in."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph outside of tables, which `place` counts from 1.

    `says_more` where there is text in it that is not its own: in a text box, hidden, or in an inserted file.
    """

    place: int
    text: str = ""
    kind: Kind = Kind.TEXT
    says_more: bool = False


@dataclass(slots=True)
class Cell:
    """A cell: its first column in the grid (from 0), how many it spans, and whether it is one with the cell above.

    What explains is no part of its text. `oddities` are codes of faults (`documents.word.parts`): what is in it beside
    text.
    """

    column: int
    span: int = 1
    is_below: bool = False
    text: str = ""
    oddities: list[str] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to read in it."""
        return not self.oddities and is_blank(self.text)


@dataclass(slots=True)
class Row:
    """A row of a table."""

    cells: list[Cell] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to read in it."""
        return all(cell.is_blank for cell in self.cells)


@dataclass(slots=True)
class Table:
    """A table, which `place` counts from 1."""

    place: int
    rows: list[Row] = field(default_factory=list)


Block = Paragraph | Table
