"""How a plan looks in Word: an official Chinese implementation plan, and an English one, on A4."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checker.i18n import text
from checker.word.fonts import BODY, HEADINGS, LATIN, LATIN_BOLD, NUMBERS, SUBHEADINGS, TITLES
from checker.word.paper import GREY, Align, Page, Style

if TYPE_CHECKING:
    from checker.model import Language


@dataclass(frozen=True, slots=True)
class Looks:
    """The page, the styles of paragraphs around tables and in them, and the widths of columns in millimetres."""

    page: Page
    title: Style
    basis: Style
    heading: Style
    measure: Style
    explanation: Style
    label: Style
    sub_label: Style
    value: Style
    gap: Style
    form: tuple[float, float, float]
    regions: tuple[float, float, float]
    exceptions: tuple[float, float]
    catalogue: tuple[float, float, float, float, float]


_TITLE, _BASIS, _EXPLANATION = (text("Plan title"), text("Basis"), text("Instructions"))
"""The names of the styles by which the reader knows what is no part of the plan."""

_CHINESE_CELL: Final = Style("表格内容", BODY, 12, 20, Align.LEFT, before=2, after=2)
_CHINESE_LABEL: Final = Style("栏目名称", HEADINGS, 11, 18, Align.CENTRE, before=2, after=2)
_CHINESE_EXPLANATION: Final = Style(_EXPLANATION.zh, BODY, 10.5, 17, Align.LEFT, after=3, colour=GREY)
_CHINESE: Final = Looks(
    page=Page(30, 28, 25, 25, 18, Style("页码", NUMBERS, 12, 16, Align.CENTRE), mirrored=False),
    title=Style(_TITLE.zh, TITLES, 22, 34, Align.CENTRE, before=6, after=10, keep_with_next=True),
    basis=replace(_CHINESE_EXPLANATION, name=_BASIS.zh, align=Align.CENTRE, after=8),
    heading=Style("一级标题", HEADINGS, 16, 28, Align.LEFT, before=16, after=4, keep_with_next=True, level=1),
    measure=Style("措施标题", SUBHEADINGS, 14, 26, Align.LEFT, before=14, after=2, keep_with_next=True, level=2),
    explanation=_CHINESE_EXPLANATION,
    label=_CHINESE_LABEL,
    sub_label=replace(_CHINESE_CELL, name="分栏名称", size=11, align=Align.CENTRE),
    value=_CHINESE_CELL,
    gap=replace(_CHINESE_CELL, name="表间空行", size=6, line=8, before=0, after=0),
    form=(29, 43, 88),
    regions=(34, 30, 96),
    exceptions=(56, 104),
    catalogue=(12, 44, 26, 34, 44),
)

_ENGLISH_CELL: Final = Style("Form text", LATIN, 10.5, 14, Align.LEFT, before=2, after=2)
_ENGLISH_EXPLANATION: Final = Style(_EXPLANATION.en, LATIN, 9.5, 12.5, Align.LEFT, after=3, colour=GREY)
_ENGLISH: Final = Looks(
    page=Page(25, 25, 25, 25, 14, Style("Page number", LATIN, 10, 12, Align.CENTRE), mirrored=False),
    title=Style(_TITLE.en, LATIN_BOLD, 18, 25, Align.CENTRE, before=6, after=8, keep_with_next=True),
    basis=replace(_ENGLISH_EXPLANATION, name=_BASIS.en, align=Align.CENTRE, after=8),
    heading=Style("Form heading", LATIN_BOLD, 14, 20, Align.LEFT, before=14, after=4, keep_with_next=True, level=1),
    measure=Style("Measure", LATIN_BOLD, 12, 17, Align.LEFT, before=12, after=2, keep_with_next=True, level=2),
    explanation=_ENGLISH_EXPLANATION,
    label=replace(_ENGLISH_CELL, name="Field name", font=LATIN_BOLD),
    sub_label=replace(_ENGLISH_CELL, name="Name in a group"),
    value=_ENGLISH_CELL,
    gap=replace(_ENGLISH_CELL, name="Gap", size=6, line=8, before=0, after=0),
    form=(33, 45, 82),
    regions=(40, 26, 94),
    exceptions=(56, 104),
    catalogue=(12, 40, 28, 36, 44),
)


def looks_in(lang: Language) -> Looks:
    """The looks of a plan in `lang`."""
    return _CHINESE if lang == "zh" else _ENGLISH
