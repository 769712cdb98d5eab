"""Makes changes in the bytes of a document, one after the other, and says of each whether it could be made."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol

from checker.documents.rewriting.changes import UnsafeError, changed, settled
from checker.errors import UnreadableError
from checker.readers import read_bytes
from checker.readers.text import decoded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.documents.rewriting.changes import Change

_MARK: Final = b"\xef\xbb\xbf"
_WRITERS: Final = {".json": "json_writing", ".yaml": "yaml_writing", ".yml": "yaml_writing"}
SUFFIXES: Final = tuple(_WRITERS)
"""The suffixes of the files that can be changed."""


class _Writer(Protocol):
    def __call__(self, text: str, change: Change) -> str: ...


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The bytes with the changes made, and for each change whether it was."""

    raw: bytes
    made: tuple[bool, ...]


def rewritten(raw: bytes, suffix: str, changes: Sequence[Change]) -> Rewritten:
    """`raw`, a document of the format that `suffix` says, with `changes` made. Raises `UnreadableError`.

    Places are those in the document as it is: the later changes must not count on the earlier ones' being made.
    """
    write: _Writer = import_module(f"{__package__}.{_WRITERS[suffix]}").write
    mark = _MARK if raw.startswith(_MARK) else b""
    text = decoded(raw)
    data = read_bytes(raw, suffix=suffix).data
    made = []
    for change in changes:
        try:
            wanted = changed(data, change)
            candidate = write(text, change)
            is_right = _says(candidate, suffix, wanted)
        except UnsafeError:
            is_right = False
        if is_right:
            text, data = candidate, wanted
        made.append(is_right)
    return Rewritten(mark + text.encode(), tuple(made))


def _says(text: str, suffix: str, wanted: Any) -> bool:
    """Whether the text is a document that holds just what is wanted."""
    try:
        found = read_bytes(text.encode(), suffix=suffix).data
    except UnreadableError:
        return False
    return bool(settled(found) == settled(wanted))


def has_comments(suffix: str) -> bool:
    """Whether the format has comments, so that remarks can stand in it."""
    return _WRITERS.get(suffix) == "yaml_writing"
