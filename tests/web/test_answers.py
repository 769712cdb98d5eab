"""What comes of files that are sent: the report, the review, and everything that can be downloaded."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook

from checker import check, review
from checker.checking import Options, check_source
from checker.model import Severity
from checker.office.conversion import blank_document
from checker.pack.loading import installed_packs, load_pack
from checker.reporting import FORMATS
from checker.web.documents import kinds_of
from checker.web.downloads import DOWNLOADS

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    Send = Callable[..., Any]

BUTTON = re.compile(r'<a class="button" href="/report/[\w-]+/(\w+)\?lang=')


def name_of(response: Any) -> str:
    """The name that a browser gives to a download."""
    found = re.search(r"filename\*=UTF-8''(\S+)", response.headers["Content-Disposition"])
    return unquote(found[1]) if found else re.search(r'filename="?([^";]+)', response.headers["Content-Disposition"])[1]


@pytest.mark.parametrize(("lang", "verdict"), [("en", "Returned"), ("zh", "退回重新制定")])
def test_one_plan_gets_its_report(lang: str, verdict: str, send: Send, draft: bytes) -> None:
    response = send(("hubei-draft.yaml", draft), lang=lang)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert f'<html lang="{"zh-Hans" if lang == "zh" else "en"}">' in response.text
    assert "hubei-draft.yaml" in response.text
    assert 'id="roster"' not in response.text
    report = check(draft)
    assert len(re.findall(r'<li class="finding ', response.text)) == len(report.findings) > 0
    assert verdict.lower() in response.text.lower()


def test_the_html_report_is_that_of_the_command_line(send: Send, draft: bytes, tmp_path: Any) -> None:
    (tmp_path / "plan.yaml").write_bytes(draft)
    pack = load_pack("sipo-2012-113")
    report = check_source(tmp_path / "plan.yaml", Options(lang="zh", reads_back=True))
    written = FORMATS["html"].render([report], {pack.id: pack})
    sent = send(("plan.yaml", draft), answer="html", lang="zh").data
    assert sent == written.replace(str(tmp_path / "plan.yaml").encode(), b"plan.yaml")


def test_several_plans_get_a_review(send: Send, draft: bytes, plan_of: Callable[..., bytes]) -> None:
    page = send(("b.yaml", draft), ("a.json", plan_of("CN-BJ")), ("c.json", plan_of("CN-SH"))).text
    assert 'id="roster"' in page
    assert 'id="matrix"' in page
    review = send(("b.yaml", draft), ("a.json", plan_of("CN-BJ")), answer="json").json
    assert review["format"] == "plan-review/1"
    assert {row["office"]: row["file"] for row in review["roster"] if row["file"]} == {
        "CN-BJ": "a.json",
        "CN-HB": "b.yaml",
    }


def test_copies_are_one_in_a_review(send: Send, draft: bytes, plan_of: Callable[..., bytes]) -> None:
    review = send(("a.yaml", draft), ("b.yaml", draft), ("c.json", plan_of("CN-BJ")), answer="json").json
    assert [report["input"]["name"] for report in review["reports"]] == ["c.json", "a.yaml"]
    assert "byte for byte" in send(("a.yaml", draft), ("b.yaml", draft)).text


PLANS = Path(__file__).parents[2] / "examples" / "plans"


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return (PLANS / "hubei-draft.xlsx").read_bytes()


@pytest.mark.parametrize("answer", list(DOWNLOADS))
def test_a_download_is_a_file_of_its_kind(answer: str, send: Send, draft: bytes, good: bytes, workbook: bytes) -> None:
    given = {
        "marked": ("湖北方案.xlsx", workbook),
        "commented": ("湖北方案.docx", (PLANS / "hubei-draft.docx").read_bytes()),
        "plan": ("湖北方案.yaml", good),
    }.get(answer, ("湖北方案.yaml", draft))
    others = [("broken.json", b"{")] if answer == "letters" else []
    response = send(given, *others, answer=answer, lang="zh")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none';")
    named = {
        "letter": "湖北方案（退回通知）",
        "letters": "组织实施方案（函件）",
        "marked": "湖北方案（已标注）",
        "commented": "湖北方案（已标注）",
        "plan": "湖北方案（打印稿）",
        "corrected": "湖北方案（已修改）",
    }.get(answer, "湖北方案（核对报告）")
    assert name_of(response) == named + (DOWNLOADS[answer].suffix or ".yaml")
    body = response.data
    match answer:
        case "json":
            assert json.loads(body)["input"] == {"name": "湖北方案.yaml", "sha256": sha256(draft).hexdigest()}
        case "html":
            assert body.startswith(b"<!DOCTYPE html>")
        case "letter":
            assert "湖北省知识产权局" in "".join(p.text for p in Document(BytesIO(body)).paragraphs)
        case "letters":
            names = ZipFile(BytesIO(body)).namelist()
            assert names[-2:] == ["函件清单.xlsx", "函件清单.txt"]
            assert "CN-HB 湖北省知识产权局 - 催报通知.docx" in names
            assert "CN-QH 青海省知识产权局 - 催报通知.docx" in names
        case "plan":
            assert check_source(body, Options(), name="a.docx").verdict == "pass"
        case "marked":
            first, *others = load_workbook(BytesIO(body)).sheetnames
            assert (first, others) == ("核对结果", load_workbook(BytesIO(workbook)).sheetnames)
        case "commented":
            assert next(iter(Document(BytesIO(body)).comments)).text.startswith("【格式有误】")
        case "xlsx":
            book = load_workbook(BytesIO(body))
            assert any("湖北" in str(cell.value) for sheet in book for row in sheet.rows for cell in row)
    assert answer in ("json", "html", "corrected") or ZipFile(BytesIO(body)).testzip() is None


def test_only_a_workbook_is_given_back_marked(send: Send, draft: bytes, workbook: bytes) -> None:
    refused = send(("a.yaml", draft), answer="marked", lang="en")
    assert refused.status_code == 409
    assert send(("a.xlsx", workbook), ("b.yaml", draft), answer="marked").status_code == 409
    assert send(("a.xlsx", workbook[:9000]), answer="marked").status_code == 409


def test_a_review_is_downloaded_under_a_name_of_its_own(
    send: Send, draft: bytes, plan_of: Callable[..., bytes]
) -> None:
    response = send(("a.yaml", draft), ("b.json", plan_of("CN-BJ")), answer="xlsx", lang="zh")
    assert name_of(response) == "组织实施方案（核对报告）.xlsx"


def test_only_what_can_be_made_is_offered(
    send: Send, draft: bytes, good: bytes, workbook: bytes, plan_of: Callable[..., bytes]
) -> None:
    always = ["html", "xlsx", "json"]
    assert BUTTON.findall(send(("a.yaml", draft)).text) == ["corrected", "plan", "letter", *always]
    assert BUTTON.findall(send(("b.json", good)).text) == ["plan", *always]
    assert BUTTON.findall(send(("c.xlsx", workbook)).text) == ["marked", "letter", *always]
    assert BUTTON.findall(send(("a.yaml", draft), ("b.json", good)).text) == always
    assert BUTTON.findall(send(("a.yaml", draft), ("b.json", plan_of("CN-BJ"))).text) == ["letters", *always]


@pytest.mark.parametrize(("lang", "title"), [("en", "Two versions compared"), ("zh", "前后两稿对照")])
def test_two_versions_of_one_plan_are_compared(lang: str, title: str, send: Send, draft: bytes, good: bytes) -> None:
    page = html.fromstring(send(("b.yaml", draft), ("a.json", good), lang=lang).text)
    assert title in page.xpath("string(//h1)")
    assert page.xpath("//section[@id='roster']//tbody/tr")[0].getparent().getparent().xpath("count(.//tbody/tr)") == 2
    (lead,) = page.xpath("//section[@id='compared']/p[@class='lead']")
    # The draft is the earlier one, whatever the files are called.
    assert lead.text_content().index("b.yaml") < lead.text_content().index("a.json")
    assert len(page.xpath("//section[@id='compared']//ul[@class='changes']/li")) == len(check(draft).findings)


@pytest.mark.parametrize(("lang", "title"), [("en", "2012 and 2013 compared"), ("zh", "2012年与2013年对照")])
def test_plans_of_two_years_are_compared_by_what_stands_in_them(lang: str, title: str, send: Send) -> None:
    folder = EXAMPLES / "published-plans"
    plans = [(f"{year}.yaml", (folder / f"promotion-plan-{year}.yaml").read_bytes()) for year in (2013, 2012)]
    # The earlier year is the earlier one, whichever file was saved last.
    page = html.fromstring(send(*plans, changed=(1000, 2000), lang=lang).text)
    assert title in page.xpath("string(//h1)")
    lead = page.xpath("string(//section[@id='compared']/p[@class='lead'])")
    assert lead.index("2012.yaml") < lead.index("2013.yaml")
    assert "IV.2 Enterprises with an IP advantage → III.10.27 Enterprises with IP" in page.text_content()


def test_of_two_drafts_the_one_saved_last_is_the_later(send: Send, draft: bytes) -> None:
    later = draft.replace(b"status: draft", b"status: draft ")
    for changed, order in (((1000, 2000), ("a.yaml", "b.yaml")), ((2000, 1000), ("b.yaml", "a.yaml"))):
        text = send(("a.yaml", draft), ("b.yaml", later), changed=changed).text
        assert f"Earlier: {order[0]}. Later: {order[1]}." in text


def test_a_report_can_be_opened_again_and_in_the_other_language(client: FlaskClient, draft: bytes) -> None:
    """What a browser does on refresh, and what a link on the page does without a script."""
    sent = client.post("/?lang=zh", data={"files": (BytesIO(draft), "a.yaml")}, content_type="multipart/form-data")
    assert sent.status_code == 303
    address = sent.headers["Location"]
    first = client.get(address)
    assert first.status_code == 200
    assert client.get(address).data == first.data
    assert '<html lang="en">' in client.get(address.replace("zh", "en")).text


@pytest.mark.parametrize(("lang", "words"), [("en", "picture or a PDF"), ("zh", "图片或PDF")])
def test_a_file_of_no_known_kind_is_said_to_be_one(lang: str, words: str, send: Send, good: bytes) -> None:
    alone = send(("方案.pdf", b"%PDF-1.7"), lang=lang, answer="json").json
    assert alone["verdict"] == "invalid"
    assert words in alone["findings"][0]["message"]
    assert alone["input"]["sha256"] == sha256(b"%PDF-1.7").hexdigest()
    review = send(("方案.pdf", b"%PDF-1.7"), ("a.json", good), lang=lang, answer="json").json
    assert [report["verdict"] for report in review["reports"]] == ["pass", "invalid"]


def test_what_is_no_document_is_said_to_be_none(send: Send) -> None:
    for other in (b"format: review-decisions/1\ncircular: sipo-2012-113\ndecisions: []\n", b"name: x\nage: 3\n"):
        told = send(("a.yaml", other), answer="json").json
        assert [finding["rule"] for finding in told["findings"]] == ["unreadable"]
        assert told["input"]["sha256"] == sha256(other).hexdigest()


def test_the_suffix_says_how_a_file_is_read(send: Send, good: bytes) -> None:
    yaml = b"format: provincial-plan/1\n"
    assert send(("plan.json", yaml), answer="json").json["findings"][0]["rule"] == "unreadable"
    assert send(("PLAN.JSON", good), answer="json").json["verdict"] == "pass"
    assert send(("plan", good), answer="json").json["verdict"] == "pass"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_blank_plan_of_an_office(lang: str, client: FlaskClient) -> None:
    response = client.get(f"/blank?kind=sipo-2012-113+provincial-plan/1&sender=CN-HB&format=yaml&lang={lang}")
    assert response.status_code == 200
    office = {"en": "Hubei Intellectual Property Office implementation plan", "zh": "湖北省知识产权局组织实施方案"}[
        lang
    ]
    assert name_of(response) == f"{office}.yaml"
    report = check(response.data)
    assert report.office == "CN-HB"
    assert report.verdict in ("return", "invalid")


def test_files_of_several_circulars_and_kinds_are_reviewed_each_by_its_own(send: Send, good: bytes) -> None:
    folder = Path(__file__).parents[2] / "examples"
    others = [
        ("beijing.yaml", (folder / "sipo-2011-139" / "beijing.yaml").read_bytes()),
        ("department.yaml", DEPARTMENT),
    ]
    reviews = send(("hubei.json", good), *others, answer="json").json
    assert [review["pack"]["id"] for review in reviews] == ["sipo-2012-113", "sipo-2011-139"]
    assert {report["document"] for review in reviews for report in review["reports"]} == {
        "provincial-plan/1",
        "department-plan/1",
    }
    page = send(("hubei.json", good), *others).text
    assert "[2011] No. 139" in page
    assert "[2012] No. 113" in page


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_an_archive_is_offered_and_reviewed_as_by_the_command(
    send: Send, client: FlaskClient, good: bytes, tmp_path: Path
) -> None:
    assert ".zip" in client.get("/").text.partition('accept="')[2].partition('"')[0].split(",")
    path = tmp_path / "all.zip"
    with ZipFile(path, "w") as archive:
        for name, content in (
            ("湖北.json", good),
            ("data.json", b"{}"),
            ("a.doc", OLE),
        ):
            archive.writestr(name, content)
    standings = [each["standing"] for each in send((path.name, path.read_bytes()), answer="json").json["files"]]
    assert standings == [each["standing"] for each in review([path]).to_dict()["files"]]


PACK = load_pack("sipo-2012-113")
DEPARTMENT = blank_document("yaml", PACK, PACK.documents["department-plan/1"], "legal-affairs", "en")
BEIJING = (Path(__file__).parents[2] / "examples" / "sipo-2011-139" / "beijing.yaml").read_bytes()


def test_no_letter_is_offered_where_nobody_returns_plans(send: Send) -> None:
    assert "letter" not in BUTTON.findall(send(("a.yaml", BEIJING)).text)
    assert send(("a.yaml", BEIJING), answer="letter").status_code == 409


@pytest.mark.parametrize(
    "sender", ["sipo-2012-113 department-plan/1 legal-affairs", "sipo-2011-139 provincial-plan/1 XPCC"]
)
def test_every_kind_has_a_blank_one_as_yaml(sender: str, client: FlaskClient) -> None:
    kind, _, code = sender.rpartition(" ")
    made = client.get("/blank", query_string={"kind": kind, "sender": code, "format": "yaml"})
    assert made.status_code == 200
    report = check(made.data)
    assert [report.pack_id, report.document, report.office] == sender.split()


def test_every_kind_has_an_example_that_passes(client: FlaskClient) -> None:
    for kind in kinds_of(map(load_pack, installed_packs())).values():
        made = client.get("/example", query_string={"kind": kind.address, "lang": "zh"})
        assert name_of(made) == f"{kind.document.document.zh}填写范例.{kind.formats[0]}"
        report = check_source(made.data, Options(), name=f"a.{kind.formats[0]}")
        assert (report.pack_id, report.document) == (kind.pack.id, kind.document.format)
        # What is held against another document says that it was not.
        missed = [] if kind.document.against is None else ["left-out"]
        assert [finding.rule for finding in report.findings if finding.severity is not Severity.INFO] == missed


EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PLAN = EXAMPLES / "plans" / "hubei.yaml"
REPORT = ("report.yaml", (EXAMPLES / "progress" / "hubei-year.yaml").read_bytes())
OF_ANOTHER_YEAR = ("other.yaml", (EXAMPLES / "sipo-2011-139" / "hubei.yaml").read_bytes())


@pytest.mark.parametrize("other", [PLAN.name, "compiled.json"])
def test_a_report_sent_with_its_plan_is_held_against_it(other: str, send: Send, tmp_path: Path) -> None:
    path = PLAN
    if other != PLAN.name:
        path = tmp_path / other
        subprocess.run([sys.executable, "-m", "checker", "compile", PLAN, "--output", path], check=True)
    plan = (other, path.read_bytes())
    made = json.loads(send(REPORT, plan, answer="json").data)
    held = made[0] if isinstance(made, list) else made
    assert [source["name"] for source in held["against"]] == [other]
    assert {finding["rule"] for finding in held["findings"]} > {"planned-measure-not-reported"}
    assert "left-out" not in {finding["rule"] for finding in held["findings"]}
    page = html.fromstring(send(REPORT, plan, lang="zh").data.decode()).text_content()
    assert f"对照文件：{other}" in page.replace("Held against: ", "")
    mended = html.fromstring(send(REPORT, plan, answer="corrections").data.decode()).xpath("//main//ul/li")
    assert len(mended) == len(held["findings"])
    among = json.loads(send(REPORT, plan, OF_ANOTHER_YEAR, answer="json").data)
    assert [each["against"] for review in among for each in review["reports"] if "against" in each] == [held["against"]]


def test_a_report_is_held_against_no_plan_of_another_year(send: Send) -> None:
    reviews = json.loads(send(REPORT, OF_ANOTHER_YEAR, answer="json").data)
    assert not any("against" in each for review in reviews for each in review["reports"])
