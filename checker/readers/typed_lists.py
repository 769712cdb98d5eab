"""Lists in one cell of a form: departments one after another, actions on lines of their own or numbered.

A bracket that holds a list is never torn apart: 专利处（机械、电学） is one department. An entry that would be taken
for several, or for none, is written in quotation marks. A cell that says 无 is an empty list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from checker.i18n import say
from checker.model import Language
from checker.readers.typed_values import HALF_WIDTH, QUOTED, chinese_number, is_nothing, quoted
from checker.values import WHITE_SPACE, is_blank

_LINE_END: Final = "\r\n"
_ITEM_ENDS: Final = f"、;；,，{_LINE_END}"
_QUOTED: Final = re.compile(QUOTED)
_CLOSED_BY: Final = {"(": ")", "（": "）", "[": "]", "【": "】", "〔": "〕", "《": "》", "「": "」"}
_SAME: Final = str.maketrans("（）", "()")


def items_of(text: str) -> list[str]:
    """Short entries such as departments, which 、 ; ， or a new line set apart, or numbers; brackets stay whole."""
    if is_nothing(text):
        return []
    numbered = [_without_end(entry) for entry in _numbered(text)]
    return numbered if len(numbered) > 1 and all(numbered) else _entries(text, _ITEM_ENDS, _brackets(text))


def lines_of(text: str) -> list[str]:
    """Entries that are sentences, such as actions: a line each; or, where they are numbered, a number each.

    The numbers themselves, and the blanks around an entry, are not part of it.
    """
    if is_nothing(text):
        return []
    return _numbered(text) or _entries(text, _LINE_END, {})


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
    # Two entries can be what neither of them is alone: a number and what is numbered, the two halves of a bracket.
    return text if read(text) == list(entries) else joint.join(map(quoted, entries))


def _entries(text: str, ends: str, brackets: Mapping[int, int]) -> list[str]:
    """What the signs `ends` set apart outside of `brackets` (where each opens -> where it closes)."""
    found: list[str] = []
    begin = 0
    while begin <= len(text):
        whole = _QUOTED.match(text, _behind_blanks(text, begin, ends))
        end = len(text) if whole is None else _behind_blanks(text, whole.end(), ends)
        if whole is not None and (end == len(text) or text[end] in ends):
            found.append(whole[0][1:-1].replace('""', '"'))
        else:
            end = begin
            while end < len(text) and text[end] not in ends:
                end = brackets.get(end, end) + 1
            entry = text[begin:end]
            if not is_blank(entry):
                found.append(entry.strip(WHITE_SPACE))
        begin = end + 1
    return found


def _behind_blanks(text: str, at: int, ends: str) -> int:
    while at < len(text) and text[at] in WHITE_SPACE and text[at] not in ends:
        at += 1
    return at


def _brackets(text: str) -> dict[int, int]:
    """Where each outermost bracket opens -> where it closes; one that never does goes to the end of its line."""
    found: dict[int, int] = {}
    open_: list[tuple[int, str]] = []
    for at, sign in enumerate(text):
        if sign in _CLOSED_BY:
            open_.append((at, _CLOSED_BY[sign].translate(_SAME)))
        elif open_ and sign.translate(_SAME) == open_[-1][1]:
            found[open_.pop()[0]] = at
    line_end = len(text)
    for at in range(len(text) - 1, -1, -1):
        if text[at] in _LINE_END:
            line_end = at
        elif open_ and open_[-1][0] == at:
            found[open_.pop()[0]] = line_end - 1
    return found


def _without_end(entry: str) -> str:
    return entry.rstrip(f"{WHITE_SPACE}、;；,，。")


# Numbers in front of the entries

_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STYLES: Final = (
    r"(?P<circled>[①-⑳])",
    r"(?P<digits>[0-9]{1,3})(?:、|\.(?![0-9])|\))",
    r"\((?P<bracketed>[0-9]{1,3})\)",
    r"(?P<chinese>[一二三四五六七八九十]{1,3})、",
    r"\((?P<chinese_bracketed>[一二三四五六七八九十]{1,3})\)",
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
    return chinese_number(sign) or 0


def _can_begin(plain: str, found: re.Match[str]) -> bool:
    before = found.start()
    while before and plain[before - 1] == " ":
        before -= 1
    return not before or found.lastgroup == _ANYWHERE or plain[before - 1] in _BEFORE
