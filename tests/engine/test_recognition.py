"""What is kept of parts: found out once, never too much in all, and right however often it is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.engine.recognition import Memory, Recognised, is_light
from checker.model import Fact, Known, Part

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


def test_what_is_met_once_only_is_not_kept() -> None:
    recognised = Recognised(number_of, Memory())
    (passing,) = Known.of([Fact("entry", (), {"number": 7})], Fact("plan", (), {})).parts
    assert [recognised[passing], recognised[passing]] == [7, 7]
    assert len(recognised) == 0


@pytest.mark.parametrize(
    ("profile", "light"),
    [
        (None, True),
        (7, True),
        (10**500, True),
        ("x" * 400, True),
        ("x" * 401, False),
        ((7, None, "x" * 400), True),
        ((7, "x" * 401), False),
        ((), True),
    ],
)
def test_what_holds_a_long_text_is_not_kept(profile: object, light: bool) -> None:  # noqa: FBT001 - of the table
    assert is_light(profile) is light
