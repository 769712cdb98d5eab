"""Sheets of the form as openpyxl draws them: looks, protection, paper."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as HeaderFooterPart

from checker.documents.form import Kind
from checker.errors import UnwritableError
from checker.i18n import say
from checker.labels import SHEETS
from checker.reporting.sheet_looks import (
    BLACK,
    DARK,
    FONTS,
    HEADS,
    LONGEST,
    PALE,
    TITLE_LINE,
    escaped,
    height_of,
)
from checker.reporting.workbook_file import BORDER, bytes_of, describe, lay_out, put_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

    from checker.model import Language

HEAD: Final = "head"
FIXED: Final = "fixed"
INPUT: Final = "input"
LABEL: Final = "label"
TITLE: Final = "title"
PLAIN: Final = "plain"

_COLOURS: Final[Mapping[str, tuple[str | None, str]]] = {
    HEAD: HEADS,
    FIXED: ("F2F2F2", "595959"),
    LABEL: (PALE, DARK),
    TITLE: (None, DARK),
}
_BOLD: Final = frozenset((HEAD, LABEL, TITLE))
_INDENTED: Final = frozenset((INPUT, FIXED, LABEL))

_DAY_FORMATS: Final = {"en": "yyyy\\-mm\\-dd", "zh": 'yyyy"年"m"月"d"日"'}
_WHOLE_FORMAT: Final = "#,##0"
_FRACTION_FORMAT: Final = "#,##0.00"

_NOTE_WIDTH: Final = 360
_NOTE_LINE: Final = 17
_NOTE_COLUMNS: Final = 52
"""Pixels of a comment, and the columns of letters in it."""


class Shown(NamedTuple):
    """How a value is shown: its number format, where it is not the usual one, and whether it is centred."""

    format: str | None = None
    centred: bool = False


AS_IT_IS: Final = Shown()


def shown_as(kind: Kind, value: Any, lang: Language) -> Shown:
    """How the values of a kind are shown, of which `value` is to be written."""
    match kind:
        case Kind.DAY:
            return Shown(_DAY_FORMATS[lang], centred=True)
        case Kind.AMOUNT:
            return Shown(_FRACTION_FORMAT if isinstance(value, float) else _WHOLE_FORMAT)
    return Shown(centred=kind in (Kind.NUMBER, Kind.COUNT, Kind.MARK))


@dataclass(slots=True)
class FormBook:
    """A workbook as its sheets are added.

    `computed` are the results of formulas, by sheet and cell; `styles`, those that were made already.
    """

    lang: Language
    title: str
    workbook: Workbook = field(default_factory=Workbook)
    computed: dict[str, dict[str, str]] = field(default_factory=dict)
    styles: dict[tuple[str, Shown], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.workbook.remove(self.workbook.worksheets[0])
        describe(self.workbook, self.title, self.lang)

    def sheet(self, name: str, widths: Sequence[float], *, is_filled_in: bool = True) -> FormSheet:
        """A new sheet, called as the form calls it; into one that is not filled in, nothing can be typed."""
        sheet: Worksheet = self.workbook.create_sheet(SHEETS[name].in_language(self.lang))
        return FormSheet(self, sheet, widths, is_filled_in=is_filled_in)

    def name(self, name: str, sheet: Worksheet, reference: str) -> None:
        """Give cells a name that drop-down lists and formulas, and our reader, know them by."""
        target = f"{quote_sheetname(sheet.title)}!{reference}"
        self.workbook.defined_names[name] = DefinedName(name, attr_text=target)

    def to_bytes(self) -> bytes:
        """The file."""
        page = say(self.lang, "Page {page} of {pages}", page="&P", pages="&N")
        replaced = {}
        for place, sheet in enumerate(self.workbook.worksheets, 1):
            sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=HeaderFooterPart(page))
            results = self.computed.get(sheet.title, {})
            replaced[f"xl/worksheets/sheet{place}.xml"] = lambda part, results=results: _with_results(part, results)
        return bytes_of(self.workbook, replaced)


class _GrowingRow(RowDimension):
    """A row that is as high as what stands in it when it is written, and grows with what is typed into it."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - as the format calls it
        """Whether the height is a person's wish, and so kept."""
        return False


