"""One cell -> one value at its place in the plan, or a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.documents.form import Kind
from checker.documents.workbook_values import text_value
from checker.i18n import N_, say
from checker.model import LANGUAGES
from checker.values import WHITE_SPACE, is_blank

if TYPE_CHECKING:
    from checker.documents.form import Field
    from checker.documents.word.parts import Part, Placed
    from checker.model import Pointer
    from checker.readers.document import Labels

_CHOSEN: Final = frozenset((Kind.CODE, Kind.DAY, Kind.FLAG, Kind.NUMBER))
"""Kinds of values that controls offer."""
_HINTS: Final = (N_("choose"), N_("day"))


def is_filled(field: Field, text: str) -> bool:
    """Whether somebody has put something into a field; some programs leave the hint of a control as plain text."""
    if field.kind not in _CHOSEN:
        return not is_blank(text)
    hints = {say(lang, hint) for hint in _HINTS for lang in LANGUAGES}
    return text.strip(WHITE_SPACE) not in hints | {""}


def value_of(field: Field, text: str, labels: Labels) -> object:
    """What stands in a field; the text itself where it is not certain what is meant, None where there is nothing."""
    return text_value(field, text, labels) if field.kind is not Kind.LOOKUP and is_filled(field, text) else None


def read_cell(field: Field, found: Placed, part: Part, at: Pointer, labels: Labels) -> object:
    """The value in a cell, or None where there is none; `at` is where it stands below the part.

    What is no text, or belongs to the cell above as well, is a fault: nobody can say what it means here.
    """
    cell = found.cell
    oddities = [*cell.oddities, *(["merged"] if found.is_below else [])]
    for oddity in oddities:
        part.fault(at, oddity, found.place)
    return None if oddities else value_of(field, cell.text, labels)
