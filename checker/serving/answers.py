"""What can be made of files that were judged: the page with the report, and a table of downloads.

A download is a row of `DOWNLOADS`: choices, buttons and file names are derived from it. Its texts are
`serving.answer.<name>` and `serving.file.<name>`.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from checker.i18n import N_, say, text
from checker.labels import VERDICTS
from checker.model import Text, Verdict
from checker.reporting import FORMATS
from checker.serving.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.model import Language, Report, Review
    from checker.pack.model import Pack
    from checker.reporting.html_page.drawing import Drawn
    from checker.serving.uploads import Upload

PAGE: Final = "page"
"""The answer that is shown; all others are downloads."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Files and their reports, in the same order; `reviews` are there for several: one for each circular.

    `packs` are the rule packs that judged, by id.
    """

    uploads: tuple[Upload, ...]
    reports: tuple[Report, ...]
    reviews: tuple[Review, ...]
    packs: Mapping[str, Pack]
    lang: Language


def _nothing(_judged: Judged) -> None:
    """The need of a download that can always be made."""


@dataclass(frozen=True, slots=True)
class Download:
    """One download: suffix and media type of its file, how it is made, and why it cannot be made of these files."""

    suffix: str
    media: str
    make: Callable[[Judged], bytes]
    refusal: Callable[[Judged], Refusal | None] = _nothing


def _reported(name: str, judged: Judged) -> bytes:
    """The report, or the reviews, in one of the formats."""
    if judged.reviews:
        made = FORMATS[name].render_reviews(judged.reviews, judged.packs)
    else:
        made = FORMATS[name].render(judged.reports, judged.packs)
    return made if isinstance(made, bytes) else made.encode("utf-8", "backslashreplace")


def _letter(judged: Judged) -> bytes:
    from checker.office.letters import write_letter

    (report,) = judged.reports
    return write_letter(report, judged.packs[report.pack_id or ""], judged.lang)


def _needs_returned(judged: Judged) -> Refusal | None:
    """A letter is about one plan, of a kind and a circular for which there are letters, and one that goes back."""
    from checker.office.letters import is_returned, no_letter

    if judged.reviews:
        return Refusal(409, "one-letter")
    (report,) = judged.reports
    pack = judged.packs.get(report.pack_id or "")
    if pack is None:
        return Refusal(409, "no-circular")
    if (reason := no_letter(pack)) is not None:
        return Refusal(409, "not-offered", {"reason": reason.in_language(judged.lang)})
    if report.verdict is Verdict.UNDETERMINED:
        return Refusal(409, "undetermined")
    if not is_returned(report):
        return Refusal(409, "not-returned", {"verdict": say(judged.lang, VERDICTS[report.verdict])})
    return None


def _marked(judged: Judged) -> bytes:
    """The workbook itself, marked; the report as a workbook, where it is in no state to be marked."""
    from checker.marking.marks import mark_workbook

    report = judged.reports[0]
    marked = mark_workbook(judged.uploads[0].content, report, judged.packs.get(report.pack_id or ""))
    return _reported("xlsx", judged) if marked is None else marked


def _needs_workbook(judged: Judged) -> Refusal | None:
    """Only a plan that is a workbook can be given back marked."""
    if len(judged.uploads) == 1 and PurePath(judged.uploads[0].name).suffix.lower() == _WORKBOOK:
        return None
    return Refusal(409, "no-workbook")


_WORKBOOK: Final = ".xlsx"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

DOWNLOADS: Final[Mapping[str, Download]] = {
    "marked": Download(_WORKBOOK, _EXCEL, _marked, _needs_workbook),
    "letter": Download(".docx", _WORD, _letter, _needs_returned),
    "html": Download(".html", "text/html", partial(_reported, "html")),
    "xlsx": Download(_WORKBOOK, _EXCEL, partial(_reported, "xlsx")),
    "json": Download(".json", "application/json", partial(_reported, "json")),
}
"""Every download by its name, in the order in which they are offered."""

ANSWERS: Final[Mapping[str, str]] = {
    PAGE: N_("Report on screen"),
    "marked": N_("Your workbook, with the findings marked in it (Excel)"),
    "letter": N_("Letter that returns the plan (Word)"),
    "html": N_("Report (web page)"),
    "xlsx": N_("Report (Excel)"),
    "json": N_("Report (JSON)"),
}
"""What every answer is called, the page and the downloads."""

_FILES: Final[Mapping[str, str]] = {
    "marked": N_("{name} checked"),
    "letter": N_("{name} letter"),
    "html": N_("{name} report"),
    "xlsx": N_("{name} report"),
    "json": N_("{name} report"),
}


def address_of(lang: Language) -> str:
    """Where the page listens, in `lang`."""
    return f"/?lang={lang}"


def draw_page(judged: Judged) -> Drawn:
    """The page with the report, or the reviews, and what else can be made of the same files."""
    from checker.reporting.html_page.drawing import draw
    from checker.reporting.html_page.offer import Carried, Choice, Offer
    from checker.reporting.html_page.page import page_of_reports, page_of_reviews

    offer = Offer(
        address=Text(address_of("en"), address_of("zh")),
        page=PAGE,
        choices=tuple(
            Choice(name, text(ANSWERS[name]))
            for name, download in DOWNLOADS.items()
            if download.refusal(judged) is None
        ),
        files=tuple(Carried(upload.name, b64encode(upload.content).decode()) for upload in judged.uploads),
    )
    if judged.reviews:
        return draw(page_of_reviews(judged.reviews, judged.packs), offer)
    return draw(page_of_reports(judged.reports, judged.packs), offer)


def file_name(answer: str, uploads: tuple[Upload, ...], lang: Language) -> str:
    """What the file of a download is called."""
    name = uploads[0].stem if len(uploads) == 1 else say(lang, "plans")
    return say(lang, _FILES[answer], name=name) + DOWNLOADS[answer].suffix
