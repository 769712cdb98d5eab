"""Reports and reviews as text, for an office and a reviewer: all of it to be read on a terminal or printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.i18n import N_, say
from checker.model import Report
from checker.pack.model import Pack
from checker.reporting import Layout, naming
from checker.reporting.page import Page
from checker.reporting.report_sections import report_sections, summary_section
from checker.reporting.sections import Passage, Section
from checker.review_model import Review


def render(reports: Sequence[Report], packs: Mapping[str, Pack], layout: Layout) -> str:
    """The reports one after the other; after several, a summary of all of them."""
    if not reports:
        return ""
    sections = [report_sections(report, naming.pack_of(report, packs)) for report in reports]
    pages = [*sections, *([[summary_section(reports, packs)]] if len(reports) > 1 else [])]
    return Page.of(reports[0].lang, layout).pages(pages)


def render_reviews(reviews: Sequence[Review], packs: Mapping[str, Pack], layout: Layout) -> str:
    """Each review: what a reviewer decides by, and then each report."""
    pages = (page for review in reviews for page in _review_pages(review, packs[review.pack_id]))
    return Page.of(reviews[0].lang, layout).pages(pages)


def _review_pages(review: Review, pack: Pack) -> Iterator[Iterable[Section]]:
    # Not needed for reports, and a start counts.
    from checker.reporting import roster
    from checker.reporting.review_sections import review_sections

    yield review_sections(review, pack)
    for place, report in enumerate(review.reports, 1):
        note = roster.note_on(report, review)
        message = (
            N_("Report {place} of {count}: {name}") if note is None else N_("Report {place} of {count}: {name}, {note}")
        )
        name = naming.input_name(report)
        head = say(review.lang, message, place=place, count=len(review.reports), name=name, note=note)
        yield [
            Section("", [Passage(head, head)]),
            *report_sections(report, naming.pack_of(report, {pack.id: pack})),
        ]
