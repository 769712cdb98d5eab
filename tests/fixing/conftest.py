"""Documents to mend, and the way to mend them."""

from datetime import date
from typing import Any

import pytest

from checker.checking import Options
from checker.fixing.result import Fix, fix_document
from checker.fixing.trials import Goal
from checker.pack.model import Pack
from checker.readers import from_data, read_path


@pytest.fixture(scope="session")
def mend(pack):
    """`mend(plan)`: the shortest way for a document that is given as data, under the pack of the plans of 2013."""

    def mend(plan: Any, *, as_of: date | None = None, goal: Goal = Goal.PASS, pack: Pack = pack) -> Fix:
        return fix_document(from_data(plan), pack, Options(pack, as_of), goal)

    return mend


@pytest.fixture
def base(pack):
    """A plan that passes, to be spoilt."""
    return read_path(pack.folder / "documents" / "provincial-plan.base.yaml").data
