"""Rules -> a ruleset for durable_rules, and the Python that says what durable_rules is told of a document.

The work is divided as Rete divides it. What a single fact shows by itself (its kind, tests on its own members, a row
of the pack's tables that belongs to it) is told before, by a function `hand` that is written once for the rules. What
takes two facts is durable_rules' own: every join, every fact that must or must not be there, everything asked of the
anchor beside the fact judged.

So what is handed over are roles. A fact carries a mark for each role that it can have in some rule: as the fact judged
(`f`), as one that is looked for (`o`), as the anchor beside them (`p`). What is joined is numbered, document by
document: equal numbers, equal values. No value of a document reaches C but days and counts whose order is compared.

Three things of durable_rules 2.0.28 shape a rule. An absence is not taken back when the absent fact comes later: so
what is looked for is handed over first, then what is judged, the anchor last; and absences are asked for before
presences. A pattern reads past its expressions when its last term can be false: so the equality that joins is written
last, always. And a fact is followed into 64 patterns at once, and no more: so large packs become several rulesets.

While `hand` looks at the facts it also sees which rules apply to any of them, whatever becomes of it.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from checker.model import Fact
from checker.pack.conditions import TURNED, Block, Op, Quantified, Reference, Test
from checker.pack.generated import python_of, run, tuple_of
from checker.pack.model import Rule

Tables = Mapping[str, Sequence[Fact]]
Alternative = tuple[Rule, Block]


END: Final = "end"
"""Fires for every document: proof that the run reached its end, and what makes the session safe to empty."""

_MOST_ROLES: Final = 60
_LARGEST: Final = 10**15
"""No bound is near that: days and counts beyond it are all alike where their order is compared."""

_UNEQUAL: Final[Mapping[Op, str]] = {
    Op.IS_NOT: "$neq",
    Op.LESS_THAN: "$lt",
    Op.AT_MOST: "$lte",
    Op.MORE_THAN: "$gt",
    Op.AT_LEAST: "$gte",
}


class Compiled(msgspec.Struct, frozen=True, eq=False):
    """A ruleset, and what has to be told of a document for it.

    `definition` is what durable_rules reads, in which `rules` maps the names (END apart) to rule ids. `hand`, whose
    Python is `source`, takes the facts by kind, the pack's among them, and the anchor. It gives what to hand over, in
    order: marks as the middle of a JSON object, with the facts judged that carry just these (to the rules they are one
    and the same); and the ids of the rules that apply to anything.
    """

    definition: str
    rules: Mapping[str, str]
    hand: Callable[[Mapping[str, Sequence[Fact]], Fact], tuple[list[tuple[str, Sequence[Fact]]], set[str]]]
    source: str


def divided(rules: Iterable[Rule], anchor: str) -> list[list[Alternative]]:
    """Every way to violate one of the rules, in as few lots as a ruleset can hold; one for most packs."""
    lots: list[list[Alternative]] = [[]]
    roles: Counter[str] = Counter()
    for rule in rules:
        for block in rule.violated_if:
            more = Counter([rule.for_each, anchor, *(other.kind for other in (*rule.applies_if.others, *block.others))])
            if max((roles + more).values()) > _MOST_ROLES:
                lots.append([])
                roles.clear()
            lots[-1].append((rule, block))
            roles += more
    return lots


def compile_rules(alternatives: Iterable[Alternative], tables: Tables, anchor: str) -> Compiled:
    """Compile one lot; `tables` are the pack's own facts by kind, `anchor` the kind there is one of."""
    writer = _Writer(tables, anchor)
    for rule, block in alternatives:
        writer.add(rule, block)
    names = {"tables": tables, "bounded": _bounded}
    return Compiled(json.dumps(writer.ruleset), writer.rules, run(writer.source, "hand", names), writer.source)


class _Scope(msgspec.Struct):
    """Where some rules apply: tests on a fact judged, what else is asked of it, and who has a role there."""

    number: int
    own: Sequence[str]
    around: Sequence[str]
    beside: Sequence[str]
    rules: dict[str, None] = {}
    roles: list[str] = []


