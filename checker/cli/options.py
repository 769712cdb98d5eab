"""The options that several commands have, and the kinds of values they take. All explanations are messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

import click

from checker.cli.command import Argument, Option
from checker.cli.delivery import is_terminal
from checker.cli.outcome import current_language, misuse, misused, none_of
from checker.i18n import N_, say
from checker.model import LANGUAGES
from checker.reporting.printable import printable

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from checker.decisions import Decisions
    from checker.pack.model import DocumentKind, Pack

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


def file_option(name: str, explanation: str) -> Option:
    """An option `--name FILE`."""
    return Option(f"--{name}", explanation, N_("FILE"), shell_complete=complete_path)


def flag_option(name: str, explanation: str) -> Option:
    """An option `--name` that takes no value."""
    return Option(f"--{name}", explanation, is_flag=True)


def choice_option(name: str, explanation: str, choices: Sequence[str], *, default: str | None = None) -> Option:
    """An option `--name` that takes one of a few words."""
    return Option(f"--{name}", explanation, default=default, **one_of(choices))


_OUTPUT: Final = N_("Write to this file, in UTF-8, all or nothing (default: standard output).")


def output_option(explanation: str = _OUTPUT) -> Option:
    """`--output FILE`."""
    return Option(["--output", "-o"], explanation, N_("FILE"), shell_complete=complete_path)


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


DECISIONS: Final = Option(
    "--decisions",
    "What people have decided about the plans, as YAML or JSON (review-decisions/1), or an XLSX report of a review "
    "with its sheet of decisions filled in.",
    N_("FILE"),
    type=_decisions,
    shell_complete=complete_path,
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
