"""What a scalar of YAML means, with the spellings of YAML 1.1 and 1.2 side by side.

A plain scalar is null, a boolean or a number where either version says so; where the two disagree on the value (digits
with a leading zero are octal in one and decimal in the other), and for days and times, it stays the text as written.
"""

from __future__ import annotations

import re
from typing import Final

from checker.documents.integers import decimal_integer, integer_in_base

_CORE: Final = "tag:yaml.org,2002:"

SCALAR_TAGS: Final = frozenset(f"{_CORE}{name}" for name in ("str", "null", "bool", "int", "float"))
MAPPING_TAG: Final = f"{_CORE}map"
LIST_TAG: Final = f"{_CORE}seq"

Scalar = str | int | float | bool | None


def _in_three_cases(*words: str) -> tuple[str, ...]:
    return tuple(spelling for word in words for spelling in (word, word.capitalize(), word.upper()))


_WORDS: Final[dict[str, Scalar]] = {
    **dict.fromkeys(("", "~", *_in_three_cases("null")), None),
    **dict.fromkeys(_in_three_cases("true", "yes", "on"), True),
    **dict.fromkeys(_in_three_cases("false", "no", "off"), False),
    **{f"{sign}.{word}": float("inf") for sign in ("", "+") for word in _in_three_cases("inf")},
    **{f"-.{word}": float("-inf") for word in _in_three_cases("inf")},
    **{f".{word}": float("nan") for word in ("nan", "NaN", "NAN")},
}
SPECIAL_STARTS: Final = frozenset((*(word[:1] for word in _WORDS), *"0123456789+-."))
"""How a plain scalar begins that may be anything but text; most texts of a plan are told apart by this alone."""
_NUMBER_STARTS: Final = frozenset("0123456789+-.")
_NUMBER: Final = re.compile(
    r"""
      (?P<decimal> [-+]?+ (?: 0 | [1-9][0-9_]*+ ) )
    | (?P<zeros> [-+]?+ 0 [0-9_]++ )
    | [-+]?+ 0 (?: b (?P<binary> [01_]++ ) | x (?P<hexadecimal> [0-9a-fA-F_]++ ) )
    | 0o (?P<octal> [0-7]++ )
    | (?P<float> [-+]?+ (?: [0-9][0-9_]*+ \. [0-9_]*+ | \. [0-9][0-9_]*+ | [0-9]++ (?=[eE]) )
                 (?: [eE] [-+]?+ [0-9]++ )? )
    """,
    re.VERBOSE | re.ASCII,
)
_BASES: Final = {"binary": 2, "octal": 8, "hexadecimal": 16}


def plain_value(text: str) -> Scalar:
    """The value of a plain (unquoted, untagged) scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMBER_STARTS:
        return _number(text)
    return text


def tagged_value(text: str, tag: str) -> Scalar:
    """The value of a scalar with a tag of `SCALAR_TAGS`. Raises `ValueError` where the text is no such value."""
    name = tag.removeprefix(_CORE)
    value = text if name == "str" else plain_value(text)
    if name == "float" and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if _tag_name(value) != name and not (name == "int" and _is_large_integer(text, value)):
        raise ValueError
    return value


def shown_tag(tag: str) -> str:
    """A tag as people write it: `!!str`."""
    return f"!!{tag.removeprefix(_CORE)}" if tag.startswith(_CORE) else tag


def _tag_name(value: Scalar) -> str:
    if value is None:
        return "null"
    return {str: "str", bool: "bool", int: "int", float: "float"}[type(value)]


def _is_large_integer(text: str, value: Scalar) -> bool:
    return isinstance(value, float) and text.lstrip("+-").isdigit()


def _number(text: str) -> Scalar:
    """The number that `text` is, or `text`."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return text
    kind = found.lastgroup
    digits = found[kind].replace("_", "") if kind else ""
    if kind == "decimal":
        return decimal_integer(digits)
    if kind == "float":
        return float(digits)
    if kind == "zeros":
        return text if _is_read_two_ways(digits) else decimal_integer(digits)
    if kind is None or not digits:
        return text
    value = integer_in_base(digits, _BASES[kind])
    return -value if text.startswith("-") else value


def _is_read_two_ways(digits: str) -> bool:
    """Whether digits with a leading zero are one number in base 8 and another, or none, in base 10."""
    significant = digits.lstrip("+-0")
    return len(significant) > 1 or significant in ("8", "9")
