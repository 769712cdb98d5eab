"""Word documents (DOCX): paragraphs and tables as somebody reads them with all changes accepted.

Deleted text and rows are gone, inserted ones are there; of fields, links and controls the result is read, and what a
control shows while nothing is chosen is not. What is no text in a cell (a picture, a table, hidden text) is told as an
oddity of the cell, because nobody can say what it means; what is struck out or stands in a text box is left out.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from checker.errors import UnreadableError
from checker.i18n import text
from checker.readers.cells import (
    At,
    Block,
    Cell,
    CellTable,
    Holds,
    LeftOut,
    Paragraph,
    ParagraphKind,
    WordDocument,
    of_whole_row,
)
from checker.readers.limits import MOST_CHARACTERS, MOST_VALUES, REFUSED, SLIPS
from checker.readers.package import Element, Package, local_name, text_in
from checker.values import is_blank

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEFAULT: Final = "word/document.xml"
_OFF: Final = frozenset(("0", "false", "off", "none"))

_ODDITIES: Final = {
    **dict.fromkeys(("drawing", "pict", "object"), "box"),
    "oMath": "equation",
    "sym": "symbol",
    "ddList": "form-field",
    "checkBox": "form-field",
    "footnoteReference": "note",
    "endnoteReference": "note",
    "altChunk": "inserted-file",
    "tbl": "table",
    "del": "",
}
"""Elements that say something which is no text of the cell, and the oddity that each of them is in a cell.

