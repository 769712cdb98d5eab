"""Every case beside a rule is a test: its plans are checked, and the rule finds exactly what the case says."""

import pytest

from checker import load_pack
from checker.authoring.coverage import run_case, run_rules
from checker.cases import read_cases
from checker.pack.loading import installed_packs

ENGINES = ["durable_rules", "reference"]
PACKS = [load_pack(id_) for id_ in installed_packs()]
CASES = [
    pytest.param(pack, rule, case, id=f"{rule.id}: {case.name}")
    for pack in PACKS
    for rule in pack.rules
    for case in read_cases(pack, rule)
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("pack", "rule", "case"), CASES)
def test_the_rule_finds_what_its_case_says(pack, rule, case, engine):
    assert [fault.en for fault in run_case(pack, rule, case, engine).faults] == []


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_the_cases_leave_nothing_out(pack):
    gaps = {tested.rule.id: tested.gaps for tested in run_rules(pack, pack.rules, ["reference"]) if tested.gaps}
    assert gaps == {}
