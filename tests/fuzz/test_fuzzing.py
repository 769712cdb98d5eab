"""The share of the fuzzing that every run of the suite has: the same inputs each time, of every target."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker.readers import SUFFIXES

PROGRAM = Path(__file__).with_name("fuzzing.py")
TIMES = os.environ.get("PLANCHECK_EXAMPLES", "1")
TARGETS = [*(suffix.lstrip(".") for suffix in SUFFIXES), "report", "pack"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded as Linux does it")


def run(target: str, output: Path, *more: str, broken: str = "") -> subprocess.CompletedProcess[str]:
    """Fuzz a target; `broken` is a statement that judging an input is replaced by."""
    args = [sys.executable, str(PROGRAM), "--target", target, "--output", str(output), *more]
    environment = {**os.environ, "PLANCHECK_FUZZ_BROKEN": broken} if broken else None
    return subprocess.run(args, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_is_found(target, tmp_path):
    done = run(target, tmp_path, "--count", "0", "--times", TIMES)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert " 0 failures" in done.stdout


@pytest.mark.parametrize(
    ("statement", "how"),
    [
        ("raise KeyError('measures')", "KeyError"),
        ("bytearray(1 << 40)", "MemoryError"),
        ("import os; os.abort()", "the process ends with -6"),
        ("import time; time.sleep(12)", "hangs"),
        ("import warnings; warnings.warn('a part twice')", "UserWarning"),
    ],
)
def test_a_fault_would_be_found(statement, how, tmp_path):
    done = run("json", tmp_path, "--count", "1", "--patience", "4", broken=statement)
    assert done.returncode == 1
    assert how in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["json-1"]
