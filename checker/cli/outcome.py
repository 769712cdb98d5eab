"""What a command comes to: a result to deliver and the exit status, or in the chosen language why there is none."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import IntEnum
from typing import NoReturn

import click
import msgspec
from click.core import ParameterSource

from checker.i18n import N_, say
from checker.model import Language, Text
from checker.reporting.printable import flowing, printable


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


def usage_text(error: click.UsageError, lang: Language, configured_in: str | None = None) -> str:
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
        takes_none = any(error.option_name in param.opts and _is_flag(param) for param in _params(error))
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


def _is_flag(param: click.Parameter) -> bool:
    return isinstance(param, click.Option) and param.is_flag


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
