"""What several readers say of an input that they refuse."""

from __future__ import annotations

from typing import Final

from checker.i18n import N_

DAMAGED: Final = N_(
    "The file is damaged or was cut off on its way, and cannot be read as a Word "
    "document or a workbook. Get it again, or open it in an office program and save it "
    "anew."
)
TOO_LARGE: Final = N_(
    "The input is larger than {limit} MiB, the most that is read. Remove what does not belong to a plan."
)
TOO_MANY_VALUES: Final = N_(
    "The input holds more than {limit:,} values, the most that is read (an alias counts "
    "as what it stands for). Remove what does not belong to a plan."
)
TOO_DEEP: Final = N_(
    "Objects and lists are nested here in more than {limit} levels, the most that is "
    "read; a plan needs only a few. Check whether a bracket is left open, or values are "
    "wrapped again and again."
)
CELLS_TOO_LONG: Final = N_(
    "Together, the texts in the cells are longer than {limit:,} characters, the most "
    "that are read; a text that stands in several cells counts for each of them. Remove "
    "what does not belong to a plan."
)
HALF_A_CHARACTER: Final = N_(
    "An escape such as \\ud800 stands here for half a character (a surrogate), and whole "
    "characters are expected. Write the character itself."
)
DUPLICATE_KEY: Final = N_(
    "The key “{member}” stands a second time in the same object, and each may stand once. Keep the one that is meant."
)
NO_JSON: Final = N_(
    "The text begins with “{found}”, and JSON begins with “{{”. If it is YAML, let the file name end in “.yaml”."
)
