"""Draws the pages of the server itself: the one to choose files on, and the one that says why nothing came of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from checker.forms import templates_of
from checker.i18n import N_, say, text
from checker.readers import SUFFIXES
from checker.readers.limits import MOST_BYTES, MOST_MEBIBYTES
from checker.reporting.html_page.drawing import draw_beside
from checker.reporting.html_page.page import circular_name
from checker.reporting.html_page.wording import both
from checker.serving.answers import ANSWERS, address_of
from checker.serving.blanks import BLANKS
from checker.serving.refusals import REFUSALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model import Language, Text
    from checker.pack.model import Pack
    from checker.reporting.html_page.drawing import Drawn
    from checker.serving.blanks import Whose
    from checker.serving.limits import Limits
    from checker.serving.refusals import Refusal

_PACKAGE: Final = "checker.serving.pages"
_SAYS: Final[Mapping[str, str]] = {
    "checking": N_("Checking. This may take a few seconds."),
    "chosen": N_("Files chosen: {count}"),
    "too-large": N_("{name} is larger than {bytes} MiB. Please choose another file."),
    "too-many": N_("More than {files} files are chosen. Please choose fewer."),
    "too-large-together": N_("The files are larger than {together} MiB together. Please choose fewer."),
}
"""What the script says; it fills it in."""


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
        title=text("Check implementation plans"),
        lead=text(
            "The files are read on this computer only, and sent nowhere. Nothing is kept once the answer is given."
            if is_local
            else "The files travel unencrypted to the computer that runs plancheck. Nothing is kept "
            "once the answer is given."
        ),
        hints=(
            text("Kinds of files: {suffixes}", suffixes=_listed()),
            text("At most {bytes} MiB each, {files} files, {together} MiB together.", **most),
            text("One plan gets a report; several are reviewed together, office by office."),
        ),
        suffixes=SUFFIXES,
        limits=limits,
        most_bytes=MOST_BYTES,
        says=[(key, text(says, count="{count}", name="{name}", **most)) for key, says in _SAYS.items()],
        answers=ANSWERS.items(),
        groups=[(_kind_name(group[0]), group) for group in _grouped(blanks)],
        blanks=BLANKS.values(),
    )


def _grouped(blanks: Sequence[Whose]) -> Iterator[tuple[Whose, ...]]:
    """Those of one kind of document together."""
    for _, group in groupby(blanks, lambda whose: (whose.pack.id, whose.document.format)):
        yield tuple(group)


def _kind_name(whose: Whose) -> Text:
    """A kind of document, its circular, and the formats of a blank one."""
    offered = templates_of(whose.pack, whose.document)
    formats = both(lambda lang: say(lang, ", ").join(offered))
    return text(
        "{document}, {citation} ({formats})",
        document=whose.document.document,
        citation=whose.pack.citation,
        formats=formats,
    )


def draw_refusal(refusal: Refusal, lang: Language) -> Drawn:
    """The page that says why a request is not answered."""
    title, lead = REFUSALS[refusal.key]
    return draw_beside(
        _PACKAGE,
        "refusal.html",
        "pages.css",
        "start.js",
        lang=lang,
        circulars=(),
        title=text(title),
        lead=text(lead, **refusal.values),
        address=address_of(lang),
    )


def _listed() -> Text:
    """The suffixes of files that can be read."""
    return both(lambda lang: say(lang, ", ").join(SUFFIXES))
