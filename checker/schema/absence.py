"""What counts as absent in a document: null, and text of white space only."""

from __future__ import annotations

from checker.values import is_blank


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
