"""Checks many files: in the order given, in one process or several, with memory that does not grow with their number.

Several processes share the work a chunk at a time. A file that takes a process down (a crash in C code) costs that
file its verdict and nothing else: the chunk it was in is done again, each file in a process of its own.
"""

from __future__ import annotations

import sys
from collections import deque
from concurrent.futures import BrokenExecutor
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from checker.checking import crashed, examine_source
from checker.errors import EngineError, PlancheckError
from checker.facts.review import Contribution, contribution_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from concurrent.futures import Future, ProcessPoolExecutor

    from checker.checking import Options
    from checker.inputs import Input
    from checker.model import Report

Kept = TypeVar("Kept")

_CHUNK: Final = 32
_AHEAD: Final = 4
"""How many chunks a process may be ahead of what has been handed on: what bounds the memory."""


def check_files(
    inputs: Iterable[Input],
    options: Options,
    keep: Callable[[Report, Contribution], Kept],
    *,
    jobs: int = 1,
    isolated: bool = False,
) -> Iterator[Kept]:
    """Check each input and yield what `keep` makes of its report and contribution, in the order of the inputs.

    `options` must name the pack. With `jobs` above 1, or `isolated`, other processes do the work; `keep` and what it
    returns must then be picklable. No input is the end of the run, whatever is wrong with it.
    """
    work = _Work(options, keep)
    if jobs <= 1 and not isolated:
        return map(work.do, inputs)
    return _Pool(work, jobs).run(inputs)


class _Work(Generic[Kept]):
    """What is done with one input, in whichever process."""

    def __init__(self, options: Options, keep: Callable[[Report, Contribution], Kept]) -> None:
        self._options = options
        self._keep = keep

    def do(self, given: Input) -> Kept:
        try:
            report, contribution = self._examine(given)
        except PlancheckError as error:
            return self.failed(given, error)
        except Exception as error:
            if self._options.debug:
                raise
            # Whatever a file does to us, the others go on.
            return self.failed(given, EngineError("engine.crashed", cause=f"{type(error).__name__}: {error}"))
        return self._keep(report, contribution)

    def failed(self, given: Input, cause: PlancheckError) -> Kept:
        """What stands for an input over which we failed."""
        return self._keep(crashed(given.name, cause, self._options), Contribution())

    def _examine(self, given: Input) -> tuple[Report, Contribution]:
        report, known = examine_source(given.source, self._options, name=given.name)
        pack = self._options.pack
        if known is None or pack is None:
            return report, Contribution()
        return report, contribution_of(known, report.selection, pack)


class _Pool(Generic[Kept]):
    """Processes that share the work."""

    def __init__(self, work: _Work[Kept], jobs: int) -> None:
        self._work = work
        self._jobs = max(1, jobs)

    def run(self, inputs: Iterable[Input]) -> Iterator[Kept]:
        """What is kept of each input, in order."""
        chunks = _chunks(inputs)
        broken: list[Input] | None = []
        again: deque[list[Input]] = deque()
        while broken is not None:
            yield from self._one_by_one(broken)
            broken = yield from self._drain(again, chunks)

    def _drain(
        self, again: deque[list[Input]], chunks: Iterator[list[Input]]
    ) -> Generator[Kept, None, list[Input] | None]:
        """Hand on results until all is done, or a process died: then comes back the chunk that was due.

        `again` are chunks to be done before the rest of `chunks`; those that were under way end up there.
        """
        pending: deque[tuple[list[Input], Future[list[Kept]]]] = deque()
        executor = self._executor(self._jobs)
        try:
            while True:
                self._fill(executor, pending, again, chunks)
                if not pending:
                    return [] if again else None
                due, future = pending.popleft()
                try:
                    done = future.result()
                except BrokenExecutor:
                    again.extendleft(chunk for chunk, _ in reversed(pending))
                    return due
                yield from done
        finally:
            # Waited for: Python, ending while an executor still does, complains of a closed pipe, a time in a hundred.
            executor.shutdown(cancel_futures=True)

    def _fill(
        self,
        executor: ProcessPoolExecutor,
        pending: deque[tuple[list[Input], Future[list[Kept]]]],
        again: deque[list[Input]],
        chunks: Iterator[list[Input]],
    ) -> None:
        """Give the processes work until they are far enough ahead; a chunk they no longer take comes back first."""
        while len(pending) < self._jobs * _AHEAD and (chunk := again.popleft() if again else next(chunks, None)):
            try:
                pending.append((chunk, executor.submit(_do_chunk, chunk)))
            except BrokenExecutor:
                again.appendleft(chunk)
                return

    def _one_by_one(self, chunk: Sequence[Input]) -> Iterator[Kept]:
        for given in chunk:
            with self._executor(1) as executor:
                try:
                    done = executor.submit(_do_chunk, [given]).result()
                except BrokenExecutor:
                    done = [self._work.failed(given, EngineError("engine.process-died"))]
            yield from done

    def _executor(self, jobs: int) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        # Forking spares each process the imports and the pack; elsewhere they start afresh.
        context = get_context("fork" if sys.platform == "linux" else "spawn")
        return ProcessPoolExecutor(jobs, context, initializer=_start, initargs=(self._work,))


_HERE: dict[str, _Work[Any]] = {}
"""In a process of the pool: the work it was started for."""


def _start(work: _Work[Any]) -> None:
    # Ctrl-C is for the process that was started by a person; it ends the others.
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _HERE["work"] = work


def _do_chunk(chunk: list[Input]) -> list[Any]:
    return [_HERE["work"].do(given) for given in chunk]


def _chunks(inputs: Iterable[Input]) -> Iterator[list[Input]]:
    rest = iter(inputs)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
