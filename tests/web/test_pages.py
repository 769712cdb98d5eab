"""The pages as they are sent: complete in themselves, in one language, for those without scripts as well."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from lxml import html

from checker.pack.loading import installed_packs, load_pack
from checker.readers import SUFFIXES
from checker.web.application import Settings
from checker.web.documents import FORMATS, kinds_of

from .conftest import client_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Send = Callable[..., Any]

PLAIN = Path(__file__).parents[1] / "office" / "plain"
CHINESE = re.compile(r"[一-鿿，。：；（）]")


def test_the_form_works_without_a_script(client):
    page = html.fromstring(client.get("/?lang=zh").text)
    form, blank = page.xpath("//form")
    assert (form.get("method"), form.get("enctype"), form.get("action")) == ("post", "multipart/form-data", "/?lang=zh")
    (files,) = form.xpath(".//input[@type='file']")
    assert (files.get("name"), files.get("accept")) == ("files", ",".join((*SUFFIXES, ".zip")))
    assert files.get("multiple") is not None
    assert (blank.get("method"), blank.get("action")) == ("get", "/blank")
    packs = sorted(map(load_pack, installed_packs()), key=lambda pack: pack.issued, reverse=True)
    kinds = kinds_of(packs)
    assert blank.xpath(".//select[@name='kind']//option/@value") == ["", *kinds]
    senders = blank.xpath(".//select[@name='sender']//option/@value")
    # Who can send several kinds stands there once.
    assert len(senders) == len(set(senders))
    assert set(senders) == {"", *(code for kind in kinds.values() for code in kind.senders)}
    of_kinds = {group.get("data-kinds"): group for group in blank.xpath(".//select[@name='sender']/optgroup")}
    for address, kind in kinds.items():
        (group,) = (group for of, group in of_kinds.items() if address in json.loads(of))
        assert group.xpath("./option/@value") == list(kind.senders)
    assert blank.xpath(".//select[@name='format']/option/@value") == list(FORMATS)
    assert blank.xpath(".//input[@name='lang']/@value") == ["zh"]


@pytest.mark.parametrize(
    ("lang", "words", "others"), [("en", "reports", r"\b(plan|office)s?\b"), ("zh", "报告", "方案|局")]
)
def test_a_page_for_one_pack_is_in_its_words(lang, words, others):
    served = client_of(Settings(pack=str(PLAIN)))
    (offered,) = kinds_of([load_pack(PLAIN)])
    for path in ("/", "/help", f"/checklist?kind={quote(offered)}", "/nowhere", "/report/none", "/blank?kind=none"):
        page = html.fromstring(served.get(path, headers={"Accept-Language": lang}).text)
        for unread in page.xpath("//style | //script"):
            unread.drop_tree()
        assert not re.search(others, page.text_content(), re.IGNORECASE), path
        if path in ("/", "/help"):
            assert words in page.xpath("string(//h1)")
    blank = html.fromstring(served.get("/").text).forms[1]
    assert blank.xpath(".//input[@name='kind']/@value") == [offered]
    assert blank.xpath(".//select/@name") == ["sender", "format"]
    assert blank.xpath(".//select[@name='format']/option/@value") == ["yaml"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("path", ["/", "/nowhere", "/help"])
def test_a_page_is_in_one_language_and_leads_to_the_other(path, lang, client):
    page = html.fromstring(client.get(f"{path}?lang={lang}").text)
    assert page.xpath("//nav[2]/a/@href") == ["?lang=zh", "?lang=en"]
    assert page.xpath("//nav/a[@aria-current]/@href") == [f"?lang={lang}"]
    for unread in page.xpath("//style | //script | //nav"):
        unread.drop_tree()
    assert bool(CHINESE.search(page.text_content())) is (lang == "zh")
    if lang == "zh":
        assert not re.search(r"[一-鿿] ?[,;:!?.]", page.text_content())


def test_every_page_lets_run_and_load_only_what_it_brings(client, send, draft):
    for response in (client.get("/"), client.get("/nowhere"), client.get("/help"), send(("a.yaml", draft))):
        policy = response.headers["Content-Security-Policy"]
        for kind in ("style", "script"):
            (inline,) = re.findall(rf"<{kind}>(.*?)</{kind}>", response.text, re.DOTALL)
            digest = b64encode(sha256(inline.encode()).digest()).decode()
            assert f"{kind}-src 'sha256-{digest}';" in policy
        (meta,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', response.text)
        assert policy == f"{unescape(meta)}; frame-ancestors 'none'"
        page = html.fromstring(response.text)
        assert page.xpath("//@src | //link | //@style | //@*[starts-with(name(), 'on')]") == []
        assert [
            href
            for href in page.xpath("//@href | //@action")
            if not href.startswith(("#", "?lang=", "/?lang=", "/blank", "/help", "/example", "/checklist", "/report/"))
        ] == []


KIND = "sipo-2012-113 provincial-plan/1"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_checklist_has_every_duty_under_its_clause(lang, client):
    pack = load_pack("sipo-2012-113")
    for address, kind in kinds_of([pack, load_pack("sipo-2011-139")]).items():
        page = html.fromstring(client.get("/checklist", query_string={"kind": address, "lang": lang}).text)
        rules = kind.pack.rules_for(kind.document)
        assert len(page.xpath("//section[@class='asked']")) == len({rule.clause for rule in rules})
        asked = [" ".join(each.split()) for each in page.xpath("//section[@class='asked']//li/span[2]/text()[1]")]
        assert sorted(asked) == sorted(" ".join(rule.duty.in_language(lang).split()) for rule in rules)
        assert not set(kind.pack.rules_by_id) & set(page.xpath("string(//main)").split())
    assert page.xpath("//nav[2]/a/@href")[0].startswith("?kind=")


def test_what_only_programs_need_is_not_on_the_page(send, draft):
    page = html.fromstring(send(("hubei-draft.yaml", draft)).text)
    report = html.fromstring(send(("hubei-draft.yaml", draft), answer="html").data)
    for each in (page, report):
        for unread in each.xpath("//style | //script"):
            unread.drop_tree()
    for technical in ("/measures/", "required-measure-missing", "sipo-2012-113", "CN-HB", "SHA-256"):
        assert technical in report.text_content()
        assert technical not in page.text_content()
    assert page.xpath("//code") == []
