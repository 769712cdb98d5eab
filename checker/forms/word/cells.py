"""Values of a plan -> cells and rows of the form, such that reading them gives the values again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from checker.documents.form import Kind
from checker.documents.word.fields import Entry
from checker.documents.workbook_values import exact_text, needs_marks
from checker.i18n import say
from checker.readers.typed_lists import written_items, written_lines
from checker.readers.typed_values import (
    code_of,
    is_nothing,
    quoted,
    quoted_where_needed,
    written_day,
    written_flag,
    written_item_number,
    written_number,
)
from checker.values import number_of
from checker.word.paper import Cell, Control, Merge, Paragraph, Row, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checker.documents.form import Field
    from checker.documents.word.fields import Group, Part
    from checker.forms.word.looks import Looks
    from checker.model import Language
    from checker.readers.document import Labels
    from checker.word.paper import Style

Names = Mapping[str, Mapping[str, str]]
"""A list of codes -> each code of it -> what it is called in the language of the document."""

_MOST_KEPT_WHOLE: Final = 200
"""Characters; a row with more may be broken between two pages."""
_COLUMNS: Final = 3
_HEIGHTS: Final = {"objective": 14, "actions": 24}
"""Millimetres left for what is written at length."""
_YES_AND_NO: Final = (True, False)


_WRITTEN: Final[Mapping[Kind, Callable[[Any, Language], str]]] = {
    Kind.TEXT: lambda text, _lang: quoted(text) if needs_marks(text) else text,
    Kind.EXACT: lambda text, _lang: quoted(text) if is_nothing(text) else quoted_where_needed(text, exact_text),
    Kind.DAY: written_day,
    Kind.COUNT: lambda value, _lang: str(int(value)),
    Kind.AMOUNT: lambda value, _lang: written_number(value),
    Kind.FLAG: written_flag,
    Kind.ITEMS: written_items,
    Kind.LINES: written_lines,
}
"""How values of most kinds are written, whatever they are about."""


def _is_short(cells: Iterable[Cell]) -> bool:
    pieces = (piece for cell in cells for paragraph in cell.content for piece in paragraph.runs)
    return sum(len(piece.text) for piece in pieces) <= _MOST_KEPT_WHOLE


def _is_filled(paragraphs: Iterable[Paragraph]) -> bool:
    return any(paragraph.runs for paragraph in paragraphs)


def value_at(data: Mapping[str, Any], path: Sequence[str]) -> Any:
    """The value at `path` below `data`, or None."""
    here: Any = data
    for step in path:
        here = here.get(step) if isinstance(here, dict) else None
    return here


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes cells in one language; `blank_items` is how many rows stand ready in a list without items."""

    lang: Language
    looks: Looks
    labels: Labels
    names: Names
    blank_items: int = 1

    # Rows

    def rows(self, part: Part, data: Mapping[str, Any], offered: Sequence[str] = ()) -> Iterator[Row]:
        """The rows of a field or group of `data`; `offered` is what its field can be chosen from, if from few."""
        if isinstance(part, Entry):
            value = self.value(part, value_at(data, part.field.path), offered)
            height = 0 if _is_filled(value) else _HEIGHTS.get(part.field.name, 0)
            yield self._row(self._label(part), Cell(value, span=_COLUMNS - 1), height=height)
            return
        found = value_at(data, part.path)
        if part.is_list:
            lines = list(self.item_rows(part, found))
        elif found == {}:
            lines = [(self._text(say(self.lang, "none"), span=_COLUMNS - 1),)]
        else:
            lines = [self._pair(entry, data) for entry in part.entries]
        for count, cells in enumerate(lines):
            yield self._row(self._label(part, Merge.BELOW if count else Merge.FIRST), *cells)

    def item_rows(self, group: Group, items: Sequence[Mapping[str, Any]] | None) -> Iterator[tuple[Cell, ...]]:
        """A row of labels, and one for each item of a list."""
        nothing = say(self.lang, "none")
        yield tuple(self._cell(entry.label.in_language(self.lang), self.looks.sub_label) for entry in group.entries)
        if items == []:
            rest = (Cell((Paragraph(self.looks.value, ()),)) for _ in group.entries[1:])
            yield (self._text(nothing), *rest)
        for item in items or ():
            last = None if item else group.entries[-1]
            yield tuple(
                self._text(nothing) if entry is last else Cell(self.value(entry, value_at(item, entry.field.path)))
                for entry in group.entries
            )
        for _ in range(self.blank_items if items is None else 0):
            yield tuple(Cell(self.value(entry, None)) for entry in group.entries)

    def list_rows(self, group: Group, items: Sequence[Mapping[str, Any]] | None) -> Iterator[Row]:
        """The rows of a table that is one list; the labels are repeated on every page."""
        for count, cells in enumerate(self.item_rows(group, items)):
            yield Row(cells, is_head=not count, is_kept_whole=_is_short(cells))

    def _pair(self, entry: Entry, data: Mapping[str, Any]) -> tuple[Cell, ...]:
        label = self._cell(entry.label.in_language(self.lang), self.looks.sub_label)
        return label, Cell(self.value(entry, value_at(data, entry.field.path)))

    def _row(self, *cells: Cell, height: float = 0) -> Row:
        return Row(cells, is_kept_whole=_is_short(cells), height=height)

    # Cells

    def _label(self, part: Part, merge: Merge | None = None) -> Cell:
        text = "" if merge is Merge.BELOW else part.label.in_language(self.lang)
        return self._cell(text, self.looks.label, merge)

    def _cell(self, text: str, style: Style, merge: Merge | None = None) -> Cell:
        return Cell((Paragraph(style, (Run(text),) if text else ()),), merge=merge, is_shaded=True)

    def _text(self, text: str, span: int = 1) -> Cell:
        return Cell((Paragraph(self.looks.value, (Run(text),)),), span)

    def value(self, entry: Entry, value: Any, offered: Sequence[str] = ()) -> tuple[Paragraph, ...]:
        """The paragraphs of a value, a line each; or what it can be chosen with."""
        text = "" if value is None else self.written(entry.field, value)
        choices = tuple(offered) or self._choices(entry.field)
        is_day = entry.field.kind is Kind.DAY
        if (choices and (not text or text in choices)) or is_day:
            hint = say(self.lang, "day" if is_day else "choose")
            control = Control(entry.label.in_language(self.lang), text, hint, choices)
            return (Paragraph(self.looks.value, (control,)),)
        style = self.looks.value
        return tuple(Paragraph(style, (Run(line),) if line else ()) for line in text.split("\n"))

    def _choices(self, field: Field) -> tuple[str, ...]:
        if field.kind is Kind.FLAG:
            return tuple(written_flag(flag, self.lang) for flag in _YES_AND_NO)
        if field.kind is not Kind.CODE:
            return ()
        codes = self.names.get(field.codes or "", {})
        return tuple(self._coded(field, code) for code in codes)

    def written(self, field: Field, value: Any) -> str:
        """What stands in a cell for `value`."""
        write = _WRITTEN.get(field.kind)
        if write is not None:
            return write(value, self.lang)
        if field.kind is Kind.CODE:
            return self._coded(field, value)
        number = number_of(value) if field.kind is Kind.NUMBER else None
        return str(value) if number is None else written_item_number(number, self.labels.get("measure", {}))

    def _coded(self, field: Field, code: str) -> str:
        """What a code is called, where that is read as the code again; else the code itself."""
        name = self.names.get(field.codes or "", {}).get(code, code)
        return name if code_of(name, self.labels.get(field.codes or "", {})) == code else code
