"""Reports and reviews -> what people and programs read: one table of formats, a module each.

The module `checker.reporting.<name>` of a format has two functions, `render` for reports and `render_reviews`, and is
imported when it is first used. A new format is a module and a row of `FORMATS`; choices, help and file suffixes are
derived from the table.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model import Report
    from checker.pack.model import Pack
    from checker.review_model import Review

Rendered = str | bytes
"""Text goes out in the encoding of wherever it goes; bytes (formats that fix their encoding) go out as they are."""


class Layout(msgspec.Struct, frozen=True, eq=False):
    """How a rendering is laid out; a format ignores what does not concern it.

    `width` is in columns of a terminal. `many` says that the caller asked for several inputs, however many there are.
    """

    width: int = 80
    colour: bool = False
    many: bool = False


class Render(Protocol):
    """The one function of a format's module, pure: the same reports, packs and layout give the same result."""

    def __call__(self, reports: Sequence[Report], packs: Mapping[str, Pack], layout: Layout) -> Rendered:
        """`reports` rendered in their own language; `packs` are the rule packs that judged, by id."""
        ...


class RenderReviews(Protocol):
    """The other function of a format's module, as pure."""

    def __call__(self, reviews: Sequence[Review], packs: Mapping[str, Pack], layout: Layout) -> Rendered:
        """`reviews`, of which there is one or more, in their own language; `packs` are those they went by, by id."""
        ...


class Format(msgspec.Struct, frozen=True, eq=False):
    """One format: its name, the suffix of its files, whether it `streams`, and whether it is `whole`.

    A format streams where several reports rendered together are nothing but each one rendered, one after the other;
    they can then be written as they come. One that is not whole has findings alone, or figures.
    """

    name: str
    suffix: str
    streams: bool = False
    whole: bool = True

    def render(self, reports: Sequence[Report], packs: Mapping[str, Pack], layout: Layout | None = None) -> Rendered:
        """`reports` in this format; `packs` are the rule packs that judged, by id; a missing one is done without."""
        render: Render = import_module(f"{__name__}.{self.name}").render
        return render(reports, packs, layout or Layout())

    def render_review(self, review: Review, pack: Pack, layout: Layout | None = None) -> Rendered:
        """`review` in this format; `pack` is the rule pack it went by."""
        return self.render_reviews((review,), {pack.id: pack}, layout)

    def render_reviews(
        self, reviews: Sequence[Review], packs: Mapping[str, Pack], layout: Layout | None = None
    ) -> Rendered:
        """`reviews` of several circulars together in this format; `packs` are the rule packs they went by, by id."""
        render: RenderReviews = import_module(f"{__name__}.{self.name}").render_reviews
        return render(reviews, packs, layout or Layout())


FORMATS: Final[Mapping[str, Format]] = {
    format_.name: format_
    for format_ in (
        Format("text", ".txt"),
        Format("json", ".json"),
        Format("concise", ".lines.txt", whole=False),
        Format("statistics", ".statistics.txt", whole=False),
        Format("html", ".html"),
        Format("ndjson", ".ndjson", streams=True),
        Format("markdown", ".md"),
        Format("csv", ".csv"),
        Format("xlsx", ".xlsx"),
        Format("sarif", ".sarif"),
        Format("junit", ".xml"),
        Format("github", ".log", streams=True),
        Format("gitlab", ".gitlab.json", whole=False),
    )
}
"""Every format by its name, in the order in which they are offered."""
