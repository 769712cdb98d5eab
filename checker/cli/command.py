"""Commands that speak the chosen language: click's, with their own words in help pages and usage errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from typing import Any, NamedTuple

import click
from click.core import ParameterSource

from checker.cli.outcome import Outcome, Shown, Status
from checker.cli.wording import hint_at, misuse
from checker.i18n import say
from checker.model import LANGUAGES, Language
from checker.reporting.printable import printable


class PlanContext(click.Context):
    """click's context, with help pages in the language of its command."""

    def make_formatter(self) -> click.HelpFormatter:
        """An empty help page."""
        # Imported only for help: it has to know how wide every character is.
        from checker.cli.layout import HelpPage

        page = HelpPage(width=self.terminal_width, max_width=self.max_content_width)
        page.lang = self.command.lang if isinstance(self.command, _Spoken) else page.lang
        return page


class Argument(click.Argument):
    """An argument with a line about it on the help page."""

    def __init__(self, name: str, explanation: str, **settings: Any) -> None:
        super().__init__([name], **settings)
        self.explanation = explanation


class _Spoken(click.Command):
    """A command, or a group of them, whose help page and errors are in `lang`."""

    context_class = PlanContext
    lang: Language

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; lets every usage error know where it happened, as those of click's parser do not always."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), say(self.lang, "Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the options are."""
        records = [param.get_help_record(ctx) for param in self.params if isinstance(param, click.Option)]
        with formatter.section(say(self.lang, "Options:")):
            formatter.write_dl([record for record in records if record is not None])


class Command(_Spoken):
    """A command whose help page and errors are in `lang`; its callback returns an `Outcome`."""

    def __init__(
        self,
        name: str,
        lang: Language,
        *,
        callback: Callable[..., Outcome] | None = None,
        params: list[click.Parameter] | None = None,
        epilog: str | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(
            name,
            callback=callback,
            params=[*(params or []), _help_option(lang)],
            epilog=epilog,
            options_metavar=say(lang, "[OPTIONS]"),
            add_help_option=False,
            # Left-over arguments are refused here, in our words.
            context_settings={"allow_extra_args": True},
            **settings,
        )
        self.lang = lang

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; arguments that are left over are wrong usage."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            misuse(self.lang, "Not expected here: {arguments}", arguments=printable(" ".join(rest)))
        return rest

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the arguments and the options are."""
        arguments = [param for param in self.params if isinstance(param, Argument)]
        if arguments:
            with formatter.section(say(self.lang, "Arguments:")):
                formatter.write_dl([(argument.metavar or "", argument.explanation) for argument in arguments])
        super().format_options(ctx, formatter)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Nothing: they come with the options, in every version of click."""


class Listed(NamedTuple):
    """A command of a group: its module, which has a function `make_command(name, lang)`, and a line (a message)."""

    module: str
    line: str


class LazyGroup(_Spoken, click.Group):
    """A group of commands; each is a module, imported when it is called.

    `alone` is what the group does where none of them is called; without it, that shows the help. `old_names` are names
    that commands had, which still call them and are not shown.
    """

    def __init__(
        self,
        name: str,
        lang: Language,
        listed: Mapping[str, Listed],
        params: list[click.Parameter],
        *,
        help: str,  # noqa: A002 - as click has it
        epilog: str,
        alone: Callable[..., Outcome] | None = None,
        old_names: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            name,
            params=[*params, _help_option(lang)],
            help=help,
            epilog=epilog,
            options_metavar=say(lang, "[OPTIONS]"),
            subcommand_metavar=say(lang, "COMMAND …" if alone is None else "[COMMAND …]"),
            add_help_option=False,
            invoke_without_command=True,
            callback=_unless_called(alone or _show_help),
        )
        self.lang = lang
        self._listed = listed
        self._old_names = old_names or {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks so
        """The names of the commands, in the order in which they are shown."""
        return list(self._listed)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click asks so
        """The command of that name, imported now."""
        cmd_name = self._old_names.get(cmd_name, cmd_name)
        if cmd_name not in self._listed:
            return None
        command: click.Command = import_module(self._listed[cmd_name].module).make_command(cmd_name, self.lang)
        command.short_help = say(self.lang, self._listed[cmd_name].line)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; a name that is none is wrong usage, in our words."""
        if args[0] not in self._listed and args[0] not in self._old_names and not ctx.resilient_parsing:
            hint = hint_at(args[0], self._listed, self.lang)
            misuse(self.lang, "There is no command “{name}”.", hint, name=printable(args[0]))
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the commands and the options are; no command is imported for it."""
        with formatter.section(say(self.lang, "Commands:")):
            formatter.write_dl([(name, say(self.lang, each.line)) for name, each in self._listed.items()])
        super().format_options(ctx, formatter)


def _unless_called(alone: Callable[..., Outcome]) -> Callable[..., Outcome | None]:
    """`alone`, for a group of which no command is called; what is meant for it alone may not stand before one."""

    @wraps(alone)
    def run(**values: Any) -> Outcome | None:
        ctx = click.get_current_context()
        if ctx.invoked_subcommand is None:
            return alone(**values)
        for param in ctx.command.params:
            if param.name in values and ctx.get_parameter_source(param.name) is ParameterSource.COMMANDLINE:
                where = {"option": param.opts[0], "command": ctx.invoked_subcommand}
                lang = ctx.command.lang if isinstance(ctx.command, _Spoken) else LANGUAGES[0]
                misuse(
                    lang,
                    "The option “{option}” does not go with the command “{command}” here; options of a "
                    "command stand after it.",
                    **where,
                )
        return None

    return run


def _show_help() -> Outcome:
    raise Shown(Outcome("", Status.UNREADABLE, note=click.get_current_context().get_help()))


def _help_option(lang: Language) -> click.Option:
    def show(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click calls it so
        if value and not ctx.resilient_parsing:
            raise Shown(Outcome(ctx.get_help() + "\n"))

    return click.Option(
        ["--help", "-h"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=say(lang, "Show this help and exit."),
    )
