"""`plancheck serve`: the command that starts the page, and how it ends."""

import gc
import http.client
import socket
import sys
import time
from typing import Any

import pytest

EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - what is warned of
SERVE = ("-m", "checker", "serve", "--no-open")
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")


def place_of(address: str) -> str:
    return address.removeprefix("http://").rstrip("/")


def page_at(address: str, host: str | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection(place_of(address), timeout=20)
    try:
        connection.request("GET", "/", headers={"Host": host} if host else {})
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


@ON_POSIX
@pytest.mark.parametrize(("lang", "words"), [("en", "plancheck listens on http://"), ("zh", "plancheck 已启动")])
def test_it_says_where_it_listens_and_ends_quietly(lang, words, serving):
    with serving(*SERVE, "--lang", lang) as server:
        assert server.address.startswith("http://127.0.0.1:")
        status, page = page_at(server.address)
        assert status == 200
        # Who names the language on the command line gets it in the browser too.
        assert f'<html lang="{"zh-Hans" if lang == "zh" else "en"}">' in page
        status, out, err = server.ended()
    assert (status, out.count("\n"), err) == (0, 1, "")
    assert words in out


@ON_POSIX
@pytest.mark.parametrize("works", [False, True], ids=["before it is warm", "in the middle of work"])
def test_it_ends_as_quietly_at_any_time(serving, draft, works):
    with serving(*SERVE) as server:
        connection = http.client.HTTPConnection(place_of(server.address), timeout=20)
        if works:
            head = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(len(draft) * 2)}
            connection.request("POST", "/", draft, head)
        status, out, err = server.ended()
        connection.close()
        time.sleep(1)
        assert (status, out.count("\n"), server.err.read_text("utf-8") or err) == (0, 1, "")


def test_the_port_that_was_asked_for(serving):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serving(*SERVE, "--port", port) as server:
        assert server.address == f"http://127.0.0.1:{port}/"
        assert page_at(server.address)[0] == 200


@pytest.mark.parametrize(
    ("options", "begins", "words"),
    [
        (["--host", "localhost"], "http://localhost:", []),
        (["--host", "::1"], "http://[::1]:", []),
        (["--host", "[::1]"], "http://[::1]:", []),
        (["--host", EVERY_ADDRESS], "http://127.0.0.1:", ["Warning: 0.0.0.0 is not only this computer", "unencrypted"]),
        (["--host", EVERY_ADDRESS, "--lang", "zh"], "http://127.0.0.1:", ["警告：0.0.0.0并非仅供本机访问", "未加密"]),
    ],
)
def test_other_names_and_a_warning_where_the_network_can_reach_it(options, begins, words, serving):
    with serving(*SERVE, *options) as server:
        assert server.address.startswith(begins)
        assert page_at(server.address)[0] == 200
        assert page_at(server.address, "evil.example")[0] == 400
        said = server.err.read_text("utf-8")
    assert said == "" if not words else all(each in said for each in words)


@pytest.fixture
def refusal(run):
    """`refusal("--port", 1)`: the run where nothing is served. What it opened before ends with the test."""
    yield lambda *options: run("serve", "--no-open", *options)
    gc.collect()


UNCLOSED = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")


@UNCLOSED
@pytest.mark.parametrize(
    ("lang", "words"), [("en", "another program listens there already"), ("zh", "已被其他程序占用")]
)
def test_a_port_that_is_taken(lang, words, refusal):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = refusal("--lang", lang, "--port", taken.getsockname()[1])
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert words in done.err


@UNCLOSED
@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1", "not a host", "", "\x1b[31m"])
def test_a_host_that_is_none_of_this_computer(host, refusal):
    done = refusal("--host", host)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "no address of this computer" in done.err
    assert "\x1b" not in done.err


@pytest.mark.parametrize(("options", "screen", "opened"), [((), ":0", 1), ((), "", 0), (("--no-open",), ":0", 0)])
def test_the_browser_is_opened_where_there_is_a_screen(options, screen, opened, run, monkeypatch):
    from checker.web.server import Listening

    addresses: list[Any] = []
    monkeypatch.setattr("webbrowser.open", addresses.append)
    monkeypatch.setattr("logging.disable", lambda _level: None)
    monkeypatch.setattr(Listening, "run", lambda self: self.server.close())
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", screen)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    done = run("serve", *options)
    assert (done.status, len(addresses)) == (0, opened)
    assert all(address in done.out for address in addresses)
