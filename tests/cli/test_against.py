"""`plancheck check --against`: a report held against the plan, or the compilation, that it is on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.readers import read_path

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD, FOUND, UNREADABLE = 0, 1, 2
EXAMPLES = Path(__file__).parents[2] / "examples"
PLAN = EXAMPLES / "plans" / "hubei.yaml"
QUARTER = EXAMPLES / "progress" / "hubei-quarter-3.yaml"
YEAR = EXAMPLES / "progress" / "hubei-year.yaml"
ANNUAL = EXAMPLES / "annual-reports" / "sipo-2012.yaml"
PUBLISHED = {year: EXAMPLES / "published-plans" / f"promotion-plan-{year}.yaml" for year in (2012, 2013)}

OF_THE_YEAR = {
    ("milestone-not-reported", 19),
    ("planned-measure-not-reported", 13),
    ("milestone-late", 12),
    ("target-missed", 23),
    ("completion-not-reached", 26),
}


@pytest.fixture
def found(run: Callable[..., Any]) -> Callable[..., set[tuple[str, object]]]:
    """`found(report, "--against", plan)`: the rules that are violated, and what the findings are about."""

    def found(*args: object) -> set[tuple[str, object]]:
        report = run("check", *args, "--format", "json", "--cross-check").json
        assert all(rule["status"] != "not-run" for rule in report["rules"])
        return {(finding["rule"], finding["subject"]) for finding in report["findings"]}

    return found


def test_a_report_is_held_against_the_plan(found):
    assert found(QUARTER, "--against", PLAN) == set()
    assert found(YEAR, "--against", PLAN) == OF_THE_YEAR


def test_a_report_is_held_against_the_plan_of_its_office_in_a_compilation(run, found, tmp_path):
    compilation = tmp_path / "compilation.json"
    other = EXAMPLES / "provinces" / "beijing.yaml"
    assert run("compile", PLAN, other, "--output", compilation).status == GOOD
    assert found(YEAR, "--against", compilation) == OF_THE_YEAR
    assert found(YEAR, "--against", other, "--against", PLAN) == OF_THE_YEAR


def test_what_is_not_due_by_the_day_of_the_check_is_not_missing(found):
    later = found(QUARTER, "--against", PLAN, "--as-of", "2013-12-31")
    assert later
    assert {rule for rule, _ in later} == {"milestone-not-reported"}
    assert found(QUARTER, "--against", PLAN, "--as-of", "2013-09-30") == set()


def test_a_plan_of_another_office_says_just_that(found):
    other = EXAMPLES / "provinces" / "beijing.yaml"
    assert found(QUARTER, "--against", other) == {("progress-plan-missing", None)}


def test_without_a_plan_the_rules_on_it_are_not_run(run):
    report = run("check", QUARTER, "--format", "json").json
    not_run = {
        "progress-plan-missing",
        "planned-measure-not-reported",
        "milestone-not-reported",
        "measure-not-planned",
        "milestone-not-planned",
    }
    assert {rule["rule"] for rule in report["rules"] if rule["status"] == "not-run"} == not_run
    (told,) = report["findings"]
    assert (told["rule"], told["severity"], report["verdict"]) == ("left-out", "warning", "review")
    assert set(told["because"]["not_run"]) == not_run
    assert "“Planned measure not reported”" in told["message"]


def test_the_plan_that_is_named_goes_before_one_that_a_report_holds(found, tmp_path):
    data: Any = read_path(YEAR).data
    plan: Any = read_path(PLAN).data
    own = {**plan, "measures": [entry for entry in plan["measures"] if entry["number"] != 13]}
    report = tmp_path / "report.json"
    report.write_text(json.dumps({**data, "plan": own}, ensure_ascii=False), encoding="utf-8")
    assert ("planned-measure-not-reported", 13) not in found(report)
    assert found(report, "--against", PLAN) == OF_THE_YEAR


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "there is no file"),
        ("{", "not closed"),
        ('{"format": "plan-compilation/1"}', "not at hand"),
        ('{"format": "plan-compilation/1", "pack": {"id": "sipo-2012-113"}}', "damaged"),
        ('{"format": "provincial-plan/1", "circular": "sipo-2012-113"}', "breaks its format"),
        ('{"format": "song/1", "circular": "sipo-2012-113"}', "no document of a circular"),
        ("[]", "no document of a circular"),
    ],
)
def test_what_cannot_be_held_against_is_refused(run, tmp_path, content, told):
    path = tmp_path / "against.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    done = run("check", QUARTER, "--against", path)
    assert (done.status, done.out) == (UNREADABLE, "")
    assert told in done.err.lower()


def test_an_annual_report_is_held_against_every_plan_of_its_issuer(
    found: Callable[..., set[tuple[str, object]]], tmp_path: Path
) -> None:
    both = [word for plan in PUBLISHED.values() for word in ("--against", plan)]
    assert {rule for rule, _ in found(ANNUAL, *both)} == {"planned-item-not-reported"}
    wrong = tmp_path / "wrong.yaml"
    text = ANNUAL.read_text(encoding="utf-8")
    wrong.write_text(
        text.replace("value: 42,", "value: 43,").replace("area: VII, measure: 2", "area: VII, measure: 9"), "utf-8"
    )
    mistakes = {("figure-against-plan", "plan-2013-measures"), ("item-of-no-plan", 9)}
    assert found(wrong, *both) - found(ANNUAL, *both) == mistakes


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx", ".docx"])
def test_what_a_plan_says_otherwise_is_mended_in_the_report(
    run: Callable[..., Any], found: Callable[..., set[tuple[str, object]]], tmp_path: Path, suffix: str
) -> None:
    wrong, report, mended = tmp_path / "wrong.yaml", tmp_path / f"wrong{suffix}", tmp_path / f"mended{suffix}"
    wrong.write_text(ANNUAL.read_text("utf-8").replace("value: 42,", "value: 43,").replace("2510,", "2511,"), "utf-8")
    assert suffix == ".yaml" or run("convert", wrong, report).status == GOOD
    plan = PUBLISHED[2013]
    assert run("fix", report, "--against", plan, "--write-to", plan).status == UNREADABLE
    assert run("fix", report, "--against", plan, "--write-to", mended).status == GOOD
    assert found(mended, "--against", plan) == set()


def test_a_plan_of_another_issuer_is_none_that_a_report_is_on(run: Callable[..., Any]) -> None:
    other = PUBLISHED[2013].with_name("strategy-plan-2014.yaml")
    held, alone = (run("check", ANNUAL, *more, "--format", "json").json for more in ((), ("--against", other)))
    assert [finding["rule"] for finding in held["findings"]] == ["left-out"]
    assert held == alone


def test_a_fault_is_no_reason_to_ask_for_a_plan(run: Callable[..., Any], tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text(ANNUAL.read_text("utf-8").replace("value: 42,", "value: many,"), "utf-8")
    reports = [run("check", each, "--format", "json").json for each in (ANNUAL, faulty)]
    told = [[one for one in report["findings"] if one["rule"] == "left-out"] for report in reports]
    assert told[0][0]["because"] == told[1][0]["because"]
    assert sum(rule["status"] == "not-run" for rule in reports[1]["rules"]) > len(told[1][0]["because"]["not_run"])


def test_two_plans_of_one_sender_and_year_are_refused(run: Callable[..., Any]) -> None:
    done = run("check", YEAR, "--against", PLAN, "--against", PLAN)
    assert (done.status, done.out) == (UNREADABLE, "")
    assert "nother document of CN-HB for the same year" in done.err


@pytest.mark.parametrize("command", ["check", "assess"])
def test_what_a_report_was_held_against_is_found_again(run: Callable[..., Any], tmp_path: Path, command: str) -> None:
    kept, beside = tmp_path / "kept.json", tmp_path / PLAN.name
    assert run(command, QUARTER, "--against", PLAN, "--format", "json", "--output", kept).status == GOOD
    missing = run("verify", kept, QUARTER)
    assert (missing.status, PLAN.name in missing.out) == (FOUND, True)
    beside.write_bytes(PLAN.read_bytes() + b"\n")
    assert run("verify", kept, QUARTER).status == FOUND
    beside.write_bytes(PLAN.read_bytes())
    for plans in ((QUARTER,), (QUARTER, PLAN)):
        done = run("verify", kept, *plans, "--format", "json")
        assert (done.status, done.json["unused"]) == (GOOD, [])
    assert run("verify", kept, QUARTER, "--against", EXAMPLES / "provinces" / "beijing.yaml").status == FOUND


def test_a_fault_of_one_entry_leaves_only_that_entry_open(run: Callable[..., Any], tmp_path: Path) -> None:
    data: Any = read_path(YEAR).data
    faulty = next(entry for entry in data["measures"] if entry["number"] == 7)
    faulty["schedule"][0]["done_on"] = "soon"
    report = tmp_path / "report.json"
    report.write_text(json.dumps(data, ensure_ascii=False, default=str), encoding="utf-8")
    told = run("check", report, "--against", PLAN, "--format", "json", "--cross-check").json
    found = {(finding["rule"], finding["subject"]) for finding in told["findings"]}
    assert found == {*OF_THE_YEAR, ("schema", 7)}
    statuses = {rule["rule"]: rule["status"] for rule in told["rules"]}
    assert statuses["planned-measure-not-reported"] == "violated"
    assert statuses["measure-not-planned"] == "satisfied"


@pytest.mark.parametrize("form", ["text", "ndjson"])
def test_it_is_said_where_nothing_is_held_against_anything(run, form):
    assert "--against" in run("check", PLAN, "--against", PUBLISHED[2012], "--format", form).err
    assert "--against" not in run("check", QUARTER, "--against", PLAN, "--format", form).err


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_way_says_it_too(run, form):
    assert "--against" in run("fix", PLAN, "--against", PUBLISHED[2012], "--format", form).err
    assert "--against" not in run("fix", QUARTER, "--against", PLAN, "--format", form).err


@pytest.mark.parametrize("given", [["west.yaml"], ["west.yaml", "east.yaml"]])
def test_no_other_sender_s_document_is_held_against_where_no_rule_says_that_it_is_another_s(run, tmp_path, given):
    pack = Path(__file__).parents[1] / "water-2021"
    base = (pack / "documents" / "supply-plan.base.yaml").read_text("utf-8")
    (tmp_path / "east.yaml").write_text(base, encoding="utf-8")
    (tmp_path / "west.yaml").write_text(base.replace("company: east", "company: west"), encoding="utf-8")
    report = tmp_path / "report.yaml"
    report.write_text(
        "format: supply-report/1\ncircular: water-2021\ncompany: east\nplants: [{plant: 101}]\n", encoding="utf-8"
    )
    against = [part for name in given for part in ("--against", tmp_path / name)]
    judged = run("check", "--pack", pack, report, *against, "--format", "json").json
    (status,) = (rule["status"] for rule in judged["rules"])
    findings = [(finding["rule"], finding["because"]["not_run"]) for finding in judged["findings"]]
    if "east.yaml" in given:
        assert (judged["verdict"], status, findings) == ("pass", "satisfied", [])
    else:
        assert (judged["verdict"], status, findings) == ("review", "not-run", [("left-out", ["plant-not-planned"])])
