"""Every lint: an edit that brings it about, and the line it is told at; and a broken pack, with all that is wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from checker.authoring.lint.model import LINTS
from checker.pack.loading import installed_packs

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Toy

RULE = "1/too-many-measures/rule.yaml"
CASES = "1/too-many-measures/cases.yaml"
BASE = "documents/toy-plan.base.yaml"
MESSAGE = '"Optional measures in the plan: {plan.optional_measures}."'
ZH = "方案列入选做措施{plan.optional_measures}项。"

EDITS: list[tuple[str, str, str, str, int]] = [
    ("english-with-chinese", RULE, "A plan shall take up", "A 方案 shall take up", 7),
    ("english-with-chinese", RULE, "says so. Required", "says so， required", 10),
    ("english-with-chinese", "pack.yaml", "en: Circular No. 1", "en: Circular No. 1号", 3),
    ("english-with-chinese", "documents/toy-plan.yaml", "en: office", "en: office（局）", 6),
    ("english-with-chinese", "traceability.yaml", "en: A plan has", "en: A 方案 has", 5),
    ("chinese-with-english", RULE, "不得超过三项", "不得超过三项，except for those in regions", 8),
    ("ascii-punctuation", RULE, "通知第一条有此规定；", "通知第一条有此规定;", 11),
    ("ascii-punctuation", RULE, "不得超过三项。", "不得超过三项(含)。", 8),
    ("ascii-punctuation", RULE, ZH, '"方案列入选做措施: {plan.optional_measures}项。"', 14),
    ("ascii-punctuation", RULE, ZH, "方案列入{plan.optional_measures}, {plan.optional_measures}项。", 14),
    ("ascii-punctuation", "pack.yaml", "zh: 方案的内容", 'zh: "方案的内容,"', 8),
    ("blank-in-chinese", RULE, "通知第一条有此规定；必做", "通知第一条有此规定； 必做", 11),
    ("blank-in-chinese", RULE, "zh: 通知第一条", "zh: >-\n    通知第一条有此规定，\n    第一条", 11),
    ("no-full-stop", RULE, "optional measures.", "optional measures", 7),
    ("no-full-stop", RULE, "不得超过三项。", "不得超过三项", 8),
    ("full-stop", RULE, "en: Too many measures", "en: Too many measures.", 4),
    ("full-stop", RULE, "zh: 措施过多", "zh: 措施过多。", 5),
    ("languages-differ", RULE, ZH, "方案列入选做措施过多。", 14),
    ("languages-differ", RULE, "zh: 请保留其中至多{bound.measures_most}项。", "zh: 请保留其中若干项。", 17),
    ("unfinished", RULE, "en: Too many measures", 'en: "[FILL IN: title]"', 4),
    ("unfinished", RULE, "for_each: plan", "# 【待填：条件】\nfor_each: plan", 18),
    ("unfinished", CASES, "name: three optional measures", 'name: "[FILL IN: a name]"', 2),
    ("unfinished", BASE, "status: draft", "status: draft  # [FILL IN: is it?]", 5),
    ("unfinished", "tables/catalogue.csv", "Training", "[FILL IN: a title]", 3),
    ("base-plan", BASE, "class: required}", "class: required}\n  - {number: 5}", 7),
    ("base-plan", BASE, "status: draft", "status: drafted", 5),
    ("case-repeated", CASES, "name: a fourth optional measure", "name: three optional measures", 7),
    (
        "clause-without-statement",
        "pack.yaml",
        "bounds:\n",
        '  - id: "2"\n    title: {en: How it is sent, zh: 报送}\nbounds:\n',
        10,
    ),
    (
        "bound-unused",
        "pack.yaml",
        "codes:\n",
        '  deadline: {value: 2013-12-01, clause: "1", meaning: {en: deadline, zh: 期限}}\ncodes:\n',
        15,
    ),
    (
        "list-unused",
        "pack.yaml",
        "codes:\n",
        "codes:\n  tea: {green: {en: green tea, zh: 绿茶}}\n",
        16,
    ),
    (
        "fact-unused",
        "documents/toy-plan.yaml",
        "facts:\n",
        "facts:\n  part: {each: [regions], members: {name: {text: name}}}\n",
        13,
    ),
    ("statement-of-no-rule", "traceability.yaml", "rules: [too-many", "rules: [absent, too-many", 6),
    ("rule-without-statement", "traceability.yaml", "rules: [too-many-measures]", "rules: [absent]", 2),
    ("statement-of-no-clause", "traceability.yaml", 'clause: "1"', 'clause: "7"', 3),
    ("statement-without-rule", "traceability.yaml", "    rules: [too-many-measures]\n", "", 2),
    (
        "statement-judged-and-not",
        "traceability.yaml",
        "    rules:",
        "    not_judged: {reason: background, note: {en: None., zh: 无。}}\n    rules:",
        2,
    ),
]


BESIDE = {
    "statement-of-no-rule": ["rule-without-statement"],
    "rule-without-statement": ["statement-of-no-rule"],
    "statement-without-rule": ["rule-without-statement"],
    "statement-of-no-clause": ["clause-without-statement"],
}
"""What the same edit brings about as well."""


def lints(done: Any) -> list[tuple[str, str, int]]:
    return [(lint["lint"], lint["file"].partition("/")[2], lint["line"]) for lint in json.loads(done.out)["lints"]]


@pytest.mark.parametrize("pack", installed_packs())
def test_the_packs_that_come_with_plancheck_are_clean(run: Callable[..., Any], pack: str) -> None:
    done = run("rules", "lint", pack, "--format", "json")
    assert (done.status, done.err) == (0, "")
    # A list may be there for people alone.
    assert {id_ for id_, _, _ in lints(done)} <= {"list-unused"}


@pytest.mark.parametrize(("id_", "file", "old", "new", "line"), EDITS, ids=[f"{edit[0]} {edit[4]}" for edit in EDITS])
def test_an_edit_brings_about_its_lint(
    toy: Toy, run: Callable[..., Any], id_: str, file: str, old: str, new: str, line: int
) -> None:
    assert lints(run("rules", "lint", "toy-2014", "--format", "json")) == []
    toy.edit(file, old, new)
    done = run("rules", "lint", "toy-2014", "--format", "json")
    assert done.status == (0 if id_ == "list-unused" else 1)
    found = lints(done)
    assert (id_, file, line) in found
    # Nothing is said beside it but what the same edit leaves without a statement.
    assert {name for name, _, _ in found} <= {id_, *BESIDE.get(id_, ())}


def copied(toy: Toy, id_: str) -> str:
    """A second rule, with texts of its own and the conditions of the first."""
    raw: Any = yaml.safe_load((toy.rule / "rule.yaml").read_text("utf-8"))
    for name in ("title", "duty", "rationale", "message", "remedy"):
        raw[name] = {"en": f"{id_} {raw[name]['en']}", "zh": f"（{id_}）{raw[name]['zh']}"}
    folder = toy.folder / "1" / id_
    folder.mkdir()
    text = yaml.safe_dump(raw, allow_unicode=True, sort_keys=False, width=1000)
    (folder / "rule.yaml").write_text(text, encoding="utf-8")
    (folder / "cases.yaml").write_text((toy.rule / "cases.yaml").read_text("utf-8"), encoding="utf-8")
    toy.edit("traceability.yaml", "rules: [", f"rules: [{id_}, ")
    return f"1/{id_}/rule.yaml"


@pytest.mark.parametrize(
    ("condition", "is_told"),
    [
        ("more_than: 3", True),
        ("at_least: 4", True),
        # There are but four of them.
        ("is: 4", True),
        ("is_not: 3", False),
        ("more_than: 2", False),
    ],
)
def test_rules_that_fire_on_the_very_same_plans_are_told(
    toy: Toy,
    run: Callable[..., Any],
    condition: str,
    is_told: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    file = copied(toy, "second")
    toy.edit(file, "more_than:\n        bound: measures_most", condition)
    found = lints(run("rules", "lint", "toy-2014", "--format", "json"))
    assert ("always-together" in {id_ for id_, _, _ in found}) is is_told
    if is_told:
        assert found == [("always-together", "1/too-many-measures/rule.yaml", 20)]


def test_the_same_text_in_two_rules_is_told_by_language(toy: Toy, run: Callable[..., Any]) -> None:
    file = copied(toy, "second")
    toy.edit(file, "more_than:\n        bound: measures_most", "is: 9")
    toy.edit(file, "（second）方案列入的选做措施不得超过三项。", "方案列入的选做措施不得超过三项。")
    found = lints(run("rules", "lint", "toy-2014", "--format", "json"))
    assert found == [("same-text", "1/too-many-measures/rule.yaml", 8)]


def test_a_rule_without_cases_and_one_that_shows_nothing(toy: Toy, run: Callable[..., Any]) -> None:
    (toy.folder / CASES).unlink()
    toy.edit(RULE, MESSAGE, "Too many of them.")
    toy.edit(RULE, ZH, "选做措施过多。")
    found = lints(run("rules", "lint", "toy-2014", "--format", "json"))
    assert found == [("no-cases", RULE, 1), ("no-values", RULE, 13)]


def test_a_message_about_the_plan_may_be_without_values_where_only_a_flag_is_judged(
    toy: Toy, run: Callable[..., Any]
) -> None:
    toy.edit(RULE, MESSAGE, "It is a draft.")
    toy.edit(RULE, ZH, "方案为草案。")
    toy.edit(RULE, "optional_measures: {more_than: {bound: measures_most}}", "status: draft")
    found = {id_ for id_, _, _ in lints(run("rules", "lint", "toy-2014", "--format", "json"))}
    assert "no-values" not in found


def test_every_lint_is_brought_about_by_some_test() -> None:
    elsewhere = {"always-together", "same-text", "no-cases", "no-values", "statement-repeated"}
    elsewhere |= {"object-open", "form-lacks"}
    assert {edit[0] for edit in EDITS} | elsewhere == set(LINTS)


def test_an_object_in_which_a_misspelt_member_is_passed_over(toy: Toy, run: Callable[..., Any]) -> None:
    toy.edit("schemas/toy-plan.schema.json", '"additionalProperties": false,\n        "required"', '"required"')
    done = run("rules", "lint", "toy-2014", "--format", "json")
    assert lints(done) == [("object-open", "documents/toy-plan.yaml", 2)]
    assert "“properties/measures/items”" in json.loads(done.out)["lints"][0]["message"]


def test_statements_of_one_number(toy: Toy, run: Callable[..., Any]) -> None:
    path = toy.folder / "traceability.yaml"
    first = path.read_text("utf-8")
    path.write_text(first + first.partition("statements:\n")[2], encoding="utf-8")
    found = lints(run("rules", "lint", "toy-2014", "--format", "json"))
    assert found == [("statement-repeated", "traceability.yaml", 7)]


def test_a_broken_pack_lists_all_its_faults(toy: Toy, run: Callable[..., Any]) -> None:
    copied(toy, "second")
    copied(toy, "third")
    copied(toy, "fourth")
    toy.edit(RULE, "{plan.optional_measures}.", "{plan.optional_measure}.")
    toy.edit(RULE, 'clause: "1"', 'clause: "9"')
    toy.edit("1/second/rule.yaml", "severity: error", "severity: grave")
    toy.edit("1/third/rule.yaml", "（third）措施过多", "too many")
    toy.edit("1/fourth/rule.yaml", "for_each: plan", "for_each: [")
    toy.edit(CASES, "kind: breaks", "kind: broken")
    toy.edit("1/second/cases.yaml", "path: /measures/-", "path: /measures/90/x")
    done = run("rules", "lint", "toy-2014", "--format", "json")
    assert done.status == 3
    assert done.err == ""
    data = json.loads(done.out)
    assert data["broken"]
    assert {lint["lint"] for lint in data["lints"]} == {"fault"}
    places = {(file, line) for _, file, line in lints(done)}
    assert places == {
        (RULE, 1),
        (RULE, 13),
        ("1/second/rule.yaml", 2),
        ("1/third/rule.yaml", 5),
        ("1/fourth/rule.yaml", 20),
        (CASES, 8),
        ("1/second/cases.yaml", 7),
    }
    assert run("rules", "test", "toy-2014").status == 3


def test_a_case_of_several_documents_is_for_rules_across_them(toy: Toy, run: Callable[..., Any]) -> None:
    toy.edit(CASES, "    patch:\n      - {op", "    plans:\n      - []\n      - - {op")
    for command in ("lint", "test"):
        done = run("rules", command, "toy-2014")
        assert done.status == 3
        assert "several documents" in " ".join((done.out + done.err).split())


@pytest.mark.parametrize("content", ["clause: [", "- clause\n"])
def test_nothing_is_said_of_the_cases_of_a_rule_of_which_nobody_knows_what_it_is_about(
    toy: Toy, run: Callable[..., Any], content: str
) -> None:
    (toy.folder / RULE).write_text(content, encoding="utf-8")
    toy.edit(CASES, "path: /measures/-", "path: /parts/0/measures/-")
    found = lints(run("rules", "lint", "toy-2014", "--format", "json"))
    assert {file for _, file, _ in found} == {RULE}


FILES = ["pack.yaml", "tables/catalogue.csv", "schemas/toy-plan.schema.json", "documents/toy-plan.yaml", BASE]


@pytest.mark.parametrize("file", [*FILES, "traceability.yaml"])
@pytest.mark.parametrize("content", [None, b"", b"[]", b"a: [", b"\xff\xfe\x00", b"statements: [{}]", b"1"])
def test_no_file_of_the_pack_can_bring_it_down(
    toy: Toy, run: Callable[..., Any], file: str, content: bytes | None
) -> None:
    path = toy.folder / file
    path.unlink() if content is None else path.write_bytes(content)
    for command in ("lint", "test", "new"):
        arguments = ["other", "--pack", "toy-2014"] if command == "new" else ["toy-2014"]
        done = run("rules", command, *arguments)
        assert done.status in (0, 2, 3), done.err
        assert "plancheck itself failed" not in done.err
        if command == "lint":
            assert done.status == (2 if (file, content) == ("pack.yaml", None) else 3)


def test_a_lint_can_be_left_out(toy: Toy, run: Callable[..., Any]) -> None:
    toy.edit(RULE, "zh: 措施过多", "zh: 措施过多。")
    assert run("rules", "lint", "toy-2014").status == 1
    assert run("rules", "lint", "toy-2014", "--ignore", "full-stop").status == 0
    done = run("rules", "lint", "toy-2014", "--ignore", "ful-stop")
    assert done.status == 2
    assert "Did you mean “full-stop”?" in done.err


def test_notes_for_github_cannot_be_commands_of_their_own(toy: Toy, run: Callable[..., Any]) -> None:
    toy.edit(RULE, "zh: 方案列入的选做措施不得超过三项。", 'zh: "不得超过三项,\\n::error::%0A。"')
    done = run("rules", "lint", "toy-2014", "--format", "github")
    (line,) = done.out.splitlines()
    assert line.startswith("::warning file=toy-2014/1/too-many-measures/rule.yaml,line=8,title=ascii-punctuation::")
    assert "三项, ::error::%250…" in line


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("      - {path: company, label: {en: Company, zh: 供水企业}}\n", "company"),
        ("      - {path: volume, label: {en: Volume, zh: 水量}}\n", "plants/volumes/volume"),
    ],
)
def test_a_form_has_a_field_for_whatever_a_document_has_to_have(
    run: Callable[..., Any], tmp_path: Path, field: str, path: str
) -> None:
    folder = shutil.copytree(Path(__file__).parents[1] / "water-2021", tmp_path / "water-2021")
    form = folder / "documents" / "supply-plan.form.yaml"
    text = form.read_text("utf-8")
    assert field in text
    form.write_text(text.replace(field, ""), encoding="utf-8")
    done = run("rules", "lint", "water-2021", "--format", "json")
    (lint,) = json.loads(done.out)["lints"]
    assert (lint["lint"], lint["file"].partition("/")[2]) == ("form-lacks", "documents/supply-plan.form.yaml")
    assert f"“{path}”" in lint["message"]
