"""Files as people send them (tests/sent): what is read of each, what is left out, and what is found."""

from pathlib import Path
from typing import Any

import pytest

from checker import check
from checker.errors import UnreadableError
from checker.model import Finding, Severity
from checker.readers import read_bytes, read_path
from checker.readers.cells import Cell, CellTable, LeftOut, Sheet
from checker.readers.docx import open_document
from checker.readers.xlsx import open_workbook

SENT = Path(__file__).parents[1] / "sent"
EXPECTED: Any = read_path(SENT / "expected.yaml").data
OFFICE = [name for name in EXPECTED if name.endswith((".docx", ".xlsx"))]


def grids_of(name: str) -> tuple[list[Sheet | CellTable], tuple[LeftOut, ...]]:
    """The sheets or tables of a file, and what was left out."""
    raw = (SENT / name).read_bytes()
    if name.endswith(".docx"):
        document = open_document(raw)
        return [block for block in document.blocks if isinstance(block, CellTable)], document.left_out
    workbook = open_workbook(raw)
    return list(workbook.sheets), workbook.left_out


def said(cell: Cell) -> object:
    return list(cell.oddities) or cell.value


def found(finding: Finding) -> str:
    return f"{finding.rule} {finding.place.cell or finding.place.line}"


def test_every_file_is_told_of():
    files = {path.name for path in SENT.iterdir()} - {".gitattributes", "expected.yaml"}
    assert files == set(EXPECTED)


@pytest.mark.parametrize("name", OFFICE)
def test_what_is_read_of_it(name):
    expected = EXPECTED[name]
    grids, left_out = grids_of(name)
    cells = {
        grid.place(row, column): said(cell)
        for grid in grids
        for row, line in grid.rows.items()
        for column, cell in line.items()
    }
    assert {place: cells.get(place) for place in expected.get("cells", ())} == expected.get("cells", {})
    assert {each.place: f"{each.what} {each.text}" for each in left_out} == expected.get("left_out", {})


@pytest.mark.parametrize("name", [name for name in EXPECTED if "findings" in EXPECTED[name]])
def test_what_is_found_in_it(name):
    report = check(SENT / name)
    assert [found(each) for each in report.findings if each.severity is not Severity.INFO] == EXPECTED[name]["findings"]


@pytest.mark.parametrize("suffix", ["", ".yaml", ".json", ".xlsx", ".docx", ".doc", ".et", ".wps", ".txt"])
@pytest.mark.parametrize("name", [name for name in EXPECTED if "unreadable" in EXPECTED[name]])
def test_what_cannot_be_read_is_told_under_any_name(name, suffix):
    with pytest.raises(UnreadableError) as caught:
        read_bytes((SENT / name).read_bytes(), suffix=suffix)
    assert caught.value.message("en").startswith(EXPECTED[name]["unreadable"])
    for lang in ("en", "zh"):
        assert "UTF-8" not in caught.value.message(lang)
        assert ".docx" in caught.value.message(lang)
