from __future__ import annotations

import io
import re
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree
from msgspec.structs import replace
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from checker.model import Language, Severity, Verdict
from checker.pack.model import Pack
from checker.reporting import FORMATS
from checker.reporting.workbook import _COLOURS
from checker.review_model import Review

LANGS: list[Language] = ["en", "zh"]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def book_of(rendered: str | bytes) -> Workbook:
    assert isinstance(rendered, bytes)
    return openpyxl.load_workbook(io.BytesIO(rendered))


def review_book(review: Review, pack: Pack) -> Workbook:
    return book_of(FORMATS["xlsx"].render_review(review, pack))


def column(sheet: Worksheet, head: str) -> list[object]:
    """What stands below a head, down to the end."""
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == head)
    return [sheet.cell(row, cell.column).value for row in range(cell.row + 1, sheet.max_row + 1)]


def test_the_sheets_of_a_review(reviews, review_pack):
    assert review_book(reviews["en"], review_pack).sheetnames == [
        "Roster",
        "Findings",
        "Decisions",
        "Files",
        "Measures",
    ]
    assert review_book(reviews["zh"], review_pack).sheetnames == [
        "报送情况一览",
        "发现的问题",
        "决定",
        "文件一览",
        "工作措施一览",
    ]


def test_the_roster_has_every_office(reviews, review_pack):
    sheet = review_book(reviews["en"], review_pack)["Roster"]
    assert column(sheet, "Code") == [row.office for row in reviews["en"].roster]
    assert column(sheet, "Verdict") == [
        "RETURN",
        "PASS",
        "REVIEW",
        "INVALID",
        "DRAFT ONLY",
        "UNCLEAR WHICH",
        "NOTHING SENT",
        "UNDETERMINED",
    ]
    assert column(sheet, "Errors") == [6, 0, 0, 2, 0, None, None, None]
    assert column(sheet, "Superseded files")[0] == "inbox/anhui.json"
    assert str(column(sheet, "Main reasons")[0]).split("\n")[:2] == [
        "Objective missing: 26",
        "Required measure missing: 7",
    ]


def test_the_findings_are_all_there_and_say_whose_they_are(reviews, review_pack):
    review = reviews["en"]
    sheet = review_book(review, review_pack)["Findings"]
    expected = len(review.findings) + sum(len(report.findings) for report in review.reports)
    assert column(sheet, "No.") == list(range(1, expected + 1))
    assert column(sheet, "Sender")[:3] == [
        "Inner Mongolia Autonomous Region Intellectual Property Office",
        "Zhejiang Intellectual Property Office",
        None,
    ]
    notes = dict(zip(column(sheet, "File"), column(sheet, "Note"), strict=True))
    assert notes["inbox/anhui-2.json"] is None
    assert notes["inbox/anhui.json"] == "superseded by inbox/anhui-2.json"
    assert notes["inbox/unknown.json"] == "of no known sender"


