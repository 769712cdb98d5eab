"""What everybody here speaks in: frozen records and enumerations, and nothing that acts.

A plan becomes a `Report` of `Finding`s. Texts for people come as `Text`, English and Chinese together, so that no
language is chosen before something is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, Literal, NamedTuple

import msgspec

Language = Literal["en", "zh"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")

Pointer = tuple[str | int, ...]
"""A place in a document, as the steps of a JSON pointer (RFC 6901); `()` is the whole document."""

Number = int | str
"""A measure's number as its circular's catalogue writes it."""


def pointer_text(at: Pointer) -> str:
    """`at` as a JSON pointer: `/measures/3/schedule`, or the empty text for the whole document."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in at)


class Severity(StrEnum):
    """How much a finding weighs: an error returns the plan, a warning asks a person, info only tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    """What becomes of a plan."""

    PASS = "pass"
    REVIEW = "review"
    RETURN = "return"
    INVALID = "invalid"
    UNDETERMINED = "undetermined"


class RuleStatus(StrEnum):
    """What became of one rule on one plan."""

    SATISFIED = "satisfied"
    VIOLATED = "violated"
    NOT_APPLICABLE = "not-applicable"
    NOT_RUN = "not-run"


class Text(msgspec.Struct, frozen=True):
    """One text in both languages."""

    en: str
    zh: str

    def in_language(self, lang: Language) -> str:
        """The text in `lang`."""
        return self.zh if lang == "zh" else self.en


class Place(NamedTuple):
    """Where a value stands in its source: line and column count from 1.

    `cell` is for workbooks (`Measures!D7`) and Word documents (`Table[5]!B3`, or `Paragraph[12]` beside the tables).
    """

    line: int | None = None
    column: int | None = None
    cell: str | None = None


NOWHERE: Final = Place()


class Fact(NamedTuple):
    """One thing known of a document, flat: `kind` and `members` are as its rule pack declares them; never changed.

    `at` is the place in the plan it was read from; facts of the rule pack have `()`.
    """

    kind: str
    at: Pointer
    members: Mapping[str, Any]


class Known(msgspec.Struct, frozen=True, eq=False):
    """All that is known of a document, or of a review.

    `by_kind` are its facts, the one `anchor` among them; those of the rule pack's tables are not. `unread` are things
    that are there but could not be read, with the members known of them; `unknown` names members (`kind.member`) that a
    schema fault hides.
    """

    by_kind: Mapping[str, Sequence[Fact]]
    anchor: Fact
    unread: tuple[Fact, ...] = ()
    unknown: frozenset[str] = frozenset()

    @classmethod
    def of(cls, facts: Iterable[Fact], anchor: Fact) -> Known:
        """These facts beside the anchor."""
        by_kind: dict[str, list[Fact]] = {}
        for fact in (*facts, anchor):
            by_kind.setdefault(fact.kind, []).append(fact)
        return cls(by_kind, anchor)


class Firing(NamedTuple):
    """A rule that is violated, and the fact of its `for_each` kind that violates it."""

    rule: str
    fact: Fact


class Clause(msgspec.Struct, frozen=True):
    """Where a duty is written: the document's id, and the clause in it (None: the document as a whole)."""

    document: str
    clause: str | None


REPORT_FORMAT: Final = "plan-report/1"
REVIEW_FORMAT: Final = "plan-review/1"

SCHEMA: Final = "schema"
UNREADABLE: Final = "unreadable"
"""What stands for a rule in the findings that come before any rule: faults of the schema, and unreadable input."""


