"""What goes wrong with us: never a traceback, unless one is asked for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import checker
from checker.errors import EngineError

CHECK = "checker.parallel.examine_source"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "plancheck failed over this file (ZeroDivisionError: no \\u001b[31m way)"),
        ("zh", "plancheck 处理该文件时出错（ZeroDivisionError: no \\u001b[31m way）"),
    ],
)
def test_a_failure_of_ours_is_one_line(run, write, monkeypatch, lang, said):
    def fail(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError("no \x1b[31m\nway")

    monkeypatch.setattr(CHECK, fail)
    done = run("check", write("plan.json"), "--lang", lang)
    assert done.status == 3
    assert said in " ".join(done.out.split())
    assert done.err == ""
    monkeypatch.setenv("PLANCHECK_DEBUG", "1")
    told = run("check", write("plan.json"), "--lang", lang)
    assert told.err.startswith("Traceback")
    assert told.status == 3


def test_an_evaluator_that_cannot_be_used_is_not_trusted(run, write, monkeypatch):
    def fail(*_args: object, **_more: object) -> None:
        raise EngineError("durable_rules stopped before it had judged every rule")

    monkeypatch.setattr(CHECK, fail)
    done = run("check", write("plan.json"))
    assert done.status == 3
    assert "durable_rules stopped before it had judged every rule" in " ".join(done.out.split())
    assert done.out.startswith("UNDETERMINED")


def test_an_interruption_ends_it_quietly(run, write, monkeypatch):
    def interrupt(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(CHECK, interrupt)
    done = run("check", write("plan.json"))
    assert done.status == 130
    assert done.out == ""
    assert done.err == "Interrupted: 0 of 1 plans had been judged. No output file was changed.\n"


def test_an_interruption_while_it_waits_for_input(tmp_path):
    out = tmp_path / "report.txt"
    # A shell ignores the signal for what it runs in the background, and with it for whatever that starts.
    heeded = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", "check", "-", "--output", str(out)],
        env={**os.environ, "PYTHONPATH": str(Path(checker.__file__).parent.parent)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    signal.signal(signal.SIGINT, heeded)
    assert process.stdin is not None
    # More than a pipe holds: written only once it is read.
    process.stdin.write(b" " * 200_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    shown, complaint = process.communicate(timeout=30)
    assert process.returncode == 130
    assert shown == b""
    assert b"Traceback" not in complaint
    assert not out.exists()
