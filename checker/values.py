"""How single values of a document are read: what counts as absent, numbers of items, days."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import compress
from typing import Any, Final, TypeGuard

from checker.model import Language, Number, Pointer

WHITE_SPACE: Final = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""The characters with the Unicode property White_Space; `str.isspace` knows four more, which are none."""

_LONGEST_NUMBER: Final = 400
"""Digits; more than any number has that a reader takes for an integer."""

INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""The characters that nobody can see, as ranges: Default_Ignorable_Code_Point (zero-width ones, joiners, a byte-order
mark, soft hyphens, fillers …) and the blank Braille pattern."""

_BLANK: Final = re.compile(f"[{WHITE_SPACE}{INVISIBLE}]*")
_FIRST_CHINESE: Final = "\u3400"
_BEHIND_CHINESE: Final = "\ufe00"
"""Between these is no character that a blank text can begin with; most texts begin there, and are told quickly."""


def is_blank(text: str) -> bool:
    """Whether nobody can see anything of `text`, so that it is the same as absent: white space and the like only."""
    return not _FIRST_CHINESE <= text < _BEHIND_CHINESE and _BLANK.fullmatch(text) is not None


def number_of(value: object) -> Number | None:
    """A measure's number as the catalogue would write it, or None where `value` is none.

    7.0 and "7" are 7; text that is not plain digits stays as it is.
    """
    if isinstance(value, int):
        return None if isinstance(value, bool) else value
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    if not isinstance(value, str) or is_blank(value):
        return None
    plain = value.isascii() and value.isdecimal() and len(value) <= _LONGEST_NUMBER
    return int(value) if plain and (value[0] != "0" or value == "0") else value


def order_of(number: Number) -> tuple[bool, int, str]:
    """What measure numbers are sorted by: integers by value, then texts."""
    return (True, 0, number) if isinstance(number, str) else (False, number, "")


def day_number(text: str) -> int:
    """A day `2013-06-30` as the number 20130630, so that days compare as numbers do."""
    return int(text[:4] + text[5:7] + text[8:10])


def day_text(number: int) -> str:
    """The day 20130630 as `2013-06-30`."""
    return f"{number // 10000:04}-{number // 100 % 100:02}-{number % 100:02}"


def shown_day(day: str, lang: Language) -> str:
    """The day `2013-06-30` as people write it in `lang`: 2013年6月30日."""
    if lang == "en":
        return day
    year, month, date_ = day.split("-")
    return f"{year}年{int(month)}月{int(date_)}日"


def is_day(value: object) -> TypeGuard[str]:
    """Whether a value is a day of the calendar, written as `2013-06-30`."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def day_before(day: str) -> str:
    """The day before `2013-06-30`."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def positions_in(data: object) -> Callable[[Pointer], tuple[int, ...]]:
    """What gives, for a place of a document, where in it that stands, as far as it is there; to sort places by."""
    orders: dict[int, dict[Any, int]] = {}

    def position(at: Pointer) -> tuple[int, ...]:
        here: Any = data
        steps = []
        for step in at:
            if isinstance(here, dict):
                if id(here) not in orders:
                    orders[id(here)] = {name: place for place, name in enumerate(here)}
                steps.append(orders[id(here)].get(step, len(here)))
                here = here.get(step)
            elif isinstance(here, list) and isinstance(step, int):
                steps.append(step)
                here = here[step] if step < len(here) else None
            else:
                break
        return tuple(steps)

    return position


def parts_of(data: Any) -> Iterator[tuple[Pointer, Any]]:
    """The data and everything in it, each with its place, in the order in which it is written."""
    waiting: list[tuple[Pointer, Any]] = [((), data)]
    while waiting:
        at, part = waiting.pop()
        yield at, part
        inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
        waiting += reversed([((*at, step), each) for step, each in inner])


class Keys:
    """Keys of which parts may not be known (None): what is looked up is one of them if no part that is known differs.

    A look-up takes as long for many as for few.
    """

    def __init__(self, keys: Iterable[tuple[object, ...]]) -> None:
        self._known: dict[tuple[bool, ...], set[tuple[object, ...]]] = {}
        for key in keys:
            mask = tuple(part is not None for part in key)
            self._known.setdefault(mask, set()).add(tuple(compress(key, mask)))

    def may_have(self, key: tuple[object, ...]) -> bool:
        """Whether one of the keys may be this one."""
        return any(tuple(compress(key, mask)) in known for mask, known in self._known.items())


def is_absent(value: object) -> bool:
    """Whether a member with this value is the same as none."""
    return value is None or (isinstance(value, str) and is_blank(value))


def prune(data: object) -> object:
    """A copy of `data` without the members that are absent, at every depth; the items of lists stay as they are."""
    if isinstance(data, dict):
        return {name: prune(value) for name, value in data.items() if not is_absent(value)}
    if isinstance(data, list):
        return [prune(item) for item in data]
    return data
