"""What is not answered, and the page that says why: in the language of whoever asked, with the way back."""

from __future__ import annotations

import re
import time
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.errors import EngineError
from checker.web.application import Settings
from checker.web.downloads import draw_report
from checker.web.results import Store
from checker.web.tasks import Limits, Tasks

from ..commands import load_cases, understood  # noqa: TID252 - folders of tests are no packages
from .conftest import EXAMPLES, answer_of, client_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Send = Callable[..., Any]

MEBIBYTE = 1024 * 1024
SAID = {"why", "ask", "send", "body", "answers", "headers", "settings", "status", "says"}
CASES = understood(load_cases(Path(__file__).with_name("refusals.yaml")), SAID)


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
    assert "evil.example" not in response.text
    assert 'type="file"' not in response.text


def asked() -> Iterator[Any]:
    """Each way in which a refusal is come by: the case with one of its ways, answers, headers and settings."""
    for case in CASES:
        ways = [each for kind in ("ask", "send", "body") for each in case.get(kind, ())]
        more = product(ways, case.get("answers", ["page"]), case.get("headers", [{}]), case.get("settings", [{}]))
        for place, (way, answer, headers, settings) in enumerate(more):
            one = {**case, "way": way, "answer": answer, "headers": headers, "settings": settings}
            yield pytest.param(one, id=f"{case['why']} {place}")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", list(asked()))
def test_what_is_not_answered(case, lang, client, good, draft):
    way, answer, headers, settings = (case[name] for name in ("way", "answer", "headers", "settings"))
    if settings:
        client = client_of(Settings(**{**settings, "limits": Limits(**settings.get("limits", {}))}))
    files = [content_of(each, good, draft) for each in way] if "send" in case else []
    if "ask" in case:
        method, _, path = way.partition(" ")
        host = {f"HTTP_{name.upper()}": value for name, value in headers.items() if name == "Host"}
        others = {name: value for name, value in headers.items() if name != "Host"}
        at = f"{path}{'&' if '?' in path else '?'}lang={lang}"
        response = client.open(at, method=method, headers=others, environ_overrides=host)
    elif "send" in case:
        response = answer_of(client, files, lang, answer, headers=headers)
    else:
        response = client.post(f"/?lang={lang}", data=way[0].encode("latin-1"), content_type=way[1])
    refused(response, case["status"], lang, case["says"][lang])
    if case["status"] == 405:
        assert "GET" in response.headers["Allow"]
    if case["status"] == 409:
        assert f"/{answer}?" not in answer_of(client, files, lang).text


def content_of(file: Any, good: bytes, draft: bytes) -> tuple[str, bytes]:
    match file:
        case "good":
            return "b.json", good
        case "draft":
            return "a.yaml", draft
    ((name, content),) = file.items()
    match content:
        case int():
            return name, b"#" * content * MEBIBYTE
        case {"like": path}:
            return name, (EXAMPLES / path).read_bytes()
    return name, content.encode("latin-1")


def test_far_too_many_parts(send):
    refused(send(*[(f"{n}.json", b"{}") for n in range(200)], lang="zh"), 413, "zh", "过大")
    assert send(*[(f"{n}.json", b"{}") for n in range(5)]).status_code == 200


def test_reports_are_kept_for_their_time_and_the_newest_for_certain(good):
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


def test_a_file_too_large_among_others_costs_them_nothing(send, good):
    review = send(("big.yaml", b"#" * (16 * MEBIBYTE + 1)), ("good.json", good), answer="json").json
    assert [(report["input"]["name"], report["verdict"]) for report in review["reports"]] == [
        ("good.json", "pass"),
        ("big.yaml", "invalid"),
    ]
    assert "16 MiB" in review["reports"][1]["findings"][0]["message"]


def test_more_than_is_taken_in_is_not_read(client):
    """The head says how much will come: none of it is read."""
    head = {"CONTENT_LENGTH": str(10**12), "wsgi.input": BytesIO(b"")}
    kind = "multipart/form-data; boundary=x"
    response = client.post("/?lang=en", content_type=kind, environ_overrides=head)
    refused(response, 413, "en", "24 MiB together")


@pytest.mark.parametrize(("lang", "words"), [("en", "plancheck itself failed"), ("zh", "plancheck 运行出错")])
def test_what_nobody_expected_is_a_page_too(lang, words, good, monkeypatch, capfd):
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
def test_an_answer_that_fails(lang, words, good, monkeypatch):
    run = Tasks.run

    def fail(self: Tasks, task: Any, *arguments: Any) -> Any:
        if task is draw_report:
            raise EngineError("plancheck's process died over this file; please report it with the file")
        return run(self, task, *arguments)

    monkeypatch.setattr(Tasks, "run", fail)
    refused(answer_of(client_of(Settings()), [("a.json", good)], lang), 500, lang, words)
