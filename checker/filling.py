"""A dictionary that fills itself: for answers that are asked for again and again, and are always the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Key = TypeVar("Key")
Answer = TypeVar("Answer")


class Filling(dict[Key, Answer]):
    """What `find` says of a key, kept; never more than `most` answers, and begun anew where it would be.

    What `is_kept` refuses (asked for a key and its answer) is found out each time. Looked up without a step in Python;
    threads may share it.
    """

    def __init__(
        self,
        find: Callable[[Key], Answer],
        most: int,
        is_kept: Callable[[Key, Answer], bool] = lambda _key, _answer: True,
    ) -> None:
        self._find = find
        self._most = most
        self._is_kept = is_kept

    def __missing__(self, key: Key) -> Answer:
        answer = self._find(key)
        if self._is_kept(key, answer):
            if len(self) >= self._most:
                self.clear()
            self[key] = answer
        return answer
