"""What comes from outside, made fit to be shown: nothing a terminal would obey, nothing that hides or reorders text."""

import re
from functools import cache
from typing import Final

from checker.values import WHITE_SPACE

_LONGEST: Final = 4000
"""Characters of one text that are shown; a plan may hold millions, and `json` has them all."""

_CHINESE: Final = "[\u2e80-\u9fff\uff00-\uff60]"

_SPACES: Final = str.maketrans(dict.fromkeys(WHITE_SPACE, " "))
_LAST_OF_FOUR_DIGITS: Final = "\uffff"


def printable(text: str) -> str:
    r"""`text` on one line; controls, escapes, bidi marks and whatever else cannot be seen are written as `\u001b`."""
    cut = _cut(text)
    return cut if cut.isprintable() else "".join(sign if sign.isprintable() else _escaped(sign) for sign in cut)


def flowing(text: str) -> str:
    """Prose fit to be shown and wrapped: as `printable`, but white space of any kind and length is one blank.

    A line break between Chinese characters is nothing at all.
    """
    cut = _cut(text)
    joined = _joints().sub("", cut) if "\n" in cut or "\r" in cut else cut
    return printable(" ".join(word for word in joined.translate(_SPACES).split(" ") if word))


@cache
def _joints() -> re.Pattern[str]:
    """Line breaks between Chinese characters; made when first needed, as that takes longer than checking a plan."""
    return re.compile(rf"(?<={_CHINESE}) *[\r\n][ \t\r\n\u3000]*(?={_CHINESE})")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _escaped(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if sign <= _LAST_OF_FOUR_DIGITS else f"\\U{ord(sign):08x}"
