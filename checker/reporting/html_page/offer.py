"""What a server that answers with the page offers beside it: the way back, and other things made of the same files."""

from __future__ import annotations

from dataclasses import dataclass

from checker.model import Text


@dataclass(frozen=True, slots=True)
class OfferedAnswer:
    """One thing that is made of the same files: its address in either language, and its name."""

    address: Text
    name: Text


@dataclass(frozen=True, slots=True)
class Offer:
    """The offer: addresses, in either language, of the start, the page itself, what else there is, and corrections.

    With it the page is for those who never see a command line: names that only programs need are left out.
    """

    start: Text
    page: Text
    choices: tuple[OfferedAnswer, ...]
    corrections: Text | None = None
