"""What all workbooks that are written have in common: colours, letters, room, texts that stay texts, the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
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
from checker.model import Language, Severity, Verdict
from checker.reporting.columns import wrapped

FONTS: Final[Mapping[Language, str]] = {"en": "Calibri", "zh": "宋体"}
LONGEST: Final = 32_767
"""Characters that a cell holds."""

LINES: Final[Mapping[Language, float]] = {"en": 12.8, "zh": 16.0}
TITLE_LINE: Final = 21.0
PADDING: Final = 2.0
HIGHEST: Final = 409.0
"""Points: of a line, of a title, above and below the lines, and of the highest row there can be."""

_PER_WIDTH: Final[Mapping[Language, float]] = {"en": 1.1, "zh": 0.98}
"""Columns of a terminal that a column of a sheet has room for, to each of its own characters."""

BLACK: Final = "000000"
DARK: Final = "1F3864"
PALE: Final = "E9EEF8"
RULED: Final = "BFBFBF"
"""The lines between cells."""
HEADS: Final = (DARK, "FFFFFF")
COLOURS: Final[Mapping[str, tuple[str, str]]] = {
    Severity.ERROR: ("FFC7CE", "9C0006"),
    Severity.WARNING: ("FFEB9C", "7F4F00"),
    Severity.INFO: ("DDEBF7", "1F4E78"),
    Verdict.PASS: ("E2F0D9", "375623"),
    Verdict.REVIEW: ("FFEB9C", "7F4F00"),
    Verdict.RETURN: ("FFC7CE", "9C0006"),
    Verdict.INVALID: ("E4D5F0", "5B2C83"),
    Verdict.UNDETERMINED: ("9C0006", "FFFFFF"),
}
"""Fill and letters; the letters have a contrast of 4.5 or more."""

_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""In a workbook `_x003D_` is an equals sign, so that where it is meant as it stands, its first sign is escaped; and so
is what XML does not allow, or (a carriage return) does not keep."""


def escaped(text: str) -> str:
    """`text` as a workbook holds it."""
    return _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def height_of(texts: Iterable[tuple[str, float]], lang: Language) -> float:
    """How high a row must be, in points, for its texts, each in a column of that width in characters.

    A row without a height is opened by some programs with one line of it.
    """
    most = max(
        (
            sum(len(wrapped(line, max(int(width * _PER_WIDTH[lang]), 1), lang)) for line in text.split("\n"))
            for text, width in texts
        ),
        default=1,
    )
    return min(LINES[lang] * most + PADDING, HIGHEST)


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
