"""A form as a workbook (XLSX): the cover, how to fill it in, its sheets, and the lists that they are filled in from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import partial
from typing import Any, Final
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension

from checker.errors import UnwritableError
from checker.form import CIRCULAR, FormField, FormSheet, ValueKind
from checker.i18n import N_
from checker.model import Language
from checker.office.blank import GUIDES, HOW, duties_on, duties_on_sheet, guide_of, path_of, shown_columns
from checker.office.rows import ROOM, Filled, FilledRow, FormWords, NamedMatrix, matrix_of
from checker.reporting.page import columns, wrapped
from checker.reporting.workbook import (
    BLACK,
    BORDER,
    DARK,
    FONTS,
    HEADS,
    LONGEST,
    PALE,
    TITLE_LINE,
    bytes_of,
    describe,
    escaped,
    height_of,
    lay_out,
    put_text,
)

HEAD, FIXED, INPUT, LABEL, TITLE, PLAIN = "head", "fixed", "input", "label", "title", "plain"
_COLOURS: Final[Mapping[str, tuple[str | None, str]]] = {
    HEAD: HEADS,
    FIXED: ("F2F2F2", "595959"),
    LABEL: (PALE, DARK),
    TITLE: (None, DARK),
}
_DAY_FORMATS: Final[Mapping[Language, str]] = {"en": "yyyy\\-mm\\-dd", "zh": 'yyyy"年"m"月"d"日"'}
_CENTRED: Final = frozenset(
    {ValueKind.NUMBER, ValueKind.COUNT, ValueKind.FIGURE, ValueKind.MARK, ValueKind.DAY, ValueKind.FLAG}
)

_PAGE_WIDTH: Final = 128
"""Characters of a column in letters of the usual size, across A4."""
_GROWING: Final = frozenset({ValueKind.TEXT, ValueKind.LINES, ValueKind.RULE})
"""Kinds whose columns take the room that a page has left."""
_NARROWEST, _WIDEST = 10, 22
_MARK, _LONGEST_NAME, _TURNED = 5, 30, 6
"""Characters of a column of marks, those of its name on one line, and the points of a row for each of them."""
_KEY: Final = 13
"""Characters of a column that says in which entry of another sheet a row stands."""
_COVER_WIDTHS: Final = (34, 94)
_HELP_WIDTH: Final = 106
_KEPT: Final = 2
"""So many columns stay in view."""
_SPARE: Final = 16
"""Empty rows behind those with something in them."""
_NOTE_WIDTH, _NOTE_LINE, _NOTE_COLUMNS = 360, 17, 52
"""Pixels of a comment and of its lines, and the columns of letters in one."""
_LONGEST_TITLE, _LONGEST_PROMPT = 32, 255

_KEYS, _ITEMS = "plancheck_keys", "plancheck_items"
"""The names of the cells with the numbers of the items as texts, and with their titles beside them."""

_AT_LEAST: Final = "greaterThanOrEqual"
_RULES: Final[Mapping[ValueKind, Mapping[str, Any]]] = {
    # The first day that all spreadsheets count alike.
    ValueKind.DAY: {"type": "date", "operator": _AT_LEAST, "formula1": "DATE(1900,3,1)"},
    ValueKind.COUNT: {"type": "whole", "operator": _AT_LEAST, "formula1": "0"},
    ValueKind.AMOUNT: {"type": "decimal", "operator": _AT_LEAST, "formula1": "0"},
}
_NOT_LISTED: Final = N_("This is not in the list. Keep it all the same?")


def workbook_of(filled: Filled) -> bytes:
    """The form as a workbook. Raises `UnwritableError`."""
    return _Drawing(filled).to_bytes()


class _GrowingRow(RowDimension):
    """A row that is as high as what stands in it when it is written, and grows with what is typed into it."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - as the format calls it
        """Whether the height is a person's wish, and so kept."""
        return False


