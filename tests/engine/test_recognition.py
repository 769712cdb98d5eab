"""What is kept of parts: found out once, never too much in all, and right however often it is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.engine.recognition import Memory, Recognised
from checker.model import Fact, Part

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 3


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Memory, "_MOST", MOST)


def parts(count: int) -> Sequence[Part]:
    return [Part((Fact("entry", (), {"number": number}),)) for number in range(count)]


def number_of(part: Part) -> int:
    number: int = part.facts[0].members["number"]
    return number


def test_a_part_that_was_met_before_is_not_looked_into_again() -> None:
    asked: list[Part] = []

    def find(part: Part) -> int:
        asked.append(part)
        return number_of(part)

    first, second = parts(2)
    assert list(Recognised(find, Memory()).of([first, second, first, second])) == [0, 1, 0, 1]
    assert asked == [first, second]


def test_parts_that_hold_the_same_are_different_parts() -> None:
    recognised = Recognised(id, Memory())
    (one,), (other,) = parts(1), parts(1)
    assert list(recognised.of([one, other])) == [id(one), id(other)]


def test_as_much_is_kept_as_may_be_and_no_more() -> None:
    recognised = Recognised(number_of, Memory())
    sizes = []
    for number, answer in enumerate(recognised.of(parts(8))):
        assert answer == number
        sizes.append(len(recognised))
    assert sizes == [1, 2, 3, 1, 2, 3, 1, 2]


def test_those_who_share_a_memory_keep_no_more_together() -> None:
    memory = Memory()
    numbers, doubles = Recognised(number_of, memory), Recognised(lambda part: 2 * number_of(part), memory)
    sizes = []
    for part in parts(4):
        assert (numbers[part], doubles[part]) == (number_of(part), 2 * number_of(part))
        sizes.append((len(numbers), len(doubles)))
    # The fourth answer finds three kept by both, and both lose them; so does the seventh.
    assert sizes == [(1, 1), (0, 1), (1, 2), (1, 1)]
