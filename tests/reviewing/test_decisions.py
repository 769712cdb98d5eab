"""Decisions as people write them down: what is none is refused, and the sheet of a report is read back."""

import json
from pathlib import Path

import openpyxl
import pytest

from checker.decisions import decisions_in, read_decisions
from checker.errors import UnreadableError

from .conftest import DECIDED


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"format": "review-decisions/1"},
        {"format": "review-decisions/1", "circular": "x", "decisions": [{"decision": "accept"}]},
        {"format": "review-decisions/1", "circular": "x", "decisions": [], "more": 1},
    ],
)
def test_what_are_no_decisions_is_refused(data):
    with pytest.raises(UnreadableError, match="no decisions that can be used"):
        read_decisions(data)


def sheets_in(report):
    """The workbook of a review, and its sheets to decide in."""
    book = openpyxl.load_workbook(report)
    return book, [sheet for sheet in book if sheet.cell(3, 1).value == "review-decisions/1"]


def decide(sheet, word):
    for column, value in ((1, word), (7, DECIDED["reason"]), (8, DECIDED["by"]), (9, DECIDED["date"])):
        sheet.cell(6, column).value = value


@pytest.mark.parametrize(("lang", "word"), [("en", "accepted"), ("zh", "审定")])
def test_the_sheet_of_a_report_is_filled_in_and_read_back(run, inbox, send, tmp_path, lang, word):
    send("a.json")
    report, out = tmp_path / "report.xlsx", tmp_path / "out.json"
    assert run("review", inbox, "--format", "xlsx", "--output", report, "--lang", lang).status == 1
    book, (sheet,) = sheets_in(report)
    decide(sheet, word)
    book.save(report)
    (decision,) = decisions_in(report).decisions
    assert (decision.decision, decision.office, decision.by) == ("accept", "CN-HB", "Wang")
    run("review", inbox, "--decisions", report, "--format", "json", "--output", out)
    (state,) = (row["state"] for row in json.loads(out.read_text("utf-8"))["roster"] if row["office"] == "CN-HB")
    assert state == "accepted"


def test_decisions_are_read_from_the_sheet_that_has_them_and_are_of_a_circular_at_hand(run, inbox, send, tmp_path):
    plan = send("a.json")
    other = Path(__file__).parents[2] / "examples" / "sipo-2011-139" / "beijing.yaml"
    (inbox / other.name).write_bytes(other.read_bytes())
    report = tmp_path / "report.xlsx"
    run("review", inbox, "--format", "xlsx", "--output", report)
    book, (earlier, later) = sheets_in(report)
    decide(later, "accept")
    book.save(report)
    assert decisions_in(report).circular == "sipo-2012-113"
    plan.unlink()
    done = run("review", inbox, "--decisions", report, "--output", tmp_path / "out.txt")
    assert (done.status, "sipo-2012-113" in done.err, (tmp_path / "out.txt").exists()) == (2, True, False)
    decide(earlier, "accept")
    book.save(report)
    with pytest.raises(UnreadableError, match="several sheets"):
        decisions_in(report)
