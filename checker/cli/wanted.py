"""What is to come out, and where: `--format`, `--output` and any number of `--report FORMAT=FILE`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from checker.cli.options import OneOf
from checker.cli.screen import shows_colour, width
from checker.i18n import say
from checker.reporting import FORMATS, Layout
from checker.reporting.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Language
    from checker.reporting import Format

_JSON_SUFFIXES = (".json", ".ndjson", ".sarif")


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """One rendering: its format, the file it goes to (None: standard output), and how it is laid out."""

    format: Format
    output: str | None
    layout: Layout

    @property
    def is_json(self) -> bool:
        """Whether it is JSON, so that what an encoding lacks can be written as an escape."""
        return self.format.suffix in _JSON_SUFFIXES


def report_option(lang: Language) -> click.Option:
    """`--report FORMAT=FILE`, any number of times."""

    def convert(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        return tuple(_report(ctx, param, value, lang) for value in values)

    return click.Option(
        ["--report", "reports"],
        multiple=True,
        callback=convert,
        metavar=say(lang, "FORMAT=FILE"),
        help=say(lang, "Write a report of this format to this file as well; may be given several times."),
    )


def _report(ctx: click.Context, param: click.Parameter, value: str, lang: Language) -> tuple[str, str]:
    name, equals, output = value.partition("=")
    if not equals or not output:
        raise click.BadParameter(
            say(lang, "“{value}” is not FORMAT=FILE, for instance html=review.html.", value=printable(value)),
            ctx,
            param,
        )
    OneOf(tuple(FORMATS), lang).convert(ctx, param, name)
    return name, output


def wanted_of(
    format_: str | None, output: str | None, reports: Sequence[tuple[str, str]], *, many: bool
) -> tuple[Wanted, ...]:
    """Everything that is to come out. Without `--format`, what goes to `--output` or standard output is text."""
    first = (format_ or next(iter(FORMATS)), output)
    return tuple(
        Wanted(FORMATS[name], file, Layout(width(file), shows_colour(file), many)) for name, file in (first, *reports)
    )
