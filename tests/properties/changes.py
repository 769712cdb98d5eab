"""What may be changed in a document, and what becomes of its report: nothing, or exactly what the change is.

A change takes a document that was made and some randomness. It gives the differences between the report that the
changed document gets and the one that it should get, or None where there is nothing to be changed so.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any, Final

from checker.model import SCHEMA, Pointer, Report
from checker.pack.model import DocumentKind, Pack, Rule
from checker.pack.paths import paths_of
from checker.pack.ways import WAYS, way_of

from .generating import stock_of
from .made import Essence, Made, essence, placed

Change = Callable[["Made", "Random"], "list[str] | None"]

NOTES: Final = ("x", "备注")


def another_order_of_members(made: Made, random: Random) -> list[str]:
    """The members of every object in another order: the same report."""
    after = made.check(shuffled(made.plan, random))
    return compared(placed(made.report), placed(after)) + same_beside_findings(made.report, after)


def another_order_of_entries(made: Made, random: Random) -> list[str]:
    """The entries of every list in another order: the same findings, each where its entry has gone.

    But for the rules by which the later of two entries is the one at fault.
    """
    permuted = deepcopy(made.plan)
    gone: dict[Pointer, Pointer] = {}
    for name, entries in made.plan.items():
        if isinstance(entries, list):
            order = random.sample(range(len(entries)), len(entries))
            permuted[name] = [deepcopy(entries[old]) for old in order]
            gone |= {(name, old): (name, new) for new, old in enumerate(order)}
    after = made.check(permuted)
    ordered = {rule.id for rule in ordered_rules(made.pack, made.kind)}
    expected = Counter(
        (*essence(finding), gone.get(finding.at[:2], finding.at[:2]) + finding.at[2:])
        for finding in made.report.findings
    )
    found = placed(after)
    differences = compared(*(without(each, lambda essence: essence[0] in ordered) for each in (expected, found)))
    if any(each[0] in ordered for each in (*expected, *found)):
        return differences
    return differences + same_beside_findings(made.report, after)


def an_unrelated_fault(made: Made, random: Random) -> list[str]:
    """A fault beside everything that is judged: nothing is hidden, and the document is invalid."""
    name = random.choice(("unheard_of", *unread_texts(made.pack, made.kind)))
    after = made.check(made.plan | {name: random.choice((1, [], {"x": 1}))})
    kept = Counter({each: times for each, times in placed(made.report).items() if each[-1][:1] != (name,)})
    found = placed(after)
    lost = compared(kept, found & kept)
    return lost if after.verdict == "invalid" else [*lost, f"the verdict is {after.verdict}"]


def a_fault_in_an_item(made: Made, random: Random) -> list[str] | None:
    """A fault in one item: it is found, and hides nothing elsewhere."""
    items = made.kind.items
    entries = made.plan.get(items.list) if items is not None else None
    places = [i for i, entry in enumerate(entries) if isinstance(entry, dict)] if isinstance(entries, list) else []
    if not places or items is None:
        return None
    index = random.choice(places)
    broken = deepcopy(made.plan)
    broken[items.list][index]["objective"] = ["no text"]
    found = placed(made.check(broken))
    elsewhere = {each: n for each, n in placed(made.report).items() if each[-1][:2] != (items.list, index)}
    lost = compared(Counter(elsewhere), found & Counter(elsewhere))
    wanted = (SCHEMA, (items.list, index, "objective"))
    return lost if wanted in {(each[0], each[-1]) for each in found} else [*lost, "the fault is not found"]


def a_note(made: Made, random: Random) -> list[str] | None:
    """A text that nobody judges: the same report."""
    names = unread_texts(made.pack, made.kind)
    name = random.choice(names) if names else ""
    if not names or any(finding.at[:1] == (name,) for finding in made.report.findings):
        return None
    after = made.check(made.plan | {name: random.choice(NOTES)})
    return compared(placed(made.report), placed(after)) + same_beside_findings(made.report, after)


_CHANGES: Final[Mapping[str, Change]] = {
    "members in another order": another_order_of_members,
    "entries in another order": another_order_of_entries,
    "a fault beside what is judged": an_unrelated_fault,
    "a fault in an item": a_fault_in_an_item,
    "a note": a_note,
}


def _of_whole(change: Change) -> Change:
    """The change, of documents that stand by themselves: what is held against another may lack what it said there."""

    def made(document: Made, random: Random) -> list[str] | None:
        return change(document, random) if document.kind.against is None else None

    return made


CHANGES: Final[Mapping[str, Change]] = {name: _of_whole(change) for name, change in _CHANGES.items()}


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


@cache
def unread_texts(pack: Pack, kind: DocumentKind) -> list[str]:
    """The texts of a document that no fact is read off."""
    anchor = kind.kinds[kind.anchor]
    ways = [each for member in anchor.members.values() for each in (member.way, *member.way.get("any_of", ()))]
    read = {path.split("/")[0] for way in ways if WAYS[way_of(way)].leads_to for path in paths_of(way[way_of(way)])}
    stock = stock_of(pack, kind)
    return [
        name
        for name in stock.root["properties"]
        if name not in {*read, *kind.required, kind.status} and all(stock.takes((name,), each) for each in NOTES)
    ]


@cache
def ordered_rules(pack: Pack, kind: DocumentKind) -> tuple[Rule, ...]:
    """The rules that rest on which of several facts comes first."""
    ordered: set[tuple[str, str]] = set()
    while True:
        found = {
            (name, member)
            for name, each in kind.kinds.items()
            for member, told in each.members.items()
            if _is_ordered(name, told.way, kind, ordered)
        }
        if found == ordered:
            break
        ordered = found
    return tuple(rule for rule in pack.rules_for(kind) if ordered & set(_looked_at(rule)))


def _is_ordered(kind: str, way: Mapping[str, Any], document: DocumentKind, ordered: set[tuple[str, str]]) -> bool:
    words = set(_words(way))
    kinds = {kind, document.anchor, *(words & document.kinds.keys())}
    taken = "take" in way and way["from"] in document.kinds
    return (
        taken or bool(way.keys() & {"nth", "ahead"}) or any((each, word) in ordered for each in kinds for word in words)
    )


def _words(way: Any) -> Iterator[str]:
    if isinstance(way, str):
        yield way
    for each in [*way, *way.values()] if isinstance(way, Mapping) else way if isinstance(way, list) else ():
        yield from _words(each)


def _looked_at(rule: Rule) -> Iterator[tuple[str, str]]:
    for block in rule.blocks:
        yield from ((rule.for_each, test.member) for test in block.own)
        yield from ((rule.anchor, test.member) for test in block.anchor)
        yield from ((other.kind, test.member) for other in block.others for test in other.tests)


def shuffled(data: Any, random: Random) -> Any:
    """The same data with the members of every object in another order."""
    if isinstance(data, dict):
        items = list(data.items())
        random.shuffle(items)
        return {name: shuffled(value, random) for name, value in items}
    return [shuffled(item, random) for item in data] if isinstance(data, list) else data
