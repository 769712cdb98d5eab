"""Reviews the plans of many offices: checks each by itself, finds each office's plan, judges the rules across plans.

A plan's own report never depends on its neighbours. Nothing here keeps a plan: of each file the review remembers what
it is (`Filed`), and, where the caller wants them, the reports.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.batch import check_files
from checker.checking import Options
from checker.documents import SUFFIXES
from checker.errors import UnknownPackError
from checker.facts.review import build_review_facts
from checker.findings import review_findings_of
from checker.inputs import inputs_of
from checker.judging import judge_of
from checker.model import Review, RosterRow
from checker.pack.loading import installed_packs, load_pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from checker.engine import EngineName
    from checker.facts.review import Contribution
    from checker.model import Language, Report, Severity, Verdict
    from checker.pack.model import Pack

_SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class Filed:
    """What a review remembers of one file."""

    name: str
    digest: str | None
    office: str | None
    status: str | None
    version: int | None
    verdict: Verdict
    counts: Mapping[Severity, int]
    contribution: Contribution

    @property
    def is_submitted(self) -> bool:
        """Whether it is a submitted plan; one whose status cannot be read is not."""
        return self.status == _SUBMITTED


def filed_of(report: Report, contribution: Contribution) -> Filed:
    """What a review remembers of the file that `report` is on."""
    return Filed(
        name=report.name or "",
        digest=report.sha256,
        office=report.office,
        status=report.status,
        version=report.version,
        verdict=report.verdict,
        counts=report.counts,
        contribution=contribution,
    )


@dataclass(frozen=True, slots=True)
class Roster:
    """Every office's row, the plans that count, and which files have no say because another stands for the office."""

    rows: tuple[RosterRow, ...]
    submitted: Mapping[str, Mapping[int, int]]
    counted: tuple[Filed, ...]
    without_say: frozenset[str]


def without_copies(files: Iterable[Filed]) -> list[Filed]:
    """The files, each content once: of copies, the first stays."""
    seen: dict[str, Filed] = {}
    for filed in files:
        seen.setdefault(filed.digest or f"name:{filed.name}", filed)
    return list(seen.values())


def make_roster(files: Sequence[Filed], pack: Pack) -> Roster:
    """Which file stands for which office of the pack's roster; `files` hold each content once."""
    by_office: dict[str, list[Filed]] = {office: [] for office in pack.offices}
    for filed in files:
        if filed.office in by_office:
            by_office[filed.office].append(filed)
    rows, counted, without_say = [], [], set()
    submitted: dict[str, Mapping[int, int]] = {}
    for office, own in by_office.items():
        sent = [filed for filed in own if filed.is_submitted]
        if sent:
            submitted[office] = Counter(filed.version for filed in sent if filed.version is not None)
        standing, older = _newest(sent or own)
        without_say |= {filed.name for filed in own if filed not in standing} if standing else set()
        row = RosterRow(office, superseded=tuple(sorted(filed.name for filed in older)))
        if len(standing) == 1:
            (plan,) = standing
            row = replace(
                row, file=plan.name, status=plan.status, version=plan.version, verdict=plan.verdict, counts=plan.counts
            )
            if plan.is_submitted:
                counted.append(plan)
        rows.append(row)
    return Roster(tuple(rows), submitted, tuple(counted), frozenset(without_say))


def _newest(files: Sequence[Filed]) -> tuple[list[Filed], list[Filed]]:
    """The files of the highest version, and the others; of drafts with one version, the last by name is the newest.

    More than one submitted file of the highest version: there is no telling which is the office's plan.
    """
    if not files:
        return [], []
    highest = max(filed.version or 0 for filed in files)
    newest = sorted((filed for filed in files if (filed.version or 0) == highest), key=lambda filed: filed.name)
    if not newest[0].is_submitted:
        newest = newest[-1:]
    return newest, [filed for filed in files if filed not in newest]


def review_of(files: Sequence[Filed], reports: Sequence[Report], options: Options) -> tuple[Review, Roster]:
    """The review of files that were checked with `options`, which name the pack; `reports` are those to keep in it."""
    pack = options.pack
    if pack is None:
        raise ValueError("a review needs one rule pack")
    roster = make_roster(files, pack)
    known = build_review_facts(pack, roster.submitted, [filed.contribution for filed in roster.counted])
    judgement = judge_of(pack, options.engine, cross_check=options.cross_check).judge_review(known)
    listed = Counter(number for filed in roster.counted for number in filed.contribution.listed)
    places = {office: place for place, office in enumerate(pack.offices)}
    return (
        Review(
            pack_id=pack.id,
            pack_version=pack.version,
            roster=roster.rows,
            findings=review_findings_of(judgement.firings, pack, known.anchor),
            rules=judgement.statuses,
            measures={number: listed[number] for number in pack.catalogue.measures},
            reports=tuple(sorted(reports, key=lambda report: places.get(report.office or "", len(places)))),
            engine=judgement.engine,
            lang=options.lang,
        ),
        roster,
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
    options = Options(pack_for_review(pack), as_of, lang, engine, cross_check)
    inputs, _ = inputs_of([str(path) for path in paths], SUFFIXES)
    checked = list(check_files(inputs, options, keep, jobs=jobs))
    files = without_copies(filed for _, filed in checked)
    kept = {filed.name for filed in files}
    return review_of(files, [report for report, _ in checked if report.name in kept], options)[0]


def pack_for_review(pack: Pack | str | Path | None) -> Pack:
    """The one rule pack a review goes by."""
    if isinstance(pack, (str, Path)):
        return load_pack(pack)
    if pack is not None:
        return pack
    installed = installed_packs()
    if len(installed) != 1:
        raise UnknownPackError("pack.one-needed", installed=", ".join(installed))
    return load_pack(installed[0])


def keep(report: Report, contribution: Contribution) -> tuple[Report, Filed]:
    """What a review that keeps its reports wants of each file."""
    return report, filed_of(report, contribution)
