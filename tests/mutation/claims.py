"""Holds what an analysis says of a rule pack against plans that it knows nothing of: those of all cases.

Run it: `python tests/mutation/claims.py 60` analyzes the installed pack, and the same with every sixtieth mutant of a rule
that fires otherwise, and prints how often it found what, and each claim that a plan contradicts. A rule that is said to
fire never must not fire in any of the plans, one that is said to fire wherever it applies must not be kept in one, and
so on; an office of which no plan is said to pass must not pass with one.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from killing import OF_FINDINGS, read_tables
from mutants import mutants_of

from checker import check, load_pack
from checker.analysis.analyzing import analyze
from checker.cases import read_cases
from checker.model import RuleStatus, Verdict
from checker.pack.loading import _rule, installed_packs
from checker.vocabulary import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.analysis.outcome import Problem
    from checker.cases import Case
    from checker.model import Report
    from checker.pack.model import Pack

SHOWN: Final = 20


def packs(pack: Pack, every: int) -> Iterator[tuple[str, Pack]]:
    """The pack, and so many of its mutants, each with what was changed."""
    yield "as it is", pack
    tables = read_tables(pack)
    mutants = (
        (rule, mutant)
        for rule in pack.rules
        for mutant in mutants_of(rule.id, rule.folder.parent.name, tables)
        if mutant.kind not in OF_FINDINGS
    )
    for place, (rule, mutant) in enumerate(mutants, start=1):
        if place % every == 0:
            changed = _rule(rule.id, rule.folder, mutant.raw, pack.bounds)
            rules = tuple(changed if other is rule else other for other in pack.rules)
            yield f"{mutant.rule} / {mutant.change}", replace(pack, rules=rules)


def contradictions(problem: Problem, reports: Sequence[Report]) -> Iterator[str]:
    """The plans that what is said cannot be true of."""
    for report in reports:
        is_true = _holds(problem, report)
        if not is_true:
            yield f"{problem.kind} {problem.rules} {dict(problem.values)}"


def _holds(problem: Problem, report: Report) -> bool:
    statuses = [report.rules[rule] for rule in problem.rules if rule in report.rules]
    if RuleStatus.NOT_RUN in statuses or len(statuses) < len(problem.rules):
        return True
    fires = [status is RuleStatus.VIOLATED for status in statuses]
    match problem.kind:
        case "never-fires":
            return not fires[0]
        case "always-fires":
            return statuses[0] is not RuleStatus.SATISFIED
        case "within":
            return fires[1] or not fires[0]
        case "always-together":
            return fires[0] is fires[1]
        case "always-one":
            return any(fires)
        case "impossible":
            offices = problem.values["offices"].split(", ")
            return any(fires) and (report.verdict is not Verdict.PASS) if report.office in offices else True
    return True


def main(every: int) -> None:
    found: Counter[str] = Counter()
    wrong: list[str] = []
    judged = 0
    for original in map(load_pack, installed_packs()):
        cases: list[Case] = [
            case for rule in original.rules if rule.stage is not Stage.REVIEW for case in read_cases(original, rule)
        ]
        for change, pack in packs(original, every):
            analysis = analyze(pack)
            found.update({problem.kind for problem in analysis.problems} or {"nothing"})
            reports = [check(case.plan, pack=pack, as_of=case.as_of, engine="reference") for case in cases]
            judged += len(reports)
            if analysis.failure is not None:
                wrong.append(f"{change}: {analysis.failure.en}")
            for problem in analysis.problems:
                wrong += (f"{change}: {each}" for each in contradictions(problem, reports))
    outcome: dict[str, Any] = {"found": found, "plans": judged, "wrong": wrong[:SHOWN]}
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
