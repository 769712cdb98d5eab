"""YAML: what its scalars mean, what aliases and merge keys become; with libyaml and without."""

import json
import math
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import UnreadableError
from checker.readers import Document, read_bytes, yaml_text

from .refusals import key_of, refusal


@pytest.fixture(params=[True, False], ids=["libyaml", "PyYAML alone"], autouse=True)
def parser(request, monkeypatch):
    monkeypatch.setattr(yaml_text, "_LOADERS", yaml_text._LOADERS[:1] if request.param else yaml_text._LOADERS[-1:])


def read(text: str) -> Any:
    return read_bytes(text.encode(), suffix=".yaml").data


def refused(text: str) -> UnreadableError:
    return refusal(read, text)


@pytest.mark.parametrize(
    ("value", "spellings"),
    [
        *((None, "~ null Null NULL"), (True, "true True TRUE yes Yes YES on On ON")),
        *((False, "false False FALSE no No NO off Off OFF"), (0, "0 -0 +0 00 0x0 0b0 0o0"), (420000, "420000")),
        *((7, "7 +7 07 007 0x7 0b111 0o7 0b0_111 0x0_7"), (-12, "-12 -1_2 -0xc -0xC -0b1100")),
        *((1000, "1000 1_000 0x3e8 0o1750"), (18446744073709551615, "18446744073709551615 0xFFFFFFFFFFFFFFFF")),
        (18446744073709551616.0, "18446744073709551616 0x10000000000000000"),
        *((-9223372036854775809.0, "-9223372036854775809"), (7.0, "7.0 7. +7.0 07.0 7e0 0.7e1 70E-1 7.000_0")),
        *((9.0, "09. 9."), (0.5, ".5 0.5 +.5 5e-1"), (1000.5, "1000.5 1_000.5")),
        *((math.inf, ".inf .Inf .INF +.inf 1e400 " + "1" * 5000), (-math.inf, "-.inf -.Inf -.INF -1e400")),
        (math.nan, ".nan .NaN .NAN"),
    ],
)
def test_plain_scalars(value, spellings):
    for spelling in spellings.split():
        assert repr(read(f"- {spelling}")) == repr([value]), spelling
        assert read(f"- '{spelling}'") == [spelling]
        assert read(f"- !!str {spelling}") == [spelling]
        assert read(f"? {spelling}\n: 1") == {spelling: 1}


@pytest.mark.parametrize(
    "text",
    [
        *("2012-12-26", "2012-02-30", "2012-12-26T10:00:00Z", "2012-12-26 10:00:00 +8", "12:30", "1:30:00", "1:30.5"),
        *("08", "010", "0123", "-010", "0o8", "0x", "0b", "0b2", "0xg", "-0o7", "_1", "0x_", "0b_", "1e", "e1"),
        *("1.2.3", "1,000", "+", "+-1", "--1", "1e_3", ".", "..", "._", ".e1", "1 000", "7号"),
        *("y", "n", "Y", "N", "nULL", "tRUE", "yEs", "oN", "inf", "nan", ".iNF", "-.nan", "=", "None", "nil"),
        *("湖北省", "办法：试行", "a#b", "a:b", "CN-HB"),
    ],
)
def test_plain_texts(text):
    assert read(f"- {text}") == [text]


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "--- ~\n...\n", "\ufeff", "%YAML 1.2\n---\n"])
def test_empty_document_is_none(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("!!int '7'", 7), ("!!int 0x1f", 31), ("!!int 99999999999999999999", 1e20), ("!!float 7", 7.0)),
        *(("!!float .5", 0.5), ("!!bool 'yes'", True), ("!!null ''", None), ("!!str", "")),
        *(("!!str 2012-12-26", "2012-12-26"), ("! '7'", "7"), ("! [7]", [7])),
        *(("!!map {a: !!seq [1]}", {"a": [1]}), ("!<tag:yaml.org,2002:str> 7", "7")),
        *(("%TAG !c! tag:yaml.org,2002:\n---\n!c!str 7", "7"), ("%YAML 1.1\n---\n7", 7)),
        *(("|\n  a\n  b\n", "a\nb\n"), (">-\n  a\n  b\n", "a b"), ('"\\u4e00\\x41\\0"', "一A\0")),
        ("'it''s'", "it's"),
    ],
)
def test_tags_and_styles(text, value):
    assert repr(read(text)) == repr(value)


@pytest.mark.parametrize(
    "text", ["!!int 1.5", "!!int ''", "!!float a", "!!bool 1", "!!null a", "!!int true", "!!float .x"]
)
def test_tag_on_a_text_that_is_no_such_value(text):
    assert key_of(read, text) == "yaml-tag-value"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: &x [1, {b: 2}]\nc: *x", {"a": [1, {"b": 2}], "c": [1, {"b": 2}]}),
        ("a: &x 010\nb: *x", {"a": "010", "b": "010"}),
        ("a: &x 0x10\n*x : 1", {"a": 16, "0x10": 1}),
        ("&k a: 1\nb: *k", {"a": 1, "b": "a"}),
        ("&k 7: 1\nb: *k", {"7": 1, "b": 7}),
        ("a: &x 1 # *x\nb: [*x, *x]\n*x : *x", {"a": 1, "b": [1, 1], "1": 1}),
    ],
)
def test_aliases(text, value):
    assert read(text) == value


