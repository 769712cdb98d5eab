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

from checker import check
from checker.cli import delivery
from checker.cli.commands.authoring import analyzing, linting
from checker.cli.program import make_program
from checker.pack.loading import load_pack
from checker.resources import rules_folder
from checker.web import server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BASES: dict[str, tuple[str, ...]] = {
    "check": ("plan.json",),
    "review": ("plan.json",),
    "fix": ("plan.json",),
    "compare": ("plan.json", "plan.json"),
    "verify": ("report.json", "plan.json"),
    "letter": ("returned.json",),
    "compile": ("plan.json",),
    "assess": ("report-on-it.yaml",),
    "due": ("plan.json",),
    "explain": ("RULE",),
    "packs": (),
    "rules": (),
    "items": (),
    "schema": ("plan",),
    "template": ("SENDER",),
    "convert": ("plan.json", "plan.yaml"),
    "draft": ("plan.txt",),
    "serve": (),
    "rules new": ("rule-of-mine",),
    "rules lint": ("PACK",),
    "rules test": ("PACK",),
    "rules analyze": ("PACK",),
}
"""Every command -> arguments with which it works; PACK, RULE and OFFICE stand for one of each, packs/ for a copy."""

ALWAYS: dict[str, tuple[str, ...]] = {
    "letter": ("--output", "letter.docx"),
    "compile": ("--output", "compilation.json"),
    "assess": ("--against", "plan.json"),
    **dict.fromkeys(("explain", "rules", "items", "template", "schema"), ("--pack", "PACK")),
    "serve": ("--no-open", "--pack", "PACK"),
    "rules new": ("--pack", "packs/PACK"),
    "rules test": ("--rule", "RULE"),
}
"""Options without which a command would do nothing, or too much."""

VALUES = {
    "nothing": "",
    "a NUL": "a\0b",
    "a name too long": "x" * 300 + ".json",
    "a path too long": "/".join(["d"] * 3000),
    "a byte that is no text": "\udcff",
    "half a character": "\ud800",
    "a folder": "folder",
    "below a file": "plan.json/x.json",
    "in a circle": "circle",
    "into nothing": "dangling",
    "nowhere": "no/such/place.json",
    "forbidden": "forbidden/plan.json",
    "a pipe": "pipe",
    "a device": os.devnull,
    "another kind of file": "picture.json",
    "a command to the terminal": "\x1b[31m\n",
    "digits": "9" * 5000,
    "wide digits": "１２",
    "less than nothing": "-1",
    "equals": "=",
    "a form to fill": "{x} %s",
}


def walk(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*before, name), command
        if isinstance(command, click.Group):
            yield from walk(command, (*before, name))


COMMANDS = {" ".join(path): command for path, command in walk(make_program("en"))}


@pytest.fixture
def scene(write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
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
    monkeypatch.setattr(delivery, "_PATIENCE", 0)
    yield tmp_path
    forbidden.chmod(0o700)


@pytest.fixture(autouse=True)
def _nothing_that_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no server run, and a pack be looked over and analysed once."""

    def run(listening: server.Listening) -> None:
        listening.server.close()

    monkeypatch.setattr(server.Listening, "run", run)
    monkeypatch.setattr(server, "prepare", lambda: None)
    monkeypatch.setattr(logging, "disable", lambda _level: None)
    monkeypatch.setattr(analyzing, "analyze", cache(analyzing.analyze))
    monkeypatch.setattr(linting, "look_over", cache(linting.look_over))


def test_every_command_is_tried():
    assert set(COMMANDS) == set(BASES)


@pytest.mark.usefixtures("scene")
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.parametrize("name", COMMANDS)
def test_any_value_of_anything_is_answered_in_words(run, name):
    before = sorted(rules_folder().rglob("*"))
    assert run("check", "plan.json", "--format", "json", "--output", "report.json").status == 0
    for args in tried(name):
        done = run(*args)
        said = done.out + done.err
        assert done.status in (0, 1, 2), (args, done)
        assert said.strip() or done.status < 2, args
        assert "Traceback" not in said, args
        assert "report it" not in said, args
        assert "\x1b" not in said, args
    assert sorted(rules_folder().rglob("*")) == before
    # The server leaves what it opened for an address that it could not have.
    gc.collect()


def tried(name: str) -> Iterator[list[str]]:
    """The command with each of its parameters in turn having each of the values."""
    pack = load_pack("sipo-2012-113")
    known = {
        "PACK": pack.id,
        "RULE": pack.rules[0].id,
        "OFFICE": next(iter(pack.tables[pack.main_document.roster].by_key)),
        "packs/PACK": f"packs/{pack.id}",
    }
    base = [known.get(each, each) for each in BASES[name]]
    always = [known.get(each, each) for each in ALWAYS.get(name, ())]
    place = 0
    for param in COMMANDS[name].params:
        if isinstance(param, click.Argument):
            for value in VALUES.values():
                yield [*name.split(), *always, "--", *base[:place], value, *base[place + 1 :]]
            place += 1
        elif isinstance(param, click.Option) and not param.is_flag:
            forms = ("{}", "json={}") if "--report" in param.opts else ("{}",)
            for value in (form.replace("{}", value) for form in forms for value in VALUES.values()):
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
