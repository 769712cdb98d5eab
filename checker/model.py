"""What everybody here speaks in: frozen records and enumerations, and nothing that acts.

A plan becomes a `Report` of `Finding`s. Texts for people come as `Text`, English and Chinese together, so that no
language is chosen before something is shown. What is written as JSON, in one language, are the records called `…Json`:
the schemas of outputs are made of them (`docs/generate_schemas.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, NamedTuple, Self

import msgspec
from msgspec import UNSET, Meta, UnsetType

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
    `end_line` and `end_column` are those of the character behind a single value of a text; no report stores them.
    """

    line: int | None = None
    column: int | None = None
    cell: str | None = None
    end_line: int | None = None
    end_column: int | None = None


NOWHERE: Final = Place()


class Fact(msgspec.Struct, frozen=True, gc=False):
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


class Output(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is written as JSON: its members are those of an object, and each is always there."""

    @classmethod
    def made_of(cls, record: object, lang: Language, /, **others: Any) -> Self:
        """What is written of `record` in `lang`: its members of the same names, but for those that `others` are."""
        taken = (name for name in cls.__struct_fields__ if name not in others)
        return cls(**{name: _written(getattr(record, name), lang) for name in taken}, **others)

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON values."""
        values: dict[str, Any] = msgspec.to_builtins(self)
        return values


def _written(value: Any, lang: Language) -> Any:
    """A value of a record as it is written: texts in `lang`, records that are written otherwise as they are then."""
    if isinstance(value, Text):
        return value.in_language(lang)
    if isinstance(value, tuple):
        return [_written(each, lang) for each in value]
    return value.as_json(lang) if hasattr(value, "as_json") else value


RuleId = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]*$")]
Slug = Annotated[str, Meta(pattern="^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
Version = Annotated[str, Meta(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="A SHA-256, in hexadecimal digits.")]
DayText = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Passage = Annotated[str, Meta(min_length=1)]
Amount = Annotated[int, Meta(ge=0)]
Ordinal = Annotated[int, Meta(ge=1)]
EvaluatorName = Literal["durable_rules", "reference"]


def each_of(members: type[StrEnum]) -> Meta:
    """What is said of an object that has every one of these members."""
    return Meta(extra_json_schema={"required": [member.value for member in members]})


SeverityCounts = Annotated[Mapping[Severity, Amount], each_of(Severity)]


class Clause(Output, frozen=True, kw_only=False):
    """Where a duty is written: the document's id, and the clause in it (None: the document as a whole)."""

    document: Annotated[str, Meta(description="The circular's id, or the document's format for faults of the schema.")]
    clause: str | None


REPORT_FORMAT: Final = "plan-report/1"
REVIEW_FORMAT: Final = "plan-review/1"

SCHEMA: Final = "schema"
UNREADABLE: Final = "unreadable"
NOT_READ: Final = "not-read"
LEFT_OUT: Final = "left-out"
"""What stands for a rule before any: faults of the schema, unreadable input, what was not read of a form, and rules
that were not to be judged."""


class Decision(Output, frozen=True, kw_only=False):
    """That somebody accepts a finding."""

    by: Passage
    date: DayText
    reason: Passage


class Finding(msgspec.Struct, frozen=True):
    """One thing found, with the fields of its JSON: `exception` is the justification that lowered the severity.

    `decision` is there where a person accepts it.
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
    decision: Decision | None = None

    def as_json(self, lang: Language) -> FindingJson:
        """The finding as it is written in `lang`."""
        line, column, cell, *_ = self.place
        at, decision = pointer_text(self.at), self.decision or UNSET
        return FindingJson.made_of(self, lang, at=at, line=line, column=column, cell=cell, decision=decision)


class FindingJson(Output, frozen=True, kw_only=True):
    """One thing found in a plan."""

    rule: Annotated[
        RuleId,
        Meta(description="Rule id; `schema`, `unreadable`, `not-read`, `left-out`: found before rules are judged."),
    ]
    severity: Severity
    at: Annotated[str, Meta(pattern="^(?:/|$)", description="JSON pointer into the document.")]
    line: Annotated[Ordinal | None, Meta(description="Line in the source text.")]
    column: Annotated[Ordinal | None, Meta(description="Column in the source text, in characters.")]
    cell: Annotated[str | None, Meta(description="Cell of a workbook or place in a Word document.")]
    subject: Annotated[Number | None, Meta(description="What it is about: an item's number, an office, a region, …")]
    message: Annotated[Passage, Meta(description="What was found.")]
    clause: Annotated[Clause, Meta(description="Where the duty is written.")]
    because: Annotated[
        Mapping[str, Any],
        Meta(
            description="The facts that made the rule fire, by kind; `bound` are the figures they were compared with."
        ),
    ]
    fix: Annotated[str | None, Meta(description="What to do about it.")]
    exception: Annotated[str | None, Meta(description="The reason for which an error was lowered to a warning.")]
    decision: Annotated[Decision | UnsetType, Meta(description="There only where somebody accepts it.")] = UNSET


class OverallFindingJson(FindingJson, frozen=True, kw_only=True):
    """One thing found in the documents of a review together."""

    at: Annotated[str, Meta(description="Code of the office it is about, or empty.")]


class Engine(msgspec.Struct, frozen=True):
    """Which evaluator judged, in which version; `failure` says why its judgement cannot be relied on, if so."""

    name: EvaluatorName
    version: str
    failure: Text | None = None

    def as_json(self, lang: Language) -> EngineJson:
        """The evaluator as it is written in `lang`."""
        return EngineJson.made_of(self, lang)


class EvaluatorJson(Output, frozen=True, kw_only=True):
    """An evaluator."""

    name: EvaluatorName
    version: Passage


class EngineJson(EvaluatorJson, frozen=True, kw_only=True):
    """The evaluator that judged."""

    failure: Annotated[str | None, Meta(description="Why the judgement cannot be relied on; null where it can.")]


class PackJson(Output, frozen=True, kw_only=True):
    """The rule pack that judged."""

    id: Slug
    version: Version
    digest: Annotated[Digest, Meta(description="SHA-256 over the files that the pack judges by.")]


class ReportPackJson(Output, frozen=True, kw_only=True):
    """The rule pack that judged; null where the input named none and there was no telling."""

    id: str | None
    version: str | None
    digest: Annotated[Digest | None, Meta(description="SHA-256 over the files that the pack judges by.")]


class InputJson(Output, frozen=True, kw_only=True):
    """The input as named by the caller, and the digest of its bytes."""

    name: str | None
    sha256: Digest | None


class RuleStatusJson(Output, frozen=True, kw_only=True):
    """What became of a rule."""

    rule: RuleId
    status: RuleStatus


def statuses_json(rules: Mapping[str, RuleStatus]) -> list[RuleStatusJson]:
    """What became of each rule, as it is written."""
    return [RuleStatusJson(rule=rule, status=status) for rule, status in rules.items()]


class ReportJson(Output, frozen=True, kw_only=True, tag_field="format", tag=REPORT_FORMAT):
    """What became of one document."""

    pack: ReportPackJson
    document: Annotated[
        str | None,
        Meta(description="Format of the document that was checked, for instance plan/1; null where it is unknown."),
    ]
    input: InputJson
    against: Annotated[
        list[InputJson] | UnsetType,
        Meta(description="The files that it was held against (--against); there only where there are any."),
    ] = UNSET
    office: Annotated[str | None, Meta(description="Who sent it.")]
    plan_year: int | None
    status: Annotated[
        str | None, Meta(description="What the document says of itself, for instance draft or submitted.")
    ]
    version: Ordinal | None
    verdict: Verdict
    counts: Annotated[SeverityCounts, Meta(description="How many findings there are of each severity.")]
    selection: Annotated[
        Mapping[str, Annotated[list[Number], Meta(extra_json_schema={"uniqueItems": True})]],
        Meta(description="The lists of item numbers that the kind of document declares, each distinct and sorted."),
    ]
    findings: Annotated[list[FindingJson], Meta(description="In document order, then by rule id.")]
    rules: Annotated[
        list[RuleStatusJson],
        Meta(description="What became of every rule of the pack about a single document, in the pack's order."),
    ]
    engine: EngineJson


class ReadSheet(msgspec.Struct, frozen=True):
    """What was understood of one sheet of a form: rows under columns; without columns, rows are a name and a value."""

    label: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


class Readback(msgspec.Struct, frozen=True):
    """What was understood of a document; of a draft, also how many of its items (`done` of `whole`) want nothing."""

    sheets: tuple[ReadSheet, ...]
    done: int | None = None
    whole: int | None = None


class Report(msgspec.Struct, frozen=True):
    """What became of one plan; the fields are those of the report's JSON (`schemas/report.schema.json`).

    `document` is the format of what was checked, `office` who sent it. Office, year, status and version are as read,
    None where unreadable. `selection` are the lists of items that the kind of document declares. `lang` is the language
    of its messages. `against` are the files that it was held against. `readback` is what was understood, where that was
    asked for; it is no part of the JSON.
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
    against: tuple[InputJson, ...] = ()
    readback: Readback | None = None

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity."""
        return {severity: sum(finding.severity is severity for finding in self.findings) for severity in Severity}

    def as_json(self) -> ReportJson:
        """The report as it is written, in its language."""
        return ReportJson.made_of(
            self,
            self.lang,
            pack=ReportPackJson(id=self.pack_id, version=self.pack_version, digest=self.pack_digest),
            input=InputJson(name=self.name, sha256=self.sha256),
            against=list(self.against) or UNSET,
            selection={name: list(numbers) for name, numbers in self.selection.items()},
            rules=statuses_json(self.rules),
        )

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON values, in the form of `schemas/report.schema.json`."""
        return self.as_json().to_dict()
