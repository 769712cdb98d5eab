"""Edits in a copy of a form: of a workbook by openpyxl, of a Word document by python-docx.

A value is written into the cell that `Document.locate` gives; a remark is a comment there. What goes is cleared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from checker.edits import member_at
from checker.model import Pointer
from checker.pack.model import Pack
from checker.pack.repairs import Action
from checker.readers.document import Document
from checker.repairing import SchemaPlaces
from checker.values import is_day

if TYPE_CHECKING:
    from checker.fixing.writing import WrittenChange

_AUTHOR: Final = "plancheck"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CELL_OF_TABLE: Final = re.compile(r"Table\[([0-9]+)\]!([A-Z]+)([0-9]+)")


def write(raw: bytes, suffix: str, changes: Sequence[WrittenChange], document: Document, pack: Pack) -> bytes:
    """A copy of the form with the changes made. Raises `ValueError` where there is no cell for one."""
    book = _Workbook(raw) if suffix == ".xlsx" else _WordDocument(raw)
    schema = SchemaPlaces(pack, pack.document_of(document.data))
    for change in changes:
        edit = change.edit
        if change.is_made and edit.is_removal:
            for at in _leaves(edit.at, member_at(document.data, edit.at)):
                book.put(_cell(document, at), None)
        elif change.is_made and edit.value not in ("", [], None):
            if edit.action is Action.ADD or edit.renamed is not None or isinstance(edit.value, dict | list):
                raise ValueError(edit.at)
            table = (schema.node(edit.at) or {}).get("x-table")
            label = pack.label(table, edit.value)
            book.put(_cell(document, edit.at), edit.value if label is None else label.zh)
        elif change.is_made and edit.action is Action.ADD:
            raise ValueError(edit.at)
        if change.remark is not None:
            book.comment(_cell(document, edit.at), change.remark)
    return book.saved()


def _leaves(at: Pointer, value: Any) -> Iterator[Pointer]:
    """The places of the values below a place."""
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves((*at, step), inner)
    else:
        yield at


def _cell(document: Document, at: Pointer) -> str:
    cell = document.locate(at).cell
    if cell is None:
        raise ValueError(at)
    return cell


class _Workbook:
    """A workbook that is being written into."""

    def __init__(self, raw: bytes) -> None:
        from openpyxl import load_workbook

        self._book = load_workbook(BytesIO(raw))

    def _at(self, cell: str) -> Any:
        sheet, _, address = cell.rpartition("!")
        return self._book[sheet.strip("'")][address]

    def put(self, cell: str, value: Any) -> None:
        """Write a value into a cell; None empties it."""
        self._at(cell).value = date.fromisoformat(value) if is_day(value) else value

    def comment(self, cell: str, remark: str) -> None:
        """Put a remark at a cell, below what is remarked there already."""
        from openpyxl.comments import Comment

        there = self._at(cell)
        before = there.comment.text if there.comment is not None else ""
        if remark not in before:
            there.comment = Comment("\n".join(filter(None, [before, remark])), _AUTHOR, width=320, height=160)

    def saved(self) -> bytes:
        """The bytes of the workbook."""
        out = BytesIO()
        self._book.save(out)
        return out.getvalue()


class _WordDocument:
    """A Word document that is being written into."""

    def __init__(self, raw: bytes) -> None:
        import docx

        self._document = docx.Document(BytesIO(raw))

    def _at(self, cell: str) -> Any:
        found = _CELL_OF_TABLE.fullmatch(cell)
        if found is None:
            raise ValueError(cell)
        column = 0
        for letter in found[2]:
            column = column * 26 + ord(letter) - ord("A") + 1
        row = self._document.tables[int(found[1]) - 1]._tbl.tr_lst[int(found[3]) - 1]  # noqa: SLF001 - rows as they are
        return list(row.iter(_W + "tc"))[column - 1]

    def put(self, cell: str, value: Any) -> None:
        """Write a text into a cell, in the style of what is there; None empties it.

        It may stand in a control, which python-docx does not see: so the elements of the text are written.
        """
        there = self._at(cell)
        texts = list(there.iter(_W + "t"))
        if not texts:
            texts = [self._run(there).add_t("")]
        for text in texts:
            text.text = ""
        texts[0].text = "" if value is None else str(value)
        for placeholder in list(there.iter(_W + "showingPlcHdr")):
            placeholder.getparent().remove(placeholder)

    @staticmethod
    def _run(there: Any) -> Any:
        """The first run in a cell, which is made where there is none."""
        found = next(there.iter(_W + "r"), None)
        return next(there.iter(_W + "p")).add_r() if found is None else found

    def comment(self, cell: str, remark: str) -> None:
        """Put a remark at a cell."""
        from docx.text.run import Run

        run = Run(self._run(self._at(cell)), self._document)
        if remark not in [comment.text for comment in self._document.comments]:
            self._document.add_comment(run, remark, author=_AUTHOR, initials="PC")

    def saved(self) -> bytes:
        """The bytes of the document."""
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()
