"""What people type into forms is read as they mean it, or what is unclear is said: never a guess."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.i18n import say
from checker.model import LANGUAGES
from checker.readers import read_path, typed_values
from checker.readers.typed_values import (
    UNCLEAR,
    Unclear,
    amount_of,
    count_of,
    day_of,
    flag_of,
    item_number_of,
    items_of,
    labels_by_key,
    lines_of,
    quoted,
    unquoted,
    written_flag,
    written_item_number,
    written_items,
    written_lines,
    written_number,
)
from checker.values import shown_day

TYPED: Any = read_path(Path(__file__).with_name("typed_values.yaml")).data
ITEMS: Any = read_path(Path(__file__).with_name("item_numbers.yaml")).data
LISTS = ("items_of", "lines_of")


@pytest.mark.parametrize(
    ("read", "typed", "value"),
    [
        (read, typed, value)
        for read, values in TYPED.items()
        if read not in LISTS
        for value, texts in values.items()
        for typed in texts
    ],
)
def test_a_value_or_why_it_is_none(read, typed, value):
    found = getattr(typed_values, read)(str(typed))
    if isinstance(found, Unclear):
        assert found.code == value
        for lang in LANGUAGES:
            assert say(lang, found.wording, **found.values) != found.wording or lang == "en"
            assert say(lang, found.remedy)
    else:
        assert str(found).lower() == value.lower() or found == float(value)


def test_every_reason_is_that_of_some_text():
    told = {value for values in TYPED.values() if isinstance(values, dict) for value in values}
    assert set(UNCLEAR) - told == {
        "units-differ",
        "unit-not-asked",
        "no-code",
        "no-item",
        "item-differs",
        "several-names",
    }


@pytest.mark.parametrize(("read", "typed", "entries"), [(read, *row) for read in LISTS for row in TYPED[read]])
def test_lists_in_one_cell(read, typed, entries):
    assert getattr(typed_values, read)(typed) == entries


@pytest.mark.parametrize(("typed", "unit", "value"), ITEMS["amounts"])
def test_a_unit_around_a_cell_holds_where_the_cell_names_none(typed, unit, value):
    found = amount_of(typed, unit)
    assert (found.code if isinstance(found, Unclear) else found) == value


_TITLES = labels_by_key([(label, number) for number, labels in ITEMS["titles"].items() for label in labels])


@pytest.mark.parametrize(("text", "number"), [(text, number) for number, texts in ITEMS["numbers"] for text in texts])
def test_item_numbers(text, number):
    found = item_number_of(text, _TITLES)
    assert (found.code if isinstance(found, Unclear) else found) == number
    assert isinstance(found, Unclear) or type(found) is type(number)


def test_a_number_that_the_catalogue_writes_otherwise_is_that_of_the_catalogue():
    assert item_number_of("07", labels_by_key([("07", "07")])) == "07"


def test_how_lists_are_written():
    assert written_items(["办公室", "人事处"], "zh") == "办公室、人事处"
    assert written_items(["Office", "Law, Policy"], "en") == 'Office; "Law, Policy"'
    assert written_lines(["制定办法", "组织培训"], "zh") == "1. 制定办法\n2. 组织培训"
    assert written_lines(["制定办法"], "zh") == "制定办法"
    assert written_items([], "zh") == written_lines([], "zh") == "无"
    assert written_items([], "en") == "none"


_AWKWARD = st.text(alphabet='ab1.0，、,;；\n\r \t"“（）()①一-—无/=　\x85\x00', max_size=12) | st.text(max_size=8)


@given(st.lists(_AWKWARD, max_size=5), st.sampled_from(LANGUAGES))
def test_lists_come_back_as_they_were(entries, lang):
    assert items_of(written_items(entries, lang)) == entries
    assert lines_of(written_lines(entries, lang)) == entries


@given(st.dates(), st.sampled_from(LANGUAGES))
def test_days_come_back_as_they_were(day, lang):
    assert day_of(shown_day(day.isoformat(), lang)) == day.isoformat()


@given(st.integers(-(2**63), 2**64 - 1))
def test_whole_numbers_come_back_as_they_were(number):
    assert count_of(written_number(number)) == number
    assert amount_of(written_number(number)) == number
    assert count_of(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_amounts_come_back_as_they_were(number):
    assert amount_of(written_number(number)) == number


@given(
    _AWKWARD
    | st.integers(0, 10**6)
    | st.sampled_from(["7", "07", "７", "Policies", "第7项", "iv", "IV", "Ⅱ.1", "II.1 x", '"7"'])
)
def test_item_numbers_come_back_as_they_were(number):
    assert item_number_of(written_item_number(number, _TITLES), _TITLES) == number


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("flag", [True, False])
def test_yes_and_no_come_back(flag, lang):
    assert flag_of(written_flag(flag, lang)) is flag


@given(_AWKWARD)
def test_quotation_marks(text):
    assert unquoted(quoted(text)) == text
