"""Copies of workbooks: what is marked, what stays as it was, what is said to be gone, and marking them again."""

import re
from copy import copy as copied
from io import BytesIO
from typing import Any

import pytest
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

import checker.office.marking
from checker.model import Engine, Language, Severity, Text
from checker.office.marking import mark as mark_file
from checker.readers.xlsx import MARK, open_workbook

from ..office_files import packed, parts_of, saved  # noqa: TID252 - folders of tests are no packages
from .making import comments_of, everything, filled, opened, replaced

BEGIN, END = "——— plancheck ———", "————————————"
WORDS: dict[Language, tuple[str, ...]] = {
    "en": (BEGIN, "Error: Measure 19 (", "To do: Add an entry", "Clause: II.2", END),
    "zh": (BEGIN, "错误：第19项措施“", "修改：请补列", "依据：第二条第2项", END),
}
CELLS = ("Measures!D7", "Measures!C9", "Measures!Z30", "Measures!A1", "Measures!E7", "'Bo''s sheet!'!B2", None)
ENTITIES = '<!DOCTYPE x [<!ENTITY a "&#65;"><!ENTITY b "&a;&a;">]>'


def office_like() -> Workbook:
    """A workbook with all that openpyxl keeps: formulas, days, a table, lists to choose from, protection, colours."""
    workbook = filled()
    sheet = workbook["Measures"]
    sheet["A12"] = "=SUM(1,2)"
    sheet["B12"] = '=IF(TRUE,"乙","")'
    sheet["E10"].value = "=no formula"
    sheet["E10"].data_type = "s"
    sheet.protection.sheet = True
    sheet.add_data_validation(DataValidation("list", '"甲,乙"', sqref="B2:B9"))
    sheet.conditional_formatting.add("A2:F9", FormulaRule(formula=["TRUE"], fill=PatternFill(bgColor="00FF00")))
    sheet.add_table(Table(displayName="milestones", ref="A1:F8"))
    sheet.freeze_panes = "B2"
    return workbook


def computed(raw: bytes) -> bytes:
    """The same as an office program saves it: formulas with their results, numbers as other programs write them."""
    return replaced(
        raw,
        "xl/worksheets/sheet1.xml",
        (r'<c r="A12"([^>]*)><f>([^<]*)</f><v ?/?>(</v>)?', r'<c r="A12"\1><f>\2</f><v>3.0E0</v>'),
        (r'<c r="B12"([^>]*)><f>([^<]*)</f><v ?/?>(</v>)?', r'<c r="B12"\1 t="str"><f>\2</f><v>乙</v>'),
        (r'(<c r="C3"[^>]*>)<v>41264</v>', r"\1<v>4.1264E4</v>"),
    )


def first_sheet(raw: bytes) -> Any:
    workbook = opened(raw)
    return workbook[workbook.sheetnames[0]]


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]


