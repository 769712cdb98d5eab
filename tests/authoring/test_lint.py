"""Every lint: an edit that brings it about, and the line it is told at; and a broken pack, with all that is wrong."""

import shutil
from pathlib import Path

import pytest
import yaml

from checker.authoring.lint import LINTS
from checker.pack.loading import installed_packs

from .conftest import CASES, RULE

EDITS = yaml.safe_load(Path(__file__).with_name("lints.yaml").read_text("utf-8"))
BESIDE = {
    "statement-of-no-rule": ["rule-without-statement"],
    "rule-without-statement": ["statement-of-no-rule"],
    "statement-without-rule": ["rule-without-statement"],
    "statement-of-no-clause": ["clause-without-statement"],
}
"""What the same edit brings about as well."""


@pytest.fixture
def lints(run):
    """`lints()`: what is told of the toy pack as it is now: lint, file and line."""

    def lints():
        told = run("rules", "lint", "toy-2014", "--format", "json").json["lints"]
        return [(lint["lint"], lint["file"].partition("/")[2], lint["line"]) for lint in told]

    return lints


@pytest.mark.parametrize("pack", installed_packs())
def test_the_packs_that_come_with_plancheck_are_clean(run, pack):
    done = run("rules", "lint", pack, "--format", "json")
    assert (done.status, done.err) == (0, "")
    # A list may be there for people alone.
    assert {lint["lint"] for lint in done.json["lints"]} <= {"list-unused"}


@pytest.mark.parametrize(("id_", "file", "line", "old", "new"), EDITS, ids=[f"{edit[0]} {edit[2]}" for edit in EDITS])
def test_an_edit_brings_about_its_lint(toy, run, lints, id_, file, line, old, new):
    toy.edit(file, old, new)
    found = lints()
    assert (id_, file, line) in found
    # Nothing is said beside it but what the same edit leaves without a statement.
    assert {name for name, _, _ in found} <= {id_, *BESIDE.get(id_, ())}
    assert run("rules", "lint", "toy-2014").status == (0 if id_ == "list-unused" else 1)


@pytest.mark.usefixtures("toy")
def test_the_pack_that_is_edited_is_clean(lints):
    assert lints() == []


def test_every_lint_is_brought_about_by_some_test():
    elsewhere = {"always-together", "same-text", "no-cases", "no-values", "statement-repeated"}
    elsewhere |= {"object-open", "form-lacks"}
    assert {edit[0] for edit in EDITS} | elsewhere == set(LINTS)


def copied(toy, id_):
    """A second rule, with texts of its own and the conditions of the first."""
    raw = yaml.safe_load((toy.folder / RULE).read_text("utf-8"))
    for name in ("title", "duty", "rationale", "message", "remedy"):
        raw[name] = {"en": f"{id_} {raw[name]['en']}", "zh": f"（{id_}）{raw[name]['zh']}"}
    folder = toy.folder / "1" / id_
    folder.mkdir()
    text = yaml.safe_dump(raw, allow_unicode=True, sort_keys=False, width=1000)
    (folder / "rule.yaml").write_text(text, encoding="utf-8")
    (folder / "cases.yaml").write_text((toy.folder / CASES).read_text("utf-8"), encoding="utf-8")
    toy.edit("traceability.yaml", "rules: [", f"rules: [{id_}, ")
    return f"1/{id_}/rule.yaml"


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("more_than: 3", [("always-together", RULE, 20)]),
        ("at_least: 4", [("always-together", RULE, 20)]),
        # There are but four of them.
        ("is: 4", [("always-together", RULE, 20)]),
        ("is_not: 3", []),
        ("more_than: 2", []),
    ],
)
def test_rules_that_fire_on_the_very_same_plans_are_told(toy, lints, condition, told):
    toy.edit(copied(toy, "second"), "more_than:\n        bound: measures_most", condition)
    assert [lint for lint in lints() if lint[0] == "always-together"] == told


def test_the_same_text_in_two_rules_is_told_by_language(toy, lints):
    file = copied(toy, "second")
    toy.edit(file, "more_than:\n        bound: measures_most", "is: 9")
    toy.edit(file, "（second）方案列入的选做措施不得超过三项。", "方案列入的选做措施不得超过三项。")
    assert lints() == [("same-text", RULE, 8)]


def reword(toy, en, zh):
    toy.edit(RULE, '"Optional measures in the plan: {plan.optional_measures}."', en)
    toy.edit(RULE, "方案列入选做措施{plan.optional_measures}项。", zh)


def test_a_rule_without_cases_and_one_that_shows_nothing(toy, lints):
    (toy.folder / CASES).unlink()
    reword(toy, "Too many of them.", "选做措施过多。")
    assert lints() == [("no-cases", RULE, 1), ("no-values", RULE, 13)]


