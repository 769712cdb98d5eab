"""The bytes of a file: only of a file, never more than the limit, and never waiting for anybody.

What a file is by the first of them, whatever its name says, tells texts from files that no reader reads.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Final

from checker.errors import FileNature, UnreadableError
from checker.model import Text
from checker.readers.limits import MOST_BYTES, REFUSED

# Opening a FIFO would wait for a writer; the flags do not exist, and are not needed, on every system.
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_PART: Final = 1024 * 1024
_MESSAGES: Final = {
    errno.ENOENT: REFUSED["file-missing"],
    errno.ENAMETOOLONG: REFUSED["name-too-long"],
    errno.ENOTDIR: REFUSED["file-missing"],
    errno.EACCES: REFUSED["file-forbidden"],
    errno.EPERM: REFUSED["file-forbidden"],
    errno.EISDIR: REFUSED["folder"],
    errno.ENXIO: REFUSED["device"],
}


def read_file(path: Path) -> bytes:
    """The bytes of the file at `path`: all of them, or one more than the limit where there are more.

    Raises `UnreadableError` at once for what is not there, not permitted, or not a file.
    """
    with _opened(path) as file:
        # Asking for the limit itself would have sixteen megabytes made ready for every file.
        parts = [file.read(min(os.fstat(file.fileno()).st_size, MOST_BYTES) + 1)]
        left = MOST_BYTES + 1 - len(parts[0])
        while left and (part := file.read(min(_PART, left))):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


def is_file(path: Path) -> bool:
    """Whether a file is there, whatever can be read of it. A name that the system refuses is none."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises where a name is too long


def read_lines(path: Path) -> Iterator[bytes]:
    """The lines of the file at `path`, one at a time, however large it is; of a longer line, one byte over the limit.

    Raises `UnreadableError` as `read_file` does, once the first line is asked for.
    """
    with _opened(path) as file, BufferedReader(file) as buffered:
        while line := buffered.readline(MOST_BYTES + 1):
            yield line
            while not line.endswith(b"\n") and (line := buffered.readline(MOST_BYTES)):
                pass


@contextmanager
def _opened(path: Path) -> Iterator[FileIO]:
    """The file at `path`, open; what the system refuses, now or later, is an `UnreadableError`."""
    try:
        # Asked before opening as well, because opening a device may do something.
        _require_file(path.stat().st_mode)
        with FileIO(os.open(path, _FLAGS)) as file:
            _require_file(os.fstat(file.fileno()).st_mode)
            yield file
    except OSError as error:
        raise _unreadable(error) from None
    except ValueError:
        # A name that no file can have, such as one with a NUL in it.
        raise UnreadableError(REFUSED["file-missing"]) from None


def _unreadable(error: OSError) -> UnreadableError:
    message = _MESSAGES.get(error.errno or 0, REFUSED["file-unreadable"])
    return UnreadableError(message, reason=errno.errorcode.get(error.errno or 0, "?"))


def _require_file(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise UnreadableError(REFUSED["folder"])
    if not stat.S_ISREG(mode):
        raise UnreadableError(REFUSED["device"])


# First bytes

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
