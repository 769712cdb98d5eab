"""Hostile and broken workbooks, and odd ones that are read all the same; the small broken ones are in tests/evil."""

from __future__ import annotations

import faulthandler
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from checker.errors import UnreadableError
from checker.pack.labels import forms_of
from checker.pack.loading import load_pack
from checker.readers import read_bytes
from checker.readers.xlsx import LAST_ROW

from ..texts.names import name_of  # noqa: TID252 - folders of tests are no packages
from .workbooks import HEAD, MEASURES, SHEETS, cell, parts_of, relationships, rows, zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEBIBYTE = 1024 * 1024
SECONDS_UNTIL_HUNG = 120


@pytest.fixture(autouse=True)
def watchdog() -> Iterator[None]:
    """Ends the run where an input hangs it, also inside C."""
    faulthandler.dump_traceback_later(SECONDS_UNTIL_HUNG, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@cache
def forms():
    return forms_of(load_pack("sipo-2012-113"))


def read(raw: bytes):
    return read_bytes(raw, suffix=".xlsx", forms=forms())


def _book_of_one_sheet(times: int) -> str:
    """The list of sheets in which the only part with a sheet is named so often."""
    book = parts_of(MEASURES)["xl/workbook.xml"]
    assert isinstance(book, str)
    (sheet,) = re.findall("<sheet .*?/>", book)
    return book.replace(sheet, sheet * times)


def _book_of_names(sheets: int, names: int) -> dict[str, str | bytes]:
    """So many sheets of one title, on which so many names are."""
    parts = parts_of(*[("s", f"<sheetData>{HEAD}</sheetData>")] * sheets)
    named = "".join(f'<definedName name="n{n}">s!$A${n % 900 + 1}</definedName>' for n in range(names))
    book = str(parts["xl/workbook.xml"])
    return {**parts, "xl/workbook.xml": book.replace("</workbook>", f"<definedNames>{named}</definedNames></workbook>")}


EVIL: dict[str, tuple[Callable[[], bytes], str]] = {
    "a zip bomb": (
        lambda: zipped({**parts_of(MEASURES), "xl/media/image1.png": b"\0" * (64 * MEBIBYTE)}),
        "unpacked-too-large",
    ),
    "thousands of parts": (lambda: zipped({f"a{n}": b"" for n in range(5000)}), "package-parts"),
    "ten thousand sheets": (
        lambda: zipped(parts_of(*((f"s{n}", "<sheetData/>") for n in range(10_000)))),
        "package-parts",
    ),
    "a million texts": (
        lambda: zipped(parts_of(MEASURES, texts=f'<sst xmlns="{SHEETS}">' + "<si/>" * 1_000_001 + "</sst>")),
        "package-elements",
    ),
    "100,001 cells": (
        lambda: zipped(parts_of(("s", "<sheetData>" + "<row><c><v>1</v></c></row>" * 100_001 + "</sheetData>"))),
        "workbook-cells",
    ),
    "100,001 cells on two sheets": (
        lambda: zipped(
            parts_of(
                *[(title, "<sheetData>" + "<row><c><v>1</v></c></row>" * 50_001 + "</sheetData>") for title in "st"]
            )
        ),
        "workbook-cells",
    ),
    "cells beyond the last row": (
        lambda: zipped(parts_of(("s", f'<sheetData><row r="{LAST_ROW + 1}"><c><v>1</v></c></row></sheetData>'))),
        "package-damaged",
    ),
    "cells beyond the last column": (
        lambda: zipped(parts_of(("s", '<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>'))),
        "package-damaged",
    ),
    "a long text in very many cells": (
        lambda: zipped(
            parts_of(
                ("措施", f"<sheetData>{HEAD}" + '<row><c t="s"><v>0</v></c></row>' * 90_000 + "</sheetData>"),
                texts=f'<sst xmlns="{SHEETS}"><si><t>{"x" * 9 * MEBIBYTE}</t></si></sst>',
            )
        ),
        "cells-too-long",
    ),
    "a long text of blanks in very many cells": (
        lambda: zipped(
            parts_of(
                ("措施", f"<sheetData>{HEAD}" + '<row><c t="s"><v>0</v></c></row>' * 200_000 + "</sheetData>"),
                texts=f'<sst xmlns="{SHEETS}"><si><t>{" " * 9 * MEBIBYTE}</t></si></sst>',
            )
        ),
        "cells-too-long",
    ),
    "a long text merged over very many rows": (
        lambda: zipped(
            parts_of(
                (
                    "措施",
                    f'<sheetData>{HEAD}<row r="2"><c r="A2"><v>7</v></c>{cell("B2", "x" * MEBIBYTE)}</row>'
                    + "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(3, 40_000))
                    + '</sheetData><mergeCells><mergeCell ref="B2:B40000"/></mergeCells>',
                )
            )
        ),
        "cells-too-long",
    ),
    "entries beyond the limit in one cell": (
        lambda: zipped(
            parts_of(
                (
                    "措施",
                    (
                        f'<sheetData><row r="1">{cell("A1", "措施编号")}{cell("B1", "责任部门")}</row>'
                        f'<row r="2"><c r="A2"><v>7</v></c>{cell("B2", "x、" * 100_000)}</row></sheetData>'
                    ),
                )
            )
        ),
        "too-many-values",
    ),
    "one sheet under very many titles": (
        lambda: zipped(
            {
                **parts_of(MEASURES),
                "xl/worksheets/sheet1.xml": " " * MEBIBYTE + f'<worksheet xmlns="{SHEETS}"/>',
                "xl/workbook.xml": _book_of_one_sheet(100_000),
            }
        ),
        "package-damaged",
    ),
    "very many names for the cells of very many sheets": (
        lambda: zipped(_book_of_names(900, 100_000)),
        "package-damaged",
    ),
    "a title that every place would name": (
        lambda: zipped(
            parts_of(
                (
                    "措" * 100_000,
                    f"<sheetData>{HEAD}"
                    + "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(3, 40_000))
                    + "</sheetData>",
                )
            )
        ),
        "package-damaged",
    ),
    "a number that is none": (
        lambda: zipped(parts_of(("s", "<sheetData><row><c><v>seven</v></c></row></sheetData>"))),
        "package-damaged",
    ),
    "a sheet that is not there": (
        lambda: zipped({name: part for name, part in parts_of(MEASURES).items() if "sheet1" not in name}),
        "package-damaged",
    ),
    "a workbook of charts": (
        lambda: zipped(
            {**parts_of(MEASURES), "xl/_rels/workbook.xml.rels": relationships(("s1", "chartsheet", "c.xml"))}
        ),
        "workbook-no-form",
    ),
    "XML that ends too early": (
        lambda: zipped({**parts_of(MEASURES), "xl/worksheets/sheet1.xml": "<worksheet><sheetData>"}),
        "package-damaged",
    ),
    "rows upon rows merged": (
        lambda: zipped(
            parts_of(
                (
                    "措施",
                    f'<sheetData>{HEAD}<row r="{LAST_ROW}"><c><v>1</v></c></row></sheetData><mergeCells>'
                    + '<mergeCell ref="A2:B1048576"/>' * 5
                    + '<mergeCell ref="B2:C1048576"/>' * 5
                    + "</mergeCells>",
                )
            )
        ),
        "workbook-cells",
    ),
}
READABLE: dict[str, Callable[[], bytes]] = {
    "every row of a sheet given a colour": lambda: zipped(
        parts_of(
            (
                "措施",
                f"<sheetData>{HEAD}"
                + "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/></row>' for n in range(3, LAST_ROW + 1))
                + "</sheetData>",
            )
        )
    ),
    "empty cells in a comment and in plain characters": lambda: zipped(
        parts_of(("措施", f'<!-- <c r="A1"/> --><sheetData>{HEAD.replace("x", "<![CDATA[x]]>")}</sheetData>'))
    ),
    "empty cells that do not say where they are": lambda: zipped(
        parts_of(("措施", f'<sheetData>{HEAD}<row/><row s="1"><c/><c s="1"/></row></sheetData>'))
    ),
    "dimensions that are a lie": lambda: zipped(
        parts_of(("措施", f'<dimension ref="A1:XFD1048576"/><sheetData>{HEAD}</sheetData>'))
    ),
    "a merged area as large as the sheet": lambda: zipped(
        parts_of(("措施", f'<sheetData>{HEAD}</sheetData><mergeCells><mergeCell ref="D1:XFD1048576"/></mergeCells>'))
    ),
    "thousands of empty sheets": lambda: zipped(parts_of(MEASURES, *((f"s{n}", "<sheetData/>") for n in range(2000)))),
    "macros, links to other files and pictures": lambda: zipped(
        parts_of(
            MEASURES,
            **{
                "xl__vbaProject.bin": b"\xd0\xcf\x11\xe0",
                "xl__externalLinks__externalLink1.xml": '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
                "xl__media__image1.png": b"\x89PNG",
            },
        )
    ),
    "the strict form of the format": lambda: zipped(
        {
            name: part.replace(
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            for name, part in parts_of(MEASURES).items()
            if isinstance(part, str)
        }
    ),
    "UTF-16": lambda: zipped(
        {
            name: ('<?xml version="1.0" encoding="UTF-16"?>' + part).encode("utf-16")
            if name.startswith("xl/")
            else part
            for name, part in parts_of(MEASURES).items()
            if isinstance(part, str)
        }
    ),
    "cells without references": lambda: zipped(
        parts_of(("措施", f"<sheetData>{HEAD}</sheetData>".replace(' r="A', ' x="A').replace(' r="B', ' x="B')))
    ),
    "a prefix before every name": lambda: zipped(
        {
            **parts_of(MEASURES),
            "xl/worksheets/sheet1.xml": re.sub(
                "(</?)(?=[a-z])", r"\1x:", f"<worksheet>{MEASURES[1]}</worksheet>"
            ).replace("<x:worksheet", f'<x:worksheet xmlns:x="{SHEETS}"', 1),
        }
    ),
}


@pytest.mark.parametrize("name", EVIL)
def test_evil_workbook(name: str) -> None:
    contents, key = EVIL[name]
    with pytest.raises(UnreadableError) as caught:
        read(contents())
    assert name_of(caught.value.wording) == f"documents.{key}"
    for lang in ("en", "zh"):
        assert caught.value.message(lang).isprintable()


@pytest.mark.parametrize("name", READABLE)
def test_odd_workbook(name: str) -> None:
    document = read(READABLE[name]())
    assert document.faults == ()
    assert document.data["measures"] == [{"number": 7, "objective": "x"}]
    assert document.locate(("measures", 0)).cell == "措施!A2"


def test_what_stands_beside_chinese_as_its_pronunciation_is_not_read() -> None:
    texts = (
        f'<sst xmlns="{SHEETS}"><si><r><t>措施</t></r><r><t>编号</t></r><rPh sb="0" eb="2"><t>CUOSHI</t></rPh></si>'
        "<si><t>目标</t><rPh><t>MU</t></rPh></si></sst>"
    )
    sheet = (
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        f'<row r="2"><c r="A2"><v>7</v></c>{cell("B2", "x")}</row></sheetData>'
    )
    assert read(zipped(parts_of(("s", sheet), texts=texts))).data["measures"] == [{"number": 7, "objective": "x"}]


def test_thousands_of_sheets_that_nobody_knows_are_counted() -> None:
    others = ((f"s{n}", f"<sheetData>{rows(('x',))}</sheetData>") for n in range(1000))
    document = read(zipped(parts_of(MEASURES, *others)))
    assert len(document.unread) == 201


def test_escapes_that_are_no_characters_stay_what_they_are() -> None:
    sheet = f"<sheetData>{rows(('措施编号', '工作目标'), ('7', 'a_x0041_b_xD800_c_x000D_'))}</sheetData>"
    assert read(zipped(parts_of(("s", sheet)))).data["measures"][0]["objective"] == "aAb_xD800_c\r"
