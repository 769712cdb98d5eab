"""A Word document's XML -> its paragraphs and tables, as somebody reads it with all changes accepted.

Deleted text and rows are gone, inserted ones are there; of fields, links and controls the result is read, and what a
control shows while nothing is chosen is not. What is no text in a cell (a picture, a table, hidden text) is told as an
oddity of the cell, because nobody can say what it means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from checker.documents.word.blocks import Cell, Kind, Paragraph, Row, Table
from checker.documents.word.names import local_name, value_of
from checker.documents.word.running_text import RunningText
from checker.documents.xml_events import SEPARATOR
from checker.errors import UnreadableError
from checker.readers.limits import MOST_VALUES
from checker.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.documents.word.blocks import Block

_MATHS: Final = (
    f"http://schemas.openxmlformats.org/officeDocument/2006/math{SEPARATOR}oMath",
    f"http://purl.oclc.org/ooxml/officeDocument/math{SEPARATOR}oMath",
)
_FALLBACK: Final = f"http://schemas.openxmlformats.org/markup-compatibility/2006{SEPARATOR}Fallback"

_INSERTED: Final = "altChunk"
_ODDITIES: Final[dict[str, str]] = {
    **dict.fromkeys(("drawing", "pict", "object"), "box"),
    **dict.fromkeys(_MATHS, "equation"),
    "sym": "symbol",
    "ddList": "form-field",
    "checkBox": "form-field",
    "footnoteReference": "note",
    "endnoteReference": "note",
    _INSERTED: "inserted-file",
}
"""Elements that say something which is no text, and the oddity that each of them is in a cell.

