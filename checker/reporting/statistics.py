"""How often each rule was broken: a line a rule, those with most findings first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from checker.i18n import say
from checker.labels import SEVERITIES
from checker.model import Finding, Language, Report, Severity
from checker.pack.model import Pack
from checker.reporting import Layout, naming, roster
from checker.reporting.concise import not_judged
from checker.reporting.printable import printable
from checker.review_model import Review

_WIDTH: Final = 6


def render(reports: Sequence[Report], packs: Mapping[str, Pack], layout: Layout) -> str:
    """The rules that were broken in the reports, and how many documents of each verdict there are."""
    found = ((finding, naming.pack_of(report, packs)) for report in reports for finding in report.findings)
    lines = [
        not_judged(report, layout, naming.pack_of(report, packs))
        for report in reports
        if report.engine.failure is not None
    ]
    if reports:
        lines += [*_lines(found, reports[0].lang), naming.totals_line(reports, packs)]
    return "".join(f"{line}\n" for line in lines)


def render_reviews(reviews: Sequence[Review], packs: Mapping[str, Pack], layout: Layout) -> str:
    """For each review the rules that were broken in its documents and across them, and what becomes of the senders."""
    return "".join(f"{line}\n" for review in reviews for line in _review(review, packs[review.pack_id], layout))


def _review(review: Review, pack: Pack, layout: Layout) -> Iterator[str]:
    counting = [report for report in review.reports if roster.set_aside(report, review) is None]
    everything: tuple[Report | Review, ...] = (review, *review.reports)
    for judged in everything:
        if judged.engine.failure is not None:
            yield not_judged(judged, layout, pack)
    findings = chain(review.findings, *(report.findings for report in counting))
    yield from _lines(((finding, pack) for finding in findings), review.lang)
    yield from roster.summary_lines(roster.rolls_of(review, pack), review.lang)


def _lines(found: Iterable[tuple[Finding, Pack | None]], lang: Language) -> Iterator[str]:
    count: Counter[tuple[Severity, str, str]] = Counter(
        (finding.severity, finding.rule, naming.rule_title(finding, pack, lang)) for finding, pack in found
    )
    order = list(Severity)
    for (severity, rule, title), times in sorted(
        count.items(), key=lambda each: (-each[1], order.index(each[0][0]), each[0])
    ):
        yield f"{times:>{_WIDTH}}  {say(lang, SEVERITIES[severity])}  {printable(rule)}  {title}"
