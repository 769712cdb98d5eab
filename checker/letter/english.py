"""The English form: an official letter on A4."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checker.letter import messages
from checker.letter.wording import clean, letter_of, runs, words
from checker.reporting.naming import clause_label
from checker.word.fonts import LATIN, LATIN_BOLD
from checker.word.paper import RED, Align, Page, Paper, Paragraph, Role, Run, Style, plain_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.letter.content import Content, Point, Section
    from checker.word.paper import Table

_LINE: Final = 15.5
_SIZE: Final = 11.5

_NUMBER_STYLE: Final = Style("Page number", LATIN, 10, 12, Align.CENTRE)
_PAGE: Final = Page(27, 27, 28, 26, 14, _NUMBER_STYLE, mirrored=False)
_BODY: Final = Style("Letter body", LATIN, _SIZE, _LINE, Align.LEFT, after=7, title=LATIN_BOLD)
_SENDER: Final = Style("Letterhead", LATIN_BOLD, 19, 26, Align.CENTRE, colour=RED, tracking=0.6, keep_with_next=True)
_OFFICE: Final = Style("Letterhead office", LATIN, 14, 22, Align.CENTRE, colour=RED, red_rule=True)
_REFERENCE: Final = Style("Reference", LATIN, _SIZE, _LINE, Align.LEFT, before=14)
_DATE: Final = Style("Date", LATIN, _SIZE, _LINE, Align.LEFT, after=16)
_ADDRESSEE: Final = replace(_BODY, name="Addressee", after=14)
_TITLE: Final = Style("Subject", LATIN_BOLD, 13, 18, Align.LEFT, after=12, keep_with_next=True)
_HEADING: Final = replace(_BODY, name="Clause heading", font=LATIN_BOLD, before=6, keep_with_next=True, level=1)
_POINT: Final = replace(_BODY, name="Point", level=2)
_POINT_TITLE: Final = replace(_POINT, name="Point with a list", after=3, keep_with_next=True)
_ENTRY: Final = replace(_BODY, name="Entry", left=2, first=-2, after=3)
_LAST_ENTRY: Final = replace(_ENTRY, name="Last entry", after=7)
_REMEDY: Final = replace(_BODY, name="What to do", left=2)
_INTRODUCTION: Final = replace(_BODY, name="Introduction", keep_with_next=True)
_LAST: Final = replace(_BODY, name="Closing", keep_with_next=True)
_SIGNATURE: Final = replace(_LAST, name="Signature", before=52, after=0)
_CONTACT: Final = replace(_BODY, name="Contact", before=14, after=0)
_ENCLOSED: Final = Style("Enclosure", LATIN, _SIZE, _LINE, Align.LEFT, new_page=True, keep_with_next=True)
_ENCLOSED_TITLE: Final = replace(_TITLE, name="Enclosure title", before=4)
_SMALL: Final = Style("Enclosure text", LATIN, 9.5, 13, Align.LEFT)
_SMALL_LAST: Final = replace(_SMALL, name="Enclosure text, last", after=10)
_CELL: Final = Style("Table text", LATIN, 9.5, 12.5, Align.LEFT, before=2, after=2)
_CELL_HEAD: Final = replace(_CELL, name="Table head", font=LATIN_BOLD)
_COLUMNS: Final = (18, 68, 70)


def compose(content: Content) -> Paper:
    """The letter on paper."""
    blocks = [*_head(content), *_body(content), *_foot(content), *_enclosure(content)]
    return Paper(
        lang="en",
        title="".join(run.text for run in _title(content)),
        author=clean(content.authority.office.en),
        day=content.pack.issued,
        page=_PAGE,
        blocks=(*blocks,),
    )


def _title(content: Content) -> tuple[Run, ...]:
    title = messages.TITLE if content.office else messages.TITLE_UNKNOWN
    return runs("en", title, office=content.office, year=content.year)


def _head(content: Content) -> Iterator[Paragraph]:
    pack = content.pack
    yield Paragraph(_SENDER, (Run(clean(content.authority.name.en)),))
    yield Paragraph(_OFFICE, (Run(clean(content.authority.office.en)),))
    yield Paragraph(_REFERENCE, runs("en", messages.NUMBER, code=content.authority.letter_code, year=pack.issued[:4]))
    yield Paragraph(_DATE, runs("en", messages.DATE))
    addressee = messages.ADDRESSEE if content.office else messages.ADDRESSEE_UNKNOWN
    yield Paragraph(_ADDRESSEE, runs("en", addressee, office=content.office))
    yield Paragraph(_TITLE, _title(content))


def _body(content: Content) -> Iterator[Paragraph]:
    pack = content.pack
    received = messages.RECEIVED
    if content.status == "draft" or (content.status and content.version):
        received = messages.RECEIVED_AS[content.status]
    clause = clause_label(content.authority.clause, "en", pack)
    count = content.errors
    yield Paragraph(
        _BODY,
        (
            *runs("en", received, year=content.year, version=content.version),
            Run(" "),
            *runs("en", messages.BASIS, title=pack.title, citation=pack.citation, clause=clause),
            Run(" "),
            *runs("en", messages.RETURNED_FOR_ONE if count == 1 else messages.RETURNED_FOR_SEVERAL, count=count),
        ),
    )
    for number, section in enumerate(content.sections, 1):
        yield from _section(number, section)
    if content.left_out:
        yield Paragraph(
            _BODY, runs("en", messages.MORE, listed=content.listed, count=content.listed + content.left_out)
        )
    request = runs("en", messages.REQUEST, secretariat=content.authority.secretariat)
    if content.status == "submitted" and content.version:
        request += (Run(" "), *runs("en", messages.NEXT_VERSION, version=content.version + 1))
    yield Paragraph(_LAST, request)


def _section(number: int, section: Section) -> Iterator[Paragraph]:
    yield Paragraph(_HEADING, (Run(f"{number}. {section.heading}"),))
    if section.introduction:
        yield Paragraph(_INTRODUCTION, (Run(section.introduction),))
    for place, point in enumerate(section.points, 1):
        yield from _point(f"{number}.{place}", point)
    if section.remark:
        yield Paragraph(_BODY, (Run(section.remark),))


def _point(mark: str, point: Point) -> Iterator[Paragraph]:
    title = Run(f"{mark} " + words("en", messages.POINT, title=point.title), Role.TITLE)
    if len(point.entries) == 1:
        yield Paragraph(_POINT, (title, Run(f" {point.entries[0].text}")))
        return
    yield Paragraph(_POINT_TITLE, (title,))
    last = 0 if point.remedy else len(point.entries)
    for count, entry in enumerate(point.entries, 1):
        yield Paragraph(_LAST_ENTRY if count == last else _ENTRY, (Run(f"({letter_of(count)})\t{entry.text}"),))
    if point.remedy:
        yield Paragraph(_REMEDY, (Run(point.remedy),))


def _foot(content: Content) -> Iterator[Paragraph]:
    authority = content.authority
    yield Paragraph(_LAST, runs("en", messages.CLOSING))
    yield Paragraph(_SIGNATURE, (Run(clean(authority.office.en)),))
    yield Paragraph(replace(_LAST, name="Signature, last"), (Run(clean(authority.name.en)),))
    yield Paragraph(_CONTACT, runs("en", messages.CONTACT))
    yield Paragraph(replace(_BODY, name="List of enclosures"), runs("en", messages.ENCLOSURE, title=_enclosed()))


def _enclosed() -> str:
    return words("en", messages.ENCLOSURE_TITLE)


def _enclosure(content: Content) -> Iterator[Paragraph | Table]:
    yield Paragraph(_ENCLOSED, runs("en", messages.ENCLOSURE_HEAD))
    yield Paragraph(_ENCLOSED_TITLE, (Run(_enclosed()),))
    if content.file:
        yield Paragraph(_SMALL, runs("en", messages.FILE, name=content.file))
    if content.digest:
        yield Paragraph(_SMALL, runs("en", messages.DIGEST, digest=content.digest))
    yield Paragraph(_SMALL_LAST, runs("en", messages.PACK, pack=content.judged_by))
    head = tuple(words("en", head) for head in messages.INDEX_HEADS)
    yield plain_table(head, _rows(content), _COLUMNS, _CELL_HEAD, _CELL)


def _rows(content: Content) -> Iterator[tuple[str, ...]]:
    for number, section in enumerate(content.sections, 1):
        for place, point in enumerate(section.points, 1):
            name = words("en", messages.INDEX_NAME, title=point.title, rule=point.rule)
            for count, entry in enumerate(point.entries, 1):
                own = f"({letter_of(count)})" if len(point.entries) > 1 else ""
                yield f"{number}.{place}{own}", name, entry.place
