"""Judges so many plans with one evaluator, in a process of its own, and prints how much its memory grew, as JSON.

The first half of the plans does not count: in it, everything that is kept gets its size.
"""

import json
import resource
import sys
from collections.abc import Iterator

from checker import load_pack
from checker.cases import read_base
from checker.engine.durable import DurableEvaluator
from checker.facts.mapping import NOTHING_ASIDE, Facts
from checker.judging import outcome_of
from checker.model import Known
from checker.pack.model import Stage


def plans(number: int) -> Iterator[Known]:
    """The facts of so many plans, no two of which have all parts in common: some keep every rule, some break a few."""
    pack = load_pack("sipo-2012-113")
    base = read_base(pack)
    facts = Facts(pack, pack.main_document)
    for place in range(number):
        plan = base | {
            "status": ("draft", "submitted")[place % 2],
            "submission": {"date": f"2012-12-{place % 28 + 1:02}"},
            "measures": [
                entry | {"targets": {"trained_agents": place}} if spot == place % 13 else entry
                for spot, entry in enumerate(base["measures"][: 13 - place % 5])
            ],
            "regions": [{"name": f"{place}", "code": 110000 + place % 500 * 1000, "tasks": ["x"]}],
        }
        yield facts.of(plan, NOTHING_ASIDE, None)


def main() -> None:
    pack = load_pack("sipo-2012-113")
    rules = pack.rules_of(Stage.DOCUMENT, pack.main_document)
    evaluator = DurableEvaluator(rules, pack.facts_by_table, "plan")
    number = int(sys.argv[1])
    firings = 0
    before = 0
    for place, known in enumerate(plans(number)):
        if place == number // 2:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found, applying = evaluator.judge(known)
        firings += len(found)
        outcome_of(rules, pack.facts_by_table, known, found, applying)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    sys.stdout.write(json.dumps({"firings": firings, "grown_kib": grown}) + "\n")


if __name__ == "__main__":
    main()
