"""Why a request is not answered: a status of HTTP, and what the page says about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from checker.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal: its texts are `serving.<key>.title` and `serving.<key>.text`, filled from `values`."""

    status: int
    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)


class RefusedError(Exception):
    """Ends a request with a refusal."""

    def __init__(self, status: int, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.refusal = Refusal(status, key, values)


def refusal_of_status(status: int, **values: str | int) -> Refusal:
    """The refusal for a status of HTTP: its own where it has texts, else that of its kind."""
    key = str(status)
    if f"{key}.title" not in texts_of("serving"):
        key = "400" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "500"
    return Refusal(status, key, values)