def colours_of(raw: bytes, title: str) -> dict[str, str]:
    """The cells that are coloured by our conditions, and how."""
    return {
        str(address): rule.dxf.fill.bgColor.rgb[-6:]
        for where in opened(raw)[title].conditional_formatting
        for rule in where.rules
        for address in str(where.sqref).split()
        if "plancheck" in rule.formula[0]
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_comment_says_what_was_found_and_what_to_do(copy, lang):
    raw = copy(saved(filled()), "Measures!B2", lang=lang)
    lines = comments_of(raw, "Measures")["B2"].split("\n")
    assert len(lines) == 5
    for line, begins in zip(lines, WORDS[lang], strict=True):
        assert line.startswith(begins)
    assert colours_of(raw, "Measures") == {"B2": "FFC7CE"}


def test_the_gravest_of_several_findings_gives_the_colour_and_comes_first(copy):
    # The fourth finding is a warning, the fifth an error.
    raw = copy(saved(filled()), None, None, None, "Measures!B2", "Measures!B2", "Measures!B3")
    assert colours_of(raw, "Measures") == {"B2": "FFC7CE", "B3": "FFC7CE"}
    comment = comments_of(raw, "Measures")["B2"]
    assert comment.index("Error: ") < comment.index("Warning: ")
    assert comment.count(BEGIN) == 1


def test_merged_cells_are_marked_where_they_are_seen(copy):
    raw = copy(saved(filled()), "Measures!C9", "Measures!D9", "Measures!B9")
    assert set(comments_of(raw, "Measures")) == {"B9", "D7"}
    assert comments_of(raw, "Measures")["B9"].count("To do: ") == 3


@pytest.mark.parametrize(
    "cell",
    [
        *("D7", "!D7", "Measures!", "Measures!d7", "Measures!D0", "Measures!XFE1", "Measures!A1048577"),
        *("Nowhere!A1", "../x!A1"),
    ],
)
def test_a_cell_that_is_none_is_in_the_list_only(copy, cell):
    raw = saved(filled())
    marked = copy(raw, cell)
    assert comments_of(marked, "Measures") == comments_of(raw, "Measures")
    assert cell in texts(first_sheet(marked))


@pytest.mark.parametrize("raw", [saved(filled()), computed(saved(office_like()))], ids=["plain", "office-like"])
def test_everything_else_is_as_it_was(copy, raw):
    marked = copy(raw, *CELLS)
    before, after = open_workbook(raw), open_workbook(marked)
    assert (after.sheets, after.names) == (before.sheets, before.names)
    was, now = load_workbook(BytesIO(raw), rich_text=True), load_workbook(BytesIO(marked), rich_text=True)
    assert now.sheetnames == ["plancheck", *was.sheetnames]
    for sheet in was.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                same = now[sheet.title][cell.coordinate]
                for aspect in ("value", "font", "fill", "border", "number_format", "alignment", "protection"):
                    assert copied(getattr(same, aspect)) == copied(getattr(cell, aspect)), (cell, aspect)
        assert now[sheet.title].merged_cells == sheet.merged_cells
        assert now[sheet.title].freeze_panes == sheet.freeze_panes
    assert now.defined_names.keys() == was.defined_names.keys()


def test_formulas_and_what_openpyxl_keeps_stay(copy):
    marked = copy(computed(saved(office_like())), *CELLS)
    sheet = opened(marked)["Measures"]
    assert (sheet["A12"].value, sheet["B12"].value) == ("=SUM(1,2)", '=IF(TRUE,"乙","")')
    assert (sheet["E10"].data_type, sheet["E10"].value) == ("s", "=no formula")
    results = load_workbook(BytesIO(marked), data_only=True)["Measures"]
    assert (results["A12"].value, results["B12"].value) == (3, "乙")
    assert b"<v>4.1264E4</v>" in parts_of(marked)["xl/worksheets/sheet2.xml"]
    assert (sheet.protection.sheet, list(sheet.tables)) == (True, ["milestones"])
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["B2:B9"]
    rules = [rule for where in sheet.conditional_formatting for rule in where.rules]
    theirs = [rule.priority for rule in rules if rule.formula == ["TRUE"]]
    assert [priority > 3 for priority in theirs] == [True]
    assert {rule.priority for rule in rules} - set(theirs) <= {1, 2, 3}


# The first sheet


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_workbook_opens_on_the_verdict_and_the_list(copy, report_on, lang):
    raw = saved(filled())
    marked = copy(raw, "Measures!D7", "Bo's sheet!!B2", None, "Measures!C9", lang=lang)
    workbook = opened(marked)
    assert workbook.active.title == workbook.sheetnames[0] == ("plancheck" if lang == "en" else "核对结果")
    assert [sheet.sheet_view.tabSelected for sheet in workbook.worksheets] == [True, False, False]
    sheet = workbook.active
    assert (sheet["A1"].value, sheet.row_dimensions[1].hidden) == (MARK, True)
    assert sheet["A2"].value.startswith("RETURN: " if lang == "en" else "【退回重新制定】")
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'Measures'!D7", "'Bo''s sheet!'!B2", "'Measures'!B9"]
    said = " ".join(texts(sheet))
    for finding in report_on(raw, None, None, None, None, lang=lang).findings:
        assert finding.message.in_language(lang) in said
        assert finding.rule not in said


def test_it_carries_no_path_and_folds_away_what_only_programs_need(report_on, pack):
    raw = saved(filled())
    for name in ("/home/somebody/plan.xlsx", "C:\\Users\\somebody\\plan.xlsx"):
        marked = mark_file(raw, report_on(raw, "Measures!D7", name=name), pack).content
        assert b"somebody" not in b"".join(parts_of(marked).values())
        sheet = first_sheet(marked)
        seen = [cell.value for row in sheet.iter_rows() for cell in row if not sheet.row_dimensions[cell.row].hidden]
        assert not [text for text in map(str, seen) if pack.id in text or "SHA-256" in text or "plancheck-" in text]
        assert any(pack.id in text for text in texts(sheet))


def test_an_exception_and_a_failure_are_told(report_on, pack):
    raw = saved(filled())
    report = report_on(raw, "Measures!D7", "Measures!D8")
    first, second = report.findings
    findings = (replace(first, exception="机构改革"), second)
    failed = replace(report, findings=findings, engine=Engine("x", "1", Text("It failed.", "失败。")))
    marked = mark_file(raw, failed, pack).content
    said = " ".join(texts(first_sheet(marked)))
    assert "机构改革" in said
    assert "It failed. No verdict can be built on that" in said
    assert "Exception: " in comments_of(marked, "Measures")["D7"]


def test_thousands_of_findings_are_marked(copy):
    cells = [f"Measures!{column}{row}" for row in range(20, 220) for column in "ABCDEFG"] + ["Measures!H20"] * 1500
    marked = copy(saved(filled()), *cells)
    comments = comments_of(marked, "Measures")
    assert len(comments) == 200 * 7 + 2
    assert len(comments["H20"]) < 9_000
    assert re.search(r"Further findings at this place: \d{4};", comments["H20"])
    assert len(colours_of(marked, "Measures")) == 200 * 7 + 1


# Again


@pytest.mark.parametrize("langs", [("en", "zh"), ("zh", "zh")])
def test_marks_of_an_earlier_check_are_replaced(copy, langs):
    raw = saved(office_like())
    again = copy(copy(raw, *CELLS, lang=langs[0]), "Measures!D7", "Measures!B3", lang=langs[1])
    fresh = copy(raw, "Measures!D7", "Measures!B3", lang=langs[1])
    assert opened(again).sheetnames == opened(fresh).sheetnames
    assert comments_of(again, "Measures") == comments_of(fresh, "Measures")
    for title in ("Measures", "Bo's sheet!"):
        assert colours_of(again, title) == colours_of(fresh, title)
    parts = {name: part for name, part in parts_of(again).items() if "sheet1.xml" not in name and "core" not in name}
    assert parts["xl/worksheets/sheet2.xml"] == parts_of(fresh)["xl/worksheets/sheet2.xml"]


def test_marks_go_wherever_their_cells_have_gone(copy):
    workbook = load_workbook(BytesIO(copy(saved(filled()), "Measures!D7", "Measures!B2")))
    sheet = workbook["Measures"]
    sheet.move_range("B2:D7", rows=30)
    sheet["F20"].comment = copied(sheet["D37"].comment)
    sheet["F20"].comment.text += "\n已改，李四"
    cleaned = copy(saved(workbook), None)
    assert comments_of(cleaned, "Measures") == {"D37": "请填部门", "F20": "请填部门\n已改，李四"}


def test_what_passes_comes_back_clean(mark):
    raw = saved(office_like())
    assert mark(raw).content == raw
    marked = mark(raw, *CELLS).content
    clean = mark(marked).content
    assert (open_workbook(clean).sheets, comments_of(clean, "Measures")) == (
        open_workbook(raw).sheets,
        {"D7": "请填部门"},
    )
    assert opened(clean).sheetnames == ["Measures", "Bo's sheet!"]
    assert not colours_of(clean, "Measures")


# What a copy cannot carry, and what cannot be copied


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_gone_is_said_on_the_first_sheet(mark, lang):
    raw = packed(
        {
            **parts_of(saved(filled())),
            "xl/drawings/drawing1.xml": "<x><pic/><sp/><sp/></x>",
            "xl/threadedComments/t1.xml": "<x><threadedComment/></x>",
            "xl/cellimages.xml": "<x><cellImage/></x>",
        }
    )
    marked = mark(raw, "Measures!D7", lang=lang)
    assert [each.en for each in marked.lost][:2] == ["pictures", "shapes and text boxes"]
    assert len(marked.lost) == 3
    (said,) = (text for text in texts(first_sheet(marked.content)) if "This is a copy" in text or "副本" in text)
    for each in marked.lost:
        assert each.in_language(lang) in said
    assert mark(raw, lang=lang).lost == ()


def test_a_workbook_by_excel_comes_back_with_what_is_gone(mark):
    marked = mark(everything(), "plancheck!A1", "plancheck!C3", "plancheck!D9")
    assert marked.reason is None
    comments = comments_of(marked.content, "plancheck")
    assert comments["A1"].startswith("王五:\nError: ask Li")
    assert "When?" in comments["C3"]
    assert {each.en for each in marked.lost} >= {"macros", "buttons and other controls"}


def bomb() -> bytes:
    """A sheet of a hundred megabytes, in a hundred kilobytes."""
    parts = parts_of(saved(filled()))
    return packed({**parts, "xl/worksheets/sheet1.xml": parts["xl/worksheets/sheet1.xml"] + b" " * 100_000_000})


def without(name: str) -> bytes:
    return packed({part: content for part, content in parts_of(saved(filled())).items() if part != name})


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b"PK\x03\x04", b"circular: x", packed({"a": "b"}), saved(filled())[:2000]),
        *(without("xl/workbook.xml"), without("[Content_Types].xml"), without("xl/styles.xml"), bomb()),
        *(packed({**parts_of(saved(filled())), "xl/theme/theme1.xml": f"{ENTITIES}<x>&b;</x>"}),),
        *(packed({**parts_of(saved(filled())), "docProps/core.xml": f"{ENTITIES}<x>&b;</x>"}),),
        *(replaced(saved(filled()), "xl/worksheets/sheet1.xml", ("</row>", "")),),
        *(replaced(saved(filled()), "xl/comments/comment1.xml", ("D7", "D0")),),
        *(replaced(saved(filled()), "xl/workbook.xml", ("<sheets>.*</sheets>", "")),),
        *(replaced(saved(filled()), "xl/styles.xml", ("(<cellXfs[^>]*>)", r'\1<xf numFmtId="x"/>')),),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_copied_is_told(mark, raw):
    marked = mark(raw, "Measures!D7")
    if marked.reason is not None:
        assert opened(marked.content).sheetnames == ["plancheck"]
        assert marked.reason.en in texts(first_sheet(marked.content))
        assert marked.reason.zh
    else:
        assert open_workbook(marked.content).sheets == open_workbook(raw).sheets


