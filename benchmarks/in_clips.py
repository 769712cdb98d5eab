"""A pack's rules in CLIPS 6.4 (clipspy), behind the port of plancheck's own evaluators: facts in, firings out.

Every alternative of a rule is a `defrule`. What CLIPS is given for its best:

- templates with the members that rules look at, and no more; a member that is not there is a slot left at `nil`;
- the pack's facts are asserted once and stay; a plan's facts are retracted one by one, the anchor first;
- facts are asserted with fact builders and values made once, below clipspy's own `assert_fact`: that makes every value
  anew, and a fact given as text costs clipspy a call from C into Python for every character;
- a rule that looks at the anchor, or judges facts of the pack, begins with the anchor, which is asserted last: until
  then, nothing of it can match;
- no Python is called while rules fire: they leave numbers in a global, which is read once.

A translation that CLIPS does not take, as of a comparison with a later slot of the same fact, stops the run.

What may still be unfair: a program in C would hand facts over for less than calls through cffi cost, and these rules
are translated and not written by someone who thinks in CLIPS.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, Final

from clips import Environment
from clips._clips import ffi, lib
from clips.values import clips_value
from lean import Spelt, alternatives_of, is_of_the_pack, members_of, safe

from checker.errors import EngineError
from checker.model import Firing
from checker.pack.conditions import Op, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lean import Alternative

    from checker.model import Fact, Known
    from checker.pack.conditions import Test
    from checker.pack.model import Rule

_SIGNS: Final = {Op.LESS_THAN: "<", Op.AT_MOST: "<=", Op.MORE_THAN: ">", Op.AT_LEAST: ">="}

Slots = list[tuple[bytes, Any]]


class ClipsEvaluator:
    """Judges with CLIPS; `sifted` as in `lean.Spelt`."""

    def __init__(self, rules: Sequence[Rule], pack_facts: Sequence[Fact], anchor: str, *, sifted: bool) -> None:
        self._rules = [rule.id for rule in rules]
        self._anchor = anchor
        self._members = members_of(rules, anchor)
        self._builders: dict[str, Any] = {}
        self._environment = Environment()
        self._environment.fact_duplication = True  # facts are told apart by their place, and entries need not be
        self._environment.build("(deftemplate kept (slot value))")
        self._environment.build("(defglobal ?*found* = (create$))")
        for kind, members in self._members.items():
            slots = " ".join(f"(slot {name} (default nil))" for name in ("place", *members))
            self._environment.build(f"(deftemplate {kind} {slots})")
        for turn, alternative in enumerate(alternatives_of(rules)):
            place = self._rules.index(alternative.rule.id)
            self._environment.build(_Translation(alternative, anchor).rule(f"r{turn}", place))
        self._found = self._environment.find_global("found")
        environment = self._environment._env  # noqa: SLF001 - see the module
        self._builders.update({kind: lib.CreateFactBuilder(environment, kind.encode()) for kind in self._members})
        self._values: dict[tuple[type, object], Any] = {}
        self._spelt = Spelt(rules, pack_facts, anchor, self._slots, sifted=sifted)
        self._pack_facts = [fact for fact in pack_facts if fact.kind in self._members]
        for place, fact in enumerate(self._pack_facts):
            self._assert(fact.kind, place, self._slots(fact))

    def __del__(self) -> None:
        for builder in self._builders.values():
            lib.FBDispose(builder)

    def judge(self, known: Known) -> list[Firing]:
        """Every rule that is violated, once for each fact that violates it."""
        handed = self._spelt.of(known)
        handed.append((known.anchor, self._slots(known.anchor)))
        first = len(self._pack_facts)
        asserted = [self._assert(fact.kind, place, slots) for place, (fact, slots) in enumerate(handed, first)]
        found: Sequence[int] = ()
        if self._environment.run():
            found = self._found.value
            self._found.value = []
        for fact in reversed(asserted):
            lib.Retract(fact)
        pairs = dict.fromkeys(zip(found[::2], found[1::2], strict=True))
        return [
            Firing(self._rules[rule], self._pack_facts[place] if place < first else handed[place - first][0])
            for rule, place in pairs
        ]

    def _assert(self, kind: str, place: int, slots: Slots) -> Any:
        builder = self._builders[kind]
        put = lib.FBPutSlot
        put(builder, b"place", self._value(place))
        for name, value in slots:
            put(builder, name, value)
        fact = lib.FBAssert(builder)
        if fact == ffi.NULL:
            raise EngineError("engine.failed", cause=f"CLIPS refused a fact: {kind}")
        return fact

    def _slots(self, fact: Fact) -> Slots:
        """The fact's members as CLIPS takes them, without those that are not there."""
        found = ((name, fact.members.get(name)) for name in self._members[fact.kind])
        return [
            (name.encode(), self._value(safe(fact.kind, name, value))) for name, value in found if value is not None
        ]

    def _value(self, value: int | str) -> Any:
        """A value of CLIPS, made once, and in a fact of its own: what no fact holds is freed."""
        key = type(value), value
        made = self._values.get(key)
        if made is None:
            made = self._values[key] = clips_value(self._environment._env, value)  # noqa: SLF001 - see the module
            self._environment.find_template("kept").assert_fact(value=value)
        return made


