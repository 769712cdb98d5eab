"""Judging as a whole: rules about what others found come after them, and with `--cross-check` all is found twice."""

from typing import Any

import pytest

from checker.engine import engine_version
from checker.engine.reference import ReferenceEvaluator
from checker.judging import Judge
from checker.pack.model import Stage

from .making import IS, fact, known_of, own, rule, some

LATE = rule("late", "plan", own("late", IS, value=True))
UNUSED = rule("unused", "exception", some("finding", {"rule": "rule"}, "exception", exists=False), stage=Stage.AFTER)


def judge(engine: Any = "reference", *, cross_check: bool = False) -> Judge:
    return Judge([UNUSED, LATE], {}, "plan", engine, cross_check=cross_check)


@pytest.mark.durable
@pytest.mark.parametrize("cross_check", [True, False])
@pytest.mark.parametrize("engine", ["durable_rules", "reference"])
@pytest.mark.parametrize(
    ("facts", "statuses"),
    [
        ([fact("plan", late=True)], {"unused": "not-applicable", "late": "violated"}),
        ([fact("exception", rule="late"), fact("plan", late=True)], {"unused": "satisfied", "late": "violated"}),
        ([fact("exception", rule="late"), fact("plan", late=False)], {"unused": "violated", "late": "satisfied"}),
        ([fact("exception", rule="other"), fact("plan", late=True)], {"unused": "violated", "late": "violated"}),
    ],
)
def test_rules_about_findings_come_after_the_others(engine, facts, statuses, cross_check):
    judgement = judge(engine, cross_check=cross_check).judge(known_of(facts))
    assert not judgement.failed
    # In the order of the pack, whatever comes first.
    assert list(judgement.statuses.items()) == list(statuses.items())
    assert {firing.rule for firing in judgement.firings} == {id_ for id_, of in statuses.items() if of == "violated"}


@pytest.mark.durable
@pytest.mark.parametrize("engine", ["durable_rules", "reference"])
def test_rows_of_tables_are_judged_whatever_the_document_has(engine):
    missing = rule("missing", "row", some("entry", {"number": "number"}, "row", exists=False))
    rows = {"row": [fact("row", number=7)]}
    judgement = Judge([missing], rows, "plan", engine, cross_check=False).judge(known_of([fact("plan")]))
    assert dict(judgement.statuses) == {"missing": "violated"}


def test_an_exception_to_a_rule_that_was_not_run_is_not_called_unused():
    known = known_of([fact("exception", rule="late"), fact("plan")])
    hidden = type(known)(known.by_kind, known.anchor, unknown=frozenset({"plan.late"}))
    assert dict(judge().judge(hidden).statuses) == {"unused": "not-run", "late": "not-run"}


@pytest.mark.durable
@pytest.mark.parametrize(
    ("told", "rule_id"),
    [
        pytest.param(lambda _, applying: ([], applying), "late", id="firings"),
        pytest.param(lambda firings, applying: (firings[:1], applying), "unused", id="one of two firings"),
        pytest.param(lambda firings, _: (firings, set()), "late", id="what applies"),
    ],
)
@pytest.mark.parametrize("engine", ["durable_rules", "reference"])
def test_what_is_not_found_twice_is_not_trusted(engine, told, rule_id, monkeypatch):
    known = known_of([*(fact("exception", rule=id_) for id_ in "ab"), fact("plan", late=True)])
    sound = judge(engine, cross_check=True).judge(known)
    assert not sound.failed
    assert (sound.engine.name, sound.engine.version) == (engine, engine_version(engine))
    rightly = ReferenceEvaluator.judge
    monkeypatch.setattr(ReferenceEvaluator, "judge", lambda *asked: told(*rightly(*asked)))
    judgement = judge(engine, cross_check=True).judge(known)
    assert f"disagree on: {rule_id}" in judgement.engine.failure.en
    assert rule_id in judgement.engine.failure.zh
    assert "disagree" not in judgement.engine.failure.zh
    assert judgement.firings == ()
    assert set(judgement.statuses.values()) == {"not-run"}
    assert not judge(engine).judge(known).failed
