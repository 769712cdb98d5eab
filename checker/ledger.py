"""Names of very many files: in memory while they are few, in a temporary file beyond that.

The file is SQLite's own: it has no name, is written only when the cache is full, and is gone when the process ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

_Row = tuple[int, str]

FEW: Final = 2_000
"""How many are kept in memory."""

_AT_A_TIME: Final = 1_000


class NamesSeen:
    """Names of files, each under the argument that it came from (its place among them); a name is any text."""

    def __init__(self, few: int = FEW) -> None:
        self._few = few
        self._here: list[_Row] = []
        self._there: Connection | None = None
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, argument: int, name: str) -> None:
        """Take in a name."""
        self._here.append((argument, name))
        self._count += 1
        if len(self._here) >= (self._few if self._there is None else _AT_A_TIME):
            self._put_away()

    def by_argument(self) -> Iterator[str]:
        """The names argument by argument, those of one argument sorted."""
        if self._there is None:
            return (name for _, name in sorted(self._here))
        self._put_away()
        query = "SELECT name FROM names ORDER BY argument, name"
        return (name.decode("utf-8", "surrogatepass") for (name,) in self._there.execute(query))

    def _put_away(self) -> None:
        if self._there is None:
            self._there = _temporary_file(self, "CREATE TABLE names (argument INTEGER, name BLOB)")
        # UTF-8 sorts as the characters do; file names that are not text have surrogates in them.
        rows = ((argument, name.encode("utf-8", "surrogatepass")) for argument, name in self._here)
        self._there.executemany("INSERT INTO names VALUES (?, ?)", rows)
        self._here.clear()


def _temporary_file(owner: object, table: str) -> Connection:
    """A file that goes with its owner."""
    # Imported here, because few reviews are so large.
    import sqlite3
    from weakref import finalize

    connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    finalize(owner, connection.close)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE", "cache_size = -2048"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(table)
    return connection