Beside tables, where seals and emblems stand, only hidden text and inserted files are any.
"""
_MATTERS_ANYWHERE: Final = ("inserted-file", "hidden-text")
_SKIPPED: Final = frozenset(
    {"moveFrom", "rt", "instrText", "delInstrText", "delText", "Fallback", "sectPr"}
    | {f"{name}Pr" for name in ("p", "r", "tc", "tr", "tbl", "sdt", "sdtEnd", "ruby", "smartTag", "customXml")}
)
"""Elements with nothing in them that is read: properties, what was moved away, and what is said a second time."""
_AROUND: Final = frozenset(
    ("body", "sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "AlternateContent", "Choice")
)
"""Elements around paragraphs, tables, rows and cells that are no part of the structure."""
_SIGNS: Final = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}
_BREAKS_OF_PAGES: Final = ("page", "column")
_BODY_LEVEL: Final = "9"
"""The outline level of what is no heading."""
_HEADINGS: Final = ("title", "subtitle", "heading ", "toc ", "caption", "标题", "目录", "题注")
"""How the names of styles begin that office programs have for headings."""


def open_document(raw: bytes) -> WordDocument:
    """The Word document in `raw`. Raises `UnreadableError`."""
    package = Package(raw)
    main = package.target("officeDocument") or _DEFAULT
    root = package.tree(main)
    if root is None or root.tag != f"{_W}document":
        raise UnreadableError(REFUSED["no-word-document"])
    styles = package.target("styles", main) or posixpath.join(posixpath.dirname(main), "styles.xml")
    reader = _WordReader(_Styles(package.tree(styles)))
    reader.read(root)
    return WordDocument(tuple(reader.blocks), tuple(reader.left_out))


def elements_in(root: Element) -> dict[str, Element]:
    """Where in the tree of a document each cell and each paragraph beside tables is, by its place (`Table[5]!B3`).

    `root` may be a tree of anybody's. Raises `UnreadableError`.
    """
    reader = _WordReader(_Styles(None))
    reader.read(root)
    return reader.elements


def _value(parent: Element | None, name: str, attribute: str = "val") -> str | None:
    """The value of a property that stands in `parent`; None where it does not, or has none."""
    found = None if parent is None else parent.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}{attribute}")


def _is_on(parent: Element | None, name: str) -> bool | None:
    """Whether a property is switched on: it is, unless its value says otherwise. None where it is not there."""
    found = None if parent is None else parent.find(f"{_W}{name}")
    return None if found is None else (found.get(f"{_W}val") or "1").lower() not in _OFF


def _is_there(parent: Element | None, path: str) -> bool:
    return parent is not None and parent.find("/".join(f"{_W}{name}" for name in path.split("/"))) is not None


def _count_of(written: str | None, least: int) -> int:
    """A count of columns; what is no such count is the least there is."""
    plain = written or ""
    is_count = plain.isascii() and plain.isdecimal() and len(plain) < len(str(MOST_VALUES))
    return max(least, int(plain)) if is_count else least


# Styles


class _Look(NamedTuple):
    """Whether text is hidden, and whether it is struck out; None where nothing says so."""

    is_hidden: bool | None = None
    is_struck: bool | None = None


_PLAIN: Final = _Look(is_hidden=False, is_struck=False)


def _look_of(properties: Element | None) -> _Look:
    strikes = [each for each in (_is_on(properties, "strike"), _is_on(properties, "dstrike")) if each is not None]
    return _Look(_is_on(properties, "vanish"), any(strikes) if strikes else None)


class _WordStyle(NamedTuple):
    """What a style makes of paragraphs and of text."""

    kind: ParagraphKind | None = None
    look: _Look = _Look()


class _Styles:
    """The styles of a document, by id: what each says itself, or else what it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, _WordStyle] = {}
        self._usual: str | None = None
        names = (text("Plan title"), text("Basis"), text("Instructions"))
        self._explaining = {written.lower() for name in names for written in (name.en, name.zh)}
        for each in () if root is None else root.iter(f"{_W}style"):
            id_ = each.get(f"{_W}styleId", "")
            self._elements.setdefault(id_, each)
            if each.get(f"{_W}default") in ("1", "true") and each.get(f"{_W}type") == "paragraph":
                self._usual = id_

    def of_paragraph(self, properties: Element | None) -> _WordStyle:
        """The style of a paragraph with these properties."""
        style = self._style(_value(properties, "pStyle") or self._usual)
        if style.kind is None and (_value(properties, "outlineLvl") or _BODY_LEVEL) != _BODY_LEVEL:
            return style._replace(kind=ParagraphKind.HEADING)
        return style

    def of_run(self, run: Element, paragraph: _Look) -> _Look:
        """How the text of a run looks: as it says itself, else as the styles of paragraph and characters say."""
        properties = run.find(f"{_W}rPr")
        if properties is None:
            return _Look(bool(paragraph.is_hidden), bool(paragraph.is_struck))
        own = _look_of(properties)
        style = self._style(_value(properties, "rStyle")).look
        # Where both styles switch something on, the one switches the other off (ISO/IEC 29500-1, 17.7.3).
        return _Look(
            bool(paragraph.is_hidden) != bool(style.is_hidden) if own.is_hidden is None else own.is_hidden,
            bool(paragraph.is_struck) != bool(style.is_struck) if own.is_struck is None else own.is_struck,
        )

    def _style(self, id_: str | None) -> _WordStyle:
        chain: dict[str, None] = {}
        while id_ is not None and id_ in self._elements and id_ not in self._known and id_ not in chain:
            chain[id_] = None
            id_ = _value(self._elements[id_], "basedOn")
        style = self._known.get(id_ or "", _WordStyle())
        for each in reversed(chain):
            own = self._own(self._elements[each])
            style = _WordStyle(
                own.kind or style.kind,
                _Look(*(new if new is not None else old for new, old in zip(own.look, style.look, strict=True))),
            )
            self._known[each] = style
        return style

    def _own(self, element: Element) -> _WordStyle:
        name = (_value(element, "name") or "").strip().lower()
        kind = ParagraphKind.EXPLANATION if name in self._explaining else None
        level = _value(element.find(f"{_W}pPr"), "outlineLvl")
        if kind is None and (name.startswith(_HEADINGS) or level not in (None, _BODY_LEVEL)):
            kind = ParagraphKind.HEADING
        return _WordStyle(kind, _look_of(element.find(f"{_W}rPr")))


# Text


