"""`plancheck check PLAN --marked COPY`: what the copy lacks is said, and what is marked is what was read."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

import checker.cli.commands.check

DRAFT = Path(__file__).resolve().parents[2] / "examples" / "plans" / "hubei-draft.yaml"


@pytest.fixture
def plan(run, tmp_path):
    """The draft as a workbook."""
    run("convert", DRAFT, tmp_path / "plan.xlsx", "--lang", "en")
    return tmp_path / "plan.xlsx"


@pytest.mark.parametrize("options", [["--marked"], ["--format", "xlsx", "--output"]])
def test_one_workbook_comes_back_marked(run, plan, tmp_path, options):
    titles = load_workbook(plan).sheetnames
    run("check", plan, *options, tmp_path / "checked.xlsx")
    assert load_workbook(tmp_path / "checked.xlsx").sheetnames == ["plancheck", *titles]


@pytest.mark.parametrize(("lang", "said"), [("en", "lacks: pictures."), ("zh", "未能保留以下内容：图片。")])
def test_what_the_copy_lacks_is_said(run, plan, tmp_path, lang, said):
    with ZipFile(plan, "a") as file:
        file.writestr("xl/drawings/drawing9.xml", "<x><pic/></x>")
    assert said in run("check", plan, "--marked", tmp_path / "copy.xlsx", "--lang", lang).err


def test_several_inputs_give_a_list_of_findings(run, write, plan, tmp_path):
    other = write("plans/a.json")
    for given in ([plan, other], [other.parent]):
        run("check", *given, "--format", "xlsx", "--output", tmp_path / "all.xlsx")
        assert load_workbook(tmp_path / "all.xlsx").sheetnames[:2] == ["Files", "Findings"]


def test_the_same_bytes_are_checked_and_marked(run, plan, tmp_path, monkeypatch):
    """A file that changes while it is checked is not marked with findings that are not its own: it is read once."""
    read = []
    real = checker.cli.commands.check.read_file
    monkeypatch.setattr("checker.cli.commands.check.read_file", lambda path: read.append(path) or real(path))
    monkeypatch.setattr("checker.readers.read_file", lambda path: pytest.fail(f"{path} is read again"))
    assert run("check", plan, "--format", "xlsx", "--output", tmp_path / "a.xlsx").status == 1
    assert read == [plan]
