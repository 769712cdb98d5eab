"""Workbooks (XLSX) of Excel, WPS, LibreOffice and the like: the cells of their sheets, as somebody sees them.

Only what a document needs is looked at. Macros, links and whatever else a workbook may have are never opened.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from checker.errors import UnreadableError
from checker.readers.cells import At, Cell, Holds, LeftOut, Sheet, Workbook, of_whole_row
from checker.readers.limits import MOST_CHARACTERS, MOST_VALUES, REFUSED, decimal_integer
from checker.readers.package import RELATIONS, Element, Package, is_second_time, local_name, parsed, text_in
from checker.values import is_blank

MARK: Final = "plancheck-marks/1"
"""What the first cell (A1) of the sheet holds that plancheck puts into a workbook beside its marks, whatever its name;
it is no part of a plan."""

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ANCHORS: Final = tuple(f"{{*}}{name}Anchor" for name in ("twoCell", "oneCell", "absolute"))
_EMPTY_CELLS: Final = re.compile(rb'<c (?=[^<>]*\br=")[^<>]*(?:/>|></c>)')
_EMPTY_ROWS: Final = re.compile(rb'<row (?=[^<>]*\br=")[^<>]*(?:/>|>\s*</row>)')
"""What is nothing but looks; what says where it stands can be left out without moving anything else."""
_NOT_FOR_PATTERNS: Final = (b"<![CDATA[", b"<!--")
_LONGEST_NUMBER: Final = 9
"""Digits."""
_LONGEST_TITLE: Final = 255
"""Characters; spreadsheet programs allow 31."""
_MOST_MERGED: Final = 10_000

_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?")
_WHOLE: Final = 2**53
"""Beyond it, not every whole number is a double."""
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATES: Final = range(0xD800, 0xE000)
_PICTURE: Final = re.compile(r"\bDISPIMG\s*\(", re.IGNORECASE)
"""The formula by which WPS puts a picture into a cell."""


def open_workbook(raw: bytes) -> Workbook:
    """The workbook in `raw`. Raises `UnreadableError`."""
    package = Package(raw)
    if "xl/workbook.bin" in package:
        raise UnreadableError(REFUSED["binary-workbook"])
    if "mimetype" in package:
        raise UnreadableError(REFUSED["opendocument"])
    main = _main_part(package)
    book = _required(package, main)
    related = package.related(main)
    properties = book.find(f"{_S}workbookPr")
    reader = _SheetReader(
        _texts(_first(package, main, "sharedStrings")),
        _styles(_first(package, main, "styles")),
        since_1904=properties is not None and properties.get("date1904") in ("1", "true", "on"),
    )
    sheets: list[Sheet] = []
    read: set[str] = set()
    titles: set[str] = set()
    for each in book.iterfind(f"{_S}sheets/{_S}sheet"):
        kind, target = related.get(each.get(f"{RELATIONS}id", ""), ("", ""))
        if kind != "worksheet":
            # A sheet that is nothing but a chart, say.
            continue
        title = unescaped(each.get("name", ""))
        if target.lower() in read or title in titles or len(title) > _LONGEST_TITLE:
            # A part that is unpacked for each of very many sheets, names that are looked through for each of very many
            # sheets of one title, and a title that every place names, are without end.
            raise UnreadableError(REFUSED["damaged"])
        read.add(target.lower())
        titles.add(title)
        sheet = reader.sheet(package, target, title, is_hidden=each.get("state") in ("hidden", "veryHidden"))
        if sheet is not None:
            sheets.append(sheet)
    return Workbook(tuple(sheets), _names(book), tuple(reader.left_out))


def _main_part(package: Package) -> str:
    main = package.target("officeDocument")
    if main is None:
        raise UnreadableError(REFUSED["no-office-file"])
    if main.lower().endswith("document.xml"):
        raise UnreadableError(REFUSED["word-for-workbook"])
    return main


def _required(package: Package, name: str) -> Element:
    root = package.tree(name)
    if root is None:
        raise UnreadableError(REFUSED["damaged"])
    return root


def _first(package: Package, main: str, kind: str) -> Element | None:
    target = package.target(kind, main)
    return None if target is None else _required(package, target)


def _names(book: Element) -> dict[str, dict[At, tuple[str, ...]]]:
    found: dict[str, dict[At, tuple[str, ...]]] = {}
    for each in book.iterfind(f"{_S}definedNames/{_S}definedName"):
        title, at = parted(each.text or "")
        if at is not None:
            names = found.setdefault(title, {})
            names[at] = (*names.get(at, ()), each.get("name", ""))
    return found


# What cells refer to


class _Piece(NamedTuple):
    """A piece of a text; `is_struck` None where the style of the cell says whether it is struck out."""

    text: str
    is_struck: bool | None


class _CellStyle(NamedTuple):
    """How cells of one style look."""

    format: NumberFormat | None
    is_struck: bool


_PLAIN: Final = _CellStyle(None, is_struck=False)


def _texts(root: Element | None) -> list[tuple[_Piece, ...]]:
    """The texts that cells share; the pronunciation that may stand beside Chinese ones is none of them."""
    return [] if root is None else [_pieces(each) for each in root.iterfind(f"{_S}si")]


def _pieces(element: Element) -> tuple[_Piece, ...]:
    """The text of a `si` or `is`, piece by piece."""
    found = []
    for each in element:
        name = local_name(each)
        if name == "t":
            found.append(_Piece(unescaped(each.text or ""), None))
        elif name == "r":
            properties = each.find(f"{_S}rPr")
            is_struck = None if properties is None else _strikes(properties)
            found += [_Piece(unescaped(text.text or ""), is_struck) for text in each.iterfind(f"{_S}t")]
    return tuple(found)


def _strikes(font: Element) -> bool:
    strike = font.find(f"{_S}strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _styles(root: Element | None) -> list[_CellStyle]:
    """The styles of cells by their numbers. Formats and fonts of other places (conditional ones, say) are none."""
    if root is None:
        return []
    codes = {
        _count(each.get("numFmtId")): each.get("formatCode", "") for each in root.iterfind(f"{_S}numFmts/{_S}numFmt")
    }
    formats: dict[int, NumberFormat | None] = {}
    fonts = [_strikes(font) for font in root.iterfind(f"{_S}fonts/{_S}font")]
    styles = []
    for each in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        number, font = _count(each.get("numFmtId")), _count(each.get("fontId"))
        if number not in formats:
            formats[number] = format_of(number, codes.get(number))
        styles.append(_CellStyle(formats[number], is_struck=font < len(fonts) and fonts[font]))
    return styles


def _count(text: str | None) -> int:
    """A number that refers to something; 0 for what is none."""
    plain = text or ""
    return int(plain) if plain.isdecimal() and plain.isascii() and len(plain) <= _LONGEST_NUMBER else 0


def unescaped(text: str) -> str:
    """`text` with the characters that XML does not allow, which workbooks write as `_x0001_`."""
    return _ESCAPED.sub(_unescape, text) if "_x" in text else text


def _unescape(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if code in _SURROGATES else chr(code)


# Sheets


class _SheetReader:
    """Reads the sheets of one workbook, up to the limits of all of them together."""

    def __init__(self, texts: list[tuple[_Piece, ...]], styles: list[_CellStyle], *, since_1904: bool) -> None:
        self._texts = texts
        self._styles = styles
        self._since_1904 = since_1904
        self._cells = MOST_VALUES
        self._characters = MOST_CHARACTERS
        self._drawings: set[str] = set()
        self.left_out: list[LeftOut] = []

    def sheet(self, package: Package, target: str, title: str, *, is_hidden: bool) -> Sheet | None:
        """A sheet; None for the one that plancheck adds itself. Raises `UnreadableError`."""
        xml = package.xml(target)
        if xml is None:
            raise UnreadableError(REFUSED["damaged"])
        root = parsed(_without_empty(xml))
        namer = Sheet(title, {})
        left: list[LeftOut] = []
        rows: dict[int, dict[int, Cell]] = {}
        for number, elements in _rows(root):
            for row, cells in self._row(number, elements, namer, left).items():
                rows.setdefault(row, {}).update(cells)
        first = rows.get(1, {}).get(1)
        if first is not None and first.text == MARK:
            return None
        self.left_out += left
        self.left_out += self._boxes(package, target, namer)
        ordered = {number: dict(sorted(row.items())) for number, row in sorted(rows.items()) if row}
        return Sheet(title, ordered, self._spread(root, ordered), is_hidden)

    def _row(self, number: int, elements: Element, namer: Sheet, left: list[LeftOut]) -> dict[int, dict[int, Cell]]:
        """The cells of one row; one that says that it stands in another row is there."""
        found: dict[int, dict[int, Cell]] = {}
        struck: list[LeftOut] = []
        row, column = number, 0
        for element in elements.iterfind(f"{_S}c"):
            reference = element.get("r")
            at = (row, column + 1) if reference is None else cell_of(reference)
            if at is None or at[1] > LAST_COLUMN:
                raise UnreadableError(REFUSED["damaged"])
            row, column = at
            cell, gone = self._cell(element)
            if gone:
                struck.append(LeftOut(namer.place(*at), "struck", gone))
            if cell is not None or gone:
                self._cells -= 1
            if self._cells < 0:
                raise UnreadableError(REFUSED["too-many-cells"])
            if cell is not None:
                found.setdefault(row, {})[column] = cell
        left += of_whole_row(struck, is_all=not found)
        return found

    def _cell(self, element: Element) -> tuple[Cell | None, str]:
        """What a cell holds, if anything, and what in it is struck out."""
        style = self._style(element)
        formula = element.find(f"{_S}f")
        is_formula = formula is not None
        if is_formula and _PICTURE.search(formula.text or ""):
            return Cell(Holds.TEXT, "", is_formula=True, oddities=("box",)), ""
        kind = element.get("t", "n")
        value = element.findtext(f"{_S}v")
        if kind == "inlineStr":
            inside = element.find(f"{_S}is")
            return self._text_cell(() if inside is None else _pieces(inside), style, is_formula)
        if kind == "str" and value is not None:
            return self._text_cell((_Piece(unescaped(value), None),), style, is_formula)
        if not value:
            return Cell(Holds.UNCOMPUTED, "", is_formula=True) if is_formula else None, ""
        if kind == "s":
            return self._text_cell(self._texts[_number(value, len(self._texts) - 1)], style, is_formula)
        cell = self._value_cell(kind, value, style, is_formula)
        return (None, f"{cell.value}{cell.unit}") if style.is_struck else (cell, "")

    def _style(self, element: Element) -> _CellStyle:
        number = _count(element.get("s"))
        return self._styles[number] if number < len(self._styles) else _PLAIN

    def _text_cell(self, pieces: tuple[_Piece, ...], style: _CellStyle, is_formula: bool) -> tuple[Cell | None, str]:  # noqa: FBT001 - of the element
        # Before they are looked at: very many cells can share one long text.
        for piece in pieces:
            self._take(piece.text, 1)
        struck = [style.is_struck if piece.is_struck is None else piece.is_struck for piece in pieces]
        seen = "".join(piece.text for piece, gone in zip(pieces, struck, strict=True) if not gone)
        gone = "".join(piece.text for piece, gone in zip(pieces, struck, strict=True) if gone)
        cell = None if is_blank(seen) else Cell(Holds.TEXT, seen, is_formula)
        return cell, "" if is_blank(gone) else gone

    def _value_cell(self, kind: str, value: str, style: _CellStyle, is_formula: bool) -> Cell:  # noqa: FBT001 - of the element
        match kind:
            case "b":
                return Cell(Holds.FLAG, value.strip() in ("1", "true"), is_formula)
            case "e":
                return Cell(Holds.ERROR, value, is_formula)
            case "d":
                return Cell(Holds.DAY, _written_day(value), is_formula)
        number = _number_of(value)
        part = None if style.format is None else style.format.day_part
        if part is not None:
            day = _day_of(number, since_1904=self._since_1904)
            if day is not None:
                return Cell(Holds.DAY, day[part], is_formula)
        unit, divisor = ("", 1) if style.format is None else shown_of(style.format, number)
        shown = number if divisor == 1 else _number_of(f"{Decimal(value.strip()) / divisor:f}")
        return Cell(Holds.NUMBER, shown, is_formula, unit)

    def _take(self, text: str, cells: int) -> None:
        """Take off so many cells with that text. Raises `UnreadableError` where less is left."""
        self._characters -= len(text) * cells
        if self._characters < 0:
            raise UnreadableError(REFUSED["cells-too-long"], limit=MOST_CHARACTERS)

    def _spread(self, root: Element, rows: Mapping[int, Mapping[int, Cell]]) -> dict[At, int]:
        """What is merged downwards, as far as there are rows: each cell but the first -> the row of the first."""
        spread: dict[At, int] = {}
        for number, merged in enumerate(root.iterfind(f"{_S}mergeCells/{_S}mergeCell")):
            first, _, last = merged.get("ref", "").partition(":")
            begin, end = cell_of(first), cell_of(last or first)
            if number >= _MOST_MERGED or begin is None or end is None or begin[1] not in rows.get(begin[0], {}):
                continue
            bottom = min(end[0], max(rows))
            if len(spread) + bottom - begin[0] > LAST_ROW:
                raise UnreadableError(REFUSED["too-many-cells"])
            self._take(rows[begin[0]][begin[1]].text, min(bottom - begin[0], len(rows)))
            spread.update({(row, begin[1]): begin[0] for row in range(begin[0] + 1, bottom + 1)})
        return spread

    def _boxes(self, package: Package, target: str, namer: Sheet) -> Iterator[LeftOut]:
        """The text boxes and shapes with text that lie on a sheet, at the cells where they begin."""
        for kind, drawing in package.related(target).values():
            if kind != "drawing" or drawing.lower() in self._drawings:
                continue
            # One part may be named by very many sheets, and lies on one.
            self._drawings.add(drawing.lower())
            root = package.tree(drawing)
            for anchor in () if root is None else root.iter(*_ANCHORS):
                if is_second_time(anchor):
                    continue
                text = text_in(anchor, _A)
                if is_blank(text):
                    continue
                self._take(text, 1)
                at = {local_name(each): _count(each.text) for begin in anchor[:1] for each in begin}
                yield LeftOut(namer.place(at.get("row", 0) + 1, at.get("col", 0) + 1), "text-box", text)


def _without_empty(xml: bytes) -> bytes:
    """The XML of a sheet without empty cells and rows: where somebody coloured whole columns, there are millions."""
    if any(sign in xml for sign in _NOT_FOR_PATTERNS):
        return xml
    return _EMPTY_ROWS.sub(b"", _EMPTY_CELLS.sub(b"", xml))


def _rows(root: Element) -> Iterator[tuple[int, Element]]:
    number = 0
    for row in root.iterfind(f"{_S}sheetData/{_S}row"):
        number = _number(row.get("r", str(number + 1)), LAST_ROW)
        yield number, row


def cell_of(reference: str) -> At | None:
    """Row and column of `D7` or `$D$7`; None for what is no cell."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row, column) if 0 < row <= LAST_ROW and column <= LAST_COLUMN else None


