"""Reports and reviews as text, for an office and a reviewer: all of it to be read on a terminal or printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from checker.i18n import N_, say
from checker.model import Report
from checker.pack.model import Pack
from checker.reporting import Matter, naming, roster
from checker.reporting.page import Page, Passage, Section
from checker.reporting.sections import report_sections, review_sections, summary_section
from checker.review_model import Review

if TYPE_CHECKING:
    # What few commands need.
    from checker.comparing import Comparison
    from checker.rounds import Round


def render(matter: Matter[Report]) -> str:
    """The reports one after the other; after several, a summary of all of them."""
    reports, packs = matter.all, matter.packs
    if not reports:
        return ""
    sections = [report_sections(report, naming.pack_of(report, packs)) for report in reports]
    pages = [*sections, *([[summary_section(reports, packs)]] if len(reports) > 1 else [])]
    return Page.of(reports[0].lang, matter.layout).pages(pages)


def render_reviews(matter: Matter[Review]) -> str:
    """Each review: what a reviewer decides by, and then each report."""
    pages = (page for review in matter.all for page in _review_pages(review, matter.packs[review.pack_id]))
    return Page.of(matter.all[0].lang, matter.layout).pages(pages)


def render_comparison(matter: Matter[Comparison]) -> str:
    """What became of the findings of a report, those that are left to do first."""
    from checker.reporting.comparison_sections import comparison_sections

    (comparison,) = matter.all
    return Page.of(comparison.lang, matter.layout).pages([comparison_sections(comparison, matter.packs)])


def render_rounds(matter: Matter[Round]) -> str:
    """Two reviews compared, circular by circular."""
    from checker.reporting.comparison_sections import round_sections

    sections = [section for made in matter.all for section in round_sections(made, matter.packs[made.new.pack_id])]
    return Page.of(matter.all[0].lang, matter.layout).pages([sections])


def _review_pages(review: Review, pack: Pack) -> Iterator[Iterable[Section]]:
    yield review_sections(review, pack)
    for place, report in enumerate(review.reports, 1):
        note = roster.note_on(report, review)
        message = (
            N_("Report {place} of {count}: {name}") if note is None else N_("Report {place} of {count}: {name}, {note}")
        )
        name = naming.input_name(report)
        head = say(review.lang, message, place=place, count=len(review.reports), name=name, note=note)
        yield [Section("", [Passage(head, head)]), *report_sections(report, naming.pack_of(report, {pack.id: pack}))]
