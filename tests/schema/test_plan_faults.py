import json
import math
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.pack.loading import load_pack
from checker.schema import Checked, validate
from checker.schema.faults import nearest

KNOWN = ("sipo-2012-113",)
SCHEMA = load_pack(KNOWN[0]).main_document.schema
GONE = "GONE!"


def changed(plan: dict[str, Any], at: str, value: object) -> Any:
    """The plan with `value` at that JSON pointer, or without it."""
    plan = deepcopy(plan)
    *path, last = at.split("/")[1:]
    here: Any = plan
    for step in path:
        here = here[int(step)] if isinstance(here, list) else here[step]
    if value == GONE:
        del here[last]
    else:
        here[int(last) if isinstance(here, list) else last] = value
    return plan


def places(checked: Checked) -> list[str]:
    return ["".join(f"/{step}" for step in fault.at) for fault in checked.faults]


FAULTS = [
    (
        told["at"],
        told["value"],
        told.get("place", told["at"]),
        told.get("en", ()),
        told.get("zh", ()),
        told.get("fix", ""),
    )
    for told in yaml.safe_load(Path(__file__).with_name("plan_faults.yaml").read_text("utf-8"))
]
DAY = "/measures/0/schedule/0/due"
# What YAML does not say, or only at length.
FAULTS += [
    ("/funding/amount_cny", 10**5000, "/funding/amount_cny", ["thousands of digits"], ["数千位"], ""),
    (DAY, date(2013, 6, 30), DAY, ["Python type date"], ["date"], "a day written"),
    (DAY, 10**5000, DAY, ["thousands of digits"], ["数千位"], "a day written"),
    ("/regions/0/code", 10**4000, "/regions/0/code", ["six digits"], ["六位数字"], ""),
    ("/status", "\ud800", "/status", ["“\\ud800”"], ["\\ud800"], ""),
    ("/status", "x" * 5000, "/status", ["“xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…”"], ["x…”"], ""),
]


@pytest.mark.parametrize(("at", "value", "place", "en", "zh", "fix"), FAULTS, ids=map(str, range(len(FAULTS))))
def test_a_fault_has_its_place_and_is_said_in_both_languages(conforming_plan, at, value, place, en, zh, fix):
    checked = validate(changed(conforming_plan, at, value), SCHEMA, KNOWN)
    assert places(checked) == [place]
    (fault,) = checked.faults
    message, message_zh = fault.text.en, fault.text.zh
    remedy, remedy_zh = (fault.fix.en, fault.fix.zh) if fault.fix else ("", "")
    assert all(part in message for part in en), message
    assert all(part in message_zh for part in zh), message_zh
    assert fix in remedy
    for text in (message, message_zh, remedy, remedy_zh):
        text.encode()
        assert text.isprintable()
        assert 0 < len(text) < 600


VALID = [
    *(("/plan_year", 2013.0), ("/measures/0/number", 7.0), ("/measures/0/number", "7")),
    *(("/measures/0/number", "VII"), ("/regions/0/code", 420100.0), ("/funding/amount_cny", 0)),
    *(("/funding/amount_cny", 1e300), ("/measures", []), ("/measures/0/actions", [])),
    *(("/measures/0/actions", ["", "　"]), ("/measures/0/schedule", []), ("/measures/8/targets", {})),
    *(("/submission", {}), ("/measures/0/schedule/0/due", "2012-02-29")),
    *(("/measures/0/schedule/0/due", "0001-01-01"), ("/title", "\x1c"), ("/title", "\ud800")),
    ("/contact", "\x00"),
]


@pytest.mark.parametrize(("at", "value"), VALID, ids=map(str, range(len(VALID))))
def test_what_the_format_allows_is_no_fault(conforming_plan, at, value):
    plan = changed(conforming_plan, at, value)
    assert validate(plan, SCHEMA, KNOWN) == Checked(plan)


ABSENT = [
    *("/funding/source", "/submission", "/submission/version", "/regions", "/measures/0/class"),
    *("/measures/0/schedule", "/new"),
]


