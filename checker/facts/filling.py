"""The source that fills in what is known of facts when all are there, each member after what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from checker.facts.source import Writer, member_of, where_tests
from checker.pack.generated import tuple_of
from checker.pack.model import Kind
from checker.pack.ways import COUNTING, WAYS, is_later, others, own_members, way_of

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
