"""What goes wrong with us: never a traceback, unless one is asked for; and durable_rules, where it is not here."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import checker
from checker.engine import INSTALL_COMMAND
from checker.errors import EngineError

SAID = {"en": "Note: durable_rules cannot be imported here", "zh": "注意：此环境无法导入 durable_rules"}


@pytest.mark.parametrize(
    ("error", "lang", "said"),
    [
        (ZeroDivisionError("no \x1b[31m\nway"), "en", "failed over this file (ZeroDivisionError: no \\u001b[31m way)"),
        (ZeroDivisionError("no \x1b[31m\nway"), "zh", "处理该文件时出错（ZeroDivisionError: no \\u001b[31m way）"),
        (EngineError("durable_rules stopped before it had judged every rule"), "en", "before it had judged every rule"),
    ],
)
def test_a_failure_of_ours_is_one_line_and_no_verdict(run, write, monkeypatch, error, lang, said):
    def fail(*_args, **_more):
        raise error

    monkeypatch.setattr("checker.parallel.examine_source", fail)
    done = run("check", write("plan.json"), "--lang", lang)
    assert (done.status, done.err) == (3, "")
    assert said in " ".join(done.out.split())
    assert done.out.startswith({"en": "UNDETERMINED", "zh": "【无法得出结论】"}[lang])
    if isinstance(error, ZeroDivisionError):
        monkeypatch.setenv("PLANCHECK_DEBUG", "1")
        told = run("check", write("plan.json"), "--lang", lang)
        assert (told.status, told.err.partition(" ")[0]) == (3, "Traceback")


def test_an_interruption_ends_it_quietly(run, write, monkeypatch):
    def interrupt(*_args, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr("checker.parallel.examine_source", interrupt)
    done = run("check", write("plan.json"))
    assert (done.status, done.out) == (130, "")
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
    assert (process.returncode, shown, out.exists()) == (130, b"", False)
    assert b"Traceback" not in complaint


# Without durable_rules


@pytest.fixture
def start_without(start, tmp_path):
    """`start_without("check", path)`: plancheck in a process that finds a durable_rules which does not load."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "durable_rules_engine.py").write_text("raise ImportError('undefined symbol')\n")
    path = os.pathsep.join((str(tmp_path / "broken"), str(Path(checker.__file__).parents[1])))
    return lambda *args: start(*args, env={"PYTHONPATH": path})


@pytest.mark.parametrize("lang", SAID)
@pytest.mark.parametrize("command", [["check", "--jobs", "2"], ["fix"]], ids=" ".join)
def test_that_it_is_not_here_is_said_once_with_the_way_to_it(command, lang, start_without, write):
    done = start_without(*command, "--lang", lang, write("plan.json"))
    (line,) = done.stderr.decode().splitlines()
    assert done.returncode in {0, 1}
    assert (line.startswith(SAID[lang]), line.endswith(INSTALL_COMMAND)) == (True, True)
    assert SAID[lang] not in done.stdout.decode()


def test_what_is_judged_stays_what_it_is(start_without, start, write):
    plan = write("plan.json", plan_year=2012)
    done = start_without("check", "--format", "json", plan)
    assert done.returncode == 1
    assert done.stdout == start("check", "--engine", "reference", "--format", "json", plan).stdout


@pytest.mark.parametrize("command", [["packs"], ["check", "--engine", "reference", "{}"]], ids=" ".join)
def test_nothing_is_said_to_whoever_needs_it_not(command, start_without, write):
    done = start_without(*(word.format(write("plan.json")) for word in command))
    assert (done.returncode, done.stderr) == (0, b"")


def test_whoever_asks_for_it_gets_no_verdict_and_the_way_to_it(start_without, write):
    done = start_without("check", "--engine", "durable_rules", "--format", "json", write("plan.json"))
    assert (done.returncode, done.stderr) == (3, b"")
    assert INSTALL_COMMAND in done.stdout.decode()


@pytest.mark.parametrize("lang", SAID)
@pytest.mark.parametrize("is_here", [True, False])
def test_the_local_page_says_it_when_it_starts(lang, run, monkeypatch, is_here):
    listening = SimpleNamespace(address="http://127.0.0.1:1/", run=lambda: None)
    monkeypatch.setattr("checker.web.server.listen", lambda *_: listening)
    monkeypatch.setattr("checker.cli.commands.serve.is_durable_here", lambda: is_here)
    done = run("serve", "--no-open", "--lang", lang)
    assert (done.status, done.err.count(SAID[lang])) == (0, 0 if is_here else 1)
