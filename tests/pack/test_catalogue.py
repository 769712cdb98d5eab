"""The catalogue, the roster and the bounds, against tables typed once more from the circular and from the standards."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker import load_pack
from checker.pack.model import Pack, shown_bound

TYPED: Any = yaml.safe_load(Path(__file__).with_name("catalogue-2012-113.yaml").read_text("utf-8"))
MEASURES = TYPED["measures"]


def rows(pack: Pack, table: str) -> list[dict[str, Any]]:
    return [fact.members for fact in pack.tables[table].facts]


def pairs(pack: Pack, table: str, *columns: str) -> set[tuple[Any, ...]]:
    return {tuple(row[column] for column in columns) for row in rows(pack, table)}


def test_every_measure_is_as_the_circular_has_it(pack):
    columns = ("number", "task", "class", "progress")
    found = [tuple(row[column] for column in columns) for row in rows(pack, "catalogue_measure")]
    assert found == [(number, *told[:3]) for number, told in MEASURES.items()]
    leads = {(number, lead) for number, told in MEASURES.items() for lead in told[3]}
    assert pairs(pack, "catalogue_lead", "number", "department") == leads


def test_the_totals_are_those_that_the_circular_states(pack):
    classes = Counter(row["class"] for row in rows(pack, "catalogue_measure"))
    assert classes == {"required": 9, "optional": 21, "national": 12}
    assert [row["number"] for row in rows(pack, "catalogue_measure")] == list(range(1, 43))


def test_every_task_has_its_main_task(pack):
    wanted = {task: main for main, (first, last) in TYPED["main_tasks"].items() for task in range(first, last + 1)}
    assert {row["number"]: row["main_task"] for row in rows(pack, "task")} == wanted
    assert [row["number"] for row in rows(pack, "main_task")] == [*TYPED["main_tasks"]]


def test_what_sipo_decides(pack):
    measures = rows(pack, "catalogue_measure")
    assert {row["number"]: row["places"] for row in rows(pack, "support_round")} == TYPED["support_rounds"]
    assert [row["number"] for row in measures if row["consent_always_needed"]] == TYPED["consent_always"]
    assert [row["number"] for row in measures if row["sipo_selects"]] == TYPED["selected"]


def test_what_the_circular_announces_for_the_country(pack):
    columns = ("target", "at_least", "at_most")
    found = {
        row["number"]: [*(row[column] for column in columns), bool(row["about"])]
        for row in rows(pack, "national_target")
    }
    assert found == TYPED["targets"]


def test_which_details_belong_to_which_measure(pack):
    assert pairs(pack, "catalogue_detail", "number", "name") == set(TYPED["details"].items())


def test_the_roster_is_the_standards(pack):
    found = [[code, row["province"], row["name"].zh] for code, row in pack.tables["office"].by_key.items()]
    assert found == [[code, digits, f"{name}知识产权局"] for code, (digits, name) in TYPED["offices"].items()]


def test_the_bounds(pack):
    found = {name: [shown_bound(bound, "en"), bound.clause] for name, bound in pack.bounds.items()}
    assert found == TYPED["bounds"]


@pytest.mark.parametrize("id_", ["sipo-2012-113", "sipo-2011-139"])
def test_every_schema_lists_the_offices_of_the_roster(id_):
    chosen = load_pack(id_)
    schema = chosen.documents["provincial-plan/1"].schema.node
    assert list(schema["properties"]["office"]["enum"]) == list(chosen.tables["office"].by_key)
