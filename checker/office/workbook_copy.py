"""Copies of workbooks: openpyxl reads and writes them, and what cells hold is put back as it was.

It computes no formula, turns days into numbers of its own and drops what it does not know: so the very values of cells
are written over its own, and what a copy lacks can be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from io import BytesIO
from typing import Any, Final
from warnings import catch_warnings, simplefilter

from lxml import etree
from openpyxl import load_workbook

from checker.archive import Change
from checker.errors import UnreadableError
from checker.i18n import N_, text
from checker.model import Text
from checker.office.comments import AUTHOR, NOT_COPIED
from checker.readers.cells import column_letters
from checker.readers.package import RELATIONS, Element, Package
from checker.readers.xlsx import cell_of
from checker.reporting.workbook_file import bytes_of

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXTS: Final = ("s", "inlineStr")
"""What cells with texts of their own are; openpyxl keeps those, and nothing else has to be put back."""

_PICTURES: Final = N_("pictures")
_SHAPES: Final = N_("shapes and text boxes")
_SLICERS: Final = N_("slicers and timelines")
_CARRIED: Final[Mapping[str, str]] = {
    "pic": _PICTURES,
    "cellImage": _PICTURES,
    "sp": _SHAPES,
    "cxnSp": _SHAPES,
    "graphicFrame": N_("charts"),
    "threadedComment": N_("conversations beside cells (their words stay, as a comment)"),
    "rPr": N_("type of people's comments, and how large these are"),
    "control": N_("buttons and other controls"),
    "oleObject": N_("embedded files"),
    "slicer": _SLICERS,
    "timeline": _SLICERS,
    "sparklineGroup": N_("sparklines"),
    "x14:conditionalFormatting": N_("colours by condition that only newer versions of Excel know"),
    "x14:dataValidation": N_("lists to choose from that only newer versions of Excel know"),
    "Signature": N_("digital signatures"),
    "vbaProject": N_("macros"),
}
"""What a workbook can have that a copy may not: elements of its parts by their names, and what people call them."""
_TYPE: Final = "rPr"
"""How words look; of those in cells, nothing is lost."""
_XML: Final = (".xml", ".rels")
_NEWER: Final = "spreadsheetml/2009/9/main"

Values = Mapping[str, Mapping[str, tuple[str | None, str]]]
"""What cells hold that is no text of their own, by sheet and address: the kind of value, and how it is written."""


def opened(raw: bytes) -> Any:
    """The workbook as openpyxl has it. Raises `UnreadableError`."""
    try:
        with catch_warnings():
            simplefilter("ignore")
            book = load_workbook(BytesIO(raw), rich_text=True)
    except Exception as error:
        # It raises whatever comes of what it does not know.
        raise UnreadableError(NOT_COPIED) from error
    sheets: list[Any] = [*book.worksheets, *book.chartsheets]
    for sheet in sheets:
        # It keeps them only where another library is installed: a copy is the same everywhere.
        sheet._images = []  # noqa: SLF001 - there is no other way to them
    return book


def saved(book: Any, values: Values) -> bytes:
    """The file, its cells with the very values that they had. Raises `UnreadableError`."""
    changes: dict[str, Change] = {
        f"xl/worksheets/sheet{number}.xml": partial(_with_values, values[sheet.title])
        for number, sheet in enumerate(book.worksheets, 1)
        if values.get(sheet.title)
    }
    try:
        return bytes_of(book, changes)
    except Exception as error:
        raise UnreadableError(NOT_COPIED) from error


def features_of(package: Package) -> Counter[str]:
    """How often a workbook has each thing that a copy may lack.

    All its XML is looked at, and has to be in order, before a library reads it. Raises `UnreadableError`.
    """
    found: Counter[str] = Counter()
    for name in package.names:
        if "vbaproject" in name:
            found["vbaProject"] += 1
        root = package.tree(name) if name.endswith(_XML) else None
        authors = () if root is None else root.iter(f"{_S}author")
        ours = frozenset(str(number) for number, author in enumerate(authors) if author.text == AUTHOR)
        for element in () if root is None else root.iter("{*}*"):
            space, _, local = element.tag.rpartition("}")
            key = f"x14:{local}" if space.endswith(_NEWER) and f"x14:{local}" in _CARRIED else local
            if key in _CARRIED and (key != _TYPE or _is_of_people(element, ours)):
                found[key] += 1
    return found


def _is_of_people(type_: Element, ours: Collection[str]) -> bool:
    """Whether it is the type of some words in a comment that is by none of the authors `ours`."""
    comment = next(type_.iterancestors(f"{_S}comment"), None)
    return comment is not None and comment.get("authorId") not in ours


def lost_of(before: Counter[str], after: Counter[str]) -> tuple[Text, ...]:
    """What a copy lacks, in words."""
    return tuple(text(each) for each in dict.fromkeys(_CARRIED[name] for name in before if after[name] < before[name]))


def values_of(package: Package) -> Values:
    """What the cells of a workbook hold. Raises `UnreadableError`."""
    main = package.target("officeDocument") or ""
    related, book = package.related(main), package.tree(main)
    found: dict[str, dict[str, tuple[str | None, str]]] = {}
    for sheet in () if book is None else book.iterfind(f"{_S}sheets/{_S}sheet"):
        id_ = sheet.get(f"{RELATIONS}id", "")
        root = package.tree(related[id_].target) if id_ in related else None
        found[sheet.get("name", "")] = {
            address: (cell.get("t"), value)
            for address, cell in (() if root is None else _addressed(root))
            if cell.get("t") not in _TEXTS and (value := cell.findtext(f"{_S}v")) is not None
        }
    return found


def _addressed(sheet: Element) -> Iterator[tuple[str, Element]]:
    """Every cell with its address; what does not say where it stands follows what is before it."""
    row = 0
    for line in sheet.iterfind(f"{_S}sheetData/{_S}row"):
        row, column = int(line.get("r", row + 1)), 0
        for cell in line.iterfind(f"{_S}c"):
            row, column = cell_of(cell.get("r", "")) or (row, column + 1)
            yield f"{column_letters(column)}{row}", cell


def _with_values(values: Mapping[str, tuple[str | None, str]], xml: bytes) -> bytes:
    root: Any = etree.fromstring(xml)
    for cell in root.iter(f"{_S}c"):
        kept = values.get(cell.get("r", ""))
        if kept is None:
            continue
        kind, written = kept
        cell.attrib.pop("t", None)
        if kind is not None:
            cell.set("t", kind)
        for old in (*cell.iterfind(f"{_S}v"), *cell.iterfind(f"{_S}is")):
            cell.remove(old)
        etree.SubElement(cell, f"{_S}v").text = written
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
