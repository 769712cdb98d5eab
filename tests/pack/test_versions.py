"""A version of a rule pack stands for the same files for ever: no change goes by without a new one."""

import shutil
from pathlib import Path

import pytest

from checker import load_pack
from checker.pack.loading import installed_packs
from checker.resources import rules_folder

from .recording import Record, fault_of, read_record, record_text, recorded

ID = "sipo-2012-113"
BASE = "documents/provincial-plan.base.yaml"
RULE = "II.2/required-measure-missing"
RELEASED = "2026-01-02"


@pytest.fixture
def folder(tmp_path):
    """A copy of the pack, what was made of it beforehand included, where there is such a thing."""
    shutil.copytree(rules_folder() / "common", tmp_path / "rules" / "common")
    return shutil.copytree(rules_folder() / ID, tmp_path / "rules" / ID)


def record_of(folder: Path, released: str | None = None) -> Record:
    return recorded(load_pack(folder), {}, released)


def after(folder: Path) -> Path:
    """The pack once more, as another process would find it: a folder is read once."""
    return shutil.copytree(folder.parent, folder.parents[1] / "changed") / ID


@pytest.mark.parametrize("pack", installed_packs())
def test_the_rule_packs_are_as_recorded(pack):
    assert fault_of(load_pack(pack), read_record()) is None


@pytest.mark.parametrize(
    ("file", "judges"),
    [
        (f"{RULE}/rule.yaml", True),
        ("pack.yaml", True),
        ("documents/department-plan.yaml", True),
        (f"{RULE}/cases.yaml", False),
        ("traceability.yaml", False),
        (BASE, False),
    ],
)
def test_whatever_is_changed_is_noticed(folder, file, judges):
    before = load_pack(folder)
    record = recorded(before, {})
    with (folder / file).open("a", encoding="utf-8") as text:
        text.write("# a remark\n")
    changed = load_pack(after(folder))
    told = fault_of(changed, record)
    assert told
    assert "If that is meant, run: python tests/pack/recording.py" in told
    assert (changed.digest != before.digest) is judges
    # It was not released, so it may be recorded again.
    assert fault_of(changed, recorded(changed, record)) is None


@pytest.mark.parametrize("what", ["added", "removed", "renamed"])
def test_so_are_files_that_come_and_go(folder, what):
    record = record_of(folder)
    match what:
        case "added":
            (folder / "notes.yaml").write_text("a: 1\n", encoding="utf-8")
        case "removed":
            (folder / "documents/department-plan.base.yaml").unlink()
        case "renamed":
            (folder / RULE).rename(folder / f"{RULE}-too")
    assert fault_of(load_pack(after(folder)), record)


def test_a_released_version_is_not_recorded_again(folder):
    record = record_of(folder, RELEASED)
    assert recorded(load_pack(folder), record) == record
    (folder / BASE).write_text("{}\n", encoding="utf-8")
    changed = load_pack(after(folder))
    told = fault_of(changed, record)
    assert told
    assert "released on 2026-01-02. Give pack.yaml a new version" in told
    with pytest.raises(ValueError, match="a new version"):
        recorded(changed, record)


def test_a_new_version_is_recorded_beside_the_old(folder):
    record = record_of(folder, RELEASED)
    declared = folder / "pack.yaml"
    version = load_pack(folder).version
    text = declared.read_text(encoding="utf-8").replace(f"\nversion: {version}\n", "\nversion: 99.0.0\n", 1)
    declared.write_text(text, encoding="utf-8")
    changed = load_pack(after(folder))
    assert fault_of(changed, record) == f"{ID}: version 99.0.0 is not recorded. Run: python tests/pack/recording.py"
    both = recorded(changed, record)
    assert list(both[ID]) == [version, "99.0.0"]
    assert both[ID][version] == record[ID][version]
    assert fault_of(changed, both) is None
    assert "99.0.0:\n    released: null\n" in record_text(both)


def test_the_digest_is_the_same_whatever_ends_a_line(folder):
    before = load_pack(folder)
    for file in folder.rglob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    changed = load_pack(after(folder))
    assert changed.digest == before.digest
    assert fault_of(changed, record_of(folder)) is None
    assert [rule.message for rule in changed.rules] == [rule.message for rule in before.rules]
