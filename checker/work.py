"""What is done with one of many inputs, in whichever process: it is checked, and what is wanted of it is kept.

A file over which plancheck fails costs that file its verdict and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from checker.checking import crashed, examine_source
from checker.errors import EngineError, PlancheckError
from checker.facts.review import Contribution, contribution_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.checking import Options
    from checker.inputs import Input
    from checker.model import Report

Kept = TypeVar("Kept")


class Work(Generic[Kept]):
    """What is done with each input."""

    def __init__(self, options: Options, keep: Callable[[Report, Contribution], Kept]) -> None:
        self._options = options
        self._keep = keep

    def do(self, given: Input) -> Kept:
        """What is kept of one input; never raises for it, unless that was asked for."""
        try:
            report, contribution = self._examine(given)
        except PlancheckError as error:
            return self.failed(given, error)
        except Exception as error:
            if self._options.debug:
                raise
            # Whatever a file does to us, the others go on.
            return self.failed(
                given,
                EngineError(
                    "plancheck failed over this file ({cause}); please report it with the file",
                    cause=f"{type(error).__name__}: {error}",
                ),
            )
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