def test_a_message_may_be_without_values_where_only_a_flag_is_judged(toy, lints):
    reword(toy, "It is a draft.", "方案为草案。")
    toy.edit(RULE, "optional_measures: {more_than: {bound: measures_most}}", "status: draft")
    assert "no-values" not in {id_ for id_, _, _ in lints()}


def test_statements_of_one_number(toy, lints):
    path = toy.folder / "traceability.yaml"
    first = path.read_text("utf-8")
    path.write_text(first + first.partition("statements:\n")[2], encoding="utf-8")
    assert lints() == [("statement-repeated", "traceability.yaml", 7)]


def test_a_broken_pack_lists_all_its_faults(toy, run, lints):
    for id_ in ("second", "third", "fourth"):
        copied(toy, id_)
    for file, old, new in (
        (RULE, "{plan.optional_measures}.", "{plan.optional_measure}."),
        (RULE, 'clause: "1"', 'clause: "9"'),
        ("1/second/rule.yaml", "severity: error", "severity: grave"),
        ("1/third/rule.yaml", "（third）措施过多", "too many"),
        ("1/fourth/rule.yaml", "for_each: plan", "for_each: ["),
        (CASES, "kind: breaks", "kind: broken"),
        ("1/second/cases.yaml", "path: /measures/-", "path: /measures/90/x"),
    ):
        toy.edit(file, old, new)
    done = run("rules", "lint", "toy-2014", "--format", "json")
    assert (done.status, done.err, done.json["broken"]) == (3, "", True)
    places = {(RULE, 1), (RULE, 13), ("1/second/rule.yaml", 2), ("1/third/rule.yaml", 5), ("1/fourth/rule.yaml", 20)}
    assert set(lints()) == {("fault", *place) for place in (*places, (CASES, 8), ("1/second/cases.yaml", 7))}
    assert run("rules", "test", "toy-2014").status == 3


FILES = ["pack.yaml", "tables/catalogue.csv", "schemas/toy-plan.schema.json", "documents/toy-plan.yaml"]


@pytest.mark.parametrize("file", [*FILES, "documents/toy-plan.base.yaml", "traceability.yaml"])
@pytest.mark.parametrize("content", [None, b"", b"[]", b"a: [", b"\xff\xfe\x00", b"statements: [{}]", b"1"])
def test_no_file_of_the_pack_can_bring_it_down(toy, run, file, content):
    path = toy.folder / file
    path.unlink() if content is None else path.write_bytes(content)
    assert run("rules", "lint", "toy-2014").status == (2 if (file, content) == ("pack.yaml", None) else 3)
    for command in (["test", "toy-2014"], ["new", "other", "--pack", "toy-2014"]):
        done = run("rules", *command)
        assert done.status in (0, 2, 3), done.err
        assert "plancheck itself failed" not in done.err


def test_a_case_of_several_documents_is_for_rules_across_them(toy, run):
    toy.edit(CASES, "    patch:\n      - {op", "    plans:\n      - []\n      - - {op")
    for command in ("lint", "test"):
        done = run("rules", command, "toy-2014")
        assert (done.status, "several documents" in " ".join((done.out + done.err).split())) == (3, True)


@pytest.mark.parametrize("content", ["clause: [", "- clause\n"])
def test_nothing_is_said_of_the_cases_of_a_rule_of_which_nobody_knows_what_it_is_about(toy, lints, content):
    (toy.folder / RULE).write_text(content, encoding="utf-8")
    toy.edit(CASES, "path: /measures/-", "path: /parts/0/measures/-")
    assert {file for _, file, _ in lints()} == {RULE}


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("      - {path: company, label: {en: Company, zh: 供水企业}}\n", "company"),
        ("      - {path: volume, label: {en: Volume, zh: 水量}}\n", "plants/volumes/volume"),
    ],
)
def test_a_form_has_a_field_for_whatever_a_document_has_to_have(run, tmp_path, field, path):
    folder = shutil.copytree(Path(__file__).parents[1] / "water-2021", tmp_path / "water-2021")
    form = folder / "documents" / "supply-plan.form.yaml"
    text = form.read_text("utf-8")
    assert field in text
    form.write_text(text.replace(field, ""), encoding="utf-8")
    (lint,) = run("rules", "lint", "water-2021", "--format", "json").json["lints"]
    assert (lint["lint"], lint["file"].partition("/")[2]) == ("form-lacks", "documents/supply-plan.form.yaml")
    assert f"“{path}”" in lint["message"]


def test_an_object_in_which_a_misspelt_member_is_passed_over(toy, lints):
    toy.edit("schemas/toy-plan.schema.json", '"additionalProperties": false,\n        "required"', '"required"')
    assert lints() == [("object-open", "documents/toy-plan.yaml", 2)]