@pytest.mark.parametrize("where", ["load_workbook", "bytes_of"])
@pytest.mark.parametrize("error", [KeyError("x"), TypeError("x"), RecursionError()])
def test_whatever_the_library_raises_is_a_reason(mark, monkeypatch, where, error):
    real, failing = getattr(checker.office.marking, where), iter([error])

    def broken(*arguments: Any, **options: Any) -> Any:
        # Once: the list that is given instead is a workbook too.
        for each in failing:
            raise each
        return real(*arguments, **options)

    monkeypatch.setattr(checker.office.marking, where, broken)
    marked = mark(saved(filled()), "Measures!D7")
    assert "cannot be copied" in str(marked.reason)


def test_a_copy_that_says_something_else_is_none(mark, monkeypatch):
    real = checker.office.marking.load_workbook

    def careless(*arguments: Any, **options: Any) -> Workbook:
        workbook = real(*arguments, **options)
        workbook["Measures"]["A5"] = "another"
        return workbook

    monkeypatch.setattr(checker.office.marking, "load_workbook", careless)
    marked = mark(saved(filled()), "Measures!D7")
    assert "would not say the same" in str(marked.reason)


def test_another_file_than_was_checked_is_not_marked(report_on, pack):
    raw = saved(filled())
    marked = mark_file(raw + b" ", report_on(raw, "Measures!A1"), pack)
    assert "has changed" in str(marked.reason)


