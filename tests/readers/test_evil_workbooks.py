"""Hostile and broken workbooks, and odd ones that are read all the same; the small broken ones are in tests/evil."""

import re
from collections.abc import Callable
from functools import cache

import pytest

from checker.pack.labels import forms_of
from checker.pack.loading import load_pack
from checker.readers import read_bytes
from checker.readers.xlsx import LAST_ROW

from ..office_files import packed  # noqa: TID252 - folders of tests are no packages
from .refusals import key_of
from .workbooks import HEAD, HEADS, MEASURES, RELATIONS, SHEETS, cell, parts_of, relationships, rows

MEBIBYTE = 1024 * 1024


@cache
def forms():
    return forms_of(load_pack("sipo-2012-113"))


def read(raw: bytes):
    return read_bytes(raw, suffix=".xlsx", forms=forms())


def _book_of_one_sheet(times: int) -> str:
    """The list of sheets in which the only part with a sheet is named so often."""
    book = parts_of(MEASURES)["xl/workbook.xml"]
    (sheet,) = re.findall("<sheet .*?/>", book)
    return book.replace(sheet, sheet * times)


def _book_of_names(sheets: int, names: int) -> dict[str, str | bytes]:
    """So many sheets of one title, on which so many names are."""
    parts = parts_of(*[("s", f"<sheetData>{HEAD}</sheetData>")] * sheets)
    named = "".join(f'<definedName name="n{n}">s!$A${n % 900 + 1}</definedName>' for n in range(names))
    book = str(parts["xl/workbook.xml"])
    return {**parts, "xl/workbook.xml": book.replace("</workbook>", f"<definedNames>{named}</definedNames></workbook>")}


def book(rows: str, title: str = "措施", after: str = "", **parts: str | bytes) -> bytes:
    """A workbook of one sheet with these rows, and what stands behind them."""
    return packed(parts_of((title, f"<sheetData>{rows}</sheetData>{after}"), **parts))


def sound(**parts: str | bytes) -> bytes:
    """A workbook that can be read, but for these parts."""
    return packed({**parts_of(MEASURES), **{_named(name): part for name, part in parts.items()}})


def _named(part: str) -> str:
    """`xl__workbook__xml` is xl/workbook.xml, and what ends in `__rels` a part with relationships."""
    return re.sub(
        r"/(xml|png|bin)(/rels)?$",
        lambda found: f".{found[1]}" + (".rels" if found[2] else ""),
        part.replace("__", "/"),
    )


def each(first: int, last: int) -> str:
    """Rows with a number each."""
    return "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(first, last))


def shared(text: str, cells: int) -> bytes:
    """A workbook with one text in so many cells."""
    texts = f'<sst xmlns="{SHEETS}"><si><t>{text}</t></si></sst>'
    return book(HEAD + '<row><c t="s"><v>0</v></c></row>' * cells, texts=texts)


def strings(change: Callable[[str, str], str | bytes]) -> bytes:
    """A workbook that can be read, each part of it changed so by its name and its text."""
    return packed({name: change(name, str(part)) for name, part in parts_of(MEASURES).items()})


