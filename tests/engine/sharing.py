"""Lets eight threads judge so many plans with one evaluator, and prints how many came out as they should, as JSON."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from making import IS, MORE_THAN, anchor, fact, known_of, own, rule, some

from checker.engine import durable
from checker.engine.reference import ReferenceEvaluator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Fact, Firing

RULES = [
    rule("without-objective", "measure", own("has_objective", IS, value=False)),
    rule(
        "submitted-too-late",
        "request",
        anchor("submitted_on", MORE_THAN, 20121226),
        applies_if=anchor("status", IS, "submitted"),
    ),
    rule("same-number", "request", some("detail", {"number": "number"}, "request")),
    rule("other-number", "request", some("detail", {"number": "number"}, "request", exists=False)),
]


def facts(place: int) -> list[Fact]:
    """A plan like no other: each has a day of its own."""
    return [
        fact("measure", number=place % 7, has_objective=place % 3 == 0),
        fact("detail", number=place % 5),
        fact("request", number=place % 4),
        fact("plan", status="submitted", submitted_on=20121220 + place),
    ]


def fired(firings: Sequence[Firing]) -> list[tuple[str, int]]:
    return sorted((firing.rule, firing.fact.members["number"]) for firing in firings)


def main() -> None:
    # So few are kept that the threads take them from each other all the time.
    durable._KEPT = 2  # type: ignore[misc]
    evaluator, reference = durable.DurableEvaluator(RULES, [], "plan"), ReferenceEvaluator(RULES, [])
    plans = [facts(place) for place in range(int(sys.argv[1]))]
    sys.setswitchinterval(1e-6)
    with ThreadPoolExecutor(8) as threads:
        judged = [fired(firings) for firings in threads.map(evaluator.judge, map(known_of, plans))]
    right = sum(found == fired(reference.judge(known_of(plan))) for found, plan in zip(judged, plans, strict=True))
    sys.stdout.write(json.dumps({"right": right, "firings": sum(map(len, judged))}) + "\n")


if __name__ == "__main__":
    main()
