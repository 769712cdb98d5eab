"""The sheets of a workbook in their order, out of the parts of its file: of Excel, WPS, LibreOffice and the like.

Only what a plan needs is looked at. Macros, links, pictures and whatever else a workbook may have are never opened.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.documents.marked_sheet import MARK
from checker.documents.package import Package
from checker.documents.workbook_cells import Left, Styles, cell_of, read_cells, unescaped
from checker.documents.xml_events import SEPARATOR, stream_xml
from checker.errors import UnreadableError
from checker.readers.messages import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.documents.workbook_cells import Sheet

_BINARY: Final = "xl/workbook.bin"
_OPEN_DOCUMENT: Final = "mimetype"
_ROOT: Final = ""
_LONGEST_NUMBER: Final = 9
"""Digits."""
_LONGEST_TITLE: Final = 255
"""Characters; spreadsheet programs allow 31."""

_WHOLE_DAY: Final = slice(None)
_WITHOUT_DAY: Final = slice(7)
_WITHOUT_YEAR: Final = slice(5, None)
_BUILT_IN: Final = {
    **dict.fromkeys((14, 15, 22, 30, 31), _WHOLE_DAY),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), _WITHOUT_DAY),
    **dict.fromkeys((16, 28, 29, 51, 53, 54, 58), _WITHOUT_YEAR),
}
"""The formats for days that a workbook need not write down, and which part they show, as in Chinese programs."""
_NO_SIGNS: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What stands in a format as it is, and what in brackets says of colours and languages."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets, and the names that cells have: sheet title -> row and column -> names."""

    sheets: tuple[Sheet, ...]
    names: Mapping[str, Mapping[tuple[int, int], Sequence[str]]]


def open_workbook(raw: bytes) -> Workbook:
    """The workbook in `raw`. Raises `UnreadableError`."""
    package = Package(raw)
    if _BINARY in package:
        raise UnreadableError(
            "The workbook is in the binary format (.xlsb), whatever its name says. Open it and save it as .xlsx."
        )
    if _OPEN_DOCUMENT in package:
        raise UnreadableError(
            "The file is an OpenDocument file (.ods), whatever its name says. Open it and save it as .xlsx."
        )
    main = _main_part(package)
    book = _Book()
    stream_xml(_required(package, main), book)
    related = _related(package, main)
    styles = Styles(
        _texts(package, next((target for type_, target in related.values() if type_ == "sharedStrings"), None)),
        _day_styles(package, next((target for type_, target in related.values() if type_ == "styles"), None)),
        book.since_1904,
    )
    sheets: list[Sheet] = []
    left = Left()
    read: set[str] = set()
    titles: set[str] = set()
    for title, id_ in book.sheets:
        type_, target = related.get(id_, ("", ""))
        if type_ != "worksheet":
            # A sheet that is nothing but a chart, say.
            continue
        if target in read or title in titles or len(title) > _LONGEST_TITLE:
            # A part that is unpacked for each of very many sheets, names that are looked through for each of very many
            # sheets of one title, and a title that every place names, are without end.
            raise UnreadableError(DAMAGED)
        read.add(target)
        titles.add(title)
        sheet = read_cells(_required(package, target), title, styles, left)
        first = sheet.rows.get(1, {}).get(1)
        if first is None or first.text != MARK:
            sheets.append(sheet)
    return Workbook(tuple(sheets), book.names)


def _main_part(package: Package) -> str:
    for type_, target in _related(package, _ROOT).values():
        if type_ == "officeDocument":
            if target.endswith("document.xml"):
                raise UnreadableError(
                    "The file is a Word document, and a workbook is expected. Give it the suffix .docx, "
                    "or name the right file."
                )
            return target
    raise UnreadableError(
        "The file is no Word document and no workbook, whatever its name says. Name the "
        "right file, or save it as .docx or .xlsx."
    )


def _required(package: Package, name: str) -> bytes:
    part = package.part(name)
    if part is None:
        raise UnreadableError(DAMAGED)
    return part


