"""What became of a finding does not depend on where it stands, and nothing is fixed that was not judged again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from checker import Severity, check
from checker.comparing import Change, compare
from checker.model import NOWHERE, Clause, Engine, Finding, RuleStatus, Text
from checker.schema import explain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from checker import Report
    from checker.comparing import Compared, Comparison

FIXED, OPEN, NEW = Change.FIXED, Change.OPEN, Change.NEW
HUBEI = "420100"


def told(compared: Compared) -> tuple[str, str, Any]:
    return compared.change.value, compared.finding.rule, compared.finding.subject


def changes(comparison: Comparison) -> list[tuple[str, str, Any]]:
    assert explain("comparison", comparison.to_dict()) == ()
    return [told(compared) for compared in comparison.findings]


def region(name: str, code: str = HUBEI, tasks: Iterable[str] = ()) -> dict[str, Any]:
    return {"name": name, "code": code, "tasks": list(tasks)}


def test_each_finding_is_fixed_still_open_or_new(draft: Any, other: Any) -> None:
    old = draft.without(7, "objective").without(12, "schedule").report()
    new = other.without(12, "schedule").without(13, "actions").report()
    assert changes(compare(old, new)) == [
        ("fixed", "objective-missing", 7),
        ("still-open", "schedule-missing", 12),
        ("new", "actions-missing", 13),
    ]


def test_the_same_report_leaves_everything_open(draft: Any) -> None:
    report = draft.without(7, "objective").without(12, "schedule").report()
    comparison = compare(report, report)
    assert comparison.counts == {FIXED: 0, OPEN: 2, NEW: 0}
    assert all(compared.old is compared.new for compared in comparison.findings)


def test_moved_entries_are_the_same_finding_at_another_place(draft: Any, other: Any) -> None:
    old = draft.without(7, "objective").report()
    other.without(7, "objective").plan["measures"].reverse()
    (compared,) = compare(old, other.report()).findings
    assert compared.change is OPEN
    assert (compared.old.at, compared.new.at) == (("measures", 0), ("measures", 12))


def test_regions_are_known_by_their_names_and_then_by_their_codes(draft: Any, other: Any) -> None:
    draft.plan["regions"] = [region("武汉市"), region("黄石市", "420200"), region("宜昌市", "420500")]
    other.plan["regions"] = [
        region("宜昌市（含县）", "420500"),
        region("武汉市", "420199"),
        region("黄石市", "420200", ["开展专利分析"]),
        region("襄阳市", "420600"),
    ]
    comparison = compare(draft.report(), other.report())
    pairs = [
        (compared.change.value, *(side and side.because["region"]["name"] for side in (compared.old, compared.new)))
        for compared in comparison.findings
        if compared.finding.rule == "region-tasks-missing"
    ]
    assert pairs == [
        ("fixed", "黄石市", None),
        ("still-open", "武汉市", "武汉市"),
        ("still-open", "宜昌市", "宜昌市（含县）"),
        ("new", None, "襄阳市"),
    ]


def test_regions_without_codes_are_not_taken_for_each_other(draft: Any, other: Any) -> None:
    draft.plan["regions"] = [{"name": "武汉市"}]
    other.plan["regions"] = [{"name": "黄石市"}]
    findings = compare(draft.report(), other.report()).findings
    assert [one.change for one in findings if one.finding.rule == "region-tasks-missing"] == [FIXED, NEW]


def test_alliances_and_details_are_known_by_their_names(draft: Any, other: Any) -> None:
    few = [{"name": "光通信", "basic_patents": 4}, {"name": "汽车", "basic_patents": 5}]
    draft.measure(32)["targets"] = {"alliances": few}
    draft.measure(7)["targets"] = {"pilot_bases": 1}
    other.measure(32)["targets"] = {"alliances": [{"name": "磷化工", "basic_patents": 3}, few[1]]}
    other.measure(7)["targets"] = {"service_platforms": 1}
    comparison = compare(draft.report(), other.report())
    names = {
        (compared.change.value, name)
        for compared in comparison.findings
        for kind, members in compared.finding.because.items()
        if kind in ("alliance", "detail") and (name := members["name"])
    }
    assert names == {
        ("fixed", "光通信"),
        ("still-open", "汽车"),
        ("new", "磷化工"),
        ("fixed", "pilot_bases"),
        ("new", "service_platforms"),
    }


def test_of_repeated_entries_each_finding_counts(draft: Any, other: Any) -> None:
    draft.again(7, "objective").again(7, "objective")
    other.again(7, "objective")
    comparison = compare(draft.report(), other.report())
    assert sorted(changes(comparison)) == [
        ("fixed", "measure-repeated", 7),
        ("fixed", "objective-missing", 7),
        ("still-open", "measure-repeated", 7),
        ("still-open", "objective-missing", 7),
    ]
    (gone,) = [one for one in comparison.of(FIXED) if one.finding.rule == "measure-repeated"]
    assert gone.finding.because["measure"]["occurrence"] == 3


def test_repeated_entries_that_change_places_change_nothing(draft: Any, other: Any) -> None:
    draft.again(7, "objective")
    other.again(7, "objective").plan["measures"].reverse()
    assert {change for change, *_ in changes(compare(draft.report(), other.report()))} == {"still-open"}


def test_exceptions_are_known_by_the_rule_they_name(draft: Any, other: Any) -> None:
    draft.plan["exceptions"] = [{"rule": "objective-missing", "justification": "x"}]
    other.plan["exceptions"] = [{"rule": "actions-missing", "justification": "x"}]
    assert changes(compare(draft.report(), other.report())) == [
        ("fixed", "exception-not-available", "objective-missing"),
        ("new", "exception-not-available", "actions-missing"),
    ]


def test_a_severity_that_changed_is_shown(draft: Any, other: Any) -> None:
    for each in (draft, other):
        each.plan["measures"] = [row for row in each.plan["measures"] if row["number"] not in (4, 16, 32, 36)]
    other.plan["exceptions"] = [{"rule": "optional-measures-too-few", "justification": "人员不足"}]
    (compared,) = compare(draft.report(), other.report()).findings
    assert compared.change is OPEN
    assert (compared.was, compared.finding.severity) == (Severity.ERROR, Severity.WARNING)
    assert compared.as_json("en").was == "error"


def test_a_faulty_field_is_the_same_whatever_is_wrong_with_it_and_wherever(draft: Any, other: Any) -> None:
    draft.measure(7)["schedule"] = [{"milestone": "x"}]
    other.measure(7)["schedule"] = [{"due": "2013-06-30"}, {"due": "2013-02-30"}]
    other.plan["measures"].reverse()
    assert changes(compare(draft.report(), other.report())) == [("still-open", "schema", 7)]


def test_faults_of_several_fields_are_told_apart(draft: Any, other: Any) -> None:
    draft.measure(7)["objective"] = 5
    other.measure(7)["actions"] = "x"
    assert changes(compare(draft.report(), other.report())) == [("fixed", "schema", 7), ("new", "schema", 7)]


def test_what_a_fault_sets_aside_is_not_fixed(draft: Any, other: Any) -> None:
    draft.without(7, "objective").without(12, "objective").without(13, "objective")
    other.without(12, "objective").measure(7)["schedule"] = "soon"
    comparison = compare(draft.report(), other.report())
    assert [(*told(compared), compared.judged) for compared in comparison.findings] == [
        ("fixed", "objective-missing", 13, True),
        ("still-open", "objective-missing", 7, False),
        ("still-open", "objective-missing", 12, True),
        ("new", "schema", 7, True),
    ]
    assert comparison.to_dict()["findings"][1]["new"] is None


def test_an_entry_without_a_readable_number_may_be_any_measure(draft: Any, other: Any) -> None:
    draft.without(7, "objective").without(12, "objective")
    other.without(12, "objective").measure(7)["number"] = []
    unjudged = [told(compared) for compared in compare(draft.report(), other.report()).findings if not compared.judged]
    assert unjudged == [
        ("still-open", "objective-missing", 7),
    ]


def test_what_could_not_be_judged_before_is_new_but_may_be_old(draft: Any, other: Any) -> None:
    draft.measure(7)["schedule"] = "soon"
    other.without(7, "objective").without(12, "objective")
    new = compare(draft.report(), other.report()).of(NEW)
    assert [(compared.finding.subject, compared.judged) for compared in new] == [(7, False), (12, True)]


def test_what_a_fault_elsewhere_hides_is_not_fixed(draft: Any, other: Any) -> None:
    for each in (draft, other):
        del each.plan["funding"]
        for row in each.plan["measures"]:
            row.pop("funding", None)
    other.plan["funding"] = "enough"
    comparison = compare(draft.report(), other.report())
    assert comparison.counts == {FIXED: 0, OPEN: 13, NEW: 1}
    assert {one.judged for one in comparison.of(OPEN)} == {False}


@pytest.mark.parametrize("broken", [b"{", b"[]", b'{"format": "provincial-plan/1", "measures": []}'])
def test_a_plan_that_cannot_be_judged_has_fixed_nothing(draft: Any, broken: bytes) -> None:
    old = draft.without(7, "objective").report()
    comparison = compare(old, check(broken))
    assert comparison.counts[FIXED] == 0
    assert [compared.judged for compared in comparison.of(OPEN)] == [False]


def test_an_evaluator_that_failed_has_fixed_nothing(draft: Any, other: Any) -> None:
    old = draft.without(7, "objective").report()
    new = other.report()
    failed = replace(
        new,
        engine=Engine("reference", "1", Text("It failed.", "失败。")),
        rules=dict.fromkeys(new.rules, RuleStatus.NOT_RUN),
    )
    assert [(one.change, one.judged) for one in compare(old, failed).findings] == [(OPEN, False)]


def test_a_rule_that_is_not_in_the_other_pack_was_not_judged(draft: Any, other: Any) -> None:
    old = draft.without(7, "objective").report()
    new = replace(other.report(), pack_id="another", rules={})
    comparison = compare(old, new)
    assert [(one.change, one.judged) for one in comparison.findings] == [(OPEN, False)]
    assert comparison.doubts[0].about == "pack"


def test_what_was_unreadable_is_fixed_once_it_can_be_read(other: Any) -> None:
    old = check(b"{")
    assert changes(compare(old, other.report())) == [("fixed", "unreadable", None)]


@pytest.mark.parametrize(
    ("about", "old", "new"),
    [
        ("office", {"office": "CN-HB"}, {"office": "CN-HN"}),
        ("pack", {"pack_id": "a"}, {"pack_id": "b"}),
        ("pack-version", {"pack_version": "1.0.0"}, {"pack_version": "1.1.0"}),
        ("pack-digest", {"pack_digest": "a" * 64}, {"pack_digest": "b" * 64}),
        ("plan-year", {"plan_year": 2012}, {"plan_year": 2013}),
        ("same-plan", {"sha256": "0" * 64}, {"sha256": "0" * 64}),
        ("version", {"status": "submitted", "version": 2}, {"status": "submitted", "version": 2}),
        ("version", {"status": "submitted", "version": 2}, {"status": "submitted", "version": 1}),
        (None, {"status": "submitted", "version": 1}, {"status": "submitted", "version": 2}),
        (None, {"status": "draft", "version": 1}, {"status": "submitted", "version": 1}),
        (None, {"office": None}, {"office": "CN-HB"}),
    ],
)
def test_what_makes_a_comparison_doubtful_is_said_and_stops_nothing(
    draft: Any, about: str | None, old: dict[str, Any], new: dict[str, Any]
) -> None:
    report = draft.without(7, "objective").report()
    comparison = compare(replace(report, **{"version": None, **old}), replace(report, **{"version": None, **new}))
    assert [doubt.about for doubt in comparison.doubts] == ([about] if about else [])
    assert comparison.counts[OPEN] == 1
    for doubt in comparison.doubts:
        for value in (*old.values(), *new.values()):
            assert doubt.message.zh
            is_called = about in ("same-plan", "pack-digest", "office")
            assert is_called or value == "submitted" or str(value) in doubt.message.en


@pytest.mark.parametrize("rule", ["not-read", "left-out"])
def test_what_no_rule_finds_is_fixed_once_it_is_not_found(draft: Any, rule: str) -> None:
    sound = draft.report()
    noted = Finding(
        rule, Severity.WARNING, (), NOWHERE, None, Text("a note", "附注"), Clause(str(sound.document), None), {}, None
    )
    old = replace(sound, findings=(noted, *sound.findings))
    assert changes(compare(old, sound)) == [("fixed", rule, None)]
    assert changes(compare(old, old)) == [("still-open", rule, None)]


def test_the_language_can_be_chosen(draft: Any, other: Any) -> None:
    old, new = draft.without(7, "objective").report(), other.report(lang="zh")
    assert "工作目标" in json.dumps(compare(old, new).to_dict(), ensure_ascii=False)
    assert "工作目标" not in json.dumps(compare(old, new, "en").to_dict(), ensure_ascii=False)


NUMBERS = st.sampled_from([7, 12, 13, 16, 26, 32, 33, 99, "x"])
MEMBERS = {
    "objective": st.just("x"),
    "schedule": st.sampled_from([[], [{"due": "2014-01-01"}]]),
    "sipo_support": st.sampled_from([{"kind": "approval"}, {"kind": "priority-support"}]),
    "targets": st.sampled_from([{"pilot_bases": 1}, {"alliances": [{"name": "a", "basic_patents": 1}]}]),
}
FAULTS = {"objective": st.just(5), "schedule": st.sampled_from([[{}], "soon"]), "sipo_support": st.just({})}
REGIONS = st.lists(
    st.fixed_dictionaries({"name": st.sampled_from("ab")}, optional={"code": st.sampled_from([HUBEI, "430100"])}),
    max_size=4,
)


APART = st.lists(
    st.fixed_dictionaries({"name": st.sampled_from("ab")}, optional={"code": st.sampled_from([HUBEI, "430100"])}),
    unique_by=(lambda one: one["name"], lambda one: one.get("code", one["name"])),
)
"""Regions of which none is another once more: which of two is the repetition depends on their order."""


def measures(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries({"number": NUMBERS}, optional=members), max_size=8)


def report_on(measures: list[dict[str, Any]], regions: list[dict[str, Any]]) -> Report:
    plan = {"format": "provincial-plan/1", "circular": "sipo-2012-113", "office": "CN-HN", "plan_year": 2013}
    return check({**plan, "status": "draft", "measures": measures, "regions": regions})


@settings(max_examples=60, deadline=None)
@given(measures(**MEMBERS), APART, st.randoms())
def test_order_changes_nothing(measures: list[dict[str, Any]], regions: list[dict[str, Any]], random: Random) -> None:
    old = report_on(measures, regions)
    random.shuffle(measures)
    random.shuffle(regions)
    assert compare(old, report_on(measures, regions)).counts == {FIXED: 0, OPEN: len(old.findings), NEW: 0}


FAULTY = measures(**{name: st.one_of(values, FAULTS.get(name, values)) for name, values in MEMBERS.items()})


@settings(max_examples=60, deadline=None)
@given(FAULTY, REGIONS, FAULTY, REGIONS)
def test_every_finding_of_both_reports_comes_once(
    measures: list[dict[str, Any]],
    regions: list[dict[str, Any]],
    other_measures: list[dict[str, Any]],
    other_regions: list[dict[str, Any]],
) -> None:
    old, new = report_on(measures, regions), report_on(other_measures, other_regions)
    findings = compare(old, new).findings
    assert sorted(id(one.old) for one in findings if one.old is not None) == sorted(map(id, old.findings))
    assert sorted(id(one.new) for one in findings if one.new is not None) == sorted(map(id, new.findings))
    for one in findings:
        assert (one.change is FIXED) == (one.new is None and one.judged)
        assert (one.change is NEW) == (one.old is None)
