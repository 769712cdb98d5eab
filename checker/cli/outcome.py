"""What a command comes to: the text to deliver, where to, and the exit status."""

from __future__ import annotations

from enum import IntEnum

import msgspec


class Status(IntEnum):
    """Exit statuses; of several, the highest counts."""

    GOOD = 0
    FOUND = 1
    """Something at or above `--fail-on` was found."""
    UNREADABLE = 2
    """Wrong usage, or an input that could not be read or breaks the schema."""
    UNTRUSTED = 3
    """plancheck itself cannot be trusted here: a broken rule pack, or a rule that was not run."""
    INTERRUPTED = 130


class Outcome(msgspec.Struct, frozen=True, eq=False):
    """A whole result; `output` is the file it goes to (None: standard output).

    Text goes out in the encoding of wherever it goes, bytes as they are. `is_json` says that either is JSON, so that
    what an encoding lacks can be written as an escape.
    """

    content: str | bytes
    status: Status = Status.GOOD
    output: str | None = None
    is_json: bool = False
    note: str | None = None
    """A line for standard error, once the text is delivered."""

    also: tuple[Outcome, ...] = ()
    """Further results of the same command, delivered before this one; only this one's status and note count."""


class Shown(Exception):  # noqa: N818 - no error: how `--help` and `--version` end the parsing
    """A result that is there before a command runs."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome
