"""The published plans of 2012 and 2013 among the examples are the catalogues of the packs for their circulars."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker import check, load_pack
from checker.pack.model import Pack

PLANS = Path(__file__).parents[2] / "examples" / "published-plans"


def areas_of(name: str) -> list[dict[str, Any]]:
    areas: list[dict[str, Any]] = yaml.safe_load((PLANS / name).read_text(encoding="utf-8"))["areas"]
    return areas


def names(pack: Pack, table: str, column: str, labels: str, **where: object) -> Iterator[str]:
    """What people call the codes in a column of the rows where other columns have these values."""
    for row in pack.tables[table].by_key.values():
        if all(row[key] == value for key, value in where.items()):
            label = pack.label(labels, row[column])
            yield label.en


def test_the_plan_for_2013_is_the_catalogue_of_its_circular():
    pack = load_pack("sipo-2012-113")
    measures = {
        measure["number"]: (task["sub_area"], measure)
        for main_task in areas_of("promotion-plan-2013.yaml")
        for task in main_task["sub_areas"]
        for measure in task["measures"]
    }
    rows = pack.tables["catalogue_measure"].by_key
    assert list(measures) == list(rows)
    for number, (task, measure) in measures.items():
        row = rows[number]
        assert (task, measure["title"]) == (str(row["task"]), row["title"].en)
        assert (measure["categories"][-1], "national and local" in measure["categories"]) == (
            row["class"],
            row["class"] != "national",
        )
        bodies = [
            name
            for table in ("catalogue_lead", "catalogue_participant")
            for name in names(pack, table, "department", "department", number=number)
        ]
        assert measure.get("bodies", []) == bodies


def test_the_plan_for_2012_is_the_catalogue_of_its_circular():
    pack = load_pack("sipo-2011-139")
    items = {
        f"{programme['area']}.{item['number']}": item
        for programme in areas_of("promotion-plan-2012.yaml")
        for item in programme["measures"]
    }
    assert list(items) == list(pack.tables["item"].by_key)
    for number, item in items.items():
        title = pack.label("item", number)
        assert item["title"] == title.en
        assert item["bodies"] == [
            *names(pack, "responsible", "department", "department", item=number),
            *names(pack, "assignment", "office", "office", item=number),
        ]


@pytest.mark.parametrize(
    ("name", "areas", "measures"),
    [
        ("action-plan-2009.yaml", 9, 170),
        ("promotion-plan-2012.yaml", 10, 34),
        ("promotion-plan-2013.yaml", 3, 42),
        ("strategy-plan-2014.yaml", 7, 70),
    ],
)
def test_every_measure_that_was_printed_is_there(name, areas, measures):
    found = areas_of(name)
    counted = [
        measure for area in found for part in (area, *area.get("sub_areas", ())) for measure in part.get("measures", ())
    ]
    assert (len(found), len(counted)) == (areas, measures)
    assert all(measure["title"] for measure in counted)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("action-plan-2009", [170, 9, 23, 3, 9, 12, 7, 23, 24, 19, 18, 7, 25]),
        ("promotion-plan-2012", [10]),
        ("promotion-plan-2013", [3, 15, 42, 12, 30, 9, 21]),
    ],
)
def test_every_figure_that_a_plan_gives_of_itself_is_held_against_it(name, numbers):
    plan = yaml.safe_load((PLANS / f"{name}.yaml").read_text(encoding="utf-8"))
    assert [claim["number"] for claim in plan["claims"]] == numbers
    for claim in plan["claims"]:
        claim["number"] += 1
    found = [finding.at for finding in check(plan).findings if finding.rule == "claim-not-met"]
    assert found == [("claims", place, "number") for place in range(len(numbers))]


def test_the_numbers_that_are_withheld_are_missing_unless_it_is_said():
    plan = yaml.safe_load((PLANS / "strategy-plan-2014.yaml").read_text(encoding="utf-8"))
    del plan["omitted"]
    missing = [finding.subject for finding in check(plan).findings if finding.rule == "number-missing"]
    assert missing == [63]
