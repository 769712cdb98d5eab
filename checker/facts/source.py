"""What a document kind declares, as Python: source written once for a pack.

What each way to read a member means is said here and in `walk`, and nowhere else. Names of a pack become
source only as literals, or behind a prefix, and are those that the schema of packs lets through.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from checker.facts.values import NOTHING, READERS
from checker.model import Fact
from checker.pack.conditions import Reference, Test
from checker.pack.generated import python_of, run, tuple_of
from checker.pack.model import PACK_RULE, PLAN_YEAR, Kind, Pack
from checker.pack.reading import operators_of, read_block
from checker.pack.ways import COUNTING, WAYS, is_later, others, own_members, way_of
from checker.values import day_number, day_text, number_of

Passes = Callable[[Mapping[str, Any]], bool]
Own = Callable[[str], str]
"""How a member of the same fact is said in Python."""

_INDENT: Final = "    "


class Writer:
    """Writes lines of Python, and keeps what they find under a name."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.lines: list[str] = []
        self._names: dict[str, Any] = {
            **READERS,
            "number_of": number_of,
            "day_number": day_number,
            "Fact": Fact,
            "NOTHING": NOTHING,
        }
        self._known: dict[str, str] = {}

    def add(self, level: int, line: str) -> None:
        """Write a line, so many levels in."""
        self.lines.append(_INDENT * level + line)

    def begin(self, line: str) -> None:
        """Write a line that the function begins with."""
        self.lines.insert(1, _INDENT + line)

    def constant(self, what: str, make: Callable[[], Any]) -> str:
        """The name under which the source finds the value that `make` gives; `what` tells it from others."""
        if what not in self._known:
            self._known[what] = f"g{len(self._known)}"
            self._names[self._known[what]] = make()
        return self._known[what]

    def run(self, function: str) -> tuple[Callable[..., Any], str]:
        """The function of that name that has been written, and its source."""
        source = "\n".join(self.lines)
        return run(source, function, self._names), source

    def derived(self, kind: Kind, way: Mapping[str, Any], own: Own) -> str:  # noqa: C901, PLR0911 - a case a way
        """How a member is read that rests on others of the same fact, on rows of tables, or on the document."""
        name = way_of(way)
        match name:
            case "known":
                return "False" if own(way[name]) == "None" else f"{own(way[name])} is not None"
            case "holds":
                return f"({passing(kind, way[name], self.pack, own)})"
            case "of_document":
                return f"anchor.get({way[name]!r})"
            case "given":
                return str(way[name])
            case "place_of":
                places = self.constant(f"places {way['in']}", lambda: self.pack.tables[way["in"]].places)
                return f"{places}.get({own(way[name])})"
            case "times":
                return f"(None if (c := {own(way['of'])}) is None else {way[name]} * c)"
            case "growth":
                return f"growth({own(way[name])}, {own(way['over'])}, {way['parts']})"
            case "take":
                keys = [own(each) for each in way["by"]]
                taken, other, by = way[name], way.get("else"), tuple(way["by"].values())
                if "None" in keys:
                    return repr(other)

                def column() -> Mapping[Any, Any]:
                    rows = self.pack.tables[way["from"]].index(by).items()
                    return {key if len(by) > 1 else key[0]: found[0].get(taken, other) for key, found in rows}

                rows = self.constant(f"take {taken} {way['from']} {by} {other!r}", column)
                return f"{rows}.get({keys[0] if len(keys) == 1 else tuple_of(keys)}, {other!r})"
        raise AssertionError(way)


def passing(kind: Kind, tests: Mapping[str, Any], pack: Pack, own: Own) -> str:
    """Whether a fact of `kind` passes tests on its own members, as Python."""
    return " and ".join(python_of(test, own) for test in tests_of(kind, tests, pack))


def tests_of(kind: Kind, tests: Mapping[str, Any], pack: Pack) -> tuple[Test, ...]:
    """Tests on members of the same fact, as `holds` has them."""

    def as_in_a_rule(operand: Any) -> Any:
        is_own = isinstance(operand, Mapping) and "of" in operand
        return {"of": f"{kind.name}.{operand['of']}"} if is_own else operand

    own = {
        member: {op: as_in_a_rule(operand) for op, operand in operators_of(wanted).items()}
        for member, wanted in tests.items()
    }
    return read_block({kind.name: own}, kind.name, "", {kind.name: kind}, pack.bounds).own


def members_of(test: Test) -> Iterator[str]:
    """The members of the same fact that such a test looks at."""
    yield test.member
    if isinstance(test.value, Reference):
        yield test.value.member


def codes_of(listed: str, pack: Pack) -> frozenset[str]:
    """The codes of a list, the keys of a table, or the rules of the pack."""
    return (
        frozenset(rule.id for rule in pack.rules) if listed == PACK_RULE else frozenset(map(str, pack.codes_of(listed)))
    )


