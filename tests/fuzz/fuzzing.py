"""Fuzzing: `python tests/fuzz/fuzzing.py --target xlsx --minutes 5` tries random inputs and prints what does not hold.

Each input follows from the target and its number alone, so `--first N --count 1` makes it again. Inputs are tried in a
child process of bounded memory, which is ended where one takes too long. What fails is written to
`--output`. The exit status is 1 where anything failed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import select
import subprocess
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from typing import Final

from targets import Sample, Target

BROKEN: Final = "PLANCHECK_FUZZ_BROKEN"
"""The variable with a statement to run instead of judging an input, by which a test tries whether faults are found."""
SECONDS_TO_START: Final = 120
MEMORY: Final = 1024 * 1024 * 1024
"""Bytes of address space beyond what a worker has when it begins: inputs have 16 MiB at most, and 64 MiB unpacked."""
BATCH: Final = 400
"""Inputs of one worker: durable_rules keeps every ruleset it ever had."""


def say(text: str) -> None:
    """Show a line at once: a run is long, and may be ended."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def random_of(target: str, number: int, use: str) -> Random:
    return Random(f"{target} {number} {use}")  # noqa: S311 - a seed that makes the same input again, and no secret


def failure_of(target: Target, sample: Sample, random: Random) -> tuple[str, str] | None:
    """How the probe of an input fails, in a line that is the same for the same failure, and at length."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            target.probe(sample, random)
            exec(os.environ.get(BROKEN, ""))  # noqa: S102 - it is the tests' own
    except Exception as error:  # noqa: BLE001 - whatever comes is what is looked for
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "checker" in Path(frame.filename).parts] or frames
        where = f"{Path(ours[-1].filename).name}:{ours[-1].name}"
        said = re.sub(r"\d+", "N", re.split(r"[:\n]", str(error))[0])[:80]
        return f"{type(error).__name__} in {where}: {said!a}", "".join(traceback.format_exception(error))
    return None


def work(name: str, first: int, count: int) -> None:
    """Try inputs and tell how each ends, a line of JSON for each beginning and end."""
    tell = os.fdopen(os.dup(1), "w", encoding="utf-8")
    target = prepared(name)
    print(json.dumps({"ready": True}), file=tell, flush=True)
    for number in range(first, first + count):
        print(json.dumps({"begins": number}), file=tell, flush=True)
        sample = target.make(random_of(name, number, "make"))
        failure = failure_of(target, sample, random_of(name, number, "probe"))
        print(json.dumps({"ends": number, "failure": failure}), file=tell, flush=True)


def prepared(name: str) -> Target:
    """The target, with what it needs imported, and the memory of this process bounded from now on."""
    import resource

    from seeds import prepare
    from targets import TARGETS

    prepare()
    target = TARGETS[name]
    with suppress(Exception):
        target.probe(target.make(random_of(name, 0, "make")), random_of(name, 0, "probe"))
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    return target


def write(name: str, number: int, to: Path) -> None:
    """Write the input of that number."""
    from targets import TARGETS

    to.write_bytes(TARGETS[name].make(random_of(name, number, "make")).raw)


@dataclass(slots=True)
class Run:
    """What was tried of one target, and the failures: how -> the numbers of the inputs."""

    target: str
    tried: int = 0
    patience: float = 30
    """Seconds that one input may take."""
    failures: dict[str, list[int]] = field(default_factory=dict)
    slowest: float = 0

    def fail(self, how: str, number: int, at_length: str) -> None:
        """Note a failure; the first of its kind is shown at once."""
        self.failures.setdefault(how, []).append(number)
        if len(self.failures[how]) == 1:
            say(f"{self.target} {number}: {how}\n{at_length}")


def fuzz(run: Run, first: int, count: int | None, seconds: float) -> None:
    """Try inputs from the number `first` on: so many, or for so long."""
    until = monotonic() + seconds
    number = first
    last = None if count is None else first + count
    while (last is None and monotonic() < until) or (last is not None and number < last):
        batch = BATCH if last is None else min(BATCH, last - number)
        number = _batch(run, number, batch, None if last is not None else until)


def _batch(run: Run, first: int, count: int, until: float | None) -> int:
    """Try a batch in a worker; the number to go on with."""
    args = [sys.executable, __file__, "--target", run.target, "--first", str(first), "--count", str(count), "--work"]
    begun, since = first, monotonic()
    with subprocess.Popen(args, stdout=subprocess.PIPE) as worker:
        for line in _lines(worker, run.patience):
            if line is None:
                worker.kill()
                run.fail("hangs", begun, f"more than {run.patience} seconds")
                return begun + 1
            told = json.loads(line)
            if "begins" in told:
                begun, since = told["begins"], monotonic()
            elif "ends" in told:
                run.tried += 1
                run.slowest = max(run.slowest, monotonic() - since)
                if told["failure"]:
                    run.fail(told["failure"][0], begun, told["failure"][1])
                if until is not None and monotonic() > until:
                    worker.kill()
                    return begun + 1
        if worker.wait() != 0:
            run.fail(f"the process ends with {worker.returncode}", begun, "")
            return begun + 1
    return first + count


def _lines(worker: subprocess.Popen[bytes], patience: float) -> Iterator[bytes | None]:
    """What a worker tells, line by line; None where it tells nothing for too long."""
    stream = worker.stdout
    if stream is None:
        return
    kept, left = b"", SECONDS_TO_START
    while True:
        if not select.select([stream], [], [], left)[0]:
            yield None
            return
        piece = os.read(stream.fileno(), 65_536)
        if not piece:
            return
        *lines, kept = (kept + piece).split(b"\n")
        yield from lines
        left = patience


def show(run: Run, output: Path) -> None:
    """Say what came of it, and write an input of each failure."""
    say(f"{run.target}: {run.tried} inputs, {len(run.failures)} failures, the slowest {run.slowest:.1f} s")
    for place, (how, numbers) in enumerate(run.failures.items(), 1):
        output.mkdir(parents=True, exist_ok=True)
        path = output / f"{run.target}-{numbers[0]}"
        write(run.target, numbers[0], path)
        say(f"  {place}. {how}\n     {len(numbers)} inputs: {numbers[:8]}; {path}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--target", default="all", help="what is fuzzed: a suffix without its dot, report, pack, or all"
    )
    parser.add_argument("--minutes", type=float, default=1, help="how long each target is fuzzed")
    parser.add_argument("--count", type=int, help="how many inputs are tried instead; 0: as many as the suite tries")
    parser.add_argument("--first", type=int, default=1, help="the number of the first input")
    parser.add_argument("--patience", type=float, default=30, help="seconds that one input may take")
    parser.add_argument("--times", type=int, default=1, help="times what the suite tries")
    parser.add_argument("--output", type=Path, default=Path("fuzz-failures"), help="where failing inputs are written")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        work(asked.target, asked.first, asked.count)
        return 0
    from targets import TARGETS

    names = list(TARGETS) if asked.target == "all" else [asked.target]
    failed = False
    for name in names:
        run = Run(name, patience=asked.patience)
        fuzz(run, asked.first, TARGETS[name].ci * asked.times if asked.count == 0 else asked.count, asked.minutes * 60)
        show(run, asked.output)
        failed = failed or bool(run.failures)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
