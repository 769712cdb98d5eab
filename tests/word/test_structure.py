"""What Word puts around and between the words: changes, fields, controls, boxes, merged and nested cells."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.errors import UnreadableError
from checker.readers import Document, read_path
from checker.readers.limits import MOST_VALUES

from .changing import Form, W, elements, put, text_of

CELLS: Any = read_path(Path(__file__).with_name("cells.yaml")).data
RUN = "<w:r><w:t>{}</w:t></w:r>"


def cell_of(form: Form, label: str) -> Any:
    return list(form.row(2, label).iter(f"{W}tc"))[-1]


def objective(read: Callable[[bytes], Document], form: Form, markup: str) -> Any:
    put(cell_of(form, "工作目标"), markup)
    document = read(form.raw)
    assert document.faults == ()
    return document.data["measures"][0].get("objective")


def keys(document: Document) -> list[tuple[str, str | None]]:
    return [(fault.code, fault.place.cell if fault.place else None) for fault in document.faults]


def left_out(document: Document) -> list[tuple[str, str | None]]:
    """What was left out of a document, and where it stands."""
    return [(fault.code, fault.place.cell if fault.place else None) for fault in document.unread]


@pytest.mark.parametrize("told", CELLS["text"].values(), ids=CELLS["text"])
def test_text_is_what_somebody_reads(read, form, told):
    assert objective(read, form, told["markup"]) == told["read"]


@pytest.mark.parametrize(("oddity", "markup"), CELLS["no_text"].items(), ids=CELLS["no_text"])
def test_what_is_no_text_is_a_finding_at_its_cell(read, form, markup, oddity):
    put(cell_of(form, "工作目标"), markup)
    document = read(form.raw)
    assert keys(document) == [(oddity.partition(",")[0], "Table[2]!B2")]
    assert "objective" not in document.data["measures"][0]


def test_a_shape_is_not_read_twice(read, form):
    shape = "<w:r><w:t>甲</w:t></w:r>"
    both = f"<mc:Choice>{shape}</mc:Choice><mc:Fallback>{shape}</mc:Fallback>"
    assert objective(read, form, f"<w:p><mc:AlternateContent>{both}</mc:AlternateContent></w:p>") == "甲"


def test_rows_that_were_deleted_are_gone_and_inserted_ones_are_there(read, form):
    rows = list(form.tables[1].iter(f"{W}tr"))
    for row, change in ((rows[4], "<w:trPr><w:del/></w:trPr>"), (rows[5], "<w:trPr><w:ins/></w:trPr>")):
        row.insert(0, elements(change)[0])
    document = read(form.raw)
    assert document.faults == ()
    assert [item["milestone"] for item in document.data["measures"][0]["schedule"]] == ["印发"]
    assert document.locate(("measures", 0, "schedule", 0, "due")).cell == "Table[2]!B5"


def test_cells_merged_across_by_old_programs(read, form):
    row = form.row(2, "工作目标")
    label, value = row.iter(f"{W}tc")
    for element in value.iter(f"{W}gridSpan"):
        element.getparent().replace(element, elements('<w:hMerge w:val="restart"/>')[0])
    value.addnext(elements("<w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc>")[0])
    assert text_of(label) == "工作目标"
    document = read(form.raw)
    assert (document.faults, document.data["measures"][0]["objective"]) == ((), "完善政策")


def test_headings_and_empty_lines_may_stand_around_the_tables(read, form, small):
    heading = f'<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr>{RUN.format("（一）必做措施")}</w:p>'
    form.tables[1].getprevious().addprevious(elements(heading)[0])
    form.tables[1].addnext(elements("<w:p/>")[0])
    document = read(form.raw)
    assert (keys(document), document.data) == ([], small)


@pytest.mark.parametrize(("style", "faults"), [("填报说明", 0), ("一级标题", 0), ("表格内容", 1)])
def test_the_style_says_what_explains(read, blank, style, faults):
    form = Form(blank)
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{RUN.format("请如实填写")}</w:p>'
    form.tables[0].addnext(elements(paragraph)[0])
    assert len(read(form.raw).unread) == faults


def test_other_text_around_the_tables_is_a_finding(read, form):
    form.tables[1].addnext(elements(f"<w:p>{RUN.format('另：增加一项措施')}</w:p>")[0])
    form.tables[0].addprevious(elements(f"<w:p>{RUN.format('根据通知要求，制定本方案。')}</w:p>")[0])
    assert left_out(read(form.raw)) == [("outside", "Paragraph[4]"), ("outside", "Paragraph[7]")]


def test_a_seal_beside_the_tables_is_none(read, form):
    form.tables[0].addprevious(elements("<w:p><w:r><w:drawing/></w:r></w:p>")[0])
    assert keys(read(form.raw)) == []


def test_a_table_that_is_none_of_the_form_is_a_finding(read, form):
    cells = "".join(f"<w:tc><w:p>{RUN.format(text)}</w:p></w:tc>" for text in ("领导小组", "张三"))
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    form.tables[0].addprevious(elements(table)[0])
    assert left_out(read(form.raw)) == [("table-unknown", "Table[1]!A1")]


def test_a_heading_of_a_measure_without_its_table_is_a_finding(read, form):
    heading = f'<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{RUN.format("第12项")}</w:p>'
    form.tables[2].addprevious(elements(heading)[0])
    assert left_out(read(form.raw)) == [("heading-alone", "Paragraph[7]")]


@pytest.mark.parametrize(
    ("table", "label", "key", "at"),
    [
        (1, "联系人", "unknown-label", ()),
        (2, "责任部门", "unknown-label", ("measures", 0)),
        (3, "行政区划代码", "column-unknown", ("regions",)),
    ],
)
def test_labels_that_nobody_knows_are_findings(read, form, table, label, key, at):
    for text in form.tables[table - 1].iter(f"{W}t"):
        if text.text == label:
            text.text = "分管领导"
    fault = read(form.raw).faults[0]
    assert (fault.code, fault.at) == (key, at)


def test_more_cells_than_the_limit_are_refused(read, form):
    form.body.extend(elements("<w:p/>" * (MOST_VALUES + 1)))
    with pytest.raises(UnreadableError, match="100,000"):
        read(form.raw)
