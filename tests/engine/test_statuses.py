"""What became of a rule where something could not be read: not run, if that may have violated it, and else judged."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import pytest
from msgspec.structs import replace

from checker.engine.reference import ReferenceEvaluator
from checker.judging import outcome_of
from checker.model import Fact, Firing, Known
from checker.pack.conditions import Block, Op, Quantified, Reference
from checker.pack.conditions import Test as Asked
from checker.pack.model import Rule

from .making import IS, MORE_THAN, anchor, fact, own, rule, some

NO_TABLES: Final[Mapping[str, Sequence[Fact]]] = {}
LATER_THAN_THE_PLAN = rule(
    "later", "request", Block(own=(Asked("approved_on", MORE_THAN, Reference("plan", "submitted_on")),))
)
LATER_THAN_THE_DAY = rule("later", "request", own("approved_on", MORE_THAN, 20121226))
IN_DRAFT = rule("in-draft", "request", anchor("status", IS, "draft"), applies_if=own("number", IS, 7))


def status_of(
    judged: Rule, facts: Sequence[Fact] = (), unread: Sequence[Fact] = (), unknown: Collection[str] = (), **plan: Any
) -> str:
    return outcome(judged, facts, unread, unknown, **plan)[1]


def outcome(
    judged: Rule,
    facts: Sequence[Fact] = (),
    unread: Sequence[Fact] = (),
    unknown: Collection[str] = (),
    tables: Mapping[str, Sequence[Fact]] = NO_TABLES,
    **plan: Any,
) -> tuple[list[Any], str]:
    """The numbers of the facts that violate the rule for certain, and its status."""
    known = replace(
        Known.of(facts, fact("plan", **plan)),
        unread=tuple(unread),
        unknown=frozenset(name if "." in name else f"plan.{name}" for name in unknown),
    )
    certain, statuses = outcome_of([judged], tables, known, *ReferenceEvaluator([judged], tables).judge(known))
    return [firing.fact.members["number"] for firing in certain], statuses[judged.id].value


def unread(kind: str, **members: Any) -> Fact:
    """Something that is there and could not be read but for these members."""
    return Fact(kind, ("measures", 0), members)


@pytest.mark.parametrize(
    ("numbers", "known", "status"),
    [
        # Either of the rule's alternatives can be what was violated.
        ((4, 5), {"number": 4}, "not-run"),
        ((4, 5), {"number": 5}, "not-run"),
        ((4, 5), {"number": 6}, "not-applicable"),
        ((4, 5), {}, "not-run"),
    ],
)
def test_what_could_not_be_read_may_have_violated_one_alternative(numbers, known, status):
    judged = rule("r", "measure", *(own("number", IS, number) for number in numbers))
    assert status_of(judged, unread=[unread("measure", **known)]) == status


def test_it_may_have_violated_a_rule_that_applies_to_it_and_no_other():
    judged = rule("r", "measure", own("has_objective", IS, value=False), applies_if=own("number", IS, 4))
    assert status_of(judged, unread=[unread("measure", number=4)]) == "not-run"
    assert status_of(judged, unread=[unread("measure", number=5)]) == "not-applicable"
    assert status_of(judged, unread=[unread("region", number=4)]) == "not-applicable"
    read = fact("measure", number=4, has_objective=True)
    assert status_of(judged, [read], [unread("measure", number=5)]) == "satisfied"
    assert status_of(judged, [read], [unread("measure", number=5), unread("measure", number=4)]) == "not-run"


def test_what_is_not_known_of_the_plan_silences_the_rules_that_compare_with_it():
    request = [fact("request", number=7, approved_on=20121224)]
    assert status_of(LATER_THAN_THE_PLAN, request, submitted_on=20121225) == "satisfied"
    assert status_of(LATER_THAN_THE_PLAN, request, unknown={"submitted_on"}) == "not-run"
    assert status_of(LATER_THAN_THE_DAY, request, unknown={"submitted_on"}) == "satisfied"
    assert status_of(LATER_THAN_THE_PLAN, unknown={"submitted_on"}) == "not-applicable"


def test_what_is_not_known_of_the_plan_silences_the_rules_that_ask_for_it():
    request = [fact("request", number=7)]
    assert status_of(IN_DRAFT, request, status="submitted") == "satisfied"
    assert status_of(IN_DRAFT, request, unknown={"status"}) == "not-run"
    assert status_of(IN_DRAFT, request, status="submitted", unknown={"regions"}) == "satisfied"
    assert status_of(IN_DRAFT, [fact("request", number=8)], unknown={"status"}) == "not-applicable"


ROWS = {"row": [fact("row", number=number) for number in (7, 8, 9)]}
MISSING = rule("missing", "row", some("entry", {"number": "number"}, "row", exists=False))
NONE_REQUIRED = rule(
    "none-required", "row", Block(others=(Quantified("entry", exists=False, tests=(Asked("class", IS, "required"),)),))
)
REPEATED = rule("repeated", "row", some("entry", {"number": "number"}, "row"))


@pytest.mark.parametrize(
    ("judged", "unread_entry", "violating", "status"),
    [
        # An entry that was read keeps 7 from being missing; one that was not may be any, or 8.
        (MISSING, None, [8, 9], "violated"),
        (MISSING, {}, [], "not-run"),
        (MISSING, {"number": 8}, [9], "violated"),
        (MISSING, {"number": 7}, [8, 9], "violated"),
        (MISSING, {"number": 10}, [8, 9], "violated"),
        # Whatever it is, it may be required, where its class is not known to be another.
        (NONE_REQUIRED, None, [7, 8, 9], "violated"),
        (NONE_REQUIRED, {}, [], "not-run"),
        (NONE_REQUIRED, {"class": "required"}, [], "not-run"),
        (NONE_REQUIRED, {"class": "optional", "number": 7}, [7, 8, 9], "violated"),
        # What is there is there, whatever else is.
        (REPEATED, {}, [7], "violated"),
    ],
)
def test_what_was_not_read_is_not_taken_for_absent(judged, unread_entry, violating, status):
    hidden = [] if unread_entry is None else [unread("entry", **unread_entry)]
    entries = [fact("entry", number=7, **{"class": "optional"})]
    assert outcome(judged, entries, hidden, tables=ROWS) == (violating, status)


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ({}, "not-run"),
        ({"number": 7}, "not-run"),
        ({"number": 10}, "satisfied"),
        ({"number": 7, "class": "national"}, "satisfied"),
    ],
)
def test_what_was_not_read_may_be_what_a_rule_looks_for(known, status):
    wanted = Quantified("entry", exists=True, tests=(Asked("number", IS, Reference("row", "number")), *NOT_NATIONAL))
    judged = rule("r", "row", Block(others=(wanted,)))
    assert outcome(judged, unread=[unread("entry", **known)], tables=ROWS) == ([], status)


NOT_NATIONAL = own("class", Op.NOT_ONE_OF, ("national",)).own


ANY_REQUIRED = rule(
    "any-required", "row", Block(others=(Quantified("entry", exists=True, tests=(Asked("class", IS, "required"),)),))
)


@pytest.mark.parametrize(
    ("judged", "unknown", "violating", "status"),
    [
        # Each entry that was read may have the class, or the number, that is hidden.
        (NONE_REQUIRED, "entry.class", [], "not-run"),
        (ANY_REQUIRED, "entry.class", [], "not-run"),
        (MISSING, "entry.number", [], "not-run"),
        # Nobody asks for these.
        (NONE_REQUIRED, "entry.number", [7, 8, 9], "violated"),
        (ANY_REQUIRED, "entry.number", [], "satisfied"),
        (MISSING, "other.number", [7, 8, 9], "violated"),
    ],
)
def test_what_is_hidden_of_all_that_was_read_may_be_what_a_rule_looks_for(judged, unknown, violating, status):
    assert outcome(judged, [fact("entry")], unknown={unknown}, tables=ROWS) == (violating, status)
    # Nor is what is hidden of things that are not there.
    if status != "not-run":
        assert outcome(judged, [], unknown={unknown}, tables=ROWS) == (violating, status)


def test_where_nothing_was_read_nothing_is_hidden_of_it():
    assert outcome(NONE_REQUIRED, [], unknown={"entry.class"}, tables=ROWS) == ([7, 8, 9], "violated")
    assert outcome(NONE_REQUIRED, [], [unread("entry")], {"entry.class"}, tables=ROWS) == ([], "not-run")


def test_nothing_is_judged_beside_what_was_not_read_where_nothing_is_there_to_judge():
    judged = rule("r", "request", some("entry", {"number": "number"}, "request"))
    assert outcome(judged, unread=[unread("entry")]) == ([], "not-applicable")


@pytest.mark.parametrize(("status", "violating"), [("submitted", [7]), ("draft", [])])
def test_what_may_be_there_makes_doubtful_what_the_plan_lets_a_rule_ask_for(status, violating):
    missing = some("entry", {"number": "number"}, "row", exists=False)
    in_draft = replace(missing, anchor=(Asked("status", IS, "draft"),))
    judged = rule("r", "row", own("number", IS, 7), in_draft)
    found = outcome(judged, unread=[unread("entry")], tables=ROWS, status=status)
    assert found == (violating, "violated" if violating else "not-run")


def test_what_is_absent_for_certain_is_so_beside_things_unread():
    """Nothing that can be read of them would change it: a rule that found nothing missing was run."""
    entries = [fact("entry", number=number) for number in (7, 8, 9)]
    assert outcome(MISSING, entries, [unread("entry")], tables=ROWS) == ([], "satisfied")


def test_where_the_plan_is_not_known_nothing_is_absent_for_it():
    judged = rule(
        "r",
        "row",
        Block(others=(Quantified("entry", exists=False, tests=(Asked("number", IS, Reference("plan", "number")),)),)),
    )
    entries = [fact("entry", number=7)]
    assert outcome(judged, entries, tables=ROWS, number=7) == ([], "satisfied")
    assert outcome(judged, entries, tables=ROWS, number=8) == ([7, 8, 9], "violated")
    assert outcome(judged, entries, unknown={"number"}, tables=ROWS) == ([], "not-run")
    # What was not read is held against the plan's number, not that of the row.
    assert outcome(judged, [], [unread("entry", number=8)], tables=ROWS, number=8) == ([], "not-run")
    assert outcome(judged, [], [unread("entry", number=7)], tables=ROWS, number=8) == ([7, 8, 9], "violated")
    assert outcome(judged, entries, unknown={"other"}, tables=ROWS, number=8) == ([7, 8, 9], "violated")


def test_what_is_compared_within_the_plan_may_be_what_is_not_known_of_it():
    judged = rule("r", "request", Block(anchor=(Asked("day", IS, Reference("plan", "other_day")),)))
    assert status_of(judged, [fact("request")], unknown={"other_day"}, day=20121226) == "not-run"


def test_many_things_unread_beside_many_that_were_take_no_longer_for_each():
    """Each would be held against each: a few hundred million times."""
    entries = [fact("entry", number=number) for number in range(20_000)]
    hidden = [unread("entry", number=number) for number in range(20_000, 40_000)]
    rows = {"row": [fact("row", number=number) for number in range(20_000, 40_100)]}
    known = replace(Known.of(entries, fact("plan")), unread=tuple(hidden))
    firings = [Firing("missing", row) for row in rows["row"]]
    certain, statuses = outcome_of([MISSING, REPEATED], rows, known, firings, set())
    assert len(certain) == 100
    assert set(statuses.values()) == {"violated", "not-run"}
