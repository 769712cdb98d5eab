"""What became of earlier findings: two reports -> a comparison, in which each is fixed, still open, or new.

Findings are told apart by their rule and what they are about, never by where they stand: an entry that was moved, or a
list in another order, changes nothing.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, Final, Literal

from msgspec import Meta

from checker.editions import PartCompared, PartJson, compare_documents
from checker.i18n import messages_of, text
from checker.model import (
    LEFT_OUT,
    NOT_READ,
    SCHEMA,
    UNREADABLE,
    Amount,
    Finding,
    FindingJson,
    InputJson,
    Language,
    Ordinal,
    Output,
    Passage,
    Report,
    ReportPackJson,
    RuleStatus,
    Severity,
    SeverityCounts,
    Text,
    Verdict,
    each_of,
)
from checker.pack.loading import installed_packs, load_pack
from checker.pack.model import DocumentKind, Kind, Pack
from checker.review_model import Review

About = Literal[
    "office",
    "document",
    "pack",
    "plan-year",
    "pack-version",
    "pack-digest",
    "same-plan",
    "version",
    "edition",
    "contents",
]
"""What two reports may not agree in, so that a comparison says little."""

_BEFORE_RULES: Final = frozenset({SCHEMA, NOT_READ, LEFT_OUT})
"""What is found before rules are judged, and so again wherever it still is so."""
_LACKING: Final = frozenset({"missing", "blank"})
"""Faults that stand at the object that lacks a field, and name the field."""

_DOUBTS: Final = messages_of("doubts")
"""What is said of it."""


class Change(StrEnum):
    """What became of a finding."""

    FIXED = "fixed"
    OPEN = "still-open"
    NEW = "new"


ChangeCounts = Annotated[
    Annotated[Mapping[Change, Amount], each_of(Change)], Meta(description="How many findings there are of each change.")
]


@dataclass(frozen=True, slots=True)
class Compared:
    """A finding as the earlier report has it (`old`), as the later one has it (`new`), or both.

    `judged` says whether the report that has it not could have had it. An earlier finding that could not be judged
    again is not fixed: it is still open, without a `new`.
    """

    change: Change
    old: Finding | None
    new: Finding | None
    judged: bool = True

    @property
    def finding(self) -> Finding:
        """The finding as it was seen last."""
        finding = self.new or self.old
        if finding is None:
            raise ValueError("neither report has this finding")
        return finding

    @property
    def was(self) -> Severity | None:
        """Its severity in the earlier report, where it has another one now."""
        if self.old is None or self.new is None or self.old.severity is self.new.severity:
            return None
        return self.old.severity

    def as_json(self, lang: Language) -> ComparedJson:
        """The finding as it is written in `lang`."""
        return ComparedJson.made_of(self, lang, severity=self.finding.severity)


class ComparedJson(Output, frozen=True, kw_only=True):
    """A finding, and what became of it."""

    change: Change
    severity: Annotated[
        Severity, Meta(description="In the later report; of a finding that it has not, in the earlier.")
    ]
    was: Annotated[
        Severity | None, Meta(description="In the earlier report, where that was another severity; else null.")
    ]
    judged: Annotated[
        bool,
        Meta(
            description="Whether the report that has it not could have had it. False: what it is about was not judged "
            "there; an earlier finding is then still open."
        ),
    ]
    old: Annotated[FindingJson | None, Meta(description="The finding as the earlier report has it.")]
    new: Annotated[FindingJson | None, Meta(description="The finding as the later report has it.")]


class HeadJson(Output, frozen=True, kw_only=True):
    """A report, without its findings."""

    pack: ReportPackJson
    input: InputJson
    office: str | None
    plan_year: int | None
    status: str | None
    version: Ordinal | None
    verdict: Verdict
    counts: SeverityCounts


class DoubtJson(Output, frozen=True, kw_only=True):
    """Why two reports may not be comparable: what it is about, and what to say of it."""

    about: About
    message: Passage


@dataclass(frozen=True, slots=True)
class Doubt:
    """The same, in both languages."""

    about: About
    message: Text

    @classmethod
    def of(cls, about: About, old: object, new: object) -> Doubt:
        """A doubt by what the earlier and the later report say there."""
        return cls(about, text(*_DOUBTS[about], old=old, new=new))

    def as_json(self, lang: Language) -> DoubtJson:
        """The doubt as it is written in `lang`."""
        return DoubtJson.made_of(self, lang)


class ComparisonJson(Output, frozen=True, kw_only=True, tag_field="format", tag="plan-comparison/1"):
    """What became of the findings of an earlier report in a later one."""

    old: Annotated[HeadJson, Meta(description="The earlier report.")]
    new: Annotated[HeadJson, Meta(description="The later report.")]
    warnings: Annotated[list[DoubtJson], Meta(description="Why the two may not be comparable.")]
    counts: ChangeCounts
    findings: Annotated[
        list[ComparedJson],
        Meta(description="Fixed ones first, then those still open, then the new ones; each in document order."),
    ]
    contents: Annotated[
        list[PartJson],
        Meta(
            description="What became of what stands in the documents, where the rule pack declares what of it is "
            "compared and both are at hand."
        ),
    ]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports, and what became of each finding; the fields are those of `schemas/comparison.schema.json`.

    `findings` come fixed ones first, then those still open, then the new ones, each in document order.
    """

    old: Report
    new: Report
    findings: tuple[Compared, ...]
    doubts: tuple[Doubt, ...]
    lang: Language
    contents: tuple[PartCompared, ...] = ()

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many findings there are of each change."""
        return {change: len(self.of(change)) for change in Change}

    def of(self, change: Change) -> tuple[Compared, ...]:
        """The findings that this became of."""
        return tuple(compared for compared in self.findings if compared.change is change)

    def as_json(self) -> ComparisonJson:
        """The comparison as it is written."""
        warnings = [doubt.as_json(self.lang) for doubt in self.doubts]
        heads = {"old": _head(self.old), "new": _head(self.new)}
        return ComparisonJson.made_of(self, self.lang, warnings=warnings, **heads)

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON values."""
        return self.as_json().to_dict()


