"""How often each rule was broken: a line a rule, those with most findings first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from checker.i18n import say
from checker.model import Report, Severity
from checker.reporting import Layout, Matter, naming
from checker.reporting.concise import not_judged, written
from checker.reporting.naming import SEVERITIES
from checker.reporting.parts import JudgedPart, lines_of_senders, parts_of
from checker.reporting.printable import printable
from checker.review_model import Review

_WIDTH: Final = 6


def render(matter: Matter[Report]) -> str:
    """The rules that were broken in the reports, and how many documents of each verdict there are."""
    parts = [part for report in matter.all for part in parts_of(report, matter.packs)]
    totals = [naming.totals_line(matter.all, matter.packs)] if matter.all else []
    return written([*_lines(parts, matter.layout), *totals])


def render_reviews(matter: Matter[Review]) -> str:
    """For each review the rules that were broken in its documents and across them, and what becomes of the senders."""
    return written(
        line
        for review in matter.all
        for line in (
            *_lines([*parts_of(review, matter.packs)], matter.layout),
            *lines_of_senders(review, matter.packs),
        )
    )


def _lines(parts: Iterable[JudgedPart], layout: Layout) -> Iterator[str]:
    yield from (not_judged(part, layout) for part in parts if part.failure is not None)
    count = Counter(
        (finding.severity, finding.rule, naming.rule_title(finding, part.pack, part.lang), part.lang)
        for part in parts
        if part.aside is None
        for finding in part.findings
    )
    order = list(Severity)
    for (severity, rule, title, lang), times in sorted(
        count.items(), key=lambda each: (-each[1], order.index(each[0][0]), each[0])
    ):
        yield f"{times:>{_WIDTH}}  {say(lang, SEVERITIES[severity])}  {printable(rule)}  {title}"
