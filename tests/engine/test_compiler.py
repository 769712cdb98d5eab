"""What is written for a pack: patterns that durable_rules judges rightly, and Python that no pack breaks out of."""

from __future__ import annotations

import json
import traceback
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from checker import load_pack
from checker.engine import make_evaluator
from checker.engine.compiler import alternatives_of, compile_rules, divided
from checker.errors import EngineError
from checker.pack.conditions import Block, Op, Quantified, Reference
from checker.pack.conditions import Test as Asked
from checker.pack.loading import installed_packs
from checker.pack.model import Stage

from .making import IS, IS_NOT, MORE_THAN, anchor, fact, known_of, own, rule, some

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.engine.compiler import Compiled
    from checker.model import Fact
    from checker.pack.model import Rule

ROWS = {"row": [fact("row", number=number, lead="x" if number == 7 else None) for number in (7, 8)]}
LATER = Block(own=(Asked("approved_on", MORE_THAN, Reference("plan", "submitted_on")),))
ENGINES = pytest.mark.parametrize("engine", ["durable_rules", "reference"])


def compiled(*rules: Rule, tables: Mapping[str, Sequence[Fact]] = ROWS) -> Compiled:
    return compile_rules(alternatives_of(rules), tables, "plan")


def no(kind: str, *tests: Asked) -> Quantified:
    return Quantified(kind, exists=False, tests=tests)


def same(member: str, of: str) -> Asked:
    return Asked(member, IS, Reference(*of.split(".")))


@pytest.mark.parametrize(
    ("judged", "patterns"),
    [
        pytest.param(rule("r", "measure", own("objective", IS, value=False)), [{"f": {"f0": 1}}], id="one fact"),
        pytest.param(
            rule("r", "plan", own("status", IS, "draft"), applies_if=anchor("year", IS, 2013)),
            [{"f": {"f0": 1}}],
            id="the plan itself",
        ),
        pytest.param(
            rule("r", "measure", own("objective", IS, value=False), applies_if=anchor("status", IS, "draft")),
            [{"f": {"f0": 1}}, {"p": {"$and": [{"p0": 1}, {"p0": {"f": "f0"}}]}}],
            id="a test on the plan beside the fact judged",
        ),
        pytest.param(
            rule("r", "request", LATER),
            [
                {"f": {"f0": 1}},
                {"p": {"$and": [{"p0": 1}, {"$lt": {"b0_0": {"f": "a0_0"}}}, {"p0": {"f": "f0"}}]}},
            ],
            id="a comparison with the plan, turned round, before the equality that joins",
        ),
        pytest.param(
            rule(
                "r",
                "request",
                Block(others=(Quantified("region", exists=True, tests=()), no("detail", same("name", "request.name")))),
            ),
            [
                {"f": {"f0": 1}},
                {"o0$not": {"$and": [{"o0": 1}, {"v0": {"f": "k0_0"}}]}},
                {"o1": {"$and": [{"o1": 1}, {"v1": {"f": "k0_1"}}]}},
            ],
            id="a fact that must not be there, before one that must",
        ),
        pytest.param(
            rule("r", "measure", some("row", {"number": "number"}, "measure", exists=False)),
            [{"f": {"f0": 1}}],
            id="a row of the pack beside the fact judged",
        ),
        pytest.param(
            rule("r", "measure", Block(others=(no("row", same("lead", "plan.office")),))),
            [{"f": {"f0": 1}}, {"o0$not": {"$and": [{"o0": 1}, {"v0": {"f": "k0_0"}}]}}],
            id="a row of the pack beside the plan, which is not the fact judged",
        ),
    ],
)
def test_what_takes_two_facts_is_left_to_durable_rules(judged: Rule, patterns: list[dict[str, Any]]) -> None:
    # Behind every document stands what proves that it was judged to its end.
    wanted = {"end": {"all": [{"p": {"end": 1}}]}, "r0": {"all": patterns, "dist": 0}}
    assert json.loads(compiled(judged).definition) == wanted


