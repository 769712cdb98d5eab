"""Plans that break rules on purpose, and their reports."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from checker import check, load_pack
from checker.cases import read_base

if TYPE_CHECKING:
    from checker import Report


@pytest.fixture(scope="session")
def conforming() -> dict[str, Any]:
    """A plan that keeps every rule: measures 7 12 13 17 19 20 21 23 26, and 4 16 32 36."""
    plan = deepcopy(read_base(load_pack("sipo-2012-113")))
    entries = {entry["number"]: entry for entry in plan["measures"]}
    # Without a request, there would be a hint that one may be needed.
    entries[16]["sipo_support"] = entries[26]["sipo_support"]
    return plan


class Draft:
    """A plan to be changed before it is checked."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = deepcopy(plan)

    def measure(self, number: int) -> dict[str, Any]:
        """The first entry with this number."""
        found: dict[str, Any] = next(row for row in self.plan["measures"] if row["number"] == number)
        return found

    def without(self, number: int, *names: str) -> Draft:
        """The same, with these members taken out of a measure."""
        for name in names:
            del self.measure(number)[name]
        return self

    def again(self, number: int, *names: str) -> Draft:
        """The same, with a further entry for a measure, without these members."""
        row = deepcopy(self.measure(number))
        self.plan["measures"].append({name: value for name, value in row.items() if name not in names})
        return self

    def report(self, **settings: Any) -> Report:
        """The report on it."""
        return check(self.plan, **settings)


@pytest.fixture
def draft(conforming: dict[str, Any]) -> Draft:
    """A conforming plan to start from."""
    return Draft(conforming)


@pytest.fixture
def other(conforming: dict[str, Any]) -> Draft:
    """Another one."""
    return Draft(conforming)
