"""XML as a stream of elements: no declarations, no entities of the file's own, and no more elements than the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn, Protocol
from xml.parsers import expat

from checker.errors import UnreadableError
from checker.readers.messages import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_ELEMENTS: Final = 1_000_000
"""Elements of one part; a plan of a hundred pages has some tens of thousands."""

SEPARATOR: Final = " "
"""Between the namespace of a name and the name itself."""


class Events(Protocol):
    """What is told of a part, in its order; names come as `namespace name`."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def characters(self, text: str) -> None:
        """A piece of text."""


def stream_xml(raw: bytes, events: Events) -> None:
    """Tell `events` what is in `raw`. Raises `UnreadableError` where it is no XML, or has a document type."""
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    # Before anything is declared: what is not declared cannot be expanded.
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = _Counted(events)
    parser.EndElementHandler = events.end
    parser.CharacterDataHandler = events.characters
    parser.buffer_text = True
    try:
        parser.Parse(raw, True)  # noqa: FBT003 - the only way to say that this is all
    except (expat.ExpatError, ValueError, LookupError):
        # The latter two are encodings that nobody knows.
        raise UnreadableError(DAMAGED) from None


class _Counted:
    """Passes on that elements begin, up to the limit."""

    __slots__ = ("_left", "_start")

    def __init__(self, events: Events) -> None:
        self._left = MOST_ELEMENTS
        self._start = events.start

    def __call__(self, name: str, attributes: Mapping[str, str]) -> None:
        self._left -= 1
        if self._left < 0:
            raise UnreadableError(
                "A part of the file has more than {limit:,} elements, the most that are read. Remove "
                "what does not belong to a plan.",
                limit=MOST_ELEMENTS,
            )
        self._start(name, attributes)


def _refuse_document_type(*_declared: object) -> NoReturn:
    raise UnreadableError(
        "A part of the file declares a document type (DOCTYPE), which no office program "
        "writes, and it is not read. Save the file anew in an office program."
    )
