"""Colour on a terminal, as plain SGR codes. It repeats what the words say and is never the only sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.model import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADING: Final = "heading"

_RESET: Final = "\x1b[0m"
_CODES: Final[Mapping[str, str]] = {
    HEADING: "\x1b[1m",
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.INFO: "\x1b[1;36m",
    Verdict.PASS: "\x1b[1;32m",
    Verdict.REVIEW: "\x1b[1;33m",
    Verdict.RETURN: "\x1b[1;31m",
    Verdict.INVALID: "\x1b[1;35m",
    Verdict.UNDETERMINED: "\x1b[1;7;31m",
}


def painted(text: str, role: str, *, colour: bool) -> str:
    """`text` in the colour of its role (a severity, a verdict or HEADING); as it is without `colour`."""
    return f"{_CODES[role]}{text}{_RESET}" if colour and text else text
