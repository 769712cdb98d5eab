"""The two evaluators agree on whatever a pack can say: random rules, random facts, thousands of them."""

from pathlib import Path

import pytest

from ..running import TIMES, last_line_of  # noqa: TID252 - folders of tests are no packages

pytestmark = pytest.mark.durable
HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("first", "number", "rules"),
    [
        pytest.param(1_000_000, 600, 1, id="one rule"),
        pytest.param(2_000_000, 300, 5, id="a few rules"),
        pytest.param(3_000_000, 30, 40, id="a pack of rules"),
        pytest.param(4_000_000, 2, 400, id="more rules than one ruleset holds"),
    ],
)
def test_the_evaluators_agree_on_random_rules(first, number, rules):
    outcome = last_line_of(HERE / "differing.py", first, number * TIMES, rules)
    assert outcome["differences"] == []
    # Rules that never fire would agree as well.
    assert outcome["seen"]["firings"] > outcome["seen"]["rules"] / 10
