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

    def options(self, pack: Pack | None, lang: Language) -> Options:
        """How plans are checked, by `pack`."""
        # Decided here, whichever process then judges: this one says so where durable_rules is not here.
        engine = self.engine or default_engine()
        return Options(pack, self.as_of, lang, engine, self.cross_check, debug=is_debugging())

    def wanted(self, *, many: bool) -> tuple[Wanted, ...]:
        """What is to come out; `many` says that several inputs were given."""
        return wanted_of(self.format, self.output, self.reports, many=many)


def options_of_judging(lang: Language, *, pack: str) -> list[click.Parameter]:
    """The options; `pack` is the key of what `--pack` says on the help page."""
    return [
        pack_option(lang, key=pack),
        choice_option("format", tuple(FORMATS), lang),
        output_option(lang),
        report_option(lang),
        lang_option(lang),
        as_of_option(lang),
        choice_option("fail-on", tuple(FAILING), lang, default=next(iter(FAILING))),
        jobs_option(lang),
        choice_option("engine", _ENGINES, lang),
        flag_option("cross-check", lang),
    ]
