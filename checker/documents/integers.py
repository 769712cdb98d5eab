"""Whole numbers of any length, read without surprise."""

from __future__ import annotations

from typing import Final

_LEAST: Final = -(2**63)
_MOST: Final = 2**64 - 1
_SURELY_SMALL: Final = 18
"""Characters of a decimal integer that always fits."""

_MOST_DIGITS: Final = 400
"""More digits than any finite float has before the point; Python refuses to convert some thousands to an integer."""


def decimal_integer(digits: str) -> int | float:
    """The value of a decimal integer, sign allowed.

    What does not fit into 64 bits (signed or unsigned) becomes a float, as orjson does it: such a number keeps
    its size, and is no integer that a plan could mean. Beyond the floats it is infinite, which is a fault of its place.
    """
    if len(digits) <= _SURELY_SMALL:
        return int(digits)
    if len(digits) > _MOST_DIGITS:
        return float(digits)
    return bounded(int(digits))


def integer_in_base(digits: str, base: int) -> int | float:
    """The value of digits of a base that is a power of two; large ones as in `decimal_integer`."""
    return bounded(int(digits, base))


def bounded(value: int) -> int | float:
    """`value`, as a float where it does not fit into 64 bits."""
    if _LEAST <= value <= _MOST:
        return value
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")
