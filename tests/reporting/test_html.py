"""The page: its policy, its two languages, its anchors, and that whatever an office writes is text on it.

What it says of a review is in its golden file; how it behaves, in the tests with Chromium.
"""

import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest
from lxml import html
from msgspec.structs import replace

from checker.model import LANGUAGES, Clause, Finding, Place, Severity, Text
from checker.reporting import FORMATS

CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uff60]")
STINGS = {
    "script": "<script>window.__pwned = 1</script>",
    "end": "</style></script></title></textarea><script>window.__pwned = 1</script>",
    "handler": "<img src=x onerror=\"window.__pwned = 1\"><svg onload='window.__pwned = 1'>",
    "attribute": "\"' onmouseover=window.__pwned=1 x=\"'><a href=javascript:window.__pwned=1>",
    "comment": "<!-- ]]> --!> <![CDATA[ <!DOCTYPE",
    "template": "{{ 1313 * 10101 }}{% set x = 1 %}{# x #}${alert(1)}{0}{shown}",
    "formula": '=HYPERLINK("http://example.invalid";"x")',
    "entity": "&lt;script&gt;&#60;script&#62;&amp;",
    "css": "*/ } @import 'http://example.invalid'; \\",
    "order": "a\u202eb\u2066c\u200bd\ufeff",
    "control": "a\x00b\x1b[31mc\x07\r\nd\x85e\u2028f",
    "half": "a\udc80b\ud83d",
}
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ud800-\udfff]"
)


def parsed(page: bytes) -> Any:
    return html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))


def shown(node: Any) -> str:
    """The English text of a node."""
    if node.tag == "span" and node.get("lang") == "zh-Hans":
        return ""
    return " ".join("".join([node.text or "", *(shown(child) + (child.tail or "") for child in node)]).split())


@pytest.fixture(scope="module", params=["review", "report", "reports"])
def page(request, reviews, render, render_review):
    if request.param == "review":
        return render_review("html", reviews["en"])
    return render("html", *reviews["en"].reports[: 1 if request.param == "report" else None])


def test_the_policy_allows_this_style_and_this_script_and_nothing_else(page):
    tree = parsed(page)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = re.findall(rb"<style>(.*?)</style>", page, re.DOTALL)
    (script,) = re.findall(rb"<script>(.*?)</script>", page, re.DOTALL)
    digest = {name: b64encode(sha256(text).digest()).decode() for name, text in (("style", style), ("script", script))}
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives.pop("default-src") == "'none'"
    assert directives.pop("style-src") == f"'sha256-{digest['style']}'"
    assert directives.pop("script-src") == f"'sha256-{digest['script']}'"
    assert set(directives) == {"base-uri", "form-action", "require-trusted-types-for", "trusted-types"}
    assert tree.xpath("//@style | //@src | //@srcset | //link | //iframe | //object | //img") == []
    assert [name for node in tree.iter(html.etree.Element) for name in node.attrib if name.startswith("on")] == []


