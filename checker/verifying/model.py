"""What a verification comes to: frozen records, in the form of `schemas/verification.schema.json`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Language, Text

VERIFICATION_FORMAT: Final = "plan-verification/1"


class Subject(StrEnum):
    """What one result is about: the report on a plan, or what a review says of its plans together."""

    REPORT = "report"
    REVIEW = "review"


class Outcome(StrEnum):
    """What became of one report."""

    HOLDS = "holds"
    DIFFERS = "differs"
    """The same plan and the same rule pack, and something else comes out."""
    ANOTHER_PACK = "another-pack"
    """It was judged by a rule pack that is not the one at hand, whatever comes out now."""
    PLAN_MISSING = "plan-missing"
    """No plan of its digest was given."""
    NO_DIGEST = "no-digest"
    """It does not say on which bytes it is, so that nothing can be held against it."""
    BROKEN = "broken"
    """It is no report of this format."""
    UNDETERMINED = "undetermined"
    """The rules could not be judged now."""


class Change(StrEnum):
    """How a finding of the report and those found now differ."""

    MISSING = "missing"
    """The report has it, and it is not found now."""
    ADDED = "added"
    """It is found now, and the report has it not."""
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the report says and that does not come out now; `about` is the member of the report it is in.

    `name` tells which of several (a rule, an office, a measure). Of a finding, `change` says how it differs, and
    `members` in what. `stored` and `now` are JSON values.
    """

    about: str
    stored: Any
    now: Any
    name: str | None = None
    change: Change | None = None
    members: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The difference as JSON values."""
        return {
            "about": self.about,
            "name": self.name,
            "change": None if self.change is None else self.change.value,
            "members": list(self.members),
            "stored": self.stored,
            "now": self.now,
        }


@dataclass(frozen=True, slots=True)
class DayFound:
    """The day for which a report that differs would hold (None: for no day at all): what `--as-of` should have been."""

    day: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """By which rule pack and evaluator, as JSON values of a report."""

    pack: Mapping[str, Any]
    engine: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one report, or of a review as a whole.

    `name` is what it calls its input, `plan` the file given that is that input. `stored` and `now` say by what it was
    judged then and now, as far as that is known. `reason` explains what the outcome does not say of itself.
    """

    subject: Subject
    outcome: Outcome
    name: str | None = None
    sha256: str | None = None
    plan: str | None = None
    reason: Text | None = None
    stored: Judged | None = None
    now: Judged | None = None
    differences: tuple[Difference, ...] = ()
    holds_for: DayFound | None = None

    def to_dict(self, lang: Language) -> dict[str, Any]:
        """The result as JSON values."""
        return {
            "subject": self.subject.value,
            "name": self.name,
            "sha256": self.sha256,
            "plan": self.plan,
            "outcome": self.outcome.value,
            "reason": None if self.reason is None else self.reason.in_language(lang),
            "stored": _judged(self.stored),
            "now": _judged(self.now),
            "differences": [difference.to_dict() for difference in self.differences],
            "holds_for": None if self.holds_for is None else {"as_of": self.holds_for.day},
        }


def _judged(judged: Judged | None) -> dict[str, Any] | None:
    return None if judged is None else {"pack": dict(judged.pack), "engine": dict(judged.engine)}


@dataclass(frozen=True, slots=True)
class Unread:
    """A plan that was given and could not be read at all, and why."""

    name: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of all reports of a file; `unused` are plans given that none of them is on."""

    name: str
    as_of: str | None
    results: tuple[Result, ...]
    unused: tuple[str, ...]
    unread: tuple[Unread, ...]
    lang: Language

    @property
    def holds(self) -> bool:
        """Whether every report holds."""
        return all(result.outcome is Outcome.HOLDS for result in self.results)

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many results there are of each outcome."""
        return {outcome: sum(result.outcome is outcome for result in self.results) for outcome in Outcome}

    def to_dict(self) -> dict[str, Any]:
        """The verification as JSON values."""
        return {
            "format": VERIFICATION_FORMAT,
            "name": self.name,
            "as_of": self.as_of,
            "holds": self.holds,
            "counts": {outcome.value: count for outcome, count in self.counts.items()},
            "results": [result.to_dict(self.lang) for result in self.results],
            "unused": list(self.unused),
            "unread": [{"name": plan.name, "reason": plan.reason.in_language(self.lang)} for plan in self.unread],
        }
