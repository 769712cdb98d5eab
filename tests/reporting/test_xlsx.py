"""Workbooks with findings: what spreadsheets make of them, and that every text in them is a text."""

import io
import re
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree
from msgspec.structs import replace

from checker.model import LANGUAGES, Severity, Verdict
from checker.reporting import FORMATS
from checker.reporting.workbook import _COLOURS

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def book_of(rendered: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(rendered))


def column(sheet: Any, head: str) -> list[object]:
    """What stands below a head, down to the end."""
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == head)
    return [sheet.cell(row, cell.column).value for row in range(cell.row + 1, sheet.max_row + 1)]


def test_the_findings_are_all_there_and_say_what_became_of_their_file(reviews, render_review):
    review = reviews["en"]
    sheet = book_of(render_review("xlsx", review))["Findings"]
    expected = len(review.findings) + sum(len(report.findings) for report in review.reports)
    assert column(sheet, "No.") == list(range(1, expected + 1))
    notes = dict(zip(column(sheet, "File"), column(sheet, "Note"), strict=True))
    assert notes["inbox/anhui-2.json"] is None
    assert notes["inbox/anhui.json"] == "superseded by inbox/anhui-2.json"
    assert notes["inbox/unknown.json"] == "of no known sender"


def test_the_matrix_shows_who_lists_what(reviews, render_review):
    sheet = book_of(render_review("xlsx", reviews["en"]))["Measures"]
    rows = {row[0].value: [cell.value for cell in row[3:]] for row in sheet.iter_rows(min_row=6)}
    assert [cell.value for cell in sheet[5]][3:] == ["7", "16", "26", "33", "P2", "Others"]
    assert rows["CN-AH"] == ["✗", "✓", "3 E", "✓", None, "43a"]
    assert rows["CN-BJ"] == ["✓", "✓", "✓", None, "✓", None]
    assert rows["CN-GD"] == ["✓", "1 W", "✓", None, None, None]
    assert rows["CN-ZJ"] == rows["CN-SH"] == [None] * 6
    assert rows[None] == [3, 2, 4, 1, 0, None]
    assert sheet.cell(4, 4).alignment.textRotation == 90


def test_checked_plans_have_a_sheet_of_their_own(samples, pack):
    reports = [samples[name, "en"] for name in ("returned", "passed", "unreadable")]
    book = book_of(FORMATS["xlsx"].render(reports, {pack.id: pack}))
    assert book.sheetnames == ["Files", "Findings", "Measures"]
    assert column(book["Files"], "Verdict") == ["RETURN", "PASS", "INVALID"]
    assert column(book["Files"], "File")[2] == "standard input"
    without = book_of(FORMATS["xlsx"].render(reports, {}))
    assert without.sheetnames == ["Files", "Findings"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_formula_comes_from_a_plan(lang, hostile_reviews, render_review):
    rendered = render_review("xlsx", hostile_reviews[lang])
    cells = [cell for sheet in book_of(rendered).worksheets for row in sheet.iter_rows() for cell in row]
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert {cell.data_type for cell in texts} == {"s"}
    assert all(cell.quotePrefix for cell in texts)
    assert {type(cell.value) for cell in cells} == {str, int, type(None)}
    assert sum(str(cell.value)[0] in "=+-@" for cell in texts) >= 8
    assert all(cell.hyperlink is None for cell in cells)
    with ZipFile(io.BytesIO(rendered)) as parts:
        names = parts.namelist()
        sheets = [etree.fromstring(parts.read(name)) for name in names if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 5
    assert [element for sheet in sheets for element in sheet.iter(f"{MAIN}f", f"{MAIN}hyperlink")] == []
    assert [name for name in names if "external" in name.lower() or "vba" in name.lower()] == []


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        *((name, name) for name in ("#N/A", "#REF!", "12", "1e5", "TRUE", "2012-12-26", "=1+1", "'x", "{=1}")),
        # What XML cannot hold is made visible, and a text longer than a cell is cut.
        ("a\x00b\x1f\ufffe\udc80c _x003D_1+1", "a\\u0000b\\u001f\\ufffe\\udc80c _x005F_x003D_1+1"),
        ("\U000e0001" * 4000, ("\\U000e0001" * 4000)[:32_767]),
    ],
    ids=lambda text: repr(text)[:20],
)
def test_whatever_a_text_looks_like_it_is_a_text(name, cell, samples, render):
    found = book_of(render("xlsx", replace(samples["passed", "en"], office=name)))["Files"].cell(6, 2)
    assert (found.value, found.data_type) == (cell, "s")


def test_the_file_knows_no_time(reviews, render_review):
    with ZipFile(io.BytesIO(render_review("xlsx", reviews["en"]))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = parts.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\d", properties)) == {"2000-01-01"}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_verdict_and_severity_has_a_colour_on_which_letters_can_be_read():
    assert {*Severity, *Verdict} <= set(_COLOURS)
    for fill, letters in _COLOURS.values():
        light, dark = sorted((luminance(fill or "FFFFFF"), luminance(letters)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5
