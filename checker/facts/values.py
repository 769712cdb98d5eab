"""The ways to read a value of a document, each total: whatever stands there, nothing is raised."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from checker.values import WHITE_SPACE, day_number, is_blank

NOTHING: Final[Mapping[str, Any]] = {}
"""What stands for an object that is not there."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CHINESE: Final = re.compile("[\u3400-\u9fff]")
_NO_SPACE: Final = str.maketrans("", "", WHITE_SPACE)


def reach(value: Any, *steps: str) -> Any:
    """What stands below `value` at these steps, whatever is faulty around it; None where nothing does."""
    for step in steps:
        if not isinstance(value, dict):
            return None
        value = value.get(step)
    return value


def text(value: Any) -> str | None:
    """A text, which may be written as a whole number."""
    return value if value is None or isinstance(value, str) else code(value)


def count(value: Any, otherwise: int | None = None) -> int | None:
    """A whole number, which may be written as 30.0; of a list, how many items it has; `otherwise` where neither is."""
    if isinstance(value, list):
        return len(value)
    if isinstance(value, int):
        return otherwise if isinstance(value, bool) else value
    return int(value) if isinstance(value, float) and value.is_integer() else otherwise


def first(*values: Any) -> Any:
    """The first of the values that is there."""
    return next((value for value in values if value is not None), None)


def day(value: Any) -> int | None:
    """A day `2013-06-30` as 20130630."""
    return day_number(value) if isinstance(value, str) and _DAY.fullmatch(value) else None


def flag(value: Any, otherwise: bool | None = None) -> bool | None:  # noqa: FBT001 - called from generated source
    """True or false; `otherwise` where neither stands."""
    return value if isinstance(value, bool) else otherwise


def code(
    value: Any, known: Collection[str] | None = None, begins: int | None = None, *, no_space: bool = False
) -> str | None:
    """A code, which may be written as a number, or how it begins; None for one that is not `known`."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    cut = (value.translate(_NO_SPACE) if no_space else value)[:begins]
    return cut if known is None or cut in known else None


def there(value: Any) -> bool:
    """Whether anything is there: an empty list or object is nothing, and neither is a blank text."""
    if isinstance(value, str):
        return not is_blank(value)
    return bool(value) if isinstance(value, list | dict) else value is not None


def any_text(value: Any) -> bool:
    """Whether a text, or some text of a list, is not blank."""
    if isinstance(value, list):
        for text in value:  # noqa: SIM110 - a generator for each of so many lists takes twice as long
            if isinstance(text, str) and not is_blank(text):
                return True
        return False
    return isinstance(value, str) and not is_blank(value)


def positive(value: Any) -> bool:
    """Whether it is a number above 0."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


class OnlyWords:
    """Which texts are nothing but a word of a list, or any number of some signs: “to be decided”, “……”."""

    def __init__(self, words: Collection[str], signs: str) -> None:
        """`words` are in small letters."""
        self._words = words
        self._signs = frozenset(signs)
        beginnings = {word[0] for word in words} | self._signs
        self._beginnings = frozenset("".join(beginnings).upper()) | beginnings | set(WHITE_SPACE)

    def found_in(self, value: Any) -> bool:
        """Whether a text, or some text of a list, is one; white space around it, and case, do not matter."""
        if isinstance(value, str):
            return self._is_one(value)
        return isinstance(value, list) and any([self._is_one(text) for text in value if isinstance(text, str)])  # noqa: C419 - quicker than a generator

    def _is_one(self, text: str) -> bool:
        if text[:1] not in self._beginnings:
            return False
        bare = text.strip(WHITE_SPACE).casefold()
        return bare in self._words or (bool(bare) and self._signs.issuperset(bare))


class Mentions:
    """Which texts have the name of a row of a table in them."""

    def __init__(self, rows: Mapping[tuple[Any, ...], Sequence[str]], endings: Iterable[str], at_least: int) -> None:
        """`rows` are the names by what a row is found by; a long name may go without one of `endings`."""
        self._rows = rows
        self._endings = sorted(endings, key=len, reverse=True)
        self._at_least = at_least
        self._by_first: dict[tuple[Any, ...], dict[str, list[str]]] = {}

    def find(self, value: Any, by: tuple[Any, ...]) -> bool | None:
        """Whether the text has such a name in it; None for what is no text in Chinese, or is found by nothing."""
        if not isinstance(value, str) or None in by or not _CHINESE.search(value):
            return None
        if by not in self._by_first:
            self._by_first[by] = self._forms(self._rows.get(by, ()))
        forms = self._by_first[by]
        text = value if value.isalnum() else value.translate(_NO_SPACE)
        for place, sign in enumerate(text):
            for form in forms.get(sign, ()):
                if text.startswith(form, place):
                    return True
        return False

    def _forms(self, names: Iterable[str]) -> dict[str, list[str]]:
        """The names, whole and without their last word, by the sign they begin with."""
        forms: dict[str, list[str]] = {}
        for name in names:
            rest = (name[: -len(end)] for end in self._endings if name.endswith(end))
            short = next((each for each in rest if len(each) >= self._at_least), name)
            forms.setdefault(short[:1], []).append(short)
        return forms


def any_known(*flags: bool | None) -> bool | None:
    """Whether any of the flags is true; None where that is open, as some are not known."""
    return True if True in flags else None if None in flags else False


def all_known(*flags: bool | None) -> bool | None:
    """Whether all of the flags are true; None where that is open, as some are not known."""
    return False if False in flags else None if None in flags else True


READERS: Final[Mapping[str, Callable[..., Any]]] = {
    "reach": reach,
    "text": text,
    "count": count,
    "first": first,
    "day": day,
    "flag": flag,
    "code": code,
    "there": there,
    "any_text": any_text,
    "positive": positive,
    "any_known": any_known,
    "all_known": all_known,
}
"""What generated source may call, by name."""