def test_the_matrix_shows_who_lists_what(reviews, review_pack):
    sheet = review_book(reviews["en"], review_pack)["Measures"]
    rows = {row[0].value: [cell.value for cell in row[3:]] for row in sheet.iter_rows(min_row=6)}
    heads = [cell.value for cell in sheet[5]][3:]
    assert heads == ["7", "16", "26", "33", "P2", "Others"]
    assert rows["CN-AH"] == ["✗", "✓", "3 E", "✓", None, "43a"]
    assert rows["CN-BJ"] == ["✓", "✓", "✓", None, "✓", None]
    assert rows["CN-GD"] == ["✓", "1 W", "✓", None, None, None]
    assert rows["CN-ZJ"] == rows["CN-SH"] == [None] * 6
    assert rows[None] == [3, 2, 4, 1, 0, None]
    assert sheet.cell(4, 4).value == "Provincial supporting policies (required)"
    assert sheet.cell(4, 4).alignment.textRotation == 90
    zh = review_book(reviews["zh"], review_pack)["工作措施一览"]
    assert [cell.value for cell in zh[6]][3:6] == ["✗", "✓", "错3"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_sheet_can_be_filtered_and_printed(lang, reviews, review_pack):
    roster, findings, decisions, files, matrix = review_book(reviews[lang], review_pack).worksheets
    assert (roster.freeze_panes, roster.auto_filter.ref) == ("C8", "A7:K15")
    assert (findings.freeze_panes, findings.auto_filter.ref) == ("C2", f"A1:N{findings.max_row}")
    assert (matrix.freeze_panes, matrix.auto_filter.ref) == ("D6", "A5:I13")
    assert (decisions.freeze_panes, files.freeze_panes) == ("B6", "B5")
    for sheet in (roster, findings, decisions, files, matrix):
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert all(row.height for row in sheet.row_dimensions.values())


def test_checked_plans_have_a_sheet_of_their_own(samples, pack):
    reports = [samples[name, "en"] for name in ("returned", "passed", "unreadable")]
    book = book_of(FORMATS["xlsx"].render(reports, {pack.id: pack}))
    assert book.sheetnames == ["Files", "Findings", "Measures"]
    assert column(book["Files"], "Verdict") == ["RETURN", "PASS", "INVALID"]
    assert column(book["Files"], "File")[2] == "standard input"
    without = book_of(FORMATS["xlsx"].render(reports, {}))
    assert without.sheetnames == ["Files", "Findings"]


@pytest.mark.parametrize("lang", LANGS)
def test_no_formula_comes_from_a_plan(lang, hostile_reviews, review_pack):
    rendered = FORMATS["xlsx"].render_review(hostile_reviews[lang], review_pack)
    cells = [cell for sheet in book_of(rendered).worksheets for row in sheet.iter_rows() for cell in row]
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert {cell.data_type for cell in texts} == {"s"}
    assert all(cell.quotePrefix for cell in texts)
    assert {type(cell.value) for cell in cells} == {str, int, type(None)}
    assert sum(str(cell.value)[0] in "=+-@" for cell in texts) >= 8
    assert all(cell.hyperlink is None for cell in cells)
    assert isinstance(rendered, bytes)
    with ZipFile(io.BytesIO(rendered)) as parts:
        names = parts.namelist()
        sheets = [etree.fromstring(parts.read(name)) for name in names if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 5
    assert [element for sheet in sheets for element in sheet.iter(f"{MAIN}f", f"{MAIN}hyperlink")] == []
    assert [name for name in names if "external" in name.lower() or "vba" in name.lower()] == []


@pytest.mark.parametrize("name", ["#N/A", "#REF!", "12", "1e5", "TRUE", "2012-12-26", "=1+1", "'x", "{=1}"])
def test_whatever_a_text_looks_like_it_is_a_text(name, samples, pack):
    book = book_of(FORMATS["xlsx"].render([replace(samples["passed", "en"], name=name)], {pack.id: pack}))
    cell = book["Files"].cell(6, 1)
    assert (cell.value, cell.data_type) == (name, "s")


def test_what_xml_cannot_hold_is_made_visible(samples, pack):
    report = replace(samples["passed", "en"], name="a\x00b\x1f\ufffe\udc80c _x003D_1+1")
    book = book_of(FORMATS["xlsx"].render([report], {pack.id: pack}))
    assert book["Files"].cell(6, 1).value == "a\\u0000b\\u001f\\ufffe\\udc80c _x005F_x003D_1+1"


def test_a_text_longer_than_a_cell_is_cut(samples, pack):
    report = replace(samples["passed", "en"], office="\U000e0001" * 4000)
    book = book_of(FORMATS["xlsx"].render([report], {pack.id: pack}))
    assert len(str(book["Files"].cell(6, 2).value)) == 32_767


def test_the_file_knows_no_time(reviews, review_pack):
    rendered = FORMATS["xlsx"].render_review(reviews["en"], review_pack)
    assert isinstance(rendered, bytes)
    with ZipFile(io.BytesIO(rendered)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = parts.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\d", properties)) == {"2000-01-01"}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("role", _COLOURS)
def test_letters_can_be_read_on_their_colour(role):
    fill, letters = _COLOURS[role]
    light, dark = sorted((luminance(fill or "FFFFFF"), luminance(letters)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_every_verdict_and_severity_has_a_colour_and_a_word():
    assert {*Severity, *Verdict} <= set(_COLOURS)
