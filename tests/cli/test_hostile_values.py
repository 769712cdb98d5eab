"""Whatever is given as whatever option or argument of whatever command: an answer in words, never a failure of ours.

What is tried is written to, so all of it stands in the folder of the test.
"""

from __future__ import annotations

import gc
import logging
import os
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
import yaml

from checker import check
from checker.cli import outcome
from checker.cli.commands import analyzing, linting
from checker.cli.program import make_program
from checker.resources import rules_folder
from checker.web import server

if TYPE_CHECKING:
    from collections.abc import Iterator

TRIED = yaml.safe_load(Path(__file__).with_name("hostile.yaml").read_text("utf-8"))
TOO_LONG = ("x" * 300 + ".json", "/".join(["d"] * 3000), "9" * 5000)
NO_TEXT = ("\udcff", "\ud800")
VALUES = [*TRIED["values"], *TOO_LONG, *NO_TEXT]


def walk(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command by its name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield " ".join((*before, name)), command
        if isinstance(command, click.Group):
            yield from walk(command, (*before, name))


COMMANDS = dict(walk(make_program("en")))


@pytest.fixture
def scene(write, tmp_path, monkeypatch):
    """The folder one is in, with all that is named in `VALUES`."""
    monkeypatch.chdir(tmp_path)
    write("plan.json")
    write("returned.json", measures=[])
    shutil.copy(Path(__file__).parents[2] / "examples" / "progress" / "hubei-quarter-3.yaml", "report-on-it.yaml")
    (tmp_path / "plan.txt").write_text("I. Law\n1. To revise it\n", encoding="utf-8")
    Path("picture.json").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    Path("folder").mkdir()
    shutil.copytree(rules_folder(), "packs")
    forbidden = Path("forbidden")
    forbidden.mkdir()
    if sys.platform != "win32":
        os.mkfifo("pipe")
        Path("circle").symlink_to("circle")
        Path("dangling").symlink_to("x" * 250)
        forbidden.chmod(0)
    monkeypatch.setattr(outcome, "_PATIENCE", 0)
    yield tmp_path
    forbidden.chmod(0o700)


@pytest.fixture(autouse=True)
def _nothing_that_lasts(monkeypatch):
    """Let no server run, and a pack be looked over and analysed once."""
    monkeypatch.setattr(server.Listening, "run", lambda listening: listening.server.close())
    monkeypatch.setattr(server, "prepare", lambda: None)
    monkeypatch.setattr(logging, "disable", lambda _level: None)
    monkeypatch.setattr(analyzing, "analyze", cache(analyzing.analyze))
    monkeypatch.setattr(linting, "look_over", cache(linting.look_over))


def test_every_command_is_tried():
    assert set(COMMANDS) == set(TRIED["arguments"])


@pytest.mark.usefixtures("scene")
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.parametrize("name", COMMANDS)
def test_any_value_of_anything_is_answered_in_words(run, pack, name):
    before = sorted(rules_folder().rglob("*"))
    assert run("check", "plan.json", "--format", "json", "--output", "report.json").status == 0
    for args in tried(name, pack):
        done = run(*args)
        said = done.out + done.err
        assert done.status in (0, 1, 2), (args, done)
        assert said.strip() or done.status < 2, args
        assert [words for words in ("Traceback", "report it", "\x1b") if words in said] == [], args
    assert sorted(rules_folder().rglob("*")) == before
    # The server leaves what it opened for an address that it could not have.
    gc.collect()


def tried(name, pack):
    """The command with each of its parameters in turn having each of the values."""
    known = {"PACK": pack.id, "RULE": pack.rules[0].id, "SENDER": pack.codes_of(pack.main_document.roster)[0]}
    known["packs/PACK"] = f"packs/{pack.id}"
    base, always = (
        [known.get(word, word) for word in TRIED[kind].get(name, "").split()] for kind in ("arguments", "options")
    )
    place = 0
    for param in COMMANDS[name].params:
        if isinstance(param, click.Argument):
            for value in VALUES:
                yield [*name.split(), *always, "--", *base[:place], value, *base[place + 1 :]]
            place += 1
        elif isinstance(param, click.Option) and not param.is_flag:
            forms = ("{}", "json={}") if "--report" in param.opts else ("{}",)
            for value in (form.replace("{}", value) for form in forms for value in VALUES):
                yield [*name.split(), *base, *always, param.opts[0], value]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_pipe_that_is_read_later_gets_all_of_it(start, scene, tmp_path):
    reader = subprocess.Popen(["/bin/sh", "-c", "sleep 1; cat pipe"], cwd=scene, stdout=subprocess.PIPE)
    done = start("check", tmp_path / "plan.json", "--format", "json", "--output", scene / "pipe")
    got, _ = reader.communicate(timeout=20)
    assert done.returncode == 0
    assert got == start("check", tmp_path / "plan.json", "--format", "json").stdout


@pytest.mark.usefixtures("scene")
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_pipe_that_nobody_reads_is_given_up(run):
    signal.alarm(20)
    done = run("check", "plan.json", "--output", "pipe")
    signal.alarm(0)
    assert done.status == 2
    assert done.err == "Error: cannot write to pipe: it is a pipe that nobody reads, or a socket.\n"


def test_faults_beyond_those_that_are_listed_are_no_failure_of_ours():
    unknown = {f"member-{place}": 1 for place in range(2000)}
    report = check({**unknown, "office": {"a": 1}, "plan_year": [], "status": 5.5, "submission": {"version": {}}})
    assert report.verdict == "invalid"
    assert (report.office, report.plan_year, report.status, report.version) == (None, None, None, None)
