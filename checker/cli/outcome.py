"""What a command comes to: a result, and the exit status, or in the chosen language why there is none.

A result is delivered to standard output, whatever its encoding can hold, or to a file, whole or not at all, in as many
columns as there are.
"""

from __future__ import annotations

import codecs
import errno
import json
import os
import stat
import sys
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, NoReturn, TextIO

import click
import msgspec
from click.core import ParameterSource

from checker.errors import UnreadableError
from checker.i18n import N_, say
from checker.model import Language, Text
from checker.reporting import Layout
from checker.reporting.page import Block, Page, columns, wrapped
from checker.reporting.printable import flowing, printable
from checker.resources import is_of_program


class Status(IntEnum):
    """Exit statuses; of several, the highest counts."""

    GOOD = 0
    FOUND = 1
    """Something at or above `--fail-on` was found."""
    UNREADABLE = 2
    """Wrong usage, or an input that could not be read or breaks the schema."""
    UNTRUSTED = 3
    """plancheck itself cannot be trusted here: a broken rule pack, or a rule that was not run."""
    INTERRUPTED = 130


class Outcome(msgspec.Struct, frozen=True, eq=False):
    """A whole result; `output` is the file it goes to (None: standard output).

    Text goes out in the encoding of wherever it goes, bytes as they are. `is_json` says that either is JSON, so that
    what an encoding lacks can be written as an escape.
    """

    content: str | bytes
    status: Status = Status.GOOD
    output: str | None = None
    is_json: bool = False
    note: str | None = None
    """A line for standard error, once the text is delivered."""

    also: tuple[Outcome, ...] = ()
    """Further results of the same command, delivered before this one; only this one's status and note count."""


class Shown(Exception):  # noqa: N818 - no error: how `--help` and `--version` end the parsing
    """A result that is there before a command runs."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def current_language() -> Language:
    """The language that the command speaks which is read or run now."""
    language: Language = click.get_current_context().obj
    return language


def misuse(message: str, hint: Text | None = None, /, **values: object) -> NoReturn:
    """End the command for wrong usage: raises `UsageError` with the message, and a `hint` behind it."""
    lang = current_language()
    misused(say(lang, message, **values) + ("" if hint is None else hint.in_language(lang)))


def misused(told: str) -> NoReturn:
    """The same with what is said already in the chosen language."""
    raise click.UsageError(told, click.get_current_context())


def missing(name: str) -> NoReturn:
    """End the command for want of the parameter of that name."""
    ctx = click.get_current_context()
    raise click.MissingParameter(ctx=ctx, param=next(param for param in ctx.command.params if param.name == name))


def none_of(word: str, choices: Collection[str]) -> str:
    """That a word is none of a few, with the nearest of them."""
    lang = current_language()
    known = say(lang, ", ").join(choices)
    message = say(lang, "“{value}” is none of {choices}.", value=printable(word), choices=known)
    return message + hint_at(word, choices).in_language(lang)


def hint_at(name: str, known: Iterable[str]) -> Text:
    """The sentence that offers the nearest of the names that are known; empty where none is near."""
    # Not needed where all is well, and a start counts.
    from checker.schema.faults import nearest, offered

    return offered(nearest(name, known))


def refuse(message: str, /, *, status: Status = Status.UNREADABLE, **values: object) -> NoReturn:
    """End the command with `message` on standard error, and no result."""
    lang = current_language()
    raise Shown(Outcome("", status, note=say(lang, "Error: {message}", message=say(lang, message, **values))))


def refuse_unreadable(name: str, reason: str) -> NoReturn:
    """End the command because of an input that is of no use to it."""
    refuse("{name}: {reason}", name=printable(name), reason=flowing(reason))


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Around reading an input, or what rests on it: ends the command where that cannot be done."""
    try:
        yield
    except UnreadableError as error:
        refuse_unreadable(name, error.message(current_language()))


def usage_text(error: click.UsageError, lang: Language, configured_in: str | None) -> str:
    """All that is said of wrong usage: how it goes, where help is, and what is wrong; in which file, if in one."""
    message = _message(error, lang)
    if configured_in and isinstance(error, click.BadParameter) and _is_configured(error):
        message = say(lang, "{message} (in {file})", message=message, file=configured_in)
    lines = [say(lang, "Error: {message}", message=message)]
    if error.ctx is not None:
        lines = [
            error.ctx.get_usage(),
            say(lang, "Try “{command} --help”.", command=error.ctx.command_path),
            "",
            *lines,
        ]
    return "\n".join(lines)


def _message(error: click.UsageError, lang: Language) -> str:
    if isinstance(error, click.MissingParameter):
        return say(lang, "Missing: {name}.", name=_name_of(error.param))
    if isinstance(error, click.BadParameter):
        return say(lang, "{name}: {message}", name=_name_of(error.param), message=error.message)
    if isinstance(error, click.NoSuchOption):
        hint = hint_at(error.option_name, [option for param in _params(error) for option in param.opts])
        message = say(lang, "There is no option “{name}” here.", name=printable(error.option_name))
        return message + hint.in_language(lang)
    if isinstance(error, click.BadOptionUsage):
        takes_none = any(
            error.option_name in param.opts and getattr(param, "is_flag", False) for param in _params(error)
        )
        message = N_("The option “{name}” takes no value.") if takes_none else N_("The option “{name}” needs a value.")
        return say(lang, message, name=printable(error.option_name))
    return error.message


def _is_configured(error: click.BadParameter) -> bool:
    """Whether the value was no argument."""
    if error.ctx is None or error.param is None or error.param.name is None:
        return False
    source = error.ctx.get_parameter_source(error.param.name)
    return source is ParameterSource.DEFAULT_MAP


def _params(error: click.UsageError) -> list[click.Parameter]:
    return [] if error.ctx is None else error.ctx.command.params


def _name_of(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    return param.opts[0] if isinstance(param, click.Option) else param.metavar or ""


def note_on_stand_in(lang: Language) -> str:
    """That another evaluator judges than the one that should."""
    from checker.engine import INSTALL_COMMAND

    return say(
        lang,
        "Note: durable_rules cannot be imported here, so the reference evaluator judges "
        "instead. On Linux and macOS, with a C compiler, this installs it: {command}",
        command=INSTALL_COMMAND,
    )


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
    """How what goes to `output` is laid out; `many` as there. Colour is for a terminal, unless NO_COLOR is set."""
    colour = is_terminal(output) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Layout(width(output), colour, many)


_NARROWEST: Final = 12


def paragraph(text: str, width: int, lang: Language, first: str = "") -> list[str]:
    """`text` as lines of at most `width` columns: the first after `first`, the others after as many blanks."""
    taken = columns(first, lang)
    lines = wrapped(flowing(text), max(width - taken, _NARROWEST), lang)
    return [((" " * taken if place else first) + line).rstrip() for place, line in enumerate(lines)]


def page(blocks: Iterable[Block], width: int, lang: Language) -> str:
    """Blocks as lines of at most `width` columns."""
    return Page.of(lang, Layout(width)).pages([blocks])


def named_from_here(path: Path) -> str:
    """What a file is called from the working directory: from there where it is below, else in full."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
