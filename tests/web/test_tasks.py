"""Work in processes of their own: what hangs is ended, what dies is said, and neither is anybody else's trouble."""

import functools
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from checker.errors import EngineError
from checker.web import tasks
from checker.web.tasks import Limits, Tasks

from ..texts.names import name_of  # noqa: TID252 - folders of tests are no packages

LIMITS = Limits(seconds=20)
SHORT = replace(LIMITS, seconds=0.5)


def run(work: Any, *arguments: object, limits: Limits) -> bytes:
    return Tasks(limits, 4).run(work, *arguments)


def failure(work: Any, *arguments: object, limits: Limits = LIMITS) -> str:
    with pytest.raises(EngineError) as caught:
        run(work, *arguments, limits=limits)
    return name_of(caught.value.wording)


def test_what_is_made_comes_back():
    large = os.urandom(5_000_000)
    assert run(bytes, large, limits=LIMITS) == large
    assert run(bytes, limits=LIMITS) == b""


def test_it_works_as_on_windows_too(monkeypatch):
    """There, each process starts afresh."""
    monkeypatch.setattr(tasks, "_CONTEXT", get_context("spawn"))
    assert run(bytes, b"abc", limits=LIMITS) == b"abc"
    assert failure(time.sleep, 1000, limits=replace(LIMITS, seconds=3)) == "web.took-too-long"


def test_what_hangs_is_ended_though_it_looks_at_no_signal():
    assert failure(sum, range(10**12), limits=SHORT) == "web.took-too-long"


@pytest.mark.parametrize(
    ("work", "argument"),
    [(os.abort, None), (os._exit, 0), (os._exit, 3), (sys.exit, 0), (int, "no number"), (os.kill, None)],
    ids=["abort", "exit-0", "exit-3", "sys-exit", "exception", "type-error"],
)
def test_what_dies_is_said_to_have_died(work, argument, capfd):
    assert failure(work, *([] if argument is None else [argument])) == "engine.process-died"
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="held to its memory by Linux")
def test_what_wants_too_much_memory_gets_none():
    small = replace(LIMITS, memory=512 * 1024 * 1024)
    assert failure(bytes, 1024 * 1024 * 1024, limits=small) == "engine.process-died"
    assert run(bytes, 1024, limits=small) == bytes(1024)


def test_temporary_files_go_with_the_process(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = Path(os.fsdecode(run(functools.partial(tempfile.mkdtemp, b"left"), limits=LIMITS)))
    assert made.is_relative_to(tmp_path)
    assert failure(
        functools.partial(eval, "__import__('tempfile').mkdtemp() and __import__('time').sleep(1000)"), limits=SHORT
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there, each process starts afresh")
def test_a_process_finds_all_it_needs_imported():
    """It is no copy of the server, with all its threads, either."""
    look = "b'1' if 'checker.web.warm' in __import__('sys').modules else b'0'"
    assert run(eval, look, limits=LIMITS) == b"1"


def test_a_process_knows_nothing_of_another():
    """Each is a fresh one: what one changes in itself, the next does not find."""
    change = "__builtins__.update(changed=b'1') or b''"
    look = "__builtins__.get('changed', b'0')"
    assert run(eval, f"({change}) + {look}", limits=LIMITS) == b"1"
    assert run(eval, look, limits=LIMITS) == b"0"


def test_many_at_once_are_not_mixed_up():
    contents = [os.urandom(200_000) for _ in range(24)]
    with ThreadPoolExecutor(8) as threads:
        dying = [threads.submit(failure, os.abort) for _ in range(4)]
        assert list(threads.map(lambda content: run(bytes, content, limits=LIMITS), contents)) == contents
        assert {each.result() for each in dying} == {"engine.process-died"}


def test_the_end_of_all_is_the_end_of_each():
    here = Tasks(LIMITS, 4)
    with ThreadPoolExecutor(4) as threads:
        hanging = [threads.submit(here.run, time.sleep, 1000) for _ in range(3)]
        while len(here._running) < len(hanging):
            time.sleep(0.01)
        here.end()
        assert {name_of(getattr(each.exception(timeout=10), "wording", "")) for each in hanging} == {
            "engine.process-died"
        }
    assert here._running == set()
    with pytest.raises(EngineError):
        here.run(bytes)
