"""`plancheck due`: what is due when, of plans and of a compilation, in every format."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar
import jsonschema
import openpyxl
import pytest

from checker.resources import schema_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD, UNREADABLE = 0, 2
PROVINCES = Path(__file__).parents[2] / "examples" / "provinces"


@pytest.fixture
def plans(write: Callable[..., Path]) -> Path:
    """The folder of two plans, one of which was sent again."""
    first = {"measures": [{"number": 7, "schedule": [{"due": "2013-06-30", "milestone": "old"}]}]}
    later = {
        "measures": [
            {"number": 7, "schedule": [{"due": "2013-06-30", "milestone": "half"}, {"due": "2013-11-30"}]},
            {"number": 12, "schedule": [{"due": "2013-06-15", "milestone": "=1+1"}]},
        ]
    }
    write("plans/a1.json", office="CN-HB", **first)
    write("plans/a2.json", office="CN-HB", submission={"date": "2012-12-21", "version": 2}, **later)
    return write("plans/b.json", office="CN-BJ", **first).parent


def told(listed: dict[str, Any]) -> list[tuple[str, list[tuple[str, int, str, str | None]]]]:
    return [
        (group["key"], [(each["day"], each["number"], each["office"], each["text"]) for each in group["milestones"]])
        for group in listed["groups"]
    ]


JUNE_15 = ("2013-06-15", 12, "CN-HB", "=1+1")
OF_BEIJING = ("2013-06-30", 7, "CN-BJ", "old")
JUNE_30 = ("2013-06-30", 7, "CN-HB", "half")
NOVEMBER = ("2013-11-30", 7, "CN-HB", None)


@pytest.mark.parametrize(
    ("options", "groups"),
    [
        ((), [("2013-06", [JUNE_15, OF_BEIJING, JUNE_30]), ("2013-11", [NOVEMBER])]),
        (("--by", "office"), [("CN-BJ", [OF_BEIJING]), ("CN-HB", [JUNE_15, JUNE_30, NOVEMBER])]),
        (("--by", "item"), [("7", [OF_BEIJING, JUNE_30, NOVEMBER]), ("12", [JUNE_15])]),
        (("--from", "2013-06-16", "--until", "2013-06-30"), [("2013-06", [OF_BEIJING, JUNE_30])]),
        (("--from", "2014-01-01"), []),
    ],
)
def test_what_is_due_of_the_plans_that_stand(run, plans, options, groups):
    done = run("due", plans, "--format", "json", *options)
    assert (done.status, done.err) == (GOOD, "")
    jsonschema.validate(done.json, json.loads(schema_bytes("due")))
    assert told(done.json) == groups
    text = run("due", plans, *options).out
    assert all(each[0] in text for _, milestones in groups for each in milestones)


def test_a_compilation_has_the_milestones_of_its_plans(run, tmp_path):
    compilation = tmp_path / "c.json"
    passing = [path for path in sorted(PROVINCES.glob("*.yaml")) if "verdict: pass" in _expected(path)]
    assert passing
    assert run("compile", *passing, "--output", compilation).status == GOOD
    for by in ("month", "office", "item"):
        of_plans = run("due", *passing, "--format", "json", "--by", by).json
        assert run("due", compilation, "--format", "json", "--by", by).json == of_plans
    altered = json.loads(compilation.read_text(encoding="utf-8"))
    altered["plans"][0]["plan"]["measures"] = []
    compilation.write_text(json.dumps(altered), encoding="utf-8")
    done = run("due", compilation)
    assert (done.status, done.out) == (UNREADABLE, "")
    assert "altered" in done.err


def _expected(path: Path) -> str:
    return path.with_name(f"{path.name}.expected").read_text(encoding="utf-8")


def test_a_calendar_has_a_whole_day_for_each_and_is_the_same_each_time(run, plans, tmp_path):
    output = tmp_path / "due.ics"
    made = []
    for _ in range(2):
        assert run("due", plans, "--output", output).status == GOOD
        made.append(output.read_bytes())
    assert made[0] == made[1]
    events = icalendar.Calendar.from_ical(made[0]).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [
        date(2013, 6, 15),
        date(2013, 6, 30),
        date(2013, 6, 30),
        date(2013, 11, 30),
    ]
    assert all((event.decoded("dtend") - event.decoded("dtstart")).days == 1 for event in events)
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert "Hubei" in str(events[0]["summary"])


def test_a_workbook_has_a_row_for_each(run, plans, tmp_path):
    output = tmp_path / "due.xlsx"
    assert run("due", plans, "--lang", "zh", "--output", output).status == GOOD
    sheet = openpyxl.load_workbook(BytesIO(output.read_bytes())).active
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    days = [row[1] for row in rows]
    assert days == sorted(days)
    assert [row[-1] for row in rows] == ["=1+1", "old", "half", None]


def test_what_is_left_out_is_named(run, plans):
    (plans / "note.json").write_text("{", encoding="utf-8")
    done = run("due", plans, "--format", "json")
    assert done.status == UNREADABLE
    assert len(told(done.json)) == 2
    assert "note.json" in done.err
    assert "a1.json" not in done.err
