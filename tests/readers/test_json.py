"""JSON: the fast path and the strict one give the same, and neither lets a repeated key pass."""

import json
import math
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.readers import read_bytes
from checker.readers.json_text import _StrictDecoder

from .refusals import key_of, refusal

# Texts that imitate the structure around them.
TRICKY = st.sampled_from(['":', ':"', ":", '" :', "{", "}", "[", "]", ",", "\\", "\\u0061", "", "😀", "\x7f"])
TEXTS = st.one_of(TRICKY, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=2**63 - 2, max_value=2**64 + 2),
    st.integers(min_value=-(2**63) - 2, max_value=-(2**63) + 2),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXTS,
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=20
)
STYLES = st.fixed_dictionaries(
    {
        "indent": st.sampled_from([None, 0, 2, "\t"]),
        "separators": st.sampled_from([(",", ":"), (", ", ": "), (" ,", " :"), (" ,\r\n ", "\t:\n "), (",", "\n:")]),
        "ensure_ascii": st.booleans(),
    }
)


def as_read(value: Any) -> Any:
    """What becomes of a value: an integer of more than 64 bits is a float."""
    if isinstance(value, dict):
        return {key: as_read(member) for key, member in value.items()}
    if isinstance(value, list):
        return [as_read(item) for item in value]
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        return float(value)
    return value


@settings(deadline=None)
@given(VALUES, STYLES, st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_any_value_in_any_style(value, style, mark):
    text = json.dumps(value, **style)
    document = read_bytes(mark + text.encode(), suffix=".json")
    # repr tells 1 from 1.0 and from True, and 0.0 from -0.0.
    assert repr(document.data) == repr(as_read(value))
    assert repr(_StrictDecoder(text).read()) == repr(as_read(value))


@settings(deadline=None)
@given(VALUES, STYLES)
def test_every_place_is_where_its_value_begins_and_ends(value, style):
    text = json.dumps(value, **style)
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\n", text))]
    document = read_bytes(text.encode(), suffix=".json")
    seen = 0
    for pointer, member in walk(value):
        line, column, cell, end_line, end_column = document.locate(pointer)
        assert cell is None
        index = starts[line - 1] + column - 1
        assert line == len(starts) or index < starts[line]
        found, end = json.JSONDecoder().raw_decode(text, index)
        assert found == member
        if isinstance(member, dict | list):
            assert end_line is end_column is None
        else:
            assert starts[(end_line or 0) - 1] + (end_column or 0) - 1 == end
        assert index >= seen
        seen = index


def walk(value: Any, pointer: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(pointer, value), *(found for step, member in members for found in walk(member, (*pointer, step)))]


class Members(list[tuple[str, Any]]):
    """An object as it is written, with keys that may stand twice."""

    def written(self, gap: str) -> str:
        return "{" + ",".join(f"{key}{gap}:{gap}{written(member, gap)}" for key, member in self) + "}"

    def repeats(self) -> bool:
        keys = [json.loads(key) for key, _ in self]
        return len(set(keys)) != len(keys) or any(repeats(member) for _, member in self)


def written(value: Any, gap: str) -> str:
    if isinstance(value, Members):
        return value.written(gap)
    if isinstance(value, list):
        return "[" + ",".join(written(item, gap) for item in value) + "]"
    return json.dumps(value)


def repeats(value: Any) -> bool:
    if isinstance(value, Members):
        return value.repeats()
    return isinstance(value, list) and any(map(repeats, value))


KEYS = st.sampled_from(['"a"', '"\\u0061"', '"b"', '"\\u0062"', '""', '"\\":"', '":"', '"\\u003a"', '"a:"', '" :"'])
WRITTEN = st.recursive(
    st.sampled_from([1, '":', ":", "a"]),
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(KEYS, inner), max_size=4).map(Members),
    max_leaves=12,
)


@settings(max_examples=500, deadline=None)
@given(WRITTEN, st.sampled_from(["", " ", "\n", "\t"]))
def test_a_repeated_key_never_passes_and_no_other_is_refused(value, gap):
    raw = written(value, gap).encode()
    if repeats(value):
        assert key_of(read_bytes, raw, suffix=".json") == "duplicate-key"
    else:
        assert json.dumps(read_bytes(raw, suffix=".json").data) == json.dumps(json.loads(raw))


def reference(text: str) -> Any:
    """What the standard library makes of it, made strict; ValueError where it is not RFC 8259 or repeats a key."""

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError
        return dict(pairs)

    def constant(_name: str) -> Any:
        raise ValueError

    value = json.loads(text, object_pairs_hook=members, parse_constant=constant)
    json.dumps(value, ensure_ascii=False).encode()
    return value


@settings(max_examples=500, deadline=None)
@given(VALUES, st.data())
def test_damaged_text_is_read_exactly_where_it_is_still_json(value, data):
    text = json.dumps(value, ensure_ascii=data.draw(st.booleans()))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 2)))
    put = data.draw(st.sampled_from(["", '"', ",", ":", "0", "-", "\\", "]", "}", "e", "\n", "NaN"]))
    text = text[:start] + put + text[end:]
    try:
        expected = reference(text)
    except ValueError:
        error = refusal(read_bytes, text.encode(), suffix=".json")
        assert error.line is not None
        assert error.column is not None
    else:
        assert repr(read_bytes(text.encode(), suffix=".json").data) == repr(as_read(expected))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(("18446744073709551615", 18446744073709551615), ("18446744073709551616", 18446744073709551616.0)),
        *(("-9223372036854775808", -9223372036854775808), ("-9223372036854775809", -9223372036854775809.0)),
        *(("1" * 5000, math.inf), ("-" + "1" * 5000, -math.inf), ("1e400", math.inf), ("-1e400", -math.inf)),
        *(("1e-400", 0.0), ("7.0", 7.0), ("-0", 0), ("1E2", 100.0)),
    ],
)
def test_numbers(written, value):
    data = read_bytes(f"[{written}]".encode()).data
    assert repr(data) == repr([value])
    # Beside an infinite number the strict reader reads, and gives the same.
    assert repr(read_bytes(f"[{written}, 1e400]".encode()).data) == repr([value, math.inf])


@pytest.mark.parametrize("number", ["７", "1７", "1.５", "1.2５", "1e７", "-７"])
def test_digits_of_full_width_are_no_digits(number):
    for text in (number, f"[{number}]"):
        assert key_of(read_bytes, text.encode(), suffix=".json").startswith("json-")


def test_places_of_a_text_with_an_infinite_number():
    assert read_bytes(b'{"a":\n [1, 1e400]}').locate(("a", 1))[:2] == (2, 6)


@pytest.mark.parametrize(
    ("beginning", "key"),
    [(b"{", "json-end"), (b" \t\r\n[", "json-end"), (b"\xef\xbb\xbf {", "json-end"), (b"\x0c{", "yaml-control")],
)
def test_what_begins_with_a_bracket_is_json(beginning, key):
    assert key_of(read_bytes, beginning) == key


@pytest.mark.parametrize("suffix", [".json", ".JSON", ".Json"])
def test_suffix_decides_in_any_case(suffix):
    assert key_of(read_bytes, b"office: CN-HB", suffix=suffix) == "json-start"


def test_yaml_suffix_decides_against_the_beginning():
    assert read_bytes(b"{office: CN-HB}", suffix=".YML").data == {"office": "CN-HB"}


def test_unknown_suffix_decides_nothing():
    assert read_bytes(b'{"a": 1}', suffix=".txt").data == {"a": 1}
    assert read_bytes(b"a: 1", suffix=".txt").data == {"a": 1}
