"""`plancheck convert` and `plancheck template --format`: files that come out, and what is refused."""

import json
import re
from pathlib import Path

import pytest

from checker.readers import read_path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "plans"
PLAN = EXAMPLES / "hubei.yaml"


def test_there_and_back(run, tmp_path):
    book, text, data = (tmp_path / name for name in ("方案.xlsx", "plan.yml", "plan.json"))
    for source, target in ((PLAN, book), (book, text), (text, data)):
        result = run("convert", source, target)
        assert (result.status, result.out, result.err) == (0, "", "")
    assert read_path(data).data == read_path(PLAN).data == read_path(text).data
    assert re.search(r"date: 2012-12-\d\d\n", text.read_text("utf-8")), "days need no quotation marks"


@pytest.mark.parametrize(("lang", "sheet"), [("en", "Measures"), ("zh", "工作措施")])
def test_the_workbook_is_in_the_language_asked_for(run, tmp_path, lang, sheet):
    run("convert", "--lang", lang, EXAMPLES / "hubei-draft.yaml", tmp_path / "plan.XLSX")
    result = run("check", "--format", "json", tmp_path / "plan.XLSX").json
    assert result["verdict"] == "return"
    cells = {finding["cell"].partition("!")[0] for finding in result["findings"]}
    assert sheet in cells


def test_a_file_that_is_there_is_kept_unless_told_otherwise(run, tmp_path):
    target = tmp_path / "plan.json"
    target.write_text("mine")
    result = run("convert", PLAN, target)
    assert result.status == 2
    assert "--force" in result.err
    assert target.read_text() == "mine"
    assert run("convert", "--force", PLAN, target).status == 0
    assert json.loads(target.read_text("utf-8"))["office"] == "CN-HB"


def test_a_file_can_be_converted_onto_itself_if_forced(run, tmp_path):
    target = tmp_path / "plan.yaml"
    target.write_bytes(PLAN.read_bytes())
    assert run("convert", target, target).status == 2
    assert run("convert", "--force", target, target).status == 0
    assert read_path(target).data == read_path(PLAN).data


def test_what_is_not_understood_is_not_left_out(run, tmp_path):
    result = run("convert", "--lang", "zh", EXAMPLES / "hubei-draft.xlsx", tmp_path / "plan.yaml")
    assert result.status == 2
    assert not (tmp_path / "plan.yaml").exists()
    assert "时间安排!A35" in result.out
    assert "约300万元" in result.out
    assert "required-measure-missing" not in result.out
    assert "未予转换" in result.err


@pytest.mark.parametrize("name", ["plan.txt", "plan", "-"])
def test_a_suffix_nobody_can_write(run, tmp_path, name):
    result = run("convert", PLAN, tmp_path / name)
    assert result.status == 2
    assert ".xlsx" in result.err


def test_a_circular_nobody_knows(run, tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN.read_text("utf-8").replace("sipo-2012-113", "sipo-2099-1"), "utf-8")
    result = run("convert", plan, tmp_path / "plan.xlsx")
    assert result.status == 2
    assert "sipo-2099-1" in result.out


def test_a_workbook_to_fill_in(run, tmp_path):
    for args in (("--format", "xlsx", "--output", tmp_path / "a.bin"), ("--output", tmp_path / "b.xlsx")):
        assert run("template", "CN-HB", "--pack", "sipo-2012-113", *args).status == 0
    assert (tmp_path / "a.bin").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert run("check", tmp_path / "b.xlsx").status == 1
    assert run("template", "CN-HB", "--pack", "sipo-2012-113", "--output", tmp_path / "c.txt").status == 0
    assert (tmp_path / "c.txt").read_text("utf-8").startswith("# yaml-language-server: $schema=")
