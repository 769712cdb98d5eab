from __future__ import annotations

from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model import LANGUAGES
from checker.reporting.columns import columns, wrapped

SIGNS = "ab 1,.()中文字、，。：；（）《》“”第7项/_"


def width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


@pytest.mark.parametrize(
    ("text", "english", "chinese"), [("abc", 3, 3), ("湖北", 4, 4), ("“湖”", 4, 6), ("e\u0301", 1, 1), ("", 0, 0)]
)
def test_columns(text, english, chinese):
    assert (columns(text, "en"), columns(text, "zh")) == (english, chinese)


def test_english_breaks_at_blanks():
    assert wrapped("the plan would be returned", 10, "en") == ["the plan", "would be", "returned"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四五六七八九", ["一二三四五", "六七八九"]),
        ("一二三四五，六七八九", ["一二三四", "五，六七八", "九"]),
        ("一二三四“五六”七八九十", ["一二三四", "“五六”", "七八九十"]),
        ("一二三四（五六）七八九", ["一二三四", "（五六）七", "八九"]),
        ("共有2013年的方案", ["共有2013年", "的方案"]),
        ("一二三第26项措施", ["一二三", "第26项措施"]),
        ("见 plan.yaml 一节", ["见", "plan.yaml", "一节"]),
    ],
)
def test_chinese_breaks_between_characters_but_not_around_marks_and_numbers(text, lines):
    assert wrapped(text, 11, "zh") == lines


def test_what_is_longer_than_a_line_is_cut_behind_a_slash_where_there_is_one():
    assert wrapped("/measures/12/sipo_support", 14, "en") == ["/measures/12/", "sipo_support"]
    assert wrapped("x" * 28, 10, "en") == ["x" * 10, "x" * 10, "x" * 8]


def test_a_last_line_of_a_word_is_avoided():
    assert wrapped("aaaa bbbb cccc ddddd e", 20, "en") == ["aaaa bbbb cccc", "ddddd e"]
    assert wrapped("一二三四五六七八九十。", 20, "zh") == ["一二三四五六七", "八九十。"]


@given(st.text(SIGNS, max_size=120), st.integers(8, 40), st.sampled_from(LANGUAGES))
def test_no_line_is_too_wide_and_nothing_is_lost(text, room, lang):
    flowing = " ".join(text.split())
    lines = wrapped(flowing, room, lang)
    assert all(width(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == flowing.replace(" ", "")
    assert len(lines) == 1 or all(lines)


@given(st.lists(st.sampled_from(["一二", "三（四", "）五，", "六。", "“七", "”八", "2013年"]), max_size=40))
def test_no_line_starts_or_ends_with_the_wrong_mark(words):
    lines = wrapped("".join(words), 30, "zh")
    assert not [line for line in lines[1:] if line[0] in "，。；：、”）"]
    assert not [line for line in lines[:-1] if line[-1] in "“（"]