def _head(report: Report) -> HeadJson:
    return HeadJson.made_of(report.as_json(), report.lang)


def compare(
    old: Report,
    new: Report,
    lang: Language | None = None,
    pack: Pack | None = None,
    documents: tuple[object, object] | None = None,
) -> Comparison:
    """What became of the findings of `old` in `new`, a later report on a plan of the same office.

    The comparison is in `lang`, by default in the language of `new`. `pack` is the rule pack that judged, where it is
    not an installed one. `documents` are the data of both without absent members, or None for one that is not at
    hand: what stands in them is compared as well, where the pack declares by what.
    """
    pack = pack or _installed(new.pack_id)
    lang = lang or new.lang
    kind = _kind_of(new, pack)
    doubts = list(_doubts(old, new, pack))
    contents: tuple[PartCompared, ...] = ()
    is_compared = pack is not None and kind is not None and kind.compared and old.document == kind.format
    if documents is not None and pack is not None and kind is not None and is_compared:
        if None in documents:
            doubts.append(Doubt.of("contents", old.name, new.name))
        else:
            contents = compare_documents(*documents, kind, pack)
    return Comparison(
        old=old,
        new=new,
        findings=compared_findings(
            old.findings, new.findings, pack, partial(could_have, old), partial(could_have, new)
        ),
        doubts=tuple(doubts),
        lang=lang,
        contents=contents,
    )


def compared_findings(
    old: Sequence[Finding],
    new: Sequence[Finding],
    pack: Pack | None,
    had: Callable[[Finding], bool],
    has: Callable[[Finding], bool],
) -> tuple[Compared, ...]:
    """What became of each finding: fixed ones first, then those still open, then the new ones.

    `had` and `has` say whether what was judged earlier, and later, could have had a finding that it has not.
    """

    def compared(one: Finding | None, other: Finding | None) -> Compared:
        if one is None and other is not None:
            return Compared(Change.NEW, None, other, judged=had(other))
        if other is None and one is not None:
            judged = has(one)
            return Compared(Change.FIXED if judged else Change.OPEN, one, None, judged=judged)
        return Compared(Change.OPEN, one, other)

    order = list(Change)
    return tuple(
        sorted((compared(*pair) for pair in pairs_of(old, new, pack)), key=lambda each: order.index(each.change))
    )


