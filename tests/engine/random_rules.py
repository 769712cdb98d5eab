"""Random packs: kinds of fact, rules about them, tables and documents; whatever the rule language can say, and more.

Values are few, so that conditions hold often, joins join and counts hit their bounds.
"""

from collections.abc import Collection, Sequence
from itertools import count
from random import Random
from typing import Any, Final

from making import rule
from msgspec.structs import replace

from checker.model import Fact, Known
from checker.pack.conditions import Block, Op, Quantified, Reference
from checker.pack.conditions import Test as Asked
from checker.pack.model import Rule

ANCHOR: Final = "plan"
ITSELF: Final = "itself"
"""The member by which a fact is told from others, also where it was mended; no rule looks at it."""
NUMBERS: Final = (1, 2, 3, "IV", "5.1")
ODD_NUMBERS: Final = (0, 43, -5, "-5", "07", 10**20, 10**20 + 1, str(10**19), "中", '"', "\\", "iv", "1e0", "x" * 40)
_CHOICES: Final = (Op.ONE_OF, Op.NOT_ONE_OF)
_ORDERS: Final = (Op.LESS_THAN, Op.AT_MOST, Op.MORE_THAN, Op.AT_LEAST)
_OPS: Final[dict[str, tuple[Op, ...]]] = {
    "flag": (Op.IS,),
    "code": (Op.IS, Op.IS_NOT, *_CHOICES),
    "number": (Op.IS, Op.IS_NOT, *_CHOICES),
    "count": tuple(Op),
    "day": (Op.IS, Op.IS_NOT, *_ORDERS),
}
_LITERALS: Final[dict[str, tuple[Any, ...]]] = {
    "flag": (True, False),
    "code": ("a", "b-c", "it's %d {x}\n"),
    "number": NUMBERS,
    "count": (-1, 0, 1, 2, 2, 3),
    "day": (20121225, 20121226, 20121227),
}
_VALUES: Final = _LITERALS | {"number": (*NUMBERS, *NUMBERS, *ODD_NUMBERS), "count": (0, 1, 1, 2, 2, 3, 10**20)}
_TYPES: Final = ("flag", "code", "number", "number", "count", "day")


