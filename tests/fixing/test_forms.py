"""What is written into a form: values and rows where they belong, what a person has to say as a remark at its cell."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from checker.cases import read_base
from checker.checking import Options, check_source, read_plan
from checker.fixing.result import fix_document
from checker.fixing.trials import Goal
from checker.fixing.writing import Done, Written, write_way
from checker.office.conversion import written_document


@pytest.fixture
def written(pack):
    """`written(plan, ".xlsx")`: what is written into the plan as a form, and the form before."""

    def written(plan: Any, suffix: str) -> tuple[Written, bytes]:
        raw = written_document(suffix, plan, pack, pack.main_document, "zh")
        document = read_plan(raw, pack, name=f"x{suffix}")
        return write_way(raw, suffix, fix_document(document, pack, Options(pack), Goal.PASS), "zh"), raw

    return written


def test_entries_that_are_lacking_get_rows_of_a_workbook(pack, written):
    plan = read_base(pack, pack.main_document)
    lacking = [12, 7]
    plan["measures"] = [each for each in plan["measures"] if each["number"] not in lacking]
    result, raw = written(plan, ".xlsx")
    assert result.done == (Done.MARKED, Done.MARKED)
    again = read_plan(result.raw, pack, name="x.xlsx")
    before: Any = read_plan(raw, pack, name="x.xlsx").data
    entries = again.data["measures"]  # type: ignore[index]
    assert entries[: -len(lacking)] == before["measures"]
    assert entries[-len(lacking) :] == [{"number": number} for number in lacking]
    place = again.locate(("measures", len(entries) - 1, "objective")).cell or ""
    sheet, _, cell = place.rpartition("!")
    assert "待填" in load_workbook(BytesIO(result.raw))[sheet.strip("'")][cell].comment.text
    found = {finding.rule for finding in check_source(result.raw, Options(pack), name="x.xlsx").findings}
    assert {"objective-missing", "actions-missing"} <= found
    assert "required-measure-missing" not in found


def test_what_has_no_row_in_word_is_not_promised(pack, written):
    plan = read_base(pack, pack.main_document)
    plan["measures"] = [each for each in plan["measures"] if each["number"] != 12]
    result, raw = written(plan, ".docx")
    assert (result.done, result.raw) == ((Done.NOT_MADE,), raw)
