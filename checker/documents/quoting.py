"""Texts in quotation marks, where without them a form would mean something else: `"Law, Policy"` is one department.

The marks are the straight ones, and one inside is doubled, as in CSV. Only what is quoted as a whole is quoted: a title
that begins with a quoted word is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

QUOTED: Final = r'"(?:[^"]|"")*+"'
"""A pattern for a quoted text, its marks included."""

_WHOLE: Final = re.compile(QUOTED)


def quoted(text: str) -> str:
    """`text` in quotation marks."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def unquoted(text: str) -> str | None:
    """What stands between the marks, or None where `text` is not quoted as a whole."""
    return text[1:-1].replace('""', '"') if _WHOLE.fullmatch(text) else None


def quoted_where_needed(text: str, read: Callable[[str], object]) -> str:
    """`text` such that `read` gives it back: in quotation marks only where it would not."""
    return text if read(text) == text else quoted(text)
