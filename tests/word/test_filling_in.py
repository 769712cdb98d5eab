"""What is understood of what people write into the form, and what is a finding instead of a guess."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from checker.checking import Options, check_document
from checker.model import Finding, pointer_text
from checker.readers import Document, read_path

from .changing import Form, W, elements, write


def measure(read: Callable[[bytes], Document], form: Form) -> dict[str, Any]:
    """The only measure of a form in which nothing is unclear."""
    document = read(form.raw)
    assert document.faults == ()
    (measure,) = document.data["measures"]
    return measure


def of_the_schema(document: Document) -> list[Finding]:
    return [finding for finding in check_document(document, Options()).findings if finding.rule == "schema"]


def faults(document: Document) -> list[list[str | None]]:
    return [
        [fault.code, pointer_text(fault.at), fault.place.cell if fault.place else None] for fault in document.faults
    ]


CASES: Any = read_path(Path(__file__).with_name("filled_in.yaml")).data


@pytest.mark.parametrize("told", CASES.values(), ids=CASES)
def test_what_is_read_of_a_form(told, read, form):
    for name, change in (("fill", form.fill), ("add", form.add_row), ("rows", form.fill_row), ("merged", form.merge)):
        for arguments in told.get(name, ()):
            change(*arguments)
    document = read(form.raw)
    assert faults(document) == told.get("faults", [])
    found = [finding.place.cell for finding in of_the_schema(document)]
    assert found == told.get("schema", [cell for _, _, cell in told.get("faults", ())])
    said = document.data["measures"][0]
    assert {name: said.get(name) for name in told.get("read", ())} == told.get("read", {})


def test_milestones_may_be_lines_of_a_cell_as_wide_as_both_columns(read, form):
    due, milestone = list(list(form.tables[1].iter(f"{W}tr"))[4].iter(f"{W}tc"))[1:]
    write(due, "2013年3月31日前：完成调研；\n2013年6月30日：形成初稿")
    due[0].append(elements('<w:gridSpan w:val="2"/>')[0])
    milestone.getparent().remove(milestone)
    form.fill_row(2, 6, "", "")
    assert [item["due"] for item in measure(read, form)["schedule"]] == ["2013-03-31", "2013-06-30"]


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


@pytest.mark.parametrize(("typed", "place"), [("无", {}), ("没有", None)])
def test_a_group_may_say_that_there_is_nothing(read, form, typed, place):
    row, other = form.row(2, "经费保障"), form.row(2, "经费来源")
    other.getparent().remove(other)
    _, sub, value = row.iter(f"{W}tc")
    write(sub, typed)
    row.remove(value)
    document = read(form.raw)
    assert document.data["measures"][0].get("funding") == place
    unknown = ["unknown-label", "/measures/0/funding", "Table[2]!B8"]
    assert faults(document) == ([unknown] if place is None else [])


def test_the_number_may_stand_in_the_heading_alone(read, form):
    row = form.row(2, "措施编号")
    row.getparent().remove(row)
    assert measure(read, form)["number"] == 7


def test_what_more_than_can_be_listed_hides_is_not_judged(read, form):
    for count in range(201):
        row = deepcopy(form.row(2, "责任部门"))
        write(next(row.iter(f"{W}tc")), f"栏目{count}")
        form.tables[1].append(row)
    report = check_document(read(form.raw), Options())
    assert sum(finding.message.zh.startswith("类似之处超过200处") for finding in report.findings) > 0
    assert len(report.findings) <= 2 * 201
    assert report.rules["objective-missing"].value == "not-run"
