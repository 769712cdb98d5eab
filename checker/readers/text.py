"""Bytes to text, and the places in it: from pointers to characters, and from characters to lines and columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from checker.errors import UnreadableError
from checker.model import Place, Pointer
from checker.readers.limits import REFUSED, SLIPS

_MARK: Final = b"\xef\xbb\xbf"
_OTHER_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_ZEROS: Final = b"\x00\x00"
"""What UTF-16 and UTF-32 put at every other byte where a text begins with ASCII."""
_BLOCK: Final = 4096
_LONGEST_EXCERPT: Final = 40


def without_mark(raw: bytes) -> bytes:
    """The bytes behind the byte-order mark, if there is one."""
    return raw.removeprefix(_MARK)


def decoded(raw: bytes) -> str:
    """The text of `raw`, UTF-8, without its byte-order mark. Raises `UnreadableError` for any other encoding."""
    if raw.startswith(_OTHER_MARKS) or _ZEROS in (raw[0:3:2], raw[1:4:2]):
        raise UnreadableError(REFUSED["utf-16"], line=1, column=1)
    try:
        return without_mark(raw).decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        offset = len(raw) - len(error.object) + error.start
        raise unreadable_at(before, len(before), "not-utf-8", offset=offset, byte=f"{raw[offset]:02X}") from None


def excerpt(text: str) -> str:
    """The beginning of `text`, fit for a message: cut with an ellipsis, unprintable characters written as U+XXXX."""
    cut = text[:_LONGEST_EXCERPT]
    shown = cut if cut.isprintable() else "".join(map(character, cut))
    return shown if len(text) <= _LONGEST_EXCERPT else f"{shown}…"


def shown(written: object) -> str:
    """What of a text is fit to be quoted: its beginning, on one line."""
    return excerpt(" ".join(str(written).split()))


def character(char: str) -> str:
    """One character as a message can show it: nothing that a terminal would obey."""
    return char if char.isprintable() else f"U+{ord(char):04X}"


def is_half_character(text: str) -> bool:
    """Whether there is a lone surrogate in `text`, which an escape can have put there."""
    if text.isascii():
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


class Lines:
    """Lines and columns of one text, from 1, in characters.

    CR LF, LF and CR end a line, as in an editor. Line counts are kept for each block of the text, so that neither a
    file of newlines nor one long line makes a question expensive.
    """

    __slots__ = ("_blocks", "_text")

    def __init__(self, text: str) -> None:
        # The same length as before, so that every index stays what it was.
        self._text = text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
        self._blocks = [(1, 0)]

    def place(self, index: int) -> Place:
        """The place of the character at `index`."""
        block = index // _BLOCK
        blocks = self._blocks
        while len(blocks) <= block:
            blocks.append(self._counted(len(blocks) - 1, len(blocks) * _BLOCK))
        line, start = self._counted(block, index)
        return Place(line, index - start + 1)

    def _counted(self, block: int, end: int) -> tuple[int, int]:
        """The line that `end` stands in, and where that line starts; `end` is in `block` or just behind it."""
        line, start = self._blocks[block]
        begin = block * _BLOCK
        newlines = self._text.count("\n", begin, end)
        if newlines:
            start = self._text.rfind("\n", begin, end) + 1
        return line + newlines, start


class Spot(Protocol):
    """Where one value stands."""

    @property
    def start(self) -> int:
        """The index of its first character."""

    @property
    def end(self) -> int | None:
        """The index behind its last character; None for an object, a list, and where that is not known."""

    @property
    def written(self) -> str | None:
        """How it is written; None for an object, a list, and a text in quotation marks."""

    def inside(self, step: str | int) -> Spot | None:
        """The spot of its member of that name or at that position, if there is one."""


class TextPlaces:
    """The `locate` and `written` of a document that was a text.

    `open_source` gives the text and the spot of its outermost value; it is first called when something is asked.
    """

    __slots__ = ("_open_source", "_opened")

    def __init__(self, open_source: Callable[[], tuple[str, Spot]]) -> None:
        self._open_source = open_source
        self._opened: tuple[Lines, Spot] | None = None

    def locate(self, pointer: Pointer) -> Place:
        """The place of the value at `pointer`, or of the nearest value around it."""
        lines, root = self._open()
        spot = _found(root, pointer)[0]
        place = lines.place(spot.start)
        if spot.end is None:
            return place
        end = lines.place(spot.end)
        return place._replace(end_line=end.line, end_column=end.column)

    def written(self, pointer: Pointer) -> str | None:
        """The value at `pointer` as it is written; None for a text in quotation marks, and where there is none."""
        spot, is_exact = _found(self._open()[1], pointer)
        return spot.written if is_exact else None

    def _open(self) -> tuple[Lines, Spot]:
        if self._opened is None:
            text, root = self._open_source()
            self._opened = Lines(text), root
        return self._opened


def _found(spot: Spot, pointer: Pointer) -> tuple[Spot, bool]:
    """The spot at `pointer` and True, or the nearest one around it and False."""
    for step in pointer:
        inner = spot.inside(step)
        if inner is None:
            return spot, False
        spot = inner
    return spot, True


def unreadable_at(text: str, index: int, key: str, **values: object) -> UnreadableError:
    """The slip of that name at the character `index` of `text`."""
    place = Lines(text).place(index)
    return UnreadableError(SLIPS[key], line=place.line, column=place.column, **values)
