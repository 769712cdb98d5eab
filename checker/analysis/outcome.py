"""What an analysis of a rule pack comes to."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from msgspec import Meta, field

from checker.analysis.lines import Line, Stretch
from checker.cases import Case
from checker.i18n import N_, messages_of, say, text
from checker.model import (
    LANGUAGES,
    Amount,
    DayText,
    EvaluatorJson,
    Language,
    Output,
    PackJson,
    Passage,
    Severity,
    Slug,
    Text,
)
from checker.pack.model import shown_day
from checker.values import day_text

Word = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$", max_length=64)]
DocumentFormat = Annotated[str, Meta(pattern="^[a-z][a-z0-9]*(-[a-z0-9]+)*/[1-9][0-9]*$")]

PROBLEMS: Final = {problem: message for problem, (message,) in messages_of("problems-of-packs").items()}
"""What is said of a problem, by its id."""

_COUNTS: Final[Mapping[str, str]] = {
    "one": N_("{first}"),
    "many": N_("{first}–{last}"),
    "on": N_("{first}–"),
}
_DAYS: Final[Mapping[str, str]] = {
    "one": N_("{first}"),
    "many": N_("{first} to {last}"),
    "on": N_("{first} on"),
}


@dataclass(frozen=True, slots=True)
class RuleShown:
    """What is shown of one rule on one kind of document (None: across documents): where it fires, and where it is kept.

    `is_whole` says that where none was found there is none.
    """

    rule: str
    document: str | None
    fires: Case | None
    kept: Case | None
    is_whole: bool


@dataclass(frozen=True, slots=True)
class SenderPassing:
    """Who can send documents of a kind, and one that passes."""

    document: str
    sender: str
    passes: Case | None


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One thing that is wrong with a pack: which (its id in `PROBLEMS`), in which rules, and a plan that shows it.

    `values` are for the places of the text; `document` is the format that it is about, where it is about one.
    """

    kind: str
    rules: tuple[str, ...]
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    witness: Case | None = None
    document: str | None = None

    def message(self, lang: Language) -> str:
        """What is wrong, in `lang`."""
        return say(lang, PROBLEMS[self.kind], **self.values)


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is shown of a pack, by which evaluators.

    `failure` says why it cannot be relied on, where it cannot.
    """

    pack: PackJson
    engines: tuple[EvaluatorJson, ...]
    rules: tuple[RuleShown, ...]
    pairs: int
    verdicts: int
    lines: tuple[Line, ...]
    senders: tuple[SenderPassing, ...]
    problems: tuple[PackProblem, ...]
    failure: Text | None = None

    def as_json(self, lang: Language) -> AnalysisJson:
        """The analysis as it is written, its texts in `lang`."""
        return AnalysisJson.made_of(
            self,
            lang,
            rules=[
                RuleShownJson.made_of(shown, lang, fires=_witness(shown.fires), kept=_witness(shown.kept))
                for shown in self.rules
            ],
            lines=[_line(line, lang) for line in self.lines],
            senders=[SenderPassingJson.made_of(shown, lang, passes=_witness(shown.passes)) for shown in self.senders],
            problems=[
                ProblemJson.made_of(
                    each, lang, problem=each.kind, message=each.message(lang), shown_by=_witness(each.witness)
                )
                for each in self.problems
            ],
        )

    def to_dict(self, lang: Language) -> dict[str, Any]:
        """The analysis as JSON values."""
        return self.as_json(lang).to_dict()


PlanJson = Annotated[
    Mapping[str, Any],
    Meta(
        description="A plan: `plancheck schema plan` has the form of its members.",
        extra_json_schema={"required": ["format", "circular"]},
    ),
]


class WitnessJson(Output, frozen=True, kw_only=True):
    """Plans that show something, as small as they can be; judged by plancheck itself."""

    plans: Annotated[
        list[PlanJson],
        Meta(min_length=1, description="One plan, or several for a rule across plans."),
    ]
    as_of: Annotated[DayText | None, Meta(description="The day that they are checked for; null for no day.")]


OfDocument = Annotated[
    DocumentFormat | None, Meta(description="The format of the document that it is about; null where it is about none.")
]


class RuleShownJson(Output, frozen=True, kw_only=True):
    """What is shown of a rule on one kind of document."""

    rule: Slug
    document: OfDocument
    fires: Annotated[WitnessJson | None, Meta(description="Plans in which it fires; null where none was found.")]
    kept: Annotated[
        WitnessJson | None, Meta(description="Plans in which it applies and is kept; null where none was found.")
    ]
    is_whole: Annotated[bool, Meta(description="Whether, where no such plan was found, there is none.")]


UniqueSlugs = Annotated[list[Slug], Meta(extra_json_schema={"uniqueItems": True})]


class StretchJson(Output, frozen=True, kw_only=True):
    """Counts, or days, on which the same rules speak."""

    from_: Annotated[Amount | DayText, Meta(description="The first one.")] = field(name="from")
    to: Annotated[Amount | DayText | None, Meta(description="The last one; null where there is none.")]
    severity: Annotated[Severity | None, Meta(description="The gravest of what is found there; null where nothing is.")]
    rules: Annotated[UniqueSlugs, Meta(description="The rules that find it.")]


def _none(type_: str) -> dict[str, Any]:
    """What is said of stretches of which no end is of that type."""
    other = {"not": {"type": type_}}
    return {"items": {"properties": {"from": other, "to": other}}}


class LineJson(Output, frozen=True, kw_only=True):
    """The line of one count or one day, in stretches, from its first value on."""

    document: OfDocument
    kind: Annotated[Word, Meta(description="The kind of fact.")]
    member: Annotated[Word, Meta(description="Its member.")]
    bounds: Annotated[
        list[Word],
        Meta(description="The bounds of the pack that it is compared with.", extra_json_schema={"uniqueItems": True}),
    ]
    stretches: Annotated[
        list[StretchJson],
        Meta(
            min_length=1,
            description="In order, without a gap: of counts, or of days.",
            extra_json_schema={"anyOf": [_none("string"), _none("integer")]},
        ),
    ]


class SenderPassingJson(Output, frozen=True, kw_only=True):
    """Who sends documents of a kind, and whether one can pass."""

    document: Annotated[DocumentFormat, Meta(description="Their format.")]
    sender: Annotated[Passage, Meta(description="Who sends them, by code.")]
    passes: Annotated[WitnessJson | None, Meta(description="One that passes; null where none was found.")]


class ProblemJson(Output, frozen=True, kw_only=True):
    """One thing that is wrong with the pack."""

    problem: Annotated[str, Meta(description="Which kind of thing.", extra_json_schema={"enum": list(PROBLEMS)})]
    document: OfDocument
    rules: Annotated[UniqueSlugs, Meta(description="The rules that it is about; empty where it is about none.")]
    message: Annotated[Passage, Meta(description="What is wrong.")]
    shown_by: Annotated[
        WitnessJson | None, Meta(description="Plans that show it; null where none can, or none was found.")
    ]


class AnalysisJson(Output, frozen=True, kw_only=True, tag_field="format", tag="rule-analysis/1"):
    """What a rule pack can do as such, and what is wrong with it, each with plans: `plancheck rules analyze`."""

    pack: PackJson
    engines: Annotated[
        list[EvaluatorJson],
        Meta(min_length=1, description="The evaluators that judged, the one that judges by default first."),
    ]
    rules: Annotated[list[RuleShownJson], Meta(min_length=1, description="Every rule on every document.")]
    pairs: Annotated[Amount, Meta(description="How many pairs of rules look at the same things.")]
    verdicts: Annotated[Amount, Meta(description="How many sequences of findings the verdict was looked at for.")]
    lines: Annotated[list[LineJson], Meta(description="The counts and days that rules compare with values.")]
    senders: Annotated[list[SenderPassingJson], Meta(min_length=1, description="Everyone who can send a document.")]
    failure: Annotated[Passage | None, Meta(description="Why the analysis cannot be relied on; null where it can.")]
    problems: Annotated[list[ProblemJson], Meta(description="What is wrong; empty where nothing was found.")]


def _witness(witness: Case | None) -> WitnessJson | None:
    if witness is None:
        return None
    as_of = None if witness.as_of is None else witness.as_of.isoformat()
    return WitnessJson(plans=list(witness.plans), as_of=as_of)


def _line(line: Line, lang: Language) -> LineJson:
    stretches = [
        StretchJson(
            from_=_value(line, stretch.first),
            to=None if stretch.last is None else _value(line, stretch.last),
            severity=stretch.severity,
            rules=[rule.id for rule in stretch.rules],
        )
        for stretch in line.stretches
    ]
    return LineJson.made_of(line, lang, **line.about, stretches=stretches)


def _value(line: Line, value: int) -> int | str:
    return day_text(value) if line.is_day else value


def stretch_text(line: Line, stretch: Stretch) -> Text:
    """The values of a stretch, as people write them."""
    form = "on" if stretch.last is None else "one" if stretch.last == stretch.first else "many"
    first, last = (_shown(line, value) for value in stretch.ends)
    return text((_DAYS if line.is_day else _COUNTS)[form], first=first, last=last)


def _shown(line: Line, value: int) -> Text:
    en, zh = (shown_day(day_text(value), lang) if line.is_day else str(value) for lang in LANGUAGES)
    return Text(en, zh)
