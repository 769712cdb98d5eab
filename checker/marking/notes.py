"""The boxes that comments are shown in: shapes of a drawing in VML, which the format never got rid of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from checker.marking.trees import insert_before, parse, remove

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.marking.book import Book
    from checker.marking.boxes import Box
    from checker.marking.cells import Spot
    from checker.marking.trees import Element

_KIND: Final = "/vmlDrawing"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BEHIND: Final = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
"""What stands behind `legacyDrawing` in a worksheet."""

_V: Final = "urn:schemas-microsoft-com:vml"
_O: Final = "urn:schemas-microsoft-com:office:office"
_X: Final = "urn:schemas-microsoft-com:office:excel"
_NAMESPACES: Final = f'xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}"'
_EMPTY: Final = (
    f'<xml {_NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{{}}"/></o:shapelayout></xml>'
)
_TEMPLATE: Final = (
    f'<xml {_NAMESPACES}><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE: Final = (
    f'<xml {_NAMESPACES}><v:shape id="_x0000_s{{number}}" type="#_x0000_t202" style="position:absolute;'
    'margin-left:60pt;margin-top:2pt;width:{width}pt;height:{height}pt;z-index:{order};visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape></xml>"
)
_NUMBER: Final = re.compile(r"_s(\d{1,8})$")
_CLUSTER: Final = 1024
"""Shapes are numbered in clusters; a drawing names those that are its own."""

_OPEN_BREAK: Final = re.compile(rb"<br\s*>")


class Notes:
    """The boxes of one worksheet, whose root is `sheet`."""

    def __init__(self, book: Book, part: str, sheet: Element, index: int) -> None:
        self._book = book
        self._sheet = sheet
        self._index = index
        self._relations = book.package.relations(part)
        self._legacy = sheet.find(book.tag("legacyDrawing"))
        self._id = None if self._legacy is None else self._legacy.get(f"{{{book.relationships}}}id")
        self.part = self._relations.target(self._id)
        if self.part is not None and self.part not in book.package.archive:
            self.part = None
        # Office itself leaves line breaks open in these parts.
        raw = _EMPTY.format(index + 1).encode() if self.part is None else book.package.archive.read(self.part)
        self._tree = parse(_OPEN_BREAK.sub(b"<br/>", raw))
        self._shapes = {spot: shape for spot, shape in self._notes() if spot is not None}
        self._number = self._last_number()
        self._changed = False

    def show(self, spot: Spot, box: Box) -> None:
        """Have a box for the comment on that cell, at least as large as `box`."""
        self._changed = True
        root = self._tree.getroot()
        shape = self._shapes.get(spot)
        if shape is not None:
            _enlarge(shape, box)
        else:
            if root.find(f"{{{_V}}}shapetype[@id='_x0000_t202']") is None:
                root.append(parse(_TEMPLATE.encode()).getroot()[0])
            self._number += 1
            written = _SHAPE.format(
                number=self._number,
                order=len(self._shapes) + 1,
                width=box.width,
                height=box.height,
                anchor=box.anchor,
                row=spot[0] - 1,
                column=spot[1] - 1,
            )
            shape = self._shapes[spot] = parse(written.encode()).getroot()[0]
            root.append(shape)

    def hide(self, spot: Spot) -> None:
        """Take out the box on that cell."""
        shape = self._shapes.pop(spot, None)
        if shape is not None:
            remove(shape)
            self._changed = True

    def save(self) -> bool:
        """Keep what was changed, no drawing without a shape; gives whether the sheet refers to another than before."""
        if not self._changed:
            return False
        if any(child.tag == f"{{{_V}}}shape" for child in self._tree.getroot()):
            self._name_clusters()
            return self._keep()
        if self.part is None or self._legacy is None or self._id is None:
            return False
        remove(self._legacy)
        self._relations.remove(self._id)
        self._book.package.remove(self.part)
        return True

    def _keep(self) -> bool:
        # Office writes these parts without a declaration of XML.
        written = etree.tostring(self._tree)
        if self.part is not None:
            self._book.package.archive.write(self.part, written)
            return False
        self.part = self._book.fresh("drawings/vmlDrawing{}.vml")
        self._book.package.add(self.part, written, _TYPE)
        self._id = self._relations.add(self._book.relation_type(_KIND), self.part)
        if self._legacy is None:
            self._legacy = etree.Element(self._book.tag("legacyDrawing"), nsmap={"r": self._book.relationships})
            insert_before(self._sheet, self._legacy, _BEHIND)
        self._legacy.set(f"{{{self._book.relationships}}}id", self._id)
        return True

    def _notes(self) -> Iterator[tuple[Spot | None, Element]]:
        for shape in self._tree.getroot().iterchildren(f"{{{_V}}}shape"):
            data = shape.find(f"{{{_X}}}ClientData")
            if data is not None and data.get("ObjectType") == "Note":
                row, column = (data.findtext(f"{{{_X}}}{name}", "") for name in ("Row", "Column"))
                known = row.strip().isdecimal() and column.strip().isdecimal()
                yield (int(row) + 1, int(column) + 1) if known else None, shape

    def _numbers(self) -> list[int]:
        ids = [shape.get("id", "") for shape in self._tree.getroot().iterchildren(f"{{{_V}}}shape")]
        return [int(found[1]) for id_ in ids if (found := _NUMBER.search(id_))]

    def _last_number(self) -> int:
        """The highest number that a shape has; in a new drawing, that before the first of its cluster."""
        return max(self._numbers(), default=(self._index + 1) * _CLUSTER)

    def _name_clusters(self) -> None:
        """Have the drawing name the clusters of all its shapes."""
        own = self._tree.getroot().find(f"{{{_O}}}shapelayout/{{{_O}}}idmap")
        if own is not None:
            named = {int(each) for each in own.get("data", "").split(",") if each.strip().isdecimal()}
            own.set("data", ",".join(map(str, sorted(named | {number // _CLUSTER for number in self._numbers()}))))


def _enlarge(shape: Element, box: Box) -> None:
    """Make a box of somebody else's as large as `box`, if it is smaller."""
    for data in shape.iterchildren(f"{{{_X}}}ClientData"):
        anchor = data.find(f"{{{_X}}}Anchor")
        if anchor is None:
            anchor = etree.Element(f"{{{_X}}}Anchor")
            anchor.text = box.anchor
            insert_before(data, anchor, ("AutoFill", "Row"))
        elif (larger := box.at_least(anchor.text or "")) is not None:
            anchor.text = larger
