"""Draws the pages of the server itself: the one to choose files on, and the one that says why nothing came of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from checker.forms import templates_of
from checker.readers import SUFFIXES
from checker.readers.limits import MOST_BYTES, MOST_MEBIBYTES
from checker.reporting.html_page.drawing import draw_beside
from checker.reporting.html_page.page import circular_name
from checker.reporting.html_page.wording import both, said
from checker.serving.answers import DOWNLOADS, PAGE, address_of
from checker.serving.blanks import BLANKS
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Language, Text
    from checker.pack.model import Pack
    from checker.reporting.html_page.drawing import Drawn
    from checker.serving.blanks import Whose
    from checker.serving.limits import Limits
    from checker.serving.refusals import Refusal

_PACKAGE: Final = "checker.serving.pages"
_SAYS: Final = ("checking", "chosen", "too-large", "too-many", "too-large-together")


def draw_start(
    packs: Sequence[Pack], blanks: Sequence[Whose], limits: Limits, lang: Language, *, is_local: bool
) -> Drawn:
    """The page to choose files on; `is_local` says that files do not leave the computer, `blanks` what can be had."""
    most = {"bytes": MOST_MEBIBYTES, "files": limits.files, "together": limits.mebibytes}
    return draw_beside(
        _PACKAGE,
        "start.html",
        "pages.css",
        "start.js",
        lang=lang,
        address=address_of(lang),
        circulars=tuple(map(circular_name, packs)),
        title=said("serving.title"),
        lead=said("serving.kept-here" if is_local else "serving.kept-there"),
        hints=(
            said("serving.hint-kinds", suffixes=_listed()),
            said("serving.hint-limits", **most),
            said("serving.hint-several"),
        ),
        suffixes=SUFFIXES,
        limits=limits,
        most_bytes=MOST_BYTES,
        says=[(key, said(f"serving.says.{key}", count="{count}", name="{name}", **most)) for key in _SAYS],
        answers=(PAGE, *DOWNLOADS),
        groups=[(_kind_name(group[0]), group) for group in _grouped(blanks)],
        blanks=tuple(BLANKS),
    )


def _grouped(blanks: Sequence[Whose]) -> Iterator[tuple[Whose, ...]]:
    """Those of one kind of document together."""
    for _, group in groupby(blanks, lambda whose: (whose.pack.id, whose.document.format)):
        yield tuple(group)


def _kind_name(whose: Whose) -> Text:
    """A kind of document, its circular, and the formats of a blank one."""
    offered = templates_of(whose.pack, whose.document)
    formats = both(lambda lang: say(lang, "serving.list-comma").join(offered))
    return said("serving.blank-of", document=whose.document.document, citation=whose.pack.citation, formats=formats)


def draw_refusal(refusal: Refusal, lang: Language) -> Drawn:
    """The page that says why a request is not answered."""
    return draw_beside(
        _PACKAGE,
        "refusal.html",
        "pages.css",
        "start.js",
        lang=lang,
        circulars=(),
        title=said(f"serving.{refusal.key}.title"),
        lead=said(f"serving.{refusal.key}.text", **refusal.values),
        address=address_of(lang),
    )


def _listed() -> Text:
    """The suffixes of files that can be read."""
    return both(lambda lang: say(lang, "serving.list-comma").join(SUFFIXES))
