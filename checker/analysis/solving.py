"""What may be so, as conditions that a solver decides; nothing else of the analysis speaks to z3.

A condition is plainly true or false as long as it can be, and only then something for the solver. A value that may be
one of several is each of them under a condition: exactly one of these conditions is so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import product
from typing import Any, Final

import z3

Condition = Any
"""True, false, or something for the solver."""

Value = Mapping[Any, Condition]
"""What a member may be (None: absent) -> when it is that."""

_NOTHING_FIRST: Final = 1
"""What may be so or not is first taken not to be."""

_MOST_WORK: Final = 20_000
"""Conflicts, some seconds at most, for one question."""

_MOST_SUMS: Final = 40
_MOST_AMOUNTS: Final = 10
"""Sums that are told apart, and amounts in each: what every one adds to every other is more than can be asked for."""


def all_of(conditions: Iterable[Condition]) -> Condition:
    """Whether every one is so; none is asked for after one that never is."""
    open_ = []
    for each in conditions:
        if each is False:
            return False
        if each is not True:
            open_.append(each)
    return True if not open_ else open_[0] if len(open_) == 1 else _joined(z3.Z3_mk_and, open_)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Whether any is so."""
    open_ = []
    for each in conditions:
        if each is True:
            return True
        if each is not False:
            open_.append(each)
    return False if not open_ else open_[0] if len(open_) == 1 else _joined(z3.Z3_mk_or, open_)


def none_of(*conditions: Condition) -> Condition:
    """Whether not one of them is so."""
    found = any_of(conditions)
    return not found if isinstance(found, bool) else z3.Not(found)


def _joined(make: Callable[..., Any], conditions: Sequence[z3.BoolRef]) -> z3.BoolRef:
    """One condition of several: as `z3.And` and `z3.Or` do, without a look at the types of a million of them."""
    context = z3.main_ctx()
    parts = (z3.Ast * len(conditions))(*[each.as_ast() for each in conditions])
    return z3.BoolRef(make(context.ref(), len(conditions), parts), context)


def lifted(function: Callable[..., Any], *values: Value) -> Value:
    """What a function gives of values that may be several."""
    found: dict[Any, list[Condition]] = {}
    for chosen in product(*(value.items() for value in values)):
        condition = all_of(each for _, each in chosen)
        if condition is not False:
            found.setdefault(function(*(each for each, _ in chosen)), []).append(condition)
    return dict.fromkeys(found, True) if len(found) == 1 else {value: any_of(each) for value, each in found.items()}


def related(relation: Callable[[Any, Any], bool], one: Value, other: Value) -> Condition:
    """Whether two values, both there, stand in that relation."""
    return any_of(
        all_of((mine, its))
        for left, mine in one.items()
        if left is not None
        for right, its in other.items()
        if right is not None and relation(left, right)
    )


def added(amounts: Iterable[tuple[int, Condition]], most: int | None = None) -> Value:
    """The sum of amounts, each of which counts under a condition; `most` stands for itself and all beyond."""
    sums: dict[int, Condition] = {0: True}
    for amount, condition in amounts:
        if condition is False or not amount:
            continue
        without = none_of(condition)
        found: dict[int, list[Condition]] = {}
        for total, each in sums.items():
            more = total + amount if most is None else min(total + amount, most)
            found.setdefault(total, []).append(all_of((each, without)) if more != total else each)
            if more != total:
                found.setdefault(more, []).append(all_of((each, condition)))
        sums = {total: any_of(each) for total, each in found.items()}
    return {total: each for total, each in sums.items() if each is not False}


def summed(amounts: Iterable[Value], wanted: Collection[int]) -> Value:
    """The sum of amounts, `wanted` ones first, where what is absent adds nothing; None: one that is not looked at."""
    sums: Value = {0: True}
    for amount in amounts:
        found = lifted(
            lambda total, more: None if None in (total, more) else total + more, sums, _spread(amount, wanted)
        )
        told = sorted((total for total in found if total is not None), key=lambda total: total not in wanted)
        told = told[:_MOST_SUMS]
        beyond = any_of(condition for total, condition in found.items() if total not in told)
        sums = {**{total: found[total] for total in told}, **({} if beyond is False else {None: beyond})}
    return sums


