"""Does a task in a process of its own, and ends that when it takes too long: what one file does reaches no other."""

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from threading import Semaphore
from typing import Any, Final, TypeVar

from pebble import concurrent

from checker.errors import EngineError
from checker.i18n import N_

_DIED: Final = N_("plancheck's process died over this file; please report it with the file")
TOOK_TOO_LONG: Final = N_("this file was given up after {seconds} seconds; please report it with the file")

MEBIBYTE: Final = 1024 * 1024
_GRACE: Final = 5
"""Seconds of computing beyond the limit, after which the system ends a process that nobody else has ended."""

_LARGEST_FILE: Final = 256 * MEBIBYTE
_CONTEXT: Final = get_context("spawn" if sys.platform == "win32" else "forkserver")

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a request may ask for, and how long it may take; those of a file are in `checker.readers.limits`."""

    files: int = 64
    mebibytes: int = 32
    """Of all files of a request together."""

    seconds: float = 30
    """For one file, and again for what is made of all of them."""

    overdue: int = 2
    """How many files of a request may take longer, before the rest of them are left alone."""

    requests: int = 12
    """How many are worked on, or wait for it, before others are told to come again."""

    memory: int = 2048 * MEBIBYTE
    """Of a process, where the system can hold it to that."""

    kept_mebibytes: int = 256
    kept_seconds: float = 3600
    """How much of what was judged is kept in memory, and how long, so that its page can be opened again."""


def prepare() -> None:
    """Start what processes are forked from, with all they need imported; without it, the first ones take longer.

    To be called from the main thread.
    """
    if sys.platform == "win32":
        return
    from multiprocessing.forkserver import ensure_running

    _CONTEXT.set_forkserver_preload(["checker.web.warm"])
    # It would learn to ignore Ctrl-C only once it is ready, and until then say at length that it was interrupted.
    heeded = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        ensure_running()
    finally:
        signal.signal(signal.SIGINT, heeded)


class Tasks:
    """Does tasks, `jobs` at a time, and holds them to `limits`; `shows_errors` is for those who mend plancheck."""

    def __init__(self, limits: Limits, jobs: int, *, shows_errors: bool = False) -> None:
        self._limits = limits
        self._shows_errors = shows_errors
        self._turns = Semaphore(jobs)
        self._running: set[Future[Any]] = set()
        self._is_over = False

    def run(self, task: Callable[..., Result], *arguments: Any) -> Result:
        """What `task` makes of `arguments`, in another process; all of them can be pickled.

        Raises `EngineError` where it took too long, failed, or took its process with it.
        """
        with self._turns, tempfile.TemporaryDirectory(prefix="plancheck-") as folder:
            # pebble reads `context`, whatever its hints say.
            how: dict[str, Any] = {"timeout": self._limits.seconds, "context": _CONTEXT}
            start: Callable[..., Future[Any]] = concurrent.process(**how)(_do)  # type: ignore[no-untyped-call]
            if self._is_over:
                raise EngineError(_DIED)
            try:
                future = start(task, arguments, self._limits, folder, self._shows_errors)
            except (EOFError, OSError):
                raise EngineError(_DIED) from None
            self._running.add(future)
            try:
                made: Result = self._outcome(future)
            finally:
                self._running.discard(future)
            return made

    def end(self) -> None:
        """End those that run, and start no more."""
        self._is_over = True
        for future in tuple(self._running):
            future.cancel()

    def _outcome(self, future: Future[Any]) -> Any:
        try:
            error = future.exception()
        except CancelledError as cancelled:
            error = cancelled
        if error is None:
            return future.result()
        if isinstance(error, TimeoutError):
            raise EngineError(TOOK_TOO_LONG, seconds=round(self._limits.seconds)) from None
        raise EngineError(_DIED) from (error if self._shows_errors else None)


def _do(
    task: Callable[..., Any],
    arguments: tuple[Any, ...],
    limits: Limits,
    folder: str,
    shows_errors: bool,  # noqa: FBT001 - pebble hands arguments on by their place
) -> Any:
    """What the other process does."""
    tempfile.tempdir = folder
    if not shows_errors:
        # Whatever a library in C has to say at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    _confine(limits)
    return task(*arguments)


def _confine(limits: Limits) -> None:
    """Let the system hold this process to its limits, as far as it can."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, round(limits.seconds) + _GRACE),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        # A limit that is lower already stays, and not every system knows every limit.
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))
