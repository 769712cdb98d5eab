"""`plancheck rules analyze`: its output, and its exit status."""

import shutil

import pytest

from checker.resources import rules_folder

from ..schema.outputs import read  # noqa: TID252 - folders of tests are no packages

TOO_MANY = "II.2/optional-measures-too-many/rule.yaml"


@pytest.fixture
def folder(tmp_path):
    for name in ("common", "sipo-2012-113"):
        shutil.copytree(rules_folder() / name, tmp_path / name, ignore=shutil.ignore_patterns("snapshot.pickle"))
    return tmp_path / "sipo-2012-113"


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_wrong_in_chinese_and_as_json(run, folder):
    change(folder / TOO_MANY, "more_than: {bound: optional_most}", "at_least: {bound: optional_fewest}")
    done = run("rules", "analyze", str(folder), "--lang", "zh", "--format", "json")
    assert done.status == 1
    data = read(done.out)
    problems = {problem["problem"]: problem for problem in data["problems"]}
    assert problems["overlap"]["rules"] == ["optional-measures-at-minimum", "optional-measures-too-many"]
    assert "范围重叠" in problems["overlap"]["message"]
    offices = [each for each in data["senders"] if each["document"] == "provincial-plan/1"]
    assert len(offices) == 32
    assert all(each["passes"] is None for each in offices)
    assert problems["impossible"]["shown_by"]["plans"][0]["office"] == "CN-BJ"


def test_a_broken_pack(run, folder):
    change(folder / TOO_MANY, "optional_measures:", "optional_mesures:")
    done = run("rules", "analyze", str(folder))
    assert done.status == 3
    assert "optional_mesures" in done.err
