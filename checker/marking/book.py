"""The workbook part: which sheets there are, in which order, and what counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from checker.marking.refusal import NotMarkableError
from checker.marking.trees import children, insert_before, local_name, names_in, remove

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.marking.package import Package
    from checker.marking.trees import Element

_TRANSITIONAL: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONSHIPS: Final = {
    _TRANSITIONAL: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    _STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_BEHIND_VIEWS: Final = ("sheets",)
_LONGEST_NAME: Final = 31
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How the format writes a sign that XML has no other way to write."""

_SURROGATES: Final = range(0xD800, 0xE000)
_WORKSHEET: Final = "/worksheet"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: its name, its place among all sheets (from 0), and its part."""

    name: str
    index: int
    part: str


class Book:
    """The workbook of a package, and the names its edition of the format goes by."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = package.main()
        self._tree = package.tree(self.part)
        root = self._tree.getroot()
        self.namespace = etree.QName(root).namespace or ""
        if local_name(root) != "workbook" or self.namespace not in _RELATIONSHIPS:
            raise NotMarkableError
        self.relationships = _RELATIONSHIPS[self.namespace]
        self._relations = package.relations(self.part)

    def tag(self, name: str) -> str:
        """The tag of a name of the format."""
        return f"{{{self.namespace}}}{name}"

    def part_of_kind(self, kind: str) -> str | None:
        """The part of that kind that the workbook has (`/styles`), if it has one."""
        found = [part for _, part in self._relations.of_kind(kind) if part in self.package.archive]
        return found[0] if found else None

    def add_part(self, kind: str, type_: str, pattern: str, content: bytes) -> str:
        """A new part that the workbook refers to; gives its id."""
        part = self.fresh(pattern)
        self.package.add(part, content, _TYPE.format(type_))
        return self._relations.add(self.relationships + kind, part)

    def fresh(self, pattern: str) -> str:
        """A name for a new part that lies where `pattern` says from the workbook."""
        folder = self.part.rpartition("/")[0]
        return self.package.fresh(f"{folder}/{pattern}" if folder else pattern)

    def relation_type(self, kind: str) -> str:
        """The type of relation to a part of that kind."""
        return self.relationships + kind

    def worksheets(self) -> Iterator[Sheet]:
        """The worksheets whose parts are there; sheets of charts or macros only count."""
        parts = dict(self._relations.of_kind(_WORKSHEET))
        for index, each in enumerate(self._sheets()):
            part = parts.get(each.get(f"{{{self.relationships}}}id", ""))
            if part is not None and part in self.package.archive:
                yield Sheet(_ESCAPED.sub(_meant, each.get("name", "")), index, part)

    def add_first(self, wanted: str, content: bytes) -> str:
        """Put a new worksheet before the others; gives its name, which is `wanted` if no sheet has it."""
        name = self._free(wanted)
        id_ = self.add_part(_WORKSHEET, "worksheet", "worksheets/sheet{}.xml", content)
        sheets = self._sheets()
        numbers = [int(each.get("sheetId", "0")) for each in sheets]
        new = etree.Element(
            self.tag("sheet"),
            {"name": name, "sheetId": str(max(numbers, default=0) + 1), f"{{{self.relationships}}}id": id_},
            nsmap={"r": self.relationships},
        )
        sheets[0].addprevious(new)
        self._shift(0, 1)
        self._save()
        return name

    def remove(self, sheet: Sheet) -> None:
        """Take a worksheet out, and the names that were local to it."""
        gone = self._sheets()[sheet.index]
        self._relations.remove(gone.get(f"{{{self.relationships}}}id", ""))
        remove(gone)
        self.package.remove(sheet.part)
        names = self._tree.getroot().find(self.tag("definedNames"))
        local = [each for each in children(names, self.tag("definedName")) if _is_local(each, sheet.index)]
        for each in local:
            remove(each)
        if names is not None and local and not len(names):
            remove(names)
        self._shift(sheet.index + 1, -1)
        self._save()

    def _shift(self, first: int, by: int) -> None:
        """Count sheets from `first` on anew: everything that names a sheet by its place."""
        root = self._tree.getroot()
        for name in root.iter(self.tag("definedName")):
            _count(name, "localSheetId", first, by)
        views = root.findall(f"{self.tag('bookViews')}/{self.tag('workbookView')}")
        for view in views:
            if by > 0:
                # What is not there is 0: the sheet that was the first.
                view.set("activeTab", view.get("activeTab", "0"))
            _count(view, "activeTab", first, by)
            if view.get("firstSheet", "0") != "0":
                _count(view, "firstSheet", first, by)
        if not views and by > 0:
            new = etree.Element(self.tag("bookViews"))
            etree.SubElement(new, self.tag("workbookView")).set("activeTab", str(by))
            insert_before(root, new, _BEHIND_VIEWS)

    def _sheets(self) -> list[Element]:
        """The elements of all sheets, whatever alternatives they are in."""
        for child in self._tree.getroot():
            if "sheets" in names_in(child):
                found = list(child.iter(self.tag("sheet")))
                if found:
                    return found
        raise NotMarkableError

    def _free(self, wanted: str) -> str:
        taken = {each.get("name", "").casefold() for each in self._sheets()}
        name, number = wanted, 1
        while name.casefold() in taken:
            number += 1
            name = f"{wanted[: _LONGEST_NAME - 6]} ({number})"
        return name

    def _save(self) -> None:
        self.package.save(self.part, self._tree)


def _meant(escaped: re.Match[str]) -> str:
    code = int(escaped[1], 16)
    return escaped[0] if code in _SURROGATES else chr(code)


def _is_local(name: Element, index: int) -> bool:
    return name.get("localSheetId") == str(index)


def _count(element: Element, attribute: str, first: int, by: int) -> None:
    value = element.get(attribute)
    if value is not None and int(value) >= first:
        element.set(attribute, str(int(value) + by))
