"""Packs that are thought up, as odd as allowed: they load, are judged alike, and break out of nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import checker

from .random_packs import RUN, breaks_out

ROOT = Path(__file__).parents[2]
PACKS = 40 * int(os.environ.get("PLANCHECK_EXAMPLES", "1"))


@pytest.mark.durable
def test_random_packs_are_judged_alike_and_break_out_of_nothing():
    """In a process of its own: what takes the C engine down is a failed test, no more."""
    paths = (str(ROOT), str(Path(checker.__file__).parents[1]))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-m", "tests.properties.random_packs", "--packs", str(PACKS), "--documents", "6"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr[-3000:]
    outcome = json.loads(done.stdout.splitlines()[-1])
    assert outcome["wrong"] == []
    assert outcome["missing"] == []
    # Packs on which no rule fires would be judged alike as well.
    assert outcome["seen"]["firings"] > outcome["seen"]["documents"] / 2


def test_what_breaks_out_is_seen():
    assert breaks_out(f"x = {RUN!r}") == []
    assert "__import__" in breaks_out(f"x = ''; {RUN}")
    assert breaks_out("import os") == ["Import"]
