"""Bytes to text: UTF-8, with or without a byte-order mark, and nothing else."""

from __future__ import annotations

from typing import Final

from checker.documents.places import Lines
from checker.errors import UnreadableError

_MARK: Final = b"\xef\xbb\xbf"
_OTHER_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_ZEROS: Final = b"\x00\x00"
"""What UTF-16 and UTF-32 put at every other byte where a text begins with ASCII."""


def without_mark(raw: bytes) -> bytes:
    """The bytes behind the byte-order mark, if there is one."""
    return raw.removeprefix(_MARK)


def decoded(raw: bytes) -> str:
    """The text of `raw`, without its byte-order mark. Raises `UnreadableError` for what is not UTF-8."""
    if raw.startswith(_OTHER_MARKS) or _ZEROS in (raw[0:3:2], raw[1:4:2]):
        raise UnreadableError(
            "The text is in UTF-16 or UTF-32, and UTF-8 is expected. Save the file again with the encoding UTF-8.",
            line=1,
            column=1,
        )
    try:
        return without_mark(raw).decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        place = Lines(before).place(len(before))
        offset = len(raw) - len(error.object) + error.start
        raise UnreadableError(
            "The byte {byte} at offset {offset} (from 0) is not UTF-8, which is expected: the "
            "text is in another encoding such as GBK, or the file is damaged or no text. Save it "
            "again with the encoding UTF-8.",
            line=place.line,
            column=place.column,
            offset=offset,
            byte=f"{raw[offset]:02X}",
        ) from None
