"""`plancheck review PATH…`: the documents of many together, circular by circular; and `plancheck assess`.

An assessment of reports (`plancheck assess REPORT… --against PLAN`) is a review, with how what was planned stands.
"""

from typing import Any

from msgspec.structs import replace

from checker.cli.command import DECISIONS, Command, Option, command, files_argument
from checker.cli.judging import (
    JUDGING,
    JudgingOptions,
    against_given,
    against_option,
    closed,
    files_given,
    keep_inputs,
    packs_of,
    reviewed,
    shown_found,
    status_of,
)
from checker.cli.outcome import Outcome, Status
from checker.decisions import Decisions
from checker.findings import Say, says_of
from checker.i18n import N_
from checker.model import Language, Severity, Verdict
from checker.pack.loading import load_pack
from checker.pack.model import Pack
from checker.review_model import DecisionOutcome, Review


def reviewing_command(explanation: str, paths: str, against: Option, *, epilog: str) -> Command:
    """A command that reviews documents: the files `paths`, which are held `against` others."""
    return command(explanation, files_argument("paths", paths), against, DECISIONS, *JUDGING, epilog=epilog)(_review)


def _review(
    lang: Language, *, paths: tuple[str, ...], decisions: Decisions | None, against: tuple[str, ...], **given: Any
) -> Outcome:
    asked = JudgingOptions(**given)
    pack = None if asked.pack is None else load_pack(asked.pack)
    wanted = asked.wanted(many=False)
    keep_inputs((*paths, *against), (each.output for each in wanted))
    if asked.show_files:
        return shown_found(files_given(paths, pack), asked.output, lang)
    options = asked.options(pack, lang)
    options = replace(options, decisions=decisions, against=against_given(against, options))
    _, reviews = reviewed(paths, options, asked.jobs)
    packs = packs_of(reviews, options)
    rendered = tuple(
        Outcome(each.format.render_reviews(reviews, packs, each.layout), output=each.output, is_json=each.is_json)
        for each in wanted
    )
    says = set().union(*map(says_of, reviews))
    if any(_is_owed(review, pack) for review in reviews for pack in [packs[review.pack_id]]):
        says.add(Say(Verdict.PASS, frozenset({Severity.ERROR})))
    settled = all(each.outcome is DecisionOutcome.APPLIED for review in reviews for each in review.decisions)
    status = max(status_of(says, asked.fail_on), Status.GOOD if settled else Status.FOUND)
    return closed(Outcome("", status, also=rendered), wanted, lang)


def _is_owed(review: Review, pack: Pack) -> bool:
    """Whether somebody who reported nothing has planned something of which that is an error."""
    return any(
        each.is_without_report and each.states[state.name]
        for told in review.assessments
        for state in pack.documents[told.document].states
        if state.state == Severity.ERROR
        for each in told.offices
    )


run_review = reviewing_command(
    N_(
        "Review the plans of many senders together, circular by circular: who has sent which version, which plans go "
        "back and why, what the rules across plans find, and the report on each plan."
    ),
    N_(
        "Files, folders and ZIP archives with the plans. “-” is standard input; everything in a folder or an archive "
        "is accounted for."
    ),
    against_option(),
    epilog=N_(
        "Exit status, the highest that applies: 0 nothing at or above --fail-on; 1 something is, in a plan or across "
        "them, or a decision does not apply; 2 an input cannot be read or breaks the plan format; 3 the rules could "
        "not be judged. Superseded plans, drafts beside a submitted plan, copies and what is no plan file have no say."
    ),
)


run_assess = reviewing_command(
    N_(
        "Assess the reports of many senders on their plans: for each sender and each item whether it is done, late, "
        "missing or not yet due, figures by sender and by item, who has not reported, and all that a review says. "
        "What is due by the day of --as-of counts as due, or else what is due by the day for which each report speaks."
    ),
    N_(
        "Files, folders and ZIP archives with the reports. “-” is standard input; of several reports of one sender, "
        "the one that speaks for the latest day counts."
    ),
    against_option(
        "The compilation of the plans as JSON, or a plan; may be given several times. Who has one here is to report.",
        required=True,
    ),
    epilog=N_(
        "Exit status, the highest that applies: 0 nothing at or above --fail-on; 1 something is, in a report, or "
        "something is due of a sender without a report, or a decision does not apply; 2 an input cannot be read or "
        "breaks its format; 3 the rules could not be judged."
    ),
)
