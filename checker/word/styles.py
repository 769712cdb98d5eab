"""Styles and fonts as Word has them: elements of its XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from checker.word.paper import RED

if TYPE_CHECKING:
    from checker.model import Language
    from checker.word.paper import Font, Style

LOCALES: Final[dict[Language, str]] = {"en": "en-GB", "zh": "zh-CN"}
_TWIPS: Final = 20
"""Of a point; Word measures in them."""
_CHARACTER: Final = 100
"""Word measures indents in hundredths of a character."""
_RULE: Final = {"val": "single", "sz": "18", "space": "11", "color": RED}
"""2¼ points thick, 4 mm below the text."""


def element(name: str, *children: Any, **attributes: object) -> Any:
    """An element of WordprocessingML with these attributes and children; `None` among the children is nothing."""
    made: Any = OxmlElement(f"w:{name}")
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def defaults() -> Any:
    """What holds for every paragraph: nothing but the languages."""
    languages = element("lang", val=LOCALES["en"], eastAsia=LOCALES["zh"], bidi="ar-SA")
    return element("docDefaults", element("rPrDefault", element("rPr", languages)), element("pPrDefault"))


def style_element(style: Style, lang: Language) -> Any:
    """The style; Chinese is set without extra space around figures, and with no regard to widows."""
    return element(
        "style",
        element("name", val=style.name),
        element("basedOn", val="Normal"),
        element("qFormat"),
        _paragraph(style, lang),
        element(
            "rPr",
            *font_elements(style.font),
            None if style.colour is None else element("color", val=style.colour),
            element("spacing", val=_twips(style.tracking)),
            element("w", val=style.scale),
            element("sz", val=round(style.size * 2)),
            element("szCs", val=round(style.size * 2)),
        ),
        type="paragraph",
        customStyle="1",
        styleId=style.name,
    )


def _paragraph(style: Style, lang: Language) -> Any:
    indents = {"left": style.left, "right": style.right}
    indents["hanging" if style.first < 0 else "firstLine"] = abs(style.first)
    measured = {name: _twips(value * style.size) for name, value in indents.items()}
    if lang == "zh":
        measured |= {f"{name}Chars": round(value * _CHARACTER) for name, value in indents.items()}
    return element(
        "pPr",
        element("keepNext") if style.keep_with_next else None,
        element("pageBreakBefore") if style.new_page else None,
        element("widowControl", val=int(lang == "en")),
        element("pBdr", element("bottom", **_RULE)) if style.red_rule else None,
        element("kinsoku"),
        element("overflowPunct"),
        element("autoSpaceDE", val=0),
        element("autoSpaceDN", val=0),
        element("adjustRightInd", val=0),
        element("snapToGrid", val=0),
        element(
            "spacing",
            before=_twips(style.before),
            after=_twips(style.after),
            line=_twips(style.line),
            lineRule="exact",
        ),
        element("ind", **measured),
        element("jc", val=style.align.value),
        None if style.level is None else element("outlineLvl", val=style.level - 1),
    )


def font_elements(font: Font) -> tuple[Any, ...]:
    """The typefaces, and whether they are bold."""
    names = element("rFonts", ascii=font.latin, hAnsi=font.latin, cs=font.latin, eastAsia=font.chinese)
    return names, element("b", val=int(font.bold)), element("bCs", val=int(font.bold))


def _twips(points: float) -> int:
    return round(points * _TWIPS)