class _Sheet:
    """One sheet, filled row by row; `computed` are the results of its formulas."""

    def __init__(self, drawing: _Drawing, title: str, widths: Sequence[float], *, is_filled_in: bool = True) -> None:
        self.sheet: Any = drawing.workbook.create_sheet(title)
        self._drawing = drawing
        drawing.sheets.append(self)
        self._lang = drawing.words.lang
        self.widths = widths
        self.row = 0
        self.computed: dict[str, str] = {}
        for place, width in enumerate(widths, 1):
            column = self.sheet.column_dimensions[get_column_letter(place)]
            column.width = width
            column.protection = Protection(locked=not is_filled_in)
        protection = self.sheet.protection
        protection.enable()
        # These say what is locked: people may still make room, and sort and filter.
        protection.formatCells = protection.formatColumns = protection.formatRows = False
        protection.insertRows = protection.deleteRows = protection.sort = protection.autoFilter = False
        lay_out(self.sheet, self._lang)

    def heading(self, text: str) -> None:
        """The title of the sheet, across its columns."""
        self.row += 1
        put_text(self.draw(1, TITLE), text)
        self.sheet.row_dimensions[self.row].height = TITLE_LINE + 4
        if len(self.widths) > 1:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=len(self.widths))

    def head(self, texts: Sequence[str]) -> None:
        """The head of a table; it, and the first columns, stay in view and are repeated on paper."""
        self.line([(text, HEAD) for text in texts])
        self.sheet.freeze_panes = f"{get_column_letter(min(_KEPT, len(texts)) + 1)}{self.row + 1}"
        self.sheet.print_title_rows = f"1:{self.row}"

    def line(self, texts: Iterable[tuple[str, str]]) -> None:
        """A row of texts, each with how it looks."""
        self.begin()
        for column, (text, role) in enumerate(texts, 1):
            self.put(column, text, role)
        self.end()

    def begin(self) -> None:
        """Begin the next row."""
        self.row += 1
        self._texts: list[tuple[str, float]] = []

    def end(self, *, grows: bool = False) -> None:
        """The row is as high as its texts need: for good, or until more is typed into it."""
        if grows:
            self.sheet.row_dimensions[self.row] = _GrowingRow(self.sheet, self.row)
        self.sheet.row_dimensions[self.row].height = round(height_of(self._texts, self._lang) + 2, 1)

    def put(self, column: int, value: Any, role: str = INPUT, kind: ValueKind | None = None, what: str = "") -> None:
        """Put a value (None: nothing yet) into a cell of the row; `what` is what its column is called."""
        cell = self.draw(column, role, kind, is_fraction=isinstance(value, float))
        if isinstance(value, str):
            if len(value.encode("utf-16-le")) // 2 > LONGEST:
                raise UnwritableError(
                    "The text under “{column}” on the sheet “{sheet}” has {count:,} characters, and a cell of a "
                    "workbook holds {limit:,}. Shorten it, or choose YAML or JSON.",
                    column=what,
                    sheet=self.sheet.title,
                    count=len(value),
                    limit=LONGEST,
                )
            put_text(cell, value)
            self._texts.append((value, self.widths[column - 1]))
        elif value is not None:
            cell.value = value

    def put_formula(self, column: int, formula: str, result: str) -> None:
        """Put a formula into a cell of the row, with its result for programs that do not compute it."""
        cell = self.draw(column, FIXED)
        cell.value = formula
        self.computed[cell.coordinate] = result
        self._texts.append((result, self.widths[column - 1]))

    def note(self, column: int, text: str) -> None:
        """Give a cell of the row a comment."""
        lines = sum(len(wrapped(line, _NOTE_COLUMNS, self._lang)) for line in text.split("\n"))
        comment = Comment(escaped(text), "plancheck", height=_NOTE_LINE * (lines + 1), width=_NOTE_WIDTH)
        self.sheet.cell(self.row, column).comment = comment

    def name(self, column: int, name: str, first: int = 0) -> None:
        """Give a cell of the row, or those of its column from the row `first` on, a name."""
        letter = get_column_letter(column)
        reference = f"${letter}${first}:${letter}${self.row}" if first else f"${letter}${self.row}"
        target = f"{quote_sheetname(self.sheet.title)}!{reference}"
        self._drawing.workbook.defined_names[name] = DefinedName(name, attr_text=target)

    def draw(self, column: int, role: str, kind: ValueKind | None = None, *, is_fraction: bool = False) -> Any:
        """A cell of the row with its looks."""
        cell = self.sheet.cell(self.row, column)
        styles, key = self._drawing.styles, (role, kind, is_fraction)
        if key not in styles:
            _draw(cell, role, kind, is_fraction, self._lang)
            styles[key] = copy(cell._style)  # noqa: SLF001 - what makes a style again takes long
        cell._style = copy(styles[key])  # noqa: SLF001 - the same
        return cell


