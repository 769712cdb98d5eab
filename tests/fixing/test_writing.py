"""What is written into a file: what was said, in the lines it is about and no others, whatever the file looks like."""

from __future__ import annotations

import json
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker import check
from checker.checking import Options
from checker.edits import Edit, Nature, edited
from checker.fixing.result import fix_document
from checker.fixing.trials import Goal
from checker.fixing.writing import Done, WrittenChange, write_way
from checker.fixing.yaml_writing import write
from checker.pack.repairs import Action
from checker.readers import read_bytes

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
