"""`plancheck check FILE…`: a report for each plan."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from checker.checking import Options, check_source
from checker.cli.command import Argument, Command
from checker.cli.options import (
    as_of_option,
    choice_option,
    complete_path,
    flag_option,
    lang_option,
    output_option,
    pack_option,
)
from checker.cli.outcome import Outcome, Status
from checker.cli.screen import shows_colour, width
from checker.documents import SUFFIXES
from checker.documents.limits import MOST_BYTES
from checker.inputs import STANDARD_INPUT, inputs_of, is_folder
from checker.model import Severity, Verdict
from checker.pack.loading import load_pack
from checker.reporting import FORMATS, Layout
from checker.reporting.printable import printable
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from checker.engine import EngineName
    from checker.inputs import Input
    from checker.model import Language, Report
    from checker.pack.model import Pack

ENGINES: Final[tuple[EngineName, ...]] = ("durable_rules", "reference")
NEVER: Final = "never"
_FAILING: Final = {
    "error": frozenset({Severity.ERROR}),
    "warning": frozenset({Severity.ERROR, Severity.WARNING}),
    NEVER: frozenset[Severity](),
}
"""What `--fail-on` says -> the severities that make the exit status 1."""


def make_command(name: str, lang: Language) -> Command:
    """The command `check`, in `lang`."""

    def check(
        files: tuple[str, ...],
        pack: str | None,
        format: str,  # noqa: A002 - click names parameters after their options
        output: str | None,
        as_of: date | None,
        fail_on: str,
        engine: EngineName | None,
        *,
        cross_check: bool,
    ) -> Outcome:
        options = Options(None if pack is None else load_pack(pack), as_of, lang, engine, cross_check)
        reports = [_report(given, options, lang) for given in _inputs(files, lang)]
        chosen = FORMATS[format]
        layout = Layout(width(output), shows_colour(output), many=len(files) > 1 or is_folder(files[0]))
        return Outcome(
            chosen.render(reports, _packs(reports, options), layout),
            _status(reports, _FAILING[fail_on]),
            output,
            is_json=chosen.suffix == ".json",
        )

    return Command(
        name,
        lang,
        callback=check,
        params=[
            Argument(
                "files",
                say(lang, "cli.check.files"),
                nargs=-1,
                required=True,
                shell_complete=complete_path,
                metavar=say(lang, "cli.metavar-files"),
            ),
            pack_option(lang),
            choice_option("format", tuple(FORMATS), lang, default=next(iter(FORMATS))),
            output_option(lang),
            lang_option(lang),
            as_of_option(lang),
            choice_option("fail-on", tuple(_FAILING), lang, default=next(iter(_FAILING))),
            choice_option("engine", ENGINES, lang),
            flag_option("cross-check", lang),
        ],
        epilog=say(lang, "cli.check.epilog"),
    )


def _inputs(files: tuple[str, ...], lang: Language) -> list[Input]:
    if files.count(STANDARD_INPUT) > 1:
        raise click.UsageError(say(lang, "cli.standard-input-twice"), click.get_current_context())
    found, empty = inputs_of(files, SUFFIXES)
    if empty:
        suffixes = say(lang, "cli.list-joint").join(SUFFIXES)
        message = say(lang, "cli.no-plan-files", folder=printable(empty[0]), suffixes=suffixes)
        raise click.UsageError(message, click.get_current_context())
    return found


def _report(given: Input, options: Options, lang: Language) -> Report:
    if given.path is None:
        return check_source(_standard_input(lang), options, name=given.name)
    # As given on the command line: a `Path` would leave out a leading `./`.
    return replace(check_source(given.path, options), name=given.name)


def _standard_input(lang: Language) -> bytes:
    """The bytes of standard input: of one more than is read of any input, so that too many are noticed."""
    try:
        return b"" if sys.stdin is None else sys.stdin.buffer.read(MOST_BYTES + 1)
    except OSError as error:
        message = say(lang, "cli.standard-input-failed", reason=error.strerror or type(error).__name__)
        raise click.UsageError(message, click.get_current_context()) from error


def _packs(reports: Iterable[Report], options: Options) -> dict[str, Pack]:
    if options.pack is not None:
        return {options.pack.id: options.pack}
    return {id_: load_pack(id_) for id_ in {report.pack_id for report in reports} if id_ is not None}


def _status(reports: Iterable[Report], failing: frozenset[Severity]) -> Status:
    """The exit status: the highest that any of the reports asks for."""
    return max(_status_of(report, failing) for report in reports)


def _status_of(report: Report, failing: frozenset[Severity]) -> Status:
    if report.verdict is Verdict.UNDETERMINED:
        return Status.UNTRUSTED
    if report.verdict is Verdict.INVALID:
        return Status.UNREADABLE
    return Status.FOUND if any(finding.severity in failing for finding in report.findings) else Status.GOOD
