"""What is marked: comments, colours, boxes, threads, and the first sheet."""

from __future__ import annotations

from copy import copy
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from msgspec.structs import replace
from openpyxl import load_workbook

from checker.marking.marks import mark_workbook
from checker.model import Engine, Severity, Text, Verdict

from .making import MAIN, THREADS, comments_of, everything, fill_of, filled, opened, packed, parts_of, replaced, saved

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Language, Report
    from checker.pack.model import Pack

WORDS: dict[Language, tuple[str, ...]] = {
    "en": ("Error: Measure 19 (", "To do: Add an entry", "Clause: II.2", "Rule: required-measure-missing (plancheck"),
    "zh": ("错误：第19项措施“", "修改：请补列", "依据：第二条第2项", "规则：required-measure-missing（plancheck"),
}
LIGHT, DEEP = "FFFFC7CF", "FF9C0007"


def overview(raw: bytes) -> Any:
    workbook = load_workbook(BytesIO(raw))
    return workbook[workbook.sheetnames[0]]


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows(min_col=2) for cell in row if cell.value is not None]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_comment_says_what_was_found_and_what_to_do(mark: Callable[..., bytes], lang: Language) -> None:
    raw = mark(saved(filled()), "Measures!B2", lang=lang)
    lines = comments_of(raw, "Measures")["B2"].split("\n")
    assert len(lines) == 4
    for line, begins in zip(lines, WORDS[lang], strict=True):
        assert line.startswith(begins)
    comment = load_workbook(BytesIO(raw))["Measures"]["B2"].comment
    assert comment is not None
    assert comment.author == "plancheck"


def test_what_a_person_wrote_stays_first(mark: Callable[..., bytes]) -> None:
    marked = mark(saved(filled()), "Measures!D7")
    written = comments_of(marked, "Measures")["D7"]
    assert written.startswith("请填部门\n\nError: ")
    author = load_workbook(BytesIO(marked))["Measures"]["D7"].comment
    assert author is not None
    assert author.author == "张三"


def test_the_gravest_of_several_findings_gives_the_colour_and_comes_first(mark: Callable[..., bytes]) -> None:
    # The fourth finding is a warning, the fifth an error.
    marked = mark(saved(filled()), None, None, None, "Measures!B2", "Measures!B2", "Measures!B3")
    assert fill_of(marked, "Measures", "B2").fgColor.rgb == LIGHT
    blocks = comments_of(marked, "Measures")["B2"].split("\n\n")
    assert [block.partition(":")[0] for block in blocks] == ["Error", "Warning"]
    assert ["(plancheck, no. 5)" in blocks[0], "(plancheck, no. 4)" in blocks[1]] == [True, True]


def test_each_severity_has_a_colour(report_on: Callable[..., Report], pack: Pack) -> None:
    raw = saved(filled())
    report = report_on(raw, "Measures!B2", "Measures!B3", "Measures!B4")
    findings = [replace(each, severity=of) for each, of in zip(report.findings, Severity, strict=True)]
    marked = mark_workbook(raw, replace(report, findings=tuple(findings)), pack)
    assert marked is not None
    assert len({fill_of(marked, "Measures", cell).fgColor.rgb for cell in ("B2", "B3", "B4")}) == 3
    words = [comments_of(marked, "Measures")[cell].partition(":")[0] for cell in ("B2", "B3", "B4")]
    assert words == ["Error", "Warning", "Info"]


def test_only_the_fill_is_another(mark: Callable[..., bytes]) -> None:
    raw = saved(filled())
    marked = mark(raw, "Measures!C3", "Measures!D7", "Measures!A1")
    was, now = load_workbook(BytesIO(raw))["Measures"], load_workbook(BytesIO(marked))["Measures"]
    for cell in ("C3", "D7", "A1"):
        assert now[cell].fill != was[cell].fill
        for aspect in ("value", "font", "border", "number_format", "alignment", "protection"):
            assert copy(getattr(now[cell], aspect)) == copy(getattr(was[cell], aspect)), (cell, aspect)


def test_light_letters_get_a_dark_fill(mark: Callable[..., bytes]) -> None:
    marked = mark(saved(filled()), "Measures!A1", "Measures!A2")
    assert [fill_of(marked, "Measures", cell).fgColor.rgb for cell in ("A1", "A2")] == [DEEP, LIGHT]
    marked = mark(everything(), "plancheck!A1", "plancheck!B1")
    assert [fill_of(marked, "plancheck", cell).fgColor.rgb for cell in ("A1", "B1")] == [DEEP, LIGHT]