class _Writer:
    """Writes `hand`, and beside it the ruleset that understands what it hands over. Names become literals only."""

    def __init__(self, tables: Tables, anchor: str) -> None:
        self._tables = tables
        self._anchor = anchor
        self.ruleset: dict[str, Any] = {END: {"all": [{"p": {END: 1}}]}}
        self.rules: dict[str, str] = {}
        self._rows: list[str] = []
        self._keys: list[str] = []
        self._looked_for: dict[tuple[str, str], int] = {}
        self._scopes: dict[tuple[str, Block], _Scope] = {}
        self._beside: list[str] = []

    def add(self, rule: Rule, block: Block) -> None:
        """Write one way to violate a rule: its pattern, and who can have a role in it."""
        if (rule.for_each, rule.applies_if) not in self._scopes:
            self._scopes[rule.for_each, rule.applies_if] = self._scope(rule)
        scope = self._scopes[rule.for_each, rule.applies_if]
        scope.rules[rule.id] = None
        number = len(self.rules)
        self.rules[f"r{number}"] = rule.id
        told = {f"f{number}": "1"}
        patterns: list[dict[str, Any]] = [{"f": {f"f{number}": 1}}]
        conditions = self._alone(rule.for_each, block)
        others = [
            other for other in (*rule.applies_if.others, *block.others) if not self._is_of_pack(other, rule.for_each)
        ]
        # Absences first: one is judged wrongly after a presence.
        for place, other in enumerate(sorted(others, key=lambda other: other.exists)):
            looked_for, mine = self._look_for(other), f"k{number}_{place}"
            told[mine] = f"-1 if {_is_absent(self._joined(other))} else {_number('k')}"
            pattern = {"$and": [{f"o{looked_for}": 1}, {f"v{looked_for}": {"f": mine}}]}
            patterns.append({f"o{place}" if other.exists else f"o{place}$not": pattern})
        own = (*rule.applies_if.own, *block.own)
        across = [(test, member) for test in own if (member := self._of_anchor_in(test, rule.for_each)) is not None]
        beside = [] if rule.for_each == self._anchor else [*rule.applies_if.anchor, *block.anchor]
        if across or beside:
            terms: list[dict[str, Any]] = [{f"p{number}": 1}]
            its, asked = {f"p{number}": "1"}, [python_of(test, _member) for test in beside]
            for place, (test, compared) in enumerate(across):
                theirs, mine = f"b{number}_{place}", f"a{number}_{place}"
                sent = _number("{}") if test.op in (Op.IS, Op.IS_NOT) else "bounded({})"
                its[theirs], told[mine] = sent.format(_member(compared)), sent.format(_member(test.member))
                asked.append(f"{_member(compared)} is not None")
                conditions.append(f"{_member(test.member)} is not None")
                term = {theirs: {"f": mine}}
                terms.append(term if test.op is Op.IS else {_UNEQUAL[TURNED[test.op]]: term})
            patterns.append({"p": {"$and": [*terms, {f"p{number}": {"f": f"f{number}"}}]}})
            self._beside.append(_when(asked, _telling(its)))
        # One fact may serve several patterns: durable_rules wants a fact for each unless told otherwise.
        self.ruleset[f"r{number}"] = {"all": patterns, "dist": 0}
        scope.roles.append(_when(conditions, _telling(told)))

    def _scope(self, rule: Rule) -> _Scope:
        judged, block = rule.for_each, rule.applies_if
        around = [
            python_of(test, _member, self._anchor) for test in block.own if self._of_anchor_in(test, judged) is not None
        ]
        around += [
            self._partner(other, self._keys, f"facts.get({other.kind!r}, ())")
            for other in block.others
            if not self._is_of_pack(other, judged)
        ]
        beside = [] if judged == self._anchor else [python_of(test, _of_anchor) for test in block.anchor]
        return _Scope(len(self._scopes), self._alone(judged, block), around, beside)

    def _alone(self, judged: str, block: Block) -> list[str]:
        """What a block asks that the fact judged shows by itself, with the pack's rows that belong to it."""
        tests = (*block.own, *(block.anchor if judged == self._anchor else ()))
        conditions = [python_of(test, _member) for test in tests if self._of_anchor_in(test, judged) is None]
        return conditions + [
            self._partner(other, self._rows, f"tables[{other.kind!r}]")
            for other in block.others
            if self._is_of_pack(other, judged)
        ]

    def _of_anchor_in(self, test: Test, judged: str) -> str | None:
        """The member of the anchor that the test compares with, where that is not the fact judged."""
        if isinstance(test.value, Reference) and test.value.kind == self._anchor != judged:
            return test.value.member
        return None

    def _is_of_pack(self, other: Quantified, judged: str) -> bool:
        """Whether it is no matter of the document: whether the pack has such a row beside the fact judged."""
        return other.kind in self._tables and all(self._of_anchor_in(test, judged) is None for test in other.tests)

    def _joined(self, other: Quantified) -> list[str]:
        """What is joined, as the fact judged has it, or the anchor for it."""
        return [
            (_of_anchor if test.value.kind == self._anchor else _member)(test.value.member)
            for test in other.tests
            if isinstance(test.value, Reference)
        ]

    def _partner(self, other: Quantified, lines: list[str], facts: str) -> str:
        """Whether one of the `facts` that are looked for is there; by what they are joined is kept in `lines`."""
        alone, joined = _looked_for(other)
        name = f"{'rows' if lines is self._rows else 'keys'}_{len(lines)}"
        asked = " and ".join([*alone, f"not {_is_absent(joined)}"])
        lines.append(f"{name} = {{k for m in [fact.members for fact in {facts}] if {asked}}}")
        return f"{_key(self._joined(other))} {'in' if other.exists else 'not in'} {name}"

    def _look_for(self, other: Quantified) -> int:
        """The number of the role of being looked for like that; rules that look for the same share it."""
        alone, joined = _looked_for(other)
        asked = other.kind, " and ".join([*alone, f"not {_is_absent(joined)}"])
        return self._looked_for.setdefault(asked, len(self._looked_for))

    @property
    def source(self) -> str:
        """`hand`, as Python."""
        judged: dict[str, list[str]] = {}
        for (kind, _), scope in self._scopes.items():
            applies = _when(scope.around, f"s{scope.number} = True")
            judged.setdefault(kind, ["m, out = fact.members, ''"]).append(_when(scope.own, applies, *scope.roles))
        looked_for: dict[str, list[str]] = {}
        for (kind, asked), number in self._looked_for.items():
            # Of those that are joined alike one is enough (many would be as many matches for each fact judged), and
            # none that nothing is joined with.
            told = f'first[\',"o{number}":1,"v{number}":%d\' % numbers[k]] = ()'
            looked_for.setdefault(kind, ["m = fact.members"]).append(_when([asked, "k in numbers"], told))
        scopes = self._scopes.values()
        lines = [
            "p = anchor.members",
            "numbers, first, judged, applying = {}, {}, {}, set()",
            " = ".join([*(f"s{scope.number}" for scope in scopes), "False"]),
            *self._keys,
        ]
        for kind, each in judged.items():
            each.append("if out: judged.setdefault(out, []).append(fact)")
            lines += [f"for fact in facts.get({kind!r}, ()):", _indented(*each)]
        for kind, each in looked_for.items():
            lines += [f"for fact in facts.get({kind!r}, ()):", _indented(*each)]
        lines += [f"""m, out = p, ',"{END}":1'""", *self._beside]
        for scope in scopes:
            lines.append(_when([f"s{scope.number}", *scope.beside], f"applying.update({tuple(scope.rules)!r})"))
        lines.append("return [*first.items(), *judged.items(), (out, [anchor])], applying")
        return "\n".join([*self._rows, "def hand(facts, anchor):", _indented(*lines), ""])


