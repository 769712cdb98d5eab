"""Paragraphs and tables as Word has them: elements of its XML. No text in them becomes markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from docx.oxml.ns import qn

from checker.word.paper import GREY, Control, Merge, Paragraph, Role, Run
from checker.word.styles import LOCALES, element, font_elements

if TYPE_CHECKING:
    from checker.model import Language
    from checker.word.paper import Cell, Row, Style, Table

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_PIECES: Final = re.compile("([\\n\\t])")
_TWIPS_A_MILLIMETRE: Final = 1440 / 25.4
_SHADE: Final = "F2F2F2"
_BESIDE_TEXT: Final = 1.9
"""Millimetres between the rule of a cell and what is in it, on either side."""
_DAY_FORMATS: Final[dict[Language, str]] = {"en": "d MMMM yyyy", "zh": "yyyy年M月d日"}


def block_element(block: Paragraph | Table, lang: Language) -> Any:
    """The paragraph or the table."""
    return _paragraph(block, lang) if isinstance(block, Paragraph) else _table(block, lang)


def _paragraph(paragraph: Paragraph, lang: Language) -> Any:
    style = paragraph.style
    return element(
        "p",
        element("pPr", element("pStyle", val=style.name)),
        *(
            _control(piece, style, lang) if isinstance(piece, Control) else _run(piece, style, lang)
            for piece in paragraph.runs
        ),
    )


def _run(run: Run, style: Style, lang: Language, colour: str | None = None) -> Any:
    is_title = run.role is Role.TITLE and style.title is not None
    fonts = font_elements(style.title) if is_title and style.title is not None else ()
    if lang == "zh":
        # Quotation marks and dashes are of both scripts; this makes them Chinese.
        fonts = fonts or (element("rFonts"),)
        fonts[0].set(qn("w:hint"), "eastAsia")
    properties = element(
        "rPr",
        *fonts,
        None if colour is None else element("color", val=colour),
        element("highlight", val="yellow") if run.role is Role.BLANK else None,
    )
    return element("r", properties if len(properties) else None, *map(_piece, filter(None, _PIECES.split(run.text))))


def _piece(text: str) -> Any:
    if text in "\n\t":
        return element("br" if text == "\n" else "tab")
    piece = element("t")
    piece.text = text
    piece.set(_SPACE, "preserve")
    return piece


def _control(control: Control, style: Style, lang: Language) -> Any:
    kind = element("dropDownList", *(element("listItem", displayText=text, value=text) for text in control.choices))
    if not control.choices:
        kind = element(
            "date",
            element("dateFormat", val=_DAY_FORMATS[lang]),
            element("lid", val=LOCALES[lang]),
            element("storeMappedDataAs", val="dateTime"),
            element("calendar", val="gregorian"),
        )
    return element(
        "sdt",
        element(
            "sdtPr",
            element("alias", val=control.title),
            None if control.text else element("showingPlcHdr"),
            kind,
        ),
        element("sdtContent", _run(Run(control.text or control.hint), style, lang, None if control.text else GREY)),
    )


def _table(table: Table, lang: Language) -> Any:
    widths = [_twips(width) for width in table.widths]
    margin = element("left", w=_twips(_BESIDE_TEXT), type="dxa"), element("right", w=_twips(_BESIDE_TEXT), type="dxa")
    return element(
        "tbl",
        element(
            "tblPr",
            element("tblStyle", val="TableGrid"),
            element("tblW", w=sum(widths), type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
            element("tblCellMar", *margin),
            element("tblLook", val="04A0"),
        ),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
        *(_row(row, widths, lang) for row in table.rows),
    )


def _row(row: Row, widths: list[int], lang: Language) -> Any:
    cells = []
    column = 0
    for cell in row.cells:
        cells.append(_cell(cell, sum(widths[column : column + cell.span]), lang))
        column += cell.span
    properties = element(
        "trPr",
        element("cantSplit") if row.is_kept_whole else None,
        element("tblHeader") if row.is_head else None,
    )
    return element("tr", properties if len(properties) else None, *cells)


def _cell(cell: Cell, width: int, lang: Language) -> Any:
    merge = None
    if cell.merge is not None:
        merge = element("vMerge", val="restart") if cell.merge is Merge.FIRST else element("vMerge")
    return element(
        "tc",
        element(
            "tcPr",
            element("tcW", w=width, type="dxa"),
            element("gridSpan", val=cell.span) if cell.span > 1 else None,
            merge,
            element("shd", val="clear", color="auto", fill=_SHADE) if cell.is_shaded else None,
            element("vAlign", val="center") if cell.is_shaded else None,
        ),
        *(_paragraph(paragraph, lang) for paragraph in cell.content),
    )


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_A_MILLIMETRE)
