"""A pack's rules in zen-engine, behind the port of plancheck's own evaluators: facts in, firings out.

All rules are one expression, a list with the places of the facts that violate each, evaluated in one call. What
zen-engine is given for its best:

- the expression is compiled once, and not put into a decision graph, in which it takes nearly twice as long;
- the context is JSON text with the members that rules look at, and no more, put together from the text of each fact,
  which is made once; a dictionary takes longer;
- conditions on other facts look a key up in a list of keys, instead of going through those facts: for the pack's facts
  it is part of the expression, for those of a plan it comes with the context;
- where a rule judges facts of the pack, only those that its own tests admit are in the expression.

What may still be unfair: these rules are translated, and a decision table, which is what zen-engine is for, is a form
that they do not have.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import zen
from lean import Spelt, alternatives_of, is_of_the_pack, members_of, safe

from checker.model import Firing
from checker.pack.conditions import Op, Reference, passes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lean import Alternative

    from checker.model import Fact, Known
    from checker.pack.conditions import Quantified, Test
    from checker.pack.model import Rule

_SIGNS: Final = {
    Op.IS: "==",
    Op.IS_NOT: "!=",
    Op.LESS_THAN: "<",
    Op.AT_MOST: "<=",
    Op.MORE_THAN: ">",
    Op.AT_LEAST: ">=",
}
_THIS: Final = "#"
"""The fact that a closure looks at."""


class ZenEvaluator:
    """Judges with zen-engine; `sifted` as in `lean.Spelt`."""

    def __init__(self, rules: Sequence[Rule], pack_facts: Sequence[Fact], anchor: str, *, sifted: bool) -> None:
        self._anchor = anchor
        self._members = members_of(rules, anchor)
        self._pack_facts = tuple(pack_facts)
        self._keys: dict[str, Quantified] = {}
        self._spelt = Spelt(rules, pack_facts, anchor, self._text, sifted=sifted)
        alternatives = alternatives_of(rules)
        self._rules = [rule.id for rule, _ in alternatives]
        self._kinds = list(dict.fromkeys(rule.for_each for rule, _ in alternatives))
        self._expression = zen.compile_expression(f"[{', '.join(map(self._places, alternatives))}]")

    def judge(self, known: Known) -> list[Firing]:
        """Every rule that is violated, once for each fact that violates it."""
        texts: dict[str, list[str]] = {kind: [] for kind in self._kinds}
        handed = self._spelt.of(known)
        for place, (fact, text) in enumerate(handed, len(self._pack_facts)):
            if fact.kind in texts:
                texts[fact.kind].append(f'{text}"place":{place}}}')
        parts = [f'"{kind}":[{",".join(found)}]' for kind, found in texts.items() if kind != self._anchor]
        parts.append(f'"{self._anchor}":{self._text(known.anchor)}"place":{len(self._pack_facts) + len(handed)}}}')
        parts += (
            f'"{name}":{json.dumps(_keys(other, known.by_kind.get(other.kind, ())))}'
            for name, other in self._keys.items()
        )
        facts = (*self._pack_facts, *(fact for fact, _ in handed), known.anchor)
        found = self._expression.evaluate("{" + ",".join(parts) + "}")
        firings = {
            (rule, int(place)): None for rule, places in zip(self._rules, found, strict=True) for place in places
        }
        return [Firing(rule, facts[place]) for rule, place in firings]

    def _text(self, fact: Fact) -> str:
        """The fact's members as JSON, up to its place, without those that are not there."""
        found = ((name, fact.members.get(name)) for name in self._members[fact.kind])
        members = {name: safe(fact.kind, name, value) for name, value in found if value is not None}
        return json.dumps(members, separators=(",", ":"))[:-1] + ("," if members else "")

    def _places(self, alternative: Alternative) -> str:
        """The expression that gives the places of the facts violating the rule so."""
        rule, block = alternative
        judged = rule.for_each
        this = self._anchor if judged == self._anchor else _THIS
        terms = [
            *(self._term(this, judged, test) for test in block.own),
            *(self._term(self._anchor, self._anchor, test) for test in block.anchor),
            *(self._lookup(other) for other in block.others),
        ]
        wanted = " and ".join(terms) or "true"
        if judged == self._anchor:
            return f"({wanted}) ? [{self._anchor}.place] : []"
        return f"map(filter({self._rows(judged, block.own)}, {wanted}), {_THIS}.place)"

    def _rows(self, kind: str, own: Sequence[Test]) -> str:
        if not is_of_the_pack(kind):
            return kind
        rows = (
            f'{self._text(fact)}"place":{place}}}'
            for place, fact in enumerate(self._pack_facts)
            if fact.kind == kind and _admits(own, fact)
        )
        return f"[{', '.join(rows)}]"

    def _term(self, this: str, kind: str, test: Test) -> str:
        member = f"{this}.{test.member}"
        if isinstance(test.value, Reference):
            other = self._member(test.value)
            return f"({member} != null and {other} != null and {member} {_SIGNS[test.op]} {other})"
        if isinstance(test.value, tuple):
            return f"({member} in [{', '.join(_constant(kind, test.member, value) for value in test.value)}])"
        wanted = _constant(kind, test.member, test.value)
        # What is not there is like no constant, but it is unlike all, and is not to be compared.
        guard = "" if test.op is Op.IS else f"{member} != null and "
        return f"({guard}{member} {_SIGNS[test.op]} {wanted})"

    def _member(self, of: Reference) -> str:
        return f"{self._anchor if of.kind == self._anchor else _THIS}.{of.member}"

    def _lookup(self, other: Quantified) -> str:
        """The condition that another fact is there, or is not, as a key in a list of keys."""
        joins = [test for test in other.tests if isinstance(test.value, Reference)]
        if not joins or any(test.op is not Op.IS for test in joins):
            raise ValueError(f"zen-engine cannot say it: a condition on {other.kind} without a key to look up")
        members = [self._member(test.value) for test in joins if isinstance(test.value, Reference)]
        key = members[0]
        if len(members) > 1:
            key = " + '|' + ".join(f"string({member})" for member in members)
        if is_of_the_pack(other.kind):
            keys = json.dumps(_keys(other, self._pack_facts), ensure_ascii=False)
        else:
            keys = f"keys_{len(self._keys)}"
            self._keys[keys] = other
        is_there = " and ".join((*(f"{member} != null" for member in members), f"{key} in {keys}"))
        return f"({is_there})" if other.exists else f"not({is_there})"


def _keys(other: Quantified, facts: Iterable[Fact]) -> list[Any]:
    """The keys under which the facts that `other` asks for are looked up."""
    names = [test.member for test in other.tests if isinstance(test.value, Reference)]
    rows = (
        [safe(fact.kind, name, fact.members[name]) for name in names]
        for fact in facts
        if fact.kind == other.kind
        and _admits(other.tests, fact)
        and not any(fact.members.get(name) is None for name in names)
    )
    return [row[0] if len(row) == 1 else "|".join(map(_in_key, row)) for row in rows]


def _in_key(value: Any) -> str:
    """What zen-engine's `string` makes of the value."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _admits(tests: Sequence[Test], fact: Fact) -> bool:
    """Whether the fact passes those of the tests that look at nothing else."""
    return all(isinstance(test.value, Reference) or passes(test, fact, fact, fact) for test in tests)


def _constant(kind: str, member: str, value: Any) -> str:
    value = safe(kind, member, value)
    if isinstance(value, str) and ('"' in value or "\\" in value):
        raise ValueError(f"zen-engine cannot say it: a constant with quotes in it: {value}")
    return json.dumps(value, ensure_ascii=False)
