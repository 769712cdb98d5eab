"""How a letter is laid out, as plain values: styles, a page, and the blocks on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.letter.wording import Run
    from checker.model import Language


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
    red: bool = False
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


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in one of the styles."""

    style: Style
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with ruled cells; `widths` are those of its columns in millimetres. The head is repeated on each page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    head_style: Style
    style: Style


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole letter, ready to be written as a file; `day` (2013-06-30) is what its properties are dated with."""

    lang: Language
    title: str
    author: str
    day: str
    page: Page
    blocks: tuple[Paragraph | Table, ...]
