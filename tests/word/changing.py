"""Ways to change a Word document, as people and programs do."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from ..office_files import packed, parts_of  # noqa: TID252 - folders of tests are no packages

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
MAIN = "word/document.xml"


def replaced(raw: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """The package with some parts replaced, added, or (None) left out."""
    return packed({name: part for name, part in {**parts_of(raw), **parts}.items() if part is not None})


def elements(markup: str) -> list[Any]:
    """Elements from their markup, `w:` and the like declared."""
    return list(etree.fromstring(f"<x {NAMESPACES}>{markup}</x>"))


class Form:
    """A document that is being changed; tables and rows count from 1, as in the places of findings."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self.root: Any = etree.fromstring(parts_of(raw)[MAIN])

    @property
    def raw(self) -> bytes:
        return replaced(self._raw, {MAIN: etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")})

    @property
    def body(self) -> Any:
        return self.root[0]

    @property
    def tables(self) -> list[Any]:
        return list(self.body.iterchildren(f"{W}tbl"))

    def row(self, table: int, label: str) -> Any:
        """The first row of the table that has the label."""
        return next(row for row in self.tables[table - 1].iter(f"{W}tr") if label in text_of(row))

    def fill(self, table: int, label: str, *values: str) -> None:
        """Write values into the last cells of the row with the label, a paragraph each line."""
        row = self.row(table, label)
        for cell, value in zip(list(row.iter(f"{W}tc"))[-len(values) :], values, strict=True):
            write(cell, value)

    def fill_row(self, table: int, number: int, *values: str) -> None:
        """Write values into the last cells of the row of that number."""
        row = list(self.tables[table - 1].iter(f"{W}tr"))[number - 1]
        for cell, value in zip(list(row.iter(f"{W}tc"))[-len(values) :], values, strict=True):
            write(cell, value)

    def add_row(self, table: int, after: int, *values: str) -> None:
        """Insert a row as Word does: a copy of the one before it, with other contents."""
        row = list(self.tables[table - 1].iter(f"{W}tr"))[after - 1]
        new = deepcopy(row)
        for restart in new.iter(f"{W}vMerge"):
            restart.attrib.clear()
        row.addnext(new)
        for cell, value in zip(list(new.iter(f"{W}tc"))[-len(values) :], values, strict=True):
            write(cell, value)

    def merge(self, table: int, column: int, first: int, *others: int) -> None:
        """Merge the cells of a column in these rows, as Word does: the first begins, the others go on."""
        rows = list(self.tables[table - 1].iter(f"{W}tr"))
        for number in (first, *others):
            cell = list(rows[number - 1].iter(f"{W}tc"))[column - 1]
            cell[0].append(elements('<w:vMerge w:val="restart"/>' if number == first else "<w:vMerge/>")[0])


def text_of(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def write(cell: Any, value: str) -> None:
    """Put a text into a cell in place of whatever is in it."""
    for old in list(cell):
        if old.tag != f"{W}tcPr":
            cell.remove(old)
    for line in value.split("\n"):
        paragraph = etree.SubElement(cell, f"{W}p")
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = line


def put(cell: Any, markup: str) -> None:
    """Put markup into a cell in place of whatever is in it."""
    write(cell, "")
    cell.remove(cell[-1])
    cell.extend(elements(markup))
