"""Where durable_rules is not here, whoever has something judged is told once, on standard error, and how to get it."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import checker
from checker.engine import INSTALL_COMMAND

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

SAID = {"en": "Note: durable_rules cannot be imported here", "zh": "注意：此环境无法导入 durable_rules"}


@pytest.fixture
def start_without(start: Callable[..., Any], tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """`start_without("check", path)`: plancheck in a process that finds a durable_rules which does not load."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "durable_rules_engine.py").write_text("raise ImportError('undefined symbol')\n")
    path = os.pathsep.join((str(tmp_path / "broken"), str(Path(checker.__file__).parents[1])))
    return lambda *args: start(*args, env={"PYTHONPATH": path})


@pytest.mark.parametrize("lang", SAID)
@pytest.mark.parametrize("command", [["check", "--jobs", "2"], ["fix"]], ids=" ".join)
def test_it_is_said_once_in_one_line(command, lang, start_without, write):
    plan = write("plan.json")
    done = start_without(*command, "--lang", lang, plan)
    assert done.returncode in {0, 1}
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(SAID[lang])
    assert line.endswith(INSTALL_COMMAND)
    assert SAID[lang] not in done.stdout.decode()


def test_what_is_judged_stays_what_it_is(start_without, start, write):
    plan = write("plan.json", plan_year=2012)
    for name in ("json", "text"):
        done = start_without("check", "--format", name, plan)
        assert done.returncode == 1
        assert done.stdout == start("check", "--engine", "reference", "--format", name, plan).stdout


@pytest.mark.parametrize("command", [["packs"], ["check", "--engine", "reference", "{}"]], ids=" ".join)
def test_nothing_is_said_to_whoever_needs_no_durable_rules(command, start_without, write):
    done = start_without(*(word.format(write("plan.json")) for word in command))
    assert (done.returncode, done.stderr) == (0, b"")


def test_whoever_asks_for_durable_rules_gets_no_verdict_and_the_way_to_it(start_without, write):
    done = start_without("check", "--engine", "durable_rules", "--format", "json", write("plan.json"))
    assert done.returncode == 3
    assert INSTALL_COMMAND in done.stdout.decode()
    assert done.stderr == b""


@pytest.mark.parametrize("lang", SAID)
@pytest.mark.parametrize("is_here", [True, False])
def test_the_local_page_says_it_when_it_starts(lang, run, monkeypatch, is_here):
    listening = SimpleNamespace(address="http://127.0.0.1:1/", run=lambda: None)
    monkeypatch.setattr("checker.web.server.listen", lambda *_: listening)
    monkeypatch.setattr("checker.cli.commands.serve.is_durable_here", lambda: is_here)
    done = run("serve", "--no-open", "--lang", lang)
    assert (done.status, done.err.count(SAID[lang])) == (0, 0 if is_here else 1)
