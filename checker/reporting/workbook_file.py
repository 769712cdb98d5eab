"""What every workbook that is written has in common: texts that stay texts, room for them, the same bytes each time."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.styles import Border, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.xml.functions import tostring

from checker.reporting.sheet_looks import RULED, escaped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from checker.model import Language

_THIN: Final = Side(style="thin", color=RULED)
BORDER: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)

# What a workbook says of the time of its making; a clock would make the same review another file each time.
_NO_DAY: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no time zones
_NO_TIME: Final = (2000, 1, 1, 0, 0, 0)


def put_text(cell: Any, text: str) -> None:
    """Make `text` the text of a cell: whatever it begins with, no formula, number or error, here and after an edit."""
    cell.value = escaped(text)
    cell.data_type = "s"
    cell.quotePrefix = True


def lay_out(sheet: Worksheet) -> None:
    """Have a sheet printed on A4 across, as wide as the paper, under its title."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(left=HeaderFooterPart(sheet.title.replace("&", "&&")))
    sheet.sheet_view.showGridLines = False


def describe(workbook: Workbook, title: str, lang: Language) -> None:
    """Give a workbook its properties."""
    properties = workbook.properties
    properties.creator = properties.lastModifiedBy = "plancheck"
    properties.title = title
    properties.language = "zh-CN" if lang == "zh" else "en"
    properties.created = properties.modified = _NO_DAY


def bytes_of(workbook: Workbook, replaced: Mapping[str, Any] | None = None) -> bytes:
    """The file; `replaced` are functions from the bytes of a part, by its name, to what is to be there instead."""
    saved = io.BytesIO()
    workbook.save(saved)
    # Saving notes the time, in the properties and beside each part.
    workbook.properties.modified = _NO_DAY
    properties = tostring(workbook.properties.to_tree())
    written = io.BytesIO()
    with ZipFile(saved) as parts, ZipFile(written, "w", ZIP_DEFLATED) as file:
        for name in parts.namelist():
            content = properties if name == "docProps/core.xml" else parts.read(name)
            if replaced and name in replaced:
                content = replaced[name](content)
            file.writestr(ZipInfo(name, _NO_TIME), content, ZIP_DEFLATED)
    return written.getvalue()
