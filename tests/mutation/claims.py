"""Holds what an analysis says of a rule pack against plans that it knows nothing of: those of all cases.

Run it: `python tests/mutation/claims.py 60` analyzes each installed pack that can be analyzed, and the same with every
sixtieth mutant of a rule that fires otherwise, and prints how often it found what, and each claim that a plan
contradicts. A rule that is said to fire never must not fire in any of the plans, one that is said to fire wherever it
applies must not be kept in one, and so on; an office of which no plan is said to pass must not pass with one. Further
words are kinds of mutants.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final

from killing import OF_FINDINGS, read_tables
from msgspec.structs import replace
from mutants import mutants_of

from checker import check, load_pack
from checker.analysis.analyzing import PackProblem, analyze
from checker.cases import Case, read_cases
from checker.model import Report, RuleStatus, Verdict
from checker.pack.building import rule_of
from checker.pack.loading import installed_packs
from checker.pack.model import Pack, Stage

SHOWN: Final = 20


def packs(pack: Pack, every: int, kinds: list[str]) -> Iterator[tuple[str, Pack]]:
    """The pack, and so many of its mutants (of these kinds, if any are named), each with what was changed."""
    yield "as it is", pack
    tables = read_tables(pack)
    mutants = (
        (rule, mutant)
        for rule in pack.rules
        for mutant in mutants_of(rule.id, rule.folder.parent.name, tables)
        if mutant.kind not in OF_FINDINGS and mutant.kind in (kinds or [mutant.kind])
    )
    for place, (rule, mutant) in enumerate(mutants, start=1):
        if place % every == 0:
            changed = rule_of(rule.id, rule.folder, mutant.raw, pack.bounds, tables.world)
            rules = tuple(changed if other is rule else other for other in pack.rules)
            yield f"{mutant.rule} / {mutant.change}", replace(pack, rules=rules)


def is_contradicted(problem: PackProblem, report: Report) -> bool:
    """Whether what is said cannot be true, now that this came of a plan."""
    statuses = [report.rules.get(rule, RuleStatus.NOT_RUN) for rule in problem.rules]
    if problem.kind not in CLAIMS or problem.document != report.document or RuleStatus.NOT_RUN in statuses:
        return False
    fires = [status is RuleStatus.VIOLATED for status in statuses]
    return not CLAIMS[problem.kind](fires, statuses, problem, report)


def _does_not_pass(problem: PackProblem, report: Report) -> bool:
    return report.office not in problem.values["senders"].split(", ") or report.verdict is not Verdict.PASS


CLAIMS: Final[dict[str, Callable[[list[bool], list[RuleStatus], PackProblem, Report], bool]]] = {
    "never-fires": lambda fires, _statuses, _problem, _report: not fires[0],
    "always-fires": lambda _fires, statuses, _problem, _report: statuses[0] is not RuleStatus.SATISFIED,
    "within": lambda fires, _statuses, _problem, _report: fires[1] or not fires[0],
    "always-together": lambda fires, _statuses, _problem, _report: fires[0] is fires[1],
    "always-one": lambda fires, _statuses, _problem, _report: any(fires),
    "impossible": lambda fires, _statuses, problem, report: any(fires) or _does_not_pass(problem, report),
}
"""What each problem says of every plan: kind -> whether that is so, of what fired."""


def main(every: int, kinds: list[str]) -> None:
    found: Counter[str] = Counter()
    wrong: list[str] = []
    judged = 0
    for original in map(load_pack, installed_packs()):
        cases: list[Case] = [
            case for rule in original.rules if rule.stage is not Stage.REVIEW for case in read_cases(original, rule)
        ]
        for change, pack in packs(original, every, kinds):
            analysis = analyze(pack)
            found.update({problem.kind for problem in analysis.problems} or {"nothing"})
            reports = [check(case.plan, pack=pack, as_of=case.as_of, engine="reference") for case in cases]
            judged += len(reports)
            if analysis.failure is not None:
                wrong.append(f"{change}: {analysis.failure.en}")
            for problem in analysis.problems:
                said = f"{change}: {problem.kind} {problem.rules} {dict(problem.values)}"
                wrong += (said for report in reports if is_contradicted(problem, report))
    outcome: dict[str, Any] = {"found": found, "plans": judged, "wrong": wrong[:SHOWN]}
    sys.stdout.write(json.dumps(outcome, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
