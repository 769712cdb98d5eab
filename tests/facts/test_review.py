"""What the plans of a review add up to: every member of every fact, and the sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.facts.review import Contribution, build_review_facts
from checker.vocabulary import KINDS, MemberType, Stage

if TYPE_CHECKING:
    from checker.pack.model import Pack


def test_facts_carry_every_member_of_their_kind(pack: Pack) -> None:
    known = build_review_facts(pack, {"CN-HB": {1: 1}}, [Contribution()])
    assert known.by_kind.keys() == {kind for kind, about in KINDS.items() if about.stage is Stage.REVIEW}
    for kind, facts in known.by_kind.items():
        for fact in facts:
            # What is only shown can be taken from the catalogue when it is.
            about = KINDS[kind].members.items()
            assert fact.members.keys() == {name for name, member in about if member.type is not MemberType.TEXT}, kind


def test_the_review_counts_offices_that_submitted_and_plans_that_count(pack: Pack) -> None:
    known = build_review_facts(pack, {"CN-HB": {1: 1, 2: 2}, "XPCC": {1: 1}}, [Contribution()] * 3)
    assert known.anchor.kind == "review"
    assert known.anchor.members == {"offices": 2, "plans": 3}
    assert [fact.members["office"] for fact in known.by_kind["submitted_plan"]] == ["CN-HB", "XPCC"]
    assert [tuple(fact.members.values()) for fact in known.by_kind["version"]] == [
        ("CN-HB", 1, 1),
        ("CN-HB", 2, 2),
        ("XPCC", 1, 1),
    ]


def test_figures_and_requests_add_up_over_the_plans(pack: Pack) -> None:
    row = next(row for row in pack.catalogue.measures.values() if row.national_targets)
    target = row.national_targets[0].target
    plans = [Contribution(frozenset({row.number}), {(row.number, target): figure}) for figure in (30, 12)]
    known = build_review_facts(pack, {}, plans)
    planned = {
        (fact.members["number"], fact.members["target"]): fact.members["planned"]
        for fact in known.by_kind["national_target"]
    }
    assert planned.pop((row.number, target)) == 42
    assert set(planned.values()) <= {0}
