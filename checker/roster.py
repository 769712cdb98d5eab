"""Which file stands for whom: copies, versions, drafts, what cannot be read, and what people have decided about it.

All of it is told among the documents of one circular, one kind and one plan year. Nothing here reads a file.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from checker.decisions import APPLIES, DecisionJson, DecisionKind, DecisionResult, Decisions
from checker.errors import FileNature
from checker.filing import AGREEING, Filed, sender_in_path
from checker.findings import say_of
from checker.i18n import text
from checker.inbox import FoundFile
from checker.inputs import common_folder
from checker.model import Fact, Severity, Text, Verdict
from checker.pack.model import (
    CONTRADICTION,
    DOCUMENT,
    RETURNED,
    SENDER,
    SUBMITTED,
    UNREAD,
    VERSION,
    DocumentKind,
    Pack,
)
from checker.review_model import FileStanding, ReviewedFile, RosterRow, SenderState
from checker.values import day_number, day_text


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody's row, every file, the facts for the rules across documents, and the plans that count.

    `documents` are the kinds of document of which there are any; of none at all, the first that the pack declares.
    """

    documents: tuple[str, ...]
    rows: tuple[RosterRow, ...]
    files: tuple[ReviewedFile, ...]
    outcomes: Mapping[int, DecisionResult]
    """What became of the decisions about files, by their place."""
    facts: tuple[Fact, ...]
    counted: tuple[Filed, ...]
    in_time: Mapping[str, bool]
    """File -> whether its sender was in time, where the review can tell and the file was judged without knowing it."""


@dataclass(slots=True)
class _Sent:
    """What came from one sender, of one kind and plan year: what stands, and what keeps it from being told.

    `returns` are the decisions that sent a plan back, `last` is the last one about the plan that stands.
    """

    document: str
    office: str
    submitted: list[Filed] = field(default_factory=list)
    drafts: list[Filed] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    standing: Filed | None = None
    is_contradicted: bool = False
    settled: int | None = None
    returns: list[DecisionJson] = field(default_factory=list)
    last: DecisionJson | None = None

    @property
    def is_there(self) -> bool:
        """Whether anything is to be said of the sender."""
        return bool(self.submitted or self.drafts or self.unread or self.is_contradicted)

    @property
    def versions(self) -> Mapping[int | None, list[Filed]]:
        """The submitted plans by their version."""
        versions: dict[int | None, list[Filed]] = defaultdict(list)
        for plan in self.submitted:
            versions[plan.version].append(plan)
        return versions

    @property
    def state(self) -> SenderState:
        """How far it has come."""
        if self.is_contradicted:
            return SenderState.TO_DECIDE
        if self.submitted:
            last = None if self.last is None else self.last.decision
            return {DecisionKind.ACCEPT: SenderState.ACCEPTED, DecisionKind.RETURN: SenderState.RETURNED}.get(
                last or DecisionKind.STANDS, SenderState.TO_DECIDE
            )
        if self.unread:
            return SenderState.UNREAD
        return SenderState.DRAFT if self.drafts else SenderState.NOT_SENT

    @property
    def row(self) -> RosterRow:
        """The row of the roster."""
        plan = self.standing
        row = RosterRow(
            self.document, self.office, superseded=sorted(self.older), state=self.state, unread=sorted(self.unread)
        )
        if plan is None:
            return row
        is_returned = row.state is SenderState.RETURNED and self.last is not None
        return replace(
            row,
            file=plan.name,
            status=plan.report.status,
            version=plan.version,
            verdict=plan.report.verdict,
            counts=plan.report.counts,
            sha256=plan.content,
            day=None if plan.day is None else day_text(plan.day),
            again_by=self.last.again_by if is_returned and self.last is not None else None,
        )


def roster_of(
    found: Iterable[FoundFile],
    filed: Iterable[Filed],
    pack: Pack,
    decisions: Decisions | None,
    expected: Mapping[str, Collection[str]] = {},
) -> Roster:
    """The roster of a pack: `found` are files that were not judged, `filed` what is remembered of those that were.

    Of a kind of document in `expected` only those named there are to send one; it has a roster even if nobody has.
    """
    maker = _RosterMaker(pack, decisions if decisions is not None and decisions.circular == pack.id else None, expected)
    # Of copies the first stands; one in an archive is found where people look last.
    maker.sort(sorted(filed, key=lambda each: (each.is_archived, each.name)))
    maker.put_aside(found)
    return maker.roster()


