"""What a rule engine has to be told of a plan: lean facts, each spelt once, and on request only those that matter."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from checker.vocabulary import KINDS, MemberType, Stage

from checker.pack.conditions import Block, Reference, holds
from checker.pack.model import grouped
from checker.values import CATALOGUE_NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checker.model import Fact, Known
    from checker.pack.conditions import Test
    from checker.pack.model import Rule

Spelling = TypeVar("Spelling")


class Alternative(NamedTuple):
    """One way to violate a rule: what makes it apply and what violates it, together."""

    rule: Rule
    block: Block


def alternatives_of(rules: Sequence[Rule]) -> list[Alternative]:
    """Every way to violate one of the rules."""
    return [
        Alternative(
            rule,
            Block(
                rule.applies_if.own + block.own,
                rule.applies_if.anchor + block.anchor,
                rule.applies_if.others + block.others,
            ),
        )
        for rule in rules
        for block in rule.violated_if
    ]


def members_of(rules: Sequence[Rule], anchor: str) -> Mapping[str, Sequence[str]]:
    """The kinds of fact that the rules look at, and of each the members; the anchor is among them always."""
    found: dict[str, set[str]] = {anchor: set()}
    for rule, block in alternatives_of(rules):
        looked_at = (
            (rule.for_each, block.own),
            (anchor, block.anchor),
            *((other.kind, other.tests) for other in block.others),
        )
        for kind, tests in looked_at:
            found.setdefault(kind, set())
            for of, member in _members_in(kind, tests):
                found.setdefault(of, set()).add(member)
    return {kind: sorted(members) for kind, members in found.items()}


def _members_in(kind: str, tests: Sequence[Test]) -> Iterator[tuple[str, str]]:
    for test in tests:
        yield kind, test.member
        if isinstance(test.value, Reference):
            yield test.value.kind, test.value.member


def is_of_the_pack(kind: str) -> bool:
    """Whether facts of this kind are the rule pack's, and so the same for every plan."""
    return KINDS[kind].stage is Stage.PACK


_LARGEST: Final = 10**15


def safe(kind: str, member: str, value: Any) -> Any:
    """A value of a member as an engine with integers of 64 bits compares it rightly, and no text from outside."""
    if KINDS[kind].members[member].type is MemberType.NUMBER:
        known = CATALOGUE_NUMBER.fullmatch(value) if isinstance(value, str) else abs(value) <= _LARGEST
        return value if known else "?" + sha256(repr(value).encode()).hexdigest()
    return max(-_LARGEST, min(_LARGEST, value)) if type(value) is int else value


class Spelt(Generic[Spelling]):
    """What of a plan is handed over beside the anchor, as the engine wants it spelt.

    With `sifted`, a fact is left out where no rule can fire on it, whatever other facts of the plan there are.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        pack_facts: Sequence[Fact],
        anchor: str,
        spell: Callable[[Fact], Spelling],
        *,
        sifted: bool,
    ) -> None:
        self._spell = spell
        self._sifted = sifted
        self._pack_facts = grouped(pack_facts)
        members = members_of(rules, anchor)
        self._ways: dict[str, list[Block]] = {}
        for rule, block in alternatives_of(rules):
            of_the_pack = tuple(other for other in block.others if is_of_the_pack(other.kind))
            self._ways.setdefault(rule.for_each, []).append(Block(block.own, block.anchor, of_the_pack))
        self._always = {other.kind for _, block in alternatives_of(rules) for other in block.others}
        self._kinds = [kind for kind in members if kind != anchor and not is_of_the_pack(kind)]

    def of(self, known: Known) -> list[tuple[Fact, Spelling]]:
        """The facts handed over, and how they are spelt."""
        return [
            (fact, self._spell(fact))
            for kind in self._kinds
            for fact in known.by_kind.get(kind, ())
            if not self._sifted or self._matters(fact, known.anchor)
        ]

    def _matters(self, fact: Fact, anchor: Fact) -> bool:
        return fact.kind in self._always or any(
            holds(block, fact, anchor, self._pack_facts) for block in self._ways.get(fact.kind, ())
        )
