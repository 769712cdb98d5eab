"""Files that are no workbooks, or are meant to harm: nothing is marked, and nothing else happens."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from msgspec.structs import replace

from checker.marking.marks import mark_workbook
from checker.marking.records import Record
from checker.marking.wording import parts_of_ours

from .making import comments_of, everything, filled, members_of, packed, parts_of, replaced, saved

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Report
    from checker.pack.model import Pack

ENTITIES = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def without(name: str) -> bytes:
    return packed({part: content for part, content in parts_of(everything()).items() if part != name})


def twice(name: str) -> bytes:
    stream = BytesIO(everything())
    with ZipFile(stream, "a") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        file.writestr(name, "<other/>")
    return stream.getvalue()


def bomb() -> bytes:
    """A sheet of a hundred megabytes, in a hundred kilobytes."""
    sheet = parts_of(everything())["xl/worksheets/sheet1.xml"].replace(
        b"<sheetData>", b"<sheetData>" + b" " * 100_000_000
    )
    return packed({**parts_of(everything()), "xl/worksheets/sheet1.xml": sheet})


def declaring(name: str) -> bytes:
    part = parts_of(everything())[name].decode().replace("?>\n", f"?>\n{ENTITIES}")
    return packed({**parts_of(everything()), name: part})


def same_place() -> bytes:
    """Two entries of the directory for one member: each copy of it would be another megabyte."""
    raw = bytearray(packed({"a": b"x", "b": b"y"}))
    second = raw.rindex(b"PK\x01\x02")
    raw[second + 42 : second + 46] = bytes(4)
    return bytes(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"PK\x03\x04",
        b"circular: x",
        packed({"a": "b"}),
        packed({"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}),
        everything()[:-400],
        everything()[:2000],
        without("xl/workbook.xml"),
        without("[Content_Types].xml"),
        without("_rels/.rels"),
        twice("xl/workbook.xml"),
        twice("XL/WORKBOOK.XML"),
        declaring("xl/workbook.xml"),
        declaring("xl/worksheets/sheet1.xml"),
        declaring("xl/comments1.xml"),
        bomb(),
        same_place(),
        replaced(everything(), "xl/workbook.xml", ("<sheets>.*</sheets>", "")),
        replaced(everything(), "xl/workbook.xml", ('sheetId="4"', 'sheetId="x"')),
        replaced(everything(), "xl/worksheets/sheet1.xml", ("</row>", "")),
    ],
)  # fmt: skip
def test_nothing_is_marked(raw: bytes, report_on: Callable[..., Report], pack: Pack) -> None:
    assert mark_workbook(raw, report_on(raw, "plancheck!A1"), pack) is None


def test_another_file_than_was_checked_is_not_marked(report_on: Callable[..., Report], pack: Pack) -> None:
    raw = saved(filled())
    report = report_on(raw, "Measures!A1")
    assert mark_workbook(raw + b" ", report, pack) is None
    assert mark_workbook(raw, replace(report, sha256=None), pack) is None


def test_what_is_not_touched_may_unpack_to_anything(mark: Callable[..., bytes]) -> None:
    raw = packed({**parts_of(everything()), "xl/media/image2.png": bytes(300_000_000)})
    assert members_of(mark(raw, "plancheck!A1"))["xl/media/image2.png"] == members_of(raw)["xl/media/image2.png"]


@pytest.mark.parametrize(
    "cell",
    [
        "D7",
        "!D7",
        "Measures!",
        "Measures!d7",
        "Measures!D0",
        "Measures!XFE1",
        "Measures!A1048577",
        "Measures!A1:B2",
        "Measures!" + "A" * 99 + "1",
        "Measures!A" + "1" * 5000,
        "Measures!\u04101",
        "../x!A1",
    ],
)
def test_a_cell_that_is_none_is_in_the_list_only(mark: Callable[..., bytes], cell: str) -> None:
    raw = saved(filled())
    marked = mark(raw, cell)
    assert comments_of(marked, "Measures") == comments_of(raw, "Measures")


def test_a_program_may_write_the_slashes_of_windows(mark: Callable[..., bytes]) -> None:
    written = {name.replace("/", "\\"): part for name, part in parts_of(everything()).items()}
    marked = parts_of(mark(packed(written), "plancheck!A1"))
    assert list(marked)[: len(written)] == list(written)
    assert b"(plancheck, no. 1)" in marked["xl\\comments1.xml"]


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", '["a"]', "[" * 100_000, '["a","B1","1",null,false,false]', '["a","B1",true,null,0,0]'],
)
def test_a_record_of_somebody_else_is_none(text: str) -> None:
    assert Record.from_text(text) is None


def test_a_record_comes_back() -> None:
    record = Record('Bo\'s "sheet"!', "D7", None, "<fill/>", made=True)
    assert Record.from_text(record.to_text()) == record


@pytest.mark.parametrize("fill", ["<fill", "<x/>", f"{ENTITIES}<fill>&a;</fill>", "\x00", "<fill xmlns='urn:x'/>"])
def test_a_fill_that_is_none_is_no_fill(mark: Callable[..., bytes], fill: str) -> None:
    marked = mark(saved(filled()), "Measures!B2")
    written = Record("Measures", "B2", None, fill).to_text().replace("&", "&amp;").replace("<", "&lt;")
    evil = replaced(marked, "xl/worksheets/sheet3.xml", (r'\["Measures", "B2"[^\]]*\]', written.replace("\\", r"\\")))
    assert b"passwd" not in b"".join(parts_of(mark(evil)).values())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Error: see (plancheck, no. 1)", ""),
        ("错误：甲\n规则：乙（plancheck第12项）", ""),
        ("mine\n\nInfo: a\r\nRule: b (plancheck, no. 3)\n\nyours", "mine\n\nyours"),
        ("Error: mine\n\nError: a (plancheck, no. 3)", "Error: mine"),
        ("mine (plancheck, no. 3)", "mine (plancheck, no. 3)"),
        ("Error: mine\n\n(plancheck, no. 3)", "Error: mine\n\n(plancheck, no. 3)"),
        ("Error: a (plancheck, no. 3) and more", "Error: a (plancheck, no. 3) and more"),
    ],
)
def test_only_our_own_words_are_known_as_ours(text: str, left: str) -> None:
    for begin, end, _ in reversed(list(parts_of_ours(text))):
        text = text[:begin] + text[end:]
    assert text == left


def test_a_long_comment_is_read_quickly() -> None:
    assert not list(parts_of_ours("Error: " * 200_000))
    assert not list(parts_of_ours("\n\nError: " * 100_000))


def test_the_fixture_is_what_libreoffice_wrote() -> None:
    raw = (Path(__file__).parent / "files" / "libreoffice.xlsx").read_bytes()
    assert b"LibreOffice" in parts_of(raw)["docProps/app.xml"]
