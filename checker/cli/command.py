"""Commands, and their options and arguments: click's, declared with messages, and said in the chosen language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import partial, wraps
from importlib import import_module
from typing import Any, Final, NamedTuple, Self

import click
from click.core import ParameterSource

from checker.cli.outcome import Outcome, Shown, Status, hint_at, misuse
from checker.i18n import N_, say
from checker.model import LANGUAGES, Language
from checker.reporting.printable import printable


class PlanContext(click.Context):
    """click's context, with help pages in the language of its command."""

    def make_formatter(self) -> click.HelpFormatter:
        """An empty help page."""
        # Imported only for help: it has to know how wide every character is.
        from checker.cli.layout import HelpPage

        page = HelpPage(width=self.terminal_width, max_width=self.max_content_width)
        page.lang = self.obj
        return page


class Argument(click.Argument):
    """An argument with a line about it on the help page, a message; `listed` are the words for its `{choices}`."""

    def __init__(
        self, name: str, explanation: str, metavar: str, *, listed: Sequence[str] = (), **settings: Any
    ) -> None:
        super().__init__([name], metavar=metavar, **settings)
        self.help = explanation
        self.listed = listed


class Option(click.Option):
    """An option whose explanation is a message.

    `listed` are the words for its `{choices}`, and stand in the place of a `metavar` that is missing.
    """

    def __init__(
        self,
        names: str | Sequence[str],
        explanation: str,
        metavar: str | None = None,
        *,
        listed: Sequence[str] = (),
        **settings: Any,
    ) -> None:
        names = [names] if isinstance(names, str) else [*names]
        super().__init__(names, help=explanation, metavar=metavar, **settings)
        self.listed = listed


def ending_option(names: Sequence[str], explanation: str, told: Callable[[click.Context], str]) -> Option:
    """A flag at which nothing is run: what is `told` comes out."""

    def show(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click calls it so
        if value and not ctx.resilient_parsing:
            raise Shown(Outcome(told(ctx) + "\n"))

    return Option(names, explanation, is_flag=True, is_eager=True, expose_value=False, callback=show)


_HELP: Final = ending_option(["--help", "-h"], N_("Show this help and exit."), click.Context.get_help)


def _in_language(param: Argument | Option, lang: Language) -> Argument | Option:
    """The parameter with its texts in that language."""
    values = {"choices": say(lang, ", ").join(param.listed)} if param.listed else {}
    told = copy(param)
    told.help = say(lang, param.help or "", **values)
    told.metavar = "|".join(param.listed) or None if param.metavar is None else say(lang, param.metavar)
    return told


class _Spoken(click.Command):
    """A command, or a group of them, of which all texts are messages until it is put in a language.

    Its callback is given the language first, and returns an `Outcome`.
    """

    context_class = PlanContext
    lang: Language = LANGUAGES[0]

    def in_language(self, lang: Language) -> Self:
        """The command in that language, which its contexts and those below them have as their `obj`."""
        told = copy(self)
        told.lang = lang
        told.context_settings = {**self.context_settings, "obj": lang}
        told.callback = partial(self.callback, lang) if self.callback else None
        told.params = [_in_language(param, lang) for param in self.params if isinstance(param, Argument | Option)]
        for name in ("help", "epilog", "options_metavar", "subcommand_metavar"):
            message = getattr(self, name, None)
            if message:
                setattr(told, name, say(lang, message))
        return told

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
    """A command; `command` makes one of a function."""

    def __init__(
        self, callback: Callable[..., Outcome], explanation: str, params: Sequence[click.Parameter], epilog: str | None
    ) -> None:
        super().__init__(
            None,
            callback=callback,
            params=[*params, _HELP],
            help=explanation,
            epilog=epilog,
            options_metavar=N_("[OPTIONS]"),
            add_help_option=False,
            # Left-over arguments are refused here, in our words.
            context_settings={"allow_extra_args": True},
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; arguments that are left over are wrong usage."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            misuse("Not expected here: {arguments}", arguments=printable(" ".join(rest)))
        return rest

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the arguments and the options are."""
        arguments = [param for param in self.params if isinstance(param, Argument)]
        if arguments:
            with formatter.section(say(self.lang, "Arguments:")):
                formatter.write_dl([(argument.metavar or "", argument.help or "") for argument in arguments])
        super().format_options(ctx, formatter)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Nothing: they come with the options, in every version of click."""


def command(
    explanation: str, *params: Argument | Option, epilog: str | None = None
) -> Callable[[Callable[..., Outcome]], Command]:
    """Make a command of a function of a language and, by their names, the values of the `params`."""
    return lambda callback: Command(callback, explanation, params, epilog)


class Listed(NamedTuple):
    """A command of a group: its module, whose command is called `run`, and a line (a message)."""

    module: str
    line: str


class LazyGroup(_Spoken, click.Group):
    """A group of commands; each is a module, imported when it is called.

    `alone` is what the group does where none of them is called; without it, that shows the help. `old_names` are names
    that commands had, which still call them and are not shown.
    """

    def __init__(
        self,
        listed: Mapping[str, Listed],
        params: Sequence[click.Parameter],
        *,
        help: str,  # noqa: A002 - as click has it
        epilog: str,
        alone: Callable[..., Outcome] | None = None,
        old_names: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            None,
            params=[*params, _HELP],
            help=help,
            epilog=epilog,
            options_metavar=N_("[OPTIONS]"),
            subcommand_metavar=N_("COMMAND …") if alone is None else N_("[COMMAND …]"),
            add_help_option=False,
            invoke_without_command=True,
            callback=_unless_called(alone or _show_help),
        )
        self._listed = listed
        self._old_names = old_names or {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks so
        """The names of the commands, in the order in which they are shown."""
        return list(self._listed)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click asks so
        """The command of that name, imported now."""
        listed = self._listed.get(self._old_names.get(cmd_name, cmd_name))
        if listed is None:
            return None
        found: Command | LazyGroup = import_module(listed.module).run
        told = found.in_language(self.lang)
        told.short_help = say(self.lang, listed.line)
        return told

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; a name that is none is wrong usage, in our words."""
        if args[0] not in self._listed and args[0] not in self._old_names and not ctx.resilient_parsing:
            misuse("There is no command “{name}”.", hint_at(args[0], self._listed), name=printable(args[0]))
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the commands and the options are; no command is imported for it."""
        with formatter.section(say(self.lang, "Commands:")):
            formatter.write_dl([(name, say(self.lang, each.line)) for name, each in self._listed.items()])
        super().format_options(ctx, formatter)


def _unless_called(alone: Callable[..., Outcome]) -> Callable[..., Outcome | None]:
    """`alone`, for a group of which no command is called; what is meant for it alone may not stand before one."""

    @wraps(alone)
    def run(lang: Language, **values: Any) -> Outcome | None:
        ctx = click.get_current_context()
        if ctx.invoked_subcommand is None:
            return alone(lang, **values)
        for param in ctx.command.params:
            if param.name in values and ctx.get_parameter_source(param.name) is ParameterSource.COMMANDLINE:
                misuse(
                    "The option “{option}” does not go with the command “{command}” here; options of a "
                    "command stand after it.",
                    option=param.opts[0],
                    command=ctx.invoked_subcommand,
                )
        return None

    return run


def _show_help(_lang: Language) -> Outcome:
    raise Shown(Outcome("", Status.UNREADABLE, note=click.get_current_context().get_help()))
