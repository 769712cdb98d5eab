"""What is remembered of each file that was checked: enough for a roster and an exit status, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.facts.review import Contribution
    from checker.model import Report, Severity, Verdict


@dataclass(frozen=True, slots=True, eq=False)
class Filed:
    """What a review remembers of one file; `pack` is the id of the rule pack that judged it, where one could be told."""

    name: str
    digest: str | None
    pack: str | None
    document: str | None
    office: str | None
    status: str | None
    version: int | None
    verdict: Verdict
    counts: Mapping[Severity, int]
    contribution: Contribution

    @property
    def is_submitted(self) -> bool:
        """Whether it is a submitted plan; one whose status cannot be read is not."""
        return self.contribution.is_submitted

    @property
    def rank(self) -> tuple[bool, int]:
        """What decides which of an office's files stands for it: submitted before draft, then the highest version."""
        return self.is_submitted, self.version or 0

    @property
    def say(self) -> Say:
        """What the file has to say for the exit status."""
        return Say(self.verdict, frozenset(severity for severity, count in self.counts.items() if count))


class Say(NamedTuple):
    """A verdict, and the severities there are findings of."""

    verdict: Verdict
    severities: frozenset[Severity]


def filed_of(report: Report, contribution: Contribution) -> Filed:
    """What a review remembers of the file that `report` is on."""
    return Filed(
        name=report.name or "",
        digest=report.sha256,
        pack=report.pack_id,
        document=report.document,
        office=report.office,
        status=report.status,
        version=report.version,
        verdict=report.verdict,
        counts=report.counts,
        contribution=contribution,
    )
