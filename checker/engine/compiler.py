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
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import msgspec

from checker.errors import EngineError
from checker.pack.conditions import TURNED, Block, Op, Reference
from checker.pack.generated import python_of, run, tuple_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from checker.model import Fact
    from checker.pack.conditions import Quantified, Test
    from checker.pack.model import Rule

    Tables = Mapping[str, Sequence[Fact]]
    Handed = list[tuple[str, Sequence[Fact]]]

END: Final = "end"
"""Fires for every document: proof that the run reached its end, and what makes the session safe to empty."""

_MOST_ROLES: Final = 60
_LARGEST: Final = 10**15
"""No bound is near that: days and counts beyond it are all alike where their order is compared."""
_LONGEST: Final = 1024
"""In bits."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")

_UNEQUAL: Final[Mapping[Op, str]] = {
    Op.IS_NOT: "$neq",
    Op.LESS_THAN: "$lt",
    Op.AT_MOST: "$lte",
    Op.MORE_THAN: "$gt",
    Op.AT_LEAST: "$gte",
}


class Alternative(msgspec.Struct, frozen=True):
    """One way to violate the rule with the id `rule`: all of `block` holds for a fact of the kind `judged`."""

    rule: str
    judged: str
    block: Block


class Compiled(msgspec.Struct, frozen=True, eq=False):
    """A ruleset, and what has to be told of a document for it.

    `definition` is what durable_rules reads, in which `rules` maps the names (END apart) to rule ids. `hand`, whose
    Python is `source`, takes the facts by kind, the pack's among them, and the anchor; it gives what to hand over, in
    order: marks as the middle of a JSON object, with all the facts that carry just these. To the rules such facts are
    one and the same.
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
    return Compiled(json.dumps(writer.ruleset), writer.rules, run(source, "hand", _names(tables)), source)


def compile_scopes(rules: Sequence[Rule], tables: Tables, anchor: str) -> Callable[[Tables, Fact], set[str]]:
    """What says which rules apply to anything among the facts by kind, beside that anchor.

    Raises `EngineError` for what is not of the rule language.
    """
    scopes: dict[tuple[str, Block], list[str]] = {}
    for rule in rules:
        _check(Alternative(rule.id, rule.for_each, rule.applies_if), anchor)
        scopes.setdefault((rule.for_each, rule.applies_if), []).append(rule.id)
    writer = _Writer(tables.keys(), anchor)
    for (kind, block), ids in scopes.items():
        writer.add_scope(kind, block, ids)
    return run(writer.source_of_scopes, "applying", _names(tables))


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
        raise EngineError(
            "durable_rules cannot be told what rule {rule} asks of `{member}` ({op}): the value "
            "or the member that it is compared with does not fit",
            rule=alternative.rule,
            member=test.member,
            op=test.op.value,
        )


def _is_literal(value: object) -> bool:
    """Whether Python spells the value as what it is; of integers too long for it, it spells none."""
    return type(value) in (bool, str) or (type(value) is int and value.bit_length() < _LONGEST)


def _check_name(alternative: Alternative, name: str) -> None:
    if not _NAME.fullmatch(name):
        raise EngineError(
            "durable_rules cannot be told of `{name}`, which rule {rule} looks at: a name has "
            "small letters, digits and _, and begins with a letter",
            rule=alternative.rule,
            name=name,
        )


