"""A document from Python data: a copy that is checked value by value, and belongs to nobody else."""

from __future__ import annotations

from checker.errors import UnreadableError
from checker.model import pointer_text
from checker.readers.limits import MOST_LEVELS, MOST_VALUES, bounded
from checker.readers.messages import TOO_DEEP, TOO_MANY_VALUES
from checker.readers.text import excerpt, is_half_character


def plain_copy(data: object) -> object:
    """`data` in plain JSON values, as if it had been read from a file.

    An instance of a subclass becomes the plain value that it stands for, an integer of more than 64 bits a float.
    Raises `UnreadableError` for what is beyond the limits, contains itself, or is no JSON value.
    """
    return _Copier().copy(data)


class _Copier:
    """Copies one value; `_path` leads to where it stands, `_around` holds the containers it is in."""

    __slots__ = ("_around", "_path", "_values")

    def __init__(self) -> None:
        self._values = 0
        self._path: list[str | int] = []
        self._around: set[int] = set()

    def copy(self, value: object) -> object:
        """A copy; recursion ends with the limit on levels."""
        self._values += 1
        if self._values > MOST_VALUES:
            raise self._refusal(
                TOO_MANY_VALUES,
                limit=MOST_VALUES,
            )
        if isinstance(value, dict | list):
            return self._copy_container(value)
        if isinstance(value, str):
            return self._copy_text(value)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int):
            return bounded(int(value))
        if isinstance(value, float):
            return float(value)
        raise self._refusal(
            "The value at “{at}” is of the Python type “{type}”, and a plan holds JSON values: "
            "dict, list, str, int, float, bool and None. Convert it first, a day to text such as "
            "“2013-06-30”.",
            type=_type_name(value),
        )

    def _copy_container(self, value: dict[object, object] | list[object]) -> object:
        if id(value) in self._around:
            raise self._refusal(
                "The value at “{at}” is an object or list that it stands in itself, so it would "
                "never end. Put a copy there."
            )
        if len(self._around) >= MOST_LEVELS:
            raise self._refusal(
                TOO_DEEP,
                limit=MOST_LEVELS,
            )
        self._around.add(id(value))
        copy = self._copy_members(value) if isinstance(value, dict) else self._copy_items(value)
        self._around.remove(id(value))
        return copy

    def _copy_members(self, members: dict[object, object]) -> dict[str, object]:
        copy: dict[str, object] = {}
        for key, member in members.items():
            if not isinstance(key, str):
                raise self._refusal(
                    "The object at “{at}” has a key of the Python type “{type}”, and a key is a str. Convert it first.",
                    type=_type_name(key),
                )
            name = self._copy_text(key)
            self._path.append(name)
            copy[name] = self.copy(member)
            self._path.pop()
        return copy

    def _copy_items(self, items: list[object]) -> list[object]:
        copy: list[object] = []
        for index, item in enumerate(items):
            self._path.append(index)
            copy.append(self.copy(item))
            self._path.pop()
        return copy

    def _copy_text(self, text: str) -> str:
        if is_half_character(text):
            raise self._refusal(
                "A text at “{at}” holds half a character (a surrogate), and whole characters are expected. Decode the "
                "text without the error handlers that let it through."
            )
        return str.__str__(text)

    def _refusal(self, message: str, /, **values: object) -> UnreadableError:
        at = pointer_text(tuple(excerpt(step) if isinstance(step, str) else step for step in self._path))
        return UnreadableError(message, line=None, column=None, at=at, **values)


def _type_name(value: object) -> str:
    return excerpt(type(value).__qualname__)
