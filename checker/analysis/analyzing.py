"""Analyzes a rule pack: what each rule can do, how rules stand to each other, and whether a plan can pass.

Everything is said of all plans, by way of the classes of values that no rule can tell apart (`fields`), and whatever a
plan can show is shown by one that plancheck itself has judged.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

from checker.analysis.catalogue import PLAN_FORMAT, measures_of, offices_of
from checker.analysis.fields import MOST_ITEMS
from checker.analysis.kinds import document_of, rules_of
from checker.analysis.lines import field_of, lines_of, unused_bounds
from checker.analysis.making import make_frame, make_plan
from checker.analysis.outcome import Analysis, PackProblem, RuleShown, stretch_text
from checker.analysis.passing import conflict, is_exhaustive, judging, passing_plan
from checker.analysis.relations import dead_blocks, idle_blocks, point_of, relations_of
from checker.analysis.tables import Tables, is_plain, known_of
from checker.analysis.verdicts import sequences, verdict_faults
from checker.analysis.witnesses import Bench, Witness
from checker.cases import read_cases
from checker.engine import engine_version
from checker.errors import PackError
from checker.model import RuleStatus
from checker.pack.model import Rule, Stage
from checker.values import day_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.analysis.constants import Constants
    from checker.analysis.lines import Line, Stretch
    from checker.analysis.relations import Key, Relation
    from checker.analysis.tables import PointTable
    from checker.model import Number
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
        *problems_of_rules(rules),
        *problems_of_blocks(tables),
        *problems_of_lines(tables, lines),
        *problems_of_pairs(tables, relations, lines),
        *impossible,
        *problems_of_verdicts(),
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
            # What is sent beside the plans, and what was decided, the author of a rule across plans knows best.
            across = [*reviews, *of_cases(pack, rule)]
            shown[rule.id] = _of_witnesses(rule, bench, exceptions if rule.stage is Stage.AFTER else across)
    return tuple(shown[rule.id] for rule in rules_of(pack))


def _of_table(table: PointTable, bench: Bench, tables: Tables) -> RuleShown:
    pack = tables.pack
    more = [] if is_plain(pack, table.rule) else list(of_cases(pack, table.rule))
    fires = bench.first(table.rule, RuleStatus.VIOLATED, chain(_plans(table, table.firing, pack), more))
    kept = bench.first(table.rule, RuleStatus.SATISFIED, chain(_kept(table, tables), more))
    # What a table has and no plan of the kind shows is no proof of anything.
    is_whole = table.is_whole and (fires is not None or not table.firing) and (kept is not None or not table.kept)
    return RuleShown(table.rule.id, fires, kept, len(table.rows), is_whole)


def _kept(table: PointTable, tables: Tables) -> Iterator[Witness]:
    """Plans in which the rule may be kept: for a duty to list measures, that is one with all of them."""
    yield from _plans(table, table.kept, tables.pack)
    made = passing_plan(tables, next(iter(offices_of(tables.pack))), [table])
    if made is not None:
        yield Witness.of(made)


def _plans(table: PointTable, rows: Iterable[Key], pack: Pack) -> Iterator[Witness]:
    for row in islice(rows, _TRIES):
        made = make_plan(pack, table.point(row))
        if made is not None:
            yield Witness.of(made)


def _of_witnesses(rule: Rule, bench: Bench, candidates: list[Witness]) -> RuleShown:
    fires = bench.first(rule, RuleStatus.VIOLATED, candidates)
    kept = bench.first(rule, RuleStatus.SATISFIED, candidates)
    return RuleShown(rule.id, fires, kept, len(candidates), is_whole=False)


def _offices(tables: Tables, bench: Bench) -> tuple[Mapping[str, Witness | None], list[PackProblem]]:
    """A plan of every office that passes, and why there is none for the others."""
    pack = tables.pack
    rules = judging(tables)
    passing: dict[str, Witness | None] = {}
    stuck: dict[str, list[str]] = {}
    found: list[PackProblem] = []
    for office in offices_of(pack):
        made = passing_plan(tables, office, rules)
        witness = None if made is None else Witness.of(made)
        passing[office] = witness
        if witness is None:
            stuck.setdefault(tables.domains.office_like(office), []).append(office)
        elif not bench.passes(witness):
            passing[office] = None
            found.append(PackProblem("not-seen-passing", (), {"offices": office}, witness))
    return passing, [*found, *_impossible(tables, list(stuck.values()), rules)]


def _impossible(tables: Tables, stuck: list[list[str]], rules: tuple[PointTable, ...]) -> Iterator[PackProblem]:
    """Why no plan of these offices passes: the fewest rules that stand in the way, and a plan that breaks only one.

    `stuck` are the offices, those together that no rule can tell apart.
    """
    against: dict[tuple[PointTable, ...], list[str]] = {}
    for offices in stuck:
        against.setdefault(conflict(tables, offices[0], rules), []).extend(offices)
    for tables_against, offices in against.items():
        last = tables_against[-1]
        made = passing_plan(tables, offices[0], [table for table in rules if table is not last])
        kind = "impossible" if is_exhaustive(rules) else "not-seen-passing"
        ids = tuple(table.rule.id for table in tables_against)
        values = {"offices": ", ".join(offices), "last": last.rule.id}
        yield PackProblem(kind, ids, values, None if made is None else Witness.of(made))


_ALLIANCES = "alliances"
_JUSTIFICATION = "…"
_NO_RULE = "no-such-rule"
_PRIORITY_SUPPORT = "priority-support"


def of_cases(pack: Pack, rule: Rule) -> Iterator[Witness]:
    """The documents of the cases of a rule: where it looks at more than the fields, its author knows what shows it."""
    try:
        cases = read_cases(pack, rule)
    except PackError:
        return
    for case in cases:
        if all(pack.document_of(plan) is document_of(pack) for plan in case.plans):
            yield Witness(case.plans, case.as_of, case)


def with_exceptions(pack: Pack, shown: Mapping[str, tuple[Witness | None, Witness | None]]) -> Iterator[Witness]:
    """Plans that ask for one exception each: for every rule, in a plan that breaks it and in one that does not.

    `shown` are, for each rule, such plans; for a rule without any, and for a rule that there is not, any plan will do.
    """
    usual = Witness((make_frame(pack, {}, [], []),))
    for rule in (*(rule.id for rule in rules_of(pack)), _NO_RULE):
        asked = [{"rule": rule, "justification": _JUSTIFICATION}]
        for witness in (*shown.get(rule, ()), usual):
            if witness is not None and len(witness.plans) == 1:
                yield Witness(({**witness.plans[0], "exceptions": asked},), witness.as_of)


def across_plans(pack: Pack, constants: Constants) -> Iterator[Witness]:
    """Sets of submitted plans on either side of everything that a review counts."""
    offices = list(offices_of(pack))
    rows = measures_of(pack).values()
    yield Witness((_plan(pack, offices[0]),))
    yield Witness(tuple(_plan(pack, office) for office in offices))
    for count in _few(constants.counts(("version", "files"))):
        yield Witness(tuple(_plan(pack, offices[0], title=f"{place + 1}") for place in range(count)))
    for version in constants.counts(("version", "version")):
        yield Witness((_plan(pack, offices[0], version=version),))
    for count in constants.counts(("review", "senders"), ("review", "documents")):
        yield Witness(tuple(_plan(pack, office) for office in offices[:count]))
    for row in rows:
        if row.places is not None:
            places = row.places
            asking = {places - 1, places, places + 1, *constants.counts(("support_round", "offices"))}
            for count in _few(asking):
                entry = {"number": row.number, "sipo_support": {"kind": _PRIORITY_SUPPORT}}
                yield Witness(tuple(_plan(pack, office, entry) for office in offices[:count]))
    targets = [(row.number, target, least) for row in rows for target, least in row.targets.items()]
    for step in (0, 1):
        entries = [_entry(number, target, least + step) for number, target, least in targets]
        yield Witness((_plan(pack, offices[0], *entries),))
    for number, target, least in targets:
        around = {least - 1, least, least + 1, *constants.counts(("national_target", "planned"))}
        for count in sorted(count for count in around if count >= 0):
            yield Witness((_plan(pack, offices[0], _entry(number, target, count)),))


def _few(counts: Iterable[int]) -> list[int]:
    """The counts of which lists can be made."""
    return sorted(count for count in counts if 0 <= count <= MOST_ITEMS)


def _entry(number: Number, target: str, count: int) -> dict[str, Any]:
    return {"number": number, "targets": {target: [{}] * min(count, MOST_ITEMS) if target == _ALLIANCES else count}}


def _plan(
    pack: Pack, office: str, *entries: dict[str, Any], version: int = 1, title: str | None = None
) -> dict[str, Any]:
    point = {"office": office, "status": "submitted", "submission": day_number(pack.issued)}
    plan = make_frame(pack, point, list(entries), [])
    plan["submission"]["version"] = version
    return plan if title is None else {**plan, "title": title}


def problems_of_rules(rules: Iterable[RuleShown]) -> Iterator[PackProblem]:
    """Rules that never fire, and rules that fire wherever they apply."""
    for shown in rules:
        if shown.fires is None:
            kind = "never-fires" if shown.is_whole else "not-seen-firing"
            yield PackProblem(kind, (shown.rule,), {"points": shown.points}, shown.kept)
        elif shown.kept is None:
            kind = "always-fires" if shown.is_whole else "not-seen-kept"
            yield PackProblem(kind, (shown.rule,), {"points": shown.points}, shown.fires)


def problems_of_blocks(tables: Tables) -> Iterator[PackProblem]:
    """Blocks of `violated_if` that add nothing to their rule; where the rule never fires, that is the problem."""
    for table in tables.all.values():
        if table.firing:
            for place in dead_blocks(table):
                yield PackProblem("dead-block", (table.rule.id,), {"block": place + 1})
            for place in idle_blocks(table):
                row = next(row for row in table.firing if place in table.rows[row].blocks)
                yield PackProblem("idle-block", (table.rule.id,), {"block": place + 1}, _witness(tables, (table, row)))


def problems_of_lines(tables: Tables, lines: Iterable[Line]) -> Iterator[PackProblem]:
    """Gaps and overlaps along the lines, severities that fall, and bounds that nothing is compared with."""
    for line in lines:
        about = {"kind": line.member[0], "member": line.member[1]}
        everyone = tuple(dict.fromkeys(rule.id for stretch in line.stretches for rule in stretch.rules))
        for stretch in line.gaps:
            if _is_told_elsewhere(line, stretch, lines):
                continue
            yield PackProblem(
                "gap", everyone, {**about, "values": stretch_text(line, stretch)}, _at(tables, line, stretch)
            )
        for stretch in line.stretches:
            if len(stretch.rules) > 1:
                rules = tuple(rule.id for rule in stretch.rules)
                values = {**about, "values": stretch_text(line, stretch)}
                yield PackProblem("overlap", rules, values, _at(tables, line, stretch))
        for stretch in line.falls:
            rules = tuple(rule.id for rule in stretch.rules)
            values = {**about, "values": stretch_text(line, stretch)}
            yield PackProblem("severity-falls", rules, values, _at(tables, line, stretch))
    yield from (PackProblem("unused-bound", (), {"bound": name}) for name in unused_bounds(tables.pack))


def _is_told_elsewhere(line: Line, stretch: Stretch, lines: Iterable[Line]) -> bool:
    """Whether rules on another member that is read from the same field find something there."""
    alike = (other for other in lines if other is not line and field_of(*other.member) == field_of(*line.member))
    return any(
        each.severity is not None and each.holds(stretch.first) and each.holds(stretch.last or stretch.first)
        for other in alike
        for each in other.stretches
    )


def problems_of_pairs(tables: Tables, relations: Iterable[Relation], lines: Iterable[Line]) -> Iterator[PackProblem]:
    """Rules that say nothing which another does not, and pairs of which one always fires."""
    overlapping = {
        frozenset((one.id, other.id))
        for line in lines
        for stretch in line.stretches
        for one in stretch.rules
        for other in stretch.rules
    }
    for relation in relations:
        first, second = relation.first, relation.second
        ids = first.rule.id, second.rule.id
        if relation.always_one:
            yield PackProblem("always-one", ids, {}, _witness(tables, (first, first.firing[0])))
        if relation.both_fire is None or frozenset(ids) in overlapping:
            continue
        both = _witness(tables, *zip((first, second), relation.both_fire, strict=True))
        if relation.first_within and relation.second_within:
            yield PackProblem("always-together", ids, {}, both)
        elif relation.first_within:
            yield PackProblem("within", ids, {"wider": ids[1], "narrower": ids[0]}, both)
        elif relation.second_within:
            yield PackProblem("within", ids[::-1], {"wider": ids[0], "narrower": ids[1]}, both)


def problems_of_verdicts() -> Iterator[PackProblem]:
    """Sequences of findings with a verdict that is not the policy's."""
    yield from (PackProblem("verdict", (), {"findings": each}) for each in verdict_faults())


def _witness(tables: Tables, *rows: tuple[PointTable, Key]) -> Witness | None:
    made = make_plan(tables.pack, point_of(*rows))
    return None if made is None else Witness.of(made)


def _at(tables: Tables, line: Line, stretch: Stretch) -> Witness | None:
    """A plan with a value of the stretch, to which the rules of the line apply."""
    kind, member = line.member
    ids = {rule.id for each in line.stretches for rule in each.rules}
    for table in (tables.all[id_] for id_ in sorted(ids) if id_ in tables.all):
        for row, outcome in table.rows.items():
            made = make_plan(tables.pack, table.point(row)) if outcome.applies else None
            if made is None:
                continue
            known = known_of(tables.pack, made)
            values = [fact.members.get(member) for fact in known.by_kind.get(kind, ())]
            if any(value is not None and stretch.holds(value) for value in values):
                return Witness.of(made)
    return None
