from pathlib import Path

import pytest

from checker.cases import read_base
from checker.pack.loading import load_pack
from checker.readers import read_path

KEPT = (0, 8, 9, 11)


@pytest.fixture(scope="session")
def plan_schema():
    """The schema of the plans that the first circular asks for, with the lists of its pack filled in."""
    return load_pack("sipo-2012-113").main_document.schema


@pytest.fixture(scope="session")
def conforming_plan():
    """The conforming plan, to be copied before it is changed."""
    return read_base(load_pack("sipo-2012-113"))


@pytest.fixture(scope="session")
def short_plan(conforming_plan):
    """The conforming plan with only those measures that have parts of their own; still valid by its schema."""
    return conforming_plan | {"measures": [conforming_plan["measures"][index] for index in KEPT]}


@pytest.fixture(scope="session")
def small_pack():
    """A rule pack of one rule, which uses every form of condition."""
    return read_path(Path(__file__).with_name("small_pack.yaml")).data
