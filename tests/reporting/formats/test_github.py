from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from checker.model import Language, Place
from checker.reporting import FORMATS

LANGS: list[Language] = ["en", "zh"]
COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-z]+=[^:,]*,?)+)::(.*)")


def lines_of(rendered: str | bytes) -> list[str]:
    assert isinstance(rendered, str)
    assert rendered.endswith("\n")
    return rendered[:-1].split("\n")


def commands(lines: list[str]) -> list[tuple[str, dict[str, str], str]]:
    """The commands as the runner of GitHub takes them: name, values, message."""
    found = []
    for line in lines:
        if not line.startswith("| "):
            command = COMMAND.fullmatch(line)
            assert command is not None, line
            values = dict(part.split("=", 1) for part in command[2].split(","))
            found.append((command[1], {key: unescaped(value) for key, value in values.items()}, unescaped(command[3])))
    return found


def unescaped(text: str) -> str:
    for escape, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escape, sign)
    return text


def test_a_command_for_each_finding_where_it_stands(samples, pack):
    report = samples["returned", "en"]
    lines = lines_of(FORMATS["github"].render([report], {pack.id: pack}))
    assert lines[0] == (
        "| plans/hubei-draft.yaml: RETURN: the implementation plan would be returned for reformulation "
        "(6 errors, 1 info)"
    )
    found = commands(lines)
    assert [(name, values.get("line"), values.get("col")) for name, values, _ in found] == [
        ("error", "29", "1"),
        ("error", "30", "5"),
        ("error", "41", "28"),
        ("error", "88", "5"),
        ("error", "96", "15"),
        ("error", "110", "5"),
        ("notice", None, None),
    ]
    assert {values["file"] for _, values, _ in found} == {"plans/hubei-draft.yaml"}
    assert found[0][1]["title"] == "Required measure missing (required-measure-missing)"
    assert found[0][2].split("\n")[0].startswith("Measure 7 (Provincial supporting policies) is required")
    assert found[6][2].endswith("\nPlace: cell Exceptions!A2")


def test_a_warning_is_a_warning(samples, pack):
    found = commands(lines_of(FORMATS["github"].render([samples["excepted", "zh"]], {pack.id: pack})))
    assert [name for name, _, _ in found] == ["warning", "warning"]
    assert "\n例外：已申请例外" in found[0][2]


def test_a_plan_that_passed_has_a_line_and_no_command(samples, pack):
    lines = lines_of(FORMATS["github"].render([samples["passed", "zh"]], {pack.id: pack}))
    assert lines == [
        "| plans/hubei-draft.yaml：【通过】未发现组织实施方案有不符合通知要求之处（无错误、无警告）",
    ]


def test_signs_that_end_a_value_are_escaped(samples, pack):
    report = samples["returned", "en"]
    report = replace(report, name="./100%,a:b.yaml", findings=(replace(report.findings[0], place=Place(2)),))
    _, line = lines_of(FORMATS["github"].render([report], {pack.id: pack}))
    assert line.startswith("::error file=100%25%2Ca%3Ab.yaml,line=2,title=")
    ((_, values, _),) = commands([line])
    assert values["file"] == "100%,a:b.yaml"


@pytest.mark.parametrize("name", [None, "-"])
def test_what_is_in_no_file_is_noted_on_none(name, samples, pack):
    report = replace(samples["returned", "en"], name=name)
    found = commands(lines_of(FORMATS["github"].render([report], {pack.id: pack})))
    assert {tuple(values) for _, values, _ in found} == {("title",)}


@pytest.mark.parametrize("lang", LANGS)
def test_no_text_becomes_a_command(lang, hostile, hostile_reviews, review_pack):
    packs = {review_pack.id: review_pack}
    lines = lines_of(FORMATS["github"].render([hostile[lang]], packs))
    assert [line[:8] for line in lines[1:]] == ["::error ", "::error "]
    assert len(commands(lines)) == 2
    assert "##[" not in lines[0]
    review = hostile_reviews[lang]
    lines = lines_of(FORMATS["github"].render_review(review, review_pack))
    plain = [line for line in lines if line.startswith("| ")]
    assert len(plain) == 2 + len(review.reports)  # the offices, and what is no plan
    assert not any("##[" in line for line in plain)
    findings = len(review.findings) + sum(len(report.findings) for report in review.reports)
    assert len(commands(lines)) == findings + 1  # one of the plans was not judged


def test_nothing_is_noted_on_a_superseded_plan(reviews, review_pack):
    lines = lines_of(FORMATS["github"].render_review(reviews["en"], review_pack))
    assert [line for line in lines if "inbox/anhui.json" in line] == [
        "| inbox/anhui.json: superseded by inbox/anhui-2.json"
    ]


def test_what_was_found_across_the_plans_comes_first(reviews, review_pack):
    lines = lines_of(FORMATS["github"].render_review(reviews["en"], review_pack))
    assert lines[0].startswith("| 8 offices: 1 RETURN, 1 INVALID")
    found = commands(lines)[:3]
    assert [(name, tuple(values)) for name, values, _ in found] == [
        ("error", ("title",)),
        ("error", ("title",)),
        ("notice", ("title",)),
    ]
    assert "Zhejiang" in found[1][2]
    assert "/CN-ZJ" not in found[1][2]
