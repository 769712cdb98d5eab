"""`plancheck check PLAN --marked COPY`: a workbook or Word document comes back, marked; no plan is overwritten."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

import checker.cli.commands.check
import checker.readers
from checker.model import Place
from checker.readers.document import Document as ReadDocument

FOUND, UNREADABLE = 1, 2
NAME = "xlsx_of_this_test"


@pytest.fixture(autouse=True)
def _reads_workbooks(monkeypatch: pytest.MonkeyPatch, conforming: dict[str, Any]) -> None:
    """A reader that takes any workbook for a plan with one error, found at D7."""

    def read(raw: bytes, _labels: object) -> ReadDocument:
        place = "Table[1]!A1" if b"word/document.xml" in raw else "Measures!D7"
        return ReadDocument(None, None, {**conforming, "plan_year": 2012}, lambda _: Place(cell=place))

    module = ModuleType(NAME)
    module.read = read  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(checker.readers._READERS, ".xlsx", NAME)
    monkeypatch.setitem(checker.readers._READERS, ".docx", NAME)
    monkeypatch.setattr(checker.readers, "_reader", lambda name: sys.modules[name].read)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    workbook = Workbook()
    workbook.active.title = "Measures"  # type: ignore[union-attr]
    workbook.save(tmp_path / "plan.xlsx")
    return tmp_path / "plan.xlsx"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    document = Document()
    document.add_paragraph("组织实施方案")
    document.add_table(1, 1).cell(0, 0).text = "x"
    document.save(str(tmp_path / "plan.docx"))
    return tmp_path / "plan.docx"


def sheets(raw: bytes | Path) -> list[str]:
    return load_workbook(raw if not isinstance(raw, bytes) else BytesIO(raw)).sheetnames


def test_one_workbook_comes_back_marked(run, plan, tmp_path):
    before, out = plan.read_bytes(), tmp_path / "checked.xlsx"
    done = run("check", plan, "--format", "xlsx", "--output", out)
    assert (done.status, done.err) == (FOUND, f"Written: {out} (xlsx)\n")
    workbook = load_workbook(out)
    assert workbook.sheetnames == ["plancheck", "Measures"]
    comment = workbook["Measures"]["D7"].comment
    assert comment is not None
    assert "Error: " in comment.text
    assert plan.read_bytes() == before


@pytest.mark.usefixtures("plan", "document")
@pytest.mark.parametrize("name", ["plan.xlsx", "plan.docx"])
def test_a_copy_is_written_beside_the_report(run, tmp_path, name):
    before, out = (tmp_path / name).read_bytes(), tmp_path / f"checked{Path(name).suffix}"
    done = run("check", tmp_path / name, "--marked", out)
    assert (done.status, done.err) == (FOUND, f"Written: {out}\n")
    assert "RETURN" in done.out
    assert (tmp_path / name).read_bytes() == before
    if name == "plan.xlsx":
        assert sheets(out) == ["plancheck", "Measures"]
    else:
        assert [each.author for each in Document(str(out)).comments] == ["plancheck", "plancheck"]


@pytest.mark.usefixtures("document")
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["plan.xlsx", "plan.docx", "--marked", "copy.xlsx"], "--marked"),
        (["plan.json", "--marked", "copy.xlsx"], "--marked"),
        ([".", "--marked", "copy.xlsx"], "--marked"),
        (["plan.xlsx", "--marked", "copy.docx"], "copy.docx"),
        (["plan.xlsx", "--marked", "plan.xlsx"], "plan.xlsx"),
    ],
)
def test_what_cannot_come_back_is_wrong_usage(run, write, plan, monkeypatch, words, said, lang):
    write("plan.json")
    monkeypatch.chdir(plan.parent)
    before = plan.read_bytes()
    done = run("check", *words, "--lang", lang)
    assert (done.status, done.out) == (UNREADABLE, "")
    assert said in done.err
    assert plan.read_bytes() == before
    assert not list(plan.parent.glob("copy.*"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_copy_lacks_is_said(run, plan, tmp_path, lang):
    with ZipFile(plan, "a") as file:
        file.writestr("xl/drawings/drawing9.xml", "<x><pic/></x>")
    done = run("check", plan, "--marked", tmp_path / "copy.xlsx", "--lang", lang)
    assert {"en": "lacks: pictures.", "zh": "未能保留以下内容：图片。"}[lang] in done.err
    assert done.status == FOUND


@pytest.mark.parametrize("several", ["two files", "a folder"])
def test_several_inputs_give_a_list_of_findings(run, write, plan, tmp_path, several):
    other = write("plans/a.json")
    given = [plan, other] if several == "two files" else [other.parent]
    run("check", *given, "--format", "xlsx", "--output", tmp_path / "all.xlsx")
    assert sheets(tmp_path / "all.xlsx")[:2] == ["Files", "Findings"]


def test_a_file_that_cannot_be_marked_is_said_to_be_one(run, plan, tmp_path):
    plan.write_bytes(b"PK\x03\x04 and nothing else")
    done = run("check", plan, "--marked", tmp_path / "a.xlsx")
    assert sheets(tmp_path / "a.xlsx") == ["plancheck"]
    assert "does not come back marked" in done.err
    assert run("check", tmp_path / "nowhere.xlsx", "--marked", tmp_path / "b.xlsx").err == ""
    assert not (tmp_path / "b.xlsx").exists()


def test_the_same_bytes_are_checked_and_marked(run, plan, tmp_path, monkeypatch):
    """A file that changes while it is checked is not marked with findings that are not its own: it is read once."""
    read = []
    real = checker.cli.commands.check.read_file
    monkeypatch.setattr("checker.cli.commands.check.read_file", lambda path: read.append(path) or real(path))
    monkeypatch.setattr("checker.readers.read_file", lambda path: pytest.fail(f"{path} is read again"))
    assert run("check", plan, "--format", "xlsx", "--output", tmp_path / "a.xlsx").status == FOUND
    assert read == [plan]
