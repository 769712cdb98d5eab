"""Who is let in, for a browser visits hostile pages while this runs; who is not is in refusals.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.web.application import Settings

from .conftest import client_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Send = Callable[..., Any]

EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - told apart from what is safe
OWN = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("asked", "listens_on"),
    [
        *((name, "127.0.0.1") for name in ("127.0.0.1:8000", "127.0.0.1", "localhost:8000", "LocalHost:8000")),
        ("[::1]:8000", "::1"),
        ("127.0.0.1:9000", "127.0.0.1"),  # through a tunnel
        ("192.168.1.7:8000", EVERY_ADDRESS),
        ("[fe80::1]:8000", "::"),
        ("plans.sipo.example:8000", "plans.sipo.example"),
        ("Plans.SIPO.example:8000", "plans.sipo.example"),
    ],
)
def test_its_own_names_are_answered(asked, listens_on):
    response = client_of(Settings(host=listens_on)).get("/", environ_overrides={"HTTP_HOST": asked})
    assert (response.status_code, 'type="file"' in response.text) == (200, True)


@pytest.mark.parametrize(
    "headers",
    [
        {},  # no browser at all
        {"Origin": OWN, "Sec-Fetch-Site": "same-origin"},
        {"Origin": OWN},
        {"Referer": f"{OWN}/?lang=zh"},
        {"Sec-Fetch-Site": "same-origin"},
    ],
)
def test_files_are_taken_from_its_own_pages(headers, send, good):
    assert send(("a.json", good), answer="json", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    ],
)
def test_other_sites_may_lead_here(headers, client):
    assert client.get("/", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("words", "hosts"),
    [
        ("on this computer only", ["127.0.0.1", "127.3.2.1", "::1", "[::1]", "localhost"]),
        ("unencrypted", [EVERY_ADDRESS, "::", "192.168.1.7", "office-pc"]),
    ],
)
def test_the_page_says_where_files_go(words, hosts):
    for host in hosts:
        name = f"[{host}]" if host == "::1" else host
        shown = "127.0.0.1" if host in (EVERY_ADDRESS, "::") else name
        page = client_of(Settings(host=host)).get("/", environ_overrides={"HTTP_HOST": f"{shown}:1"})
        assert (page.status_code, words in page.text) == (200, True), host


def test_every_answer_is_guarded(client, send, good):
    for path in ("/", "/?lang=zh", "/nowhere", "/blank?sender=CN-HB", "/blank", "/favicon.ico"):
        guarded(client.get(path).headers)
    for answer in ("page", "json", "letter", "nonsense"):
        guarded(send(("a.json", good), answer=answer).headers)


def guarded(headers: Any) -> None:
    policy = headers["Content-Security-Policy"]
    directives = dict(each.partition(" ")[::2] for each in policy.split("; "))
    for directive in ("default-src", "base-uri", "frame-ancestors"):
        assert directives[directive] == "'none'"
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
def test_the_language(query, accepted, settings, lang):
    client = client_of(Settings(**settings))
    headers = {} if accepted is None else {"Accept-Language": accepted}
    for path in ("/", "/nowhere"):
        page = client.get(f"{path}{query}", headers=headers).text
        assert f'<html lang="{"zh-Hans" if lang == "zh" else "en"}">' in page
