"""Who is let in: a browser visits hostile pages while this runs, and they can make it ask for anything, by any name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.web.application import Settings
from checker.web.guard import is_loopback, is_own_host

from .conftest import client_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    Send = Callable[..., Any]

EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - told apart from what is safe

HOSTS = [
    # asked for, listens on, let in
    ("127.0.0.1:8000", "127.0.0.1", True),
    ("127.0.0.1", "127.0.0.1", True),
    ("localhost:8000", "127.0.0.1", True),
    ("LocalHost:8000", "127.0.0.1", True),
    ("[::1]:8000", "::1", True),
    ("127.0.0.1:9000", "127.0.0.1", True),  # through a tunnel
    ("evil.example:8000", "127.0.0.1", False),
    ("evil.example", EVERY_ADDRESS, False),
    ("127.0.0.1.evil.example:8000", "127.0.0.1", False),
    ("localhost.evil.example", "127.0.0.1", False),
    ("localhost:8000, evil.example", "127.0.0.1", False),
    ("evil.example@127.0.0.1:8000", "127.0.0.1", False),
    ("127.0.0.1:8000/", "127.0.0.1", False),
    ("127.0.0.1:8000\t", "127.0.0.1", False),
    ("192.168.1.7:8000", "127.0.0.1", False),
    ("192.168.1.7:8000", EVERY_ADDRESS, True),
    ("[fe80::1]:8000", "::", True),
    ("plans.sipo.example:8000", "plans.sipo.example", True),
    ("Plans.SIPO.example:8000", "plans.sipo.example", True),
    ("evil.example:8000", "plans.sipo.example", False),
    ("", "127.0.0.1", False),
    ("2130706433", "127.0.0.1", False),
]

OWN = "http://127.0.0.1:8000"
POSTS = [
    # what the browser says, let in
    ({}, True),  # no browser at all
    ({"Origin": OWN, "Sec-Fetch-Site": "same-origin"}, True),
    ({"Origin": OWN}, True),
    ({"Referer": f"{OWN}/?lang=zh"}, True),
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}, False),
    ({"Origin": "http://evil.example"}, False),
    ({"Origin": "null"}, False),
    ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, False),
    ({"Origin": OWN, "Sec-Fetch-Site": "cross-site"}, False),
    ({"Origin": OWN, "Sec-Fetch-Site": "same-site"}, False),
    ({"Origin": "http://127.0.0.1:8001"}, False),
    ({"Origin": "http://localhost:8000"}, False),
    ({"Origin": "http://127.0.0.1:8000.evil.example"}, False),
    ({"Origin": "http://evil.example/http://127.0.0.1:8000"}, False),
    ({"Origin": "http://127.0.0.1:8000@evil.example"}, False),
    ({"Origin": "file://"}, False),
    ({"Referer": "http://evil.example/?http://127.0.0.1:8000/"}, False),
]
GETS = [
    ({}, True),
    ({"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"}, True),
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, True),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, False),
    ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, False),
]


@pytest.mark.parametrize(("asked", "listens_on", "is_in"), HOSTS)
def test_only_its_own_names_are_answered(asked: str, listens_on: str, *, is_in: bool) -> None:
    assert is_own_host(asked, listens_on) is is_in


@pytest.mark.parametrize(("asked", "listens_on", "is_in"), HOSTS)
def test_another_name_gets_a_page_that_says_so_and_nothing_else(asked: str, listens_on: str, *, is_in: bool) -> None:
    client = client_of(Settings(host=listens_on))
    for lang, words in (("en", "This address is not served"), ("zh", "不接受此访问地址")):
        response = client.get(f"/?lang={lang}", environ_overrides={"HTTP_HOST": asked})
        assert response.status_code == (200 if is_in else 400)
        assert (words in response.text) is not is_in
        assert ('type="file"' in response.text) is is_in


@pytest.mark.parametrize(("headers", "is_in"), POSTS)
def test_files_are_taken_from_its_own_pages_only(
    headers: dict[str, str], send: Send, good: bytes, *, is_in: bool
) -> None:
    response = send(("a.json", good), answer="json", headers=headers)
    assert response.status_code == (200 if is_in else 403)
    if not is_in:
        assert "Refused: another site asked" in response.text
        assert "请求来自其他网站" in send(("a.json", good), lang="zh", headers=headers).text


@pytest.mark.parametrize(("headers", "is_in"), GETS)
@pytest.mark.parametrize("path", ["/", "/blank?sender=CN-HB", "/nowhere"])
def test_other_sites_may_lead_here_and_embed_nothing(
    path: str, headers: dict[str, str], client: FlaskClient, *, is_in: bool
) -> None:
    response = client.get(path, headers=headers)
    assert (response.status_code != 403) is is_in


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.3.2.1", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        (EVERY_ADDRESS, False),
        ("::", False),
        ("192.168.1.7", False),
        ("office-pc", False),
        ("", False),
    ],
)
def test_what_only_this_computer_can_reach(host: str, *, expected: bool) -> None:
    assert is_loopback(host) is expected


@pytest.mark.parametrize(("host", "words"), [("127.0.0.1", "on this computer only"), (EVERY_ADDRESS, "unencrypted")])
def test_the_page_says_where_files_go(host: str, words: str) -> None:
    client = client_of(Settings(host=host))
    assert words in client.get("/", environ_overrides={"HTTP_HOST": "127.0.0.1:1"}).text


@pytest.mark.parametrize("path", ["/", "/?lang=zh", "/nowhere", "/blank?sender=CN-HB", "/blank", "/favicon.ico"])
def test_every_answer_is_guarded(path: str, client: FlaskClient) -> None:
    guarded(client.get(path).headers)


def test_reports_downloads_and_refusals_are_guarded_too(send: Send, good: bytes) -> None:
    for answer in ("page", "json", "letter", "nonsense"):
        guarded(send(("a.json", good), answer=answer).headers)


def guarded(headers: Any) -> None:
    policy = headers["Content-Security-Policy"]
    directives = dict(each.partition(" ")[::2] for each in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["base-uri"] == "'none'"
    assert directives["frame-ancestors"] == "'none'"
    assert directives["form-action"] in ("'self'", "'none'")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    # With `no-referrer`, a browser would say of our own forms that they come from nowhere.
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers
    assert not [name for name, _ in headers if name.startswith("Access-Control")]
