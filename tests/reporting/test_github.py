"""Commands of GitHub's runner: its own parser takes each, and no text becomes one."""

import re

import pytest
from msgspec.structs import replace

from checker.model import LANGUAGES, Place

COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-z]+=[^:,]*,?)+)::(.*)")
ESCAPES = (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%"))


def unescaped(text: str) -> str:
    for escape, sign in ESCAPES:
        text = text.replace(escape, sign)
    return text


def commands(rendered: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands as the runner takes them: name, values, message. Every other line is shown as it is."""
    assert rendered.endswith("\n")
    found = []
    for line in rendered[:-1].split("\n"):
        if not line.startswith("| "):
            command = COMMAND.fullmatch(line)
            assert command is not None, line
            values = dict(part.split("=", 1) for part in command[2].split(","))
            found.append((command[1], {key: unescaped(value) for key, value in values.items()}, unescaped(command[3])))
    return found


def test_signs_that_end_a_value_are_escaped(samples, render):
    report = samples["returned", "en"]
    report = replace(report, name="./100%,a:b.yaml", findings=(replace(report.findings[0], place=Place(2)),))
    text = render("github", report)
    assert "\n::error file=100%25%2Ca%3Ab.yaml,line=2,title=" in text
    ((_, values, _),) = commands(text)
    assert values["file"] == "100%,a:b.yaml"


@pytest.mark.parametrize("name", [None, "-"])
def test_what_is_in_no_file_is_noted_on_none(name, samples, render):
    found = commands(render("github", replace(samples["returned", "en"], name=name)))
    assert {tuple(values) for _, values, _ in found} == {("title",)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_becomes_a_command(lang, samples, hostile_reviews, render, render_review):
    assert len(commands(render("github", samples["hostile", lang]))) == 2
    review = hostile_reviews[lang]
    text = render_review("github", review)
    plain = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(plain) == 2 + len(review.reports)  # the offices, and what is no plan
    assert not any("##[" in line for line in plain)
    findings = len(review.findings) + sum(len(report.findings) for report in review.reports)
    assert len(commands(text)) == findings + 1  # one of the plans was not judged


def test_nothing_is_noted_on_a_superseded_plan(reviews, render_review):
    lines = render_review("github", reviews["en"]).splitlines()
    assert [line[:2] for line in lines if "inbox/anhui.json" in line] == ["| "]


def test_a_warning_is_one_and_of_what_passed_nothing_is_noted(samples, render):
    assert [name for name, _, _ in commands(render("github", samples["excepted", "zh"]))] == ["warning", "warning"]
    assert commands(render("github", samples["passed", "zh"])) == []
