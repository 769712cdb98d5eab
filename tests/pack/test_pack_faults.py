"""A fault in a rule pack is told to its author with file and line, in both languages, before any document is read."""

import ast
import os
import shutil
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
import yaml

import checker
from checker import check, load_pack
from checker.errors import PackError
from checker.pack.validation import FAULTS
from checker.resources import rules_folder

ID = "sipo-2012-113"

PACK = "pack.yaml"
PLAN = "documents/provincial-plan.yaml"
DEPARTMENTS_PLAN = "documents/department-plan.yaml"
FORM = "documents/provincial-plan.form.yaml"
DEPARTMENTS_FORM = "documents/department-plan.form.yaml"
ROUNDS = "tables/support_rounds.csv"
REGION = "II.1/region-outside-jurisdiction/rule.yaml"
DEPARTMENT = "II.2/approval-by-wrong-department/rule.yaml"
UNUSED = "II.2/exception-unused/rule.yaml"
MISSING = "II.2/required-measure-missing/rule.yaml"
LATE = "II.3/submitted-late/rule.yaml"
COMPLETION = "plan/completion-after-plan-year/rule.yaml"
PATH = "plan-4/legislation-path-mismatch/rule.yaml"
AIMLESS = "II.1/objective-missing/rule.yaml"
RULES = (AIMLESS, REGION, DEPARTMENT, UNUSED, MISSING, LATE, COMPLETION, PATH)

TELLING = ("fault", "_fault", "_called_twice")
"""What is called with the code of a fault."""

EVERY_WAY = Path(__file__).parents[1] / "facts" / "every-way"


def faults_in(name: str) -> list[Any]:
    """What a file of changes says: the file to change and the change, by its name."""
    told = yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
    return [pytest.param(file, broken, id=id_) for file, found in told.items() for id_, broken in found.items()]


@pytest.fixture
def folder(tmp_path):
    """A copy of the pack with the rules that are damaged here, and of what stands beside it for all packs."""

    def unneeded(folder: str, names: Collection[str]) -> set[str]:
        rules = {rule.split("/")[1] for rule in RULES}
        in_clause = folder.rpartition(ID)[2].count("/") == 1 and not folder.endswith(("/documents", "/tables"))
        return {"snapshot.pickle"} | (set(names) - rules if in_clause else set())

    shutil.copytree(rules_folder() / "common", tmp_path / "common")
    return shutil.copytree(rules_folder() / ID, tmp_path / ID, ignore=unneeded)


def faults_of(folder: Path) -> list[tuple[str, int | None, str]]:
    """The faults with which a pack is refused: file, line and what is said in English."""
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    for fault in caught.value.faults:
        for lang in ("en", "zh"):
            told = fault.message(lang)
            assert told.startswith(f"{fault.file}:" if fault.line is None else f"{fault.file}:{fault.line}: ")
            for name in fault.values:
                assert f"{{{name}}}" not in told
    assert len(caught.value.message("zh").splitlines()) == len(caught.value.faults)
    return [(fault.file, fault.line, fault.message("en")) for fault in caught.value.faults]


