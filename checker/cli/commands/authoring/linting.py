"""`plancheck rules lint [PACK]`: looks a rule pack over for what its schema cannot find."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from checker.authoring.lint.model import LINTS
from checker.cli.authoring import lint_json, lint_text
from checker.cli.authoring.looked_over import look
from checker.cli.authoring.selection import pack_argument
from checker.cli.command import Command
from checker.cli.options import OneOf, choice_option, lang_option, output_option
from checker.cli.outcome import Outcome
from checker.cli.screen import width
from checker.i18n import say
from checker.pack.loading import pack_folder

if TYPE_CHECKING:
    from checker.cli.authoring.looked_over import LookedOver
    from checker.model import Language

FORMATS: Final = ("text", "json", "github")


def make_command(name: str, lang: Language) -> Command:
    """The command `rules lint`, in `lang`."""

    def lint(pack: str | None, ignored: tuple[str, ...], format: str, output: str | None) -> Outcome:  # noqa: A002 - click names parameters after their options
        looked = look(pack_folder(pack), Path.cwd(), ignored, lang)
        return Outcome(_rendered(looked, format, output, lang), looked.status, output=output, is_json=format == "json")

    def convert(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
        for value in values:
            known.convert(ctx, param, value)
        return values

    known = OneOf(LINTS, lang)
    ignore = click.Option(
        ["--ignore", "ignored"],
        multiple=True,
        callback=convert,
        shell_complete=known.complete,
        metavar=say(lang, "LINT"),
        help=say(lang, "Leave this kind of lint out; may be given several times."),
    )
    return Command(
        name,
        lang,
        help=say(
            lang,
            "Look a rule pack over for what its schema cannot find: texts in the wrong language "
            "or with the wrong punctuation, rules without cases or without a statement, rules "
            "that always fire together, names that nothing uses, and whatever is still to be "
            "filled in. Of a broken rule pack, every fault is listed.",
        ),
        callback=lint,
        params=[
            pack_argument(lang),
            ignore,
            choice_option(
                "format", say(lang, "Form of the output (default: text)."), FORMATS, lang, default=FORMATS[0]
            ),
            output_option(lang),
            lang_option(lang),
        ],
        epilog=say(
            lang,
            "Exit status: 0 nothing, or notes only; 1 an error or a warning; 2 wrong usage; 3 "
            "the rule pack cannot be used.",
        ),
    )


def _rendered(looked: LookedOver, format_: str, output: str | None, lang: Language) -> str:
    if format_ == "json":
        return json.dumps(lint_json.data(looked), ensure_ascii=False, indent=2) + "\n"
    if format_ == "github":
        from checker.cli.authoring import lint_github

        return lint_github.render(looked, lang)
    return lint_text.render(looked, lang, width(output))
