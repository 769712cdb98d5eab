"""A document, valid or with its faulty parts set aside, as flat facts: what a pack declares, compiled once.

What a fault hides is not absent: it is unread (a fact that could not be read as a whole) or unknown (a member that
rests on what a fault hides).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final

import msgspec

from checker.facts.source import codes_of, members_of, tests_of, values_of
from checker.facts.values import NOTHING
from checker.facts.walk import Walk
from checker.model import Fact, Known, Number, Pointer
from checker.pack.conditions import passes
from checker.pack.model import DocumentKind, Kind, Pack, Tally
from checker.pack.paths import HERE, Step, chain_along, depth_of, paths_of
from checker.pack.ways import WAYS, others, own_members, way_of
from checker.values import Keys

Tallies = Callable[[Known], Mapping[str, tuple[Number, ...]]]

NEEDED: Final = ("format", "circular")
"""The members that say by what a document is judged: where they are faulty, it is by nothing."""


class SetAside(msgspec.Struct, frozen=True, eq=False):
    """The parts of a document that cannot be judged: whole members, and places in its lists."""

    whole: frozenset[str] = frozenset()
    items: Mapping[str, frozenset[int]] = {}


NOTHING_ASIDE: Final = SetAside()


def set_aside(faults: Iterable[Pointer], data: Mapping[str, Any], document: DocumentKind) -> SetAside:
    """The parts that faults at these places set aside: an item of a list, or else the member of the document.

    A member that every such document has to have is faulty where it is not there, and so is the document that it is
    held against: nothing is known of it.
    """
    against = () if document.against is None else (document.against.member,)
    whole = {name for name in (*document.required, *against) if name not in data}
    items: dict[str, set[int]] = {}
    for at in faults:
        if len(at) > 1 and isinstance(at[1], int):
            items.setdefault(str(at[0]), set()).add(at[1])
        elif at:
            whole.add(str(at[0]))
    return SetAside(frozenset(whole), {name: frozenset(places) for name, places in items.items()})


def without(data: Mapping[str, Any], aside: SetAside) -> dict[str, Any]:
    """A document without what is set aside of it."""
    return {
        name: [item for place, item in enumerate(value) if place not in aside.items[name]]
        if name in aside.items and isinstance(value, list)
        else value
        for name, value in data.items()
        if name not in aside.whole
    }


def stops_rules(aside: SetAside) -> bool:
    """Whether a document of which this is set aside cannot be judged at all."""
    return not aside.whole.isdisjoint(NEEDED)


class Facts:
    """Reads the facts off documents of one kind."""

    def __init__(self, pack: Pack, document: DocumentKind) -> None:
        self._read, self.source = Walk(pack, document).run("read")
        self._document = document
        self._hidden = _Hidden(pack, document)

    def of(self, data: Mapping[str, Any], aside: SetAside, as_of: int | None, *, in_time: bool | None = None) -> Known:
        """The facts of the document `data`, but for what is set aside.

        `as_of` is a day as 20130630, `in_time` what a review knows of whether its sender was in time.
        """
        if aside is NOTHING_ASIDE:
            by_kind = self._read(data, NOTHING, as_of, in_time)
            return Known(by_kind, by_kind[self._document.anchor][0])
        rest = {name: value for name, value in data.items() if name not in aside.whole}
        by_kind = self._read(rest, aside.items, as_of, in_time)
        return self._hidden.of(rest, aside, by_kind)


_Unread = tuple[Kind, tuple[Step, ...], Pointer]
"""What could not be read: a kind of fact, the path to it, and the part of the document in which it may stand."""
_Taken = dict[tuple[str, str, int], Any]
"""By kind, member and place of the fact, what it does not say because that may rest on something hidden."""
_IN_ORDER: Final = ("nth", "ahead")
"""The ways that rest on the facts before."""


class _Hidden:
    """Says what faults hide of a document, of which there are facts already."""

    def __init__(self, pack: Pack, document: DocumentKind) -> None:
        self._pack = pack
        self._document = document
        self._kinds = document.kinds

    def of(self, data: Mapping[str, Any], aside: SetAside, by_kind: Mapping[str, list[Fact]]) -> Known:
        """What is known, with what is unread and unknown; facts say of members that are unknown what is certain."""
        unread = list(self._unread(data, aside, by_kind))
        kinds = {kind.name for kind, _, _ in unread}
        joined: list[str] = []
        while more := [
            name
            for name, kind in self._kinds.items()
            if kind.partner in (*kinds, *joined) and name not in (*kinds, *joined)
        ]:
            joined += more
        unknown = self._unknown(aside, {*kinds, *joined})
        taken: _Taken = {}
        for each in unknown:
            name, _, member = each.partition(".")
            for place, fact in enumerate(by_kind[name]):
                members: Any = fact.members
                taken[name, member, place], members[member] = members[member], None
        anchor = by_kind[self._document.anchor][0]
        standing = {
            kind.name: {fact.at: fact.members for fact in by_kind[kind.name]}
            for kind in self._kinds.values()
            if kind.even_if_faulty and kind.like is None
        }
        facts = [Fact(each[0].name, each[2], self._members(each, standing, anchor)) for each in unread]
        facts += [Fact(name, (), {}) for name in joined]
        self._give_back(taken, by_kind, facts, aside)
        return Known(by_kind, anchor, tuple(facts), frozenset(unknown))

    def _unread(self, data: Mapping[str, Any], aside: SetAside, by_kind: Mapping[str, list[Fact]]) -> Iterator[_Unread]:
        for kind in self._kinds.values():
            for path in kind.paths:
                first = path[0]
                tops = [first] if isinstance(first, str) else dict.fromkeys(name.split("/")[0] for name in first)
                yield from ((kind, path, (top,)) for top in tops if top in aside.whole)
                if not isinstance(first, str) or first in aside.whole:
                    continue
                read = {fact.at for fact in by_kind[kind.name]} if kind.even_if_faulty else ()
                for place in sorted(aside.items.get(first, ())):
                    at = first, place
                    if at not in read and (len(path) == 1 or _has_any(data[first][place], path[1])):
                        yield kind, path, at

    # Members that rest on what is hidden

    def _unknown(self, aside: SetAside, unread: Collection[str]) -> set[str]:
        """The members (`kind.member`) that a fault hides, and all that rests on them or on kinds that are unread."""
        members = [(kind, name, member.way) for kind in self._kinds.values() for name, member in kind.members.items()]
        unknown: set[str] = set()
        while more := {
            f"{kind.name}.{name}"
            for kind, name, way in members
            if f"{kind.name}.{name}" not in unknown
            and not kind.members[name].is_looked_up
            and (self._is_hidden(kind, way, aside) or self._rests_on(kind, way, unknown, unread))
        }:
            unknown |= more
        return unknown

    def _is_hidden(self, kind: Kind, way: Mapping[str, Any], aside: SetAside) -> bool:
        """Whether a member is read at a place of the document as a whole that is faulty."""
        name = way_of(way)
        if name == "any_of":
            return any(self._is_hidden(kind, each, aside) for each in way[name])
        if WAYS[name].leads_to is None:
            return False
        # Of these each item is looked at, so that one with a fault may be what is looked for.
        is_item_by_item = name in ("has_text", "only_words") or "where" in way
        for path in paths_of(way[name]):
            up, steps = depth_of(path)
            top = steps[0] if steps else HERE
            if kind.name == self._document.anchor:
                if top in aside.whole or (is_item_by_item and top in aside.items):
                    return True
            elif top in aside.whole and any(len(each) == up for each in kind.paths):
                return True
        return False

    def _rests_on(self, kind: Kind, way: Mapping[str, Any], unknown: set[str], unread: Collection[str]) -> bool:
        own = [f"{kind.name}.{name}" for name in own_members(way)]
        if "of_document" in way:
            own.append(f"{self._document.anchor}.{way['of_document']}")
        if not unknown.isdisjoint(own):
            return True
        return any(
            other in unread or not unknown.isdisjoint(f"{other}.{name}" for name in names)
            for each in _parts(way)
            for other, names in others(each, self._kinds)
        )

    def _give_back(
        self, taken: _Taken, by_kind: Mapping[str, list[Fact]], unread: Iterable[Fact], aside: SetAside
    ) -> None:
        """Let facts say again what is certain, whatever is hidden; the rest stays in `taken`."""
        hidden = {
            (kind.name, name)
            for kind in self._kinds.values()
            for name, member in kind.members.items()
            if self._is_hidden(kind, member.way, aside) or any(way_of(each) in _IN_ORDER for each in _parts(member.way))
        }
        told: list[tuple[str, str, int]] = [(self._document.anchor, "", -1)]
        while told:
            keys: dict[tuple[str, ...], Keys] = {}
            told = [
                each
                for each in taken
                if self._is_said(*each, by_kind)
                or (each[:2] not in hidden and self._is_certain(*each, taken, by_kind, unread, keys))
            ]
            for kind, name, place in told:
                members: Any = by_kind[kind][place].members
                members[name] = taken.pop((kind, name, place))

    def _is_said(self, kind: str, name: str, place: int, by_kind: Mapping[str, list[Fact]]) -> bool:
        """Whether other members of the fact, of which something is known, say what a flag is."""
        way = self._kinds[kind].members[name].way
        if way_of(way) not in ("any_of", "holds") or any(WAYS[way_of(each)].leads_to for each in _parts(way)):
            return False
        anchor = by_kind[self._document.anchor][0]
        return self._known(self._kinds[kind], way, (), by_kind[kind][place].members, {}, anchor) is not None

    def _is_certain(
        self,
        kind: str,
        name: str,
        place: int,
        taken: _Taken,
        by_kind: Mapping[str, list[Fact]],
        unread: Iterable[Fact],
        keys: dict[tuple[str, ...], Keys],
    ) -> bool:
        """Whether nothing that a member rests on is hidden of this fact, nor facts of a key that it is counted by.

        `keys` are those that hidden facts may have.
        """
        way = self._kinds[kind].members[name].way
        if any((kind, own, place) in taken for own in own_members(way)):
            return False
        for each in _parts(way):
            if "of_document" in each and (self._document.anchor, each["of_document"], 0) in taken:
                return False
            for other, names in others(each, self._kinds):
                by = each.get("by", {})
                asked = other, *names, *by.values()
                if asked not in keys:
                    open_ = {at for of, its, at in taken if of == other and its in names}
                    facts = [*(fact for fact in unread if fact.kind == other), *(by_kind[other][at] for at in open_)]
                    keys[asked] = Keys(tuple(fact.members.get(its) for its in by.values()) for fact in facts)
                if keys[asked].may_have(tuple(by_kind[kind][place].members.get(own) for own in by)):
                    return False
        return True

    # What is known of a fact that is unread

    def _members(
        self, unread: _Unread, standing_at: Mapping[str, Mapping[Pointer, Mapping[str, Any]]], anchor: Fact
    ) -> Mapping[str, Any]:
        """The members that are known of a fact in a faulty item: those that rest on what stands in spite of the fault.

        None is one of which that leaves open what it is.
        """
        kind, path, at = unread
        if len(at) == 1:
            return {}
        standing = {name: facts[at] for name, facts in standing_at.items() if at in facts}
        known: dict[str, Any] = dict(standing.get(kind.like or "", {}))
        done = set(self._kinds[kind.like].members) if kind.like is not None else set()

        def tell(name: str) -> None:
            if name not in done and not kind.members[name].is_looked_up:
                done.add(name)
                for other in own_members(kind.members[name].way):
                    tell(other)
                known[name] = self._known(kind, kind.members[name].way, path, known, standing, anchor)

        for name in kind.members:
            tell(name)
        return known

    def _known(  # noqa: PLR0911 - a case a way
        self,
        kind: Kind,
        way: Mapping[str, Any],
        path: tuple[Step, ...],
        known: Mapping[str, Any],
        standing: Mapping[str, Mapping[str, Any]],
        anchor: Fact,
    ) -> Any:
        name = way_of(way)
        if WAYS[name].leads_to is not None:
            return self._standing_value(way, path, standing)
        match name:
            case "any_of":
                flags = [self._known(kind, each, path, known, standing, anchor) for each in way[name]]
                return True if True in flags else None if None in flags else False
            case "of_document":
                return anchor.members.get(way[name])
            case "holds":
                fact = Fact(kind.name, (), known)
                tests = [
                    None if None in map(known.get, members_of(test)) else passes(test, fact, fact, fact)
                    for test in tests_of(kind, way[name], self._pack)
                ]
                return False if False in tests else None if None in tests else True
            case "known":
                return True if known.get(way[name]) is not None else None
            case "take" if way["from"] in self._pack.tables:
                key = tuple(known.get(each) for each in way["by"])
                rows = self._pack.tables[way["from"]].index(way["by"].values()).get(key, [NOTHING])
                return None if None in key else rows[0].get(way[name], way.get("else"))
        return None

    def _standing_value(
        self, way: Mapping[str, Any], path: tuple[Step, ...], standing: Mapping[str, Mapping[str, Any]]
    ) -> Any:
        """What is read in a faulty item where a kind that stands reads it too, or it is the name of the only step."""
        name, last, chain = way_of(way), path[-1], chain_along(self._document.schema.node, path)
        read = [each for each in paths_of(way[name]) if chain is not None and chain.at(each) is not None]
        if len(read) != 1:
            return None
        up, steps = depth_of(read[0])
        if isinstance(last, tuple) and (up, steps, len(last)) == (0, ["name"], 1) and "*" not in last[0]:
            constant = last[0].rpartition("/")[2]
            is_one = "in" not in way or constant in codes_of(way["in"], self._pack)
            return constant if name in ("code", "text") and is_one else None
        same = {**way, name: "/".join(steps)}
        for kind, members in standing.items():
            for member, told in self._kinds[kind].members.items():
                if up == len(path) - 1 and told.way == same:
                    return members.get(member)
        return None


def _parts(way: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """The ways that a member is any of; else its own."""
    parts: Iterable[Mapping[str, Any]] = way.get("any_of", (way,))
    return parts


def _has_any(item: object, step: Step) -> bool:
    """Whether something stands in an item, whatever is faulty in it, that a step from it leads to."""
    names = [step] if isinstance(step, str) else [name.split("/")[0] for name in step]
    return isinstance(item, dict) and any(name in item for name in names)


def tallies_of(pack: Pack, document: DocumentKind) -> Tallies:
    """What takes the named lists of a report's `selection` off facts: the distinct values of each, in order."""
    lists = {tally.name: _list_of(tally, pack, document) for tally in document.tallies}
    states = [tally.name for tally in document.states]

    def take(known: Known) -> Mapping[str, tuple[Number, ...]]:
        taken = {name: take_list(known) for name, take_list in lists.items()}
        before: set[Number] = set()
        for name in states:
            taken[name] = tuple(number for number in taken[name] if number not in before)
            before.update(taken[name])
        return taken

    return take


def _list_of(tally: Tally, pack: Pack, document: DocumentKind) -> Callable[[Known], tuple[Number, ...]]:
    member, values = tally.member, values_of(tally.member, tally.where, pack)
    places: Mapping[Any, int] = pack.tables[document.items.table].places if document.items else {}

    def in_order(values: Any) -> tuple[Number, ...]:
        order = partial(pack.order_of, document) if values - places.keys() else places.__getitem__
        return tuple(sorted(values, key=order))

    if tally.of not in pack.tables:

        def of_facts(known: Known) -> tuple[Number, ...]:
            return in_order(values(known.by_kind.get(tally.of, ())) - {None})

        return of_facts

    rows = in_order(values(pack.tables[tally.of].facts))

    def of_rows(known: Known) -> tuple[Number, ...]:
        if any(fact.kind == tally.not_in and fact.members.get(member) is None for fact in known.unread):
            # Any of them may be among what could not be read.
            return ()
        listed = {fact.members.get(member) for fact in known.by_kind.get(tally.not_in or "", ())}
        return tuple([number for number in rows if number not in listed])

    return of_rows
