"""Lists in one cell of a form: departments one after another, actions on lines of their own or numbered.

An entry that would be taken for several, or for none, is written in quotation marks (`quoting`). A cell that says 无
is an empty list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checker.documents.quoting import QUOTED, quoted
from checker.documents.typed import HALF_WIDTH, is_nothing
from checker.i18n import say
from checker.values import WHITE_SPACE, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.model import Language

_LINE_END: Final = "\r\n"


def _entry(ends: str) -> re.Pattern[str]:
    """An entry of a list, quoted or not, and what ends it: one of the signs `ends`, or the end of the text."""
    blanks = f"[{re.escape(''.join(sign for sign in WHITE_SPACE if sign not in ends))}]*+"
    return re.compile(rf"{blanks}(?:({QUOTED}){blanks}(?=[{ends}]|\Z)|([^{ends}]*+))(?:[{ends}]|\Z)")


_ITEM: Final = _entry(f"、;；,，{_LINE_END}")
_LINE: Final = _entry(_LINE_END)


def items_of(text: str) -> list[str]:
    """Short entries such as departments, which 、 ; ， or a new line set apart."""
    return [] if is_nothing(text) else _entries(text, _ITEM)


def lines_of(text: str) -> list[str]:
    """Entries that are sentences, such as actions: a line each; or, where they are numbered, a number each.

    The numbers themselves, and the blanks around an entry, are not part of it.
    """
    if is_nothing(text):
        return []
    return _numbered(text) or _entries(text, _LINE)


def written_items(items: Sequence[str], lang: Language) -> str:
    """Short entries in one cell, such that `items_of` gives them back."""
    return _written(items, "、" if lang == "zh" else "; ", items_of) or say(lang, "none")


def written_lines(entries: Sequence[str], lang: Language) -> str:
    """Sentences in one cell, numbered where there are several, such that `lines_of` gives them back."""
    if len(entries) > 1:
        numbered = "\n".join(f"{number}. {entry}" for number, entry in enumerate(entries, 1))
        if lines_of(numbered) == list(entries):
            return numbered
    return _written(entries, "\n", lines_of) or say(lang, "none")


def _written(entries: Sequence[str], joint: str, read: Callable[[str], list[str]]) -> str:
    text = joint.join(entry if read(entry) == [entry] else quoted(entry) for entry in entries)
    # Two entries can be what neither of them is alone: a number, and what is numbered.
    return text if read(text) == list(entries) else joint.join(map(quoted, entries))


def _entries(text: str, entry: re.Pattern[str]) -> list[str]:
    found = []
    at = 0
    while at < len(text):
        match = entry.match(text, at)
        if match is None:
            break
        at = match.end()
        if match[1] is not None:
            found.append(match[1][1:-1].replace('""', '"'))
        elif not is_blank(match[2]):
            found.append(match[2].strip(WHITE_SPACE))
    return found


# Numbers in front of the entries

_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
_STYLES: Final = (
    r"(?P<circled>[①-⑳])",
    r"(?P<digits>[0-9]{1,3})(?:、|\.(?![0-9])|\))",
    r"\((?P<bracketed>[0-9]{1,3})\)",
    r"(?P<chinese>[一二三四五六七八九十]{1,2})、",
    r"\((?P<chinese_bracketed>[一二三四五六七八九十]{1,2})\)",
)
_MARKS: Final = tuple(re.compile(style) for style in _STYLES)
_ANYWHERE: Final = "circled"
"""The style whose signs are numbers of entries wherever they stand; those of others only where an entry can begin."""
_BEFORE: Final = frozenset("\n\r。；;")


def _numbered(text: str) -> list[str]:
    """The entries of a text that begins with the number one and goes on counting; none of any other."""
    plain = text.translate(HALF_WIDTH)
    begin = len(text) - len(text.lstrip(WHITE_SPACE))
    mark = next((mark for mark in _MARKS if _value(mark.match(plain, begin)) == 1), None)
    if mark is None:
        return []
    bounds: list[tuple[int, int]] = []
    for found in mark.finditer(plain):
        if _value(found) == len(bounds) + 1 and _can_begin(plain, found):
            bounds.append(found.span())
    ends = [*(start for start, _ in bounds[1:]), len(text)]
    entries = [text[after:end].strip(WHITE_SPACE) for (_, after), end in zip(bounds, ends, strict=True)]
    return entries if all(entries) else []


def _value(found: re.Match[str] | None) -> int:
    """The number that a mark is; 0 where it is none."""
    if found is None or found.lastgroup is None:
        return 0
    sign = found[found.lastgroup]
    if sign in _CIRCLED:
        return _CIRCLED.index(sign) + 1
    if sign.isdecimal():
        return int(sign)
    return _CHINESE.index(sign) + 1 if sign in _CHINESE else 0


def _can_begin(plain: str, found: re.Match[str]) -> bool:
    before = found.start()
    while before and plain[before - 1] == " ":
        before -= 1
    return not before or found.lastgroup == _ANYWHERE or plain[before - 1] in _BEFORE