def parted(place: str) -> tuple[str, At | None]:
    """The title of the sheet, and the cell, of `Measures!D7` or `'Whole plan'!D7`."""
    title, _, reference = place.rpartition("!")
    return title[1:-1].replace("''", "'") if title.startswith("'") else title, cell_of(reference)


# Numbers and days


def _number(text: str, most: int) -> int:
    """A number of a row or of a text, up to `most`. Raises `UnreadableError` where there is none such."""
    plain = text.strip()
    number = int(plain) if plain.isdecimal() and plain.isascii() and len(plain) <= _LONGEST_NUMBER else -1
    if not 0 <= number <= most:
        raise UnreadableError(REFUSED["damaged"])
    return number


def _number_of(text: str) -> int | float:
    """The number that is written in a cell; whole ones are integers, however they are written (`1.39E10`)."""
    plain = text.strip()
    if plain.isascii() and plain.lstrip("+-").isdecimal() and len(plain) - len(plain.lstrip("+-")) <= 1:
        return decimal_integer(plain)
    if _NUMBER.fullmatch(plain) is None:
        raise UnreadableError(REFUSED["damaged"])
    number = float(plain)
    return int(number) if number.is_integer() and abs(number) < _WHOLE else number


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


# What number formats show: a part of a day, or a number in a unit of money (680 as 680万元)