@pytest.mark.parametrize("text", ["a: &x 1\nb: &x 2", "a: &x [&x 1, *x]\nb: *x"])
def test_anchor_that_stands_twice(text):
    assert key_of(read, text) == "yaml-anchor-twice"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<<: {a: 1}", {"a": 1}),
        ("{a: 2, <<: {a: 1, b: 1}}", {"a": 2, "b": 1}),
        ("{<<: {a: 1, b: 1}, a: 2}", {"a": 2, "b": 1}),
        ("<<: [{a: 1}, {a: 2, b: 2}, {}]", {"a": 1, "b": 2}),
        (
            "x: &x {a: 1}\ny: &y {<<: *x, b: 2}\nz: {<<: [*y], c: 3}",
            {
                "x": {"a": 1},
                "y": {"a": 1, "b": 2},
                "z": {"a": 1, "b": 2, "c": 3},
            },
        ),
        ("<<: []", {}),
        ("'<<': 1", {"<<": 1}),
        ("!!str <<: 1", {"<<": 1}),
        ("a: <<", {"a": "<<"}),
        ("[<<]", ["<<"]),
    ],
)
def test_merge_keys(text, value):
    assert read(text) == value


@pytest.mark.parametrize("text", ["<<: ~", "<<: a", "<<: [{a: 1}, [b]]", "x: &x 1\n<<: *x", "<<: &a [[{b: 1}]]"])
def test_merge_key_of_anything_else(text):
    assert key_of(read, text) == "yaml-merge"


def test_surrogate_pair_is_no_character_in_yaml():
    for text in ('"\\ud83d\\ude00"', '!!str "\\ud83d"', '"\\ud83d": 1', '&a "\\ud83d"'):
        assert key_of(read, text) == "surrogate"
    assert read('"\\U0001f600"') == "😀"


def test_character_beyond_unicode():
    for digits in ("00110000", "ffffffff"):
        assert key_of(read, f'- 1\n- "\\U{digits}"') == "yaml-escape"


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**64 - 1),
        st.floats(allow_nan=False),
        # PyYAML writes a NEL between single quotes as it is, where it is a line break: it reads back a blank itself.
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85"), max_size=8),
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab湖: 7", min_size=1), inner, max_size=4),
    max_leaves=15,
)


STYLES = st.fixed_dictionaries(
    {
        "default_style": st.sampled_from(['"', "'", "|", ">"]),
        "default_flow_style": st.booleans(),
        "allow_unicode": st.booleans(),
    }
)


@settings(max_examples=60, deadline=None)
@given(VALUES, STYLES)
def test_what_pyyaml_writes_is_what_is_read(value, style):
    text = yaml.safe_dump(value, **style, sort_keys=False)
    assert repr(read(text)) == repr(value)


INDICATORS = (
    *(": ", "- ", "? ", "[", "]", "{", "}", ",", "#", "&a ", "*a", "<<: ", "|\n ", ">+2\n", "'", '"', "%", "@"),
    "`",
)
MARKERS = ("!", "!!str ", "!<", "---\n", "...\n", "%YAML 1.2\n", "%TAG ! x\n", "\\x", "\\ud83d", "~")
CHARACTERS = ("a", "b", "1", " ", "\n", "\n  ", "\r\n", "\t", "湖", "😀", "\x07", "\ufeff", "\x85", "\u2028")
PIECES = st.sampled_from([*INDICATORS, *MARKERS, *CHARACTERS])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_is_read_or_unreadable_at_a_place(text):
    outcome = document_or_error(text)
    if isinstance(outcome, UnreadableError):
        assert 1 <= outcome.line <= len(text) + 1
        assert outcome.message("zh").isprintable()
    else:
        assert_plain(outcome)


def document_or_error(text: str) -> Document | UnreadableError:
    try:
        return read_bytes(text.encode(), suffix=".yaml")
    except UnreadableError as error:
        return error


def assert_plain(document: Document) -> None:
    """Plain JSON values only, no part of them twice, and each at some place."""
    seen: set[int] = set()
    left: list[tuple[tuple[str | int, ...], object]] = [((), document.data)]
    while left:
        pointer, value = left.pop()
        assert document.locate(pointer).line is not None
        if isinstance(value, dict | list):
            assert id(value) not in seen
            seen.add(id(value))
            members = value.items() if isinstance(value, dict) else enumerate(value)
            left += (((*pointer, step), member) for step, member in members)
        else:
            assert value is None or type(value) in (str, int, float, bool)
    json.dumps(document.data, ensure_ascii=False).encode()
