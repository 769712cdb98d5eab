"""A sheet before the others: what names sheets by their place still names the same ones."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook

from .making import MAIN, everything, filled, opened, parts_of, replaced, saved

if TYPE_CHECKING:
    from collections.abc import Callable


def workbook_of(raw: bytes) -> etree._Element:
    return etree.fromstring(parts_of(raw)["xl/workbook.xml"])


def test_names_and_tabs_are_those_of_their_sheets(mark: Callable[..., bytes]) -> None:
    root = workbook_of(mark(everything(), "plancheck!A1"))
    names = {name.get("name"): name.get("localSheetId") for name in root.iter(f"{{{MAIN}}}definedName")}
    assert names == {"_xlnm.Print_Area": "1", "_xlnm.Print_Titles": "3", "all": None}
    view = root.find(f"{{{MAIN}}}bookViews/{{{MAIN}}}workbookView")
    assert view is not None
    assert (view.get("activeTab"), view.get("firstSheet")) == ("2", "2")
    sheets = list(root.iter(f"{{{MAIN}}}sheet"))
    assert [(sheet.get("name"), sheet.get("sheetId")) for sheet in sheets] == [
        ("plancheck (2)", "10"),
        ("plancheck", "4"),
        ("Chart", "7"),
        ("Empty", "9"),
    ]
    assert [etree.QName(child).localname for child in root] == [
        "workbookPr",
        "workbookProtection",
        "bookViews",
        "sheets",
        "definedNames",
        "calcPr",
    ]


def test_print_areas_stay_with_their_sheets(mark: Callable[..., bytes]) -> None:
    raw = saved(filled())
    was, now = load_workbook(BytesIO(raw)), load_workbook(BytesIO(mark(raw, "Measures!B2")))
    assert now["Bo's sheet!"].print_area == was["Bo's sheet!"].print_area != ""
    assert now.sheetnames[1:] == was.sheetnames
    assert now.active is not None
    assert now.active.title == "Measures"
    assert now.defined_names["here"].attr_text == "'Measures'!$A$1"


def test_only_one_sheet_is_selected(mark: Callable[..., bytes]) -> None:
    """Two selected sheets are edited together: what is typed on one overwrites the other."""
    workbook = opened(mark(everything(), "Empty!A1"))
    selected = {sheet.title: bool(sheet.sheet_view.tabSelected) for sheet in workbook.worksheets}
    assert selected == {"plancheck (2)": False, "plancheck": True, "Empty": False}


def test_a_workbook_without_views_opens_where_it_did(mark: Callable[..., bytes]) -> None:
    raw = replaced(saved(filled()), "xl/workbook.xml", ("<bookViews>.*</bookViews>", ""))
    root = workbook_of(mark(raw, "Measures!B2"))
    names = [etree.QName(child).localname for child in root]
    assert names.index("bookViews") == names.index("sheets") - 1
    view = root.find(f"{{{MAIN}}}bookViews/{{{MAIN}}}workbookView")
    assert view is not None
    assert view.get("activeTab") == "1"


@pytest.mark.parametrize("taken", [["PLANCHECK"], ["Plancheck", "plancheck (2)"]])
def test_a_name_that_is_taken_is_not_taken_again(mark: Callable[..., bytes], taken: list[str]) -> None:
    workbook = Workbook()
    workbook.active.title = taken[0]  # type: ignore[union-attr]
    for name in taken[1:]:
        workbook.create_sheet(name)
    marked = load_workbook(BytesIO(mark(saved(workbook), f"{taken[0]}!A1")))
    assert marked.sheetnames == [f"plancheck ({len(taken) + 1})", *taken]


def test_every_part_is_referred_to_and_has_a_type(mark: Callable[..., bytes]) -> None:
    for raw, cell in ((everything(), "Empty!A1"), (saved(filled()), "Bo's sheet!!B2")):
        before, after = parts_of(raw), parts_of(mark(raw, cell))
        types = after["[Content_Types].xml"].decode()
        relations = b"".join(part for name, part in after.items() if name.endswith(".rels")).decode()
        for name in set(after) - set(before):
            if name.endswith(".rels"):
                continue
            assert name.rpartition("/")[2] in relations, name
            assert f'PartName="/{name}"' in types or name.endswith(".vml"), name
        assert 'extension="vml"' in types.lower()
