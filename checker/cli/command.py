"""Commands, and their options and arguments: click's, declared with messages, and said in the chosen language.

Behind them are the options that several commands have, and the kinds of values they take.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from datetime import date
from functools import partial, wraps
from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

import click
from click.core import ParameterSource

from checker.cli.outcome import (
    Outcome,
    Shown,
    Status,
    current_language,
    hint_at,
    is_terminal,
    misuse,
    misused,
    none_of,
    paragraph,
)
from checker.i18n import N_, say
from checker.model import LANGUAGES, Language
from checker.reporting.page import columns
from checker.reporting.printable import printable

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from checker.decisions import Decisions
    from checker.pack.model import DocumentKind, Pack

_WIDEST_TERM: Final = 28


class HelpPage(click.HelpFormatter):
    """Collects a help page: click's, but with columns counted as a terminal counts them.

    Of a text, each line is a paragraph of its own; one that begins with a blank is kept.
    """

    lang: Language = LANGUAGES[0]

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        self._write_lines(paragraph(args, self.width, self.lang, f"{prefix or ''}{prog} "))

    def write_heading(self, heading: str) -> None:
        """The heading of a section."""
        self.write(f"{heading}\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, as long as they are."""
        indent = " " * self.current_indent
        for line in text.split("\n"):
            whole = not line or line.startswith(" ")
            self._write_lines([f"{indent}{line}".rstrip()] if whole else paragraph(line, self.width, self.lang, indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST_TERM, col_spacing: int = 2) -> None:
        """Terms on the left, what they mean on the right."""
        rows = list(rows)
        indent = " " * self.current_indent
        widest = min(max(columns(term, self.lang) for term, _ in rows), col_max)
        for term, meaning in rows:
            start, taken = indent + term, columns(term, self.lang)
            if taken > widest:
                self._write_lines([start])
                start, taken = indent, 0
            start += " " * (widest - taken + col_spacing)
            self._write_lines(paragraph(meaning, self.width, self.lang, start))

    def _write_lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(f"{line}\n")


class PlanContext(click.Context):
    """click's context, with help pages in the language of its command."""

    def make_formatter(self) -> click.HelpFormatter:
        """An empty help page."""
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
    """A command of a group: its module, a line (a message), and what the command is called in its module."""

    module: str
    line: str
    name: str = "run"


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
        found: Command | LazyGroup = getattr(import_module(listed.module), listed.name)
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


_MOST_JOBS: Final = 64
_LONGEST_NUMBER: Final = 6
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def one_of(choices: Sequence[str]) -> dict[str, Any]:
    """What makes a parameter of click take one of a few words: any other is refused, with the nearest of them."""

    def convert(word: str) -> str:
        if word not in choices:
            raise click.BadParameter(none_of(word, choices))
        return word

    def complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
        return [choice for choice in choices if choice.startswith(incomplete)]

    return {"type": convert, "shell_complete": complete, "listed": choices}


def complete_path(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of files, which the shell knows best itself."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def bad_value(message: str, value: str, /, **values: object) -> click.BadParameter:
    """What is raised for a `value` that an option cannot have."""
    return click.BadParameter(say(current_language(), message, value=printable(value), **values))


def files_argument(name: str, explanation: str, *, required: bool = True) -> Argument:
    """Any number of files."""
    return Argument(name, explanation, N_("FILE…"), nargs=-1, required=required, shell_complete=complete_path)


def file_argument(name: str, explanation: str, metavar: str, *, listed: Sequence[str] = ()) -> Argument:
    """One file."""
    return Argument(name, explanation, metavar, listed=listed, shell_complete=complete_path)


def file_option(names: str | Sequence[str], explanation: str, **settings: Any) -> Option:
    """An option that takes a file."""
    return Option(names, explanation, N_("FILE"), shell_complete=complete_path, **settings)


def flag_option(name: str, explanation: str) -> Option:
    """An option `--name` that takes no value."""
    return Option(f"--{name}", explanation, is_flag=True)


def choice_option(name: str, explanation: str, choices: Sequence[str], *, default: str | None = None) -> Option:
    """An option `--name` that takes one of a few words."""
    return Option(f"--{name}", explanation, default=default, **one_of(choices))


_OUTPUT: Final = N_("Write to this file, in UTF-8, all or nothing (default: standard output).")


def output_option(explanation: str = _OUTPUT) -> Option:
    """`--output FILE`."""
    return file_option(["--output", "-o"], explanation)


LANG: Final = Option(
    "--lang",
    "Language: English or Chinese (default: that of the locale, else English).",
    expose_value=False,
    **one_of(LANGUAGES),
)
"""`--lang en|zh`: only checked here, as the language was chosen before anything was parsed."""


def format_option(explanation: str, formats: Sequence[str], *, default: str | None = None) -> Option:
    """`--format NAME`."""
    return Option(["--format", "made_as"], explanation, default=default, **one_of(formats))


def output_options(formats: Sequence[str], *, by_suffix: bool = False) -> tuple[Option, ...]:
    """`--format`, `--output` and `--lang` of what comes out in one of these formats, the first where nothing is said.

    `by_suffix`: the name of the output says it too (`format_of`).
    """
    explanation = (
        N_("Form of the output (default: what the suffix of --output says, else text).")
        if by_suffix
        else N_("Form of the output (default: text).")
    )
    default = None if by_suffix else formats[0]
    return format_option(explanation, formats, default=default), output_option(), LANG


def format_of(format_: str | None, output: str | None, formats: Sequence[str]) -> str:
    """The one of `formats` that is asked for, or that the suffix of the output says, else the first.

    Raises `UsageError` for a workbook on a terminal.
    """
    suffix = "" if output is None else PurePath(output).suffix.lower().removeprefix(".")
    made_as = format_ or (suffix if suffix in formats else formats[0])
    if made_as == "xlsx" and is_terminal(output):
        misuse("A workbook is no text that a terminal shows. Name a file with --output.")
    return made_as


_PACK: Final = N_("Rule pack to judge by: an id, or a folder (default: the plan's circular).")
ONE_PACK: Final = N_("Rule pack: an id, or a folder; needed where several are installed (see plancheck packs).")


def pack_option(explanation: str = _PACK) -> Option:
    """`--pack ID|PATH`."""
    return Option("--pack", explanation, N_("ID|PATH"), shell_complete=complete_path)


PACK: Final = Argument(
    "pack",
    "Rule pack: an id, or a folder (default: the one installed).",
    N_("[PACK]"),
    required=False,
    shell_complete=complete_path,
)
"""The argument `[PACK]`: an id or a folder."""

DOCUMENT: Final = Option(
    "--document", "Format of the kind of document that is meant (default: the rule pack's first).", N_("FORMAT")
)
"""`--document FORMAT`: which of the kinds of document of a rule pack is meant."""


def document_asked(document: str | None, pack: Pack) -> DocumentKind:
    """The kind of document of that format, or the first of the pack. Raises `UsageError` for one that it has not."""
    if document is None:
        return pack.main_document
    if document in pack.documents:
        return pack.documents[document]
    return misused(none_of(document, pack.documents))


def _decisions(value: str) -> Decisions:
    from checker.decisions import decisions_in
    from checker.errors import UnreadableError

    try:
        return decisions_in(Path(value))
    except UnreadableError as error:
        raise bad_value(
            "{name}: {reason}", value, name=printable(value), reason=error.message(current_language())
        ) from error


DECISIONS: Final = file_option(
    "--decisions",
    "What people have decided about the plans, as YAML or JSON (review-decisions/1), or an XLSX report of a review "
    "with its sheet of decisions filled in.",
    type=_decisions,
)
"""`--decisions FILE`: what people have decided, read."""


def _day(value: str) -> date:
    with suppress(ValueError):
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    raise bad_value("“{value}” is no day of the calendar, written YYYY-MM-DD.", value)


def day_option(names: str | Sequence[str], explanation: str) -> Option:
    """An option that takes a day."""
    return Option(names, explanation, N_("DAY"), type=_day)


AS_OF: Final = day_option(
    "--as-of", "Check for this day, YYYY-MM-DD: is a draft past the deadline? (default: not asked)"
)


def number_option(names: Sequence[str], explanation: str, allowed: range, refusal: str, default: int) -> Option:
    """An option that takes one of the whole numbers `allowed`; `refusal` is the message on any other value."""

    def convert(value: str) -> int:
        if not (value.isascii() and value.isdecimal() and int(value[:_LONGEST_NUMBER]) in allowed):
            raise bad_value(refusal, value, most=allowed[-1])
        return int(value)

    return Option(names, explanation, N_("N"), default=str(default), type=convert)


_JOBS: Final = N_("Processes that share the work (default: 1); the result does not depend on it.")


def jobs_option(explanation: str = _JOBS, default: int = 1) -> Option:
    """`--jobs N`."""
    refusal = N_("“{value}” is no number of processes: a whole number from 1 to {most}.")
    return number_option(["--jobs", "-j"], explanation, range(1, _MOST_JOBS + 1), refusal, default)
