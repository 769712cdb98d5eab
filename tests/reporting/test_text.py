"""Reports and reviews as text: lines and tables in either script, colours, and what a terminal would obey."""

import re
from unicodedata import category, combining, east_asian_width

import pytest
from msgspec.structs import replace

from checker.model import LANGUAGES

NAMES = ["passed", "returned", "excepted", "invalid", "unreadable", "undetermined", "hostile"]
SGR = re.compile(r"\x1b\[[0-9;]*m")
LANGS = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture
def all_of_it(samples, reviews, hostile_reviews, render, render_review):
    """`all_of_it("zh", width=60)`: all reports together, and the reviews, each as one text."""

    def texts(lang: str, **layout: object) -> list[str]:
        reports = render("text", *(samples[name, lang] for name in NAMES), **layout)
        return [reports, *(render_review("text", each[lang], **layout) for each in (reviews, hostile_reviews))]

    return texts


def cells(line: str) -> str:
    """The line with a sign for each column of the terminal: a wide character is followed by a filler."""
    return "".join(sign + ("~" if east_asian_width(sign) in "WF" else "") for sign in line if not combining(sign))


def tables(text: str) -> list[list[str]]:
    """Every table as its lines in columns of the terminal, the rule below the head at index 1."""
    blocks = [[cells(line) for line in block.split("\n")] for block in text.split("\n\n")]
    return [block for block in blocks if len(block) > 1 and re.fullmatch(r"-+(  -+)+", block[1])]


@LANGS
@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_no_line_is_wider_than_asked_or_ends_in_blanks(width, lang, all_of_it):
    for text in all_of_it(lang, width=width):
        lines = text.split("\n")
        assert max(len(cells(line)) for line in lines) <= width
        assert [line for line in lines if line != line.rstrip()] == []
        assert "\n\n\n" not in text
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


@LANGS
def test_a_terminal_can_be_too_narrow_to_follow(lang, all_of_it):
    assert all_of_it(lang, width=1) == all_of_it(lang, width=40)


@LANGS
def test_tables_are_aligned(lang, all_of_it):
    for text in all_of_it(lang):
        found = tables(text)
        assert len(found) >= 12
        for head, rule, *rows in found:
            gaps = [place for gap in re.finditer("  ", rule) for place in range(*gap.span())]
            for line in (head, *rows):
                assert {line[place : place + 1] for place in gaps} <= {" ", ""}, line
                assert len(line) <= len(rule)


@LANGS
def test_colour_only_repeats_what_the_words_say(lang, all_of_it):
    for plain, coloured in zip(all_of_it(lang), all_of_it(lang, colour=True), strict=True):
        assert "\x1b" not in plain
        assert SGR.sub("", coloured) == plain
        assert coloured.count(f"\x1b[1;31m{'RETURN' if lang == 'en' else '退回重新制定'}\x1b[0m") >= 2


@pytest.mark.parametrize(
    ("name", "lang", "painted"),
    [
        ("passed", "en", "\x1b[1;32mPASS\x1b[0m: "),
        ("invalid", "en", "\x1b[1;35mINVALID\x1b[0m: "),
        ("undetermined", "zh", "【\x1b[1;7;31m无法得出结论\x1b[0m】"),
        ("returned", "en", "\n7. \x1b[1;36mINFO\x1b[0m: "),
        ("excepted", "zh", "\n2. \x1b[1;33m警告\x1b[0m："),
    ],
)
def test_verdicts_and_severities_have_colours(name, lang, painted, samples, render):
    assert painted in render("text", samples[name, lang], colour=True)


@LANGS
@pytest.mark.parametrize("colour", [False, True])
def test_hostile_text_stays_text(lang, colour, samples, render):
    text = SGR.sub("", render("text", samples["hostile", lang], samples["passed", lang], colour=colour))
    assert {sign for sign in text if category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")} == {"\n"}
    assert "\\u001b[31mred\\u001b[0m" in text
    assert "\\u202e\\u200b" in text


@LANGS
def test_nothing_an_input_says_can_look_like_a_line_of_the_report(lang, samples, render):
    report = samples["hostile", lang]
    finding = replace(report.findings[0], at=("measures", 0, "\nPASS\n\n【通过】\n2. "))
    text = render("text", replace(report, findings=(finding,)))
    assert not re.search(r"^(PASS|【通过】|2\. )", text, re.MULTILINE)


@LANGS
def test_all_of_it_can_be_shown_on_a_chinese_console(lang, all_of_it):
    "".join(all_of_it(lang)).encode("gbk")


def test_findings_are_numbered_in_the_order_in_which_they_are_shown(samples, render):
    report = samples["returned", "en"]
    shuffled = replace(report, findings=(report.findings[6], report.findings[2], *report.findings[:2]))
    assert re.findall(r"^(\d+)\. .*\((.*)\)$", render("text", shuffled), re.MULTILINE) == [
        ("1", "required-measure-missing"),
        ("2", "target-too-low"),
        ("3", "objective-missing"),
        ("4", "exception-unused"),
    ]


def test_an_input_without_a_rule_pack_says_that_nothing_was_checked(samples, render):
    nothing = dict.fromkeys(("pack_id", "pack_version", "pack_digest", "name", "sha256"))
    text = render("text", replace(samples["unreadable", "en"], **nothing, rules={}))
    assert "\nFile  (without a name)\n" in text
    assert "No rule was judged: there is no rule pack for this input." in text
    assert "Circular" not in text


def test_a_summary_counts_every_verdict_and_stands_where_there_are_several_reports(samples, render):
    text = render("text", *(samples[name, "en"] for name in [*NAMES, "passed"]))
    assert "\n8 implementation plans: 2 PASS, 1 REVIEW, 2 RETURN, 2 INVALID, 1 UNDETERMINED" in text
    report = samples["passed", "zh"]
    assert render("text", report, many=True) == render("text", report)
    assert render("text", many=True) == ""


@LANGS
def test_every_report_of_a_review_follows_with_what_it_is_worth(lang, reviews, render_review):
    pages = render_review("text", reviews[lang]).split(f"\n{'=' * 80}\n")
    assert len(pages) == 1 + len(reviews[lang].reports)
    heads = [page.strip().split("\n\n")[0] for page in pages[1:]]
    notes = {
        "en": ("superseded by inbox/anhui-2.json", "one of several with the same version"),
        "zh": ("已被inbox/anhui-2.json取代", "同一版本有多份文件"),
    }
    assert notes[lang][0] in heads[1]
    assert notes[lang][1] in heads[6]
    assert not [note for note in notes[lang] if note in heads[0]]
