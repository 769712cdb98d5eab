from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from unicodedata import category, combining, east_asian_width

import pytest
from msgspec.structs import replace

from checker.model import Report, Severity, Verdict
from checker.pack.model import Pack
from checker.reporting import FORMATS, Layout

GOLDEN = Path(__file__).parent / "golden"
NAMES = ["passed", "returned", "excepted", "invalid", "unreadable", "undetermined", "hostile"]
GOLDEN_NAMES = ["returned", "hostile"]
SEVERAL = ["passed", "returned", "excepted", "unreadable"]
SGR = re.compile(r"\x1b\[[0-9;]*m")


def rendered(reports: Sequence[Report], pack: Pack, layout: Layout | None = None) -> str:
    result = FORMATS["text"].render(reports, {pack.id: pack}, layout)
    assert isinstance(result, str)
    return result


def compared(text: str, name: str) -> None:
    """Compare with a golden file; PLANCHECK_WRITE_GOLDEN=1 writes it, for a person to read."""
    if os.environ.get("PLANCHECK_WRITE_GOLDEN") == "1":
        (GOLDEN / name).write_text(text, "utf-8")
    assert text == (GOLDEN / name).read_text("utf-8")


def cells(line: str) -> str:
    """The line with a sign for each column of the terminal: a wide character is followed by a filler."""
    return "".join(sign + ("~" if east_asian_width(sign) in "WF" else "") for sign in line if not combining(sign))


def tables(text: str) -> list[list[str]]:
    """Every table as its lines in columns of the terminal, the rule below the head at index 1."""
    blocks = [[cells(line) for line in block.split("\n")] for block in text.split("\n\n")]
    return [block for block in blocks if len(block) > 1 and re.fullmatch(r"-+(  -+)+", block[1])]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", GOLDEN_NAMES)
def test_golden(name, lang, samples, pack):
    compared(rendered([samples[name, lang]], pack), f"{name}.{lang}.txt")


def test_every_golden_file_is_looked_at():
    names = {f"{name}.{lang}.txt" for name in GOLDEN_NAMES for lang in ("en", "zh")}
    assert {path.name for path in GOLDEN.glob("*.txt")} == names


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_no_line_is_wider_than_asked_or_ends_in_blanks(width, lang, samples, pack):
    text = rendered([samples[name, lang] for name in NAMES], pack, Layout(width=width))
    lines = text.split("\n")
    assert max(len(cells(line)) for line in lines) <= width
    assert [line for line in lines if line != line.rstrip()] == []
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_terminal_can_be_too_narrow_to_follow(lang, samples, pack):
    reports = [samples[name, lang] for name in NAMES]
    assert rendered(reports, pack, Layout(width=1)) == rendered(reports, pack, Layout(width=40))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_tables_are_aligned(lang, samples, pack):
    text = rendered([samples[name, lang] for name in NAMES], pack)
    found = tables(text)
    assert len(found) >= 3 * len(NAMES[:4])
    for head, rule, *rows in found:
        gaps = [place for gap in re.finditer("  ", rule) for place in range(*gap.span())]
        for line in (head, *rows):
            assert {line[place : place + 1] for place in gaps} <= {" ", ""}, line
            assert len(line) <= len(rule)


@pytest.mark.parametrize(("lang", "head"), [("en", "  Errors"), ("zh", "  错误")])
def test_figures_end_below_one_another(lang, head, samples, pack):
    reports = [samples[name, lang] for name in NAMES]
    table = tables(rendered(reports, pack))[-1]
    end = table[0].index(cells(head)) + len(cells(head))
    column = [line[end - 4 : end] for line in table[2:] if line[end - 1 : end].strip()]
    assert [int(figure) for figure in column] == [0, 6, 0, 2, 1, 0, 1]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_colour_only_repeats_what_the_words_say(lang, samples, pack):
    reports = [samples[name, lang] for name in NAMES]
    plain = rendered(reports, pack)
    coloured = rendered(reports, pack, Layout(colour=True))
    assert SGR.sub("", coloured) == plain
    assert "\x1b" not in plain


