"""On random plans: the edits lead to a pass, and no smaller set does, as trying every smaller set shows."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from itertools import combinations
from math import comb
from random import Random
from typing import Any

import pytest

from checker import check
from checker.edits import Edit, Nature, edited
from checker.fixing.json import to_dict
from checker.fixing.result import Way
from checker.pack.model import Pack
from checker.pack.repairs import Action
from checker.schema import is_valid

from ..properties.generating import Documents  # noqa: TID252 - folders of tests are no packages
from ..running import TIMES  # noqa: TID252 - as above

DAYS = (None, None, date(2012, 12, 26), date(2012, 12, 27))
MOST_SETS = 800
"""Smaller sets that are tried for one plan; with more, the plan is one that only has to pass."""


def passes(plan: Any, pack: Pack, as_of: date | None) -> bool:
    return check(plan, pack=pack, as_of=as_of).verdict == "pass"


def smaller_sets(way: Way) -> Iterator[tuple[Edit, ...]]:
    """Every smaller set of the edits that were considered, but for those that nobody would call a set of edits.

    One value for one place; and what goes is not made good by something that is added.
    """
    edits = sorted(way.smallest.considered, key=lambda edit: edit.order)
    if sum(comb(len(edits), size) for size in range(way.size)) > MOST_SETS:
        return
    for size in range(way.size):
        for chosen in combinations(edits, size):
            slots = [edit.slot for edit in chosen if edit.slot is not None]
            added = sum(edit.action is Action.ADD for edit in chosen)
            exchanged = added and any(edit.drops_entry for edit in chosen)
            if len(set(slots)) == len(slots) and not exchanged:
                yield chosen


def require_reasons_that_share_no_edit(way: Way) -> None:
    """Each reason alone asks for as many edits as it says, and no two ask for the same."""
    used: set[Edit] = set()
    for reason in way.reasons:
        if len(reason.asked) == 1:
            among = reason.asked[0].among & way.smallest.considered
            assert not among & used
            assert len(among) >= reason.need
            used |= among


@pytest.mark.parametrize(("seed", "soundness", "plans"), [(1, 0.0, 1), (3, 1.0, 6)])
def test_the_edits_lead_to_a_pass_and_no_fewer_do(pack, mend, seed, soundness, plans):
    random = Random(seed)  # noqa: S311 - a seed that makes the same plans again
    generator = Documents(pack, pack.main_document, random, soundness=soundness)
    exhausted = 0
    for number in range(plans * TIMES):
        # As it is read: no part of it is the same object as another.
        plan = json.loads(json.dumps(generator.make()))
        as_of = random.choice(DAYS)
        before = deepcopy(plan)
        fix = mend(plan, as_of=as_of)
        assert plan == before
        way = fix.way
        if way is None:
            assert passes(plan, pack, as_of)
            continue
        assert way.smallest.is_proved, number
        after = check(edited(plan, way.smallest.edits).data, pack=pack, as_of=as_of)
        assert after.verdict == way.after
        assert (after.verdict == "pass") is not bool(way.smallest.left), number
        assert way.least == way.size, number
        assert is_valid("fix", to_dict(fix))
        require_reasons_that_share_no_edit(way)
        if way.smallest.left:
            continue
        tried = [edited(plan, chosen).data for chosen in smaller_sets(way)]
        exhausted += bool(tried)
        assert not any(passes(mended, pack, as_of) for mended in tried), number
    assert exhausted or not soundness


def single_changes(plan: dict[str, Any], pack: Pack) -> Iterator[dict[str, Any]]:
    """The plan with one thing changed, in every way that comes to mind without looking at what the rules offer."""
    measures = plan["measures"]
    for name in ("measures", "regions", "exceptions"):
        for place in range(len(plan.get(name) or ())):
            yield {**plan, name: [*plan[name][:place], *plan[name][place + 1 :]]}
    listed = {entry.get("number") for entry in measures}
    for number in pack.tables["catalogue_measure"].places:
        if number not in listed:
            whole = {
                "number": number,
                "objective": "x",
                "actions": ["x"],
                "schedule": [{"due": pack.plan_year.last_day}],
                "responsible": ["x"],
                "funding": {"source": "x"},
            }
            yield {**plan, "measures": [*measures, whole]}
    yield {**plan, "funding": {"source": "x"}}
    yield {**plan, "regions": [*(plan.get("regions") or ()), {"name": "x", "tasks": ["x"]}]}
    for place, entry in enumerate(measures):
        for changed in changes_of(entry, pack):
            yield {**plan, "measures": [*measures[:place], changed, *measures[place + 1 :]]}


def changes_of(entry: dict[str, Any], pack: Pack) -> Iterator[dict[str, Any]]:
    number = entry.get("number", 0)
    row = pack.tables["catalogue_measure"].row(number)
    leads = pack.tables["catalogue_lead"].index(("number",)).get((number,), ())
    yield {**entry, "objective": "x"}
    yield {**entry, "actions": ["x"]}
    yield {**entry, "responsible": ["x"]}
    yield {**entry, "funding": {"source": "x"}}
    yield {**entry, "schedule": [{"due": pack.plan_year.last_day}]}
    for name in ("class", "sipo_support", "targets", "legislation"):
        yield {other: value for other, value in entry.items() if other != name}
    for place, item in enumerate(entry.get("schedule") or ()):
        moved = [*entry["schedule"][:place], {**item, "due": pack.plan_year.last_day}, *entry["schedule"][place + 1 :]]
        yield {**entry, "schedule": moved}
    if row is not None:
        yield {**entry, "class": row["class"]}
        if leads:
            given = {"status": "approved", "department": leads[0]["department"], "date": pack.issued}
            for kind in ("approval", "priority-support"):
                yield {**entry, "sipo_support": {"kind": kind, "approval": given}}


def test_no_single_change_does_where_more_are_said_to_be_needed(pack, mend):
    random = Random(7)  # noqa: S311 - a seed that makes the same plans again
    generator = Documents(pack, pack.main_document, random, faults=False, soundness=1.0)
    compared = 0
    while compared < 6 * TIMES:
        plan = generator.make()
        way = mend(plan).way
        if way is None or way.size < 2 or way.smallest.left:
            continue
        compared += 1
        changed = single_changes(plan, pack)
        assert not any(passes(each, pack, None) for each in changed), plan


def test_every_choice_named_is_one_that_works(pack, mend):
    random = Random(11)  # noqa: S311 - a seed that makes the same plans again
    generator = Documents(pack, pack.main_document, random, faults=False, soundness=0.8)
    several = 0
    for _ in range(2 * TIMES):
        plan = generator.make()
        way = mend(plan).way
        if way is None or way.smallest.left:
            continue
        chosen: list[Edit] = []
        for choice in way.choices:
            several += len(choice.among) > choice.count
            chosen += random.sample(choice.among, choice.count)
        assert passes(edited(plan, chosen).data, pack, None)
        for choice in way.choices:
            for other in choice.instead[:3]:
                edits = (way.smallest.edits - {*choice.chosen}) | {other}
                assert passes(edited(plan, edits).data, pack, None)
    assert several


def test_a_slip_is_never_taken_for_granted(pack, mend):
    random = Random(17)  # noqa: S311 - a seed that makes the same plans again
    generator = Documents(pack, pack.main_document, random, faults=False, soundness=0.8)
    shorter = needed = 0
    for _ in range(25 * TIMES):
        plan = generator.make()
        fix = mend(plan)
        if fix.way is None:
            continue
        slips = [edit for edit in fix.way.smallest.edits if edit.nature is Nature.SLIP]
        needed += bool(slips)
        shorter += bool(fix.shorter)
        assert not (fix.shorter and fix.shorter_size >= fix.way.size)
        if needed and shorter:
            break
    assert needed
    assert shorter
