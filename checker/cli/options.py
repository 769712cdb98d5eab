"""The options that several commands have, and the kinds of values they take."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

import click

from checker.cli.command import Argument
from checker.cli.delivery import is_terminal
from checker.cli.wording import misuse, none_of
from checker.i18n import N_, say
from checker.model import LANGUAGES, Language
from checker.reporting.printable import printable

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from checker.decisions import Decisions

_MOST_JOBS: Final = 64
_LONGEST_NUMBER: Final = 6
_LONGEST_LIST: Final = 60
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class OneOf:
    """One of a few words; any other is refused in the chosen language, with the nearest of them."""

    def __init__(self, choices: Sequence[str], lang: Language) -> None:
        self._choices = choices
        self._lang = lang

    @property
    def settings(self) -> dict[str, Any]:
        """What makes a parameter of click take one of the words."""
        return {"callback": self.convert, "shell_complete": self.complete}

    def convert(self, ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        """The word itself. Raises `BadParameter` for a word that is none of them."""
        if value is None or value in self._choices or ctx.resilient_parsing:
            return value
        raise click.BadParameter(none_of(value, self._choices, self._lang), ctx, param)

    def complete(self, _ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
        """The words that begin so, for the shell."""
        return [choice for choice in self._choices if choice.startswith(incomplete)]


def complete_path(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of files, which the shell knows best itself."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def files_argument(name: str, explanation: str, lang: Language, *, required: bool = True) -> Argument:
    """Any number of files."""
    metavar = say(lang, "FILE…")
    return Argument(name, explanation, nargs=-1, required=required, metavar=metavar, shell_complete=complete_path)


def file_argument(name: str, explanation: str, metavar: str) -> Argument:
    """One file."""
    return Argument(name, explanation, metavar=metavar, shell_complete=complete_path)


def file_option(name: str, explanation: str, lang: Language) -> click.Option:
    """An option `--name FILE`."""
    return click.Option([f"--{name}"], shell_complete=complete_path, metavar=say(lang, "FILE"), help=explanation)


def _day_in(lang: Language) -> Callable[[click.Context, click.Parameter, str | None], date | None]:
    def convert(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
        if value is None or ctx.resilient_parsing:
            return None
        day = _day(value)
        if day is None:
            raise click.BadParameter(
                say(lang, "“{value}” is no day of the calendar, written YYYY-MM-DD.", value=printable(value)),
                ctx,
                param,
            )
        return day

    return convert


def _day(text: str) -> date | None:
    """The day of the calendar, YYYY-MM-DD."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def choice_option(
    name: str, explanation: str, choices: Sequence[str], lang: Language, *, default: str | None = None
) -> click.Option:
    """An option `--name` that takes one of a few words, which stand behind the explanation where they are many."""
    listed = "|".join(choices)
    is_long = len(listed) > _LONGEST_LIST
    return click.Option(
        [f"--{name}"],
        metavar=say(lang, "NAME") if is_long else listed,
        default=default,
        help=say(
            lang, "{explanation} One of: {choices}.", explanation=explanation, choices=say(lang, ", ").join(choices)
        )
        if is_long
        else explanation,
        **OneOf(choices, lang).settings,
    )


def output_options(formats: Sequence[str], lang: Language, *, by_suffix: bool = False) -> list[click.Option]:
    """`--format`, `--output` and `--lang` of what comes out in one of these formats, the first where nothing is said.

    `by_suffix`: the name of the output says it too (`format_of`).
    """
    explanation = (
        say(lang, "Form of the output (default: what the suffix of --output says, else text).")
        if by_suffix
        else say(lang, "Form of the output (default: text).")
    )
    default = None if by_suffix else formats[0]
    return [
        choice_option("format", explanation, formats, lang, default=default),
        output_option(lang),
        lang_option(lang),
    ]


def format_of(format_: str | None, output: str | None, formats: Sequence[str], lang: Language) -> str:
    """The one of `formats` that is asked for, or that the suffix of the output says, else the first.

    Raises `UsageError` for a workbook on a terminal.
    """
    suffix = "" if output is None else PurePath(output).suffix.lower().removeprefix(".")
    made_as = format_ or (suffix if suffix in formats else formats[0])
    if made_as == "xlsx" and is_terminal(output):
        misuse(lang, "A workbook is no text that a terminal shows. Name a file with --output.")
    return made_as


