"""durable_rules behind the port: what is known to go wrong in it, and does not."""

import json
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from checker.engine import make_evaluator
from checker.errors import EngineError
from checker.model import Fact, Firing
from checker.pack.conditions import Block, Op, Reference
from checker.pack.conditions import Test as Asked
from checker.pack.model import Rule

from ..running import TIMES, last_line_of  # noqa: TID252 - folders of tests are no packages
from .making import IS, MORE_THAN, ONE_OF, anchor, fact, known_of, own, rule, some

pytestmark = pytest.mark.durable
HERE = Path(__file__).parent

PLANS = 8_000 * TIMES

WITHOUT_OBJECTIVE = rule("without-objective", "measure", own("has_objective", IS, value=False))
SAME = rule("same-number", "request", some("detail", {"number": "number"}, "request"))
OTHER = rule("other-number", "request", some("detail", {"number": "number"}, "request", exists=False))
PLAN = fact("plan", status="draft")


def durable(*rules: Rule, **tables: Sequence[Fact]):
    from checker.engine.durable import DurableEvaluator

    return DurableEvaluator(rules, tables, "plan")


def fired(firings: Sequence[Firing]) -> list[tuple[str, Any]]:
    return sorted((firing.rule, firing.fact.members.get("number")) for firing in firings)


