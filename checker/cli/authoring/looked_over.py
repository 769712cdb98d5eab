"""A rule pack that was looked over: what `plancheck rules lint` shows in whatever form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.authoring.lint.looking import look_over
from checker.cli.authoring.run import named_from
from checker.cli.outcome import Status
from checker.errors import PackError
from checker.model import Severity
from checker.pack.loading import load_pack

if TYPE_CHECKING:
    from collections.abc import Collection

    from checker.authoring.lint.model import Lint
    from checker.errors import PackFault
    from checker.model import Language

FAULT: Final = "fault"
"""What stands for the id of a lint where the pack has a fault, and cannot be used."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the list, in one language: a lint, or a fault; `file` is named from the folder one is in."""

    id: str
    severity: Severity
    file: str
    line: int | None
    message: str
    fix: str | None

    @property
    def place(self) -> str:
        """The file, with the line where it is known."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class LookedOver:
    """The remarks on one rule pack; `is_broken` says that they are faults, and nothing else was looked at.

    A pack that is broken goes by the name of its folder alone: what it says of itself may be what is wrong with it.
    """

    pack: str
    version: str | None
    digest: str | None
    remarks: tuple[Remark, ...]
    is_broken: bool

    def count(self, severity: Severity) -> int:
        """How many remarks there are of that severity."""
        return sum(remark.severity is severity for remark in self.remarks)

    @property
    def status(self) -> Status:
        """The exit status: notes alone are no reason to fail."""
        if self.is_broken:
            return Status.UNTRUSTED
        return Status.FOUND if self.count(Severity.ERROR) or self.count(Severity.WARNING) else Status.GOOD


def look(folder: Path, here: Path, ignored: Collection[str], lang: Language) -> LookedOver:
    """Look the rule pack in `folder` over; `ignored` kinds of lints are left out, faults never."""
    try:
        lints = look_over(folder)
    except PackError as error:
        faults = dict.fromkeys(_fault(fault, here, lang) for fault in error.faults)
        return LookedOver(folder.name, None, None, tuple(faults), is_broken=True)
    pack = load_pack(folder)
    remarks = tuple(_remark(lint, here, lang) for lint in lints if lint.id not in ignored)
    return LookedOver(pack.id, pack.version, pack.digest, remarks, is_broken=False)


def _remark(lint: Lint, here: Path, lang: Language) -> Remark:
    fix = None if lint.fix is None else lint.fix.message(lang)
    return Remark(lint.id, lint.severity, named_from(here, lint.file), lint.line, lint.found.message(lang), fix)


def _fault(fault: PackFault, here: Path, lang: Language) -> Remark:
    file = named_from(here, Path(fault.file))
    return Remark(FAULT, Severity.ERROR, file, fault.line, fault.sentence(lang), None)
