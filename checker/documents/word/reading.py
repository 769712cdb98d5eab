"""Reads a Word document laid out as the form."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from checker.documents.extent import require_bounded
from checker.documents.package import Package
from checker.documents.word.building import Builder
from checker.documents.word.plan import PlanReader
from checker.documents.word.styles import kinds_of
from checker.documents.xml_events import stream_xml
from checker.errors import UnreadableError
from checker.readers.document import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.readers.document import AskLabels

_LINKS: Final = "_rels/.rels"
_MAIN: Final = "/officeDocument"
_TYPES: Final = "[Content_Types].xml"
_OF_WORD: Final = "wordprocessingml"
_DEFAULT: Final = "word/document.xml"


def read(raw: bytes, labels: AskLabels) -> Reading:
    """The plan in `raw`. Raises `UnreadableError`."""
    package = Package(raw)
    main = _main_part(package)
    content = package.part(main)
    if content is None:
        raise UnreadableError("word.no-document")
    builder = Builder(kinds_of(package.part(posixpath.join(posixpath.dirname(main), "styles.xml"))))
    stream_xml(content, builder)
    if not builder.is_document:
        raise UnreadableError("word.no-document")
    reader = PlanReader(labels())
    reader.read(builder.blocks)
    data = reader.data
    require_bounded(data)
    return Reading(data, reader.locate, reader.faults)


class _Links:
    """Finds the main part among the links of a package."""

    def __init__(self) -> None:
        self.target: str | None = None

    def start(self, _name: str, attributes: Mapping[str, str]) -> None:
        """A link begins."""
        if attributes.get("Type", "").endswith(_MAIN):
            self.target = self.target or attributes.get("Target", "").lstrip("/")

    def end(self, name: str) -> None:
        """A link ends."""

    def characters(self, text: str) -> None:
        """Nothing in links is text."""


def _main_part(package: Package) -> str:
    links = _Links()
    raw = package.part(_LINKS)
    if raw is not None:
        stream_xml(raw, links)
    return links.target or _DEFAULT
