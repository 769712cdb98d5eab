"""`plancheck compare OLD NEW`: what became of the findings of an earlier plan."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from checker.checking import Options
from checker.cli.command import Argument, Command
from checker.cli.judging_options import FAILING
from checker.cli.options import as_of_option, choice_option, complete_path, lang_option, output_option, pack_option
from checker.cli.outcome import Outcome, Status
from checker.cli.refusals import keep_inputs, refuse_unreadable
from checker.cli.reports import packs_at_hand, reports_given
from checker.cli.screen import is_debugging, shows_colour, width
from checker.comparing import Change, compare
from checker.i18n import say
from checker.model import UNREADABLE, Verdict
from checker.pack.loading import load_pack
from checker.reporting import Layout

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from checker.cli.reports import NamedReport
    from checker.comparing import Comparison
    from checker.model import Language

FORMATS: Final = {"text": "checker.reporting.comparison_text", "json": "checker.reporting.comparison_json"}
"""The formats of a comparison, and the module of each, with its function `render`."""


def make_command(name: str, lang: Language) -> Command:
    """The command `compare`, in `lang`."""

    def compare_plans(
        old: str,
        new: str,
        pack: str | None,
        format: str,  # noqa: A002 - click names parameters after their options
        output: str | None,
        as_of: date | None,
        fail_on: str,
    ) -> Outcome:
        keep_inputs((old, new), (output,), lang)
        options = Options(None if pack is None else load_pack(pack), as_of, lang, debug=is_debugging())
        given = reports_given((old, new), options)
        _require_readable(given, lang)
        earlier, later = (each.report for each in given)
        comparison = compare(earlier, later, lang, options.pack)
        packs = packs_at_hand((earlier, later), options.pack)
        layout = Layout(width(output), shows_colour(output))
        content = import_module(FORMATS[format]).render(comparison, packs, layout)
        return Outcome(content, _status(comparison, fail_on), output, is_json=format == "json")

    return Command(
        name,
        lang,
        help=say(
            lang,
            "Compare a plan with an earlier one of the same office: which findings are fixed, "
            "still open or new. A finding is known by its rule and what it is about, wherever it "
            "stands.",
        ),
        callback=compare_plans,
        params=[
            _argument("old", say(lang, "The earlier plan, or its report as check wrote it as JSON."), say(lang, "OLD")),
            _argument("new", say(lang, "The later plan, or its report."), say(lang, "NEW")),
            pack_option(lang),
            choice_option(
                "format",
                say(lang, "Form of the output (default: text)."),
                tuple(FORMATS),
                lang,
                default=next(iter(FORMATS)),
            ),
            output_option(lang),
            lang_option(lang),
            as_of_option(lang),
            choice_option(
                "fail-on",
                say(lang, "From which severity on findings make the exit status 1 (default: error)."),
                tuple(FAILING),
                lang,
                default=next(iter(FAILING)),
            ),
        ],
        epilog=say(
            lang,
            "Exit status, the highest that applies: 0 nothing at or above --fail-on is still "
            "open or new; 1 something is; 2 the later plan breaks the plan format, or one of the "
            "two cannot be read; 3 the rules could not be judged.",
        ),
    )


def _argument(name: str, explanation: str, metavar: str) -> Argument:
    return Argument(name, explanation, metavar=metavar, shell_complete=complete_path)


def _require_readable(given: Iterable[NamedReport], lang: Language) -> None:
    """Refuse files that cannot be read: nothing can be said of what became of anything in them."""
    for each in given:
        found = [finding for finding in each.report.findings if finding.rule == UNREADABLE]
        if found and not each.is_stored:
            refuse_unreadable(each.name, found[0].message.in_language(lang), lang)


def _status(comparison: Comparison, fail_on: str) -> Status:
    """The exit status: by what is still open or new; what was wrong with the earlier plan alone has no say."""
    if Verdict.UNDETERMINED in (comparison.old.verdict, comparison.new.verdict):
        return Status.UNTRUSTED
    if comparison.new.verdict is Verdict.INVALID:
        return Status.UNREADABLE
    left = (compared.finding.severity for compared in comparison.findings if compared.change is not Change.FIXED)
    return Status.GOOD if FAILING[fail_on].isdisjoint(left) else Status.FOUND
