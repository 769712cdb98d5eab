"""What `check` and `review` are asked in common: their options, and the values they were given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.checking import Options
from checker.cli.options import (
    as_of_option,
    choice_option,
    flag_option,
    jobs_option,
    lang_option,
    output_option,
    pack_option,
)
from checker.cli.running import FAILING
from checker.cli.screen import is_debugging
from checker.cli.wanted import report_option, wanted_of
from checker.engine import default_engine
from checker.i18n import say
from checker.reporting import FORMATS

if TYPE_CHECKING:
    from datetime import date

    import click

    from checker.cli.wanted import Wanted
    from checker.engine import EngineName
    from checker.model import Language
    from checker.pack.model import Pack

_ENGINES: Final = ("durable_rules", "reference")


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
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
    readback: bool = False

    def options(self, pack: Pack | None, lang: Language, *, reads_back: bool = False) -> Options:
        """How plans are checked, by `pack`; `reads_back` as there."""
        # Decided here, whichever process then judges: this one says so where durable_rules is not here.
        engine = self.engine or default_engine()
        return Options(pack, self.as_of, lang, engine, self.cross_check, reads_back, debug=is_debugging())

    def wanted(self, *, many: bool) -> tuple[Wanted, ...]:
        """What is to come out; `many` says that several inputs were given."""
        return wanted_of(self.format, self.output, self.reports, many=many)


def options_of_judging(lang: Language) -> list[click.Parameter]:
    """The options."""
    return [
        pack_option(lang),
        choice_option("format", say(lang, "Form of the output (default: text)."), tuple(FORMATS), lang),
        output_option(lang),
        report_option(lang),
        lang_option(lang),
        as_of_option(lang),
        choice_option(
            "fail-on",
            say(lang, "From which severity on findings make the exit status 1 (default: error)."),
            tuple(FAILING),
            lang,
            default=next(iter(FAILING)),
        ),
        jobs_option(lang),
        choice_option(
            "engine",
            say(lang, "Evaluator that judges (default: durable_rules where it can be imported)."),
            _ENGINES,
            lang,
        ),
        flag_option("cross-check", say(lang, "Let both evaluators judge; no verdict where they disagree.")),
    ]
