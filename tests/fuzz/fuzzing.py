"""Fuzzing: `python tests/fuzz/fuzzing.py --target xlsx --minutes 5` tries random inputs and prints what does not hold.

Each input follows from the target and its number alone, so `--first N --count 1` makes it again. Inputs are tried in a
child process of bounded memory, which is ended where one takes too long. What fails is written to
`--output`. The exit status is 1 where anything failed.
"""

import argparse
import itertools
import os
import re
import sys
import traceback
import warnings
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import monotonic
from typing import Final

from pebble import ProcessExpired, ProcessPool
from targets import Sample, Target

BROKEN: Final = "PLANCHECK_FUZZ_BROKEN"
"""The variable with a statement to run instead of judging an input, by which a test tries whether faults are found."""
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


def prepare(name: str) -> None:
    """Import what a target needs, and bound the memory of this process from now on."""
    import resource

    import seeds
    from targets import TARGETS

    seeds.prepare()
    target = TARGETS[name]
    with suppress(Exception):
        target.probe(target.make(random_of(name, 0, "make")), random_of(name, 0, "probe"))
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def attempt(name: str, number: int) -> tuple[tuple[str, str] | None, float]:
    """How the input of that number fails, if it does, and how many seconds it takes."""
    from targets import TARGETS

    since = monotonic()
    sample = TARGETS[name].make(random_of(name, number, "make"))
    return failure_of(TARGETS[name], sample, random_of(name, number, "probe")), monotonic() - since


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
    numbers = itertools.count(first) if count is None else range(first, first + count)
    context = get_context("spawn")
    with ProcessPool(1, max_tasks=BATCH, context=context, initializer=prepare, initargs=[run.target]) as worker:
        for number in numbers:
            if count is None and monotonic() > until:
                break
            _try(run, number, worker)


def _try(run: Run, number: int, worker: ProcessPool) -> None:
    task = worker.schedule(attempt, args=[run.target, number], timeout=run.patience)
    try:
        failure, seconds = task.result()
    except TimeoutError:
        run.fail("hangs", number, f"more than {run.patience} seconds")
    except ProcessExpired as error:
        run.fail(f"the process ends with {error.exitcode}", number, "")
    else:
        run.tried += 1
        run.slowest = max(run.slowest, seconds)
        if failure is not None:
            run.fail(failure[0], number, failure[1])


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
    asked = parser.parse_args()
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