ONE = "<row><c><v>1</v></c></row>"
MERGED = '<mergeCell ref="A2:B1048576"/>' * 5 + '<mergeCell ref="B2:C1048576"/>' * 5
ENTRIES = f'{rows(("措施编号", "责任部门", *HEADS[1:3], HEADS[4]))}<row r="2"><c r="A2"><v>7</v></c>'
EVIL: dict[str, tuple[Callable[[], bytes], str]] = {
    "a zip bomb": (lambda: sound(xl__media__image1__png=b"\0" * (64 * MEBIBYTE)), "unpacked-too-large"),
    "thousands of parts": (lambda: packed({f"a{n}": b"" for n in range(5000)}), "package-parts"),
    "ten thousand sheets": (
        lambda: packed(parts_of(*((f"s{n}", "<sheetData/>") for n in range(10_000)))),
        "package-parts",
    ),
    "a million texts": (
        lambda: book(HEAD, texts=f'<sst xmlns="{SHEETS}">' + "<si/>" * 1_000_001 + "</sst>"),
        "package-elements",
    ),
    "100,001 cells": (lambda: book(ONE * 100_001), "workbook-cells"),
    "100,001 cells on two sheets": (
        lambda: packed(parts_of(*[(title, f"<sheetData>{ONE * 50_001}</sheetData>") for title in "st"])),
        "workbook-cells",
    ),
    "cells beyond the last row": (
        lambda: book(f'<row r="{LAST_ROW + 1}"><c><v>1</v></c></row>'),
        "package-damaged",
    ),
    "cells beyond the last column": (
        lambda: book('<row r="1"><c r="XFE1"><v>1</v></c></row>'),
        "package-damaged",
    ),
    "a long text in very many cells": (lambda: shared("x" * 9 * MEBIBYTE, 90_000), "cells-too-long"),
    "a long text of blanks in very many cells": (lambda: shared(" " * 9 * MEBIBYTE, 200_000), "cells-too-long"),
    "a long text merged over very many rows": (
        lambda: book(
            f'{HEAD}<row r="2"><c r="A2"><v>7</v></c>{cell("B2", "x" * MEBIBYTE)}</row>{each(3, 40_000)}',
            after='<mergeCells><mergeCell ref="B2:B40000"/></mergeCells>',
        ),
        "cells-too-long",
    ),
    "entries beyond the limit in one cell": (
        lambda: book(f"{ENTRIES}{cell('B2', 'x、' * 100_000)}</row>"),
        "too-many-values",
    ),
    "one sheet under very many titles": (
        lambda: sound(
            xl__worksheets__sheet1__xml=" " * MEBIBYTE + f'<worksheet xmlns="{SHEETS}"/>',
            xl__workbook__xml=_book_of_one_sheet(100_000),
        ),
        "package-damaged",
    ),
    "very many names for the cells of very many sheets": (
        lambda: packed(_book_of_names(900, 100_000)),
        "package-damaged",
    ),
    "a title that every place would name": (
        lambda: book(HEAD + each(3, 40_000), title="措" * 100_000),
        "package-damaged",
    ),
    "a number that is none": (lambda: book("<row><c><v>seven</v></c></row>"), "package-damaged"),
    "a sheet that is not there": (
        lambda: packed({name: part for name, part in parts_of(MEASURES).items() if "sheet1" not in name}),
        "package-damaged",
    ),
    "a workbook of charts": (
        lambda: sound(xl___rels__workbook__xml__rels=relationships(("s1", "chartsheet", "c.xml"))),
        "workbook-no-form",
    ),
    "XML that ends too early": (
        lambda: sound(xl__worksheets__sheet1__xml="<worksheet><sheetData>"),
        "package-damaged",
    ),
    "rows upon rows merged": (
        lambda: book(f'{HEAD}<row r="{LAST_ROW}"><c><v>1</v></c></row>', after=f"<mergeCells>{MERGED}</mergeCells>"),
        "workbook-cells",
    ),
}
READABLE: dict[str, Callable[[], bytes]] = {
    "every row of a sheet given a colour": lambda: book(
        HEAD + "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/></row>' for n in range(3, LAST_ROW + 1))
    ),
    "empty cells in plain characters": lambda: book(HEAD.replace("x", "<![CDATA[x]]>")),
    "empty cells that do not say where they are": lambda: book(f'{HEAD}<row/><row s="1"><c/><c s="1"/></row>'),
    "dimensions that are a lie": lambda: packed(
        parts_of(("措施", f'<dimension ref="A1:XFD1048576"/><sheetData>{HEAD}</sheetData>'))
    ),
    "a merged area as large as the sheet": lambda: book(
        HEAD, after='<mergeCells><mergeCell ref="F1:XFD1048576"/></mergeCells>'
    ),
    "thousands of empty sheets": lambda: packed(parts_of(MEASURES, *((f"s{n}", "<sheetData/>") for n in range(2000)))),
    "macros, links to other files and pictures": lambda: sound(
        xl__vbaProject__bin=b"\xd0\xcf\x11\xe0",
        xl__externalLinks__externalLink1__xml='<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
        xl__media__image1__png=b"\x89PNG",
    ),
    "the strict form of the format": lambda: strings(
        lambda _, text: text.replace(SHEETS, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
    ),
    "UTF-16": lambda: strings(
        lambda name, text: (
            ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16") if name.startswith("xl/") else text
        )
    ),
    "cells without references": lambda: book(HEAD.replace(' r="A', ' x="A').replace(' r="B', ' x="B')),
    "a prefix before every name": lambda: sound(
        xl__worksheets__sheet1__xml=re.sub("(</?)(?=[a-z])", r"\1x:", f"<worksheet>{MEASURES[1]}</worksheet>").replace(
            "<x:worksheet", f'<x:worksheet xmlns:x="{SHEETS}"', 1
        )
    ),
}


@pytest.mark.parametrize("name", EVIL)
def test_evil_workbook(name):
    contents, key = EVIL[name]
    assert key_of(read, contents()) == key


@pytest.mark.parametrize("name", READABLE)
def test_odd_workbook(name):
    document = read(READABLE[name]())
    assert document.faults == ()
    assert document.data["measures"] == [{"number": 7, "objective": "x"}]
    assert document.locate(("measures", 0)).cell == "措施!A2"


def test_what_stands_beside_chinese_as_its_pronunciation_is_not_read():
    texts = (
        f'<sst xmlns="{SHEETS}"><si><r><t>措施</t></r><r><t>编号</t></r><rPh sb="0" eb="2"><t>CUOSHI</t></rPh></si>'
        "<si><t>目标</t><rPh><t>MU</t></rPh></si></sst>"
    )
    sheet = (
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        f"{cell('C1', '工作措施')}{cell('D1', '责任部门')}{cell('E1', '经费来源')}</row>"
        f'<row r="2"><c r="A2"><v>7</v></c>{cell("B2", "x")}</row></sheetData>'
    )
    assert read(packed(parts_of(("s", sheet), texts=texts))).data["measures"] == [{"number": 7, "objective": "x"}]


def test_escapes_that_are_no_characters_stay_what_they_are():
    sheet = f"<sheetData>{rows(HEADS, ('7', 'a_x0041_b_xD800_c_x000D_'))}</sheetData>"
    assert read(packed(parts_of(("s", sheet)))).data["measures"][0]["objective"] == "aAb_xD800_c\r"
