"""Runs the scripts beside it, each in a process of its own: what takes the C engine down is a failed test, no more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import checker

TIMES = int(os.environ.get("PLANCHECK_EXAMPLES", "1"))
"""How many times as many random examples as usual."""


def run(script: str, *arguments: int) -> dict[str, Any]:
    """What the script `script`.py prints on its last line, read as JSON."""
    environment = {**os.environ, "PYTHONPATH": str(Path(checker.__file__).parents[1])}
    command = [sys.executable, str(Path(__file__).with_name(f"{script}.py")), *map(str, arguments)]
    process = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=3600, check=False)
    assert process.returncode == 0, f"the process ended with {process.returncode}: {process.stderr[-2000:]}"
    outcome: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
    return outcome
