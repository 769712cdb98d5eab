"""Analyzes a rule pack: what each rule can do, how rules stand to each other, and whether a document can pass.

Everything is asked of any document of a kind (`judging`), first of small ones and then of large ones; and whatever a
document can show is shown by one that plancheck itself has judged. What it comes to are the records at the beginning.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import Annotated, Any, Final

from msgspec import Meta, field

from checker.analysis.judging import AnyDocument, RuleOnAny
from checker.analysis.lines import Line, Stretch, lines_across, lines_of, overlapping, unused_bounds
from checker.analysis.solving import Condition, none_of
from checker.analysis.witnesses import Bench, reviews_for
from checker.cases import Case, read_cases
from checker.engine import engine_version
from checker.errors import PackError
from checker.findings import verdict_of
from checker.i18n import N_, messages_of, say, text
from checker.model import (
    LANGUAGES,
    SCHEMA,
    UNREADABLE,
    Amount,
    Clause,
    DayText,
    EvaluatorJson,
    Finding,
    Language,
    Output,
    PackJson,
    Passage,
    Place,
    RuleStatus,
    Severity,
    Slug,
    Text,
    Verdict,
)
from checker.pack.model import DocumentKind, Pack, Rule, Stage
from checker.values import day_text, shown_day

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

    def to_dict(self, lang: Language) -> dict[str, Any]:
        """The analysis as JSON values, its texts in `lang`."""
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
        ).to_dict()


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


Question = Callable[[AnyDocument], Iterable[Condition]]
"""What is asked of a document: whether these conditions can be so together."""


def analyze(pack: Pack) -> Analysis:
    """What can be shown of `pack`, and what is wrong with it."""
    bench = Bench(pack)
    documents = [_OfDocument(pack, document, bench) for document in pack.documents.values()]
    plans = {each.document.format: [shown.passes for shown in each.senders if shown.passes] for each in documents}
    across = [
        _of_witnesses(bench, rule, [*of_cases(pack, rule), *reviews_for(pack, rule, plans)])
        for rule in pack.rules_of(Stage.REVIEW)
    ]
    lines = lines_across(pack)
    return Analysis(
        pack=PackJson(id=pack.id, version=pack.version, digest=pack.digest),
        engines=tuple(EvaluatorJson(name=engine, version=engine_version(engine)) for engine in bench.engines),
        rules=(*(shown for each in documents for shown in each.rules), *across),
        pairs=sum(len(each.pairs) for each in documents),
        verdicts=sum(1 for _ in sequences()),
        lines=(*(line for each in documents for line in each.lines), *lines),
        senders=tuple(shown for each in documents for shown in each.senders),
        problems=(
            *(problem for each in documents for problem in each.problems()),
            *problems_of_rules(across),
            *(
                PackProblem(kind, rules, {**line.about, "values": stretch_text(line, stretch)})
                for line in lines
                for kind, rules, stretch, _ in line.asked()
            ),
            *(PackProblem("unused-bound", (), {"bound": name}) for name in unused_bounds(pack)),
            *(PackProblem("verdict", (), {"findings": each}) for each in verdict_faults()),
        ),
        failure=bench.failure,
    )


def _of_witnesses(bench: Bench, rule: Rule, candidates: list[Case]) -> RuleShown:
    """What is shown of a rule by sets of documents that are not all there can be."""
    fires = bench.first(rule, RuleStatus.VIOLATED, candidates)
    kept = bench.first(rule, RuleStatus.SATISFIED, candidates)
    return RuleShown(rule.id, None, fires, kept, is_whole=False)


def of_cases(pack: Pack, rule: Rule, document: DocumentKind | None = None) -> Iterator[Case]:
    """The documents of the cases of a rule: where it looks at more than one, its author knows what shows it."""
    try:
        cases = read_cases(pack, rule)
    except PackError:
        return
    for case in cases:
        if document is None or all(pack.document_of(plan) is document for plan in case.plans):
            yield case


def problems_of_rules(rules: Iterable[RuleShown]) -> Iterator[PackProblem]:
    """Rules that never fire, and rules that fire wherever they apply."""
    for shown in rules:
        if shown.fires is None:
            kind = "never-fires" if shown.is_whole else "not-seen-firing"
            yield PackProblem(kind, (shown.rule,), {}, shown.kept, shown.document)
        elif shown.kept is None:
            kind = "always-fires" if shown.is_whole else "not-seen-kept"
            yield PackProblem(kind, (shown.rule,), {}, shown.fires, shown.document)


class _OfDocument:
    """What can be shown of the rules on one kind of document."""

    def __init__(self, pack: Pack, document: DocumentKind, bench: Bench) -> None:
        self.document = document
        self._pack = pack
        self._bench = bench
        self._small = AnyDocument(pack, document, is_small=True)
        self._seen: list[frozenset[str]] = []
        """The rules that were found violated together in some document."""
        self.lines = lines_of(pack, self._small)
        self.rules = tuple(self._shown(rule) for rule in pack.rules_for(document))

    @cached_property
    def _large(self) -> AnyDocument:
        return AnyDocument(self._pack, self.document, is_small=False)

    def _find(self, question: Question) -> Case | None:
        """A document in which what is asked is so, a small one if there is one."""
        return self._small.shown(*question(self._small)) or self._large.shown(*question(self._large))

    def _never(self, question: Question) -> bool:
        """Whether it is certain that no document has what is asked."""
        return all(each.solver.is_impossible(question(each)) for each in self._sizes())

    def _sizes(self) -> Iterator[AnyDocument]:
        yield self._small
        yield self._large

    # Single rules

    def _shown(self, rule: Rule) -> RuleShown:
        fired, is_sure_of_firing = self._judged(rule, RuleStatus.VIOLATED, _firing(rule.id))
        kept, is_sure_of_keeping = self._judged(rule, RuleStatus.SATISFIED, _keeping(rule.id))
        is_whole = self._small.rules[rule.id].is_whole and is_sure_of_firing and is_sure_of_keeping
        return RuleShown(rule.id, self.document.format, fired, kept, is_whole)

    def _judged(self, rule: Rule, status: RuleStatus, question: Question) -> tuple[Case | None, bool]:
        """A document in which that becomes of a rule, and whether it is certain that there is, or is none."""
        witness = self._find(question)
        for each in [witness] if witness is not None else []:
            judged = self._bench.judge(each)
            self._seen.append(judged.violated)
            if judged.is_valid and judged.statuses.get(rule.id) is status:
                return each, True
        shown = self._bench.first(rule, status, of_cases(self._pack, rule, self.document))
        return shown, shown is not None or (witness is None and self._never(question))

    # Who can send a document that passes

    @property
    def senders(self) -> tuple[SenderPassing, ...]:
        """A document of every sender that passes."""
        format_, found = self.document.format, self._passing.items()
        return tuple(
            SenderPassing(format_, str(sender), case if is_seen else None) for sender, (case, is_seen) in found
        )

    @cached_property
    def _passing(self) -> Mapping[Any, tuple[Case | None, bool]]:
        """A document of every sender that should pass, and whether it does."""
        found = {sender: self._passing_of(sender, [*self._small.rules]) for sender in self._small.senders}
        return {sender: (case, case is not None and self._bench.passes(case)) for sender, case in found.items()}

    def _passing_of(self, sender: Any, rules: Iterable[str]) -> Case | None:
        found = (document.passing_of(sender, rules) for document in self._sizes())
        return next((case for case in found if case is not None), None)

    def _problems_of_senders(self) -> Iterator[PackProblem]:
        against: dict[tuple[str, ...], list[str]] = {}
        for sender, (witness, is_seen) in self._passing.items():
            if witness is None:
                against.setdefault(self._conflict(sender, against), []).append(sender)
            elif not is_seen:
                yield self._problem("not-seen-passing", (), witness, senders=str(sender))
        for rules, senders in against.items():
            last = rules[-1] if rules else ""
            witness = self._passing_of(senders[0], [id_ for id_ in self._small.rules if id_ != last])
            is_sure = rules and all(self._small.rules[id_].is_whole for id_ in rules)
            kind = "impossible" if is_sure and self._stuck(senders[0], rules) else "not-seen-passing"
            yield self._problem(kind, rules, witness, senders=", ".join(map(str, senders)), last=last)

    def _stuck(self, sender: Any, rules: Iterable[str]) -> bool:
        return self._never(lambda document: document.as_passing(sender, rules))

    def _conflict(self, sender: Any, known: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        """As few rules as no document of the sender keeps together; without any of them there would be one."""
        for rules in known:
            if (
                rules
                and self._stuck(sender, rules)
                and not any(self._stuck(sender, [other for other in rules if other != each]) for each in rules)
            ):
                return rules
        kept = [*self._small.rules]
        for rule in self._small.rules:
            fewer = [other for other in kept if other != rule]
            if self._stuck(sender, fewer):
                kept = fewer
        return tuple(kept)

    # What is wrong

    def problems(self) -> Iterator[PackProblem]:
        """Everything that is wrong with the rules on such documents."""
        yield from problems_of_rules(self.rules)
        yield from self._problems_of_blocks()
        for line in self.lines:
            for kind, rules, stretch, question in line.asked():
                witness = self._find(question)
                if witness is not None:
                    yield self._problem(kind, rules, witness, **line.about, values=stretch_text(line, stretch))
        yield from self._problems_of_pairs()
        yield from self._problems_of_senders()

    def _problem(self, kind: str, rules: tuple[str, ...], witness: Case | None, /, **values: Any) -> PackProblem:
        return PackProblem(kind, rules, values, witness, self.document.format)

    @property
    def _firing(self) -> list[RuleOnAny]:
        """The rules that fire, and of which all is known that they can do."""
        firing = {shown.rule for shown in self.rules if shown.fires is not None and shown.is_whole}
        return [judged for id_, judged in self._small.rules.items() if id_ in firing]

    def _problems_of_blocks(self) -> Iterator[PackProblem]:
        """Blocks of `violated_if` that add nothing to their rule; where the rule never fires, that is the problem."""
        for judged in self._firing:
            id_ = judged.rule.id
            for n in range(len(judged.rule.violated_if) if len(judged.rule.violated_if) > 1 else 0):
                breaks, alone = _breaking(id_, n)
                if self._never(breaks):
                    yield self._problem("dead-block", (id_,), None, block=n + 1)
                elif self._never(alone):
                    yield self._problem("idle-block", (id_,), self._find(breaks), block=n + 1)

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """The rules, two by two, that look at the same things."""
        return [
            (one.rule.id, other.rule.id) for one, other in combinations(self._firing, 2) if one.places & other.places
        ]

    def _problems_of_pairs(self) -> Iterator[PackProblem]:
        """Rules that say nothing which another does not, and pairs of which one always fires."""
        on_one_stretch = overlapping(self.lines)
        for first, second in self.pairs:
            both = any({first, second} <= seen for seen in self._seen)
            if self._is_never(without=(first, second)):
                yield self._problem("always-one", (first, second), self._find(_firing(first)))
            narrower = [
                pair for pair in ((first, second), (second, first)) if self._is_never(having=pair[0], without=pair[1:])
            ]
            if not narrower or not both or frozenset((first, second)) in on_one_stretch:
                continue
            witness = self._find(_firing(first, second))
            if len(narrower) > 1:
                yield self._problem("always-together", (first, second), witness)
            else:
                ((one, other),) = narrower
                yield self._problem("within", (one, other), witness, wider=other, narrower=one)

    def _is_never(self, *, without: tuple[str, ...], having: str | None = None) -> bool:
        """Whether no document has the one rule fire, and those not; first of all, none that was seen."""
        if any((having is None or having in seen) and not seen.intersection(without) for seen in self._seen):
            return False
        return self._never(
            lambda document: [
                *(_firing(having)(document) if having else ()),
                *(none_of(document.rules[id_].fires) for id_ in without),
            ]
        )


def _firing(*rules: str) -> Question:
    return lambda document: [document.rules[id_].fires for id_ in rules]


def _keeping(rule: str) -> Question:
    return lambda document: [document.rules[rule].applies, none_of(document.rules[rule].fires)]


def _breaking(rule: str, block: int) -> tuple[Question, Question]:
    """Whether a block of a rule can be broken, and whether it can where no other is."""
    return (
        lambda document: [document.rules[rule].blocks[block]],
        lambda document: [document.rules[rule].alone(block)],
    )


# That the verdict is a function of which severities there are, and of nothing else about the findings. It is found by
# going through them one by one and remembering no more than a verdict. Whatever that can remember, it remembers after
# three findings at most; with each that can follow, every step that it can take has then been looked at. So the
# sequences of up to four findings stand for those of any length.

_LONGEST: Final = len(Verdict) - 1
_RULE: Final = "rule"
_LETTERS: Final = ((SCHEMA, Severity.ERROR), (UNREADABLE, Severity.ERROR), *((_RULE, each) for each in Severity))
"""All that a verdict can see of a finding: whether it comes before any rule, and its severity."""


def sequences() -> Iterator[tuple[tuple[tuple[str, Severity], ...], bool]]:
    """Every sequence of findings that has to be looked at, with and without a rule that did not run."""
    for length in range(_LONGEST + 1):
        for letters in product(_LETTERS, repeat=length):
            yield from ((letters, failed) for failed in (False, True))


def _wanted(letters: Sequence[tuple[str, Severity]], *, failed: bool) -> Verdict:
    """The verdict by the policy: what is gravest decides, and there is always exactly one."""
    if failed:
        return Verdict.UNDETERMINED
    if any(rule != _RULE for rule, _ in letters):
        return Verdict.INVALID
    severities = {severity for _, severity in letters}
    if Severity.ERROR in severities:
        return Verdict.RETURN
    return Verdict.REVIEW if Severity.WARNING in severities else Verdict.PASS


def verdict_faults() -> list[str]:
    """The sequences with another verdict than the policy gives, as words; none, as long as all is well."""
    return [
        ", ".join(f"{rule}: {severity}" for rule, severity in letters)
        for letters, failed in sequences()
        if verdict_of([_finding(*letter) for letter in letters], failed=failed) is not _wanted(letters, failed=failed)
    ]


def _finding(rule: str, severity: Severity) -> Finding:
    nothing = Text("", "")
    return Finding(rule, severity, (), Place(), None, nothing, Clause("", None))
