"""Documents that show something, each judged by plancheck itself: by both evaluators, where both are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checker.cases import Case, decisions_of, files_of
from checker.checking import Options, examine_source
from checker.engine import EngineName, default_engine
from checker.model import Engine, Finding, Known, Report, RuleStatus, Text, Verdict
from checker.pack.model import Pack, Rule, Stage
from checker.reviewing import examine_files, judge_across, keep_report, rosters_of


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """What came of a case: all findings, the status of each rule, and by which evaluator.

    `known` is what the rules were judged on, None where a document could not be read so far; `reports` are on each of
    its documents.
    """

    findings: Sequence[Finding]
    statuses: Mapping[str, RuleStatus]
    engine: Engine
    known: Known | None
    reports: Sequence[Report]

    @property
    def is_valid(self) -> bool:
        """Whether its documents are such as can be judged."""
        return all(report.verdict not in (Verdict.INVALID, Verdict.UNDETERMINED) for report in self.reports)

    @property
    def violated(self) -> frozenset[str]:
        """The rules that were found violated."""
        return frozenset(rule for rule, status in self.statuses.items() if status is RuleStatus.VIOLATED)


def options_of(case: Case, pack: Pack, engine: EngineName | None = None, *, cross_check: bool = False) -> Options:
    """How the plans of a case are judged by `pack`: for its day, with what is known and decided."""
    return Options(
        pack,
        case.as_of,
        engine=engine,
        cross_check=cross_check,
        in_time=case.in_time,
        decisions=decisions_of(case, pack),
    )


def judge_case(case: Case, pack: Pack, options: Options, *, across: bool) -> JudgedCase:
    """What comes of a case: of its only document, or of the rules `across` documents in a review of all of them."""
    if not across:
        report, of_document = examine_source(case.plan, options)
        return JudgedCase(report.findings, report.rules, report.engine, of_document, [report])
    examined = examine_files(files_of(case), options, keep_report)
    ((_, roster),) = rosters_of(examined, options)
    findings, judgement, known = judge_across(roster, pack, options)
    reports = [report for name, report in examined.kept.items() if name not in case.files]
    return JudgedCase(findings, judgement.statuses, judgement.engine, known, reports)


class Bench:
    """Where documents are judged by the rules of one pack; remembers whether the evaluators ever disagreed."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self.engines: tuple[EngineName, ...] = (
            ("durable_rules", "reference") if default_engine() == "durable_rules" else ("reference",)
        )
        self.failure: Text | None = None

    def judge(self, witness: Case, *, across: bool = False) -> JudgedCase:
        """What becomes of the rules on the only document, or of those `across` all of them."""
        options = options_of(witness, self._pack, cross_check=len(self.engines) > 1)
        judged = judge_case(witness, self._pack, options, across=across)
        self.failure = self.failure or judged.engine.failure
        return judged

    def first(self, rule: Rule, status: RuleStatus, witnesses: Iterable[Case]) -> Case | None:
        """The first of `witnesses` in which this became of `rule`; a document that is none shows nothing."""
        for witness in witnesses:
            judged = self.judge(witness, across=rule.stage is Stage.REVIEW)
            if judged.is_valid and judged.statuses.get(rule.id) is status:
                return witness
        return None

    def passes(self, witness: Case) -> bool:
        """Whether the only document passes."""
        (report,) = self.judge(witness).reports
        return report.verdict is Verdict.PASS
