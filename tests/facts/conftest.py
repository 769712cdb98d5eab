from copy import deepcopy

import pytest

from checker.cases import read_base


@pytest.fixture
def plan(pack):
    """The conforming plan, to be changed at will."""
    return deepcopy(read_base(pack))
