"""What office files are read as, before anybody asks what it means: cells in rows, and what was left out.

A sheet of a workbook and a table of a Word document answer the same questions: `rows[row][column]` is a `Cell`,
`spread` says what is merged downwards, and `place(row, column)` how people name a cell. All count from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from checker.values import is_blank

At = tuple[int, int]
"""Row and column."""


class Holds(Enum):
    """What a cell holds."""

    TEXT = auto()
    NUMBER = auto()
    FLAG = auto()
    DAY = auto()
    """A day, as text in ISO 8601 as far as the cell shows it; one with a time of day is followed by it."""
    ERROR = auto()
    """A formula that ends in an error; the value is its name."""
    UNCOMPUTED = auto()
    """A formula whose result is not in the file."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its value as somebody sees it, without what is struck out.

    `unit` is what the number format of a workbook writes behind a number that is shown in a unit of money (`680` shown
    as 680万元 is 680 with the unit 万元, whether the file holds 680 or 6,800,000). `oddities` are codes of what stands
    in it and cannot be understood as text: `box` (a picture, a shape or an object), `table`, `equation`, `symbol`,
    `form-field`, `note`, `inserted-file`, `hidden-text`.
    """

    holds: Holds
    value: str | int | float | bool
    is_formula: bool = False
    unit: str = ""
    oddities: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What it holds, if that is a text."""
        return self.value if isinstance(self.value, str) and self.holds is Holds.TEXT else ""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to be read in it; only tables of Word documents have such cells."""
        return not self.oddities and self.holds is Holds.TEXT and is_blank(self.text)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What stands in a file and is no part of what was read.

    `place` is a cell or a paragraph as people name it, or the title of a sheet; `what` is `struck` (struck out)
    or `text-box`; `text` is what stands there.
    """

    place: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook; `rows` has the cells that are not empty, both in order.

    `spread` are cells that repeat one they are merged with, which stands in another row of the same column: which row.
    """

    title: str
    rows: Mapping[int, Mapping[int, Cell]]
    spread: Mapping[At, int] = field(default_factory=dict)
    is_hidden: bool = False

    def place(self, row: int, column: int) -> str:
        """The cell as people name it: `Measures!D7`."""
        title = self.title if self.title.isidentifier() else "'" + self.title.replace("'", "''") + "'"
        return f"{title}!{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets, the names that cells have (sheet title -> row and column -> names), and what was left out."""

    sheets: tuple[Sheet, ...]
    names: Mapping[str, Mapping[At, tuple[str, ...]]] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


class ParagraphKind(Enum):
    """What the style of a paragraph says that it is."""

    TEXT = auto()
    HEADING = auto()
    """A heading, or the title."""
    EXPLANATION = auto()
    """What the form says to whoever fills it in."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside of tables, which are counted from 1; `oddities` as those of cells, without pictures."""

    number: int
    text: str = ""
    kind: ParagraphKind = ParagraphKind.TEXT
    oddities: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The paragraph as findings name it: `Paragraph[4]`."""
        return f"Paragraph[{self.number}]"


@dataclass(frozen=True, slots=True)
class CellTable:
    """A table of a Word document, which are counted from 1; `rows` has every cell, blank ones too, in order.

    Columns are those of the grid, so that cells below one another have the same however many stand before them.
    `spans` are cells over several columns: how many. `spread` are cells that are one with a cell above: the row where
    that begins. `order` says which cell of its row each is, from 1.
    """

    number: int
    rows: Mapping[int, Mapping[int, Cell]]
    spread: dict[At, int] = field(default_factory=dict)
    spans: dict[At, int] = field(default_factory=dict)
    order: dict[At, int] = field(default_factory=dict)

    def place(self, row: int, column: int) -> str:
        """The cell as Word names it, by the cells of its row: `Table[5]!B3`."""
        return f"Table[{self.number}]!{column_letters(self.order.get((row, column), column))}{row}"


Block = Paragraph | CellTable


@dataclass(frozen=True, slots=True)
class WordDocument:
    """The paragraphs and tables in their order, and what was left out."""

    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...] = ()


def column_letters(column: int) -> str:
    """The letters of a column: 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def of_whole_row(left: list[LeftOut], *, is_all: bool) -> list[LeftOut]:
    """What was left out of one row: in one piece at the first of its cells where that `is_all` there was."""
    if not is_all or len(left) < 2 or len({each.what for each in left}) > 1:  # noqa: PLR2004 - two are several
        return left
    return [LeftOut(left[0].place, left[0].what, " ".join(each.text for each in left))]
