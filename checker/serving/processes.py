"""Does a piece of work in a process of its own, and ends that when it takes too long.

Each piece gets a fresh process, so nothing that one file does to it reaches another; what it sends back are bytes,
which are never interpreted as objects here.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from threading import Event, Lock, Timer
from typing import TYPE_CHECKING, Any, Final

from checker.errors import EngineError
from checker.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from checker.serving.limits import Limits

_DIED: Final = N_("plancheck's process died over this file; please report it with the file")
TOOK_TOO_LONG: Final = N_("this file was given up after {seconds} seconds; please report it with the file")

_GRACE: Final = 5
"""Seconds of computing beyond the limit, after which the system ends a process that nobody else has ended."""

_LARGEST_FILE: Final = 256 * 1024 * 1024

_FORKS: Final = sys.platform != "win32"
_CONTEXT: Final = get_context("forkserver") if sys.platform != "win32" else get_context("spawn")
_WARM: Final = "checker.serving.warm"


@dataclass(frozen=True, slots=True)
class _Job:
    """What goes to a process: the work, and what it is to hold to."""

    work: Callable[..., bytes]
    arguments: tuple[Any, ...]
    limits: Limits
    folder: str
    shows_errors: bool


def prepare() -> None:
    """Start what processes are forked from, with all they need imported; without it, the first ones take longer.

    To be called from the main thread.
    """
    if _FORKS:
        from multiprocessing.forkserver import ensure_running

        _CONTEXT.set_forkserver_preload([_WARM])
        # It would learn to ignore Ctrl-C only once it is ready, and until then say at length that it was interrupted.
        heeded = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            ensure_running()
        finally:
            signal.signal(signal.SIGINT, heeded)


class Processes:
    """Starts processes and holds them to `limits`; `shows_errors` is for those who mend plancheck."""

    def __init__(self, limits: Limits, *, shows_errors: bool = False) -> None:
        self._limits = limits
        self._shows_errors = shows_errors
        self._lock = Lock()
        self._running: set[BaseProcess] = set()
        self._over = Event()

    def run(self, work: Callable[..., bytes], *arguments: Any) -> bytes:
        """What `work` makes of `arguments`, in another process; all of them can be pickled.

        Raises `EngineError` where it took too long, or the process died.
        """
        with tempfile.TemporaryDirectory(prefix="plancheck-") as folder:
            return self._run(_Job(work, arguments, self._limits, folder, self._shows_errors))

    def end(self) -> None:
        """End those that run, and start no more."""
        self._over.set()
        for process in tuple(self._running):
            process.kill()

    def _run(self, job: _Job) -> bytes:
        here, there = _CONTEXT.Pipe()
        try:
            process = self._started(there)
        except (EOFError, OSError):
            here.close()
            raise EngineError(_DIED) from None
        finally:
            there.close()
        is_late = Event()

        def end() -> None:
            is_late.set()
            process.kill()

        timer = Timer(job.limits.seconds, end)
        timer.daemon = True
        timer.start()
        try:
            here.send(job)
            return here.recv_bytes()
        except (EOFError, OSError):
            if is_late.is_set():
                raise EngineError(TOOK_TOO_LONG, seconds=round(job.limits.seconds)) from None
            raise EngineError(_DIED) from None
        finally:
            timer.cancel()
            here.close()
            process.kill()
            process.join()
            self._running.discard(process)

    def _started(self, there: Connection) -> BaseProcess:
        process = _CONTEXT.Process(target=_serve, args=(there,), daemon=True)
        with self._lock:
            if self._over.is_set():
                raise EOFError
            process.start()
            self._running.add(process)
        if self._over.is_set():
            # The end came while it started.
            process.kill()
        return process


def _serve(there: Connection) -> None:
    """What the other process does."""
    # Ctrl-C is for the process that was started by a person; it ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    job: _Job = there.recv()
    tempfile.tempdir = job.folder
    if not job.shows_errors:
        # Whatever a library in C has to say at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    _confine(job.limits)
    there.send_bytes(job.work(*job.arguments))


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