def _spread(amount: Value, wanted: Collection[int]) -> Value:
    """An amount, 0 where it is absent; of many that it may be, some from the least to the most, and None: another."""
    all_ = sorted({each or 0 for each in amount})
    few = {all_[n * (len(all_) - 1) // (_MOST_AMOUNTS - 1)] for n in range(_MOST_AMOUNTS)} | {*wanted}
    return lifted(
        lambda each: each if len(all_) <= _MOST_AMOUNTS or each in few else None,
        lifted(lambda each: each or 0, amount),
    )


class Solver:
    """Says whether conditions can be so together, and by what."""

    def __init__(self) -> None:
        self._solver = z3.SimpleSolver()
        self._solver.set("max_conflicts", _MOST_WORK)
        self._solver.set("phase_selection", _NOTHING_FIRST)
        self._solver.set("relevancy", 0)
        self._names = 0

    def either_way(self) -> z3.BoolRef:
        """Something that may be so or not."""
        self._names += 1
        return z3.Bool(f"b{self._names}")

    def one_of(self, values: Sequence[Any], *, may_lack: bool) -> Value:
        """A value that may be any of these, or, if it `may_lack`, absent."""
        if len(values) == 1 and not may_lack:
            return {values[0]: True}
        conditions = [self.either_way() for _ in values]
        if len(conditions) > 1:
            self._solver.add(z3.AtMost(*conditions, 1))
        if not may_lack:
            self._solver.add(z3.Or(conditions))
        return {**dict(zip(values, conditions, strict=True)), **({None: none_of(*conditions)} if may_lack else {})}

    def named(self, condition: Condition) -> Condition:
        """The condition under a short name, by which it is quick to ask for."""
        if isinstance(condition, bool):
            return condition
        name = self.either_way()
        self._solver.add(name == condition)
        return name

    def find(
        self, conditions: Iterable[Condition], spare: Iterable[Condition] = (), *, one_by_one: bool = True
    ) -> Answer | None:
        """A way in which the conditions are so; None: there is none, or none that is found with reasonable effort.

        Of what is `spare`, the more of it that can be done without, the better, the first first.
        """
        asked = [each for each in conditions if each is not True]
        if any(each is False for each in asked) or self._solver.check(*asked) != z3.sat:
            return None
        found = Answer(self._solver.model())
        dropped = {each.get_id(): each for each in map(none_of, spare) if not isinstance(each, bool)}
        while dropped and (fewer := self._solver.check(*asked, *dropped.values())) != z3.sat:
            if fewer != z3.unsat:
                return found
            # Of what cannot all be done without, the last goes back; or all, which is quicker and leaves more.
            needed = {each.get_id() for each in self._solver.unsat_core()}
            back = [each for each in dropped if each in needed]
            for each in (back[-1:] if one_by_one else back) or [*dropped]:
                del dropped[each]
        return Answer(self._solver.model()) if dropped else found

    def is_impossible(self, conditions: Iterable[Condition]) -> bool:
        """Whether it is certain that they cannot be so together."""
        asked = [each for each in conditions if each is not True]
        return any(each is False for each in asked) or self._solver.check(*asked) == z3.unsat


class Answer:
    """One way in which things can be."""

    def __init__(self, model: z3.ModelRef) -> None:
        self._model = model

    def holds(self, condition: Condition) -> bool:
        """Whether the condition is so there."""
        return (
            condition if isinstance(condition, bool) else z3.is_true(self._model.eval(condition, model_completion=True))
        )

    def chosen(self, value: Value) -> Any:
        """What a value is there; the first that it may be, where nothing depends on it."""
        return next((each for each, condition in value.items() if self.holds(condition)), next(iter(value)))
