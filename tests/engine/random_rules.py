"""Random rules in the rule language, and random facts for them: whatever a pack may say, and more than packs do.

Rules are made as a rule.yaml holds them, and only those that the checks of a pack accept are used: what a pack's author
can write, and nothing else. Values are few, so that conditions hold often, joins join and counts hit their bounds.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checker.model import Fact, Text
from checker.pack.checks import faults_of_rule
from checker.pack.conditions import DAY_OPS, Op
from checker.pack.loading import _rule
from checker.pack.model import Bound
from checker.values import day_number
from checker.vocabulary import ANCHORS, KINDS, MemberType, Stage, codes_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from checker.model import Number
    from checker.pack.model import Rule
    from checker.vocabulary import Member

DAYS: Final = ("2012-12-25", "2012-12-26", "2012-12-27")
KNOWN_NUMBERS: Final = (1, 2, 3, "IV", "5.1")
ODD_NUMBERS: Final = (0, 43, -5, "-5", "07", 10**20, 10**20 + 1, str(10**19), "中", '"', "\\", "iv", "1e0", "x" * 40)
COUNTS: Final = (0, 1, 1, 2, 2, 3, 10**20)
FREE_CODES: Final = ("42", "65", "a-b")

_TEXT: Final = {"en": "Text", "zh": "文字"}
_ORDERED: Final = (Op.LESS_THAN, Op.AT_MOST, Op.MORE_THAN, Op.AT_LEAST)
_WORDS_FOR_DAYS: Final = {meant: word for word, meant in DAY_OPS.items()}

CIRCULAR: Final[dict[str, Any]] = {
    "clauses": [{"id": "I"}],
    "bounds": {"two": {"value": 2}, "deadline": {"value": "2012-12-26"}},
    "departments": [{"slug": "legal-affairs"}, {"slug": "automation"}],
    "offices": [{"code": "CN-HB"}, {"code": "XPCC"}],
}
CATALOGUE: Final[dict[str, Any]] = {"measures": [{"number": number} for number in KNOWN_NUMBERS]}
BOUNDS: Final = {
    "two": Bound("two", 2, is_day=False, clause="I", meaning=Text("x", "文")),
    "deadline": Bound("deadline", 20121226, is_day=True, clause="I", meaning=Text("x", "文")),
}


class RuleSets:
    """Makes rules of one stage and facts for them; the same seed makes the same."""

    def __init__(self, random: Random, stage: Stage) -> None:
        self._random = random
        self._stage = stage
        self._anchor = ANCHORS[stage]
        self._others: list[str] = []
        self._pack_kinds = [kind for kind, known in KINDS.items() if known.stage is Stage.PACK]
        self._live_kinds = [
            kind for kind, known in KINDS.items() if known.stage is stage and kind not in ANCHORS.values()
        ]

    def rules(self, number: int) -> list[Rule]:
        """So many rules that a pack could have."""
        return [self._rule(f"rule-{index}") for index in range(number)]

    def _rule(self, id_: str) -> Rule:
        while True:
            raw = self.raw()
            if not list(faults_of_rule("I", raw, CIRCULAR, CATALOGUE)):
                rule = _rule(id_, Path(), raw, BOUNDS)
                if rule.stage is self._stage:
                    return rule

    def raw(self) -> dict[str, Any]:
        """A rule as rule.yaml has it."""
        judged = self._random.choice((*self._pack_kinds, *self._live_kinds, *self._live_kinds, self._anchor))
        self._others = [kind for kind in (*self._pack_kinds, *self._live_kinds) if kind != judged]
        if self._chance(0.5):
            # With few kinds to look at, one fact can be what several conditions ask for.
            self._others = self._random.sample(self._others, min(2, len(self._others)))
        blocks = [self._block(judged) for _ in range(self._random.choice((1, 1, 1, 2, 3)))]
        raw = {
            "clause": "I",
            "severity": "error",
            **dict.fromkeys(("title", "duty", "rationale", "message", "remedy"), _TEXT),
            "for_each": judged,
            "violated_if": blocks[0] if len(blocks) == 1 else blocks,
            "at": "",
        }
        if self._chance(0.4):
            raw["applies_if"] = self._block(judged)
        return raw

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _block(self, judged: str) -> dict[str, Any]:
        block: dict[str, Any] = {}
        if self._chance(0.5):
            block[judged] = self._tests(judged, judged)
        if self._chance(0.3):
            block[self._anchor] = self._tests(self._anchor, judged)
        for _ in range(self._random.choice((0, 0, 1, 1, 2, 3))):
            kind = self._random.choice(self._others)
            joins = self._joins(kind, judged)
            if joins:
                quantifier = self._random.choice(("some", "no"))
                block[f"{quantifier} {kind}"] = self._tests(kind, judged, inside=True) | joins
        return block or {judged: self._tests(judged, judged)}

    def _joins(self, kind: str, judged: str) -> dict[str, Any]:
        pairs = [
            (member, other)
            for member, known in KINDS[kind].members.items()
            for other, of in KINDS[judged].members.items()
            if known.type is of.type is not MemberType.TEXT
        ]
        if not pairs:
            return {}
        chosen = self._random.sample(pairs, min(len(pairs), self._random.choice((1, 1, 2))))
        if ("number", "number") in pairs and self._chance(0.5):
            chosen = [("number", "number")]
        return {member: {"is": {"of": f"{judged}.{other}"}} for member, other in chosen}

    def _tests(self, kind: str, judged: str, *, inside: bool = False) -> dict[str, Any]:
        members = [name for name, member in KINDS[kind].members.items() if member.type is not MemberType.TEXT]
        chosen = self._random.sample(members, min(len(members), self._random.choice((0, 1, 1, 1, 2, 3))))
        return {name: self._test(KINDS[kind].members[name], judged, inside=inside) for name in chosen}

    def _test(self, member: Member, judged: str, *, inside: bool) -> Any:
        ops: list[Op] = {
            MemberType.FLAG: [Op.IS],
            MemberType.CODE: [Op.IS, Op.IS_NOT, Op.ONE_OF],
            MemberType.NUMBER: [Op.IS, Op.IS_NOT, Op.ONE_OF],
            MemberType.COUNT: [*Op, *_ORDERED],
            MemberType.DAY: [Op.IS, Op.IS_NOT, *_ORDERED],
        }[member.type]
        wanted: dict[str, Any] = {}
        for op in self._random.sample(ops, 2 if member.type is MemberType.COUNT and self._chance(0.2) else 1):
            word = _WORDS_FOR_DAYS[op] if member.type is MemberType.DAY and op in _ORDERED else op.value
            wanted[word] = self._literals(member) if op is Op.ONE_OF else self._operand(member, judged, inside=inside)
        return wanted["is"] if list(wanted) == ["is"] and self._chance(0.3) else wanted

    def _literals(self, member: Member) -> list[bool | Number]:
        return list(dict.fromkeys(self._literal(member) for _ in range(self._random.choice((1, 2, 3)))))

    def _operand(self, member: Member, judged: str, *, inside: bool) -> Any:
        references = [
            f"{kind}.{name}"
            for kind in (judged, self._anchor)
            for name, other in KINDS[kind].members.items()
            if other.type is member.type and not inside
        ]
        if references and self._chance(0.4):
            return {"of": self._random.choice(references)}
        if member.type is MemberType.COUNT and self._chance(0.2):
            return {"bound": "two"}
        if member.type is MemberType.DAY and self._chance(0.3):
            return {"bound": "deadline"}
        return self._literal(member)

    def _literal(self, member: Member) -> bool | Number:
        match member.type:
            case MemberType.FLAG:
                return self._chance(0.5)
            case MemberType.COUNT:
                return self._random.choice((-1, 0, 1, 2, 2, 3))
            case MemberType.DAY:
                return self._random.choice(DAYS)
            case MemberType.NUMBER:
                return self._random.choice(KNOWN_NUMBERS)
            case _:
                return self._random.choice(codes_for(member))

    def pack_facts(self) -> list[Fact]:
        """Facts of the pack, a few of each kind."""
        return [
            self._fact(kind, KNOWN_NUMBERS, absent=0.1)
            for kind in self._pack_kinds
            for _ in range(self._random.randrange(4))
        ]

    def facts(self) -> list[Fact]:
        """Facts of one plan (or review): some of each kind, in any order, and its anchor last."""
        facts = [
            self._fact(kind, (*KNOWN_NUMBERS, *KNOWN_NUMBERS, *ODD_NUMBERS), absent=0.15)
            for kind in self._live_kinds
            for _ in range(self._random.choice((0, 1, 2, 3, 6)))
        ]
        self._random.shuffle(facts)
        return [*facts, self._fact(self._anchor, KNOWN_NUMBERS, absent=0.15)]

    def _fact(self, kind: str, numbers: Sequence[Number], *, absent: float) -> Fact:
        # A number is always there: an entry without one that can be read has no facts.
        members = {
            name: None
            if member.type is not MemberType.NUMBER and self._chance(absent)
            else self._value(member, numbers)
            for name, member in KINDS[kind].members.items()
        }
        return Fact(kind, (), members)

    def _value(self, member: Member, numbers: Sequence[Number]) -> Any:
        match member.type:
            case MemberType.FLAG:
                return self._chance(0.5)
            case MemberType.COUNT:
                return self._random.choice(COUNTS)
            case MemberType.DAY:
                return day_number(self._random.choice(DAYS))
            case MemberType.NUMBER:
                return self._random.choice(numbers)
            case MemberType.TEXT:
                return "any text"
            case _:
                return self._random.choice(codes_for(member))


def codes_for(member: Member) -> tuple[str, ...]:
    """A few of the codes that a member with these labels can hold."""
    if member.labels == "department":
        return tuple(row["slug"] for row in CIRCULAR["departments"])
    if member.labels == "office":
        return tuple(row["code"] for row in CIRCULAR["offices"])
    return FREE_CODES if member.labels is None else tuple(sorted(codes_of(member.labels)))[:3]
