"""What people write for a code where they fill in a form: names of offices, departments, states."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 256
"""Characters, more than any name or title has. To bring the marks above letters into order takes the square of them."""


def label_key(text: str) -> str:
    """`text` so that spellings people take for the same are the same: width, case, blanks and punctuation are gone.

    Nothing is left of a text that is too long to be a label.
    """
    if len(text) > _LONGEST:
        return ""
    # Imported here, because whoever reads JSON has no need of it.
    import unicodedata

    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def labels_by_key(written: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Pairs (what is written, the code meant) -> a row of `Labels`; what would stand for two codes stands for none."""
    meant: dict[str, set[str]] = {}
    for text, code in written:
        meant.setdefault(label_key(text), set()).add(code)
    return {key: min(codes) for key, codes in meant.items() if key and len(codes) == 1}
