"""Reviews the documents of many: checks each by itself, finds the one that stands for each sender, judges across them.

There is a review for each circular, as its rule pack has it. A document's own report never depends on its neighbours.
Nothing here keeps a document: of each file the review remembers what it is (`Filed`), and, where the caller wants them,
the reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as changed
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from checker.checking import Options, newest_pack
from checker.comparing import Change, comparisons_of
from checker.engine import EngineName
from checker.errors import UnknownPackError
from checker.facts.review import Contribution, build_review_facts
from checker.filing import Filed, Say, filed_of
from checker.findings import left_out_finding, review_findings_of
from checker.inputs import inputs_of
from checker.judging import judge_of
from checker.ledger import Digests
from checker.model import Language, Number, Report, Resubmission, Review, RosterRow
from checker.pack.loading import load_pack
from checker.pack.model import Pack
from checker.parallel import check_files
from checker.readers import OLD_SUFFIXES, SUFFIXES


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody's row, which versions each has submitted, the plans that count, and what the exit status goes by.

    `documents` are the kinds of document of which there are any; of none at all, the first that the pack declares.
    """

    documents: tuple[str, ...]
    rows: tuple[RosterRow, ...]
    submitted: Mapping[tuple[str, str], Mapping[int | None, int]]
    counted: tuple[Filed, ...]
    says: frozenset[Say]


@dataclass(slots=True)
class _Desk:
    """Where the files of one office come in: what stands for the office, and of all else no more than is asked for.

    `rivals` are the names of other submitted files of the same, highest version: then there is no telling which of them
    is the office's plan.
    """

    document: str
    office: str
    names: bool
    standing: Filed | None = None
    is_contested: bool = False
    rivals: list[str] = field(default_factory=list)
    says: set[Say] = field(default_factory=set)
    older: list[str] = field(default_factory=list)
    versions: Counter[int | None] = field(default_factory=Counter)
    has_submitted: bool = False

    def add(self, filed: Filed) -> None:
        if filed.is_submitted:
            self.has_submitted = True
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
        row = RosterRow(self.document, self.office, superseded=sorted(self.older))
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
        self._pack = pack
        self._names = names
        self._desks = {name: self._desks_of(name) for name in pack.documents}
        self._met: set[str] = set()
        self._seen = Digests()
        self._elsewhere: set[Say] = set()

    def _desks_of(self, document: str) -> dict[str, _Desk]:
        roster = self._pack.codes_of(self._pack.documents[document].roster)
        return {sender: _Desk(document, sender, self._names) for sender in sorted(roster)}

    def add(self, filed: Filed) -> bool:
        """Take a file in; False where it is a copy of one that is in already, and so is left out."""
        if filed.digest is not None and not self._seen.is_new(bytes.fromhex(filed.digest)):
            return False
        desk = self._desks.get(filed.document or "", {}).get(filed.office or "")
        if filed.document is not None and filed.office is not None:
            self._met.add(filed.document)
        if desk is None:
            self._elsewhere.add(filed.say)
        else:
            desk.add(filed)
        return True

    def roster(self) -> Roster:
        """The roster of all that was taken in."""
        documents = tuple(name for name in self._desks if name in self._met) or tuple(self._desks)[:1]
        desks = [desk for name in documents for desk in self._desks[name].values()]
        plans = [desk.plan for desk in desks]
        return Roster(
            documents=documents,
            rows=tuple(desk.row for desk in desks),
            submitted={(desk.document, desk.office): desk.versions for desk in desks if desk.has_submitted},
            counted=tuple(plan for plan in plans if plan is not None and plan.is_submitted),
            says=frozenset(self._elsewhere.union(*(desk.says for desk in desks))),
        )


