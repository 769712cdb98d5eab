"""How the sheets that are written look, whatever writes them: colours, letters, room, and texts that stay texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

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
