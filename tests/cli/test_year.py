"""A year of five offices, from the draft of a plan to the assessment, by the commands that a reviewer runs."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING, Any

import yaml

from checker.readers import read_path

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD, FOUND, UNREADABLE = 0, 1, 2
EXAMPLES = Path(__file__).parents[2] / "examples"
PLANS = {
    "CN-BJ": EXAMPLES / "provinces" / "beijing.yaml",
    "CN-HB": EXAMPLES / "plans" / "hubei.yaml",
    "CN-JS": EXAMPLES / "provinces" / "jiangsu.yaml",
    "CN-SC": EXAMPLES / "provinces" / "sichuan.json",
    "XPCC": EXAMPLES / "provinces" / "xpcc.yaml",
}


def decisions(path: Path, *rows: dict[str, Any]) -> Path:
    """A file of what was decided."""
    by = {"reason": "同意", "by": "王某", "date": "2013-01-08"}
    told = {"format": "review-decisions/1", "circular": "sipo-2012-113", "decisions": [{**by, **row} for row in rows]}
    path.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    return path


def sent_again(plan: Path, path: Path) -> None:
    """Sichuan's plan with what was objected to mended, as its second version."""
    data = json.loads(plan.read_text(encoding="utf-8"))
    data["measures"][12]["sipo_support"]["approval"]["department"] = "patent-administration"
    data["regions"][5]["tasks"] = ["组织实施专利技术转化项目"]
    data["submission"] = {"date": "2013-01-20", "version": 2, "first_date": data["submission"]["date"]}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def filled_in(template: Path, path: Path, plan: dict[str, Any], but: Callable[[dict[int, Any]], None]) -> None:
    """A template with everything reported as planned, but for what `but` does to its measures."""
    report: Any = read_path(template).data
    planned = {measure["number"]: measure for measure in plan["measures"]}
    report |= {"status": "submitted", "reports_until": "2013-12-31", "submission": {"date": "2014-01-10", "version": 1}}
    for measure in report["measures"]:
        measure["headway"] = "completed"
        targets = planned[measure["number"]].get("targets", {})
        measure["reached"] = {name: len(n) if isinstance(n, list) else n for name, n in targets.items()}
        for milestone in measure["schedule"]:
            due = min(milestone["due"], "2013-12-31")
            milestone |= {"done_on": due, "effect": "已完成"}
    but({measure["number"]: measure for measure in report["measures"]})
    report["measures"] = [measure for measure in report["measures"] if measure["headway"] != "not_begun"]
    path.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")


def as_planned(_measures: dict[int, Any]) -> None:
    pass


def with_one_late(measures: dict[int, Any]) -> None:
    measures[7]["schedule"][0]["done_on"] = "2013-12-30"


def without_one(measures: dict[int, Any]) -> None:
    measures[7]["headway"] = "not_begun"


def is_kept(run: Callable[..., Any], assessment: str, reports: Path) -> None:
    """An assessment that was kept comes out again, if it is held against the same plans."""
    Path("assessment.json").write_text(assessment, encoding="utf-8")
    again = ("verify", "assessment.json", reports, "--as-of", "2013-12-31")
    assert run(*again, "--against", "plans.json").status == GOOD
    assert run(*again).status == GOOD


