"""What is said on standard error: wrong usage and failures, in the chosen language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from checker.reporting.printable import printable
from checker.schema.nearness import nearest, offered
from checker.texts import say

if TYPE_CHECKING:
    from checker.model import Language


def usage_text(error: click.UsageError, lang: Language) -> str:
    """All that is said of wrong usage: how it goes, where help is, and what is wrong."""
    lines = [say(lang, "cli.error", message=_message(error, lang))]
    if error.ctx is not None:
        lines = [error.ctx.get_usage(), say(lang, "cli.try-help", command=error.ctx.command_path), "", *lines]
    return "\n".join(lines)


def _message(error: click.UsageError, lang: Language) -> str:
    if isinstance(error, click.MissingParameter):
        return say(lang, "cli.missing-argument", name=_name_of(error.param))
    if isinstance(error, click.BadParameter):
        return say(lang, "cli.bad-value", name=_name_of(error.param), message=error.message)
    if isinstance(error, click.NoSuchOption):
        known = [option for param in _params(error) for option in param.opts]
        hint = offered(nearest(error.option_name, known)).in_language(lang)
        return say(lang, "cli.no-such-option", name=printable(error.option_name)) + hint
    if isinstance(error, click.BadOptionUsage):
        takes_none = any(error.option_name in param.opts and _is_flag(param) for param in _params(error))
        message = "cli.option-takes-no-value" if takes_none else "cli.option-needs-value"
        return say(lang, message, name=printable(error.option_name))
    return error.message


def _params(error: click.UsageError) -> list[click.Parameter]:
    return [] if error.ctx is None else error.ctx.command.params


def _is_flag(param: click.Parameter) -> bool:
    return isinstance(param, click.Option) and param.is_flag


def _name_of(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    return param.opts[0] if isinstance(param, click.Option) else param.metavar or ""
