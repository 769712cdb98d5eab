"""`plancheck compare OLD NEW`: what became of the findings of an earlier plan, or of an earlier review of many."""

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from checker.checking import Options
from checker.cli.command import (
    AS_OF,
    DECISIONS,
    command,
    file_argument,
    format_of,
    jobs_option,
    output_options,
    pack_option,
)
from checker.cli.judging import FAIL_ON, keep_inputs, options_asked, packs_of, status_of
from checker.cli.outcome import Outcome, Status, layout_for, misuse, refuse, refuse_unreadable
from checker.cli.reports import NamedReport, NamedReviews, packs_of_reviews, report_or_reviews
from checker.comparing import Change, Compared, compare
from checker.decisions import Decisions
from checker.findings import Say
from checker.i18n import N_, say
from checker.model import UNREADABLE, Language, Verdict
from checker.pack.model import Pack
from checker.reporting import COMPARED, FORMATS
from checker.reporting.printable import printable
from checker.rounds import Round, compare_reviews


@command(
    "Compare a plan with an earlier one of the same office: which findings are fixed, "
    "still open or new. A finding is known by its rule and what it is about, wherever it "
    "stands. Where the rule pack says what tells entries from each other, what stands in the two is compared "
    "as well: carried over, changed, new, no longer there. Of two reviews, as review wrote them as JSON, or of "
    "two folders or archives with plans: by sender who has sent again, what is fixed, still open or new, and "
    "who is silent.",
    file_argument(
        "old", "The earlier plan, or its report as check wrote it as JSON; or the earlier review, or its folder.", "OLD"
    ),
    file_argument("new", "The later plan, or its report; or the later review, or its folder.", "NEW"),
    pack_option(),
    DECISIONS,
    *output_options(COMPARED, by_suffix=True),
    AS_OF,
    FAIL_ON,
    jobs_option(),
    epilog=N_(
        "Exit status, the highest that applies: 0 nothing at or above --fail-on is still "
        "open or new; 1 something is; 2 the later plan breaks the plan format, or one of the "
        "two cannot be read; 3 the rules could not be judged."
    ),
)
def run(
    lang: Language,
    *,
    old: str,
    new: str,
    pack: str | None,
    made_as: str | None,
    output: str | None,
    as_of: date | None,
    fail_on: str,
    jobs: int,
    decisions: Decisions | None,
) -> Outcome:
    """What became of the findings of the earlier one."""
    keep_inputs((old, new), (output,))
    made_as = format_of(made_as, output, COMPARED)
    options = options_asked(pack, lang, as_of, decisions)
    earlier, later = (report_or_reviews((each,), options, jobs) for each in (old, new))
    layout = layout_for(output)
    note = None
    if isinstance(earlier, NamedReport) and isinstance(later, NamedReport):
        _require_readable((earlier, later), lang)
        comparison = compare(earlier.report, later.report, lang, options.pack, (earlier.data, later.data))
        packs = packs_of((earlier.report, later.report), options)
        content = FORMATS[made_as].render_comparison(comparison, packs, layout)
        # What was wrong with the earlier plan alone has no say, but that it could not be judged.
        verdicts = {comparison.new.verdict, *({comparison.old.verdict} & {Verdict.UNDETERMINED})}
        status = _status(verdicts, comparison.findings, fail_on)
    elif isinstance(earlier, NamedReviews) and isinstance(later, NamedReviews):
        if earlier.is_of_one or later.is_of_one:
            refuse("Decisions are about the plans of a review. Compare two reviews, folders or archives.")
        rounds, packs, note = _rounds(earlier, later, options)
        content = FORMATS[made_as].render_rounds(rounds, packs, layout)
        status = max(_status(_verdicts_of(each), each.findings, fail_on) for each in rounds)
    else:
        misuse("One of the two is a single plan, and the other many. Compare a plan or many with the like.")
    return Outcome(content, status, output, is_json=made_as == "json", note=note)


def _require_readable(given: Iterable[NamedReport], lang: Language) -> None:
    """Refuse files that cannot be read: nothing can be said of what became of anything in them."""
    for each in given:
        found = [finding for finding in each.report.findings if finding.rule == UNREADABLE]
        if found and not each.is_stored:
            refuse_unreadable(each.name, found[0].message.in_language(lang))


def _verdicts_of(made: Round) -> set[Verdict]:
    """The verdicts on the later documents of a review; on all of it, where rules across documents failed."""
    failed = any(each.engine.failure for each in (made.old, made.new))
    return {each.new.verdict for each in made.offices if each.new.verdict} | (
        {Verdict.UNDETERMINED} if failed else set()
    )


def _status(verdicts: Iterable[Verdict], findings: Iterable[Compared], fail_on: str) -> Status:
    """The exit status: by what is still open or new, but for what a person has accepted."""
    left = [each.finding for each in findings if each.change is not Change.FIXED]
    severities = frozenset(finding.severity for finding in left if finding.decision is None)
    return status_of((Say(verdict, severities) for verdict in (Verdict.PASS, *verdicts)), fail_on)


def _rounds(
    earlier: NamedReviews, later: NamedReviews, options: Options
) -> tuple[list[Round], dict[str, Pack], str | None]:
    """The reviews compared circular by circular, the rule packs, and a note of the circulars that only one is under."""
    lang = options.lang
    packs = {**packs_of_reviews(earlier, options), **packs_of_reviews(later, options)}
    names = printable(earlier.name), printable(later.name)
    old = {review.pack_id: review for review in earlier.reviews}
    new = {review.pack_id: review for review in later.reviews}
    shared = [id_ for id_ in new if id_ in old]
    if not shared:
        refuse(
            "{old} and {new}: the two are under different circulars, and cannot be compared.",
            old=names[0],
            new=names[1],
        )
    rounds = []
    for id_ in shared:
        sides = replace(old[id_], lang=lang), replace(new[id_], lang=lang)
        rounds.append(compare_reviews(*sides, names, lang, packs[id_]))
    alone = sorted(old.keys() ^ new.keys())
    note = say(lang, "Left out, as only one of the two is under it: {packs}.", packs=say(lang, ", ").join(alone))
    return rounds, packs, note if alone else None
