"""What a fault silences is not run, what does not concern the plan is not applicable, and nothing else changes."""

from datetime import date
from typing import Any

import pytest

from checker import check

ABOUT_SUBMISSION = (
    "approval-after-submission",
    "day-before-circular",
    "first-submission-unknown",
    "submission-undated",
    "submitted-late",
    "submitted-on-deadline-day",
)
ABOUT_A_REGION = (
    "region-name-mismatch",
    "region-outside-jurisdiction",
    "region-repeated",
    "region-tasks-missing",
    "region-unknown",
    "regional-deployment-single",
)
ABOUT_REGIONS = (*ABOUT_A_REGION, "placeholder-text")
ABOUT_EVERY_MEASURE = (
    *("actions-missing", "measure-class-mismatch", "no-result-in-plan-year", "objective-missing"),
    *("placeholder-text", "responsible-department-missing", "schedule-missing"),
)
ABOUT_REQUESTS = (
    "approval-after-submission",
    "approval-by-wrong-department",
    "approval-missing",
    "approval-pending-at-submission",
    "approval-refused",
    "approval-undated",
)


def put(plan: dict[str, Any], path: str, value: Any) -> None:
    *steps, last = path.split("/")
    here: Any = plan
    for step in steps:
        here = here[int(step)] if isinstance(here, list) else here[step]
    if value is None:
        del here[last]
    else:
        here[int(last) if isinstance(here, list) else last] = value


@pytest.fixture
def changed(pack, plan):
    """What becomes of the rules otherwise than in the conforming plan, where these parts of it are changed."""
    before = check(plan, pack=pack, engine="reference").rules

    def statuses(changes: dict[str, Any], as_of: date | None = None) -> dict[str, str]:
        for path, value in changes.items():
            put(plan, path, value)
        after = check(plan, pack=pack, engine="reference", as_of=as_of).rules
        return {rule: status.value for rule, status in after.items() if status is not before[rule]}

    return statuses


def not_run(*rules: str) -> dict[str, str]:
    return dict.fromkeys(rules, "not-run")


def test_of_a_conforming_plan_nothing_is_violated_and_all_is_run(pack, plan):
    statuses = check(plan, pack=pack, engine="reference").rules
    # A measure that SIPO may have to select is only worth a remark.
    assert [rule for rule, status in statuses.items() if status == "violated"] == ["support-request-advisable"]
    assert "not-run" not in statuses.values()
    assert sorted(rule for rule, status in statuses.items() if status == "not-applicable") == [
        "approval-pending-in-draft",
        "draft-past-deadline",
        "exception-not-available",
        "exception-unused",
        "first-submission-unknown",
    ]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        # Faults that hide nothing.
        ({"notes": {}}, {}),
        ({"unheard_of": 1}, {}),
        # Parts of the whole plan.
        ({"submission/date": "2012-02-30"}, not_run(*ABOUT_SUBMISSION)),
        ({"funding/amount_cny": -1}, not_run("funding-missing")),
        ({"regions": "x"}, not_run("regional-deployment-missing", *ABOUT_REGIONS)),
        ({"regions": {}}, not_run("regional-deployment-missing", *ABOUT_REGIONS)),
        ({"regions/0/code": "42"}, not_run(*ABOUT_REGIONS)),
        ({"regions/0": "x", "regions/1": "x", "regions/2": "x"}, not_run(*ABOUT_A_REGION)),
        ({"exceptions": "x"}, not_run("exception-not-available", "exception-unused")),
        ({"exceptions": [{"rule": "submitted-late"}]}, not_run("exception-not-available", "exception-unused")),
        # Measures: only what may have found something in the part set aside.
        ({"measures/0/objective": 7}, not_run(*ABOUT_EVERY_MEASURE)),
        ({"measures/1/objective": 7}, not_run(*ABOUT_EVERY_MEASURE, "completion-after-plan-year")),
        (
            {"measures/12/objective": 7},
            not_run(*ABOUT_EVERY_MEASURE, *ABOUT_REQUESTS, "day-before-circular", "support-request-missing"),
        ),
        (
            {"measures/0/number": 99, "measures/0/objective": 7},
            {"measure-unknown": "not-run", "required-measure-missing": "violated"},
        ),
    ],
)
def test_a_fault_silences_what_it_may_hide_and_nothing_else(changes, wanted, changed):
    assert changed(changes) == wanted


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        # Absent is not faulty.
        ({"submission": None}, {"submission-undated": "violated"}),
        ({"regions": None}, {"regional-deployment-missing": "violated"}),
        ({"funding": None}, {"funding-missing": "violated"}),
        ({"measures/9/legislation": None}, {"legislation-path-missing": "violated"}),
        # What does not concern the plan.
        ({"status": "draft"}, {}),
        ({"measures": []}, {}),
    ],
)
def test_what_is_absent_silences_nothing(changes, wanted, changed):
    found = changed(changes)
    assert {rule: status for rule, status in found.items() if status == "not-run"} == {}
    assert {rule: found.get(rule) for rule in wanted} == wanted


