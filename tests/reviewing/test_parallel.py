"""Many files: the same result from any number of processes, and no file is the end of the run."""

from __future__ import annotations

import os
import signal
import sys
import time

import orjson
import pytest

import checker.parallel
from checker import load_pack
from checker.checking import Options
from checker.inputs import Input
from checker.parallel import check_files
from checker.reviewing import review


def names_and_verdicts(report, _contribution):
    return report.name, report.verdict.value


@pytest.fixture
def options():
    return Options(load_pack("sipo-2012-113"))


@pytest.fixture
def inputs(send):
    return [Input(str(path)) for path in (send(f"{place:03}.json", version=place + 1) for place in range(100))]


def test_the_result_does_not_depend_on_the_number_of_processes(inbox, send):
    for place, office in enumerate(("CN-HB", "CN-HN", "XPCC", "CN-HB")):
        send(f"{place}.json", office=office, version=place + 1)
    (inbox / "broken.yaml").write_text("a: [")
    one, two = (orjson.dumps(review([inbox], jobs=jobs).to_dict()) for jobs in (1, 2))
    assert one == two


def test_results_come_in_the_order_of_the_inputs(inputs, options):
    done = [name for name, _ in check_files(inputs, options, names_and_verdicts, jobs=2)]
    assert done == [given.name for given in inputs]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_unexpected_failure_costs_one_file_its_verdict(inputs, options, jobs, monkeypatch):
    real = checker.parallel.examine_source

    def fail(source, given_options, *, name):
        if name.endswith("050.json"):
            raise RuntimeError("boom")
        return real(source, given_options, name=name)

    monkeypatch.setattr(checker.parallel, "examine_source", fail)
    done = dict(check_files(inputs, options, names_and_verdicts, jobs=jobs))
    assert done.pop(inputs[50].name) == "undetermined"
    assert set(done.values()) == {"pass"}


@pytest.mark.skipif(sys.platform != "linux", reason="the replaced function has to reach the other processes by fork")
@pytest.mark.parametrize("jobs", [1, 2])
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
    done = list(check_files(inputs, options, names_and_verdicts, jobs=jobs, isolated=True))
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

    def met(_report, _contribution):
        """The process this is in, once both are at work."""
        (there / str(os.getpid())).touch()
        while len(list(there.iterdir())) < 2 and time.monotonic() < last:
            time.sleep(0.01)
        return os.getpid()

    assert len(set(check_files(few, options, met, jobs=2))) == 2
