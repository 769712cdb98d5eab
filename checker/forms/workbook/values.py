"""Values of a plan as what is put into a cell of the form, such that the reader gives them back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from checker.documents.form import Kind
from checker.documents.workbook_values import exact_text, needs_marks
from checker.forms.workbook.rows import Stated
from checker.i18n import say
from checker.pack.wording import label
from checker.readers.typed_lists import written_items, written_lines
from checker.readers.typed_values import (
    code_of,
    is_nothing,
    quoted,
    quoted_where_needed,
    written_flag,
    written_item_number,
)
from checker.readers.xlsx import serial_of
from checker.values import number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.documents.form import Field
    from checker.model import Language
    from checker.pack.model import Pack
    from checker.readers.document import Labels

Written = str | int | float | date

_EXACT_DIGITS: Final = 15
"""Digits that spreadsheets keep of a number."""


def written_value(field: Field, value: Any, pack: Pack, labels: Labels, lang: Language) -> Written:
    """What is put into a cell of `field` for `value`."""
    if value is Stated.NOTHING:
        return say(lang, "none")
    if field.kind is Kind.CODE:
        return code_label(str(field.codes), value, pack, labels, lang)
    if field.kind is Kind.NUMBER:
        number = number_of(value)
        if isinstance(number, int):
            return written_figure(number)
        written = written_item_number(str(value), labels.get("measure", {}))
        return quoted(written) if is_nothing(written) else written
    return _WRITTEN[field.kind](value, lang)


def code_label(codes: str, code: str, pack: Pack, labels: Labels, lang: Language) -> str:
    """The label of a code in `lang`, where it is understood as that code; and else the code."""
    text = (
        pack.citation.in_language(lang) if codes == "circular" and code == pack.id else _label(pack, codes, code, lang)
    )
    return text if code_of(text, labels.get(codes, {})) == code else code


def _label(pack: Pack, codes: str, code: str, lang: Language) -> str:
    return code if codes == "circular" else label(pack, codes, code, lang)


def written_figure(value: float) -> str | int | float:
    """A figure as a number where spreadsheets keep all its digits, and else as text."""
    if isinstance(value, int) or value.is_integer():
        return int(value) if len(str(abs(int(value)))) <= _EXACT_DIGITS else str(int(value))
    return value if float(f"{value:.{_EXACT_DIGITS}g}") == value else repr(value)


def _written_day(day: str, _lang: Language) -> Written:
    return day if serial_of(day) is None else date.fromisoformat(day)


_WRITTEN: Final[Mapping[Kind, Callable[[Any, Language], Written]]] = {
    Kind.TEXT: lambda text, _lang: quoted(text) if needs_marks(text) else text,
    Kind.EXACT: lambda text, _lang: quoted(text) if is_nothing(text) else quoted_where_needed(text, exact_text),
    Kind.MARK: lambda text, _lang: text,
    Kind.DAY: _written_day,
    Kind.COUNT: lambda figure, _lang: written_figure(figure),
    Kind.AMOUNT: lambda figure, _lang: written_figure(figure),
    Kind.FLAG: written_flag,
    Kind.ITEMS: written_items,
    Kind.LINES: written_lines,
    Kind.REGION_CODE: lambda code, _lang: code if isinstance(code, str) else int(code),
}
