"""`plancheck rules analyze [PACK]`: what a rule pack can do as such, and what is wrong with it."""

from __future__ import annotations

from typing import Final

from checker.analysis.analyzing import analyze
from checker.analysis.outcome import Analysis
from checker.cli.authoring.selection import pack_argument
from checker.cli.command import Command
from checker.cli.options import output_options
from checker.cli.outcome import Outcome, Status
from checker.cli.screen import width
from checker.i18n import say
from checker.model import Language
from checker.pack.loading import one_pack
from checker.reporting.json import written

FORMATS: Final = ("text", "json")


def make_command(name: str, lang: Language) -> Command:
    """The command `rules analyze`, in `lang`."""

    def run(pack: str | None, format: str, output: str | None) -> Outcome:  # noqa: A002 - click names parameters after their options
        chosen = one_pack(pack)
        analysis = analyze(chosen)
        text: str | bytes
        if format == "json":
            text = written(analysis.to_dict(lang))
        else:
            from checker.cli.authoring import analysis_text

            text = analysis_text.render(analysis, lang, width(output))
        return Outcome(text, _status(analysis), output=output, is_json=format == "json")

    return Command(
        name,
        lang,
        help=say(
            lang,
            "Show, of a rule pack as such: that each rule can fire and can be kept; what is "
            "found along every count and day that has a bound; that no rule says only what "
            "another says, and no two contradict each other; and that each sender can have a "
            "plan that passes. What fails is shown by a plan.",
        ),
        callback=run,
        params=[
            pack_argument(lang),
            *output_options(FORMATS, lang),
        ],
        epilog=say(
            lang,
            "Exit status, the highest that applies: 0 nothing is wrong; 1 something is; 2 wrong "
            "usage; 3 the rule pack cannot be used, or the evaluators disagree.",
        ),
    )


def _status(analysis: Analysis) -> Status:
    if analysis.failure is not None:
        return Status.UNTRUSTED
    return Status.FOUND if analysis.problems else Status.GOOD
