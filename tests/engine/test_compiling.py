"""What durable_rules is told of a rule: all that the rule asks, in patterns that it judges rightly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from checker import load_pack
from checker.engine import make_evaluator
from checker.engine.compiling import compile_rules, divided
from checker.engine.openings import Opening
from checker.pack.conditions import Block, Op, Quantified, Reference
from checker.pack.conditions import Test as Asked
from checker.vocabulary import Stage

from .making import IS, IS_NOT, MORE_THAN, ONE_OF, anchor, fact, known_of, own, rule, some

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Fact
    from checker.pack.model import Rule

ROWS = [fact("catalogue_measure", number=number, **{"class": "required"}) for number in (7, 8)]
LATER = Block(own=(Asked("approved_on", MORE_THAN, Reference("plan", "submitted_on")),))


@pytest.mark.parametrize(
    ("judged", "patterns"),
    [
        pytest.param(
            rule("r", "measure", own("has_objective", IS, value=False)),
            [{"f": {"$and": [{"k": "measure"}, {"m_has_objective": False}]}}],
            id="a test",
        ),
        pytest.param(
            rule("r", "measure", own("occurrence", Op.AT_LEAST, 2), applies_if=own("number", IS_NOT, 7)),
            [{"f": {"$and": [{"k": "measure"}, {"$neq": {"m_number": 7}}, {"$gte": {"m_occurrence": 2}}]}}],
            id="two tests",
        ),
        pytest.param(
            rule("r", "measure", own("number", ONE_OF, (7, 8))),
            [{"f": {"$and": [{"k": "measure"}, {"xr0_0_f_c0": 1}]}}],
            id="one of several values, which is decided before",
        ),
        pytest.param(
            rule("r", "plan", own("status", IS, "draft"), applies_if=anchor("year", IS, 2013)),
            [{"f": {"$and": [{"k": "plan"}, {"m_status": "draft"}]}}],
            id="a test on the plan itself",
        ),
        pytest.param(
            rule("r", "measure", own("has_objective", IS, value=False), applies_if=anchor("status", IS, "draft")),
            [
                {"f": {"$and": [{"gr0_0_f": 1}, {"m_has_objective": False}]}},
                {"p": {"$and": [{"gr0_0_p": 1}, {"m_status": "draft"}, {"j": {"f": "j"}}]}},
            ],
            id="a test on the plan beside another on the fact judged",
        ),
        pytest.param(
            rule("r", "request", LATER),
            [
                {"f": {"gr0_0_f": 1}},
                {
                    "p": {
                        "$and": [{"gr0_0_p": 1}, {"$lt": {"m_submitted_on": {"f": "m_approved_on"}}}, {"j": {"f": "j"}}]
                    }
                },
            ],
            id="a comparison with the plan, turned round",
        ),
        pytest.param(
            rule("r", "request", some("detail", {"number": "number"}, "request")),
            [
                {"f": {"gr0_0_f": 1}},
                {"o0": {"$and": [{"gr0_0_o0": 1}, {"m_number": {"f": "r_number"}}]}},
            ],
            id="a fact that must be there",
        ),
        pytest.param(
            rule(
                "r",
                "request",
                Block(
                    others=(
                        Quantified("region", exists=True, tests=()),
                        Quantified(
                            "detail", exists=False, tests=(Asked("number", IS, Reference("request", "number")),)
                        ),
                    )
                ),
            ),
            [
                {"f": {"gr0_0_f": 1}},
                {"o0$not": {"$and": [{"gr0_0_o0": 1}, {"m_number": {"f": "r_number"}}]}},
                {"o1": {"gr0_0_o1": 1}},
            ],
            id="a fact that must not be there, before one that must",
        ),
        pytest.param(
            rule("r", "measure", some("catalogue_measure", {"number": "number"}, "measure", exists=False)),
            [{"f": {"$and": [{"k": "measure"}, {"xr0_0_0": 1}]}}],
            id="what the pack says, which is looked up before",
        ),
    ],
)
def test_durable_rules_is_told_all_that_a_rule_asks(judged: Rule, patterns: list[dict[str, Any]]) -> None:
    definition = json.loads(compile_rules([judged], ROWS, "plan").definition)
    # Behind every plan stands what proves that it was judged to its end.
    assert definition == {"end": {"all": [{"p": {"k": "plan"}}]}, "r0_0": {"all": patterns, "dist": 0}}


SHORT_OF_A_MEMBER = [
    rule("named-alike", "request", some("detail", {"name": "asks_for"}, "request")),
    rule("five", "detail", own("number", IS, 5)),
]


@pytest.mark.durable
@pytest.mark.parametrize("engine", ["durable_rules", "reference"])
def test_a_join_never_meets_a_fact_that_lacks_what_it_looks_at(engine: Any) -> None:
    """Another rule has that fact handed over: durable_rules fails where a join meets it."""
    facts = [fact("detail", number=5), fact("detail", number=6, name="x"), fact("request", number=1, asks_for="x")]
    firings = make_evaluator(engine, SHORT_OF_A_MEMBER, [], "plan").judge(known_of([*facts, fact("plan")]))
    assert sorted(firing.rule for firing in firings) == ["five", "named-alike"]


@pytest.mark.durable
@pytest.mark.parametrize("engine", ["durable_rules", "reference"])
@pytest.mark.parametrize(
    ("op", "fires"),
    [
        (Op.IS, [5]),
        (Op.IS_NOT, [4, 6]),
        (Op.LESS_THAN, [4]),
        (Op.AT_MOST, [4, 5]),
        (Op.MORE_THAN, [6]),
        (Op.AT_LEAST, [5, 6]),
    ],
)
def test_every_comparison_with_a_bound(engine: Any, op: Op, fires: list[int]) -> None:
    evaluator = make_evaluator(engine, [rule("r", "measure", own("occurrence", op, 5))], [], "plan")
    measures = [fact("measure", number=7, occurrence=occurrence) for occurrence in (4, 5, 6, None)]
    firings = evaluator.judge(known_of([*measures, fact("plan")]))
    assert sorted(firing.fact.members["occurrence"] for firing in firings) == fires


NEEDED = some("detail", {"number": "number"}, "catalogue_measure")
LACKING = some("detail", {"number": "number"}, "catalogue_measure", exists=False)


def openings_of(judged: Rule, pack_facts: Sequence[Fact] = ROWS) -> list[Opening]:
    return [opening for found in compile_rules([judged], pack_facts, "plan").openings.values() for opening in found]


@pytest.mark.parametrize(("block", "exists"), [(NEEDED, True), (LACKING, False)])
def test_a_rule_on_the_catalogue_opens_by_the_numbers_it_looks_for(*, block: Block, exists: bool) -> None:
    assert openings_of(rule("r", "catalogue_measure", block)) == [
        Opening("detail", (), ("number",), frozenset({(7,), (8,)}), exists)
    ]
    # Only the rows that it judges count.
    judged = rule("r", "catalogue_measure", block, applies_if=own("number", IS, 8))
    assert openings_of(judged) == [Opening("detail", (), ("number",), frozenset({(8,)}), exists)]


def test_other_rules_have_no_openings() -> None:
    assert openings_of(rule("r", "request", some("detail", {"number": "number"}, "request"))) == []
    unequal = Quantified(
        "detail", exists=True, tests=(Asked("number", IS_NOT, Reference("catalogue_measure", "number")),)
    )
    assert openings_of(rule("r", "catalogue_measure", Block(others=(unequal,)))) == []
    alike = Asked("name", IS, Reference("catalogue_measure", "number"))
    both = Quantified("detail", exists=True, tests=(alike, *unequal.tests))
    assert openings_of(rule("r", "catalogue_measure", Block(others=(both,)))) == []


@pytest.mark.durable
@pytest.mark.parametrize("engine", ["durable_rules", "reference"])
def test_a_row_that_lacks_what_is_looked_for_never_has_a_partner(engine: Any) -> None:
    rows = [fact("catalogue_measure", number=7, progress="completed"), fact("catalogue_measure", number=8)]
    missing = rule(
        "r", "catalogue_measure", some("measure", {"progress": "progress"}, "catalogue_measure", exists=False)
    )
    assert openings_of(missing, rows) == []
    evaluator = make_evaluator(engine, [missing], rows, "plan")
    firings = evaluator.judge(known_of([fact("measure", number=7, progress="completed"), fact("plan")]))
    assert [firing.fact.members["number"] for firing in firings] == [8]
    # Where no rule that it judges lacks it, the rule is closed once there is a partner for each.
    judged = rule("r", "catalogue_measure", missing.violated_if[0], applies_if=own("number", IS, 7))
    assert openings_of(judged, rows) == [
        Opening("measure", (), ("progress",), frozenset({("completed",)}), exists=False)
    ]


@pytest.mark.durable
@pytest.mark.parametrize("engine", ["durable_rules", "reference"])
def test_a_row_whose_members_are_compared_finds_its_partner(engine: Any) -> None:
    rows = [
        fact("catalogue_measure", number=number, progress="x", **{"class": class_})
        for number, class_ in ((7, "x"), (8, "y"))
    ]
    alike = Block(own=(Asked("class", IS, Reference("catalogue_measure", "progress")),))
    evaluator = make_evaluator(engine, [rule("r", "catalogue_measure", NEEDED, applies_if=alike)], rows, "plan")
    firings = evaluator.judge(known_of([fact("detail", number=7), fact("detail", number=8), fact("plan")]))
    assert [firing.fact.members["number"] for firing in firings] == [7]


def of_measures(count: int) -> list[Rule]:
    return [rule(f"m{bound}", "measure", own("occurrence", MORE_THAN, bound)) for bound in range(count)]


def beside_the_plan(count: int) -> list[Rule]:
    return [
        rule(f"p{place}", kind, own("number", IS, place), applies_if=anchor("status", IS, "draft"))
        for place, kind in zip(range(count), ["measure", "request", "detail", "alliance"] * count, strict=False)
    ]


@pytest.mark.parametrize(
    ("rules", "lots"),
    [
        ([], []),
        (of_measures(60), [60]),
        (of_measures(61), [60, 1]),
        (of_measures(150), [60, 60, 30]),
        # Each is a pattern of the plan as well.
        (beside_the_plan(60), [60]),
        (beside_the_plan(61), [60, 1]),
    ],
)
def test_one_ruleset_holds_sixty_patterns_of_a_kind(rules: list[Rule], lots: list[int]) -> None:
    divisions = divided(rules)
    assert [len(lot) for lot in divisions] == lots
    assert [each for lot in divisions for each in lot] == rules


def test_rules_that_want_each_others_kinds_absent_are_not_in_one_ruleset() -> None:
    one = rule("one", "request", some("detail", {"number": "number"}, "request", exists=False))
    other = rule("other", "detail", some("request", {"number": "number"}, "detail", exists=False))
    assert divided([one, other]) == [[one], [other]]
    assert divided([one, one]) == [[one, one]]


def test_the_rules_of_a_pack_are_one_ruleset() -> None:
    pack = load_pack("sipo-2012-113")
    for stage in (Stage.PLAN, Stage.EXCEPTIONS, Stage.REVIEW):
        assert len(divided(pack.rules_of(stage))) == 1