def where_tests(where: Mapping[str, Any], pack: Pack) -> list[str]:
    """What is asked of a fact, whose members are `m`, by a count, as Python."""
    tests = []
    for name, wanted in where.items():
        if isinstance(wanted, Mapping):
            tests += [f"(d := {member_of(name)}) is not None", *days_tests(wanted, pack, day_number)]
        else:
            tests.append(f"{member_of(name)} {'in' if isinstance(wanted, list) else '=='} {wanted!r}")
    return tests


def days_tests(wanted: Mapping[str, str], pack: Pack, shown: Callable[[str], int | str]) -> Iterator[str]:
    """Whether the day `d` is before, within or after bounds, which are `shown` as it is."""
    for op, bound in wanted.items():
        if bound == PLAN_YEAR and pack.plan_year is not None:
            low, high = pack.plan_year.first_day, pack.plan_year.last_day
        else:
            low = high = day_text(pack.bounds[bound].value)
        forms = {"before": f"d < {shown(low)!r}", "after": f"d > {shown(high)!r}"}
        yield forms.get(op, f"{shown(low)!r} <= d <= {shown(high)!r}")


def passes_of(where: Mapping[str, Any], pack: Pack) -> Passes:
    """Whether the members of a fact pass every test of `where`."""
    test: Passes = eval(f"lambda m: {' and '.join(where_tests(where, pack)) or True}")  # noqa: S307 - source of ours
    return test


def values_of(member: str, where: Mapping[str, Any], pack: Pack) -> Callable[[Iterable[Fact]], set[Any]]:
    """What gives the values that a member has in the facts that pass every test of `where`."""
    tests = " and ".join(where_tests(where, pack)) or True
    found = f"{{{member_of(member)} for m in [fact.members for fact in facts] if {tests}}}"
    values: Callable[[Iterable[Fact]], set[Any]] = eval(f"lambda facts: {found}")  # noqa: S307 - source of ours
    return values


def member_of(name: str) -> str:
    """A member of the fact whose members are `m`, as Python."""
    return f"m[{name!r}]"


_TOTALS: Final = {
    "count_of": "len({})",
    "sum_of": "sum([v for v in {} if v is not None])",
    "count_distinct": "len({{*{}}} - {{None}})",
}


