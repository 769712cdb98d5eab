"""Why a request is not answered: a status of HTTP, and what the page says about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from checker.i18n import N_

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
    "400": (N_("The request cannot be understood"), N_("Please choose the files on the start page and try again.")),
    "nothing-chosen": (N_("No file is chosen"), N_("Please choose at least one plan file.")),
    "no-such-blank": (
        N_("There is no such blank plan"),
        N_("Please choose the office and the format on the start page."),
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
    "no-workbook": (
        N_("There is no workbook to mark"),
        N_("Findings are marked in a single plan that was sent as an Excel workbook (.xlsx)."),
    ),
    "not-returned": (
        N_("There is nothing to return"),
        N_("The verdict on this plan is “{verdict}”, so no letter that returns it can be written."),
    ),
    "not-offered": (N_("Not offered yet"), N_("{reason} Please choose something else.")),
    "no-circular": (
        N_("It is not known which circular this is about"),
        N_("The file names no circular whose rules are installed, so no letter that returns it can be written."),
    ),
    "undetermined": (
        N_("It is not known whether the plan goes back"),
        N_("The rules could not be judged on this plan, so no letter that returns it is written."),
    ),
    "one-letter": (
        N_("A letter is about one plan"),
        N_("Several files were chosen. Please choose the one plan that is to be returned."),
    ),
    "413": (N_("Too much at once"), N_("The files are larger than {together} MiB together. Please choose fewer.")),
    "file-too-large": (N_("The file is too large"), N_("A plan file may have {bytes} MiB at most; {name} has more.")),
    "too-many-files": (
        N_("Too many files at once"),
        N_("At most {files} files are reviewed together. Please choose fewer, or use the command line."),
    ),
    "500": (
        N_("plancheck itself failed"),
        N_("This is no fault of yours. Please try again; if it happens again, report it with the file."),
    ),
    "503": (N_("Too many files are being checked"), N_("Please try again in a minute.")),
    "no-answer": (
        N_("The result could not be made"),
        N_(
            "The plan was judged, but what was asked for took too long or failed. Please choose "
            "another form of the result, or report it with the file."
        ),
    ),
}
"""The title and the text of every refusal."""