@pytest.mark.parametrize(
    ("name", "lang", "painted"),
    [
        ("returned", "en", "\x1b[1;31mRETURN\x1b[0m: the implementation"),
        ("returned", "zh", "【\x1b[1;31m退回重新制定\x1b[0m】"),
        ("passed", "en", "\x1b[1;32mPASS\x1b[0m: "),
        ("undetermined", "zh", "【\x1b[1;7;31m无法得出结论\x1b[0m】"),
        ("returned", "en", "\n7. \x1b[1;36mINFO\x1b[0m: Exception not needed"),
        ("excepted", "zh", "\n2. \x1b[1;33m警告\x1b[0m：草案中的审批尚未完成"),
    ],
)
def test_verdicts_and_severities_have_colours(name, lang, painted, samples, pack):
    assert painted in rendered([samples[name, lang]], pack, Layout(colour=True))


def test_verdicts_in_the_summary_have_colours(samples, pack):
    text = rendered([samples[name, "en"] for name in SEVERAL], pack, Layout(colour=True))
    summary = text[text.index("Summary") :]
    assert "\x1b[1;32mPASS\x1b[0m" in summary
    assert "\x1b[1;31mRETURN\x1b[0m" in summary
    assert "\x1b[1;35mINVALID\x1b[0m" in summary


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("colour", [False, True])
def test_hostile_text_stays_text(lang, colour, samples, pack):
    reports = [samples["hostile", lang], samples["passed", lang]]
    text = SGR.sub("", rendered(reports, pack, Layout(colour=colour))) if colour else rendered(reports, pack)
    assert {sign for sign in text if category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")} == {"\n"}
    assert "\\u001b[31mred\\u001b[0m" in text
    assert "\\u202eevil" in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_an_input_says_can_look_like_a_line_of_the_report(lang, samples, pack):
    report = samples["hostile", lang]
    finding = replace(report.findings[0], at=("measures", 0, "\nPASS\n\n【通过】\n2. "))
    text = rendered([replace(report, findings=(finding,))], pack)
    verdict = "PASS" if lang == "en" else "【通过】"
    assert not re.search(rf"^{verdict}", text, re.MULTILINE)
    assert not re.search(r"^2\. ", text, re.MULTILINE)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_all_of_it_can_be_shown_on_a_chinese_console(lang, samples, pack):
    rendered([samples[name, lang] for name in NAMES], pack).encode("gbk")


def test_findings_are_numbered_in_the_order_in_which_they_are_shown(samples, pack):
    report = samples["returned", "en"]
    shuffled = replace(report, findings=(report.findings[6], report.findings[2], *report.findings[:2]))
    lines = re.findall(r"^\d+\. .*", rendered([shuffled], pack), re.MULTILINE)
    assert lines == [
        "1. ERROR: Required measure missing (required-measure-missing)",
        "2. ERROR: Target too low for priority support (target-too-low)",
        "3. ERROR: Objective missing (objective-missing)",
        "4. INFO: Exception not needed (exception-unused)",
    ]


def test_an_input_without_a_rule_pack_says_that_nothing_was_checked(samples, pack):
    report = replace(
        samples["unreadable", "en"], pack_id=None, pack_version=None, pack_digest=None, rules={}, name=None, sha256=None
    )
    text = rendered([report], pack)
    assert "\nFile  (without a name)\n" in text
    assert "No rule was judged: there is no rule pack for this input." in text
    assert "Circular" not in text
    assert text.endswith("\nEvaluator  durable_rules 2.0.28\n")


def test_a_verdict_is_never_a_pass_where_the_evaluator_failed(samples, pack):
    text = rendered([samples["undetermined", "en"]], pack)
    assert text.startswith("UNDETERMINED: ")
    assert "No findings." not in text
    assert "nothing was found" not in text


def test_a_review_of_many_counts_every_verdict(samples, pack):
    text = rendered([samples[name, "en"] for name in [*NAMES, "passed"]], pack)
    assert "\n8 implementation plans: 2 PASS, 1 REVIEW, 2 RETURN, 2 INVALID, 1 UNDETERMINED" in text


def test_one_report_has_no_summary_even_where_many_were_asked_for(samples, pack):
    report = samples["passed", "zh"]
    assert report.counts == dict.fromkeys(Severity, 0)
    assert report.verdict is Verdict.PASS
    assert rendered([report], pack, Layout(many=True)) == rendered([report], pack)
    assert rendered([], pack, Layout(many=True)) == ""