class _Writer:
    """Writes `hand`, and beside it the ruleset that understands what it hands over. All it is given was checked."""

    def __init__(self, tables: Collection[str], anchor: str) -> None:
        self._tables = tables
        self._anchor = anchor
        self.ruleset: dict[str, Any] = {END: {"all": [{"p": {END: 1}}]}}
        self.rules: dict[str, str] = {}
        self._rows: list[str] = []
        self._looked_for: dict[tuple[str, str], int] = {}
        self._judged: dict[str, list[tuple[Sequence[str], str]]] = {}
        self._beside: list[tuple[Sequence[str], str]] = []
        self._scopes: list[str] = []

    def add(self, alternative: Alternative) -> None:
        """Write one alternative: its pattern, and who can have a role in it."""
        judged, block = alternative.judged, alternative.block
        role = _Role("f", len(self.rules))
        self.rules[f"r{role.number}"] = alternative.rule
        across = [test for test in block.own if self._is_across(test, judged)]
        conditions = [python_of(test, _member) for test in block.own if test not in across]
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
            conditions += [python_of(test, _member) for test in block.anchor]
        elif across or block.anchor:
            patterns.append({"p": self._anchor_beside(role, across, block.anchor)})
        # One fact may serve several patterns: durable_rules wants a fact for each unless told otherwise.
        self.ruleset[f"r{role.number}"] = {"all": patterns, "dist": 0}
        self._judged.setdefault(judged, []).append(role.given(conditions))

    def add_scope(self, kind: str, block: Block, rules: Sequence[str]) -> None:
        """Write when rules with these conditions apply to a fact of a kind."""
        anchor = "" if kind == self._anchor else self._anchor
        conditions = [python_of(test, _member, anchor) for test in block.own]
        for other in block.others:
            if other.kind in self._tables:
                rows = self._rows_of(other)
            else:
                rows = f"keys_{len(self._scopes)}"
                self._scopes.append(f"{rows} = {_rows(other, f'facts.get({other.kind!r}, ())')}")
            conditions.append(f"{self._key(other)} {'in' if other.exists else 'not in'} {rows}")
        asked = " and ".join(conditions)
        found = f"any(True for m in members_of({kind!r}){f' if {asked}' if asked else ''})"
        beside = [python_of(test, _of_anchor) for test in block.anchor]
        self._scopes.append(f"if {' and '.join([*beside, found])}: found.update({tuple(rules)!r})")

    @property
    def source_of_scopes(self) -> str:
        """`applying`, as Python."""
        return "\n".join(
            [
                *self._rows,
                "def applying(facts, anchor):",
                "    p, found, known = anchor.members, set(), {}",
                "    def members_of(kind):",
                "        if kind not in known: known[kind] = [fact.members for fact in facts.get(kind, ())]",
                "        return known[kind]",
                *(f"    {line}" for line in self._scopes),
                "    return found",
                "",
            ]
        )

    def _is_across(self, test: Test, judged: str) -> bool:
        """Whether the test compares with the anchor where that is not the fact judged."""
        return isinstance(test.value, Reference) and test.value.kind == self._anchor != judged

    def _key(self, other: Quantified) -> str:
        """What is joined, as the fact judged has it, or the anchor for it."""
        return tuple_of(
            f"{'p' if test.value.kind == self._anchor else 'm'}[{test.value.member!r}]"
            for test in other.tests
            if isinstance(test.value, Reference)
        )

    def _rows_of(self, other: Quantified) -> str:
        """The name of the pack's rows of which one is looked for, by what they are joined with."""
        name = f"rows_{len(self._rows)}"
        self._rows.append(f"{name} = {_rows(other, f'tables[{other.kind!r}]')}")
        return name

    def _look_for(self, other: Quantified) -> int:
        """The number of the role of being looked for like that; rules that look for the same share it."""
        asked = " and ".join([*_constant(other), f"(key := number(numbers, {_joined_by(other)})) >= 0"])
        return self._looked_for.setdefault((other.kind, asked), len(self._looked_for))

    def _anchor_beside(self, judged: _Role, across: Sequence[Test], tests: Sequence[Test]) -> dict[str, Any]:
        """The pattern of the anchor beside the fact judged, which comes last; it ends with the join of their marks."""
        anchor = _Role("p", judged.number)
        conditions = [python_of(test, _member) for test in tests]
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
        looked_for: dict[str, list[tuple[Sequence[str], str]]] = {}
        for (kind, asked), number in self._looked_for.items():
            # One of those that are joined alike is enough: many would be as many matches for each fact judged.
            new = f"{asked} and is_new(told, ({number}, key))"
            looked_for.setdefault(kind, []).append(([new], f"""out += ',"o{number}":1,"v{number}":%d' % key"""))
        lines = [
            *self._rows,
            "def hand(facts, anchor):",
            "    p = anchor.members",
            "    numbers, told, first, judged = {}, set(), {}, {}",
        ]
        for into, roles in (("first", looked_for), ("judged", self._judged)):
            for kind, given in roles.items():
                lines += [f"    for fact in facts.get({kind!r}, ()):", "        m, out = fact.members, ''"]
                lines += [f"        {line}" for line in _roles(given)]
                lines.append(f"        if out: {into}.setdefault(out, []).append(fact)")
        lines += [f"""    m, out = p, ',"{END}":1'""", *(f"    {line}" for line in _roles(self._beside))]
        return "\n".join([*lines, "    return [*first.items(), *judged.items(), (out, [anchor])]", ""])


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

    def given(self, conditions: Sequence[str]) -> tuple[Sequence[str], str]:
        """What gives the role, in `hand`, to a fact that passes the conditions."""
        values = f" % {tuple_of(self._values)}" if self._values else ""
        return conditions, f"out += {self._told!r}{values}"


def _roles(given: Iterable[tuple[Sequence[str], str]]) -> Iterator[str]:
    """The lines that give roles; what several ask for first is asked once."""
    by_first: dict[str, list[str]] = {}
    for conditions, line in given:
        first, *rest = conditions or ["True"]
        by_first.setdefault(first, []).append(f"if {' and '.join(rest)}: {line}" if rest else line)
    for first, lines in by_first.items():
        yield f"if {first}:"
        yield from (f"    {line}" for line in lines)


def _member(name: str) -> str:
    return f"m[{name!r}]"


def _of_anchor(name: str) -> str:
    return f"p[{name!r}]"


def _rows(other: Quantified, facts: str) -> str:
    """What the facts that are looked for among `facts` are joined by; what is absent equals nothing."""
    key = _joined_by(other)
    asked = " and ".join([*_constant(other), f"None not in {key}"])
    return f"frozenset({key} for m in (fact.members for fact in {facts}) if {asked})"


def _constant(other: Quantified) -> list[str]:
    """What a fact that is looked for shows by itself."""
    return [python_of(test, _member) for test in other.tests if not isinstance(test.value, Reference)]


def _joined_by(other: Quantified) -> str:
    """What a fact that is looked for is joined by."""
    return tuple_of(f"m[{test.member!r}]" for test in other.tests if isinstance(test.value, Reference))


def _names(tables: Tables) -> Mapping[str, Any]:
    """What generated source finds, by name."""
    return {"number": _number, "is_new": _is_new, "bounded": _bounded, "tables": tables}


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
