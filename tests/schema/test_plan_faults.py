from __future__ import annotations

import json
import math
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from checker.pack.loading import load_pack
from checker.schema import Checked, validate

KNOWN = ("sipo-2012-113",)
SCHEMA = load_pack(KNOWN[0]).main_document.schema
GONE = object()
DAY = "/measures/0/schedule/0/due"
FUNDS = "/funding/amount_cny"
CODE = "/regions/0/code"
ACTION = "/measures/0/actions/1"
OBJECT = "/measures/0"
APPROVAL = "/measures/8/sipo_support/approval"


def changed(plan: dict[str, Any], at: str, value: object) -> Any:
    """The plan with `value` at that JSON pointer, or without it."""
    plan = deepcopy(plan)
    *path, last = at.split("/")[1:]
    here: Any = plan
    for step in path:
        here = here[int(step)] if isinstance(here, list) else here[step]
    if value is GONE:
        del here[last]
    else:
        here[int(last) if isinstance(here, list) else last] = value
    return plan


def places(checked: Checked) -> list[str]:
    return ["".join(f"/{step}" for step in fault.at) for fault in checked.faults]


# (change at, value there, place of the fault, parts of the English message, of the Chinese one, of the English fix)
FAULTS = [
    # names
    ("/office", "CN-HUB", "/office", ["“CN-HUB”", "“CN-GD”", "mean “CN-HB”?"], ["“CN-GD”", "应为“CN-HB”？"], "“CN-HB”"),
    ("/office", "cn-hb", "/office", ["mean “CN-HB”?"], ["应为“CN-HB”？"], "“CN-HB”"),
    ("/office", 42, "/office", ["the number 42", "“XPCC”"], ["数字42", "“XPCC”"], "one of the values"),
    ("/office", {}, "/office", ["an empty group of fields"], ["不含字段"], "one of the values"),
    ("/status", "submited", "/status", ["“submited”", "“draft”", "mean “submitted”?"], ["“draft”"], "“submitted”"),
    ("/format", "provincial-plan/2", "/format", ["/2”", "expected “provincial-plan/1”"], ["应为“pro"], "plan/1"),
    (f"{OBJECT}/class", "必做", f"{OBJECT}/class", ["“必做”", "“national”"], ["只能填写“required”"], "one of"),
    (
        f"{APPROVAL}/department",
        "patent_administration",
        f"{APPROVAL}/department",
        ["n “patent-administration”?"],
        [],
        "",
    ),
    ("/circular", "sipo-2012-13", "/circular", ["No rule pack", "mean “sipo-2012-113”?"], ["规则包"], "sipo-2012-113"),
    ("/circular", "../../etc", "/circular", ["“../../etc”; installed: “sipo-2012-113”."], ["未安装"], "installed"),
    ("/circular", 113, "/circular", ["the number 113", "expected text"], ["数字113", "应为文本"], '"113"'),
    # members
    ("/mesures", [], "/mesures", ["no field “mesures”", "mean “measures”?"], ["没有“mesures”字段"], "Keep either"),
    (f"{OBJECT}/kind", 1, f"{OBJECT}/kind", ["“kind”", "“objective”"], ["可用字段为“number”"], "Remove it"),
    ("/office", GONE, "", ["field “office” is missing", "one of 32 values"], ["缺少字段“office”", "32个值"], "Add"),
    ("/office", None, "", ["field “office” is blank"], ["“office”为空白"], "Fill in"),
    ("/office", "　 \u2028", "", ["field “office” is blank"], ["“office”为空白"], "Fill in"),
    ("/measures", GONE, "", ["“measures” is missing; expected a list"], ["应填写列表"], "Add"),
    (f"{OBJECT}/number", GONE, OBJECT, ["“number”", "a whole number or text"], ["整数或文本"], "Add"),
    (f"{APPROVAL}/status", "", APPROVAL, ["“status” is blank", "“refused”"], ["空白"], "Fill in"),
    ("/regions/1/name", "\u0085", "/regions/1", ["“name” is blank"], ["空白"], "Fill in"),
    ("/exceptions", [{"rule": "x", "justification": " "}], "/exceptions/0", ["“justification” is blank"], [], ""),
    # types
    ("/plan_year", "2013", "/plan_year", ["the text “2013”", "a whole number"], ["文本“2013”", "整数"], "Write 2013 w"),
    ("/plan_year", "2013\x1f", "/plan_year", [r"“2013\u001f”"], [r"“2013\u001f”"], "Write 2013 w"),
    ("/plan_year", "\u30002013\x1c", "/plan_year", ["a whole number"], [], "Write 2013 w"),
    ("/plan_year", True, "/plan_year", ["yes (true)", "a whole number"], ["（true）", "整数"], ""),
    ("/plan_year", 2013.5, "/plan_year", ["the number 2013.5"], ["数字2013.5"], ""),
    ("/plan_year", math.nan, "/plan_year", ["NaN"], ["NaN"], ""),
    ("/plan_year", math.inf, "/plan_year", ["infinite"], ["无穷大"], ""),
    (FUNDS, -math.inf, FUNDS, ["infinite", "a number of at least 0"], ["无穷大", "不小于0的数字"], ""),
    (FUNDS, math.nan, FUNDS, ["NaN", "a number of at least 0"], ["NaN"], ""),
    (FUNDS, False, FUNDS, ["no (false)"], ["“否”（false）"], ""),
    (FUNDS, "680万元", FUNDS, ["“680万元”", "a number"], ["“680万元”", "数字"], "a number"),
    (FUNDS, -1, FUNDS, ["-1", "too small", "at least 0"], ["过小", "不小于0"], ""),
    (FUNDS, 10**5000, FUNDS, ["thousands of digits"], ["数千位"], ""),
    ("/submission/version", 0, "/submission/version", ["at least 1"], ["不小于1的整数"], ""),
    ("/title", 2013, "/title", ["the number 2013", "expected text"], ["应为文本"], '"2013"'),
    ("/title", ["a", "b"], "/title", ["a list of 2 items"], ["含2项的列表"], ""),
    ("/submission", [], "/submission", ["an empty list; expected a group of fields"], ["空列表", "一组字段"], ""),
    ("/regions/0", "武汉市", "/regions/0", ["“武汉市”", "with “name”"], ["含“name”的一组字段"], ""),
    ("/measures", {"7": 1}, "/measures", ["a group of fields (“7”)", "a list"], ["一组字段（“7”）"], ""),
    (
        f"{OBJECT}/responsible",
        "专利管理处",
        f"{OBJECT}/responsible",
        ["expected a list"],
        ["应为列表"],
        "even for a single",
    ),
    (ACTION, None, ACTION, ["item of the list is empty", "text"], ["此项为空", "文本"], "remove"),
    (ACTION, 7, ACTION, ["the number 7", "text"], ["数字7"], '"7"'),
    (
        "/measures/9/legislation/regulation_in_force",
        "是",
        "/measures/9/legislation/regulation_in_force",
        ["true or false"],
        [],
        "",
    ),
    (f"{OBJECT}/number", 7.5, f"{OBJECT}/number", ["7.5", "whole number or text"], ["整数或文本"], "whole number"),
    (f"{OBJECT}/number", False, f"{OBJECT}/number", ["no (false)"], [], ""),
    (
        "/measures/11/targets/alliances/0/basic_patents",
        "26",
        "/measures/11/targets/alliances/0/basic_patents",
        [],
        [],
        "Write 26 w",
    ),
    # days
    (DAY, "2012-02-30", DAY, ["“2012-02-30” is no day of the calendar"], ["没有“2012-02-30”这一天"], "exists"),
    (DAY, "2013-02-29", DAY, ["no day of the calendar"], ["没有“2013-02-29”这一天"], "exists"),
    (DAY, "0000-01-01", DAY, ["no day of the calendar"], ["这一天"], "exists"),
    (DAY, "2013-06-30T09:00:00+08:00", DAY, ["gives a time of day"], ["带有时刻"], "Write 2013-06-30."),
    (DAY, "2013-06-30 00:00:00", DAY, ["gives a time of day"], ["带有时刻"], "Write 2013-06-30."),
    (
        DAY,
        "2013/6/30",
        DAY,
        ["“2013/6/30”", "written YYYY-MM-DD that exists in the calendar"],
        ["YYYY-MM-DD"],
        "Write 2013-06-30.",
    ),
    (DAY, "2013年6月30日", DAY, ["“2013年6月30日”"], ["文本“2013年6月30日”"], "Write 2013-06-30."),
    (DAY, "\uff12\uff10\uff11\uff13-06-30", DAY, ["\uff12\uff10\uff11\uff13"], [], "Write 2013-06-30."),
    (DAY, "2013-06-30\n", DAY, [r"“2013-06-30\u000a”"], [r"\u000a"], "Write 2013-06-30."),
    (DAY, 20130630, DAY, ["the number 20130630", "a day written"], ["数字20130630"], "Write 2013-06-30."),
    (DAY, "2013-06", DAY, ["“2013-06”"], ["“2013-06”"], "a day written"),
    (DAY, "年底前", DAY, ["“年底前”"], ["“年底前”"], "a day written"),
    (DAY, date(2013, 6, 30), DAY, ["Python type date"], ["date"], "a day written"),
    (DAY, 10**5000, DAY, ["thousands of digits"], ["数千位"], "a day written"),
    # codes
    (CODE, "42010", CODE, ["“42010”", "six digits"], ["“42010”", "六位数字"], "six digits"),
    (CODE, "\uff14\uff12\uff10\uff11\uff10\uff10", CODE, ["six digits"], ["六位数字"], ""),
    (CODE, "420100\n", CODE, ["six digits"], ["六位数字"], ""),
    (CODE, 4201, CODE, ["the number 4201", "six digits"], ["数字4201"], ""),
    (CODE, 4201000, CODE, ["six digits"], ["六位数字"], ""),
    (CODE, 420100.5, CODE, ["six digits"], ["六位数字"], ""),
    (CODE, 10**4000, CODE, ["six digits"], ["六位数字"], ""),
    # what could not be shown as it is
    ("/status", "a\x1b[31m\u202e\ud800", "/status", [r"“a\u001b[31m\u202e\ud800”"], [r"\u001b[31m\u202e\ud800"], ""),
    ("/\x1b]0;", 1, "/\x1b]0;", [r"\u001b]0;"], [r"\u001b]0;"], ""),
    ("/status", "x" * 5000, "/status", ["“" + "x" * 40 + "…”"], ["x…”"], ""),
    ("/status", "{0.__class__} %s {name}", "/status", ["“{0.__class__} %s {name}”"], ["{name}"], ""),
]


