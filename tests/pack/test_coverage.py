"""Every rule has cases of both kinds, and beside its bounds; tests/mutation shows that they pin it down."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from checker import load_pack
from checker.cases import read_cases
from checker.pack.loading import installed_packs
from checker.pack.model import MemberType, Rule

RULES = [pytest.param(pack, rule, id=rule.id) for pack in map(load_pack, installed_packs()) for rule in pack.rules]


@pytest.mark.parametrize(("pack", "rule"), RULES)
def test_a_rule_has_cases_that_keep_it_and_cases_that_break_it(pack, rule):
    cases = read_cases(pack, rule)
    assert {case.kind for case in cases} == {"keeps", "breaks"}
    assert all(bool(case.finds) is case.breaks for case in cases)
    names = Counter(case.name for case in cases)
    assert names.total() == len(names)


@pytest.mark.parametrize(("pack", "rule"), RULES)
def test_a_rule_that_compares_has_cases_on_both_sides_of_the_bound(pack, rule):
    boundaries = {case.kind for case in read_cases(pack, rule) if case.boundary}
    if any(_compares(rule, kind, test) for kind, test in _tests(rule)):
        assert boundaries == {"keeps", "breaks"}


def _tests(rule: Rule) -> Iterator[tuple[str, Any]]:
    for block in (rule.applies_if, *rule.violated_if):
        yield from ((rule.for_each, test) for test in block.own)
        yield from ((rule.anchor, test) for test in block.anchor)
        yield from ((other.kind, test) for other in block.others for test in other.tests)


def _compares(rule: Rule, kind: str, test: Any) -> bool:
    return rule.kinds[kind].members[test.member].type in (MemberType.COUNT, MemberType.DAY)
