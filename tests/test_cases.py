"""Every case beside a rule is a test: its plans are checked, and the rule finds exactly what the case says."""

from __future__ import annotations

import json

import pytest

from checker import check, load_pack
from checker.cases import read_cases
from checker.pack.loading import installed_packs
from checker.reviewing import review
from checker.vocabulary import Stage

ENGINES = ["durable_rules", "reference"]
CASES = [
    pytest.param(pack, rule, case, id=f"{rule.id}: {case.name}")
    for pack in map(load_pack, installed_packs())
    for rule in pack.rules
    for case in read_cases(pack, rule)
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("pack", "rule", "case"), CASES)
def test_the_rule_finds_what_its_case_says(pack, rule, case, engine, tmp_path):
    if rule.stage is Stage.REVIEW:
        for place, plan in enumerate(case.plans):
            (tmp_path / f"{place:02}.json").write_text(json.dumps(plan))
        report = review([tmp_path], pack=pack, engine=engine)
    else:
        report = check(case.plan, pack=pack, as_of=case.as_of, engine=engine)
    found = [finding for finding in report.to_dict()["findings"] if finding["rule"] == rule.id]
    assert [finding["at"] for finding in found] == [wanted.at for wanted in case.finds]
    for finding, wanted in zip(found, case.finds, strict=True):
        assert (wanted.message or "") in finding["message"]
        assert wanted.severity in (None, finding["severity"])
        assert wanted.exception in (None, finding["exception"])
        assert not wanted.has_subject or finding["subject"] == wanted.subject
    if case.status:
        assert report.rules[rule.id] == case.status
    assert (report.rules[rule.id] == "violated") is case.breaks