@pytest.mark.parametrize(("at", "value", "place", "en", "zh", "fix"), FAULTS, ids=map(str, range(len(FAULTS))))
def test_a_fault_has_its_place_and_is_said_in_both_languages(
    conforming_plan: dict[str, Any], at: str, value: object, place: str, en: list[str], zh: list[str], fix: str
) -> None:
    checked = validate(changed(conforming_plan, at, value), SCHEMA, KNOWN)
    assert places(checked) == [place]
    (fault,) = checked.faults
    message, message_zh = fault.message("en"), fault.message("zh")
    remedy, remedy_zh = fault.fix("en") or "", fault.fix("zh") or ""
    assert all(part in message for part in en), message
    assert all(part in message_zh for part in zh), message_zh
    assert fix in remedy
    for text in (message, message_zh, remedy, remedy_zh):
        text.encode()
        assert text.isprintable()
        assert 0 < len(text) < 600


VALID = [
    ("/plan_year", 2013.0),
    ("/measures/0/number", 7.0),
    ("/measures/0/number", "7"),
    ("/measures/0/number", "VII"),
    ("/regions/0/code", 420100.0),
    ("/funding/amount_cny", 0),
    ("/funding/amount_cny", 1e300),
    ("/measures", []),
    ("/measures/0/actions", []),
    ("/measures/0/actions", ["", "　"]),
    ("/measures/0/schedule", []),
    ("/measures/8/targets", {}),
    ("/submission", {}),
    ("/measures/0/schedule/0/due", "2012-02-29"),
    ("/measures/0/schedule/0/due", "0001-01-01"),
    ("/title", "\x1c"),
    ("/title", "\ud800"),
    ("/contact", "\x00"),
]


