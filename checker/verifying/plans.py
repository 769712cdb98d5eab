"""The plans a report may be on: found by the digest of their bytes, never by their names."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from checker.errors import UnreadableError
from checker.model import Text
from checker.readers.files import read_file
from checker.verifying.model import Unread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.inputs import Input


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans given, by digest, and those that cannot be read; only their names are kept, and standard input."""

    by_digest: dict[str, Input] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    """Name -> digest, of every plan."""

    unread: list[Unread] = field(default_factory=list)

    def found(self, digest: str | None) -> Input | None:
        """The plan of that digest."""
        return None if digest is None else self.by_digest.get(digest)

    def namesake(self, name: str | None) -> str | None:
        """The name of the one plan given that has the same file name, if there is just one."""
        if name is None:
            return None
        same = [given for given in self.copies if PurePath(given).name == PurePath(name).name]
        return same[0] if len(same) == 1 else None

    def unused(self, digests: Iterable[str | None]) -> tuple[str, ...]:
        """The names of the plans of which none of `digests` is."""
        used = set(digests)
        return tuple(name for name, digest in self.copies.items() if digest not in used)


def plans_of(inputs: Iterable[Input]) -> Plans:
    """The plans among the inputs; a file that cannot be read is noted, and the others are still taken."""
    plans = Plans()
    for given in inputs:
        try:
            digest = sha256(content_of(given), usedforsecurity=False).hexdigest()
        except UnreadableError as error:
            plans.unread.append(Unread(given.name, Text(error.message("en"), error.message("zh"))))
        else:
            plans.by_digest.setdefault(digest, given)
            plans.copies[given.name] = digest
    return plans


def content_of(given: Input) -> bytes:
    """The bytes of an input. Raises `UnreadableError`."""
    source = given.source
    return read_file(source) if isinstance(source, Path) else source
