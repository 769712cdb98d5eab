"""Many files: the same result from any number of processes, and no file is the end of the run."""

import os
import signal
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

import pebble
import pytest

import checker
import checker.parallel
from checker import load_pack
from checker.checking import Options
from checker.inputs import Input
from checker.parallel import check_files

FORKS = pytest.mark.skipif(sys.platform != "linux", reason="what is replaced has to reach the other processes by fork")

ENDLESS_FIFTIETH = """
import sys, time
import checker.parallel
from checker.__main__ import main

real = checker.parallel.examine_source

def examine(source, options, *, name):
    if name.endswith("050.json"):
        time.sleep(600)
    return real(source, options, name=name)

checker.parallel.examine_source = examine
sys.exit(main(["check", sys.argv[1], "--jobs", "2", "--format", "ndjson"]))
"""


class PanicError(BaseException):
    """What a library in Rust raises when it gives up."""


class Deadly:
    """Takes down the process that packs it up to be sent."""

    def __reduce__(self):
        os.kill(os.getpid(), signal.SIGKILL)
        return Deadly, ()


def names_and_verdicts(report):
    return report.name, report.verdict.value


@pytest.fixture
def options():
    return Options(load_pack("sipo-2012-113"))


@pytest.fixture
def inputs(send):
    return [Input(str(path)) for path in (send(f"{place:03}.json", version=place + 1) for place in range(100))]


def test_results_come_in_the_order_of_the_inputs(inputs, options):
    done = [name for name, _ in check_files(inputs, options, names_and_verdicts, jobs=2)]
    assert done == [given.name for given in inputs]


def fails_with(failure):
    def fail():
        raise failure("boom")

    return fail


@FORKS
@pytest.mark.parametrize(
    ("jobs", "spoil"),
    [
        (1, fails_with(RuntimeError)),
        *((2, fails_with(failure)) for failure in (RuntimeError, RecursionError, PanicError, SystemExit)),
        (2, lambda: time.sleep(600)),
        # It takes down the pool, which is replaced.
        (2, Deadly),
    ],
    ids=["alone", "error", "recursion", "panic", "exit", "without end", "deadly"],
)
def test_a_file_that_nothing_comes_of_costs_itself_its_verdict_and_no_other(inputs, options, jobs, spoil, monkeypatch):
    def spoilt(report):
        if report.name.endswith("050.json") and report.verdict.value == "pass":
            return spoil()
        return names_and_verdicts(report)

    monkeypatch.setattr(checker.parallel, "_SECONDS", 2)
    # Who dies while a result is sent leaves the way to the others locked; they give up after this.
    monkeypatch.setattr(pebble.CONSTS, "channel_lock_timeout", 0.3)
    done = list(check_files(inputs, options, spoilt, jobs=jobs))
    assert [name for name, _ in done] == [given.name for given in inputs]
    assert [(name, verdict) for name, verdict in done if verdict != "pass"] == [(inputs[50].name, "undetermined")]


def test_no_more_is_read_ahead_however_many_there_are(inputs, options):
    read = 0

    def endless():
        nonlocal read
        for given in cycle(inputs):
            read += 1
            yield given

    results = check_files(endless(), options, names_and_verdicts, jobs=2)
    ahead = [read - place for place, _ in enumerate(islice(results, 1500), 1)]
    results.close()
    assert max(ahead) <= 2 * 4 * 64


@pytest.mark.skipif(sys.platform != "linux", reason="which processes there are is asked of /proc")
@pytest.mark.usefixtures("inputs")
@pytest.mark.parametrize("fatal", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_other_processes_end_with_the_one_that_was_started_however_it_ends(inbox, fatal):
    # A shell ignores the signal for what it runs in the background, and with it for whatever that starts.
    heeded = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS_FIFTIETH, str(inbox)],
        env={**os.environ, "PYTHONPATH": str(Path(checker.__file__).parent.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    signal.signal(signal.SIGINT, heeded)
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"{")
    workers = [pid for pid in numbered(Path("/proc")) if state_of(pid)[1] == process.pid]
    assert len(workers) == 2
    process.send_signal(fatal)
    _, complaint = process.communicate(timeout=10)
    last = time.monotonic() + 10
    while any(map(is_running, workers)) and time.monotonic() < last:
        time.sleep(0.05)
    assert not any(map(is_running, workers))
    assert b"Traceback" not in complaint


def state_of(pid):
    """The state of a process and who started it."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "gone", 0
    return after_name[0], int(after_name[1])


def numbered(folder):
    return [int(path.name) for path in folder.iterdir() if path.name.isdecimal()]


def is_running(pid):
    return state_of(pid)[0] not in ("gone", "Z")


@FORKS
@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize(
    "killed",
    [["000.json"], ["050.json", "051.json", "099.json"], [f"{place:03}.json" for place in range(0, 100, 7)]],
    ids=["the first", "three", "every seventh"],
)
def test_a_process_that_dies_costs_its_files_their_verdicts_and_no_others(inputs, options, jobs, killed, monkeypatch):
    real = checker.parallel.examine_source

    def die(source, given_options, *, name):
        if name[-8:] in killed:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(source, given_options, name=name)

    monkeypatch.setattr(checker.parallel, "examine_source", die)
    done = list(check_files(inputs, options, names_and_verdicts, jobs=jobs))
    assert [name for name, _ in done] == [given.name for given in inputs]
    assert [name[-8:] for name, verdict in done if verdict == "undetermined"] == killed
    assert [verdict for name, verdict in done if name[-8:] not in killed] == ["pass"] * (100 - len(killed))


def test_other_processes_end_with_the_one_that_was_started(inputs, options):
    results = check_files(inputs, options, names_and_verdicts, jobs=2)
    next(results)
    results.close()
    with pytest.raises(StopIteration):
        next(results)


def test_of_a_few_files_every_process_gets_some(send, options, tmp_path):
    there = tmp_path / "there"
    there.mkdir()
    last = time.monotonic() + 30
    few = [Input(str(send(f"{place}.json", version=place + 1))) for place in range(4)]

    def met(_report):
        """The process this is in, once both are at work."""
        (there / str(os.getpid())).touch()
        while len(list(there.iterdir())) < 2 and time.monotonic() < last:
            time.sleep(0.01)
        return os.getpid()

    assert len(set(check_files(few, options, met, jobs=2))) == 2