def test_every_link_stays_on_the_page_and_finds_its_place(page):
    tree = parsed(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = tree.xpath("//@href")
    assert len(links) > 5
    assert [link for link in links if link[0] != "#" or link[1:] not in ids] == []
    assert [label for label in tree.xpath("//@aria-labelledby") if label not in ids] == []


def test_every_text_is_there_in_both_languages(page):
    tree = parsed(page)
    english = tree.xpath("//span[@lang='en']")
    assert len(english) > 50
    for node in english:
        other = node.getnext()
        assert (other.tag, other.get("lang"), node.tail) == ("span", "zh-Hans", None)
        assert node.text_content().strip()
        assert other.text_content().strip()
    assert len(tree.xpath("//span[@lang='zh-Hans']")) == len(english)
    for node in tree.xpath("//*[@data-en]"):
        assert node.get("data-en")
        assert CHINESE.search(node.get("data-zh"))


def test_english_is_english_and_chinese_is_chinese(page, reviews):
    tree = parsed(page)
    english = "".join(tree.xpath("//span[@lang='en']//text()")).replace("“宜昌市”", "")
    # What a plan says itself is the same in both.
    for exception in {found.exception for report in reviews["en"].reports for found in report.findings} - {None}:
        english = english.replace("".join(exception.split()), "")
    assert not CHINESE.search(english)
    chinese = [node.text_content() for node in tree.xpath("//span[@lang='zh-Hans']")]
    assert [text for text in chinese if not CHINESE.search(text)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_opens_in_the_language_of_the_report(lang, reviews, render_review):
    tree = parsed(render_review("html", reviews[lang]))
    assert tree.get("lang") == {"en": "en", "zh": "zh-Hans"}[lang]
    texts = [tree.findtext("head/title"), *tree.xpath("//select[@id='by-rule']//option/text()")]
    assert {bool(CHINESE.search(text)) for text in texts} == {lang == "zh"}


def test_the_languages_share_one_page(reviews, render_review):
    english, chinese = (
        sorted(" ".join(render_review("html", reviews[lang]).decode().split()).split("<span")) for lang in LANGUAGES
    )
    # But for what can hold no spans, and is put there in the language of the report.
    assert len([True for one, other in zip(english, chinese, strict=True) if one != other]) < len(english) / 10


def test_a_cell_of_the_matrix_leads_to_the_gravest_of_its_findings(reviews, render_review):
    first, *others = reviews["en"].reports
    about_one = (replace(first.findings[1], severity=Severity.WARNING), first.findings[2])
    review = replace(reviews["en"], reports=(replace(first, findings=about_one), *others))
    tree = parsed(render_review("html", review))
    (link,) = tree.xpath("//table[contains(@class, 'matrix')]/tbody[1]/tr[1]/td[@class='error']/a/@href")
    assert tree.get_element_by_id(link[1:]).get("data-rule") == "target-too-low"


def test_only_what_a_reviewer_has_to_read_is_open(reviews, render_review):
    tree = parsed(render_review("html", reviews["en"]))
    state = {shown(node.find("summary/span")): node.get("open") is not None for node in tree.xpath("//details")}
    assert len(state) == len(reviews["en"].reports)
    assert [name for name, is_open in state.items() if not is_open] == [
        "inbox/anhui.json",
        "inbox/beijing.yaml",
        "inbox/shanghai-a.json",
        "inbox/shanghai-b.json",
    ]


def test_a_late_plan_is_told_in_the_column_of_the_deadline(reviews, render_review):
    first, *others = reviews["en"].reports
    late = replace(first.findings[0], rule="submitted-late")
    review = replace(reviews["en"], reports=(replace(first, findings=(late,)), *others))
    tree = parsed(render_review("html", review))
    assert shown(tree.xpath("//table[contains(@class, 'roster')]/tbody[1]/tr[1]/td[2]")[0]).startswith("×")


def test_reports_alone_have_no_roster_and_no_matrix(reviews, render):
    reports = reviews["en"].reports
    one, several = (parsed(render("html", *some)) for some in (reports[:1], reports))
    assert one.xpath("//*[@id='roster' or @id='matrix' or @id='across' or @id='by-office']") == []
    assert [shown(node) for node in one.xpath("//div[@class='single']/p")][:2] == [
        "×Return",
        "Anhui Intellectual Property Office",
    ]
    # Where they are only listed, none of them stands aside.
    listed = several.xpath("//table[@class='roster sortable']/tbody/tr")
    assert len(listed) == len(reports) == len(several.xpath("//section[@class='office']"))
    assert several.xpath("//*[@id='matrix'] | //p[@class='lead'] | //summary/span[@class='role']") == []
    assert shown(parsed(render("html")).xpath("//h1")[0]) == "Check of documents"


def test_a_judgement_that_failed_is_said(samples, failed_reviews, render, render_review):
    tree = parsed(render("html", samples["undetermined", "en"]))
    assert "durable_rules stopped" in shown(tree.xpath("//p[@class='failure']")[0])
    assert tree.xpath("//p[@class='nothing']") == []
    tree = parsed(render_review("html", failed_reviews["en"]))
    assert "durable_rules stopped" in shown(tree.xpath("//main/p[@class='failure']")[0])


def test_a_review_without_its_reports_still_has_its_roster(reviews, render_review):
    tree = parsed(render_review("html", replace(reviews["en"], reports=())))
    rows = tree.xpath("//table[contains(@class, 'roster')]/tbody[1]/tr")
    assert [shown(cell) for cell in rows[0]][:2] == ["Anhui", "×Return"]
    assert [shown(cell) for cell in rows[6]][:3] == ["Zhejiang", "–Nothing sent", "–Not submitted"]


@pytest.fixture
def stung(reviews):
    """`stung(sting)`: the review with `sting` wherever an office may write, of a known office and of none."""

    def stung(sting: str) -> Any:
        review, report = reviews["en"], reviews["en"].reports[0]
        finding = Finding(
            sting,
            Severity.ERROR,
            ("measures", 0, sting),
            Place(1, 1, sting),
            sting,
            Text(sting, sting),
            Clause(sting, sting),
            {"bound": sting},
            Text(sting, sting),
            sting,
        )
        stranger = replace(
            report,
            name=f"{sting}2",
            office=f"{sting}2",
            findings=(finding, replace(finding, at=("measures",))),
            selection={**report.selection, "required": (7,), "unknown": (sting,)},
            rules={**report.rules, sting: report.rules["objective-missing"]},
        )
        row = replace(review.roster[0], file=sting, superseded=[sting])
        known = replace(stranger, name=sting, office=report.office)
        return replace(review, roster=(row, *review.roster[1:]), reports=(known, stranger, *review.reports[2:]))

    return stung


@pytest.mark.parametrize("sting", STINGS.values(), ids=STINGS)
def test_what_an_office_writes_is_text(sting, stung, reviews, render_review):
    clean = render_review("html", reviews["en"]).decode()
    page = render_review("html", stung(sting)).decode()
    for markup in ("<script", "</script", "<style", "</style", "<title", "<!"):
        assert page.count(markup) == clean.count(markup), markup
    assert UNSEEN.findall(page) == UNSEEN.findall(clean) == []
    tree, plain = html.document_fromstring(page), html.document_fromstring(clean)
    assert {node.tag for node in tree.iter()} <= {node.tag for node in plain.iter()}
    assert {name for node in tree.iter() for name in node.attrib} <= {n for node in plain.iter() for n in node.attrib}
    assert {link[0] for link in tree.xpath("//@href")} == {"#"}
    if not UNSEEN.search(sting):
        (message, *_) = tree.xpath("//li[@id='o1f1-1']/p[2]")
        assert message.text_content() == " ".join(sting.split())
    assert "13262613" not in page


@pytest.mark.parametrize("sting", STINGS.values(), ids=STINGS)
def test_a_hostile_citation_does_not_end_the_style(sting, reviews, pack):
    hostile = replace(pack, citation=Text(sting, sting), title=Text(sting, sting))
    pages = [FORMATS["html"].render_reviews([reviews["en"]], {each.id: each}).decode() for each in (pack, hostile)]
    heads = [page[page.index("@page en ") : page.index("</style>")] for page in pages]
    blank, stung = (re.sub(r'"(?:[A-Za-z0-9]|\\[0-9a-f]{6})*"', '""', head) for head in heads)
    assert heads[0] != heads[1]
    assert blank == stung
    assert [page.count("<style") + page.count("<script") for page in pages] == [2, 2]
