"""`plancheck assess` and `template --against`: what is said of reports and their plans; the year has the rest.

`PLANCHECK_WRITE_GOLDEN=1` writes the golden files anew; look at what has changed before it is committed.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from checker.checking import read_plan

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD, FOUND, WRONG = 0, 1, 2
ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "examples" / "golden"
PLAN = ROOT / "examples" / "plans" / "hubei.yaml"
YEAR = ROOT / "examples" / "progress" / "hubei-year.yaml"
PLANS = ("--against", "examples/plans/hubei.yaml", "--against", "examples/provinces/beijing.yaml")


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are relative to the top of the repository."""
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize(("lang", "roster"), [("en", "Roster"), ("zh", "报送情况一览")])
def test_the_assessment_of_the_examples_is_the_golden_one(run: Callable[..., Any], lang: str, roster: str) -> None:
    done = run("assess", "examples/progress", *PLANS, "--as-of", "2013-12-31", "--lang", lang)
    told = done.out.partition(f"\n{roster}\n")[0]
    golden = GOLDEN / f"progress.assessment.{lang}.txt"
    if os.environ.get("PLANCHECK_WRITE_GOLDEN") == "1":
        golden.write_text(told, encoding="utf-8")
    assert (done.status, told) == (FOUND, golden.read_text(encoding="utf-8"))


def test_each_format_says_how_the_plans_stand(run: Callable[..., Any], tmp_path: Path) -> None:
    names = {"markdown": "a.md", "html": "a.html", "xlsx": "a.xlsx"}
    wanted = [part for name, file in names.items() for part in ("--report", f"{name}={tmp_path / file}")]
    assert run("assess", "examples/progress", *PLANS, *wanted, "--lang", "zh").status == FOUND
    for name in ("a.md", "a.html"):
        assert "2项：13、19" in (tmp_path / name).read_text(encoding="utf-8")
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "a.xlsx").read_bytes()))
    rows = [[cell.value for cell in row] for row in book["执行情况"]]
    assert ["湖北省", "hubei-year.yaml", "2项：13、19", "3项：12、23、26"] in [row[:4] for row in rows]
    (signs,) = ([cell.value for cell in row] for row in book["工作措施一览"] if row[0].value == "CN-HB")
    numbers = [cell.value for cell in book["工作措施一览"][5]]
    assert {number: sign for number, sign in zip(numbers, signs, strict=True) if sign in ("×", "!")} == {
        **dict.fromkeys(("13", "19"), "×"),
        **dict.fromkeys(("12", "23", "26"), "!"),
    }


@pytest.mark.parametrize(
    ("name", "old", "new", "state", "told"),
    [
        pytest.param("a.yaml", "status: submitted", "status: draft", "draft-only", {"missing": 17}, id="draft"),
        pytest.param(
            "a.yaml",
            "headway: in_hand",
            "headway: soon",
            "to-be-decided",
            {"missing": 2, "late": 2, "done": 10, "unclear": 3},
            id="three entries faulty",
        ),
        pytest.param("CN-HB.yaml", "measures:", "measures: [", "sent-cannot-be-read", {"unclear": 17}, id="unreadable"),
        pytest.param("a.yaml", "office: CN-HB", "office: CN-GD", "not-sent", {"missing": 17}, id="of another office"),
    ],
)
def test_what_is_no_report_leaves_open_or_missing_what_was_planned(
    run: Callable[..., Any], tmp_path: Path, name: str, old: str, new: str, state: str, told: dict[str, int]
) -> None:
    text = YEAR.read_text(encoding="utf-8").replace(old, new).replace("title: 湖北省", "title: ")
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("assess", tmp_path, "--against", PLAN, "--format", "json").json
    (row,) = (each for each in done["roster"] if each["office"] == "CN-HB")
    (office,) = done["assessments"][0]["offices"]
    counts = {**{code: len(numbers) for code, numbers in office["states"].items()}, "unclear": len(office["unclear"])}
    assert row["state"] == state
    assert {code: count for code, count in counts.items() if count} == told


@pytest.mark.parametrize("suffix", ["yaml", "xlsx", "docx"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_report_to_fill_in_says_what_the_plan_says(
    run: Callable[..., Any], tmp_path: Path, suffix: str, lang: str
) -> None:
    blank = tmp_path / f"blank.{suffix}"
    assert run("template", "--against", PLAN, "--output", blank, "--lang", lang).status == GOOD
    report: Any = read_plan(blank).data
    plan: Any = read_plan(PLAN).data
    said = [
        (entry["number"], [(each["due"], each["milestone"]) for each in entry["schedule"]])
        for document in (report, plan)
        for entry in document["measures"]
    ]
    assert said[: len(said) // 2] == said[len(said) // 2 :]
    found = run("check", blank, "--against", PLAN, "--as-of", "2013-01-01", "--format", "json").json["findings"]
    assert {each["rule"] for each in found} == {"headway-missing", "report-day-missing"}
    if suffix == "yaml":
        assert "2" in next(
            line
            for line in blank.read_text(encoding="utf-8").splitlines()
            if "Targets of" in line or "方案目标" in line
        )


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (PLANS, "of several senders"),
        (("CN-GD", *PLANS), "Nothing that “CN-GD” sends"),
        (("CN-HB", *PLANS, "--document", "provincial-plan/1"), "Nothing that “CN-HB” sends"),
    ],
)
def test_a_report_on_no_plan_is_not_given_out(run: Callable[..., Any], args: tuple[str, ...], told: str) -> None:
    done = run("template", *args)
    assert (done.status, done.out) == (WRONG, "")
    assert told in done.err