_WHOLE_DAY: Final = slice(None)
_WITHOUT_DAY: Final = slice(7)
_WITHOUT_YEAR: Final = slice(5, None)
_BUILT_IN: Final = {
    **dict.fromkeys((14, 15, 22, 30, 31), _WHOLE_DAY),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), _WITHOUT_DAY),
    **dict.fromkeys((16, 28, 29, 51, 53, 54, 58), _WITHOUT_YEAR),
}
"""The formats for days that a workbook need not write down, and which part they show, as in Chinese programs."""
_TOKENS: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<sign>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]?|(?P<plain>.)', re.DOTALL
)
_UNIT: Final = re.compile(r"[-+(]?(?:人民币|[¥￥])?((?:亿|千万|百万|十万|万|千)?元|亿|千万|百万|十万|万|千)整?[)]?")
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9]{1,15}(?:\.[0-9]{1,9})?)")
_GENERAL: Final = re.compile("General|G/通用格式", re.IGNORECASE)
_COMPARE: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
_DIGITS: Final = "0#?"
_POINT: Final = "P"
"""A point that is written between digits without being the decimal point (`0!.0,` shows 6,800 as 680.0)."""
_SCALED: Final = re.compile(rf"(?<=[{_DIGITS}]),+(?=[^{_DIGITS},{_POINT}]|$)")
_LONGEST_FORMAT: Final = 255
_MOST_SECTIONS: Final = 4
_LARGEST_DIVISOR: Final = 10**12


