"""The styles of a workbook: cells get the style they had with another fill, and may get their own back."""

from __future__ import annotations

from copy import deepcopy
from itertools import chain
from typing import TYPE_CHECKING, Final

from lxml import etree

from checker.marking.refusal import NotMarkableError
from checker.marking.trees import alone, local_name, parse, shape_of
from checker.model import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.marking.book import Book
    from checker.marking.trees import Element, Shape

_ON_DARK: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "FF9C0007",
    Severity.WARNING: "FF7F4F01",
    Severity.INFO: "FF1F4E7A",
}
_ON_LIGHT: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "FFFFC7CF",
    Severity.WARNING: "FFFFEB9D",
    Severity.INFO: "FFDDEBF8",
}
"""Fills under light letters and under dark ones: shades that nobody else uses, so that they are known again."""

_OURS: Final = frozenset({*_ON_DARK.values(), *_ON_LIGHT.values()})
_LIGHT: Final = 0.5
_LIGHT_THEMES: Final = frozenset({"0", "2"})
_LIGHT_INDEXES: Final = frozenset({"1", "9"})
_DARKER: Final = -0.4
"""From this tint on, a light colour of the theme is a dark one."""

_LONGEST_FILL: Final = 4000
_ORDER: Final = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_MINIMAL: Final = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="%s"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellXfs></styleSheet>"""
_NO_FILL: Final = '<fill xmlns="%s"><patternFill patternType="none"/></fill>'


class Styles:
    """The table of styles; what is new in it comes last, and what is there already is not added again."""

    def __init__(self, book: Book) -> None:
        self._book = book
        if book.part_of_kind("/styles") is None:
            book.add_part("/styles", "styles", "styles{}.xml", (_MINIMAL % book.namespace).encode())
        self._part = book.part_of_kind("/styles") or ""
        self._tree = book.package.tree(self._part)
        self._known: dict[str, tuple[list[Element], dict[Shape, int]]] = {}
        self._marked: dict[tuple[int, Severity], int] = {}
        self._restored: dict[tuple[int, int | None, str | None], int] = {}

    def save(self) -> None:
        """Keep what was added."""
        self._book.package.save(self._part, self._tree)

    def marked(self, style: int, severity: Severity) -> int:
        """The style with the fill of `severity`: nothing else is different."""
        key = style, severity
        if key not in self._marked:
            xf = self._style(style)
            colours = _ON_DARK if self._has_light_letters(xf) else _ON_LIGHT
            self._marked[key] = self._with_fill(xf, self.solid(colours[severity]))
        return self._marked[key]

    def is_marked(self, style: int) -> bool:
        """Whether the fill of that style is one of ours."""
        fill = self._entry("fills", self._style(style).get("fillId"))
        colour = None if fill is None else fill.find(f"{self._tag('patternFill')}/{self._tag('fgColor')}")
        return colour is not None and colour.get("rgb", "").upper() in _OURS

    def fill_of(self, style: int) -> str | None:
        """The fill of that style, written out; None where it is too long to be kept."""
        fill = self._entry("fills", self._style(style).get("fillId"))
        written = (_NO_FILL % self._book.namespace) if fill is None else alone(fill).decode()
        return written if len(written) <= _LONGEST_FILL else None

    def restored(self, style: int, before: int | None, fill: str | None) -> int:
        """The style with the `fill` that was written out (None: no fill): the style `before`, where it is that."""
        key = style, before, fill
        if key not in self._restored:
            self._restored[key] = self._restore(style, before, fill)
        return self._restored[key]

    def _restore(self, style: int, before: int | None, fill: str | None) -> int:
        element = self._fill_written(fill)
        shape, wanted = shape_of(element), _apart_from_fill(self._style(style))
        xfs = self._table("cellXfs")[0]
        first: list[int] = [] if before is None else [before]
        for place in chain(first, range(len(xfs))):
            if 0 <= place < len(xfs) and _apart_from_fill(xfs[place]) == wanted:
                own = self._entry("fills", xfs[place].get("fillId"))
                if own is not None and shape_of(own) == shape:
                    return place
        return self._with_fill(self._style(style), self.add("fills", element))

    def _fill_written(self, fill: str | None) -> Element:
        """The fill that was written out; no fill for what is none, as whoever has the file may have written it."""
        none = parse((_NO_FILL % self._book.namespace).encode()).getroot()
        try:
            element = none if fill is None else parse(fill.encode()).getroot()
        except (etree.XMLSyntaxError, NotMarkableError, UnicodeError):
            return none
        return element if element.tag == self._tag("fill") else none

    def solid(self, colour: str) -> int:
        """A fill of one colour."""
        fill = etree.Element(self._tag("fill"))
        pattern = etree.SubElement(fill, self._tag("patternFill"))
        pattern.set("patternType", "solid")
        etree.SubElement(pattern, self._tag("fgColor")).set("rgb", colour)
        etree.SubElement(pattern, self._tag("bgColor")).set("indexed", "64")
        return self.add("fills", fill)

    def add(self, table: str, new: Element) -> int:
        """The place of an entry in a table (`fonts`, `fills`, `borders`, `cellXfs`), added if it is not there."""
        entries, places = self._table(table)
        shape = shape_of(new)
        if shape not in places:
            places[shape] = len(entries)
            entries.append(new)
            parent = self._container(table)
            parent.append(new)
            parent.set("count", str(len(entries)))
        return places[shape]

    def written(self, table: str, entry: str) -> int:
        """As `add`, of an entry as XML without a namespace: ours, never input."""
        return self.add(table, parse(f'<_ xmlns="{self._book.namespace}">{entry}</_>'.encode()).getroot()[0])

    def _tag(self, name: str) -> str:
        return self._book.tag(name)

    def _style(self, style: int) -> Element:
        """The style in that place; a style that is not there is the first one."""
        xfs = self._table("cellXfs")[0]
        if not xfs:
            self.written("cellXfs", '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>')
        return xfs[style if 0 <= style < len(xfs) else 0]

    def _with_fill(self, xf: Element, fill: int) -> int:
        new = deepcopy(xf)
        new.tail = None
        new.set("fillId", str(fill))
        new.set("applyFill", "1")
        return self.add("cellXfs", new)

    def _has_light_letters(self, xf: Element) -> bool:
        font = self._entry("fonts", xf.get("fontId"))
        colour = None if font is None else font.find(self._tag("color"))
        if colour is None:
            return False
        if (rgb := colour.get("rgb")) is not None:
            red, green, blue = (int(rgb[-6:][place : place + 2], 16) / 255 for place in (0, 2, 4))
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue > _LIGHT
        if (theme := colour.get("theme")) is not None:
            return theme in _LIGHT_THEMES and float(colour.get("tint", "0")) > _DARKER
        return colour.get("indexed") in _LIGHT_INDEXES

    def _entry(self, table: str, place: str | None) -> Element | None:
        entries = self._table(table)[0]
        index = int(place or 0)
        return entries[index] if 0 <= index < len(entries) else None

    def _table(self, name: str) -> tuple[list[Element], dict[Shape, int]]:
        if name not in self._known:
            entries = [each for each in self._container(name) if local_name(each)]
            places: dict[Shape, int] = {}
            for place, entry in enumerate(entries):
                places.setdefault(shape_of(entry), place)
            self._known[name] = entries, places
        return self._known[name]

    def _container(self, name: str) -> Element:
        root = self._tree.getroot()
        found = root.find(self._tag(name))
        if found is None:
            found = etree.Element(self._tag(name))
            later = _ORDER[_ORDER.index(name) + 1 :]
            place = next((at for at, child in enumerate(root) if local_name(child) in later), len(root))
            root.insert(place, found)
        return found


def _apart_from_fill(xf: Element) -> Shape:
    new = deepcopy(xf)
    for name in {"fillId", "applyFill"} & set(new.keys()):
        del new.attrib[name]
    return shape_of(new)
