"""`plancheck rules test`: what a case says and does not come true is told, in every form, by every evaluator."""

from pathlib import Path

import pytest
import yaml
from lxml import etree

from checker.analysis import witnesses
from checker.analysis.witnesses import engines_here

from .conftest import CASES, RULE

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).resolve().parents[1] / "reporting" / "schemas" / "junit-10.xsd"))
WRONG = yaml.safe_load(Path(__file__).with_name("wrong.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", WRONG, ids=[case["wrong"] for case in WRONG])
def test_what_does_not_come_true_is_told_with_its_place(toy, run, case):
    file, old, new = case["edit"]
    toy.edit(f"1/too-many-measures/{file}", old, new)
    done = run("rules", "test", "toy-2014")
    assert (done.status, done.err) == (1, "")
    text = " ".join(done.out.split())
    assert case["said"] in text
    assert f"toy-2014/{CASES}:" in text
    data = run("rules", "test", "toy-2014", "--format", "json").json
    assert not data["good"]
    told = {
        (result["engine"], tried["line"])
        for rule in data["rules"]
        for tried in rule["cases"]
        for result in tried["results"]
        if any(case["said"] in fault for fault in result["faults"])
    }
    assert {engine for engine, _ in told} == set(engines_here())
    assert {line for _, line in told} <= {2, 7}


def junit(done):
    root = etree.fromstring(done.out.encode())
    SCHEMA.assertValid(root)
    for element in (root, *root):
        for figure, outcome in (("tests", ""), ("failures", "/failure"), ("errors", "/error")):
            assert element.get(figure) == str(len(element.findall(f".//testcase{outcome}")))
    return root


def test_the_junit_file_says_which_case_failed_and_what_is_left_out(toy, run):
    engines = len(engines_here())
    root = junit(run("rules", "test", "toy-2014", "--format", "junit"))
    assert (root.get("tests"), root.get("failures")) == (str(2 * engines + 1), "0")
    toy.edit(CASES, "severity: error", "severity: info")
    toy.edit(CASES, "number: 5", "number: 1")
    toy.edit(CASES, "name: a fourth", 'name: "\\e[1m<b>&\'\\"]]>" #')
    done = run("rules", "test", "toy-2014", "--format", "junit")
    assert done.status == 1
    root = junit(done)
    assert (root.get("tests"), root.get("failures")) == (str(2 * engines + 1), str(engines + 1))
    texts = [failure.text for failure in root.iter("failure")]
    assert all(f"toy-2014/{CASES}:7" in text for text in texts[:engines])
    assert "plan.optional_measures = 4" in texts[-1]
    root = junit(run("rules", "test", "toy-2014", "--format", "junit", "--allow-gaps"))
    assert (root.get("failures"), len(root.findall(".//skipped"))) == (str(engines), 1)


def test_what_is_left_out_counts_unless_it_is_allowed(toy, run):
    toy.edit(RULE, "more_than: {bound: measures_most}", "more_than: 1, is_not: 3")
    done = run("rules", "test", "toy-2014")
    assert done.status == 1
    assert "Cases failed: 0; left out: 2." in " ".join(done.out.split())
    allowed = run("rules", "test", "toy-2014", "--allow-gaps")
    assert (allowed.status, allowed.out) == (0, done.out)
    data = run("rules", "test", "toy-2014", "--allow-gaps", "--format", "json").json
    assert (data["good"], data["counts"]) == (True, {"rules": 1, "cases": 2, "failed": 0, "gaps": 2})


@pytest.mark.usefixtures("toy")
def test_where_only_the_reference_evaluator_is_only_it_judges(run, monkeypatch):
    monkeypatch.setattr(witnesses, "default_engine", lambda: "reference")
    data = run("rules", "test", "toy-2014", "--format", "json").json
    assert [engine["name"] for engine in data["engines"]] == ["reference"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hostile_names_are_shown_and_not_obeyed(toy, run, lang):
    toy.edit(CASES, "name: a fourth", 'name: "\\e[31m\\u202eevil\\n\\n::error::" #')
    toy.edit(CASES, "severity: error", "severity: info")
    for form in ("text", "json", "junit"):
        done = run("rules", "test", "toy-2014", "--lang", lang, "--format", form)
        assert done.status == 1
        assert "\x1b" not in done.out
        assert "\u202e" not in done.out or form == "json"
        assert not any(line.startswith("::") for line in done.out.splitlines())


def test_a_rule_without_cases_is_told(toy, run):
    (toy.folder / CASES).unlink()
    done = run("rules", "test", "toy-2014")
    assert (done.status, "cases.yaml: The rule has no cases yet" in done.err) == (3, True)


@pytest.mark.usefixtures("toy")
def test_the_output_goes_to_a_file(run, tmp_path):
    done = run("rules", "test", "toy-2014", "--format", "junit", "--output", "cases.xml", "--lang", "zh")
    assert (done.status, done.out) == (0, "")
    SCHEMA.assertValid(etree.fromstring((tmp_path / "cases.xml").read_bytes()))
