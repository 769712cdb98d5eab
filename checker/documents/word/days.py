"""The day by which something is to be done."""

from __future__ import annotations

import re
from typing import Final

from checker.documents.typed import day_of, half_width

_BY: Final = re.compile(r"(?:by )?(?P<day>.*?)(?:之前|以前|前)?", re.IGNORECASE)
_DAY_FORM: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def due_of(text: str) -> str:
    """The day as the plan format has it: `2013年6月30日前` is that day, as `by 2013-06-30` is; else the text itself."""
    found = _BY.fullmatch(half_width(text))
    day = day_of(found["day"]) if found is not None else text
    return day if is_day(day) else text


def is_day(text: str) -> bool:
    """Whether `text` is written as the plan format writes days."""
    return _DAY_FORM.fullmatch(text) is not None
