"""`plancheck review PATH…`: the plans of many offices together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.cli.asked import Asked, options_of_judging
from checker.cli.command import Argument, Command
from checker.cli.keeping import keep_inputs
from checker.cli.options import ONE_PACK, complete_path
from checker.cli.outcome import Outcome, Status
from checker.cli.running import Run, inputs_given, status_of
from checker.filing import Say
from checker.i18n import say
from checker.model import Verdict
from checker.pack.loading import one_pack
from checker.reviewing import Intake, review_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model import Language, Report, Review
    from checker.pack.model import Pack


def make_command(name: str, lang: Language) -> Command:
    """The command `review`, in `lang`."""

    def review(paths: tuple[str, ...], **given: Any) -> Outcome:
        asked = Asked(**given)
        pack = one_pack(asked.pack)
        # A crash in C code must not be the end of the review: other processes read the files, even for one job.
        wanted = asked.wanted(many=True)
        keep_inputs(paths, (each.output for each in wanted), lang)
        run = Run(
            inputs_given(paths, lang).by_name(),
            asked.options(pack, lang),
            wanted,
            asked.jobs,
            isolated=True,
        )
        return _streamed(run, pack, asked.fail_on) if run.streams else _collected(run, pack, asked.fail_on)

    paths = Argument(
        "paths",
        say(lang, "Files and folders with the plans. “-” is standard input; a folder means the plan files under it."),
        nargs=-1,
        required=True,
        metavar=say(lang, "FILE…"),
        shell_complete=complete_path,
    )
    return Command(
        name,
        lang,
        help=say(
            lang,
            "Review the plans of many offices together: who has sent which version, which plans "
            "go back and why, what the rules across plans find, and the report on each plan.",
        ),
        callback=review,
        params=[paths, *options_of_judging(lang, ONE_PACK)],
        epilog=say(
            lang,
            "Exit status, the highest that applies: 0 nothing at or above --fail-on; 1 something "
            "is, in a plan or across them; 2 an input cannot be read or breaks the plan format; "
            "3 the rules could not be judged. Superseded plans, and drafts beside a submitted "
            "plan, have no say.",
        ),
    )


def _streamed(run: Run, pack: Pack, fail_on: str) -> Outcome:
    intake = Intake(pack, names=False)
    note = run.stream(intake.add)
    if note:
        return Outcome("", Status.INTERRUPTED, note=note)
    _, status = _reviewed(run, intake, (), pack, fail_on)
    return Outcome("", status)


def _collected(run: Run, pack: Pack, fail_on: str) -> Outcome:
    kept, note = run.collect()
    if note:
        return Outcome("", Status.INTERRUPTED, note=note)
    intake = Intake(pack)
    reports = [report for report, filed in kept if intake.add(filed)]
    review, status = _reviewed(run, intake, reports, pack, fail_on)
    rendered = [
        Outcome(wanted.format.render_review(review, pack, wanted.layout), output=wanted.output, is_json=wanted.is_json)
        for wanted in run.wanted
    ]
    return Outcome("", status, also=tuple(rendered))


def _reviewed(run: Run, intake: Intake, reports: Iterable[Report], pack: Pack, fail_on: str) -> tuple[Review, Status]:
    """The review, and the exit status: of the plans that have a say, and of what was found across them."""
    roster = intake.roster()
    review = review_of(roster, reports, pack, run.options)
    verdict = Verdict.UNDETERMINED if review.engine.failure else Verdict.PASS
    across = Say(verdict, frozenset(finding.severity for finding in review.findings))
    return review, status_of({*roster.says, across}, fail_on)