def test_a_year(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    inbox, reports = Path("inbox"), Path("reports")
    for folder in (inbox, reports):
        folder.mkdir()

    # An office checks its draft, and sends the plan that passes; five plans arrive, of which one is returned.
    assert run("check", EXAMPLES / "plans" / "hubei-draft.yaml").status == FOUND
    assert run("check", PLANS["CN-HB"]).status == GOOD
    for plan in PLANS.values():
        copy(plan, inbox)

    def reviewed(*options: object) -> tuple[int, dict[str, Any]]:
        done = run("review", inbox, *options, "--format", "json")
        return done.status, {row["office"]: row for row in done.json["roster"] if row["file"] is not None}

    status, roster = reviewed()
    assert status == FOUND
    assert {office: row["verdict"] for office, row in roster.items()} == {
        **dict.fromkeys(PLANS, "pass"),
        "CN-SC": "return",
    }
    assert run("letter", inbox / "sichuan.json", "--output", "sichuan.docx").status == GOOD
    back = {"decision": "return", "again_by": "2013-01-31", "sha256": roster["CN-SC"]["sha256"]}
    status, roster = reviewed("--decisions", decisions(Path("returned.yaml"), back))
    assert roster["CN-SC"]["state"] == "returned"

    # It comes again, in time; all are accepted, and released as one document.
    sent_again(PLANS["CN-SC"], inbox / "sichuan-2.json")
    _, roster = reviewed()
    assert (roster["CN-SC"]["file"], roster["CN-SC"]["verdict"]) == ("inbox/sichuan-2.json", "review")
    accepted = [{"decision": "accept", "sha256": row["sha256"]} for row in roster.values()]
    decided = decisions(Path("accepted.yaml"), {**back, "office": "CN-SC"}, *accepted)
    _, roster = reviewed("--decisions", decided)
    assert {row["state"] for row in roster.values()} == {"accepted"}
    assert run("compile", inbox, "--decisions", decided, "--output", "plans.json").status == GOOD
    compiled = json.loads(Path("plans.json").read_text(encoding="utf-8"))
    plans = {each["office"]: each["plan"] for each in compiled["plans"]}
    assert set(plans) == set(PLANS)
    due = run("due", "plans.json", "--format", "json", "--until", "2013-12-31").json
    assert sum(len(group["milestones"]) for group in due["groups"]) > len(compiled["items"])

    # Four report on the year, each in another kind of file; one says nothing.
    told = {"CN-BJ": with_one_late, "CN-HB": as_planned, "CN-JS": without_one, "CN-SC": as_planned}
    for office, but in told.items():
        blank = Path(f"{office}.yaml")
        assert run("template", office, "--against", "plans.json", "--output", blank).status == GOOD
        filled_in(blank, reports / f"{office}.json", plans[office], but)
    for office, suffix in (("CN-HB", "xlsx"), ("CN-SC", "docx")):
        written = reports / f"{office}.json"
        assert run("convert", written, reports / f"{office}.{suffix}").status == GOOD
        written.unlink()
    assert run("check", reports / "CN-HB.xlsx", "--against", "plans.json").status == GOOD

    # The assessment.
    done = run("assess", reports, "--against", "plans.json", "--as-of", "2013-12-31", "--format", "json")
    (assessment,) = done.json["assessments"]
    states = {
        each["office"]: {name: each["states"][name] for name in ("missing", "late")} for each in assessment["offices"]
    }
    assert done.status == FOUND
    assert states == {
        **{office: {"missing": [], "late": []} for office in ("CN-HB", "CN-SC")},
        "CN-BJ": {"missing": [], "late": [7]},
        "CN-JS": {"missing": [7], "late": []},
        "XPCC": {"missing": sorted(int(each["number"]) for each in plans["XPCC"]["measures"]), "late": []},
    }
    assert [each["office"] for each in assessment["offices"] if each["is_without_report"]] == ["XPCC"]
    assert sum(assessment["totals"].values()) == compiled["figures"]["pairs"]
    assert assessment["items"]["7"] == {"missing": 2, "late": 1, "done": 2, "not_yet_due": 0}
    assert {row["office"]: row["verdict"] for row in done.json["roster"]} == {
        "CN-BJ": "review",
        "CN-HB": "pass",
        "CN-JS": "return",
        "CN-SC": "pass",
        "XPCC": None,
    }

    is_kept(run, done.out, reports)

    # Early in the year nothing was missing; and what the assessment needs is asked for.
    early = run(
        "assess", reports / "CN-HB.xlsx", "--against", "plans.json", "--as-of", "2013-01-31", "--format", "json"
    )
    assert early.json["assessments"][0]["totals"]["missing"] == 0
    assert run("assess", reports).status == UNREADABLE