def _related(package: Package, source: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: id -> (what it is, the name of the part). What is outside of the file is left out."""
    folder, name = posixpath.split(source)
    raw = package.part(posixpath.join(folder, "_rels", f"{name}.rels"))
    if raw is None:
        return {}
    reader = _Relationships()
    stream_xml(raw, reader)
    return {
        id_: (type_.rpartition("/")[2], posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        for id_, type_, target in reader.found
    }


class _Reader:
    """What listens to a part of which it needs only some elements."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def characters(self, text: str) -> None:
        """A piece of text."""


def _local(name: str) -> str:
    return name.rpartition(SEPARATOR)[2]


class _Relationships(_Reader):
    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if _local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            self.found.append((attributes.get("Id", ""), attributes.get("Type", ""), attributes.get("Target", "")))


class _Book(_Reader):
    """The list of sheets, the names of cells, and from when on days are counted."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.names: dict[str, dict[tuple[int, int], list[str]]] = {}
        self.since_1904 = False
        self._name: str | None = None
        self._refers_to: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match _local(name):
            case "workbookPr":
                self.since_1904 = attributes.get("date1904") in ("1", "true", "on")
            case "sheet":
                id_ = next((value for key, value in attributes.items() if SEPARATOR in key and _local(key) == "id"), "")
                self.sheets.append((unescaped(attributes.get("name", "")), id_))
            case "definedName":
                self._name, self._refers_to = attributes.get("name", ""), []

    def end(self, name: str) -> None:
        if _local(name) == "definedName" and self._name is not None:
            title, _, reference = "".join(self._refers_to).rpartition("!")
            at = cell_of(reference)
            if at is not None:
                unquoted = title[1:-1].replace("''", "'") if title.startswith("'") else title
                self.names.setdefault(unquoted, {}).setdefault(at, []).append(self._name)
            self._name = None

    def characters(self, text: str) -> None:
        if self._name is not None:
            self._refers_to.append(text)


def _texts(package: Package, name: str | None) -> list[str]:
    """The texts that cells refer to; the pronunciation that may stand beside Chinese ones is none of them."""
    reader = _Texts()
    if name is not None:
        stream_xml(_required(package, name), reader)
    return reader.texts


class _Texts(_Reader):
    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._is_text = False
        self._phonetic = 0

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        match _local(name):
            case "si":
                self._pieces = []
            case "t":
                self._is_text = not self._phonetic
            case "rPh":
                self._phonetic += 1

    def end(self, name: str) -> None:
        match _local(name):
            case "si":
                self.texts.append(unescaped("".join(self._pieces)))
            case "t":
                self._is_text = False
            case "rPh":
                self._phonetic -= 1

    def characters(self, text: str) -> None:
        if self._is_text:
            self._pieces.append(text)


def _day_styles(package: Package, name: str | None) -> dict[int, slice]:
    """The styles of cells, by their places in the list of them, that show a number as a day: which part of it."""
    reader = _Styles()
    if name is not None:
        stream_xml(_required(package, name), reader)
    parts = {**_BUILT_IN, **{id_: _part_shown(code) for id_, code in reader.formats.items()}}
    found = {place: parts.get(id_) for place, id_ in enumerate(reader.used)}
    return {place: part for place, part in found.items() if part is not None}


def _part_shown(code: str) -> slice | None:
    """Which part of a day a format shows; None for one of figures or times."""
    signs = set(_NO_SIGNS.sub("", code).lower().partition(";")[0])
    has_year, has_day = "y" in signs or {"e", "m"} <= signs, "d" in signs
    if signs & {"0", "#", "?"} or not (has_year or has_day):
        return None
    if not has_day:
        return _WITHOUT_DAY
    return _WHOLE_DAY if has_year else _WITHOUT_YEAR


class _Styles(_Reader):
    def __init__(self) -> None:
        self.formats: dict[int, str] = {}
        self.used: list[int] = []
        self._is_list_of_cells = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        id_ = attributes.get("numFmtId", "0")
        number = int(id_) if id_.isdecimal() and id_.isascii() and len(id_) <= _LONGEST_NUMBER else 0
        match _local(name):
            case "numFmt":
                self.formats[number] = attributes.get("formatCode", "")
            case "cellXfs":
                self._is_list_of_cells = True
            case "xf" if self._is_list_of_cells:
                self.used.append(number)

    def end(self, name: str) -> None:
        if _local(name) == "cellXfs":
            self._is_list_of_cells = False
