"""What a file is by its first bytes, whatever its name says: files that no reader reads are told from texts."""

from __future__ import annotations

from typing import Final

from checker.errors import FileNature, UnreadableError
from checker.model import Text
from checker.readers.limits import REFUSED

OLD_SUFFIXES: Final = (".doc", ".et", ".rtf", ".wps", ".xls")
"""The suffixes that files in the formats of older office programs have, in small letters."""

ZIP: Final = b"PK"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What the files of office programs before 2007 begin with, and those with a password."""
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_RICH_TEXT: Final = b"{\\rtf"
_ARCHIVES: Final = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_PICTURES: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8", b"BM")
_NO_TEXT: Final = b"\0"
_BEGINNING: Final = 1024


def is_foreign(beginning: bytes) -> bool:
    """Whether a plan may be in it, for people to read: an office file of any kind, an archive, a picture or a PDF."""
    return beginning.startswith((_OLE, _RICH_TEXT, ZIP, *_ARCHIVES, *_PICTURES))


def require_current(raw: bytes) -> None:
    """Raise `UnreadableError` for the format of an older office program, and for a file that a password protects."""
    is_old = raw.startswith((_OLE, _RICH_TEXT))
    if is_old and _ENCRYPTED in raw:
        raise UnreadableError(REFUSED["file-protected"])
    if is_old:
        raise UnreadableError(REFUSED["old-format"]).of(FileNature.FOREIGN)


def require_text(raw: bytes, suffix: str, suffixes: tuple[str, ...]) -> None:
    """Raise `UnreadableError` for what is no text at all; `suffixes` are those of files that can be read.

    Under the name of a text, what begins as one is left to its reader, which says where it is none.
    """
    require_current(raw)
    has_reader = suffix in suffixes or not suffix
    if raw.startswith(ZIP) and has_reader:
        raise UnreadableError(REFUSED["archive-as-text"])
    if raw.startswith(_ARCHIVES):
        raise UnreadableError(REFUSED["other-archive"]).of(FileNature.FOREIGN)
    if raw.startswith(_PICTURES):
        raise UnreadableError(REFUSED["picture"]).of(FileNature.FOREIGN)
    if suffix in OLD_SUFFIXES or (not has_reader and _NO_TEXT in raw[:_BEGINNING]):
        raise UnreadableError(
            REFUSED["no-kind-of-file"],
            suffixes=Text(", ".join(suffixes), "、".join(suffixes)),
        ).of(FileNature.FOREIGN)
