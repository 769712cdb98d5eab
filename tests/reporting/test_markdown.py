"""Markdown as GitHub reads it: no text of a plan is anything but text, and what is opened is closed."""

import re

import pytest
from markdown_it import MarkdownIt

from checker.model import LANGUAGES
from checker.reporting.markdown import folded, literal, table

_OF_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
OURS = {"h1", "h2", "h3", "h4", "p", "strong", "ol", "ul", "li", "details", "summary"} | _OF_TABLES

EVIL = [
    "<script>alert(1)</script>",
    "<!-- c -->",
    "[x](http://evil.example)",
    "![x](http://evil.example/a.png)",
    "[ref]: http://evil.example",
    "footnote[^1]",
    "@user and a@b.example, mailto:a@b.example",
    "#12 and GH-3",
    "http://evil.example www.evil.example HTTPS://EVIL.EXAMPLE",
    "<http://evil.example> <a@b.example>",
    "a|b",
    r"back\|slash \\| \`",
    "a\\",
    "`code` ``",
    "**b** __i__ ~~s~~ *i* _i_",
    "# head",
    "=1+1",
    "===",
    "---",
    "1. item",
    "2) item",
    "- item",
    "+ item",
    "&lt; &#x40;user",
    "$x$ $$y$$",
    ":smile: 12:30",
    "|---|",
]


def reader() -> MarkdownIt:
    """Markdown as GitHub reads it, save that a bare `evil.example` is no link there."""
    markdown = MarkdownIt("gfm-like")
    markdown.linkify.set({"fuzzy_link": False})
    return markdown


def tags(html: str) -> set[str]:
    return set(re.findall(r"<(\w+)", html))


def test_the_reader_would_see_it_if_something_got_through():
    seen = {tag for text in EVIL for tag in tags(reader().render(text))}
    assert {"a", "img", "script", "h1", "ul", "ol", "code", "strong", "em", "s"} <= seen


@pytest.mark.parametrize("text", EVIL)
def test_text_is_shown_as_it_stands(text):
    markdown = "\n".join([*table(["a", "b"], [[literal(text), "end"]]), "", literal(text), "", f"- {literal(text)}"])
    html = reader().render(markdown)
    assert tags(html) <= OURS
    assert html.count("<li>") == 1
    cells = re.findall(r"<td>(.*?)</td>", html)
    assert [cell.replace("\u200b", "") for cell in cells] == [
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;"),
        "end",
    ]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("@user", "\u200b@\u200buser"),
        ("see #12", "see #\u200b12"),
        ("GH-3", "GH-\u200b3"),
        ("www.x.example", "www\u200b.x.example"),
        (":smile:", "\\:\u200bsmile:"),
        ("12:30", "12:30"),
        ("C# or @ alone", "C# or @ alone"),
    ],
)
def test_what_github_would_link_is_broken_up(text, broken):
    assert literal(text) == broken


def test_a_summary_is_html():
    first, *_ = folded("<b>@user</b> & [x](y)", ["text"])
    assert first == "<details><summary>&lt;b&gt;\u200b@\u200buser&lt;/b&gt; &amp; [x](y)</summary>"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_hostile_review_has_none_but_our_tags(lang, hostile_reviews, render_review):
    html = reader().render(render_review("markdown", hostile_reviews[lang]))
    assert tags(html) == OURS
    assert "&lt;script&gt;" in html
    for row in re.findall(r"<table>.*?</table>", html, re.DOTALL):
        head, *others = [len(re.findall(r"<t[hd][ >]", line)) for line in row.split("</tr>")[:-1]]
        assert set(others) == {head}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_is_opened_is_closed(lang, samples, render):
    reports = [report for (_, language), report in samples.items() if language == lang]
    text = render("markdown", *reports)
    lines = text.split("\n")
    assert sum(line.startswith("<details>") for line in lines) == lines.count("</details>") > len(reports)
    assert "\n\n\n" not in text
    # Markdown inside of HTML is Markdown only between blank lines.
    around = [(lines[place - 1], lines[place + 1]) for place, line in enumerate(lines) if "<details>" in line]
    assert set(around) == {("", "")}


def test_one_report_is_open_and_several_are_folded_below_a_summary(samples, render):
    one, other, not_judged = (samples[name, "en"] for name in ("returned", "passed", "undetermined"))
    assert render("markdown", one).startswith("## RETURN: plans/hubei-draft.yaml\n\n**RETURN**: ")
    several = render("markdown", one, other, not_judged)
    assert several.startswith("## Summary\n\n| File | Sender | Verdict | Errors | Warnings |\n")
    assert "<details><summary>RETURN: plans/hubei-draft.yaml (6 errors, 1 info)</summary>\n" in several
    # What was not judged has no figures.
    assert "<details><summary>UNDETERMINED: plans/hubei-draft.yaml</summary>\n" in several
