"""What is written for a pack: patterns that durable_rules judges rightly, and Python that no pack breaks out of."""

import pytest

from checker import load_pack
from checker.engine import make_evaluator
from checker.engine.compiler import divided
from checker.pack.conditions import Block, Op, Quantified, Reference
from checker.pack.conditions import Test as Asked
from checker.pack.loading import installed_packs
from checker.pack.model import Rule, Stage

from .making import IS, MORE_THAN, anchor, fact, known_of, own, rule, some

ROWS = {"row": [fact("row", number=number, lead="x" if number == 7 else None) for number in (7, 8)]}
ENGINES = pytest.mark.parametrize("engine", ["durable_rules", "reference"])


def no(kind: str, *tests: Asked) -> Quantified:
    return Quantified(kind, exists=False, tests=tests)


def same(member: str, of: str) -> Asked:
    return Asked(member, IS, Reference(*of.split(".")))


@pytest.mark.durable
@ENGINES
@pytest.mark.parametrize(
    ("op", "fires"),
    [
        *((Op.IS, [5]), (Op.IS_NOT, [4, 6]), (Op.LESS_THAN, [4]), (Op.AT_MOST, [4, 5]), (Op.MORE_THAN, [6])),
        *((Op.AT_LEAST, [5, 6]), (Op.ONE_OF, [4, 5]), (Op.NOT_ONE_OF, [6])),
    ],
)
def test_every_comparison(engine, op, fires):
    """With a literal, with another member, and with the plan."""
    chooses = op in (Op.ONE_OF, Op.NOT_ONE_OF)
    values = [(4, 5) if chooses else 5]
    values += [] if chooses else [Reference("measure", "bound"), Reference("plan", "bound")]
    measures = [fact("measure", count=count, bound=5) for count in (4, 5, 6, None)]
    for value in values:
        evaluator = make_evaluator(engine, [rule("r", "measure", own("count", op, value))], {}, "plan")
        firings = evaluator.judge(known_of([*measures, fact("plan", bound=5)]))[0]
        assert sorted(firing.fact.members["count"] for firing in firings) == fires
        if isinstance(value, Reference):
            absent = [fact("measure", count=5), fact("plan")]
            assert evaluator.judge(known_of(absent))[0] == []


@pytest.mark.durable
@ENGINES
@pytest.mark.parametrize(
    ("wanted", "fires"),
    [
        *((no("entry", Asked("number", IS, 4)), {}), (no("entry", Asked("number", IS, 5)), {"plan": 1})),
        *((Quantified("entry", exists=True, tests=(Asked("number", IS, 4),)), {"plan": 1}), (no("entry"), {})),
        *((no("request"), {"plan": 1}), (no("entry", same("number", "plan.number")), {})),
        *((no("entry", same("number", "plan.absent")), {"plan": 1}), (no("row", same("number", "plan.row")), {})),
        *((no("row", same("number", "plan.number")), {"plan": 1}),),
        *((Quantified("row", exists=True, tests=()), {"plan": 1}),),
    ],
)
def test_what_must_or_must_not_be_there_is_joined_or_not(engine, wanted, fires):
    """The same for the plan, and for a fact beside it."""
    plan = fact("plan", number=4, row=8)
    for judged in ("plan", "region"):
        evaluator = make_evaluator(engine, [rule("r", judged, Block(others=(wanted,)))], ROWS, "plan")
        firings = evaluator.judge(known_of([fact("entry", number=4), fact("region"), plan]))[0]
        assert len(firings) == sum(fires.values())


@pytest.mark.durable
@ENGINES
@pytest.mark.parametrize("value", ["'", '"', "\\", "\n", "%d", "{m}", "']) or exit() or m['", "\ud800", 10**30, "中"])
def test_literals_are_what_they_are(engine, value):
    judged = rule("r", "measure", own("code", IS, value), own("code", Op.ONE_OF, (value, "x")))
    evaluator = make_evaluator(engine, [judged], {}, "plan")
    firings = evaluator.judge(known_of([fact("measure", code=value), fact("measure", code="y"), fact("plan")]))[0]
    assert [firing.fact.members["code"] for firing in firings] == [value]


NAMES = ["", "A", "1a", "a b", "a-b", "é", "a'] or exit() or m['a", "a\n", "__class__", "a.b", "a%d"]


@pytest.mark.durable
@ENGINES
@pytest.mark.parametrize("name", NAMES)
def test_names_are_what_they_are(engine, name):
    """Whatever they look like, they are looked up, and nothing else becomes of them."""
    judged = rule(
        "r",
        name,
        Block(
            own(name, IS, Reference(name, "same")).own,
            anchor(name, IS, "x").anchor,
            some("row", {"number": name}, name).others,
        ),
        applies_if=some(name, {name: name}, name),
    )
    facts = [fact(name, **{name: 7, "same": 7}), fact(name, **{name: 8, "same": 9}), fact("plan", **{name: "x"})]
    firings, applying = make_evaluator(engine, [judged], ROWS, "plan").judge(known_of(facts))
    assert ([firing.fact for firing in firings], applying) == (facts[:1], {"r"})


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
def test_one_ruleset_holds_sixty_patterns_of_a_kind(rules, lots):
    divisions = divided(rules, "plan")
    assert [len(lot) for lot in divisions] == lots
    assert [each for lot in divisions for each in lot] == [
        (judged, way) for judged in rules for way in judged.violated_if
    ]


@pytest.mark.durable
@ENGINES
def test_a_fact_that_violates_a_rule_in_many_ways_is_one_firing(engine):
    ways = rule("r", "measure", *(own("number", MORE_THAN, -number) for number in range(1, 100)))
    twins = [fact("measure", number=1), fact("measure", number=1)]
    firings = make_evaluator(engine, [ways], {}, "plan").judge(known_of([*twins, fact("plan")]))[0]
    assert sorted(id(firing.fact) for firing in firings) == sorted(map(id, twins))


@pytest.mark.parametrize("id_", installed_packs())
def test_what_judges_a_document_is_one_ruleset(id_):
    pack = load_pack(id_)
    for rules in (*map(pack.rules_for, pack.documents.values()), pack.rules_of(Stage.REVIEW)):
        assert len(divided(rules, "plan")) == 1
