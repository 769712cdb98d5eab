"""The fewest corrections on the page, and the file with them written in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from checker.checking import Options, check_source, read_plan
from checker.fixing.result import fix_document
from checker.fixing.trials import Goal
from checker.office.conversion import written_document
from checker.pack.loading import load_pack
from checker.web.application import Settings

from .conftest import answer_of, client_of

Send = Callable[..., Any]


@pytest.mark.parametrize(("lang", "words"), [("en", "For you to say."), ("zh", "由本单位填写。")])
def test_the_page_lists_the_corrections_that_fix_finds(lang, words, send, draft):
    pack = load_pack("sipo-2012-113")
    fix = fix_document(read_plan(draft, pack), pack, Options(pack), Goal.PASS)
    assert fix.way is not None
    page = send(("a.yaml", draft), answer="corrections", lang=lang)
    main = html.fromstring(page.text).xpath("//main")[0]
    assert len(main.xpath("./ol/li")) == len(fix.way.choices)
    assert words in main.text_content()
    assert not any(technical in main.text_content() for technical in ("plancheck ", "--write", "/measures"))
    assert "corrections?lang=" in send(("a.yaml", draft), lang=lang).text


def test_a_workbook_is_corrected_in_the_words_of_its_form(send, draft):
    pack = load_pack("sipo-2012-113")
    workbook = written_document(".xlsx", read_plan(draft, pack).data, pack, pack.main_document, "zh")
    page = send(("a.xlsx", workbook), answer="corrections", lang="zh").text
    assert "将“本单位认定的类别”改为选做措施。" in page
    assert "optional" not in html.fromstring(page).xpath("string(//main)")


def test_what_has_no_repair_is_not_said_to_be_corrected():
    report = b"{format: library-report/1, circular: plain, from: '007', open: false, shelves: []}"
    served = client_of(Settings(pack=str(Path(__file__).parents[1] / "office" / "plain")))
    page = html.fromstring(answer_of(served, [("a.yaml", report)], answer="corrections").text)
    assert page.xpath("//main/ol") == []
    assert len(page.xpath("//main//li")) == 1
    assert "passes" not in page.xpath("string(//header)")


def test_what_can_be_made_is_made_in_the_file(send, draft):
    made = send(("a.yaml", draft), answer="corrected")
    assert made.headers["Content-Disposition"].endswith('"a corrected.yaml"')
    before, after = (check_source(each, Options(), name="a.yaml") for each in (draft, made.data))
    mended = "measure-class-mismatch"
    assert mended in {finding.rule for finding in before.findings}
    assert mended not in {finding.rule for finding in after.findings}
    assert after.office == before.office
