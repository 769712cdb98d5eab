"""What of a plan's facts is handed over to durable_rules: only what can take part in a rule, and little of it.

durable_rules refuses a whole batch over one fact that no pattern admits, and its time goes with the number and size of
facts. So a fact is handed over only where the constant tests of some pattern admit it, with just the members that
patterns look at; what depends on the pack alone, or on one fact alone, is decided here and travels as a member.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from checker.engine.recognition import Recognised, is_light
from checker.errors import EngineError
from checker.model import Fact, Part
from checker.pack.conditions import Op
from checker.pack.model import getter
from checker.values import CATALOGUE_NUMBER
from checker.vocabulary import KINDS, MemberType

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from checker.engine.recognition import Memory
    from checker.model import Known
    from checker.pack.conditions import Test

KIND: Final = "k"
JOIN: Final = "j"
"""What facts are handed over with where a pattern asks for it: their kind, and 1, by which they join the anchor."""

_LARGEST: Final = 10**15
_NOTHING: Final = "?"
"""What stands for a member that is not there where others are joined with it: equal to no value of any member."""


@dataclass(frozen=True, slots=True, eq=False)
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


@dataclass(frozen=True, slots=True, eq=False)
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


@dataclass(frozen=True, slots=True, eq=False)
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


@dataclass(frozen=True, slots=True, eq=False)
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


class KindCompiler:
    """What of one kind of fact is handed over: facts that look the same to the patterns share one answer, kept."""

    _KEPT: Final = 512

    def __init__(self, kind: str, admissions: Sequence[Admission]) -> None:
        self._kind = kind
        self._admissions = tuple(admissions)
        self._profile = getter({name for admission in admissions for name in admission.looked_at})
        self.beside_members = frozenset(name for admission in admissions for _, name in admission.joins)
        self._beside = getter(self.beside_members)
        self._fragments: dict[tuple[object, object], str | None] = {}

    def fragment(self, members: Mapping[str, Any], anchor: Mapping[str, Any]) -> str | None:
        """The JSON of a fact with these members up to the id, beside that anchor; None where no pattern admits it."""
        profile = self._profile(members), self._beside(anchor)
        if profile in self._fragments:
            return self._fragments[profile]
        fragment = self._make(members, anchor)
        if is_light(profile[0]):
            if len(self._fragments) >= self._KEPT:
                self._fragments.clear()
            self._fragments[profile] = fragment
        return fragment

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
        return value if known else "?" + sha256(repr(value).encode()).hexdigest()
    return max(-_LARGEST, min(_LARGEST, value)) if type(value) is int else value


_Handed = tuple[int, str, "Fact"]
"""What is handed over of a fact: its kind's turn, its JSON up to the id, and itself, its place below its part."""


class _Context:
    """What is handed over of parts that are joined with these members of the anchor, beside each of their values."""

    _KEPT: Final = 256

    def __init__(
        self,
        members: Collection[str],
        find: Callable[[Mapping[str, Any], Part], Sequence[_Handed]],
        memory: Memory,
    ) -> None:
        self._values = getter(members)
        self._find = find
        self._memory = memory
        self._kept: dict[object, Recognised[Sequence[_Handed]]] = {}

    def beside(self, anchor: Mapping[str, Any]) -> Recognised[Sequence[_Handed]]:
        """What is handed over beside such an anchor."""
        values = self._values(anchor)
        if values not in self._kept:
            if len(self._kept) >= self._KEPT:
                self._kept.clear()
            self._kept[values] = Recognised(partial(self._find, anchor), self._memory)
        return self._kept[values]


class Handover:
    """What is handed over where the same rules are open: of the pack's facts, of each part of a plan, and the anchor.

    Kinds are given in the order in which they are handed over; the anchor comes last.
    """

    def __init__(
        self,
        admissions: Mapping[str, Sequence[Admission]],
        anchor: str,
        pack_facts: Sequence[Fact],
        memory: Memory,
    ) -> None:
        kinds = {kind: KindCompiler(kind, claims) for kind, claims in admissions.items() if claims and kind != anchor}
        self._kinds = {kind: (turn, compiler) for turn, (kind, compiler) in enumerate(kinds.items())}
        of_the_pack = tuple(fact for fact in pack_facts if fact.kind in kinds)
        self._pack = [Part(of_the_pack)] if of_the_pack else []
        self._anchor = KindCompiler(anchor, admissions[anchor])
        self._anchor_alone = KindCompiler(anchor, [each for each in admissions[anchor] if not each.is_beside_judged])
        self._memory = memory
        self._recognised = Recognised(self._of_part, memory)
        self._contexts: dict[frozenset[str], _Context] = {}

    def of(self, known: Known) -> list[tuple[str, Fact]]:
        """What is handed over of these facts, in its order: the JSON of each up to the id, and the fact."""
        anchor = known.anchor.members
        parts, places = known.parts, known.places
        if self._pack:
            parts, places = [*self._pack, *parts], [(), *places]
        answers = list(self._recognised.of(parts))
        beside = {context: context.beside(anchor) for context in self._contexts.values()}
        found = [
            beside[answer][part] if isinstance(answer, _Context) else answer
            for answer, part in zip(answers, parts, strict=True)
        ]
        handed: list[_Handed] = []
        if any(found):
            for of_part, at in zip(found, places, strict=True):
                for turn, made, fact in of_part:
                    handed.append((turn, made, Fact(fact.kind, at + fact.at, fact.members)))
            handed.sort(key=itemgetter(0))
        last = (self._anchor if handed else self._anchor_alone).fragment(anchor, anchor)
        if last is None:
            raise EngineError("durable_rules stopped before it had judged every rule")
        return [*((made, fact) for _, made, fact in handed), (last, known.anchor)]

    def _of_part(self, part: Part) -> Sequence[_Handed] | _Context:
        """What is handed over of a part, or what knows it beside each anchor."""
        members = frozenset(
            name for fact in part.facts if fact.kind in self._kinds for name in self._kinds[fact.kind][1].beside_members
        )
        if not members:
            return self._of_part_beside({}, part)
        if members not in self._contexts:
            self._contexts[members] = _Context(members, self._of_part_beside, self._memory)
        return self._contexts[members]

    def _of_part_beside(self, anchor: Mapping[str, Any], part: Part) -> Sequence[_Handed]:
        handed = []
        for fact in part.facts:
            if fact.kind in self._kinds:
                turn, compiler = self._kinds[fact.kind]
                made = compiler.fragment(fact.members, anchor)
                if made is not None:
                    handed.append((turn, made, fact))
        return handed
