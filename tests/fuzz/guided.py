"""Fuzzing guided by coverage: `python tests/fuzz/guided.py --target docx --minutes 6` keeps what reaches something new.

It needs atheris (`pip install --group fuzz`), with which it instruments `checker`; the targets, and what has to hold,
are those of `fuzzing.py`. Inputs are tried in a child process of bounded memory. What fails is made small and written
to `--output`; `--input FILE` tries one again, and needs no atheris. The exit status is 1 where anything failed.
"""

from __future__ import annotations

import argparse
import json
import pkgutil
import re
import subprocess
import sys
from dataclasses import dataclass, field, replace
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING, Final

from fuzzing import SECONDS_TO_SHRINK, SECONDS_TO_START, failure_of, prepared, random_of, say, smaller

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from targets import Sample, Target

MISSING: Final = "atheris is not installed: pip install --group fuzz (it has wheels for Linux on x86-64)"
USAGE: Final = 2
LONGEST: Final = 1024 * 1024
"""Bytes of an input; the limits themselves are tried in tests/documents."""
RUNS: Final[Mapping[str, int]] = {"pack": 600}
"""Inputs of one child beyond the corpus, where there is a limit: durable_rules keeps every ruleset it ever had."""
HANGS: Final = 70
"""The exit status of libFuzzer for an input that takes too long."""

NOTE: Final = ".json"
"""What the name of an input that fails ends with where it is said how."""

_PROGRESS: Final = re.compile(r"^#(?=\d+\s+(\w+))(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)", re.MULTILINE)
_EXECUTED: Final = re.compile(r"^stat::number_of_executed_units:\s+(\d+)", re.MULTILINE)


@dataclass(slots=True)
class Growth:
    """What came of a target: how many inputs were tried, what they reached, and how -> the inputs that fail."""

    target: str
    executions: int = 0
    edges_of_seeds: int = 0
    edges: int = 0
    features: int = 0
    inputs: int = 0
    failures: dict[str, list[Path]] = field(default_factory=dict)

    def take(self, told: str) -> None:
        """Add what libFuzzer told of a child."""
        lines = [(step, [int(number) for number in numbers]) for step, *numbers in _PROGRESS.findall(told)]
        executed = _EXECUTED.search(told)
        if executed or lines:
            self.executions += int(executed[1]) if executed else lines[-1][1][0]
        for step, (_, edges, features, inputs) in lines:
            if step == "INITED" and not self.edges_of_seeds:
                self.edges_of_seeds = edges
            self.edges, self.features = max(self.edges, edges), max(self.features, features)
            self.inputs = inputs

    def line(self) -> str:
        """All of it in a line."""
        return (
            f"{self.target}: {self.executions} inputs, {self.edges} edges ({self.edges_of_seeds} by the seeds), "
            f"{self.features} features, {self.inputs} inputs kept, {len(self.failures)} failures"
        )


def judging(name: str) -> Target:
    """The target, with the share of its probe that every input goes through; memory is bounded from now on."""
    target = prepared(name)
    return replace(target, probe=target.judge)


def random_for(sample: Sample) -> Random:
    """What an input is judged with follows from the input alone."""
    return random_of(sample.name, 0, sha256(sample.raw).hexdigest())


