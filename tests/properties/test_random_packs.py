"""Packs that are thought up, as odd as allowed: they load, are judged alike, and break out of nothing."""

import pytest

from ..running import TIMES, last_line_of  # noqa: TID252 - folders of tests are no packages
from .random_packs import RUN, breaks_out


@pytest.mark.durable
def test_random_packs_are_judged_alike_and_break_out_of_nothing():
    """In a process of its own: what takes the C engine down is a failed test, no more."""
    outcome = last_line_of("-m", "tests.properties.random_packs", "--packs", 40 * TIMES, "--documents", 6)
    assert outcome["wrong"] == []
    assert outcome["missing"] == []
    # Packs on which no rule fires would be judged alike as well.
    assert outcome["seen"]["firings"] > outcome["seen"]["documents"] / 2


def test_what_breaks_out_is_seen():
    assert breaks_out(f"x = {RUN!r}") == []
    assert "__import__" in breaks_out(f"x = ''; {RUN}")
    assert breaks_out("import os") == ["Import"]
