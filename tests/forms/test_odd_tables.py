"""What has a few headings in common with a form is none; a form of which sheets are missing is one."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from checker import check

from ..office_files import saved  # noqa: TID252 - folders of tests are no packages

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
