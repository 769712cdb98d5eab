"""One line a finding, as compilers have it (file:line:column), for a terminal and for whatever searches lines."""

from collections.abc import Iterable, Iterator
from typing import Any

from checker.i18n import say
from checker.model import Finding, Report, Verdict
from checker.reporting import Layout, Matter, naming
from checker.reporting.naming import SEVERITIES
from checker.reporting.page import painted
from checker.reporting.parts import JudgedPart, lines_of_senders, parts_of
from checker.reporting.printable import flowing, printable
from checker.review_model import Review


def render(matter: Matter[Report]) -> str:
    """The findings of each report, or its verdict where there are none; after several, how many of each verdict."""
    lines = [line for report in matter.all for line in _lines(report, matter)]
    if matter.layout.many and matter.all:
        lines.append(naming.totals_line(matter.all, matter.packs))
    return written(lines)


def render_reviews(matter: Matter[Review]) -> str:
    """For each review the findings across its documents, those of each document, and what becomes of the senders."""
    return written(
        line for review in matter.all for line in (*_lines(review, matter), *lines_of_senders(review, matter.packs))
    )


def written(lines: Iterable[str]) -> str:
    """The lines as they are written."""
    return "".join(f"{line}\n" for line in lines)


def not_judged(part: JudgedPart, layout: Layout) -> str:
    """That a document or a review could not be judged, and why."""
    told = painted(say(part.lang, "NOT JUDGED"), Verdict.UNDETERMINED, colour=layout.colour)
    return f"{part.name}: {told}: {part.failure}"


def _lines(judged: Report | Review, matter: Matter[Any]) -> Iterator[str]:
    for part in parts_of(judged, matter.packs):
        if part.aside is not None:
            yield f"{part.name}: {part.aside}"
            continue
        if part.failure is not None:
            yield not_judged(part, matter.layout)
        elif part.report is not None and not part.findings:
            verdict = naming.verdict_name(part.report.verdict, part.lang)
            yield f"{part.name}: {painted(verdict, part.report.verdict, colour=matter.layout.colour)}"
        for finding in part.findings:
            yield _finding(finding, part, matter.layout)


def _finding(finding: Finding, part: JudgedPart, layout: Layout) -> str:
    line, column, cell, *_ = finding.place
    place = [cell] if cell is not None else [str(each) for each in (line, column) if each is not None]
    where = ":".join((part.name, *map(printable, place)))
    severity = painted(say(part.lang, SEVERITIES[finding.severity]), finding.severity, colour=layout.colour)
    return f"{where}: {severity} {printable(finding.rule)} {flowing(finding.message.in_language(part.lang))}"