@dataclass(slots=True)
class _Text:
    """What is read of one cell, or of one paragraph outside of tables."""

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    oddities: dict[str, None] = field(default_factory=dict)
    left: dict[str, list[str]] = field(default_factory=dict)
    """What was left out: `struck` or `text-box` -> its pieces."""
    times_left: int = 0
    is_open: bool = False
    """Whether the next paragraph goes on where this one ended, as the end between them was deleted."""

    def leave(self, what: str, piece: str) -> None:
        """Note what is left out; of blanks only where there is something else."""
        if what in self.left or not is_blank(piece):
            self.left.setdefault(what, []).append(piece)
            self.times_left += 1

    def end_line(self) -> None:
        """A paragraph ends."""
        self.lines.append("".join(self.pieces))
        self.pieces = []

    def left_at(self, place: str) -> list[LeftOut]:
        """What was left out, at the place of all this."""
        return [LeftOut(place, what, "".join(pieces)) for what, pieces in self.left.items()]


class _WordReader:
    """Reads the blocks of one document in their order."""

    def __init__(self, styles: _Styles) -> None:
        self.blocks: list[Block] = []
        self.left_out: list[LeftOut] = []
        self.elements: dict[str, Element] = {}
        self._styles = styles
        self._values = MOST_VALUES
        self._characters = MOST_CHARACTERS
        self._paragraphs = self._tables = 0
        self._fields: list[bool] = []
        """For each field that is open, whether its code is being told, which nobody sees."""
        self._codes = 0
        self._outside = _Text()

    def read(self, root: Element) -> None:
        """Read all there is. Raises `UnreadableError` where that is beyond the limits."""
        for element in _through(root, "p", "tbl", "altChunk"):
            match local_name(element):
                case "p":
                    kind = self._paragraph(element, self._outside)
                    if not self._outside.is_open:
                        self.elements[self._end_outside(kind).place] = element
                case "tbl":
                    self._read_table(element)
                case _:
                    self.blocks.append(Paragraph(max(1, self._paragraphs), oddities=("inserted-file",)))
        if self._outside.is_open:
            self._outside.end_line()
            self._end_outside(ParagraphKind.TEXT)

    def _count(self) -> None:
        self._values -= 1
        if self._values < 0:
            raise UnreadableError(SLIPS["too-many-values"], limit=MOST_VALUES)

    # Paragraphs

    def _end_outside(self, kind: ParagraphKind) -> Paragraph:
        """A paragraph outside of tables ends."""
        self._paragraphs += 1
        into, self._outside = self._outside, _Text()
        oddities = tuple(each for each in into.oddities if each in _MATTERS_ANYWHERE)
        paragraph = Paragraph(self._paragraphs, "\n".join(into.lines), kind, oddities)
        self.blocks.append(paragraph)
        self.left_out += into.left_at(paragraph.place)
        return paragraph

    def _paragraph(self, element: Element, into: _Text) -> ParagraphKind:
        """Read one paragraph; what explains the form is no part of a cell, but stays told of what stands outside."""
        self._count()
        properties = element.find(f"{_W}pPr")
        style = self._styles.of_paragraph(properties)
        begin, left = len(into.pieces), into.times_left
        self._walk(element, into, style.look, _PLAIN)
        is_outside = into is self._outside
        if style.kind is ParagraphKind.EXPLANATION and not is_outside:
            del into.pieces[begin:]
            return ParagraphKind.EXPLANATION
        into.is_open = _is_there(properties, "rPr/del")
        is_gone = not begin and into.times_left > left and is_blank("".join(into.pieces))
        if is_gone and not is_outside and not into.is_open:
            # All of the paragraph is left out, and no empty line of it either.
            into.pieces = []
        elif not into.is_open:
            into.end_line()
        return style.kind or ParagraphKind.TEXT

    def _walk(self, element: Element, into: _Text, paragraph: _Look, look: _Look) -> None:
        """Read what stands in an element that is no block; the parser bounds how deep that goes."""
        for child in element:
            name = local_name(child)
            sign = _sign_of(child, name)
            if sign is not None:
                self._say(sign, into, look)
            elif name == "r":
                self._walk(child, into, paragraph, self._styles.of_run(child, paragraph))
            elif name == "p":
                self._paragraph(child, into)
            elif name in _ODDITIES:
                self._odd(child, name, into)
            elif name == "sdt" and _is_on(child.find(f"{_W}sdtPr"), "showingPlcHdr"):
                # A control that shows no more than what to do with it.
                continue
            elif not (name in _SKIPPED or name.endswith("Change")):
                if name == "fldChar":
                    self._field(child.get(f"{_W}fldCharType"))
                self._walk(child, into, paragraph, look)

    def _say(self, piece: str, into: _Text, look: _Look) -> None:
        self._characters -= len(piece)
        if self._characters < 0:
            raise UnreadableError(REFUSED["cells-too-long"], limit=MOST_CHARACTERS)
        if self._codes:
            return
        if look.is_hidden:
            if not is_blank(piece):
                into.oddities["hidden-text"] = None
        elif look.is_struck:
            into.leave("struck", piece)
        else:
            into.pieces.append(piece)

    def _odd(self, element: Element, name: str, into: _Text) -> None:
        """What is no text: what was deleted is not there, a box with text is left out, anything else is an oddity."""
        oddity = _ODDITIES[name]
        written = text_in(element, _W) if oddity in ("box", "table") else ""
        if name == "del":
            # Changes that are tracked are read as if they were accepted.
            return
        if oddity == "box" and not is_blank(written):
            into.leave("text-box", written)
        elif oddity != "table" or not is_blank(written):
            into.oddities[oddity] = None

    def _field(self, step: str | None) -> None:
        """A field is its code, then its result; only the latter is seen."""
        if step == "begin":
            self._fields.append(True)
            self._codes += 1
        elif step in ("separate", "end") and self._fields:
            self._codes -= self._fields[-1]
            self._fields[-1] = False
            if step == "end":
                self._fields.pop()

    # Tables

    def _read_table(self, element: Element) -> None:
        self._tables += 1
        rows: dict[int, dict[int, Cell]] = {}
        table = CellTable(self._tables, rows, {}, {}, {})
        starts: dict[int, int] = {}
        for row in _through(element, "tr"):
            properties = row.find(f"{_W}trPr")
            if not _is_there(properties, "del"):
                column = 1 + _count_of(_value(properties, "gridBefore"), least=0)
                rows[len(rows) + 1] = self._read_row(row, (len(rows) + 1, column), table, starts)
        self.blocks.append(table)

    def _read_row(self, element: Element, at: At, table: CellTable, starts: dict[int, int]) -> dict[int, Cell]:
        """The cells of a row that begins at a place of the table, which notes how they stand in it.

        `starts` are the rows where cells begin that may go on downwards, by their columns.
        """
        number, column = at
        row: dict[int, Cell] = {}
        left: list[LeftOut] = []
        for each in _through(element, "tc"):
            self._count()
            properties = each.find(f"{_W}tcPr")
            span = _count_of(_value(properties, "gridSpan"), least=1)
            into = _Text()
            self._walk(each, into, _PLAIN, _PLAIN)
            if into.pieces:
                into.end_line()
            if not _is_there(properties, "cellDel") and not _goes_on(properties, "hMerge"):
                row[column] = Cell(Holds.TEXT, "\n".join(into.lines), oddities=tuple(into.oddities))
                table.order[number, column] = len(row)
                if span > 1:
                    table.spans[number, column] = span
                if not _goes_on(properties, "vMerge"):
                    starts[column] = number
                elif column in starts:
                    table.spread[number, column] = starts[column]
                place = table.place(number, column)
                self.elements[place] = each
                left += into.left_at(place)
            column += span
        self.left_out += of_whole_row(left, is_all=all(cell.is_blank for cell in row.values()))
        return row


def _goes_on(properties: Element | None, name: str) -> bool:
    """Whether a cell goes on from the one before it (`hMerge`) or above it (`vMerge`)."""
    return _is_there(properties, name) and _value(properties, name) != "restart"


def _through(element: Element, *names: str) -> Iterator[Element]:
    """The elements of those names inside of one, also those in controls, insertions and the like."""
    for child in element:
        name = local_name(child)
        if name in names:
            yield child
        elif name in _AROUND:
            yield from _through(child, *names)


def _sign_of(element: Element, name: str) -> str | None:
    """The text that an element of a run is; None for what is none."""
    if name == "t":
        return element.text or ""
    if name == "br":
        return "" if element.get(f"{_W}type") in _BREAKS_OF_PAGES else "\n"
    return _SIGNS.get(name)
