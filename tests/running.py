"""Runs Python in a process of its own: what takes that down is a failed test, and no more."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import checker

ROOT = Path(__file__).parents[1]
TIMES = int(os.environ.get("PLANCHECK_EXAMPLES", "1"))
"""How many times as many random examples as usual."""


def run_python(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """What becomes of `python arguments…` at the top of the repository, with the package that is tested here."""
    paths = os.pathsep.join((str(Path(checker.__file__).parents[1]), str(ROOT)))
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths, **environment},
        capture_output=True,
        text=True,
        timeout=3600,
        check=False,
    )


def last_line_of(*arguments: object) -> Any:
    """What such a program prints on its last line, read as JSON."""
    done = run_python(*arguments)
    assert done.returncode >= 0, f"the process ended with {done.returncode}: {done.stderr[-3000:]}"
    assert done.stdout, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])