@pytest.mark.parametrize("at", ABSENT)
@pytest.mark.parametrize("blank", [None, "", " ", "\t\u3000\xa0", "\u200b\u3164"])
def test_a_blank_member_is_absent_whatever_its_type(conforming_plan, at, blank):
    without = conforming_plan if at == "/new" else changed(conforming_plan, at, GONE)
    assert validate(changed(conforming_plan, at, blank), SCHEMA, KNOWN) == Checked(without)


@pytest.mark.parametrize("document", [None, [], "plan", 7, True, math.nan])
def test_a_document_that_is_no_object_is_one_fault_of_the_whole(document):
    checked = validate(document, SCHEMA, KNOWN)
    assert places(checked) == [""]
    assert "a group of fields with “format”, “circular”, “office”" in checked.faults[0].text.en
    assert "含“format”、“circular”、“office”" in checked.faults[0].text.zh


def test_a_missing_member_is_looked_for_among_the_unknown_ones(conforming_plan):
    plan = conforming_plan | {"plan-year": 2013}
    del plan["plan_year"]
    missing, unknown = validate(plan, SCHEMA, KNOWN).faults
    assert (missing.at, unknown.at) == ((), ("plan-year",))
    assert missing.fix.en == "Rename “plan-year” to “plan_year”, if that is what is meant."
    assert missing.fix.zh == "如“plan-year”即指此项，请更名为“plan_year”。"
    assert "Did you mean “plan_year”?" in unknown.text.en


def test_an_unknown_circular_stands_among_the_other_faults_in_document_order():
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
        *("/status", "/circular", "/regions/0", "/regions/0/tasks/0", "/regions/1/code", "/regions/1/x"),
        "/plan_year",
    ]


def test_no_rule_pack_at_all_is_said(conforming_plan):
    (fault,) = validate(conforming_plan, SCHEMA, ()).faults
    assert "installed: none." in fault.text.en
    assert "已安装的有：无。" in fault.text.zh


def test_what_made_it_a_fault_is_fit_for_json(conforming_plan):
    for at, value, *_ in FAULTS:
        (fault,) = validate(changed(conforming_plan, at, value), SCHEMA, KNOWN).faults
        because = json.loads(json.dumps(fault.because, allow_nan=False).encode())
        assert because == fault.because
    (fault,) = validate(changed(conforming_plan, "/status", "submited"), SCHEMA, KNOWN).faults
    assert fault.because == {"fault": "not-allowed", "value": "submited", "near": "submitted"}


def test_a_hostile_plan_is_cut_short_and_says_so(conforming_plan):
    checked = validate(changed(conforming_plan, "/measures/0/actions", [None] * 1001), SCHEMA, KNOWN)
    assert len(checked.faults) == 1001
    assert {("measures", 0, "actions", place) for place in range(1001)} <= set(checked.places)
    assert checked.faults[0].at == ()
    assert "more than 1000 faults" in checked.faults[0].text.en
    assert "超过1000处" in checked.faults[0].text.zh
    just_within = validate(changed(conforming_plan, "/measures/0/actions", [None] * 1000), SCHEMA, KNOWN)
    assert len(just_within.faults) == 1000


@pytest.mark.parametrize(
    ("name", "candidates", "near"),
    [
        *(("submited", ["draft", "submitted"], "submitted"), ("SUBMITTED", ["draft", "submitted"], "submitted")),
        ("planYear", ["plan_year", "office"], "plan_year"),
        *(("plan year", ["plan_year", "office"], "plan_year"), ("code", ["source", "amount_cny"], None)),
        *(("CN-XX", ["CN-XJ", "CN-XZ"], None), ("CN-XJ", ["CN-XJ", "CN-XZ"], "CN-XJ"), ("", ["a"], None)),
        *(("anything", [], None), (7, ["7"], None), ("a" * 1_000_000, ["a" * 1_000_000], None)),
    ],
)
def test_the_nearest_name(name, candidates, near):
    assert nearest(name, candidates) == near
    assert nearest(name, reversed(candidates)) == near
