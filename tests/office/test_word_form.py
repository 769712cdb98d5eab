"""How a plan looks in Word: an official document on A4, controls to choose from, nothing that becomes markup."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from lxml import etree

from checker.i18n import say
from checker.model import LANGUAGES
from checker.office.conversion import written_document
from checker.pack.loading import load_pack
from checker.readers import read_path

from ..office_files import parts_of  # noqa: TID252 - folders of tests are no packages
from ..word.changing import Form, W, text_of  # noqa: TID252 - folders of tests are no packages

REQUIRED = [7, 12, 13, 17, 19, 20, 21, 23, 26]
HUBEI: Any = read_path(Path(__file__).resolve().parents[2] / "examples" / "plans" / "hubei.yaml").data
STING = "<w:p/>&amp;</w:t>=1+1"


def listed(control: Any) -> list[str]:
    return [item.get(f"{W}displayText") for item in control.iter(f"{W}listItem")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_a4(blank, lang):
    (section,) = WordDocument(BytesIO(blank("docx", lang))).sections
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    widths = {
        sum(int(column.get(f"{W}w")) for column in grid) for grid in Form(blank("docx", lang)).root.iter(f"{W}tblGrid")
    }
    assert max(widths) * 25.4 / 1440 <= 160.5


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [("方案标题", "方正小标宋简体", 44), ("一级标题", "黑体", 32), ("措施标题", "楷体", 28), ("表格内容", "仿宋", 24)],
)
def test_chinese_typefaces_are_those_of_official_documents(blank, style, font, size):
    found = WordDocument(BytesIO(blank("docx", "zh"))).styles[style].element
    assert found.rPr.rFonts.get(f"{W}eastAsia") == font
    assert int(found.find(f".//{W}sz").get(f"{W}val")) == size


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_explains_is_grey_and_in_the_language(blank, lang):
    name = say(lang, "Instructions")
    document = WordDocument(BytesIO(blank("docx", lang)))
    style = document.styles[name].element
    assert style.find(f".//{W}color").get(f"{W}val") == "6E6E6E"
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    other = re.compile(r"[A-Za-z]{4,} [a-z]{3,} [a-z]{2,}" if lang == "zh" else r"[一-鿿]")
    assert not other.search(text)
    assert "sipo_support" not in text


def test_closed_lists_are_chosen_from(blank, pack):
    form = Form(blank("docx", "zh"))
    by_title: dict[str, list[list[str]]] = {}
    for control in form.root.iter(f"{W}sdt"):
        by_title.setdefault(control.find(f".//{W}alias").get(f"{W}val"), []).append(listed(control))
    assert by_title["方案状态"] == [["草案", "已报送"]]
    assert len(by_title["制定单位"][0]) == len(pack.codes_of("office"))
    optional = [row for row in pack.tables["catalogue_measure"].by_key.values() if row["class"] == "optional"]
    assert {len(choices) for choices in by_title["措施编号"]} == {len(optional)}
    assert "国际合作司" in by_title["审批部门"][0]
    assert ["是", "否"] in by_title["是否已有地方专利法规"]
    assert by_title["到期日"][0] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_chosen_is_understood(blank, read, lang):
    for place in range(50):
        form = Form(blank("docx", lang))
        chosen = {}
        for control in form.root.iter(f"{W}sdt"):
            choices = listed(control)
            hint = control.find(f".//{W}showingPlcHdr")
            if choices and hint is not None and place < len(choices):
                hint.getparent().remove(hint)
                next(control.iter(f"{W}t")).text = chosen[tuple(choices)] = choices[place]
        document = read(form.raw, ".docx")
        assert document.faults == ()
        if not chosen:
            break
        blanks = document.data["measures"][len(REQUIRED) :]
        assert all(isinstance(measure["number"], int) for measure in blanks if "number" in measure)
        asked = [measure["sipo_support"] for measure in document.data["measures"] if "sipo_support" in measure]
        assert all(len(value) < 60 and value.isascii() for support in asked for value in _texts(support))


def _texts(value: Any) -> list[str]:
    return [text for inner in value.values() for text in _texts(inner)] if isinstance(value, dict) else [str(value)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_style_that_is_used_is_described(blank, lang):
    document, styles = (
        etree.fromstring(parts_of(blank("docx", lang))[f"word/{name}.xml"]) for name in ("document", "styles")
    )
    used = {element.get(f"{W}val") for element in document.iter(f"{W}pStyle", f"{W}tblStyle")}
    assert used <= {element.get(f"{W}styleId") for element in styles.iter(f"{W}style")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_an_office_writes_is_text_and_nothing_else(write, lang):
    plan = {**HUBEI, "title": STING, "notes": STING, "regions": [{"name": STING}]}
    form = Form(write(plan, ".docx", lang))
    assert sum(STING in text_of(cell) for cell in form.root.iter(f"{W}tc")) == 3
    assert parts_of(form.raw)["docProps/core.xml"].count(b"<w:p/>") == 0


def test_a_measure_stays_on_one_page(write):
    rows = list(Form(write(HUBEI, ".docx")).tables[1].iter(f"{W}tr"))
    kept = [row.find(f".//{W}keepNext") is not None for row in rows]
    assert kept == [True] * (len(rows) - 1) + [False]


def test_no_word_at_the_head_of_a_column_is_broken():
    path = Path(__file__).resolve().parents[2] / "examples" / "annual-reports" / "sipo-2012.yaml"
    reports = load_pack("annual-reports")
    raw = written_document(".docx", read_path(path).data, reports, reports.main_document, "en")
    for table in WordDocument(BytesIO(raw)).tables[1:]:
        grid = table._tbl.tblGrid.gridCol_lst
        heads = [paragraph.text for cell in table.rows[0].cells for paragraph in cell.paragraphs]
        # A letter of 10.5 points is about 5 points wide.
        assert [
            (head, column.w.pt)
            for head, column in zip(heads, grid, strict=True)
            if column.w.pt < 5 * max(map(len, head.split()))
        ] == []