Beside tables, where seals and emblems stand, they matter only for the text that is in them.
"""
_GONE: Final = frozenset(
    (
        "del",
        "moveFrom",
        "rt",
        "pPrChange",
        "rPrChange",
        "tblPrChange",
        "tblPrExChange",
        "tcPrChange",
        "trPrChange",
        "sectPrChange",
        _FALLBACK,
    )
)
"""Elements that are there no more: what was deleted, what properties were before; and what is said a second time."""
_PROPERTIES: Final = ("rPr", "trPr", "tcPr")
"""Where `del` says that the end of a paragraph, a row or a cell was deleted."""
_DOCUMENT: Final = "document"
_TABLE: Final = "tbl"
_TEXT: Final = "t"
_BODY_LEVEL: Final = "9"


class Builder:
    """Is told the elements of a document, and has its `blocks` at the end; `kinds` says what styles are.

    `is_document` where what it was told is a document of Word at all.
    """

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.blocks: list[Block] = []
        self.is_document = False
        self._kinds = kinds
        self._left = MOST_VALUES
        self._paragraphs = self._tables = 0
        self._inside: list[str] = []
        self._skipped = 0
        self._skipped_says: str | None = None
        self._is_text = False
        self._text = RunningText()
        self._kind = Kind.TEXT
        self._end_is_gone = False
        self._box_says = False
        self._table: Table | None = None
        self._row = Row()
        self._row_is_gone = False
        self._cell: Cell | None = None
        self._cell_is_gone = False
        self._cell_texts: list[str] = []
        self._column = 0

    # What the parser tells

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        local = local_name(name)
        self.is_document = self.is_document or local == _DOCUMENT
        self._is_text = local == _TEXT
        if self._skipped:
            self._skipped += 1
        elif self._is_skipped(local):
            self._skipped = 1
        else:
            step = self._starts.get(local)
            if step is None:
                self._text.start(local, attributes, self._inside)
            else:
                step(self, attributes)
            self._inside.append(local)

    def end(self, name: str) -> None:
        """An element ends."""
        self._is_text = False
        if self._skipped:
            self._skipped -= 1
            return
        self._inside.pop()
        step = self._ends.get(local_name(name))
        if step is not None:
            step(self)

    def characters(self, text: str) -> None:
        """A piece of text."""
        if not self._is_text:
            return
        if not self._skipped:
            self._text.add(text)
        elif self._skipped_says is not None and not is_blank(text):
            self._say(self._skipped_says)

    def _is_skipped(self, local: str) -> bool:
        """Whether nothing in the element is read."""
        if local == _TABLE and self._cell is not None:
            self._skipped_says = "table"
            return True
        if local in _ODDITIES:
            self._skipped_says = _ODDITIES[local]
            if self._cell is not None or local == _INSERTED:
                self._say(self._skipped_says)
            return True
        self._skipped_says = None
        return local in _GONE and not (local == "del" and self._inside[-1:] and self._inside[-1] in _PROPERTIES)

    def _say(self, oddity: str) -> None:
        if self._cell is None:
            self._box_says = True
        elif oddity not in self._cell.oddities:
            self._cell.oddities.append(oddity)

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise UnreadableError("documents.too-many-values", limit=MOST_VALUES)

    # Paragraphs

    def _start_paragraph(self, _attributes: Mapping[str, str]) -> None:
        self._count()
        self._kind = Kind.TEXT

    def _style(self, attributes: Mapping[str, str]) -> None:
        self._kind = self._kinds.get(value_of(attributes) or "", self._kind)

    def _level(self, attributes: Mapping[str, str]) -> None:
        if self._inside[-1:] == ["pPr"] and self._kind is Kind.TEXT and value_of(attributes) != _BODY_LEVEL:
            self._kind = Kind.HEADING

    def _deleted(self, _attributes: Mapping[str, str]) -> None:
        if self._inside[-2:] == ["pPr", "rPr"]:
            self._end_is_gone = True
        elif self._inside[-1] == "trPr":
            self._row_is_gone = True

    def _end_paragraph(self) -> None:
        if self._end_is_gone:
            # The next paragraph goes on where this one ended.
            self._end_is_gone = False
            return
        text = self._text.take()
        if self._cell is None:
            self._paragraphs += 1
            says = self._box_says or self._text.hides
            self.blocks.append(Paragraph(self._paragraphs, text, self._kind, says))
            self._box_says = self._text.hides = False
        elif self._kind is not Kind.EXPLANATION:
            self._cell_texts.append(text)

    def _end_control(self) -> None:
        self._text.end_control()

    # Tables

    def _start_table(self, _attributes: Mapping[str, str]) -> None:
        self._tables += 1
        self._table = Table(self._tables)

    def _end_table(self) -> None:
        if self._table is not None:
            self.blocks.append(self._table)
        self._table = None

    def _start_row(self, _attributes: Mapping[str, str]) -> None:
        self._row, self._row_is_gone, self._column = Row(), False, 0

    def _end_row(self) -> None:
        if self._table is not None and not self._row_is_gone:
            self._table.rows.append(self._row)

    def _columns_before(self, attributes: Mapping[str, str]) -> None:
        self._column += _count_of(attributes, least=0)

    def _start_cell(self, _attributes: Mapping[str, str]) -> None:
        self._count()
        if self._table is not None:
            self._cell, self._cell_texts, self._cell_is_gone = Cell(self._column), [], False

    def _span(self, attributes: Mapping[str, str]) -> None:
        if self._cell is not None:
            self._cell.span = _count_of(attributes, least=1)

    def _merged_down(self, attributes: Mapping[str, str]) -> None:
        if self._cell is not None:
            self._cell.is_below = value_of(attributes) != "restart"

    def _merged_across(self, attributes: Mapping[str, str]) -> None:
        self._cell_is_gone = self._cell_is_gone or value_of(attributes) != "restart"

    def _deleted_cell(self, _attributes: Mapping[str, str]) -> None:
        self._cell_is_gone = True

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        if rest := self._text.take():
            self._cell_texts.append(rest)
        if self._text.hides:
            cell.oddities.append("hidden-text")
        self._text.hides = self._end_is_gone = False
        cell.text = "\n".join(self._cell_texts)
        self._column += cell.span
        if not self._cell_is_gone:
            self._row.cells.append(cell)

    _starts: ClassVar[dict[str, Callable[[Builder, Mapping[str, str]], None]]] = {
        "p": _start_paragraph,
        "pStyle": _style,
        "outlineLvl": _level,
        "del": _deleted,
        _TABLE: _start_table,
        "tr": _start_row,
        "gridBefore": _columns_before,
        "tc": _start_cell,
        "gridSpan": _span,
        "vMerge": _merged_down,
        "hMerge": _merged_across,
        "cellDel": _deleted_cell,
    }
    _ends: ClassVar[dict[str, Callable[[Builder], None]]] = {
        "p": _end_paragraph,
        _TABLE: _end_table,
        "tr": _end_row,
        "tc": _end_cell,
        "sdt": _end_control,
    }


def _count_of(attributes: Mapping[str, str], least: int) -> int:
    """A count of columns; what is no such count is the least there is."""
    written = value_of(attributes) or ""
    is_count = written.isascii() and written.isdecimal() and len(written) < len(str(MOST_VALUES))
    return max(least, int(written)) if is_count else least
