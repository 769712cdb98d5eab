"""Documents that show something, each judged by plancheck itself: by both evaluators, where both are there.

For rules across documents they are sets of those that were sent in, on either side of what a review counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.analysis.domains import MOST_ITEMS, tests_in
from checker.cases import Case, case_of_plans, decisions_of, files_of
from checker.checking import Options, examine_source
from checker.engine import EngineName, default_engine
from checker.model import Engine, Finding, Known, Report, RuleStatus, Text, Verdict
from checker.pack.model import DocumentKind, Pack, Rule, Stage
from checker.reviewing import examine_files, judge_across, rosters_of


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
    examined = examine_files(files_of(case), options)
    ((_, roster),) = rosters_of(examined, options)
    findings, judgement, known = judge_across(roster, pack, options)
    reports = [each.report for each in examined.filed if each.name not in case.files]
    return JudgedCase(findings, judgement.statuses, judgement.engine, known, reports)


def engines_here() -> tuple[EngineName, ...]:
    """The evaluators that can judge here, the one that judges by default first."""
    first = default_engine()
    return (first,) if first == "reference" else (first, "reference")


class Bench:
    """Where documents are judged by the rules of one pack; remembers whether the evaluators ever disagreed."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self.engines = engines_here()
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


def reviews_for(pack: Pack, rule: Rule, plans: Mapping[str, Sequence[Case]]) -> Iterator[Case]:
    """Sets of the documents that the rule is about; `plans` are documents that pass, by format, one a sender."""
    figures = {test.value for _, test in tests_in(rule) if isinstance(test.value, int)}
    near = {figure + step for figure in figures for step in (-1, 0, 1)} | {1, 2}
    counts = sorted(each for each in near if 0 < each <= MOST_ITEMS)
    for document in (pack.documents[format_] for format_ in rule.documents or pack.documents):
        sent = [_sent(pack, document, witness.plan) for witness in plans[document.format]]
        if not sent:
            continue
        yield case_of_plans(*sent)
        for count in counts:
            yield case_of_plans(*sent[:count])
            yield case_of_plans(*(_told_apart(document, sent[0], place) for place in range(count)))
            if document.version is not None:
                yield case_of_plans(_with(sent[0], document.version, count))


def _sent(pack: Pack, document: DocumentKind, plan: dict[str, Any]) -> dict[str, Any]:
    """A document of the plan year as one that was sent in, on the day of the circular."""
    year = None if pack.plan_year is None else int(pack.plan_year.first_day[:4])
    for path, value in ((document.status, document.submitted), (document.day, pack.issued), (document.year, year)):
        plan = plan if path is None or value is None else _with(plan, path, value)
    return plan


def _told_apart(document: DocumentKind, plan: dict[str, Any], place: int) -> dict[str, Any]:
    """The same document in other words that no rule looks at: the first text that it need not have."""
    properties = document.schema.node.get("properties", {})
    texts = (name for name, node in properties.items() if node.get("type") == "string" and "x-table" not in node)
    name = next((each for each in texts if each not in document.required), None)
    return plan if name is None else {**plan, name: f"{place + 1}"}


def _with(plan: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A document with a value at a path."""
    name, _, rest = path.partition("/")
    return {**plan, name: _with(plan.get(name, {}), rest, value) if rest else value}
