"""The cases of a rule, run: what each expects of the rule, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from checker.authoring.note import Note
from checker.authoring.scenes import KnownScene
from checker.cases import decisions_of, files_of
from checker.checking import Options, examine_source
from checker.engine import default_engine
from checker.model import SCHEMA, UNREADABLE, Fact, RuleStatus, Text, pointer_text
from checker.pack.model import FINDING, Stage
from checker.reviewing import examine_files, judge_across, keep_report, rosters_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.cases import Case, Expected
    from checker.engine import EngineName
    from checker.model import Finding, Known, Report
    from checker.pack.model import Pack, Rule


_MISFITS_TOLD: Final = 3


@dataclass(frozen=True, slots=True)
class Trial:
    """One case, judged by one evaluator; `faults` says in what it is not as the case expects.

    `scene` is None where a plan of the case could not be read so far that anything was judged. `violated` are all the
    rules of the same kind (about a plan, or across plans) that were found violated. `document` is the format of what
    was judged; none across documents.
    """

    case: Case
    engine: EngineName
    faults: tuple[Note, ...]
    scene: KnownScene | None
    violated: frozenset[str]
    document: str | None = None


@dataclass(frozen=True, slots=True)
class _Result:
    """What came of a case: the findings of its rule, the status of each rule, and why nothing can be relied on."""

    findings: Sequence[Finding]
    statuses: Mapping[str, RuleStatus]
    failure: Text | None
    scene: KnownScene | None
    misfits: Sequence[Finding]
    """What is not in the plan format, which an author may not have meant."""


def engines_here() -> tuple[EngineName, ...]:
    """The evaluators that can judge here, the one that judges by default first."""
    first = default_engine()
    return (first,) if first == "reference" else (first, "reference")


def run_case(pack: Pack, rule: Rule, case: Case, engine: EngineName) -> Trial:
    """Judge the plans of `case` by `pack` and compare what becomes of `rule` with what the case expects."""
    options = options_of(case, pack, engine)
    result = _reviewed(pack, rule, case, options) if rule.stage is Stage.REVIEW else _checked(pack, rule, case, options)
    violated = frozenset(id_ for id_, status in result.statuses.items() if status is RuleStatus.VIOLATED)
    faults = list(_faults(rule, case, result))
    if faults:
        faults += (_misfit(finding) for finding in result.misfits[:_MISFITS_TOLD])
    document = None if rule.stage is Stage.REVIEW else pack.document_of(case.plan).format
    return Trial(case, engine, tuple(faults), result.scene, violated, document)


def _checked(pack: Pack, rule: Rule, case: Case, options: Options) -> _Result:
    report, known = examine_source(case.plan, options)
    found = [finding for finding in report.findings if finding.rule == rule.id]
    scene = None if known is None else scene_of(pack, known, report.rules)
    return _Result(found, report.rules, report.engine.failure, scene, _misfits(report))


def _reviewed(pack: Pack, rule: Rule, case: Case, options: Options) -> _Result:
    examined = examine_files(files_of(case), options, keep_report)
    ((_, roster),) = rosters_of(examined, options)
    findings, judgement, across = judge_across(roster, pack, options)
    misfits = [misfit for report in examined.kept.values() for misfit in _misfits(report)]
    found = [finding for finding in findings if finding.rule == rule.id]
    scene = scene_of(pack, across, judgement.statuses)
    return _Result(found, judgement.statuses, judgement.engine.failure, scene, misfits)


def options_of(case: Case, pack: Pack, engine: EngineName | None = None) -> Options:
    """How the plans of a case are judged by `pack`: for its day, with what is known and decided."""
    decisions = decisions_of(case, pack)
    return Options(pack, case.as_of, engine=engine, in_time=case.in_time, decisions=decisions)


def scene_of(pack: Pack, known: Known, statuses: Mapping[str, RuleStatus]) -> KnownScene:
    """What the rules of `pack` were judged on, those as well that look at what others found."""
    after = {rule.id for rule in pack.rules_of(Stage.AFTER)}
    found = [
        Fact(FINDING, (), {"rule": id_})
        for id_, status in statuses.items()
        if status is RuleStatus.VIOLATED and id_ not in after
    ]
    return KnownScene(known.anchor, {**pack.facts_by_table, **known.by_kind, FINDING: found})


def _misfits(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule in (SCHEMA, UNREADABLE)]


def _misfit(finding: Finding) -> Note:
    return Note(
        "The document of the case does not keep to its format, at “{at}”: {cause}",
        {"at": pointer_text(finding.at), "cause": finding.message},
    )


def _faults(rule: Rule, case: Case, result: _Result) -> Iterator[Note]:
    if result.failure is not None:
        yield Note("Not judged: {cause}", {"cause": result.failure})
        return
    if rule.id not in result.statuses:
        yield Note(
            "The document of the case is none that the rule is about: {documents}.",
            {"documents": ", ".join(rule.documents)},
        )
        return
    expected = [wanted.at for wanted in case.finds]
    found = [_at(rule, finding) for finding in result.findings]
    if expected != found:
        yield Note(
            "Findings expected: {expected}; found: {found}.", {"expected": _listed(expected), "found": _listed(found)}
        )
    else:
        for wanted, finding in zip(case.finds, result.findings, strict=True):
            yield from _faults_of_finding(wanted, finding)
    status = result.statuses[rule.id]
    if case.status not in (None, status):
        yield _differs("status", case.status, status)
    elif case.breaks is not (status is RuleStatus.VIOLATED):
        yield Note(
            "The case is one that {kind} the rule, but the rule is {status}.",
            {"kind": case.kind, "status": status.value},
        )


def _faults_of_finding(wanted: Expected, finding: Finding) -> Iterator[Note]:
    if wanted.message is not None and wanted.message not in finding.message.en:
        yield _differs("message", wanted.message, finding.message.en, at=wanted.at)
    if wanted.severity not in (None, finding.severity):
        yield _differs("severity", wanted.severity, finding.severity, at=wanted.at)
    if wanted.exception not in (None, finding.exception):
        yield _differs("exception", wanted.exception, finding.exception, at=wanted.at)
    if wanted.has_subject and wanted.subject != finding.subject:
        yield _differs("subject", wanted.subject, finding.subject, at=wanted.at)


def _differs(what: str, expected: object, found: object, *, at: str | None = None) -> Note:
    values: dict[str, Any] = {"what": what, "expected": _shown(expected), "found": _shown(found)}
    return (
        Note("{what}: expected “{expected}”, found “{found}”.", values)
        if at is None
        else Note("The finding at “{at}”, {what}: expected “{expected}”, found “{found}”.", {**values, "at": at})
    )


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
