"""A fault in a rule pack is told to its author with file and line, in both languages, before any plan is read."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from checker import check, load_pack
from checker.errors import PackError, UnknownPackError
from checker.resources import rules_folder

from ..texts.names import name_of  # noqa: TID252 - folders of tests are no packages

if TYPE_CHECKING:
    from pathlib import Path

ID = "sipo-2012-113"

CIRCULAR = "circular.yaml"
CATALOGUE = "catalogue.yaml"
REGION = "II.1/region-outside-jurisdiction/rule.yaml"
DEPARTMENT = "II.2/approval-by-wrong-department/rule.yaml"
UNUSED = "II.2/exception-unused/rule.yaml"
MISSING = "II.2/required-measure-missing/rule.yaml"
LATE = "II.3/submitted-late/rule.yaml"
COMPLETION = "plan/completion-after-plan-year/rule.yaml"
PATH = "plan-4/legislation-path-mismatch/rule.yaml"

UNDER_NO = "number: {is: {of: catalogue_measure.number}}"
"""What stands under `no entry`: the place of a group of tests is that of the first of them."""


class Broken(NamedTuple):
    """One change that breaks a pack: what is found, and on which line (how that line then begins)."""

    file: str
    old: str
    new: str
    key: str
    line: str


FAULTS = {
    # What rules say of facts.
    "unknown kind judged": Broken(
        REGION, "for_each: region", "for_each: regin", "pack.kind-unknown", "for_each: regin"
    ),
    "unknown kind": Broken(MISSING, "no entry:", "no entri:", "pack.kind-unknown", UNDER_NO),
    "unknown member": Broken(
        REGION, "{has_code: true}", "{has_kode: true}", "pack.member-unknown", "region: {has_kode"
    ),
    "unknown member of the plan": Broken(
        REGION, "{has_province: true}", "{has_provinc: true}", "pack.member-unknown", "plan: {has_provinc:"
    ),
    "unknown member inside no": Broken(
        DEPARTMENT, "    department: {of:", "    departments: {of:", "pack.member-unknown", "departments: {of:"
    ),
    "unknown member compared with": Broken(
        REGION,
        "{of: plan.province}",
        "{of: plan.provinc}",
        "pack.member-unknown",
        "province: {is_not: {of: plan.provinc}}",
    ),
    "free text in a condition": Broken(
        REGION, "region: {has_code: true}", "region: {name: x}", "pack.member-is-text", "region: {name: x}"
    ),
    "kind that is not judged": Broken(
        REGION, "plan: {has_province: true}", "measure: {number: 7}", "pack.kind-not-judged", "measure: {number: 7}"
    ),
    "member of a kind that is not judged": Broken(
        REGION, "{of: plan.province}", "{of: measure.class}", "pack.kind-not-judged", "province: {is_not:"
    ),
    "bound named as a member": Broken(
        LATE, "after: {bound: deadline}", "after: {of: bound.deadline}", "pack.kind-not-judged", "submitted_on: {after:"
    ),
    "some of the kind judged": Broken(MISSING, "no entry:", "no catalogue_measure:", "pack.kind-quantified", UNDER_NO),
    "kind of another stage": Broken(
        REGION,
        "plan: {has_province: true}",
        "no finding: {rule: {of: region.province}}",
        "pack.kind-of-another-stage",
        "no finding:",
    ),
    "join missing": Broken(
        MISSING, "number: {is: {of: catalogue_measure.number}}", "occurrence: 1", "pack.join-missing", "occurrence: 1"
    ),
    "join by inequality": Broken(
        DEPARTMENT,
        "department: {of: request.approval_department}",
        "department: {is_not: {of: request.approval_department}}",
        "pack.join-not-equality",
        "department: {is_not:",
    ),
    "join with the plan inside no": Broken(
        UNUSED,
        "rule: {of: exception.rule}",
        "rule: {of: plan.status}",
        "pack.join-not-equality",
        "rule: {of: plan.status}",
    ),
    "operator that does not fit a flag": Broken(
        REGION, "{has_code: true}", "{has_code: {is_not: true}}", "pack.operator-unfit", "region: {has_code:"
    ),
    "operator that does not fit a code": Broken(
        DEPARTMENT,
        "{one_of: [pending, approved]}",
        "{less_than: 3}",
        "pack.operator-unfit",
        "approval_status: {less_than",
    ),
    "operator for counts on a day": Broken(
        LATE, "{after: {bound", "{more_than: {bound", "pack.operator-unfit", "submitted_on: {more_than"
    ),
    "operator for days on a count": Broken(
        COMPLETION, "{more_than: 0}", "{after: 0}", "pack.operator-unfit", "milestones_after_plan_year: {after: 0}"
    ),
    "literal of another type": Broken(
        COMPLETION, "{more_than: 0}", '{more_than: "0"}', "pack.literal-unfit", "milestones_after_plan_year:"
    ),
    "true is no count": Broken(
        COMPLETION, "{more_than: 0}", "{more_than: true}", "pack.literal-unfit", "milestones_after_plan_year:"
    ),
    "day that does not exist": Broken(
        LATE, "{after: {bound: deadline}}", "{after: 2012-02-30}", "pack.literal-unfit", "submitted_on: {after: 2012"
    ),
    "day that is no day": Broken(
        LATE, "{after: {bound: deadline}}", "{after: Christmas}", "pack.literal-unfit", "submitted_on: {after: Chris"
    ),
    "code with a slip": Broken(
        PATH,
        "legislation_path: {is_not: propose}",
        "legislation_path: {is_not: propse}",
        "pack.code-unknown",
        "legislation_path: {is_not: propse}",
    ),
    "code with a slip in a list": Broken(
        DEPARTMENT,
        "[pending, approved]",
        "[pending, aproved]",
        "pack.code-unknown",
        "approval_status: {one_of: [pending, ap",
    ),
    "measure that the catalogue does not have": Broken(
        PATH, "number: 4", "number: 44", "pack.row-unknown", "number: 44"
    ),
    "unknown bound": Broken(
        LATE, "after: {bound: deadline}", "after: {bound: dedline}", "pack.bound-unknown", "submitted_on:"
    ),
    "bound of another type": Broken(
        LATE, "after: {bound: deadline}", "after: {bound: plan_year}", "pack.bound-unfit", "submitted_on:"
    ),
    "members of different types": Broken(
        REGION, "{of: plan.province}", "{of: plan.year}", "pack.types-differ", "province: {is_not: {of: plan.year}}"
    ),
    # What rules say to people.
    "placeholder of a kind that is not judged": Broken(
        REGION,
        "  zh: 地区“{region.name}”的代码",
        "  zh: 措施{measure.number}地区“{region.name}”的代码",
        "pack.kind-not-judged",
        "zh: 措施{measure.number}",
    ),
    "placeholder of an unknown member": Broken(
        REGION, "  zh: 地区“{region.name}”", "  zh: 地区“{region.nam}”", "pack.member-unknown", "zh: 地区“{region.nam}”"
    ),
    "placeholder of an unknown bound": Broken(
        LATE,
        "  zh: 方案于{plan.submitted_on}报送，晚于{bound.deadline}。",
        "  zh: 晚于{bound.dedline}。",
        "pack.bound-unknown",
        "zh: 晚于",
    ),
    "subject of a kind that is not judged": Broken(
        PATH, "subject: measure.number", "subject: request.number", "pack.kind-not-judged", "subject: request.number"
    ),
    "subject that is a bound": Broken(
        PATH, "subject: measure.number", "subject: bound.deadline", "pack.kind-not-judged", "subject: bound.deadline"
    ),
    "place of a kind that is not judged": Broken(
        PATH, 'at: "{measure}/legislation/path"', 'at: "{region}/code"', "pack.at-kind", 'at: "{region}/code"'
    ),
    # Clauses.
    "clause that does not exist": Broken(LATE, "clause: II.3", "clause: II.4", "pack.clause-unknown", "clause: II.4"),
    "clause of a measure that does not exist": Broken(
        PATH, "clause: plan 4", "clause: plan 43", "pack.clause-unknown", "clause: plan 43"
    ),
    "clause that is not the folder's": Broken(
        LATE, "clause: II.3", "clause: II.2", "pack.clause-of-folder", "clause: II.2"
    ),
    "bound of a clause that does not exist": Broken(
        CIRCULAR, "    clause: plan 32", "    clause: plan 99", "pack.clause-unknown", "clause: plan 99"
    ),
    # The tables.
    "id that is not the folder's": Broken(
        CIRCULAR, "id: sipo-2012-113", "id: sipo-2012-114", "pack.id-of-folder", "id: sipo-2012-114"
    ),
    "office twice": Broken(CIRCULAR, "- code: CN-BJ", "- code: CN-AH", "pack.row-repeated", "- code: CN-AH"),
    "measure twice": Broken(CATALOGUE, "  - number: 42\n", '  - number: "41"\n', "pack.row-repeated", '- number: "41"'),
    "unknown department": Broken(
        CATALOGUE,
        "leads: [patent-administration, preliminary-examination]",
        "leads: [patent-administration, preliminary-exam]",
        "pack.department-unknown",
        "leads: [patent-administration, preliminary-exam]",
    ),
    "unknown detail": Broken(
        CATALOGUE, "details: [pilot_bases]", "details: [pilot_base]", "pack.detail-unknown", "details: [pilot_base]"
    ),
    "measure of a task that does not exist": Broken(
        CATALOGUE, "  - number: 42\n    task: 15", "  - number: 42\n    task: 16", "pack.row-unknown", "task: 16"
    ),
    # The files.
    "field that the schema does not know": Broken(
        LATE, "severity: error", "severity: error\nseverety: error", "schema.unknown-field", "severety: error"
    ),
    "field that is missing": Broken(LATE, "severity: error\n", "", "schema.missing", "clause: II.3"),
    "value that the schema does not know": Broken(
        LATE, "severity: error", "severity: grave", "schema.not-allowed", "severity: grave"
    ),
    "text without Chinese": Broken(
        LATE,
        "  zh: 方案于{plan.submitted_on}报送，晚于{bound.deadline}。",
        "  zh: late",
        "schema.wrong-form",
        "zh: late",
    ),
    "same key twice": Broken(
        LATE, "severity: error", "severity: error\nseverity: error", "documents.duplicate-key", "severity: error"
    ),
    "no YAML": Broken(LATE, "severity: error", "severity: [error", "documents.", "title:"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the pack, without what was made of it beforehand."""
    copy = tmp_path / ID
    shutil.copytree(rules_folder() / ID, copy, ignore=shutil.ignore_patterns("snapshot.json"))
    return copy


