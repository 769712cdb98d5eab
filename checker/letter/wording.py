"""The words of a letter: texts with marked blanks, what an office wrote made fit for them, and numbers of points."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from checker.i18n import say
from checker.model import Text
from checker.values import WHITE_SPACE
from checker.word.paper import Role, Run

if TYPE_CHECKING:
    from checker.model import Language

_LONGEST: Final = 1000
"""Characters of one text that a letter quotes; the report has them all."""

_CHINESE: Final = "[\u2e80-\u9fff\uff00-\uff60]"
_JOIN: Final = re.compile(rf"(?<={_CHINESE}) *[\r\n][ \t\r\n\u3000]*(?={_CHINESE})")
_SPACES: Final = str.maketrans(dict.fromkeys(WHITE_SPACE, " "))
_MARKED: Final = re.compile("⟦([^⟦⟧]*)⟧")
_BLANK: Final = "_"
"""Unlike white space it neither vanishes nor breaks at the end of a line."""

_DIGITS: Final = "零一二三四五六七八九"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def runs(lang: Language, message: str, /, **values: Any) -> tuple[Run, ...]:
    """`message` with its places filled and its blanks marked; a value never becomes a blank."""
    parts = _MARKED.split(say(lang, message))
    found = []
    for place, part in enumerate(parts):
        is_marked = place % 2 == 1
        text = _BLANK * int(part) if is_marked and part.isdecimal() else _filled(part, values, lang)
        if text:
            found.append(Run(text, Role.BLANK if is_marked else Role.PLAIN))
    return tuple(found)


def words(lang: Language, message: str, /, **values: Any) -> str:
    """`message` with its places filled, as plain text."""
    return "".join(run.text for run in runs(lang, message, **values))


def clean(text: str) -> str:
    """What may come from outside, on one line: nothing in it that cannot be seen, and no longer than can be quoted.

    White space of any kind and length is one blank; a line break between Chinese characters is nothing at all.
    """
    joined = _JOIN.sub("", text[: _LONGEST * 2]).translate(_SPACES)
    seen = "".join(sign for sign in joined if sign.isprintable())
    line = " ".join(word for word in seen.split(" ") if word)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _filled(text: str, values: dict[str, Any], lang: Language) -> str:
    return text.format_map(
        {name: value.in_language(lang) if isinstance(value, Text) else value for name, value in values.items()}
    )


def chinese_numeral(number: int) -> str:
    """1 to 99 as 一 to 九十九; beyond, in digits."""
    tens, ones = divmod(number, 10)
    if tens >= len(_DIGITS):
        return str(number)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")


def letter_of(number: int) -> str:
    """1 as a, 26 as z, 27 as aa."""
    text = ""
    while number:
        number, rest = divmod(number - 1, len(_LETTERS))
        text = _LETTERS[rest] + text
    return text
