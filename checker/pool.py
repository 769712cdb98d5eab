"""Processes that share the work on many files, a chunk at a time.

A file that takes a process down (a crash in C code) costs that file its verdict and nothing else: the chunk it was in
is done again, each file in a process of its own.
"""

from __future__ import annotations

import sys
from collections import deque
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Final, Generic

from checker.errors import EngineError
from checker.work import Kept

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from checker.inputs import Input
    from checker.work import Work

_CHUNK: Final = 64
"""How many files a chunk has at the most: the more, the less is said between the processes."""
_AHEAD: Final = 4
"""How many chunks a process may be ahead of what has been handed on: what bounds the memory."""


class Pool(Generic[Kept]):
    """Processes that share the work."""

    def __init__(self, work: Work[Kept], jobs: int) -> None:
        self._work = work
        self._jobs = max(1, jobs)

    def run(self, inputs: Iterable[Input]) -> Iterator[Kept]:
        """What is kept of each input, in order."""
        chunks = _chunks(inputs, self._jobs)
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
                    done = [
                        self._work.failed(
                            given,
                            EngineError("plancheck's process died over this file; please report it with the file"),
                        )
                    ]
            yield from done

    def _executor(self, jobs: int) -> ProcessPoolExecutor:
        # Forking spares each process the imports and the pack; elsewhere they start afresh.
        context = get_context("fork" if sys.platform == "linux" else "spawn")
        return ProcessPoolExecutor(jobs, context, initializer=_start, initargs=(self._work,))


_HERE: dict[str, Work[Any]] = {}
"""In a process of the pool: the work it was started for."""


def _start(work: Work[Any]) -> None:
    # Ctrl-C is for the process that was started by a person; it ends the others.
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _HERE["work"] = work


def _do_chunk(chunk: list[Input]) -> list[Any]:
    return [_HERE["work"].do(given) for given in chunk]


def _chunks(inputs: Iterable[Input], jobs: int) -> Iterator[list[Input]]:
    """The inputs in chunks that grow from one file on, so that of a few files all processes get some."""
    rest = iter(inputs)
    taken = 0
    while chunk := list(islice(rest, min(taken // (jobs * _AHEAD) + 1, _CHUNK))):
        taken += len(chunk)
        yield chunk