class _Section(NamedTuple):
    """One part of a format: for which numbers it is, the unit it writes behind them, and what they are divided by."""

    condition: tuple[str, float] | None
    unit: str
    divisor: int


class NumberFormat(NamedTuple):
    """A format: which part of a day it shows, if it shows days; else its sections."""

    day_part: slice | None
    sections: tuple[_Section, ...] = ()


def format_of(number: int, code: str | None) -> NumberFormat | None:
    """The format of that number, whose `code` the workbook writes down; None where it adds nothing to a number."""
    part = _BUILT_IN.get(number) if code is None else day_part(code)
    if part is not None:
        return NumberFormat(part)
    sections = () if code is None else _sections(code[:_LONGEST_FORMAT])
    return NumberFormat(None, sections) if any(section.unit for section in sections) else None


def day_part(code: str) -> slice | None:
    """Which part of a day a format shows; None for one of figures or times."""
    plain = [found["plain"] for found in _TOKENS.finditer(code[:_LONGEST_FORMAT]) if found["plain"]]
    signs = set("".join(plain).lower().partition(";")[0])
    has_year, has_day = "y" in signs or {"e", "m"} <= signs, "d" in signs
    if signs & set(_DIGITS) or not (has_year or has_day):
        return None
    if not has_day:
        return _WITHOUT_DAY
    return _WHOLE_DAY if has_year else _WITHOUT_YEAR


