"""What Word puts around and between the words: changes, fields, controls, boxes, merged and nested cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.errors import UnreadableError
from checker.readers.limits import MOST_VALUES

from .changing import Form, W, elements, part_of, put, replaced, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.readers import Document

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


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>", "甲\n乙", id="soft line break"),
        pytest.param('<w:p><w:r><w:t>甲</w:t><w:br w:type="page"/></w:r></w:p>', "甲", id="page break"),
        pytest.param("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>", "甲\t乙", id="tab"),
        pytest.param(
            '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>',
            "甲",
            id="tab stop",
        ),
        pytest.param(
            "<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>乙</w:t></w:r></w:p>", "甲\n\n乙", id="paragraphs"
        ),
        pytest.param(
            "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>",
            "新",
            id="tracked changes",
        ),
        pytest.param(
            "<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>",
            "新",
            id="moved",
        ),
        pytest.param(
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p>",
            "甲乙",
            id="deleted end of a paragraph",
        ),
        pytest.param(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText><w:t>码</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>甲</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>乙</w:t></w:r></w:p>',
            "甲乙",
            id="field",
        ),
        pytest.param(
            '<w:p><w:fldSimple w:instr="TITLE"><w:r><w:t>甲</w:t></w:r></w:fldSimple></w:p>', "甲", id="simple field"
        ),
        pytest.param("<w:p><w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink></w:p>", "甲", id="link"),
        pytest.param(
            "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            "甲",
            id="control",
        ),
        pytest.param(
            "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入文字。</w:t></w:r>"
            "</w:sdtContent></w:sdt></w:p>",
            None,
            id="hint of a control",
        ),
        pytest.param(
            '<w:p><w:sdt><w:sdtPr><w:showingPlcHdr w:val="0"/></w:sdtPr><w:sdtContent><w:r><w:t>甲</w:t></w:r>'
            "</w:sdtContent></w:sdt></w:p>",
            "甲",
            id="no hint",
        ),
        pytest.param(
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>jia</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>甲</w:t></w:r></w:rubyBase>"
            "</w:ruby></w:r></w:p>",
            "甲",
            id="pronunciation",
        ),
        pytest.param(
            "<w:p><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>甲</w:t></w:r></w:p>",
            "甲",
            id="was hidden before",
        ),
        pytest.param(
            "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>", "甲", id="hidden end"
        ),
        pytest.param(
            "<w:p><w:r><w:t>甲</w:t></w:r><w:commentRangeStart/><w:r><w:commentReference/></w:r></w:p>",
            "甲",
            id="comment",
        ),
    ],
)
def test_text_is_what_somebody_reads(
    read: Callable[[bytes], Document], form: Form, markup: str, text: str | None
) -> None:
    assert objective(read, form, markup) == text


@pytest.mark.parametrize(
    ("markup", "oddity"),
    [
        ("<w:p><w:r><w:drawing/></w:r></w:p>", "box"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "box"),
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>", "table"),
        ("<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>", "equation"),
        ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>', "symbol"),
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList/></w:ffData></w:fldChar></w:r></w:p>',
            "form-field",
        ),
        ("<w:p><w:r><w:footnoteReference/></w:r></w:p>", "note"),
        ("<w:altChunk/><w:p/>", "inserted-file"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>", "hidden-text"),
    ],
)
def test_what_is_no_text_is_a_finding_at_its_cell(
    read: Callable[[bytes], Document], form: Form, markup: str, oddity: str
) -> None:
    put(cell_of(form, "工作目标"), markup)
    document = read(form.raw)
    assert keys(document) == [(oddity, "Table[2]!B2")]
    assert "objective" not in document.data["measures"][0]


def test_an_empty_table_in_a_cell_says_nothing(read: Callable[[bytes], Document], form: Form) -> None:
    assert (
        objective(read, form, "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p><w:r><w:t>甲</w:t></w:r></w:p>")
        == "甲"
    )


def test_a_shape_is_not_read_twice(read: Callable[[bytes], Document], form: Form) -> None:
    shape = "<w:r><w:t>甲</w:t></w:r>"
    both = f"<mc:Choice>{shape}</mc:Choice><mc:Fallback>{shape}</mc:Fallback>"
    assert objective(read, form, f"<w:p><mc:AlternateContent>{both}</mc:AlternateContent></w:p>") == "甲"


def test_rows_that_were_deleted_are_gone_and_inserted_ones_are_there(
    read: Callable[[bytes], Document], form: Form
) -> None:
    rows = list(form.tables[1].iter(f"{W}tr"))
    for row, change in ((rows[4], "<w:trPr><w:del/></w:trPr>"), (rows[5], "<w:trPr><w:ins/></w:trPr>")):
        row.insert(0, elements(change)[0])
    document = read(form.raw)
    assert document.faults == ()
    assert [item["milestone"] for item in document.data["measures"][0]["schedule"]] == ["印发"]
    assert document.locate(("measures", 0, "schedule", 0, "due")).cell == "Table[2]!B5"


def test_cells_merged_across_by_old_programs(read: Callable[[bytes], Document], form: Form) -> None:
    row = form.row(2, "工作目标")
    label, value = row.iter(f"{W}tc")
    for element in value.iter(f"{W}gridSpan"):
        element.getparent().replace(element, elements('<w:hMerge w:val="restart"/>')[0])
    value.addnext(elements("<w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc>")[0])
    assert text_of(label) == "工作目标"
    document = read(form.raw)
    assert (document.faults, document.data["measures"][0]["objective"]) == ((), "完善政策")


def test_headings_and_empty_lines_may_stand_around_the_tables(
    read: Callable[[bytes], Document], form: Form, small: dict[str, Any]
) -> None:
    heading = f'<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr>{RUN.format("（一）必做措施")}</w:p>'
    form.tables[1].getprevious().addprevious(elements(heading)[0])
    form.tables[1].addnext(elements("<w:p/>")[0])
    document = read(form.raw)
    assert (keys(document), document.data) == ([], small)


@pytest.mark.parametrize(("style", "faults"), [("填报说明", 0), ("一级标题", 0), ("表格内容", 1)])
def test_the_style_says_what_explains(
    read: Callable[[bytes], Document], blank: Callable[..., bytes], style: str, faults: int
) -> None:
    form = Form(blank("zh"))
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{RUN.format("请如实填写")}</w:p>'
    form.tables[0].addnext(elements(paragraph)[0])
    assert len(read(form.raw).unread) == faults


def test_other_text_around_the_tables_is_a_finding(read: Callable[[bytes], Document], form: Form) -> None:
    form.tables[1].addnext(elements(f"<w:p>{RUN.format('另：增加一项措施')}</w:p>")[0])
    form.tables[0].addprevious(elements(f"<w:p>{RUN.format('根据通知要求，制定本方案。')}</w:p>")[0])
    assert left_out(read(form.raw)) == [("outside", "Paragraph[4]"), ("outside", "Paragraph[7]")]


def test_hidden_text_around_the_tables_is_a_finding(read: Callable[[bytes], Document], form: Form) -> None:
    form.tables[0].addprevious(elements("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>")[0])
    assert left_out(read(form.raw)) == [("hidden-outside", "Paragraph[4]")]


def test_a_seal_beside_the_tables_is_none(read: Callable[[bytes], Document], form: Form) -> None:
    form.tables[0].addprevious(elements("<w:p><w:r><w:drawing/></w:r></w:p>")[0])
    assert keys(read(form.raw)) == []


def test_a_table_that_is_none_of_the_form_is_a_finding(read: Callable[[bytes], Document], form: Form) -> None:
    cells = "".join(f"<w:tc><w:p>{RUN.format(text)}</w:p></w:tc>" for text in ("领导小组", "张三"))
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    form.tables[0].addprevious(elements(table)[0])
    assert left_out(read(form.raw)) == [("table-unknown", "Table[1]!A1")]


def test_a_heading_of_a_measure_without_its_table_is_a_finding(read: Callable[[bytes], Document], form: Form) -> None:
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
def test_labels_that_nobody_knows_are_findings(
    read: Callable[[bytes], Document], form: Form, table: int, label: str, key: str, at: tuple[str | int, ...]
) -> None:
    for text in form.tables[table - 1].iter(f"{W}t"):
        if text.text == label:
            text.text = "分管领导"
    fault = read(form.raw).faults[0]
    assert (fault.code, fault.at) == (key, at)


def test_a_field_twice_is_a_finding(read: Callable[[bytes], Document], form: Form) -> None:
    form.add_row(2, 2, "又一目标")
    assert keys(read(form.raw)) == [("repeated", "Table[2]!B3")]


def test_strict_documents_are_read(read: Callable[[bytes], Document], form: Form, small: dict[str, Any]) -> None:
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts = {
        name: part_of(form.raw, name).replace(transitional, strict) for name in ("word/document.xml", "word/styles.xml")
    }
    document = read(replaced(form.raw, parts))
    assert (document.faults, document.data) == ((), small)


def test_more_cells_than_the_limit_are_refused(read: Callable[[bytes], Document], form: Form) -> None:
    form.body.extend(elements("<w:p/>" * (MOST_VALUES + 1)))
    with pytest.raises(UnreadableError, match="100,000"):
        read(form.raw)
