"""What is short where many are checked: a line a finding, statistics, chosen rules, and the files alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.reporting import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

LATE = {"date": "2012-12-28"}


@pytest.fixture
def late(write: Callable[..., Path], conforming: dict[str, Any]) -> Path:
    return write("late.json", submission={**conforming["submission"], **LATE})


def test_several_plans_are_a_line_a_finding(run, late, write):
    good = write("good.json")
    done = run("check", good, late)
    assert done.status == 1
    passed, found, total = done.out.splitlines()
    assert passed == f"{good}: PASS"
    assert found.startswith(f"{late}:1:")
    assert ": error submitted-late " in found
    assert "2012-12-28" in found
    assert total == "2 implementation plans: 1 PASS, 1 RETURN, 1 error"
    assert run("check", late).out.startswith("RETURN: ")
    assert run("check", good, late, "--format", "text").out.startswith("PASS: ")


def test_statistics_count_by_rule(run, late):
    done = run("check", late, late.parent, "--statistics")
    assert done.out.splitlines() == [
        "     2  error  submitted-late  Submitted after the deadline",
        "2 implementation plans: 2 RETURN, 2 errors",
    ]
    assert run("check", late, "--statistics", "--format", "json").status == 2


def test_a_rule_left_out_is_said_and_nothing_passes(run, late):
    done = run("check", late, "--ignore", "submitted-late", "--format", "json")
    assert (done.status, done.json["verdict"]) == (0, "review")
    (told,) = done.json["findings"]
    assert (told["rule"], told["severity"], told["because"]) == ("left-out", "info", {"rules": ["submitted-late"]})
    assert {"rule": "submitted-late", "status": "not-run"} in done.json["rules"]
    # What was selected alone is still found, and an error is still one.
    done = run("check", late, "--select", "submitted-late,objective-missing", "--format", "json")
    assert (done.status, done.json["verdict"]) == (1, "return")
    assert {each["rule"] for each in done.json["rules"] if each["status"] != "not-run"} == {
        "submitted-late",
        "objective-missing",
    }


@pytest.mark.parametrize("command", ["check", "review"])
@pytest.mark.parametrize("format_", sorted(set(FORMATS) - {"xlsx"}))
def test_every_format_says_what_was_left_out(run, late, command, format_):
    out = late.parent / "out"
    done = run(command, late, "--ignore", "submitted-late", "--format", format_, "--output", out)
    assert out.exists(), done.err
    assert "left-out" in out.read_text("utf-8")


def test_a_review_leaves_out_rules_across_plans(run, late):
    done = run("review", late, "--ignore", "office-without-plan", "--format", "json")
    assert done.json["findings"][0]["because"] == {"rules": ["office-without-plan"]}
    assert "office-without-plan" not in {finding["rule"] for finding in done.json["findings"]}
    assert [finding["rule"] for finding in done.json["reports"][0]["findings"]] == ["submitted-late"]


@pytest.mark.parametrize("command", ["check", "review"])
def test_a_report_by_some_rules_is_verified_by_them(run, late, command):
    report = late.parent / "report.txt"
    run(command, late, "--ignore", "submitted-late", "--format", "json", "--output", report)
    assert run("verify", report, late).out.startswith("HOLDS")


def test_a_rule_that_is_not_there_is_wrong_usage(run, late):
    done = run("check", late, "--ignore", "submited-late")
    assert done.status == 2
    assert "Did you mean “submitted-late”?" in done.err
    assert run("check", late, "--select", "schema").status == 2


def test_the_files_alone(run, late):
    folder = late.parent
    for name in (".hidden.json", "~$late.xlsx", "letter.txt"):
        (folder / name).write_text("")
    done = run("check", folder, "--show-files")
    assert (done.status, done.out.splitlines()) == (
        0,
        [
            str(late),
            f"{folder}/.hidden.json: left out, hidden",
            f"{folder}/letter.txt: left out, no plan file, by its suffix",
            f"{folder}/~$late.xlsx: left out, left by an office program beside an open file",
        ],
    )
    # A review accounts for all of them.
    done = run("review", folder, "--show-files")
    lines = dict(line.partition(": left out, ")[::2] for line in done.out.splitlines())
    assert (done.status, [Path(name).name for name, why in lines.items() if not why]) == (0, ["late.json"])
    assert {Path(name).name for name, why in lines.items() if why} == {".hidden.json", "letter.txt", "~$late.xlsx"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "plancheck.toml",
            'ignore = ["submitted-late"]\nfail-on = "warning"\nformat = "json"\nlang = "zh"\njobs = 1\n',
        ),
        (
            "pyproject.toml",
            '[project]\nname = "x"\n[tool.plancheck]\nignore = ["submitted-late"]\nformat = "json"\nlang = "zh"\n',
        ),
    ],
)
def test_a_configuration_file_is_found_above(run, late, name, text, monkeypatch):
    (late.parent / name).write_text(text)
    inside = late.parent / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    report = json.loads(run("check", late).out)
    assert report["verdict"] == "review"
    assert "未核对" in report["findings"][0]["message"]
    # What is said on the command line wins.
    assert run("check", late, "--format", "concise", "--lang", "en").out.startswith(
        f"{late}: info left-out Rules left out"
    )
    assert run("rules", "--pack", "sipo-2012-113").out.startswith("规则")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fail_on = 1", "has the key “fail_on”, which is no option here; there is fail-on."),
        ('output = "x"', "has the key “output”"),
        ("jobs = [1]", "“jobs” is a text or a number."),
        ("statistics = 1", "“statistics” is true or false."),
        ('select = "a"', "“select” is a list of texts."),
        ("jobs = ", "is no TOML"),
        ("jobs = 0", "--jobs: “0” is no number of processes: a whole number from 1 to 64. (in plancheck.toml)"),
        ('lang = "fr"', "“fr” is none of en, zh. (in plancheck.toml)"),
        ('select = ["no-such-rule"]', "There is no rule “no-such-rule”"),
    ],
)
def test_a_configuration_that_cannot_be_is_wrong_usage(run, late, text, said, monkeypatch):
    (late.parent / "plancheck.toml").write_text(text)
    monkeypatch.chdir(late.parent)
    done = run("check", late)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