@pytest.mark.parametrize(("at", "value"), VALID, ids=map(str, range(len(VALID))))
def test_what_the_format_allows_is_no_fault(conforming_plan: dict[str, Any], at: str, value: object) -> None:
    plan = changed(conforming_plan, at, value)
    assert validate(plan, SCHEMA, KNOWN) == Checked(plan)


ABSENT = [
    "/funding/source",
    "/submission",
    "/submission/version",
    "/regions",
    "/measures/0/class",
    "/measures/0/schedule",
    "/new",
]


@pytest.mark.parametrize("at", ABSENT)
@pytest.mark.parametrize("blank", [None, "", " ", "\t\u3000\xa0", "\u200b\u3164"])
def test_a_blank_member_is_absent_whatever_its_type(conforming_plan: dict[str, Any], at: str, blank: object) -> None:
    without = conforming_plan if at == "/new" else changed(conforming_plan, at, GONE)
    assert validate(changed(conforming_plan, at, blank), SCHEMA, KNOWN) == Checked(without)


@pytest.mark.parametrize("document", [None, [], "plan", 7, True, math.nan])
def test_a_document_that_is_no_object_is_one_fault_of_the_whole(document: object) -> None:
    checked = validate(document, SCHEMA, KNOWN)
    assert places(checked) == [""]
    assert "a group of fields with “format”, “circular”, “office”" in checked.faults[0].message("en")
    assert "含“format”、“circular”、“office”" in checked.faults[0].message("zh")


