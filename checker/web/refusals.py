"""Why a request is not answered: a status of HTTP, and what the page says about it."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from checker.i18n import N_, text
from checker.model import Text


class RefusedError(Exception):
    """Ends a request with a status and a page: `key` is one of `REFUSALS`, whose text is filled from `values`."""

    def __init__(self, status: int, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.status = status
        self.title = text(REFUSALS[key][0])
        self.reason: Text = text(REFUSALS[key][1], **values)


def refusal_of_status(status: int, **values: str | int) -> RefusedError:
    """The refusal for a status of HTTP: its own where it has texts, else that of its kind."""
    key = str(status)
    if key not in REFUSALS:
        key = "400" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "500"
    return RefusedError(status, key, **values)


REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "400": (N_("The request cannot be understood"), N_("Please choose the files on the start page and try again.")),
    "nothing-chosen": (N_("No file is chosen"), N_("Please choose at least one file.")),
    "no-such-blank": (
        N_("There is no such document"),
        N_(
            "Please choose on the start page what is to be filled in, by whom, and in which format. Not everybody "
            "sends every kind of document, and not every kind has every format."
        ),
    ),
    "no-report": (
        N_("This report is no longer there"),
        N_("Reports are kept for an hour at most, and until plancheck is closed. Please check the file again."),
    ),
    "not-offered": (
        N_("This cannot be made of these files"),
        N_("What can be made of them is offered above the report. Please choose from that."),
    ),
    "other-host": (
        N_("This address is not served"),
        N_("plancheck answers only to the address it was started with. Please open the address that it printed."),
    ),
    "other-site": (
        N_("Refused: another site asked"),
        N_(
            "Files can be sent only from the pages of plancheck itself. If you did not send any, "
            "the page you came from tried to."
        ),
    ),
    "404": (N_("There is no such page"), N_("The address may be mistyped.")),
    "405": (N_("This page cannot be asked in that way"), N_("Please go on from the start page.")),
    "413": (N_("Too much at once"), N_("The files are larger than {together} MiB together. Please choose fewer.")),
    "file-too-large": (N_("The file is too large"), N_("A file may have {bytes} MiB at most; {name} has more.")),
    "too-many-files": (
        N_("Too many files at once"),
        N_("At most {files} files are reviewed together. Please choose fewer."),
    ),
    "500": (
        N_("plancheck itself failed"),
        N_("This is no fault of yours. Please try again; if it happens again, report it with the file."),
    ),
    "503": (N_("Too many files are being checked"), N_("Please try again in a minute.")),
    "no-answer": (
        N_("The result could not be made"),
        N_(
            "The file was judged, but what was asked for took too long or failed. Please choose "
            "another form of the result, or report it with the file."
        ),
    ),
}
"""The title and the text of every refusal."""