def test_only_our_own_words_are_known_as_ours(copy):
    workbook = filled()
    sheet = workbook["Measures"]
    for row, words in enumerate((f"{BEGIN} mine", f"mine\n{BEGIN}\nand no end", f"a\n\n{BEGIN}\nours\n{END}\nb"), 2):
        sheet.cell(row, 6).comment = copied(sheet["D7"].comment)
        sheet.cell(row, 6).comment.text = words
    comments = comments_of(copy(saved(workbook), None), "Measures")
    assert [comments[f"F{row}"] for row in (2, 3, 4)] == [f"{BEGIN} mine", f"mine\n{BEGIN}\nand no end", "a\nb"]


def test_each_severity_has_a_colour(report_on, pack):
    raw = saved(filled())
    report = report_on(raw, "Measures!B2", "Measures!B3", "Measures!B4")
    findings = [replace(each, severity=of) for each, of in zip(report.findings, Severity, strict=True)]
    marked = mark_file(raw, replace(report, findings=tuple(findings)), pack).content
    assert len(set(colours_of(marked, "Measures").values())) == 3


def test_the_type_of_comments_is_lost_but_for_ours(mark):
    for author, lost in (("张三", 1), ("plancheck", 0)):
        parts = parts_of(saved(filled()))
        name = next(name for name in parts if "comments" in name)
        plain = parts[name].decode()
        run = "<r><rPr><b/><sz val='9'/></rPr><t>请填部门</t></r>"
        rich = re.sub(r"<text>.*?</text>", f"<text>{run}</text>", plain, flags=re.DOTALL).replace("张三", author)
        assert len(mark(packed({**parts, name: rich}), "Measures!D7").lost) == lost
