"""What of an input is fit to stand in a message: short, on one line, nothing a terminal would obey."""

from __future__ import annotations

from typing import Final

_MOST_CHARACTERS: Final = 40


def excerpt(text: str) -> str:
    """The beginning of `text`, with an ellipsis where it was cut and unprintable characters written as U+XXXX."""
    cut = text[:_MOST_CHARACTERS]
    shown = cut if cut.isprintable() else "".join(map(character, cut))
    return shown if len(text) <= _MOST_CHARACTERS else f"{shown}…"


def character(char: str) -> str:
    """One character as it can be shown."""
    return char if char.isprintable() else f"U+{ord(char):04X}"
