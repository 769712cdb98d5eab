"""What is said on standard error: wrong usage and failures, in the chosen language."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NoReturn

import click
from click.core import ParameterSource

from checker.i18n import N_, say
from checker.model import Language
from checker.reporting.printable import printable


def misuse(lang: Language, message: str, hint: str = "", /, **values: object) -> NoReturn:
    """End the command for wrong usage: raises `UsageError` with the message, and a `hint` behind it."""
    misused(say(lang, message, **values) + hint)


def misused(told: str) -> NoReturn:
    """The same with what is said already in the chosen language."""
    raise click.UsageError(told, click.get_current_context())


def none_of(word: str, choices: Collection[str], lang: Language) -> str:
    """That a word is none of a few, with the nearest of them."""
    known = say(lang, ", ").join(choices)
    message = say(lang, "“{value}” is none of {choices}.", value=printable(word), choices=known)
    return message + hint_at(word, choices, lang)


def hint_at(name: str, known: Iterable[str], lang: Language) -> str:
    """The sentence that offers the nearest of the names that are known; empty where none is near."""
    # Not needed where all is well, and a start counts.
    from checker.schema.faults import nearest, offered

    return offered(nearest(name, known)).in_language(lang)


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
        known = [option for param in _params(error) for option in param.opts]
        name = printable(error.option_name)
        return say(lang, "There is no option “{name}” here.", name=name) + hint_at(error.option_name, known, lang)
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
