"""What people type into a form, as values of the plan format: days, figures, yes and no, codes, measure numbers.

Every function takes a text and gives the value, or the same text where it is not certain what is meant: the schema
then finds it at its place. Blanks around a value count for nothing, and full-width signs are the half-width ones.
The `written_` functions are the other way round: what they give is read as the value again.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from checker.documents.quoting import quoted_where_needed, unquoted
from checker.i18n import say
from checker.readers.labels import label_key
from checker.readers.limits import decimal_integer
from checker.values import WHITE_SPACE, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Language, Number

HALF_WIDTH: Final[Mapping[int, int | str]] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    0x2212: "-",
    0xFFE5: "¥",
}
"""Full-width signs to the half-width ones, sign for sign; the minus and yuan signs to the usual ones."""

_PLAIN: Final = {**HALF_WIDTH, **dict.fromkeys(map(ord, WHITE_SPACE), " ")}

_NOTHING: Final = frozenset(("无", "none", "n/a", "-", "—", "——", "–", "/", "\\"))
"""What is written into a field of a form on purpose to say that there is nothing for it."""


def half_width(text: str) -> str:
    """`text` with half-width signs only, sign for sign, and nothing around it."""
    return text.translate(_PLAIN).strip(" ")


def is_nothing(text: str) -> bool:
    """Whether `text` says that there is nothing: 无, none, a dash."""
    return half_width(text).lower() in _NOTHING


# Days

_DAY: Final = re.compile(
    r"([0-9]{4}) ?(?:([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})|年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]|"
    r"([0-9]{2})([0-9]{2}))(?: 0{1,2}:00(?::00)?)?"
)
"""2012-12-20, 2012/12/20, 2012.12.20, 2012年12月20日, 20121220; midnight may stand behind it, as programs write it."""

_CHINESE_DAY: Final = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)
_CHINESE_DIGITS: Final = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


def day_of(text: str) -> str:
    """The day as the plan format has it (`2012-12-20`).

    A month without a day, a day that the calendar does not have, a year of two digits, and a day that does not begin
    with its year, are none.
    """
    plain = half_width(text)
    found = _DAY.fullmatch(plain) or _CHINESE_DAY.fullmatch(plain.replace(" ", ""))
    try:
        return text if found is None else date(*_parts_of(found)).isoformat()
    except ValueError:
        return text


def _parts_of(day: re.Match[str]) -> tuple[int, int, int]:
    if day.re is _DAY:
        year, month, number = (part for part in day.group(1, 3, 4, 5, 6, 7, 8) if part)
        return int(year), int(month), int(number)
    digits = "".join(str(_CHINESE_DIGITS[sign]) for sign in day[1])
    return int(digits), _chinese_count(day[2]), _chinese_count(day[3])


def _chinese_count(text: str) -> int:
    """一 to 九十九; 0 for signs in an order that is no number."""
    tens, ten, units = text.rpartition("十")
    if any(part and part not in _CHINESE_DIGITS for part in (tens, units)):
        return 0
    return (_CHINESE_DIGITS.get(tens, 1) * 10 if ten else 0) + _CHINESE_DIGITS.get(units, 0)


def written_day(day: str, lang: Language) -> str:
    """A day of the plan format as people write it: 2012年12月20日."""
    if lang != "zh":
        return day
    return f"{day[:4]}年{int(day[5:7])}月{int(day[8:10])}日"


# Figures

_GROUPED: Final = r"[0-9]{1,3}(?:(?:,[0-9]{3})++|(?: [0-9]{3})++)|[0-9]++"
_COUNT: Final = re.compile(rf"([-+]? ?(?:{_GROUPED}))(?:\.0*)? ?(?:[家名个人件项所位支批版年次]|年度)?")
"""A whole number, and the word for what is counted, which says nothing of how many."""
_AMOUNT: Final = re.compile(
    rf"(?:人民币|CNY|RMB)? ?¥? ?([-+]? ?(?:{_GROUPED})(?:\.[0-9]++)?(?:E[-+]?[0-9]{{1,3}})?) ?"
    r"(亿|千万|百万|万|THOUSAND|MILLION|BILLION)? ?(?:元|圆|YUAN|CNY|RMB)?整?",
    re.IGNORECASE,
)
_TIMES: Final = {
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "THOUSAND": 10**3,
    "MILLION": 10**6,
    "BILLION": 10**9,
}
_MOST_CHARACTERS: Final = 800
"""Longer than any figure of a plan is."""


def integer_of(text: str) -> int | float | str:
    """A whole number: `30`, `1,200`, `35家`. Beyond 64 bits it is a float, as in a YAML file."""
    found = _COUNT.fullmatch(half_width(text[:_MOST_CHARACTERS]))
    return text if found is None or len(text) > _MOST_CHARACTERS else decimal_integer(_digits(found[1]))


def amount_of(text: str) -> int | float | str:
    """An amount in yuan: `6,800,000`, `680万元`, `￥6.8百万`; the units are multiplied as decimals, exactly."""
    found = _AMOUNT.fullmatch(half_width(text[:_MOST_CHARACTERS]))
    if found is None or len(text) > _MOST_CHARACTERS:
        return text
    digits, unit = _digits(found[1]), found[2]
    if unit is None:
        return decimal_integer(digits) if digits.lstrip("+-").isdecimal() else float(digits)
    amount = Decimal(digits) * _TIMES[unit.upper()]
    whole = amount.to_integral_value()
    return decimal_integer(f"{whole:f}") if amount == whole else float(amount)


def _digits(grouped: str) -> str:
    return grouped.replace(",", "").replace(" ", "")


def written_number(number: float) -> str:
    """A figure with its thousands set apart: `6,800,000`."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < 2**53):
        return f"{int(number):,}"
    return repr(number)


