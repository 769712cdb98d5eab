"""What was found file by file, and across the files of a review: for the formats that tell findings one by one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.inputs import common_folder
from checker.model import Finding, Language, Report
from checker.pack.model import DocumentKind, Pack
from checker.reporting import naming, roster
from checker.reporting.printable import printable
from checker.review_model import Review


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """What was found in one file (`judged` is its report) or across the documents of a review.

    `name` is what it is called, `path` where it is, as it was given. `failure` says why it could not be judged, `aside`
    why the file has no say: another one stands for its sender, or it is the same plan as another, or none, and there is
    no report on it.
    """

    judged: Report | Review
    pack: Pack | None
    name: str
    path: str
    findings: Sequence[Finding] = ()
    kind: DocumentKind | None = None
    failure: str | None = None
    aside: str | None = None

    @property
    def report(self) -> Report | None:
        """The report on the file, if that is what it is."""
        return self.judged if isinstance(self.judged, Report) else None

    @property
    def address(self) -> str:
        """Where it is, fit to be shown, from the folder that plancheck runs in."""
        return printable(self.path).removeprefix("./")

    @property
    def lang(self) -> Language:
        """The language that it is told in."""
        return self.judged.lang


def parts_of(judged: Report | Review, packs: Mapping[str, Pack]) -> Iterator[JudgedPart]:
    """The one part of a report; of a review what was found across its documents, each report, and the other files."""
    if isinstance(judged, Review):
        yield from _of_review(judged, packs[judged.pack_id])
    else:
        yield _of_report(judged, naming.pack_of(judged, packs))


def lines_of_senders(review: Review, packs: Mapping[str, Pack]) -> list[str]:
    """What becomes of the senders of a review, kind by kind of document."""
    return roster.summary_lines(roster.rolls_of(review, packs[review.pack_id]), review.lang)


def _of_report(report: Report, pack: Pack | None, aside: str | None = None) -> JudgedPart:
    kind, told = naming.kind_of(report, pack), naming.failure_of(report, pack)
    return JudgedPart(report, pack, naming.input_name(report), report.name or "-", report.findings, kind, told, aside)


def _of_review(review: Review, pack: Pack) -> Iterator[JudgedPart]:
    folder = common_folder(report.name or "" for report in review.reports) or "."
    failure = review.engine.failure
    told = None if failure is None else roster.failure_line(failure, review.lang)
    yield JudgedPart(review, pack, printable(folder), folder, review.findings, failure=told)
    for report in review.reports:
        yield _of_report(report, naming.pack_of(report, {pack.id: pack}), roster.set_aside(report, review))
    for each, why in roster.files_without_report(review):
        yield JudgedPart(review, pack, printable(each.file), each.file, aside=why)
