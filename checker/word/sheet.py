"""A document on paper -> a Word file. The same paper gives the same bytes, and no text on it becomes markup."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from checker.archive import repacked
from checker.word.blocks import block_element
from checker.word.fonts import font_table
from checker.word.paper import Align, Table
from checker.word.styles import LOCALES, defaults, element, style_element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

    from checker.word.paper import Page, Paper, Style

_A4: Final = (210, 297)
_KEPT_PARTS: Final = ("/styles", "/settings", "/fontTable", "/theme")
"""What of python-docx's template is kept; the rest is of no use here, or of another time and place."""
_KEPT_STYLES: Final = ("TableGrid",)
_NEWEST_MODE: Final = "15"

_APPLICATION: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>plancheck</Application></Properties>"
)


def write(paper: Paper) -> bytes:
    """`paper` as the bytes of a .docx file."""
    document = Document()
    _strip(document)
    _set_up(document, paper)
    for style in _styles_of(paper):
        document.styles.element.append(style_element(style, paper.lang))
    body: Any = document.element.body
    end = body[-1]
    for block in paper.blocks:
        end.addprevious(block_element(block, paper.lang))
    for footer, align in _footers(document, paper.page):
        _add_page_number(footer.paragraphs[0], paper.page.number, align)
    stream = BytesIO()
    document.save(stream)
    fonts = font_table(_fonts_of(paper))
    return repacked(
        stream.getvalue(), {"word/fontTable.xml": lambda _old: fonts, "docProps/app.xml": lambda _old: _APPLICATION}
    )


def _strip(document: WordDocument) -> None:
    """Leave nothing of the template but what every document needs."""
    inner: Any = document.part.rels
    for id_ in [id_ for id_, rel in inner.items() if not rel.reltype.endswith(_KEPT_PARTS)]:
        del inner[id_]
    outer: Any = document.part.package.rels
    for id_ in [id_ for id_, rel in outer.items() if rel.reltype.endswith("/thumbnail")]:
        del outer[id_]
    styles: Any = document.styles.element
    for found in list(styles):
        is_style = found.tag == qn("w:style")
        is_kept = found.get(qn("w:default")) == "1" or found.get(qn("w:styleId")) in _KEPT_STYLES
        if found.tag == qn("w:latentStyles") or (is_style and not is_kept):
            styles.remove(found)


def _set_up(document: WordDocument, paper: Paper) -> None:
    page = paper.page
    section = document.sections[0]
    section.page_width, section.page_height = Mm(_A4[0]), Mm(_A4[1])
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.footer_distance = Mm(page.footer)
    document.settings.odd_and_even_pages_header_footer = page.mirrored
    settings: Any = document.settings.element
    for found in settings.iter(qn("w:themeFontLang")):
        found.set(qn("w:eastAsia"), LOCALES["zh"])
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), _NEWEST_MODE)
    styles: Any = document.styles.element
    styles.replace(styles.find(qn("w:docDefaults")), defaults())
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = paper.title, paper.author, paper.author
    properties.language = LOCALES[paper.lang]
    properties.created = properties.modified = datetime.fromisoformat(paper.day).replace(tzinfo=UTC)
    properties.comments, properties.revision = "", 1


def _styles_of(paper: Paper) -> Iterable[Style]:
    """Every style the document has, each once, in the order in which it comes to them."""
    styles = [paper.page.number]
    for block in paper.blocks:
        styles += _styles_in(block) if isinstance(block, Table) else [block.style]
    return {style.name: style for style in styles}.values()


def _styles_in(table: Table) -> list[Style]:
    return [paragraph.style for row in table.rows for cell in row.cells for paragraph in cell.content]


def _fonts_of(paper: Paper) -> set[str]:
    fonts = {font for style in _styles_of(paper) for font in (style.font, style.title) if font is not None}
    return {name for font in fonts for name in (font.chinese, font.latin)}


def _footers(document: WordDocument, page: Page) -> Iterator[tuple[Any, Align]]:
    section = document.sections[0]
    if page.mirrored:
        yield section.footer, Align.RIGHT
        yield section.even_page_footer, Align.LEFT
    else:
        yield section.footer, page.number.align


def _add_page_number(paragraph: WordParagraph, style: Style, align: Align) -> None:
    paragraph.style = style.name
    inner: Any = paragraph._p  # noqa: SLF001 - python-docx has no fields
    inner.get_or_add_pPr().append(element("jc", val=align.value))
    paragraph.add_run("— ")
    field = element("fldSimple", element("r", element("t")), instr=" PAGE ")
    field[0][0].text = "1"
    inner.append(field)
    paragraph.add_run(" —")
