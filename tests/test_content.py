"""One plan in every kind of file has one digest; what says something else has another."""

import copy
from pathlib import Path
from typing import Any

import pytest

from checker import load_pack
from checker.checking import read_plan
from checker.content import content_digest

PLANS = Path(__file__).parent.parent / "examples" / "plans"
KIND = load_pack("sipo-2012-113").documents["provincial-plan/1"]


def digest_of_file(name: str) -> str:
    return content_digest(read_plan(PLANS / name).data, KIND)


@pytest.fixture
def plan() -> dict[str, Any]:
    return read_plan(PLANS / "hubei.yaml").data  # type: ignore[no-any-return] - a plan is an object


@pytest.mark.parametrize("name", ["hubei.docx", "hubei.json", "hubei.xlsx"])
def test_a_plan_is_the_same_in_every_kind_of_file(name: str) -> None:
    assert digest_of_file(name) == digest_of_file("hubei.yaml")


@pytest.mark.parametrize(
    ("members", "is_same"),
    [
        ({"title": None}, False),
        ({"remarks": "\u3000", "more": {"less": []}, "regions_too": []}, True),
        ({"plan_year": 2013.0}, True),
        ({"plan_year": 2014}, False),
        ({"office": " CN-HB "}, True),
        ({"office": "CN-HN"}, False),
        ({"submission": {"date": "2012-12-20", "version": 1}}, True),
        ({"submission": {"date": "2012-12-20", "version": None}}, True),
        ({"submission": {"date": "2012-12-20", "version": 2}}, False),
        ({"version": 1}, False),
    ],
)
def test_what_counts_as_absent_or_alike_makes_no_difference(
    plan: dict[str, Any], members: dict[str, Any], *, is_same: bool
) -> None:
    plan["submission"] = {"date": "2012-12-20"}
    changed = copy.deepcopy(plan) | members
    assert (content_digest(changed, KIND) == content_digest(plan, KIND)) is is_same
