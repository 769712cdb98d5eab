from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from checker.model import Language, Report
from checker.pack.model import Pack
from checker.reporting import FORMATS
from checker.reporting.markdown import folded, literal, table

LANGS: list[Language] = ["en", "zh"]
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
    assert markdown.linkify is not None
    markdown.linkify.set({"fuzzy_link": False})
    return markdown


def tags(html: str) -> set[str]:
    return set(re.findall(r"<(\w+)", html))


def rendered(report: Report, pack: Pack) -> str:
    text = FORMATS["markdown"].render([report], {pack.id: pack})
    assert isinstance(text, str)
    return text


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


@pytest.mark.parametrize("lang", LANGS)
def test_a_hostile_review_has_none_but_our_tags(lang, hostile_reviews, review_pack):
    text = FORMATS["markdown"].render_review(hostile_reviews[lang], review_pack)
    assert isinstance(text, str)
    html = reader().render(text)
    assert tags(html) == OURS
    assert "&lt;script&gt;" in html
    for row in re.findall(r"<table>.*?</table>", html, re.DOTALL):
        head, *others = [len(re.findall(r"<t[hd][ >]", line)) for line in row.split("</tr>")[:-1]]
        assert set(others) == {head}


@pytest.mark.parametrize("lang", LANGS)
def test_everything_that_is_opened_is_closed(lang, samples, pack):
    reports = [report for (_, language), report in samples.items() if language == lang]
    text = FORMATS["markdown"].render(reports, {pack.id: pack})
    assert isinstance(text, str)
    lines = text.split("\n")
    assert sum(line.startswith("<details>") for line in lines) == lines.count("</details>") > len(reports)
    assert "\n\n\n" not in text
    # Markdown inside of HTML is Markdown only between blank lines.
    assert all(
        lines[place + 1] == "" and lines[place - 1] == "" for place, line in enumerate(lines) if "<details>" in line
    )


def test_findings_are_numbered_in_their_order(samples, pack):
    lines = rendered(samples["returned", "en"], pack).split("\n")
    numbers = [line.partition(".")[0] for line in lines if re.match(r"\d+\. ", line)]
    assert numbers == ["1", "2", "3", "4", "5", "6", "7"]


def test_one_report_is_open_and_several_are_folded(samples, pack):
    one, other = samples["returned", "en"], samples["passed", "en"]
    assert rendered(one, pack).startswith(
        "## RETURN: plans/hubei-draft.yaml\n\n**RETURN**: the implementation plan would be returned"
    )
    several = FORMATS["markdown"].render([one, other], {pack.id: pack})
    assert isinstance(several, str)
    assert several.startswith("## Summary\n\n| File | Sender | Verdict | Errors | Warnings |\n")
    assert "<details><summary>RETURN: plans/hubei-draft.yaml (6 errors, 1 info)</summary>\n" in several
    assert "<details><summary>PASS: plans/hubei-draft.yaml (no error, no warning)</summary>\n" in several


def test_a_plan_that_was_not_judged_has_no_figures_in_its_summary(samples, pack):
    both = [samples["undetermined", "en"], samples["passed", "en"]]
    text = FORMATS["markdown"].render(both, {pack.id: pack})
    assert isinstance(text, str)
    assert "<details><summary>UNDETERMINED: plans/hubei-draft.yaml</summary>\n" in text
