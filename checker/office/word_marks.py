"""A copy of a Word document with the findings in it: comments at the cells and paragraphs, and one at the beginning."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn
from docx.text.run import Run

from checker.archive import repacked
from checker.errors import UnreadableError
from checker.i18n import say, text
from checker.model import Report, Text, Verdict
from checker.office.comments import AUTHOR, NOT_COPIED, NOT_THE_SAME, Numbered, words_of
from checker.pack.model import Pack
from checker.readers.docx import elements_in, open_document
from checker.reporting import naming

_INITIALS: Final = "pc"
_OF_COMMENTS: Final = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")
_SIGNATURES: Final = "_xmlsignatures/"
_MOST_LISTED: Final = 50
"""Findings without a place of their own that the first comment lists."""


def marked_document(raw: bytes, report: Report, pack: Pack | None) -> tuple[bytes, tuple[Text, ...]]:
    """The copy, and what it could not carry. One that passes has no marks; it is `raw` itself where that has none.

    Raises `UnreadableError` where there can be no copy that says the same.
    """
    before = open_document(raw)
    try:
        document: Any = Document(BytesIO(raw))
        had_marks = _remove_marks(document)
        if report.verdict is Verdict.PASS and not had_marks:
            return raw, ()
        if report.verdict is not Verdict.PASS:
            _add_comments(document, report, pack)
        saved = BytesIO()
        document.save(saved)
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(NOT_COPIED) from error
    made = repacked(saved.getvalue())
    if open_document(made).blocks != before.blocks:
        raise UnreadableError(NOT_THE_SAME)
    is_signed = any(_SIGNATURES in str(part.partname) for part in document.part.package.iter_parts())
    return made, (text("digital signatures"),) if is_signed else ()


def listed_document(report: Report, pack: Pack | None, reason: Text) -> bytes:
    """A Word document with the list alone, for one that has no copy for that `reason`."""
    document = Document()
    document.add_heading(naming.verdict_line(report, pack), 1)
    document.add_paragraph(reason.in_language(report.lang))
    for numbered in enumerate(report.findings, 1):
        document.add_paragraph(words_of([numbered], pack, report.lang), "List Number")
    saved = BytesIO()
    document.save(saved)
    return repacked(saved.getvalue())


def _remove_marks(document: Any) -> bool:
    """Take out the comments of an earlier check; whether there were any."""
    gone = set()
    has_comments = any(each.reltype.endswith("/comments") for each in document.part.rels.values())
    for comment in list(document.part._comments_part.element) if has_comments else ():  # noqa: SLF001
        if comment.get(qn("w:author")) == AUTHOR:
            gone.add(comment.get(qn("w:id")))
            comment.getparent().remove(comment)
    for mark in list(document.element.body.iter(*map(qn, _OF_COMMENTS))) if gone else ():
        if mark.get(qn("w:id")) in gone:
            # A reference stands in a run of its own.
            parent = mark.getparent()
            own = parent if mark.tag == qn("w:commentReference") and len(parent) <= 2 else mark  # noqa: PLR2004
            own.getparent().remove(own)
    return bool(gone)


def _add_comments(document: Any, report: Report, pack: Pack | None) -> None:
    """A comment at each place with findings, and one at the beginning with the verdict and all that has no place."""
    elements = elements_in(document.element)
    placed: dict[str, list[Numbered]] = {}
    without: list[Numbered] = []
    for numbered in enumerate(report.findings, 1):
        place = numbered[1].place.cell
        if place in elements:
            placed.setdefault(place, []).append(numbered)
        else:
            without.append(numbered)
    first = next(document.element.body.iter(qn("w:p")), None)
    if first is not None:
        said = "\n".join(_summary(report, pack, without))
        _comment(document, first, said)
    for place, numbered_ in placed.items():
        paragraph = next(elements[place].iter(qn("w:p")), None)
        if paragraph is not None:
            _comment(document, paragraph, words_of(numbered_, pack, report.lang))


def _summary(report: Report, pack: Pack | None, without: list[Numbered]) -> Iterator[str]:
    lang = report.lang
    yield naming.verdict_line(report, pack)
    if report.engine.failure is not None:
        yield naming.failure_line(report.engine.failure, lang, naming.kind_of(report, pack))
    yield say(
        lang,
        "Each finding is a comment at its place. Correct the plan in this file and check it again: the comments are "
        "then replaced, and gone when it passes.",
    )
    for numbered in without[:_MOST_LISTED]:
        yield words_of([numbered], pack, lang)
    if len(without) > _MOST_LISTED:
        yield say(lang, "… and {count} more", count=len(without) - _MOST_LISTED)


def _comment(document: Any, paragraph: Any, said: str) -> None:
    """Comment on a paragraph; one without text gets an empty run to comment on."""
    runs = list(paragraph.iterchildren(qn("w:r"))) or [paragraph.add_r()]
    ends = [Run(each, document) for each in (runs[0], runs[-1])]
    comment = document.add_comment(ends, said, AUTHOR, _INITIALS)
    # The same report gives the same bytes, whatever the time.
    comment._comment_elm.attrib.pop(qn("w:date"), None)  # noqa: SLF001 - python-docx always dates them
