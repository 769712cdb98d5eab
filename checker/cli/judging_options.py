"""What `check` and `review` are asked in common: their options, the values of these, and what is to come out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NoReturn

import click
import msgspec

from checker.checking import Options
from checker.cli.delivery import is_debugging, shows_colour, width
from checker.cli.options import (
    OneOf,
    as_of_option,
    choice_option,
    flag_option,
    jobs_option,
    lang_option,
    output_option,
    pack_option,
)
from checker.cli.wording import hint_at, misuse
from checker.engine import EngineName, default_engine
from checker.i18n import N_, say
from checker.model import Language, Severity
from checker.pack.loading import installed_packs, load_pack
from checker.pack.model import Pack
from checker.reporting import FORMATS, Format, Layout
from checker.reporting.printable import printable

if TYPE_CHECKING:
    from checker.decisions import Decisions

_JSON_SUFFIXES = (".json", ".ndjson", ".sarif")


class Rendering(msgspec.Struct, frozen=True, eq=False):
    """One rendering: its format, the file it goes to (None: standard output), and how it is laid out."""

    format: Format
    output: str | None
    layout: Layout

    @property
    def is_json(self) -> bool:
        """Whether it is JSON, so that what an encoding lacks can be written as an escape."""
        return self.format.suffix.endswith(_JSON_SUFFIXES)


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


NEVER: Final = "never"
FAILING: Final = {
    "error": frozenset({Severity.ERROR}),
    "warning": frozenset({Severity.ERROR, Severity.WARNING}),
    NEVER: frozenset[Severity](),
}
"""What `--fail-on` says -> the severities that make the exit status 1."""


def fail_on_option(lang: Language) -> click.Option:
    """`--fail-on SEVERITY`."""
    explanation = say(lang, "From which severity on findings make the exit status 1 (default: error).")
    return choice_option("fail-on", explanation, tuple(FAILING), lang, default=next(iter(FAILING)))


def options_asked(
    pack: str | None, lang: Language, as_of: date | None = None, decisions: Decisions | None = None
) -> Options:
    """How a command checks plans that has none of the options below but these."""
    return Options(None if pack is None else load_pack(pack), as_of, lang, decisions=decisions, debug=is_debugging())


CONCISE: Final = "concise"
STATISTICS: Final = "statistics"

_ENGINES: Final = ("durable_rules", "reference")


class JudgingOptions(msgspec.Struct, frozen=True, eq=False):
    """The values of the options, named as they are."""

    pack: str | None
    format: str | None
    output: str | None
    reports: tuple[tuple[str, str], ...]
    as_of: date | None
    fail_on: str
    jobs: int
    engine: EngineName | None
    cross_check: bool
    select: frozenset[str]
    ignore: frozenset[str]
    statistics: bool
    show_files: bool
    readback: bool = False

    def options(self, pack: Pack | None, lang: Language, *, reads_back: bool = False) -> Options:
        """How plans are checked, by `pack`; `reads_back` as there."""
        # Decided here, whichever process then judges: this one says so where durable_rules is not here.
        engine = self.engine or default_engine()
        require_rules(sorted(self.select | self.ignore), pack, lang)
        return Options(
            pack,
            self.as_of,
            lang,
            engine,
            self.cross_check,
            reads_back=reads_back,
            select=self.select or None,
            ignore=self.ignore,
            debug=is_debugging(),
        )

    def wanted(self, lang: Language, *, many: bool, short: bool = False) -> tuple[Rendering, ...]:
        """What is to come out; `many` says that several inputs were given, `short` that each finding is then a line.

        Without `--format`, what goes to `--output` or standard output is text.
        Raises `UsageError` for statistics in another format.
        """
        if self.statistics and self.format not in (None, CONCISE, next(iter(FORMATS))):
            misuse(lang, "--statistics is a format of its own, and goes with no other.")
        format_ = STATISTICS if self.statistics else self.format or (CONCISE if many and short else None)
        first = (format_ or next(iter(FORMATS)), self.output)
        return tuple(
            Rendering(FORMATS[name], file, Layout(width(file), shows_colour(file), many))
            for name, file in (first, *self.reports)
        )


def options_of_judging(lang: Language) -> list[click.Parameter]:
    """The options."""
    return [
        pack_option(lang),
        choice_option(
            "format",
            say(lang, "Form of the output (default: text; of several plans to check, concise)."),
            tuple(FORMATS),
            lang,
        ),
        output_option(lang),
        report_option(lang),
        lang_option(lang),
        as_of_option(lang),
        fail_on_option(lang),
        jobs_option(lang),
        choice_option(
            "engine",
            say(lang, "Evaluator that judges (default: durable_rules where it can be imported)."),
            _ENGINES,
            lang,
        ),
        flag_option("cross-check", say(lang, "Let both evaluators judge; no verdict where they disagree.")),
        *rule_options(lang),
        flag_option(STATISTICS, say(lang, "Say how often each rule was broken, instead of each finding.")),
        flag_option("show-files", say(lang, "Only list the files that would be checked, and those left out with why.")),
    ]


_EXPLANATIONS: Final = {
    "select": N_("Judge by these rules alone: ids with commas between them, or the option several times."),
    "ignore": N_("Leave these rules out, in the same way; the report says so, and nothing then passes."),
}


def rule_options(lang: Language) -> list[click.Option]:
    """The two options."""
    return [
        click.Option(
            [f"--{name}"],
            multiple=True,
            callback=_ids_in,
            shell_complete=complete_rules,
            metavar=say(lang, "RULE,…"),
            help=say(lang, explanation),
        )
        for name, explanation in _EXPLANATIONS.items()
    ]


def require_rules(ids: Sequence[str], pack: Pack | None, lang: Language) -> None:
    """Raise `UsageError` for an id that no rule has, of the pack asked for or of those installed."""
    known = rules_known(pack) if ids else ()
    for id_ in ids:
        if id_ not in known:
            no_such_rule(id_, known, lang)


def no_such_rule(id_: str, known: Iterable[str], lang: Language) -> NoReturn:
    """Raise `UsageError` for an id that no rule has, with the nearest of those `known`."""
    message = N_("There is no rule “{rule}”; `plancheck rules` lists them all.")
    misuse(lang, message, hint_at(id_, known, lang), rule=printable(id_))


def rules_known(pack: Pack | None = None) -> Sequence[str]:
    """The ids of all rules of a pack, or of those that are installed."""
    packs = [load_pack(id_) for id_ in installed_packs()] if pack is None else [pack]
    return [*dict.fromkeys(rule.id for each in packs for rule in each.rules)]


def complete_rules(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The ids of rules that begin so, for the shell; behind a comma, the last one is completed."""
    before, comma, begin = incomplete.rpartition(",")
    return [f"{before}{comma}{rule}" for rule in rules_known() if rule.startswith(begin)]


def _ids_in(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> frozenset[str]:
    return frozenset(id_ for value in values for id_ in value.replace(",", " ").split())
