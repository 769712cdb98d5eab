"""What is not answered, and the page that says why: in the language of whoever asked, with the way back."""

from __future__ import annotations

import re
import time
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from checker.errors import EngineError
from checker.web.application import Settings
from checker.web.downloads import draw_report
from checker.web.results import Store
from checker.web.tasks import Limits, Tasks

from .conftest import answer_of, client_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    Send = Callable[..., Any]

MEBIBYTE = 1024 * 1024


def refused(response: Any, status: int, lang: str, words: str) -> None:
    assert response.status_code == status
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert f'<html lang="{"zh-Hans" if lang == "zh" else "en"}">' in response.text
    assert words in response.text
    # Nothing of the other language but the link to it.
    chinese = re.findall(r"[一-鿿]+", re.sub(r"<(style|script)>.*?</\1>", "", response.text, flags=re.DOTALL))
    assert (chinese == ["中文"]) is (lang == "en")
    assert f'<a href="/?lang={lang}">' in response.text
    assert "Traceback" not in response.text


@pytest.mark.parametrize(("lang", "words"), [("en", "There is no such page"), ("zh", "没有此页面")])
@pytest.mark.parametrize("path", ["/nowhere", "/static/x", "//evil.example/x", "/../etc/passwd", "/%ff", "/blank/"])
def test_404(path: str, lang: str, words: str, client: FlaskClient) -> None:
    response = client.get(f"{path}?lang={lang}")
    refused(response, 404, lang, words)
    assert "evil.example" not in response.text


@pytest.mark.parametrize(("lang", "words"), [("en", "cannot be asked in that way"), ("zh", "不支持该操作")])
@pytest.mark.parametrize(("method", "path"), [("PUT", "/"), ("DELETE", "/"), ("POST", "/blank"), ("TRACE", "/")])
def test_405(method: str, path: str, lang: str, words: str, client: FlaskClient) -> None:
    response = client.open(f"{path}?lang={lang}", method=method)
    refused(response, 405, lang, words)
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(("lang", "words"), [("en", "No file is chosen"), ("zh", "尚未选择文件")])
@pytest.mark.parametrize(
    "data",
    [{}, {"changed": "1"}, {"files": None}, {"files": "not a file"}],
    ids=["empty", "times only", "no file", "no upload"],
)
def test_nothing_chosen(data: dict[str, Any], lang: str, words: str, client: FlaskClient) -> None:
    # A browser sends a file without a name where none was chosen.
    given = {name: (BytesIO(b""), "") if value is None else value for name, value in data.items()}
    response = client.post(f"/?lang={lang}", data=given, content_type="multipart/form-data")
    refused(response, 400, lang, words)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data"),
        (b"rubbish", "multipart/form-data; boundary=x"),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
        (
            b"--x\r\nContent-Disposition: form-data; name=files; filename=a\r\n\r\nabc",
            "multipart/form-data; boundary=x",
        ),
        (b"{}", "application/json"),
        (b"files=abc", "application/x-www-form-urlencoded"),
        (b"\xff\xfe%%%=%%", "application/x-www-form-urlencoded"),
    ],
)
def test_broken_forms_are_400(body: bytes, kind: str, client: FlaskClient) -> None:
    response = client.post("/?lang=zh", data=body, content_type=kind)
    assert response.status_code == 400
    assert "请" in response.text


@pytest.mark.parametrize("answer", ["pdf", "../../etc/passwd", "PAGE", "html%0A"])
def test_a_download_that_there_is_not(answer: str, send: Send, good: bytes) -> None:
    refused(send(("a.json", good), answer=answer, lang="zh"), 404, "zh", "没有此页面")


@pytest.mark.parametrize(("lang", "words"), [("en", "no longer there"), ("zh", "已不再保留")])
@pytest.mark.parametrize("path", ["/report/x", "/report/x/json", "/report/%00"])
def test_a_report_that_is_not_there_any_more(path: str, lang: str, words: str, client: FlaskClient) -> None:
    refused(client.get(f"{path}?lang={lang}"), 404, lang, words)


def test_reports_are_kept_for_their_time_and_the_newest_for_certain(good: bytes) -> None:
    brief = client_of(Settings(limits=Limits(kept_seconds=0)))
    kept = brief.post("/", data={"files": (BytesIO(good), "a.json")}).headers["Location"]
    time.sleep(0.2)
    assert brief.get(kept).status_code == 404
    small = client_of(Settings(limits=Limits(kept_mebibytes=0)))
    sent = []
    for name in ("a.json", "b.json"):
        sent.append(small.post("/", data={"files": (BytesIO(good), name)}).headers["Location"])
        assert [small.get(sent[-1]).status_code for _ in range(2)] == [200, 200]
    assert small.get(sent[0]).status_code == 404


@pytest.mark.parametrize("query", ["", "kind=CN-XX", "kind=CN-HB&format=exe", "kind=../CN-HB", "kind=CN-HB%00"])
@pytest.mark.parametrize("path", ["/blank", "/example", "/checklist"])
@pytest.mark.parametrize(("lang", "words"), [("en", "no such document"), ("zh", "没有此文件")])
def test_a_document_that_there_is_not(path: str, query: str, lang: str, words: str, client: FlaskClient) -> None:
    refused(
        client.get(f"{path}?{query}&lang={lang}"),
        404,
        lang,
        words,
    )


@pytest.mark.parametrize("query", ["", "sender=CN-XX", "sender=legal-affairs", "sender=CN-HB&format=exe"])
def test_a_blank_one_of_somebody_who_sends_none(query: str, client: FlaskClient) -> None:
    made = client.get(f"/blank?kind=sipo-2012-113+provincial-plan/1&{query}")
    refused(made, 404, "en", "no such document")


