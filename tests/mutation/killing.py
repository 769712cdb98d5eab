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
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import yaml
from msgspec import UNSET
from msgspec.structs import replace
from mutants import IN_PRINCIPLE, Mutant, Tables, mutants_of

from checker import load_pack
from checker.analysis.witnesses import options_of
from checker.cases import Bases, Case, Expected, files_of, read_bases, read_cases
from checker.checking import Options, examine_source
from checker.engine import EngineName
from checker.findings import findings_of, in_document_order
from checker.judging import Judge
from checker.model import NOWHERE, Finding, RuleStatus, pointer_text
from checker.pack.building import checked_data, rule_of
from checker.pack.files import Files
from checker.pack.model import PACK_RULE, Pack, Rule, Stage
from checker.reviewing import examine_files, judge_across, rosters_of
from checker.schema import validate

OF_FINDINGS: Final = frozenset({"place", "severity", "subject"})
"""Kinds of mutants that fire as the rule does; no evaluator sees a difference, so that a sample leaves them out."""

MUTATED: Final = ("annual-reports", "published-plans", "sipo-2011-139", "sipo-2012-113")
"""The rule packs whose survivors have been gone through, each with its reason."""
SURVIVORS: Final = Path(__file__).parent / "survivors.yaml"


class Bench:
    """Tries mutants of one rule on its cases, those that break it first: most mutants fail there, and one is enough.

    What does not depend on the rule, the facts of the plans, is read once. `of_others` are the cases of the rules that
    look at rules: they see whether a duty holds in principle.
    """

    def __init__(self, pack: Pack, rule: Rule, tables: Tables, bases: Bases, of_others: Sequence[Tried]) -> None:
        self._pack = pack
        self._rule = rule
        self._world = tables.world
        cases = sorted(read_cases(pack, rule, bases), key=lambda case: not case.breaks)
        self._own = [Tried(pack, rule, case) for case in cases]
        self._of_others = of_others

    def is_killed(self, mutant: Mutant, engine: EngineName) -> bool:
        """Whether some case is untrue of the mutant."""
        rule = rule_of(self._rule.id, self._rule.folder, mutant.raw, self._pack.bounds, self._world)
        rules = tuple(rule if other is self._rule else other for other in self._pack.rules)
        pack = replace(self._pack, rules=rules)
        tried = [*self._own, *(self._of_others if mutant.kind == IN_PRINCIPLE else ())]
        return any(not each.is_true(pack, engine) for each in tried)


def _looks_at(rule: Rule, kind: str) -> bool:
    return any(other.kind == kind for block in rule.blocks for other in block.others)


class Tried:
    """A case of a rule, whose plans have been read."""

    def __init__(self, pack: Pack, rule: Rule, case: Case) -> None:
        self._case = case
        self._rule = rule.id
        self._is_review = rule.stage is Stage.REVIEW
        options = options_of(case, pack, "reference")
        # As it is judged, without absent members.
        self._plans = [validate(plan, pack.document_of(plan).schema, [pack.id]).data for plan in case.plans]
        if self._is_review:
            ((_, self._roster),) = rosters_of(examine_files(files_of(case), options), options)
        else:
            self._read = [examine_source(dict(plan), options) for plan in case.plans]

    def is_true(self, pack: Pack, engine: EngineName) -> bool:
        """Whether what the case says of the rule is what is found by `pack`, in order."""
        if self._is_review:
            findings, status = self._reviewed(pack, engine)
        else:
            findings, status = self._checked(pack, engine)
        case = self._case
        return (
            len(findings) == len(case.finds)
            and all(self._fits(finding, wanted) for finding, wanted in zip(findings, case.finds, strict=True))
            and case.status in (None, status)
            and (status is RuleStatus.VIOLATED) is case.breaks
        )

    def _checked(self, pack: Pack, engine: EngineName) -> tuple[Sequence[Finding], RuleStatus | None]:
        """What the rule finds in the plan; a mutant about other facts may be judged at another time, and then not."""
        ((report, known),), (plan,) = self._read, self._plans
        document = pack.document_of(plan)
        rule = pack.rules_by_id[self._rule]
        if rule not in pack.rules_for(document):
            return (), None
        if known is None:
            return (), report.rules[rule.id]
        rules = pack.rules_for(document) if rule.stage is Stage.AFTER else (rule,)
        judgement = Judge(rules, pack.facts_by_table, document.anchor, engine, cross_check=False).judge(known)
        firings = [firing for firing in judgement.firings if firing.rule == rule.id]
        found = findings_of(firings, pack, document, known, plan, lambda _: NOWHERE)
        ordered = in_document_order(found, plan, partial(pack.order_of, document))
        return ordered, judgement.statuses[rule.id]

    def _reviewed(self, pack: Pack, engine: EngineName) -> tuple[Sequence[Finding], RuleStatus | None]:
        findings, judgement, _ = judge_across(self._roster, pack, Options(pack, engine=engine))
        return [each for each in findings if each.rule == self._rule], judgement.statuses.get(self._rule)

    def _fits(self, finding: Finding, wanted: Expected) -> bool:
        at = "".join(map(str, finding.at)) if self._is_review else pointer_text(finding.at)
        return (
            at == wanted.at
            and (wanted.message or "") in finding.message.en
            and wanted.severity in (None, finding.severity)
            and wanted.exception in (None, finding.exception)
            and wanted.subject in (UNSET, finding.subject)
        )


def read_tables(pack: Pack) -> Tables:
    """The files of a pack as they are written."""
    return Tables(pack.folder, checked_data(Files(pack.folder)))


def run(engine: EngineName, every: int) -> dict[str, Any]:
    """Try every mutant (or every so many of them), and say what became of them, by kind; rules go by `pack/rule`.

    `untrue` are the rules whose cases are untrue of the rule itself, so that nothing is shown by their killing mutants.
    """
    made: Counter[str] = Counter()
    survived: Counter[str] = Counter()
    survivors: list[tuple[str, str]] = []
    untrue: list[str] = []
    number = 0
    for pack in map(load_pack, MUTATED):
        tables, bases = read_tables(pack), read_bases(pack)
        looking = [rule for rule in pack.rules if _looks_at(rule, PACK_RULE)]
        of_others = [Tried(pack, rule, case) for rule in looking for case in read_cases(pack, rule, bases)]
        for rule in pack.rules:
            bench = Bench(pack, rule, tables, bases, of_others)
            if bench.is_killed(Mutant(rule.id, IN_PRINCIPLE, "none", tables.rules[rule.id]), engine):
                untrue.append(f"{pack.id}/{rule.id}")
            for mutant in mutants_of(rule.id, rule.folder.parent.name, tables):
                if every > 1 and mutant.kind in OF_FINDINGS:
                    continue
                number += 1
                if number % every == 0:
                    made[mutant.kind] += 1
                    if not bench.is_killed(mutant, engine):
                        survived[mutant.kind] += 1
                        survivors.append((f"{pack.id}/{rule.id}", mutant.change))
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
