"""What is made of files that were judged: the page with the report, that with corrections, and a table of downloads.

A download is a row of `DOWNLOADS`: buttons, file names and addresses are derived from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from checker.archive import zipped
from checker.checking import Options, read_plan
from checker.edits import Nature
from checker.fixing.result import Fix, fix_document
from checker.fixing.trials import Goal
from checker.fixing.wording import EditWords
from checker.fixing.writing import SUFFIXES, write_way
from checker.i18n import N_, say, text
from checker.inputs import Input
from checker.model import LANGUAGES, UNREADABLE, Language, Text, Verdict
from checker.office.conversion import blanks_of, written_document
from checker.office.letters import correspondents_of, is_returned, letters_of, no_letter, write_letter
from checker.office.marking import mark
from checker.pack.repairs import Action
from checker.reporting import FORMATS, naming
from checker.reporting.html import Drawn, Offer, draw
from checker.reporting.html.page import HtmlPage, page_of_comparison, page_of_reports, page_of_reviews
from checker.schema import prune
from checker.web.pages.drawing import draw_corrections
from checker.web.results import Judged, Results, held_in

XLSX: Final = ".xlsx"
DOCX: Final = ".docx"
ZIP: Final = ".zip"
MEDIA: Final[Mapping[str, str]] = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ZIP: "application/zip",
    ".html": "text/html",
    ".json": "application/json",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
"""The media type of the files that are sent, by suffix."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing to do, where, and whether it is for a person to say what comes there."""

    what: Text
    place: Text | None
    is_personal: bool


def are_offered(results: Results) -> bool:
    """Whether it is one document, by itself or held against others, that was understood and does not pass."""
    return results.subject is not None and results.subject[1].verdict in (Verdict.RETURN, Verdict.REVIEW)


def are_written(results: Results) -> bool:
    """Whether corrections can be written into the file as well."""
    return are_offered(results) and results.uploads[0].suffix in SUFFIXES


def write_corrections(results: Results) -> bytes:
    """The file with the corrections that a program can make; what only a person can say is marked there."""
    return write_way(results.uploads[0].content, results.uploads[0].suffix, _fix_of(results), results.lang).raw


def draw_list(judged: Judged, lang: Language, name: str) -> Drawn | None:
    """The page with the corrections to what is kept as `name`; None where there are none to be looked for."""
    results = judged.in_language(lang)
    if not are_offered(results):
        return None
    fix = _fix_of(results)
    left = () if fix.way is None else fix.way.smallest.left
    staying = tuple(found.message(fix.pack) for found in left if not fix.is_undeclared(found))
    undeclared = tuple(found.message(fix.pack) for found in left if fix.is_undeclared(found))
    return draw_corrections(results.uploads[0].name, _corrections(fix), staying, undeclared, name, lang)


def _fix_of(results: Results) -> Fix:
    upload, report = results.uploads[0], results.reports[0]
    pack = results.packs[report.pack_id or ""]
    document = read_plan(upload.content, pack, name=upload.name)
    others = held_in([Input(other.name, other.content) for other in results.others], Options(pack))
    return fix_document(document, pack, Options(pack, lang=results.lang, against=others), Goal.PASS)


def _corrections(fix: Fix) -> tuple[Correction, ...]:
    words = EditWords(fix.pack, fix.kind, fix.document)
    found = []
    for choice in () if fix.way is None else fix.way.choices:
        edit = choice.chosen[0]
        said = words.choice(choice)
        if not choice.is_open:
            said = words.with_condition(edit, said)
        what = text("{text}.", text=Text(said.en[:1].upper() + said.en[1:], said.zh))
        names = [naming.source_place(fix.document.locate(edit.at), lang) for lang in LANGUAGES]
        is_nowhere = choice.is_open or edit.action is Action.ADD or None in names
        shown = None if is_nowhere else Text(*map(str, names))
        found.append(Correction(what, shown, choice.is_open or edit.nature is not Nature.MECHANICAL))
    return tuple(found)


# Downloads


@dataclass(frozen=True, slots=True)
class Download:
    """One download: what it is called, and its file; how it is made, and whether it can be made of these results."""

    title: str
    file: str
    suffix: str | None
    """None is that of the file that was sent."""
    make: Callable[[Results], bytes]
    is_offered: Callable[[Results], bool]

    def file_name(self, judged: Judged, lang: Language) -> str:
        """What its file is called."""
        name = judged.first.stem if judged.is_about_one else judged.words["documents"].in_language(lang)
        return say(lang, self.file, name=name) + (judged.first.suffix if self.suffix is None else self.suffix)


def _always(_results: Results) -> bool:
    return True


def _reported(name: str, results: Results) -> bytes:
    """The report, or the reviews, in one of the formats."""
    if results.reviews:
        made = FORMATS[name].render_reviews(results.reviews, results.packs)
    else:
        made = FORMATS[name].render(results.reports, results.packs)
    return made if isinstance(made, bytes) else made.encode("utf-8", "backslashreplace")