def test_merged_cells_are_marked_where_they_are_seen(mark: Callable[..., bytes]) -> None:
    marked = mark(saved(filled()), "Measures!C9", "Measures!D9", "Measures!B9")
    assert set(comments_of(marked, "Measures")) == {"B9", "D7"}
    assert comments_of(marked, "Measures")["B9"].count("(plancheck, no. ") == 3


@pytest.mark.parametrize("cell", ["H40", "Z30", "XFD1048576"])
def test_a_cell_that_is_not_there_is_made(mark: Callable[..., bytes], cell: str) -> None:
    marked = mark(saved(filled()), f"Measures!{cell}")
    assert fill_of(marked, "Measures", cell).fgColor.rgb == LIGHT
    assert load_workbook(BytesIO(marked))["Measures"][cell].value is None


def test_a_cell_that_is_made_has_the_format_of_its_row_or_column(mark: Callable[..., bytes]) -> None:
    sheet = opened(mark(everything(), "plancheck!B3", "plancheck!I1", "plancheck!E9"))["plancheck"]
    assert [sheet[cell].number_format for cell in ("B3", "I1", "E9")] == ["@", "@", "General"]


@pytest.mark.parametrize("cell", ["'Bo''s sheet!'!B2", "Bo's sheet!!B2"])
def test_the_name_of_a_sheet_may_be_quoted(mark: Callable[..., bytes], cell: str) -> None:
    assert set(comments_of(mark(saved(filled()), cell), "Bo's sheet!")) == {"B2"}


def test_the_name_of_a_sheet_may_be_escaped(mark: Callable[..., bytes]) -> None:
    raw = replaced(everything(), "xl/workbook.xml", ('name="Empty"', 'name="a_x005F_x0041_"'))
    assert "xl/comments2.xml" in parts_of(mark(raw, "a_x0041_!B2"))


def test_a_box_holds_its_text(mark: Callable[..., bytes]) -> None:
    cells = ["Measures!B2", "Measures!B2", "Measures!B2", "Measures!C2"]
    parts = parts_of(mark(saved(filled()), *cells))
    (drawing,) = (part for name, part in parts.items() if name.endswith(".vml"))
    root = etree.fromstring(drawing)
    found = {}
    for data in root.iter("{urn:schemas-microsoft-com:office:excel}ClientData"):
        said = {etree.QName(each).localname: each.text or "" for each in data}
        if (said["Row"], said["Column"]) == ("6", "3"):
            assert "Anchor" not in said
            continue
        left, _, top, _, right, _, bottom, _ = (int(side) for side in said["Anchor"].split(","))
        found[int(said["Row"]), int(said["Column"])] = (right - left, bottom - top)
    assert set(found) == {(1, 1), (1, 2)}
    # Columns of 64 pixels, rows of 20: three findings need more room than one.
    assert {wide for wide, _ in (found[1, 1], found[1, 2])} <= {5, 6}
    assert found[1, 1][1] > 2 * found[1, 2][1] > 6


def test_a_thread_gets_an_answer(mark: Callable[..., bytes]) -> None:
    parts = parts_of(mark(everything(), "plancheck!C3", "plancheck!A1"))
    first, answer = etree.fromstring(parts["xl/threadedComments/threadedComment1.xml"])
    assert first.findtext(f"{{{THREADS}}}text") == "When?"
    assert (answer.get("parentId"), answer.get("ref"), answer.get("dT")) == (first.get("id"), "C3", first.get("dT"))
    assert str(answer.findtext(f"{{{THREADS}}}text")).startswith("Error: ")
    persons = {each.get("id"): each.get("displayName") for each in etree.fromstring(parts["xl/persons/person.xml"])}
    assert persons[answer.get("personId")] == "plancheck"
    assert persons["{P}"] == "Wang"


