"""Fuzzing guided by coverage finds what is to be found, and breeds what readers take; atheris may have a stand-in."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

FOLDER = Path(__file__).parent
PROGRAM = FOLDER / "guided.py"
STANDING_IN = FOLDER / "standing_in"
TARGETS = ["xlsx", "docx", "json", "yaml", "report", "pack"]
MOST = 1024 * 1024

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded as Linux does it")


def run(*arguments: str, broken: str = "", stands_in: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the program; `broken` is a statement that runs after every input was judged."""
    path = os.pathsep.join([*([str(STANDING_IN)] if stands_in else []), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "PLANCHECK_FUZZ_BROKEN": broken}
    return subprocess.run(
        [sys.executable, str(PROGRAM), *arguments], capture_output=True, text=True, check=False, env=environment
    )


@pytest.fixture
def breeding(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(FOLDER)
    return import_module("breeding")


@pytest.fixture
def guided(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(FOLDER)
    return import_module("guided")


@pytest.mark.parametrize("target", ["docx", "pack"])
def test_nothing_is_found(target: str, tmp_path: Path) -> None:
    done = run("--target", target, "--minutes", "0.02", "--output", str(tmp_path / "found"))
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert " 11 edges (10 by the seeds), 22 features" in done.stdout
    assert " 0 failures" in done.stdout
    assert not (tmp_path / "found").exists()


def test_a_fault_is_found_made_small_and_found_again(tmp_path: Path) -> None:
    broken = "if b'measures' in sample.raw: raise KeyError('measures')"
    done = run("--target", "json", "--minutes", "0.02", "--output", str(tmp_path), broken=broken)
    assert done.returncode == 1
    assert "1. KeyError" in done.stdout
    (found,) = tmp_path.iterdir()
    assert found.read_bytes() == b"measures"
    again = run("--target", "json", "--input", str(found), broken=broken, stands_in=False)
    assert (again.returncode, "KeyError" in again.stdout) == (1, True)
    mended = run("--target", "json", "--input", str(found), stands_in=False)
    assert (mended.returncode, "nothing fails" in mended.stdout) == (0, True)


@pytest.mark.parametrize(
    ("statement", "how", "kept"),
    [
        ("import os; os.abort()", "1. the process ends with -6\n     0 inputs", []),
        ("import time; time.sleep(9)", "1. hangs\n     1 inputs", ["timeout-1"]),
    ],
)
def test_what_ends_the_process_is_found(statement: str, how: str, kept: list[str], tmp_path: Path) -> None:
    arguments = ["--target", "yaml", "--minutes", "0.02", "--patience", "2", "--output", str(tmp_path)]
    done = run(*arguments, broken=f"if len(sample.raw) > 9000: {statement}")
    assert done.returncode == 1
    assert how in done.stdout
    assert " 1 failures" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == kept


def test_without_atheris_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['atheris'] = None\n", "utf-8")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, str(PROGRAM), "--target", "json"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert (done.returncode, done.stderr) == (2, "")
    assert "pip install --group fuzz" in done.stdout


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed")
def test_atheris_itself_is_driven_right(tmp_path: Path) -> None:
    broken = "if b'measures' in sample.raw: raise KeyError('measures')"
    done = run("--target", "json", "--minutes", "0.2", "--output", str(tmp_path), broken=broken, stands_in=False)
    assert done.returncode == 1
    assert "1. KeyError" in done.stdout
    assert " 0 edges" not in done.stdout


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_bred_keeps_to_the_format(target: str, breeding: ModuleType) -> None:
    from fuzzing import random_of

    seeds = list(breeding.seeds_of(target, random_of("tests", 1, "seeds")))
    assert len(seeds) >= 2

    def bred(number: int) -> list[bytes]:
        parent, other = seeds[number % len(seeds)], seeds[-1 - number % len(seeds)]
        random = random_of("tests", number, "bred")
        mutant = breeding.mutant(target, parent, MOST, random, lambda raw, most: raw[:most])
        return [mutant, breeding.offspring(target, parent, other, MOST, random)]

    inputs = [raw for number in range(30) for raw in bred(number)]
    assert inputs == [raw for number in range(30) for raw in bred(number)], "the same again"
    assert max(map(len, inputs)) <= MOST
    assert len(set(inputs) - set(seeds)) >= 30
    samples = [breeding.sample_of(target, raw) for raw in inputs]
    assert None not in samples
    if target in breeding.OFFICE:
        whole = sum(bool(breeding.parts_of(sample.raw)) for sample in samples)
        assert whole >= 40, "most can be unpacked"
    if target == "pack":
        assert len({sample.name for sample in samples}) >= 20, "any file of the pack"


@pytest.mark.parametrize("raw", [b"", b"x.yaml\na: 1", b"../../etc/passwd\nx", b"\xff\n"])
def test_what_names_no_file_of_the_pack_is_no_input(raw: bytes, breeding: ModuleType) -> None:
    from fuzzing import random_of

    assert breeding.sample_of("pack", raw) is None
    random = random_of("tests", 1, "bred")
    assert breeding.mutant("pack", raw, 9, random, lambda raw, most: raw[:most] + b"!") == raw[:9] + b"!"
    assert breeding.offspring("pack", raw, raw, 9, random) == raw[:9]


def test_a_package_that_cannot_be_unpacked_is_bred_as_bytes(breeding: ModuleType) -> None:
    from fuzzing import random_of

    seeds = breeding.seeds_of("docx", random_of("tests", 1, "seeds"))
    raw = next(seed for seed in seeds if b"word/document.xml" in seed)
    # Its first part says that it is packed, and what follows is no such thing.
    damaged = raw[:8] + b"\x08\x00" + raw[10:] if raw[8:10] == b"\x00\x00" else raw[:60] + b"\xff" * 40 + raw[100:]
    assert breeding.parts_of(raw)
    assert breeding.parts_of(damaged) == []
    random = random_of("tests", 1, "bred")
    assert breeding.mutant("docx", damaged, MOST, random, lambda raw, _most: raw + b"!") == damaged + b"!"
    assert breeding.offspring("docx", damaged, raw, MOST, random) == damaged


def test_what_libfuzzer_tells_is_added_up(guided: ModuleType) -> None:
    told = (
        "INFO: Seed: 1\n"
        "#16\tpulse  cov: 900 ft: 1000 corp: 9/1Kb exec/s: 8 rss: 90Mb\n"
        "#30\tINITED cov: 1578 ft: 3618 corp: 27/4261Kb exec/s: 30 rss: 122Mb\n"
        "#31\tNEW    cov: 1583 ft: 3698 corp: 28/4440Kb lim: 1048576 exec/s: 31 rss: 123Mb L: 1/2 MS: 1 Custom-\n"
        "#512\tpulse  cov: 1590 ft: 3700 corp: 28/4440Kb lim: 1048576 exec/s: 16 rss: 123Mb\n"
    )
    growth = guided.Growth("docx")
    growth.take(told)
    growth.take(told.replace("1590", "1588") + "stat::number_of_executed_units: 640\n")
    assert (growth.executions, growth.edges_of_seeds, growth.edges, growth.features) == (512 + 640, 1578, 1590, 3700)
    growth.take("Traceback (most recent call last):\n")
    assert growth.executions == 1152
