"""A comparison as one HTML file for a reviewer, complete in itself, as reports and reviews are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.comparing import Comparison
from checker.pack.model import Pack
from checker.reporting import Layout
from checker.reporting.html_page.drawing import draw
from checker.reporting.html_page.page import page_of_comparison, page_of_rounds
from checker.rounds import Round


def render(
    comparison: Comparison,
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - a browser lays the page out
) -> bytes:
    """The two reports, and what became of the findings."""
    return draw(page_of_comparison(comparison, (comparison.old, comparison.new), packs)).html


def render_rounds(
    rounds: Sequence[Round],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - a browser lays the page out
) -> bytes:
    """The later reviews, and what has changed since the earlier ones."""
    return draw(page_of_rounds(rounds, packs)).html