class MemberSource:
    """Writes what is known of facts when all are there, each after what it rests on."""

    def __init__(self, writer: Writer, kinds: Mapping[str, Kind], anchor: str) -> None:
        """`kinds` are those whose facts are there, as lists, in variables."""
        self._writer = writer
        self._pack = writer.pack
        self._kinds = kinds
        self._anchor = anchor
        self._later: dict[tuple[str, str], bool] = {}
        self._done: set[tuple[str, str | None]] = set()
        self._groups: dict[str, str] = {}
        self._open = ""
        """The kind over whose facts the last line goes, if it does."""

    def is_later(self, kind: str, name: str) -> bool:
        """Whether a member is known only when all facts are there."""
        if (kind, name) not in self._later:
            self._later[kind, name] = is_later(kind, name, self._kinds, self._anchor)
        return self._later[kind, name]

    def read(self, kind: Kind) -> list[str]:
        """The members that are known where a fact stands, each after those it rests on."""
        ordered: dict[str, None] = {}

        def add(name: str) -> None:
            way = kind.members[name].way
            if not (kind.members[name].is_looked_up or self.is_later(kind.name, name) or name in ordered):
                for other in own_members(way):
                    add(other)
                if kind.name == self._anchor and "of_document" in way:
                    add(way["of_document"])
                ordered[name] = None

        for name in kind.members:
            add(name)
        return list(ordered)

    def kept(self, kind: Kind) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
        """What a fact keeps for members that are known later: flags at places of the document that they are any of."""
        for name, member in kind.members.items():
            if self.is_later(kind.name, name) and not self._is_inherited(kind, name):
                for place, way in enumerate(member.way.get("any_of", ())):
                    if WAYS[way_of(way)].leads_to is not None:
                        yield name, place, way

    def inherits(self, kind: Kind) -> bool:
        """Whether a member is known later of the kind that this one is like."""
        return any(self._is_inherited(kind, name) and self.is_later(kind.name, name) for name in kind.members)

    def _is_inherited(self, kind: Kind, name: str) -> bool:
        return kind.like is not None and name in self._kinds[kind.like].members

    def write(self) -> None:
        """Write all of it."""
        for kind in self._kinds.values():
            if kind.like is not None and self.inherits(kind):
                self._writer.begin(f"like_{kind.name} = []")
        for name in self._kinds:
            self._fill(name)

    def _fill(self, kind: str) -> None:
        self._join(kind)
        for name in self._kinds[kind].members:
            self.fill(kind, name)

    def _join(self, name: str) -> None:
        """Facts of a kind are joined with their partners before anything looks at them."""
        kind = self._kinds[name]
        if kind.partner is None or (name, None) in self._done:
            return
        self._done.add((name, None))
        by, add = kind.partner_by, self._writer.add
        if kind.partner in self._kinds:
            self._fill(kind.partner)
            rows = self._group(kind.partner, by.values(), [], "m")
        else:
            table = self._pack.tables[kind.partner]
            rows = self._writer.constant(f"rows {table.name} {tuple(by.values())}", lambda: table.index(by.values()))
        self._close()
        matched = [(other, member.way["matched"]) for other, member in kind.members.items() if "matched" in member.way]
        members = ", ".join(["**m", *(f"{other!r}: row.get({its!r})" for other, its in matched)])
        add(1, f"found, all_{name} = all_{name}, []")
        add(1, "for f in found:")
        add(2, "m = f.members")
        add(2, f"for row in {rows}.get({tuple_of(map(member_of, by))}, ()):")
        add(3, f"all_{name}.append(Fact({name!r}, f.at, {{{members}}}))")

    def fill(self, kind: str, name: str) -> None:
        """Write how a member is filled in, if it is, after those it rests on."""
        told = self._kinds[kind]
        way = told.members[name].way if name in told.members else {}
        if (kind, name) in self._done or not way or told.members[name].is_looked_up or not self.is_later(kind, name):
            return
        self._done.add((kind, name))
        if "matched" in way:
            return
        if self._is_inherited(told, name):
            self.fill(str(told.like), name)
            self._set(kind, name, f"like_{kind}[n][{name!r}]")
            return
        for other in own_members(way):
            self.fill(kind, other)
        if "of_document" in way:
            self.fill(self._anchor, way["of_document"])
        for each in way.get("any_of", [way]):
            for other, names in others(each, self._kinds):
                self._join(other)
                for its in names:
                    self.fill(other, its)
        parts = [
            f"m.pop({part_of(name, place)!r})" if WAYS[way_of(each)].leads_to is not None else self._value(told, each)
            for place, each in enumerate(way.get("any_of", ()))
        ]
        self._set(kind, name, f"any([{', '.join(parts)}])" if parts else self._value(told, way))

    def _set(self, kind: str, name: str, value: str) -> None:
        if self._open != kind:
            self._close()
            self._writer.add(1, f"for n, f in enumerate(all_{kind}):")
            self._writer.add(2, "m = f.members")
            self._open = kind
        self._writer.add(2, f"m[{name!r}] = {value}")

    def _close(self) -> None:
        self._open = ""

    def _value(self, kind: Kind, way: Mapping[str, Any]) -> str:
        name = way_of(way)
        if name == "nth":
            names = [way[name]] if isinstance(way[name], str) else way[name]
            seen = f"nth_{len(self._done)}"
            self._writer.begin(f"{seen} = {{}}")
            key = tuple_of(map(member_of, names))
            return f"{seen}[k] = {seen}.get(k := {key}, 0) + 1"
        if name == "ahead":
            return f"ahead(all_{kind.name}, n, {way[name]!r})"
        by, source = way.get("by", {}), way.get("from", "")
        if name == "take" and source in self._kinds:
            other = way.get("else")
            taken = self._group(source, by.values(), [], f"m.get({way[name]!r}, {other!r})")
            return f"{taken}.get({tuple_of(map(member_of, by))}, [{other!r}])[0]"
        if name not in COUNTING:
            return self._writer.derived(kind, way, member_of)
        groups = self._group(
            way[name],
            by.values(),
            where_tests(way.get("where", {}), self._pack),
            "1" if name == "count_of" else member_of(way["of"]),
            total=_TOTALS[name],
            is_within=bool(way.get("within")),
        )
        return f"{groups}.get({tuple_of([*map(member_of, by), *['f.at[:2]'] * bool(way.get('within'))])}, 0)"

    def _group(
        self,
        source: str,
        by: Iterable[str],
        tests: Sequence[str],
        value: str,
        total: str = "{}",
        *,
        is_within: bool = False,
    ) -> str:
        """The variable that holds the values of facts or rows by what they are found by; None finds nothing."""
        rows = f"all_{source}"
        if source not in self._kinds:
            rows = self._writer.constant(f"facts {source}", lambda: self._pack.tables[source].facts)
        keys = [*map(member_of, by), *["f.at[:2]"] * is_within]
        told = f"{rows} {keys} {tests} {value} {total}"
        if told not in self._groups:
            self._groups[told] = f"by_{len(self._groups)}"
            conditions = [f"None not in (k := {tuple_of(keys)})" if keys else "(k := ()) == ()", *tests]
            self._close()
            self._writer.add(1, f"{self._groups[told]} = {{}}")
            self._writer.add(1, f"for f in {rows}:")
            self._writer.add(2, "m = f.members")
            self._writer.add(
                2, f"if {' and '.join(conditions)}: {self._groups[told]}.setdefault(k, []).append({value})"
            )
            if total != "{}":
                totals = f"{{k: {total.format('c')} for k, c in {self._groups[told]}.items()}}"
                self._writer.add(1, f"{self._groups[told]} = {totals}")
        return self._groups[told]


def part_of(member: str, place: int) -> str:
    """Under which name a fact has, until the member is filled in, one of the flags that it is any of."""
    return f"{member}.{place}"
