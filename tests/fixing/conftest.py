"""Plans to mend, and the way to mend them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker import load_pack
from checker.checking import Options
from checker.fixing.oracle import Goal
from checker.fixing.result import fix_document
from checker.readers import from_data, read_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from checker.fixing.result import Fix
    from checker.pack.model import Pack


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack("sipo-2012-113")


@pytest.fixture(scope="session")
def mend(pack: Pack) -> Callable[..., Fix]:
    """`mend(plan)`: the shortest way for a plan that is given as data."""

    def mend(plan: Any, *, as_of: date | None = None, goal: Goal = Goal.PASS) -> Fix:
        return fix_document(from_data(plan), pack, Options(pack, as_of), goal)

    return mend


@pytest.fixture
def base(pack: Pack) -> dict[str, Any]:
    """A plan that passes, to be spoilt."""
    data = read_path(pack.folder / "documents" / "provincial-plan.base.yaml").data
    assert isinstance(data, dict)
    return data
