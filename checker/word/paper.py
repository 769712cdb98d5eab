"""How a document is laid out, as plain values: styles, a page, and the blocks on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model import Language

RED: Final = "FF0000"
GREY: Final = "6E6E6E"
"""Colours of characters; grey is for what explains, and is dark enough to be read on paper."""


class Align(Enum):
    """Where the lines of a paragraph stand, as Word calls it."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface for Chinese and one for everything else; `bold` where it is."""

    chinese: str
    latin: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """A style of paragraphs. Lengths are in points, indents in characters of its size.

    `line` is the distance of its lines; `scale` is how wide its characters are, in per cent; `title` is the font of the
    name of a point; `level` makes it a heading; `red_rule` draws a red line below; `new_page` begins a page.
    """

    name: str
    font: Font
    size: float
    line: float
    align: Align = Align.BOTH
    before: float = 0
    after: float = 0
    first: float = 0
    left: float = 0
    right: float = 0
    scale: int = 100
    tracking: float = 0
    colour: str | None = None
    red_rule: bool = False
    keep_with_next: bool = False
    new_page: bool = False
    level: int | None = None
    title: Font | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """An A4 page: its margins and the distance of the page number from its lower edge, in millimetres.

    `number` is the style of page numbers; with `mirrored`, they stand on the outside of a sheet printed on both sides.
    """

    top: float
    bottom: float
    left: float
    right: float
    footer: float
    number: Style
    mirrored: bool

    @property
    def width(self) -> float:
        """Of the text, in millimetres."""
        return 210 - self.left - self.right


class Role(Enum):
    """What a piece of a paragraph is."""

    PLAIN = 1
    TITLE = 2
    """The name of a point, before what was found."""
    BLANK = 3
    """To be filled in, or looked at again, by whoever signs."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph; a line feed in it begins a new line, a tab goes to the next stop."""

    text: str
    role: Role = Role.PLAIN


@dataclass(frozen=True, slots=True)
class Control:
    """A piece of a paragraph that is filled in: one of the `choices`, or a day where there are none.

    Without a `text`, it shows the `hint`, which Word takes away when something is chosen. `title` is its name in Word.
    """

    title: str
    text: str
    hint: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in one of the styles."""

    style: Style
    runs: tuple[Run | Control, ...]


class Merge(Enum):
    """A cell that is one with the cells below it, as Word calls the first and the others."""

    FIRST = "restart"
    BELOW = "continue"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, over `span` columns; at least one paragraph."""

    content: tuple[Paragraph, ...]
    span: int = 1
    merge: Merge | None = None
    is_shaded: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a head is repeated on each page, and a row `kept_whole` is not broken between two."""

    cells: tuple[Cell, ...]
    is_head: bool = False
    is_kept_whole: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table with ruled cells; `widths` are those of its columns in millimetres."""

    rows: tuple[Row, ...]
    widths: tuple[float, ...]


def plain_table(
    head: tuple[str, ...], rows: Iterable[tuple[str, ...]], widths: tuple[float, ...], head_style: Style, style: Style
) -> Table:
    """A table of texts, a cell each, under a head."""

    def row(texts: tuple[str, ...], style: Style, *, is_head: bool = False) -> Row:
        return Row(tuple(Cell((Paragraph(style, (Run(text),)),)) for text in texts), is_head)

    return Table((row(head, head_style, is_head=True), *(row(texts, style) for texts in rows)), widths)


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document, ready to be written as a file; `day` (2013-06-30) is what its properties are dated with."""

    lang: Language
    title: str
    author: str
    day: str
    page: Page
    blocks: tuple[Paragraph | Table, ...]
