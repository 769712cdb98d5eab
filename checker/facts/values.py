"""The ways to read a value of a document, each total: whatever stands there, nothing is raised."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from checker.model import Fact
from checker.values import WHITE_SPACE, day_number, is_blank

NOTHING: Final[Mapping[str, Any]] = {}
"""What stands for an object that is not there."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST: Final = "\u3400"
_LAST: Final = "\ua000"
"""Between these begin most texts in Chinese, and are told quickly."""
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
    for value in values:
        if value is not None:
            return value
    return None


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
    cut = (value.translate(_NO_SPACE) if no_space and not value.isalnum() else value)[:begins]
    return cut if known is None or cut in known else None


def there(value: Any) -> bool:
    """Whether anything is there: an empty list or object is nothing, and neither is a blank text."""
    if isinstance(value, str):
        return not is_blank(value)
    return bool(value) if isinstance(value, list | dict) else value is not None


def any_text(value: Any) -> bool:
    """Whether a text, or some text of a list, is not blank."""
    for text in value if type(value) is list else (value,):
        if type(text) is str and (_FIRST <= text < _LAST or not is_blank(text)):
            return True
    return False


def positive(value: Any) -> bool:
    """Whether it is a number above 0."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _has_chinese(text: str) -> bool:
    return any(_FIRST <= sign < _LAST for sign in text)


class OnlyWords:
    """Which texts are nothing but a word of a list, or any number of some signs: “to be decided”, “……”."""

    def __init__(self, words: Collection[str], signs: str) -> None:
        """`words` are in small letters."""
        self._words = words
        self._signs = frozenset(signs)
        beginnings = {word[0] for word in words} | self._signs
        self._first = frozenset("".join(beginnings).upper()) | beginnings | set(WHITE_SPACE)

    def found_in(self, value: Any) -> bool:
        """Whether a text, or some text of a list, is one; white space around it, and case, do not matter."""
        for text in value if type(value) is list else (value,):
            # Most texts are told by what they begin with.
            if type(text) is str and text[:1] in self._first:
                bare = text.strip(WHITE_SPACE).casefold()
                if bare in self._words or (bare and self._signs.issuperset(bare)):
                    return True
        return False


class Mentions:
    """Which texts have the name of a row of a table in them."""

    def __init__(self, rows: Callable[[], list[tuple[Any, ...]]], endings: Iterable[str], at_least: int) -> None:
        """`rows` gives the names, each with what it is found by; a long name may go without one of `endings`."""
        self._read = rows
        self._ending = re.compile(f"(?<={'.' * at_least})(?:{'|'.join(map(re.escape, endings))})\\Z")

    @cached_property
    def _rows(self) -> frozenset[tuple[Any, ...]]:
        """The names, each with what it is found by: not before one is looked for, as a table may be long."""
        return frozenset(self._read())

    @cached_property
    def _names(self) -> Mapping[tuple[Any, ...], tuple[str, ...]]:
        """The names, without their last word, by what they are found by and the sign they begin with.

        Not before one is looked for in a text that is more than a name.
        """
        names: dict[tuple[Any, ...], list[str]] = {}
        for name, *by in self._rows:
            names.setdefault((*by, name[0]), []).append(self._ending.sub("", name))
        return {key: tuple(each) for key, each in names.items()}

    def find(self, value: Any, by: tuple[Any, ...]) -> bool | None:
        """Whether the text has such a name in it; None for what is no text in Chinese, or is found by nothing."""
        if type(value) is not str or None in by or not (_FIRST <= value < _LAST or _has_chinese(value)):
            return None
        if (value, *by) in self._rows:
            return True
        text, names = value.translate(_NO_SPACE), self._names
        return any(text.startswith(names.get((*by, sign), ()), place) for place, sign in enumerate(text))


def growth(value: int | None, over: int | None, parts: int) -> int | None:
    """By how many hundredths (`parts` 100) or thousandths (1000) of `over` a count is more, halves upwards.

    None where one of them is absent, or there is nothing to grow from.
    """
    return None if value is None or not over or over < 0 else (2 * parts * (value - over) + over) // (2 * over)


def ahead(facts: Sequence[Fact], place: int, name: str) -> Any:
    """A member of the fact before the one at a place of these, if it stands in the same list."""
    before = facts[place - 1] if place else None
    return None if before is None or before.at[:-1] != facts[place].at[:-1] else before.members.get(name)


READERS: Final[Mapping[str, Callable[..., Any]]] = {
    each.__name__: each
    for each in (reach, text, count, first, day, flag, code, there, any_text, positive, ahead, growth)
}
"""What generated source may call, by name."""
