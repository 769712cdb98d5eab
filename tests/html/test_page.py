"""What the page is made of: its policy, its two languages, its anchors, and what roster and matrix say."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from lxml import html
from msgspec.structs import replace

from checker.model import LANGUAGES, Engine, Text, Verdict
from checker.reporting import FORMATS

CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uff60]")


def parsed(page: str | bytes) -> html.HtmlElement:
    assert isinstance(page, bytes)
    return html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))


def shown(node: html.HtmlElement, lang: str = "en") -> str:
    """The text of a node in one of the languages."""
    return " ".join(spoken(node, "zh-Hans" if lang == "en" else "en").split())


def spoken(node: html.HtmlElement, other: str) -> str:
    """The text of a node without what is in the other language."""
    if node.tag == "span" and node.get("lang") == other:
        return ""
    return "".join([node.text or "", *(spoken(child, other) + (child.tail or "") for child in node)])


@pytest.fixture(scope="module")
def review(made, pack):
    return parsed(FORMATS["html"].render_review(made["en"].review, pack))


@pytest.fixture(scope="module", params=["review", "report", "reports"])
def page(request, made, pack):
    reports = {"report": [made["en"].report], "reports": made["en"].review.reports}.get(request.param)
    if reports is None:
        result = FORMATS["html"].render_review(made["en"].review, pack)
    else:
        result = FORMATS["html"].render(reports, {pack.id: pack})
    assert isinstance(result, bytes)
    return result


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
    labels = tree.xpath("//@aria-labelledby")
    assert [label for label in labels if label not in ids] == []


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
        assert node.get("data-zh")
        assert CHINESE.search(node.get("data-zh"))


def test_english_is_english_and_chinese_is_chinese(page):
    tree = parsed(page)
    # A plan of this test is written in English; only what it says itself is the same in Chinese.
    assert [text for text in tree.xpath("//span[@lang='en']//text()") if CHINESE.search(text)] == []
    chinese = tree.xpath("//span[@lang='zh-Hans']")
    assert [node.text_content() for node in chinese if not CHINESE.search(node.text_content())] == []
    bare = [
        text
        for text in tree.xpath("//body//text()[not(ancestor::span[@lang]) and not(ancestor::script)]")
        if CHINESE.search(text)
    ]
    assert bare[0] == "中文"
    assert [text for text in bare[1:] if text.getparent().tag != "option"] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_opens_in_the_language_of_the_report(lang, made, pack):
    tree = parsed(FORMATS["html"].render_review(made[lang].review, pack))
    assert tree.get("lang") == {"en": "en", "zh": "zh-Hans"}[lang]
    title = tree.findtext("head/title")
    assert bool(CHINESE.search(title)) is (lang == "zh")
    assert {bool(CHINESE.search(text)) for text in tree.xpath("//select[@id='by-rule']//option/text()")} == {
        lang == "zh"
    }


def test_the_languages_share_one_page(made, pack):
    english, chinese = (
        sorted(" ".join(FORMATS["html"].render_review(made[lang].review, pack).decode().split()).split("<span"))
        for lang in LANGUAGES
    )
    # But for what can hold no spans, and is put there in the language of the report.
    assert len([True for one, other in zip(english, chinese, strict=True) if one != other]) < len(english) / 10


def test_the_same_again(made, pack):
    first = FORMATS["html"].render_review(made["zh"].review, pack)
    assert FORMATS["html"].render_review(made["zh"].review, pack) == first


def rows(review: html.HtmlElement, table: str) -> dict[str, list[html.HtmlElement]]:
    """The cells of each row, by the text at its head."""
    return {
        shown(row.find("th")): row.findall("td")
        for row in review.xpath(f"//table[contains(@class, '{table}')]/tbody[1]/tr")
    }


def test_the_roster_says_what_became_of_each_office(review):
    roster = {office: [shown(cell) for cell in cells] for office, cells in rows(review, "roster").items()}
    assert roster == {
        "Beijing": ["✓Pass", "✓Kept", "0", "0", "0", "", "CN-BJ.jsonsubmitted, version 1"],
        "Fujian": [
            "–Draft only",
            "–Not submitted",
            "0",
            "1",
            "0",
            "Few optional measures",
            "CN-FJ.jsondraft, version 1",
        ],
        "Hubei": [
            "×Return",
            "×Submitted after the deadline",
            "3",
            "1",
            "0",
            "Submitted after the deadlineRequired measure missing: 26Objective missing: 7",
            "CN-HB.jsonsubmitted, version 2supersedes CN-HB-1.json",
        ],
        "Hunan": ["–Unclear which", "", "", "", "", "", ""],
        "Yunnan": ["–Nothing sent", "–Not submitted", "", "", "", "", ""],
    }
    stranger = review.xpath("//table[contains(@class, 'roster')]/tbody[2]/tr")[1]
    assert [shown(cell) for cell in stranger][:2] == ["notice.json", "≠Invalid"]


def test_every_file_and_every_decision_is_told(review):
    tables = {name: review.xpath(f"//section[@id='{name}']//tbody/tr") for name in ("files", "decisions")}
    assert [[shown(cell) for cell in row] for row in tables["files"]] == [
        ["CN-BJ.json", "Beijing", "judged", ""],
        ["CN-HB.json", "Hubei", "judged", ""],
        ["CN-HB-1.json", "Hubei", "superseded", "CN-HB.json stands"],
        ["mail.eml", "", "no plan file", "a mail"],
        ["notice.json", "Yunnan a guess", "cannot be read", "whose it is, is a guess: The file ends too early."],
    ]
    assert tables["files"][1].xpath("th/a/@href") == ["#o3f1"]
    assert [[shown(cell) for cell in row] for row in tables["decisions"]] == [
        [
            "returned CN-HB to be sent again by 2021-01-31 CN-HB.json",
            "Wang, 2021-01-10",
            "late",
            "no longer applies: No plan with these contents is in the review.",
        ]
    ]


def test_the_shares_add_up_to_the_roster(review):
    amounts = [int(node.text) for node in review.xpath("//b[@class='amount']")]
    names = [shown(node) for node in review.xpath("//ul[@class='shares']//span[contains(@class, 'badge')]")]
    shares = dict(zip((name[1:] for name in names), amounts, strict=True))
    assert sum(amounts) == len(rows(review, "roster"))
    assert {name: amount for name, amount in shares.items() if amount} == {
        "Return": 1,
        "Pass": 1,
        "Draft only": 1,
        "Unclear which": 1,
        "Nothing sent": 1,
    }


def test_the_matrix_says_what_was_found_where(review):
    head = [shown(node) for node in review.xpath("//table[contains(@class, 'matrix')]//th[@data-number]/b")]
    assert head == ["7", "26", "4", "16", "33"]
    matrix = {office: [shown(cell) for cell in cells] for office, cells in rows(review, "matrix").items()}
    assert matrix == {
        "Beijing": ["✓Pass", "·", "✓", "✓", "✓", "✓", "·"],
        "Fujian draft": ["–Draft only", "!1", "✓", "✓", "✓", "·", "·"],
        "Hubei": ["×Return", "×1", "×2", "○", "·", "✓", "✓"],
        "Hunan": ["–Unclear which", "Unclear which: no telling which of the files is the one."],
        "Yunnan": ["–Nothing sent", "Nothing sent: no implementation plan of the office is among the files."],
    }
    assert [shown(node) for node in review.xpath("//tfoot//td")] == ["2", "1", "1", "2", "1"]


def test_a_cell_leads_to_the_gravest_of_its_findings(review):
    hubei = rows(review, "matrix")["Hubei"]
    (link,) = hubei[2].xpath("a/@href")
    target = review.get_element_by_id(link[1:])
    assert (target.get("data-rule"), target.get("data-severity")) == ("objective-missing", "error")
    (link,) = hubei[3].xpath("a/@href")
    assert "Measure 26 is not listed." in shown(review.get_element_by_id(link[1:]))


def test_a_finding_says_what_where_why_and_what_to_do(review):
    finding = review.get_element_by_id("o3f1-2")
    assert [shown(line) for line in finding] == [
        "×ErrorRequired measure missingrequired-measure-missing",
        "Measure 26 is not listed.",
        "To do: Add an entry for measure 26.",
        "Clause: Circular T. [2020] No. 9, II.2: Required and optional measures Place: line 12, column 3 (/measures)",
    ]
    assert shown(finding[3], "zh-Hans") == (
        "依据：测知发〔2020〕9号，第二条第2项：必做、选做措施 位置：第12行第3列（/measures）"
    )


def test_findings_stand_under_their_office_and_their_measure(review):
    offices = {
        shown(node.find("h3/span")): [shown(group) for group in node.xpath(".//h4")]
        for node in review.xpath("//section[@class='office']")
    }
    assert offices == {
        "Beijing Municipal Intellectual Property Office": [],
        "Fujian Intellectual Property Office": ["The implementation plan as a whole"],
        "Hubei Intellectual Property Office": [
            "The implementation plan as a whole",
            "Measure 7: Provincial supporting policies (required)",
            "The implementation plan as a whole",
        ],
        "Hunan Intellectual Property Office": [],
        "Yunnan Intellectual Property Office": [],
        "in/notice.json": ["The input"],
    }


def test_only_what_a_reviewer_has_to_read_is_open(review):
    state = {shown(node.find("summary/span")): node.get("open") is not None for node in review.xpath("//details")}
    assert state == {
        "in/CN-BJ.json": False,
        "in/CN-FJ.json": True,
        "in/CN-HB.json": True,
        "in/CN-HB-1.json": False,
        "in/CN-HN-a.json": False,
        "in/CN-HN-b.json": False,
        "in/notice.json": True,
    }


def test_what_was_checked_counts_the_plans_that_stand(review):
    checked = {
        row.xpath("string(th/code)"): [shown(cell) for cell in row.findall("td")[2:]]
        for row in review.xpath("//table[@class='checked']/tbody/tr")
    }
    assert checked["optional-measures-few"] == ["2", "1", "0", "0"]
    assert checked["required-measure-missing"] == ["1", "2", "0", "0"]
    assert checked["office-without-plan"] == ["across the documents ×Violated"]


def test_the_filters_offer_what_is_there(review):
    options = {
        menu: [(node.get("value"), node.text) for node in review.xpath(f"//select[@id='by-{menu}']//option")]
        for menu in ("office", "rule")
    }
    assert options["office"] == [
        ("", "All senders"),
        ("o2", "Fujian (2)"),
        ("o3", "Hubei (5)"),
        ("o5", "Yunnan (1)"),
        ("o6", "notice.json (1)"),
        ("across", "across the documents (1)"),
    ]
    assert dict(options["rule"])["submitted-late"] == "Submitted after the deadline (2)"
    clauses = review.xpath("//select[@id='by-rule']/optgroup/@label")
    assert clauses == ["Format and legibility", "II.1", "II.2", "II.3", "plan"]


def test_a_report_has_no_roster_and_no_matrix(made, pack):
    tree = parsed(FORMATS["html"].render([made["en"].report], {pack.id: pack}))
    assert tree.xpath("//*[@id='roster' or @id='matrix' or @id='across' or @id='by-office']") == []
    assert [shown(node) for node in tree.xpath("//div[@class='single']/p")] == [
        "×Return",
        "Hubei Intellectual Property Office",
        "the implementation plan would be returned for reformulation",
    ]
    assert tree.xpath("//table[@class='checked']/tbody/tr[4]/td[3]")[0].text_content().startswith("×Violated")


def test_several_reports_are_listed_and_none_of_them_stands_aside(made, pack):
    reports = made["en"].review.reports
    tree = parsed(FORMATS["html"].render(reports, {pack.id: pack}))
    listed = [[shown(cell) for cell in row] for row in tree.xpath("//table[@class='roster sortable']/tbody/tr")]
    assert [(row[0], row[1], row[-1]) for row in listed[2:4]] == [
        ("Hubei Intellectual Property Office", "×Return", "in/CN-HB.jsonsubmitted, version 2"),
        ("Hubei Intellectual Property Office", "×Return", "in/CN-HB-1.jsonsubmitted, version 1"),
    ]
    assert listed[-1][:2] == ["in/notice.json", "≠Invalid"]
    assert len(listed) == len(reports) == len(tree.xpath("//section[@class='office']"))
    assert tree.xpath("//*[@id='matrix'] | //p[@class='lead'] | //summary/span[@class='role']") == []


def test_a_judgement_that_failed_is_said(made, pack):
    failed = Engine("durable_rules", "2", Text("it stopped", "意外停止"))
    report = replace(made["en"].report, verdict=Verdict.UNDETERMINED, findings=(), engine=failed)
    tree = parsed(FORMATS["html"].render([report], {pack.id: pack}))
    assert "it stopped" in shown(tree.xpath("//p[@class='failure']")[0])
    assert tree.xpath("//p[@class='nothing']") == []
    tree = parsed(FORMATS["html"].render_review(replace(made["en"].review, engine=failed), pack))
    assert "it stopped" in shown(tree.xpath("//main/p[@class='failure']")[0])


def test_a_review_without_its_reports_still_has_its_roster(made, pack):
    tree = parsed(FORMATS["html"].render_review(replace(made["en"].review, reports=()), pack))
    assert [shown(cell) for cell in rows(tree, "roster")["Hubei"]][:3] == ["×Return", "", "3"]
    assert [shown(cell) for cell in rows(tree, "roster")["Yunnan"]][:2] == ["–Nothing sent", "–Not submitted"]


def test_no_reports_are_a_page_too():
    tree = parsed(FORMATS["html"].render([], {}))
    assert shown(tree.xpath("//h1")[0]) == "Check of documents"