def _installed(id_: str | None) -> Pack | None:
    return load_pack(id_) if id_ is not None and id_ in installed_packs() else None


def comparisons_of(review: Review, pack: Pack | None = None) -> Mapping[tuple[str, str], Comparison]:
    """Kind of document and office -> its two newest submitted plans, compared; in the roster's order.

    Left out is an office that has submitted one version only, or of which one of the two newest versions is in the
    review with different contents: there is no telling then which plan is meant. `pack` as in `compare`.
    """
    pack = pack or _installed(review.pack_id)
    plans: dict[tuple[str, str], dict[int, dict[str, Report]]] = {
        (row.document, row.office): defaultdict(dict) for row in review.roster
    }
    for report in review.reports:
        sent = report.document or "", report.office or ""
        if sent in plans and _is_submitted(report, pack):
            plans[sent][report.version or 0][report.sha256 or f"name:{report.name}"] = report
    compared = {}
    for sent, versions in plans.items():
        newest = [list(versions[version].values()) for version in sorted(versions)[-2:]]
        match newest:
            case [[old], [new]]:
                compared[sent] = compare(old, new, pack=pack)
    return compared


def pairs_of(
    old: Sequence[Finding], new: Sequence[Finding], pack: Pack | None = None
) -> Iterator[tuple[Finding | None, Finding | None]]:
    """Every finding once, with the one of the other report that is the same, if any; the earlier report's come first.

    Each pass knows findings again by less than the one before. Of several that are the same, each is paired once.
    `pack` is the rule pack that judged, where it is at hand: it says what tells facts from each other.
    """
    of_old, of_new = ([_identities(finding, pack) for finding in findings] for findings in (old, new))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for level in range(max(map(len, [*of_old, *of_new]), default=0)):
        waiting: defaultdict[_Identity, deque[int]] = defaultdict(deque)
        for place, identities in enumerate(of_new):
            if place not in taken and len(identities) > level:
                waiting[identities[level]].append(place)
        for place, identities in enumerate(of_old):
            if place not in partner and len(identities) > level and waiting[identities[level]]:
                partner[place] = waiting[identities[level]].popleft()
                taken.add(partner[place])
    for place, finding in enumerate(old):
        yield finding, new[partner[place]] if place in partner else None
    for place, finding in enumerate(new):
        if place not in taken:
            yield None, finding


_Identity = tuple[str, ...]


def _identities(finding: Finding, pack: Pack | None) -> tuple[_Identity, ...]:
    """What `finding` is known by, from the most exact to the least."""
    head = (finding.rule, repr(finding.subject))
    if finding.rule == UNREADABLE:
        return ((finding.rule,),)
    if finding.rule == SCHEMA:
        field = _field(finding)
        return (*head, field, repr(finding.because.get("fault")), repr(finding.at)), (*head, field)
    rule = None if pack is None else pack.rules_by_id.get(finding.rule)
    if rule is None:
        return (*head, repr(finding.because)), head
    kind = rule.kinds[rule.for_each]
    members = finding.because.get(kind.name)
    if not kind.identity or not isinstance(members, Mapping):
        return (head,)
    loose = (_identity(head, members, (name,)) for name in _telling(kind) if name in members)
    return _identity(head, members, kind.identity), *loose


def _telling(kind: Kind) -> Iterator[str]:
    """The members of a kind's identity that are read off the thing itself, by each of which it is known again alone.

    Which of several that look alike it is tells nothing, and what stands around it tells of many.
    """
    for name in kind.identity:
        way = kind.members[name].way
        if "nth" not in way and not any(isinstance(path, str) and path.startswith("..") for path in way.values()):
            yield name


def _identity(head: _Identity, members: Mapping[str, Any], names: Iterable[str]) -> _Identity:
    return (*head, *(f"{name}={members.get(name)!r}" for name in names))


def _field(fault: Finding) -> str:
    """The field of the plan format that is faulty; one that is missing is the same field once it is there."""
    field = fault.clause.clause or ""
    return f"{field}.{fault.because.get('name')}".lstrip(".") if fault.because.get("fault") in _LACKING else field


