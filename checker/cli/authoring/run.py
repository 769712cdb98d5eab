"""The cases of some rules, run: what `plancheck rules test` shows in whatever form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.pack.files import CASES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from checker.authoring.coverage import Tested
    from checker.authoring.trials import Trial
    from checker.pack.model import Pack


@dataclass(frozen=True, slots=True)
class Run:
    """The rules tested, the evaluators (name -> version), and whether what the cases leave out counts as a failure.

    `here` is the folder that files are named from.
    """

    pack: Pack
    engines: Mapping[str, str]
    rules: tuple[Tested, ...]
    here: Path
    gaps_count: bool

    @property
    def cases(self) -> int:
        """How many cases were run."""
        return sum(len(tested.cases) for tested in self.rules)

    @property
    def failed(self) -> int:
        """How many cases did not come out as expected, by any evaluator."""
        return sum(len({id(trial.case) for trial in tested.failed}) for tested in self.rules)

    @property
    def gaps(self) -> int:
        """How much the cases leave out."""
        return sum(len(tested.gaps) for tested in self.rules)

    @property
    def is_good(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.failed and not (self.gaps and self.gaps_count)

    def place(self, tested: Tested, trial: Trial | None = None) -> str:
        """The file of the cases, with the line of one of them."""
        file = named_from(self.here, tested.rule.folder / CASES)
        return file if trial is None or trial.case.line is None else f"{file}:{trial.case.line}"


def named_from(here: Path, path: Path) -> str:
    """What a file is called by someone in the folder `here`: from there where it is below, else in full."""
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
