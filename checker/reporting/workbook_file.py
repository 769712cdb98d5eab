"""What every workbook that is written has in common: texts that stay texts, room for them, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from checker.archive import Change, repacked
from checker.i18n import say
from checker.model import Language
from checker.reporting.sheet_looks import RULED, escaped

_THIN: Final = Side(style="thin", color=RULED)
BORDER: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)

# What a workbook says of the time of its making; a clock would make the same review another file each time.
_NO_DAY: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no time zones


def put_text(cell: Any, text: str) -> None:
    """Make `text` the text of a cell: whatever it begins with, no formula, number or error, here and after an edit."""
    cell.value = escaped(text)
    cell.data_type = "s"
    cell.quotePrefix = True


def lay_out(sheet: Worksheet, lang: Language) -> None:
    """Have a sheet printed on A4 across, as wide as the paper, under its title and above the number of the page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(left=HeaderFooterPart(sheet.title.replace("&", "&&")))
    page = say(lang, "Page {page} of {pages}", page="&P", pages="&N")
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=HeaderFooterPart(page))
    sheet.sheet_view.showGridLines = False


def describe(workbook: Workbook, title: str, lang: Language) -> None:
    """Give a workbook its properties."""
    properties = workbook.properties
    properties.creator = properties.lastModifiedBy = "plancheck"
    properties.title = title
    properties.language = "zh-CN" if lang == "zh" else "en"
    properties.created = properties.modified = _NO_DAY


def bytes_of(workbook: Workbook, changes: Mapping[str, Change] | None = None) -> bytes:
    """The file; `changes` are what becomes of its parts, by their names."""
    # Saving notes the time, in the properties and beside each part.
    modified = workbook.properties.modified
    saved = io.BytesIO()
    workbook.save(saved)
    workbook.properties.modified = modified
    properties = tostring(workbook.properties.to_tree())
    return repacked(saved.getvalue(), {"docProps/core.xml": lambda _old: properties, **(changes or {})})
