"""What `check` and `review` are asked in common: their options, the values of these, and what is to come out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click
import msgspec

from checker.checking import Options
from checker.cli.command import Option
from checker.cli.delivery import is_debugging, layout_for
from checker.cli.options import (
    AS_OF,
    LANG,
    bad_value,
    choice_option,
    flag_option,
    jobs_option,
    one_of,
    output_option,
    pack_option,
)
from checker.cli.outcome import hint_at, misuse, none_of
from checker.engine import EngineName, default_engine
from checker.i18n import N_
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


def _report(value: str) -> tuple[str, str]:
    name, equals, output = value.partition("=")
    if not equals or not output:
        raise bad_value("“{value}” is not FORMAT=FILE, for instance html=review.html.", value)
    if name not in FORMATS:
        raise click.BadParameter(none_of(name, FORMATS))
    return name, output


FAILING: Final = {
    "error": frozenset({Severity.ERROR}),
    "warning": frozenset({Severity.ERROR, Severity.WARNING}),
    "never": frozenset[Severity](),
}
"""What `--fail-on` says -> the severities that make the exit status 1."""


FAIL_ON: Final = choice_option(
    "fail-on",
    "From which severity on findings make the exit status 1 (default: error).",
    tuple(FAILING),
    default="error",
)


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
    made_as: str | None
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
        require_rules(sorted(self.select | self.ignore), pack)
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

    def wanted(self, *, many: bool, short: bool = False) -> tuple[Rendering, ...]:
        """What is to come out; `many` says that several inputs were given, `short` that each finding is then a line.

        Without `--format`, what goes to `--output` or standard output is text.
        Raises `UsageError` for statistics in another format.
        """
        if self.statistics and self.made_as not in (None, CONCISE, next(iter(FORMATS))):
            misuse("--statistics is a format of its own, and goes with no other.")
        format_ = STATISTICS if self.statistics else self.made_as or (CONCISE if many and short else None)
        first = (format_ or next(iter(FORMATS)), self.output)
        return tuple(
            Rendering(FORMATS[name], file, layout_for(file, many=many)) for name, file in (first, *self.reports)
        )


def require_rules(ids: Sequence[str], pack: Pack | None) -> None:
    """Raise `UsageError` for an id that no rule has, of the pack asked for or of those installed."""
    known = rules_known(pack) if ids else ()
    for id_ in ids:
        if id_ not in known:
            no_such_rule(id_, known)


def no_such_rule(id_: str, known: Iterable[str]) -> NoReturn:
    """Raise `UsageError` for an id that no rule has, with the nearest of those `known`."""
    misuse("There is no rule “{rule}”; `plancheck rules` lists them all.", hint_at(id_, known), rule=printable(id_))


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


_RULES: Final[dict[str, Any]] = {
    "metavar": N_("RULE,…"),
    "multiple": True,
    "callback": _ids_in,
    "shell_complete": complete_rules,
}

JUDGING: Final = (
    pack_option(),
    Option(
        ["--format", "made_as"],
        "Form of the output (default: text; of several plans to check, concise). One of: {choices}.",
        N_("NAME"),
        **one_of(tuple(FORMATS)),
    ),
    output_option(),
    Option(
        ["--report", "reports"],
        "Write a report of this format to this file as well; may be given several times.",
        N_("FORMAT=FILE"),
        multiple=True,
        type=_report,
    ),
    LANG,
    AS_OF,
    FAIL_ON,
    jobs_option(),
    choice_option("engine", "Evaluator that judges (default: durable_rules where it can be imported).", _ENGINES),
    flag_option("cross-check", "Let both evaluators judge; no verdict where they disagree."),
    Option(
        "--select", "Judge by these rules alone: ids with commas between them, or the option several times.", **_RULES
    ),
    Option(
        "--ignore", "Leave these rules out, in the same way; the report says so, and nothing then passes.", **_RULES
    ),
    flag_option(STATISTICS, "Say how often each rule was broken, instead of each finding."),
    flag_option("show-files", "Only list the files that would be checked, and those left out with why."),
)
"""The options that all who judge have."""
