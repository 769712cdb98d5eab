"""Plans that no office writes: what comes out is bounded, and says that it is not proved."""

from __future__ import annotations

from typing import Any

import pytest

from checker.reporting import Layout

HEAD = {
    "format": "provincial-plan/1",
    "circular": "sipo-2012-113",
    "office": "CN-HB",
    "plan_year": 2013,
    "status": "draft",
}
LATE = [{"due": "2014-01-01"}] * 1500
PLANS: dict[str, Any] = {
    "unknown numbers": {**HEAD, "measures": [{"number": 43 + place} for place in range(700)]},
    "one measure, over and over": {**HEAD, "measures": [{"number": 7}] * 700},
    "faults": {**HEAD, "measures": [{"number": 4 + place % 39, "objective": 5, "x": 1} for place in range(400)]},
    "milestones": {**HEAD, "measures": [{"number": 12, "schedule": LATE}, {"number": 13, "schedule": LATE}]},
}


@pytest.mark.parametrize("name", PLANS)
def test_a_vast_plan_is_mended_without_a_claim(name, mend):
    from checker.fixing.text import render

    fix = mend(PLANS[name])
    assert not fix.way.smallest.is_proved
    assert fix.way.size
    text = render(fix, Layout())
    assert "not proved" in text or "Not all ways" in text
    assert len(text.splitlines()) < 3000


@pytest.mark.parametrize("plan", [[], "x", 7, None, True, {}, {"measures": {}}, {"measures": [None, 7, [], "x"]}])
def test_what_is_no_plan_has_a_way_or_an_answer(plan, mend):
    fix = mend(plan)
    assert fix.way.size or fix.way.smallest.left
