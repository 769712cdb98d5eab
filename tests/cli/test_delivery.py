"""How a result is delivered: to any terminal, through any pipe, and into a file whole or not at all."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import checker
from checker.cli import outcome
from checker.resources import rules_folder

STRANGE = "𠮷林省✓"
"""A character beyond plane 0 and a sign, neither of which GBK has, among others that it has."""

PACK = ("--pack", "sipo-2012-113")


def test_the_output_file_is_whole_and_utf8(run, write, tmp_path):
    plan, out = write("plan.json", title=STRANGE, plan_year=2012), tmp_path / "报告.txt"
    shown = run("check", plan, "--lang", "zh")
    done = run("check", plan, "--lang", "zh", "--output", out)
    assert (done.status, done.out, out.read_text("utf-8")) == (1, "", shown.out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.json", "报告.txt"]


def test_an_output_file_keeps_its_mode_or_gets_the_usual_one(run, write, tmp_path):
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text("old" * 100_000)
    old.chmod(0o600)
    before = os.umask(0o027)
    try:
        for out in (old, new):
            run("check", write("plan.json"), "--format", "json", "--output", out)
    finally:
        os.umask(before)
    assert [path.stat().st_mode & 0o777 for path in (old, new)] == [0o600, 0o640]
    assert json.loads(old.read_text("utf-8"))["verdict"] == "pass"


def test_an_output_file_that_is_a_link_stays_one(run, write, tmp_path):
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old")
    link.symlink_to(target)
    run("check", write("plan.json"), "--output", link)
    assert link.is_symlink()
    assert target.read_text("utf-8").startswith("PASS")


@pytest.mark.parametrize("part", [Path(checker.__file__), rules_folder() / "common" / "tables" / "offices.csv"])
def test_a_link_to_a_file_of_the_program_is_not_written_through(run, write, tmp_path, part):
    before = part.read_bytes()
    link = tmp_path / "link.txt"
    link.symlink_to(part)
    done = run("check", write("plan.json"), "--output", link)
    assert (done.status, "is part of plancheck itself" in done.err) == (2, True)
    assert part.read_bytes() == before


@pytest.mark.parametrize(("lang", "said"), [("en", "cannot write to"), ("zh", "无法写入")])
def test_a_file_that_cannot_be_written_is_a_clear_message(run, write, tmp_path, lang, said):
    for out in (tmp_path / "no" / "such" / "folder.txt", tmp_path, "nul\0.txt"):
        done = run("check", write("plan.json"), "--output", out, "--lang", lang)
        assert (done.status, said in done.err, done.err.count("\n")) == (2, True, 1)


def test_what_fails_half_way_leaves_the_old_file_and_nothing_else(run, write, tmp_path, monkeypatch):
    out = tmp_path / "out" / "report.txt"
    out.parent.mkdir()
    out.write_text("old")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    done = run("check", write("plan.json"), "--output", out)
    assert (done.status, "No space left on device" in done.err, out.read_text()) == (2, True, "old")
    assert [path.name for path in out.parent.iterdir()] == ["report.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_behind_standard_output_is_told(start, write):
    with Path("/dev/full").open("wb") as full:
        done = start("check", write("plan.json"), stdout=full)
    assert done.returncode == 2
    assert b"cannot write to standard output" in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("command", ["check", "--help", "template", "items"])
def test_a_reader_that_goes_away_ends_it_silently(command, start, write):
    args = {"check": [write("plan.json")], "template": [*PACK, "CN-HB"], "items": PACK}.get(command, [])
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = start(command, *args, stdout=pipe)
    assert (done.returncode, done.stderr) == (0, b"")


def test_closed_standard_streams_are_no_traceback(write):
    plan = write("plan.json")
    for closing, status in ((">&-", 2), ("2>&-", 0), (">&- 2>&-", 2), ("<&-", 0)):
        done = subprocess.run(
            ["/bin/sh", "-c", f'exec "$0" -m checker check "$1" {closing}', sys.executable, str(plan)],
            env={**os.environ, "PYTHONPATH": str(Path(checker.__file__).parent.parent)},
            capture_output=True,
            check=False,
        )
        assert done.returncode == status
        assert b"Traceback" not in done.stderr


def test_text_for_a_gbk_console(start, write):
    plan = write("plan.json", regions=[{"name": STRANGE}])
    done = start("check", plan, "--lang", "zh", env={"PYTHONIOENCODING": "gbk"})
    text = done.stdout.decode("gbk")
    assert "\\U00020bb7林省\\u2713" in text
    assert "没有工作任务" in "".join(text.split())


def test_json_is_right_whatever_the_encoding(start, write):
    plan = write("plan.json", regions=[{"name": STRANGE}])
    utf8 = start("check", plan, "--lang", "zh", "--format", "json")
    assert STRANGE in utf8.stdout.decode("utf-8")
    for encoding in ("gbk", "ascii"):
        done = start("check", plan, "--lang", "zh", "--format", "json", env={"PYTHONIOENCODING": encoding})
        assert json.loads(done.stdout.decode(encoding)) == json.loads(utf8.stdout)
        assert json.loads(done.stdout.decode("utf-8")) == json.loads(utf8.stdout)


def test_on_a_gbk_terminal_json_can_be_read():
    class Terminal:
        encoding = "gbk"

        def isatty(self) -> bool:
            return True

    outcome.prepare_streams()
    assert outcome._json_for(Terminal(), f'"{STRANGE}"') == '"\\ud842\\udfb7林省\\u2713"'


@pytest.mark.parametrize(("lang", "said"), [("en", "UTF-8 only"), ("zh", "须为UTF-8编码")])
def test_a_template_that_goes_out_in_another_encoding_says_so(start, lang, said, tmp_path):
    command = ("template", *PACK, "CN-HB", "--lang", lang)
    done = start(*command, env={"PYTHONIOENCODING": "gbk"})
    assert said in done.stderr.decode("gbk")
    done.stdout.decode("gbk")
    assert start(*command).stderr == b""
    assert start(*command, "--output", tmp_path / "plan.yaml", env={"PYTHONIOENCODING": "gbk"}).stderr == b""


def run_on_a_terminal(*args: str, env: dict[str, str], columns: int = 100) -> str:
    """What plancheck writes to a terminal of that width."""
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
    home = {"PYTHONPATH": str(Path(checker.__file__).parent.parent), "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", *args], env={**os.environ, **home, **env}, stdout=slave, stderr=slave
    )
    os.close(slave)
    parts = []
    try:
        while part := os.read(master, 65536):
            parts.append(part)
    except OSError:
        pass  # Linux ends it so.
    process.wait()
    os.close(master)
    return b"".join(parts).decode()


@pytest.mark.parametrize(("env", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colour_only_on_a_terminal_and_without_no_color(write, run, env, is_coloured):
    plan = str(write("plan.json", plan_year=2012))
    assert ("\x1b[" in run_on_a_terminal("check", plan, env=env)) is is_coloured
    assert "\x1b[" not in run("check", plan).out


def test_wide_output_fits_the_terminal():
    for width in (72, 130):
        lines = run_on_a_terminal("items", *PACK, env={}, columns=width).splitlines()
        assert width - 10 < max(map(len, lines)) <= width
