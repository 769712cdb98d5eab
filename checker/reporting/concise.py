"""One line a finding, as compilers have it (file:line:column), for a terminal and for whatever searches lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from checker.i18n import say
from checker.inputs import common_folder
from checker.labels import SEVERITIES
from checker.model import Finding, Language, Report, Text, Verdict
from checker.pack.model import Pack
from checker.reporting import Layout, naming, roster
from checker.reporting.page import painted
from checker.reporting.printable import flowing, printable
from checker.review_model import Review


def render(reports: Sequence[Report], packs: Mapping[str, Pack], layout: Layout) -> str:
    """The findings of each report, or its verdict where there are none; after several, how many of each verdict."""
    lines = [line for report in reports for line in _report(report, naming.pack_of(report, packs), layout)]
    if layout.many and reports:
        lines.append(naming.totals_line(reports, packs))
    return "".join(f"{line}\n" for line in lines)


def render_reviews(reviews: Sequence[Review], packs: Mapping[str, Pack], layout: Layout) -> str:
    """For each review the findings across its documents, those of each document, and what becomes of the senders."""
    lines = (line for review in reviews for line in _review(review, packs[review.pack_id], layout))
    return "".join(f"{line}\n" for line in lines)


def not_judged(judged: Report | Review, layout: Layout, pack: Pack | None = None) -> str:
    """That a document or a review could not be judged, and why."""
    lang, failure = judged.lang, judged.engine.failure or Text("", "")
    if isinstance(judged, Review):
        name, told = _folder(judged), roster.failure_line(failure, lang)
    else:
        name, told = naming.input_name(judged), naming.failure_line(failure, lang, naming.kind_of(judged, pack))
    return f"{name}: {painted(say(lang, 'NOT JUDGED'), Verdict.UNDETERMINED, colour=layout.colour)}: {told}"


def _folder(review: Review) -> str:
    return printable(common_folder(report.name or "" for report in review.reports) or ".")


def _review(review: Review, pack: Pack, layout: Layout) -> Iterator[str]:
    name = _folder(review)
    if review.engine.failure is not None:
        yield not_judged(review, layout)
    for finding in review.findings:
        yield _finding(replace(finding, at=()), name, review.lang, layout)
    for report in review.reports:
        aside = roster.set_aside(report, review)
        yield from _report(report, pack, layout) if aside is None else (f"{naming.input_name(report)}: {aside}",)
    yield from (f"{printable(each.file)}: {told}" for each, told in roster.files_without_report(review))
    yield from roster.summary_lines(roster.rolls_of(review, pack), review.lang)


def _report(report: Report, pack: Pack | None, layout: Layout) -> Iterator[str]:
    name, lang = naming.input_name(report), report.lang
    if report.engine.failure is not None:
        yield not_judged(report, layout, pack)
    elif not report.findings:
        yield f"{name}: {painted(naming.verdict_name(report.verdict, lang), report.verdict, colour=layout.colour)}"
    for finding in report.findings:
        yield _finding(finding, name, lang, layout)


def _finding(finding: Finding, name: str, lang: Language, layout: Layout) -> str:
    line, column, cell, *_ = finding.place
    place = [cell] if cell is not None else [str(each) for each in (line, column) if each is not None]
    where = ":".join((name, *map(printable, place)))
    severity = painted(say(lang, SEVERITIES[finding.severity]), finding.severity, colour=layout.colour)
    return f"{where}: {severity} {printable(finding.rule)} {flowing(finding.message.in_language(lang))}"
