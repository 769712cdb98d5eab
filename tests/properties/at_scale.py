"""Checks a great many random documents in every way there is, and prints where two ways differ.

`python -m tests.properties.at_scale --plans 1000000 --jobs 2 --seed 1`, from the root of the repository, makes so many
of each kind that is declared; `--pack ID` and `--kind FORMAT` of that pack, or that kind. Document N of a seed is the
same whatever else is asked for: `--first N --plans 1` makes it again, and `--first` goes on where a run ended. A run
that is interrupted (SIGINT, SIGTERM) prints what it has come to. Ends with 1 where ways differ, where the documents
leave out what they should have, or where it was interrupted.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, NamedTuple

from checker import load_pack
from checker.pack.loading import installed_packs
from checker.pack.model import DocumentKind, Pack

from .coverage import Coverage
from .made import Made, examined, make, random_of
from .shrinking import MOST_TRIES, smallest
from .ways import WAYS, by_many_processes

CHUNK: Final = 250
AHEAD: Final = 4
"""How many chunks a process may be ahead of what has been counted: what bounds the memory."""

MANY_PROCESSES: Final = "one process and many"
MANY_ONE_IN: Final = 50
CHECKED: Final = "checked at all"
DIED: Final = "a process that dies"
MOST_KEPT: Final = 20
"""Differences that are made small and written; of more, there is only the number."""

EVERY: Final = 60
"""Seconds between two words on how far it is."""


class Sort(NamedTuple):
    """A kind of document: its rule pack, by id or folder, and its format."""

    pack: str
    format: str

    def loaded(self) -> tuple[Pack, DocumentKind]:
        """The pack, and the kind as it declares it."""
        pack = load_pack(self.pack)
        return pack, pack.documents[self.format]


@dataclass(frozen=True, slots=True)
class Difference:
    """A document for which a way comes to something else."""

    sort: Sort
    seed: int
    number: int
    way: str
    found: tuple[str, ...]


@dataclass(slots=True)
class Outcome:
    """What came of some plans."""

    coverage: Coverage = field(default_factory=Coverage)
    compared: Counter[str] = field(default_factory=Counter)
    differing: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)

    def note(self, difference: Difference) -> None:
        """Count a difference, and keep it if there are not too many."""
        self.differing[difference.way] += 1
        if len(self.differences) < MOST_KEPT:
            self.differences.append(difference)

    def add(self, other: Outcome) -> None:
        """Add what came of other plans."""
        self.coverage.add(other.coverage)
        self.compared.update(other.compared)
        self.differing.update(other.differing)
        self.differences += other.differences[: MOST_KEPT - len(self.differences)]


def judge(sort: Sort, seed: int, numbers: range) -> Outcome:
    """What comes of the documents of these numbers."""
    outcome = Outcome()
    raws: dict[int, bytes] = {}
    for number in numbers:
        raw = _judge_one(sort, seed, number, outcome)
        if raw is not None:
            raws[number] = raw
    if raws and numbers.start // CHUNK % MANY_ONE_IN == 0:
        outcome.compared[MANY_PROCESSES] += len(raws)
        for number, found in by_many_processes(raws).items():
            outcome.note(Difference(sort, seed, number, MANY_PROCESSES, tuple(found)))
    return outcome


def _judge_one(sort: Sort, seed: int, number: int, outcome: Outcome) -> bytes | None:
    """Count what comes of one document; its JSON, if it could be checked at all."""
    pack, kind = sort.loaded()
    plan, as_of = make(pack, kind, seed, number)
    try:
        made = examined(plan, as_of, pack, kind)
    except Exception as error:  # noqa: BLE001 - whatever it raises is a difference: no plan may make plancheck raise
        outcome.note(Difference(sort, seed, number, CHECKED, (f"raised {error!r}",)))
        return None
    outcome.coverage.count(made)
    share = random_of(seed, number, "share")
    for name in [name for name, way in WAYS.items() if share.randrange(way.one_in) == 0]:
        found = _differences(made, seed, number, name)
        if found is not None:
            outcome.compared[name] += 1
        if found:
            outcome.note(Difference(sort, seed, number, name, tuple(found)))
    return made.raw


def _differences(made: Made, seed: int, number: int, way: str) -> list[str] | None:
    try:
        return WAYS[way].compare(made, random_of(seed, number, way))
    except Exception as error:  # noqa: BLE001 - here as well
        return [f"raised {error!r}"]


def smallest_of(difference: Difference) -> tuple[dict[str, Any], date | None]:
    """The smallest plan that still shows this difference, and the day it is checked for."""
    seed, number, way = difference.seed, difference.number, difference.way
    pack, kind = difference.sort.loaded()
    plan, as_of = make(pack, kind, seed, number)

    def shows(smaller: dict[str, Any]) -> bool:
        try:
            made = examined(smaller, as_of, pack, kind)
        except Exception:  # noqa: BLE001 - this is what is shown
            return bool(way == CHECKED)
        if way == MANY_PROCESSES:
            return bool(by_many_processes({number: made.raw}))
        return way in WAYS and bool(_differences(made, seed, number, way))

    return (smallest(plan, shows, 40 if way == MANY_PROCESSES else MOST_TRIES) if shows(plan) else plan), as_of


def outcomes(sort: Sort, seed: int, numbers: range, jobs: int) -> Iterator[tuple[range, Outcome]]:
    """What comes of the documents of these numbers, a chunk at a time and in order."""
    chunks = iter([numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK)])
    if jobs == 1:
        yield from ((chunk, judge(sort, seed, chunk)) for chunk in chunks)
        return
    pending: deque[tuple[range, Future[Outcome]]] = deque()
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    # Ctrl-C is for the process that was started by a person; it ends the others.
    with ProcessPoolExecutor(
        jobs, context, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
    ) as pool:
        try:
            while True:
                pending += (
                    (chunk, pool.submit(judge, sort, seed, chunk))
                    for chunk in islice(chunks, jobs * AHEAD - len(pending))
                )
                if not pending:
                    return
                chunk, future = pending.popleft()
                yield chunk, future.result()
        except BrokenExecutor:
            last = pending[-1][0] if pending else chunk
            outcome = Outcome()
            outcome.note(
                Difference(sort, seed, chunk.start, DIED, (f"over one of the documents up to {last.stop - 1}",))
            )
            yield range(chunk.start, last.stop), outcome
        finally:
            pool.shutdown(cancel_futures=True)


def written(difference: Difference, folder: Path) -> Path:
    """The file in `folder` with the smallest plan that shows `difference`."""
    plan, as_of = smallest_of(difference)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{difference.sort.format.partition('/')[0]}-{difference.seed}-{difference.number}-{difference.way}"
    path = folder / f"{name.replace(' ', '-')}.json"
    told = asdict(difference) | {"as_of": as_of and as_of.isoformat(), "plan": plan}
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8", "surrogatepass")
    return path


def tables(outcome: Outcome, sort: Sort) -> Iterator[Sequence[Sequence[object]]]:
    """What was compared, and what the documents were like."""
    names = [*WAYS, MANY_PROCESSES, *(name for name in outcome.differing if name in {CHECKED, DIED})]
    yield [
        ("compared with", "documents", "differences"),
        *((name, outcome.compared[name], outcome.differing[name]) for name in names),
    ]
    yield from outcome.coverage.tables(*sort.loaded())


def as_markdown(table: Sequence[Sequence[object]]) -> str:
    """A table whose first row is its heading, and whose first column alone is text or stands before others that are."""
    head, *rows = table
    is_figure = [all(isinstance(row[column], int) for row in rows) for column in range(len(head))]
    rule = ["---:" if figure else "---" for figure in is_figure]
    lines = (head, rule, *([f"{cell:,}" if isinstance(cell, int) else cell for cell in row] for row in rows))
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)


def asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.properties.at_scale", description=__doc__)
    parser.add_argument("--plans", type=int, default=10_000, help="how many documents of each kind")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    parser.add_argument("--seed", type=int, default=1, help="which documents")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")
    parser.add_argument("--pack", help="the rule pack whose kinds of document are made: its id, or its folder")
    parser.add_argument("--kind", help="the format of the only kind that is made")
    parser.add_argument(
        "--differences", type=Path, default=Path("differences"), help="where differing documents are written"
    )
    return parser.parse_args(arguments)


def sorts(pack: str | None = None, kind: str | None = None) -> list[Sort]:
    """The kinds of document that are asked for, of every pack that is installed, or of one."""
    named = [
        Sort(each, format_) for each in ([pack] if pack else installed_packs()) for format_ in load_pack(each).documents
    ]
    return [sort for sort in named if kind in (None, sort.format)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit status."""
    options = asked(arguments)
    chosen = sorts(options.pack, options.kind)
    if not chosen:
        _say(
            f"no rule pack declares {options.kind}; there are: {', '.join(sort.format for sort in sorts(options.pack))}"
        )
        return 2
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    is_well = True
    for sort in chosen:
        is_whole, is_clean = _run(sort, options)
        is_well = is_well and is_whole and is_clean
        if not is_whole:
            break
    sys.stdout.write(f"\nAt most {_peak():.0f} MiB of memory in a process.\n")
    return 0 if is_well else 1