class RandomPack:
    """A pack and documents for it; the same seed makes the same."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._count = count()
        live = [f"kind_{place}" for place in range(random.randint(1, 4))]
        tables = [f"table_{place}" for place in range(random.randint(0, 2))]
        self._live = live
        self._kinds = {
            kind: {f"m{place}": random.choice(_TYPES) for place in range(random.randint(1, 5))}
            for kind in (ANCHOR, *live, *tables)
        }
        self._judged = (ANCHOR, *live, *live, *live, *tables)
        self._others = (*live, *live, *tables)
        self.tables = {
            kind: [self.fact(kind, _LITERALS, absent=0.1) for _ in range(random.randrange(4))] for kind in tables
        }

    def rules(self, number: int) -> list[Rule]:
        """So many rules."""
        return [self._rule(f"rule-{index}") for index in range(number)]

    def _rule(self, id_: str) -> Rule:
        judged = self._random.choice(self._judged)
        blocks = [self._block(judged) for _ in range(self._random.choice((1, 1, 1, 2, 3)))]
        return rule(id_, judged, *blocks, applies_if=self._block(judged) if self._chance(0.4) else Block())

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _block(self, judged: str) -> Block:
        own = self._tests(judged, (judged, ANCHOR)) if self._chance(0.6) else ()
        anchor = self._tests(ANCHOR, (ANCHOR,)) if self._chance(0.3) and judged != ANCHOR else ()
        others = (self._quantified(judged) for _ in range(self._random.choice((0, 0, 1, 1, 2, 3))))
        return Block(own, anchor, tuple(others))

    def _quantified(self, judged: str) -> Quantified:
        kind = self._random.choice(self._others)
        pairs = [
            (member, Reference(of, its))
            for of in {judged, ANCHOR}
            for its, type_ in sorted(self._kinds[of].items())
            for member, own_type in self._kinds[kind].items()
            if own_type == type_ and (of == judged or self._chance(0.3))
        ]
        pairs.sort(key=str)
        chosen = self._random.sample(pairs, min(len(pairs), self._random.choice((0, 1, 1, 1, 2))))
        joins = [Asked(member, Op.IS, reference) for member, reference in chosen]
        tests = [*joins, *(self._tests(kind, ()) if self._chance(0.5) else ())]
        self._random.shuffle(tests)
        return Quantified(kind, self._chance(0.5), tuple(tests))

    def _tests(self, kind: str, may_refer_to: Sequence[str]) -> tuple[Asked, ...]:
        members = list(self._kinds[kind])
        chosen = self._random.sample(members, min(len(members), self._random.choice((1, 1, 1, 2, 3))))
        return tuple(self._test(member, self._kinds[kind][member], may_refer_to) for member in chosen)

    def _test(self, member: str, type_: str, may_refer_to: Sequence[str]) -> Asked:
        op = self._random.choice(_OPS[type_])
        if op in _CHOICES:
            count = self._random.choice((1, 2, 3))
            return Asked(member, op, tuple(self._random.choice(_LITERALS[type_]) for _ in range(count)))
        references = [
            Reference(kind, its) for kind in may_refer_to for its, of in self._kinds[kind].items() if of == type_
        ]
        if references and self._chance(0.4):
            return Asked(member, op, self._random.choice(references))
        return Asked(member, op, self._random.choice(_LITERALS[type_]))

    def known(self) -> Known:
        """All that is known of a document: some facts of each kind, in any order, none of them equal to another's."""
        facts = [
            self.fact(kind, _VALUES, absent=0.15)
            for kind in self._live
            for _ in range(self._random.choice((0, 1, 2, 3, 6)))
        ]
        return self.shuffled(Known.of(facts, self.fact(ANCHOR, _VALUES, absent=0.15)))

    def shuffled(self, known: Known) -> Known:
        """The same facts in another order."""
        facts = self._facts(known)[:-1]
        self._random.shuffle(facts)
        return Known.of(facts, known.anchor)

    def faulty(self, known: Known) -> Known:
        """The same, and something that could not be read: whole facts, and members of all facts of a kind."""
        unread = [
            Fact(kind, (), {name: value for name, value in self._members(kind, 0).items() if self._chance(0.5)})
            for kind in self._random.sample(self._live, self._random.randint(0, len(self._live)))
        ]
        members = [f"{kind}.{name}" for kind in (ANCHOR, *self._live) for name in self._kinds[kind]]
        unknown = frozenset(self._random.sample(members, self._random.choice((0, 0, 1, 2)) if unread else 1))
        facts = [
            replace(fact, members={**fact.members, **dict.fromkeys(self._of_kind(fact.kind, unknown))})
            for fact in self._facts(known)
        ]
        return replace(Known.of(facts[:-1], facts[-1]), unread=tuple(unread), unknown=unknown)

    def mended(self, known: Known) -> Known:
        """What the document may have said, had it been readable: each thing unread may be nothing, or much."""
        more = [
            Fact(fact.kind, (), {**self.fact(fact.kind, _VALUES, absent=0.15).members, **fact.members})
            for fact in known.unread
            for _ in range(self._random.choice((0, 1, 1, 2)))
        ]
        facts = []
        for fact in self._facts(known):
            values = self._members(fact.kind, 0.15)
            found = {name: values[name] for name in self._of_kind(fact.kind, known.unknown)}
            facts.append(replace(fact, members={**fact.members, **found}))
        return Known.of([*facts[:-1], *more], facts[-1])

    def _facts(self, known: Known) -> list[Fact]:
        """All facts, the anchor last."""
        return [*(fact for kind in self._live for fact in known.by_kind.get(kind, ())), known.anchor]

    def _of_kind(self, kind: str, unknown: Collection[str]) -> list[str]:
        return [name for name in self._kinds[kind] if f"{kind}.{name}" in unknown]

    def fact(self, kind: str, values: dict[str, tuple[Any, ...]], *, absent: float) -> Fact:
        """A fact with every member of its kind, which may be absent (None), and one by which it is told from others."""
        return Fact(kind, (), {ITSELF: next(self._count), **self._members(kind, absent, values)})

    def _members(self, kind: str, absent: float, values: dict[str, tuple[Any, ...]] = _VALUES) -> dict[str, Any]:
        return {
            name: None if self._chance(absent) else self._random.choice(values[type_])
            for name, type_ in self._kinds[kind].items()
        }
