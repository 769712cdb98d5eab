"""Within a review, the two newest submitted plans of an office are compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from checker.comparing import comparisons_of
from checker.reviewing import review

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def send(tmp_path: Path, conforming: dict[str, Any]) -> Callable[..., None]:
    def send(name: str, office: str, version: int, status: str = "submitted", **members: Any) -> None:
        plan = {
            **conforming,
            "office": office,
            "status": status,
            "regions": [{"name": name, "tasks": ["x"]}, {"name": "elsewhere", "tasks": ["x"]}],
            **members,
        }
        plan["submission"] = {"date": "2012-12-20", "version": version}
        (tmp_path / name).write_text(json.dumps(plan), encoding="utf-8")

    return send


def names(folder: Path) -> dict[str, tuple[str | None, str | None]]:
    compared = comparisons_of(review([folder]))
    return {
        office: tuple(str(report.name).rpartition("/")[2] for report in (comparison.old, comparison.new))
        for (_, office), comparison in compared.items()
    }


def test_the_two_newest_of_each_office_in_the_order_of_the_roster(send: Callable[..., None], tmp_path: Path) -> None:
    for version in (3, 1, 2):
        send(f"hunan-{version}.json", "CN-HN", version)
    send("hubei-a.json", "CN-HB", 5)
    send("hubei-b.json", "CN-HB", 4)
    send("anhui.json", "CN-AH", 1)
    assert names(tmp_path) == {
        "CN-HB": ("hubei-b.json", "hubei-a.json"),
        "CN-HN": ("hunan-2.json", "hunan-3.json"),
    }


def test_what_was_found_is_compared(send: Callable[..., None], tmp_path: Path) -> None:
    send("1.json", "CN-HB", 1, plan_year=2012)
    send("2.json", "CN-HB", 2)
    (comparison,) = comparisons_of(review([tmp_path], lang="zh")).values()
    assert [(one.change.value, one.finding.rule) for one in comparison.findings] == [("fixed", "plan-year-mismatch")]
    assert comparison.lang == "zh"


def test_drafts_copies_and_files_of_no_office_are_not_compared(send: Callable[..., None], tmp_path: Path) -> None:
    send("a.json", "CN-HB", 1)
    (tmp_path / "copy.json").write_bytes((tmp_path / "a.json").read_bytes())
    send("draft.json", "CN-HB", 2, "draft")
    send("nobody.json", "CN-ZZ", 1)
    send("nobody-2.json", "CN-ZZ", 2)
    (tmp_path / "broken.json").write_text("{")
    assert names(tmp_path) == {}


@pytest.mark.parametrize("repeated", [1, 2])
def test_two_plans_of_one_version_are_not_compared(send: Callable[..., None], tmp_path: Path, repeated: int) -> None:
    send("1.json", "CN-HB", 1)
    send("2.json", "CN-HB", 2)
    send("again.json", "CN-HB", repeated)
    assert names(tmp_path) == {}
