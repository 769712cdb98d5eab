"""`plancheck review PATH…`: the documents of many together, circular by circular."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.cli.closing import closed
from checker.cli.command import Argument, Command
from checker.cli.judging_options import JudgingOptions, options_of_judging
from checker.cli.options import complete_path
from checker.cli.outcome import Outcome, Status
from checker.cli.refusals import keep_inputs
from checker.cli.running import Run, inputs_given, packs_of, status_of
from checker.cli.show_files import shown_files
from checker.filing import Say
from checker.i18n import say
from checker.model import Verdict
from checker.pack.loading import load_pack
from checker.reviewing import Intakes, reviews_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model import Language, Report, Review


def make_command(name: str, lang: Language) -> Command:
    """The command `review`, in `lang`."""

    def review(paths: tuple[str, ...], **given: Any) -> Outcome:
        asked = JudgingOptions(**given)
        pack = None if asked.pack is None else load_pack(asked.pack)
        # A crash in C code must not be the end of the review: other processes read the files, even for one job.
        wanted = asked.wanted(lang, many=True)
        keep_inputs(paths, (each.output for each in wanted), lang)
        inputs = inputs_given(paths, lang).by_name()
        if asked.show_files:
            return shown_files(paths, inputs, asked.output, lang)
        run = Run(
            inputs,
            asked.options(pack, lang),
            wanted,
            asked.jobs,
            isolated=True,
        )
        outcome = _streamed(run, asked.fail_on) if run.streams else _collected(run, asked.fail_on)
        return closed(outcome, wanted, lang)

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
            "Review the plans of many senders together, circular by circular: who has sent which "
            "version, which plans go back and why, what the rules across plans find, and the report "
            "on each plan.",
        ),
        callback=review,
        params=[paths, *options_of_judging(lang)],
        epilog=say(
            lang,
            "Exit status, the highest that applies: 0 nothing at or above --fail-on; 1 something "
            "is, in a plan or across them; 2 an input cannot be read or breaks the plan format; "
            "3 the rules could not be judged. Superseded plans, and drafts beside a submitted "
            "plan, have no say.",
        ),
    )


def _streamed(run: Run, fail_on: str) -> Outcome:
    intakes = Intakes(run.options.pack, names=False)
    note = run.stream(intakes.add)
    if note:
        return Outcome("", Status.INTERRUPTED, note=note)
    _, status = _reviewed(run, intakes, (), fail_on)
    return Outcome("", status)


def _collected(run: Run, fail_on: str) -> Outcome:
    kept, note = run.collect()
    if note:
        return Outcome("", Status.INTERRUPTED, note=note)
    intakes = Intakes(run.options.pack)
    reports = [report for report, filed in kept if intakes.add(filed)]
    reviews, status = _reviewed(run, intakes, reports, fail_on)
    packs = packs_of(reviews, run.options)
    rendered = [
        Outcome(
            wanted.format.render_reviews(reviews, packs, wanted.layout), output=wanted.output, is_json=wanted.is_json
        )
        for wanted in run.wanted
    ]
    return Outcome("", status, also=tuple(rendered))


def _reviewed(run: Run, intakes: Intakes, reports: Iterable[Report], fail_on: str) -> tuple[tuple[Review, ...], Status]:
    """The reviews, and the exit status: of the documents that have a say, and of what was found across them."""
    rosters = intakes.rosters()
    reviews = reviews_of(rosters, reports, run.options)
    says = {each for _, roster in rosters for each in roster.says}
    for review in reviews:
        verdict = Verdict.UNDETERMINED if review.engine.failure else Verdict.PASS
        says.add(Say(verdict, frozenset(finding.severity for finding in review.findings)))
    return reviews, status_of(says, fail_on)
