"""What is written into a file: what was said, in the lines it is about and no others, whatever the file looks like."""

from __future__ import annotations

import json
from collections.abc import Callable
from difflib import SequenceMatcher
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

BLOCK = """\
# 方案
format: provincial-plan/1   # the format
office:    CN-HB
"title" : '一''二'

measures:
  # first
  - number: 7
    class: required # was that right?
    objective: |
      目标一
      目标二

    actions:
    - 一
    - "二: 三"
  # second
  -   number: "12"
      objective: >-
        folded
        text
      schedule: [{due: 2013-01-01, milestone: 甲}, {due: 2014-01-01}]   # 两项
      targets:
  - {number: 13, class: optional, actions: [a, b]}
regions:
- name: 武汉市
  tasks:
    - x

# the end
"""


def lines_changed(old: str, new: str) -> list[str]:
    """The lines that are not in both."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [line for tag, _, _, start, end in changes if tag != "equal" for line in after[start:end]]


def change(
    action: Action, at: tuple[Any, ...], value: Any = None, remark: str | None = None, **more: Any
) -> WrittenChange:
    return WrittenChange(
        Edit(action, at, Nature.MECHANICAL, value, renamed=more.get("renamed")), is_made=True, remark=remark
    )


def remark(at: tuple[Any, ...]) -> WrittenChange:
    return WrittenChange(Edit(Action.FILL, at, Nature.CONTENT), is_made=False, remark="see: x")


CHANGES: dict[str, tuple[WrittenChange, list[str]]] = {
    "a scalar with a comment behind it": (
        change(Action.SET, ("measures", 0, "class"), "optional", "was: required"),
        ["    # was: required\n", "    class: optional # was that right?\n"],
    ),
    "a scalar": (change(Action.SET, ("office",), "CN-BJ"), ["office: CN-BJ\n"]),
    "a quoted scalar": (change(Action.SET, ("measures", 1, "number"), 12), ["  -   number: 12\n"]),
    "a folded text": (change(Action.SET, ("measures", 1, "objective"), "x"), ["        x\n"]),
    "in a flow": (
        change(Action.MOVE, ("measures", 1, "schedule", 1, "due"), "2013-12-31"),
        ["      schedule: [{due: 2013-01-01, milestone: 甲}, {due: 2013-12-31}]     # 两项\n"],
    ),
    "a new member": (
        change(Action.FILL, ("measures", 0, "responsible"), [], "fill: it"),
        ["    # fill: it\n", "    responsible: []\n"],
    ),
    "a new member and what is around it": (
        change(Action.FILL, ("submission", "date"), "2012-12-01"),
        ["submission:\n", "  date: 2012-12-01\n"],
    ),
    "a new member in a flow": (
        change(Action.FILL, ("measures", 2, "objective"), "", "fill: it"),
        ["  # fill: it\n", "  - {number: 13, class: optional, actions: [a, b], objective: ''}\n"],
    ),
    "an item at the end of a block": (
        change(Action.ADD, ("measures",), {"number": 19, "objective": ""}, "new: one"),
        ["  # new: one\n", "  - number: 19\n", "    objective: ''\n"],
    ),
    "a list that is not there": (
        change(Action.ADD, ("exceptions",), {"rule": "x"}),
        ["exceptions:\n", "  - rule: x\n"],
    ),
    "another name": (
        change(Action.SET, ("measures", 0, "class"), renamed="klass"),
        ["    klass: required # was that right?\n"],
    ),
    "a member taken out": (
        change(Action.REMOVE, ("measures", 0, "objective"), remark="gone: it"),
        ["    # gone: it\n", "    # objective: |\n", "    #   目标一\n", "    #   目标二\n"],
    ),
    "a member of a flow taken out": (
        change(Action.REMOVE, ("measures", 2, "class"), remark="gone: it"),
        ["  - {number: 13, actions: [a, b]}\n"],
    ),
    "an item taken out": (
        change(Action.DROP, ("measures", 1), remark="gone: it"),
        [
            *("  # gone: it\n", '  # -   number: "12"\n', "  #     objective: >-\n", "  #       folded\n"),
            "  #       text\n",
            "  #     schedule: [{due: 2013-01-01, milestone: 甲}, {due: 2014-01-01}]   # 两项\n",
            "  #     targets:\n",
        ],
    ),
    "an item of a flow taken out": (
        change(Action.DROP, ("measures", 1, "schedule", 0)),
        ["      schedule: [{due: 2014-01-01}]                                      # 两项\n"],
    ),
    "the last item taken out": (
        change(Action.DROP, ("regions", 0), remark="gone: it"),
        ["regions: []\n", "# gone: it\n", "# - name: 武汉市\n", "#   tasks:\n", "#     - x\n"],
    ),
    "a remark": (remark(("measures", 1, "schedule")), ["      # see: x\n"]),
    "a remark for something that is not there": (remark(("measures", 2, "targets", "x")), ["  # see: x\n"]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_in_yaml_touches_its_own_lines_only(name):
    made, lines = CHANGES[name]
    new = write(BLOCK, [made])
    assert lines_changed(BLOCK, new) == lines
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


@pytest.mark.parametrize(
    "made",
    [
        change(Action.SET, ("measures", 1, "objective"), "z"),
        change(Action.SET, ("funding", "source"), "z"),
        change(Action.SET, ("other", "source"), "z"),
    ],
)
def test_what_is_used_in_several_places_is_never_changed_in_one(made):
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
