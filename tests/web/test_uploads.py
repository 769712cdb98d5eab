"""Files as hostile senders name and fill them: nothing of it reaches a page, a header or the disk as anything else."""

import html
import re
import tempfile
from pathlib import Path, PurePath

import pytest
from werkzeug.http import parse_options_header

from checker.i18n import say
from checker.reporting.naming import VERDICTS

FOLDER = Path(__file__).resolve().parents[1] / "evil"
EVIL = [path for path in sorted(FOLDER.glob("*.*")) if path.name != "expected.yaml"]

NAMES = [
    # The last part of what is given is the name.
    *((name, name) for name in ("plan.yaml", "湖北省 方案（终稿）.yaml", "💥𠀀.yaml", "%2e%2e%2fpasswd.yaml")),
    ("../../etc/passwd", "passwd"),
    ("..\\..\\boot.ini", "boot.ini"),
    ("C:\\Users\\李\\方案.xlsx", "方案.xlsx"),
    ("   ", "unnamed"),
    ("a\0.yaml", "a\\u0000.yaml"),
    ("\u202elmay.exe", "\\u202elmay.exe"),
    ("\x1b[31mred.yaml", "\\u001b[31mred.yaml"),
    ("x" * 500 + ".yaml", "x" * 114 + "….yaml"),
    # And it is a text.
    ("<b>__pwned<b>.yaml", "<b>__pwned<b>.yaml"),
    ("\"'><img src=x onerror=alert(1)>.json", "\"'><img src=x onerror=alert(1)>.json"),
    *((name, name) for name in ("{{ 7 * 7 }}{% raw %}.yaml", "=cmd|' calc'!A1.yaml", "a; filename=evil.exe.yaml")),
    ('a"; filename="evil.exe', 'a"; filename="evil.exe'),
]


@pytest.mark.parametrize(("given", "name"), NAMES)
def test_a_name_is_the_last_part_of_what_is_given_and_nothing_else(given, name, send, draft):
    page = send((given, draft)).text
    (shown,) = re.findall(r'<summary><span class="file">(.*?)</span>', page)
    assert html.unescape(shown) == name
    assert not re.search("<b>__pwned|<img", page)
    assert send((given, draft), answer="json").json["input"]["name"] == name
    for answer in ("json", "html"):
        response = send((given, draft), answer=answer)
        header = response.headers["Content-Disposition"]
        assert response.status_code == 200
        assert header.startswith("attachment; filename=")
        assert "\n" not in header
        assert header.count("filename*=") <= 1
        named = f"{PurePath(name).stem} report.{answer}"
        assert parse_options_header(header) == ("attachment", {"filename": named})


@pytest.mark.parametrize("path", EVIL, ids=lambda path: path.name)
def test_what_is_no_plan_is_said_to_be_none(path, send):
    response = send((path.name, path.read_bytes()), lang="zh")
    assert response.status_code == 200
    assert say("zh", VERDICTS["invalid"]) in response.text


def test_nothing_is_left_on_the_disk(send, draft, good, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for answer in ("page", "xlsx", "letter"):
        assert send(("a.yaml", draft), answer=answer).status_code == 200
    assert send(("a.yaml", draft), ("b.json", good + b" " * 3_000_000), answer="xlsx").status_code == 200
    assert list(tmp_path.iterdir()) == []
