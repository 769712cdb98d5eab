"""A marked workbook is corrected and checked again: old marks go, and leave what was there before them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.styles import PatternFill

from checker.readers.xlsx import MARK

from .making import canonical, comments_of, everything, fill_of, filled, members_of, parts_of, replaced, saved
from .test_untouched import CASES

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Language

CELLS = ("Measures!D7", "Measures!C9", "Measures!Z30", "Measures!A1", "Measures!E7", "Measures!F7", "Bo's sheet!!B2")


@pytest.mark.parametrize("case", CASES)
def test_the_same_findings_give_the_same_file(mark: Callable[..., bytes], case: str) -> None:
    raw, cells = CASES[case]
    marked = mark(raw, *cells)
    assert mark(marked, *cells) == marked


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES)
def test_without_findings_the_file_is_as_it_was(mark: Callable[..., bytes], case: str, lang: Language) -> None:
    raw, cells = CASES[case]
    cleaned = mark(mark(raw, *cells, lang=lang))
    fresh = mark(raw)
    was, now = parts_of(fresh), parts_of(cleaned)
    assert set(now) == set(was)
    for name in was:
        # Styles only grow, the sheet with the verdict speaks of its own, and a box that was enlarged stays so.
        if name not in ("xl/styles.xml", "[Content_Types].xml", list(was)[-1]) and not name.endswith(".vml"):
            assert plain(now[name]) == plain(was[name]), name


def plain(part: bytes) -> bytes:
    """What a part means. Which columns a row spans is a hint that may say too much."""
    if not part.lstrip(b"\xff\xfe").startswith(b"<"):
        return part
    return re.sub(rb' spans="[^"]*"', b"", canonical(part))


def test_styles_do_not_grow(mark: Callable[..., bytes]) -> None:
    marked = mark(mark(mark(saved(filled()), *CELLS)), *CELLS)
    styles = parts_of(marked)["xl/styles.xml"]
    for _ in range(3):
        marked = mark(mark(marked), *CELLS)
    assert parts_of(marked)["xl/styles.xml"] == styles


def test_fills_of_every_kind_come_back(mark: Callable[..., bytes]) -> None:
    raw = saved(filled())
    cleaned = mark(mark(raw, *CELLS))
    for cell in ("A1", "B9", "D7", "E7", "F7"):
        assert fill_of(cleaned, "Measures", cell) == fill_of(raw, "Measures", cell)
    assert comments_of(cleaned, "Measures") == {"D7": "请填部门"}


def moved(raw: bytes) -> bytes:
    """The marked workbook as a program saves it after a row was put in above row 7."""
    return replaced(
        replaced(
            replaced(raw, "xl/comments/comment1.xml", ('ref="D7"', 'ref="D8"')),
            "xl/drawings/commentsDrawing1.vml",
            ("<ns2:Row>6<", "<ns2:Row>7<"),
        ),
        "xl/worksheets/sheet1.xml",
        *(
            (f'r="{name}{row}"', f'r="{name}{row + 1}"')
            for row in (11, 10, 9, 8, 7)
            for name in ("", *("AEF" if row == 9 else "ABCDEF"))
        ),
    )


def test_marks_go_where_their_cells_went(mark: Callable[..., bytes]) -> None:
    raw = saved(filled())
    cleaned = mark(moved(mark(raw, "Measures!D7")))
    assert comments_of(cleaned, "Measures") == {"D8": "请填部门"}
    assert fill_of(cleaned, "Measures", "D8") == fill_of(raw, "Measures", "D7")


def test_a_colour_whose_comment_was_deleted_goes(mark: Callable[..., bytes]) -> None:
    raw = saved(filled())
    marked = replaced(mark(raw, "Measures!D7"), "xl/comments/comment1.xml", ("(?s)<comment .*</comment>", ""))
    assert fill_of(mark(marked), "Measures", "D7") == fill_of(raw, "Measures", "D7")


def test_a_colour_that_the_office_gave_stays(mark: Callable[..., bytes]) -> None:
    marked = mark(saved(filled()), "Measures!D7")
    workbook = load_workbook(BytesIO(marked))
    workbook["Measures"]["D7"].fill = PatternFill("solid", start_color="FF00FF00")
    cleaned = mark(saved(workbook))
    assert fill_of(cleaned, "Measures", "D7").fgColor.rgb == "FF00FF00"


def test_what_the_office_wrote_below_a_comment_stays(mark: Callable[..., bytes]) -> None:
    marked = replaced(
        mark(saved(filled()), "Measures!B2"), "xl/comments/comment1.xml", (r"\(plancheck, no. 1\)", r"\g<0>\n\n已改")
    )
    assert comments_of(mark(marked), "Measures")["B2"].strip() == "已改"


def test_a_cell_that_was_filled_in_stays(mark: Callable[..., bytes]) -> None:
    marked = load_workbook(BytesIO(mark(saved(filled()), "Measures!Z30")))
    marked["Measures"]["Z30"] = "2013年6月"
    cleaned = mark(saved(marked))
    assert load_workbook(BytesIO(cleaned))["Measures"]["Z30"].value == "2013年6月"
    assert fill_of(cleaned, "Measures", "Z30").fill_type is None


@pytest.mark.parametrize("again", ["en", "zh"])
def test_a_library_may_have_saved_it_in_between(mark: Callable[..., bytes], again: Language) -> None:
    """Shared strings instead of inline ones, styles in another order, names of parts changed."""
    raw = saved(filled())
    between = load_workbook(BytesIO(mark(raw, *CELLS, lang="zh")))
    between.move_sheet(between.sheetnames[0], 2)
    marked = mark(saved(between), "Measures!B2", lang=again)
    workbook = load_workbook(BytesIO(marked))
    assert workbook.sheetnames == [{"en": "plancheck", "zh": "核对结果"}[again], "Measures", "Bo's sheet!"]
    assert set(comments_of(marked, "Measures")) == {"B2", "D7"}
    assert comments_of(marked, "Measures")["D7"] == "请填部门"
    for cell in ("A1", "D7", "E7", "F7"):
        assert fill_of(marked, "Measures", cell) == fill_of(raw, "Measures", cell)
    assert workbook["Bo's sheet!"].print_area == load_workbook(BytesIO(raw))["Bo's sheet!"].print_area


def test_threads_go_on_without_us(mark: Callable[..., bytes]) -> None:
    raw = everything()
    cleaned = members_of(mark(mark(raw, "plancheck!C3")))
    for name in ("xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml"):
        assert canonical(parts_of(mark(mark(raw, "plancheck!C3")))[name]) == canonical(parts_of(raw)[name])
        assert name in cleaned


def test_the_sheet_is_known_by_its_first_cell(mark: Callable[..., bytes]) -> None:
    sheet = load_workbook(BytesIO(mark(saved(filled()), "Measures!B2"))).worksheets[0]
    assert sheet["A1"].value == MARK
    assert sheet.column_dimensions["A"].hidden
