"""What was found out about parts of plans, kept: most plans have nothing that was not met before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from checker.model import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Answer = TypeVar("Answer")


class Recognised(dict[Part, Answer]):
    """What `find` says of parts, which is always the same for a part; threads may share it.

    A dictionary that fills itself, so that all parts of a plan are looked up without a step in Python.
    """

    _KEPT: Final = 4096

    def __init__(self, find: Callable[[Part], Answer]) -> None:
        self._find = find

    def __missing__(self, part: Part) -> Answer:
        answer = self._find(part)
        if len(self) >= self._KEPT:
            self.clear()
        self[part] = answer
        return answer

    def of(self, parts: Iterable[Part]) -> Iterator[Answer]:
        """The answer for each of the parts."""
        return map(self.__getitem__, parts)
