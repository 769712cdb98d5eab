"""`plancheck check PLAN --marked COPY`: a workbook or Word document comes back, marked; no plan is overwritten."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

import checker.cli.marked
import checker.readers
from checker.model import Place
from checker.readers.document import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

FOUND, UNREADABLE = 1, 2
NAME = "xlsx_of_this_test"


@pytest.fixture(autouse=True)
def _reads_workbooks(monkeypatch: pytest.MonkeyPatch, conforming: dict[str, Any]) -> None:
    """A reader that takes any workbook for a plan with one error, found at D7."""

    def read(raw: bytes, _labels: object) -> Reading:
        place = "Table[1]!A1" if b"word/document.xml" in raw else "Measures!D7"
        return Reading({**conforming, "plan_year": 2012}, lambda _: Place(cell=place))

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


def test_one_workbook_comes_back_marked(run: Callable[..., Any], plan: Path, tmp_path: Path) -> None:
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
def test_a_copy_is_written_beside_the_report(run: Callable[..., Any], tmp_path: Path, name: str) -> None:
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
def test_what_cannot_come_back_is_wrong_usage(
    run: Callable[..., Any],
    write: Callable[..., Path],
    plan: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    said: str,
    lang: str,
) -> None:
    write("plan.json")
    monkeypatch.chdir(plan.parent)
    before = plan.read_bytes()
    done = run("check", *words, "--lang", lang)
    assert (done.status, done.out) == (UNREADABLE, "")
    assert said in done.err
    assert plan.read_bytes() == before
    assert not list(plan.parent.glob("copy.*"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_copy_lacks_is_said(run: Callable[..., Any], plan: Path, tmp_path: Path, lang: str) -> None:
    with ZipFile(plan, "a") as file:
        file.writestr("xl/drawings/drawing9.xml", "<x><pic/></x>")
    done = run("check", plan, "--marked", tmp_path / "copy.xlsx", "--lang", lang)
    assert {"en": "lacks: pictures.", "zh": "未能保留以下内容：图片。"}[lang] in done.err
    assert done.status == FOUND


def test_beside_a_report_of_another_kind(run: Callable[..., Any], plan: Path, tmp_path: Path) -> None:
    done = run("check", plan, "--lang", "zh", "--format", "json", "--report", f"xlsx={tmp_path / 'checked.xlsx'}")
    assert done.json["findings"][0]["cell"] == "Measures!D7"
    assert sheets(tmp_path / "checked.xlsx") == ["核对结果", "Measures"]


def test_several_jobs_make_no_difference(run: Callable[..., Any], plan: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"{jobs}.xlsx" for jobs in (1, 2)]
    for jobs, file in enumerate(files, 1):
        run("check", plan, "--format", "xlsx", "--output", file, "--jobs", jobs)
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("several", ["two files", "a folder"])
def test_several_inputs_give_a_list_of_findings(
    run: Callable[..., Any], write: Callable[..., Path], plan: Path, tmp_path: Path, several: str
) -> None:
    other = write("plans/a.json")
    given = [plan, other] if several == "two files" else [other.parent]
    run("check", *given, "--format", "xlsx", "--output", tmp_path / "all.xlsx")
    assert sheets(tmp_path / "all.xlsx")[:2] == ["Files", "Findings"]


def test_another_kind_of_file_gives_a_list_of_findings(
    run: Callable[..., Any], write: Callable[..., Path], tmp_path: Path
) -> None:
    done = run("check", write("a.json"), "--format", "xlsx", "--output", tmp_path / "a.xlsx")
    assert sheets(tmp_path / "a.xlsx")[:2] == ["Files", "Findings"]
    assert "Note" not in done.err


def test_a_file_that_cannot_be_marked_is_said_to_be_one(run: Callable[..., Any], plan: Path, tmp_path: Path) -> None:
    plan.write_bytes(b"PK\x03\x04 and nothing else")
    done = run("check", plan, "--marked", tmp_path / "a.xlsx")
    assert sheets(tmp_path / "a.xlsx") == ["plancheck"]
    assert "does not come back marked" in done.err


def test_a_word_document_that_cannot_be_marked_is_said_to_be_one(
    run: Callable[..., Any], document: Path, tmp_path: Path
) -> None:
    document.write_bytes(b"PK\x03\x04 and nothing else")
    done = run("check", document, "--marked", tmp_path / "b.docx")
    assert "does not come back marked" in done.err
    assert len(Document(str(tmp_path / "b.docx")).paragraphs) > 2


def test_a_file_that_is_not_there_is_a_finding(run: Callable[..., Any], tmp_path: Path) -> None:
    done = run("check", tmp_path / "none.xlsx", "--format", "xlsx", "--output", tmp_path / "a.xlsx")
    assert done.status == UNREADABLE
    assert sheets(tmp_path / "a.xlsx")[:2] == ["Files", "Findings"]


@pytest.mark.parametrize("arguments", [["--format", "xlsx", "--output", "{}"], ["--report", "html={}"]])
@pytest.mark.parametrize("through", ["itself", "a link", "another way"])
def test_a_plan_is_never_overwritten(
    run: Callable[..., Any], plan: Path, tmp_path: Path, arguments: list[str], through: str
) -> None:
    before = plan.read_bytes()
    (tmp_path / "link.xlsx").symlink_to(plan)
    (tmp_path / "folder").mkdir()
    ways = {"itself": plan, "a link": tmp_path / "link.xlsx", "another way": tmp_path / "folder" / ".." / "plan.xlsx"}
    done = run("check", plan, *(argument.format(ways[through]) for argument in arguments))
    assert done.status == UNREADABLE
    assert "would be overwritten" in done.err
    assert done.out == ""
    assert plan.read_bytes() == before


def test_the_same_bytes_are_checked_and_marked(
    run: Callable[..., Any], plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that changes while it is checked is not marked with findings that are not its own: it is read once."""
    read = []
    real = checker.cli.marked.read_file
    monkeypatch.setattr("checker.cli.marked.read_file", lambda path: read.append(path) or real(path))
    monkeypatch.setattr("checker.readers.read_file", lambda path: pytest.fail(f"{path} is read again"))
    assert run("check", plan, "--format", "xlsx", "--output", tmp_path / "a.xlsx").status == FOUND
    assert read == [plan]