def decided_later(
    rows: Iterable[RosterRow], filed: Sequence[Filed], pack: Pack, decisions: Decisions
) -> tuple[tuple[RosterRow, ...], Mapping[int, DecisionResult]]:
    """The rows of a review that was kept, and what becomes of each decision made since; `filed` are its plans.

    Which file stands, and whose it is, is not told anew: for that the plans themselves are needed.
    """
    maker = _RosterMaker(pack, decisions, {})
    return tuple(maker.rows_decided(list(rows), filed)), maker.outcomes


class _RosterMaker:
    """Sorts files, then settles what stands for each sender."""

    def __init__(self, pack: Pack, decisions: Decisions | None, expected: Mapping[str, Collection[str]]) -> None:
        self._pack = pack
        self._expected = expected
        self._decisions = () if decisions is None else decisions.decisions
        self._names_sender = (lambda _digest: None) if decisions is None else decisions.sender_of
        self._files: dict[str, ReviewedFile] = {}
        self._plans: dict[str, Filed] = {}
        """The plans, each once, by the digest of what they hold."""
        self._sent: dict[tuple[str, str, int | None], _Sent] = {}
        self._contradictions: list[tuple[Filed, str]] = []
        self._years: dict[tuple[str, str], int | None] = {}
        self._folder = ""
        self.outcomes: dict[int, DecisionResult] = {}

    def sort(self, filed: Sequence[Filed]) -> None:
        """Take in what was judged: plans by sender, copies beside the first, what cannot be read, what is no plan."""
        self._folder = common_folder(each.name for each in filed)
        for kind in self._pack.documents.values():
            for code in map(str, self._pack.codes_of(kind.roster)):
                self._years[kind.format, code] = self._year_of(kind, code, filed)
                self._now(kind.format, code)
        plans = []
        for each in filed:
            if each.nature is not None or (each.reason is not None and not each.is_named):
                self._put_unread(each)
            elif each.copy_key is not None and (first := self._plans.get(each.copy_key)) is not None:
                self._put(each, FileStanding.SAME, of=first.name)
            else:
                self._plans[each.copy_key or each.name] = each
                plans.append(each)
        for plan in plans:
            self._take(plan)
        for sent in self._sent.values():
            self._settle(sent)

    def put_aside(self, found: Iterable[FoundFile]) -> None:
        """Take in what was found and not judged."""
        for each in found:
            target = self._files.get(each.target or "")
            if target is not None and target.standing is not FileStanding.OTHER:
                of = target.of if target.standing is FileStanding.SAME else target.file
                self._files[each.name] = replace(target, file=each.name, standing=FileStanding.SAME, of=of, reason=None)
            else:
                reason = None if each.what is None else text(each.what)
                self._files[each.name] = ReviewedFile(each.name, FileStanding.OTHER, reason=reason)

    def _year_of(self, kind: DocumentKind, office: str, filed: Iterable[Filed]) -> int | None:
        """The plan year that the roster is of: the circular's, or where it has none, the newest of the sender."""
        if self._pack.plan_year is not None:
            return int(self._pack.plan_year.first_day[:4])
        reports = (each.report for each in filed)
        sent = (each.plan_year for each in reports if (each.document, each.office) == (kind.format, office))
        return max((year for year in sent if year is not None), default=None)

    def _of(self, document: str, office: str, year: int | None) -> _Sent:
        return self._sent.setdefault((document, office, year), _Sent(document, office))

    def _now(self, document: str, office: str) -> _Sent:
        """What came from a sender of the year that the roster is of."""
        return self._of(document, office, self._years.get((document, office)))

    def _put(
        self,
        filed: Filed,
        standing: FileStanding,
        of: str | None = None,
        office: str | None = None,
        *,
        is_decided: bool = False,
    ) -> None:
        self._files[filed.name] = ReviewedFile(
            file=filed.name,
            standing=standing,
            sha256=filed.content or filed.report.sha256,
            of=of,
            document=filed.report.document if filed.nature is None else None,
            office=office or filed.office,
            is_guess=office is not None and not is_decided,
            reason=filed.reason if standing in (FileStanding.UNREAD, FileStanding.OTHER) else None,
        )

    def _put_unread(self, filed: Filed) -> None:
        """What is no document: a file that cannot be read, of whoever its name speaks of, or something else."""
        told = self._names_sender(filed.report.sha256)
        for kind in sorted(self._pack.documents.values(), key=lambda kind: kind.format not in self._expected):
            office = told or sender_in_path(filed.name.removeprefix(self._folder), kind, self._pack)
            is_plan = filed.nature in (FileNature.DAMAGED, FileNature.EMPTY, FileNature.FOREIGN)
            if office is not None and office in self._pack.codes_of(kind.roster) and is_plan:
                self._now(kind.format, office).unread.append(filed.name)
                self._put(filed, FileStanding.UNREAD, office=office, is_decided=told is not None)
                return
        is_unread = filed.nature in (FileNature.DAMAGED, FileNature.EMPTY) or filed.is_named
        self._put(filed, FileStanding.UNREAD if is_unread else FileStanding.OTHER)

    def _take(self, plan: Filed) -> None:
        """A plan comes to its sender, as far as it can be told who that is."""
        kind = self._pack.documents.get(plan.report.document or "")
        codes = () if kind is None else self._pack.codes_of(kind.roster)
        if kind is None:
            self._put(plan, FileStanding.JUDGED)
            return
        others = [other for other in plan.others if other is not None]
        if plan.office is None or plan.office not in codes:
            folder_too = sender_in_path(plan.name.removeprefix(self._folder), kind, self._pack) if plan.others else None
            guess = max(others, key=others.count, default=folder_too)
            self._put(plan, FileStanding.JUDGED, office=guess)
            if guess is not None and plan.office is None:
                self._now(kind.format, guess).unread.append(plan.name)
            return
        speaks_of = next((other for other in others if other != plan.office and others.count(other) >= AGREEING), None)
        if speaks_of is not None:
            self._put(plan, FileStanding.JUDGED)
            self._contradictions.append((plan, speaks_of))
            for office in (plan.office, speaks_of):
                self._now(kind.format, office).is_contradicted = True
            return
        year = plan.report.plan_year
        sent = self._now(kind.format, plan.office) if year is None else self._of(kind.format, plan.office, year)
        (sent.submitted if plan.is_submitted else sent.drafts).append(plan)

    # What stands

    def _settle(self, sent: _Sent) -> None:
        """Tell which file stands for a sender, and which others it supersedes.

        Versions are told among those that speak for the latest day.
        """
        sent.submitted, earlier = _latest(sent.submitted)
        chosen = self._chosen(sent)
        if sent.submitted:
            top = max(plan.version or 0 for plan in sent.submitted)
            rivals = [plan for plan in sent.submitted if (plan.version or 0) == top] if chosen is None else [chosen]
            newest = _newest(rivals)
            sent.standing = newest[0] if len(newest) == 1 else None
            for plan in (*sent.submitted, *earlier):
                self._place(sent, plan, newest, FileStanding.SUPERSEDED)
            for draft in sent.drafts:
                self._place(sent, draft, newest, FileStanding.DRAFT)
        elif sent.drafts:
            sent.standing = max(sent.drafts, key=lambda plan: (plan.rank, plan.name))
            for draft in sent.drafts:
                self._place(sent, draft, [sent.standing], FileStanding.SUPERSEDED)

    def _place(self, sent: _Sent, plan: Filed, standing: Sequence[Filed], otherwise: FileStanding) -> None:
        if plan in standing:
            self._put(plan, FileStanding.JUDGED)
            return
        self._put(plan, otherwise, of=standing[0].name)
        if otherwise is FileStanding.SUPERSEDED:
            sent.older.append(plan.name)

    def _chosen(self, sent: _Sent) -> Filed | None:
        """The plan that a decision says stands."""
        chosen: Filed | None = None
        for place, each in enumerate(self._decisions):
            plan = self._plan(each)
            is_here = plan is not None and plan in sent.submitted and each.office in (None, sent.office)
            if plan is not None and is_here and each.decision is DecisionKind.STANDS:
                chosen, sent.settled = plan, plan.version
                self.outcomes[place] = APPLIES
        return chosen

    def _plan(self, decision: DecisionJson) -> Filed | None:
        """The plan that a decision is about, where it is here."""
        plans = (each for each in self._plans.values() if decision.sha256 in (each.content, each.report.sha256))
        return None if decision.sha256 is None else next(plans, None)

    # Decisions

    def _decide(self) -> None:
        """Tell what becomes of each decision about a file that nothing has been told of yet."""
        for place, each in sorted(enumerate(self._decisions), key=lambda pair: (pair[1].date, pair[0])):
            is_across = each.decision is DecisionKind.DECIDED and each.sha256 is None and each.office is not None
            if place in self.outcomes or is_across:
                continue
            plan = self._plan(each)
            if each.sha256 is None:
                self.outcomes[place] = DecisionResult(
                    rejected=text("It names no plan: the digest (sha256) is missing.")
                )
            elif each.decision is DecisionKind.BELONGS_TO:
                self.outcomes[place] = self._belongs(each, plan)
            elif each.decision is DecisionKind.RETURN and each.again_by is None:
                why = text("It does not say by which day the plan is to be sent again (again_by).")
                self.outcomes[place] = DecisionResult(rejected=why)
            elif plan is None:
                self.outcomes[place] = self._answered(each)
            elif each.office not in (None, plan.office):
                why = text("The plan is that of {office}.", office=plan.office or "—")
                self.outcomes[place] = DecisionResult(rejected=why)
            elif each.decision is DecisionKind.DECIDED:
                self.outcomes[place] = plan.decided.get(place, _gone())
            else:
                self.outcomes[place] = self._about_plan(each, plan)

    def rows_decided(self, rows: Sequence[RosterRow], filed: Sequence[Filed]) -> Iterator[RosterRow]:
        """The rows of a review that was kept, as the decisions have them; what needs the plans is rejected."""
        self._plans = {each.name: each for each in filed}
        for row in rows:
            sent = self._of(row.document, row.office, None)
            sent.standing = self._plans.get(row.file or "")
        why = text("A review that was kept has no plans to be judged by this: review the files with it.")
        for place, each in enumerate(self._decisions):
            plan = self._plan(each)
            if each.decision in (DecisionKind.STANDS, DecisionKind.BELONGS_TO):
                stands = [] if plan is None else [sent for sent in self._sent.values() if sent.standing is plan]
                is_so = any(each.office in (None, sent.office) for sent in stands)
                self.outcomes[place] = APPLIES if is_so else DecisionResult(rejected=why)
            elif each.decision is DecisionKind.RETURN and each.sha256 is not None and plan is None:
                self.outcomes[place] = DecisionResult(rejected=why)
        self._decide()
        for row in rows:
            last = self._of(row.document, row.office, None).last
            if last is None:
                yield row
            elif last.decision is DecisionKind.RETURN:
                yield replace(row, state=SenderState.RETURNED, again_by=last.again_by)
            else:
                yield replace(row, state=SenderState.ACCEPTED, again_by=None)

    def _answered(self, decision: DecisionJson) -> DecisionResult:
        """A plan that is gone: where it was returned, the day that was set still binds what came after it."""
        office = decision.office or ""
        sent = [self._now(kind, office) for kind in self._pack.documents]
        here = [each for each in sent if each.submitted]
        if decision.decision is not DecisionKind.RETURN or not here:
            return _gone()
        for each in here:
            each.returns.append(decision)
        return APPLIES

    def _about_plan(self, decision: DecisionJson, plan: Filed) -> DecisionResult:
        """A plan that is returned, or accepted; which one stands was told before."""
        if decision.decision is DecisionKind.STANDS:
            return DecisionResult(rejected=text("Only a submitted plan can stand for its office."))
        document = plan.report.document or ""
        sent = self._now(document, plan.office or "")
        stands = sent.standing is plan and plan.is_submitted
        if decision.decision is DecisionKind.ACCEPT and not stands:
            return DecisionResult(
                rejected=text("The plan does not stand for its office: it is a draft, or another one does.")
            )
        if decision.decision is DecisionKind.ACCEPT and (why := _no_acceptance(plan)) is not None:
            return DecisionResult(rejected=why)
        if decision.decision is DecisionKind.RETURN:
            sent.returns.append(decision)
        if stands:
            sent.last = decision
        return APPLIES

    def _belongs(self, decision: DecisionJson, plan: Filed | None) -> DecisionResult:
        unread = any(
            each.sha256 == decision.sha256 and each.standing is FileStanding.UNREAD for each in self._files.values()
        )
        if plan is None and not unread:
            return _gone()
        if not any(decision.office in self._pack.codes_of(kind.roster) for kind in self._pack.documents.values()):
            return DecisionResult(rejected=text("{office} is nobody on the roster.", office=decision.office or "—"))
        return APPLIES

    # The roster

    def roster(self) -> Roster:
        """What all that was taken in adds up to."""
        self._decide()
        met = {*self._expected} | {plan.report.document for plan in self._plans.values() if plan.office is not None}
        met |= {sent.document for sent in self._sent.values() if sent.unread or sent.is_contradicted}
        documents = tuple(name for name in self._pack.documents if name in met) or tuple(self._pack.documents)[:1]
        here = [
            self._now(name, code)
            for name in documents
            for code in sorted(map(str, self._pack.codes_of(self._pack.documents[name].roster)))
            if code in self._expected.get(name, (code,)) or self._now(name, code).is_there
        ]
        standing = [sent.standing for sent in here]
        return Roster(
            documents=documents,
            rows=tuple(sent.row for sent in here),
            files=tuple(self._files[name] for name in sorted(self._files)),
            outcomes=self.outcomes,
            facts=tuple(self._facts(here)),
            counted=tuple(plan for plan in standing if plan is not None and plan.is_submitted),
            in_time={name: told for sent in self._sent.values() for name, told in self._in_time(sent)},
        )

    def _facts(self, here: Iterable[_Sent]) -> Iterator[Fact]:
        for sent in here:
            who = {SENDER: sent.office, DOCUMENT: sent.document}
            if sent.submitted:
                yield Fact(SUBMITTED, (), who)
            for version, plans in sent.versions.items():
                told = {"version": version, "files": len(plans), "newest": len(_newest(plans))}
                is_settled = sent.settled is not None and sent.settled == version
                yield Fact(VERSION, (), {**who, **told, "is_settled": is_settled})
            if sent.unread:
                yield Fact(UNREAD, (), {**who, "files": len(sent.unread), "is_all": not sent.submitted})
            # What was sent back is another plan than the one that stands.
            plan = sent.standing
            returns = [each for each in sent.returns if plan is not None and each.sha256 != plan.content]
            if plan is not None and plan.is_submitted and returns:
                again_by = max(each.again_by or "" for each in returns)
                yield Fact(RETURNED, (), {**who, "day": plan.day, "again_by": day_number(again_by)})
        for plan, speaks_of in self._contradictions:
            for office in (plan.office, speaks_of):
                yield self._contradiction(plan, office, speaks_of, is_settled=False)
        for plan in self._plans.values():
            if plan.office is not None and self._names_sender(plan.content) == plan.office:
                yield self._contradiction(plan, plan.office, plan.office, is_settled=True)

    @staticmethod
    def _contradiction(plan: Filed, sender: str | None, speaks_of: str, *, is_settled: bool) -> Fact:
        told = {"code": plan.office, "is_settled": is_settled, "speaks_of": speaks_of}
        return Fact(CONTRADICTION, (), {SENDER: sender, DOCUMENT: plan.report.document, **told})

    def _in_time(self, sent: _Sent) -> Iterator[tuple[str, bool]]:
        """Of which plans the review knows whether the sender was in time, which they do not say themselves.

        Any version in time is enough; a first version that was late, with none in time, is late for all.
        """
        last_day = self._pack.documents[sent.document].in_time
        if last_day is None:
            return
        days = [(plan.version, plan.day) for plan in sent.submitted if plan.day is not None]
        if any(day <= last_day for _, day in days):
            told = True
        elif any(version == 1 for version, _ in days):
            told = False
        else:
            return
        for plan in sent.submitted:
            if plan.version != 1 or (told and plan.day is not None and plan.day > last_day):
                yield plan.name, told


def _gone() -> DecisionResult:
    return DecisionResult(outdated=text("No plan with these contents is in the review."))


def _no_acceptance(plan: Filed) -> Text | None:
    """Why a plan cannot be accepted."""
    if plan.report.verdict in (Verdict.INVALID, Verdict.UNDETERMINED):
        return text("The plan could not be judged as a whole, so it cannot be accepted.")
    if Severity.ERROR in say_of(plan.report).severities:
        return text(
            "An error of the plan stands open; it is corrected, or decided with reasons, before the plan is accepted."
        )
    return None


def _latest(plans: Sequence[Filed]) -> tuple[list[Filed], list[Filed]]:
    """Those that speak for the latest day, and the others."""
    last = max((plan.period for plan in plans), default=0)
    return [plan for plan in plans if plan.period == last], [plan for plan in plans if plan.period < last]


def _newest(plans: Sequence[Filed]) -> Sequence[Filed]:
    """Those of the newest day; all of them, where one has no day."""
    days = [plan.day for plan in plans if plan.day is not None]
    return plans if len(days) < len(plans) else [plan for plan in plans if plan.day == max(days)]
