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
"""

from __future__ import annotations

import json
import linecache
import re
from collections import Counter
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from checker.errors import EngineError
from checker.pack.conditions import TURNED, Block, Op, Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from checker.model import Fact
    from checker.pack.conditions import Quantified, Test
    from checker.pack.model import Rule

    Tables = Mapping[str, Sequence[Fact]]
    Handed = list[tuple[str, Fact]]

END: Final = "end"
"""Fires for every document: proof that the run reached its end, and what makes the session safe to empty."""

_MOST_ROLES: Final = 60
_LARGEST: Final = 10**15
"""No bound is near that: days and counts beyond it are all alike where their order is compared."""
_LONGEST: Final = 1024
"""In bits."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_SOURCES: Final = count(1)

_PYTHON: Final[Mapping[Op, str]] = {
    Op.IS: "==",
    Op.IS_NOT: "!=",
    Op.ONE_OF: "in",
    Op.NOT_ONE_OF: "not in",
    Op.LESS_THAN: "<",
    Op.AT_MOST: "<=",
    Op.MORE_THAN: ">",
    Op.AT_LEAST: ">=",
}
_UNEQUAL: Final[Mapping[Op, str]] = {
    Op.IS_NOT: "$neq",
    Op.LESS_THAN: "$lt",
    Op.AT_MOST: "$lte",
    Op.MORE_THAN: "$gt",
    Op.AT_LEAST: "$gte",
}


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to violate the rule with the id `rule`: all of `block` holds for a fact of the kind `judged`."""

    rule: str
    judged: str
    block: Block


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A ruleset, and what has to be told of a document for it.

    `definition` is what durable_rules reads, in which `rules` maps the names (END apart) to rule ids. `hand`, whose
    Python is `source`, takes the facts by kind, the pack's among them, and the anchor; it gives each fact to hand over,
    in order, with its marks as the middle of a JSON object.
    """

    definition: str
    rules: Mapping[str, str]
    hand: Callable[[Mapping[str, Sequence[Fact]], Fact], Handed]
    source: str


def alternatives_of(rules: Iterable[Rule]) -> list[Alternative]:
    """Every way to violate one of the rules: what makes it apply and what violates it, together."""
    return [
        Alternative(rule.id, rule.for_each, _both(rule.applies_if, block))
        for rule in rules
        for block in rule.violated_if
    ]


def _both(one: Block, other: Block) -> Block:
    return Block(one.own + other.own, one.anchor + other.anchor, one.others + other.others)


def divided(alternatives: Iterable[Alternative], anchor: str) -> list[list[Alternative]]:
    """The alternatives in as few lots as a ruleset can hold, at least one; one for most packs."""
    lots: list[list[Alternative]] = [[]]
    roles: Counter[str] = Counter()
    for alternative in alternatives:
        more = Counter([alternative.judged, anchor, *(other.kind for other in alternative.block.others)])
        if max((roles + more).values()) > _MOST_ROLES:
            lots.append([])
            roles.clear()
        lots[-1].append(alternative)
        roles += more
    return lots


def compile_rules(alternatives: Sequence[Alternative], tables: Tables, anchor: str) -> Compiled:
    """Compile one lot of alternatives; `tables` are the pack's own facts by kind, `anchor` the kind there is one of.

    Raises `EngineError` for what is not of the rule language: nothing else of a pack becomes source.
    """
    writer = _Writer(tables.keys(), anchor)
    for alternative in alternatives:
        _check(alternative, anchor)
        writer.add(alternative)
    source = writer.source
    file = f"<what durable_rules is told {next(_SOURCES)}>"
    names: dict[str, Any] = {"number": _number, "is_new": _is_new, "bounded": _bounded, "tables": tables}
    exec(compile(source, file, "exec"), names)  # noqa: S102 - names were checked, and literals are as Python spells them
    # Tracebacks and debuggers show its lines.
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
    return Compiled(json.dumps(writer.ruleset), writer.rules, names["hand"], source)


def _check(alternative: Alternative, anchor: str) -> None:
    """Raise `EngineError` for a name, a value or a comparison that no rule can have."""
    judged, block = alternative.judged, alternative.block
    for name in (judged, anchor, *(other.kind for other in block.others)):
        _check_name(alternative, name)
    for test in block.own:
        _check_test(alternative, test, (judged, anchor))
    for test in block.anchor:
        _check_test(alternative, test, (anchor,))
    for test in (test for other in block.others for test in other.tests):
        # Inside some/no, another fact is joined by what is equal.
        _check_test(alternative, test, (judged, anchor) if test.op is Op.IS else ())


