"""What the output goes to: how wide it is, whether it shows colour, and whether it may be technical."""

from __future__ import annotations

import os
import sys
from typing import Final

from checker.cli.delivery import STANDARD_OUTPUT

_WIDTH: Final = 80
"""Where there is no terminal: the same everywhere, so that the same input gives the same bytes."""


DEBUG: Final = "PLANCHECK_DEBUG"


def is_debugging() -> bool:
    """Whether whoever mends plancheck wants to see where it failed."""
    return bool(os.environ.get(DEBUG))


def is_terminal(output: str | None) -> bool:
    """Whether what goes to `output` (None: standard output) goes to a terminal."""
    return output in (None, STANDARD_OUTPUT) and sys.stdout is not None and sys.stdout.isatty()


def width(output: str | None) -> int:
    """The columns there are."""
    if not is_terminal(output):
        return _WIDTH
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _WIDTH
    except (OSError, ValueError):
        return _WIDTH


def shows_colour(output: str | None) -> bool:
    """Whether to use colour: on a terminal that knows it, unless NO_COLOR asks for none."""
    return is_terminal(output) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
