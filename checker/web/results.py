"""What was judged: how each file is, how the results are put together, and how long they are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_urlsafe
from threading import Lock, Timer
from typing import Final

from msgspec.structs import replace

from checker.checking import Options, crashed
from checker.comparing import Comparison, compare
from checker.errors import EngineError
from checker.facts.review import Contribution
from checker.filing import Filed
from checker.form_wording import report_in_words_of_form
from checker.i18n import N_
from checker.inputs import Input
from checker.model import Language, Report, Review
from checker.pack.loading import load_pack
from checker.pack.model import Pack
from checker.parallel import check_files
from checker.reviewing import Intakes, keep, reviews_of
from checker.web.tasks import TOOK_TOO_LONG, Limits, Tasks
from checker.web.uploads import Upload

Kept = tuple[Report, Filed]
"""What is known of one file that was judged."""

_NOT_REACHED: Final = N_(
    "this file was not judged, because others that were sent with it took too long; please send it again by itself"
)


@dataclass(frozen=True, slots=True)
class Judged:
    """Files, and what is known of each; `pack` is the rule pack that was asked for (None: what each file names)."""

    uploads: tuple[Upload, ...]
    kept: tuple[Kept, ...]
    pack: str | None

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return sum(len(upload.content) + 2000 * (len(report.findings) + 5) for upload, (report, _) in self._pairs)

    @property
    def _pairs(self) -> list[tuple[Upload, Kept]]:
        return list(zip(self.uploads, self.kept, strict=True))

    @property
    def _options(self) -> Options:
        return Options(None if self.pack is None else load_pack(self.pack))

    def in_language(self, lang: Language) -> Results:
        """What came of the files, with everything in `lang`."""
        options = replace(self._options, lang=lang)
        kept = [(replace(report, lang=lang), filed) for report, filed in self.kept]
        reports = tuple(report for report, _ in kept)
        packs = {id_: load_pack(id_) for report in reports if (id_ := report.pack_id) and options.pack is None}
        if options.pack is not None:
            packs[options.pack.id] = options.pack
        comparison = self._comparison(reports, packs)
        if len(kept) == 1 or comparison is not None:
            return Results(self.uploads, reports, (), comparison, packs, lang)
        intakes = Intakes(options.pack)
        counted = [report for report, filed in kept if intakes.add(filed)]
        rosters = intakes.rosters()
        packs = {pack.id: pack for pack, _ in rosters}
        return Results(self.uploads, reports, reviews_of(rosters, counted, options), None, packs, lang)

    def _comparison(self, reports: tuple[Report, ...], packs: Mapping[str, Pack]) -> Comparison | None:
        """The two newest of several versions of what one sender has written; None where there are not just these."""
        pack = packs.get(reports[0].pack_id or "")
        kind = None if pack is None else pack.documents.get(reports[0].document or "")
        senders = {(report.pack_id, report.document, report.office) for report in reports}
        if kind is None or reports[0].office is None or len(reports) == 1 or len(senders) > 1:
            return None

        def age(pair: tuple[Report, Upload]) -> tuple[bool, int, int]:
            report, upload = pair
            return kind.counts_as_submitted(report.status), report.version or 0, upload.changed

        *_, (old, _), (new, _) = sorted(zip(reports, self.uploads, strict=True), key=age)
        return compare(old, new, pack=pack)


@dataclass(frozen=True, slots=True)
class Results:
    """Files and their reports, in the same order, in a language.

    `reviews` are there for several files of several senders, one for each circular; `comparison` for versions of what
    one sender has written. `packs` are the rule packs that judged, by id.
    """

    uploads: tuple[Upload, ...]
    reports: tuple[Report, ...]
    reviews: tuple[Review, ...]
    comparison: Comparison | None
    packs: Mapping[str, Pack]
    lang: Language

    @property
    def only(self) -> tuple[Upload, Report] | None:
        """The one file there is, and its report."""
        return (self.uploads[0], self.reports[0]) if len(self.reports) == 1 else None


def judge(upload: Upload, pack: str | None) -> Kept:
    """What is known of one file; nobody who reads the page has to know the members of a document."""
    options = Options(None if pack is None else load_pack(pack), reads_back=True)
    ((report, filed),) = check_files([Input(upload.name, upload.content)], options, keep)
    if report.pack_id is None:
        return report, filed
    return report_in_words_of_form(report, options.pack or load_pack(report.pack_id)), filed


def judge_all(uploads: tuple[Upload, ...], pack: str | None, tasks: Tasks, limits: Limits) -> Judged:
    """What is known of each file, one after the other: whoever sends many does not keep the others waiting."""
    kept: list[Kept] = []
    overdue = 0
    for upload in uploads:
        failure = EngineError(_NOT_REACHED)
        if overdue < limits.overdue:
            try:
                kept.append(tasks.run(judge, upload, pack))
                continue
            except EngineError as error:
                failure = error
                overdue += error.wording == TOOK_TOO_LONG
        options = Options(None if pack is None else load_pack(pack))
        kept.append(keep(crashed(upload.name, failure, options), Contribution()))
    return Judged(uploads, tuple(kept), pack)


class Store:
    """Keeps what was judged in memory, each under a name that nobody can guess; the oldest go first."""

    def __init__(self, limits: Limits) -> None:
        self._most = limits.kept_mebibytes * 1024**2
        self._seconds = limits.kept_seconds
        self._kept: OrderedDict[str, Judged] = OrderedDict()
        self._lock = Lock()

    def keep(self, judged: Judged) -> str:
        """Keep it, and give the name under which it is."""
        name = token_urlsafe(24)
        with self._lock:
            self._kept[name] = judged
            size = sum(each.size for each in self._kept.values())
            while size > self._most and len(self._kept) > 1:
                size -= self._kept.popitem(last=False)[1].size
        timer = Timer(self._seconds, self._forget, (name,))
        timer.daemon = True
        timer.start()
        return name

    def find(self, name: str) -> Judged | None:
        """What is kept under that name; None where it is none, or none any more."""
        with self._lock:
            return self._kept.get(name)

    def _forget(self, name: str) -> None:
        with self._lock:
            self._kept.pop(name, None)
