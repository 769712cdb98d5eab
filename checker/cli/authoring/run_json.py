"""Cases that were run, as JSON (`schemas/rule-tests.schema.json`): every rule, every case, every evaluator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from checker.authoring.coverage import Tested
    from checker.cli.authoring.run import Run
    from checker.model import Language

FORMAT: Final = "rule-tests/1"


def data(run: Run, lang: Language) -> dict[str, Any]:
    """The run as JSON values, its texts in `lang`."""
    return {
        "format": FORMAT,
        "pack": run.pack.identity,
        "engines": [{"name": name, "version": version} for name, version in run.engines.items()],
        "counts": {"rules": len(run.rules), "cases": run.cases, "failed": run.failed, "gaps": run.gaps},
        "good": run.is_good,
        "rules": [_rule(run, tested, lang) for tested in run.rules],
    }


def _rule(run: Run, tested: Tested, lang: Language) -> dict[str, Any]:
    cases: dict[int, dict[str, Any]] = {}
    for trial in tested.trials:
        case = trial.case
        entry: dict[str, Any] = {"name": case.name, "line": case.line, "kind": case.kind, "results": []}
        result = {"engine": trial.engine, "faults": [fault.message(lang) for fault in trial.faults]}
        cases.setdefault(id(case), entry)["results"].append(result)
    return {
        "rule": tested.rule.id,
        "file": run.place(tested),
        "cases": list(cases.values()),
        "gaps": [gap.message(lang) for gap in tested.gaps],
    }
