"""Firings -> findings -> verdict: where, how grave, by which clause, what is said, and what that comes to in all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from checker.i18n import say, text
from checker.model import (
    LANGUAGES,
    LEFT_OUT,
    NOT_READ,
    NOWHERE,
    SCHEMA,
    UNREADABLE,
    Clause,
    Fact,
    Finding,
    Firing,
    Known,
    Number,
    Place,
    Pointer,
    Report,
    Severity,
    Text,
    Verdict,
)
from checker.pack.conditions import Reference, holds
from checker.pack.model import DocumentKind, Member, Pack, Rule
from checker.pack.wording import fill, shown_value
from checker.review_model import FileStanding, Review
from checker.values import order_of, positions_in

Locate = Callable[[Pointer], Place]


def findings_of(
    firings: Iterable[Firing],
    pack: Pack,
    document: DocumentKind,
    known: Known,
    data: object,
    locate: Locate,
    *,
    is_form: bool = False,
) -> list[Finding]:
    """One finding for each firing, unordered. `data` is the document, `known` are the facts that the rules judged.

    What several would tell at one place in the same words, as of two milestones on one day, is told once. In a form, a
    finding stands at the cell that is to be changed.
    """
    excuses = _excuses(document, known)
    form_of = document if is_form else None
    told: dict[tuple[str, Pointer, Severity, str], Finding] = {}
    for firing in firings:
        found = _finding(pack.rules_by_id[firing.rule], firing.fact, pack, known, excuses, data, locate, form_of)
        told.setdefault((found.rule, found.at, found.severity, found.message.en), found)
    return list(told.values())


def left_out_finding(rules: Sequence[str], document: str) -> Finding:
    """What is told where these rules were not to be judged, as no report may look like that of a whole check."""
    listed = {"rules": ", ".join(rules)}
    return Finding(
        rule=LEFT_OUT,
        severity=Severity.INFO,
        at=(),
        place=NOWHERE,
        subject=None,
        message=text("Rules left out, by --select or --ignore: {rules}. Nothing was judged by them.", **listed),
        clause=Clause(document, None),
        because={"rules": list(rules)},
        fix=text("Check by all rules before anything is decided."),
    )


def not_held_finding(rules: Sequence[str], document: DocumentKind, pack: Pack, place: Place) -> Finding:
    """What is told, at `place`, where these rules were not run: what such a document is held against is not at hand."""
    other, noun = ("", "") if document.against is None else (document.against.document, document.against.noun)
    titles = [pack.rules_by_id[rule].title for rule in rules]
    listed = Text(*(say(lang, ", ").join(f"“{title.in_language(lang)}”" for title in titles) for lang in LANGUAGES))
    return Finding(
        rule=LEFT_OUT,
        severity=Severity.WARNING,
        at=(),
        place=place,
        subject=None,
        message=text(
            "The {document} is not held against the {other} that it is on, as that is not at hand. "
            "Not judged by: {rules}.",
            document=document.document,
            other=noun,
            rules=listed,
        ),
        clause=Clause(document.format, None),
        because={"against": other, "not_run": list(rules)},
        fix=text(
            "Check it again together with the {other} that it is on, in good form, before anything is decided.",
            other=noun,
        ),
    )


def severity_of(rule: Rule, fact: Fact, pack: Pack, document: DocumentKind, known: Known) -> Severity:
    """How much it weighs that `fact`, of a document with the facts `known`, breaks the rule."""
    return _severity(rule, fact, pack, known, _excuses(document, known))


def _excuses(document: DocumentKind, known: Known) -> Mapping[Any, Sequence[str]]:
    """The rules from which the document asks for an exception, each with the reasons."""
    excuses: dict[Any, list[str]] = {}
    if document.exceptions is not None:
        kind, rule, reason = document.exceptions
        for fact in known.by_kind.get(kind, ()):
            excuses.setdefault(fact.members.get(rule), []).append(fact.members[reason])
    return excuses


def review_findings_of(firings: Iterable[Firing], pack: Pack, known: Known) -> tuple[Finding, ...]:
    """One finding for each firing of a rule across documents: errors first, then by rule, sender and item.

    `at` is the sender's code, or empty where the finding is about all of them.
    """
    findings = []
    senders = {
        code: place for each in pack.documents.values() for place, code in enumerate(sorted(pack.codes_of(each.roster)))
    }
    for firing in firings:
        rule = pack.rules_by_id[firing.rule]
        finding = _finding(rule, firing.fact, pack, known, {}, None, lambda _: NOWHERE)
        sender = finding.subject if isinstance(finding.subject, str) and finding.subject in senders else None
        findings.append(replace(finding, at=(sender,) if sender else ()))
    severities = list(Severity)

    def key(finding: Finding) -> tuple[object, ...]:
        subject = finding.subject
        place = senders.get(subject, len(senders)) if isinstance(subject, str) else len(senders)
        item = pack.order_of(pack.documents[pack.rules_by_id[finding.rule].documents[0]], subject or 0)
        return severities.index(finding.severity), finding.rule, place, item, finding.message.en

    return tuple(sorted(findings, key=key))


def _finding(
    rule: Rule,
    fact: Fact,
    pack: Pack,
    known: Known,
    excuses: Mapping[Any, Sequence[str]],
    data: object,
    locate: Locate,
    form_of: DocumentKind | None = None,
) -> Finding:
    anchor = known.anchor
    places = [(*(fact.at if at.relative else ()), *at.steps) for at in rule.at]
    at = next((place for place in places if nearest(data, place) == place), nearest(data, places[0]))
    reasons = excuses.get(rule.id, ()) if rule.in_principle else ()
    return Finding(
        rule=rule.id,
        severity=_severity(rule, fact, pack, known, excuses),
        at=at,
        place=locate(at if form_of is None else _mended_at(rule, fact, pack, form_of, known, data) or at),
        subject=None if rule.subject is None else _member(rule.subject, fact, anchor),
        message=fill(rule.message, rule, pack, fact, anchor),
        clause=Clause(pack.id, rule.clause),
        because=_because(rule, pack, fact, anchor),
        fix=fill(rule.remedy, rule, pack, fact, anchor),
        exception="; ".join(reasons) if reasons else None,
    )


def _mended_at(
    rule: Rule, fact: Fact, pack: Pack, document: DocumentKind, known: Known, data: object
) -> Pointer | None:
    """Where the edit that a rule prefers would change something; None where it declares none of one place."""
    # Nobody but who reads forms has need of it.
    from checker.repairing import first_place

    return first_place(rule, fact, pack, document, known, data)


def _severity(rule: Rule, fact: Fact, pack: Pack, known: Known, excuses: Mapping[Any, Sequence[str]]) -> Severity:
    """The first grade of the rule whose conditions hold, else the last one; an exception makes an error a warning."""
    severity = rule.grades[-1].severity
    if len(rule.grades) > 1:
        facts = {**pack.facts_by_table, **known.by_kind}
        fits = (each.block is None or holds(each.block, fact, known.anchor, facts) for each in rule.grades)
        severity = next((each.severity for each, fit in zip(rule.grades, fits, strict=True) if fit), severity)
    is_excused = rule.in_principle and bool(excuses.get(rule.id))
    return Severity.WARNING if is_excused and severity is Severity.ERROR else severity


def _member(reference: Reference, fact: Fact, anchor: Fact) -> Any:
    return (fact if reference.kind == fact.kind else anchor).members.get(reference.member)


def _because(rule: Rule, pack: Pack, fact: Fact, anchor: Fact) -> Mapping[str, Any]:
    """Which fact it is, the members that the rule looked at, by kind, and the bounds it compared them with."""
    because: dict[str, dict[str, Any]] = {}
    for kind, name, member in _looked_at(pack, rule.id):
        if member is None:
            because.setdefault(kind, {})[name] = pack.bounds[name].shown
            continue
        value = (fact if kind == fact.kind else anchor).members.get(name)
        if value is not None:
            because.setdefault(kind, {})[name] = shown_value(member, value)
    return because


@lru_cache(maxsize=1024)
def _looked_at(pack: Pack, rule_id: str) -> Sequence[tuple[str, str, Member | None]]:
    """The members that tell the facts a rule judges from each other, and those that it looks at, each with its kind.

    Bounds are among them, without a member: their kind is `bound`.
    """
    rule = pack.rules_by_id[rule_id]
    looked_at = [(rule.for_each, name) for name in rule.kinds[rule.for_each].identity]
    for block in rule.blocks:
        for kind in dict.fromkeys((rule.for_each, rule.anchor)):
            for test in block.own if kind == rule.for_each else block.anchor:
                looked_at.append((kind, test.member))
                if test.bound:
                    looked_at.append((_BOUND, test.bound))
        tests = (*block.own, *(test for other in block.others for test in other.tests))
        looked_at += ((test.value.kind, test.value.member) for test in tests if isinstance(test.value, Reference))
    return [
        (kind, name, None if kind == _BOUND else rule.kinds[kind].members[name])
        for kind, name in dict.fromkeys(looked_at)
    ]


_BOUND: Final = "bound"


def nearest(data: Any, at: Pointer) -> Pointer:
    """`at`, or the nearest part around it that is there."""
    here = data
    for depth, step in enumerate(at):
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return at[:depth]
    return at


def in_document_order(
    findings: Iterable[Finding], data: object, order: Callable[[Number], tuple[Any, ...]] = order_of
) -> tuple[Finding, ...]:
    """The findings by where they stand in the plan, then by rule id, then by what they are about, in that `order`.

    What was left out of a file stays in the order of the file.
    """
    position = positions_in(data)

    def key(finding: Finding) -> tuple[Any, ...]:
        subject = () if finding.subject is None else order(finding.subject)
        return position(finding.at), finding.rule, subject, "" if finding.rule == NOT_READ else finding.message.en

    return tuple(sorted(findings, key=key))


# What they come to: policy, in one place, computed once and last


class Say(NamedTuple):
    """What a report has to say for the exit status: a verdict, and the severities there are findings of."""

    verdict: Verdict
    severities: frozenset[Severity]


def say_of(judged: Report | Review) -> Say:
    """What a report, or the findings across plans of a review, have to say; what people have decided says nothing."""
    verdict = getattr(judged, "verdict", Verdict.UNDETERMINED if judged.engine.failure else Verdict.PASS)
    return Say(verdict, frozenset(finding.severity for finding in judged.findings if finding.decision is None))


def says_of(review: Review) -> set[Say]:
    """What a review has to say, and the files in it, but for those that another one stands for, and what is none."""
    heard = {each.file for each in review.files if each.standing in (FileStanding.JUDGED, FileStanding.UNREAD)}
    return {say_of(review), *(say_of(report) for report in review.reports if report.name in heard)}


def verdict_of(findings: Iterable[Finding], *, failed: bool, returns: bool = True) -> Verdict:
    """The verdict on a plan with these findings; `failed` says that a rule which should have run did not.

    Under a circular by which nobody `returns` a plan, a person decides about one with errors; and about one in which
    nothing was found, where rules were left out.
    """
    if failed:
        return Verdict.UNDETERMINED
    verdict = Verdict.PASS
    for finding in findings:
        if finding.rule in (SCHEMA, UNREADABLE):
            return Verdict.INVALID
        if finding.severity is Severity.ERROR:
            verdict = Verdict.RETURN if returns else Verdict.REVIEW
        elif (finding.severity is Severity.WARNING or finding.rule == LEFT_OUT) and verdict is Verdict.PASS:
            verdict = Verdict.REVIEW
    return verdict
