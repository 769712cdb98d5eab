"""`plancheck assess`: what is said of reports and their plans, in each format; the year has the rest.

`PLANCHECK_WRITE_GOLDEN=1` writes the golden files anew; look at what has changed before it is committed.
"""

import json
import os
from pathlib import Path

import openpyxl
import pytest

from checker.checking import read_plan

FOUND = 1
ROOT = Path(__file__).parents[2]
PLAN = ROOT / "examples" / "plans" / "hubei.yaml"
PLANS = ("--against", "examples/plans/hubei.yaml", "--against", "examples/provinces/beijing.yaml")


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch):
    """Names are relative to the top of the repository."""
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize(("lang", "roster"), [("en", "Roster"), ("zh", "报送情况一览")])
def test_the_assessment_of_the_examples_is_the_golden_one(run, lang, roster):
    done = run("assess", "examples/progress", *PLANS, "--as-of", "2013-12-31", "--lang", lang)
    told = done.out.partition(f"\n{roster}\n")[0]
    golden = ROOT / "tests" / "examples" / "golden" / f"progress.assessment.{lang}.txt"
    if os.environ.get("PLANCHECK_WRITE_GOLDEN") == "1":
        golden.write_text(told, encoding="utf-8")
    assert (done.status, told) == (FOUND, golden.read_text(encoding="utf-8"))


def test_each_format_says_how_the_plans_stand(run, tmp_path):
    names = {"markdown": "a.md", "html": "a.html", "xlsx": "a.xlsx"}
    wanted = [part for name, file in names.items() for part in ("--report", f"{name}={tmp_path / file}")]
    assert run("assess", "examples/progress", *PLANS, *wanted, "--lang", "zh").status == FOUND
    for name in ("a.md", "a.html"):
        assert "2项：13、19" in (tmp_path / name).read_text(encoding="utf-8")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    rows = [[cell.value for cell in row] for row in book["执行情况"]]
    assert ["湖北省", "hubei-year.yaml", "2项：13、19", "3项：12、23、26"] in [row[:4] for row in rows]
    (signs,) = ([cell.value for cell in row] for row in book["工作措施一览"] if row[0].value == "CN-HB")
    numbers = [cell.value for cell in book["工作措施一览"][5]]
    assert {number: sign for number, sign in zip(numbers, signs, strict=True) if sign in ("×", "!")} == {
        **dict.fromkeys(("13", "19"), "×"),
        **dict.fromkeys(("12", "23", "26"), "!"),
    }


@pytest.mark.parametrize("suffix", ["yaml", "xlsx", "docx"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_report_to_fill_in_has_the_milestones_of_the_plan(run, tmp_path, suffix, lang):
    def milestones(path):
        entries = read_plan(path).data["measures"]
        return [(each["number"], part["due"], part["milestone"]) for each in entries for part in each["schedule"]]

    blank = tmp_path / f"blank.{suffix}"
    assert run("template", "--against", PLAN, "--output", blank, "--lang", lang).status == 0
    assert milestones(blank) == milestones(PLAN)


def test_the_plan_that_is_named_goes_before_one_that_a_report_holds(run, tmp_path):
    def missed(*more):
        found = run("check", report, *more, "--format", "json").json["findings"]
        return [each["subject"] for each in found if each["rule"] == "planned-measure-not-reported"]

    plan = read_plan(PLAN).data
    own = {**plan, "measures": [entry for entry in plan["measures"] if entry["number"] != 13]}
    data = {**read_plan(PLAN.parents[1] / "progress" / "hubei-year.yaml").data, "plan": own}
    report = tmp_path / "report.json"
    report.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    assert (missed(), missed("--against", PLAN)) == ([], [13])
