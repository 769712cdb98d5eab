"""`plancheck due` as a calendar and as a workbook, and of a compilation."""

from datetime import date
from pathlib import Path

import icalendar
import openpyxl
import pytest

PROVINCES = Path(__file__).parents[2] / "examples" / "provinces"


@pytest.fixture
def plan(write):
    schedule = [{"due": "2013-11-30"}, {"due": "2013-06-30", "milestone": "half"}]
    other = {"number": 12, "schedule": [{"due": "2013-06-15", "milestone": "=1+1"}]}
    return write("plan.json", measures=[{"number": 7, "schedule": schedule}, other])


def test_a_calendar_has_a_whole_day_for_each_and_is_the_same_each_time(run, plan, tmp_path):
    output = tmp_path / "due.ics"
    made = []
    for _ in range(2):
        assert run("due", plan, "--output", output).status == 0
        made.append(output.read_bytes())
    assert made[0] == made[1]
    events = icalendar.Calendar.from_ical(made[0]).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [
        date(2013, 6, 15),
        date(2013, 6, 30),
        date(2013, 11, 30),
    ]
    assert all((event.decoded("dtend") - event.decoded("dtstart")).days == 1 for event in events)
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert "Hubei" in str(events[0]["summary"])


def test_a_workbook_has_a_row_for_each(run, plan, tmp_path):
    run("due", plan, "--lang", "zh", "--output", tmp_path / "due.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "due.xlsx").active.iter_rows(min_row=3, values_only=True))
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)
    assert [row[-1] for row in rows] == ["=1+1", "half", None]


def test_a_compilation_has_the_milestones_of_its_plans(run, tmp_path):
    plans = [PROVINCES / f"{name}.yaml" for name in ("beijing", "jiangsu", "xpcc")]
    compilation = tmp_path / "c.json"
    assert run("compile", *plans, "--output", compilation).status == 0
    for by in ("month", "office", "item"):
        told = [run("due", *given, "--format", "json", "--by", by).json for given in (plans, [compilation])]
        assert told[0] == told[1]
