"""What the styles of a document say of its paragraphs: which are headings, and which explain the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.documents.word.blocks import Kind
from checker.documents.word.names import local_name, value_of
from checker.documents.xml_events import stream_xml
from checker.i18n import text

if TYPE_CHECKING:
    from collections.abc import Mapping


_HEADINGS: Final = ("title", "subtitle", "heading ", "toc ", "caption", "标题", "目录", "题注")
"""How the names of styles begin that office programs have for headings."""
_BODY_LEVEL: Final = "9"
"""The outline level of what is no heading."""


class _Style:
    """One style as it is read."""

    __slots__ = ("based_on", "kind", "name")

    def __init__(self) -> None:
        self.name = ""
        self.based_on: str | None = None
        self.kind: Kind | None = None


class _Styles:
    """The styles of a document, by id."""

    def __init__(self, ours: Mapping[str, Kind]) -> None:
        self.by_id: dict[str, _Style] = {}
        self._ours = ours
        self._open: _Style | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        local = local_name(name)
        if local == "style":
            self._open = _Style()
            self.by_id.setdefault(value_of(attributes, "styleId") or "", self._open)
        elif self._open is None:
            return
        elif local == "name":
            self._open.name = (value_of(attributes) or "").strip().lower()
            self._open.kind = self._named(self._open.name) or self._open.kind
        elif local == "basedOn":
            self._open.based_on = value_of(attributes)
        elif local == "outlineLvl" and value_of(attributes) != _BODY_LEVEL:
            self._open.kind = self._open.kind or Kind.HEADING

    def end(self, name: str) -> None:
        """An element ends."""
        if local_name(name) == "style":
            self._open = None

    def characters(self, text: str) -> None:
        """Nothing in the styles is text."""

    def _named(self, name: str) -> Kind | None:
        return self._ours.get(name) or (Kind.HEADING if name.startswith(_HEADINGS) else None)

    def kinds(self) -> dict[str, Kind]:
        """What each style is: what it says itself, or else what it is based on."""
        kinds: dict[str, Kind] = {}
        for id_ in self.by_id:
            path: dict[str, None] = {}
            here: str | None = id_
            while here in self.by_id and here not in path and here not in kinds and self.by_id[here].kind is None:
                path[here] = None
                here = self.by_id[here].based_on
            style = self.by_id.get(here or "")
            found = kinds.get(here or "") or (style.kind if style is not None else None) or Kind.TEXT
            kinds |= dict.fromkeys((*path, id_), found)
        return kinds


def kinds_of(raw: bytes | None) -> dict[str, Kind]:
    """Style id -> what its paragraphs are; those of plain text are left out. `raw` is the part with the styles."""
    styles = _Styles(_ours())
    if raw is not None:
        stream_xml(raw, styles)
    return {id_: kind for id_, kind in styles.kinds().items() if kind is not Kind.TEXT}


def _ours() -> dict[str, Kind]:
    names = (text("Plan title"), text("Basis"), text("Instructions"))
    return {written.lower(): Kind.EXPLANATION for name in names for written in (name.en, name.zh)}
