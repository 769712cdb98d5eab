"""Where the values of a JSON text stand: for a text that is known to be valid, so that nothing is checked again.

Few places are asked for, and most of a plan lies beside the way to them. So only the objects and lists on the way are
gone through, and what is inside their other members is passed over by one regular expression.
"""

from __future__ import annotations

import re
from functools import cache
from json import loads
from typing import TYPE_CHECKING, Final

from checker.documents.places import Lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Place, Pointer

_WHITE_SPACE: Final = " \t\n\r"
_PLAIN_STRING: Final = '"[^"]*+"'
"""In a text without any backslash: gone through several times as fast."""
_STRING: Final = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_BRACKET: Final = re.compile(rf'[^][{{}}"]*+(?:{_STRING}[^][{{}}"]*+)*+(?:([{{\[])|[}}\]])', re.DOTALL)
"""Up to the next opening or closing bracket; an opening one is its group."""
_PLAIN_LEVELS: Final = 6
"""So many levels below a member are passed over at once: more than a plan has."""


@cache
def _member(string: str) -> re.Pattern[str]:
    """A key if there is one, then a scalar or the whole of an object or list that is not too deep, or its beginning.

    Made when it is first needed: most plans have nothing wrong with them.
    """
    gap = f"[{_WHITE_SPACE}]*+"
    flat = rf'[^][{{}}"]*+(?:{string}[^][{{}}"]*+)*+'
    value = rf"[{{\[]{flat}[}}\]]"
    for _ in range(_PLAIN_LEVELS):
        value = rf"[{{\[]{flat}(?:{value}{flat})*+[}}\]]"
    scalar = rf'{string}|[^][{{}},:"{_WHITE_SPACE}]++'
    return re.compile(rf"[{_WHITE_SPACE},]*+(?:({string}){gap}:{gap})?+({scalar}|{value}|[{{\[])", re.DOTALL)


_KEY, _VALUE = 1, 2
"""The groups of `_member`."""

_Members = dict[str, int] | list[int]
"""Where each member of an object or list begins."""


class JsonPlaces:
    """The `locate` of a document that was a JSON text; `text` is only asked for when a place is."""

    __slots__ = ("_lines", "_members", "_open", "_string", "_text")

    def __init__(self, text: Callable[[], str]) -> None:
        self._open = text
        self._text = ""
        self._string = _STRING
        self._lines: Lines | None = None
        self._members: dict[int, _Members] = {}

    def __call__(self, pointer: Pointer) -> Place:
        """The place of the value at `pointer`, or of the nearest value around it."""
        if self._lines is None:
            self._text = self._open()
            self._string = _STRING if "\\" in self._text else _PLAIN_STRING
            self._lines = Lines(self._text)
        index = len(self._text) - len(self._text.lstrip(_WHITE_SPACE))
        for step in pointer:
            inner = _at(self._members_at(index), step)
            if inner is None:
                break
            index = inner
        return self._lines.place(index)

    def _members_at(self, index: int) -> _Members:
        if index not in self._members:
            self._members[index] = _members_of(self._text, index, self._string)
        return self._members[index]


def _members_of(text: str, index: int, string: str) -> _Members:
    """Where the members begin of the object or list that begins at `index`; what is neither has none."""
    opening = text[index]
    named: dict[str, int] = {}
    listed: list[int] = []
    if opening not in "{[":
        return listed
    match = _member(string).match
    found = match(text, index + 1)
    while found:
        start = found.start(_VALUE)
        if opening == "{":
            key = found[_KEY]
            named[loads(key) if "\\" in key else key[1:-1]] = start
        else:
            listed.append(start)
        found = match(text, _end_of_deep(text, start) if found[_VALUE] in ("{", "[") else found.end())
    return named if opening == "{" else listed


def _end_of_deep(text: str, start: int) -> int:
    """Where the object or list ends that begins at `start`: bracket by bracket, however deep it is."""
    index, depth = start + 1, 1
    while depth:
        found = _BRACKET.match(text, index)
        if found is None:
            return len(text)
        depth += 1 if found[1] else -1
        index = found.end()
    return index


def _at(members: _Members, step: str | int) -> int | None:
    """Where the member begins that `step` leads to."""
    if isinstance(members, dict):
        return members.get(step) if isinstance(step, str) else None
    return members[step] if isinstance(step, int) and 0 <= step < len(members) else None
