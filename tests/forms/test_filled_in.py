"""Workbooks as people really fill them in: read as they mean it, or a finding at the cell; never a guess."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from checker.checking import Options, check_source
from checker.model import pointer_text
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
