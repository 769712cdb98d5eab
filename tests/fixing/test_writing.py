"""What is written into a file: what was said, in the lines it is about and no others, whatever the file looks like.

In a form, values and rows go where they belong, and what a person has to say is a remark at its cell. For plans that no
office writes, what comes out is bounded, and says that it is not proved.
"""

import json
from collections.abc import Callable
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from checker import check
from checker.cases import read_base
from checker.checking import Options, check_source, read_plan
from checker.edits import Edit, Nature, edited
from checker.fixing.result import fix_document
from checker.fixing.trials import Goal
from checker.fixing.writing import Done, Written, WrittenChange, write_way
from checker.fixing.yaml_writing import write
from checker.office.conversion import written_document
from checker.pack.repairs import Action
from checker.readers import read_bytes
from checker.reporting import Layout

TOLD: Any = yaml.safe_load(Path(__file__).with_name("writing.yaml").read_text("utf-8"))
BLOCK, CHANGES = TOLD["document"], TOLD["changes"]


def lines_changed(old: str, new: str) -> list[str]:
    """The lines that are not in both."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [line for tag, _, _, start, end in changes if tag != "equal" for line in after[start:end]]


def change(told: dict[str, Any]) -> WrittenChange:
    """A change as writing.yaml has it."""
    is_made = told.get("is_made", True)
    nature = Nature.MECHANICAL if is_made else Nature.CONTENT
    edit = Edit(Action(told["does"]), tuple(told["at"]), nature, told.get("to"), renamed=told.get("name"))
    return WrittenChange(edit, is_made=is_made, remark=told.get("remark"))


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_in_yaml_touches_its_own_lines_only(name):
    made = change(CHANGES[name])
    new = write(BLOCK, [made])
    assert "".join(lines_changed(BLOCK, new)) == CHANGES[name]["lines"]
    data = read_bytes(BLOCK.encode(), suffix=".yaml").data
    wanted = edited(data, [made.edit] if made.is_made else []).data
    assert read_bytes(new.encode(), suffix=".yaml").data == wanted


ALIASES = """\
measures:
  - &first {number: 7, objective: x}
  - *first
  - <<: *first
    number: 8
funding: &funds
  source: y
other: *funds
"""


@pytest.mark.parametrize("at", [("measures", 1, "objective"), ("funding", "source"), ("other", "source")])
def test_what_is_used_in_several_places_is_never_changed_in_one(at):
    made = change({"does": "set", "at": at, "to": "z"})
    data = read_bytes(ALIASES.encode(), suffix=".yaml").data
    try:
        new = write(ALIASES, [made])
    except ValueError:
        return
    # Whoever writes reads again, and makes nothing of what says something else.
    assert read_bytes(new.encode(), suffix=".yaml").data != edited(data, [made.edit]).data


STYLES: dict[str, Callable[[Any], str]] = {
    "block": lambda plan: yaml.safe_dump(plan, allow_unicode=True, sort_keys=False),
    "flow": lambda plan: yaml.safe_dump(plan, allow_unicode=True, sort_keys=False, default_flow_style=True, width=60),
    "mixed": lambda plan: yaml.safe_dump(plan, allow_unicode=True, sort_keys=False, default_flow_style=None, indent=4),
    "CRLF and a mark": lambda plan: (
        "\ufeff" + yaml.safe_dump(plan, allow_unicode=True, sort_keys=False).replace("\n", "\r\n")
    ),
    "json": lambda plan: json.dumps(plan, ensure_ascii=False),
    "indented json": lambda plan: json.dumps(plan, indent=3),
}


@pytest.mark.parametrize("style", STYLES)
def test_what_is_written_is_what_was_said_and_a_second_run_changes_nothing(pack, style, base):
    del base["measures"][0]["objective"]
    base["measures"][1]["class"] = "optional"
    base["measures"][2]["schedule"][1]["due"] = "2014-02-01"
    base["measures"][3]["extra"] = 7
    base["measures"].append({**base["measures"][4], "number": 99})
    suffix = ".json" if "json" in style else ".yaml"
    raw = STYLES[style](base).encode()
    fix = fix_document(read_bytes(raw, suffix=suffix), pack, Options(pack), Goal.PASS)
    written = write_way(raw, suffix, fix, "zh")
    made, marked = written.done.count(Done.MADE), written.done.count(Done.MARKED)
    assert (made, marked) == (4, 1)
    after = read_bytes(written.raw, suffix=suffix)
    # A blank is nothing: as long as a person has something to say, the plan does not pass.
    errors = [finding.rule for finding in check(after.data, pack=pack).findings if finding.severity == "error"]
    assert errors == ["objective-missing"]
    again = fix_document(after, pack, Options(pack), Goal.PASS)
    second = write_way(written.raw, suffix, again, "zh")
    assert Done.MADE not in second.done
    assert second.raw == written.raw


HEAD = {
    "format": "provincial-plan/1",
    "circular": "sipo-2012-113",
    "office": "CN-HB",
    "plan_year": 2013,
    "status": "draft",
}
LATE = [{"due": "2014-01-01"}] * 1500
PLANS: dict[str, Any] = {
    "unknown numbers": {**HEAD, "measures": [{"number": 43 + place} for place in range(700)]},
    "one measure, over and over": {**HEAD, "measures": [{"number": 7}] * 700},
    "faults": {**HEAD, "measures": [{"number": 4 + place % 39, "objective": 5, "x": 1} for place in range(400)]},
    "milestones": {**HEAD, "measures": [{"number": 12, "schedule": LATE}, {"number": 13, "schedule": LATE}]},
}


@pytest.mark.parametrize("name", PLANS)
def test_a_vast_plan_is_mended_without_a_claim(name, mend):
    from checker.fixing.text import render

    fix = mend(PLANS[name])
    assert not fix.way.smallest.is_proved
    assert fix.way.size
    text = render(fix, Layout())
    assert "not proved" in text or "Not all ways" in text
    assert len(text.splitlines()) < 3000


@pytest.mark.parametrize("plan", [[], "x", 7, None, True, {}, {"measures": {}}, {"measures": [None, 7, [], "x"]}])
def test_what_is_no_plan_has_a_way_or_an_answer(plan, mend):
    fix = mend(plan)
    assert fix.way.size or fix.way.smallest.left


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
