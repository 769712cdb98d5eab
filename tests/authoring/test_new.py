"""`plancheck rules new`: what it refuses, what it never touches, and that what it makes can be used at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker import check, resources
from checker.pack.loading import load_pack
from checker.pack.traceability import load_traceability
from checker.readers import read_path
from checker.schema import explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Toy


def everything(toy: Toy) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(toy.folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("", "small letters"),
        ("Late-Plan", "Did you mean “late-plan”?"),
        ("late_plan", "Did you mean “late-plan”?"),
        ("late plan", "Did you mean “late-plan”?"),
        ("late--plan", "Did you mean “late-plan”?"),
        ("-x", "There is no option"),
        ("2013-plan", "begins with a letter"),
        ("晚报", "small letters"),
        ("late-plan\n", "small letters"),
        ("../late-plan", "small letters"),
        ("a" * 65, "has 65 signs; an id has at most 64"),
        ("schema", "reports use it"),
        ("unreadable", "reports use it"),
        ("too-many-measures", "There is a rule “too-many-measures” already: toy-2014/1/too-many-measures/rule.yaml"),
    ],
)
def test_a_bad_id_is_refused_with_the_reason(toy: Toy, run: Callable[..., Any], id_: str, said: str) -> None:
    before = everything(toy)
    done = run("rules", "new", id_, "--pack", "toy-2014")
    assert done.status == 2
    assert done.out == ""
    assert said in done.err
    assert everything(toy) == before


@pytest.mark.parametrize("clause", ["2", "plan 99", "", "../..", "plan"])
def test_a_clause_that_the_pack_does_not_have_is_refused(toy: Toy, run: Callable[..., Any], clause: str) -> None:
    before = everything(toy)
    done = run("rules", "new", "late-plan", "--clause", clause, "--pack", "toy-2014")
    assert done.status == 2
    assert "it has: 1, plan 1, plan 2" in done.err
    assert everything(toy) == before


def test_a_clause_cannot_lead_out_of_the_pack(toy: Toy, run: Callable[..., Any]) -> None:
    toy.edit("pack.yaml", '- id: "1"', '- id: "../../away"\n    title: {en: Away, zh: 别处}\n  - id: "1"')
    done = run("rules", "new", "late-plan", "--clause", "../../away", "--pack", "toy-2014")
    assert done.status == 2
    assert not (toy.folder.parent.parent / "away").exists()


def test_nothing_is_written_over(toy: Toy, run: Callable[..., Any]) -> None:
    (toy.folder / "1" / "late-plan").mkdir()
    (toy.folder / "1" / "late-plan" / "notes.txt").write_text("mine")
    (toy.folder / "1" / "linked").symlink_to(toy.folder / "nowhere")
    before = everything(toy)
    for id_ in ("late-plan", "linked"):
        done = run("rules", "new", id_, "--pack", "toy-2014")
        assert done.status == 2
        assert f"toy-2014/1/{id_} is there already" in done.err
    assert everything(toy) == before


def test_a_folder_that_cannot_be_written_is_said(toy: Toy, run: Callable[..., Any]) -> None:
    (toy.folder / "plan-1").write_text("a file where the clause's folder would be")
    done = run("rules", "new", "late-plan", "--clause", "plan 1", "--pack", "toy-2014")
    assert done.status == 2
    assert done.err.startswith("Error: cannot write to ")


def test_a_pack_inside_the_installed_program_is_not_written_in(
    toy: Toy, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "_HERE", toy.folder.parent)
    before = everything(toy)
    done = run("rules", "new", "late-plan", "--pack", "toy-2014")
    assert done.status == 2
    assert "--pack FOLDER" in done.err
    assert everything(toy) == before


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("severity", ["error", "warning", "info"])
@pytest.mark.parametrize(
    ("clause", "folder", "judged"), [(None, "1", "plan"), ("1", "1", "plan"), ("plan 1", "plan-1", "measure")]
)
def test_what_is_made_keeps_to_the_schemas_and_never_fires(
    toy: Toy, run: Callable[..., Any], lang: str, severity: str, clause: str | None, folder: str, judged: str
) -> None:
    options = ["--severity", severity, "--lang", lang, "--pack", "toy-2014"]
    done = run("rules", "new", "no", *options, *(["--clause", clause] if clause else []))
    assert (done.status, done.err) == (0, "")
    rule = load_pack(toy.folder).rules_by_id["no"]
    assert rule.folder == toy.folder / folder / "no"
    assert (rule.severity, rule.for_each, rule.title.en) == (severity, judged, "No")
    assert not explain("cases", read_path(rule.folder / "cases.yaml").data)
    text = (rule.folder / "rule.yaml").read_text("utf-8")
    assert ("What a plan contains" in text) is (lang == "en")
    assert ("方案的内容" in text) is (lang == "zh")
    assert ("[FILL IN: the clause" in text or "【待填：所依据的条款" in text) is (clause is None)
    assert "plan 1 and so on" in text or "plan 1等" in text or clause == "plan 1"
    report = check(toy.folder / "documents" / "toy-plan.base.yaml", pack=toy.folder)
    assert (report.verdict, dict(report.rules)["no"]) == ("pass", "satisfied")


def test_a_pack_without_any_rule_or_with_a_broken_one_can_be_added_to(toy: Toy, run: Callable[..., Any]) -> None:
    (toy.rule / "rule.yaml").write_text("clause: [")
    assert run("rules", "new", "late-plan", "--pack", "toy-2014").status == 0
    for path in toy.folder.glob("*/*/*.yaml"):
        path.unlink()
    assert run("rules", "new", "early-plan", "--pack", "toy-2014").status == 0
    toy.edit("tables/catalogue.csv", "1,required", "1,needed")
    done = run("rules", "new", "other-plan", "--pack", "toy-2014")
    assert done.status == 3
    assert "catalogue.csv:2: " in done.err
    assert not (toy.folder / "1" / "other-plan").exists()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("clause", "folder"), [(None, "1"), ("II.3", "II.3"), ("plan 4", "plan-4")])
def test_a_pack_is_begun_where_there_is_none_and_can_be_used_at_once(
    tmp_path: Path, run: Callable[..., Any], lang: str, clause: str | None, folder: str
) -> None:
    options = ["--lang", lang, "--severity", "warning", *(["--clause", clause] if clause else [])]
    done = run("rules", "new", "no-objective", "--pack", "new-circular", *options)
    assert (done.status, done.err) == (0, "")
    pack = load_pack(tmp_path / "new-circular")
    assert (pack.id, list(pack.clauses)) == ("new-circular", [clause or "1"])
    assert pack.rules_by_id["no-objective"].folder == tmp_path / "new-circular" / folder / "no-objective"
    assert load_traceability(pack)[0].rules == ("no-objective",)
    tested = run("rules", "test", "new-circular", "--format", "json")
    assert (tested.status, json.loads(tested.out)["counts"]) == (0, {"rules": 1, "cases": 2, "failed": 0, "gaps": 0})
    linted = run("rules", "lint", "new-circular", "--format", "json")
    assert {lint["lint"] for lint in json.loads(linted.out)["lints"]} == {"unfinished"}
    # And it is added to like any other.
    assert run("rules", "new", "second-rule", "--pack", "new-circular", "--lang", lang).status == 0
    assert set(load_pack(tmp_path / "new-circular").rules_by_id) == {"no-objective", "second-rule"}


def test_an_empty_folder_becomes_a_pack(tmp_path: Path, run: Callable[..., Any]) -> None:
    (tmp_path / "empty").mkdir()
    assert run("rules", "new", "no-objective", "--pack", "empty").status == 0
    assert load_pack(tmp_path / "empty").id == "empty"


@pytest.mark.parametrize(
    ("pack", "clause", "said"),
    [
        ("New Circular", None, "Did you mean “new-circular”?"),
        ("2014", None, "cannot be the id of a rule pack"),
        ("new\x00", None, "cannot be the id of a rule pack"),
        ("x" * 300, None, "cannot be the id of a rule pack"),
        ("nowhere/new", None, "There is no folder"),
        ("full", None, "there is something in it"),
        ("a-file", None, "there is something in it"),
        ("nowhere-linked", None, "there is something in it"),
        ("new", "../away", "cannot be the first clause"),
        ("new", "", "cannot be the first clause"),
        ("new", "a: b", "cannot be the first clause"),
    ],
)
def test_no_pack_is_begun_anywhere_else(
    tmp_path: Path, run: Callable[..., Any], pack: str, clause: str | None, said: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    (tmp_path / "a-file").write_text("mine")
    (tmp_path / "nowhere-linked").symlink_to(tmp_path / "nowhere")
    before = sorted(tmp_path.rglob("*"))
    done = run("rules", "new", "no-objective", "--pack", pack, *(["--clause", clause] if clause is not None else []))
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_pack_that_cannot_be_written_whole_is_not_written(
    tmp_path: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def full(path: Path, *args: Any, **options: Any) -> Any:
        if path.name == "traceability.yaml" and "x" in args:
            raise OSError(28, "No space left on device")
        return opened(path, *args, **options)

    monkeypatch.setattr(Path, "open", full)
    done = run("rules", "new", "no-objective", "--pack", "new")
    assert done.status == 2
    assert "No space left" in done.err
    assert not (tmp_path / "new").exists()
