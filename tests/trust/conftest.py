"""The programs that these tests are about."""

import pytest

from ..programs import program  # noqa: TID252 - folders of tests are no packages


@pytest.fixture(scope="session")
def generator():
    """What makes the list of licences and the bill of materials."""
    return program("docs/generate_dependencies.py")


@pytest.fixture(scope="session")
def audit():
    """What judges the answers of pip-audit."""
    return program(".ci/audit.py")


@pytest.fixture(scope="session")
def newest():
    """What runs the commands of the README."""
    return program(".ci/newest.py")