class _Translation:
    """One alternative of a rule, on its way to a `defrule`."""

    def __init__(self, alternative: Alternative, anchor: str) -> None:
        self._rule, self._block = alternative
        self._anchor = anchor
        self._names = map("v{}".format, count())
        self._compared = _referred(self._block.own)
        referred = self._compared | _referred(test for other in self._block.others for test in other.tests)
        self._bound = {
            kind: {of.member for of in referred if of.kind == kind} for kind in (anchor, self._rule.for_each)
        }

    def rule(self, name: str, place: int) -> str:
        """The rule's text; where it fires it leaves `place`, and the place of the fact judged."""
        judged = self._rule.for_each
        patterns = []
        if judged != self._anchor and (self._block.anchor or self._bound[self._anchor] or is_of_the_pack(judged)):
            patterns.append(self._pattern(self._anchor, self._block.anchor))
        patterns.append(self._pattern(judged, self._block.own, " (place ?place)"))
        for other in self._block.others:
            pattern = self._pattern(other.kind, other.tests, is_bound=False)
            patterns.append(f"({'exists' if other.exists else 'not'} {pattern})")
        return f"(defrule {name} {' '.join(patterns)} => (bind ?*found* (create$ ?*found* {place} ?place)))"

    def _pattern(self, kind: str, tests: Sequence[Test], further: str = "", *, is_bound: bool = True) -> str:
        bound = self._bound.get(kind, set()) if is_bound else set()
        # What is bound comes first, as the slots after it are compared with it.
        members = dict.fromkeys((*sorted(bound), *(test.member for test in tests)))
        slots = []
        for name in members:
            of_it = [test for test in tests if test.member == name]
            slots.append(f" ({name} {self._constraint(kind, name, of_it, is_bound=name in bound)})")
        return f"({kind}{''.join(slots)}{further})"

    def _constraint(self, kind: str, member: str, tests: Sequence[Test], *, is_bound: bool) -> str:
        """What a slot has to be: of the constants that all tests allow, and never `nil` where it is compared."""
        # One name that comes twice in a rule would have to be one value.
        variable = _variable(kind, member) if is_bound else f"?{next(self._names)}"
        terms = [
            self._term(variable, kind, test) for test in tests if test.op not in {Op.IS, Op.ONE_OF} or _joins(test)
        ]
        choices = [test.value if isinstance(test.value, tuple) else (test.value,) for test in tests if _chooses(test)]
        named = [variable] if is_bound or any(":" in term for term in terms) else []
        if not choices:
            is_compared = tests or Reference(kind, member) in self._compared
            return "&".join((*named, *(("~nil",) if is_compared else ()), *terms))
        allowed = [value for value in choices[0] if all(value in other for other in choices)]
        if not allowed or (len(allowed) > 1 and terms):
            raise ValueError(f"CLIPS cannot say it: {self._rule.id}: {member} is one of none, or of several and more")
        return "&".join((*named, "|".join(_spelt(kind, member, value) for value in allowed), *terms))

    def _term(self, variable: str, kind: str, test: Test) -> str:
        if test.value == Reference(kind, test.member):
            raise ValueError(f"CLIPS cannot say it: {self._rule.id}: {test.member} is compared with itself")
        if isinstance(test.value, Reference):
            wanted = _variable(test.value.kind, test.value.member)
        else:
            wanted = _spelt(kind, test.member, test.value)
        if test.op is Op.IS:
            return wanted
        return f"~{wanted}" if test.op is Op.IS_NOT else f":({_SIGNS[test.op]} {variable} {wanted})"


def _referred(tests: Iterable[Test]) -> set[Reference]:
    return {test.value for test in tests if isinstance(test.value, Reference)}


def _joins(test: Test) -> bool:
    return isinstance(test.value, Reference)


def _chooses(test: Test) -> bool:
    return test.op in {Op.IS, Op.ONE_OF} and not _joins(test)


def _variable(kind: str, member: str) -> str:
    return f"?{kind}-{member}"


def _spelt(kind: str, member: str, value: Any) -> str:
    """A constant as CLIPS reads it."""
    value = safe(kind, member, value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
