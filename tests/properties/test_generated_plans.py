"""Thousands of random plans: the two evaluators agree on them, every rule fires, every verdict comes up."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest

from checker import check, load_pack
from checker.engine import default_engine
from checker.model import SCHEMA, Severity

from .generating import Plans

if TYPE_CHECKING:
    from checker.model import Report
    from checker.pack.model import Pack

TIMES = int(os.environ.get("PLANCHECK_EXAMPLES", "1"))
PLANS = 3_000 * TIMES
RAREST = PLANS // 200
DAYS = (None, date(2012, 12, 26), date(2012, 12, 27))


@dataclass
class Tally:
    """In how many reports each thing comes up."""

    engines: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    statuses: dict[str, Counter[str]] = field(default_factory=dict)
    verdicts: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    lowered: int = 0

    def count(self, report: Report) -> None:
        failure = report.engine.failure
        self.engines[report.engine.name, failure and failure.en] += 1
        self.rules.update({finding.rule for finding in report.findings})
        for rule, status in report.rules.items():
            self.statuses.setdefault(rule, Counter())[status.value] += 1
        self.verdicts[report.verdict.value] += 1
        self.severities.update({finding.severity.value for finding in report.findings})
        self.lowered += any(finding.exception for finding in report.findings)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("sipo-2012-113")


@pytest.fixture(scope="module")
def tally(pack: Pack) -> Tally:
    """What became of so many plans, judged by both evaluators where both can be had."""
    random = Random(113)  # noqa: S311 - a seed that makes the same plans again, and no secret
    plans = Plans(pack, random)
    made = Tally()
    both = default_engine() == "durable_rules"
    for _ in range(PLANS):
        made.count(check(plans.plan(), pack=pack, as_of=random.choice(DAYS), cross_check=both))
    return made


@pytest.mark.durable
def test_the_evaluators_agree_on_every_plan(tally: Tally) -> None:
    assert tally.engines == {("durable_rules", None): PLANS}


def test_every_rule_fires(pack: Pack, tally: Tally) -> None:
    assert tally.rules.keys() == {SCHEMA, *(rule.id for rule in pack.plan_rules)}
    assert {rule: times for rule, times in tally.rules.items() if times < RAREST} == {}


def test_every_status_of_every_rule_comes_up(pack: Pack, tally: Tally) -> None:
    for rule in pack.plan_rules:
        seen = tally.statuses[rule.id].keys()
        assert seen >= {"satisfied", "violated", "not-run"}, rule.id


def test_every_verdict_and_severity_comes_up(tally: Tally) -> None:
    assert tally.verdicts.keys() == {"pass", "review", "return", "invalid"}
    assert {verdict for verdict, times in tally.verdicts.items() if times < 2 * RAREST} == set()
    assert tally.severities.keys() == {severity.value for severity in Severity}
    assert tally.lowered > 2 * RAREST
