"""Reports and reviews -> what people and programs read: one table of formats, a module each.

The module `checker.reporting.<name>` of a format has two functions, `render` for reports and `render_reviews`, and is
imported when it is first used; some have `render_comparison` and `render_rounds` as well. Each takes what is to be
rendered, and is pure. A new format is a module and a row of `FORMATS`; choices, help and file suffixes are derived from
the table.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.comparing import Comparison
    from checker.model import Report
    from checker.pack.model import Pack
    from checker.review_model import Review
    from checker.rounds import Round

Rendered = str | bytes
"""Text goes out in the encoding of wherever it goes; bytes (formats that fix their encoding) go out as they are."""


class Layout(msgspec.Struct, frozen=True, eq=False):
    """How a rendering is laid out; a format ignores what does not concern it.

    `width` is in columns of a terminal. `many` says that the caller asked for several inputs, however many there are.
    """

    width: int = 80
    colour: bool = False
    many: bool = False


T = TypeVar("T")


class Matter(msgspec.Struct, Generic[T], frozen=True, eq=False):
    """What is to be rendered: `all` the reports, reviews or comparisons, the rule packs by id, and how it is laid."""

    all: Sequence[T]
    packs: Mapping[str, Pack]
    layout: Layout


class Format(msgspec.Struct, frozen=True, eq=False):
    """One format: its name, the suffix of its files, and whether it `streams`.

    A format streams where several reports rendered together are nothing but each one rendered, one after the other;
    they can then be written as they come.
    """

    name: str
    suffix: str
    streams: bool = False

    def render(self, reports: Sequence[Report], packs: Mapping[str, Pack], layout: Layout | None = None) -> Rendered:
        """`reports` in this format; `packs` are the rule packs that judged, by id; a missing one is done without."""
        return self._made("render", reports, packs, layout)

    def render_reviews(
        self, reviews: Sequence[Review], packs: Mapping[str, Pack], layout: Layout | None = None
    ) -> Rendered:
        """`reviews` of several circulars together in this format; `packs` are the rule packs they went by, by id."""
        return self._made("render_reviews", reviews, packs, layout)

    def render_comparison(
        self, comparison: Comparison, packs: Mapping[str, Pack], layout: Layout | None = None
    ) -> Rendered:
        """`comparison` in this format, one of `COMPARED`; a pack that judged and is not at hand is done without."""
        return self._made("render_comparison", (comparison,), packs, layout)

    def render_rounds(
        self, rounds: Sequence[Round], packs: Mapping[str, Pack], layout: Layout | None = None
    ) -> Rendered:
        """Two reviews compared, circular by circular, in this format, one of `COMPARED`."""
        return self._made("render_rounds", rounds, packs, layout)

    def _made(self, name: str, told: Sequence[Any], packs: Mapping[str, Pack], layout: Layout | None) -> Rendered:
        render: Callable[[Matter[Any]], Rendered] = getattr(import_module(f"{__name__}.{self.name}"), name)
        return render(Matter(told, packs, layout or Layout()))


FORMATS: Final[Mapping[str, Format]] = {
    format_.name: format_
    for format_ in (
        Format("text", ".txt"),
        Format("json", ".json"),
        Format("concise", ".lines.txt"),
        Format("statistics", ".statistics.txt"),
        Format("html", ".html"),
        Format("ndjson", ".ndjson", streams=True),
        Format("markdown", ".md"),
        Format("csv", ".csv"),
        Format("xlsx", ".xlsx"),
        Format("sarif", ".sarif"),
        Format("junit", ".xml"),
        Format("github", ".log", streams=True),
        Format("gitlab", ".gitlab.json"),
    )
}
"""Every format by its name, in the order in which they are offered."""

COMPARED: Final = ("text", "json", "html", "xlsx")
"""The formats that there are of comparisons as well."""
