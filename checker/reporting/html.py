"""Reports, reviews and comparisons as one HTML file for a reviewer: complete in itself, in both languages.

It is for screen and paper.
"""

from __future__ import annotations

from checker.comparing import Comparison
from checker.model import Report
from checker.reporting import Matter
from checker.reporting.html_page.drawing import draw
from checker.reporting.html_page.page import page_of_comparison, page_of_reports, page_of_reviews, page_of_rounds
from checker.review_model import Review
from checker.rounds import Round


def render(matter: Matter[Report]) -> bytes:
    """All reports on one page, which opens in the language of the first."""
    return draw(page_of_reports(matter.all, matter.packs)).html


def render_reviews(matter: Matter[Review]) -> bytes:
    """The reviews on one page, which opens in their language."""
    return draw(page_of_reviews(matter.all, matter.packs)).html


def render_comparison(matter: Matter[Comparison]) -> bytes:
    """The two reports, and what became of the findings."""
    (comparison,) = matter.all
    return draw(page_of_comparison(comparison, (comparison.old, comparison.new), matter.packs)).html


def render_rounds(matter: Matter[Round]) -> bytes:
    """The later reviews, and what has changed since the earlier ones."""
    return draw(page_of_rounds(matter.all, matter.packs)).html
