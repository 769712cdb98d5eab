"""Documents from Python data: a copy in plain JSON values, or a reason why not."""

import json
import sys
from collections import OrderedDict, defaultdict
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import NOWHERE
from checker.readers import from_data

from ..texts.names import name_of  # noqa: TID252 - folders of tests are no packages
from .refusals import key_of, refusal

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**64 - 1), st.floats(allow_nan=False), st.text("a湖😀", max_size=3)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=4),
)


class Office(StrEnum):
    HUBEI = "CN-HB"


class Year(IntEnum):
    PLAN = 2013


@settings(deadline=None)
@given(VALUES)
def test_plain_values_stay_what_they_are(data):
    document = from_data(data)
    assert repr(document.data) == repr(data)
    assert (document.name, document.sha256) == (None, None)
    assert document.locate(()) is NOWHERE
    assert document.locate(("measures", 0)) is NOWHERE


def test_document_is_a_copy():
    shared: list[object] = [1]
    data = {"a": shared, "b": shared}
    read: Any = from_data(data).data
    shared.append(2)
    assert read == {"a": [1], "b": [1]}
    assert read["a"] is not read["b"]


@pytest.mark.parametrize(
    ("data", "plain"),
    [
        (OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
        (defaultdict(list, {"a": [1]}), {"a": [1]}),
        ({Office.HUBEI: Office.HUBEI}, {"CN-HB": "CN-HB"}),
        ([Year.PLAN], [2013]),
        (2**64, float(2**64)),
        (-(10**400), float("-inf")),
    ],
)
def test_what_stands_for_a_plain_value_becomes_one(data, plain):
    read = from_data(data).data
    assert json.dumps(read) == json.dumps(plain)
    assert repr(read) == repr(plain)


@pytest.mark.parametrize("value", [date(2012, 12, 26), Decimal(1), (1,), {1}, b"a", object(), 1j, range(3)])
def test_other_types(value):
    error = refusal(from_data, {"measures": [{"a/b": value}]})
    assert name_of(error.wording) == "documents.data-type"
    assert error.values["at"] == "/measures/0/a~1b"
    assert error.values["type"] == type(value).__name__


@pytest.mark.parametrize("key", [1, None, True, ("a",), b"a"])
def test_other_keys(key):
    error = refusal(from_data, {"measures": [{key: 1}]})
    assert name_of(error.wording) == "documents.data-key"
    assert error.values["at"] == "/measures/0"


def test_cycles():
    data: dict[str, Any] = {"measures": [{}]}
    data["measures"][0]["self"] = data
    error = refusal(from_data, data)
    assert (name_of(error.wording), error.values["at"]) == ("documents.data-cycle", "/measures/0/self")
    items: list[object] = []
    items.append(items)
    assert key_of(from_data, items) == "data-cycle"


def nested(levels: int) -> object:
    data: object = 1
    for _ in range(levels):
        data = [data]
    return data


def test_levels():
    assert from_data(nested(64)).data == nested(64)
    assert key_of(from_data, nested(65)) == "too-deep"
    assert key_of(from_data, nested(10 * sys.getrecursionlimit())) == "too-deep"


def test_values():
    assert from_data([1] * 99_999).data == [1] * 99_999
    assert key_of(from_data, [1] * 100_000) == "too-many-values"
    wide: list[object] = [1] * 100
    for _ in range(20):
        wide = [wide] * 100
    assert key_of(from_data, wide) == "too-many-values"


@pytest.mark.parametrize("data", ["\ud800", {"a": ["\udfff"]}, {"\ud83d": 1}, "\ud83d\ude00"])
def test_half_characters(data):
    assert key_of(from_data, data) == "data-surrogate"
