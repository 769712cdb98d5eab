"""What a server that answers with the page offers beside it: the way back, and the same files in other forms.

The files stand in the page, in a form that sends them again: the server keeps nothing, and no script is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to ask of the server for the same files: the `answer` it goes by, and its name."""

    answer: str
    name: Text


@dataclass(frozen=True, slots=True)
class Carried:
    """One file as the form sends it again; `content` is in base64."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Offer:
    """The offer: `address` is where the server listens, in either language; `page` is how the page itself is asked."""

    address: Text
    page: str
    choices: tuple[Choice, ...]
    files: tuple[Carried, ...]
