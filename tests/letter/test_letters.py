"""What a letter says and how it looks: golden files, numbers of points, blanks, and templates that offices change."""

import os
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Pt, RGBColor
from lxml import etree
from msgspec.structs import replace

from checker import Severity, check, load_pack
from checker.errors import UnreadableError
from checker.form_wording import report_in_words_of_form
from checker.model import UNREADABLE, Verdict
from checker.office.letters import is_returned, no_letter, write_letter
from checker.office.rendering import layout_of

from ..office_files import packed, parts_of, saved  # noqa: TID252 - folders of tests are no packages

GOLDEN = Path(__file__).parent / "golden"
DEPARTMENTS = Path(__file__).resolve().parents[2] / "examples" / "departments"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST = 500


def shown(letter: Any) -> str:
    """Everything in it as plain text, the blanks in brackets, the table below."""
    lines = []
    for paragraph in letter.document.paragraphs:
        parts = [f"⟦{run.text}⟧" if run.font.highlight_color is not None else run.text for run in paragraph.runs]
        lines.append("".join(parts))
    lines += [" | ".join(row) for row in letter.rows]
    return "".join(f"{line}\n" for line in lines)


def changed(template: bytes, old: str, new: str) -> bytes:
    """The template with other words in its document."""
    parts = {name: part.replace(old.encode(), new.encode()) for name, part in parts_of(template).items()}
    assert parts != parts_of(template)
    return packed(parts)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["hubei-draft", "faulty"])
def test_a_letter_is_as_it_was_approved(write, example, faulty, name, lang):
    letter = shown(write(example if name == "hubei-draft" else faulty, lang))
    golden = GOLDEN / f"{name}.{lang}.txt"
    if os.environ.get("PLANCHECK_WRITE_GOLDEN") == "1":
        golden.write_text(letter, encoding="utf-8")
    assert letter == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_error_and_warning_is_told_once_and_stands_in_the_table(faulty, lang, write):
    report = check(faulty, lang=lang)
    worded = report_in_words_of_form(report, load_pack("sipo-2012-113"))
    told = [finding for finding in worded.findings if finding.severity is not Severity.INFO]
    letter = write(report, lang)
    assert len(letter.rows) == len(told) + 1
    for finding in told:
        assert letter.text.count(finding.message.in_language(lang)) == 1


def test_a_point_that_is_alone_has_no_number(write, conforming):
    conforming["plan_year"] = 2012
    letter = write(conforming)
    assert [row[0] for row in letter.rows[1:]] == ["一"]
    assert "（一）" not in letter.text
    assert [row[0] for row in write(conforming, "en").rows[1:]] == ["1.1"]


def test_numbers_go_on_without_end(write, conforming):
    conforming["regions"] = [{"name": f"地区{number}", "tasks": ["x"]} for number in range(30)]
    conforming["submission"]["date"] = "2013-01-26"
    rows = [row[0] for row in write(conforming, "en").rows]
    assert {"2.1(a)", "2.1(z)", "2.1(aa)", "2.1(ad)"} <= set(rows)


@pytest.mark.parametrize("office", ["CN-ZZ", "<b>", None])
def test_a_sender_that_is_not_of_the_circular_is_a_blank(write, conforming, office):
    report = replace(check({**conforming, "plan_year": 2012}), office=office)
    assert "____" in write(report).of_style("主送机关")[-1].text
    assert "你单位报送的" in write(report).text


@pytest.mark.parametrize(
    ("status", "version", "said", "next_"),
    [
        ("submitted", 1, "报送的2013年度组织实施方案收悉", "版本号请填写2"),
        ("submitted", 2, "报送的2013年度组织实施方案（第2版）收悉", "版本号请填写3"),
        ("draft", 1, "送审的2013年度组织实施方案（草案）收悉", None),
        (None, 2, "报送的2013年度组织实施方案收悉", None),
        ("submitted", None, "报送的2013年度组织实施方案收悉", None),
    ],
)
def test_which_plan_is_meant(write, conforming, status, version, said, next_):
    conforming["regions"][0]["tasks"] = []
    report = replace(check(conforming), status=status, version=version)
    text = write(report).text
    assert said in text
    assert (next_ or "版本号请填写") in text if next_ else "版本号请填写" not in text


def test_the_file_is_named_without_its_folders(write, conforming):
    report = check({**conforming, "plan_year": 2012})
    for name in ("/home/somebody/inbox/hubei.yaml", "C:\\inbox\\hubei.yaml"):
        text = write(replace(report, name=name)).text
        assert "核对的文件：hubei.yaml" in text
        assert "somebody" not in text
    for name in (None, "-"):
        assert "核对的文件" not in write(replace(report, name=name)).text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_letter_that_nobody_would_read_to_its_end_says_that_there_is_more(write, conforming, lang):
    conforming["regions"] = [{"name": f"地区{number}"} for number in range(MOST + 20)]
    conforming["submission"]["date"] = "2012-12-26"
    letter = write(conforming, lang)
    assert len(letter.rows) == MOST + 1
    # Of each region: no tasks, and no known place; and the day.
    all_ = 2 * (MOST + 20) + 1
    assert (f"first {MOST} of {all_}" if lang == "en" else f"共{all_}项，以上列出前{MOST}项") in letter.text


@pytest.mark.parametrize("verdict", list(Verdict))
def test_only_what_is_to_be_returned_is(conforming, verdict):
    report = replace(check(conforming), verdict=verdict)
    assert is_returned(report) is (verdict in (Verdict.RETURN, Verdict.INVALID))
    no_document = check(b"office: CN-HB\noffice: CN-HB\n")
    assert no_document.findings[0].rule == UNREADABLE
    assert not is_returned(replace(no_document, verdict=verdict))


