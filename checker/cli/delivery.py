"""Delivers a result: to standard output, whatever its encoding can hold, or to a file, whole or not at all.

And what the output goes to: how wide it is, whether it shows colour, and whether it may be technical.
"""

from __future__ import annotations

import codecs
import errno
import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, TextIO

from checker.cli.outcome import Outcome
from checker.i18n import N_
from checker.reporting import Layout
from checker.resources import is_of_program

_ESCAPES: Final = "backslashreplace"
_JSON_ESCAPES: Final = "plancheck-json-escapes"
_LONGEST_NAME: Final = 50
"""Characters of a name that go into another one: of four bytes each, that fits into any."""
_PATIENCE: Final = 10
"""Seconds that a pipe may be without anybody who reads it."""

STANDARD_OUTPUT: Final = "-"


class DeliveryError(Exception):
    """The result could not be written: where to (None: standard output), and why: `wording`, for `i18n.say`.

    `reason` is what the system says. Without a cause, it is not to be written there.
    """

    def __init__(self, output: str | None, cause: OSError | None) -> None:
        super().__init__(output, cause)
        self.output = output
        self.reason = "" if cause is None else cause.strerror or type(cause).__name__
        if cause is None:
            self.wording = N_("cannot write to {output}: what is there is part of plancheck itself.")
        elif cause.errno == errno.ENXIO:
            self.wording = N_("cannot write to {output}: it is a pipe that nobody reads, or a socket.")
        else:
            self.wording = N_("cannot write to {output}: {reason}.")


def prepare_streams() -> None:
    """Let the standard streams escape what their encoding cannot hold, where they would raise."""
    codecs.register_error(_JSON_ESCAPES, _escape_for_json)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=_ESCAPES)


def deliver(outcome: Outcome) -> None:
    """Write the result where it goes. Raises `DeliveryError`; a reader that has gone away is no error."""
    for other in outcome.also:
        deliver(other)
    if outcome.output is None or outcome.output == STANDARD_OUTPUT:
        with standard_output():
            write_out(outcome.content, is_json=outcome.is_json)
    else:
        with replacing(outcome.output) as file:
            file.write(as_bytes(outcome.content))


def as_bytes(content: str | bytes) -> bytes:
    """What a file gets: text as UTF-8."""
    return content if isinstance(content, bytes) else content.encode("utf-8", _ESCAPES)


def writes_utf8(stream: TextIO) -> bool:
    """Whether what is written to `stream` comes out as UTF-8."""
    try:
        return codecs.lookup(stream.encoding or "utf-8").name == "utf-8"
    except LookupError:
        return False


def abandon(stream: IO[Any]) -> None:
    """Let what is still buffered for `stream` go nowhere, so that the interpreter does not fail over it at its end."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def write_out(content: str | bytes, *, is_json: bool) -> None:
    """Write to standard output, not flushed. Raises `OSError`."""
    stream = sys.stdout
    if stream is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    if is_json and not writes_utf8(stream):
        content = _json_for(stream, content)
    if isinstance(content, bytes):
        stream.flush()
        stream.buffer.write(content)
    else:
        stream.write(content)


@contextmanager
def standard_output() -> Iterator[None]:
    """Around writing to standard output: flushes it; a reader that has gone away is no error.

    Raises `DeliveryError`.
    """
    try:
        yield
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        abandon(sys.stdout)
    except OSError as error:
        if sys.stdout is not None:
            abandon(sys.stdout)
        raise DeliveryError(None, error) from error


def _json_for(stream: TextIO, content: str | bytes) -> str:
    """JSON for a stream that is not UTF-8: to be read on a terminal, else in ASCII, which is right in any encoding."""
    text = content if isinstance(content, str) else content.decode()
    encoding = stream.encoding if stream.isatty() else "ascii"
    return text.encode(encoding, _JSON_ESCAPES).decode(encoding)


@contextmanager
def replacing(output: str) -> Iterator[BinaryIO]:
    """A file to write to, which takes the name `output` when all is written, and is gone if anything is raised.

    Raises `DeliveryError`.
    """
    try:
        target = Path(output)
        if _is_special(target):
            with _special(target) as file:
                yield file
        else:
            if is_of_program(target):
                raise DeliveryError(output, None)
            with _beside(target.resolve()) as file:
                yield file
    except OSError as error:
        raise DeliveryError(output, error) from error


def _is_special(target: Path) -> bool:
    """Whether it is there and is nothing that could be replaced: a device, a pipe (`/dev/stdout`).

    Raises `OSError` for a name that no file can have.
    """
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return False
    except ValueError as error:
        # There is a NUL in it, or what no encoding has.
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from error
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _special(target: Path) -> BinaryIO:
    """A device, or a pipe once somebody reads it: opened in the usual way, it would be waited for without end."""
    if not stat.S_ISFIFO(target.stat().st_mode):
        return target.open("wb")
    last = time.monotonic() + _PATIENCE
    while True:
        try:
            descriptor = os.open(target, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO or time.monotonic() > last:
                raise
            time.sleep(0.05)
        else:
            os.set_blocking(descriptor, True)
            return os.fdopen(descriptor, "wb")


@contextmanager
def _beside(target: Path) -> Iterator[BinaryIO]:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    beside = target.with_name(f".{target.name[:_LONGEST_NAME]}.{os.getpid()}.tmp")
    # Not by `tempfile`: what that makes is for its owner only, and this file stays.
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _escape_for_json(error: UnicodeError) -> tuple[str, int]:
    r"""An error handler of `codecs`: `\uXXXX` for each sign, a pair of them beyond plane 0, as JSON has it."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


_WIDTH: Final = 80
"""Where there is no terminal: the same everywhere, so that the same input gives the same bytes."""


DEBUG: Final = "PLANCHECK_DEBUG"


def is_debugging() -> bool:
    """Whether whoever mends plancheck wants to see where it failed."""
    return bool(os.environ.get(DEBUG))


def is_terminal(output: str | None) -> bool:
    """Whether what goes to `output` (None: standard output) goes to a terminal."""
    return output in (None, STANDARD_OUTPUT) and sys.stdout is not None and sys.stdout.isatty()


def width(output: str | None) -> int:
    """The columns there are."""
    if not is_terminal(output):
        return _WIDTH
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _WIDTH
    except (OSError, ValueError):
        return _WIDTH


def layout_for(output: str | None, *, many: bool = False) -> Layout:
    """How what goes to `output` is laid out; `many` as there."""
    return Layout(width(output), _shows_colour(output), many)


def _shows_colour(output: str | None) -> bool:
    """Whether to use colour: on a terminal that knows it, unless NO_COLOR asks for none."""
    return is_terminal(output) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