def _page_of(results: Results) -> HtmlPage:
    if results.reviews:
        return page_of_reviews(results.reviews, results.packs)
    if results.comparison is not None:
        return page_of_comparison(results.comparison, results.reports, results.packs)
    return page_of_reports(results.reports, results.packs)


def _letter(results: Results) -> bytes:
    report = results.reports[0]
    return write_letter(report, results.packs[report.pack_id or ""], results.lang)


def _goes_back(results: Results) -> bool:
    """Whether it is one plan, of somebody who can be written to, that goes back under a circular with letters."""
    report = results.reports[0]
    is_one_plan = len(results.reports) == 1 and report.office is not None
    pack = results.packs.get(report.pack_id or "")
    return is_one_plan and is_returned(report) and pack is not None and no_letter(pack) is None


def _letters(results: Results) -> bytes:
    return zipped(letters_of(results.reviews, results.packs, results.lang).files.items())


def _have_letters(results: Results) -> bool:
    """Whether there are reviews, and somebody in them gets a letter."""
    told = (each for review in results.reviews for each in correspondents_of(review, results.packs[review.pack_id]))
    return any(each.purpose is not None for each in told)


def _marked(results: Results) -> bytes:
    """The workbook or Word document itself, marked; a list of the findings, where it is in no state to be marked."""
    report = results.reports[0]
    return mark(results.uploads[0].content, report, results.packs.get(report.pack_id or "")).content


def _is_of(suffix: str, results: Results) -> bool:
    """Whether it is one file of that kind that could be read."""
    if results.subject is None or results.subject[0].suffix != suffix:
        return False
    return all(finding.rule != UNREADABLE for finding in results.subject[1].findings)


def _printable(results: Results) -> bytes:
    """The plan as a Word document that can be printed and sent."""
    upload, report = results.uploads[0], results.reports[0]
    pack = results.packs[report.pack_id or ""]
    plan: Any = prune(read_plan(upload.content, pack, name=upload.name).data)
    return written_document(DOCX, plan, pack, pack.document_of(plan), results.lang)


def _is_convertible(results: Results) -> bool:
    """Whether it is one plan in good form, not a Word document already, of a kind with a form for these."""
    if results.subject is None or results.subject[0].suffix == DOCX:
        return False
    report = results.subject[1]
    pack = results.packs.get(report.pack_id or "")
    kind = None if pack is None else pack.documents.get(report.document or "")
    is_sound = report.verdict not in (Verdict.INVALID, Verdict.UNDETERMINED)
    return is_sound and pack is not None and kind is not None and DOCX[1:] in blanks_of(kind)


DOWNLOADS: Final[Mapping[str, Download]] = {
    "marked": Download(
        N_("Your workbook, with the findings marked in it (Excel)"),
        N_("{name} checked"),
        XLSX,
        _marked,
        partial(_is_of, XLSX),
    ),
    "commented": Download(
        N_("Your document, with the findings as comments (Word)"),
        N_("{name} checked"),
        DOCX,
        _marked,
        partial(_is_of, DOCX),
    ),
    "corrected": Download(
        N_("Your file, with the corrections that can be made (check it)"),
        N_("{name} corrected"),
        None,
        write_corrections,
        are_written,
    ),
    "plan": Download(
        N_("The {document}, to be printed (Word)"), N_("{name} for print"), DOCX, _printable, _is_convertible
    ),
    "letter": Download(N_("Letter that returns the {document} (Word)"), N_("{name} letter"), DOCX, _letter, _goes_back),
    "letters": Download(
        N_("Letters to all who get one, with a list (ZIP)"), N_("{name} letters"), ZIP, _letters, _have_letters
    ),
    "html": Download(
        N_("Report (web page)"), N_("{name} report"), ".html", lambda results: draw(_page_of(results)).html, _always
    ),
    "xlsx": Download(N_("Report (Excel)"), N_("{name} report"), XLSX, partial(_reported, "xlsx"), _always),
    "json": Download(
        N_("Report for other programs (JSON)"), N_("{name} report"), ".json", partial(_reported, "json"), _always
    ),
}
"""Every download by its name, in the order in which they are offered."""


def draw_report(judged: Judged, lang: Language, name: str) -> Drawn:
    """The page with the report, or the reviews, and what else can be made of the files, which are kept as `name`."""
    results = judged.in_language(lang)

    def address(path: str) -> Text:
        return Text(f"{path}?lang=en", f"{path}?lang=zh")

    choices = (
        (address(f"/report/{name}/{each}"), text(download.title, **judged.words))
        for each, download in DOWNLOADS.items()
        if download.is_offered(results)
    )
    corrections = address(f"/report/{name}/corrections") if are_offered(results) else None
    return draw(_page_of(results), Offer(address("/"), address(f"/report/{name}"), tuple(choices), corrections))


def make_download(judged: Judged, lang: Language, name: str) -> bytes | None:
    """One of `DOWNLOADS`; None where it is not offered of these files."""
    results = judged.in_language(lang)
    return DOWNLOADS[name].make(results) if DOWNLOADS[name].is_offered(results) else None
