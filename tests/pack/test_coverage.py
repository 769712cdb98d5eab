"""Every rule has cases, and every condition of a rule has a case that would notice if it were not there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from checker import check, load_pack
from checker.cases import read_cases
from checker.pack.conditions import Op, Reference
from checker.pack.loading import installed_packs
from checker.vocabulary import KINDS, MemberType, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.cases import Case
    from checker.model import RuleStatus
    from checker.pack.conditions import Block, Test
    from checker.pack.model import Pack, Rule

RULES = [pytest.param(pack, rule, id=rule.id) for pack in map(load_pack, installed_packs()) for rule in pack.rules]
PLAN_RULES = [param for param in RULES if param.values[1].stage is not Stage.REVIEW]

IMPLIED = {
    ("national-measure-listed", "class"): "national follows, and the others only make it satisfied",
    ("support-request-missing", "class"): "of the measures that always need consent, none is national",
    ("legislation-path-mismatch", "class"): "the number says it",
    ("legislation-path-missing", "class"): "the number says it",
    ("priority-support-target-missing", "class"): "the number says it",
    ("priority-support-target-too-low", "class"): "the number says it",
    ("alliance-patents-too-few", "class"): "the number says it",
}
"""Conditions that the catalogue or another condition implies: written for the reader, and no case can tell."""

STRICTNESS = {Op.LESS_THAN: Op.AT_MOST, Op.AT_MOST: Op.LESS_THAN, Op.MORE_THAN: Op.AT_LEAST, Op.AT_LEAST: Op.MORE_THAN}


@pytest.mark.parametrize(("pack", "rule"), RULES)
def test_a_rule_has_cases_that_keep_it_and_cases_that_break_it(pack: Pack, rule: Rule) -> None:
    cases = read_cases(pack, rule)
    assert {case.kind for case in cases} == {"keeps", "breaks"}
    assert all(bool(case.finds) is case.breaks for case in cases)
    names = Counter(case.name for case in cases)
    assert names.total() == len(names)


@pytest.mark.parametrize(("pack", "rule"), RULES)
def test_a_rule_that_compares_has_cases_on_both_sides_of_the_bound(pack: Pack, rule: Rule) -> None:
    boundaries = {case.kind for case in read_cases(pack, rule) if case.boundary}
    if any(_compares(kind, test) for kind, test in _tests(rule)):
        assert boundaries == {"keeps", "breaks"}


@pytest.mark.parametrize(("pack", "rule"), PLAN_RULES)
def test_every_condition_of_a_rule_is_pinned_down_by_a_case(pack: Pack, rule: Rule) -> None:
    cases = read_cases(pack, rule)
    wanted = [_outcome(pack, rule, case) for case in cases]
    unnoticed = set()
    for member, changed in _changed(rule):
        rules = tuple(changed if other is rule else other for other in pack.rules)
        other_pack = replace(pack, rules=rules)
        if [_outcome(other_pack, rule, case) for case in cases] == wanted:
            unnoticed.add((rule.id, member))
    assert unnoticed == {condition for condition in IMPLIED if condition[0] == rule.id}


def _tests(rule: Rule) -> Iterator[tuple[str, Test]]:
    for block in (rule.applies_if, *rule.violated_if):
        yield from ((rule.for_each, test) for test in block.own)
        yield from ((rule.anchor, test) for test in block.anchor)
        yield from ((other.kind, test) for other in block.others for test in other.tests)


def _compares(kind: str, test: Test) -> bool:
    return KINDS[kind].members[test.member].type in (MemberType.COUNT, MemberType.DAY)


def _outcome(pack: Pack, rule: Rule, case: Case) -> tuple[list[Any], RuleStatus]:
    report = check(case.plan, pack=pack, as_of=case.as_of, engine="reference")
    return [finding.at for finding in report.findings if finding.rule == rule.id], report.rules[rule.id]


def _changed(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule with one condition left out or moved a little, again and again, and the member or kind it is about."""
    for name, block in _changed_blocks(rule, rule.applies_if):
        yield name, replace(rule, applies_if=block)
    for place, alternative in enumerate(rule.violated_if):
        for name, block in _changed_blocks(rule, alternative):
            blocks = (*rule.violated_if[:place], block, *rule.violated_if[place + 1 :])
            yield name, replace(rule, violated_if=blocks)


def _changed_blocks(rule: Rule, block: Block) -> Iterator[tuple[str, Block]]:
    for place, test in enumerate(block.own):
        for tests in _changed_test(rule.for_each, test):
            yield test.member, replace(block, own=(*block.own[:place], *tests, *block.own[place + 1 :]))
    for place, test in enumerate(block.anchor):
        for tests in _changed_test(rule.anchor, test):
            yield test.member, replace(block, anchor=(*block.anchor[:place], *tests, *block.anchor[place + 1 :]))
    for place, other in enumerate(block.others):
        fewer = (
            replace(other, tests=(*other.tests[:spot], *other.tests[spot + 1 :]))
            for spot in range(len(other.tests) if len(other.tests) > 1 else 0)
        )
        for others in ((), (replace(other, exists=not other.exists),), *((one,) for one in fewer)):
            yield other.kind, replace(block, others=(*block.others[:place], *others, *block.others[place + 1 :]))


def _changed_test(kind: str, test: Test) -> Iterator[tuple[Test, ...]]:
    yield ()
    if test.op in STRICTNESS:
        yield (replace(test, op=STRICTNESS[test.op]),)
    if isinstance(test.value, tuple):
        for value in test.value:
            yield (replace(test, value=tuple(other for other in test.value if other != value)),)
    elif _compares(kind, test) and not isinstance(test.value, Reference):
        # For a day, the numbers beside are those of the days beside: no bound is at the end of a month.
        yield from ((replace(test, value=test.value + step),) for step in (-1, 1))  # type: ignore[operator]