# Words for values

_FLAGS: Final = {
    **dict.fromkeys(("是", "yes", "y", "true", "有", "√", "✓", "✔", "已出台"), True),
    **dict.fromkeys(("否", "no", "n", "false", "没有", "×", "✗", "✘", "未出台"), False),
}


def flag_of(text: str) -> bool | str:
    """Yes or no, in either language; 无 is neither, as it may say that nothing is stated."""
    return _FLAGS.get(half_width(text).lower(), text)


def written_flag(flag: bool, lang: Language) -> str:  # noqa: FBT001 - the value itself
    """Yes or no."""
    return say(lang, "yes" if flag else "no")


def code_of(text: str, codes: Mapping[str, str]) -> str:
    """The code that is meant; `codes` is a row of `Labels`."""
    return codes.get(label_key(text), text)


# Measure numbers

_NUMBER: Final = re.compile(
    r"(?:(?:NO\.?|MEASURE|第|措施) ?)?[(\[〔【]?((?:0|[1-9][0-9]{0,17}))[)\]〕】]?(?: ?[项号](?:工作|具体)?(?:措施)?)?",
    re.IGNORECASE,
)
_NUMBER_AND_TITLE: Final = re.compile(rf"{_NUMBER.pattern}[ .、:,\-—–]*([^ 0-9.、:,\-—–].*)", re.IGNORECASE)


def measure_number_of(text: str, codes: Mapping[str, str]) -> Number:
    """A measure's number: `7`, `第7项`, `（7）`, its title, or both where they agree. `codes` is the row of measures.

    A text in quotation marks is the number as it stands between them.
    """
    exact = unquoted(text)
    if exact is not None:
        return exact
    plain = half_width(text)
    found = _NUMBER.fullmatch(plain)
    if found is not None:
        return int(found[1])
    found = _NUMBER_AND_TITLE.fullmatch(plain)
    if found is not None and codes.get(label_key(found[2])) == found[1]:
        return int(found[1])
    meant = number_of(codes.get(label_key(text)))
    return text if meant is None else meant


def written_measure_number(number: Number, codes: Mapping[str, str]) -> str:
    """A measure's number, in quotation marks where without them another would be read."""
    if isinstance(number, str):
        return quoted_where_needed(number, lambda text: measure_number_of(text, codes))
    return str(number)
