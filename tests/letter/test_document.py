"""A letter as a Word file: its form, and that it is always the same."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from docx.shared import Pt, RGBColor
from lxml import etree

from checker import check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checker.model import Language

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def members(raw: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def style(letter: Any, name: str) -> Any:
    return letter.document.styles[name]


def chinese_font(style: Any) -> str:
    font: str = style.element.rPr.rFonts.get(f"{W}eastAsia")
    return font


def test_the_page_is_that_of_an_official_document(write: Callable[..., Any], example: Path) -> None:
    (section,) = write(example).document.sections
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]


@pytest.mark.parametrize(
    ("name", "font", "size", "line"),
    [
        ("公文正文", "仿宋", 16, 28),
        ("一级标题", "黑体", 16, 28),
        ("公文标题", "方正小标宋简体", 22, 35),
        ("发文机关标志", "方正小标宋简体", 36, 50),
        ("页码", "宋体", 14, 16),
    ],
)
def test_typefaces_sizes_and_lines(
    write: Callable[..., Any], example: Path, name: str, font: str, size: int, line: int
) -> None:
    found = style(write(example), name)
    assert chinese_font(found) == font
    assert (found.font.size, found.paragraph_format.line_spacing) == (Pt(size), Pt(line))


def test_the_sender_is_red_and_above_a_red_rule(write: Callable[..., Any], example: Path) -> None:
    letter = write(example)
    (sender,) = letter.of_style("发文机关标志")
    assert sender.text == "国家知识产权局专利战略推进工作办公室"
    assert sender.style.font.color.rgb == RGBColor(255, 0, 0)
    (number,) = letter.of_style("发文字号")
    assert re.fullmatch(r"国知战推函〔2012〕_+号", number.text)
    rule = number.style.element.find(f".//{W}pBdr/{W}bottom")
    assert rule.get(f"{W}color") == "FF0000"


def test_a_long_sender_stays_on_one_line(write: Callable[..., Any], example: Path) -> None:
    sender = style(write(example), "发文机关标志").element
    scale = int(sender.find(f".//{W}w").get(f"{W}val"))
    assert 18 * 36 * scale / 100 <= 156 / 25.4 * 72


def test_the_parts_come_in_their_order(write: Callable[..., Any], example: Path) -> None:
    order = ["发文机关标志", "发文字号", "公文标题", "主送机关", "公文正文", "一级标题", "结束语", "附件说明"]
    order += ["发文机关署名", "成文日期", "附注", "附件", "附件标题"]
    names = [paragraph.style.name for paragraph in write(example).document.paragraphs if paragraph.text]
    assert sorted(order, key=names.index) == order


def test_the_title_breaks_where_it_makes_sense(write: Callable[..., Any], example: Path) -> None:
    (title,) = write(example).of_style("公文标题")
    assert title.text == "关于退回湖北省知识产权局\n2013年度组织实施方案重新制定的通知"


def test_headings_are_numbered_and_can_be_navigated(write: Callable[..., Any], example: Path) -> None:
    letter = write(example)
    numbers = [paragraph.text[0] for paragraph in letter.of_style("一级标题")]
    assert numbers == ["一", "二", "三", "四", "五"]
    assert style(letter, "一级标题").element.find(f".//{W}outlineLvl").get(f"{W}val") == "0"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages_are_numbered(write: Callable[..., Any], example: Path, lang: Language) -> None:
    letter = write(example, lang)
    (section,) = letter.document.sections
    footers = [section.footer, section.even_page_footer] if lang == "zh" else [section.footer]
    aligned = []
    for footer in footers:
        (paragraph,) = footer.paragraphs
        (field,) = paragraph._p.iter(f"{W}fldSimple")
        assert field.get(f"{W}instr").strip() == "PAGE"
        assert "".join(text.text for text in paragraph._p.iter(f"{W}t")) == "— 1 —"
        aligned.append(paragraph.alignment.name)
    assert aligned == (["RIGHT", "LEFT"] if lang == "zh" else ["CENTER"])
    assert letter.document.settings.odd_and_even_pages_header_footer is (lang == "zh")


def test_the_enclosure_begins_a_page_and_its_head_is_repeated(write: Callable[..., Any], example: Path) -> None:
    letter = write(example)
    assert style(letter, "附件").paragraph_format.page_break_before
    (table,) = letter.document.tables
    assert [row._tr.find(f".//{W}tblHeader") is not None for row in table.rows][:2] == [True, False]


def test_quotation_marks_are_chinese(write: Callable[..., Any], example: Path) -> None:
    for paragraph in write(example).document.paragraphs:
        for run in paragraph.runs:
            assert run._r.rPr.rFonts.get(f"{W}hint") == "eastAsia"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_same_report_gives_the_same_bytes(write: Callable[..., Any], faulty: bytes, lang: Language) -> None:
    raw = write(faulty, lang).raw
    assert write(faulty, lang).raw == raw
    with ZipFile(BytesIO(raw)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in archive.infolist()} == {3}


def test_the_properties_are_the_letter_s_own(write: Callable[..., Any], example: Path) -> None:
    properties = write(example).document.core_properties
    assert properties.title == "关于退回湖北省知识产权局2013年度组织实施方案重新制定的通知"
    assert properties.author == properties.last_modified_by == "国家知识产权局专利战略推进工作办公室"
    assert properties.created == properties.modified == datetime(2012, 11, 23, tzinfo=UTC)
    assert properties.comments == ""
    assert write(example, "en").document.core_properties.title == (
        "Return of the 2013 implementation plan of the Hubei Intellectual Property Office for reformulation"
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_of_the_template_is_left(write: Callable[..., Any], example: Path, lang: Language) -> None:
    found = members(write(example, lang).raw)
    assert not [name for name in found if "thumbnail" in name or "customXml" in name or "stylesWith" in name]
    assert b"ja-JP" not in found["word/settings.xml"]
    assert b"python-docx" not in b"".join(found.values())
    assert b"Macintosh" not in b"".join(found.values())
    assert sum(map(len, found.values())) < 150_000


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_style_and_font_that_is_used_is_described(
    write: Callable[..., Any], faulty: bytes, lang: Language
) -> None:
    found = members(write(faulty, lang).raw)
    document, styles, fonts = (
        etree.fromstring(found[f"word/{name}.xml"]) for name in ("document", "styles", "fontTable")
    )
    used = {element.get(f"{W}val") for element in document.iter(f"{W}pStyle", f"{W}tblStyle")}
    assert used <= {element.get(f"{W}styleId") for element in styles.iter(f"{W}style")}
    named = {
        element.get(f"{W}{kind}")
        for part in (document, styles)
        for element in part.iter(f"{W}rFonts")
        for kind in ("ascii", "eastAsia")
    }
    assert named - {None} == {element.get(f"{W}name") for element in fonts.iter(f"{W}font")}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_an_office_writes_is_text_and_nothing_else(
    write: Callable[..., Any], hostile: dict[str, Any], seen: str, lang: Language
) -> None:
    report = check(hostile, lang=lang)
    assert report.verdict == "invalid"
    letter = write(report, lang)
    assert seen in letter.text
    assert "⟦9⟧" not in "".join(letter.blanks)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e]", letter.text)
    assert max(map(len, letter.lines)) < 3000
    for name, content in members(letter.raw).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
