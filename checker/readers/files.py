"""The bytes of a file: only of a file, never more than the limit, and never waiting for anybody."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Final

from checker.errors import UnreadableError
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
