"""Analyzes a rule pack: what each rule can do, how rules stand to each other, and whether a plan can pass.

Everything is said of all plans, by way of the classes of values that no rule can tell apart (`fields`), and whatever a
plan can show is shown by one that plancheck itself has judged.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from checker.analysis import problems
from checker.analysis.candidates import across_plans, of_cases, with_exceptions
from checker.analysis.kinds import rules_of
from checker.analysis.lines import lines_of
from checker.analysis.making import make_plan
from checker.analysis.outcome import Analysis, Problem, RuleShown
from checker.analysis.passing import conflict, is_exhaustive, judging, passing_plan
from checker.analysis.relations import relations_of
from checker.analysis.tables import Tables, is_plain
from checker.analysis.verdicts import sequences
from checker.analysis.witnesses import Bench, Witness
from checker.engine import engine_version
from checker.model import RuleStatus
from checker.pack.model import Stage
from checker.provincial import PLAN_FORMAT, offices_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.analysis.relations import Key
    from checker.analysis.tables import Table
    from checker.pack.model import Pack, Rule

_TRIES: Final = 200
"""How many plans of a table are tried for a witness; the most usual come first."""


def analyze(pack: Pack) -> Analysis:
    """What can be shown of `pack`, and what is wrong with it."""
    tables, bench = Tables(pack), Bench(pack)
    lines = lines_of(pack)
    offices, impossible = _offices(tables, bench)
    rules = _rules_shown(tables, bench)
    relations = list(relations_of(tables.all.values()))
    found = [
        *problems.problems_of_rules(rules),
        *problems.problems_of_blocks(tables),
        *problems.problems_of_lines(tables, lines),
        *problems.problems_of_pairs(tables, relations, lines),
        *impossible,
        *problems.problems_of_verdicts(),
    ]
    return Analysis(
        pack_id=pack.id,
        pack_version=pack.version,
        pack_digest=pack.digest,
        engines={engine: engine_version(engine) for engine in bench.engines},
        rules=rules,
        pairs=len(relations),
        verdicts=sum(1 for _ in sequences()),
        lines=lines,
        offices=offices,
        problems=tuple(found),
        not_analyzed=tuple(format_ for format_ in pack.documents if format_ != PLAN_FORMAT),
        failure=bench.failure,
    )


def _rules_shown(tables: Tables, bench: Bench) -> tuple[RuleShown, ...]:
    """What is shown of every rule, in the order of the pack."""
    pack = tables.pack
    shown = {id_: _of_table(table, bench, tables) for id_, table in tables.all.items()}
    plans = {id_: (each.fires, each.kept) for id_, each in shown.items()}
    exceptions = list(with_exceptions(pack, plans))
    reviews = list(across_plans(pack, tables.constants))
    for rule in rules_of(pack):
        if rule.id not in shown:
            shown[rule.id] = _of_witnesses(rule, bench, exceptions if rule.stage is Stage.AFTER else reviews)
    return tuple(shown[rule.id] for rule in rules_of(pack))


def _of_table(table: Table, bench: Bench, tables: Tables) -> RuleShown:
    pack = tables.pack
    more = [] if is_plain(pack, table.rule) else list(of_cases(pack, table.rule))
    fires = bench.first(table.rule, RuleStatus.VIOLATED, chain(_plans(table, table.firing, pack), more))
    kept = bench.first(table.rule, RuleStatus.SATISFIED, chain(_kept(table, tables), more))
    # What a table has and no plan of the kind shows is no proof of anything.
    is_whole = table.is_whole and (fires is not None or not table.firing) and (kept is not None or not table.kept)
    return RuleShown(table.rule.id, fires, kept, len(table.rows), is_whole)


def _kept(table: Table, tables: Tables) -> Iterator[Witness]:
    """Plans in which the rule may be kept: for a duty to list measures, that is one with all of them."""
    yield from _plans(table, table.kept, tables.pack)
    made = passing_plan(tables, next(iter(offices_of(tables.pack))), [table])
    if made is not None:
        yield Witness.of(made)


def _plans(table: Table, rows: Iterable[Key], pack: Pack) -> Iterator[Witness]:
    for row in islice(rows, _TRIES):
        made = make_plan(pack, table.point(row))
        if made is not None:
            yield Witness.of(made)


def _of_witnesses(rule: Rule, bench: Bench, candidates: list[Witness]) -> RuleShown:
    fires = bench.first(rule, RuleStatus.VIOLATED, candidates)
    kept = bench.first(rule, RuleStatus.SATISFIED, candidates)
    return RuleShown(rule.id, fires, kept, len(candidates), is_whole=False)


def _offices(tables: Tables, bench: Bench) -> tuple[Mapping[str, Witness | None], list[Problem]]:
    """A plan of every office that passes, and why there is none for the others."""
    pack = tables.pack
    rules = judging(tables)
    passing: dict[str, Witness | None] = {}
    stuck: dict[str, list[str]] = {}
    found: list[Problem] = []
    for office in offices_of(pack):
        made = passing_plan(tables, office, rules)
        witness = None if made is None else Witness.of(made)
        passing[office] = witness
        if witness is None:
            stuck.setdefault(tables.domains.office_like(office), []).append(office)
        elif not bench.passes(witness):
            passing[office] = None
            found.append(Problem("not-seen-passing", (), {"offices": office}, witness))
    return passing, [*found, *_impossible(tables, list(stuck.values()), rules)]


def _impossible(tables: Tables, stuck: list[list[str]], rules: tuple[Table, ...]) -> Iterator[Problem]:
    """Why no plan of these offices passes: the fewest rules that stand in the way, and a plan that breaks only one.

    `stuck` are the offices, those together that no rule can tell apart.
    """
    against: dict[tuple[Table, ...], list[str]] = {}
    for offices in stuck:
        against.setdefault(conflict(tables, offices[0], rules), []).extend(offices)
    for tables_against, offices in against.items():
        last = tables_against[-1]
        made = passing_plan(tables, offices[0], [table for table in rules if table is not last])
        kind = "impossible" if is_exhaustive(rules) else "not-seen-passing"
        ids = tuple(table.rule.id for table in tables_against)
        values = {"offices": ", ".join(offices), "last": last.rule.id}
        yield Problem(kind, ids, values, None if made is None else Witness.of(made))
