"""Thousands of random plans: the two evaluators agree on them, every rule fires, every verdict comes up."""

from __future__ import annotations

import os
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest

from checker import check, load_pack
from checker.engine import default_engine
from checker.model import SCHEMA

from .coverage import Coverage
from .generating import Plans
from .made import days

if TYPE_CHECKING:
    from checker.pack.model import Pack

TIMES = int(os.environ.get("PLANCHECK_EXAMPLES", "1"))
PLANS = 3_000 * TIMES
RAREST = PLANS // 200
Judged = tuple[Coverage, Counter[tuple[str, str | None]]]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("sipo-2012-113")


@pytest.fixture(scope="module")
def judged(pack: Pack) -> Judged:
    """What became of so many plans, judged by both evaluators where both can be had; and which judged, and failed."""
    random = Random(113)  # noqa: S311 - a seed that makes the same plans again, and no secret
    plans = Plans(pack, random)
    coverage = Coverage()
    engines: Counter[tuple[str, str | None]] = Counter()
    both = default_engine() == "durable_rules"
    for _ in range(PLANS):
        report = check(plans.plan(), pack=pack, as_of=random.choice(days(pack)), cross_check=both)
        coverage.count_report(report)
        engines[report.engine.name, report.engine.failure and report.engine.failure.en] += 1
    return coverage, engines


@pytest.mark.durable
def test_the_evaluators_agree_on_every_plan(judged: Judged) -> None:
    assert judged[1] == {("durable_rules", None): PLANS}


def test_every_rule_fires(pack: Pack, judged: Judged) -> None:
    fired = judged[0].fired
    assert fired.keys() == {SCHEMA, *(rule.id for rule in pack.plan_rules)}
    assert {rule: times for rule, times in fired.items() if times < RAREST} == {}


def test_everything_else_comes_up(pack: Pack, judged: Judged) -> None:
    coverage, _ = judged
    # A report alone does not tell how near a plan is to a bound.
    assert [gap for gap in coverage.gaps(pack) if "no plan has" not in gap] == []
    assert {verdict for verdict, times in coverage.verdicts.items() if times < 2 * RAREST} == set()
    assert coverage.lowered > 2 * RAREST
