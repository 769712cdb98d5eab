"""What may be changed in a plan, and what becomes of its report: nothing, or exactly what the change is.

A change takes a plan that was made and some randomness. It gives the differences between the report that the changed
plan gets and the one that it should get, or None where the plan has nothing to be changed so.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from checker.model import SCHEMA, Severity
from checker.values import is_blank, number_of

from .made import days, essence, placed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from checker.model import Fact, Pointer, Report

    from .made import Essence, Made

    Change = Callable[[Made, Random], list[str] | None]

LISTS: Final = ("measures", "regions", "exceptions")
UNRELATED_FAULTS: Final = ({"unheard_of": 1}, {"title": 7}, {"contact": []}, {"notes": {"x": 1}})
TAKEN: Final = {
    "objective": ("objective-missing", ()),
    "actions": ("actions-missing", ()),
    "responsible": ("responsible-department-missing", ()),
    "schedule": ("schedule-missing", ("no-result-in-plan-year", "completion-after-plan-year")),
}
"""The rule that finds a member missing, and those that have nothing to judge then."""


def another_order_of_members(made: Made, random: Random) -> list[str]:
    """The members of every object in another order: the same report."""
    after = made.check(shuffled(made.plan, random))
    return compared(placed(made.report), placed(after)) + same_beside_findings(made.report, after)


def another_order_of_entries(made: Made, random: Random) -> list[str] | None:
    """The entries of every list of the plan in another order: the same findings, each where its entry has gone."""
    # Of entries with one number, the later is the one repeated; it may be one that cannot be judged.
    if made.report.verdict == "invalid" and is_repeating(made.plan):
        return None
    permuted = deepcopy(made.plan)
    gone: dict[Pointer, Pointer] = {}
    for name in LISTS:
        entries = permuted.get(name)
        if isinstance(entries, list):
            order = random.sample(range(len(entries)), len(entries))
            permuted[name] = [entries[old] for old in order]
            gone |= {(name, old): (name, new) for new, old in enumerate(order)}
    after = made.check(permuted)
    expected = Counter(
        (*essence(finding), gone.get(finding.at[:2], finding.at[:2]) + finding.at[2:])
        for finding in made.report.findings
    )
    found = placed(after)
    for counted in (expected, found):
        for each in [each for each in counted if each[0] == "measure-repeated"]:
            counted[(*each[:-1], ())] += counted.pop(each)
    return compared(expected, found) + same_beside_findings(made.report, after)


def an_unrelated_fault(made: Made, random: Random) -> list[str]:
    """A fault beside everything that is judged: nothing is hidden, and the plan is invalid."""
    fault: dict[str, Any] = random.choice(UNRELATED_FAULTS)
    (name,) = fault
    after = made.check(made.plan | fault)
    kept = Counter({each: times for each, times in placed(made.report).items() if each[-1][:1] != (name,)})
    found = placed(after)
    lost = compared(kept, found & kept)
    return lost if after.verdict == "invalid" else [*lost, f"the verdict is {after.verdict}"]


def a_fault_in_a_measure(made: Made, random: Random) -> list[str] | None:
    """A fault in one measure: it is found, and hides nothing elsewhere."""
    measures = made.plan.get("measures")
    places = [i for i, entry in enumerate(measures) if isinstance(entry, dict)] if isinstance(measures, list) else []
    if not places:
        return None
    index = random.choice(places)
    broken = deepcopy(made.plan)
    broken["measures"][index]["objective"] = ["no text"]
    found = placed(made.check(broken))
    elsewhere = {each: n for each, n in placed(made.report).items() if each[-1][:2] != ("measures", index)}
    lost = compared(Counter(elsewhere), found & Counter(elsewhere))
    wanted = (SCHEMA, ("measures", index, "objective"))
    return lost if wanted in {(each[0], each[-1]) for each in found} else [*lost, "the fault is not found"]


def a_note(made: Made, random: Random) -> list[str] | None:
    """A note, which nobody judges: the same report."""
    if any(finding.at[:1] == ("notes",) for finding in made.report.findings):
        return None
    after = made.check(made.plan | {"notes": random.choice(("x", "备注"))})
    return compared(placed(made.report), placed(after)) + same_beside_findings(made.report, after)


def a_faultless_region(made: Made, _random: Random) -> list[str] | None:
    """One more region, with nothing wrong in it: nothing changes, but that there is a deployment."""
    regions = made.plan.get("regions")
    if not isinstance(regions, list) and not is_absent(regions):
        return None
    after = made.check(made.plan | {"regions": [*(regions or ()), {"name": "x", "tasks": ["x"]}]})
    expected = without(placed(made.report), lambda each: each[0] == "regional-deployment-missing")
    return compared(expected, placed(after))


def a_text_taken_away(made: Made, random: Random) -> list[str] | None:
    """Something that an entry has to say, taken away: exactly that is found missing."""
    member = random.choice(tuple(TAKEN))
    said = [fact for fact in entries_of(made, "required", "optional") if fact.members[f"has_{member}"]]
    if not said:
        return None
    fact = random.choice(said)
    plan = deepcopy(made.plan)
    del plan["measures"][fact.at[1]][member]
    rule, idle = TAKEN[member]
    expected = without(placed(made.report), lambda each: each[0] in idle and each[-1][:2] == fact.at)
    expected[rule, fact.members["number"], Severity.ERROR, fact.at] += 1
    return compared(expected, placed(made.check(plan)))


def funds_for_the_whole_plan(made: Made, _random: Random) -> list[str] | None:
    """Funds stated for the whole plan: none are missing any more, and nothing else changes."""
    if made.known is None or any(finding.at[:1] == ("funding",) for finding in made.report.findings):
        return None
    after = made.check(made.plan | {"funding": {"source": "x"}})
    return compared(without(placed(made.report), lambda each: each[0] == "funding-missing"), placed(after))


def an_unknown_measure(made: Made, random: Random) -> list[str] | None:
    """One more entry, of a number that the catalogue does not have: exactly that is found."""
    if made.known is None:
        return None
    number = random.choice((max(map(int, made.pack.catalogue.measures)) + 1, "none"))
    measures = made.plan["measures"]
    after = made.check(made.plan | {"measures": [*measures, {"number": number}]})
    expected = placed(made.report)
    expected["measure-unknown", number, Severity.ERROR, ("measures", len(measures), "number")] += 1
    return compared(expected, placed(after))


def an_entry_repeated(made: Made, random: Random) -> list[str] | None:
    """An entry once more at the end: it is repeated, and what was found in it is found again."""
    entries = entries_of(made, "required", "optional", "national")
    if not entries:
        return None
    fact = random.choice(entries)
    measures = made.plan["measures"]
    last: Pointer = ("measures", len(measures))
    after = made.check(made.plan | {"measures": [*measures, deepcopy(measures[fact.at[1]])]})
    expected = placed(made.report)
    for each, times in placed(made.report).items():
        if each[-1][:2] == fact.at and each[0] != "measure-repeated":
            expected[(*each[:-1], last + each[-1][2:])] += times
    expected["measure-repeated", fact.members["number"], Severity.ERROR, (*last, "number")] += 1
    return compared(expected, placed(after))


def an_exception(made: Made, random: Random) -> list[str] | None:
    """One more exception to a rule that holds in principle: it lowers what that rule found, or is unused."""
    exceptions = made.plan.get("exceptions")
    if made.known is None or not (isinstance(exceptions, list) or is_absent(exceptions)):
        return None
    rule = random.choice([rule.id for rule in made.pack.rules if rule.in_principle])
    asked = [*(exceptions or ()), {"rule": rule, "justification": "x"}]
    expected: Counter[Essence] = Counter()
    for each, times in placed(made.report).items():
        expected[(*each[:2], Severity.WARNING, each[-1]) if each[0] == rule else each] += times
    if made.report.rules[rule] != "violated":
        expected["exception-unused", rule, Severity.INFO, ("exceptions", len(asked) - 1)] += 1
    return compared(expected, placed(made.check(made.plan | {"exceptions": asked})))


def a_day_later(made: Made, random: Random) -> list[str]:
    """Checked for the next day: a draft may be past the deadline, and nothing else changes."""
    day = random.choice([day for day in days(made.pack) if day is not None])
    before, after = (made.check(made.plan, as_of=each) for each in (day, day + timedelta(days=1)))
    past = "draft-past-deadline"
    expected = without(placed(before), lambda each: each[0] == past)
    late = int((day + timedelta(days=1)).strftime("%Y%m%d")) > made.pack.bounds["deadline"].value
    if late and made.known is not None and made.plan["status"] == "draft":
        expected[past, None, Severity.WARNING, ()] += 1
    return compared(expected, placed(after))


CHANGES: Final[Mapping[str, Change]] = {
    "members in another order": another_order_of_members,
    "entries in another order": another_order_of_entries,
    "a fault beside what is judged": an_unrelated_fault,
    "a fault in a measure": a_fault_in_a_measure,
    "a note": a_note,
    "one more faultless region": a_faultless_region,
    "a text taken away": a_text_taken_away,
    "funds for the whole plan": funds_for_the_whole_plan,
    "a measure that nobody knows": an_unknown_measure,
    "an entry repeated": an_entry_repeated,
    "one more exception": an_exception,
    "a day later": a_day_later,
}


def compared(expected: Counter[Essence], found: Counter[Essence]) -> list[str]:
    """What is missing among the findings, and what is there too many."""
    rows = (("missing", expected - found), ("not expected", found - expected))
    return [f"{what}: {', '.join(map(str, each))}" for what, each in rows if each]


def same_beside_findings(before: Report, after: Report) -> list[str]:
    """In what else two reports differ: statuses, selection, verdict."""
    names = ("verdict", "selection", "rules")
    return [
        f"{name}: {getattr(before, name)} became {getattr(after, name)}"
        for name in names
        if getattr(before, name) != getattr(after, name)
    ]


def without(counted: Counter[Essence], is_gone: Callable[[Essence], bool]) -> Counter[Essence]:
    """The findings but for those that are gone."""
    return Counter({each: times for each, times in counted.items() if not is_gone(each)})


def entries_of(made: Made, *classes: str) -> list[Fact]:
    """The entries that were judged, of measures of these classes."""
    facts = () if made.known is None else made.known.by_kind.get("measure", ())
    return [fact for fact in facts if fact.members["class"] in classes]


def is_absent(value: object) -> bool:
    """Whether a member with this value is as good as not there."""
    return value is None or (isinstance(value, str) and is_blank(value))


def shuffled(data: Any, random: Random) -> Any:
    """The same data with the members of every object in another order."""
    if isinstance(data, dict):
        items = list(data.items())
        random.shuffle(items)
        return {name: shuffled(value, random) for name, value in items}
    return [shuffled(item, random) for item in data] if isinstance(data, list) else data


def is_repeating(plan: Mapping[str, Any]) -> bool:
    """Whether two entries have one number."""
    measures = plan.get("measures")
    entries = [entry for entry in measures if isinstance(entry, dict)] if isinstance(measures, list) else []
    numbers = [number for entry in entries if (number := number_of(entry.get("number"))) is not None]
    return len(set(numbers)) < len(numbers)
