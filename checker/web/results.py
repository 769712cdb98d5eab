"""What was judged: how each file is, how the results are put together, and how long they are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import replace as changed
from secrets import token_urlsafe
from threading import Lock, Timer
from typing import Final

from msgspec.structs import replace

from checker.checking import Options, crashed, read_plan, unreadable
from checker.comparing import Comparison, compare
from checker.errors import EngineError, UnreadableError
from checker.filing import Filed
from checker.form_wording import report_in_words_of_form
from checker.holding import Held
from checker.i18n import N_
from checker.inbox import FoundFile
from checker.inputs import Input
from checker.model import Language, Report, Text, Verdict
from checker.pack.loading import load_pack
from checker.pack.model import Pack
from checker.parallel import review_files
from checker.reporting.naming import common_nouns, kind_of
from checker.review_model import Review
from checker.reviewing import Examined, files_sent, reviews_of, told_in_time
from checker.schema import prune
from checker.web.tasks import TOOK_TOO_LONG, Limits, Tasks
from checker.web.uploads import Upload

_NOT_REACHED: Final = N_(
    "this file was not judged, because others that were sent with it took too long; please send it again by itself"
)
_NO_DOCUMENT: Final = N_("The file is {what}.")


@dataclass(frozen=True, slots=True)
class Judged:
    """Files, and what is known of each; `pack` is the rule pack that was asked for (None: what each file names)."""

    uploads: tuple[Upload, ...]
    kept: tuple[Filed, ...]
    pack: str | None
    beside: tuple[FoundFile, ...] = ()
    """What was in archives beside, and is no document."""

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return sum(len(upload.content) + 2000 * (len(filed.report.findings) + 5) for upload, filed in self._pairs)

    @property
    def _pairs(self) -> list[tuple[Upload, Filed]]:
        return list(zip(self.uploads, self.kept, strict=True))

    @property
    def _options(self) -> Options:
        return Options(None if self.pack is None else load_pack(self.pack))

    @property
    def first(self) -> Upload:
        """The file that it is about where that is one, else the first."""
        return next(iter(self._held or self._pairs))[0]

    @property
    def is_about_one(self) -> bool:
        """Whether there is one file, or one that is held against all others."""
        return len(self.uploads) == 1 or bool(self._held)

    @property
    def words(self) -> Mapping[str, Text]:
        """What the documents that it is about, their items and their senders are called."""
        reports = [filed.report for upload, filed in self._pairs if not self.is_about_one or upload is self.first]
        packs = [None if report.pack_id is None else load_pack(self.pack or report.pack_id) for report in reports]
        return common_nouns(kind for kind in map(kind_of, reports, packs) if kind is not None)

    @property
    def _held(self) -> Sequence[tuple[Upload, Filed]]:
        """The only file that is held against others, and these, where there are no more; none where it is not so."""
        holding = [pair for pair in self._pairs if pair[1].report.against]
        others = [pair for pair in self._pairs if pair not in holding]
        named = {source.name for _, filed in holding for source in filed.report.against}
        is_so = len(holding) == 1 and not self.beside and all(upload.name in named for upload, _ in others)
        # What is no document, as a compilation, has no report to show.
        return [*holding, *(pair for pair in others if pair[1].reason is None)] if is_so else ()

    def in_language(self, lang: Language) -> Results:
        """What came of the files, with everything in `lang`."""
        options = replace(self._options, lang=lang)
        uploads = tuple(upload for upload, _ in self._held) or self.uploads
        shown = tuple(kept for _, kept in self._held) or self.kept
        kept = tuple(changed(filed, report=replace(filed.report, lang=lang)) for filed in shown)
        reports = tuple(filed.report for filed in kept)
        packs = {id_: load_pack(id_) for report in reports if (id_ := report.pack_id) and options.pack is None}
        if options.pack is not None:
            packs[options.pack.id] = options.pack
        comparison = self._comparison(reports, packs)
        if (len(kept) == 1 and not self.beside) or comparison is not None or self._held:
            others = tuple(each for each in self.uploads if self._held and each is not uploads[0])
            return Results(uploads, reports, (), comparison, packs, lang, others)
        reviews = reviews_of(Examined(self.beside, kept), options)
        packs = {review.pack_id: packs.get(review.pack_id) or load_pack(review.pack_id) for review in reviews}
        return Results(self.uploads, reports, reviews, None, packs, lang)

    def _comparison(self, reports: tuple[Report, ...], packs: Mapping[str, Pack]) -> Comparison | None:
        """The two newest of several versions of what one sender has written; None where there are not just these."""
        pack = packs.get(reports[0].pack_id or "")
        kind = None if pack is None else pack.documents.get(reports[0].document or "")
        senders = {(report.pack_id, report.document, report.office) for report in reports}
        if kind is None or reports[0].office is None or len(reports) == 1 or len(senders) > 1:
            return None

        def age(pair: tuple[Report, Upload]) -> tuple[int, bool, int, int]:
            report, upload = pair
            is_submitted = kind.counts_as_submitted(report.status)
            return report.plan_year or 0, is_submitted, report.version or 0, upload.changed

        *_, (old, one), (new, other) = sorted(zip(reports, self.uploads, strict=True), key=age)
        read = [read_plan(each.content, self._options.pack, name=each.name) for each in (one, other)]
        return compare(old, new, pack=pack, documents=(prune(read[0].data), prune(read[1].data)))


@dataclass(frozen=True, slots=True)
class Results:
    """Files and their reports, in the same order, in a language.

    `reviews` are there for several files of several senders, one for each circular; `comparison` for versions of what
    one sender has written. `packs` are the rule packs that judged, by id, `others` what the first of the files is held
    against, where it is.
    """

    uploads: tuple[Upload, ...]
    reports: tuple[Report, ...]
    reviews: tuple[Review, ...]
    comparison: Comparison | None
    packs: Mapping[str, Pack]
    lang: Language
    others: tuple[Upload, ...] = ()

    @property
    def subject(self) -> tuple[Upload, Report] | None:
        """The one file there is, or else the one that is held against all others, and its report."""
        is_one = len(self.reports) == 1 or (self.reports[0].against and not self.reviews and self.comparison is None)
        return (self.uploads[0], self.reports[0]) if is_one else None


def judge(
    found: FoundFile,
    pack: str | None,
    in_time: bool | None = None,  # noqa: FBT001 - a task has places
    against: Sequence[FoundFile] = (),
) -> Filed:
    """What is known of one file; nobody who reads the page has to know the members of a document.

    `in_time` is what those beside it tell of whether its sender was in time, `against` the files that it is held
    against, as far as they can be used.
    """
    options = Options(None if pack is None else load_pack(pack), in_time=in_time, reads_back=True)
    options = replace(options, against=held_in([each.given or Input(each.name) for each in against], options))
    (filed,) = review_files([found], options)
    report = filed.report
    own = options.pack or (None if report.pack_id is None else load_pack(report.pack_id))
    if filed.reason is not None and filed.nature is None:
        # Its faults as a document are of no use to anybody.
        error = UnreadableError(_NO_DOCUMENT, what=filed.reason)
        error.sha256 = report.sha256
        report = unreadable(error, found.name, replace(options, pack=own))
    return changed(filed, report=report if own is None else report_in_words_of_form(report, own))


def held_in(files: Sequence[Input], options: Options) -> Held | None:
    """What can be held against of these files; None where there is nothing."""
    held = Held()
    for each in files:
        with suppress(UnreadableError):
            held.add(each, options)
    return held or None


def judge_all(uploads: tuple[Upload, ...], pack: str | None, tasks: Tasks, limits: Limits) -> Judged:
    """What is known of each file, one after the other: whoever sends many does not keep the others waiting."""
    days = {upload.name: upload.changed for upload in uploads}
    given = [Input(upload.name, upload.content) for upload in uploads]
    found = files_sent(given, None if pack is None else load_pack(pack))
    kept: dict[str, Filed] = {}
    overdue = 0

    def judge_again(each: FoundFile, against: Sequence[FoundFile] = (), *, in_time: bool | None = None) -> None:
        nonlocal overdue
        failure = EngineError(_NOT_REACHED)
        if overdue < limits.overdue:
            try:
                kept[each.name] = tasks.run(judge, each, pack, in_time, against)
            except EngineError as error:
                failure = error
                overdue += error.wording == TOOK_TOO_LONG
            else:
                return
        kept[each.name] = Filed(crashed(each.name, failure, Options(None if pack is None else load_pack(pack))))

    sent = {each.name: each for each in found if each.given is not None or each.fault is not None}
    for each in sent.values():
        judge_again(each)
    beside = tuple(each for each in found if each.name not in sent)
    options = Options(None if pack is None else load_pack(pack))
    in_time = told_in_time(Examined(beside, tuple(kept.values())), options)
    held = dict(_held_among(list(kept.values()), options.pack))
    for name in dict.fromkeys((*in_time, *held)):
        judge_again(sent[name], [sent[other] for other in held.get(name, ())], in_time=in_time.get(name))
    inside = tuple(
        Upload(name, each.given.read() if each.given is not None and each.fault is None else b"", days.get(name, 0))
        for name, each in sent.items()
    )
    return Judged(inside, tuple(kept.values()), pack, beside)


def _held_among(kept: Sequence[Filed], pack: Pack | None) -> Iterator[tuple[str, Sequence[str]]]:
    """The files that are to be held against others that were sent, each with these.

    They are what its kind declares, of the same sender and, where it is held against one, of the same year; for each
    year the one that stands. Else it is what is no document and may be a compilation of them.
    """
    compiled = [filed.name for filed in kept if filed.reason is not None]
    for filed in kept:
        report = filed.report
        own = pack or (None if report.pack_id is None else load_pack(report.pack_id))
        kind = None if own is None else own.documents.get(report.document or "")
        against = None if kind is None else kind.against
        if own is None or against is None or report.office is None:
            continue
        best: dict[int | None, Filed] = {}
        for there in sorted(kept, key=lambda each: each.rank):
            other = there.report
            is_own = (other.document, other.office) == (against.document, report.office)
            is_of_year = against.is_list or other.plan_year == report.plan_year
            is_of_pack = other.pack_id == own.id or against.document not in own.documents
            if is_own and is_of_year and is_of_pack and other.verdict not in (Verdict.INVALID, Verdict.UNDETERMINED):
                best[other.plan_year] = there
        if names := [each.name for each in best.values()] or compiled:
            yield filed.name, names


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
