"""Files as hostile senders name and fill them: nothing of it reaches a page, a header or the disk as anything else."""

from __future__ import annotations

import html
import re
import tempfile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.http import parse_options_header

from checker.i18n import say
from checker.labels import VERDICTS
from checker.web.uploads import clean_name

if TYPE_CHECKING:
    from collections.abc import Callable

    Send = Callable[..., Any]

EVIL = Path(__file__).resolve().parents[1] / "evil"

NAMES = [
    ("plan.yaml", "plan.yaml"),
    ("湖北省 方案（终稿）.yaml", "湖北省 方案（终稿）.yaml"),
    ("../../etc/passwd", "passwd"),
    ("..\\..\\boot.ini", "boot.ini"),
    ("C:\\Users\\李\\方案.xlsx", "方案.xlsx"),
    ("/etc/passwd", "passwd"),
    ("a/", ""),
    ("..", ""),
    (".", ""),
    ("   ", ""),
    ("a\0.yaml", "a\\u0000.yaml"),
    ("a\r\nSet-Cookie: x=1.yaml", "a\\u000d\\u000aSet-Cookie: x=1.yaml"),
    ("\u202elmay.exe", "\\u202elmay.exe"),
    ("\x1b[31mred.yaml", "\\u001b[31mred.yaml"),
    ("x" * 500 + ".yaml", "x" * 114 + "….yaml"),
]
STINGS = [
    "<script>window.__pwned=1</script>.yaml",
    "\"'><img src=x onerror=alert(1)>.json",
    "{{ 7 * 7 }}{% raw %}.yaml",
    "=cmd|'/c calc'!A1.yaml",
    "%2e%2e%2fpasswd.yaml",
    "a; filename=evil.exe.yaml",
    'a"; filename="evil.exe',
    "💥𠀀.yaml",
]


@pytest.mark.parametrize(("given", "expected"), NAMES)
def test_a_name_is_the_last_part_of_what_is_given(given: str, expected: str) -> None:
    assert clean_name(given, "en") == (expected or "unnamed")
    assert clean_name(given, "zh") == (expected or "未命名")


@pytest.mark.parametrize("name", STINGS)
def test_no_name_becomes_anything_else(name: str, send: Send, draft: bytes) -> None:
    page = send((name, draft)).text
    assert "__pwned=1</script>" not in page
    assert "<img" not in page
    (shown,) = re.findall(r'<summary><span class="file">(.*?)</span>', page)
    assert "{{ 7 * 7 }}" in shown or "49" not in shown
    assert html.unescape(shown) == clean_name(name, "en")
    for answer in ("json", "html"):
        response = send((name, draft), answer=answer)
        header = response.headers["Content-Disposition"]
        assert response.status_code == 200
        assert header.startswith("attachment; filename=")
        assert "\n" not in header
        assert header.count("filename*=") <= 1
        kind, parameters = parse_options_header(header)
        stem = PurePath(clean_name(name, "en")).stem
        named = {"json": f"{stem} report.json", "html": f"{stem} report.html"}[answer]
        assert (kind, parameters) == ("attachment", {"filename": named})


@pytest.mark.parametrize("path", sorted(EVIL.glob("*.*")), ids=lambda path: path.name)
def test_what_is_no_plan_is_said_to_be_none(path: Path, send: Send) -> None:
    if path.name == "expected.yaml":
        return
    response = send((path.name, path.read_bytes()), lang="zh")
    assert response.status_code == 200
    assert say("zh", VERDICTS["invalid"]) in response.text


def test_nothing_is_left_on_the_disk(
    send: Send, draft: bytes, good: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for answer in ("page", "xlsx", "letter"):
        assert send(("a.yaml", draft), answer=answer).status_code == 200
    assert send(("a.yaml", draft), ("b.json", good + b" " * 3_000_000), answer="xlsx").status_code == 200
    assert list(tmp_path.iterdir()) == []
