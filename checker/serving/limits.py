"""How much one request may ask for, and how long it may take: what keeps one from being the end of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the local page; those of a single file are in `checker.readers.limits`."""

    files: int = 64
    mebibytes: int = 32
    """Of all files of a request together."""

    seconds: float = 30
    """For one file, and again for what is made of all of them."""

    overdue: int = 2
    """How many files of a request may take longer, before the rest of them are left alone."""

    requests: int = 12
    """How many are worked on, or wait for it, before others are told to come again."""

    memory: int = 2048 * MEBIBYTE
    """Of a process, where the system can hold it to that."""

    @property
    def bytes_together(self) -> int:
        """Bytes of all files of a request together."""
        return self.mebibytes * MEBIBYTE

    @property
    def bytes_of_request(self) -> int:
        """Bytes of a whole request: files that a page carries come back in base64, and each part has its head."""
        return self.bytes_together * 4 // 3 + MEBIBYTE