def _check_test(alternative: Alternative, test: Test, kinds: Collection[str]) -> None:
    """`kinds` are those of which a member may be compared with."""
    value, is_choice = test.value, test.op in (Op.ONE_OF, Op.NOT_ONE_OF)
    _check_name(alternative, test.member)
    if isinstance(value, Reference):
        _check_name(alternative, value.member)
        fits = value.kind in kinds and not is_choice
    else:
        literals = value if isinstance(value, tuple) else (value,)
        fits = isinstance(value, tuple) is is_choice and all(map(_is_literal, literals))
    if not fits:
        raise EngineError("engine.condition-unfit", rule=alternative.rule, member=test.member, op=test.op.value)


def _is_literal(value: object) -> bool:
    """Whether Python spells the value as what it is; of integers too long for it, it spells none."""
    return type(value) in (bool, str) or (type(value) is int and value.bit_length() < _LONGEST)


def _check_name(alternative: Alternative, name: str) -> None:
    if not _NAME.fullmatch(name):
        raise EngineError("engine.name-unfit", rule=alternative.rule, name=name)


class _Writer:
    """Writes `hand`, and beside it the ruleset that understands what it hands over. All it is given was checked."""

    def __init__(self, tables: Collection[str], anchor: str) -> None:
        self._tables = tables
        self._anchor = anchor
        self.ruleset: dict[str, Any] = {END: {"all": [{"p": {END: 1}}]}}
        self.rules: dict[str, str] = {}
        self._rows: list[str] = []
        self._looked_for: dict[tuple[str, str], int] = {}
        self._judged: dict[str, list[str]] = {}
        self._beside: list[str] = []

    def add(self, alternative: Alternative) -> None:
        """Write one alternative: its pattern, and who can have a role in it."""
        judged, block = alternative.judged, alternative.block
        role = _Role("f", len(self.rules))
        self.rules[f"r{role.number}"] = alternative.rule
        across = [test for test in block.own if self._is_across(test, judged)]
        conditions = [_test(test) for test in block.own if test not in across]
        conditions += [f"m[{test.member!r}] is not None" for test in across]
        patterns: list[dict[str, Any]] = [{"f": {role.mark: 1}}]
        # Absences first: one is judged wrongly after a presence.
        for place, other in enumerate(sorted(block.others, key=lambda other: other.exists)):
            key = self._key(other)
            if other.kind in self._tables and not any(self._is_across(test, judged) for test in other.tests):
                # No matter of the document: whether the pack has such a row beside the fact judged.
                conditions.append(f"{key} {'in' if other.exists else 'not in'} {self._rows_of(other)}")
                continue
            told, looked_for = f"k{role.number}_{place}", self._look_for(other)
            role.tell(told, f"number(numbers, {key})")
            pattern = {"$and": [{f"o{looked_for}": 1}, {f"v{looked_for}": {"f": told}}]}
            patterns.append({f"o{place}" if other.exists else f"o{place}$not": pattern})
        if judged == self._anchor:
            conditions += map(_test, block.anchor)
        elif across or block.anchor:
            patterns.append({"p": self._anchor_beside(role, across, block.anchor)})
        # One fact may serve several patterns: durable_rules wants a fact for each unless told otherwise.
        self.ruleset[f"r{role.number}"] = {"all": patterns, "dist": 0}
        self._judged.setdefault(judged, []).append(role.given(conditions))

    def _is_across(self, test: Test, judged: str) -> bool:
        """Whether the test compares with the anchor where that is not the fact judged."""
        return isinstance(test.value, Reference) and test.value.kind == self._anchor != judged

    def _key(self, other: Quantified) -> str:
        """What is joined, as the fact judged has it, or the anchor for it."""
        return _tuple(
            f"{'p' if test.value.kind == self._anchor else 'm'}[{test.value.member!r}]"
            for test in other.tests
            if isinstance(test.value, Reference)
        )

    def _rows_of(self, other: Quantified) -> str:
        """The name of the pack's rows of which one is looked for, by what they are joined with."""
        key, conditions = _joined_by(other), _constant(other)
        name = f"rows_{len(self._rows)}"
        asked = " and ".join([*conditions, f"None not in {key}"])
        self._rows.append(
            f"{name} = frozenset({key} for m in (row.members for row in tables[{other.kind!r}]) if {asked})"
        )
        return name

    def _look_for(self, other: Quantified) -> int:
        """The number of the role of being looked for like that; rules that look for the same share it."""
        asked = " and ".join([*_constant(other), f"(key := number(numbers, {_joined_by(other)})) >= 0"])
        return self._looked_for.setdefault((other.kind, asked), len(self._looked_for))

    def _anchor_beside(self, judged: _Role, across: Sequence[Test], tests: Sequence[Test]) -> dict[str, Any]:
        """The pattern of the anchor beside the fact judged, which comes last; it ends with the join of their marks."""
        anchor = _Role("p", judged.number)
        conditions = [_test(test) for test in tests]
        terms: list[dict[str, Any]] = [{anchor.mark: 1}]
        for place, test in enumerate(across):
            if isinstance(test.value, Reference):
                its, mine = f"b{judged.number}_{place}", f"a{judged.number}_{place}"
                sent = "number(numbers, ({},))" if test.op in (Op.IS, Op.IS_NOT) else "bounded({})"
                found = f"m[{test.value.member!r}]"
                conditions.append(f"{found} is not None")
                anchor.tell(its, sent.format(found))
                judged.tell(mine, sent.format(f"m[{test.member!r}]"))
                term = {its: {"f": mine}}
                terms.append(term if test.op is Op.IS else {_UNEQUAL[TURNED[test.op]]: term})
        self._beside.append(anchor.given(conditions))
        return {"$and": [*terms, {anchor.mark: {"f": judged.mark}}]}

    @property
    def source(self) -> str:
        """`hand`, as Python."""
        looked_for: dict[str, list[str]] = {}
        for (kind, asked), number in self._looked_for.items():
            # One of those that are joined alike is enough: many would be as many matches for each fact judged.
            looked_for.setdefault(kind, []).append(
                f"""if {asked} and is_new(told, ({number}, key)): out += ',"o{number}":1,"v{number}":%d' % key"""
            )
        lines = [
            *self._rows,
            "def hand(facts, anchor):",
            "    p = anchor.members",
            "    numbers, told, first, judged = {}, set(), [], []",
        ]
        for into, roles in (("first", looked_for), ("judged", self._judged)):
            for kind, given in roles.items():
                lines += [f"    for fact in facts.get({kind!r}, ()):", "        m, out = fact.members, ''"]
                lines += [f"        {line}" for line in given]
                lines.append(f"        if out: {into}.append((out, fact))")
        lines += [f"""    m, out = p, ',"{END}":1'""", *(f"    {line}" for line in self._beside)]
        return "\n".join([*lines, "    return [*first, *judged, (out, anchor)]", ""])


