"""Makes a failing input small: pieces are left out as long as it fails in the same way."""

from __future__ import annotations

import re
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from mutating import ZIP, parts_of, zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Fails = Callable[[bytes], bool]

T = TypeVar("T")
SECONDS = 15


def shrunk(raw: bytes, fails: Fails) -> bytes:
    """A small input that still `fails`, found within some seconds."""
    until = monotonic() + SECONDS
    parts = parts_of(raw) if raw.startswith(ZIP) else []
    if not parts or not fails(zipped(parts)):
        return _shrunk_text(raw, fails, until)
    parts = _without(parts, lambda left: fails(zipped(left)), until)
    for place, (name, content) in enumerate(parts):
        rest = parts[:place], parts[place + 1 :]

        def fails_with(less: bytes, name: str = name, rest: tuple[list[tuple[str, bytes]], ...] = rest) -> bool:
            return fails(zipped([*rest[0], (name, less), *rest[1]]))

        parts[place] = name, _shrunk_text(content, fails_with, until)
    return zipped(parts)


def _shrunk_text(raw: bytes, fails: Fails, until: float) -> bytes:
    for pieces in (rb"[^\n]*\n|[^\n]+", rb"<[^<]*|[^<]+", rb"\w+|\s+|[^\w\s]"):
        raw = b"".join(_without(re.findall(pieces, raw), lambda left: fails(b"".join(left)), until))
    return raw


def _without(pieces: Sequence[T], fails: Callable[[list[T]], bool], until: float) -> list[T]:
    left = list(pieces)
    size = max(1, len(left) // 2)
    while True:
        start = 0
        while start < len(left):
            if monotonic() > until:
                return left
            less = left[:start] + left[start + size :]
            if fails(less):
                left = less
            else:
                start += size
        if size == 1:
            return left
        size = max(1, size // 2)
