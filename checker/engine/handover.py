"""What of a plan's facts is handed over to durable_rules: only what can take part in a rule, and little of it.

durable_rules refuses a whole batch over one fact that no pattern admits, and its time goes with the number and size of
facts. So a fact is handed over only where the constant tests of some pattern admit it, with just the members that
patterns look at; what depends on the pack alone, or on one fact alone, is decided here and travels as a member.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from checker.errors import EngineError
from checker.pack.conditions import Op
from checker.pack.model import MEMBERS, getter
from checker.values import CATALOGUE_NUMBER
from checker.vocabulary import KINDS, MemberType, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checker.model import Fact, Known, Members
    from checker.pack.conditions import Test

KIND: Final = "k"
JOIN: Final = "j"
"""What facts are handed over with where a pattern asks for it: their kind, and 1, by which they join the anchor."""

_LARGEST: Final = 10**15
_NOTHING: Final = "?"
"""What stands for a member that is not there where others are joined with it: equal to no value of any member."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Whether the pack has a fact whose values are those of this fact's `members`; the outcome travels as `name`.

    No row has a value that is not there (None), so a fact that lacks one finds no row.
    """

    name: str
    members: tuple[str, ...]
    rows: frozenset[tuple[Any, ...]]
    exists: bool

    def holds(self, members: Mapping[str, Any]) -> bool:
        """The outcome for a fact with these members."""
        return (tuple(members.get(member) for member in self.members) in self.rows) is self.exists


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether a member is one of several values; the outcome travels as `name`.

    Not left to durable_rules: beside a join, its `$or` passes over the terms that follow.
    """

    name: str
    test: Test

    @property
    def members(self) -> tuple[str, ...]:
        """The member that is looked at."""
        return (self.test.member,)

    def holds(self, members: Mapping[str, Any]) -> bool:
        """The outcome for a fact with these members."""
        return passes(self.test, members.get(self.test.member))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two members of one fact compare as they should; the outcome travels as `name`."""

    name: str
    test: Test
    other: str

    @property
    def members(self) -> tuple[str, ...]:
        """The members that are compared."""
        return (self.test.member, self.other)

    def holds(self, members: Mapping[str, Any]) -> bool:
        """The outcome for a fact with these members."""
        wanted = members.get(self.other)
        return wanted is not None and passes(replace(self.test, value=wanted), members.get(self.test.member))


Outcome = Lookup | Choice | Comparison
"""What is decided before anything is handed over; where it holds, 1 travels under its name."""


@dataclass(frozen=True, slots=True)
class Admission:
    """One pattern's claim on facts of a kind.

    `rule` is the compiled rule's name, `tests` are the constant tests, `joins` those with the anchor, by the anchor's
    member; `decided` is what is decided here, `members` are what the pattern sees. `needed` are members without which
    it cannot match. `referred` are members that other patterns are joined with: they travel under a name of their own,
    and are never missing. `mark`, where there is one, travels with the facts that this claim admits, and the pattern
    asks for it: a join must never meet a fact that lacks what it looks at, whichever other claim admitted that.
    `is_beside_judged` says that the claim is on the anchor, and for nothing where no other fact was handed over.
    """

    rule: str
    tests: tuple[Test, ...] = ()
    joins: tuple[tuple[Test, str], ...] = ()
    decided: tuple[Outcome, ...] = ()
    members: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    referred: frozenset[str] = frozenset()
    mark: str | None = None
    is_beside_anchor: bool = False
    is_beside_judged: bool = False

    @property
    def looked_at(self) -> frozenset[str]:
        """Every member that decides what becomes of a fact here."""
        return (
            self.members
            | self.needed
            | self.referred
            | {test.member for test in self.tests}
            | {test.member for test, _ in self.joins}
            | {member for outcome in self.decided for member in outcome.members}
        )

    def admits(self, members: Mapping[str, Any], anchor: Mapping[str, Any]) -> bool:
        """Whether a fact with these members can take part in the pattern at all, beside that anchor."""
        return (
            all(passes(test, members.get(test.member)) for test in self.tests)
            and all(
                anchor[name] is not None and passes(replace(test, value=anchor[name]), members.get(test.member))
                for test, name in self.joins
            )
            and all(outcome.holds(members) for outcome in self.decided)
            and all(members.get(name) is not None for name in self.needed)
        )


_MEANING: Final[Mapping[Op, Callable[[Any, Any], bool]]] = {
    Op.IS: lambda found, wanted: bool(found == wanted),
    Op.IS_NOT: lambda found, wanted: bool(found != wanted),
    Op.ONE_OF: lambda found, wanted: found in wanted,
    Op.LESS_THAN: lambda found, wanted: bool(found < wanted),
    Op.AT_MOST: lambda found, wanted: bool(found <= wanted),
    Op.MORE_THAN: lambda found, wanted: bool(found > wanted),
    Op.AT_LEAST: lambda found, wanted: bool(found >= wanted),
}


def passes(test: Test, found: Any) -> bool:
    """Whether `found` passes a constant test; nothing does where nothing is found."""
    return found is not None and _MEANING[test.op](found, test.value)


@dataclass(frozen=True, slots=True)
class Opening:
    """What has to be so before a rule that judges the pack's own facts can fire: they need partners, or lack them.

    `rows` are the values by which the pack's facts look for a partner of `kind`: a fact that passes `tests`, and of
    whose members `take` takes one of them. Where partners must be there, one of the rows has to be found; else one has
    to be missing.
    """

    kind: str
    tests: tuple[Test, ...]
    take: Callable[[Mapping[str, Any]], Any]
    rows: frozenset[Any]
    exists: bool

    def is_open(self, by_kind: Mapping[str, Sequence[Fact]]) -> bool:
        """Whether the rule can fire among these facts."""
        members: Iterable[Members] = map(MEMBERS, by_kind.get(self.kind, ()))
        if self.tests:
            members = (each for each in members if all(passes(test, each.get(test.member)) for test in self.tests))
        found = set(map(self.take, members))
        return not self.rows.isdisjoint(found) if self.exists else not self.rows <= found


_NEW: Final = "?"
"""What is found for a fact that was not met before; no JSON of a fact looks so."""


class KindCompiler:
    """What of one kind of fact is handed over: facts that look the same share one answer, kept."""

    _KEPT: Final = 4096

    def __init__(self, kind: str, admissions: Sequence[Admission]) -> None:
        self._kind = kind
        self._admissions = tuple(admissions)
        self._profile = getter({name for admission in admissions for name in admission.looked_at})
        self.beside_members = frozenset(name for admission in admissions for _, name in admission.joins)
        self._beside = getter(self.beside_members)
        self._recognised: dict[Any, dict[Members, str | None]] = {}
        self._fragments: dict[Any, dict[Any, str | None]] = {}

    def fragments(self, facts: Sequence[Fact], anchor: Mapping[str, Any]) -> Sequence[str | None]:
        """For each of the facts, beside that anchor, its JSON up to the id, or None where no pattern admits it.

        Empty where none is admitted.
        """
        # Asked for all facts at once, as most plans have nothing that was not met before.
        recognised = _kept(self._recognised, self._beside(anchor), self._KEPT)
        found: list[str | None] = list(map(recognised.get, map(MEMBERS, facts), repeat(_NEW)))
        if _NEW in found:
            if len(recognised) >= self._KEPT:
                recognised.clear()
            found = [self.fragment(fact.members, anchor) for fact in facts]
            recognised.update(zip(map(MEMBERS, facts), found, strict=True))
        return found if any(found) else ()

    def fragment(self, members: Mapping[str, Any], anchor: Mapping[str, Any]) -> str | None:
        """The same for one fact with these members."""
        fragments = _kept(self._fragments, self._beside(anchor), self._KEPT)
        profile = self._profile(members)
        if profile in fragments:
            return fragments[profile]
        if len(fragments) >= self._KEPT:
            fragments.clear()
        made = fragments[profile] = self._make(members, anchor)
        return made

    def _make(self, members: Mapping[str, Any], anchor: Mapping[str, Any]) -> str | None:
        admitting = [admission for admission in self._admissions if admission.admits(members, anchor)]
        if not admitting:
            return None
        out: dict[str, Any] = {}
        for admission in admitting:
            if admission.mark is None:
                out[KIND] = self._kind
            if admission.is_beside_anchor:
                out[JOIN] = 1
            out.update({outcome.name: 1 for outcome in admission.decided})
            if admission.mark:
                out[admission.mark] = 1
            out.update(
                {sent(name): self._safe(name, members) for name in admission.members if members[name] is not None}
            )
            out.update({referred(name): self._safe(name, members) for name in admission.referred})
        return json.dumps(out, separators=(",", ":"))[:-1]

    def _safe(self, name: str, members: Mapping[str, Any]) -> Any:
        value = members[name]
        return _NOTHING if value is None else safe(self._kind, name, value)


def sent(member: str) -> str:
    """The name under which a member travels: none that durable_rules has a use of its own for, such as `id`."""
    return f"m_{member}"


def referred(member: str) -> str:
    """The name under which a member travels for the patterns that are joined with it."""
    return f"r_{member}"


def safe(kind: str, member: str, value: Any) -> Any:
    """A value of a member as the C engine compares it rightly, in facts and in the tests on them alike.

    Its integers have 64 bits, and no bound is near that; no text from outside may reach it. So a measure number that no
    catalogue could have is spelt in hex, which keeps different ones different.
    """
    if KINDS[kind].members[member].type is MemberType.NUMBER:
        known = CATALOGUE_NUMBER.fullmatch(value) if isinstance(value, str) else abs(value) <= _LARGEST
        return value if known else "?" + sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()
    return max(-_LARGEST, min(_LARGEST, value)) if type(value) is int else value


class Handover:
    """What is handed over where the same rules are open: of each kind of fact, of the pack's own facts, and the anchor.

    Kinds are given in the order in which they are handed over; the anchor comes last.
    """

    _KEPT: Final = 256

    def __init__(self, admissions: Mapping[str, Sequence[Admission]], anchor: str, pack_facts: Sequence[Fact]) -> None:
        kinds = {kind: KindCompiler(kind, claims) for kind, claims in admissions.items() if claims and kind != anchor}
        self._of_the_plan = [(turn, kind) for turn, kind in enumerate(kinds) if KINDS[kind].stage is not Stage.PACK]
        self._of_the_pack = {kind: turn for turn, kind in enumerate(kinds) if KINDS[kind].stage is Stage.PACK}
        self._kinds = kinds
        self._pack_facts = pack_facts
        self._anchor = KindCompiler(anchor, admissions[anchor])
        self._anchor_alone = KindCompiler(anchor, [each for each in admissions[anchor] if not each.is_beside_judged])
        self._beside = getter({name for kind in self._of_the_pack for name in kinds[kind].beside_members})
        self._kept: dict[Any, list[tuple[int, str, Fact]]] = {}

    def of(self, known: Known) -> list[tuple[str, Fact]]:
        """What is handed over of these facts, in its order: the JSON of each up to the id, and the fact."""
        anchor = known.anchor.members
        handed = list(self._pack_share(anchor)) if self._of_the_pack else []
        for turn, kind in self._of_the_plan:
            facts = known.by_kind.get(kind)
            if facts:
                fragments = self._kinds[kind].fragments(facts, anchor)
                handed += ((turn, made, fact) for made, fact in zip(fragments, facts, strict=False) if made is not None)
        handed.sort(key=itemgetter(0))
        last = (self._anchor if handed else self._anchor_alone).fragment(anchor, anchor)
        if last is None:
            raise EngineError("engine.no-end")
        return [*((made, fact) for _, made, fact in handed), (last, known.anchor)]

    def _pack_share(self, anchor: Members) -> Sequence[tuple[int, str, Fact]]:
        """The pack's facts that go with every plan with such an anchor."""
        context = self._beside(anchor)
        if context not in self._kept:
            if len(self._kept) >= self._KEPT:
                self._kept.clear()
            made = (
                (self._of_the_pack[fact.kind], self._kinds[fact.kind].fragment(_whole(fact), anchor), fact)
                for fact in self._pack_facts
                if fact.kind in self._of_the_pack
            )
            self._kept[context] = [(turn, fragment, fact) for turn, fragment, fact in made if fragment is not None]
        return self._kept[context]


def _whole(fact: Fact) -> Mapping[str, Any]:
    return {name: fact.members.get(name) for name in KINDS[fact.kind].members}


_Kept = TypeVar("_Kept")


def _kept(store: dict[Any, dict[_Kept, str | None]], context: object, most: int) -> dict[_Kept, str | None]:
    """What is kept for that context; a store that is full is emptied first."""
    if context not in store:
        if len(store) >= most:
            store.clear()
        store[context] = {}
    return store[context]
