"""The catalogue, the roster and the bounds, against tables typed once more from the circular and from the standards."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from checker import load_pack
from checker.pack.model import Pack, shown_bound

DEPARTMENTS = {
    "PA": "patent-administration",
    "LA": "legal-affairs",
    "PSPO": "patent-strategy-promotion-office",
    "PEAA": "examination-affairs-administration",
    "PC": "protection-and-coordination",
    "PD": "planning-and-development",
    "HR": "human-resources",
    "IC": "international-cooperation",
    "PEFM": "preliminary-examination",
    "DRC": "development-research-center",
}
CLASSES = {"r": "required", "o": "optional", "n": "national"}
PROGRESS = {"c": "completed", "p": "phased", "l": "long-term"}

# Number, task, class, progress, who leads it or is in charge of it.
MEASURES = """
 1  1 n p LA      2  1 n p LA      3  1 n p LA      4  1 o p LA      5  2 n p PA      6  2 n p PA+PEFM
 7  2 r p -       8  3 o p PSPO    9  3 n p PSPO   10  3 n l LA     11  3 o p PSPO+DRC
12  4 r c PA     13  4 r c PEAA   14  4 n p PEAA   15  5 o p PA     16  5 o p PA     17  6 r p PA
18  6 o p PA     19  6 r p PA     20  7 r l PA     21  7 r l PA     22  8 o p PD     23  8 r p LA
24  9 o p HR     25  9 o p HR     26 10 r c PA     27 10 o c PA     28 10 n c PA     29 11 o p PA
30 11 o p PC     31 11 o p PC     32 11 o c PA     33 12 n p IC     34 12 o p IC     35 12 n p PD
36 13 o p PA+PC  37 13 o p PA     38 13 o p PA     39 14 o p PD     40 14 o p PD     41 15 n c PSPO
42 15 o p PSPO+HR
"""
MAIN_TASKS = {1: range(1, 4), 2: range(4, 10), 3: range(10, 16)}

SUPPORT_ROUNDS = {26: 15, 27: 10}
"""The measures in which SIPO gives priority support, and to how many offices."""
CONSENT_ALWAYS = {36}
SELECTED = {16, 18, 22, 25, 27, 30, 37, 38, 39, 40, 42}
TARGETS = {
    16: ("service_platforms", 20, None, True),
    23: ("trained_agents", 2000, None, False),
    27: ("advantaged_enterprises", 50, None, False),
    32: ("alliances", 20, None, True),
    42: ("pilot_bases", 3, 5, False),
}
DETAILS = {
    4: "legislation",
    16: "service_platforms",
    23: "trained_agents",
    26: "compliant_enterprises",
    27: "advantaged_enterprises",
    32: "alliances",
    42: "pilot_bases",
}

# ISO 3166-2:CN and GB/T 2260.
PROVINCES = """
BJ 11  TJ 12  HE 13  SX 14  NM 15  LN 21  JL 22  HL 23  SH 31  JS 32  ZJ 33  AH 34  FJ 35  JX 36  SD 37  HA 41
HB 42  HN 43  GD 44  GX 45  HI 46  CQ 50  SC 51  GZ 52  YN 53  XZ 54  SN 61  GS 62  QH 63  NX 64  XJ 65
"""
NAMES = {
    "CN-AH": "安徽省", "CN-BJ": "北京市", "CN-CQ": "重庆市", "CN-FJ": "福建省", "CN-GD": "广东省", "CN-GS": "甘肃省",
    "CN-GX": "广西壮族自治区", "CN-GZ": "贵州省", "CN-HA": "河南省", "CN-HB": "湖北省", "CN-HE": "河北省",
    "CN-HI": "海南省", "CN-HL": "黑龙江省", "CN-HN": "湖南省", "CN-JL": "吉林省", "CN-JS": "江苏省", "CN-JX": "江西省",
    "CN-LN": "辽宁省", "CN-NM": "内蒙古自治区", "CN-NX": "宁夏回族自治区", "CN-QH": "青海省", "CN-SC": "四川省",
    "CN-SD": "山东省", "CN-SH": "上海市", "CN-SN": "陕西省", "CN-SX": "山西省", "CN-TJ": "天津市",
    "CN-XJ": "新疆维吾尔自治区", "CN-XZ": "西藏自治区", "CN-YN": "云南省", "CN-ZJ": "浙江省",
    "XPCC": "新疆生产建设兵团",
}  # fmt: skip


def rows(pack: Pack, table: str) -> list[dict[str, Any]]:
    return [fact.members for fact in pack.tables[table].facts]


def pairs(pack: Pack, table: str, *columns: str) -> set[tuple[Any, ...]]:
    return {tuple(row[column] for column in columns) for row in rows(pack, table)}


def test_every_measure_is_as_the_circular_has_it(pack):
    cells = MEASURES.split()
    wanted = [
        (int(number), int(task), CLASSES[class_], PROGRESS[progress])
        for number, task, class_, progress, _ in zip(*(cells[place::5] for place in range(5)), strict=True)
    ]
    found = [(row["number"], row["task"], row["class"], row["progress"]) for row in rows(pack, "catalogue_measure")]
    assert found == wanted
    leads = dict(zip(map(int, cells[::5]), cells[4::5], strict=True))
    assert pairs(pack, "catalogue_lead", "number", "department") == {
        (number, DEPARTMENTS[lead]) for number, who in leads.items() if who != "-" for lead in who.split("+")
    }


def test_the_totals_are_those_that_the_circular_states(pack):
    classes = Counter(row["class"] for row in rows(pack, "catalogue_measure"))
    assert classes == {"required": 9, "optional": 21, "national": 12}
    assert [row["number"] for row in rows(pack, "catalogue_measure")] == list(range(1, 43))
    assert [row["number"] for row in rows(pack, "main_task")] == [1, 2, 3]


def test_every_task_has_its_main_task(pack):
    wanted = {task: main_task for main_task, tasks in MAIN_TASKS.items() for task in tasks}
    assert {row["number"]: row["main_task"] for row in rows(pack, "task")} == wanted


def test_what_sipo_decides(pack):
    measures = rows(pack, "catalogue_measure")
    assert {row["number"]: row["places"] for row in rows(pack, "support_round")} == SUPPORT_ROUNDS
    assert {row["number"] for row in measures if row["consent_always_needed"]} == CONSENT_ALWAYS
    assert {row["number"] for row in measures if row["sipo_selects"]} == SELECTED


def test_what_the_circular_announces_for_the_country(pack):
    found = {
        row["number"]: (row["target"], row["at_least"], row["at_most"], bool(row["about"]))
        for row in rows(pack, "national_target")
    }
    assert found == TARGETS


def test_which_details_belong_to_which_measure(pack):
    assert pairs(pack, "catalogue_detail", "number", "name") == set(DETAILS.items())


def test_the_roster_is_the_standards(pack):
    cells = PROVINCES.split()
    digits = {f"CN-{code}": province for code, province in zip(cells[::2], cells[1::2], strict=True)}
    offices = pack.tables["office"].by_key
    assert {code: row["province"] for code, row in offices.items()} == digits | {"XPCC": None}
    assert {code: row["name"].zh for code, row in offices.items()} == {
        code: f"{name}知识产权局" for code, name in NAMES.items()
    }
    assert list(offices) == [*digits, "XPCC"]


def test_the_bounds(pack):
    assert {name: (shown_bound(bound, "en"), bound.clause) for name, bound in pack.bounds.items()} == {
        "plan_year": ("2013", "II.1"),
        "optional_fewest": ("2", "II.2"),
        "optional_most": ("10", "II.2"),
        "deadline": ("2012-12-26", "II.3"),
        "circular_issued": ("2012-11-23", "II.3"),
        "year_end": ("2013-12-31", "plan"),
        "compliant_enterprises_fewest": ("30", "plan 26"),
        "alliance_patents": ("10", "plan 32"),
    }


@pytest.mark.parametrize("id_", ["sipo-2012-113", "sipo-2011-139"])
def test_every_schema_lists_the_offices_of_the_roster(id_):
    chosen = load_pack(id_)
    schema = chosen.documents["provincial-plan/1"].schema.node
    assert list(schema["properties"]["office"]["enum"]) == list(chosen.tables["office"].by_key)
