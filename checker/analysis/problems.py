"""What is wrong with a pack, each thing with a plan that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.analysis.lines import field_of, unused_bounds
from checker.analysis.making import make_plan
from checker.analysis.outcome import Problem, stretch_text
from checker.analysis.relations import dead_blocks, idle_blocks, point_of
from checker.analysis.tables import known_of
from checker.analysis.verdicts import verdict_faults
from checker.analysis.witnesses import Witness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.analysis.lines import Line, Stretch
    from checker.analysis.outcome import RuleShown
    from checker.analysis.relations import Key, Relation
    from checker.analysis.tables import Table, Tables


def problems_of_rules(rules: Iterable[RuleShown]) -> Iterator[Problem]:
    """Rules that never fire, and rules that fire wherever they apply."""
    for shown in rules:
        if shown.fires is None:
            kind = "never-fires" if shown.is_whole else "not-seen-firing"
            yield Problem(kind, (shown.rule,), {"points": shown.points}, shown.kept)
        elif shown.kept is None:
            kind = "always-fires" if shown.is_whole else "not-seen-kept"
            yield Problem(kind, (shown.rule,), {"points": shown.points}, shown.fires)


def problems_of_blocks(tables: Tables) -> Iterator[Problem]:
    """Blocks of `violated_if` that add nothing to their rule; where the rule never fires, that is the problem."""
    for table in tables.all.values():
        if table.firing:
            for place in dead_blocks(table):
                yield Problem("dead-block", (table.rule.id,), {"block": place + 1})
            for place in idle_blocks(table):
                row = next(row for row in table.firing if place in table.rows[row].blocks)
                yield Problem("idle-block", (table.rule.id,), {"block": place + 1}, _witness(tables, (table, row)))


def problems_of_lines(tables: Tables, lines: Iterable[Line]) -> Iterator[Problem]:
    """Gaps and overlaps along the lines, severities that fall, and bounds that nothing is compared with."""
    for line in lines:
        about = {"kind": line.member[0], "member": line.member[1]}
        everyone = tuple(dict.fromkeys(rule.id for stretch in line.stretches for rule in stretch.rules))
        for stretch in line.gaps:
            if _is_told_elsewhere(line, stretch, lines):
                continue
            yield Problem("gap", everyone, {**about, "values": stretch_text(line, stretch)}, _at(tables, line, stretch))
        for stretch in line.stretches:
            if len(stretch.rules) > 1:
                rules = tuple(rule.id for rule in stretch.rules)
                values = {**about, "values": stretch_text(line, stretch)}
                yield Problem("overlap", rules, values, _at(tables, line, stretch))
        for stretch in line.falls:
            rules = tuple(rule.id for rule in stretch.rules)
            values = {**about, "values": stretch_text(line, stretch)}
            yield Problem("severity-falls", rules, values, _at(tables, line, stretch))
    yield from (Problem("unused-bound", (), {"bound": name}) for name in unused_bounds(tables.pack))


def _is_told_elsewhere(line: Line, stretch: Stretch, lines: Iterable[Line]) -> bool:
    """Whether rules on another member that is read from the same field find something there."""
    alike = (other for other in lines if other is not line and field_of(*other.member) == field_of(*line.member))
    return any(
        each.severity is not None and each.holds(stretch.first) and each.holds(stretch.last or stretch.first)
        for other in alike
        for each in other.stretches
    )


def problems_of_pairs(tables: Tables, relations: Iterable[Relation], lines: Iterable[Line]) -> Iterator[Problem]:
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
            yield Problem("always-one", ids, {}, _witness(tables, (first, first.firing[0])))
        if relation.both_fire is None or frozenset(ids) in overlapping:
            continue
        both = _witness(tables, *zip((first, second), relation.both_fire, strict=True))
        if relation.first_within and relation.second_within:
            yield Problem("always-together", ids, {}, both)
        elif relation.first_within:
            yield Problem("within", ids, {"wider": ids[1], "narrower": ids[0]}, both)
        elif relation.second_within:
            yield Problem("within", ids[::-1], {"wider": ids[0], "narrower": ids[1]}, both)


def problems_of_verdicts() -> Iterator[Problem]:
    """Sequences of findings with a verdict that is not the policy's."""
    yield from (Problem("verdict", (), {"findings": each}) for each in verdict_faults())


def _witness(tables: Tables, *rows: tuple[Table, Key]) -> Witness | None:
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
