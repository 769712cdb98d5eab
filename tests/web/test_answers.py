"""What comes of files that are sent: the report, the review, corrections, and everything that can be downloaded."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook

from checker import check, load_pack, review
from checker.checking import Options, check_source, read_plan
from checker.fixing.result import fix_document
from checker.fixing.trials import Goal
from checker.model import Severity
from checker.office.conversion import written_document
from checker.pack.loading import installed_packs
from checker.reporting import FORMATS
from checker.web.application import Settings
from checker.web.documents import kinds_of
from checker.web.downloads import DOWNLOADS

from .conftest import EXAMPLES, answer_of, client_of

BUTTON = re.compile(r'<a class="button" href="/report/[\w-]+/(\w+)\?lang=')
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACK = load_pack("sipo-2012-113")


def example(path: str) -> bytes:
    return (EXAMPLES / path).read_bytes()


def name_of(response: Any) -> str:
    """The name that a browser gives to a download."""
    found = re.search(r"filename\*=UTF-8''(\S+)", response.headers["Content-Disposition"])
    return unquote(found[1]) if found else re.search(r'filename="?([^";]+)', response.headers["Content-Disposition"])[1]


@pytest.mark.parametrize(("lang", "verdict"), [("en", "Returned"), ("zh", "退回重新制定")])
def test_one_plan_gets_its_report(lang, verdict, send, draft):
    response = send(("hubei-draft.yaml", draft), lang=lang)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert f'<html lang="{"zh-Hans" if lang == "zh" else "en"}">' in response.text
    assert "hubei-draft.yaml" in response.text
    assert 'id="roster"' not in response.text
    assert len(re.findall(r'<li class="finding ', response.text)) == len(check(draft).findings) > 0
    assert verdict.lower() in response.text.lower()


def test_the_html_report_is_that_of_the_command_line(send, draft, tmp_path):
    (tmp_path / "plan.yaml").write_bytes(draft)
    report = check_source(tmp_path / "plan.yaml", Options(lang="zh", reads_back=True))
    written = FORMATS["html"].render([report], {PACK.id: PACK})
    sent = send(("plan.yaml", draft), answer="html", lang="zh").data
    assert sent == written.replace(str(tmp_path / "plan.yaml").encode(), b"plan.yaml")


def test_several_plans_get_a_review_in_which_copies_are_one(send, draft, plan_of):
    files = [("b.yaml", draft), ("a.json", plan_of("CN-BJ")), ("copy.yaml", draft)]
    page = send(*files).text
    assert all(words in page for words in ('id="roster"', 'id="matrix"'))
    assert "byte for byte" in send(("a.yaml", draft), ("b.yaml", draft)).text
    made = send(*files, answer="json").json
    assert made["format"] == "plan-review/1"
    rows = {row["office"]: row["file"] for row in made["roster"] if row["file"]}
    assert rows == {"CN-BJ": "a.json", "CN-HB": "b.yaml"}
    assert [report["input"]["name"] for report in made["reports"]] == ["a.json", "b.yaml"]
    assert name_of(send(*files, answer="xlsx", lang="zh")) == "组织实施方案（核对报告）.xlsx"


@pytest.fixture(scope="module")
def workbook():
    return example("plans/hubei-draft.xlsx")


def texts_of(body: bytes) -> str:
    return "".join(paragraph.text for paragraph in Document(BytesIO(body)).paragraphs)


def cells_of(body: bytes) -> str:
    return "".join(str(cell.value) for sheet in load_workbook(BytesIO(body)) for row in sheet.rows for cell in row)


MADE = {
    "html": ("核对报告", lambda body: body.startswith(b"<!DOCTYPE html>")),
    "json": ("核对报告", lambda body: json.loads(body)["input"]["name"] == "湖北方案.yaml"),
    "xlsx": ("核对报告", lambda body: "湖北" in cells_of(body)),
    "letter": ("退回通知", lambda body: "湖北省知识产权局" in texts_of(body)),
    "letters": ("函件", lambda body: "CN-QH 青海省知识产权局 - 催报通知.docx" in ZipFile(BytesIO(body)).namelist()),
    "plan": ("打印稿", lambda body: check_source(body, Options(), name="a.docx").verdict == "pass"),
    "marked": ("已标注", lambda body: load_workbook(BytesIO(body)).sheetnames[0] == "核对结果"),
    "commented": ("已标注", lambda body: len(list(Document(BytesIO(body)).comments)) > 0),
    "corrected": ("已修改", lambda body: b"circular" in body),
}
"""Download -> how its name ends, and whether it holds what it is for."""


@pytest.mark.parametrize("answer", list(DOWNLOADS))
def test_a_download_is_a_file_of_its_kind(answer, send, draft, good, workbook):
    given = {
        "marked": ("湖北方案.xlsx", workbook),
        "commented": ("湖北方案.docx", example("plans/hubei-draft.docx")),
        "plan": ("湖北方案.yaml", good),
    }.get(answer, ("湖北方案.yaml", draft))
    others = [("broken.json", b"{")] if answer == "letters" else []
    response = send(given, *others, answer=answer, lang="zh")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none';")
    called, holds = MADE[answer]
    stem = "组织实施方案" if answer == "letters" else "湖北方案"
    assert name_of(response) == f"{stem}（{called}）{DOWNLOADS[answer].suffix or '.yaml'}"
    assert holds(response.data)
    assert answer in ("json", "html", "corrected") or ZipFile(BytesIO(response.data)).testzip() is None


def test_only_what_can_be_made_is_offered(send, draft, good, workbook, plan_of):
    def offered(*files: tuple[str, bytes]) -> list[str]:
        return BUTTON.findall(send(*files).text)

    always = ["html", "xlsx", "json"]
    assert offered(("a.yaml", draft)) == ["corrected", "plan", "letter", *always]
    assert offered(("b.json", good)) == ["plan", *always]
    assert offered(("c.xlsx", workbook)) == ["marked", "letter", *always]
    assert offered(("a.yaml", draft), ("b.json", good)) == always
    assert offered(("a.yaml", draft), ("b.json", plan_of("CN-BJ"))) == ["letters", *always]
    for files in ([("a.xlsx", workbook), ("b.yaml", draft)], [("a.xlsx", workbook[:9000])]):
        assert send(*files, answer="marked").status_code == 409


@pytest.mark.parametrize(("lang", "title"), [("en", "Two versions compared"), ("zh", "前后两稿对照")])
def test_two_versions_of_one_plan_are_compared(lang, title, send, draft, good):
    page = html.fromstring(send(("b.yaml", draft), ("a.json", good), lang=lang).text)
    assert title in page.xpath("string(//h1)")
    assert page.xpath("count(//section[@id='roster']//tbody/tr)") == 2
    (lead,) = page.xpath("//section[@id='compared']/p[@class='lead']")
    # The draft is the earlier one, whatever the files are called.
    assert lead.text_content().index("b.yaml") < lead.text_content().index("a.json")
    assert len(page.xpath("//section[@id='compared']//ul[@class='changes']/li")) == len(check(draft).findings)


@pytest.mark.parametrize(("lang", "title"), [("en", "2012 and 2013 compared"), ("zh", "2012年与2013年对照")])
def test_plans_of_two_years_are_compared_by_what_stands_in_them(lang, title, send):
    plans = [(f"{year}.yaml", example(f"published-plans/promotion-plan-{year}.yaml")) for year in (2013, 2012)]
    # The earlier year is the earlier one, whichever file was saved last.
    page = html.fromstring(send(*plans, changed=(1000, 2000), lang=lang).text)
    assert title in page.xpath("string(//h1)")
    lead = page.xpath("string(//section[@id='compared']/p[@class='lead'])")
    assert lead.index("2012.yaml") < lead.index("2013.yaml")
    assert "IV.2 Enterprises with an IP advantage → III.10.27 Enterprises with IP" in page.text_content()


def test_of_two_drafts_the_one_saved_last_is_the_later(send, draft):
    later = draft.replace(b"status: draft", b"status: draft ")
    for changed, order in (((1000, 2000), ("a.yaml", "b.yaml")), ((2000, 1000), ("b.yaml", "a.yaml"))):
        text = send(("a.yaml", draft), ("b.yaml", later), changed=changed).text
        assert f"Earlier: {order[0]}. Later: {order[1]}." in text


def test_a_report_can_be_opened_again_and_in_the_other_language(client, draft):
    """What a browser does on refresh, and what a link on the page does without a script."""
    sent = client.post("/?lang=zh", data={"files": (BytesIO(draft), "a.yaml")}, content_type="multipart/form-data")
    assert sent.status_code == 303
    address = sent.headers["Location"]
    first = client.get(address)
    assert first.status_code == 200
    assert client.get(address).data == first.data
    assert '<html lang="en">' in client.get(address.replace("zh", "en")).text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("方案.pdf", b"%PDF-1.7", "图片或PDF"),
        ("a.yaml", b"format: review-decisions/1\ncircular: sipo-2012-113\ndecisions: []\n", ""),
        ("a.yaml", b"name: x\nage: 3\n", ""),
        # The suffix says how a file is read.
        ("plan.json", b"format: provincial-plan/1\n", ""),
    ],
)
def test_a_file_of_no_known_kind_is_said_to_be_one(name, content, words, send, good):
    alone = send((name, content), lang="zh", answer="json").json
    assert (alone["verdict"], alone["input"]["sha256"]) == ("invalid", sha256(content).hexdigest())
    assert alone["findings"][0]["rule"] == "unreadable"
    assert words in alone["findings"][0]["message"]
    made = send((name, content), ("good", good), lang="zh", answer="json").json
    assert {report["verdict"] for report in made["reports"]} >= {"pass"}


def test_an_archive_is_offered_and_reviewed_as_by_the_command(send, client, good, tmp_path):
    assert ".zip" in client.get("/").text.partition('accept="')[2].partition('"')[0].split(",")
    path = tmp_path / "all.zip"
    with ZipFile(path, "w") as archive:
        for name, content in (("湖北.json", good), ("data.json", b"{}"), ("a.doc", OLE)):
            archive.writestr(name, content)
    standings = [each["standing"] for each in send((path.name, path.read_bytes()), answer="json").json["files"]]
    assert standings == [each["standing"] for each in review([path]).to_dict()["files"]]


def test_files_of_several_circulars_and_kinds_are_reviewed_each_by_its_own(send, good):
    others = [
        ("beijing.yaml", example("sipo-2011-139/beijing.yaml")),
        ("department.yaml", example("departments/legal-affairs.yaml")),
    ]
    reviews = send(("hubei.json", good), *others, answer="json").json
    assert [made["pack"]["id"] for made in reviews] == ["sipo-2012-113", "sipo-2011-139"]
    kinds = {report["document"] for made in reviews for report in made["reports"]}
    assert kinds == {"provincial-plan/1", "department-plan/1"}
    page = send(("hubei.json", good), *others).text
    assert all(citation in page for citation in ("[2011] No. 139", "[2012] No. 113"))


@pytest.mark.parametrize(
    ("sender", "lang", "named"),
    [
        ("sipo-2012-113 provincial-plan/1 CN-HB", "en", "Hubei Intellectual Property Office implementation plan"),
        ("sipo-2012-113 provincial-plan/1 CN-HB", "zh", "湖北省知识产权局组织实施方案"),
        ("sipo-2012-113 department-plan/1 legal-affairs", "zh", "条法司部门组织实施方案"),
        ("sipo-2011-139 provincial-plan/1 XPCC", "zh", "新疆生产建设兵团"),
    ],
)
def test_every_kind_has_a_blank_one_as_yaml(sender, lang, named, client):
    kind, _, code = sender.rpartition(" ")
    made = client.get("/blank", query_string={"kind": kind, "sender": code, "format": "yaml", "lang": lang})
    assert made.status_code == 200
    assert name_of(made).startswith(named)
    report = check(made.data)
    assert [report.pack_id, report.document, report.office] == sender.split()


def test_every_kind_has_an_example_that_passes(client):
    for kind in kinds_of(map(load_pack, installed_packs())).values():
        made = client.get("/example", query_string={"kind": kind.address, "lang": "zh"})
        assert name_of(made) == f"{kind.document.document.zh}填写范例.{kind.formats[0]}"
        report = check_source(made.data, Options(), name=f"a.{kind.formats[0]}")
        assert (report.pack_id, report.document) == (kind.pack.id, kind.document.format)
        # What is held against another document says that it was not.
        missed = [] if kind.document.against is None else ["left-out"]
        assert [finding.rule for finding in report.findings if finding.severity is not Severity.INFO] == missed


REPORT = ("report.yaml", example("progress/hubei-year.yaml"))
OF_ANOTHER_YEAR = ("other.yaml", example("sipo-2011-139/hubei.yaml"))


@pytest.mark.parametrize("other", ["hubei.yaml", "compiled.json"])
def test_a_report_sent_with_its_plan_is_held_against_it(other, send, tmp_path):
    path = EXAMPLES / "plans" / "hubei.yaml"
    if other != path.name:
        compile_ = [sys.executable, "-m", "checker", "compile", path, "--output", tmp_path / other]
        subprocess.run(compile_, check=True)
        path = tmp_path / other
    plan = (other, path.read_bytes())
    made = json.loads(send(REPORT, plan, answer="json").data)
    held = made[0] if isinstance(made, list) else made
    assert [source["name"] for source in held["against"]] == [other]
    found = {finding["rule"] for finding in held["findings"]}
    assert ("planned-measure-not-reported" in found, "left-out" in found) == (True, False)
    page = html.fromstring(send(REPORT, plan, lang="zh").data.decode()).text_content()
    assert f"对照文件：{other}" in page.replace("Held against: ", "")
    mended = html.fromstring(send(REPORT, plan, answer="corrections").data.decode()).xpath("//main//ul/li")
    assert len(mended) == len(held["findings"])
    among = json.loads(send(REPORT, plan, OF_ANOTHER_YEAR, answer="json").data)
    assert [each["against"] for made in among for each in made["reports"] if "against" in each] == [held["against"]]


def test_a_report_is_held_against_no_plan_of_another_year(send):
    reviews = json.loads(send(REPORT, OF_ANOTHER_YEAR, answer="json").data)
    assert not any("against" in each for made in reviews for each in made["reports"])


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