def fnv_1a(text: str) -> int:
    value = 0x811C9DC5
    for byte in text.encode("ascii"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def asserted(monkeypatch: pytest.MonkeyPatch) -> list[list[dict[str, Any]]]:
    """The batches that durable_rules is given from now on."""
    batches: list[list[dict[str, Any]]] = []
    original = raw_engine().assert_facts

    def assert_facts(handle: int, batch: str) -> Any:
        batches.append(json.loads(batch))
        return original(handle, batch)

    monkeypatch.setattr(raw_engine(), "assert_facts", assert_facts)
    return batches


def raw_engine() -> ModuleType:
    from checker.engine import load_durable_rules

    return load_durable_rules()


@pytest.mark.parametrize(("one", "other"), [("costarring", "liquid"), ("declinate", "macallums")])
def test_durable_rules_tells_facts_apart_by_this_hash_of_their_ids(one, other):
    assert fnv_1a(one) == fnv_1a(other)
    engine = raw_engine()
    handle = engine.create_ruleset(f"test-{one}", json.dumps({"r": {"all": [{"f": {"k": "a"}}]}}))
    facts = [{"k": "a", "sid": "1", "id": id_} for id_ in (one, "another", other)]
    already_observed = 2
    assert engine.assert_facts(handle, json.dumps(facts[:2]))[0] == 0
    assert engine.assert_facts(handle, json.dumps(facts[2:]))[0] == already_observed


def test_the_ids_of_one_session_do_not_collide():
    """A document has at most 100,000 values, and no value makes more than two facts that are handed over."""
    ids = chain(("sid-1",), map(str, range(250_000)))
    seen: dict[int, str] = {}
    for id_ in ids:
        assert seen.setdefault(fnv_1a(id_), id_) == id_


def test_fifty_thousand_facts_in_one_session_all_fire():
    facts = [fact("measure", number=number, has_objective=False) for number in range(50_000)]
    firings = durable(WITHOUT_OBJECTIVE).judge(known_of([*facts, PLAN]))[0]
    assert {firing.fact.members["number"] for firing in firings} == set(range(50_000))
    assert len(firings) == 50_000


@pytest.mark.parametrize(
    ("one", "other", "which"),
    [
        *((7, 7, SAME), (7, 8, OTHER), ("IV", "IV", SAME), ("IV", "iv", OTHER), (7, "07", OTHER), (-5, -5, SAME)),
        *((-5, "-5", OTHER), (2**63, 2**63, SAME), (2**63, 2**63 + 1, OTHER), (2**63 - 1, 2**63, OTHER)),
        *((10**400, 10**400, SAME), (10**400, 10**400 + 1, OTHER), (10**20, "1" + "0" * 20, OTHER)),
        *(("5.1", "5.1", SAME), ("5.1", "5.10", OTHER), ('"', '"', SAME), ('"', "\\", OTHER), ("一", "一", SAME)),
        *(("一", "二", OTHER), ("\ud800", "\ud800", SAME), ("\ud800", "\udfff", OTHER)),
        *(("x" * 100_000, "x" * 100_000, SAME), ("x" * 100_000, "x" * 99_999, OTHER), ("true", 1, OTHER)),
        *(("}", "]", OTHER), ("\x00", "\x00", SAME), ("\x00a", "\x00b", OTHER)),
    ],
)
@pytest.mark.parametrize("engine", ["durable_rules", "reference"])
def test_measure_numbers_are_the_same_or_not(engine, one, other, which):
    evaluator = make_evaluator(engine, [SAME, OTHER], {}, "plan")
    firings = evaluator.judge(known_of([fact("detail", number=other), fact("request", number=one), PLAN]))[0]
    assert [firing.rule for firing in firings] == [which.id]


@pytest.mark.parametrize("number", ["5.1", "3-1", "(2)", 7, "IV", "A" * 16])
@pytest.mark.parametrize("engine", ["durable_rules", "reference"])
def test_a_rule_can_name_any_number_that_a_catalogue_can_have(engine, number):
    named = rule("named", "measure", own("number", IS, number))
    one_of = rule("one-of", "measure", own("number", ONE_OF, ("other", number)))
    evaluator = make_evaluator(engine, [named, one_of], {}, "plan")
    firings = evaluator.judge(known_of([fact("measure", number=number), fact("measure", number="zz"), PLAN]))[0]
    assert fired(firings) == [("named", number), ("one-of", number)]


@pytest.mark.parametrize(("value", "times"), [(30, 0), (31, 1), (2**63, 1), (10**400, 1), (-(10**400), 0)])
@pytest.mark.parametrize("engine", ["durable_rules", "reference"])
def test_huge_counts_compare_with_bounds(engine, value, times):
    more = rule("more", "measure", own("compliant_enterprises", MORE_THAN, 30))
    evaluator = make_evaluator(engine, [more], {}, "plan")
    firings = evaluator.judge(known_of([fact("measure", number=26, compliant_enterprises=value), PLAN]))[0]
    assert len(firings) == times


@pytest.mark.parametrize("number", [60, 100, 300])
def test_one_fact_can_break_many_rules(number):
    """durable_rules follows a fact into no more than 64 patterns at once."""
    of_measures = [rule(f"m{bound}", "measure", own("occurrence", MORE_THAN, -bound)) for bound in range(1, number)]
    of_the_plan = [rule(f"p{bound}", "measure", anchor("regions", MORE_THAN, -bound)) for bound in range(1, number)]
    alone = [rule(f"a{bound}", "plan", own("regions", MORE_THAN, -bound)) for bound in range(1, number)]
    rules = [*of_measures, *of_the_plan, *alone]
    facts = [fact("measure", number=7, occurrence=1), fact("plan", regions=0)]
    assert sorted(firing.rule for firing in durable(*rules).judge(known_of(facts))[0]) == sorted(
        rule.id for rule in rules
    )


@pytest.mark.parametrize("exists", [True, False])
def test_a_rule_on_the_catalogue_may_ask_for_any_fact_at_all(exists):
    """Neither what is asked for nor the row of the catalogue says which of them belong together."""
    rows = [fact("catalogue_measure", number=number) for number in (7, 8)]
    evaluator = durable(
        rule("regions", "catalogue_measure", some("region", {}, "", exists=exists)), catalogue_measure=rows
    )
    wanted = [("regions", 7), ("regions", 8)]
    assert fired(evaluator.judge(known_of([fact("region", has_tasks=True), PLAN]))[0]) == (wanted if exists else [])
    assert fired(evaluator.judge(known_of([PLAN]))[0]) == ([] if exists else wanted)


def test_what_is_joined_alike_is_handed_over_once(monkeypatch):
    """A thousand that are looked for would be a thousand matches for each fact judged, and a million firings."""
    batches = asserted(monkeypatch)
    requests = [fact("request", number=7) for _ in range(1_000)]
    details = [fact("detail", number=number) for number in (7, 8) for _ in range(1_000)]
    anywhere = rule("anywhere", "request", some("detail", {}, "request"))
    firings = durable(SAME, OTHER, anywhere).judge(known_of([*details, *requests, PLAN]))[0]
    assert len(firings) == 2_000
    assert [len(batch) for batch in batches] == [2 + 1 + 1]


def test_no_value_of_a_document_reaches_c(monkeypatch):
    """But for days and counts whose order is compared with the plan's."""
    batches = asserted(monkeypatch)
    later = Block(own=(Asked("approved_on", MORE_THAN, Reference("plan", "submitted_on")),))
    other_office = Block(own=(Asked("office", Op.IS_NOT, Reference("plan", "office")),))
    judged = durable(SAME, OTHER, rule("later", "request", later), rule("office", "request", other_office))
    plan = fact("plan", office="secret-office", submitted_on=20121226)
    facts = [fact("detail", number=4711), fact("request", number="secret", office="secret-too", approved_on=10**30)]
    assert len(judged.judge(known_of([*facts, plan]))[0]) == 3
    handed = [value for handed in batches[0] for name, value in handed.items() if name not in ("id", "sid")]
    assert sorted({value for value in handed if value > len(handed)}) == [20121226, 10**15]


@pytest.mark.parametrize("broken", ["assert_facts", "start_action_for_state", "complete_and_start_action"])
def test_after_a_failure_the_evaluator_still_judges(broken, monkeypatch):
    """The failure comes after the engine has taken the facts in, so that they are left in its session."""
    engine = raw_engine()
    evaluator = durable(WITHOUT_OBJECTIVE, SAME)
    facts = [fact("measure", number=number, has_objective=False) for number in (7, 8)] + [PLAN]
    wanted = [("without-objective", 7), ("without-objective", 8)]
    original = getattr(engine, broken)

    def fail(*arguments: Any) -> None:
        original(*arguments)
        raise engine.error("out of order")

    for _ in range(3):
        assert fired(evaluator.judge(known_of(facts))[0]) == wanted
        with monkeypatch.context() as patch:
            patch.setattr(engine, broken, fail)
            with pytest.raises(EngineError, match="out of order"):
                evaluator.judge(known_of(facts))[0]
        assert fired(evaluator.judge(known_of(facts[1:]))[0]) == wanted[1:]


def test_a_ruleset_that_cannot_be_made_is_said(monkeypatch):
    def fail(*_arguments: Any) -> None:
        raise raw_engine().error("out of order")

    monkeypatch.setattr(raw_engine(), "create_ruleset", fail)
    with pytest.raises(EngineError, match="out of order"):
        durable(WITHOUT_OBJECTIVE)


def test_facts_that_are_refused_are_no_pass(monkeypatch):
    engine = raw_engine()
    evaluator = durable(WITHOUT_OBJECTIVE)
    original = engine.assert_facts
    with monkeypatch.context() as patch:
        patch.setattr(engine, "assert_facts", lambda *arguments: (1, original(*arguments)[1]))
        with pytest.raises(EngineError, match="did not take in all the facts"):
            evaluator.judge(known_of([PLAN]))[0]
    assert evaluator.judge(known_of([PLAN]))[0] == []


def test_a_run_that_stops_early_is_no_pass(monkeypatch):
    evaluator = durable(WITHOUT_OBJECTIVE)
    with monkeypatch.context() as patch:
        patch.setattr(raw_engine(), "start_action_for_state", lambda *_: None)
        with pytest.raises(EngineError, match="stopped before"):
            evaluator.judge(known_of([PLAN]))[0]
    assert evaluator.judge(known_of([PLAN]))[0] == []


def test_several_threads_can_share_an_evaluator():
    outcome = last_line_of(HERE / "sharing.py", 2_000)
    assert outcome["right"] == 2_000
    assert outcome["firings"] > 2_000


def test_many_plans_need_no_more_memory_than_a_few():
    outcome = last_line_of(HERE / "enduring.py", PLANS)
    assert outcome["firings"] > PLANS
    assert outcome["grown_kib"] < 2 * 1024
