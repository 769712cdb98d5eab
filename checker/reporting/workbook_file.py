"""What every workbook that is written has in common: texts that stay texts, room for them, the same bytes each time."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.xml.functions import tostring

from checker.reporting.columns import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from openpyxl import Workbook

    from checker.model import Language

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

# What a workbook says of the time of its making; a clock would make the same review another file each time.
_NO_DAY: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no time zones
_NO_TIME: Final = (2000, 1, 1, 0, 0, 0)

_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""In a workbook `_x003D_` is an equals sign, so that where it is meant as it stands, its first sign is escaped; and so
is what XML does not allow, or (a carriage return) does not keep."""


def escaped(text: str) -> str:
    """`text` as a workbook holds it."""
    return _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def put_text(cell: Any, text: str) -> None:
    """Make `text` the text of a cell: whatever it begins with, no formula, number or error, here and after an edit."""
    cell.value = escaped(text)
    cell.data_type = "s"
    cell.quotePrefix = True


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
