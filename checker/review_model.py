"""What a review speaks in: everybody's row, every file, what people decided, and the review as a whole.

As in `model`, the records called `…Json` are what is written, in one language.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from checker.model import (
    REVIEW_FORMAT,
    Amount,
    DayText,
    Digest,
    Engine,
    EngineJson,
    Finding,
    InputJson,
    Language,
    Number,
    Ordinal,
    Output,
    OverallFindingJson,
    PackJson,
    Report,
    ReportJson,
    RuleStatus,
    RuleStatusJson,
    SeverityCounts,
    Text,
    Verdict,
    each_of,
    statuses_json,
)


class FileStanding(StrEnum):
    """What became of a file that was found."""

    JUDGED = "judged"
    SUPERSEDED = "superseded"
    SAME = "same-plan"
    DRAFT = "draft-beside-submitted"
    UNREAD = "cannot-be-read"
    OTHER = "no-plan-file"


class SenderState(StrEnum):
    """How far it has come with somebody who sends a document."""

    NOT_SENT = "not-sent"
    UNREAD = "sent-cannot-be-read"
    DRAFT = "draft-only"
    TO_DECIDE = "to-be-decided"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class _FileOfReview(Output, frozen=True, kw_only=False):
    file: str
    standing: Annotated[FileStanding, Meta(description="What became of it.")]
    sha256: Annotated[Digest | None, Meta(description="Digest of what the plan holds, which decisions name.")] = None
    of: Annotated[str | None, Meta(description="The file that supersedes it, or that holds the same plan.")] = None
    document: str | None = None
    office: Annotated[str | None, Meta(description="Whose it is.")] = None
    is_guess: Annotated[bool, Meta(description="The office is guessed from its name, title or places.")] = False


class ReviewedFileJson(_FileOfReview, frozen=True, kw_only=True):
    """A file that was found."""

    reason: Annotated[str | None, Meta(description="Why it cannot be read, or what it is instead of a plan.")]


class ReviewedFile(_FileOfReview, frozen=True, kw_only=True):
    """A file that was found, with its reason in both languages."""

    reason: Text | None = None

    def as_json(self, lang: Language) -> ReviewedFileJson:
        """The file as it is written in `lang`."""
        return ReviewedFileJson.made_of(self, lang)


class DecisionOutcome(StrEnum):
    """What became of a decision."""

    APPLIED = "applied"
    REJECTED = "rejected"
    OUTDATED = "no-longer-applies"


class _DecisionOfReview(Output, frozen=True, kw_only=True):
    decision: str
    office: str | None
    file: str | None
    sha256: str | None
    rule: str | None
    at: str | None
    again_by: str | None
    reason: str
    by: str
    date: str
    outcome: DecisionOutcome


class ReviewedDecisionJson(_DecisionOfReview, frozen=True, kw_only=True):
    """A decision of a person, and what became of it."""

    why: Annotated[str | None, Meta(description="Why it is rejected, or no longer applies.")]


class ReviewedDecision(_DecisionOfReview, frozen=True, kw_only=True):
    """A decision, and what became of it; `why`, in both languages, where it does not apply."""

    why: Text | None = None

    def as_json(self, lang: Language) -> ReviewedDecisionJson:
        """The decision as it is written in `lang`."""
        return ReviewedDecisionJson.made_of(self, lang)


class RosterRow(Output, frozen=True, kw_only=False):
    """One sender in a review: the document of a kind that stands for it, if any, and the files it supersedes."""

    document: Annotated[str, Meta(description="Format of the document.")]
    office: str
    file: str | None = None
    status: str | None = None
    version: Ordinal | None = None
    verdict: Annotated[
        Verdict | None, Meta(description="null where there is no plan, or no telling which of two is it.")
    ] = None
    counts: SeverityCounts | None = None
    superseded: Annotated[list[str], Meta(description="Files of lower versions, and older drafts.")] = []
    state: Annotated[SenderState, Meta(description="How far it has come.")] = SenderState.NOT_SENT
    sha256: Annotated[Digest | None, Meta(description="Digest of what the plan that stands holds.")] = None
    day: Annotated[DayText | None, Meta(description="Day of submission of the plan that stands.")] = None
    again_by: Annotated[DayText | None, Meta(description="Where it was returned: the day to send it again by.")] = None
    unread: Annotated[list[str], Meta(description="Files of this office that cannot be read.")] = []


class Resubmission(Output, frozen=True, kw_only=True):
    """What became of the findings between the two newest versions of what somebody has sent."""

    document: str
    office: str
    old: Annotated[str, Meta(description="File of the earlier version.")]
    new: Annotated[str, Meta(description="File of the later version.")]
    fixed: Amount
    still_open: Amount
    added: Amount


class AssessedSender(Output, frozen=True, kw_only=True):
    """How far somebody is with what it planned."""

    office: str
    file: Annotated[str | None, Meta(description="The report that says so; null where there is none that stands.")]
    is_without_report: bool
    states: Annotated[
        Mapping[str, list[Number]], Meta(description="Code of a state -> the items of its plan that are in it.")
    ]
    unclear: Annotated[list[Number], Meta(description="The other items of its plan: the report leaves them open.")]


class AssessedState(Output, frozen=True, kw_only=True):
    """A state that what was planned can be in."""

    code: str
    label: str


class Assessment(Output, frozen=True, kw_only=True):
    """How what was planned stands, by what was reported on it."""

    document: Annotated[str, Meta(description="Format of the reports.")]
    as_of: DayText | None
    states: list[AssessedState]
    offices: Annotated[list[AssessedSender], Meta(description="Everybody whose plan is at hand, in roster order.")]
    items: Annotated[
        Mapping[str, Mapping[str, Amount]],
        Meta(description="Number of an item -> code of a state -> with how many offices it is in that."),
    ]
    totals: Annotated[Mapping[str, Amount], Meta(description="Code of a state -> how many items of all plans.")]


class ReviewJson(Output, frozen=True, kw_only=True, tag_field="format", tag=REVIEW_FORMAT):
    """What became of the documents that many have sent under one circular."""

    pack: PackJson
    roster: Annotated[
        list[RosterRow],
        Meta(description="A row for everybody who sends a document, kind by kind, in the code's order."),
    ]
    verdicts: Annotated[
        Mapping[Verdict, Amount],
        each_of(Verdict),
        Meta(description="How many offices of the roster have each verdict."),
    ]
    measures: Annotated[
        Mapping[str, Amount],
        Meta(description="Number of an item -> how many of the documents of the first kind that count list it."),
    ]
    items: Annotated[
        Mapping[str, Mapping[str, Amount]],
        Meta(description="Format of a kind of document -> number of an item -> how many of those that count list it."),
    ]
    findings: Annotated[list[OverallFindingJson], Meta(description="What the rules across documents found.")]
    rules: Annotated[list[RuleStatusJson], Meta(description="What became of every rule across documents.")]
    engine: EngineJson
    files: Annotated[list[ReviewedFileJson], Meta(description="Every file that was found, by name.")]
    file_counts: Annotated[
        Mapping[FileStanding, Amount], each_of(FileStanding), Meta(description="How many files came to what.")
    ]
    states: Annotated[
        Mapping[SenderState, Amount], each_of(SenderState), Meta(description="How many offices are how far.")
    ]
    decisions: Annotated[list[ReviewedDecisionJson], Meta(description="What people have decided.")]
    resubmissions: Annotated[
        list[Resubmission],
        Meta(description="What became of the findings between the two newest versions of each who sent more than one."),
    ]
    assessments: Annotated[
        list[Assessment], Meta(description="How the plans that the reports are held against (--against) stand.")
    ]
    against: Annotated[
        list[InputJson] | UnsetType,
        Meta(description="The files that the documents were held against; there only where there are any."),
    ] = UNSET
    reports: Annotated[
        list[ReportJson],
        Meta(description="The report on every file, in roster order, files of no known office last."),
    ]


class Review(msgspec.Struct, frozen=True):
    """What became of the plans of many offices; the fields are those of `schemas/review.schema.json`.

    `roster` has everybody who can send a document, kind by kind, `files` all that were found, `decisions` what people
    decided, `reports` every file that was read, in roster order and those of no known sender last. `items` counts, for
    each kind of document and each item, the documents that count and list it.
    """

    pack_id: str
    pack_version: str
    pack_digest: str
    roster: tuple[RosterRow, ...]
    findings: tuple[Finding, ...]
    rules: Mapping[str, RuleStatus]
    items: Mapping[str, Mapping[Number, int]]
    reports: tuple[Report, ...]
    engine: Engine
    lang: Language
    files: tuple[ReviewedFile, ...] = ()
    decisions: tuple[ReviewedDecision, ...] = ()
    resubmissions: tuple[Resubmission, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    against: tuple[InputJson, ...] = ()
    """The files that the documents were held against."""

    @property
    def file_counts(self) -> Mapping[FileStanding, int]:
        """How many files came to what."""
        return {standing: sum(each.standing is standing for each in self.files) for standing in FileStanding}

    @property
    def states(self) -> Mapping[SenderState, int]:
        """How many of the roster are how far."""
        return {state: sum(row.state is state for row in self.roster) for state in SenderState}

    @property
    def measures(self) -> Mapping[Number, int]:
        """The items of the kind of document that comes first."""
        return next(iter(self.items.values()), {})

    @property
    def documents(self) -> tuple[str, ...]:
        """The kinds of document that the review is about."""
        return tuple(dict.fromkeys(row.document for row in self.roster))

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How many offices of the roster have each verdict."""
        return {verdict: sum(row.verdict is verdict for row in self.roster) for verdict in Verdict}

    def to_dict(self) -> dict[str, Any]:
        """The review as JSON values, in the form of `schemas/review.schema.json`."""
        return self.as_json().to_dict()

    def as_json(self) -> ReviewJson:
        """The review as it is written, in its language."""
        items = {name: {str(number): count for number, count in rows.items()} for name, rows in self.items.items()}
        return ReviewJson.made_of(
            self,
            self.lang,
            pack=PackJson(id=self.pack_id, version=self.pack_version, digest=self.pack_digest),
            measures=next(iter(items.values()), {}),
            items=items,
            findings=[_overall(finding, self.lang) for finding in self.findings],
            rules=statuses_json(self.rules),
            against=list(self.against) or UNSET,
            reports=[report.as_json() for report in self.reports],
        )


def _overall(finding: Finding, lang: Language) -> OverallFindingJson:
    written = msgspec.structs.asdict(finding.as_json(lang))
    return OverallFindingJson(**{**written, "at": "".join(map(str, finding.at))})
