"""Lets eight threads judge so many plans with one evaluator, and prints how many came out as they should, as JSON."""

import json
import operator
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from making import IS, MORE_THAN, anchor, fact, known_of, own, rule, some

from checker.engine import make_evaluator
from checker.model import Fact, Firing, Known

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
    evaluator, reference = (make_evaluator(engine, RULES, {}, "plan") for engine in ("durable_rules", "reference"))
    plans = [known_of(facts(place)) for place in range(int(sys.argv[1]))]

    def judged(known: Known) -> list[tuple[str, int]]:
        return fired(evaluator.judge(known)[0])

    sys.setswitchinterval(1e-6)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(judged, plans))
    right = [fired(reference.judge(known)[0]) for known in plans]
    same = sum(map(operator.eq, found, right))
    sys.stdout.write(json.dumps({"right": same, "firings": sum(map(len, found))}) + "\n")


if __name__ == "__main__":
    main()
