"""Why a request is not answered: a status of HTTP, and what the page says about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final


if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal: `key` is one of `REFUSALS`, whose text is filled from `values`."""

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
    if key not in REFUSALS:
        key = "400" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "500"
    return Refusal(status, key, values)


REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "": ("serving..title", "serving..text"),
    "400": ("serving.400.title", "serving.400.text"),
    "nothing-chosen": ("serving.nothing-chosen.title", "serving.nothing-chosen.text"),
    "no-such-blank": ("serving.no-such-blank.title", "serving.no-such-blank.text"),
    "other-host": ("serving.other-host.title", "serving.other-host.text"),
    "other-site": ("serving.other-site.title", "serving.other-site.text"),
    "404": ("serving.404.title", "serving.404.text"),
    "405": ("serving.405.title", "serving.405.text"),
    "no-workbook": ("serving.no-workbook.title", "serving.no-workbook.text"),
    "not-returned": ("serving.not-returned.title", "serving.not-returned.text"),
    "undetermined": ("serving.undetermined.title", "serving.undetermined.text"),
    "one-letter": ("serving.one-letter.title", "serving.one-letter.text"),
    "413": ("serving.413.title", "serving.413.text"),
    "file-too-large": ("serving.file-too-large.title", "serving.file-too-large.text"),
    "too-many-files": ("serving.too-many-files.title", "serving.too-many-files.text"),
    "500": ("serving.500.title", "serving.500.text"),
    "503": ("serving.503.title", "serving.503.text"),
    "no-answer": ("serving.no-answer.title", "serving.no-answer.text"),
}
"""The title and the text of every refusal."""
