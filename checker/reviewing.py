"""Reviews the documents of many: checks each by itself, finds the one that stands for each sender, judges across them.

There is a review for each circular, as its rule pack has it. A document's own report depends on its neighbours in one
thing: whether any version of its sender's was submitted in time. Nothing here keeps a document.

Of reports on what was planned it says how that stands: in states that the kind of report declares
(`DocumentKind.states`), read off the report and the document that it is held against; of somebody who has reported
nothing, off that document alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace as changed
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from msgspec.structs import asdict, replace

from checker.checking import Options, newest_pack, reading_of, sources_of, with_other
from checker.comparing import Change, comparisons_of
from checker.content import entries_of
from checker.decisions import APPLIES, DecisionJson, DecisionKind, DecisionResult, Decisions, with_decisions
from checker.engine import EngineName
from checker.errors import UnknownPackError
from checker.facts.mapping import NOTHING_ASIDE
from checker.facts.review import Contribution, build_review_facts
from checker.filing import Filed, members_of
from checker.findings import left_out_finding, review_findings_of
from checker.i18n import text
from checker.inbox import FoundFile, files_found
from checker.inputs import Input
from checker.judging import Judgement, judge_of
from checker.model import Decision, Finding, Known, Language, Number, Report, Severity
from checker.pack.loading import installed_packs, load_pack
from checker.pack.model import DocumentKind, Pack
from checker.parallel import review_files
from checker.review_model import (
    AssessedSender,
    AssessedState,
    Assessment,
    DecisionOutcome,
    FileStanding,
    Resubmission,
    Review,
    ReviewedDecision,
    RosterRow,
    SenderState,
)
from checker.roster import Roster, decided_later, roster_of

_WITHOUT_REPORT: Final = (FileStanding.SAME, FileStanding.OTHER)


class Examined(NamedTuple):
    """What was sent in: what was not judged, and what is remembered of each file."""

    found: tuple[FoundFile, ...]
    filed: tuple[Filed, ...]


def files_sent(given: Sequence[Input | str], pack: Pack | None) -> tuple[FoundFile, ...]:
    """Every file in the folders, archives and files given, by name; a text is known by what documents begin with."""
    packs = [pack] if pack is not None else [load_pack(id_) for id_ in installed_packs()]
    return tuple(sorted(files_found(given, members_of(packs)), key=lambda each: each.name))


def examine_files(
    found: Sequence[FoundFile],
    options: Options,
    *,
    jobs: int = 1,
    isolated: bool = False,
    watch: Callable[[Iterable[Filed]], Iterable[Filed]] = iter,
) -> Examined:
    """Judge every file that may be a document; those again of which only their neighbours tell whether they were late.

    `jobs` and `isolated` are those of `review_files`; what comes of it passes through `watch`.
    """
    given = {each.name: each for each in found if each.given is not None or each.fault is not None}
    judged = watch(review_files(given.values(), options, jobs=jobs, isolated=isolated))
    filed = dict(zip(given, judged, strict=True))
    beside = tuple(each for each in found if each.name not in given)
    told = told_in_time(Examined(beside, tuple(filed.values())), options)
    for in_time in (True, False):
        again = [given[name] for name, late in told.items() if late is in_time]
        once_more = review_files(again, replace(options, in_time=in_time), jobs=jobs, isolated=isolated)
        filed |= {sent.name: each for sent, each in zip(again, once_more, strict=True)}
    return Examined(beside, tuple(filed.values()))


def told_in_time(examined: Examined, options: Options) -> Mapping[str, bool]:
    """The files of which their neighbours tell whether the sender was in time: these are to be judged knowing it."""
    return {name: in_time for _, roster in rosters_of(examined, options) for name, in_time in roster.in_time.items()}


def rosters_of(examined: Examined, options: Options) -> tuple[tuple[Pack, Roster], ...]:
    """The roster of each rule pack that was met; that of most documents first, else in the order of their circulars.

    The first has the files of which no circular can be told as well. Where there is none, they are in that of the
    newest rule pack that is installed. A link is where its target is.
    """
    if options.pack is not None:
        return ((options.pack, _roster(examined.found, examined.filed, options.pack, options)),)
    packs_of = {each.name: each.report.pack_id for each in examined.filed if each.nature is None}
    told = {name: id_ for name, id_ in packs_of.items() if id_ is not None}
    many = Counter(told.values())
    packs = [load_pack(id_) for id_ in many] or [newest_pack()]
    packs.sort(key=lambda pack: (-many[pack.id], pack.issued, pack.id))
    main = packs[0]
    made = []
    for pack in packs:
        filed = [each if each.name in told else _untold(each, pack) for each in examined.filed]
        mine = [each for each in filed if told.get(each.name, main.id) == pack.id]
        found = [each for each in examined.found if told.get(each.target or "", main.id) == pack.id]
        made.append((pack, _roster(found, mine, pack, options)))
    return tuple(made)


def _roster(found: Sequence[FoundFile], filed: Sequence[Filed], pack: Pack, options: Options) -> Roster:
    return roster_of(found, filed, pack, options.decisions, expected_of(pack, options))


def _untold(filed: Filed, pack: Pack) -> Filed:
    """A file of which no circular can be told, in the review of that pack."""
    kind = pack.documents.get(filed.report.document or "")
    is_submitted = kind is not None and kind.counts_as_submitted(filed.report.status)
    return changed(filed, contribution=Contribution(is_submitted=is_submitted))


def reviews_of(examined: Examined, options: Options) -> tuple[Review, ...]:
    """The review of each rule pack."""
    reports = {each.name: each.report for each in examined.filed}
    return tuple(_review_of(roster, reports, pack, options) for pack, roster in rosters_of(examined, options))


def judge_across(roster: Roster, pack: Pack, options: Options) -> tuple[tuple[Finding, ...], Judgement, Known]:
    """What the rules across documents find in a roster, what became of each, and the facts that they were judged on.

    Rules about kinds of document of which there are none here say nothing.
    """
    known = build_review_facts(pack, roster.facts, [filed.contribution for filed in roster.counted])
    judgement = judge_of(pack, None, options.engine, cross_check=options.cross_check).judge(known)
    left_out = options.left_out_of(judgement.statuses)
    judgement = judgement.without(left_out)
    meant = {rule.id for rule in pack.rules if set(rule.documents) & set(roster.documents)}
    findings = review_findings_of([firing for firing in judgement.firings if firing.rule in meant], pack, known)
    if left_out:
        findings = (left_out_finding(left_out, pack.main_document.format), *findings)
    statuses = {id_: status for id_, status in judgement.statuses.items() if id_ in meant}
    return findings, replace(judgement, statuses=statuses), known


def _review_of(roster: Roster, reports: Mapping[str, Report], pack: Pack, options: Options) -> Review:
    findings, judgement, _ = judge_across(roster, pack, options)
    decided = options.decisions
    decisions = () if decided is None or decided.circular != pack.id else decided.decisions
    outcomes = dict(roster.outcomes)
    findings = tuple(_with_decision(finding, decisions, outcomes) for finding in findings)
    places = {(row.document, row.office): place for place, row in enumerate(roster.rows)}
    listed = {each.file for each in roster.files if each.standing not in _WITHOUT_REPORT}
    review = Review(
        pack_id=pack.id,
        pack_version=pack.version,
        pack_digest=pack.digest,
        roster=roster.rows,
        findings=findings,
        rules=judgement.statuses,
        items={document: _listed(document, roster, pack) for document in roster.documents},
        reports=tuple(
            sorted(
                (report for name, report in reports.items() if name in listed),
                key=lambda report: places.get((report.document or "", report.office or ""), len(places)),
            )
        ),
        engine=judgement.engine,
        lang=options.lang,
        files=roster.files,
        decisions=tuple(_reviewed(decisions, outcomes)),
        assessments=assessments_of(roster.rows, reports, pack, options),
        against=sources_of(held for same in (options.against or {}).values() for held in same),
    )
    return replace(review, resubmissions=tuple(_resubmissions(review, pack)))


def with_later_decisions(review: Review, decisions: Decisions, pack: Pack) -> Review:
    """A review that was kept, with what people have decided since, as far as that takes none of the plans."""
    known = [replace(each, outcome=DecisionOutcome.APPLIED, why=None) for each in review.decisions]
    added = [each for each in decisions.decisions if reviewed_decision(each, APPLIES) not in known]
    if decisions.circular != pack.id or not added:
        return review
    later = Decisions(circular=decisions.circular, decisions=added)
    digests = {each.file: each.sha256 for each in review.files}
    reports, filed = [], []
    for each in review.reports:
        content = digests.get(each.name or "")
        report, decided = with_decisions(each, content, pack, later)
        reports.append(report)
        filed.append(_untold(Filed(report, content=content, decided=decided), pack))
    rows, told = decided_later(review.roster, filed, pack, later)
    outcomes = dict(told)
    return replace(
        review,
        roster=rows,
        findings=tuple(_with_decision(finding, added, outcomes) for finding in review.findings),
        reports=tuple(reports),
        decisions=(*review.decisions, *_reviewed(added, outcomes)),
    )


def _reviewed(decisions: Sequence[DecisionJson], outcomes: Mapping[int, DecisionResult]) -> Iterator[ReviewedDecision]:
    gone = DecisionResult(outdated=text("There is no such finding about this office any more."))
    return (reviewed_decision(each, outcomes.get(place, gone)) for place, each in enumerate(decisions))


def reviewed_decision(decision: DecisionJson, outcome: DecisionResult) -> ReviewedDecision:
    """A decision with what became of it, as a review has it."""
    why = outcome.rejected or outcome.outdated
    become = DecisionOutcome.REJECTED if outcome.rejected else DecisionOutcome.OUTDATED
    return ReviewedDecision(**asdict(decision), outcome=DecisionOutcome.APPLIED if why is None else become, why=why)


def _with_decision(finding: Finding, decisions: Sequence[DecisionJson], outcomes: dict[int, DecisionResult]) -> Finding:
    """A finding across documents, with the decision of a person on it, if there is one; an error stands."""
    for place, each in enumerate(decisions):
        is_meant = each.decision is DecisionKind.DECIDED and each.sha256 is None and each.rule == finding.rule
        if not is_meant or each.office not in finding.at:
            continue
        if finding.severity is Severity.ERROR:
            outcomes[place] = DecisionResult(
                rejected=text("An error across the plans cannot be accepted, only mended.")
            )
            continue
        outcomes[place] = APPLIES
        finding = replace(finding, decision=Decision(each.by, each.date, each.reason))
    return finding


def _listed(document: str, roster: Roster, pack: Pack) -> Mapping[Number, int]:
    """How many of the documents of a kind that count list each item of its table."""
    items = pack.documents[document].items
    counted = [filed for filed in roster.counted if filed.report.document == document]
    listed = Counter(number for filed in counted for number in filed.contribution.listed)
    return {} if items is None else {number: listed[number] for number in pack.codes_of(items.table)}


def _resubmissions(review: Review, pack: Pack) -> Iterator[Resubmission]:
    for (document, office), comparison in comparisons_of(review, pack).items():
        counts = comparison.counts
        yield Resubmission(
            document=document,
            office=office,
            old=comparison.old.name or "",
            new=comparison.new.name or "",
            fixed=counts[Change.FIXED],
            still_open=counts[Change.OPEN],
            added=counts[Change.NEW],
        )


def review(
    paths: Iterable[str | Path],
    *,
    pack: Pack | str | Path | None = None,
    as_of: date | None = None,
    lang: Language = "en",
    jobs: int = 1,
    engine: EngineName | None = None,
    cross_check: bool = False,
) -> Review:
    """Review the documents in `paths`, files and folders, which are of one circular.

    `pack` is a rule pack, its id or its folder; without it, the `circular` of each document decides. `jobs` processes
    share the work; the result does not depend on how many. Never raises for a bad document. Raises `PackError` for a
    broken rule pack, `UnknownPackError` for one that is not there, or where the documents are of several circulars and
    none is named: `reviews` takes these.
    """
    made = reviews(paths, pack=pack, as_of=as_of, lang=lang, jobs=jobs, engine=engine, cross_check=cross_check)
    if len(made) > 1:
        raise UnknownPackError(
            "The documents are of several circulars ({packs}): name the rule pack that is meant, "
            "or ask for all their reviews.",
            packs=", ".join(each.pack_id for each in made),
        )
    return made[0]


def reviews(
    paths: Iterable[str | Path],
    *,
    pack: Pack | str | Path | None = None,
    as_of: date | None = None,
    lang: Language = "en",
    jobs: int = 1,
    engine: EngineName | None = None,
    cross_check: bool = False,
) -> tuple[Review, ...]:
    """Review the documents in `paths`, of however many circulars: a review for each, that of most documents first.

    A file of which no circular can be told is in the first. Arguments and errors are those of `review`.
    """
    chosen = load_pack(pack) if isinstance(pack, (str, Path)) else pack
    options = Options(chosen, as_of, lang, engine, cross_check)
    examined = examine_files(files_sent([str(path) for path in paths], chosen), options, jobs=jobs)
    return reviews_of(examined, options)


# How what was planned stands, by what has been reported on it

_SILENT: Final = (SenderState.NOT_SENT, SenderState.DRAFT)


def expected_of(pack: Pack, options: Options) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """For each kind of report, by its format, those who are to report, with their plans."""
    found = {
        kind.format: {
            sender: held[0].data for (format_, sender), held in at_hand.items() if format_ == kind.against.document
        }
        for at_hand in [options.against or {}]
        for kind in pack.documents.values()
        if kind.states and kind.against is not None
    }
    return {format_: plans for format_, plans in found.items() if plans}


def assessments_of(
    rows: Sequence[RosterRow], reports: Mapping[str, Report], pack: Pack, options: Options
) -> tuple[Assessment, ...]:
    """The assessment by each kind of report; `rows` are the roster's, `reports` those on files, by their names."""
    assessments = []
    for format_, plans in expected_of(pack, options).items():
        kind = pack.documents[format_]
        told = [
            _sender(row, reports.get(row.file or ""), plans[row.office], kind, pack, options)
            for row in rows
            if row.document == format_ and row.office in plans
        ]
        assessments.append(_assessment(told, kind, options))
    return tuple(assessments)


