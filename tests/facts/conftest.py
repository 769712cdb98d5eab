from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from checker import load_pack
from checker.cases import read_base_plan

if TYPE_CHECKING:
    from checker.pack.model import Pack


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack("sipo-2012-113")


@pytest.fixture
def plan(pack: Pack) -> dict[str, Any]:
    """The conforming plan, to be changed at will."""
    return deepcopy(read_base_plan(pack))
