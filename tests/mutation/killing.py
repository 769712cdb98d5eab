"""Mutates every rule of every installed rule pack, and shows that the cases beside the rules notice each mutant.

Run it: `python tests/mutation/killing.py` prints what survives and a table by kind of mutation, `--json` the same for
a program. `--engine durable_rules --every 8` lets durable_rules judge every eighth of the mutants that fire
otherwise than their rule. The tests run it as a process of its own.

A case notices a mutant where it is no longer true, word by word, of what the mutant finds: its findings with their
places, severities, messages and subjects, and what became of the rule. `survivors.yaml` lists the mutants that no case
can tell from the rule, each with the reason why it is the same rule.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import yaml
from mutants import IN_PRINCIPLE, Mutant, Tables, mutants_of

from checker import check, load_pack
from checker.cases import read_cases
from checker.checking import Options
from checker.inputs import inputs_of
from checker.pack.loading import CATALOGUE, CIRCULAR, RULE, _rule, installed_packs
from checker.pack.model import Stage
from checker.parallel import check_files
from checker.readers import SUFFIXES
from checker.reviewing import Intake, keep, review_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.cases import Case, Expected
    from checker.engine import EngineName
    from checker.model import Report, Review
    from checker.pack.model import Pack, Rule
    from checker.reviewing import Roster

OF_FINDINGS: Final = frozenset({"place", "severity", "subject"})
"""Kinds of mutants that fire as the rule does; no evaluator sees a difference, so that a sample leaves them out."""

SURVIVORS: Final = Path(__file__).parent / "survivors.yaml"


class Bench:
    """Tries mutants of one rule on its cases, those that break it first: most mutants fail there, and one is enough.

    What does not depend on the rule, the roster of a review, is made once.
    """

    def __init__(self, pack: Pack, rule: Rule) -> None:
        self._pack = pack
        self._rule = rule
        cases = sorted(read_cases(pack, rule), key=lambda case: not case.breaks)
        self._own = [(rule, case, _roster(pack, rule, case)) for case in cases]
        # Whether a duty holds in principle is seen by the rules that look at rules.
        looking = [other for other in pack.rules if _looks_at(other, "pack_rule")]
        self._of_others = [(other, case, None) for other in looking for case in read_cases(pack, other)]

    def is_killed(self, mutant: Mutant, engine: EngineName) -> bool:
        """Whether some case is untrue of the mutant."""
        rule = _rule(self._rule.id, self._rule.folder, mutant.raw, self._pack.bounds)
        rules = tuple(rule if other is self._rule else other for other in self._pack.rules)
        pack = replace(self._pack, rules=rules)
        tried = [*self._own, *(self._of_others if mutant.kind == IN_PRINCIPLE else ())]
        return any(not _is_true(case, judged, _judged(case, roster, pack, engine)) for judged, case, roster in tried)


def _looks_at(rule: Rule, kind: str) -> bool:
    return any(other.kind == kind for block in (rule.applies_if, *rule.violated_if) for other in block.others)


def _judged(case: Case, roster: Roster | None, pack: Pack, engine: EngineName) -> Report | Review:
    if roster is not None:
        return review_of(roster, (), pack, Options(pack, engine=engine))
    return check(case.plan, pack=pack, as_of=case.as_of, engine=engine)


def _roster(pack: Pack, rule: Rule, case: Case) -> Roster | None:
    """What a review knows of the plans of a case about several; None for a case about one."""
    if rule.stage is not Stage.REVIEW:
        return None
    intake = Intake(pack)
    with TemporaryDirectory() as folder:
        for place, plan in enumerate(case.plans):
            (Path(folder) / f"{place:02}.json").write_text(json.dumps(plan), encoding="utf-8")
        inputs, _ = inputs_of([folder], SUFFIXES, lambda: b"")
        for _, filed in check_files(inputs.by_name(), Options(pack, engine="reference"), keep, jobs=1):
            intake.add(filed)
    return intake.roster()


def _is_true(case: Case, rule: Rule, judged: Report | Review) -> bool:
    """Whether what the case says of the rule is what was found, in order."""
    found = [finding for finding in judged.to_dict()["findings"] if finding["rule"] == rule.id]
    # A mutant about other facts may be judged at another time, and then not at all.
    status = judged.rules.get(rule.id)
    return (
        len(found) == len(case.finds)
        and all(_fits(finding, wanted) for finding, wanted in zip(found, case.finds, strict=True))
        and case.status in (None, status)
        and (status == "violated") is case.breaks
    )


def _fits(finding: dict[str, Any], wanted: Expected) -> bool:
    return (
        finding["at"] == wanted.at
        and (wanted.message or "") in finding["message"]
        and wanted.severity in (None, finding["severity"])
        and wanted.exception in (None, finding["exception"])
        and (not wanted.has_subject or finding["subject"] == wanted.subject)
    )


def read_tables(pack: Pack) -> Tables:
    """The files of a pack as they are written."""

    def read(path: Path) -> Any:
        return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))

    rules = {rule.id: read(rule.folder / RULE) for rule in pack.rules}
    return Tables(read(pack.folder / CIRCULAR), read(pack.folder / CATALOGUE), rules)


def run(engine: EngineName, every: int) -> dict[str, Any]:
    """Try every mutant (or every so many of them), and say what became of them, by kind.

    `untrue` are the rules whose cases are untrue of the rule itself, so that nothing is shown by their killing mutants.
    """
    made: Counter[str] = Counter()
    survived: Counter[str] = Counter()
    survivors: list[tuple[str, str]] = []
    untrue: list[str] = []
    number = 0
    for pack in map(load_pack, installed_packs()):
        tables = read_tables(pack)
        for rule in pack.rules:
            bench = Bench(pack, rule)
            if bench.is_killed(Mutant(rule.id, IN_PRINCIPLE, "none", tables.rules[rule.id]), engine):
                untrue.append(rule.id)
            for mutant in mutants_of(rule.id, rule.folder.parent.name, tables):
                if every > 1 and mutant.kind in OF_FINDINGS:
                    continue
                number += 1
                if number % every == 0:
                    made[mutant.kind] += 1
                    if not bench.is_killed(mutant, engine):
                        survived[mutant.kind] += 1
                        survivors.append((mutant.rule, mutant.change))
    return {"made": made, "survived": survived, "survivors": survivors, "untrue": untrue}


def listed() -> set[tuple[str, str]]:
    """The survivors that are known, as rule and mutant."""
    groups = yaml.safe_load(SURVIVORS.read_text(encoding="utf-8"))["survivors"]
    return {(rule, change) for group in groups for rule, changes in group["of"].items() for change in changes}


def _table(outcome: dict[str, Any]) -> str:
    made, survived = outcome["made"], outcome["survived"]
    rows = [(kind, made[kind], made[kind] - survived[kind], survived[kind]) for kind in sorted(made)]
    rows.append(("all", made.total(), made.total() - survived.total(), survived.total()))
    lines = ["| kind of mutant | made | killed | equivalent |", "| --- | ---: | ---: | ---: |"]
    return "\n".join([*lines, *(f"| {kind} | {all_:,} | {killed:,} | {same:,} |" for kind, all_, killed, same in rows)])


def main(arguments: Sequence[str]) -> int:
    """Print what survived and is not listed, what is listed and did not survive, and the table."""
    parser = argparse.ArgumentParser(description="Mutates every rule, and tries the cases on the mutants.")
    parser.add_argument("--engine", choices=["reference", "durable_rules"], default="reference")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try every Nth mutant only")
    parser.add_argument("--json", action="store_true", help="print the outcome for a program")
    asked = parser.parse_args(arguments)
    outcome = run(asked.engine, asked.every)
    known, alive = listed(), set(outcome["survivors"])
    outcome["unlisted"] = sorted(alive - known)
    outcome["gone"] = sorted(known - alive) if asked.every == 1 else []
    outcome["table"] = _table(outcome)
    if asked.json:
        sys.stdout.write(json.dumps(outcome) + "\n")
    else:
        lines = [f"its cases do not hold of the rule itself: {rule}" for rule in outcome["untrue"]]
        lines += [f"survives, and is not listed: {rule} / {mutant}" for rule, mutant in outcome["unlisted"]]
        lines += [f"is listed, and does not survive: {rule} / {mutant}" for rule, mutant in outcome["gone"]]
        sys.stdout.write("\n".join([*lines, outcome["table"]]) + "\n")
    return 1 if outcome["unlisted"] or outcome["gone"] or outcome["untrue"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