class Intakes:
    """Takes in files of any circular: those of each rule pack by itself.

    `pack` is the one that all were judged by, where one was asked for. Without `names`, as in `Intake`.
    """

    def __init__(self, pack: Pack | None = None, *, names: bool = True) -> None:
        self._names = names
        self._by_pack = {} if pack is None else {pack.id: (pack, Intake(pack, names=names))}
        self._only = pack
        self._untold: list[Filed] = []
        self._seen = Digests()

    def add(self, filed: Filed) -> bool:
        """Take a file in; False where it is a copy of one that is in already, and so is left out."""
        if self._only is not None:
            return self._intake(self._only).add(filed)
        if filed.pack is not None:
            return self._intake(load_pack(filed.pack)).add(filed)
        if filed.digest is not None and not self._seen.is_new(bytes.fromhex(filed.digest)):
            return False
        self._untold.append(filed)
        return True

    def _intake(self, pack: Pack) -> Intake:
        if pack.id not in self._by_pack:
            self._by_pack[pack.id] = pack, Intake(pack, names=self._names)
        return self._by_pack[pack.id][1]

    def rosters(self) -> tuple[tuple[Pack, Roster], ...]:
        """The roster of each rule pack that was met, in the order of their circulars.

        The first one's has the files of which no circular can be told as well. Where no other was taken in, they are
        in that of the newest rule pack that is installed.
        """
        if not self._by_pack:
            self._intake(newest_pack())
        met = sorted(self._by_pack.values(), key=lambda pair: (pair[0].issued, pair[0].id))
        pack, first = met[0]
        for filed in self._untold:
            kind = pack.documents.get(filed.document or "")
            is_submitted = kind is not None and kind.counts_as_submitted(filed.status)
            first.add(changed(filed, contribution=Contribution(is_submitted=is_submitted)))
        self._untold.clear()
        return tuple((pack, intake.roster()) for pack, intake in met)


def reviews_of(
    rosters: Iterable[tuple[Pack, Roster]], reports: Iterable[Report], options: Options
) -> tuple[Review, ...]:
    """The review of each roster; `reports` are those to keep in them.

    A report that says by which rule pack it was judged is in the review of that one, any other in the first.
    """
    pairs = list(rosters)
    by_pack: dict[str, list[Report]] = {pack.id: [] for pack, _ in pairs}
    for report in reports:
        by_pack[report.pack_id or pairs[0][0].id].append(report)
    return tuple(review_of(roster, by_pack[pack.id], pack, options) for pack, roster in pairs)


def review_of(roster: Roster, reports: Iterable[Report], pack: Pack, options: Options) -> Review:
    """The review of a roster; `reports` are those to keep in it."""
    known = build_review_facts(pack, roster.submitted, [filed.contribution for filed in roster.counted])
    judgement = judge_of(pack, None, options.engine, cross_check=options.cross_check).judge(known)
    left_out = options.left_out_of(judgement.statuses)
    judgement = judgement.without(left_out)
    # Rules about kinds of document of which there are none here say nothing.
    meant = {rule.id for rule in pack.rules if set(rule.documents) & set(roster.documents)}
    found = review_findings_of([firing for firing in judgement.firings if firing.rule in meant], pack, known)
    places = {(row.document, row.office): place for place, row in enumerate(roster.rows)}
    review = Review(
        pack_id=pack.id,
        pack_version=pack.version,
        pack_digest=pack.digest,
        roster=roster.rows,
        findings=(left_out_finding(left_out, pack.main_document.format), *found) if left_out else found,
        rules={id_: status for id_, status in judgement.statuses.items() if id_ in meant},
        items={document: _listed(document, roster, pack) for document in roster.documents},
        reports=tuple(
            sorted(reports, key=lambda report: places.get((report.document or "", report.office or ""), len(places)))
        ),
        engine=judgement.engine,
        lang=options.lang,
    )
    return replace(review, resubmissions=tuple(_resubmissions(review, pack)))


def _listed(document: str, roster: Roster, pack: Pack) -> Mapping[Number, int]:
    """How many of the documents of a kind that count list each item of its table."""
    items = pack.documents[document].items
    counted = [filed for filed in roster.counted if filed.document == document]
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
    """Review the documents in `paths`, of however many circulars: a review for each, in the order of the circulars.

    A document of which no circular can be told is in the first. Arguments and errors are those of `review`.
    """
    chosen = load_pack(pack) if isinstance(pack, (str, Path)) else pack
    options = Options(chosen, as_of, lang, engine, cross_check)
    inputs, _ = inputs_of([str(path) for path in paths], (*SUFFIXES, *OLD_SUFFIXES), lambda: b"")
    intakes = Intakes(chosen)
    checked = check_files(inputs.by_name(), options, keep, jobs=jobs)
    reports = [report for report, filed in checked if intakes.add(filed)]
    return reviews_of(intakes.rosters(), reports, options)


def keep(report: Report, contribution: Contribution) -> tuple[Report, Filed]:
    """What a review that keeps its reports wants of each file."""
    return report, filed_of(report, contribution)
