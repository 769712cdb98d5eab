"""Members that are known only when all facts are there: counts over a kind, and joins with another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, MutableMapping, MutableSet, Sequence
from typing import Any, Final

from checker.model import Fact
from checker.pack.conditions import Op, Reference
from checker.pack.model import PLAN_YEAR, Kind, Pack
from checker.pack.reading import operators_of, read_block
from checker.pack.ways import COUNTING, WAYS, way_of
from checker.values import day_number

Passes = Callable[[Mapping[str, Any]], bool]
ByKind = MutableMapping[str, list[Fact]]

_ITEM: Final = 2
"""Steps: how a place begins that says which item of a list of the document a fact stands in."""


class Join:
    """One member of a kind that is filled in afterwards; or, without a member, the kind joined with its partner."""

    def __init__(self, kind: Kind, member: str | None, pack: Pack) -> None:
        self.kind = kind.name
        self.member = member
        self._told = kind
        self._pack = pack
        self.way: Mapping[str, Any] = {} if member is None else kind.members[member].way

    def fill(self, by_kind: ByKind, anchor: Fact) -> None:
        """Fill the member into the facts of the kind, or put the joined facts in their place."""
        facts = by_kind[self.kind]
        if self.member is None:
            by_kind[self.kind] = [self._matched(fact, row) for fact in facts for row in self._partners(fact, by_kind)]
            return
        if not facts:
            return
        value = _value(self._told, self.member, self.way, by_kind, anchor, self._pack)
        for fact in facts:
            members: Any = fact.members
            members[self.member] = value(fact)

    def forget(self, by_kind: ByKind) -> None:
        """Leave the member out of the facts of the kind."""
        for fact in by_kind[self.kind]:
            members: Any = fact.members
            members[self.member] = None

    @property
    def looked_at(self) -> str | None:
        """The kind among whose facts the member, or what is joined, is looked for, if there is one."""
        if self.member is None:
            return self._told.partner
        name = way_of(self.way)
        return self.way[name] if name in COUNTING else self.way.get("from")

    def _partners(self, fact: Fact, by_kind: ByKind) -> Sequence[Mapping[str, Any]]:
        partner, by = self._told.partner or "", self._told.partner_by
        own = tuple(fact.members.get(name) for name in by)
        if partner in self._pack.tables:
            return self._pack.tables[partner].index(by.values()).get(own, ())
        return [
            other.members
            for other in by_kind.get(partner, ())
            if None not in own and tuple(other.members.get(its) for its in by.values()) == own
        ]

    def _matched(self, fact: Fact, row: Mapping[str, Any]) -> Fact:
        members = {
            name: row.get(member.way["matched"])
            for name, member in self._told.members.items()
            if "matched" in member.way
        }
        return Fact(fact.kind, fact.at, {**fact.members, **members})


def fill_in(
    joins: Sequence[Join], by_kind: ByKind, anchor: Fact, unread: Collection[str], unknown: MutableSet[str]
) -> list[str]:
    """Fill in every member that waits, in order; what looks at a kind of which something is unread is unknown.

    Returns the kinds that are joined with such a kind: of these, too, something is unread.
    """
    joined = []
    for join in joins:
        join.fill(by_kind, anchor)
        if join.looked_at in unread or join.looked_at in joined:
            if join.member is None:
                joined.append(join.kind)
            else:
                join.forget(by_kind)
                unknown.add(f"{join.kind}.{join.member}")
    return joined


def part_of(member: str, place: int) -> str:
    """Under which name a fact has, until the member is filled in, one of the flags that it is any of."""
    return f"{member}.{place}"


def _value(  # noqa: C901, PLR0911 - a case a way
    kind: Kind, member: str, way: Mapping[str, Any], by_kind: ByKind, anchor: Fact, pack: Pack
) -> Callable[[Fact], Any]:
    """What gives the member of a fact."""
    name = way_of(way)
    argument = way[name]
    match name:
        case "known":
            return lambda fact: fact.members.get(argument) is not None
        case "holds":
            source = passing(kind, argument, pack, lambda member: f"m.get({member!r})")
            test: Passes = eval(f"lambda m: {source}")  # noqa: S307 - source of ours: names and literals
            return lambda fact: test(fact.members)
        case "of_document":
            found = anchor.members.get(argument)
            return lambda _: found
        case "place_of":
            places = pack.tables[way["in"]].places
            return lambda fact: places.get(fact.members.get(argument))
        case "times":
            return lambda fact: None if (value := fact.members.get(way["of"])) is None else argument * value
        case "take":
            return _take(way, by_kind, pack)
        case "nth":
            return _nth([argument] if isinstance(argument, str) else argument)
        case "any_of":
            inner = [
                _value(kind, part_of(member, place), each, by_kind, anchor, pack) for place, each in enumerate(argument)
            ]
            return lambda fact: any([value(fact) for value in inner])  # noqa: C419 - each is asked: parts go with it
        case "ahead":
            return _ahead(by_kind[kind.name], argument)
        case _ if WAYS[name].leads_to is not None:
            return lambda fact: fact.members.pop(member)  # type: ignore[attr-defined]
        case _ if name in COUNTING:
            return _count(name, way, by_kind, pack)
    raise AssertionError(way)


_OPERATORS: Final[Mapping[Op, str]] = {
    Op.IS: "==",
    Op.IS_NOT: "!=",
    Op.ONE_OF: "in",
    Op.NOT_ONE_OF: "not in",
    Op.LESS_THAN: "<",
    Op.AT_MOST: "<=",
    Op.MORE_THAN: ">",
    Op.AT_LEAST: ">=",
}


def passing(kind: Kind, tests: Mapping[str, Any], pack: Pack, name_of: Callable[[str], str]) -> str:
    """Whether a fact of `kind` passes tests on its own members, as Python; `name_of` says where a member is."""
    own = {member: _of_own(kind.name, wanted) for member, wanted in tests.items()}
    block = read_block({kind.name: own}, kind.name, "", {kind.name: kind}, pack.bounds)
    terms = []
    for test in block.own:
        found = name_of(test.member)
        wanted = repr(test.value)
        if isinstance(test.value, Reference):
            wanted = name_of(test.value.member)
            terms.append(f"{wanted} is not None")
        if test.op not in (Op.IS, Op.ONE_OF):
            terms.append(f"{found} is not None")
        terms.append(f"{found} {_OPERATORS[test.op]} {wanted}")
    return " and ".join(terms)


def _of_own(kind: str, wanted: Any) -> Any:
    """A test whose `of` names a member of the same fact, as a rule writes it."""
    if not isinstance(wanted, Mapping):
        return wanted
    return {
        op: {"of": f"{kind}.{operand['of']}"} if isinstance(operand, Mapping) and "of" in operand else operand
        for op, operand in operators_of(wanted).items()
    }


def _nth(names: Sequence[str]) -> Callable[[Fact], int]:
    seen: dict[tuple[Any, ...], int] = {}

    def value(fact: Fact) -> int:
        key = tuple(fact.members.get(name) for name in names)
        seen[key] = seen.get(key, 0) + 1
        return seen[key]

    return value


def _ahead(facts: Sequence[Fact], name: str) -> Callable[[Fact], Any]:
    before = dict(zip(map(id, facts[1:]), facts, strict=False))

    def value(fact: Fact) -> Any:
        other = before.get(id(fact))
        return other.members.get(name) if other is not None and other.at[:-1] == fact.at[:-1] else None

    return value


def _take(way: Mapping[str, Any], by_kind: ByKind, pack: Pack) -> Callable[[Fact], Any]:
    source, own, its = way["from"], list(way["by"]), list(way["by"].values())
    rows: dict[tuple[Any, ...], Mapping[str, Any]]
    if source in by_kind:
        rows = {tuple(fact.members.get(name) for name in its): fact.members for fact in reversed(by_kind[source])}
    else:
        rows = {key: found[0] for key, found in pack.tables[source].index(its).items()}

    def value(fact: Fact) -> Any:
        key = tuple(fact.members.get(name) for name in own)
        row = None if None in key else rows.get(key)
        return way.get("else") if row is None else row.get(way["take"], way.get("else"))

    return value


def _count(name: str, way: Mapping[str, Any], by_kind: ByKind, pack: Pack) -> Callable[[Fact], int]:
    """The count over the facts, or the rows, that have the same values in the members `by`, and pass `where`."""
    by: Mapping[str, str] = way.get("by", {})
    of, within = way.get("of", ""), bool(way.get("within"))
    passes = passes_of(way.get("where", {}), pack)
    groups: dict[tuple[Any, ...], list[Any]] = {}
    counted = way[name]
    for fact in by_kind[counted] if counted in by_kind or counted not in pack.tables else pack.tables[counted].facts:
        if passes(fact.members):
            key = tuple([fact.members.get(its) for its in by.values()])
            groups.setdefault((*key, fact.at[:_ITEM]) if within else key, []).append(fact.members.get(of))
    if name == "count_of":
        totals = {key: len(found) for key, found in groups.items()}
    elif name == "sum_of":
        totals = {key: sum([value for value in found if value is not None]) for key, found in groups.items()}
    else:
        totals = {key: len({value for value in found if value is not None}) for key, found in groups.items()}

    def value(fact: Fact) -> int:
        key = tuple([fact.members.get(own) for own in by])
        # What is absent equals nothing.
        return 0 if None in key else totals.get((*key, fact.at[:_ITEM]) if within else key, 0)

    return value


def passes_of(where: Mapping[str, Any], pack: Pack) -> Passes:
    """Whether the members of a fact pass every test of `where`."""
    tests = [(member, *_test(wanted, pack)) for member, wanted in where.items()]
    if not tests:
        return lambda _: True
    if all(low is None for _, _, low, _ in tests):
        wanted = [(member, values) for member, values, _, _ in tests]
        return lambda members: all(members.get(member) in values for member, values in wanted)

    def passes(members: Mapping[str, Any]) -> bool:
        for member, values, low, high in tests:
            found = members.get(member)
            if found is None or (found not in values if low is None or high is None else not low <= found <= high):
                return False
        return True

    return passes


_FIRST: Final = 0
_LAST: Final = 99999999


def _test(wanted: Any, pack: Pack) -> tuple[Collection[Any], int | None, int | None]:
    """The values that pass, or the first and the last day that do."""
    if not isinstance(wanted, Mapping):
        return (wanted if isinstance(wanted, list) else [wanted]), None, None
    ((op, name),) = wanted.items()
    if name == PLAN_YEAR and pack.plan_year is not None:
        low, high = day_number(pack.plan_year.first_day), day_number(pack.plan_year.last_day)
    else:
        low = high = pack.bounds[name].value
    return (
        (),
        (high + 1 if op == "after" else low if op == "within" else _FIRST),
        (low - 1 if op == "before" else high if op == "within" else _LAST),
    )
