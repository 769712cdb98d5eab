"""Reports and reviews as one HTML file for a reviewer: complete in itself, in both languages, for screen and paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.model import Report
from checker.pack.model import Pack
from checker.reporting import Layout
from checker.reporting.html_page.drawing import draw
from checker.reporting.html_page.page import page_of_reports, page_of_reviews
from checker.review_model import Review


def render(
    reports: Sequence[Report],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - a browser lays the page out
) -> bytes:
    """All reports on one page, which opens in the language of the first."""
    return draw(page_of_reports(reports, packs)).html


def render_reviews(
    reviews: Sequence[Review],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - a browser lays the page out
) -> bytes:
    """The reviews on one page, which opens in their language."""
    return draw(page_of_reviews(reviews, packs)).html
