"""How much of an input is read: what is beyond is unreadable, and the message names the limit."""

from __future__ import annotations

from typing import Final

MOST_MEBIBYTES: Final = 16
MOST_BYTES: Final = MOST_MEBIBYTES * 1024 * 1024
"""Bytes of one input; also the characters that aliases may add to it."""

MOST_UNPACKED_MEBIBYTES: Final = 64
MOST_UNPACKED_BYTES: Final = MOST_UNPACKED_MEBIBYTES * 1024 * 1024
"""Bytes of all the parts of one workbook or Word document, unpacked."""

MOST_LEVELS: Final = 64
"""Objects and lists inside one another, the outermost included."""

MOST_VALUES: Final = 100_000
"""Values of any kind, after aliases are expanded; keys are not values."""

MOST_CHARACTERS: Final = 16_000_000
"""Characters in the cells of one form, and of the plan read from them: a text counts wherever it is repeated."""