def _draw(cell: Any, role: str, kind: ValueKind | None, is_fraction: bool, lang: Language) -> None:  # noqa: FBT001 - a key
    fill, colour = _COLOURS.get(role, (None, BLACK))
    cell.font = Font(
        name=FONTS[lang], size=14 if role == TITLE else 10, bold=role in (HEAD, LABEL, TITLE), color=colour
    )
    if fill:
        cell.fill = PatternFill("solid", start_color=fill, end_color=fill)
    if role not in (TITLE, PLAIN):
        cell.border = BORDER
    is_centred, is_amount = role == HEAD or kind in _CENTRED, kind is ValueKind.AMOUNT
    cell.alignment = Alignment(
        horizontal="center" if is_centred else None if is_amount else "left",
        vertical="center",
        wrap_text=True,
        indent=role in (INPUT, FIXED, LABEL) and not is_centred and not is_amount,
    )
    if kind is ValueKind.DAY:
        cell.number_format = _DAY_FORMATS[lang]
    elif is_amount:
        cell.number_format = "#,##0.00" if is_fraction else "#,##0"
    cell.protection = Protection(locked=role != INPUT)


class _Drawing:
    """Draws one form."""

    def __init__(self, filled: Filled) -> None:
        self._filled = filled
        self._form = filled.form
        self.words: FormWords = filled.words
        self._say, self._text = filled.words.say, filled.words.text
        self.workbook: Any = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        self.styles: dict[tuple[str, ValueKind | None, bool], Any] = {}
        self.sheets: list[_Sheet] = []
        self._lists: dict[tuple[str, ...], str] = {}
        """The words of each list, and the name of the cells with them."""
        self._shown = shown_columns(self._form)
        describe(self.workbook, filled.title, self.words.lang)
        covers = [sheet for sheet in self._form.sheets if sheet.is_cover]
        for sheet in covers:
            self._add_cover(sheet, filled.rows[sheet.name])
        self._add_help()
        for sheet in self._form.sheets:
            if sheet not in covers:
                self._add_table(sheet, filled.rows[sheet.name])
        if (matrix := matrix_of(filled)) is not None:
            self._add_matrix(matrix)
        if self.words.kind.items is not None:
            self._add_catalogue()
        self._add_lists()

    def to_bytes(self) -> bytes:
        """The file."""
        changes = {
            f"xl/worksheets/sheet{place}.xml": partial(_with_results, sheet.computed)
            for place, sheet in enumerate(self.sheets, 1)
        }
        return bytes_of(self.workbook, changes)

    # What is filled in

    def _add_cover(self, declared: FormSheet, rows: Sequence[FilledRow]) -> None:
        sheet = _Sheet(self, self._text(declared.label), _COVER_WIDTHS)
        sheet.heading(self._text(declared.heading))
        for field in declared.fields:
            sheet.begin()
            sheet.put(1, self._text(field.label), LABEL)
            sheet.name(1, f"plancheck.{declared.name}.{field.name}")
            self._note(sheet, 1, declared, field)
            # Who sends it and what it answers does not change while it is filled in.
            is_fixed = field.labels == CIRCULAR or field.path == (self.words.kind.sender,)
            value = rows[0].cells.get(field.name)
            cell_kind = field.kind if field.kind in (ValueKind.DAY, ValueKind.AMOUNT) else None
            sheet.put(2, value, FIXED if is_fixed else INPUT, cell_kind, self._text(field.label))
            sheet.sheet.cell(sheet.row, 2).alignment = Alignment("left", "center", indent=1, wrap_text=True)
            sheet.end(grows=True)
            if not is_fixed:
                self._restrict(sheet, 2, declared, field, sheet.row)

    def _add_table(self, declared: FormSheet, rows: Sequence[FilledRow]) -> None:
        fields = [
            field
            for field in declared.fields
            if field.kind is not ValueKind.MARK or any(field.name in row.cells for row in rows)
        ]
        sheet = _Sheet(self, self._text(declared.label), self._widths(declared, fields))
        sheet.heading(self._text(declared.heading))
        sheet.head([self._text(field.label) for field in fields])
        for column, field in enumerate(fields, 1):
            sheet.name(column, f"plancheck.{declared.name}.{field.name}")
            self._note(sheet, column, declared, field)
        first = sheet.row + 1
        for row in (*rows, *[FilledRow({})] * _SPARE):
            sheet.begin()
            for column, field in enumerate(fields, 1):
                if field.kind is ValueKind.SHOWN:
                    self._look_up(sheet, column, field, row)
                else:
                    # The items that are compulsory stay on the sheet that lists them.
                    is_fixed = (
                        self._filled.blank is not None and not declared.of and field is declared.key and bool(row.cells)
                    )
                    kind = None if field.kind is ValueKind.TEXT else field.kind
                    sheet.put(
                        column, row.cells.get(field.name), FIXED if is_fixed else INPUT, kind, self._text(field.label)
                    )
            sheet.end(grows=True)
        for column, field in enumerate(fields, 1):
            self._restrict(sheet, column, declared, field, first)

    def _widths(self, declared: FormSheet, fields: Sequence[FormField]) -> list[float]:
        """The widths of the columns: what is written at length takes the room that a page has left."""
        widths = [self._width(declared, field, is_wide=True) for field in fields]
        if sum(widths) > _PAGE_WIDTH:
            widths = [self._width(declared, field) for field in fields]
        left = _PAGE_WIDTH - sum(widths)
        grow = [field.kind in _GROWING and field not in declared.keys for field in fields]
        growing = sum(width for width, grows in zip(widths, grow, strict=True) if grows)
        if left > 0 and growing:
            widths = [
                width + left * width / growing if grows else width for width, grows in zip(widths, grow, strict=True)
            ]
        return [round(width, 1) for width in widths]

    def _longest(self, field: FormField) -> int:
        """The columns of the longest text that a field shows."""
        return max((columns(self.words.shown(field, each), self.words.lang) for each in self._numbers), default=0)

    def _width(self, declared: FormSheet, field: FormField, *, is_wide: bool = False) -> float:
        lang = self.words.lang
        if field.kind not in (ValueKind.SHOWN, ValueKind.CODE):
            return min(ROOM[field.kind], _KEY) if field in declared.keys else ROOM[field.kind]
        if field.kind is ValueKind.SHOWN:
            # Most fit on two lines; where there is room, on one.
            longest = self._longest(field) / (1 if is_wide else 2) + 3
        else:
            longest = max((columns(text, lang) for text in self.words.choices(declared, field)), default=0) + 3
        return min(
            max(longest, columns(self._text(field.label), lang) / 2 + 3, _NARROWEST), _WIDEST * (1.5 if is_wide else 1)
        )

    def _look_up(self, sheet: _Sheet, column: int, field: FormField, row: FilledRow) -> None:
        unknown = self._say("not in the catalogue") if field.name == self._shown[0].name else ""
        formula = (
            f'=IF($A{sheet.row}="","",IFERROR(INDEX({_column_name(field)},IFERROR(MATCH($A{sheet.row}&"",{_KEYS},0),'
            f'MATCH($A{sheet.row},{_ITEMS},0))),"{unknown}"))'
        )
        is_listed = row.item in self._numbers
        sheet.put_formula(
            column, formula, self.words.shown(field, row.item) if is_listed else unknown if row.cells else ""
        )

    def _note(self, sheet: _Sheet, column: int, declared: FormSheet, field: FormField) -> None:
        """The comment on a heading: how to fill it in, and what the circular asks of it."""
        words = self.words
        lines = [guide_of(field, words.choices(declared, field), words.lang)]
        duties = list(dict.fromkeys(duties_on(path_of(declared, field), words.pack, words.kind, words.lang)))
        if duties:
            lines += [self._say("What the circular asks:"), *(f"• {duty}" for duty in duties)]
        if note := "\n".join(filter(None, lines)):
            sheet.note(column, note)

    def _restrict(self, sheet: _Sheet, column: int, declared: FormSheet, field: FormField, first: int) -> None:
        """Have a column filled in from a list, or with what can be read, as far as a spreadsheet can say so."""
        parent = self._form.parent(declared)
        choices = self.words.choices(parent if parent is not None and field == declared.key else declared, field)
        rules: Mapping[str, Any] | None = _RULES.get(field.kind)
        if choices:
            name = self._lists.setdefault(choices, f"plancheck_list_{len(self._lists) + 1}")
            rules = {"type": "list", "formula1": f"={name}"}
        if rules is None:
            return
        validation = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=True, **rules)
        _, rejection = GUIDES.get(field.kind, ("", ""))
        # More is understood than is in other lists, so people are warned and not stopped.
        validation.errorStyle = None if rejection else "warning"
        validation.error = self._say(rejection or _NOT_LISTED)
        validation.errorTitle = validation.promptTitle = self._text(field.label)[:_LONGEST_TITLE]
        validation.prompt = guide_of(field, (), self.words.lang)[:_LONGEST_PROMPT] or None
        letter = get_column_letter(column)
        validation.add(f"{letter}{first}:{letter}{sheet.row}")
        sheet.sheet.add_data_validation(validation)

    def _add_matrix(self, matrix: NamedMatrix) -> None:
        """The sheet that shows who is named for what; it is not filled in."""
        first = len(matrix.heads)
        widths = (*[_KEY] * (first - 1), ROOM[ValueKind.LINES], *[_MARK] * len(matrix.names))
        sheet = _Sheet(self, matrix.label, widths, is_filled_in=False)
        sheet.heading(matrix.heading)
        sheet.name(1, "plancheck.sheet.matrix")
        sheet.head([*matrix.heads, *matrix.names])
        for column in range(first + 1, len(widths) + 1):
            sheet.sheet.cell(sheet.row, column).alignment = Alignment("center", "bottom", 90, wrap_text=True)
        longest = max(columns(name, self.words.lang) for name in matrix.names)
        sheet.sheet.row_dimensions[sheet.row].height = min(longest, _LONGEST_NAME) * _TURNED
        counts = [*[""] * (first - 1), self._say("Named in all"), *map(str, matrix.counts)]
        for texts, named in matrix.rows:
            sheet.line((text, FIXED) for text in (*texts, *("●" if each else "" for each in named)))
        sheet.line((text, LABEL) for text in counts)

    # What helps to fill it in

    def _add_help(self) -> None:
        words = self.words
        sheet = _Sheet(self, self._say("Notes"), (_HELP_WIDTH,), is_filled_in=False)
        sheet.heading(self._say("How to fill in this workbook"))
        sheet.name(1, "plancheck.sheet.help")
        for message in HOW["xlsx"]:
            said = self._say(message, document=words.kind.document, citation=words.pack.citation)
            sheet.line([(said, PLAIN)])
        for declared in self._form.sheets:
            label, heading = declared.label, declared.heading
            told = (
                self._text(label) if heading == label else self._say("{meaning}: {value}", meaning=label, value=heading)
            )
            sheet.line([(told, LABEL)])
            for duty in duties_on_sheet(declared, words.pack, words.kind, words.lang):
                sheet.line([(f"• {duty}", PLAIN)])

    def _add_catalogue(self) -> None:
        """The items of the circular, by which the sheets look up what it says of one."""
        words, catalogue = self.words, self._form.catalogue
        label = self._say("Catalogue") if catalogue is None else self._text(catalogue.label)
        widths = [10, *(max(self._width(self._form.sheets[0], field), _NARROWEST) for field in self._shown)]
        sheet = _Sheet(self, label, [*widths, max(_PAGE_WIDTH - sum(widths), 40)], is_filled_in=False)
        sheet.heading(label if catalogue is None else self._text(catalogue.heading))
        sheet.name(1, "plancheck.sheet.catalogue")
        heads = [self._say("No."), *(self._text(field.label) for field in self._shown)]
        sheet.head([*heads, self._say("What the circular says of it")])
        first = sheet.row + 1
        for number in self._numbers:
            shown = [words.shown(field, number) for field in self._shown]
            said = "\n".join(self._filled.said_of(number))
            sheet.line((text, FIXED) for text in (str(number), *shown, said))
        for column, field in enumerate(self._shown, 2):
            sheet.name(column, _column_name(field), first)

    def _add_lists(self) -> None:
        """The hidden sheet with the words of every list.

        Numbers that were typed as text are looked up as well, so texts are compared.
        """
        lists = {name: choices for choices, name in self._lists.items()}
        if self._numbers:
            lists[_KEYS] = tuple(map(str, self._numbers))
            lists[_ITEMS] = tuple(map(self.words.item, self._numbers))
        sheet = _Sheet(self, self._say("Lists"), [24] * len(lists) or [24], is_filled_in=False)
        sheet.line((name, HEAD) for name in lists)
        sheet.name(1, "plancheck.sheet.lists")
        for place in range(max(map(len, lists.values()), default=0)):
            sheet.begin()
            for column, words in enumerate(lists.values(), 1):
                if place < len(words):
                    sheet.put(column, words[place], FIXED)
            sheet.end()
        end = sheet.row
        for column, (name, words) in enumerate(lists.items(), 1):
            sheet.row = len(words) + 1
            sheet.name(column, name, 2)
        sheet.row = end
        sheet.sheet.sheet_state = "hidden"

    @property
    def _numbers(self) -> tuple[Any, ...]:
        items = self.words.kind.items
        return () if items is None else self.words.pack.codes_of(items.table)


def _column_name(field: FormField) -> str:
    """The name of the cells of the catalogue that hold what a field shows."""
    return f"plancheck_catalogue_{field.name}"


def _with_results(results: Mapping[str, str], part: bytes) -> bytes:
    """The XML of a sheet, with the results of its formulas, which openpyxl leaves out."""
    text = part.decode("utf-8")
    for cell, result in results.items():
        begin = text.index(f'<c r="{cell}"')
        end = text.index("</c>", begin)
        opened = text[begin:end].replace(">", ' t="str">', 1)
        formula = opened[: opened.index("</f>") + len("</f>")]
        text = f"{text[:begin]}{formula}<v>{escape(escaped(result))}</v>{text[end:]}"
    return text.encode("utf-8")
