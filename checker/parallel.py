"""Checks many files in the order given, in one process or several, with memory that does not grow with their number.

No file is the end of the run: one over which plancheck fails, crashes or never ends costs itself its verdict, and no
other.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import msgspec

from checker.checking import Options, crashed, examine_source
from checker.errors import EngineError, PlancheckError
from checker.inputs import Input
from checker.model import Report

if TYPE_CHECKING:
    from concurrent.futures import Future

    from pebble import ProcessPool

    from checker.filing import Filed
    from checker.inbox import FoundFile

_CHUNK: Final = 64
"""How many files a chunk has at the most: the more, the less is said between the processes."""

_AHEAD: Final = 4
"""How many chunks a process may be ahead of what has been handed on: what bounds the memory."""

_SECONDS: Final = 120
"""How long a chunk may take before its files are done again, each by itself, and how long each may take then."""

_TRIES: Final = 3
"""How often a chunk is given to another pool, where the one that had it broke down as a whole."""

Taken = TypeVar("Taken")
Kept = TypeVar("Kept")


def check_files(
    inputs: Iterable[Input], options: Options, keep: Callable[[Report], Kept], *, jobs: int = 1
) -> Iterator[Kept]:
    """Check each input and yield what `keep` makes of its report, in the order of the inputs.

    With `jobs` above 1 other processes do the work; `keep` and what it returns must then be picklable. No input is the
    end of the run, whatever is wrong with it.
    """
    return _run(_Task(options, partial(_checked, keep), partial(_not_checked, keep)), inputs, jobs)


def review_files(
    found: Iterable[FoundFile], options: Options, *, jobs: int = 1, isolated: bool = False
) -> Iterator[Filed]:
    """As `check_files`: what a review remembers of each file; of one that cannot be opened, why.

    With `isolated` other processes do the work even where it is one job.
    """
    return _run(_Task(options, _filed, _not_filed), found, jobs, isolated=isolated)


class _Task(msgspec.Struct, Generic[Taken, Kept], frozen=True, eq=False):
    """What is done with each input, in whichever process: what is kept of one, and of one over which we failed."""

    options: Options
    examine: Callable[[Taken, Options], Kept]
    failed: Callable[[Taken, PlancheckError, Options], Kept]

    def check(self, given: Taken) -> Kept:
        """What is kept of one input; raises nothing for it, unless that was asked for."""
        try:
            return self.examine(given, self.options)
        except PlancheckError as error:
            return self.failed(given, error, self.options)
        except Exception as error:
            if self.options.debug:
                raise
            # Whatever a file does to us, the others go on.
            return self.failed(given, _crash(error), self.options)


def _run(task: _Task[Taken, Kept], inputs: Iterable[Taken], jobs: int, *, isolated: bool = False) -> Iterator[Kept]:
    return _share_out(task, inputs, max(1, jobs)) if jobs > 1 or isolated else map(task.check, inputs)


def _checked(keep: Callable[[Report], Kept], given: Input, options: Options) -> Kept:
    return keep(examine_source(given.source, options, name=given.name)[0])


def _not_checked(keep: Callable[[Report], Kept], given: Input, cause: PlancheckError, options: Options) -> Kept:
    return keep(crashed(given.name, cause, options))


def _filed(given: FoundFile, options: Options) -> Filed:
    # A single document is checked without it.
    from checker.filing import file_of, unread

    if given.fault is not None:
        filed = unread(given.name, given.fault, options)
    else:
        filed = file_of(given.given or Input(given.name), options)
    return replace(filed, is_named=given.is_named)


def _not_filed(given: FoundFile, cause: PlancheckError, options: Options) -> Filed:
    from checker.filing import Filed

    return Filed(crashed(given.name, cause, options), is_named=given.is_named)


def _crash(error: BaseException) -> EngineError:
    return EngineError(
        "plancheck failed over this file ({cause}); please report it with the file",
        cause=f"{type(error).__name__}: {error}",
    )


def _share_out(task: _Task[Taken, Kept], inputs: Iterable[Taken], jobs: int) -> Iterator[Kept]:
    """What is kept of each input, in order; other processes do the work, a bounded way ahead of what is taken."""
    workers = _Workers(task, jobs)
    started: deque[_Started[Taken, Kept]] = deque()
    try:
        for chunk in _chunks(inputs, jobs):
            started.append(workers.start(chunk))
            if len(started) == jobs * _AHEAD:
                yield from workers.results(started.popleft())
        while started:
            yield from workers.results(started.popleft())
    finally:
        workers.stop()


def _chunks(inputs: Iterable[Taken], jobs: int) -> Iterator[list[Taken]]:
    """The inputs in chunks that grow from one file on, so that of a few files all processes get some."""
    rest = iter(inputs)
    taken = 0
    while chunk := list(islice(rest, min(taken // (jobs * _AHEAD) + 1, _CHUNK))):
        taken += len(chunk)
        yield chunk


class _Started(msgspec.Struct, Generic[Taken, Kept], frozen=True, eq=False):
    """A chunk, the pool that has it (None: there could be none), and what will come of it."""

    chunk: list[Taken]
    pool: ProcessPool | None
    future: Future[list[Kept]] | None

    @property
    def is_lost(self) -> bool:
        """Whether nothing comes of it any more; waits until that is known."""
        from concurrent.futures import BrokenExecutor, wait

        if self.pool is None or self.future is None:
            return True
        while not self.future.done():
            if not self.pool.active:
                return True
            wait([self.future], timeout=1)
        return isinstance(self.future.exception(), BrokenExecutor)


class _Workers(Generic[Taken, Kept]):
    """The processes that do the work, and what becomes of it when one of them, or all together, break down."""

    def __init__(self, task: _Task[Taken, Kept], jobs: int) -> None:
        self._task = task
        self._jobs = jobs
        self._pool: ProcessPool | None = None

    def start(self, chunk: list[Taken]) -> _Started[Taken, Kept]:
        """Let a process check a chunk."""
        try:
            pool = self._working()
            return _Started(chunk, pool, pool.schedule(_check_chunk, (chunk,), timeout=_SECONDS))
        except RuntimeError:
            # It broke down at this very moment, or the system gives it no process.
            return _Started(chunk, None, None)

    def results(self, started: _Started[Taken, Kept]) -> Iterator[Kept]:
        """What is kept of each file of a chunk; if it took its process down or had no end, each is done again alone."""
        outcome = self._outcome(started)
        if isinstance(outcome, list):
            yield from outcome
        elif len(started.chunk) == 1:
            yield self._task.failed(started.chunk[0], outcome, self._task.options)
        else:
            for alone in [self.start([given]) for given in started.chunk]:
                yield from self.results(alone)

    def stop(self) -> None:
        """End the processes, whatever they are at."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call] # pebble has no types for it
            self._pool.join()

    def _working(self) -> ProcessPool:
        """A pool that works: the one there is, or a new one. Raises `RuntimeError`."""
        from multiprocessing import get_context

        from pebble import ProcessPool

        if self._pool is None or not self._pool.active:
            self.stop()
            # Forking spares each process the imports and the pack; elsewhere they start afresh.
            context = get_context("fork" if sys.platform == "linux" else "spawn")
            self._pool = ProcessPool(self._jobs, initializer=_start, initargs=(self._task,), context=context)
            with _ctrl_c_held_back():
                # A pool starts its processes once it is asked whether it is active.
                _ = self._pool.active
        return self._pool

    def _outcome(self, started: _Started[Taken, Kept]) -> list[Kept] | EngineError:
        """What came of a chunk, or why nothing did."""
        from pebble import ProcessExpired

        for _ in range(_TRIES):
            if started.is_lost or started.future is None:
                started = self.start(started.chunk)
                continue
            match started.future.exception():
                case None:
                    return started.future.result()
                case ProcessExpired():
                    break
                case TimeoutError():
                    return EngineError(
                        "plancheck did not finish with this file within {seconds} seconds; please report it "
                        "with the file",
                        seconds=_SECONDS,
                    )
                case error if self._task.options.debug:
                    raise error
                case error:
                    # What is raised in Rust, or by leaving, is no `Exception`; nor can every result be sent.
                    return _crash(error)
        return EngineError("plancheck's process died over this file; please report it with the file")


@contextmanager
def _ctrl_c_held_back() -> Iterator[None]:
    """Around starting processes: Ctrl-C at that moment would be lost, or each of them would say at length that it came.

    What is started meanwhile never hears of it: it is for the process that a person started, which ends the others.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_HERE: dict[str, _Task[Any, Any]] = {}
"""In a process of the pool: what is done with each input."""


def _start(task: _Task[Any, Any]) -> None:
    """Make a process of the pool ready."""
    from multiprocessing import parent_process
    from threading import Thread

    def end_with(parent: Any) -> None:
        parent.join()
        os._exit(1)

    # What is written comes from the process that a person started: whoever reads it is not to wait for others.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    Thread(target=end_with, args=(parent_process(),), daemon=True).start()
    _HERE["task"] = task


def _check_chunk(chunk: list[Any]) -> list[Any]:
    return [_HERE["task"].check(given) for given in chunk]
