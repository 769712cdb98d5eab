"""What the documents of a review add up to: every member of every fact, and the sums."""

from typing import Any

from checker.facts.review import Contribution, build_review_facts
from checker.model import Fact
from checker.pack.model import MemberType

PLAN = "provincial-plan/1"


def contribution(sender: str, *facts: tuple[str, dict[str, Any]]) -> Contribution:
    beside = {"sender": sender, "document": PLAN}
    return Contribution(tuple(Fact(kind, (), {**beside, **members}) for kind, members in facts))


def test_facts_of_a_review_carry_every_member_of_their_kind(pack):
    who = {"sender": "CN-HB", "document": PLAN}
    version = {"version": 1, "files": 1, "newest": 1, "is_settled": False}
    roster = [
        Fact("submitted", (), who),
        Fact("version", (), {**who, **version}),
        Fact("unread", (), {**who, "files": 1, "is_all": True}),
    ]
    known = build_review_facts(pack, roster, [Contribution()])
    rule = pack.rules_by_id["priority-support-oversubscribed"]
    assert {"review", "submitted", "version", "unread", "support_round", "national_target"} <= known.by_kind.keys()
    for kind, facts in known.by_kind.items():
        for fact in facts:
            about = rule.kinds[kind].members.items()
            assert fact.members.keys() == {name for name, member in about if member.type is not MemberType.TEXT}, kind


def test_the_review_counts_senders_that_submitted_and_documents_that_count(pack):
    submitted = [Fact("submitted", (), {"sender": sender, "document": PLAN}) for sender in ("CN-HB", "XPCC")]
    known = build_review_facts(pack, submitted, [Contribution()] * 3)
    assert (known.anchor.kind, known.anchor.members) == ("review", {"senders": 2, "documents": 3})
    assert [fact.members["sender"] for fact in known.by_kind["submitted"]] == ["CN-HB", "XPCC"]


def test_figures_and_requests_add_up_over_the_documents(pack):
    row = pack.tables["national_target"].facts[0].members
    detail = {"number": row["number"], "name": row["target"]}
    ask = {"number": 26, "asks_for": "priority-support"}
    documents = [
        contribution("CN-HB", ("detail", {**detail, "amount": 30}), ("request", ask), ("request", ask)),
        contribution("CN-HN", ("detail", {**detail, "amount": 12}), ("detail", {**detail, "amount": None})),
        contribution("XPCC", ("request", {**ask, "number": 27}), ("request", {**ask, "asks_for": "approval"})),
    ]
    known = build_review_facts(pack, (), documents)
    planned = {
        (fact.members["number"], fact.members["target"]): fact.members["planned"]
        for fact in known.by_kind["national_target"]
    }
    assert planned.pop((row["number"], row["target"])) == 42
    assert set(planned.values()) <= {0}
    offices = {fact.members["number"]: fact.members["offices"] for fact in known.by_kind["support_round"]}
    assert offices == {26: 1, 27: 1}