def test_shapes_of_others_stay(mark: Callable[..., bytes]) -> None:
    drawing = parts_of(mark(everything(), "plancheck!A1", "plancheck!D9"))["xl/drawings/vmlDrawing1.vml"]
    ids = [shape.get("id") for shape in etree.fromstring(drawing).iter("{urn:schemas-microsoft-com:vml}shape")]
    assert ids == ["Box_x0020_1", "_x0000_s1026", "_x0000_s1027", "_x0000_s1028"]
    assert b"Yes<br/>" in drawing
    # One box was too small for what it says now, one was as large as it has to be.
    assert b" 1, 15, 0, 2, 3, 15, 3, 16" not in drawing
    assert b"3, 1, 2, 1, 9, 1, 60, 1" in drawing


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_first_sheet_has_the_verdict_and_the_list(mark: Callable[..., bytes], lang: Language) -> None:
    sheet = overview(mark(saved(filled()), "Measures!D7", None, "Nowhere!A1", "Bo's sheet!!A1", lang=lang))
    assert sheet.title == {"en": "plancheck", "zh": "核对结果"}[lang]
    assert sheet["B1"].value.startswith({"en": "RETURN: ", "zh": "【退回重新制定】"}[lang])
    assert {"en": "Sender: Hubei", "zh": "单位：湖北省知识产权局"}[lang] in " ".join(texts(sheet))
    rows = [row for row in sheet.iter_rows(min_col=2) if str(row[0].value) in {"1", "2", "3", "4"}]
    nowhere = {"en": "none", "zh": "无"}[lang]
    assert [row[2].value for row in rows] == ["Measures!D7", nowhere, "Nowhere!A1", "Bo's sheet!!A1"]
    links = [row[2].hyperlink.location if row[2].hyperlink else None for row in rows]
    assert links == ["'Measures'!D7", None, None, "'Bo''s sheet!'!A1"]
    assert [row[1].value for row in rows][:1] == [{"en": "Error", "zh": "错误"}[lang]]


def test_a_plan_without_findings_says_so(mark: Callable[..., bytes]) -> None:
    raw = saved(filled())
    marked = mark(raw)
    assert "No findings." in texts(overview(marked))
    assert comments_of(marked, "Measures") == comments_of(raw, "Measures")


def test_why_there_is_no_verdict_is_said(report_on: Callable[..., Report], pack: Pack) -> None:
    raw = saved(filled())
    engine = Engine("reference", "1", Text("The evaluators disagree", "两个求值器结论不一致"))
    report = replace(report_on(raw), verdict=Verdict.UNDETERMINED, engine=engine)
    marked = mark_workbook(raw, report, pack)
    assert marked is not None
    assert any(text.startswith("The evaluators disagree") for text in texts(overview(marked)))


def test_what_a_plan_says_is_never_a_formula(report_on: Callable[..., Report], pack: Pack) -> None:
    raw = saved(filled())
    evil = '=HYPERLINK("http://evil","x")_x003D_\x1b[31m<c/>'
    report = report_on(raw, "Measures!B2", '=1+1"!A1')
    first, second = report.findings
    found = replace(first, message=Text(evil, evil), fix=Text("+1", "@x"), exception="-2", rule="=rule")
    marked = mark_workbook(raw, replace(report, findings=(found, second), name="=cmd.xlsx"), pack)
    assert marked is not None
    sheet = overview(marked)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert {cell.quotePrefix for row in sheet.iter_rows() for cell in row if cell.value} == {True}
    assert any(text.startswith("=HYPERLINK") and text.endswith("\\u001b[31m<c/>") for text in texts(sheet))
    assert "\x1b" not in comments_of(marked, "Measures")["B2"]
    part = etree.fromstring(parts_of(marked)["xl/worksheets/sheet3.xml"])
    assert not list(part.iter(f"{{{MAIN}}}f"))
    assert "_x005F_x003D_" in "".join(part.itertext())


def test_many_findings_on_a_cell_fit_into_its_comment(report_on: Callable[..., Report], pack: Pack) -> None:
    raw = saved(filled())
    report = report_on(raw, "Measures!B2")
    marked = mark_workbook(raw, replace(report, findings=report.findings * 900), pack)
    assert marked is not None
    written = comments_of(marked, "Measures")["B2"]
    assert len(written) < 10_000
    told = written.count("Rule: ")
    assert f"further findings about this cell: {900 - told}; see" in written
    assert len([row for row in overview(marked).iter_rows(min_col=2) if str(row[0].value).isdecimal()]) == 900


def test_a_workbook_without_styles_gets_them(mark: Callable[..., bytes]) -> None:
    parts: dict[str, Any] = dict(parts_of(everything()))
    del parts["xl/styles.xml"]
    relations = parts["xl/_rels/workbook.xml.rels"].decode()
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(
        '<Relationship Id="rId3"', '<Relationship Id="rId33"'
    ).replace('/styles" Target="styles.xml"', '/styles" Target="gone.xml"')
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].decode().replace("/xl/styles.xml", "/xl/gone.xml")
    marked = mark(packed(parts), "plancheck!D9")
    assert b"FFFFC7CF" in parts_of(marked)["xl/styles1.xml"]