@pytest.mark.parametrize(("lang", "said"), [("en", "departmental plan of your department"), ("zh", "部门组织实施方案")])
def test_any_document_of_a_circular_with_an_authority_gets_one(write, lang, said):
    report = check(next(DEPARTMENTS.glob("*.yaml")), lang=lang)
    letter = write(replace(report, verdict=Verdict.RETURN), lang)
    assert said in letter.text
    if lang == "zh":
        assert re.search("你[司部办]|你中心|你单位", letter.text)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_circular_that_has_nobody_return_documents_has_no_letters(example, lang):
    other = load_pack("sipo-2011-139")
    reason = no_letter(other)
    assert reason is not None
    assert other.citation.in_language(lang) in reason.in_language(lang)
    with pytest.raises(ValueError, match=other.id):
        write_letter(check(example), other, lang)


# How it looks


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
def test_it_is_laid_out_as_an_official_document(write, example, name, font, size, line):
    document = write(example).document
    (section,) = document.sections
    lengths = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin)
    assert [round(length.mm) for length in lengths] == [210, 297, 37, 28, 26]
    found = document.styles[name]
    assert found.element.rPr.rFonts.get(f"{W}eastAsia") == font
    assert (found.font.size, found.paragraph_format.line_spacing) == (Pt(size), Pt(line))


def test_the_parts_come_in_their_order(write, example):
    letter = write(example)
    order = ["发文机关标志", "发文字号", "公文标题", "主送机关", "公文正文", "一级标题", "结束语", "附件说明"]
    order += ["发文机关署名", "成文日期", "附注", "附件", "附件标题"]
    names = [paragraph.style.name for paragraph in letter.document.paragraphs if paragraph.text]
    assert sorted(order, key=names.index) == order
    assert [paragraph.text[0] for paragraph in letter.of_style("一级标题")] == ["一", "二", "三", "四", "五"]
    (title,) = letter.of_style("公文标题")
    assert title.text == "关于退回湖北省知识产权局\n2013年度组织实施方案重新制定的通知"


def test_a_long_sender_stays_on_one_line_in_red(write, example):
    (sender,) = write(example).of_style("发文机关标志")
    assert sender.style.font.color.rgb == RGBColor(255, 0, 0)
    (scale,) = (int(each.get(f"{W}val")) for each in sender._p.iter(f"{W}w"))
    assert 18 * 36 * scale / 100 <= 156 / 25.4 * 72


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages_are_numbered(write, example, lang):
    document = write(example, lang).document
    (section,) = document.sections
    for footer in [section.footer, section.even_page_footer] if lang == "zh" else [section.footer]:
        (paragraph,) = footer.paragraphs
        assert [field.get(f"{W}instr").strip() for field in paragraph._p.iter(f"{W}fldSimple")] == ["PAGE"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_same_report_gives_the_same_bytes_and_says_what_it_was_made_by(write, faulty, pack, lang):
    raw = write(faulty, lang).raw
    assert write(faulty, lang).raw == raw
    with ZipFile(BytesIO(raw)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = write(faulty, lang).document.core_properties
    assert about.author == about.last_modified_by
    assert "plancheck" not in about.title + about.author
    assert pack.digest[:12] in about.comments


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_an_office_writes_is_text_and_nothing_else(write, hostile, lang):
    report = check(hostile, lang=lang)
    assert report.verdict == "invalid"
    letter = write(report, lang)
    assert "[31m<w:p/>&amp; \\u202e=1+1 {office} ⟦9⟧\\u200b</w:t>" in letter.text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e]", letter.text)
    for name, content in parts_of(letter.raw).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_office_program_shows_the_whole_letter(write, faulty, printed, lang):
    letter = write(faulty, lang)
    pages = ["".join(page.split()) for page in printed(letter.raw, "docx").split("\f")[:-1]]
    assert len(pages) >= 3
    assert [number for number, page in enumerate(pages, 1) if f"—{number}—" not in page] == []
    written = "".join(pages)
    for heading in letter.of_style("一级标题" if lang == "zh" else "Clause heading"):
        assert "".join(heading.text.split()) in written
    assert "".join(letter.rows[-1][-1].split()) in written


# Templates


def test_word_may_cut_a_tag_into_pieces(write, example):
    document = Document(BytesIO(layout_of("letter", "zh")))
    (run,) = [run for line in document.paragraphs for run in line.runs if "{{ section.number }}" in run.text]
    text, run.text = run.text, run.text[:4]
    paragraph = next(line for line in document.paragraphs if line.text == text[:4])
    for piece in text[4:]:
        paragraph.add_run(piece)
    assert write(example, "zh", saved(document)).text == write(example, "zh").text


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"PK\x03\x04",
        b"Dear Sir",
        changed(layout_of("letter", "zh"), "word/document.xml", "word/other.xml"),
        changed(layout_of("letter", "zh"), "{{ citation }}", "{{ citation"),
        changed(layout_of("letter", "zh"), "{{ citation }}", "{{ nothing.of.the.kind }}"),
        changed(layout_of("letter", "zh"), "{{ citation }}", "{{ citation + 1 }}"),
        changed(layout_of("letter", "zh"), "{{ citation }}", "{{ 1 / 0 }}"),
        changed(layout_of("letter", "zh"), "{{ citation }}", "{{ ().__class__.__base__.__subclasses__() }}"),
        changed(layout_of("letter", "zh"), "{%p endfor %}", "{%p endif %}"),
        changed(layout_of("letter", "zh"), "</w:document>", ""),
    ],
)
def test_a_template_that_cannot_be_used_is_told(write, example, broken):
    with pytest.raises(UnreadableError, match="The template is no Word document"):
        write(example, "zh", broken)