def test_what_is_looked_for_comes_first_and_the_plan_last() -> None:
    judged = rule("r", "detail", some("measure", {"number": "number"}, "detail", exists=False))
    turned = rule("t", "measure", some("detail", {"number": "number"}, "measure"), applies_if=anchor("year", IS, 2013))
    facts = {"measure": [fact("measure", number=7)], "detail": [fact("detail", number=7)]}
    plan = fact("plan", year=2013)
    handed = compiled(judged, turned).hand({**facts, "plan": [plan]}, plan)
    assert [(found[0].kind, json.loads("{" + told[1:] + "}")) for told, found in handed] == [
        ("measure", {"o0": 1, "v0": 0}),
        ("detail", {"o1": 1, "v1": 0}),
        ("detail", {"f0": 1, "k0_0": 0}),
        ("measure", {"f1": 1, "k1_0": 0}),
        ("plan", {"end": 1, "p1": 1}),
    ]


@pytest.mark.durable
@ENGINES
@pytest.mark.parametrize(
    ("op", "fires"),
    [
        (Op.IS, [5]),
        (Op.IS_NOT, [4, 6]),
        (Op.LESS_THAN, [4]),
        (Op.AT_MOST, [4, 5]),
        (Op.MORE_THAN, [6]),
        (Op.AT_LEAST, [5, 6]),
        (Op.ONE_OF, [4, 5]),
        (Op.NOT_ONE_OF, [6]),
    ],
)
def test_every_comparison(engine: Any, op: Op, fires: list[int]) -> None:
    """With a literal, with another member, and with the plan."""
    chooses = op in (Op.ONE_OF, Op.NOT_ONE_OF)
    values = [(4, 5) if chooses else 5]
    values += [] if chooses else [Reference("measure", "bound"), Reference("plan", "bound")]
    measures = [fact("measure", count=count, bound=5) for count in (4, 5, 6, None)]
    for value in values:
        evaluator = make_evaluator(engine, [rule("r", "measure", own("count", op, value))], {}, "plan")
        firings = evaluator.judge(known_of([*measures, fact("plan", bound=5)]))
        assert sorted(firing.fact.members["count"] for firing in firings) == fires
        if isinstance(value, Reference):
            absent = [fact("measure", count=5), fact("plan")]
            assert evaluator.judge(known_of(absent)) == []


@pytest.mark.durable
@ENGINES
@pytest.mark.parametrize(
    ("wanted", "fires"),
    [
        (no("entry", Asked("number", IS, 4)), {}),
        (no("entry", Asked("number", IS, 5)), {"plan": 1}),
        (Quantified("entry", exists=True, tests=(Asked("number", IS, 4),)), {"plan": 1}),
        (no("entry"), {}),
        (no("request"), {"plan": 1}),
        (no("entry", same("number", "plan.number")), {}),
        (no("entry", same("number", "plan.absent")), {"plan": 1}),
        (no("row", same("number", "plan.row")), {}),
        (no("row", same("number", "plan.number")), {"plan": 1}),
        (Quantified("row", exists=True, tests=()), {"plan": 1}),
    ],
)
def test_what_must_or_must_not_be_there_is_joined_or_not(
    engine: Any, wanted: Quantified, fires: dict[str, int]
) -> None:
    """The same for the plan, and for a fact beside it."""
    plan = fact("plan", number=4, row=8)
    for judged in ("plan", "region"):
        evaluator = make_evaluator(engine, [rule("r", judged, Block(others=(wanted,)))], ROWS, "plan")
        firings = evaluator.judge(known_of([fact("entry", number=4), fact("region"), plan]))
        assert len(firings) == sum(fires.values())


@pytest.mark.durable
@ENGINES
def test_a_row_that_lacks_what_is_looked_for_never_has_a_partner(engine: Any) -> None:
    missing = rule("r", "row", some("measure", {"lead": "lead"}, "row", exists=False))
    firings = make_evaluator(engine, [missing], ROWS, "plan").judge(known_of([fact("measure", lead="x"), fact("plan")]))
    assert [firing.fact.members["number"] for firing in firings] == [8]


@pytest.mark.durable
@ENGINES
@pytest.mark.parametrize("value", ["'", '"', "\\", "\n", "%d", "{m}", "']) or exit() or m['", "\ud800", 10**30, "中"])
def test_literals_are_what_they_are(engine: Any, value: Any) -> None:
    judged = rule("r", "measure", own("code", IS, value), own("code", Op.ONE_OF, (value, "x")))
    evaluator = make_evaluator(engine, [judged], {}, "plan")
    firings = evaluator.judge(known_of([fact("measure", code=value), fact("measure", code="y"), fact("plan")]))
    assert [firing.fact.members["code"] for firing in firings] == [value]


