"""The points of one test: the values at which it turns, as they are compared and as they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from checker.analysis.domains import day_after
from checker.pack.conditions import Op, Reference, Test
from checker.pack.model import Member, MemberType
from checker.values import day_text

_INSIDE: Final[Mapping[Op, tuple[int, ...]]] = {
    Op.IS: (0,),
    Op.IS_NOT: (-1, 1),
    Op.LESS_THAN: (-1,),
    Op.AT_MOST: (0,),
    Op.MORE_THAN: (1,),
    Op.AT_LEAST: (0,),
}
_OUTSIDE: Final[Mapping[Op, tuple[int, ...]]] = {
    Op.IS: (-1, 1),
    Op.IS_NOT: (0,),
    Op.LESS_THAN: (0,),
    Op.AT_MOST: (1,),
    Op.MORE_THAN: (0,),
    Op.AT_LEAST: (-1,),
}
"""How far from the value compared with the points of a figure or a day lie, by operator."""


@dataclass(frozen=True, slots=True)
class EdgePoint:
    """One point of a test.

    It is where the member is `only`, or, without it, `distance` from what it is compared with; and if `beyond`, where
    it is none of what it is compared with.
    """

    name: str
    type: MemberType
    inside: bool
    distance: int = 0
    only: Any = None
    beyond: bool = False

    @property
    def is_measured(self) -> bool:
        """Whether values beside it are points of their own."""
        return self.type in (MemberType.COUNT, MemberType.DAY) and self.only is None and not self.beyond

    def has(self, found: Any, wanted: Any) -> bool:
        """Whether a member that is `found` and compared with `wanted` is at this point."""
        if self.beyond:
            return found not in wanted if isinstance(wanted, tuple) else found != wanted
        if self.only is not None:
            return bool(found == self.only)
        return bool(found == shifted(wanted, self.distance, self.type))


def points_of(test: Test, member: Member) -> Iterator[EdgePoint]:
    """The points of `test`, which looks at `member`: those inside, where it passes, first."""
    if isinstance(test.value, tuple):
        listed = test.op is Op.ONE_OF
        at_each = [
            EdgePoint(f"= {_shown(value, member.type)}", member.type, inside=listed, only=value) for value in test.value
        ]
        other = EdgePoint(f"≠ {_joined(test.value, member.type)}", member.type, inside=not listed, beyond=True)
        yield from (*at_each, other) if listed else (other, *at_each)
    elif member.type in (MemberType.COUNT, MemberType.DAY):
        for inside, distances in ((True, _INSIDE), (False, _OUTSIDE)):
            for distance in distances[test.op]:
                if isinstance(test.value, int) and member.least and test.value + distance < member.least:
                    continue
                name = _measured_name(test, member.type, distance)
                yield EdgePoint(name, member.type, inside=inside, distance=distance)
    else:
        is_equal = test.op is Op.IS
        for inside in (True, False):
            beyond = inside is not is_equal
            yield EdgePoint(_name(test, member.type, beyond=beyond), member.type, inside=inside, beyond=beyond)


def shifted(value: int, distance: int, type_: MemberType) -> int:
    """The figure or the day that is `distance` from `value`."""
    if not distance:
        return value
    return day_after(value, distance) if type_ is MemberType.DAY else value + distance


def _measured_name(test: Test, type_: MemberType, distance: int) -> str:
    sign = f" {'-' if distance < 0 else '+'} {abs(distance)}" if distance else ""
    if isinstance(test.value, Reference):
        return f"= {test.value.kind}.{test.value.member}{sign}"
    if isinstance(test.value, tuple):
        raise TypeError(test.value)
    value = _shown(shifted(int(test.value), distance, type_), type_)
    return f"= {value}" if test.bound is None else f"= {value} (bound.{test.bound}{sign})"


def value_beside(test: Test) -> str:
    """What a test inside `some` or `no` compares with, as a point is called."""
    if isinstance(test.value, Reference):
        return f"= {test.value.kind}.{test.value.member}"
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    shown = ", ".join(_shown(value, MemberType.CODE) for value in values)
    return f"= {shown}" if test.op is Op.IS else f"{test.op} {shown}"


def _name(test: Test, type_: MemberType, *, beyond: bool) -> str:
    if isinstance(test.value, bool):
        return f"= {_shown(test.value is not beyond, type_)}"
    wanted = test.value
    named = f"{wanted.kind}.{wanted.member}" if isinstance(wanted, Reference) else _shown(wanted, type_)
    return f"{'≠' if beyond else '='} {named}"


def _joined(values: tuple[Any, ...], type_: MemberType) -> str:
    return ", ".join(_shown(value, type_) for value in values)


def _shown(value: Any, type_: MemberType) -> str:
    """A value as rule.yaml has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return day_text(value) if type_ is MemberType.DAY else str(value)
