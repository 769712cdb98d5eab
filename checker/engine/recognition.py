"""What was found out about parts of plans, kept: most plans have nothing that was not met before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from checker.model import Part
from checker.values import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Answer = TypeVar("Answer")


class Memory:
    """What bounds how much is kept: those who share one lose all they keep once it is too much together.

    Whoever keeps an answer keeps the part it is about.
    """

    _MOST: Final = 8192

    def __init__(self) -> None:
        self._kept = 0
        self._keepers: dict[int, Recognised[Any]] = {}

    def count(self, keeper: Recognised[Any]) -> None:
        """Make room for one answer more with `keeper`."""
        if self._kept >= self._MOST:
            for each in list(self._keepers.values()):
                each.clear()
            self._keepers.clear()
            self._kept = 0
        self._keepers[id(keeper)] = keeper
        self._kept += 1


def is_light(profile: object) -> bool:
    """Whether what a fact looks like (values of some of its members) is no burden to keep: a number can be a text."""
    values = profile if isinstance(profile, tuple) else (profile,)
    return all(not isinstance(value, str) or len(value) <= LONGEST for value in values)


class Recognised(dict[Part, Answer]):
    """What `find` says of parts, which is always the same for a part; threads may share it. Kept for lasting parts.

    A dictionary that fills itself, so that all parts of a plan are looked up without a step in Python.
    """

    def __init__(self, find: Callable[[Part], Answer], memory: Memory) -> None:
        self._find = find
        self._memory = memory

    def __missing__(self, part: Part) -> Answer:
        answer = self._find(part)
        if part.lasting:
            self._memory.count(self)
            self[part] = answer
        return answer

    def of(self, parts: Iterable[Part]) -> Iterator[Answer]:
        """The answer for each of the parts."""
        return map(self.__getitem__, parts)
