"""`plancheck review PATH…`: the documents of many together, circular by circular."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from checker.cli.closing import closed
from checker.cli.command import Argument, Command
from checker.cli.judging_options import JudgingOptions, options_of_judging
from checker.cli.options import complete_path, decisions_option
from checker.cli.outcome import Outcome, Status
from checker.cli.refusals import keep_inputs
from checker.cli.running import files_given, packs_of, reviewed, status_of
from checker.cli.show_files import shown_found
from checker.i18n import say
from checker.pack.loading import load_pack
from checker.review_model import DecisionOutcome
from checker.verdict import say_of

if TYPE_CHECKING:
    from checker.decisions import Decisions
    from checker.model import Language


def make_command(name: str, lang: Language) -> Command:
    """The command `review`, in `lang`."""

    def review(paths: tuple[str, ...], decisions: Decisions | None, **given: Any) -> Outcome:
        asked = JudgingOptions(**given)
        pack = None if asked.pack is None else load_pack(asked.pack)
        wanted = asked.wanted(lang, many=True)
        keep_inputs(paths, (each.output for each in wanted), lang)
        if asked.show_files:
            return shown_found(files_given(paths, pack, lang), asked.output, lang)
        options = replace(asked.options(pack, lang), decisions=decisions)
        _, made = reviewed(paths, options, asked.jobs, lang)
        reviews = [review for review, _ in made]
        packs = packs_of(reviews, options)
        rendered = tuple(
            Outcome(each.format.render_reviews(reviews, packs, each.layout), output=each.output, is_json=each.is_json)
            for each in wanted
        )
        says = {each for _, roster in made for each in roster.says} | {say_of(review) for review in reviews}
        settled = all(each.outcome is DecisionOutcome.APPLIED for review in reviews for each in review.decisions)
        status = max(status_of(says, asked.fail_on), Status.GOOD if settled else Status.FOUND)
        return closed(Outcome("", status, also=rendered), wanted, lang)

    paths = Argument(
        "paths",
        say(
            lang,
            "Files, folders and ZIP archives with the plans. “-” is standard input; everything in a folder or an "
            "archive is accounted for.",
        ),
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
        params=[
            paths,
            decisions_option(lang),
            *options_of_judging(lang),
        ],
        epilog=say(
            lang,
            "Exit status, the highest that applies: 0 nothing at or above --fail-on; 1 something "
            "is, in a plan or across them, or a decision does not apply; 2 an input cannot be read or breaks the plan "
            "format; 3 the rules could not be judged. Superseded plans, drafts beside a submitted plan, copies and "
            "what is no plan file have no say.",
        ),
    )
