"""Whatever an office writes is text on the page, and nothing else."""

from __future__ import annotations

import re

import pytest
from lxml import html
from msgspec.structs import replace

from checker.model import Clause, Finding, Place, Report, Severity, Text
from checker.reporting import FORMATS
from checker.review_model import Review, RosterRow, SenderState

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


def stung(report: Report, sting: str) -> Report:
    """`report` with `sting` wherever an office may write."""
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
    return replace(
        report,
        name=sting,
        office=sting,
        findings=(finding, replace(finding, at=("measures",))),
        selection={**report.selection, "required": (7,), "unknown": (sting,)},
        rules={**report.rules, sting: report.rules["objective-missing"]},
    )


def stung_review(review: Review, sting: str) -> Review:
    """`review` with hostile files of a known office, and of none."""
    hubei = review.reports[2]
    known = replace(stung(hubei, sting), office=hubei.office)
    row = RosterRow(
        "provincial-plan/1", "CN-HB", sting, "submitted", 2, known.verdict, known.counts, [sting], SenderState.TO_DECIDE
    )
    return replace(
        review,
        roster=(*review.roster[:2], row, *review.roster[3:]),
        reports=(*review.reports[:2], known, stung(hubei, f"{sting}2"), *review.reports[3:]),
    )


@pytest.mark.parametrize("sting", STINGS.values(), ids=STINGS)
def test_what_an_office_writes_is_text(sting, made, pack):
    clean = FORMATS["html"].render_review(made["en"].review, pack).decode()
    page = FORMATS["html"].render_review(stung_review(made["en"].review, sting), pack).decode()
    for markup in ("<script", "</script", "<style", "</style", "<title", "<!"):
        assert page.count(markup) == clean.count(markup), markup
    assert UNSEEN.findall(page) == UNSEEN.findall(clean) == []
    tree = html.document_fromstring(page)
    plain = html.document_fromstring(clean)
    assert {node.tag for node in tree.iter()} == {node.tag for node in plain.iter()}
    assert {name for node in tree.iter() for name in node.attrib} == {
        name for node in plain.iter() for name in node.attrib
    }
    assert {link[0] for link in tree.xpath("//@href")} == {"#"}
    if not UNSEEN.search(sting):
        (message, *_) = tree.xpath("//li[@id='o3f1-1']/p[2]")
        assert message.text_content() == " ".join(sting.split())
    assert "13262613" not in page


@pytest.mark.parametrize("sting", STINGS.values(), ids=STINGS)
def test_a_hostile_citation_does_not_end_the_style(sting, made, pack):
    hostile = replace(pack, citation=Text(sting, sting), title=Text(sting, sting))
    pages = [FORMATS["html"].render_review(made["en"].review, circular).decode() for circular in (pack, hostile)]
    heads = [page[page.index("@page en ") : page.index("</style>")] for page in pages]
    blank, stung = (re.sub(r'"(?:[A-Za-z0-9]|\\[0-9a-f]{6})*"', '""', head) for head in heads)
    assert heads[0] != heads[1]
    assert blank == stung
    assert [page.count("<style") + page.count("<script") for page in pages] == [2, 2]
