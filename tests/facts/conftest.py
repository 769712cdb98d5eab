from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from checker.cases import read_base

if TYPE_CHECKING:
    from checker.pack.model import Pack


@pytest.fixture
def plan(pack: Pack) -> dict[str, Any]:
    """The conforming plan, to be changed at will."""
    return deepcopy(read_base(pack))