NAMES = ["", "A", "1a", "a b", "a-b", "é", "a'] or exit() or m['a", "a\n", "__class__", "a.b", "a%d"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_none_becomes_no_source(name: str) -> None:
    good = rule("r", "measure", own("code", IS, "x"), anchor("status", IS, "x"), some("detail", {"a": "b"}, "measure"))
    compiled(good)
    bad = [
        replace(good, for_each=name),
        rule("r", "measure", own(name, IS, "x")),
        rule("r", "measure", own("code", IS, Reference("measure", name))),
        rule("r", "measure", anchor(name, IS, "x")),
        rule("r", "measure", some(name, {"a": "b"}, "measure")),
        rule("r", "measure", some("detail", {name: "b"}, "measure")),
        rule("r", "measure", some("detail", {"a": name}, "measure")),
        rule("r", "measure", some("row", {"number": name}, "measure")),
    ]
    for judged in bad:
        with pytest.raises(EngineError, match="small letters"):
            compiled(judged)
    with pytest.raises(EngineError, match="small letters"):
        compile_rules(alternatives_of([good]), ROWS, name)


class Odd(int):
    def __repr__(self) -> str:
        return "exit()"


@pytest.mark.parametrize(
    "block",
    [
        own("code", IS, Odd(3)),
        own("code", IS, value=None),
        own("code", IS, 1.5),
        own("code", IS, 1 << 20_000),
        own("code", IS, ("x",)),
        own("code", Op.ONE_OF, "xyz"),
        own("code", Op.ONE_OF, ("x", Odd(3))),
        own("code", Op.ONE_OF, Reference("measure", "codes")),
        own("code", IS, Reference("detail", "code")),
        anchor("code", IS, Reference("measure", "code")),
        Block(others=(no("detail", Asked("a", IS_NOT, Reference("measure", "b"))),)),
        Block(others=(no("detail", Asked("a", IS, Reference("detail", "b"))),)),
        Block(others=(no("detail", Asked("a", Op.LESS_THAN, Reference("plan", "b"))),)),
    ],
)
def test_what_is_not_of_the_rule_language_is_refused(block: Block) -> None:
    with pytest.raises(EngineError, match="does not fit"):
        compiled(rule("r", "measure", block))


def test_what_was_written_can_be_read_in_a_traceback() -> None:
    written = compiled(rule("r", "measure", own("objective", IS, value=False)))
    assert "m['objective'] == False" in written.source
    with pytest.raises(KeyError) as caught:
        written.hand({"measure": [fact("measure")._replace(members={})]}, fact("plan"))
    assert "m['objective'] == False" in "".join(traceback.format_exception(caught.value))


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
        ([], [0]),
        (of_measures(60), [60]),
        (of_measures(61), [60, 1]),
        (of_measures(150), [60, 60, 30]),
        # Each is a pattern of the plan as well.
        (beside_the_plan(61), [60, 1]),
        # One rule alone may have more alternatives than a ruleset holds.
        ([rule("r", "measure", *(own("number", IS, number) for number in range(61)))], [60, 1]),
    ],
)
def test_one_ruleset_holds_sixty_patterns_of_a_kind(rules: list[Rule], lots: list[int]) -> None:
    divisions = divided(alternatives_of(rules), "plan")
    assert [len(lot) for lot in divisions] == lots
    assert [each.rule for lot in divisions for each in lot] == [
        judged.id for judged in rules for _ in judged.violated_if
    ]


@pytest.mark.durable
@ENGINES
def test_a_fact_that_violates_a_rule_in_many_ways_is_one_firing(engine: Any) -> None:
    ways = rule("r", "measure", *(own("number", MORE_THAN, -number) for number in range(1, 100)))
    twins = [fact("measure", number=1), fact("measure", number=1)]
    firings = make_evaluator(engine, [ways], {}, "plan").judge(known_of([*twins, fact("plan")]))
    assert sorted(id(firing.fact) for firing in firings) == sorted(map(id, twins))


@pytest.mark.parametrize("id_", installed_packs())
def test_what_judges_a_document_is_one_ruleset(id_: str) -> None:
    pack = load_pack(id_)
    for rules in (*map(pack.rules_for, pack.documents.values()), pack.rules_of(Stage.REVIEW)):
        assert len(divided(alternatives_of(rules), "plan")) == 1
