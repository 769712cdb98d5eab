"""What the number formats of a workbook show: a part of a day, or a number in a unit of money (680 as 680万元)."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

_WHOLE_DAY: Final = slice(None)
_WITHOUT_DAY: Final = slice(7)
_WITHOUT_YEAR: Final = slice(5, None)
_BUILT_IN: Final = {
    **dict.fromkeys((14, 15, 22, 30, 31), _WHOLE_DAY),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), _WITHOUT_DAY),
    **dict.fromkeys((16, 28, 29, 51, 53, 54, 58), _WITHOUT_YEAR),
}
"""The formats for days that a workbook need not write down, and which part they show, as in Chinese programs."""
_TOKENS: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<sign>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]?|(?P<plain>.)', re.DOTALL
)
_UNIT: Final = re.compile(r"[-+(]?(?:人民币|[¥￥])?((?:亿|千万|百万|十万|万|千)?元|亿|千万|百万|十万|万|千)整?[)]?")
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9]{1,15}(?:\.[0-9]{1,9})?)")
_GENERAL: Final = re.compile("General|G/通用格式", re.IGNORECASE)
_COMPARE: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
_DIGITS: Final = "0#?"
_POINT: Final = "P"
"""A point that is written between digits without being the decimal point (`0!.0,` shows 6,800 as 680.0)."""
_SCALED: Final = re.compile(rf"(?<=[{_DIGITS}]),+(?=[^{_DIGITS},{_POINT}]|$)")
_LONGEST: Final = 255
_MOST_SECTIONS: Final = 4
_LARGEST_DIVISOR: Final = 10**12


class _Section(NamedTuple):
    """One part of a format: for which numbers it is, the unit it writes behind them, and what they are divided by."""

    condition: tuple[str, float] | None
    unit: str
    divisor: int


class NumberFormat(NamedTuple):
    """A format: which part of a day it shows, if it shows days; else its sections."""

    day_part: slice | None
    sections: tuple[_Section, ...] = ()


def format_of(number: int, code: str | None) -> NumberFormat | None:
    """The format of that number, whose `code` the workbook writes down; None where it adds nothing to a number."""
    part = _BUILT_IN.get(number) if code is None else day_part(code)
    if part is not None:
        return NumberFormat(part)
    sections = () if code is None else _sections(code[:_LONGEST])
    return NumberFormat(None, sections) if any(section.unit for section in sections) else None


def day_part(code: str) -> slice | None:
    """Which part of a day a format shows; None for one of figures or times."""
    plain = [found["plain"] for found in _TOKENS.finditer(code[:_LONGEST]) if found["plain"]]
    signs = set("".join(plain).lower().partition(";")[0])
    has_year, has_day = "y" in signs or {"e", "m"} <= signs, "d" in signs
    if signs & set(_DIGITS) or not (has_year or has_day):
        return None
    if not has_day:
        return _WITHOUT_DAY
    return _WHOLE_DAY if has_year else _WITHOUT_YEAR


def shown_of(shown_as: NumberFormat, number: float) -> tuple[str, int]:
    """The unit that is shown behind a number, if any, and what the number is divided by to be shown."""
    sections = shown_as.sections
    for section in sections:
        if section.condition is not None and _COMPARE[section.condition[0]](number, section.condition[1]):
            return section.unit, section.divisor
    plain = [section for section in sections if section.condition is None]
    if not plain:
        return "", 1
    is_usual = len(plain) == len(sections)
    place = 1 if number < 0 else 2 if number == 0 else 0
    section = plain[place] if is_usual and place < len(plain) else plain[0]
    return section.unit, section.divisor


def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    body, words, condition = "", "", None
    for found in [*_TOKENS.finditer(_GENERAL.sub("0", code)), None]:
        plain = None if found is None else found["plain"]
        if found is None or plain == ";":
            sections.append(_section(body, words, condition))
            body, words, condition = "", "", None
        elif found["bracket"] is not None:
            said = _CONDITION.fullmatch(found["bracket"])
            condition = (said[1], float(said[2])) if said is not None else condition
        elif plain is not None and plain in f"{_DIGITS},.":
            body += plain
        else:
            literal = found["quoted"] or found["sign"] or plain or ""
            if literal == "." and body[-1:] in tuple(_DIGITS):
                body += _POINT
            else:
                body += " "
                words += literal
    return tuple(sections[:_MOST_SECTIONS])


def _section(body: str, words: str, condition: tuple[str, float] | None) -> _Section:
    unit = _UNIT.fullmatch("".join(words.split()))
    commas = sum(len(found[0]) for found in _SCALED.finditer(body))
    _, has_point, behind = body.partition(_POINT)
    digits = sum(behind.partition(".")[0].count(sign) for sign in _DIGITS) if has_point else 0
    divisor = 1000**commas * 10**digits
    return (
        _Section(condition, "", 1)
        if unit is None or divisor > _LARGEST_DIVISOR
        else _Section(condition, unit[1], divisor)
    )
