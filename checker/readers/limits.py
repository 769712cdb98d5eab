"""How much of an input is read, how large its numbers are, and what is said of one that is refused."""

from typing import Final

from checker.errors import UnreadableError
from checker.i18n import messages_of

REFUSED: Final = {reason: message for reason, (message,) in messages_of("unreadable").items()}
"""Why an input is not read, by a name for each reason."""
SLIPS: Final = {slip: message for slip, (message,) in messages_of("slips").items()}
"""What is wrong with a text that is no JSON or no YAML, by a name for each slip."""

MOST_MEBIBYTES: Final = 16
MOST_BYTES: Final = MOST_MEBIBYTES * 1024 * 1024
"""Bytes of one input; also the characters of all its texts after aliases are expanded."""

MOST_UNPACKED_MEBIBYTES: Final = 64
MOST_UNPACKED_BYTES: Final = MOST_UNPACKED_MEBIBYTES * 1024 * 1024
"""Bytes of all the parts of one workbook or Word document, unpacked."""

MOST_LEVELS: Final = 64
"""Objects and lists inside one another, the outermost included."""

MOST_VALUES: Final = 100_000
"""Values of any kind, after aliases are expanded; keys are not values."""

MOST_CHARACTERS: Final = 16_000_000
"""Characters in the cells of one form, and of the plan read from them: a text counts wherever it is repeated."""

_LEAST_INTEGER: Final = -(2**63)
_MOST_INTEGER: Final = 2**64 - 1
_MOST_DIGITS: Final = 400
"""More digits than any finite float has before the point; Python refuses to convert some thousands to an integer."""


def decimal_integer(digits: str) -> int | float:
    """The value of a decimal integer of any length, sign allowed; large ones as in `bounded`."""
    return float(digits) if len(digits) > _MOST_DIGITS else bounded(int(digits))


def bounded(value: int) -> int | float:
    """`value`, as a float where it does not fit into 64 bits (signed or unsigned), as orjson does it.

    Such a number keeps its size, and is no integer that a plan could mean. Beyond the floats it is infinite, which is a
    fault of its place.
    """
    if _LEAST_INTEGER <= value <= _MOST_INTEGER:
        return value
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def require_bounded(data: object) -> None:
    """Raise `UnreadableError` where what was read from a form is more than is read of any input.

    A form can say one thing in very many places: cells are merged, and share texts.
    """
    values = characters = 0
    left = [data]
    while left and values <= MOST_VALUES:
        value = left.pop()
        values += 1
        if isinstance(value, str):
            characters += len(value)
        elif isinstance(value, dict | list):
            left += value.values() if isinstance(value, dict) else value
    for found, most, message in (
        (values, MOST_VALUES, SLIPS["too-many-values"]),
        (characters, MOST_CHARACTERS, REFUSED["cells-too-long"]),
    ):
        if found > most:
            raise UnreadableError(message, limit=most)