def _run(sort: Sort, options: argparse.Namespace) -> tuple[bool, bool]:
    """Judge documents of a kind and print what came of it: whether these were all, and nothing was found amiss."""
    numbers = range(options.first, options.first + options.plans)
    total = Outcome()
    said = time.monotonic()
    is_whole = True
    try:
        for chunk, outcome in outcomes(sort, options.seed, numbers, options.jobs):
            for difference in outcome.differences[: MOST_KEPT - len(total.differences)]:
                _tell(difference, options.differences)
            total.add(outcome)
            if time.monotonic() - said > EVERY:
                said = time.monotonic()
                _say(f"{chunk.stop - numbers.start:,} of {len(numbers):,}, {total.differing.total()} differences")
    except KeyboardInterrupt:
        is_whole = False
        _say(f"interrupted; {_again(sort)} --first {options.first + total.coverage.plans} goes on from here")
    gaps = total.coverage.gaps(*sort.loaded())
    found = total.differing.total()
    named = f"{sort.format} under {sort.pack}"
    sys.stdout.write(f"\n{total.coverage.plans:,} documents {named} of seed {options.seed}: {found} differences\n\n")
    sys.stdout.write("\n".join(map(as_markdown, tables(total, sort))))
    sys.stdout.writelines(f"\nNOT COVERED {gap}" for gap in gaps)
    sys.stdout.flush()
    return is_whole, not found and not gaps


def _again(sort: Sort) -> str:
    return f"--pack {sort.pack} --kind {sort.format}"


def _tell(difference: Difference, folder: Path) -> None:
    _say(f"DIFFERENCE {difference.way}: {'; '.join(difference.found)[:1000]}")
    _say(f"  again: {_again(difference.sort)} --seed {difference.seed} --first {difference.number} --plans 1")
    if difference.way != DIED:
        _say(f"  smallest: {written(difference, folder)}")


def _peak() -> float:
    """The most memory that this process or one that it started has had, in MiB."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in who) / 1024


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