@pytest.mark.parametrize(("lang", "words"), [("en", "cannot be made of these"), ("zh", "无法根据所选文件生成")])
def test_a_letter_is_about_one_plan_that_goes_back(
    lang: str, words: str, send: Send, draft: bytes, good: bytes
) -> None:
    for files in (
        [("a.json", good)],
        [("a.yaml", draft), ("b.json", good)],
        [("scan.jpg", b"\xff\xd8\xff\xe0 no plan")],
        [("notes.yaml", b"remember: the milk\n")],
        [("list.json", b"[1, 2]")],
    ):
        refused(send(*files, answer="letter", lang=lang), 409, lang, words)
        assert "/letter?" not in send(*files, lang=lang).text


@pytest.mark.parametrize(("lang", "words"), [("en", "At most 5 files"), ("zh", "最多审核5份文件")])
def test_too_many_files(lang: str, words: str, send: Send) -> None:
    refused(send(*[(f"{n}.json", b"{}") for n in range(6)], lang=lang), 413, lang, words)
    assert send(*[(f"{n}.json", b"{}") for n in range(5)], lang=lang).status_code == 200


def test_far_too_many_parts(send: Send) -> None:
    refused(send(*[(f"{n}.json", b"{}") for n in range(200)], lang="zh"), 413, "zh", "过大")


@pytest.mark.parametrize(("lang", "words"), [("en", "may have 16 MiB"), ("zh", "不得超过16 MiB；big.yaml超过此限")])
def test_a_file_too_large(lang: str, words: str, send: Send) -> None:
    refused(send(("big.yaml", b"#" * (16 * MEBIBYTE + 1)), lang=lang), 413, lang, words)


def test_a_file_too_large_among_others_costs_them_nothing(send: Send, good: bytes) -> None:
    review = send(("big.yaml", b"#" * (16 * MEBIBYTE + 1)), ("good.json", good), answer="json").json
    assert [(report["input"]["name"], report["verdict"]) for report in review["reports"]] == [
        ("good.json", "pass"),
        ("big.yaml", "invalid"),
    ]
    assert "16 MiB" in review["reports"][1]["findings"][0]["message"]


@pytest.mark.parametrize(("lang", "words"), [("en", "24 MiB together"), ("zh", "合计超过24 MiB")])
def test_too_much_together(lang: str, words: str, send: Send) -> None:
    half = b"#" * (13 * MEBIBYTE)
    refused(send(("a.yaml", half), ("b.yaml", half), lang=lang), 413, lang, words)


@pytest.mark.parametrize(("lang", "words"), [("en", "24 MiB together"), ("zh", "合计超过24 MiB")])
def test_more_than_is_taken_in(lang: str, words: str, client: FlaskClient) -> None:
    """The head says how much will come: none of it is read."""
    response = client.post(
        f"/?lang={lang}",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(10**12), "wsgi.input": BytesIO(b"")},
    )
    refused(response, 413, lang, words)


@pytest.mark.parametrize(("lang", "words"), [("en", "plancheck itself failed"), ("zh", "plancheck 运行出错")])
def test_what_nobody_expected_is_a_page_too(
    lang: str, words: str, good: bytes, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(Store, "keep", fail)
    client = client_of(Settings())
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    response = client.post(f"/?lang={lang}", data={"files": (BytesIO(good), "a.json")})
    refused(response, 500, lang, words)
    assert "secret" not in response.text
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("lang", "words"), [("en", "could not be made"), ("zh", "未能生成结果")])
def test_an_answer_that_fails(lang: str, words: str, good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Tasks.run

    def fail(self: Tasks, task: Any, *arguments: Any) -> Any:
        if task is draw_report:
            raise EngineError("plancheck's process died over this file; please report it with the file")
        return run(self, task, *arguments)

    monkeypatch.setattr(Tasks, "run", fail)
    refused(answer_of(client_of(Settings()), [("a.json", good)], lang), 500, lang, words)


@pytest.mark.parametrize(("lang", "words"), [("en", "try again in a minute"), ("zh", "请稍候片刻再试")])
def test_nobody_waits_where_too_many_wait(lang: str, words: str, good: bytes) -> None:
    client = client_of(Settings(limits=Limits(requests=0)))
    refused(client.post(f"/?lang={lang}", data={"files": (BytesIO(good), "a.json")}), 503, lang, words)


@pytest.mark.parametrize(
    ("query", "accepted", "settings", "lang"),
    [
        ("", None, {"lang": "zh"}, "zh"),
        ("", None, {"lang": "en"}, "en"),
        ("", "zh-CN,zh;q=0.9,en;q=0.8", {}, "zh"),
        ("", "zh-TW", {}, "zh"),
        ("", "en-US,en;q=0.9,zh;q=0.8", {"lang": "zh"}, "en"),
        ("", "fr", {"lang": "zh"}, "zh"),
        ("", "en", {"lang": "zh", "insists": True}, "zh"),
        ("?lang=zh", "en", {}, "zh"),
        ("?lang=en", "zh", {"lang": "zh", "insists": True}, "en"),
        ("?lang=fr", "zh", {}, "zh"),
        ("?lang=%ff", ";;;q=,", {}, "en"),
    ],
)
def test_the_language(query: str, accepted: str | None, settings: dict[str, Any], lang: str) -> None:
    client = client_of(Settings(**settings))
    headers = {} if accepted is None else {"Accept-Language": accepted}
    for path in ("/", "/nowhere"):
        page = client.get(f"{path}{query}", headers=headers).text
        assert f'<html lang="{"zh-Hans" if lang == "zh" else "en"}">' in page
