"""Plans that show something, each judged by plancheck itself: by both evaluators, where both are there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from checker.cases import case_of_plans, decisions_of, files_of
from checker.checking import Options, examine_source
from checker.engine import default_engine
from checker.model import RuleStatus, Verdict
from checker.pack.model import Stage
from checker.reviewing import examine_files, judge_across, keep_report, rosters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from checker.cases import Case
    from checker.engine import EngineName
    from checker.model import Engine, Text
    from checker.pack.model import Pack, Rule


@dataclass(frozen=True, slots=True)
class Witness:
    """Plans that show something (one, but for a rule across plans), and the day they are checked for."""

    plans: tuple[Mapping[str, Any], ...]
    as_of: date | None = None
    case: Case | None = None
    """The case of a rule that they are, with what stands beside its plans."""


@dataclass(frozen=True, slots=True)
class JudgedPlans:
    """What became of the rules in a plan, or in a review of several."""

    statuses: Mapping[str, RuleStatus]
    verdict: Verdict | None
    is_valid: bool

    @property
    def violated(self) -> frozenset[str]:
        """The rules that were found violated."""
        return frozenset(rule for rule, status in self.statuses.items() if status is RuleStatus.VIOLATED)


class Bench:
    """Where plans are judged by the rules of one pack; remembers whether the evaluators ever disagreed."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self.engines: tuple[EngineName, ...] = (
            ("durable_rules", "reference") if default_engine() == "durable_rules" else ("reference",)
        )
        self.failure: Text | None = None

    def judge(self, witness: Witness) -> JudgedPlans:
        """What becomes of the only plan of `witness`."""
        options = self._options(witness)
        (plan,) = witness.plans
        report, _ = examine_source(dict(plan), options)
        self._note(report.engine)
        is_valid = report.verdict not in (Verdict.INVALID, Verdict.UNDETERMINED)
        return JudgedPlans(report.rules, report.verdict, is_valid)

    def review(self, witness: Witness) -> JudgedPlans:
        """What becomes of the rules across plans in a review of the plans of `witness`."""
        case = witness.case or case_of_plans(witness.plans)
        options = replace(self._options(witness), decisions=decisions_of(case, self._pack))
        examined = examine_files(files_of(case), options, keep_report)
        is_valid = all(
            report.verdict is not Verdict.INVALID for name, report in examined.kept.items() if name not in case.files
        )
        statuses: dict[str, RuleStatus] = {}
        for _, roster in rosters_of(examined, options):
            _, judgement, _ = judge_across(roster, self._pack, options)
            self._note(judgement.engine)
            statuses |= judgement.statuses
        return JudgedPlans(statuses, None, is_valid)

    def first(self, rule: Rule, status: RuleStatus, witnesses: Iterable[Witness]) -> Witness | None:
        """The first of `witnesses` in which this became of `rule`; a plan that is no plan shows nothing."""
        judge = self.review if rule.stage is Stage.REVIEW else self.judge
        for witness in witnesses:
            shown = judge(witness)
            if shown.is_valid and shown.statuses.get(rule.id) is status:
                return witness
        return None

    def passes(self, witness: Witness) -> bool:
        """Whether the plan passes."""
        return self.judge(witness).verdict is Verdict.PASS

    def _options(self, witness: Witness) -> Options:
        return Options(self._pack, as_of=witness.as_of, cross_check=len(self.engines) > 1)

    def _note(self, engine: Engine) -> None:
        self.failure = self.failure or engine.failure
