"""Workbooks as people really fill them in: read as they mean it, or a finding at the cell; never a guess.

Money that rules reckon with stands in documents as whole yuan: a form takes it as people write it, and none else.
"""

import io
import shutil
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from checker import load_pack
from checker.checking import Options, check_source
from checker.errors import PackError
from checker.model import pointer_text
from checker.office.conversion import written_document
from checker.pack.labels import forms_of
from checker.readers import Document, read_bytes, read_path

from ..office_files import saved  # noqa: TID252 - folders of tests are no packages

TOLD: Any = read_path(Path(__file__).with_name("filled_in.yaml")).data
COVER, HEADS, CASES = TOLD["cover"], TOLD["heads"], TOLD["cases"]
MEASURES, MILESTONES = HEADS["M"], HEADS["T"]


def book(**sheets: Any) -> Workbook:
    """A workbook with a sheet for each list of rows, the cover first; a row may be the name of a usual head."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in {"封面": COVER, **sheets}.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(HEADS[row] if isinstance(row, str) else row)
    return workbook


@pytest.fixture
def filled_in(pack):
    """`filled_in(措施=[…])`: the document that such a workbook is."""

    def read(workbook: Workbook | None = None, **sheets: Any) -> Document:
        return read_bytes(saved(workbook or book(**sheets)), name="plan.xlsx", suffix=".xlsx", forms=forms_of(pack))

    return read


def faults(document):
    return [[fault.place.cell, fault.code] for fault in document.faults]


@pytest.mark.parametrize("told", CASES.values(), ids=CASES)
def test_what_is_read_of_a_workbook(told, filled_in):
    workbook = book(**told["sheets"])
    for title, ranges in told.get("merged", {}).items():
        for cells in ranges:
            workbook[title].merge_cells(cells)
    document = filled_in(workbook)
    meant = told.get("faults", [])
    found = [[fault.place.cell, fault.code, pointer_text(fault.at)] for fault in document.faults]
    # Where it is not clear by itself, it is said what a fault is about.
    assert [each[: len(wanted)] for each, wanted in zip(found, meant, strict=True)] == meant
    assert [[fault.place.cell, fault.code] for fault in document.unread] == told.get("left_out", [])
    for name in ("measures", "regions"):
        if name in told:
            assert document.data[name] == told[name]
    for at, cell in told.get("places", {}).items():
        steps = tuple(int(step) if step.isdigit() else step for step in at.split("/")[1:])
        assert document.locate(steps).cell == cell


def test_the_cover_as_people_write_it(filled_in):
    assert filled_in(措施=[MEASURES, [7]]).data == {
        "format": "provincial-plan/1",
        "circular": "sipo-2012-113",
        "office": "CN-HB",
        "plan_year": 2013,
        "status": "draft",
        "measures": [{"number": 7}],
    }


@pytest.mark.parametrize(
    ("label", "written", "member", "code"),
    [(told["label"], written, told["member"], told["is"]) for told in TOLD["typed"] for written in told["as"]],
)
def test_what_can_mean_only_one_is_understood_and_what_may_mean_another_is_not_guessed(
    label, written, member, code, filled_in
):
    place = [each[0] for each in COVER].index(label)
    document = filled_in(封面=[*COVER[:place], [label, written], *COVER[place + 1 :]])
    assert faults(document) == ([] if code else [[f"封面!B{place + 1}", "no-code"]])
    assert code is None or document.data[member] == code


@pytest.mark.parametrize(("label", "unit"), [("总经费", "万元"), ("总经费（元）", "万元"), ("总经费（万元）", "元")])
def test_a_unit_behind_an_amount_of_the_cover(label, unit, filled_in):
    document = filled_in(封面=[*COVER, [label, 1860, unit]], 措施=[MEASURES])
    assert document.data["funding"] == {"amount_cny": 18_600_000}
    assert document.unread == ()


@pytest.mark.parametrize(
    ("written", "is_several"), [(each, of == "several") for of, texts in TOLD["names"].items() for each in texts]
)
def test_a_row_is_for_one_of_the_names_that_are_offered(written, is_several, filled_in):
    document = filled_in(地区部署=[["地区名称", "工作任务"], [written, "甲"], ["宜昌市", "乙"]])
    assert faults(document) == ([["地区部署!A2", "several-names"]] if is_several else [])
    assert [region["name"] for region in document.data["regions"]] == [written, "宜昌市"]


@pytest.mark.parametrize(
    ("typed", "format_", "read_as"),
    [
        *((date(2013, 6, 30), None, "2013-06-30"), (datetime(2013, 6, 30, 14, 30), None, "2013-06-30")),  # noqa: DTZ001 - a cell has no zone
        *(("2013年6月30日", None, "2013-06-30"), (20130630, None, "2013-06-30"), ("2013年6月", None, "2013年6月")),
        *((41455, None, 41455), (time(14, 30), None, 0.6041666666666666), (True, None, True)),
        # What a cell does not show of a day was not meant.
        *((41455, "yyyy/m/d", "2013-06-30"), (41455, "[$-804]yyyy年m月d日;@", "2013-06-30"), (41455, "0.00", 41455)),
        *((41455, 'yyyy"年"m"月"', "2013-06"), (41455, "mmm-yy", "2013-06"), (41455, 'm"月"d"日"', "06-30")),
    ],
)
def test_days(typed, format_, read_as, filled_in):
    workbook = book(措施=[MEASURES, [7]], 时间=[MILESTONES, [7, typed, "x"]])
    if format_:
        workbook["时间"]["B2"].number_format = format_
    assert filled_in(workbook).data["measures"][0]["schedule"][0]["due"] == read_as


def test_rich_text_links_and_blanks(filled_in):
    workbook = book(措施=[MEASURES, [7, None, None, "\u3000 \n"]])
    sheet = workbook["措施"]
    sheet["B2"] = CellRichText("开头", TextBlock(InlineFont(b=True), "粗体"), "结尾")
    sheet["C2"] = "链接"
    sheet["C2"].hyperlink = "https://example.org/"
    assert filled_in(workbook).data["measures"] == [{"number": 7, "objective": "开头粗体结尾", "actions": ["链接"]}]


def test_formulas_and_errors(filled_in):
    workbook = book(措施=[MEASURES, [7, "=A2", "#REF!", "x"]])
    workbook["措施"]["C2"].data_type = "e"
    document = filled_in(workbook)
    assert faults(document) == [["措施!B2", "uncomputed"], ["措施!C2", "error-value"]]
    assert [fault.at for fault in document.faults] == [("measures", 0, "objective"), ("measures", 0, "actions")]
    assert document.data["measures"] == [{"number": 7, "responsible": ["x"]}]
    assert "#REF!" in document.faults[1].text.zh
    # What is not computed is told once, whatever the schema has to say of it.
    found = check_source(saved(workbook), Options(), name="x.xlsx").findings
    assert sorted(each.place.cell for each in found if each.rule == "schema") == ["措施!B2", "措施!C2"]


def test_faults_beyond_counting_are_counted(filled_in):
    document = filled_in(措施=[MEASURES, [7]], 时间=[MILESTONES, *([99, "2013-05-01", "x"] for _ in range(500))])
    assert len(document.faults) == 201
    assert document.faults[-1].code == "too-many"


FOLDER = Path(__file__).parents[1] / "water-2021"
PACK = load_pack(FOLDER)
PLAN = PACK.documents["supply-plan/1"]
REPORT_FORM = "documents/supply-report.form.yaml"


def read(cover, *plants, pack=PACK):
    """A filled-in workbook, by the lines of its cover and the rows of its plants, as it was read."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in {"封面": [["供水企业", "城东供水公司"], *cover], "水厂": plants}.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return read_bytes(stream.getvalue(), suffix=".xlsx", forms=forms_of(pack))


