"""A plan as a workbook: the cover, the tables with their rows, how to fill it in, and the lists to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.documents.form import COVER, MEASURES, TABLES, Kind, defined_name
from checker.forms.workbook.guides import guide_of, note_on, validation_of
from checker.forms.workbook.lists import KEYS, add_catalogue, add_lists, column_name, looked_up, measure_of
from checker.forms.workbook.rows import cover_of, rows_of
from checker.forms.workbook.sheets import FIXED, INPUT, LABEL, PLAIN, FormBook, shown_as
from checker.forms.workbook.values import written_value
from checker.model import pointer_text
from checker.pack.labels import labels_of
from checker.texts import say, texts_of
from checker.values import number_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.documents.form import Field, Table
    from checker.forms.workbook.rows import Row
    from checker.forms.workbook.sheets import FormSheet
    from checker.model import Language
    from checker.pack.model import Pack
    from checker.readers.document import Labels

_WIDTHS: Final = {
    "number": 10,
    "title": 27,
    "class": 16,
    "progress": 19,
    "leads": 22,
    "objective": 30,
    "actions": 46,
    "responsible": 18,
    "amount": 14,
    "source": 20,
    "stated_class": 18,
    "mark": 9,
    "due": 18,
    "milestone": 70,
    "request": 16,
    "approval_status": 14,
    "department": 26,
    "approved_on": 18,
    "reference": 26,
    "alliance": 44,
    "region": 26,
    "code": 16,
    "tasks": 80,
    "rule": 34,
    "justification": 90,
}
_USUAL_WIDTH: Final = 13
"""Of columns, in characters."""
_COVER_WIDTHS: Final = (32, 90)
_HELP_WIDTHS: Final = (124,)
_KEPT: Final = 2
"""So many columns stay in view."""

_SPARE: Final = {"measures": 16, "milestones": 40, "requests": 12, "targets": 8, "alliances": 10, "exceptions": 8}
_USUAL_SPARE: Final = 20
"""Empty rows behind those with something in them."""


def write_plan(plan: Mapping[str, Any], pack: Pack, lang: Language) -> bytes:
    """`plan`, valid and without absent members, as a workbook in `lang`. Raises `UnwritableError`."""
    return draw_form(plan, rows_of(plan), pack, lang, title=say(lang, "forms.own.cover"))


def draw_form(
    plan: Mapping[str, Any],
    rows: Mapping[str, Sequence[Row]],
    pack: Pack,
    lang: Language,
    *,
    title: str,
    is_blank: bool = False,
) -> bytes:
    """The workbook with the cover of `plan`, and `rows` in its tables.

    In a blank one the numbers of the measures that are listed already cannot be changed. Raises `UnwritableError`.
    """
    labels = labels_of(pack)
    book = FormBook(lang, title)
    drawing = _Drawing(book, pack, labels, is_blank=is_blank)
    drawing.add_cover(plan)
    drawing.add_help()
    for table in TABLES:
        drawing.add_table(table, rows[table.name])
    add_catalogue(book, pack)
    add_lists(book, pack, labels)
    return book.to_bytes()


class _Drawing:
    """Draws one form."""

    def __init__(self, book: FormBook, pack: Pack, labels: Labels, *, is_blank: bool) -> None:
        self._book = book
        self._lang = book.lang
        self._pack = pack
        self._labels = labels
        self._is_blank = is_blank

    def add_cover(self, plan: Mapping[str, Any]) -> None:
        """The sheet with a line for each member of the plan itself."""
        sheet = self._book.sheet("cover", _COVER_WIDTHS)
        sheet.heading(self._say("own.cover"))
        values = cover_of(plan)
        for field in COVER:
            sheet.begin()
            sheet.put(1, field.label.in_language(self._lang), LABEL)
            sheet.name(1, defined_name("cover", field.name))
            self._note(sheet, 1, field)
            # What a workbook is for does not change while it is filled in.
            role = FIXED if field.name in ("circular", "office") else INPUT
            self._put(sheet, 2, field, values.get(field.name), pointer_text(field.path), role)
            sheet.end(grows=True)
            self._restrict(sheet, 2, field, sheet.row, sheet.row)

    def add_help(self) -> None:
        """The sheet that says how to fill the others in."""
        sheet = self._book.sheet("help", _HELP_WIDTHS, is_filled_in=False)
        sheet.heading(self._say("own.help"))
        sheet.name(1, "plancheck.sheet.help")
        for key in texts_of("forms"):
            if key.startswith("help."):
                sheet.begin()
                sheet.put(1, self._say(key, citation=self._pack.citation), PLAIN)
                sheet.end()

    def add_table(self, table: Table, rows: Sequence[Row]) -> None:
        """A sheet with rows, and empty ones behind them."""
        fields = [field for field in table.fields if field.kind is not Kind.MARK or any("mark" in row for row in rows)]
        sheet = self._book.sheet(table.name, [_WIDTHS.get(field.name, _USUAL_WIDTH) for field in fields])
        sheet.heading(self._say(f"own.{table.name}"))
        sheet.head([field.label.in_language(self._lang) for field in fields], min(_KEPT, len(fields)))
        for column, field in enumerate(fields, 1):
            sheet.name(column, defined_name(table.name, field.name))
            self._note(sheet, column, field)
        first = sheet.row + 1
        for place, row in enumerate([*rows, *[{}] * _SPARE.get(table.name, _USUAL_SPARE)]):
            sheet.begin()
            for column, field in enumerate(fields, 1):
                if field.kind is Kind.LOOKUP:
                    self._look_up(sheet, column, field, row.get("number"))
                else:
                    at = f"/{table.member or MEASURES.name}/{place}/{'/'.join(field.path)}"
                    is_fixed = self._is_blank and table is MEASURES and field.kind is Kind.NUMBER and "number" in row
                    self._put(sheet, column, field, row.get(field.name), at, FIXED if is_fixed else INPUT)
            sheet.end(grows=True)
        for column, field in enumerate(fields, 1):
            self._restrict(sheet, column, field, first, sheet.row)

    def _put(self, sheet: FormSheet, column: int, field: Field, value: Any, at: str, role: str = INPUT) -> None:
        written = None if value is None else written_value(field, value, self._pack, self._labels, self._lang)
        shown = shown_as(field.kind, written, self._lang)
        sheet.put(column, written, role, shown if field not in COVER else shown._replace(centred=False), at)

    def _look_up(self, sheet: FormSheet, column: int, field: Field, number: Any) -> None:
        unknown = looked_up(None, field.name, self._pack, self._lang)
        formula = (
            f'=IF($A{sheet.row}="","",IFERROR(INDEX({column_name(field.name)},'
            f'MATCH($A{sheet.row}&"",{KEYS},0)),"{unknown}"))'
        )
        row = measure_of(number_of(number), self._pack)
        result = "" if number is None else looked_up(row, field.name, self._pack, self._lang)
        sheet.put_formula(column, formula, result)

    def _note(self, sheet: FormSheet, column: int, field: Field) -> None:
        note = note_on(field, self._pack, self._lang)
        if note:
            sheet.note(column, note)

    def _restrict(self, sheet: FormSheet, column: int, field: Field, first: int, last: int) -> None:
        validation = validation_of(field, self._lang, guide_of(field, self._lang))
        if validation is not None:
            sheet.restrict(validation, column, first, last)

    def _say(self, key: str, **values: Any) -> str:
        return say(self._lang, f"forms.{key}", **values)
