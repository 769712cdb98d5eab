"""The kinds of document that a pack declares: facts with their members, and what people call things.

A member is read in one of a closed list of ways (`WAYS`); there are no expressions. What is declared is held against
the document's JSON Schema and the pack's tables: paths exist, types fit, nothing is read in a circle.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from checker.model import Pointer, Text
from checker.pack.conditions import Op
from checker.pack.model import Kind, Member, MemberType, Stage, Table
from checker.pack.paths import Chain, Schema, chain_along, holds_days, paths_of, property_of, steps_of, types_of
from checker.pack.reading import operators_of, text_from
from checker.pack.validation import Fault, Raw, fault, faults_of_operand, faults_of_where
from checker.pack.ways import COUNTING, GIVEN, WAYS, is_later, way_of
from checker.schema import resolved

_ABOUT: Final = frozenset({"meaning", "labels", "least"})
"""What is said of a member besides how it is read."""
_NAMES: Final = frozenset({MemberType.CODE, MemberType.NUMBER})
"""What a row can be found by alike: a number that is no figure is a text, as a code is."""


class Kinds:
    """The kinds of fact that a document, or the tables of a pack, declare, made from what is written.

    `of_document` is None where they are counted over the documents of a review.
    """

    def __init__(
        self,
        raw: Raw,
        tables: Mapping[str, Table],
        codes: Mapping[str, Any],
        pack: Raw,
        schema: Schema | None,
        stage: Stage,
        others: Mapping[str, Kind],
        columns: Mapping[str, Mapping[str, Member]] = {},
    ) -> None:
        """`raw` are kinds as declared in `pack`; `columns` members they have already, `others` the kinds beside."""
        self._raw = raw
        self._tables = tables
        self._codes = codes
        self._pack = pack
        self._bounds: Raw = pack.get("bounds", {})
        self._schema = schema
        self._stage = stage
        self._others = others
        self._columns = columns
        self.anchor = next((name for name, told in raw.items() if not told.keys() & {"each", "like", "columns"}), "")
        self._members: dict[tuple[str, str], Member | None] = {}
        self._under_way: set[tuple[str, str]] = set()
        self.faults: list[Fault] = []
        self.broken = {name for name, told in raw.items() if "like" in told and told["like"] not in raw}
        """Kinds of which nobody knows what members they have, or what one of them is."""
        self.kinds: dict[str, Kind] = dict(self._made())
        for name, kind in self.kinds.items():
            if kind.only_if is not None and kind.like is None and is_later(name, kind.only_if, self.kinds, self.anchor):
                self._fault((name, "only_if"), "fact-rests-on-others", member=kind.only_if)

    def _made(self) -> Iterator[tuple[str, Kind]]:
        for name, raw in self._raw.items():
            members = dict(self._columns.get(name, {}))
            members |= {member: found for member in self._names(name) if (found := self._member(name, member))}
            # Of a table only the members behind its columns are declared here.
            told: Raw = {} if name in self._columns else raw
            source: Raw = {} if name in self._columns else self._source(name)
            kind = Kind(
                name=name,
                stage=self._stage,
                meaning=text_of(told.get("meaning"), name),
                members=members,
                identity=tuple(told.get("identity", source.get("identity", ()))),
                paths=steps_of(source["each"]) if "each" in source else (),
                like=told.get("like"),
                only_if=source.get("only_if"),
                even_if_faulty=told.get("even_if_faulty", False),
                partner=told.get("with"),
                partner_by=told.get("by", {}),
            )
            if told:
                self._check_kind(name, told)
            yield name, kind

    def _source(self, name: str) -> Raw:
        """The declaration that says where the facts of a kind are: its own, or that of the kind it is like."""
        told: Raw = self._raw[name]
        source: Raw = self._raw.get(str(told.get("like")), told)
        return source

    def _names(self, kind: str) -> tuple[str, ...]:
        inherited = self._source(kind).get("members", {})
        return tuple(dict.fromkeys((*inherited, *self._raw[kind].get("members", {}))))

    def _told(self, kind: str, member: str) -> tuple[Pointer, Raw]:
        own = self._raw[kind].get("members", {})
        if member in own:
            return (kind, "members", member), own[member]
        like = self._raw[kind]["like"]
        return (like, "members", member), self._raw[like]["members"][member]

    def _chains(self, kind: str) -> list[Chain]:
        if self._schema is None:
            return []
        source = self._source(kind)
        if "each" not in source:
            return [Chain((self._schema,), self._schema)] if kind == self.anchor else []
        return [chain for path in steps_of(source["each"]) if (chain := chain_along(self._schema, path)) is not None]

    def _fault(self, at: Pointer, code: str, **values: object) -> None:
        self._take([fault(at, code, **values)])

    def _take(self, faults: Iterable[Fault]) -> None:
        """Faults, once each: a member may be declared once and be one of several kinds."""
        self.faults += (each for each in faults if each not in self.faults)

    def _check_kind(self, name: str, told: Raw) -> None:
        if "like" in told and told["like"] not in self._raw:
            self._fault((name, "like"), "no-kind-here", kind=told["like"])
        if "each" in told and self._schema is not None:
            for path in steps_of(told["each"]):
                if chain_along(self._schema, path) is None:
                    shown = "/".join("|".join(step) if isinstance(step, tuple) else step for step in path)
                    self._fault((name, "each"), "no-list-at", path=shown)
        if told.get("even_if_faulty") and any(
            len(path) > 1 for path in steps_of(self._source(name).get("each", ["."]))
        ):
            self._fault((name, "even_if_faulty"), "faulty-deeper")
        if not told.keys() & {"each", "like"} and name != self.anchor:
            self._fault((name,), "second-anchor", anchor=self.anchor, kind=name)
        for place, member in enumerate(told.get("identity", ())):
            self._need_member((name, "identity", place), name, member)
        if "only_if" in told:
            self._need_member((name, "only_if"), name, told["only_if"])
        if "with" in told:
            self._check_join((name,), name, told["with"], told.get("by", {}))

    def _need_member(self, at: Pointer, kind: str, member: str) -> Member | None:
        found = self._member(kind, member)
        if found is None and (kind, member) not in self._under_way and kind not in self.broken:
            names = self._names(kind) if kind in self._raw else self._members_of(kind)
            self._fault(at, "no-member", kind=kind, member=member, members=names)
        return found

    def _need_count(self, at: Pointer, kind: str, member: str, way: str) -> None:
        """A member that a way reckons with; how many different values there are (`count_distinct`) is asked of any."""
        found = self._need_member(at, kind, member)
        if found is not None and found.type is not MemberType.COUNT and way != "count_distinct":
            self._fault(at, "not-a-count", way=way)

    def _members_of(self, kind: str) -> Mapping[str, Member]:
        if kind in self._others:
            return self._others[kind].members
        return self._tables[kind].kind.members if kind in self._tables else {}

    def _member(self, kind: str, member: str) -> Member | None:
        """A member of a kind that is declared here, or known beside; None where there is none."""
        if kind not in self._raw:
            return self._members_of(kind).get(member)
        if member in self._columns.get(kind, {}):
            return self._columns[kind][member]
        key = kind, member
        if key in self._members:
            return self._members[key]
        if member not in self._names(kind):
            return None
        at, told = self._told(kind, member)
        if key in self._under_way:
            self._fault(at, "read-in-a-circle", kind=kind, member=member)
            return None
        self._under_way.add(key)
        self._members[key] = self._read(kind, member, at, told)
        self._under_way.discard(key)
        return self._members[key]

    def _read(self, kind: str, member: str, at: Pointer, told: Raw) -> Member | None:
        meaning = text_of(told.get("meaning"), member)
        name = way_of(told)
        if not name:
            self._fault(at, "not-one-way", ways=WAYS)
            self.broken.add(kind)
            return None
        form = WAYS[name]
        way = {key: value for key, value in told.items() if key not in _ABOUT}
        for missing in sorted(form.needs - way.keys()):
            self._fault(at, "option-missing", way=name, option=missing)
        for strange in sorted(way.keys() - form.options - {name}):
            self._fault((*at, strange), "option-unknown", way=name, option=strange)
        if form.leads_to is not None:
            self._check_path(kind, at, name, way)
        self._take(faults_of_where((*at, "where"), way.get("where", {}), self._pack))
        type_, labels = form.type, told.get("labels")
        if not form.needs - way.keys():
            found = self._from(kind, member, at, name, way)
            if form.type is None:
                type_ = found.type if found is not None else None
                labels = labels or (found.labels if found is not None else None)
        if type_ is None:
            self.broken.add(kind)
            return None
        if name == "code" and "in" in way:
            labels = way["in"]
        read = Member(type_, meaning, labels, told.get("least", 0), way)
        self._check_beside(kind, member, at, told, read)
        return read

    def _check_beside(self, kind: str, member: str, at: Pointer, told: Raw, read: Member) -> None:
        """What a member has beside its way: labels that there are, and a value of its type where nothing is read."""
        if "labels" in told and told["labels"] not in self._codes:
            self._fault((*at, "labels"), "no-table-or-list", name=told["labels"], known=self._codes)
        if "else" in told and read.type is not MemberType.TEXT:
            self._check_test((*at, "else"), kind, member, read, Op.IS, told["else"])

    def _check_path(self, kind: str, at: Pointer, name: str, way: Raw) -> None:
        chains = self._chains(kind)
        for path in paths_of(way[name]):
            found = [(node, chain.root) for chain in chains if (node := chain.at(path)) is not None]
            if chains and not found:
                self._fault((*at, name), "nothing-at", path=path, known=chains[0].known(path))
            for node, root in found:
                types = types_of(node, root)
                if types and not types & (WAYS[name].leads_to or frozenset()):
                    self._fault((*at, name), "cannot-be-read-at", way=name, path=path, types=sorted(types))
                elif name == "day" and not holds_days(node, root):
                    self._fault((*at, name), "no-day-at", path=path)
                if name == "count":
                    self._check_items((*at, "where"), node, root, way.get("where", {}))

    def _check_items(self, at: Pointer, node: Schema, root: Schema, where: Raw) -> None:
        items = resolved(resolved(node, root).get("items", {}), root)
        for member, wanted in where.items():
            found = property_of(items, member, root)
            if found is None:
                self._fault((*at, member), "no-member-of-items", member=member)
                continue
            codes = resolved(found, root).get("enum")
            for value in wanted if isinstance(wanted, list) else [wanted]:
                if codes is not None and not isinstance(value, dict) and value not in codes:
                    self._fault((*at, member), "no-code", value=value, codes=sorted(map(str, codes)))

    def _from(self, kind: str, member: str, at: Pointer, name: str, way: Raw) -> Member | None:  # noqa: C901, PLR0911, PLR0912 - a case a way
        """What a way looks at beside the document is checked; the member that the value is taken from, if it is one."""
        match name:
            case "code" | "only_words" | "mentions" | "place_of":
                self._check_list(kind, at, name, way)
            case "known" | "ahead":
                return self._need_member((*at, name), kind, way[name])
            case "holds":
                for own, wanted in way[name].items():
                    found = self._need_member((*at, name, own), kind, own)
                    for op, operand in operators_of(wanted).items():
                        self._check_test((*at, name, own), kind, own, found, op, operand)
            case "given":
                return Member(GIVEN[way[name]], Text(member, member))
            case "nth":
                names = way[name] if isinstance(way[name], list) else [way[name]]
                for each in names:
                    self._need_member((*at, name), kind, each)
            case "times" | "growth":
                for option in ("of",) if name == "times" else (name, "over"):
                    self._need_count((*at, option), kind, way[option], name)
            case "of_document":
                return self._need_member((*at, name), self.anchor, way[name])
            case "matched":
                partner = self._raw[kind].get("with")
                if partner is None:
                    self._fault(at, "matched-without-partner")
                    return None
                return self._need_member((*at, name), partner, way[name])
            case "take" | "list_of":
                if self._check_join(at, kind, way["from"], way["by"]):
                    taken = self._need_member((*at, name), way["from"], way[name])
                    is_text = name == "list_of" or (taken is not None and taken.type is MemberType.TEXT)
                    if is_text and way["from"] not in self._tables:
                        self._fault((*at, "from"), "texts-of-no-table", kind=way["from"])
                    return taken
            case "any_of":
                for place, each in enumerate(way[name]):
                    inner = self._read(kind, member, (*at, name, place), each)
                    if inner is not None and inner.type is not MemberType.FLAG:
                        self._fault((*at, name, place), "not-a-flag")
            case _ if name in COUNTING:
                self._check_count(kind, at, name, way)
        return None

    def _check_test(self, at: Pointer, kind: str, name: str, member: Member | None, op: str, operand: Any) -> None:
        """A test on an own member: by a literal, a bound, or another own member (`of`)."""
        if member is None:
            return
        codes = self._codes.get(member.labels or "")
        faults = list(faults_of_operand(at, member, f"{kind}.{name}", op, operand, codes, self._bounds))
        self._take(faults)
        if not faults and isinstance(operand, Mapping) and "of" in operand:
            other = self._need_member(at, kind, operand["of"])
            self._need_alike(at, member, other, operand["of"])

    def _check_list(self, kind: str, at: Pointer, name: str, way: Raw) -> None:
        listed = way.get("in")
        known = self._codes if name == "code" else self._tables
        if listed is not None and listed not in known:
            self._fault((*at, "in"), "no-table-or-list", name=listed, known=known)
        elif name == "mentions":
            self._check_join(at, kind, way["in"], way.get("by", {}))
            columns = self._tables[way["in"]].names
            if way["column"] not in columns:
                self._fault((*at, "column"), "no-column", column=way["column"], columns=columns)
        elif name == "place_of":
            table = self._tables[way["in"]]
            key = table.key[0]
            found = self._need_member((*at, name), kind, way[name])
            self._need_joinable((*at, name), found, table.kind.members[key], f"{table.name}.{key}")

    def _check_join(self, at: Pointer, kind: str, other: str, by: Raw) -> bool:
        if other not in self._raw and other not in self._tables and other not in self._others:
            self._fault(at, "no-kind-to-join", kind=other, kinds=(*self._raw, *self._tables))
            return False
        for own, its in by.items():
            pair = self._need_member((*at, "by", own), kind, own), self._need_member((*at, "by", own), other, its)
            self._need_joinable((*at, "by", own), *pair, f"{other}.{its}")
        return True

    def _need_joinable(self, at: Pointer, member: Member | None, other: Member | None, reference: str) -> None:
        """Members by which a row or a fact is found: alike, or names both."""
        if not {each.type for each in (member, other) if each is not None} <= _NAMES:
            self._need_alike(at, member, other, reference)

    def _need_alike(self, at: Pointer, member: Member | None, other: Member | None, reference: str) -> None:
        """Members that are compared with each other; nobody knows what one is that cannot be read."""
        if member is not None and other is not None and member.type is not other.type:
            self._fault(at, "not-its-type", type=member.type, found=other.type, reference=reference)

    def _check_count(self, kind: str, at: Pointer, name: str, way: Raw) -> None:
        other = way[name]
        if self._check_join(at, kind, other, way.get("by", {})):
            if "of" in way:
                self._need_count((*at, "of"), other, way["of"], name)
            for member, wanted in way.get("where", {}).items():
                found = self._need_member((*at, "where", member), other, member)
                if found is None:
                    continue
                if isinstance(wanted, Mapping):
                    if found.type is not MemberType.DAY:
                        values = {"kind": other, "member": member, "type": found.type.value}
                        self._fault((*at, "where", member), "not-a-day", **values)
                elif found.type is not MemberType.TEXT:
                    for literal in wanted if isinstance(wanted, list) else [wanted]:
                        self._check_test((*at, "where", member), other, member, found, Op.IS, literal)


def text_of(raw: Raw | None, name: str) -> Text:
    """A text in both languages; where none is written, the name stands for it."""
    shown = name.replace("_", " ")
    return Text(shown, shown) if raw is None else text_from(raw)
