"""How texts are shown and broken into lines, and what places, parts and several of a thing are called.

What the golden files show of it is not asserted here once more.
"""

import shutil
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from checker import load_pack
from checker.model import LANGUAGES, NOWHERE, Clause, Finding, Number, Place, Pointer, Severity, Text
from checker.reporting.naming import (
    FindingPart,
    clause_label,
    clause_name,
    counts_name,
    grouped,
    nouns,
    part_names,
    place_name,
)
from checker.reporting.page import columns, wrapped
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import short_names

SIGNS = "ab 1,.()中文字、，。：；（）《》“”第7项/_"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        *(("湖北省 plan-1.yaml", "湖北省 plan-1.yaml"), ("a\x1b[31mb", "a\\u001b[31mb"), ("a\x9b31mb", "a\\u009b31mb")),
        *(("a\nb\tc\r", "a\\u000ab\\u0009c\\u000d"), ("a\u202eb\u2066c", "a\\u202eb\\u2066c")),
        *(("a\u200bb\ufeff", "a\\u200bb\\ufeff"), ("a\u2028b", "a\\u2028b"), ("a\udc80b", "a\\udc80b")),
        *(("tag\U000e0041", "tag\\U000e0041"), ("\x07\x00\x7f", "\\u0007\\u0000\\u007f")),
        *(("x" * 1_000_000, "x" * 3999 + "…"), ("x" * 4000, "x" * 4000)),
    ],
    ids=lambda text: repr(text)[:20],
)
def test_what_a_terminal_would_obey_or_hide_is_spelled_out_and_no_text_is_endless(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        *(("  a \n\n b\t\u3000c\xa0 ", "a b c"), ("第一行；\n  第二行", "第一行；第二行"), ("", "")),
        *(("第一行\r\n第二行", "第一行第二行"), ("第一行 第二行", "第一行 第二行"), ("共\n3项", "共 3项")),
        ("a\x1c\x1bb", "a\\u001c\\u001bb"),
    ],
)
def test_prose_has_single_blanks_and_no_line_breaks(text, shown):
    assert flowing(text) == shown


@pytest.mark.parametrize(
    ("text", "english", "chinese"), [("abc", 3, 3), ("湖北", 4, 4), ("“湖”", 4, 6), ("e\u0301", 1, 1), ("", 0, 0)]
)
def test_columns(text, english, chinese):
    assert (columns(text, "en"), columns(text, "zh")) == (english, chinese)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("the plan would be returned", 10, ["the plan", "would be", "returned"]),
        # Behind a slash where there is one, and no line for a last short word.
        *(("/measures/12/sipo_support", 14, ["/measures/12/", "sipo_support"]), ("x" * 18, 10, ["x" * 10, "x" * 8])),
        ("aaaa bbbb cccc ddddd e", 20, ["aaaa bbbb cccc", "ddddd e"]),
        # Chinese breaks between characters, but not around marks and numbers.
        *(
            ("一二三四五六七八九十。", 20, ["一二三四五六七", "八九十。"]),
            ("一二三第26项措施", 11, ["一二三", "第26项措施"]),
        ),
        *(
            ("一二三四五，六七八九", 11, ["一二三四", "五，六七八", "九"]),
            ("一二三四五六七", 11, ["一二三四五", "六七"]),
        ),
        ("一二三四“五六”七八九十", 11, ["一二三四", "“五六”", "七八九十"]),
        ("一二三四（五六）七八九", 11, ["一二三四", "（五六）七", "八九"]),
        ("共有2013年的方案", 11, ["共有2013年", "的方案"]),
        ("见 plan.yaml 一节", 11, ["见", "plan.yaml", "一节"]),
    ],
)
def test_where_lines_break(text, room, lines):
    assert wrapped(text, room, "en" if text.isascii() else "zh") == lines