def _sender(
    row: RosterRow, report: Report | None, plan: Mapping[str, Any], kind: DocumentKind, pack: Pack, options: Options
) -> AssessedSender:
    is_without_report = row.state in _SILENT
    selection: Mapping[str, tuple[Number, ...]] = {} if report is None else report.selection
    if is_without_report:
        facts, tallies = reading_of(pack, kind)
        nothing = with_other({kind.sender: row.office}, kind, options)
        selection = tallies(facts.of(nothing, NOTHING_ASIDE, options.day))
    states = {state.name: list(selection.get(state.name, ())) for state in kind.states}
    told = {number for numbers in states.values() for number in numbers}
    planned = {number for number, _ in entries_of(plan, pack.document_of(plan))}
    return AssessedSender(
        office=row.office,
        file=None if is_without_report else row.file,
        is_without_report=is_without_report,
        states=states,
        unclear=sorted(planned - told, key=partial(pack.order_of, kind)),
    )


def _assessment(senders: list[AssessedSender], kind: DocumentKind, options: Options) -> Assessment:
    names = [state.name for state in kind.states]
    items: dict[str, dict[str, int]] = {}
    for sender in senders:
        for name, numbers in sender.states.items():
            for number in numbers:
                items.setdefault(str(number), dict.fromkeys(names, 0))[name] += 1
    return Assessment(
        document=kind.format,
        as_of=None if options.as_of is None else options.as_of.isoformat(),
        states=[AssessedState(code=state.name, label=state.label.in_language(options.lang)) for state in kind.states],
        offices=senders,
        items=items,
        totals={name: sum(len(sender.states[name]) for sender in senders) for name in names},
    )
