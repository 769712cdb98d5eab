"""Lines and columns against what was counted by hand, and the same for JSON and YAML."""

import json
from functools import reduce
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import Place, Pointer
from checker.readers import read_bytes, yaml_text
from checker.readers.text import Lines

MARK = "\ufeff"


def place(text: str, pointer: tuple[str | int, ...], suffix: str) -> tuple[int | None, int | None]:
    return read_bytes(text.encode(), suffix=suffix).locate(pointer)[:2]


@pytest.mark.parametrize("mark", ["", MARK])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("has_libyaml", [True, False])
def test_yaml_by_hand(mark, line_end, has_libyaml, monkeypatch):
    monkeypatch.setattr(yaml_text, "_LOADERS", yaml_text._LOADERS[:1] if has_libyaml else yaml_text._LOADERS[-1:])
    text = mark + line_end.join(
        [
            *("# 方案", "office: CN-HB", "标题: 湖北省", "", "measures:", "  - number: 7", "    '😀': \"😀\""),
            *("    actions: [甲, 乙😀, 丙]", "  - number:", "    text: |", "      一", "      二"),
            *("    last: &x !!str 7", "  - *x", ""),
        ]
    )
    expected = {
        (): (2, 1),
        ("office",): (2, 9),
        ("标题",): (3, 5),
        ("measures",): (6, 3),
        ("measures", 0): (6, 5),
        ("measures", 0, "number"): (6, 13),
        ("measures", 0, "😀"): (7, 10),
        ("measures", 0, "actions"): (8, 14),
        ("measures", 0, "actions", 1): (8, 18),
        ("measures", 0, "actions", 2): (8, 22),
        ("measures", 1, "text"): (10, 11),
        ("measures", 1, "last"): (13, 11),
        ("measures", 2): (14, 5),
    }
    assert {pointer: place(text, pointer, ".yaml") for pointer in expected} == expected


@pytest.mark.parametrize("levels", range(1, 20))
def test_what_stands_behind_a_deep_object_is_found(levels):
    deep = '{"a":' * levels + "7" + "}" * levels
    assert place(f"[{deep}, 8]", (1,), ".json") == (1, 2 + 6 * levels + 1 + 2)
    assert place(f"[{deep}, 8]", (0, *["a"] * levels), ".json") == (1, 2 + 5 * levels)


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_nearest_value_around_stands_for_what_is_not_there(suffix):
    text = '{"a": 1,\n "b": [10, {"c": 2}]}'
    expected: dict[Pointer, tuple[int, int]] = {
        ("regions",): (1, 1),
        (0,): (1, 1),
        ("a", "x"): (1, 7),
        ("a", 0): (1, 7),
        ("b", 2): (2, 7),
        ("b", -1): (2, 7),
        ("b", "0"): (2, 7),
        ("b", 1, "d", "e"): (2, 12),
    }
    assert {pointer: place(text, pointer, suffix) for pointer in expected} == expected


def test_aliases_and_merged_members_stand_where_a_reader_looks():
    text = "base: &base\n  a: [1, 2]\nalias: *base\nmerged:\n  b: 3\n  <<: *base\n"
    expected = {
        ("alias",): (3, 8),
        ("alias", "a", 1): (2, 10),
        ("merged", "b"): (5, 6),
        ("merged", "a"): (2, 6),
    }
    assert {pointer: place(text, pointer, ".yaml") for pointer in expected} == expected


def test_an_alias_stands_where_it_is_written():
    text = "- &a 1\n- [*a, {x: *a, '*': 2}] # *\n- *a\n- &b {*a : 3}\n- *b\n"
    expected = {
        (1, 0): (2, 4),
        (1, 1, "x"): (2, 12),
        (1, 1, "*"): (2, 21),
        (2,): (3, 3),
        (3, "1"): (4, 12),
        (4,): (5, 3),
        (4, "1"): (4, 12),
    }
    assert {pointer: place(text, pointer, ".yaml") for pointer in expected} == expected


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_how_a_value_is_written(suffix):
    text = '{"a": 1.10, "b": [1e2 , true,null], "c": "1.10", "d": {}}'
    document = read_bytes(text.encode(), suffix=suffix)
    expected = {
        ("a",): "1.10",
        ("b", 0): "1e2",
        ("b", 1): "true",
        ("b", 2): "null",
        ("b",): None,
        ("c",): None,
        ("d",): None,
        ("e",): None,
        ("b", 3): None,
        (): None,
    }
    assert {pointer: document.written(pointer) for pointer in expected} == expected


def test_what_is_written_without_quotation_marks_in_yaml():
    text = "number: 1.10\nday: 2012-12-26\ntext: 甲 乙\nhex: &h 0x1F\nsame: *h\nquoted: '1'\nblock: |\n  1\nnone:\n"
    document = read_bytes(text.encode(), suffix=".yaml")
    names = ("number", "day", "text", "hex", "same", "quoted", "block", "none")
    assert [document.written((name,)) for name in names] == [
        *("1.10", "2012-12-26", "甲 乙", "0x1F", "0x1F"),
        *(None, None, ""),
    ]


def test_empty_document_stands_at_its_beginning():
    assert place("", (), ".yaml") == (1, 1)
    assert place("\n\n# nothing\n", ("a",), ".yaml") == (1, 1)


# What YAML allows unescaped, and does not take for the end of a line.
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff")
TEXTS = st.text(CHARACTERS, max_size=8)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63), FLOATS, TEXTS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)
DEEPEST = 20
DEEP = st.builds(
    lambda value, around: reduce(lambda inner, outer: [*outer[:1], inner, *outer[1:]], around, value),
    VALUES,
    st.lists(st.lists(VALUES, min_size=1, max_size=2), min_size=6, max_size=DEEPEST),
)
"""Values far inside lists, in which others stand before and behind what leads to them."""
TROUBLE = st.sampled_from(["]", "[", "}", "{", '"', "\\", ":", ",", "\\]", '"}'])
TROUBLED = st.recursive(
    st.integers(0, 9) | TROUBLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TROUBLE, inner, max_size=3),
    max_leaves=30,
)


def pointers(value: Any, pointer: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [pointer, *(found for step, member in members for found in pointers(member, (*pointer, step)))]


@settings(deadline=None)
@given(
    VALUES | DEEP | TROUBLED,
    st.sampled_from([None, 1, 3]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", MARK]),
)
def test_json_read_as_yaml_is_the_same_at_the_same_places(value, indent, line_end, mark):
    text = mark + json.dumps(value, ensure_ascii=False, indent=indent).replace("\n", line_end)
    as_json, as_yaml = (read_bytes(text.encode(), suffix=suffix) for suffix in (".json", ".yaml"))
    assert repr(as_json.data) == repr(as_yaml.data)
    for pointer in pointers(value):
        assert as_json.locate(pointer) == as_yaml.locate(pointer)


PARTS = st.sampled_from(["\n", "\r", "\r\n", "a", "湖" * 500, "😀" * 4095, "\n" * 4096, "\u2028"])


@settings(deadline=None)
@given(st.lists(PARTS, max_size=20), st.data())
def test_lines_are_counted_alike_in_texts_of_any_length(parts, data):
    text = "".join(parts)
    lines = Lines(text)
    for _ in range(5):
        index = data.draw(st.integers(0, len(text)).filter(lambda index: text[index - 1 : index + 1] != "\r\n"))
        before = text[:index].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert lines.place(index) == Place(len(before), len(before[-1]) + 1)