def could_have(report: Report, finding: Finding) -> bool:
    """Whether `report`, which has no such finding, would have it if the plan gave reason: whether that was judged."""
    if report.engine.failure is not None or any(other.rule == UNREADABLE for other in report.findings):
        return False
    if finding.rule == UNREADABLE:
        return True
    faults = [other for other in report.findings if other.rule == SCHEMA]
    if any(not fault.at and fault.because.get("fault") not in _LACKING for fault in faults):
        # It is no plan at all, or has more faults than are listed.
        return False
    return finding.rule in _BEFORE_RULES or _was_judged(report, finding, faults)


def _was_judged(report: Report, finding: Finding, faults: Sequence[Finding]) -> bool:
    """Whether the rule of `finding` was judged in `report`, on the part of the plan that the finding is about."""
    has_run = report.rules.get(finding.rule, RuleStatus.NOT_RUN) is not RuleStatus.NOT_RUN
    match finding.at:
        case (str(part), int(), *_) if finding.rule in report.rules:
            # A status is of all entries together; what counts here is whether a fault has set aside this one.
            aside = any(fault.at[:1] == (part,) and fault.subject in (None, finding.subject) for fault in faults)
            return not aside and (has_run or _only_in_entries(faults))
    return has_run


def _only_in_entries(faults: Sequence[Finding]) -> bool:
    """Whether there are faults and each is in an entry of a list, so that all other entries were judged."""
    return bool(faults) and all(any(isinstance(step, int) for step in fault.at[1:2]) for fault in faults)


def _doubts(old: Report, new: Report, pack: Pack | None) -> Iterator[Doubt]:
    """Whatever makes it doubtful that `new` is on a later plan of the same office, judged by the same rules."""
    kind = _kind_of(new, pack)
    # What has no versions is not sent again: two of it are two editions.
    is_edition = kind is not None and kind.version is None
    facts: tuple[tuple[About, object, object], ...] = (
        ("office", old.office, new.office),
        ("document", old.document, new.document),
        ("pack", old.pack_id, new.pack_id),
        ("edition" if is_edition else "plan-year", old.plan_year, new.plan_year),
    )
    for about, one, other in facts:
        if one is not None and other is not None and one != other:
            yield Doubt.of(about, _called(about, one, old, pack), _called(about, other, new, pack))
    yield from doubts_of_rules(old, new)
    if old.sha256 is not None and old.sha256 == new.sha256:
        yield Doubt.of("same-plan", old.name, new.name)
    elif (
        not is_edition
        and _is_submitted(old, pack)
        and _is_submitted(new, pack)
        and old.version
        and new.version
        and new.version <= old.version
    ):
        yield Doubt.of("version", old.version, new.version)


def _called(about: About, code: object, report: Report, pack: Pack | None) -> object:
    """What people call a sender or a kind of document, where the rule pack has a name for it."""
    pack = pack if pack is not None and pack.id == report.pack_id else _installed(report.pack_id)
    kind = _kind_of(report, pack)
    if pack is None or kind is None or about not in ("office", "document"):
        return code
    return kind.document if about == "document" else pack.label(kind.roster, code) or code


def doubts_of_rules(old: Report | Review, new: Report | Review) -> Iterator[Doubt]:
    """Whatever makes it doubtful that both were judged by the same rules of a rule pack."""
    if old.pack_id == new.pack_id and old.pack_version != new.pack_version:
        yield Doubt.of("pack-version", old.pack_version, new.pack_version)
    elif old.pack_id == new.pack_id and old.pack_digest != new.pack_digest:
        yield Doubt.of("pack-digest", old.pack_version, new.pack_version)


def _is_submitted(report: Report, pack: Pack | None) -> bool:
    """Whether it is on a document that was sent in, as far as the rule pack that says so is at hand."""
    kind = _kind_of(report, pack)
    return kind is not None and kind.counts_as_submitted(report.status)


def _kind_of(report: Report, pack: Pack | None) -> DocumentKind | None:
    return None if pack is None else pack.documents.get(report.document or "")
