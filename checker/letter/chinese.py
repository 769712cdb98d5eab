"""The Chinese form: an official document as GB/T 9704-2012 lays it out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checker.letter import messages
from checker.letter.wording import chinese_numeral, clean, runs, words
from checker.reporting.naming import clause_label
from checker.word.fonts import BODY, HEADINGS, NUMBERS, SUBHEADINGS, TITLES
from checker.word.paper import RED, Align, Page, Paper, Paragraph, Role, Run, Style, plain_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.letter.content import Content, Point, Section
    from checker.pack.model import Authority
    from checker.word.paper import Table

_LINE: Final = 28
"""Points: 22 lines a page."""
_THREE: Final = 16
"""Points of size 3 (三号), in which everything but the title stands."""
_TRACKING: Final = -0.25
"""Brings 28 characters of size 3 into a line."""
_POINTS_A_MILLIMETRE: Final = 72 / 25.4
_WIDEST_SENDER: Final = 36
_DATE_LENGTH: Final = 11
"""Characters of the date with its blanks."""
_BEHIND_DATE: Final = 4

_NUMBER_STYLE: Final = Style("页码", NUMBERS, 14, 16, Align.RIGHT, left=1, right=1)
_PAGE: Final = Page(37, 35, 28, 26, 23, _NUMBER_STYLE, mirrored=True)
_BODY: Final = Style("公文正文", BODY, _THREE, _LINE, first=2, tracking=_TRACKING, title=SUBHEADINGS)
_HEADING: Final = replace(_BODY, name="一级标题", font=HEADINGS, keep_with_next=True, level=1)
_POINT: Final = replace(_BODY, name="二级标题", level=2)
_OF_FORMAT: Final = replace(_BODY, name="填报格式问题", align=Align.LEFT)
_INTRODUCTION: Final = replace(_BODY, name="引语", keep_with_next=True)
_POINT_TITLE: Final = replace(_POINT, name="二级标题（单列）", keep_with_next=True)
_LAST: Final = replace(_BODY, name="结束语", keep_with_next=True)
_SENDER: Final = Style(
    "发文机关标志",
    TITLES,
    _WIDEST_SENDER,
    50,
    Align.CENTRE,
    before=35 * _POINTS_A_MILLIMETRE,
    after=2 * _LINE,
    colour=RED,
)
_REFERENCE: Final = Style("发文字号", BODY, _THREE, _LINE, Align.CENTRE, red_rule=True)
_TITLE: Final = Style("公文标题", TITLES, 22, 35, Align.CENTRE, keep_with_next=True)
_ADDRESSEE: Final = replace(_BODY, name="主送机关", first=0)
_ENCLOSURE: Final = replace(_LAST, name="附件说明")
_SIGNATURE: Final = Style("发文机关署名", BODY, _THREE, _LINE, Align.RIGHT, before=3 * _LINE, keep_with_next=True)
_DATE: Final = Style("成文日期", BODY, _THREE, _LINE, Align.RIGHT, right=_BEHIND_DATE, keep_with_next=True)
_CONTACT: Final = Style("附注", BODY, _THREE, _LINE, first=2)
_ENCLOSED: Final = Style("附件", HEADINGS, _THREE, _LINE, new_page=True, keep_with_next=True)
_ENCLOSED_TITLE: Final = Style("附件标题", TITLES, 22, 35, Align.CENTRE, before=_LINE, after=_LINE, keep_with_next=True)
_SMALL: Final = Style("附件正文", BODY, 10.5, 18, Align.LEFT)
_SMALL_LAST: Final = replace(_SMALL, name="附件正文（末行）", after=10)
_CELL: Final = Style("表格正文", BODY, 10.5, 16, Align.LEFT, before=2, after=2)
_CELL_HEAD: Final = Style("表格标题", HEADINGS, 10.5, 16, Align.CENTRE, before=2, after=2)
_COLUMNS: Final = (22, 70, 64)


def compose(content: Content) -> Paper:
    """The letter on paper."""
    blocks = [*_head(content), *_body(content), *_foot(content), *_enclosure(content)]
    title = runs(
        "zh", messages.TITLE if content.office else messages.TITLE_UNKNOWN, office=content.office, year=content.year
    )
    return Paper(
        lang="zh",
        title="".join(run.text for run in title if run.role is not Role.BLANK).replace("\n", ""),
        author=_sender(content.authority),
        day=content.pack.issued,
        page=_PAGE,
        blocks=(*blocks,),
    )


def _sender(authority: Authority) -> str:
    return clean(authority.name.zh + authority.office.zh)


def _head(content: Content) -> Iterator[Paragraph]:
    pack = content.pack
    sender = _sender(content.authority)
    # A long name stays on one line: its characters become narrower.
    scale = min(100, int(_PAGE.width * _POINTS_A_MILLIMETRE * 100 / (_WIDEST_SENDER * len(sender))))
    yield Paragraph(replace(_SENDER, scale=scale), (Run(sender),))
    yield Paragraph(_REFERENCE, runs("zh", messages.NUMBER, code=content.authority.letter_code, year=pack.issued[:4]))
    blank = replace(_TITLE, name="标题前空行", line=2 * _LINE)
    yield Paragraph(blank, ())
    title = messages.TITLE if content.office else messages.TITLE_UNKNOWN
    yield Paragraph(_TITLE, runs("zh", title, office=content.office, year=content.year))
    yield Paragraph(_ADDRESSEE, ())
    addressee = messages.ADDRESSEE if content.office else messages.ADDRESSEE_UNKNOWN
    yield Paragraph(_ADDRESSEE, runs("zh", addressee, office=content.office))


def _body(content: Content) -> Iterator[Paragraph]:
    pack = content.pack
    received = messages.RECEIVED
    if content.status == "draft" or (content.status and content.version):
        received = messages.RECEIVED_AS[content.status]
    # A title within a title stands in single marks.
    title = f"《{clean(pack.title.zh).translate(str.maketrans('《》', '〈〉'))}》"
    count = content.errors
    yield Paragraph(
        _BODY,
        (
            *runs("zh", received, year=content.year, version=content.version),
            *runs(
                "zh",
                messages.BASIS,
                title=title,
                citation=pack.citation,
                clause=clause_label(content.authority.clause, "zh", pack),
            ),
            *runs("zh", messages.RETURNED_FOR_ONE if count == 1 else messages.RETURNED_FOR_SEVERAL, count=count),
        ),
    )
    for number, section in enumerate(content.sections, 1):
        yield from _section(number, section)
    if content.left_out:
        yield Paragraph(
            _BODY, runs("zh", messages.MORE, listed=content.listed, count=content.listed + content.left_out)
        )
    request = runs("zh", messages.REQUEST, secretariat=content.authority.secretariat)
    if content.status == "submitted" and content.version:
        request += runs("zh", messages.NEXT_VERSION, version=content.version + 1)
    yield Paragraph(_LAST, request)
    yield Paragraph(_LAST, runs("zh", messages.CLOSING))


def _section(number: int, section: Section) -> Iterator[Paragraph]:
    yield Paragraph(_HEADING, (Run(f"{chinese_numeral(number)}、{section.heading}"),))
    if section.introduction:
        yield Paragraph(_INTRODUCTION, (Run(section.introduction),))
    for place, point in enumerate(section.points, 1):
        yield from _point(_mark(section, place), point, of_format=section.of_format)
    if section.remark:
        yield Paragraph(_BODY, (Run(section.remark),))


def _mark(section: Section, place: int) -> str:
    """The number of a point within its section; one that is alone has none."""
    return f"（{chinese_numeral(place)}）" if len(section.points) > 1 else ""


def _point(mark: str, point: Point, *, of_format: bool) -> Iterator[Paragraph]:
    title = Run(mark + words("zh", messages.POINT, title=point.title), Role.TITLE)
    # Between long names, lines brought to one length would be full of holes.
    style = _OF_FORMAT if of_format else _BODY
    if len(point.entries) == 1:
        yield Paragraph(style if of_format else _POINT, (title, Run(point.entries[0].text)))
        return
    yield Paragraph(_POINT_TITLE, (title,))
    for count, entry in enumerate(point.entries, 1):
        yield Paragraph(style, (Run(f"{count}. {entry.text}"),))
    if point.remedy:
        yield Paragraph(style, (Run(point.remedy),))


def _foot(content: Content) -> Iterator[Paragraph]:
    sender = _sender(content.authority)
    yield Paragraph(_ENCLOSURE, ())
    yield Paragraph(_ENCLOSURE, runs("zh", messages.ENCLOSURE, title=words("zh", messages.ENCLOSURE_TITLE)))
    # The sender stands centred above the date.
    right = max(0, _BEHIND_DATE + (_DATE_LENGTH - len(sender)) / 2)
    yield Paragraph(replace(_SIGNATURE, right=right), (Run(sender),))
    yield Paragraph(_DATE, runs("zh", messages.DATE))
    yield Paragraph(_CONTACT, runs("zh", messages.CONTACT))


def _enclosure(content: Content) -> Iterator[Paragraph | Table]:
    yield Paragraph(_ENCLOSED, runs("zh", messages.ENCLOSURE_HEAD))
    yield Paragraph(_ENCLOSED_TITLE, runs("zh", messages.ENCLOSURE_TITLE))
    if content.file:
        yield Paragraph(_SMALL, runs("zh", messages.FILE, name=content.file))
    if content.digest:
        yield Paragraph(_SMALL, runs("zh", messages.DIGEST, digest=content.digest))
    yield Paragraph(_SMALL_LAST, runs("zh", messages.PACK, pack=content.judged_by))
    head = tuple(words("zh", head) for head in messages.INDEX_HEADS)
    yield plain_table(head, _rows(content), _COLUMNS, _CELL_HEAD, _CELL)


def _rows(content: Content) -> Iterator[tuple[str, ...]]:
    for number, section in enumerate(content.sections, 1):
        for place, point in enumerate(section.points, 1):
            name = words("zh", messages.INDEX_NAME, title=point.title, rule=point.rule)
            for count, entry in enumerate(point.entries, 1):
                own = str(count) if len(point.entries) > 1 else ""
                yield f"{chinese_numeral(number)}{_mark(section, place)}{own}", name, entry.place
