"""`plancheck rules test`: what a case says and does not come true is told, in every form, by every evaluator."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from checker.authoring import trials
from checker.authoring.trials import engines_here

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Toy

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).resolve().parents[1] / "reporting" / "schemas" / "junit-10.xsd"))
ID = "sipo-2012-113"
RULE = "1/too-many-measures/rule.yaml"
CASES = "1/too-many-measures/cases.yaml"
FINDS = '      - {at: /measures, severity: error, message: "in the plan: 4"}\n'

WRONG: list[tuple[str, str, str, str, str]] = [
    ("finds nothing", CASES, "finds:\n" + FINDS, "finds: []\n", "expected: no finding; found: “/measures”."),
    ("finds more", CASES, FINDS, FINDS + FINDS, "expected: “/measures”, “/measures”; found: “/measures”."),
    ("at", CASES, "at: /measures,", "at: /status,", "expected: “/status”; found: “/measures”."),
    ("severity", CASES, "severity: error", "severity: info", "severity: expected “info”, found “error”."),
    ("message", CASES, "in the plan: 4", "in the plan: 5", "message: expected “in the plan: 5”, found “Optional"),
    ("subject", CASES, "severity: error", "severity: error, subject: 4", "subject: expected “4”, found “none”."),
    (
        "exception",
        CASES,
        "severity: error",
        "severity: error, exception: so",
        "exception: expected “so”, found “none”.",
    ),
    ("status", CASES, "status: satisfied", "status: not-run", "status: expected “not-run”, found “satisfied”."),
    (
        "kind",
        CASES,
        "kind: keeps\n    boundary: true\n    status: satisfied",
        "kind: breaks",
        "one that breaks the rule, but the",
    ),
    ("the rule", RULE, "more_than:", "at_most:", "expected: no finding; found: “/measures”."),
    (
        "the message of the rule",
        RULE,
        "Optional measures in the plan:",
        "So many:",
        "message: expected “in the plan: 4”",
    ),
    ("the plan", CASES, "value: {number: 5}}", "value: 5}", "expected: “/measures”; found: no finding."),
    ("the format", CASES, "value: {number: 5}}", "value: 5}", "does not keep to its format, at “/measures/4”: "),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_does_not_come_true_is_told_with_its_place(
    toy: Toy, run: Callable[..., Any], file: str, old: str, new: str, said: str
) -> None:
    toy.edit(file, old, new)
    done = run("rules", "test", "toy-2014")
    assert done.status == 1
    assert done.err == ""
    text = " ".join(done.out.split())
    assert said in text
    assert f"toy-2014/{CASES}:" in text
    for engine in engines_here():
        assert engine in text
    data = json.loads(run("rules", "test", "toy-2014", "--format", "json").out)
    assert not data["good"]
    told = [
        (case["line"], result["engine"])
        for rule in data["rules"]
        for case in rule["cases"]
        for result in case["results"]
        if any(said in fault for fault in result["faults"])
    ]
    assert {engine for _, engine in told} == set(engines_here())
    assert {line for line, _ in told} <= {2, 7}


def junit(done: Any) -> Any:
    root = etree.fromstring(done.out.encode())
    SCHEMA.assertValid(root)
    for element in (root, *root):
        for figure, outcome in (("tests", ""), ("failures", "/failure"), ("errors", "/error")):
            assert element.get(figure) == str(len(element.findall(f".//testcase{outcome}")))
    return root


def test_the_junit_file_says_which_case_failed_and_what_is_left_out(toy: Toy, run: Callable[..., Any]) -> None:
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


def test_what_is_left_out_counts_unless_it_is_allowed(toy: Toy, run: Callable[..., Any]) -> None:
    toy.edit(RULE, "more_than: {bound: measures_most}", "more_than: 1, is_not: 3")
    done = run("rules", "test", "toy-2014")
    assert done.status == 1
    assert "Cases failed: 0; left out: 2." in " ".join(done.out.split())
    allowed = run("rules", "test", "toy-2014", "--allow-gaps")
    assert (allowed.status, allowed.out) == (0, done.out)
    data = json.loads(run("rules", "test", "toy-2014", "--allow-gaps", "--format", "json").out)
    assert data["good"]
    assert data["counts"] == {"rules": 1, "cases": 2, "failed": 0, "gaps": 2}


def test_rules_are_chosen_by_id(run: Callable[..., Any]) -> None:
    done = run("rules", "test", ID, "--rule", "submitted-late", "--rule", "schedule-missing", "--format", "json")
    assert done.status == 0
    assert [rule["rule"] for rule in json.loads(done.out)["rules"]] == ["schedule-missing", "submitted-late"]
    wrong = run("rules", "test", ID, "--rule", "submited-late")
    assert wrong.status == 2
    assert "Did you mean “submitted-late”?" in wrong.err


def test_a_rule_across_plans_is_tried_on_all_of_them(run: Callable[..., Any]) -> None:
    done = run("rules", "test", ID, "--rule", "version-repeated", "--rule", "office-without-plan")
    assert (done.status, done.err) == (0, "")


def test_where_only_the_reference_evaluator_is_only_it_judges(
    toy: Toy, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "default_engine", lambda: "reference")
    data = json.loads(run("rules", "test", "toy-2014", "--format", "json").out)
    assert [engine["name"] for engine in data["engines"]] == ["reference"]
    assert toy.rule.is_dir()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hostile_names_are_shown_and_not_obeyed(toy: Toy, run: Callable[..., Any], lang: str) -> None:
    toy.edit(CASES, "name: a fourth", 'name: "\\e[31m\\u202eevil\\n\\n::error::" #')
    toy.edit(CASES, "severity: error", "severity: info")
    for form in ("text", "json", "junit"):
        done = run("rules", "test", "toy-2014", "--lang", lang, "--format", form)
        assert done.status == 1
        assert "\x1b" not in done.out
        assert "\u202e" not in done.out or form == "json"
        assert not any(line.startswith("::") for line in done.out.splitlines())


def test_cases_that_cannot_be_read_are_all_told(toy: Toy, run: Callable[..., Any]) -> None:
    toy.edit(CASES, "kind: breaks", "kind: brakes")
    done = run("rules", "test", "toy-2014")
    assert done.status == 3
    assert "cases.yaml:8: " in done.err
    (toy.folder / CASES).unlink()
    done = run("rules", "test", "toy-2014")
    assert done.status == 3
    assert "cases.yaml: The rule has no cases yet" in done.err


def test_the_output_goes_to_a_file(toy: Toy, run: Callable[..., Any], tmp_path: Path) -> None:
    done = run("rules", "test", "toy-2014", "--format", "junit", "--output", "cases.xml", "--lang", "zh")
    assert (done.status, done.out) == (0, "")
    SCHEMA.assertValid(etree.fromstring((tmp_path / "cases.xml").read_bytes()))
    assert toy.folder.is_dir()
