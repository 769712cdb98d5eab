"""`plancheck rules new`: what it refuses, what it never touches, and that what it makes can be used at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker import resources
from checker.pack.loading import load_pack
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
    assert "it has: 1; and “plan N”" in done.err
    assert everything(toy) == before


def test_a_clause_cannot_lead_out_of_the_pack(toy: Toy, run: Callable[..., Any]) -> None:
    toy.edit("circular.yaml", '- id: "1"', '- id: "../../away"\n    title: {en: Away, zh: 别处}\n  - id: "1"')
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
    assert run("check", "--pack", "toy-2014", "toy-2014/base-plan.yaml").status == 0


def test_a_pack_without_any_rule_or_with_a_broken_one_can_be_added_to(toy: Toy, run: Callable[..., Any]) -> None:
    (toy.rule / "rule.yaml").write_text("clause: [")
    assert run("rules", "new", "late-plan", "--pack", "toy-2014").status == 0
    for path in toy.folder.glob("*/*/*.yaml"):
        path.unlink()
    assert run("rules", "new", "early-plan", "--pack", "toy-2014").status == 0
    toy.edit("catalogue.yaml", "class: required", "class: needed")
    done = run("rules", "new", "other-plan", "--pack", "toy-2014")
    assert done.status == 3
    assert "catalogue.yaml:8: " in done.err
    assert not (toy.folder / "1" / "other-plan").exists()
