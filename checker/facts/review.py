"""What the documents of a review add up to, as facts for the rules across documents, as the pack declares them."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final

import msgspec

from checker.facts.source import MemberSource, Writer
from checker.model import Fact, Known, Number, Report, Text
from checker.pack.model import (
    CONTRADICTION,
    DOCUMENT,
    RETURNED,
    REVIEW,
    SENDER,
    SUBMITTED,
    UNREAD,
    VERSION,
    DocumentKind,
    Kind,
    Pack,
    Stage,
)
from checker.pack.ways import COUNTING, WAYS, way_of

_OF_ROSTER: Final = (SUBMITTED, VERSION, UNREAD, CONTRADICTION, RETURNED)
"""The kinds of facts that say who has sent what."""


class Contribution(msgspec.Struct, frozen=True, eq=False):
    """What one document adds to a review: facts that rules across documents may look at, and the items it lists.

    `is_submitted` is whether it was sent in; one whose status cannot be read was not.
    """

    facts: tuple[Fact, ...] = ()
    listed: tuple[Number, ...] = ()
    is_submitted: bool = False


def contribution_of(report: Report, known: Known | None, pack: Pack) -> Contribution:
    """What the document adds that `report` is on, of which these facts are known; what was not read adds nothing."""
    kind = pack.documents.get(report.document or "")
    if kind is None:
        return Contribution()
    is_submitted = kind.counts_as_submitted(report.status)
    if known is None:
        return Contribution(is_submitted=is_submitted)
    beside = {SENDER: report.office, DOCUMENT: kind.format}
    facts = tuple(
        Fact(fact.kind, (), {**absent, **beside, **fact.members})
        for name in _looked_at(pack)
        if name in kind.kinds
        for absent in [_members_of(name, pack)]
        for fact in known.by_kind.get(name, ())
    )
    return Contribution(facts, _listed(report, known, kind), is_submitted)


def _listed(report: Report, known: Known, kind: DocumentKind) -> tuple[Number, ...]:
    """The items that a document lists: those of its entries, or where no fact is read off these, of its tallies."""
    for each in kind.kinds.values():
        if kind.items is None or (kind.items.list,) not in each.paths:
            continue
        for name, member in each.members.items():
            told = way_of(member.way)
            if WAYS[told].leads_to is not None and member.way[told] == kind.items.number:
                numbers = (fact.members[name] for fact in known.by_kind.get(each.name, ()))
                return tuple(dict.fromkeys(number for number in numbers if number is not None))
    listed = (report.selection[tally.name] for tally in kind.tallies if tally.is_listed)
    return tuple(number for numbers in listed for number in numbers)


@lru_cache(maxsize=256)
def _members_of(name: str, pack: Pack) -> Mapping[str, None]:
    """Every member that facts of a kind have in some document of the pack: absent in those that do not declare it."""
    kinds = [kind.kinds[name] for kind in pack.documents.values() if name in kind.kinds]
    return dict.fromkeys(member for kind in kinds for member in kind.members)


@lru_cache(maxsize=16)
def _looked_at(pack: Pack) -> tuple[str, ...]:
    """The kinds of documents' facts that something in a review looks at."""
    named: set[str] = set()
    for rule in pack.rules_of(Stage.REVIEW):
        named |= {rule.for_each, *(other.kind for block in rule.blocks for other in block.others)}
    for table in pack.tables.values():
        for name in table.counted:
            way = table.kind.members[name].way
            named |= {str(way[way_of(way)])} if way_of(way) in COUNTING else {str(way.get("from"))}
    return tuple(sorted(name for name in named if any(name in kind.kinds for kind in pack.documents.values())))


def build_review_facts(pack: Pack, roster: Iterable[Fact], counted: Iterable[Contribution]) -> Known:
    """The facts of a review.

    `roster` are those of who has sent what, `counted` the contributions of the documents that count.
    """
    documents = tuple(counted)
    by_kind: dict[str, list[Fact]] = {name: [] for name in _OF_ROSTER}
    for fact in roster:
        by_kind[fact.kind].append(fact)
    for name in _looked_at(pack):
        by_kind[name] = [fact for each in documents for fact in each.facts if fact.kind == name]
    anchor = Fact(REVIEW, (), {"senders": len(by_kind[SUBMITTED]), "documents": len(documents)})
    by_kind[REVIEW] = [anchor]
    for table in pack.tables.values():
        if table.counted:
            by_kind[table.name] = [Fact(fact.kind, (), dict(fact.members)) for fact in table.facts]
    _counts(pack)(by_kind)
    return Known(by_kind, anchor)


@lru_cache(maxsize=16)
def _counts(pack: Pack) -> Callable[[Mapping[str, list[Fact]]], None]:
    """What fills in the members of tables that are counted over the documents of a review."""
    counted = {table.name: table.kind for table in pack.tables.values() if table.counted}
    known = {name: Kind(name, Stage.REVIEW, Text(name, name), {}) for name in (REVIEW, *_OF_ROSTER, *_looked_at(pack))}
    writer = Writer(pack)
    writer.add(0, "def fill(facts):")
    for name in {**known, **counted}:
        writer.add(1, f"all_{name} = facts[{name!r}]")
    writer.add(1, f"anchor = all_{REVIEW}[0].members")
    MemberSource(writer, {**known, **counted}, REVIEW).write()
    return writer.run("fill")[0]