def change(path: Path, old: str, new: str) -> list[str]:
    """Change a file, and give its lines."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{text.count(old)} times: {old}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")
    return path.read_text(encoding="utf-8").splitlines()


def test_every_fault_that_is_told_has_words():
    modules = [ast.parse(path.read_text("utf-8")) for path in Path(checker.__file__).with_name("pack").glob("*.py")]
    calls = [node for module in modules for node in ast.walk(module) if isinstance(node, ast.Call)]
    told = [call.args[1] for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) in TELLING]
    several = [each for node in told if isinstance(node, ast.IfExp) for each in (node.body, node.orelse)]
    assert {node.value for node in (*told, *several) if isinstance(node, ast.Constant)} <= FAULTS.keys()


def test_no_words_are_of_no_fault():
    sources = [path.read_text("utf-8") for path in Path(checker.__file__).with_name("pack").glob("*.py")]
    assert [code for code in FAULTS if not any(f'"{code}"' in source for source in sources)] == []


def test_the_copy_is_sound(folder):
    assert {f"{rule.folder.parent.name}/{rule.id}/rule.yaml" for rule in load_pack(folder).rules} == set(RULES)


def require_one_fault(path: Path, pack: Path, broken: dict[str, str]) -> None:
    """The change of a file is the one fault of the pack, told with file and line."""
    lines = change(path, broken["old"], broken["new"])
    faults = faults_of(pack)
    assert len(faults) == 1, faults
    ((file, line, told),) = faults
    assert file == str(path)
    assert broken["told"] in told
    assert lines[line - 1].strip().startswith(broken["line"])


@pytest.mark.parametrize(("name", "broken"), faults_in("pack_faults.yaml"))
def test_a_fault_is_told_with_file_and_line_and_nothing_else_is(name, broken, folder):
    require_one_fault((folder / name).resolve(), folder, broken)


@pytest.mark.parametrize(("name", "broken"), faults_in("every_way_faults.yaml"))
def test_so_is_one_of_a_pack_with_every_way_to_read_a_member(name, broken, tmp_path):
    pack = shutil.copytree(EVERY_WAY, tmp_path / "every-way")
    require_one_fault(pack / name, pack, broken)


def test_a_kind_like_one_that_does_not_exist(folder):
    """Which members it should have had, nobody knows: nothing is said of what looks at them."""
    lines = change(folder / DEPARTMENTS_PLAN, "like: entry", "like: entri")
    ((file, line, told),) = faults_of(folder)
    assert (file, line) == (str(folder / DEPARTMENTS_PLAN), lines.index("    like: entri") + 1)
    assert "No kind of fact is called “entri”" in told


def test_every_fault_is_told_at_once(folder):
    change(folder / LATE, "after: {bound: deadline}", "after: {bound: dedline}")
    change(folder / REGION, "{has_code: true}", "{has_kode: true}")
    change(folder / ROUNDS, "26,15", "26,many")
    change(folder / PLAN, "not_in: entry", "not_in: entri")
    change(folder / FORM, "path: plan_year,", "path: year,")
    change(folder / DEPARTMENTS_FORM, "path: plan_year,", "path: year, kind: count,")
    files = (DEPARTMENTS_FORM, ROUNDS, FORM, PLAN, REGION, LATE)
    assert [file for file, _, _ in faults_of(folder)] == [str(folder / name) for name in files]


def test_a_form_of_no_document(folder):
    (folder / FORM).rename(folder / "documents/report.form.yaml")
    ((file, _, told),) = faults_of(folder)
    assert file == str(folder / "documents/report.form.yaml")
    assert "There is no file documents/report.yaml" in told


@pytest.mark.parametrize("name", [ROUNDS, "../common/tables/offices.csv"])
def test_a_table_that_is_not_there(name, folder):
    path = (folder / name).resolve()
    path.unlink()
    assert [(file, line) for file, line, _ in faults_of(folder)] == [(str(path), None)]


def test_a_table_that_is_no_text(folder):
    (folder / ROUNDS).write_bytes(b"number,places\n26,15\n27,\xff\n")
    ((file, line, told),) = faults_of(folder)
    assert (file, line) == (str(folder / ROUNDS), 3)
    assert "is not UTF-8" in told


def test_a_pack_without_documents(folder):
    shutil.rmtree(folder / "documents")
    ((file, line, told),) = faults_of(folder)
    assert (file, line) == (str(folder / "documents"), None)
    assert "declares no kind of document" in told


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
@pytest.mark.parametrize("kind", ["pipe", "zero", "folder", "nothing"])
def test_a_rule_that_is_no_file(kind, folder):
    (folder / LATE).unlink()
    if kind == "pipe":
        os.mkfifo(folder / LATE)
    elif kind == "zero":
        (folder / LATE).symlink_to("/dev/zero")
    elif kind == "folder":
        (folder / LATE).mkdir()
    ((file, line, told),) = faults_of(folder)
    assert (file, line) == (str(folder / LATE), None)
    assert "should hold a rule" in told


@pytest.mark.parametrize("text", ["", "- a\n", "text\n", "null\n"])
@pytest.mark.parametrize("name", [LATE, PLAN, PACK, FORM])
def test_a_file_that_is_no_group_of_fields(name, text, folder):
    (folder / name).write_text(text)
    ((file, line, _),) = faults_of(folder)
    assert file == str(folder / name)
    assert line in (None, 1)


def test_a_rule_of_the_same_name_under_two_clauses(folder):
    shutil.copytree(folder / "II.3/submitted-late", folder / "plan/submitted-late")
    ((file, line, told),) = faults_of(folder)
    assert (file, line) == (str(folder / "plan/submitted-late/rule.yaml"), None)
    assert "A second rule" in told


def test_a_rule_whose_name_is_none(folder):
    (folder / "II.3/submitted-late").rename(folder / "II.3/Submitted_Late")
    ((file, _, told),) = faults_of(folder)
    assert file == str(folder / "II.3/Submitted_Late/rule.yaml")
    assert "“Submitted_Late” cannot be a name" in told


def test_a_pack_without_rules(folder):
    for rule in RULES:
        shutil.rmtree((folder / rule).parent)
    ((file, line, told),) = faults_of(folder)
    assert (file, line) == (str(folder), None)
    assert "There is no rule in this folder" in told


def test_no_document_is_read_before_the_fault_is_told(folder, tmp_path):
    change(folder / LATE, "after: {bound: deadline}", "after: {bound: dedline}")
    with pytest.raises(PackError):
        check(tmp_path / "no-such-plan.yaml", pack=folder)
