"""The cells of one sheet of a workbook: values as they stand there, and which cells are merged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from checker.documents.xml_events import SEPARATOR, stream_xml
from checker.errors import UnreadableError
from checker.readers.limits import MOST_CHARACTERS, MOST_VALUES, decimal_integer
from checker.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_EMPTY_CELLS: Final = re.compile(rb'<c (?=[^<>]*\br=")[^<>]*(?:/>|></c>)')
_EMPTY_ROWS: Final = re.compile(rb'<row (?=[^<>]*\br=")[^<>]*(?:/>|>\s*</row>)')
"""What is nothing but looks; what says where it stands can be left out without moving anything else."""
_NOT_FOR_PATTERNS: Final = (b"<![CDATA[", b"<!--")
_LONGEST_NUMBER: Final = 9
"""Digits."""
_MOST_MERGED: Final = 10_000

_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATES: Final = range(0xD800, 0xE000)


class Holds(Enum):
    """What a cell holds."""

    TEXT = auto()
    NUMBER = auto()
    FLAG = auto()
    DAY = auto()
    """A day, as text of the plan format; one with a time of day is followed by it."""
    ERROR = auto()
    UNCOMPUTED = auto()
    """A formula whose result is not in the file."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty."""

    holds: Holds
    value: str | int | float | bool
    is_formula: bool = False

    @property
    def text(self) -> str:
        """What it holds, if that is a text."""
        return self.value if isinstance(self.value, str) and self.holds is Holds.TEXT else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: `rows` has the cells that are not empty by row and column, both from 1 and in order.

    `spread` are cells that repeat one they are merged with, which stands in another row of the same column: which row.
    """

    title: str
    rows: Mapping[int, Mapping[int, Cell]]
    spread: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def place(self, row: int, column: int) -> str:
        """The cell as people name it: `Measures!D7`."""
        title = self.title if self.title.isidentifier() else "'" + self.title.replace("'", "''") + "'"
        return f"{title}!{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Styles:
    """What cells of a workbook refer to: its texts, which styles show numbers as days, and where days begin.

    A style may show only a part of a day (`2013年6月`), and what is not shown was not meant: `days` says which part.
    """

    texts: Sequence[str]
    days: Mapping[int, slice]
    since_1904: bool = False


def column_letters(column: int) -> str:
    """The letters of a column: 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_of(reference: str) -> tuple[int, int] | None:
    """Row and column of `D7` or `$D$7`; None for what is no cell."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row, column) if 0 < row <= LAST_ROW and column <= LAST_COLUMN else None


def unescaped(text: str) -> str:
    """`text` with the characters that XML does not allow, which workbooks write as `_x0001_`."""
    return _ESCAPED.sub(_unescape, text) if "_x" in text else text


def _unescape(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if code in _SURROGATES else chr(code)


@dataclass(slots=True)
class Left:
    """How much more of a workbook is read: cells with something in, and characters of their texts."""

    cells: int = MOST_VALUES
    characters: int = MOST_CHARACTERS

    def take(self, text: str, cells: int) -> None:
        """Take off so many cells with that text. Raises `UnreadableError` where less is left."""
        self.characters -= len(text) * cells
        if self.characters < 0:
            raise UnreadableError("documents.cells-too-long", limit=MOST_CHARACTERS)


def read_cells(raw: bytes, title: str, styles: Styles, left: Left) -> Sheet:
    """The sheet that `raw` is. Raises `UnreadableError`, also where there is more in it than is `left` to be read."""
    reader = _SheetReader(styles, left)
    stream_xml(_without_empty(raw), reader)
    rows = {number: dict(sorted(row.items())) for number, row in sorted(reader.rows.items()) if row}
    return Sheet(title, rows, _spread(reader.merged, rows, left))


def _without_empty(raw: bytes) -> bytes:
    """The XML of a sheet without empty cells and rows: where somebody coloured whole columns, there are millions."""
    if any(sign in raw for sign in _NOT_FOR_PATTERNS):
        return raw
    return _EMPTY_ROWS.sub(b"", _EMPTY_CELLS.sub(b"", raw))


class _SheetReader:
    """Takes the cells out of the XML of a sheet."""

    def __init__(self, styles: Styles, left: Left) -> None:
        self._styles = styles
        self._left = left
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merged: list[str] = []
        self._row = 0
        self._column = 0
        self._attributes: Mapping[str, str] = {}
        self._value: list[str] | None = None
        self._inline: list[str] = []
        self._is_formula = False
        self._into: list[str] | None = None
        self._phonetic = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        match name.rpartition(SEPARATOR)[2]:
            case "c":
                self._begin_cell(attributes)
            case "row":
                self._row = _number(attributes.get("r", str(self._row + 1)), LAST_ROW)
                self._column = 0
            case "v":
                self._into = self._value = []
            case "t":
                self._into = None if self._phonetic else self._inline
            case "f":
                self._is_formula = True
            case "rPh":
                self._phonetic += 1
            case "mergeCell":
                self.merged.append(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        """An element ends."""
        match name.rpartition(SEPARATOR)[2]:
            case "c":
                self._end_cell()
            case "v" | "t":
                self._into = None
            case "rPh":
                self._phonetic -= 1

    def characters(self, text: str) -> None:
        """A piece of text."""
        if self._into is not None:
            self._into.append(text)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        at = (self._row, self._column + 1) if reference is None else cell_of(reference)
        if at is None or at[1] > LAST_COLUMN:
            raise UnreadableError("documents.package-damaged")
        self._row, self._column = at
        self._attributes = attributes
        self._value = None
        self._inline = []
        self._is_formula = False

    def _end_cell(self) -> None:
        cell = self._cell()
        if cell is None:
            return
        self._left.cells -= 1
        if self._left.cells < 0:
            raise UnreadableError("documents.workbook-cells")
        self.rows.setdefault(self._row, {})[self._column] = cell

    def _cell(self) -> Cell | None:
        type_ = self._attributes.get("t", "n")
        if type_ == "inlineStr":
            return self._text_cell("".join(self._inline))
        value = "" if self._value is None else "".join(self._value)
        if type_ == "str" and self._value is not None:
            return self._text_cell(value)
        if not value:
            return Cell(Holds.UNCOMPUTED, "", is_formula=True) if self._is_formula else None
        if type_ == "s":
            # The texts that cells share are unescaped already.
            texts = self._styles.texts
            return self._text_cell(texts[_number(value, len(texts) - 1)], is_escaped=False)
        return self._value_cell(type_, value)

    def _text_cell(self, text: str, *, is_escaped: bool = True) -> Cell | None:
        # Before it is looked at: very many cells can share one long text.
        self._left.take(text, 1)
        plain = unescaped(text) if is_escaped else text
        return None if is_blank(plain) else Cell(Holds.TEXT, plain, self._is_formula)

    def _value_cell(self, type_: str, value: str) -> Cell:
        match type_:
            case "b":
                return Cell(Holds.FLAG, value.strip() in ("1", "true"), self._is_formula)
            case "e":
                return Cell(Holds.ERROR, value, self._is_formula)
            case "d":
                return Cell(Holds.DAY, _written_day(value), self._is_formula)
        return self._number_cell(value)

    def _number_cell(self, value: str) -> Cell:
        try:
            number = decimal_integer(value) if value.lstrip("+-").isdecimal() and value.isascii() else float(value)
        except ValueError:
            raise UnreadableError("documents.package-damaged") from None
        style = self._attributes.get("s", "0")
        part = self._styles.days.get(int(style[:9])) if style.isdecimal() and style.isascii() else None
        if part is not None:
            day = _day_of(number, since_1904=self._styles.since_1904)
            if day is not None:
                return Cell(Holds.DAY, day[part], self._is_formula)
        return Cell(Holds.NUMBER, number, self._is_formula)


def _number(text: str, most: int) -> int:
    """A number of a row or of a text, up to `most`. Raises `UnreadableError` where there is none such."""
    plain = text.strip()
    number = int(plain) if plain.isdecimal() and plain.isascii() and len(plain) <= _LONGEST_NUMBER else -1
    if not 0 <= number <= most:
        raise UnreadableError("documents.package-damaged")
    return number


_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - workbooks have no time zones
_DAYS_TO_1904: Final = 1462
_NO_LEAP_DAY: Final = 60
"""The number of 29 February 1900, which spreadsheets have and the calendar has not."""
_LAST_DAY: Final = 2_958_465


def _day_of(number: float, *, since_1904: bool) -> str | None:
    """The day that a number in a date format is; None where it is none: a time of day only, or out of range."""
    days = number + _DAYS_TO_1904 if since_1904 else number
    if not 1 <= days < _LAST_DAY + 1 or int(days) == _NO_LEAP_DAY:
        return None
    if days < _NO_LEAP_DAY:
        days += 1
    moment = _EPOCH + timedelta(seconds=round(days * 86_400))
    return moment.date().isoformat() if moment == moment.replace(hour=0, minute=0, second=0) else moment.isoformat()


def serial_of(day: str) -> int | None:
    """The number that a day of the plan format is in a cell; None for one that workbooks count in several ways."""
    number = (date.fromisoformat(day) - _EPOCH.date()).days
    return number if number > _NO_LEAP_DAY else None


def _written_day(value: str) -> str:
    """A day in ISO 8601; midnight is the day itself."""
    day, _, time = value.strip().partition("T")
    return day if not time.strip("0:.Z") else value.strip()


def _spread(merged: Sequence[str], rows: Mapping[int, Mapping[int, Cell]], left: Left) -> dict[tuple[int, int], int]:
    """What is merged downwards, as far as there are rows: each cell but the first -> the row of the first."""
    spread: dict[tuple[int, int], int] = {}
    for reference in merged[:_MOST_MERGED]:
        first, _, last = reference.partition(":")
        begin, end = cell_of(first), cell_of(last or first)
        if begin is None or end is None or begin[1] not in rows.get(begin[0], {}):
            continue
        bottom = min(end[0], max(rows))
        if len(spread) + bottom - begin[0] > LAST_ROW:
            raise UnreadableError("documents.workbook-cells")
        left.take(rows[begin[0]][begin[1]].text, min(bottom - begin[0], len(rows)))
        spread.update({(row, begin[1]): begin[0] for row in range(begin[0] + 1, bottom + 1)})
    return spread