def grow(name: str, folder: Path, seconds: int, patience: int, seed: int) -> None:
    """Breed inputs for so long, in a process of their own; what fails goes to `folder / "found"`."""
    import atheris

    with atheris.instrument_imports(include=["checker"]):
        package = import_module("checker")
        for module in pkgutil.walk_packages(package.__path__, "checker."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    target = judging(name)
    from breeding import mutant, offspring, sample_of

    def judge(raw: bytes) -> None:
        sample = sample_of(name, raw)
        failure = None if sample is None else failure_of(target, sample, random_for(sample))
        if failure is not None:
            keep(folder / "found", name, raw, failure)

    def change(raw: bytes, most: int, number: int) -> bytes:
        return mutant(name, raw, most, random_of(name, number, "mutant"), atheris.Mutate)

    def cross(one: bytes, other: bytes, most: int, number: int) -> bytes:
        return offspring(name, one, other, most, random_of(name, number, "offspring"))

    corpus = folder / "corpus"
    options = {
        "max_total_time": seconds,
        "runs": RUNS[name] + len(list(corpus.iterdir())) if name in RUNS else -1,
        "timeout": patience,
        "seed": seed,
        "max_len": LONGEST,
        "len_control": 0,
        "rss_limit_mb": 0,  # the process cannot have more, and what would need more fails by an exception
        "detect_leaks": 0,
        "print_final_stats": 1,
        "artifact_prefix": f"{folder / 'found'}/",
    }
    arguments = [sys.argv[0], *(f"-{key}={value}" for key, value in options.items()), str(corpus)]
    atheris.Setup(arguments, judge, custom_mutator=change, custom_crossover=cross)
    atheris.Fuzz()


def keep(folder: Path, name: str, raw: bytes, failure: tuple[str, str]) -> None:
    """Write an input that fails, and how; the first of its kind is shown at once."""
    how, at_length = failure
    kind = sha256(how.encode()).hexdigest()[:8]
    if not list(folder.glob(f"{name}-{kind}-*{NOTE}")):
        say(f"{name}: {how}\n{at_length}")
    path = folder / f"{name}-{kind}-{sha256(raw).hexdigest()[:12]}"
    path.write_bytes(raw)
    path.with_suffix(NOTE).write_text(json.dumps(how), "utf-8")


def run(name: str, minutes: float, patience: int, seed: int, corpus: Path | None, output: Path) -> Growth:
    """Breed inputs for so long, from the seeds and what is in `corpus`, and write what fails to `output`."""
    growth = Growth(name)
    with TemporaryDirectory(prefix="plancheck-guided-") as scratch:
        folder = Path(scratch)
        (folder / "found").mkdir()
        kept = corpus or folder / "corpus"
        kept.mkdir(parents=True, exist_ok=True)
        if corpus:
            (folder / "corpus").symlink_to(corpus.absolute())
        plant(name, seed, kept)
        until = monotonic() + minutes * 60
        while (left := int(until - monotonic())) > 0 and _child(growth, folder, left, patience, seed):
            seed += 1
        collect(growth, folder / "found", output)
    return growth


def plant(name: str, seed: int, corpus: Path) -> None:
    """Write the seeds of a target."""
    from breeding import seeds_of

    for raw in seeds_of(name, random_of(name, seed, "seeds")):
        (corpus / sha256(raw).hexdigest()).write_bytes(raw)


def _child(growth: Growth, folder: Path, seconds: int, patience: int, seed: int) -> bool:
    """Run one child to its end, whatever that is; whether it tried anything, so that there is a use in another."""
    arguments = [f"--target={growth.target}", f"--grow={folder}", f"--seconds={seconds}"]
    arguments += [f"--patience={patience}", f"--seed={seed}"]
    with (folder / "told").open("w+", encoding="utf-8", errors="replace") as told:
        try:
            most = seconds + patience + SECONDS_TO_START
            done = subprocess.run([sys.executable, __file__, *arguments], stderr=told, check=False, timeout=most)
            status = done.returncode
        except subprocess.TimeoutExpired:
            status = HANGS
        told.seek(0)
        text = told.read()
    before = growth.executions
    growth.take(text)
    if status:
        how = "hangs" if status == HANGS else f"the process ends with {status}"
        say(f"{growth.target}: {how}\n{text[-3000:]}")
        growth.failures.setdefault(how, [])
        for path in (folder / "found").iterdir():
            if path.suffix != NOTE and not path.with_suffix(NOTE).exists():
                path.with_suffix(NOTE).write_text(json.dumps(how), "utf-8")
    return growth.executions > before


def collect(growth: Growth, found: Path, output: Path) -> None:
    """Copy an input of each failure to `output`; those that fail by an exception are made small there."""
    ended = set(growth.failures)
    for note in sorted(found.glob(f"*{NOTE}")):
        path = note.with_suffix("")
        how = json.loads(note.read_text("utf-8"))
        paths = growth.failures.setdefault(how, [])
        paths.append(output / path.name)
        if len(paths) == 1:
            output.mkdir(parents=True, exist_ok=True)
            paths[0].write_bytes(path.read_bytes())
            if how not in ended:
                _made_small(growth.target, paths[0])


def _made_small(name: str, path: Path) -> None:
    arguments = [sys.executable, __file__, "--target", name, "--shrink", str(path)]
    try:
        subprocess.run(arguments, check=False, timeout=SECONDS_TO_SHRINK, stdout=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        say("  (not made small: it hangs)")


def shrink(name: str, path: Path) -> None:
    """Make a failing input small, where it is."""
    from breeding import bytes_of
    from targets import Sample

    sample = _sample(name, path.read_bytes())
    left = smaller(judging(name), sample, random_for)
    path.write_bytes(bytes_of(name, Sample(sample.name, left)))


def again(name: str, path: Path) -> bool:
    """Try an input again; whether it fails."""
    sample = _sample(name, path.read_bytes())
    failure = failure_of(judging(name), sample, random_for(sample))
    say(f"{name} {path}: " + ("nothing fails" if failure is None else "\n".join(failure)))
    return failure is not None


def _sample(name: str, raw: bytes) -> Sample:
    from breeding import sample_of

    sample = sample_of(name, raw)
    if sample is None:
        raise SystemExit(f"This is no input of {name}.")
    return sample


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--target", required=True, help="what is fuzzed: a suffix without its dot, report, or pack")
    parser.add_argument("--minutes", type=float, default=6, help="how long")
    parser.add_argument("--patience", type=int, default=10, help="seconds that one input may take")
    parser.add_argument("--seed", type=int, default=1, help="what the chances follow from")
    parser.add_argument("--corpus", type=Path, help="where inputs that reach something new are kept, and taken from")
    parser.add_argument("--output", type=Path, default=Path("fuzz-failures"), help="where failing inputs are written")
    parser.add_argument("--input", type=Path, help="try this input again, and no other")
    parser.add_argument("--grow", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--shrink", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.input:
        return int(again(asked.target, asked.input))
    if asked.shrink:
        shrink(asked.target, asked.shrink)
        return 0
    if find_spec("atheris") is None:
        say(MISSING)
        return USAGE
    if asked.grow:
        grow(asked.target, asked.grow, asked.seconds, asked.patience, asked.seed)
        return 0
    growth = run(asked.target, asked.minutes, asked.patience, asked.seed, asked.corpus, asked.output)
    say(growth.line())
    for place, (how, paths) in enumerate(growth.failures.items(), 1):
        say(f"  {place}. {how}\n     {len(paths)} inputs; {paths[0] if paths else 'none was kept'}")
    return int(bool(growth.failures))


if __name__ == "__main__":
    sys.exit(main())
