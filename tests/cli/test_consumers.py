"""What is printed is what other programs read, where they are here: jq."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

JQ = shutil.which("jq")


@pytest.mark.skipif(JQ is None, reason="jq is not here")
@pytest.mark.parametrize(
    ("command", "format_", "query", "answer"),
    [
        ("check", "json", '.[] | select(.verdict != "pass") | .input.name | split("/")[-1]', "late.json"),
        ("check", "ndjson", 'select(.verdict != "pass") | .counts.error', "1"),
        ("check", "sarif", ".runs[].results[].ruleId", "submitted-late"),
        ("check", "gitlab", ".[].check_name", "submitted-late"),
        ("review", "json", '.reports[] | select(.verdict == "return") | .findings[].rule', "submitted-late"),
    ],
)
def test_jq_finds_its_way(
    start: Callable[..., subprocess.CompletedProcess[bytes]],
    write: Callable[..., Path],
    command: str,
    format_: str,
    query: str,
    answer: str,
) -> None:
    late = write("late.json", submission={"date": "2012-12-28", "version": 1})
    good = write("good.json", office="CN-HN")
    printed = start(command, good, late, "--format", format_).stdout
    done = subprocess.run([str(JQ), "-r", query], input=printed, capture_output=True, check=True)
    assert answer in done.stdout.decode().split()
