"""The way written into a document's file: what a program can do is done, and the rest is marked where it belongs.

A change is made, the file is read again, and where it does not say exactly what it should, the change is not made. Of a
form a copy is written, of a workbook by openpyxl, of a Word document by python-docx: a value into the cell that
`Document.locate` gives, a remark as a comment there. What goes is cleared.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import import_module
from io import BytesIO
from typing import Any, Final

from checker.checking import read_plan
from checker.edits import Edit, Nature, edited, member_at, most_that_fit
from checker.errors import UnreadableError
from checker.fixing.result import Alternatives, Fix
from checker.fixing.wording import EditWords
from checker.i18n import N_, say, text
from checker.model import Language, Pointer, Report, Text
from checker.pack.model import Pack
from checker.pack.repairs import Action
from checker.readers.document import Document
from checker.readers.text import decoded
from checker.repairing import SchemaPlaces
from checker.values import is_absent, is_day

_YAML: Final = (".yaml", ".yml")
SUFFIXES: Final = (".json", *_YAML, ".xlsx", ".docx")
"""The suffixes of the files that can be written into."""
COPIED: Final = frozenset({".xlsx", ".docx"})
"""Those of files that are only written as a copy: it may lack what a library does not carry over."""

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class Done(StrEnum):
    """What became of a choice in the file."""

    MADE = "made"
    MARKED = "marked"
    """A blank or a remark stands there for a person."""
    NOT_MADE = "not-made"


@dataclass(frozen=True, slots=True)
class WrittenChange:
    """An edit, whether it is written into the file, and the remark at its place, and at members of what it adds."""

    edit: Edit
    is_made: bool
    remark: str | None = None
    inner: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of the document then, and what became of each choice."""

    raw: bytes
    done: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was written: the file, what became of each choice, and the report on the document as it now is."""

    name: str
    done: tuple[Done, ...]
    report: Report


def write_way(raw: bytes, suffix: str, fix: Fix, lang: Language) -> Written:
    """`raw`, the document of `fix` in the format that `suffix` says, with the way written into it."""
    choices = () if fix.way is None else fix.way.choices
    maker = _ChangeMaker(fix, EditWords(fix.pack, fix.kind, fix.document), SchemaPlaces(fix.pack, fix.kind), lang)
    wanted = [(place, change) for place, choice in enumerate(choices) for change in maker.changes(choice)]
    writer = _writer_of(raw, suffix, fix)
    made = [raw]

    def fits(changes: Sequence[WrittenChange]) -> bool:
        written = _written(writer, changes, fix, suffix)
        made.extend(() if written is None else (written,))
        return written is not None

    kept = most_that_fit([change for _, change in wanted], fits)
    done = [Done.NOT_MADE] * len(choices)
    for place, change in wanted:
        if change in kept:
            is_for_a_person = not change.is_made or change.edit.nature is Nature.CONTENT
            done[place] = Done.MARKED if is_for_a_person else Done.MADE
    return Written(made[-1], tuple(done))


Write = Callable[[Sequence[WrittenChange]], bytes]


def _written(write: Write, changes: Sequence[WrittenChange], fix: Fix, suffix: str) -> bytes | None:
    """The file with the changes; None where it would not say just what it should."""
    try:
        raw = write(changes)
        found = read_plan(raw, fix.pack, name=f"x{suffix}")
    except (UnreadableError, ValueError, KeyError, TypeError):
        return None
    wanted = edited(fix.document.data, [change.edit for change in changes if change.is_made]).data
    return raw if not found.faults and _settled(found.data) == _settled(wanted) else None


def _settled(data: Any) -> Any:
    """`data` without what is the same as absent: null members, and groups in which nothing is left."""
    if isinstance(data, dict):
        members = {name: _settled(value) for name, value in data.items()}
        return {name: value for name, value in members.items() if not is_absent(value) and value not in ({}, [])}
    return [_settled(item) for item in data] if isinstance(data, list) else data


def _writer_of(raw: bytes, suffix: str, fix: Fix) -> Write:
    if suffix in COPIED:
        return lambda changes: _form_written(raw, suffix, changes, fix.document, fix.pack)
    source = decoded(raw)
    mark = _BYTE_ORDER_MARK if raw.startswith(_BYTE_ORDER_MARK) else b""
    newline = "\r\n" if "\r\n" in source else "\n"
    plain = source.replace("\r\n", "\n")
    write = import_module(f"{__package__}.yaml_writing").write if suffix in _YAML else _json
    return lambda changes: mark + write(plain, changes).replace("\n", newline).encode()


def _json(source: str, changes: Sequence[WrittenChange]) -> str:
    """A JSON text with the changes made, laid out with its own indentation; it has no room for remarks."""
    made = [change for change in changes if change.is_made]
    if len(made) < len(changes):
        raise ValueError(source)
    if not made:
        return source
    found = re.search(r"[{\[][ \t]*\n([ \t]+)", source)
    data = edited(json.loads(source), [change.edit for change in made]).data
    is_escaped = source.isascii() and "\\u" in source
    return json.dumps(data, ensure_ascii=is_escaped, indent=found and found[1]) + source[len(source.rstrip()) :]


@dataclass(frozen=True, slots=True)
class _ChangeMaker:
    """Makes changes of edits."""

    fix: Fix
    words: EditWords
    schema: SchemaPlaces
    lang: Language

    def changes(self, choice: Alternatives) -> Iterator[WrittenChange]:
        """The changes for a choice: a remark, where a person has to choose."""
        if choice.is_open:
            yield self._marked(choice.chosen[0], N_("TO DO"), self.words.choice(choice))
            return
        for edit in choice.chosen:
            yield self._change(edit)

    def _change(self, edit: Edit) -> WrittenChange:
        if edit.nature in (Nature.FACT, Nature.SLIP):
            return self._marked(edit, N_("TO DO"), self.words.with_condition(edit, self.words.edit(edit)))
        if edit.nature is Nature.CONTENT:
            return self._blank(edit)
        if edit.is_removal:
            return WrittenChange(edit, is_made=True, remark=self._mark(N_("TAKEN OUT"), self.words.edit(edit)))
        old = member_at(self.words.data, edit.at)
        if old is None or edit.renamed is not None:
            return WrittenChange(edit, is_made=True)
        was = text("{what} (was {old})", what=self.words.edit(edit), old=self.words.value(edit.at, old))
        return WrittenChange(edit, is_made=True, remark=self._mark(N_("TO CONFIRM"), was))

    def _blank(self, edit: Edit) -> WrittenChange:
        """Room for what a person has to say; where there can be none, or something is there, a remark."""
        around = member_at(self.words.data, edit.at[:-1])
        is_there = isinstance(around, dict) and edit.at[-1] in around
        empty = self._empty((*edit.at, 0) if edit.action is Action.ADD else edit.at, edit.value)
        listed = self.fix.kind.items
        is_room = (listed is not None and edit.at == (listed.list,)) if edit.action is Action.ADD else not is_there
        if not is_room or empty is None or isinstance(edit.at[-1], int):
            return self._marked(edit, N_("TO FILL IN"), self.words.edit(edit))
        blank = Edit(edit.action, edit.at, edit.nature, empty, edit.rank, edit.condition, edit.text)
        inner = [
            (
                name,
                self._mark(N_("TO FILL IN"), text("fill in: {member}", member=self.words.member((*edit.at, 0, name)))),
            )
            for name, value in (empty.items() if edit.action is Action.ADD and isinstance(empty, dict) else ())
            if not value or isinstance(value, dict)
        ]
        return WrittenChange(blank, True, self._mark(N_("TO FILL IN"), self.words.edit(edit)), tuple(inner))  # noqa: FBT003

    def _empty(self, at: tuple[str | int, ...], value: Any) -> Any:
        """What stands there until a person has filled it in: of an example, what the circular says itself."""
        node = self.schema.node(at) or {}
        if isinstance(value, dict):
            items = self.fix.kind.items
            number = items.number if items is not None and at[0] == items.list and len(at) > 1 else None
            return {name: inner if name == number else self._empty((*at, name), inner) for name, inner in value.items()}
        return {"array": [], "string": ""}.get(str(node.get("type", "")))

    def _marked(self, edit: Edit, mark: str, what: Text) -> WrittenChange:
        return WrittenChange(edit, is_made=False, remark=self._mark(mark, what))

    def _mark(self, mark: str, what: Text) -> str:
        return say(self.lang, "{zh} / {en}: {what}", zh=say("zh", mark), en=say("en", mark), what=what)


_AUTHOR: Final = "plancheck"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _form_written(raw: bytes, suffix: str, changes: Sequence[WrittenChange], document: Document, pack: Pack) -> bytes:
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
        from checker.readers.xlsx import parted

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

        from checker.readers.docx import elements_in

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
        for each in texts:
            each.text = ""
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