def _when(conditions: Sequence[str], *lines: str) -> str:
    return f"if {' and '.join(conditions)}:\n{_indented(*lines)}" if conditions else "\n".join(lines)


def _indented(*lines: str) -> str:
    return "\n".join(f"    {line}" for line in "\n".join(lines).split("\n"))


def _telling(told: Mapping[str, str]) -> str:
    """The line that hands a fact over with these names, each with the number that an expression gives."""
    values = [value for value in told.values() if value != "1"]
    text = "".join(f',"{name}":{1 if value == "1" else "%d"}' for name, value in told.items())
    return f"out += {text!r}{f' % {tuple_of(values)}' if values else ''}"


def _looked_for(other: Quantified) -> tuple[list[str], list[str]]:
    """What a fact that is looked for shows by itself, and what it is joined by."""
    joined = [_member(test.member) for test in other.tests if isinstance(test.value, Reference)]
    return [python_of(test, _member) for test in other.tests if not isinstance(test.value, Reference)], joined


def _number(value: str) -> str:
    """The number that stands for a value in one document."""
    return f"numbers.setdefault({value}, len(numbers))"


def _key(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else tuple_of(values)


def _is_absent(values: Sequence[str]) -> str:
    """Whether one of the values, which `k` has from then on, is absent: what is absent equals nothing."""
    return f"({'' if len(values) == 1 else 'None in '}(k := {_key(values)}){' is None' if len(values) == 1 else ''})"


def _member(name: str) -> str:
    return f"m[{name!r}]"


def _of_anchor(name: str) -> str:
    return f"p[{name!r}]"


def _bounded(value: int) -> int:
    """A day or a count as C can hold it."""
    return max(-_LARGEST, min(_LARGEST, value))
