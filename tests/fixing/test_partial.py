"""What is asked of the plan format piece by piece is what it says of the whole."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from checker.fixing.partial import PlanFormat
from checker.provincial import plan_of
from checker.schema import validate

from ..properties.generating import Documents  # noqa: TID252 - folders of tests are no packages

if TYPE_CHECKING:
    from checker.pack.model import Pack


def test_the_same_faults_are_found(pack: Pack) -> None:
    random = Random(3)  # noqa: S311 - a seed that makes the same plans again
    generator = Documents(pack, pack.main_document, random)
    asked = PlanFormat(plan_of(pack).schema, "CN-HB", [pack.id])
    faulty = 0
    for _ in range(150):
        plan = generator.make()
        found = asked.check(plan)
        assert found == validate(plan, plan_of(pack).schema, [pack.id])
        faulty += bool(found.faults)
    assert faulty
    for odd in (None, [], {}, {"measures": 7}, {"circular": "x", "measures": [{"number": 1}, None]}):
        assert asked.check(odd) == validate(odd, plan_of(pack).schema, [pack.id])
