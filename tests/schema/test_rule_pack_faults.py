from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from checker.schema import explain, is_valid

RULE = ("rules", "measure-too-late")
BLOCK = (*RULE, "violated_if", 0)
TEST = (*BLOCK, "plan", "submitted_on")
BOUND = ("pack", "bounds", "fewest", "value")
TABLE = ("pack", "tables", "listed")
KIND = ("documents", "plan", "facts", "measure")

# change at, value there, (place of a fault from there, part of its English message, of its Chinese one)
Steps = tuple[str | int, ...]
FAULTS: list[tuple[Steps, object, list[tuple[Steps, str, str]]]] = [
    # of several forms, the one that fits best is explained
    (
        (*TEST, "after"),
        {"bnd": "x"},
        [((), "“bound” is missing", "“bound”"), (("bnd",), "mean “bound”?", "为“bound”？")],
    ),
    ((*TEST, "after"), {"bound": "A B"}, [(("bound",), "lower-case Latin letters, digits and", "小写字母")]),
    ((*TEST, "after"), {"of": "Plan"}, [(("of",), "kind.member", "种类")]),
    (
        (*TEST, "after"),
        {"bound": "a", "of": "b.c"},
        [((), "with “bound” or a group of fields with “of”", "“of”的一组")],
    ),
    (
        (*TEST, "after"),
        [1],
        [((), "a whole number from -1000000000 to 1000000000 or true or false (yes or no) or text", "整数或true")],
    ),
    ((*TEST, "afer"), 1, [((), "mean “after”?", "“after”？")]),
    (TEST, {}, [((), "found 0, needed 1", "至少应有1个")]),
    (TEST, 1.5, [((), "the number 1.5", "数字1.5")]),
    ((*RULE, "violated_if"), [], [((), "needed 1", "至少应有1项")]),
    ((*RULE, "violated_if"), "late", [((), "a group of fields or a list", "一组字段或列表")]),
    ((*RULE, "violated_if"), {"plan": {"Year": 1}}, [(("plan", "Year"), "“Year” cannot be a name", "“Year”不能")]),
    (BOUND, "2012-13-01", [((), "no day of the calendar", "这一天")]),
    (BOUND, 2_000_000_000, [((), "too large; expected a whole number from -1000000000 to 1000000000", "数值过大")]),
    (BOUND, True, [((), "to 1000000000 or a day written", "或实际存在的日期")]),
    # lists and names
    (TEST, {"one_of": []}, [(("one_of",), "items found 0, needed 1", "共0项")]),
    (TEST, {"one_of": ["a", "b", "a"]}, [(("one_of",), "the text “a” more than once", "重复出现文本“a”")]),
    ((*TABLE, "key"), ["Number"], [((0,), "lower-case Latin letters, digits and", "小写字母")]),
    ((*TABLE, "key"), ["a", "a"], [((), "more than once", "重复")]),
    ((*TABLE, "columns", "number", "type"), "nmber", [((), "mean “number”?", "“number”？")]),
    ((*KIND, "members", "number"), {"nmber": "number"}, [(("nmber",), "mean “number”?", "“number”？")]),
    ((*BLOCK, "Some entry"), {}, [((), "“Some entry” cannot be a name here", "不能用作此处的名称")]),
    (("rules",), {}, [((), "found 0, needed 1", "至少应有1个")]),
    (("rules", "Bad"), None, [((), "“Bad” cannot be a name", "“Bad”"), ((), "fields with “clause”", "含“clause”")]),
    (("rules", "x\n"), 1, [((), r"“x\u000a” cannot be a name", r"\u000a"), ((), "fields with", "一组字段")]),
    # single values
    ((*RULE, "severity"), "eror", [((), "mean “error”?", "“error”？")]),
    ((*RULE, "message", "en"), "中文", [((), "text in English", "英文")]),
    ((*RULE, "message", "zh"), "English", [((), "text in Chinese", "中文")]),
    ((*RULE, "message", "zh"), None, [((), "nothing (null)", "空值")]),
    ((*RULE, "at"), "measures", [((), "a place", "位置")]),
    ((*RULE, "clause"), "", [((), "characters found 0, needed 1", "至少应有1个")]),
    (("pack", "id"), "x" * 65, [((), "characters found 65, allowed 64", "共65个字符")]),
    (
        ("traceability",),
        {"statements": [{"number": "1"}]},
        [
            (("statements", 0), "“binds” is missing", "“binds”"),
            (("statements", 0), "“clause” is missing", "“clause”"),
            (("statements", 0), "“statement” is missing", "“statement”"),
            (("statements", 0, "number"), "S001", "S001"),
        ],
    ),
]


@pytest.mark.parametrize(("at", "value", "wanted"), FAULTS)
def test_a_fault_of_a_rule_pack_has_its_place_and_is_said_in_both_languages(
    small_pack: dict[str, Any], at: Steps, value: object, wanted: list[tuple[Steps, str, str]]
) -> None:
    pack = deepcopy(small_pack)
    here: Any = pack
    for step in at[:-1]:
        here = here[step]
    here[at[-1]] = value
    faults = list(explain("rule-pack", pack))
    assert sorted(str(fault.at) for fault in faults) == sorted(str((*at, *steps)) for steps, _, _ in wanted)
    for steps, en, zh in wanted:
        assert any(
            fault.at == (*at, *steps) and en in fault.message("en") and zh in fault.message("zh") for fault in faults
        ), [fault.message("en") for fault in faults]
    assert not is_valid("rule-pack", pack)


def test_a_sound_pack_has_no_faults(small_pack: dict[str, Any]) -> None:
    assert explain("rule-pack", small_pack) == ()
    assert is_valid("rule-pack", small_pack)


def test_other_schemas_are_found_by_name() -> None:
    assert is_valid("cases", {"cases": [{"name": "a", "kind": "keeps", "finds": []}] * 2})
    (fault,) = explain("cases", {"cases": [{"name": "a", "kind": "keeps", "finds": []}]})
    assert fault.at == ("cases",)
    with pytest.raises(FileNotFoundError):
        is_valid("no-such", {})


def test_blank_members_are_no_part_of_other_schemas(small_pack: dict[str, Any]) -> None:
    pack = small_pack | {"traceability": None}
    (fault,) = explain("rule-pack", pack)
    assert fault.at == ("traceability",)