class FormSheet:
    """One sheet, filled row by row."""

    def __init__(self, book: FormBook, sheet: Worksheet, widths: Sequence[float], *, is_filled_in: bool) -> None:
        self.sheet = sheet
        self._book = book
        self._lang = book.lang
        self._widths = widths
        self.row = 0
        for place, width in enumerate(widths, 1):
            column = sheet.column_dimensions[get_column_letter(place)]
            column.width = width
            if is_filled_in:
                column.protection = Protection(locked=False)
        self._protect()
        lay_out(sheet)

    def _protect(self) -> None:
        protection = self.sheet.protection
        protection.enable()
        # These say what is locked: people may still make room, and sort and filter.
        protection.formatCells = protection.formatColumns = protection.formatRows = False
        protection.insertRows = protection.deleteRows = protection.sort = protection.autoFilter = False

    def heading(self, text: str) -> None:
        """The title of the sheet, across its columns."""
        self.row += 1
        self._drawn(1, TITLE)
        put_text(self.sheet.cell(self.row, 1), text)
        self.sheet.row_dimensions[self.row].height = TITLE_LINE + 4
        if len(self._widths) > 1:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=len(self._widths))

    def head(self, texts: Sequence[str], kept: int = 0) -> None:
        """The head of a table; it, and the first `kept` columns, stay in view and are repeated on paper."""
        self.begin()
        for column, text in enumerate(texts, 1):
            self.put(column, text, HEAD)
        self.end()
        self.sheet.freeze_panes = f"{get_column_letter(kept + 1)}{self.row + 1}"
        self.sheet.print_title_rows = f"1:{self.row}"

    def begin(self) -> None:
        """Begin the next row."""
        self.row += 1
        self._texts: list[tuple[str, float]] = []

    def end(self, *, grows: bool = False) -> None:
        """The row is as high as its texts need: for good, or until more is typed into it."""
        if grows:
            self.sheet.row_dimensions[self.row] = _GrowingRow(self.sheet, self.row)
        self.sheet.row_dimensions[self.row].height = round(height_of(self._texts, self._lang) + 2, 1)

    def put(self, column: int, value: Any, role: str = INPUT, shown: Shown = AS_IT_IS, at: str = "") -> None:
        """Put a value (None: nothing yet) into a cell of the row; `at` is its place in the plan, for an error."""
        cell: Any = self._drawn(column, role, shown)
        if isinstance(value, str):
            if len(value.encode("utf-16-le")) // 2 > LONGEST:
                raise UnwritableError(
                    "The text for {at} has {count:,} characters, and a cell of a workbook holds "
                    "{limit:,}. Shorten it, or write the plan as YAML or JSON.",
                    at=at,
                    count=len(value),
                    limit=LONGEST,
                )
            put_text(cell, value)
            self._texts.append((value, self._widths[column - 1]))
        elif value is not None:
            cell.value = value

    def put_formula(self, column: int, formula: str, result: str) -> None:
        """Put a formula into a cell of the row, with its result for programs that do not compute it."""
        cell: Any = self._drawn(column, FIXED)
        cell.value = formula
        self._book.computed.setdefault(self.sheet.title, {})[cell.coordinate] = result
        self._texts.append((result, self._widths[column - 1]))

    def name(self, column: int, name: str) -> None:
        """Give a cell of the row a name."""
        self._book.name(name, self.sheet, f"${get_column_letter(column)}${self.row}")

    def note(self, column: int, text: str) -> None:
        """Give a cell of the row a comment."""
        from checker.reporting.columns import wrapped

        lines = sum(len(wrapped(line, _NOTE_COLUMNS, self._lang)) for line in text.split("\n"))
        comment = Comment(escaped(text), "plancheck", height=_NOTE_LINE * (lines + 1), width=_NOTE_WIDTH)
        self._cell(column).comment = comment

    def restrict(self, validation: DataValidation, column: int, first: int, last: int) -> None:
        """Let only what `validation` allows be typed into a column, in these rows."""
        letter = get_column_letter(column)
        validation.add(f"{letter}{first}:{letter}{last}")
        self.sheet.add_data_validation(validation)

    def _cell(self, column: int) -> Any:
        return self.sheet.cell(self.row, column)

    def _drawn(self, column: int, role: str, shown: Shown = AS_IT_IS) -> Any:
        cell = self._cell(column)
        style = self._book.styles.get((role, shown))
        if style is None:
            _draw(cell, role, shown, self._lang)
            self._book.styles[role, shown] = copy(cell._style)  # noqa: SLF001 - what makes a style again takes long
        else:
            cell._style = copy(style)  # noqa: SLF001 - the same
        return cell


def _draw(cell: Any, role: str, shown: Shown, lang: Language) -> None:
    """Give a cell its looks."""
    fill, colour = _COLOURS.get(role, (None, BLACK))
    cell.font = Font(name=FONTS[lang], size=14 if role == TITLE else 10, bold=role in _BOLD, color=colour)
    if fill:
        cell.fill = PatternFill("solid", start_color=fill, end_color=fill)
    if role not in (TITLE, PLAIN):
        cell.border = BORDER
    is_centred = role == HEAD or shown.centred
    cell.alignment = Alignment(
        horizontal="center" if is_centred else None if shown.format else "left",
        vertical="center",
        wrap_text=True,
        indent=role in _INDENTED and not is_centred and not shown.format,
    )
    if shown.format:
        cell.number_format = shown.format
    cell.protection = Protection(locked=role != INPUT)


def _with_results(part: bytes, results: dict[str, str]) -> bytes:
    """The XML of a sheet, with the results of its formulas, which openpyxl leaves out."""
    text = part.decode("utf-8")
    for cell, result in results.items():
        begin = text.index(f'<c r="{cell}"')
        end = text.index("</c>", begin)
        written = text[begin:end]
        opened = written.replace(">", ' t="str">', 1)
        formula = opened[: opened.index("</f>") + len("</f>")]
        text = f"{text[:begin]}{formula}<v>{escape(escaped(result))}</v>{text[end:]}"
    return text.encode("utf-8")
