"""The cases of a rule, run: what each expects of the rule, what it is judged on, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from msgspec import UNSET

from checker.analysis.solving import Value
from checker.analysis.witnesses import JudgedCase, judge_case, options_of
from checker.cases import Case, Expected
from checker.engine import EngineName
from checker.i18n import N_, text
from checker.model import SCHEMA, UNREADABLE, Fact, Finding, Known, RuleStatus, Text, pointer_text
from checker.pack.conditions import Quantified, Reference, Test, passes
from checker.pack.model import FINDING, Pack, Rule, Stage


class KnownScene:
    """What is known of a case: the anchor, and all facts by kind. To every question about it the answer is known."""

    def __init__(self, anchor: Fact, by_kind: Mapping[str, Sequence[Fact]]) -> None:
        self.anchor = anchor
        self.by_kind = by_kind
        self._found: dict[tuple[Any, ...], bool] = {}

    def facts(self, kind: str) -> Sequence[Fact]:
        """All facts of a kind."""
        return self.by_kind.get(kind, ())

    def value(self, fact: Fact, member: str) -> Value:
        """The one thing that a member is."""
        return {fact.members.get(member): True}

    def passing(self, tests: tuple[Test, ...], fact: Fact, judged: Fact) -> Iterator[bool]:
        """Whether a fact passes each of these tests."""
        return (passes(test, fact, judged, self.anchor) for test in tests)

    def has(self, other: Quantified, judged: Fact) -> bool:
        """Whether there is a fact as `other` asks for."""
        named = [test.value for test in other.tests if isinstance(test.value, Reference)]
        values = [(self.anchor if each.kind == self.anchor.kind else judged).members.get(each.member) for each in named]
        key = (id(other), *values)
        if key not in self._found:
            self._found[key] = any(
                all(passes(test, fact, judged, self.anchor) for test in other.tests) for fact in self.facts(other.kind)
            )
        return self._found[key]


_MISFITS_TOLD: Final = 3


@dataclass(frozen=True, slots=True)
class Trial:
    """One case, judged by one evaluator; `faults` says in what it is not as the case expects.

    `scene` is None where a plan of the case could not be read so far that anything was judged. `document` is the format
    of what was judged; none across documents.
    """

    case: Case
    engine: EngineName
    faults: tuple[Text, ...]
    scene: KnownScene | None
    document: str | None = None


def run_case(pack: Pack, rule: Rule, case: Case, engine: EngineName) -> Trial:
    """Judge the plans of `case` by `pack` and compare what becomes of `rule` with what the case expects."""
    judged = judge_case(case, pack, options_of(case, pack, engine), across=rule.stage is Stage.REVIEW)
    faults = list(_faults(rule, case, judged))
    if faults:
        # What is not in the format of the document, an author may not have meant.
        misfits = [each for report in judged.reports for each in report.findings if each.rule in (SCHEMA, UNREADABLE)]
        faults += map(_misfit, misfits[:_MISFITS_TOLD])
    scene = None if judged.known is None else _scene_of(pack, judged.known, judged.statuses)
    document = None if rule.stage is Stage.REVIEW else pack.document_of(case.plan).format
    return Trial(case, engine, tuple(faults), scene, document)


def _scene_of(pack: Pack, known: Known, statuses: Mapping[str, RuleStatus]) -> KnownScene:
    """What the rules of `pack` were judged on, those as well that look at what others found."""
    after = {rule.id for rule in pack.rules_of(Stage.AFTER)}
    found = [
        Fact(FINDING, (), {"rule": id_})
        for id_, status in statuses.items()
        if status is RuleStatus.VIOLATED and id_ not in after
    ]
    return KnownScene(known.anchor, {**pack.facts_by_table, **known.by_kind, FINDING: found})


def _misfit(finding: Finding) -> Text:
    return text(
        "The document of the case does not keep to its format, at “{at}”: {cause}",
        at=pointer_text(finding.at),
        cause=finding.message,
    )


def _faults(rule: Rule, case: Case, judged: JudgedCase) -> Iterator[Text]:
    if judged.engine.failure is not None:
        yield text("Not judged: {cause}", cause=judged.engine.failure)
        return
    if rule.id not in judged.statuses:
        message = N_("The document of the case is none that the rule is about: {documents}.")
        yield text(message, documents=", ".join(rule.documents))
        return
    expected = [wanted.at for wanted in case.finds]
    findings = [finding for finding in judged.findings if finding.rule == rule.id]
    found = [_at(rule, finding) for finding in findings]
    if expected != found:
        yield text("Findings expected: {expected}; found: {found}.", expected=_listed(expected), found=_listed(found))
    else:
        for wanted, finding in zip(case.finds, findings, strict=True):
            yield from _faults_of_finding(wanted, finding)
    status = judged.statuses[rule.id]
    if case.status not in (None, status):
        yield _differs("status", case.status, status)
    elif case.breaks is not (status is RuleStatus.VIOLATED):
        message = N_("The case is one that {kind} the rule, but the rule is {status}.")
        yield text(message, kind=case.kind, status=status.value)


def _faults_of_finding(wanted: Expected, finding: Finding) -> Iterator[Text]:
    if wanted.message is not None and wanted.message not in finding.message.en:
        yield _differs("message", wanted.message, finding.message.en, at=wanted.at)
    if wanted.severity not in (None, finding.severity):
        yield _differs("severity", wanted.severity, finding.severity, at=wanted.at)
    if wanted.exception not in (None, finding.exception):
        yield _differs("exception", wanted.exception, finding.exception, at=wanted.at)
    if wanted.subject not in (UNSET, finding.subject):
        yield _differs("subject", wanted.subject, finding.subject, at=wanted.at)


def _differs(what: str, expected: object, found: object, *, at: str | None = None) -> Text:
    message = (
        N_("{what}: expected “{expected}”, found “{found}”.")
        if at is None
        else N_("The finding at “{at}”, {what}: expected “{expected}”, found “{found}”.")
    )
    return text(message, what=what, expected=_shown(expected), found=_shown(found), at=at)


def _shown(value: object) -> object:
    return Text("none", "无") if value is None else value


def _at(rule: Rule, finding: Finding) -> str:
    """The place as cases.yaml has it: in a plan a pointer, across plans the office."""
    return "".join(map(str, finding.at)) if rule.stage is Stage.REVIEW else pointer_text(finding.at)


def _listed(places: Sequence[str]) -> Text:
    if not places:
        return Text("no finding", "无问题")
    named = [f"“{place}”" for place in places]
    return Text(", ".join(named), "、".join(named))
