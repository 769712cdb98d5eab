"""What is understood of what people write into the form, and what is a finding instead of a guess."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from checker.checking import Options, check_document
from checker.model import Finding
from checker.readers import Document

from .changing import Form, W, elements, write


def measure(read: Callable[[bytes], Document], form: Form) -> dict[str, Any]:
    """The only measure of a form in which nothing is unclear."""
    document = read(form.raw)
    assert document.faults == ()
    (measure,) = document.data["measures"]
    return measure


def of_the_schema(document: Document) -> list[Finding]:
    return [finding for finding in check_document(document, Options()).findings if finding.rule == "schema"]


def faults(document: Document) -> list[tuple[str, tuple[str | int, ...], str | None]]:
    return [(fault.code, fault.at, fault.place.cell if fault.place else None) for fault in document.faults]


@pytest.mark.parametrize(
    ("label", "typed", "name", "value"),
    [
        ("措施编号", "第7项", "number", 7),
        ("措施编号", "第７项", "number", 7),
        ("措施编号", "7　地方专利配套政策体系", "number", 7),
        ("措施编号", "地方专利配套政策体系", "number", 7),
        ("工作目标", "　　一段\n又一段", "objective", "　　一段\n又一段"),
        ("工作措施", "（一）甲\n（二）乙", "actions", ["甲", "乙"]),
        ("工作措施", "甲\n\n乙\n", "actions", ["甲", "乙"]),
        ("责任部门", "政策法规处、规划财务处；办公室", "responsible", ["政策法规处", "规划财务处", "办公室"]),
        ("责任部门", "政策法规处\n规划财务处", "responsible", ["政策法规处", "规划财务处"]),
        ("责任部门", "无", "responsible", []),
        ("经费金额", "50万元", "funding", {"amount_cny": 500000, "source": "省级专项"}),
        ("经费金额", "￥５０，０００.５０", "funding", {"amount_cny": 50000.5, "source": "省级专项"}),
        ("经费金额", "—", "funding", {"source": "省级专项"}),
    ],
)
def test_values_are_read_as_people_write_them(read, form, label, typed, name, value):
    form.fill(2, label, typed)
    assert measure(read, form)[name] == value


def test_what_stays_unclear_is_a_finding_of_the_schema_at_its_cell(read, form):
    form.fill_row(2, 5, "上半年", "形成初稿")
    (finding,) = of_the_schema(read(form.raw))
    assert (finding.at, finding.place.cell) == (("measures", 0, "schedule", 0, "due"), "Table[2]!B5")
    assert finding.subject == 7


def test_rows_may_be_added_and_left_empty(read, form):
    form.add_row(2, 6, "", "")
    form.add_row(2, 7, "2013年12月15日", "总结")
    assert [item["due"] for item in measure(read, form)["schedule"]] == ["2013-06-30", "2013-11-30", "2013-12-15"]


def test_a_list_may_be_written_into_several_rows(read, form):
    form.add_row(2, 3, "开展调研")
    label, _ = list(form.tables[1].iter(f"{W}tr"))[3].iter(f"{W}tc")
    label[0].append(elements("<w:vMerge/>")[0])
    write(label, "")
    assert measure(read, form)["actions"] == ["修订办法", "出台政策", "开展调研"]


@pytest.mark.parametrize("columns", ["both", "due", "milestone"])
def test_milestones_may_be_lines_of_one_cell(read, form, columns):
    lines = "2013年3月31日前：完成调研；\n\n2013年6月30日：形成初稿"
    due, milestone = list(list(form.tables[1].iter(f"{W}tr"))[4].iter(f"{W}tc"))[1:]
    write(due, lines if columns != "milestone" else "")
    write(milestone, lines if columns == "milestone" else "")
    if columns == "both":
        due[0].append(elements('<w:gridSpan w:val="2"/>')[0])
        milestone.getparent().remove(milestone)
    form.fill_row(2, 6, "", "")
    assert measure(read, form)["schedule"] == [
        {"due": "2013-03-31", "milestone": "完成调研；"},
        {"due": "2013-06-30", "milestone": "形成初稿"},
    ]


@pytest.mark.parametrize(
    "lines", ["2013年3月31日前：完成调研\n然后起草", "上半年：调研\n2013年6月30日：起草", "三月底前完成调研"]
)
def test_lines_that_do_not_all_name_their_day_are_no_milestones(read, form, lines):
    form.fill_row(2, 5, "", lines)
    document = read(form.raw)
    assert document.data["measures"][0]["schedule"][0] == {"milestone": lines}
    assert [finding.at for finding in of_the_schema(document)] == [("measures", 0, "schedule", 0)]


def test_a_day_may_be_merged_over_several_milestones(read, form):
    rows = list(form.tables[1].iter(f"{W}tr"))
    for row, merge in ((rows[4], '<w:vMerge w:val="restart"/>'), (rows[5], "<w:vMerge/>")):
        list(row.iter(f"{W}tc"))[1][0].append(elements(merge)[0])
    form.fill_row(2, 6, "", "印发")
    assert [item["due"] for item in measure(read, form)["schedule"]] == ["2013-06-30", "2013-06-30"]


def test_a_milestone_merged_over_several_days_is_unclear(read, form):
    rows = list(form.tables[1].iter(f"{W}tr"))
    for row, merge in ((rows[4], '<w:vMerge w:val="restart"/>'), (rows[5], "<w:vMerge/>")):
        list(row.iter(f"{W}tc"))[2][0].append(elements(merge)[0])
    form.fill_row(2, 6, "2013年11月30日", "")
    document = read(form.raw)
    assert faults(document) == [("merged", ("measures", 0, "schedule", 1, "milestone"), "Table[2]!C6")]


def test_columns_may_change_places(read, form):
    for row in list(form.tables[1].iter(f"{W}tr"))[3:6]:
        _, due, milestone = row.iter(f"{W}tc")
        milestone.addnext(due)
    for row in form.tables[2].iter(f"{W}tr"):
        name, code, tasks = row.iter(f"{W}tc")
        tasks.addnext(code)
        code.addnext(name)
    assert measure(read, form)["schedule"][0] == {"due": "2013-06-30", "milestone": "形成初稿"}
    assert read(form.raw).data["regions"] == [{"name": "武汉市", "code": "420100", "tasks": ["建设中心"]}]


def test_tables_may_change_places(read, form, small):
    cover, of_measure, regions, _ = form.tables
    form.body.insert(0, regions)
    form.body.insert(1, cover)
    document = read(form.raw)
    assert document.faults == ()
    assert document.data == small
    assert of_measure is form.tables[2]
    assert document.locate(("regions", 0, "name")).cell == "Table[1]!A2"


def test_regions_may_be_numbered_and_go_on_over_several_rows(read, form):
    for count, row in enumerate(form.tables[2].iter(f"{W}tr")):
        cell = elements(f"<w:tc><w:tcPr/><w:p><w:r><w:t>{count or '序号'}</w:t></w:r></w:p></w:tc>")[0]
        row[-3].addprevious(cell)
    form.add_row(3, 2, "", "", "培训人员")
    rows = list(form.tables[2].iter(f"{W}tr"))
    for cell in list(rows[2].iter(f"{W}tc"))[:3]:
        write(cell, "")
        cell[0].append(elements("<w:vMerge/>")[0])
    assert measure(read, form)
    assert read(form.raw).data["regions"] == [{"name": "武汉市", "code": "420100", "tasks": ["建设中心", "培训人员"]}]


def test_several_measures_may_stand_in_one_table(read, form):
    form.tables[1].extend([deepcopy(row) for row in form.tables[1].iter(f"{W}tr")])
    rows = list(form.tables[1].iter(f"{W}tr"))
    write(list(rows[len(rows) // 2].iter(f"{W}tc"))[-1], "12")
    document = read(form.raw)
    assert document.faults == ()
    assert [item["number"] for item in document.data["measures"]] == [7, 12]
    assert document.locate(("measures", 1)).cell == "Table[2]!A10"


@pytest.mark.parametrize(
    ("label", "typed", "place"),
    [("经费保障", "无", {}), ("经费保障", "没有", None)],
)
def test_a_group_may_say_that_there_is_nothing(read, form, label, typed, place):
    row, other = form.row(2, label), form.row(2, "经费来源")
    other.getparent().remove(other)
    name, sub, value = row.iter(f"{W}tc")
    write(sub, typed)
    row.remove(value)
    document = read(form.raw)
    assert document.data["measures"][0].get("funding") == place
    assert faults(document) == (
        [] if place is not None else [("unknown-label", ("measures", 0, "funding"), "Table[2]!B8")]
    )
    assert name is not None


def test_the_number_may_stand_in_the_heading_alone(read, form):
    row = form.row(2, "措施编号")
    row.getparent().remove(row)
    assert measure(read, form)["number"] == 7


def test_a_heading_with_another_number_is_a_finding(read, form):
    form.fill(2, "措施编号", "12")
    document = read(form.raw)
    assert faults(document) == [("heading-number", ("measures", 0, "number"), "Table[2]!B1")]
    (finding,) = of_the_schema(document)
    assert "第7项" in finding.message.zh


def test_what_more_than_can_be_listed_hides_is_not_judged(read, form):
    for count in range(201):
        row = deepcopy(form.row(2, "责任部门"))
        write(next(row.iter(f"{W}tc")), f"栏目{count}")
        form.tables[1].append(row)
    report = check_document(read(form.raw), Options())
    assert sum(finding.message.zh.startswith("类似之处超过200处") for finding in report.findings) > 0
    assert len(report.findings) <= 2 * 201
    assert report.rules["objective-missing"].value == "not-run"


def test_a_value_that_is_the_name_of_a_column_is_a_value(read, form):
    form.fill_row(2, 5, "2013年6月30日", "节点任务")
    form.fill_row(3, 2, "武汉市", "420100", "工作任务")
    assert measure(read, form)["schedule"][0]["milestone"] == "节点任务"
    assert read(form.raw).data["regions"][0]["tasks"] == ["工作任务"]


def test_a_column_twice_is_a_finding(read, form):
    form.fill_row(3, 1, "地区名称", "地区", "工作任务")
    assert faults(read(form.raw)) == [("column-repeated", ("regions",), "Table[3]!B1")]
