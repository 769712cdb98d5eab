"""Nothing else is changed: parts not concerned byte for byte, parts concerned but for what a mark is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from lxml import etree

from .making import LINKS, MAIN, STRICT, STRICT_LINKS, canonical, everything, filled, members_of, parts_of, saved

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = Path(__file__).parent / "files"
ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
"""The children of a worksheet, as ECMA-376 (18.3.1.99) has them."""

CASES = {
    "openpyxl": (saved(filled()), ("Measures!D7", "Measures!C9", "Measures!Z30", "Measures!A1", "Bo's sheet!!B2")),
    "chinese": (saved(filled("工作措施")), ("工作措施!D7", "工作措施!H2", "Measures!D7", None)),
    "excel": (everything(), ("plancheck!A1", "plancheck!C3", "plancheck!B6", "plancheck!B3", "Empty!C2")),
    "strict": (everything(strict=True), ("plancheck!A1", "plancheck!C3", "plancheck!F3", "Chart!A1")),
    "utf-16": (everything(encoding="utf-16"), ("plancheck!A1", "plancheck!AA100")),
    "libreoffice": ((FILES / "libreoffice.xlsx").read_bytes(), ("工作措施!D7", "工作措施!B12", "Bo's sheet!!A1")),
}
SHARED = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
"""What a new sheet and new styles concern."""


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[bytes, tuple[str | None, ...]]:
    return CASES[request.param]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_not_concerned_stays_as_it_is_packed(
    mark: Callable[..., bytes], case: tuple[bytes, tuple[str | None, ...]], lang: str
) -> None:
    raw, cells = case
    marked = mark(raw, *cells, lang=lang)
    before, after = members_of(raw), members_of(marked)
    assert [name for name in after if name in before] == list(before)
    touched = {name for name in before if before[name] != after[name]}
    concerned = ("xl/worksheets/", "xl/comments", "xl/drawings/", "xl/threadedComments/", "xl/persons/")
    assert touched <= SHARED | {name for name in before if name.startswith(concerned)}
    assert "xl/drawings/drawing1.xml" not in touched
    assert {name: after[name][:2] for name in touched} == {name: before[name][:2] for name in touched}
    with ZipFile(BytesIO(raw)) as old, ZipFile(BytesIO(marked)) as new:
        assert new.comment == old.comment
        assert new.testzip() is None


def test_a_sheet_differs_only_by_its_marks(
    mark: Callable[..., bytes], case: tuple[bytes, tuple[str | None, ...]]
) -> None:
    """Taking away what a mark may change leaves the same sheet."""
    raw, cells = case
    before, after = parts_of(raw), parts_of(mark(raw, *cells))
    for name in before:
        if name.startswith("xl/worksheets/sheet"):
            assert without_marks(before[name], after[name]) == canonical(before[name]), name


def without_marks(old: bytes, new: bytes) -> bytes:
    was, now = etree.fromstring(old), etree.fromstring(new)
    main = etree.QName(was).namespace
    cells = {cell.get("r"): cell for cell in was.iter(f"{{{main}}}c")}
    rows = {row.get("r"): row for row in was.iter(f"{{{main}}}row")}
    for cell in list(now.iter(f"{{{main}}}c")):
        known = cells.get(cell.get("r"))
        if known is None:
            assert len(cell) == 0
            assert set(cell.keys()) == {"r", "s"}
            cell.getparent().remove(cell)
        elif known.get("s") is None:
            cell.attrib.pop("s", None)
        else:
            cell.set("s", known.get("s"))
    for row in list(now.iter(f"{{{main}}}row")):
        if row.get("r") not in rows:
            row.getparent().remove(row)
        elif row.get("spans"):
            row.set("spans", rows[row.get("r")].get("spans"))
    if was.find(f"{{{main}}}legacyDrawing") is None:
        for each in now.findall(f"{{{main}}}legacyDrawing"):
            now.remove(each)
    return canonical(now)


def test_sheets_keep_to_the_order_of_their_schema(
    mark: Callable[..., bytes], case: tuple[bytes, tuple[str | None, ...]]
) -> None:
    raw, cells = case
    for name, part in parts_of(mark(raw, *cells)).items():
        if not name.startswith("xl/worksheets/sheet"):
            continue
        root = etree.fromstring(part)
        names = [etree.QName(child).localname for child in root]
        places = [ORDER.index(each if each != "AlternateContent" else "controls") for each in names]
        assert places == sorted(places), name
        data = root.find(f"{{{etree.QName(root).namespace}}}sheetData")
        rows = [int(row.get("r")) for row in data]
        assert rows == sorted(set(rows))
        for row in data:
            columns = [(len(letters), letters) for cell in row for letters in [cell.get("r").rstrip("0123456789")]]
            assert columns == sorted(set(columns))


def test_styles_are_only_added(mark: Callable[..., bytes], case: tuple[bytes, tuple[str | None, ...]]) -> None:
    raw, cells = case
    was = etree.fromstring(parts_of(raw)["xl/styles.xml"])
    now = etree.fromstring(parts_of(mark(raw, *cells))["xl/styles.xml"])
    assert [child.tag for child in now] == [child.tag for child in was]
    for old, new in zip(was, now, strict=True):
        if new.get("count") is not None and etree.QName(new).localname in ("fonts", "fills", "borders", "cellXfs"):
            assert int(new.get("count")) == len(new)
            assert list(map(canonical, new))[: len(old)] == list(map(canonical, old))
        else:
            assert canonical(new) == canonical(old)


@pytest.mark.parametrize(("main", "links"), [(MAIN, LINKS), (STRICT, STRICT_LINKS)])
def test_what_is_new_is_of_the_same_edition(mark: Callable[..., bytes], main: str, links: str) -> None:
    parts = parts_of(mark(everything(strict=main == STRICT), "plancheck!A1", "Empty!C2"))
    for name, part in parts.items():
        if name.startswith(("xl/worksheets/sheet", "xl/comments")):
            assert etree.QName(etree.fromstring(part)).namespace == main
    relations = b"".join(part for name, part in parts.items() if name.endswith(".rels"))
    assert (LINKS.encode() in relations) is (links == LINKS)


def test_a_part_keeps_its_encoding(mark: Callable[..., bytes]) -> None:
    parts = parts_of(mark(everything(encoding="utf-16"), "plancheck!A1"))
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/comments1.xml"):
        assert parts[name][:2] in (b"\xff\xfe", b"\xfe\xff"), name
        assert parts[name].decode("utf-16").startswith('<?xml version="1.0" encoding="UTF-16"')


def test_the_same_report_gives_the_same_bytes(mark: Callable[..., bytes]) -> None:
    for raw, cells in CASES.values():
        assert mark(raw, *cells) == mark(raw, *cells)
