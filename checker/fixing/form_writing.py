"""Edits in a copy of a form: of a workbook by openpyxl, of a Word document by python-docx.

A value is written into the cell that `Document.locate` gives; a remark is a comment there. What goes is cleared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any, Final

from checker.edits import member_at
from checker.fixing.writing import WrittenChange
from checker.model import Pointer
from checker.pack.model import Pack
from checker.pack.repairs import Action
from checker.readers.document import Document
from checker.readers.docx import elements_in
from checker.readers.xlsx import parted
from checker.repairing import SchemaPlaces
from checker.values import is_day

_AUTHOR: Final = "plancheck"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def write(raw: bytes, suffix: str, changes: Sequence[WrittenChange], document: Document, pack: Pack) -> bytes:
    """A copy of the form with the changes made. Raises `ValueError` or `KeyError` where there is no cell for one."""
    writer = _FormWriter(_Workbook(raw) if suffix == ".xlsx" else _WordDocument(raw), document, pack)
    for change in changes:
        writer.write(change)
    return writer.book.saved()


class _FormWriter:
    """Writes changes into a form, one after another."""

    def __init__(self, book: _Workbook | _WordDocument, document: Document, pack: Pack) -> None:
        self.book = book
        self._document = document
        self._pack = pack
        self._schema = SchemaPlaces(pack, pack.document_of(document.data))
        self._added: Counter[Pointer] = Counter()

    def write(self, change: WrittenChange) -> None:
        """Write one change, and what is remarked at its place."""
        edit = change.edit
        at = edit.at
        if edit.action is Action.ADD:
            entries = member_at(self._document.data, at)
            at = (*at, len(entries if isinstance(entries, list) else ()) + self._added[at])
        if change.is_made and edit.is_removal:
            for leaf in _leaves(at, member_at(self._document.data, at)):
                self.book.put(self._cell(leaf), None)
        elif change.is_made and edit.action is Action.ADD:
            self._add(at, edit.value)
            self._added[edit.at] += 1
            for name, remark in change.inner:
                self.book.comment(self._cell((*at, name)), remark)
        elif change.is_made and edit.value not in ("", [], None):
            if edit.renamed is not None or isinstance(edit.value, dict | list):
                raise ValueError(at)
            self._put(at, edit.value)
        if change.remark is not None:
            self.book.comment(self._cell(at), change.remark)

    def _add(self, at: Pointer, entry: Any) -> None:
        """Write an entry into a row of its own: what it has, where nothing stands yet."""
        for leaf in _leaves(at, entry):
            value = member_at(entry, leaf[len(at) :])
            if value not in ("", None):
                if isinstance(leaf[-1], int) or not self.book.is_free(self._cell(leaf)):
                    raise ValueError(leaf)
                self._put(leaf, value)

    def _put(self, at: Pointer, value: Any) -> None:
        label = self._pack.label((self._schema.node(at) or {}).get("x-table"), value)
        self.book.put(self._cell(at), value if label is None else label.zh)

    def _cell(self, at: Pointer) -> str:
        cell = self._document.locate(at).cell
        if cell is None:
            raise ValueError(at)
        return cell


def _leaves(at: Pointer, value: Any) -> Iterator[Pointer]:
    """The places of the values below a place."""
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves((*at, step), inner)
    else:
        yield at


class _Workbook:
    """A workbook that is being written into."""

    def __init__(self, raw: bytes) -> None:
        from openpyxl import load_workbook

        self._book = load_workbook(BytesIO(raw))

    def _at(self, cell: str) -> Any:
        title, at = parted(cell)
        if at is None:
            raise ValueError(cell)
        return self._book[title].cell(*at)

    def put(self, cell: str, value: Any) -> None:
        """Write a value into a cell; None empties it."""
        self._at(cell).value = date.fromisoformat(value) if is_day(value) else value

    def is_free(self, cell: str) -> bool:
        """Whether nothing stands in a cell."""
        return self._at(cell).value is None

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
        self._cells = elements_in(self._document.element)

    def put(self, cell: str, value: Any) -> None:
        """Write a text into a cell, in the style of what is there; None empties it.

        It may stand in a control, which python-docx does not see: so the elements of the text are written.
        """
        there = self._cells[cell]
        texts = list(there.iter(_W + "t"))
        if not texts:
            texts = [self._run(there).add_t("")]
        for text in texts:
            text.text = ""
        texts[0].text = "" if value is None else str(value)
        for placeholder in list(there.iter(_W + "showingPlcHdr")):
            placeholder.getparent().remove(placeholder)

    def is_free(self, cell: str) -> bool:
        """Whether nothing stands in a cell."""
        return not "".join(text.text or "" for text in self._cells[cell].iter(_W + "t")).strip()

    @staticmethod
    def _run(there: Any) -> Any:
        """The first run in a cell, which is made where there is none."""
        found = next(there.iter(_W + "r"), None)
        return next(there.iter(_W + "p")).add_r() if found is None else found

    def comment(self, cell: str, remark: str) -> None:
        """Put a remark at a cell."""
        from docx.text.run import Run

        run = Run(self._run(self._cells[cell]), self._document)
        if remark not in [comment.text for comment in self._document.comments]:
            self._document.add_comment(run, remark, author=_AUTHOR, initials="PC")

    def saved(self) -> bytes:
        """The bytes of the document."""
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()
