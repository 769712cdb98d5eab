"""Reviews the plans of many offices: checks each by itself, finds each office's plan, judges the rules across plans.

A plan's own report never depends on its neighbours. Nothing here keeps a plan: of each file the review remembers what
it is (`Filed`), and, where the caller wants them, the reports.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checker.checking import Options
from checker.comparing import Change, comparisons_of
from checker.documents import SUFFIXES
from checker.facts.review import build_review_facts
from checker.filing import filed_of
from checker.findings import review_findings_of
from checker.inputs import inputs_of
from checker.judging import judge_of
from checker.ledger import Digests
from checker.model import Resubmission, Review, RosterRow
from checker.pack.loading import one_pack
from checker.parallel import check_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from checker.engine import EngineName
    from checker.facts.review import Contribution
    from checker.filing import Filed, Say
    from checker.model import Language, Report
    from checker.pack.model import Pack


@dataclass(frozen=True, slots=True)
class Roster:
    """Every office's row, which versions each has submitted, the plans that count, and what the exit status goes by."""

    rows: tuple[RosterRow, ...]
    submitted: Mapping[str, Mapping[int, int]]
    counted: tuple[Filed, ...]
    says: frozenset[Say]


@dataclass(slots=True)
class _Desk:
    """Where the files of one office come in: what stands for the office, and of all else no more than is asked for.

    `rivals` are the names of other submitted files of the same, highest version: then there is no telling which of them
    is the office's plan.
    """

    office: str
    names: bool
    standing: Filed | None = None
    is_contested: bool = False
    rivals: list[str] = field(default_factory=list)
    says: set[Say] = field(default_factory=set)
    older: list[str] = field(default_factory=list)
    versions: Counter[int] = field(default_factory=Counter)
    has_submitted: bool = False

    def add(self, filed: Filed) -> None:
        if filed.is_submitted:
            self.has_submitted = True
            if filed.version is not None:
                self.versions[filed.version] += 1
        standing = self.standing
        if standing is None or filed.rank > standing.rank:
            self._replace(filed)
        elif filed.rank < standing.rank:
            if filed.is_submitted == standing.is_submitted:
                self._supersede(filed.name)
        elif filed.is_submitted:
            self.is_contested = True
            self.says.add(filed.say)
            if self.names:
                self.rivals.append(filed.name)
        elif filed.name > standing.name:
            self._replace(filed)
        else:
            # Of drafts of one version, the last by name stands.
            self._supersede(filed.name)

    def _replace(self, filed: Filed) -> None:
        """A later file of its own kind supersedes what stood; a submitted plan does not supersede the drafts."""
        if self.standing is not None and self.standing.is_submitted == filed.is_submitted:
            self._supersede(self.standing.name, *self.rivals)
        else:
            self.older.clear()
        self.rivals.clear()
        self.standing, self.is_contested, self.says = filed, False, {filed.say}

    def _supersede(self, *names: str) -> None:
        if self.names:
            self.older += names

    @property
    def plan(self) -> Filed | None:
        """The one file that stands for the office."""
        return None if self.is_contested else self.standing

    @property
    def row(self) -> RosterRow:
        """The office's row of the roster."""
        row = RosterRow(self.office, superseded=tuple(sorted(self.older)))
        plan = self.plan
        if plan is None:
            return row
        return replace(
            row, file=plan.name, status=plan.status, version=plan.version, verdict=plan.verdict, counts=plan.counts
        )


class Intake:
    """Takes in what is remembered of each file, one by one, and makes the roster of it.

    Without `names`, the roster does not say which files are superseded, and memory does not grow with their number.
    """

    def __init__(self, pack: Pack, *, names: bool = True) -> None:
        self._desks = {office: _Desk(office, names) for office in pack.offices}
        self._seen = Digests()
        self._elsewhere: set[Say] = set()

    def add(self, filed: Filed) -> bool:
        """Take a file in; False where it is a copy of one that is in already, and so is left out."""
        if filed.digest is not None and not self._seen.is_new(bytes.fromhex(filed.digest)):
            return False
        desk = self._desks.get(filed.office or "")
        if desk is None:
            self._elsewhere.add(filed.say)
        else:
            desk.add(filed)
        return True

    def roster(self) -> Roster:
        """The roster of all that was taken in."""
        desks = self._desks.values()
        plans = [desk.plan for desk in desks]
        return Roster(
            rows=tuple(desk.row for desk in desks),
            submitted={desk.office: desk.versions for desk in desks if desk.has_submitted},
            counted=tuple(plan for plan in plans if plan is not None and plan.is_submitted),
            says=frozenset(self._elsewhere.union(*(desk.says for desk in desks))),
        )


def review_of(roster: Roster, reports: Iterable[Report], pack: Pack, options: Options) -> Review:
    """The review of a roster; `reports` are those to keep in it."""
    known = build_review_facts(pack, roster.submitted, [filed.contribution for filed in roster.counted])
    judgement = judge_of(pack, options.engine, cross_check=options.cross_check).judge_review(known)
    listed = Counter(number for filed in roster.counted for number in filed.contribution.listed)
    places = {office: place for place, office in enumerate(pack.offices)}
    review = Review(
        pack_id=pack.id,
        pack_version=pack.version,
        pack_digest=pack.digest,
        roster=roster.rows,
        findings=review_findings_of(judgement.firings, pack, known.anchor),
        rules=judgement.statuses,
        measures={number: listed[number] for number in pack.catalogue.measures},
        reports=tuple(sorted(reports, key=lambda report: places.get(report.office or "", len(places)))),
        engine=judgement.engine,
        lang=options.lang,
    )
    return replace(review, resubmissions=tuple(_resubmissions(review)))


def _resubmissions(review: Review) -> Iterator[Resubmission]:
    for office, comparison in comparisons_of(review).items():
        counts = comparison.counts
        yield Resubmission(
            office,
            comparison.old.name or "",
            comparison.new.name or "",
            counts[Change.FIXED],
            counts[Change.OPEN],
            counts[Change.NEW],
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
    """Review the plans in `paths`, files and folders.

    `pack` is a rule pack, its id or its folder; without it, the one that is installed. `jobs` processes share the work;
    the result does not depend on how many. Never raises for a bad plan. Raises `PackError` for a broken rule pack,
    `UnknownPackError` for one that is not there (or where several are installed and none is named).
    """
    chosen = one_pack(pack)
    options = Options(chosen, as_of, lang, engine, cross_check)
    inputs, _ = inputs_of([str(path) for path in paths], SUFFIXES, lambda: b"")
    intake = Intake(chosen)
    checked = check_files(inputs.by_name(), options, keep, jobs=jobs)
    reports = [report for report, filed in checked if intake.add(filed)]
    return review_of(intake.roster(), reports, chosen, options)


def keep(report: Report, contribution: Contribution) -> tuple[Report, Filed]:
    """What a review that keeps its reports wants of each file."""
    return report, filed_of(report, contribution)
