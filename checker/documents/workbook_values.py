"""What stands in one cell of the form, as a value of the plan.

What cannot be such a value stays what it is, and the schema finds it. A cell that says 无 states that there is nothing:
what it would be a member of is there, and it is not. A text that says so itself is put in quotation marks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from checker.documents.form import Kind
from checker.readers.cells import Holds
from checker.readers.typed_lists import items_of, lines_of
from checker.readers.typed_values import (
    amount_of,
    code_of,
    count_of,
    day_of,
    digits_of,
    flag_of,
    is_nothing,
    item_number_of,
    unquoted,
)
from checker.readers.unclear import Unclear
from checker.values import WHITE_SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.documents.form import Field
    from checker.readers.cells import Cell
    from checker.readers.document import Labels

_COMPACT_DAY: Final = re.compile(r"[0-9]{8}")
_SHOWN_AS_TYPED: Final = frozenset((Kind.TEXT, Kind.EXACT, Kind.ITEMS, Kind.LINES))
"""Kinds of texts: where a number stands instead, it was typed as one (a telephone number, say)."""
_NEVER_NOTHING: Final = frozenset((Kind.ITEMS, Kind.LINES, Kind.FLAG, Kind.NUMBER))
"""Kinds in whose cells 无 is an empty list, or too doubtful to be read as nothing."""


def value_of(field: Field, cell: Cell, labels: Labels) -> Any:
    """The value of the cell; None where it states that there is nothing."""
    text = _text_of(field, cell)
    return text_value(field, text, labels) if text else cell.value


def text_value(field: Field, text: str, labels: Labels) -> Any:
    """The value of a text, in a cell of any form; None where it states that there is nothing."""
    if field.kind not in _NEVER_NOTHING and is_nothing(text):
        return None
    value = _READ[field.kind](text, labels.get(_list_of_codes(field), {}))
    return text if isinstance(value, Unclear) else value


def _text_of(field: Field, cell: Cell) -> str:
    """The text to be read; empty where the cell holds a value that is to be taken as it is."""
    if field.kind in _SHOWN_AS_TYPED:
        is_digits = cell.holds is Holds.NUMBER and isinstance(cell.value, int)
        return str(cell.value) if is_digits or isinstance(cell.value, str) else ""
    if field.kind is Kind.DAY and cell.holds is Holds.NUMBER and _COMPACT_DAY.fullmatch(str(cell.value)):
        return str(cell.value)
    if field.kind is Kind.AMOUNT and cell.unit:
        return f"{cell.value}{cell.unit}"
    return cell.text


def _list_of_codes(field: Field) -> str:
    return "measure" if field.kind is Kind.NUMBER else field.codes or ""


def exact_text(text: str) -> str:
    """A text without the blanks around it; one in quotation marks, just as it stands between them."""
    inside = unquoted(text)
    return text.strip(WHITE_SPACE) if inside is None else inside


def plain_text(text: str) -> str:
    """A text as it is, but for the quotation marks around one that would say that there is nothing."""
    inside = unquoted(text)
    return text if inside is None or not needs_marks(inside) else inside


def needs_marks(text: str) -> bool:
    """Whether a text must be in quotation marks to be read as itself."""
    return is_nothing(text) or unquoted(text) is not None


_READ: Final[Mapping[Kind, Callable[[str, Mapping[str, str]], Any]]] = {
    Kind.TEXT: lambda text, _codes: plain_text(text),
    Kind.EXACT: lambda text, _codes: exact_text(text),
    Kind.DAY: lambda text, _codes: day_of(text),
    Kind.COUNT: lambda text, _codes: count_of(text),
    Kind.AMOUNT: lambda text, _codes: amount_of(text),
    Kind.FLAG: lambda text, _codes: flag_of(text),
    Kind.CODE: code_of,
    Kind.ITEMS: lambda text, _codes: items_of(text),
    Kind.LINES: lambda text, _codes: lines_of(text),
    Kind.NUMBER: item_number_of,
    Kind.REGION_CODE: lambda text, _codes: digits_of(text),
}
