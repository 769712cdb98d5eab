"""Checks plans with one very long text each, as many again of each sort, and prints how much memory each sort leaves.

What is kept of plans (parts that look alike, answers about them) must not hold the texts of plans that are gone.
"""

from __future__ import annotations

import json
import sys
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checker import check, load_pack
from checker.cases import read_base_plan

if TYPE_CHECKING:
    from collections.abc import Callable

PLANS: Final = 8
LONG: Final = 2_000_000
"""Characters, of four bytes each in memory."""


def alliances(plan: dict[str, Any], text: str) -> None:
    for entry in plan["measures"]:
        if "alliances" in entry.get("targets", {}):
            entry["targets"]["alliances"][0]["name"] = text


PUT: Final[dict[str, Callable[[dict[str, Any], str], None]]] = {
    "title": lambda plan, text: plan.update(title=text),
    "number": lambda plan, text: plan["measures"][0].update(number=text),
    "number of a measure with faults": lambda plan, text: plan["measures"][0].update(number=text, objective=7),
    "alliance": alliances,
    "region": lambda plan, text: plan["regions"][0].update(name=text),
    "exception": lambda plan, text: plan.update(exceptions=[{"rule": text, "justification": text}]),
}


def resident() -> int:
    """KiB that this process has in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4


def main() -> None:
    pack = load_pack("sipo-2012-113")
    base = read_base_plan(pack)
    left = {}
    for name, put in PUT.items():
        before = 0
        for place in range(PLANS + 2):
            if place == 2:
                before = resident()
            plan = deepcopy(dict(base))
            put(plan, f"{place}" + "\U00020000" * LONG)
            check(plan, pack=pack)
            del plan
        left[name] = resident() - before
    sys.stdout.write(json.dumps({"left_kib": left}) + "\n")


if __name__ == "__main__":
    main()
