"""What the output goes to: how wide it is, and whether it shows colour."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Final

from checker.cli.delivery import STANDARD_OUTPUT

_WIDTH: Final = 80
"""Where there is no terminal: the same everywhere, so that the same input gives the same bytes."""


def is_terminal(output: str | None) -> bool:
    """Whether what goes to `output` (None: standard output) goes to a terminal."""
    return output in (None, STANDARD_OUTPUT) and sys.stdout is not None and sys.stdout.isatty()


def width(output: str | None) -> int:
    """The columns there are."""
    return shutil.get_terminal_size((_WIDTH, 24)).columns if is_terminal(output) else _WIDTH


def shows_colour(output: str | None) -> bool:
    """Whether to use colour: on a terminal that knows it, unless NO_COLOR asks for none."""
    return is_terminal(output) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
