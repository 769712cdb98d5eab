"""Where requests are worked on: a few processes at a time, every request in its turn, and no more than can wait."""

from __future__ import annotations

from threading import Semaphore
from typing import TYPE_CHECKING, Any

from checker.errors import EngineError
from checker.i18n import N_
from checker.serving.processes import TOOK_TOO_LONG, Processes
from checker.serving.refusals import RefusedError
from checker.serving.work import Failure, judge, make_answer, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.serving.limits import Limits
    from checker.serving.uploads import Upload
    from checker.serving.work import Answer, Asked


class Desk:
    """Judges files and makes answers; `jobs` processes may run at a time, for all requests together."""

    def __init__(self, limits: Limits, jobs: int, *, shows_errors: bool = False) -> None:
        self._limits = limits
        self._processes = Processes(limits, shows_errors=shows_errors)
        self._seats = Semaphore(limits.requests)
        self._running = Semaphore(jobs)

    def answer(self, uploads: tuple[Upload, ...], asked: Asked) -> Answer:
        """What was asked for of the files. Raises `RefusedError` where there is no answer."""
        if not self._seats.acquire(blocking=False):
            raise RefusedError(503, "503")
        try:
            reports = self._judged(uploads, asked)
            try:
                made = self._run(make_answer, uploads, reports, asked)
            except EngineError:
                raise RefusedError(500, "no-answer") from None
            return opened(made)
        finally:
            self._seats.release()

    def close(self) -> None:
        """End what is being worked on: whoever waits for it gets no answer."""
        self._processes.end()

    def _judged(self, uploads: tuple[Upload, ...], asked: Asked) -> list[bytes | Failure]:
        """What became of each file, one after the other: whoever sends many does not keep the others waiting."""
        judged: list[bytes | Failure] = []
        overdue = 0
        for upload in uploads:
            if overdue >= self._limits.overdue:
                judged.append(
                    Failure(
                        N_(
                            "this file was not judged, because others that were sent with it took too long; "
                            "please send it again by itself"
                        )
                    )
                )
                continue
            try:
                judged.append(self._run(judge, upload, asked))
            except EngineError as error:
                overdue += error.wording == TOOK_TOO_LONG
                judged.append(Failure(error.wording, tuple(error.values.items())))
        return judged

    def _run(self, work: Callable[..., bytes], *arguments: Any) -> bytes:
        with self._running:
            return self._processes.run(work, *arguments)