class _Role:
    """What a fact is handed over with in a role: its mark, and numbers that are told of it."""

    def __init__(self, letter: str, number: int) -> None:
        self.number = number
        self.mark = f"{letter}{number}"
        self._told = f',"{self.mark}":1'
        self._values: list[str] = []

    def tell(self, name: str, value: str) -> None:
        """Tell under `name` the number that the expression `value` gives."""
        self._told += f',"{name}":%d'
        self._values.append(value)

    def given(self, conditions: Sequence[str]) -> str:
        """The line of `hand` that gives the role to a fact that passes the conditions."""
        values = f" % {_tuple(self._values)}" if self._values else ""
        return f"if {' and '.join(conditions) or True}: out += {self._told!r}{values}"


def _test(test: Test) -> str:
    """A test on one fact, whose members are `m`, as Python; what is absent passes none."""
    found = f"m[{test.member!r}]"
    if isinstance(test.value, Reference):
        wanted = f"m[{test.value.member!r}]"
        return f"{found} is not None and {wanted} is not None and {found} {_PYTHON[test.op]} {wanted}"
    guard = "" if test.op in (Op.IS, Op.ONE_OF) else f"{found} is not None and "
    return f"{guard}{found} {_PYTHON[test.op]} {test.value!r}"


def _constant(other: Quantified) -> list[str]:
    """What a fact that is looked for shows by itself."""
    return [_test(test) for test in other.tests if not isinstance(test.value, Reference)]


def _joined_by(other: Quantified) -> str:
    """What a fact that is looked for is joined by."""
    return _tuple(f"m[{test.member!r}]" for test in other.tests if isinstance(test.value, Reference))


def _tuple(values: Iterable[str]) -> str:
    return f"({''.join(f'{value}, ' for value in values)})"


def _number(numbers: dict[tuple[Any, ...], int], values: tuple[Any, ...]) -> int:
    """The number that stands for these values in one document; what is absent equals nothing."""
    return -1 if None in values else numbers.setdefault(values, len(numbers))


def _is_new(told: set[tuple[int, int]], role: tuple[int, int]) -> bool:
    """Whether nothing was told in this role before; from now on it was."""
    before = len(told)
    told.add(role)
    return len(told) > before


def _bounded(value: int) -> int:
    """A day or a count as C can hold it."""
    return max(-_LARGEST, min(_LARGEST, value))