def test_every_missing_member_is_a_fault_of_its_own() -> None:
    checked = validate({}, SCHEMA, KNOWN)
    assert places(checked) == [""] * 6
    names = ["format", "circular", "office", "plan_year", "status", "measures"]
    assert [fault.because for fault in checked.faults] == [{"fault": "missing", "name": name} for name in names]


def test_a_missing_member_is_looked_for_among_the_unknown_ones(conforming_plan: dict[str, Any]) -> None:
    plan = conforming_plan | {"plan-year": 2013}
    del plan["plan_year"]
    missing, unknown = validate(plan, SCHEMA, KNOWN).faults
    assert (missing.at, unknown.at) == ((), ("plan-year",))
    assert missing.fix("en") == "Rename “plan-year” to “plan_year”, if that is what is meant."
    assert missing.fix("zh") == "如“plan-year”即指此项，请更名为“plan_year”。"
    assert "Did you mean “plan_year”?" in unknown.message("en")


def test_where_several_names_are_equally_close_none_is_offered(conforming_plan: dict[str, Any]) -> None:
    (fault,) = validate(changed(conforming_plan, "/office", "CN-XX"), SCHEMA, KNOWN).faults
    assert "Did you mean" not in fault.message("en")
    assert "near" not in fault.because


def test_an_unknown_circular_stands_among_the_other_faults_in_document_order() -> None:
    plan = {
        "status": 1,
        "format": "provincial-plan/1",
        "circular": "unknown",
        "regions": [{"tasks": [None], "name": ""}, {"code": 1, "name": "a", "x": 1}],
        "office": "CN-HB",
        "measures": [],
        "plan_year": "x",
    }
    assert places(validate(plan, SCHEMA, KNOWN)) == [
        "/status",
        "/circular",
        "/regions/0",
        "/regions/0/tasks/0",
        "/regions/1/code",
        "/regions/1/x",
        "/plan_year",
    ]


def test_no_rule_pack_at_all_is_said(conforming_plan: dict[str, Any]) -> None:
    (fault,) = validate(conforming_plan, SCHEMA, ()).faults
    assert "installed: none." in fault.message("en")
    assert "已安装的有：无。" in fault.message("zh")


def test_a_number_that_cannot_be_written_does_not_hide_other_faults(conforming_plan: dict[str, Any]) -> None:
    plan = changed(changed(conforming_plan, "/office", 10**5000), "/status", "sent")
    assert places(validate(plan, SCHEMA, KNOWN)) == ["/office", "/status"]


def test_what_made_it_a_fault_is_fit_for_json(conforming_plan: dict[str, Any]) -> None:
    for at, value, *_ in FAULTS:
        (fault,) = validate(changed(conforming_plan, at, value), SCHEMA, KNOWN).faults
        because = json.loads(json.dumps(fault.because, allow_nan=False).encode())
        assert because == fault.because
    (fault,) = validate(changed(conforming_plan, "/status", "submited"), SCHEMA, KNOWN).faults
    assert fault.because == {"fault": "not-allowed", "value": "submited", "near": "submitted"}


def test_a_hostile_plan_is_cut_short_and_says_so(conforming_plan: dict[str, Any]) -> None:
    checked = validate(changed(conforming_plan, "/measures/0/actions", [None] * 1001), SCHEMA, KNOWN)
    assert len(checked.faults) == 1001
    assert {("measures", 0, "actions", place) for place in range(1001)} <= set(checked.places)
    assert checked.faults[0].at == ()
    assert "more than 1000 faults" in checked.faults[0].message("en")
    assert "超过1000处" in checked.faults[0].message("zh")
    just_within = validate(changed(conforming_plan, "/measures/0/actions", [None] * 1000), SCHEMA, KNOWN)
    assert len(just_within.faults) == 1000