@given(st.text(SIGNS, max_size=120), st.integers(8, 40), st.sampled_from(LANGUAGES))
def test_no_line_is_too_wide_and_nothing_is_lost(text, room, lang):
    flow = " ".join(text.split())
    lines = wrapped(flow, room, lang)
    assert all(sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == flow.replace(" ", "")
    assert len(lines) == 1 or all(lines)


@given(st.lists(st.sampled_from(["一二", "三（四", "）五，", "六。", "“七", "”八", "2013年"]), max_size=40))
def test_no_line_starts_or_ends_with_the_wrong_mark(words):
    lines = wrapped("".join(words), 30, "zh")
    assert not [line for line in lines[1:] if line[0] in "，。；：、”）"]
    assert not [line for line in lines[:-1] if line[-1] in "“（"]


@pytest.mark.parametrize(
    ("place", "at", "english", "chinese"),
    [
        (Place(cell="Table[5]!AB3"), ("measures", 0), "table 5, row 3, cell 28", "第5个表格第3行第28格"),
        (Place(cell="Paragraph[12]"), ("measures", 0), "paragraph 12", "第12段"),
        (Place(), ("measures", 0), "/measures/0", "/measures/0"),
        (Place(1, 1), (), "line 1, column 1 (the document as a whole)", "第1行第1列（文件整体）"),
    ],
)
def test_a_place_is_named_as_people_count(place, at, english, chinese, samples):
    finding = replace(samples["returned", "en"].findings[1], at=at, place=place)
    assert (place_name(finding, "en"), place_name(finding, "zh")) == (english, chinese)
    unreadable = replace(samples["unreadable", "en"].findings[0], place=Place())
    assert place_name(unreadable, "en") is None


@pytest.mark.parametrize(
    ("sample", "english", "chinese"),
    [
        *(("passed", "no error, no warning", "无错误、无警告"), ("unreadable", "1 error", "1项错误")),
        *(("excepted", "2 warnings", "2项警告"), ("returned", "6 errors, 1 info", "6项错误、1项提示")),
    ],
)
def test_counts_in_words(sample, english, chinese, samples):
    assert (counts_name(samples[sample, "en"]), counts_name(samples[sample, "zh"])) == (english, chinese)


def test_a_clause_that_nobody_knows_is_shown_as_it_is(pack):
    assert clause_label("annex-1", "zh", pack) == "annex-1"
    assert clause_label("II.2", "zh") == "II.2"
    assert clause_name(Clause(pack.id, "XI.9"), pack, "zh") == "XI.9"
    assert clause_name(Clause(pack.id, None), pack, "zh") == pack.citation.zh


def test_the_plural_of_a_pack_goes_before_the_rule(pack):
    kind = replace(
        pack.main_document, document=Text("analysis", "分析"), item=Text("city branch", "市分支"), plurals={}
    )
    assert nouns(kind)["documents"].en == "analysises"
    words = nouns(replace(kind, plurals={"document": "analyses"}))
    assert [words[name].en for name in ("documents", "Documents", "items", "Document")] == [
        *("analyses", "Analyses", "city branches", "Analysis"),
    ]


def found(at: Pointer, subject: Number | None = None) -> Finding:
    return Finding("some-rule", Severity.ERROR, at, NOWHERE, subject, Text("m", "中"), Clause("c", None))


def test_findings_are_grouped_by_the_part_they_stand_in(pack):
    findings = [
        *(found(("exceptions", 0)), found(("regions",)), found(("measures", 10, "number"), 16)),
        *(found(("measures", 2), 7), found(("measures",), 26), found(("measures", 10, "schedule"), 16)),
        *(found(("submission", "date")), found(("regions", 3, "code")), found(())),
    ]
    told = [
        (group.part, group.name, group.entry, [findings.index(each) for each in group.findings])
        for group in grouped(findings, pack.main_document)
    ]
    assert told == [
        (FindingPart.WHOLE, None, None, [4, 6, 8]),
        (FindingPart.ITEM, "measures", 2, [3]),
        (FindingPart.ITEM, "measures", 10, [2, 5]),
        (FindingPart.LIST, "regions", None, [1, 7]),
        (FindingPart.LIST, "exceptions", None, [0]),
    ]
    assert [group.part for group in grouped([replace(found(()), rule="unreadable")])] == [FindingPart.INPUT]


def test_a_document_of_an_unknown_kind_has_its_lists_for_parts(pack):
    groups = grouped([found(("measures", 1)), found(("measures", 0, "x")), found(("measures",)), found(())])
    assert [(group.part, len(group.findings)) for group in groups] == [(FindingPart.WHOLE, 2), (FindingPart.LIST, 2)]
    assert part_names(groups, pack, "en") == ["The document as a whole", "“measures”"]


def test_names_of_groups_differ(pack):
    subjects = [7, 16, 7, None, None, "P2", "9"]
    groups = grouped([found(("measures", place), each) for place, each in enumerate(subjects)], pack.main_document)
    assert part_names(groups, pack, "en") == [
        "Measure 7: Provincial supporting policies (required), entry 1",
        "Measure 16: Patent investment and financing (optional)",
        "Measure 7: Provincial supporting policies (required), entry 3",
        "Measure without a readable number: entry 4",
        "Measure without a readable number: entry 5",
        "Measure P2: Patents in schools (optional)",
        "Measure “9”: not in the circular",
    ]


def test_of_the_short_names_of_senders_none_is_a_single_character(tmp_path):
    folder = shutil.copytree(Path(__file__).parents[1] / "water-2021", tmp_path / "water-2021")
    table = folder / "tables" / "companies.csv"
    table.write_text(
        "code,name_en,name_zh\neast,Faculty of Law,法学院\nwest,Faculty of Medicine,医学院\n", encoding="utf-8"
    )
    pack = load_pack(folder)
    names = short_names(pack, pack.main_document, "zh")
    assert list(names.values()) == ["法学", "医学"]
