"""A dictionary that fills itself: what it was asked once it knows, and it never knows more than it may."""

from __future__ import annotations

from checker.filling import Filling


def test_what_was_asked_before_is_not_found_out_again() -> None:
    asked: list[int] = []

    def find(key: int) -> int:
        asked.append(key)
        return key * key

    squares = Filling(find, 3)
    assert [squares[key] for key in (3, 4, 3, 5, 4)] == [9, 16, 9, 25, 16]
    assert asked == [3, 4, 5]


def test_it_keeps_as_much_as_it_may_and_no_more() -> None:
    known = Filling(str, 3)
    sizes = []
    for key in range(8):
        assert known[key] == str(key)
        sizes.append(len(known))
    assert sizes == [1, 2, 3, 1, 2, 3, 1, 2]


def test_what_is_not_to_be_kept_is_found_out_each_time() -> None:
    asked: list[int] = []

    def find(key: int) -> int:
        asked.append(key)
        return key

    even = Filling(find, 2, is_kept=lambda key, answer: key < 9 and answer % 2 == 0)
    assert [even[key] for key in (1, 2, 3, 1, 2, 4, 10, 10)] == [1, 2, 3, 1, 2, 4, 10, 10]
    assert asked == [1, 2, 3, 1, 4, 10, 10]
    # What is not kept makes no room either.
    assert list(even) == [2, 4]
