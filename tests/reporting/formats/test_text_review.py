from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

import pytest

from checker.model import Language
from checker.pack.model import Pack
from checker.reporting import FORMATS, Layout
from checker.review_model import Review

LANGS: list[Language] = ["en", "zh"]
SGR = re.compile(r"\x1b\[[0-9;]*m")


def rendered(review: Review, pack: Pack, layout: Layout | None = None) -> str:
    text = FORMATS["text"].render_review(review, pack, layout)
    assert isinstance(text, str)
    return text


def cells(line: str) -> str:
    """The line with a sign for each column of the terminal: a wide character is followed by a filler."""
    return "".join(sign + ("~" if east_asian_width(sign) in "WF" else "") for sign in line if not combining(sign))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_no_line_is_wider_than_asked_or_ends_in_blanks(width, lang, reviews, hostile_reviews, review_pack):
    for review in (reviews[lang], hostile_reviews[lang]):
        text = rendered(review, review_pack, Layout(width=width))
        lines = text.split("\n")
        assert [line for line in lines if len(cells(line)) > width] == []
        assert [line for line in lines if line != line.rstrip()] == []
        assert "\n\n\n" not in text


@pytest.mark.parametrize("lang", LANGS)
def test_the_roster_is_aligned(lang, reviews, review_pack):
    blocks = rendered(reviews[lang], review_pack).split("\n\n")
    (table,) = [block for block in blocks if block.startswith(("Code   Office", "代码   单位"))]
    _, rule, *rows = [cells(line) for line in table.split("\n")]
    assert sum(bool(row[:5].strip()) for row in rows) == 8
    gaps = [place for gap in re.finditer("  ", rule) for place in range(*gap.span())]
    for row in rows:
        assert {row[place : place + 1] for place in gaps} <= {" ", ""}, row


def test_who_goes_back_is_said_first_and_why(reviews, review_pack):
    text = rendered(reviews["en"], review_pack)
    headings = re.findall(r"^(.+)\n=+$", text.split("=" * 80)[0], re.MULTILINE)
    assert headings == [
        "Review of implementation plans",
        "Roster",
        "Implementation plans that go back: 2",
        "Implementation plans that were not judged: 1",
        "Implementation plans for a person to decide: 1",
        "Findings across the documents",
        "Decisions: 1",
        "Files of no known sender: 1",
        "Files beside the plans: 2",
        "Files that have no say: 3",
        "Measures in the implementation plans counted",
    ]
    back = text[text.index("plans that go back") : text.index("plans that were not judged")]
    assert re.findall(r"^[A-Z]+(?=  )", back, re.MULTILINE) == ["RETURN", "INVALID"]
    assert "\n  - Required measure missing: 7\n" in back
    assert "passed" not in back


def test_what_is_to_be_done_is_said_once_where_it_is_the_same(reviews, review_pack):
    overview = rendered(reviews["zh"], review_pack).split("=" * 80)[0]
    assert overview.count("请催报。") == 1
    assert overview.count("没有浙江省知识产权局已报送的方案") == 1


@pytest.mark.parametrize("lang", LANGS)
def test_every_report_follows_with_what_it_is_worth(lang, reviews, review_pack):
    text = rendered(reviews[lang], review_pack)
    pages = text.split(f"\n{'=' * 80}\n")
    assert len(pages) == 1 + len(reviews[lang].reports)
    heads = [page.strip().split("\n\n")[0] for page in pages[1:]]
    if lang == "en":
        assert heads[:3] == [
            "Report 1 of 10: inbox/anhui-2.json",
            "Report 2 of 10: inbox/anhui.json, superseded by inbox/anhui-2.json",
            "Report 3 of 10: inbox/beijing.yaml",
        ]
        assert heads[6] == "Report 7 of 10: inbox/shanghai-a.json, one of several with the same version"
    else:
        assert heads[1] == "核对报告（第2份，共10份）：inbox/anhui.json，已被inbox/anhui-2.json取代"


@pytest.mark.parametrize("lang", LANGS)
def test_colour_only_repeats_what_the_words_say(lang, reviews, review_pack):
    plain = rendered(reviews[lang], review_pack)
    coloured = rendered(reviews[lang], review_pack, Layout(colour=True))
    assert SGR.sub("", coloured) == plain
    assert "\x1b" not in plain
    word = {"en": "RETURN", "zh": "退回重新制定"}[lang]
    assert coloured.count(f"\x1b[1;31m{word}\x1b[0m") >= 3