@pytest.mark.parametrize(
    ("label", "written", "yuan"),
    [
        ("支出（元）", "0.8万元", 8000),
        ("支出（元）", "3,000元", 3000),
        ("支出（元）", 300, 300),
        ("支出（万元）", 300, 3_000_000),
        ("预算（万元）", 300, 3_000_000),
        ("预算（万元）", "80.0001", 800_001),
        ("预算（元）", 300, 300),
    ],
)
def test_amounts_are_read_with_their_units(label, written, yuan):
    plants = [["水厂编号", "供水量"], [101, 5]] if label.startswith("支出") else [["水厂编号", "名称"], [101, None]]
    document = read([[label, written]], *plants)
    assert document.faults == ()
    assert {document.data.get("spent"), document.data.get("budget")} == {yuan, None}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_an_amount_is_written_in_the_unit_of_its_label(lang, suffix):
    data = {
        "format": PLAN.format,
        "circular": PACK.id,
        "company": "east",
        "plants": [{"plant": 101}],
        "budget": 3_000_001,
    }
    again = read_bytes(written_document(suffix, data, PACK, PLAN, lang), suffix=suffix, forms=forms_of(PACK))
    assert (again.faults, again.data) == ((), data)


def test_a_number_under_a_unit_that_the_form_does_not_ask_for_is_a_finding():
    document = read([["支出（元）", 1]], ["水厂编号", "供水量（万元）"], [101, 5])
    assert [(fault.code, fault.place.cell) for fault in document.faults] == [("unit-not-asked", "水厂!B2")]
    around = read([["支出（元）", 1]], ["单位：万元"], ["水厂编号", "供水量"], [101, 5])
    assert (around.faults, around.data["plants"]) == ((), [{"plant": 101, "volume": 5}])


@pytest.mark.parametrize(
    ("written", "volume"),
    [("1,200万立方米", 1200), ("1200", 1200), ("１２００ 万立方米", 1200), ("1200万", None), ("1200立方米", None)],
)
def test_a_number_may_have_the_unit_that_its_label_names(tmp_path, written, volume):
    folder = shutil.copytree(FOLDER, tmp_path / FOLDER.name)
    form = folder / REPORT_FORM
    form.write_text(form.read_text("utf-8").replace("zh: 供水量", "zh: 供水量（万立方米）"), encoding="utf-8")
    document = read([], ["水厂编号", "供水量（万立方米）"], [101, written], pack=load_pack(folder))
    assert document.data["plants"][0].get("volume") == (volume or written)
    assert [fault.place.cell for fault in document.faults] == ([] if volume else ["水厂!B2"])


def test_what_a_label_in_another_unit_than_yuan_means_is_for_the_pack_to_say(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / FOLDER.name)
    form = folder / REPORT_FORM
    text = form.read_text("utf-8")
    form.write_text(text.replace("支出（元）", "支出（万元）"), encoding="utf-8")
    with pytest.raises(PackError, match="say by `is`"):
        load_pack(folder)
    for said in ("amount", "figure"):
        form.write_text(text.replace("支出（元）}", f"支出（万元）}}, is: {said}"), encoding="utf-8")
        kind = load_pack(folder).documents["supply-report/1"]
        assert kind.form is not None
        assert kind.form.sheet("cover").field("spent").kind == said