def test_a_draft_is_not_judged_by_its_submission_even_where_that_is_faulty(changed):
    found = changed({"status": "draft", "submission/date": "2012-02-30"})
    # The day of an approval stands in no submission.
    others = [rule for rule in ABOUT_SUBMISSION if rule != "day-before-circular"]
    assert {found.get(rule, "not-applicable") for rule in others} == {"not-applicable"}
    assert [rule for rule, status in found.items() if status == "not-run"] == ["day-before-circular"]


def test_the_corps_has_no_province_to_judge_a_faulty_region_by(changed):
    found = changed({"office": "XPCC", "regions/0/code": "42"})
    about_provinces = ("region-outside-jurisdiction", "region-unknown", "regional-deployment-single")
    assert {rule: found.pop(rule) for rule in about_provinces} == dict.fromkeys(about_provinces, "not-applicable")
    assert found == not_run("placeholder-text", "region-name-mismatch", "region-repeated", "region-tasks-missing")


def test_what_a_measure_of_the_nation_asks_for_silences_nothing(changed):
    """Rules about requests are for the measures of an office: of an entry with faults, its number tells whose it is."""
    entry = {"number": 12, "objective": 7, "sipo_support": {"kind": "approval"}}
    assert set(ABOUT_REQUESTS) <= changed({"measures/0": entry}).keys()
    entry["number"] = 1
    assert not set(ABOUT_REQUESTS) & changed({"measures/0": entry}).keys()


def test_what_is_violated_elsewhere_is_violated(changed):
    found = changed({"measures/0/objective": 7, "measures/1/objective": None, "regions/0": "x", "regions/1/tasks": []})
    assert found["objective-missing"] == "violated"
    assert found["region-tasks-missing"] == "violated"
    assert found["schedule-missing"] == "not-run"


def test_funds_stated_in_every_measure_make_faulty_funds_of_the_plan_no_matter(pack, plan):
    plan["measures"] = [entry | {"funding": {"source": "x"}} for entry in plan["measures"]]
    plan["funding"] = "x"
    assert check(plan, pack=pack, engine="reference").rules["funding-missing"] == "satisfied"


@pytest.mark.parametrize("is_absent", [True, False])
@pytest.mark.parametrize(
    ("name", "beside", "stopped"),
    [
        ("plan_year", {}, {"plan-year-mismatch"}),
        ("office", {}, {"region-outside-jurisdiction"}),
        ("office", {"regions": [{"name": "武汉市", "tasks": ["x"]}]}, {"regional-deployment-single", "region-unknown"}),
        ("status", {}, {"approval-after-submission"}),
        ("status", {"submission": {"date": "2013-01-09"}}, {"submitted-late"}),
        ("status", {"submission": None}, {"submission-undated"}),
    ],
)
def test_what_cannot_be_read_stops_only_the_rules_that_need_it(name, beside, stopped, changed, is_absent):
    """A rule that nothing there can violate, whatever the fault hides, is not stopped."""
    found = changed({**beside, name: None if is_absent else {"x": 1}, "measures/0/objective": None})
    assert found.pop("objective-missing") == "violated"
    assert set(found.values()) <= {"not-run", "not-applicable"}
    assert stopped <= {rule for rule, status in found.items() if status == "not-run"}


@pytest.mark.parametrize("measures", [None, {"x": 1}])
def test_without_measures_the_rest_is_judged(measures, changed, pack, plan):
    found = changed({"measures": measures, "regions/0/tasks": []})
    assert {"required-measure-missing", "objective-missing", "optional-measures-too-few"} <= {
        rule for rule, status in found.items() if status == "not-run"
    }
    assert [rule for rule, status in found.items() if status == "violated"] == ["region-tasks-missing"]
    report = check(plan, pack=pack, engine="reference")
    assert report.verdict == "invalid"
    assert report.selection["missing"] == ()


@pytest.mark.parametrize("number", [None, [], True])
def test_an_entry_whose_number_cannot_be_read_may_be_one_that_is_missing(number, changed, pack, plan):
    required = next(place for place, entry in enumerate(plan["measures"]) if entry.get("class") == "required")
    found = changed({f"measures/{required}/number": number})
    assert found["required-measure-missing"] == found["optional-measures-too-few"] == "not-run"
    assert "violated" not in found.values()
    assert check(plan, pack=pack, engine="reference").selection["missing"] == ()
