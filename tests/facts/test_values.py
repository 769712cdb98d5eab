"""How single values are read (plan format 1)."""

import pytest

from checker.facts.values import OnlyWords, count, flag, text, there
from checker.values import day_number, day_text, number_of, order_of


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *((7, 7), (7.0, 7), ("7", 7), ("42", 42), (0, 0), ("0", 0), (-5, -5), (10**30, 10**30)),
        # Other text stays text, and what is no number and no text is none.
        *(
            (text, text)
            for text in ("07", "00", " 7", "7 ", "+7", "-5", "7.0", "1e1", "1_0", "７", "٧", "²", "七", "VII")
        ),
        *(
            (odd, None)
            for odd in (True, False, 7.5, float("nan"), float("inf"), None, "", " \u3000\t", [7], {"number": 7})
        ),
    ],
)
def test_the_number_of_a_measure(written, number):
    found = number_of(written)
    assert found == number
    assert type(found) is type(number)


def test_numbers_sort_by_value_and_before_texts():
    numbers = ["b", 10, "07", 9, -1, 10**30, "a"]
    assert sorted(numbers, key=order_of) == [-1, 9, 10, 10**30, "07", "a", "b"]


@pytest.mark.parametrize("day", ["0001-01-01", "2012-02-29", "2012-12-26", "2013-01-01", "9999-12-31"])
def test_a_day_is_a_number_and_back(day):
    assert day_text(day_number(day)) == day


def test_days_compare_as_numbers_do():
    days = ["0001-01-01", "1999-12-31", "2012-02-29", "2012-03-01", "2012-12-26", "2012-12-27", "2013-01-01"]
    assert [day_text(number) for number in sorted(map(day_number, reversed(days)))] == days


@pytest.mark.parametrize(
    ("read", "value", "found"),
    [
        *((count, value, found) for value, found in ((5, 5), (5.0, 5), (5.5, None), (True, None), ("5", None))),
        *((flag, value, found) for value, found in ((True, True), (False, False), (1, None))),
        *((text, value, found) for value, found in (("七", "七"), (7, "7"), (True, None), (None, None))),
        *((there, value, found) for value, found in (([1], True), ([], False), ({}, False), (0, True), (" ", False))),
    ],
)
def test_whatever_stands_there_is_read_or_nothing_is(read, value, found):
    assert read(value) is found or (read(value) == found and type(read(value)) is type(found))


@pytest.mark.parametrize("written", ["待定", "TBD", "tbd", " tbd ", "\u3000待定", "\x85TBD", "……", "..", "…."])
def test_nothing_but_a_word_or_signs_is_found_in_any_case_and_among_white_space(written):
    assert OnlyWords(["待定", "tbd"], "….").found_in(["文字", written])
    assert not OnlyWords(["待定", "tbd"], "….").found_in([f"{written}x", f"{written}\x1f"])
