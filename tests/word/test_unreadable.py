"""Files that are no Word documents, or would cost too much: each is refused with what it is and what to do."""

from zipfile import ZIP_BZIP2, ZIP_STORED, ZipFile

import pytest
from docx import Document as WordDocument
from openpyxl import Workbook

from checker.errors import UnreadableError
from checker.readers.limits import MOST_UNPACKED_BYTES
from checker.readers.package import MOST_ELEMENTS

from ..office_files import packed, saved  # noqa: TID252 - folders of tests are no packages
from ..readers.refusals import key_of, refusal  # noqa: TID252 - folders of tests are no packages
from ..texts.names import BEGINNINGS  # noqa: TID252 - as above
from .changing import MAIN, NAMESPACES, replaced

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def prose() -> bytes:
    document = WordDocument()
    document.add_paragraph("湖北省组织实施方案")
    return saved(document)


ODD = {
    "empty": (b"", "package-empty"),
    "doc": (OLE, "package-old"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "package-encrypted"),
    "rtf": (b"{\\rtf1\\ansi}", "package-old"),
    "html": (b"<html><body>x</body></html>", "package-other"),
    "yaml": (b"format: provincial-plan/1\n", "package-other"),
    "cut off": (b"PK\x03\x04 cut off", "package-damaged"),
    "workbook": (saved(Workbook()), "word.no-document"),
    "another ZIP file": (packed({"a.txt": b"x"}), "word.no-document"),
    "prose": (prose(), "word.no-form"),
    "no XML": (packed({MAIN: b"<w:document"}), "package-damaged"),
    "no text": (packed({MAIN: b"\xff\xfe\x00"}), "package-damaged"),
    "encoding": (packed({MAIN: b'<?xml version="1.0" encoding="gb18030"?><x>\xb9</x>'}), "package-damaged"),
    "another compression": (packed({MAIN: b"<x/>"}, ZIP_BZIP2), "package-damaged"),
    "entity": (packed({MAIN: b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "package-document-type"),
    "dtd": (packed({MAIN: b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'}), "package-document-type"),
    "elements": (packed({MAIN: f"<x>{'<y/>' * (MOST_ELEMENTS + 1)}</x>".encode()}), "package-elements"),
    "parts": (packed({f"{count}": b"" for count in range(5000)}, ZIP_STORED), "package-parts"),
}


@pytest.mark.parametrize(("raw", "key"), ODD.values(), ids=ODD)
def test_what_it_is_and_what_to_do_is_said(read, raw, key):
    assert key_of(read, raw) == key
    error = refusal(read, raw)
    assert error.sha256 is not None
    assert (error.message("en")[-1], error.message("zh")[-1]) == (".", "。")


def test_every_text_about_packages_is_what_some_file_gets():
    names = {key.removeprefix("documents.") for key in BEGINNINGS if key.startswith("documents.package-")}
    assert names <= {key for _, key in ODD.values()}


def test_a_bomb_is_refused_before_it_is_unpacked(read, monkeypatch):
    bomb = packed({MAIN: b"<x/>", "word/media/image1.png": bytes(MOST_UNPACKED_BYTES)})
    assert len(bomb) < 100_000
    monkeypatch.setattr(ZipFile, "open", None)
    with pytest.raises(UnreadableError, match="64 MiB"):
        read(bomb)


def test_a_part_that_is_larger_than_it_says_is_refused(read):
    content = b"<x>" + b"y" * 5_000_000 + b"</x>"
    raw = packed({MAIN: content})
    size = len(content).to_bytes(4, "little")
    assert raw.count(size) == 2
    assert key_of(read, raw.replace(size, (100).to_bytes(4, "little"))) == "package-damaged"


def test_every_byte_may_be_damaged(read, form):
    raw = form.raw
    for place in range(0, len(raw), 61):
        damaged = raw[:place] + bytes([raw[place] ^ 0x55]) + raw[place + 1 :]
        try:
            read(damaged)
        except UnreadableError:
            continue


def test_styles_may_be_missing_or_go_in_circles(read, form, small):
    assert read(replaced(form.raw, {"word/styles.xml": None})).data == small
    circle = b"".join(
        f'<w:style w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'.encode() for one, other in ("ab", "ba")
    )
    assert read(replaced(form.raw, {"word/styles.xml": f"<x {NAMESPACES}>".encode() + circle + b"</x>"})).data == small


def row(*texts: str) -> str:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in texts)
    return f"<w:tr>{cells}</w:tr>"


MANY = 40_000
UNORDERED = "\u0300\u0334"
"""Two marks that are brought into order when texts are compared: the lower one comes first."""
COSTLY = {
    "a row of very many cells": f"<w:tbl>{row('地区名称', '工作任务')}{row(*['x'] * MANY)}</w:tbl>",
    "very many fields in one another": "<w:tbl><w:tr><w:tc><w:p>"
    + '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>' * MANY
    + "<w:r><w:t>目标</w:t></w:r>" * MANY
    + "</w:p></w:tc></w:tr></w:tbl>",
    "very many controls in one another": "<w:tbl><w:tr><w:tc>"
    + "<w:sdt>" * 200
    + "<w:p><w:r><w:t>目标</w:t></w:r></w:p>" * MANY
    + "</w:sdt>" * 200
    + "</w:tc></w:tr></w:tbl>",
    "a label of very many brackets": f"<w:tbl>{row('（' * MANY * 10, 'x')}{row('工作目标', 'x')}</w:tbl>",
    "a row of very many labels of groups": f"<w:tbl>{row('工作目标', 'x')}{row(*['经费保障'] * MANY)}</w:tbl>",
    "a label of very many marks above its letters": f"<w:tbl>{row('a' + UNORDERED * MANY * 5, 'x')}</w:tbl>",
    "very many numbers that begin no entry": f"<w:tbl>{row('具体措施', '1、x' + '2、' * MANY * 50)}</w:tbl>",
    "very many texts beside the tables": "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * MANY
    + f"<w:tbl>{row('工作目标', 'x')}</w:tbl>",
}


@pytest.mark.usefixtures("watchdog")
@pytest.mark.parametrize("body", COSTLY.values(), ids=COSTLY)
def test_what_is_quick_to_write_is_not_slow_to_read(read, body):
    form = f"<w:tbl>{row('依据通知', '113号')}</w:tbl><w:tbl>{row('工作目标', 'x')}</w:tbl>"
    document = read(packed({MAIN: f"<w:document {NAMESPACES}>{body}{form}</w:document>".encode()}))
    assert max(len(document.faults), len(document.unread)) <= 201


@pytest.mark.usefixtures("watchdog")
def test_styles_based_on_one_another_in_a_long_row(read, form, small):
    styles = "".join(f'<w:style w:styleId="{one}"><w:basedOn w:val="{one + 1}"/></w:style>' for one in range(100_000))
    raw = replaced(form.raw, {"word/styles.xml": f"<x {NAMESPACES}>{styles}</x>".encode()})
    assert read(raw).data == small
