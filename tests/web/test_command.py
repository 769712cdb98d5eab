"""`plancheck serve`: the command that starts the page, and how it ends."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import checker
from checker.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Callable

EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - what is warned of
SERVE = ("-m", "checker", "serve", "--no-open")


def ended(*options: object) -> subprocess.CompletedProcess[str]:
    """What becomes of a command that does not come to serve anything."""
    return subprocess.run(
        [sys.executable, *map(str, (*SERVE, *options))],
        env={**os.environ, "PYTHONPATH": str(Path(checker.__file__).parents[1]), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


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


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
@pytest.mark.parametrize(("lang", "words"), [("en", "plancheck listens on http://"), ("zh", "plancheck 已启动")])
def test_it_says_where_it_listens_and_ends_quietly(lang: str, words: str, serving: Callable[..., Any]) -> None:
    with serving(*SERVE, "--lang", lang) as server:
        assert server.address.startswith("http://127.0.0.1:")
        status, page = page_at(server.address)
        assert status == 200
        # Who names the language on the command line gets it in the browser too.
        assert f'<html lang="{"zh-Hans" if lang == "zh" else "en"}">' in page
        status, out, err = server.ended()
    assert (status, out.count("\n"), err) == (0, 1, "")
    assert words in out


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_it_ends_as_quietly_before_it_is_warm(serving: Callable[..., Any]) -> None:
    with serving(*SERVE) as server:
        status, out, err = server.ended()
        time.sleep(1)
        assert (status, out.count("\n"), server.err.read_text("utf-8") or err) == (0, 1, "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_it_ends_in_the_middle_of_work_as_well(serving: Callable[..., Any], draft: bytes) -> None:
    with serving(*SERVE) as server:
        connection = http.client.HTTPConnection(place_of(server.address), timeout=20)
        head = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(len(draft) * 2)}
        connection.request("POST", "/", draft, head)
        status, out, err = server.ended()
        connection.close()
    assert (status, out.count("\n"), err) == (0, 1, "")


def test_the_port_that_was_asked_for(serving: Callable[..., Any]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serving(*SERVE, "--port", port) as server:
        assert server.address == f"http://127.0.0.1:{port}/"
        assert page_at(server.address)[0] == 200


@pytest.mark.parametrize(
    ("host", "begins"), [("localhost", "http://localhost:"), ("::1", "http://[::1]:"), ("[::1]", "http://[::1]:")]
)
def test_other_names_of_this_computer(host: str, begins: str, serving: Callable[..., Any]) -> None:
    with serving(*SERVE, "--host", host) as server:
        assert server.address.startswith(begins)
        assert page_at(server.address)[0] == 200
        assert page_at(server.address, "evil.example")[0] == 400
        assert server.err.read_text("utf-8") == ""


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "Warning: 0.0.0.0 is not only this computer."), ("zh", "警告：0.0.0.0并非仅供本机访问。")],
)
def test_a_warning_where_the_network_can_reach_it(lang: str, words: str, serving: Callable[..., Any]) -> None:
    with serving(*SERVE, "--host", EVERY_ADDRESS, "--lang", lang) as server:
        assert server.address.startswith("http://127.0.0.1:")
        assert page_at(server.address, "evil.example")[0] == 400
        err = server.err.read_text("utf-8")
    assert words in err
    assert ("unencrypted" if lang == "en" else "未加密") in err


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "another program listens there already"), ("zh", "已被其他程序占用")]
)
def test_a_port_that_is_taken(lang: str, words: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = ended("--lang", lang, "--port", taken.getsockname()[1])
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert words in done.stderr


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1", "not a host", "", "\x1b[31m"])
def test_a_host_that_is_none_of_this_computer(host: str) -> None:
    done = ended("--lang", "en", "--host", host)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "no address of this computer" in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize("port", ["65536", "-1", "x", "8000.5", "١٢٣", "99999999999999999999"])
def test_a_port_that_is_none(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--lang", "zh", f"--port={port}"]) == 2
    assert "不是有效的端口" in capsys.readouterr().err


def test_a_rule_pack_that_is_broken_or_missing(tmp_path: Path) -> None:
    assert ended("--pack", "no-such-pack").returncode == 2
    (tmp_path / "pack.yaml").write_text("id: [", "utf-8")
    broken = ended("--pack", tmp_path)
    assert broken.returncode == 3
    assert "Traceback" not in broken.stderr


@pytest.mark.parametrize(("options", "screen", "opened"), [((), ":0", 1), ((), "", 0), (("--no-open",), ":0", 0)])
def test_the_browser_is_opened_where_there_is_a_screen(
    options: tuple[str, ...],
    screen: str,
    opened: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from checker.web.server import Listening

    addresses: list[str] = []
    monkeypatch.setattr("webbrowser.open", addresses.append)
    monkeypatch.setattr("logging.disable", lambda _level: None)
    monkeypatch.setattr(Listening, "run", lambda self: self.server.close())
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", screen)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert main(["serve", *options]) == 0
    assert len(addresses) == opened
    assert all(address in capsys.readouterr().out for address in addresses)
