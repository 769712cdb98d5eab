"""What stands in areas, sub-areas and measures, as an editor types it: flat rows, whose first columns say where.

What has a few headings in common with a form is none; a form of which sheets are missing is one.
"""

import io
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from lxml import html
from openpyxl import Workbook, load_workbook

from checker import check, load_pack
from checker.office.conversion import written_document
from checker.pack.labels import forms_of
from checker.readers import read_bytes

from ..office_files import saved  # noqa: TID252 - folders of tests are no packages

PACK = load_pack("published-plans")
KIND = PACK.main_document
COVER = [["计划名称", "某计划"], ["印发机关", "国家知识产权局"], ["年度", 2015], ["编号方式", "全文连续编号"]]
AREAS = [["领域编号", "名称"], ["一", "法制"], ["二", "执法"]]
SUB_AREAS = [["领域", "分领域编号", "名称"], ["二", 1, "专项"]]
MEASURES = [
    ["领域", "分领域", "编号", "措施内容", "责任部门"],
    ["二", 1, 2, "展会", "执法处；办公室"],
    ["一", None, 1, "条例", "法规处"],
]
FIGURES = [["领域", "分领域", "措施编号", "指标", "数量"], ["二", 1, 2, "展会", 2.5], ["一", None, 1, "条例", "３件"]]
AREAS_MEANT = [
    {
        "area": "一",
        "title": "法制",
        "measures": [
            {
                "number": 1,
                "title": "条例",
                "bodies": ["法规处"],
                "announced_figures": [{"indicator": "条例", "quantity": 3}],
            }
        ],
    },
    {
        "area": "二",
        "title": "执法",
        "sub_areas": [
            {
                "sub_area": "1",
                "title": "专项",
                "measures": [
                    {
                        "number": 2,
                        "title": "展会",
                        "bodies": ["执法处", "办公室"],
                        "announced_figures": [{"indicator": "展会", "quantity": 2.5}],
                    }
                ],
            }
        ],
    },
]


def read(**sheets: Any) -> Any:
    """The document that such a workbook is, its sheets the other way round."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in reversed(
        {"封面": COVER, "领域": AREAS, "分领域": SUB_AREAS, "措施": MEASURES, **sheets}.items()
    ):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return read_bytes(saved(book), suffix=".xlsx", forms=forms_of(PACK))


def test_rows_stand_where_their_first_columns_say():
    document = read(提出的数量=FIGURES)
    assert (document.faults, document.unread) == ((), ())
    assert document.data["areas"] == AREAS_MEANT
    assert document.locate(("areas", 1, "sub_areas", 0, "measures", 0, "title")).cell == "措施!D2"


@pytest.mark.parametrize(
    ("row", "fault", "said"),
    [
        ([None, 1, 3, "x"], "row-of-no-entry", "领域编号"),
        (["三", None, 3, "x"], "row-of-unknown-entry", "三"),
        (["一", 1, 3, "x"], "row-of-unknown-entry", "1"),
        (["二", 2, 3, "x"], "row-of-unknown-entry", "2"),
    ],
)
def test_a_row_of_no_entry_is_a_fault_at_its_cell(row, fault, said):
    (found,) = read(措施=[*MEASURES, row]).faults
    assert (found.code, found.place.cell[:3], found.place.cell[-1]) == (fault, "措施!", "4")
    assert said in "".join(getattr(value, "zh", str(value)) for value in found.values.values())


def test_entries_of_one_number_are_told_apart_by_marks():
    twice = {**AREAS_MEANT[0], "area": "二"}
    data = {"format": KIND.format, **read().data, "areas": [*AREAS_MEANT, twice]}
    for suffix in (".xlsx", ".docx"):
        raw = written_document(suffix, data, PACK, KIND, "zh")
        assert read_bytes(raw, suffix=suffix, forms=forms_of(PACK)).data == data


def test_who_is_named_for_what_is_shown_and_not_read():
    data = read(提出的数量=FIGURES).data
    page = html.fromstring(written_document(".html", data, PACK, KIND, "zh"))
    assert [each.text for each in page.iter("h2", "h3")] == [
        "一 法制",
        "二 执法",
        "1 专项",
        "提出的数量",
        "单位与措施对照",
    ]
    assert page.xpath("//tfoot//td/text()") == ["1", "1", "1"]
    raw = written_document(".xlsx", data, PACK, KIND, "zh")
    (*rows,) = load_workbook(io.BytesIO(raw))["单位与措施对照"].iter_rows(min_row=2, values_only=True)
    assert rows[0][4:] == ("法规处", "执法处", "办公室")
    assert [row[4:] for row in rows[1:3]] == [("●", None, None), (None, "●", "●")]
    again = read_bytes(raw, suffix=".xlsx", forms=forms_of(PACK))
    assert (again.data, again.unread) == (data, ())


EXAMPLES = Path(__file__).parents[2] / "examples"
ODD = {
    "contacts": [["单位", "联系人", "电话", "备注"], ["湖北省知识产权局", "王某", "027-1", "无"]],
    "a contact": [["单位", "湖北省知识产权局"], ["联系人", "王某"], ["电话", "027-1"]],
    "budget": [["序号", "措施编号", "经费金额", "经费来源", "备注"], [1, 4, "10万元", "省财政", "专项"]],
    "title page": [["湖北省2013年组织实施方案"], ["单位", "湖北省知识产权局"], ["年度", "2013"]],
    "catalogue": [["编号", "工作措施", "任务", "类别"], [4, "专利评估", "运用", "必选"]],
    "who does what": [["责任部门", "工作目标", "时间安排", "备注"], ["法规处", "完成立法", "6月", "无"]],
    "places": [["地区", "地区代码", "目标", "措施编号"], ["武汉市", "420100", "示范", "4"]],
    "a list": [["编号", "名称", "是否列入"], [4, "专利评估", "是"]],
}
WHOLE = EXAMPLES / "plans" / "hubei.xlsx"


def in_excel(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book["Sheet"].append(row)
    return saved(book)


def in_word(rows: list[list[object]]) -> bytes:
    document = docx.Document()
    table = document.add_table(len(rows), max(map(len, rows)))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            table.cell(number, column).text = str(value)
    return saved(document)


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_few_headings_alike_make_no_form(name, suffix, tmp_path):
    path = tmp_path / f"odd{suffix}"
    path.write_bytes({".xlsx": in_excel, ".docx": in_word}[suffix](ODD[name]))
    report = check(path)
    assert [finding.rule for finding in report.findings] == ["unreadable"]
    assert report.office is None


@pytest.mark.parametrize("kept", [["封面"], ["工作措施"]])
def test_a_form_that_lacks_sheets_is_one(kept, tmp_path):
    book = openpyxl.load_workbook(WHOLE)
    for sheet in book.sheetnames:
        if sheet not in kept:
            del book[sheet]
    assert book.sheetnames == kept
    for name in list(book.defined_names):
        del book.defined_names[name]
    book.save(tmp_path / "cut.xlsx")
    report = check(tmp_path / "cut.xlsx")
    assert report.document == "provincial-plan/1"
    assert "unreadable" not in {finding.rule for finding in report.findings}
