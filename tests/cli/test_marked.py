"""`plancheck check plan.xlsx --format xlsx`: the workbook comes back, marked; and a plan is never overwritten."""

from __future__ import annotations

import sys
from io import BytesIO
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook

import checker.cli.marked
import checker.readers
from checker.model import Place
from checker.readers.document import Reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FOUND, UNREADABLE = 1, 2
NAME = "xlsx_of_this_test"


@pytest.fixture(autouse=True)
def _reads_workbooks(monkeypatch: pytest.MonkeyPatch, conforming: dict[str, Any]) -> None:
    """A reader that takes any workbook for a plan with one error, found at D7."""

    def read(_raw: bytes, _labels: object) -> Reading:
        return Reading({**conforming, "plan_year": 2012}, lambda _: Place(cell="Measures!D7"))

    module = ModuleType(NAME)
    module.read = read  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(checker.readers._READERS, ".xlsx", NAME)
    monkeypatch.setattr(checker.readers, "_reader", lambda name: sys.modules[name].read)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    workbook = Workbook()
    workbook.active.title = "Measures"  # type: ignore[union-attr]
    workbook.save(tmp_path / "plan.xlsx")
    return tmp_path / "plan.xlsx"


def sheets(raw: bytes | Path) -> list[str]:
    return load_workbook(raw if not isinstance(raw, bytes) else BytesIO(raw)).sheetnames


def test_one_workbook_comes_back_marked(run: Callable[..., Any], plan: Path, tmp_path: Path) -> None:
    before, out = plan.read_bytes(), tmp_path / "checked.xlsx"
    done = run("check", plan, "--format", "xlsx", "--output", out)
    assert (done.status, done.err) == (FOUND, "")
    workbook = load_workbook(out)
    assert workbook.sheetnames == ["plancheck", "Measures"]
    comment = workbook["Measures"]["D7"].comment
    assert comment is not None
    assert comment.text.startswith("Error: ")
    assert plan.read_bytes() == before


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
    assert done.err == ""


def test_a_file_that_cannot_be_marked_is_said_to_be_one(run: Callable[..., Any], plan: Path, tmp_path: Path) -> None:
    plan.write_bytes(b"PK\x03\x04 and nothing else")
    done = run("check", plan, "--format", "xlsx", "--output", tmp_path / "a.xlsx")
    assert sheets(tmp_path / "a.xlsx")[:2] == ["Files", "Findings"]
    assert "nothing can be marked in" in done.err


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
