"""What a verification comes to: frozen records, in the form of `schemas/verification.schema.json`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from msgspec import Meta, field

from checker.model import Amount, DayText, Digest, EngineJson, Output, Passage, ReportPackJson, each_of
from checker.stored import Subject


class ReportOutcome(StrEnum):
    """What became of one report.

    `differs`: the same plan and the same rule pack, and something else comes out. `another-pack`: it was judged by a
    rule pack that is not the one at hand, whatever comes out now. `plan-missing`: no plan of its digest was given.
    `no-digest`: it does not say on which bytes it is. `broken`: it is no report of this format. `undetermined`: the
    rules could not be judged now.
    """

    HOLDS = "holds"
    DIFFERS = "differs"
    ANOTHER_PACK = "another-pack"
    PLAN_MISSING = "plan-missing"
    NO_DIGEST = "no-digest"
    BROKEN = "broken"
    UNDETERMINED = "undetermined"


ReportMember = Literal[
    "pack",
    "document",
    "input",
    "office",
    "plan_year",
    "status",
    "version",
    "verdict",
    "counts",
    "selection",
    "against",
    "roster",
    "resubmissions",
    "assessments",
    "verdicts",
    "measures",
    "items",
    "findings",
    "rules",
    "engine",
    "order",
]
"""What of a report, or of a review beside its reports, may differ, in the order in which differences are told."""


class Difference(Output, frozen=True, kw_only=True):
    """One thing that the report says and that does not come out now."""

    about: Annotated[
        ReportMember,
        Meta(
            description="The member of the report; `order`: what `name` names stands in another order; `engine`: its "
            "`failure`."
        ),
    ]
    name: Annotated[str | None, Meta(description="Which of several: a rule, an office, an item.")] = None
    change: Annotated[
        Literal["missing", "added", "changed"] | None,
        Meta(description="Of a finding: only in the report, only found now, or in both and not the same."),
    ] = None
    members: Annotated[list[str], Meta(description="Of a changed finding: in which members.")] = field(
        default_factory=list
    )
    stored: Annotated[Any, Meta(description="What the report has; null for nothing.")]
    now: Annotated[Any, Meta(description="What comes out now; null for nothing.")]


class DayFound(Output, frozen=True, kw_only=True):
    """The day for which a report that differs would hold: what `--as-of` should have been; null for no day at all."""

    as_of: DayText | None


class JudgedBy(Output, frozen=True, kw_only=True):
    """A rule pack and an evaluator."""

    pack: ReportPackJson
    engine: EngineJson


class Result(Output, frozen=True, kw_only=True):
    """What became of one report, or of a review as a whole."""

    subject: Annotated[Subject, Meta(description="`review`: what a review says of its plans together.")]
    name: Annotated[str | None, Meta(description="What the report calls its input; null for a review.")] = None
    sha256: Annotated[Digest | None, Meta(description="The digest by which its plan was looked for.")] = None
    plan: Annotated[str | None, Meta(description="The plan given that has that digest.")] = None
    outcome: ReportOutcome
    reason: Annotated[Passage | None, Meta(description="What the outcome does not say of itself.")] = None
    stored: Annotated[JudgedBy | None, Meta(description="By what the report says it was judged.")] = None
    now: Annotated[JudgedBy | None, Meta(description="By what it was judged now; null where it was not.")] = None
    differences: list[Difference] = field(default_factory=list)
    holds_for: Annotated[DayFound | None, Meta(description="The day for which a report that differs would hold.")] = (
        None
    )


class UnreadPlan(Output, frozen=True, kw_only=True):
    """A plan that was given and could not be read at all, and why."""

    name: str
    reason: Passage


class Verification(Output, frozen=True, kw_only=True, tag_field="format", tag="plan-verification/1"):
    """Whether stored reports still hold."""

    name: Annotated[str, Meta(description="The file that was verified, as named by the caller.")]
    as_of: Annotated[
        DayText | None, Meta(description="The day for which the plans were judged again; null for no day.")
    ]
    holds: Annotated[bool, Meta(description="Whether every result holds.")]
    counts: Annotated[
        Annotated[Mapping[ReportOutcome, Amount], each_of(ReportOutcome)],
        Meta(description="How many results there are of each outcome."),
    ]
    results: Annotated[
        list[Result], Meta(min_length=1, description="In the order of the file; a review comes before its reports.")
    ]
    unused: Annotated[list[str], Meta(description="Plans given that no report is on.")]
    unread: Annotated[list[UnreadPlan], Meta(description="Plans given that could not be read at all.")]