def shown_of(shown_as: NumberFormat, number: float) -> tuple[str, int]:
    """The unit that is shown behind a number, if any, and what the number is divided by to be shown."""
    sections = shown_as.sections
    for section in sections:
        if section.condition is not None and _COMPARE[section.condition[0]](number, section.condition[1]):
            return section.unit, section.divisor
    plain = [section for section in sections if section.condition is None]
    if not plain:
        return "", 1
    is_usual = len(plain) == len(sections)
    place = 1 if number < 0 else 2 if number == 0 else 0
    section = plain[place] if is_usual and place < len(plain) else plain[0]
    return section.unit, section.divisor


def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    body, words, condition = "", "", None
    for found in [*_TOKENS.finditer(_GENERAL.sub("0", code)), None]:
        plain = None if found is None else found["plain"]
        if found is None or plain == ";":
            sections.append(_section(body, words, condition))
            body, words, condition = "", "", None
        elif found["bracket"] is not None:
            said = _CONDITION.fullmatch(found["bracket"])
            condition = (said[1], float(said[2])) if said is not None else condition
        elif plain is not None and plain in f"{_DIGITS},.":
            body += plain
        else:
            literal = found["quoted"] or found["sign"] or plain or ""
            if literal == "." and body[-1:] in tuple(_DIGITS):
                body += _POINT
            else:
                body += " "
                words += literal
    return tuple(sections[:_MOST_SECTIONS])


def _section(body: str, words: str, condition: tuple[str, float] | None) -> _Section:
    unit = _UNIT.fullmatch("".join(words.split()))
    commas = sum(len(found[0]) for found in _SCALED.finditer(body))
    _, has_point, behind = body.partition(_POINT)
    digits = sum(behind.partition(".")[0].count(sign) for sign in _DIGITS) if has_point else 0
    divisor = 1000**commas * 10**digits
    return (
        _Section(condition, "", 1)
        if unit is None or divisor > _LARGEST_DIVISOR
        else _Section(condition, unit[1], divisor)
    )
