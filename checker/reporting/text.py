"""Reports and reviews as text, for an office and a reviewer: all of it to be read on a terminal or printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import N_
from checker.model import Severity
from checker.reporting import naming
from checker.reporting.columns import wrapped
from checker.reporting.page import NARROWEST
from checker.reporting.text_report import report_lines, view_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model import Report
    from checker.pack.model import Pack
    from checker.reporting import Layout
    from checker.reporting.text_report import View
    from checker.review_model import Review


def render(reports: Sequence[Report], packs: Mapping[str, Pack], layout: Layout) -> str:
    """The reports one after the other; after several, a summary of all of them."""
    views = [view_of(report, naming.pack_of(report, packs), layout) for report in reports]
    pages = [[*report_lines(view)] for view in views]
    if len(views) > 1:
        pages.append([*_summary(views, packs)])
    return _written(pages, layout)


def render_reviews(reviews: Sequence[Review], packs: Mapping[str, Pack], layout: Layout) -> str:
    """Each review: what a reviewer decides by, and then each report."""
    # Not needed for reports, and a start counts.
    from checker.reporting.text_review import review_pages

    pages = (page for review in reviews for page in review_pages(review, packs[review.pack_id], layout))
    return _written(pages, layout)


def _written(pages: Iterable[Iterable[str]], layout: Layout) -> str:
    """Pages with a line across between them."""
    rule = "=" * max(layout.width, NARROWEST)
    lines = [line for page in pages for line in ("", rule, "", *page)][3:]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _summary(views: Sequence[View], packs: Mapping[str, Pack]) -> Iterable[str]:
    """All reports in one table, and how many of each verdict."""
    view = views[0]
    yield from view.heading(view.say("Summary"))
    yield ""
    head = [view.say(word) for word in (N_("File"), N_("Sender"), N_("Verdict"), N_("Errors"), N_("Warnings"))]
    rows = [
        [
            naming.input_name(one.report),
            naming.office_name(one.report, one.pack),
            naming.verdict_name(one.report.verdict, view.lang),
            str(one.report.counts[Severity.ERROR]),
            str(one.report.counts[Severity.WARNING]),
        ]
        for one in views
    ]
    roles = {(row, 2): one.report.verdict for row, one in enumerate(views)}
    yield from view.table(head, rows, right=(3, 4), roles=roles)
    yield ""
    line = naming.totals_line([one.report for one in views], packs)
    yield from wrapped(line, view.width, view.lang)
