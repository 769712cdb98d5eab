"""Judges so many plans with one evaluator, in a process of its own, and prints how much its memory grew, as JSON.

The first tenth of the plans does not count: in it, everything that is kept gets its size.
"""

from __future__ import annotations

import json
import resource
import sys
from itertools import cycle, islice
from typing import TYPE_CHECKING, Final

from checker import load_pack
from checker.cases import read_base_plan
from checker.engine.durable import DurableEvaluator
from checker.facts.building import build_facts
from checker.facts.parts import NOTHING_ASIDE
from checker.vocabulary import Stage

if TYPE_CHECKING:
    from checker.model import Known

DIFFERENT: Final = 500


def plans(number: int) -> list[Known]:
    """The facts of so many plans, no two alike: some keep every rule, some break a few."""
    pack = load_pack("sipo-2012-113")
    base = read_base_plan(pack)
    made = []
    for place in range(number):
        plan = base | {
            "status": ("draft", "submitted")[place % 2],
            "submission": {"date": f"2012-12-{place % 28 + 1:02}"},
            "measures": [
                entry | {"targets": {"trained_agents": place}} if spot == place % 13 else entry
                for spot, entry in enumerate(base["measures"][: 13 - place % 5])
            ],
            "regions": [{"name": "x", "code": 110000 + place * 1000, "tasks": ["x"]}],
        }
        made.append(build_facts(plan, NOTHING_ASIDE, pack, None)[0])
    return made


def main() -> None:
    pack = load_pack("sipo-2012-113")
    evaluator = DurableEvaluator(pack.rules_of(Stage.PLAN), pack.facts, "plan", remembers=False)
    number = int(sys.argv[1])
    known = plans(DIFFERENT)
    firings = 0
    before = 0
    for place, facts in enumerate(islice(cycle(known), number)):
        if place == number // 10:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        firings += len(evaluator.judge(facts))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    sys.stdout.write(json.dumps({"firings": firings, "grown_kib": grown}) + "\n")


if __name__ == "__main__":
    main()