class Finding(msgspec.Struct, frozen=True):
    """One thing found in a plan; the fields are those of the report's JSON (`schemas/report.schema.json`).

    `rule` is the id of the rule, or SCHEMA or UNREADABLE. `exception` is the justification that lowered the severity.
    """

    rule: str
    severity: Severity
    at: Pointer
    place: Place
    subject: Number | None
    message: Text
    clause: Clause
    because: Mapping[str, Any] = {}
    fix: Text | None = None
    exception: str | None = None

    def to_dict(self, lang: Language) -> dict[str, Any]:
        """The finding as JSON values, its texts in `lang`."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "at": pointer_text(self.at),
            "line": self.place.line,
            "column": self.place.column,
            "cell": self.place.cell,
            "subject": self.subject,
            "message": self.message.in_language(lang),
            "clause": {"document": self.clause.document, "clause": self.clause.clause},
            "because": dict(self.because),
            "fix": None if self.fix is None else self.fix.in_language(lang),
            "exception": self.exception,
        }


class Engine(msgspec.Struct, frozen=True):
    """Which evaluator judged, in which version; `failure` says why its judgement cannot be relied on, if so."""

    name: str
    version: str
    failure: Text | None = None


class Report(msgspec.Struct, frozen=True):
    """What became of one plan; the fields are those of the report's JSON (`schemas/report.schema.json`).

    `document` is the format of what was checked, `office` who sent it. Office, year, status and version are as read,
    None where unreadable. `selection` are the lists of items that the kind of document declares. `lang` is the language
    of its messages.
    """

    pack_id: str | None
    pack_version: str | None
    pack_digest: str | None
    document: str | None
    name: str | None
    sha256: str | None
    office: str | None
    plan_year: int | None
    status: str | None
    version: int | None
    verdict: Verdict
    selection: Mapping[str, tuple[Number, ...]]
    findings: tuple[Finding, ...]
    rules: Mapping[str, RuleStatus]
    engine: Engine
    lang: Language

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity."""
        return {severity: sum(finding.severity is severity for finding in self.findings) for severity in Severity}

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON values, in the form of `schemas/report.schema.json`."""
        failure = self.engine.failure
        return {
            "format": REPORT_FORMAT,
            "pack": {"id": self.pack_id, "version": self.pack_version, "digest": self.pack_digest},
            "document": self.document,
            "input": {"name": self.name, "sha256": self.sha256},
            "office": self.office,
            "plan_year": self.plan_year,
            "status": self.status,
            "version": self.version,
            "verdict": self.verdict.value,
            "counts": {severity.value: count for severity, count in self.counts.items()},
            "selection": {name: list(numbers) for name, numbers in self.selection.items()},
            "findings": [finding.to_dict(self.lang) for finding in self.findings],
            "rules": [{"rule": rule, "status": status.value} for rule, status in self.rules.items()],
            "engine": {
                "name": self.engine.name,
                "version": self.engine.version,
                "failure": None if failure is None else failure.in_language(self.lang),
            },
        }


class RosterRow(msgspec.Struct, frozen=True):
    """One sender in a review: the document of a kind that stands for it, if any, and the files it supersedes.

    `verdict` is None where there is no plan, or no telling which of two is it.
    """

    document: str
    office: str
    file: str | None = None
    status: str | None = None
    version: int | None = None
    verdict: Verdict | None = None
    counts: Mapping[Severity, int] | None = None
    superseded: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON values."""
        counts = self.counts
        return {
            "document": self.document,
            "office": self.office,
            "file": self.file,
            "status": self.status,
            "version": self.version,
            "verdict": None if self.verdict is None else self.verdict.value,
            "counts": None if counts is None else {severity.value: count for severity, count in counts.items()},
            "superseded": list(self.superseded),
        }


class Resubmission(msgspec.Struct, frozen=True):
    """What became of the findings between the two newest versions of what somebody has sent."""

    document: str
    office: str
    old: str
    new: str
    fixed: int
    still_open: int
    added: int

    def to_dict(self) -> dict[str, Any]:
        """The resubmission as JSON values."""
        return {
            "document": self.document,
            "office": self.office,
            "old": self.old,
            "new": self.new,
            "fixed": self.fixed,
            "still_open": self.still_open,
            "added": self.added,
        }


class Review(msgspec.Struct, frozen=True):
    """What became of the plans of many offices; the fields are those of `schemas/review.schema.json`.

    `roster` has everybody who can send a document, kind by kind, `reports` every file that was read, in roster order
    and those of no known sender last. `items` counts, for each kind of document and each item, the documents that count
    and list it.
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
    resubmissions: tuple[Resubmission, ...] = ()

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
        failure = self.engine.failure
        return {
            "format": REVIEW_FORMAT,
            "pack": {"id": self.pack_id, "version": self.pack_version, "digest": self.pack_digest},
            "roster": [row.to_dict() for row in self.roster],
            "verdicts": {verdict.value: count for verdict, count in self.verdicts.items()},
            "measures": {str(number): count for number, count in self.measures.items()},
            "items": {
                name: {str(number): count for number, count in items.items()} for name, items in self.items.items()
            },
            "findings": [
                {**finding.to_dict(self.lang), "at": "".join(map(str, finding.at))} for finding in self.findings
            ],
            "rules": [{"rule": rule, "status": status.value} for rule, status in self.rules.items()],
            "engine": {
                "name": self.engine.name,
                "version": self.engine.version,
                "failure": None if failure is None else failure.in_language(self.lang),
            },
            "resubmissions": [resubmission.to_dict() for resubmission in self.resubmissions],
            "reports": [report.to_dict() for report in self.reports],
        }
