"""Files of office programs, which are ZIP files of parts: opened only where whole, in the clear and of bounded size."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from checker.errors import UnreadableError
from checker.readers.limits import MOST_UNPACKED_BYTES, MOST_UNPACKED_MEBIBYTES

if TYPE_CHECKING:
    from zipfile import ZipInfo

_ZIP: Final = b"PK"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What the files of office programs before 2007 begin with, and those with a password."""
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_RICH_TEXT: Final = b"{\\rtf"

_ENTRY: Final = b"PK\x01\x02"
_MOST_PARTS: Final = 4096
"""More parts than any such file has; a list of hundreds of thousands would take long to be read."""
_FLAG_ENCRYPTED: Final = 1


class Package:
    """The parts of an office file, by name. Raises `UnreadableError` for what is none that can be read."""

    __slots__ = ("_archive", "_parts")

    def __init__(self, raw: bytes) -> None:
        self._archive = _opened(raw)
        entries = self._archive.infolist()
        self._parts = {entry.filename: entry for entry in entries}
        if len(self._parts) != len(entries):
            # Which of two parts of one name is meant, every program decides for itself.
            raise UnreadableError("documents.package-damaged")
        if any(entry.flag_bits & _FLAG_ENCRYPTED for entry in entries):
            raise UnreadableError("documents.package-encrypted")
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
            raise UnreadableError("documents.unpacked-too-large", limit=MOST_UNPACKED_MEBIBYTES)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, or None where there is none of that name."""
        entry = self._parts.get(name)
        return None if entry is None else self._unpacked(entry)

    def _unpacked(self, entry: ZipInfo) -> bytes:
        if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise UnreadableError("documents.package-damaged")
        try:
            with self._archive.open(entry) as stream:
                # Never more than the list of contents says, which has been added up above.
                return stream.read(entry.file_size)
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise UnreadableError("documents.package-damaged") from None


def _opened(raw: bytes) -> ZipFile:
    if raw.startswith(_OLE):
        key = "package-encrypted" if _ENCRYPTED in raw else "package-old"
        raise UnreadableError(f"documents.{key}")
    if raw.startswith(_RICH_TEXT):
        raise UnreadableError("documents.package-old")
    if not raw.startswith(_ZIP):
        raise UnreadableError("documents.package-empty" if not raw else "documents.package-other")
    if raw.count(_ENTRY) > _MOST_PARTS:
        raise UnreadableError("documents.package-parts", limit=_MOST_PARTS)
    try:
        return ZipFile(BytesIO(raw))
    except (BadZipFile, OSError, ValueError, NotImplementedError, OverflowError):
        raise UnreadableError("documents.package-damaged") from None
