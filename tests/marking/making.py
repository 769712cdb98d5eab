"""Workbooks of many kinds, and what stands in their parts."""

import re
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, GradientFill, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName

from ..office_files import packed, parts_of  # noqa: TID252 - folders of tests are no packages

BY_EXCEL = Path(__file__).with_name("by-excel")


def filled(title: str = "Measures") -> Workbook:
    """A plan as openpyxl writes it: a dark head, fills of several kinds, merged cells, a comment, a second sheet."""
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = title
    for row in range(1, 12):
        for column in range(1, 7):
            sheet.cell(row, column, f"值{row}.{column}")
    for column in range(1, 7):
        sheet.cell(1, column).fill = PatternFill("solid", start_color="1F3864")
        sheet.cell(1, column).font = Font(color="FFFFFF", bold=True)
    sheet["D7"].comment = Comment("请填部门", "张三")
    sheet["D7"].fill = PatternFill("solid", start_color="FFFF00")
    sheet["D7"].border = Border(left=Side(style="double"))
    sheet["E7"].fill = GradientFill(stop=("FFFFFF", "00B050"))
    sheet["F7"].fill = PatternFill("lightUp", start_color="FF0000", end_color="00FF00")
    sheet["C3"] = 41_264
    sheet["C3"].number_format = "yyyy年m月d日"
    sheet.merge_cells("B9:D9")
    sheet.column_dimensions["H"].fill = PatternFill("solid", start_color="DDDDDD")
    other = workbook.create_sheet("Bo's sheet!")
    other["A1"] = "x"
    other.print_area = "A1:B2"
    workbook.defined_names["here"] = DefinedName("here", attr_text=f"'{title}'!$A$1")
    return workbook


def everything() -> bytes:
    """A workbook by Excel with all that a library loses: macros, slicers, threads, controls, pictures, extensions."""
    return packed({path.relative_to(BY_EXCEL).as_posix(): path.read_bytes() for path in sorted(BY_EXCEL.rglob("*.*"))})


def opened(raw: bytes) -> Workbook:
    """The workbook as openpyxl has it, which says aloud what it will lose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return load_workbook(BytesIO(raw))


def comments_of(raw: bytes, title: str) -> dict[str, str]:
    sheet = opened(raw)[title]
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def replaced(raw: bytes, name: str, *changes: tuple[str, str]) -> bytes:
    """The file with a part edited, as another program would: each pattern has to be there."""
    parts: dict[str, Any] = dict(parts_of(raw))
    text = parts[name].decode()
    for pattern, new in changes:
        text, times = re.subn(pattern, new, text)
        assert times, pattern
    parts[name] = text
    return packed(parts)
