"""`plancheck convert` and `plancheck template --format`: files that come out, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.readers import read_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "plans"
PLAN = EXAMPLES / "hubei.yaml"


def test_there_and_back(run: Callable[..., Run], tmp_path: Path) -> None:
    book, text, data = (tmp_path / name for name in ("方案.xlsx", "plan.yml", "plan.json"))
    for source, target in ((PLAN, book), (book, text), (text, data)):
        result = run("convert", source, target)
        assert (result.status, result.out, result.err) == (0, "", "")
    assert read_path(data).data == read_path(PLAN).data == read_path(text).data
    assert re.search(r"date: 2012-12-\d\d\n", text.read_text("utf-8")), "days need no quotation marks"


@pytest.mark.parametrize(("lang", "sheet"), [("en", "Measures"), ("zh", "工作措施")])
def test_the_workbook_is_in_the_language_asked_for(
    run: Callable[..., Run], tmp_path: Path, lang: str, sheet: str
) -> None:
    run("convert", "--lang", lang, EXAMPLES / "hubei-draft.yaml", tmp_path / "plan.XLSX")
    result = run("check", "--format", "json", tmp_path / "plan.XLSX").json
    assert result["verdict"] == "return"
    cells = {finding["cell"].partition("!")[0] for finding in result["findings"]}
    assert sheet in cells


def test_a_file_that_is_there_is_kept_unless_told_otherwise(run: Callable[..., Run], tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    target.write_text("mine")
    result = run("convert", PLAN, target)
    assert result.status == 2
    assert "--force" in result.err
    assert target.read_text() == "mine"
    assert run("convert", "--force", PLAN, target).status == 0
    assert json.loads(target.read_text("utf-8"))["office"] == "CN-HB"


def test_a_file_can_be_converted_onto_itself_if_forced(run: Callable[..., Run], tmp_path: Path) -> None:
    target = tmp_path / "plan.yaml"
    target.write_bytes(PLAN.read_bytes())
    assert run("convert", target, target).status == 2
    assert run("convert", "--force", target, target).status == 0
    assert read_path(target).data == read_path(PLAN).data


def test_what_is_not_understood_is_not_left_out(run: Callable[..., Run], tmp_path: Path) -> None:
    result = run("convert", "--lang", "zh", EXAMPLES / "hubei-draft.xlsx", tmp_path / "plan.yaml")
    assert result.status == 2
    assert not (tmp_path / "plan.yaml").exists()
    assert "时间安排!A35" in result.out
    assert "约300万元" in result.out
    assert "required-measure-missing" not in result.out
    assert "未予转换" in result.err


@pytest.mark.parametrize("name", ["plan.txt", "plan", "-"])
def test_a_suffix_nobody_can_write(run: Callable[..., Run], tmp_path: Path, name: str) -> None:
    result = run("convert", PLAN, tmp_path / name)
    assert result.status == 2
    assert ".xlsx" in result.err


def test_an_input_that_cannot_be_read(run: Callable[..., Run], tmp_path: Path) -> None:
    result = run("convert", tmp_path / "none.yaml", tmp_path / "plan.json")
    assert (result.status, result.out) == (2, "")
    assert "none.yaml" in result.err


def test_a_circular_nobody_knows(run: Callable[..., Run], tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN.read_text("utf-8").replace("sipo-2012-113", "sipo-2099-1"), "utf-8")
    result = run("convert", plan, tmp_path / "plan.xlsx")
    assert result.status == 2
    assert "sipo-2099-1" in result.out


def test_a_text_too_long_for_a_cell(run: Callable[..., Run], tmp_path: Path) -> None:
    plan = {**read_path(PLAN).data, "notes": "x" * 40_000}
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    result = run("convert", tmp_path / "plan.json", tmp_path / "plan.xlsx")
    assert result.status == 2
    assert "“Remarks” on the sheet “Cover”" in " ".join(result.err.split())
    assert "32,767" in result.err


def test_a_workbook_to_fill_in(run: Callable[..., Run], tmp_path: Path) -> None:
    for args in (("--format", "xlsx", "--output", tmp_path / "a.bin"), ("--output", tmp_path / "b.xlsx")):
        assert run("template", "CN-HB", "--pack", "sipo-2012-113", *args).status == 0
    assert (tmp_path / "a.bin").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert run("check", tmp_path / "b.xlsx").status == 1
    assert run("template", "CN-HB", "--pack", "sipo-2012-113", "--output", tmp_path / "c.txt").status == 0
    assert (tmp_path / "c.txt").read_text("utf-8").startswith("# yaml-language-server: $schema=")


def test_a_format_nobody_makes(run: Callable[..., Run]) -> None:
    result = run("template", "CN-HB", "--format", "xls")
    assert result.status == 2
    assert "xlsx" in result.err


def test_a_folder_has_no_plans_that_are_only_open(run: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes((EXAMPLES / "hubei-draft.xlsx").read_bytes())
    (tmp_path / "~$plan.xlsx").write_bytes(b"\x05owner")
    reports = run("check", "--format", "ndjson", tmp_path).out.splitlines()
    assert len(reports) == 1


@pytest.mark.parametrize("format_", ["text", "html", "github", "sarif", "markdown", "csv", "junit", "json", "ndjson"])
def test_every_format_shows_the_cells(run: Callable[..., Run], format_: str) -> None:
    out = run("check", "--lang", "zh", "--format", format_, EXAMPLES / "hubei-draft.xlsx").out
    for cell in ("时间安排!C18", "措施表!I14", "地区部署!B10"):
        assert cell in out.replace("\\!", "!")


def test_the_workbook_of_findings_shows_the_cells(run: Callable[..., Run], tmp_path: Path) -> None:
    from openpyxl import load_workbook

    run("check", "--format", "xlsx", "--output", tmp_path / "report.xlsx", EXAMPLES / "hubei-draft.xlsx")
    texts = [
        str(cell.value)
        for sheet in load_workbook(tmp_path / "report.xlsx").worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert any("措施表!I14" in text for text in texts)
