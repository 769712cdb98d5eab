"""What an alias stands for: a copy of its own, so that no part of a document is two parts at once."""

from __future__ import annotations

from typing import NamedTuple


class Copied(NamedTuple):
    """A copy, how many levels it has (a scalar has none), and the characters of text in it, keys included."""

    value: object
    levels: int
    characters: int


def copied(value: object) -> Copied:
    """A copy of a value that is within the limits already, so that recursion is too."""
    if isinstance(value, str):
        return Copied(value, 0, len(value))
    if isinstance(value, dict):
        members = {key: copied(member) for key, member in value.items()}
        inside = list(members.values())
        return Copied(
            {key: member.value for key, member in members.items()},
            1 + max((member.levels for member in inside), default=0),
            sum(map(len, members)) + sum(member.characters for member in inside),
        )
    if isinstance(value, list):
        inside = [copied(item) for item in value]
        return Copied(
            [item.value for item in inside],
            1 + max((item.levels for item in inside), default=0),
            sum(item.characters for item in inside),
        )
    return Copied(value, 0, 0)