def fault_of(folder: Path) -> tuple[PackError, list[tuple[str, int | None, str]]]:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    for fault in caught.value.faults:
        for lang in ("en", "zh"):
            told = fault.message(lang)
            assert told.startswith(f"{fault.file}:" if fault.line is None else f"{fault.file}:{fault.line}: ")
            assert "{" not in told.replace("{of: ", "").replace("{measure}", "").replace("{measure.", "")
    return caught.value, [(fault.file, fault.line, name_of(fault.wording)) for fault in caught.value.faults]


def change(path: Path, old: str, new: str) -> list[str]:
    """Change a file, and give its lines."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{text.count(old)} times: {old}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path.read_text(encoding="utf-8").splitlines()


def test_the_copy_is_sound(folder: Path) -> None:
    assert load_pack(folder).id == ID


@pytest.mark.parametrize("broken", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_file_and_line_and_nothing_else_is(broken: Broken, folder: Path) -> None:
    path = folder / broken.file
    lines = change(path, broken.old, broken.new)
    _, faults = fault_of(folder)
    assert len(faults) == 1, faults
    ((file, line, key),) = faults
    assert file == str(path)
    assert key.startswith(broken.key)
    assert line is not None
    assert lines[line - 1].strip().startswith(broken.line)


def test_every_fault_is_told_at_once(folder: Path) -> None:
    change(folder / LATE, "after: {bound: deadline}", "after: {bound: dedline}")
    change(folder / REGION, "{has_code: true}", "{has_kode: true}")
    change(folder / CATALOGUE, "details: [pilot_bases]", "details: [pilot_base]")
    error, faults = fault_of(folder)
    assert [key for _, _, key in faults] == ["pack.detail-unknown", "pack.member-unknown", "pack.bound-unknown"]
    assert len(error.message("zh").splitlines()) == 3


@pytest.mark.parametrize("file", [CIRCULAR, CATALOGUE])
def test_a_table_that_is_not_there(file: str, folder: Path) -> None:
    (folder / file).unlink()
    if file == CIRCULAR:
        with pytest.raises(UnknownPackError):
            load_pack(folder)
    else:
        assert fault_of(folder)[1] == [(str(folder / file), None, "pack.file-missing")]


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
@pytest.mark.parametrize(
    ("kind", "key"), [("pipe", "file-not-regular"), ("zero", "file-not-regular"), ("folder", "file-is-folder")]
)
def test_a_rule_that_is_no_file(kind: str, key: str, folder: Path) -> None:
    (folder / LATE).unlink()
    if kind == "pipe":
        os.mkfifo(folder / LATE)
    elif kind == "zero":
        (folder / LATE).symlink_to("/dev/zero")
    else:
        (folder / LATE).mkdir()
    assert fault_of(folder)[1] == [(str(folder / LATE), None, f"documents.{key}")]


@pytest.mark.parametrize("text", ["", "- a\n", "text\n", "null\n"])
def test_a_rule_that_is_no_group_of_fields(text: str, folder: Path) -> None:
    (folder / LATE).write_text(text)
    _, ((file, line, key),) = fault_of(folder)
    assert file == str(folder / LATE)
    assert key.split(".")[0] in ("schema", "documents")
    assert line in (None, 1)


def test_a_rule_of_the_same_name_under_two_clauses(folder: Path) -> None:
    shutil.copytree(folder / "II.3/submitted-late", folder / "plan/submitted-late")
    assert fault_of(folder)[1] == [(str(folder / "plan/submitted-late/rule.yaml"), None, "pack.rule-twice")]


def test_a_rule_whose_name_is_none(folder: Path) -> None:
    (folder / "II.3/submitted-late").rename(folder / "II.3/Submitted_Late")
    _, ((file, _, key),) = fault_of(folder)
    assert file == str(folder / "II.3/Submitted_Late/rule.yaml")
    assert key.startswith("schema.")


def test_a_pack_without_rules(folder: Path) -> None:
    for path in folder.glob("*/*/rule.yaml"):
        path.unlink()
    assert fault_of(folder)[1] == [(str(folder), None, "pack.no-rules")]


def test_a_folder_that_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(UnknownPackError) as caught:
        load_pack(tmp_path)
    assert ID in caught.value.message("en")
    assert str(tmp_path) in caught.value.message("zh")


def test_no_plan_is_read_before_the_fault_is_told(folder: Path, tmp_path: Path) -> None:
    change(folder / LATE, "after: {bound: deadline}", "after: {bound: dedline}")
    with pytest.raises(PackError):
        check(tmp_path / "no-such-plan.yaml", pack=folder)
