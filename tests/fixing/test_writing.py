"""What is written into a file: the edits and nothing else, whatever the file looks like."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from checker import check
from checker.checking import Options
from checker.documents.rewriting.changes import Append, Blank, Note, Put, Rename, TakeOut, changed, settled
from checker.documents.rewriting.rewriting import rewritten
from checker.fixing.oracle import Goal
from checker.fixing.result import fix_document
from checker.fixing.wording import Words
from checker.fixing.writing import Done, write_way
from checker.readers import read_bytes

from ..properties.generating import Documents  # noqa: TID252 - folders of tests are no packages

if TYPE_CHECKING:
    from checker.documents.rewriting.changes import Change
    from checker.pack.model import Pack

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


CHANGES: dict[str, tuple[Change, list[str]]] = {
    "a scalar with a comment behind it": (
        Put(("measures", 0, "class"), "optional", "x"),
        ["    class: optional # was that right?\n"],
    ),
    "a scalar": (Put(("office",), "CN-BJ", "was CN-HB"), ["office:    CN-BJ  # was CN-HB\n"]),
    "a quoted scalar": (Put(("measures", 1, "number"), 12), ["  -   number: 12\n"]),
    "a block text": (Put(("measures", 0, "objective"), "目标"), ['    objective: "目标"\n']),
    "a folded text": (Put(("measures", 1, "objective"), "x"), ["      objective: x\n"]),
    "in a flow": (
        Put(("measures", 1, "schedule", 1, "due"), "2013-12-31", "x"),
        ["      schedule: [{due: 2013-01-01, milestone: 甲}, {due: 2013-12-31}]   # 两项\n"],
    ),
    "a new member after a block text": (
        Put(("measures", 0, "responsible"), Blank([], "fill")),
        ["    responsible: []  # fill\n"],
    ),
    "a new member below nothing": (
        Put(("measures", 1, "targets", "trained_agents"), Blank(None, "fill")),
        ["        trained_agents:  # fill\n"],
    ),
    "a new member and what is around it": (
        Put(("submission", "date"), Blank(None, "fill")),
        ["submission:\n", "  date:  # fill\n"],
    ),
    "a new member in a flow": (
        Put(("measures", 2, "objective"), Blank("", "fill")),
        ["  # fill\n", '  - {number: 13, class: optional, actions: [a, b], objective: ""}\n'],
    ),
    "an item at the end of a block": (
        Append(("measures",), {"number": 19, "objective": Blank("", "fill")}),
        ["  - number: 19\n", '    objective: ""  # fill\n'],
    ),
    "an item in a flow": (
        Append(("measures", 1, "schedule"), {"due": "2013-06-30"}),
        ['      schedule: [{due: 2013-01-01, milestone: 甲}, {due: 2014-01-01}, {"due": "2013-06-30"}]   # 两项\n'],
    ),
    "a list that is not there": (
        Append(("exceptions",), {"rule": "x"}),
        ["exceptions:\n", "  - rule: x\n"],
    ),
    "another name": (Rename(("measures", 0, "objective"), "objektive"), ["    objektive: |\n"]),
    "a member taken out": (
        TakeOut(("measures", 0, "objective"), "gone"),
        ["    # gone\n", "    # objective: |\n", "    #   目标一\n", "    #   目标二\n"],
    ),
    "the first member of an item taken out": (
        TakeOut(("measures", 0, "number"), "gone"),
        ["    # gone\n", "    # number: 7\n", "  - class: required # was that right?\n"],
    ),
    "a member of a flow taken out": (
        TakeOut(("measures", 2, "class"), "gone"),
        ["  - {number: 13, actions: [a, b]}\n"],
    ),
    "an item taken out": (
        TakeOut(("measures", 1), "gone"),
        [
            "  # gone\n",
            '  # -   number: "12"\n',
            "  #     objective: >-\n",
            "  #       folded\n",
            "  #       text\n",
            "  #     schedule: [{due: 2013-01-01, milestone: 甲}, {due: 2014-01-01}]   # 两项\n",
            "  #     targets:\n",
        ],
    ),
    "an item of a flow taken out": (
        TakeOut(("measures", 1, "schedule", 0), "gone"),
        ["      schedule: [{due: 2014-01-01}]   # 两项\n"],
    ),
    "the last item taken out": (
        TakeOut(("regions", 0), "gone"),
        ["regions: []\n", "# gone\n", "# - name: 武汉市\n", "#   tasks:\n", "#     - x\n"],
    ),
    "a remark": (Note(("measures", 1, "schedule"), "see"), ["      # see\n"]),
    "a remark for something that is not there": (Note(("measures", 2, "targets", "x"), "see"), ["  # see\n"]),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
def test_a_change_in_yaml_touches_its_own_lines_only(name: str, newline: str, mark: str) -> None:
    change, lines = CHANGES[name]
    old = mark + BLOCK.replace("\n", newline)
    result = rewritten(old.encode(), ".yaml", [change])
    assert result.made == (True,)
    new = result.raw.decode()
    assert [line.replace(newline, "\n") for line in lines_changed(old, new)] == lines
    assert new.count("\r\n") == (new.count("\n") if newline == "\r\n" else 0)
    data = read_bytes(old.encode(), suffix=".yaml").data
    assert settled(read_bytes(result.raw, suffix=".yaml").data) == settled(changed(data, change))


def test_a_file_that_ends_without_a_line_break_gets_one_where_it_needs_it() -> None:
    result = rewritten(b"measures:\n- number: 7", ".yaml", [Append(("measures",), {"number": 8})])
    assert result.raw == b"measures:\n- number: 7\n- number: 8"


def test_the_end_of_a_document_stays_the_end() -> None:
    result = rewritten(b"---\nmeasures:\n- number: 7\n...\n", ".yaml", [Put(("notes",), "x")])
    assert result.raw == b"---\nmeasures:\n- number: 7\nnotes: x\n...\n"


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
    "change",
    [
        Put(("measures", 0, "objective"), "z"),
        Put(("measures", 1, "objective"), "z"),
        TakeOut(("measures", 0), "gone"),
        TakeOut(("measures", 2, "objective"), "gone"),
        Put(("funding", "source"), "z"),
        Put(("other", "source"), "z"),
        Rename(("other", "source"), "z"),
    ],
)
def test_what_is_used_in_several_places_is_left_alone(change: Change) -> None:
    result = rewritten(ALIASES.encode(), ".yaml", [change])
    assert result.made == (False,)
    assert result.raw == ALIASES.encode()


def test_beside_aliases_a_change_is_made() -> None:
    changes = [
        Put(("measures", 2, "objective"), "z"),
        Append(("measures",), {"number": 9}),
        TakeOut(("other",), "gone"),
    ]
    result = rewritten(ALIASES.encode(), ".yaml", changes)
    assert result.made == (True, True, True)
    data: Any = read_bytes(result.raw, suffix=".yaml").data
    assert [entry["number"] for entry in data["measures"]] == [7, 7, 8, 9]
    assert data["measures"][2]["objective"] == "z"
    assert "other" not in data


JSON_TEXT = (
    '{\r\n\t"office":"CN-HB",\r\n\t"measures": [\r\n\t\t{"number": 7, "a": [1, 2]},\r\n\t\t{"number": 8}\r\n\t],'
    '\r\n\t"x": {}\r\n}\r\n'
)


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (Put(("office",), "CN-BJ"), '"office":"CN-HB"', '"office":"CN-BJ"'),
        (Put(("measures", 1, "objective"), Blank("", "fill")), '{"number": 8}', '{"number": 8, "objective": ""}'),
        (Put(("y",), 1), '"x": {}', '"x": {},\r\n\t"y": 1'),
        (Put(("x", "z"), "字"), '"x": {}', '"x": {\r\n\t\t"z": "字"\r\n\t}'),
        (Rename(("measures", 0, "a"), "b"), '"a": [1, 2]', '"b": [1, 2]'),
        (TakeOut(("measures", 0, "a"), "gone"), '{"number": 7, "a": [1, 2]}', '{"number": 7}'),
        (TakeOut(("measures", 0), "gone"), '{"number": 7, "a": [1, 2]},\r\n\t\t{"number": 8}', '{"number": 8}'),
        (TakeOut(("measures", 1), "gone"), ',\r\n\t\t{"number": 8}', ""),
    ],
)
def test_a_change_in_json_touches_nothing_else(change: Change, old: str, new: str) -> None:
    result = rewritten(JSON_TEXT.encode(), ".json", [change])
    assert result.made == (True,)
    assert result.raw.decode() == JSON_TEXT.replace(old, new, 1)


def test_an_item_in_json_is_laid_out_as_the_others() -> None:
    result = rewritten(JSON_TEXT.encode(), ".json", [Append(("measures",), {"number": 9})])
    added = ',\r\n\t\t{\r\n\t\t\t"number": 9\r\n\t\t}'
    assert result.raw.decode() == JSON_TEXT.replace('{"number": 8}', '{"number": 8}' + added)
    short = rewritten(b'{"a": [1]}', ".json", [Append(("a",), 2), Put(("b",), None)])
    assert short.raw == b'{"a": [1, 2], "b": null}'


def test_json_has_no_remarks() -> None:
    assert rewritten(JSON_TEXT.encode(), ".json", [Note(("office",), "x")]).made == (False,)


STYLES = {
    "block": lambda plan: yaml.safe_dump(plan, allow_unicode=True, sort_keys=False),
    "flow": lambda plan: yaml.safe_dump(plan, allow_unicode=True, sort_keys=False, default_flow_style=True, width=60),
    "mixed": lambda plan: yaml.safe_dump(plan, allow_unicode=True, sort_keys=False, default_flow_style=None, indent=4),
    "json": lambda plan: json.dumps(plan, ensure_ascii=False),
    "indented json": lambda plan: json.dumps(plan, indent=3),
}


@pytest.mark.parametrize("style", STYLES)
def test_what_is_written_is_what_was_said_and_a_second_run_changes_nothing(pack: Pack, style: str) -> None:
    random = Random(5)  # noqa: S311 - a seed that makes the same plans again
    generator = Documents(pack, pack.main_document, random, soundness=0.9)
    suffix = ".json" if "json" in style else ".yaml"
    options = Options(pack)
    made = marked = 0
    for _ in range(8):
        raw = STYLES[style](generator.make()).encode()
        document = read_bytes(raw, suffix=suffix)
        way = fix_document(document, pack, options, Goal.PASS).way
        if way is None:
            continue
        written = write_way(raw, suffix, way.choices, Words(pack, document.data), "zh")
        made += written.done.count(Done.MADE)
        marked += written.done.count(Done.MARKED)
        after = read_bytes(written.raw, suffix=suffix)
        # A blank is nothing: as long as a person has something to say, the plan does not pass.
        if written.done.count(Done.MADE) < len(way.choices):
            assert check(after.data, pack=pack).verdict != "pass"
        else:
            assert check(after.data, pack=pack).verdict == "pass"
        again = fix_document(after, pack, options, Goal.PASS).way
        if again is not None and written.done.count(Done.NOT_MADE) == 0:
            second = write_way(written.raw, suffix, again.choices, Words(pack, after.data), "zh")
            assert Done.MADE not in second.done
            if style == "flow":
                # What stands on a line of its own only from now on is marked by the second run.
                assert read_bytes(second.raw, suffix=suffix).data == after.data
            elif suffix == ".yaml":
                assert second.raw == written.raw
    assert made
    assert marked or suffix == ".json"