def flag_option(name: str, explanation: str) -> click.Option:
    """An option `--name` that takes no value."""
    return click.Option([f"--{name}"], is_flag=True, help=explanation)


_PACK: Final = N_("Rule pack to judge by: an id, or a folder (default: the plan's circular).")
ONE_PACK: Final = N_("Rule pack: an id, or a folder; needed where several are installed (see plancheck packs).")


def pack_option(lang: Language, explanation: str = _PACK) -> click.Option:
    """`--pack ID|PATH`; `explanation` is a message."""
    return click.Option(
        ["--pack"], shell_complete=complete_path, metavar=say(lang, "ID|PATH"), help=say(lang, explanation)
    )


def pack_argument(lang: Language) -> Argument:
    """The argument `[PACK]`: an id or a folder."""
    return Argument(
        "pack",
        say(lang, "Rule pack: an id, or a folder (default: the one installed)."),
        metavar=say(lang, "[PACK]"),
        required=False,
        shell_complete=complete_path,
    )


def document_option(lang: Language) -> click.Option:
    """`--document FORMAT`: which of the kinds of document of a rule pack is meant."""
    return click.Option(
        ["--document"],
        metavar=say(lang, "FORMAT"),
        help=say(lang, "Format of the kind of document that is meant (default: the rule pack's first)."),
    )


def decisions_option(lang: Language) -> click.Option:
    """`--decisions FILE`: what people have decided, read."""

    def convert(ctx: click.Context, param: click.Parameter, value: str | None) -> Decisions | None:
        if value is None or ctx.resilient_parsing:
            return None
        from checker.decisions import decisions_in
        from checker.errors import UnreadableError

        try:
            return decisions_in(Path(value))
        except UnreadableError as error:
            message = say(lang, "{name}: {reason}", name=printable(value), reason=error.message(lang))
            raise click.BadParameter(message, ctx, param) from error

    return click.Option(
        ["--decisions"],
        callback=convert,
        shell_complete=complete_path,
        metavar=say(lang, "FILE"),
        help=say(
            lang,
            "What people have decided about the plans, as YAML or JSON (review-decisions/1), or an XLSX report of a "
            "review with its sheet of decisions filled in.",
        ),
    )


def output_option(lang: Language) -> click.Option:
    """`--output FILE`."""
    return click.Option(
        ["--output", "-o"],
        shell_complete=complete_path,
        metavar=say(lang, "FILE"),
        help=say(lang, "Write to this file, in UTF-8, all or nothing (default: standard output)."),
    )


def day_option(names: Sequence[str], explanation: str, lang: Language) -> click.Option:
    """An option that takes a day."""
    return click.Option([*names], callback=_day_in(lang), metavar=say(lang, "DAY"), help=explanation)


def as_of_option(lang: Language) -> click.Option:
    """`--as-of DAY`."""
    explanation = say(lang, "Check for this day, YYYY-MM-DD: is a draft past the deadline? (default: not asked)")
    return day_option(["--as-of"], explanation, lang)


_JOBS: Final = N_("Processes that share the work (default: 1); the result does not depend on it.")


def jobs_option(lang: Language, explanation: str = _JOBS, *, default: int = 1) -> click.Option:
    """`--jobs N`; `explanation` is a message."""
    refusal = N_("“{value}” is no number of processes: a whole number from 1 to {most}.")
    return number_option(["--jobs", "-j"], range(1, _MOST_JOBS + 1), refusal, say(lang, explanation), lang, default)


def number_option(
    names: Sequence[str], allowed: range, refusal: str, explanation: str, lang: Language, default: int
) -> click.Option:
    """An option that takes one of the whole numbers `allowed`; `refusal` is the message on any other value."""

    def convert(ctx: click.Context, param: click.Parameter, value: str) -> int:
        if not (value.isascii() and value.isdecimal() and int(value[:_LONGEST_NUMBER]) in allowed):
            message = say(lang, refusal, value=printable(value), most=allowed[-1])
            raise click.BadParameter(message, ctx, param)
        return int(value)

    return click.Option([*names], default=str(default), callback=convert, metavar=say(lang, "N"), help=explanation)


def lang_option(lang: Language) -> click.Option:
    """`--lang en|zh`: only checked here, as the language was chosen before anything was parsed."""
    return click.Option(
        ["--lang"],
        metavar="|".join(LANGUAGES),
        expose_value=False,
        help=say(lang, "Language: English or Chinese (default: that of the locale, else English)."),
        **OneOf(LANGUAGES, lang).settings,
    )
