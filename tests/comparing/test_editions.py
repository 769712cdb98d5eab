"""What became of what stands in two documents: every entry stands once, and nothing is guessed in silence."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker import load_pack
from checker.checking import read_plan
from checker.editions import Carried, ComparedEntry, Fate, Sign, compare_documents
from checker.reporting.comparison_sections import change_texts

HERE = Path(__file__).parent
PLANS = sorted((HERE.parents[1] / "examples" / "published-plans").glob("*.yaml"))
CASES = yaml.safe_load((HERE / "editions.yaml").read_text(encoding="utf-8"))
PACK = load_pack("published-plans")
KIND = PACK.main_document


def told(each: Carried) -> list[Any]:
    sides = [side and " ".join(part for part in (side.number, side.name.en) if part) for side in (each.old, each.new)]
    return [each.fate.value, each.sign and each.sign.value, *sides, *change_texts(each, "en")]


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_what_became_of_entries(case):
    parts = compare_documents(case["old"], case["new"], KIND, PACK)
    (part,) = [each for each in parts if each.name.en == case["part"]]
    assert [told(each) for each in part.entries] == case["told"]


@pytest.mark.parametrize(("old", "new"), list(combinations(PLANS, 2)), ids=lambda path: path.stem)
def test_every_entry_stands_once_and_only_what_is_the_same_is_certain(old, new):
    data = [read_plan(path).data for path in (old, new)]
    for part in compare_documents(*data, KIND, PACK):
        for side, own in (("old", data[0]), ("new", data[1])):
            there = [entry for each in part.entries if (entry := getattr(each, side)) is not None]
            assert len({entry.at for entry in there}) == len(there)
            if part.name.en == "Measures":
                assert len(there) == measures_in(own)
        for each in part.entries:
            is_same = each.old is not None and each.new is not None and known(each.old) == known(each.new)
            if each.fate in (Fate.SAME, Fate.CHANGED):
                assert is_same
            if is_same:
                assert each.sign is not Sign.ALIKE


def known(entry: ComparedEntry) -> str:
    return "".join(entry.name.en.split())


def measures_in(node: Any) -> int:
    if isinstance(node, list):
        return sum(map(measures_in, node))
    if not isinstance(node, dict):
        return 0
    return sum(len(value) if name == "measures" else measures_in(value) for name, value in node.items())
