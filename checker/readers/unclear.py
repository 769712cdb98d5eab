"""Why a text that somebody typed is no value of its kind, and what may be written instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from checker.i18n import N_
from checker.model import Text
from checker.readers.text import excerpt

_MOST_LOOKED_AT: Final = 800
"""Characters of a text out of which its beginning is quoted."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a text is no value of its kind: `code` is one of `UNCLEAR`, whose messages `values` fill."""

    code: str
    values: Mapping[str, str | int | Text] = field(default_factory=dict)

    @property
    def wording(self) -> str:
        """What is said of it, for `i18n.say`."""
        return UNCLEAR[self.code][0]

    @property
    def remedy(self) -> str:
        """What may be written instead, for `i18n.say`."""
        return UNCLEAR[self.code][1]


_A_DAY: Final = N_("Write the one day that is meant, with its year: such as 2013-06-30 or 30 June 2013.")
_A_COUNT: Final = N_("Write one whole number in figures, such as 35.")
_A_FIGURE: Final = N_("Write one number in figures, such as 35 or 2.5.")
_AN_AMOUNT: Final = N_("Write one exact amount in yuan with its unit, such as 6,800,000 or 6.8 million yuan.")

UNCLEAR: Final[Mapping[str, tuple[str, str]]] = {
    "no-day": (N_("“{found}” is no day."), _A_DAY),
    "day-missing": (N_("“{found}” names a month or a part of a year, and a day is expected."), _A_DAY),
    "year-missing": (N_("“{found}” does not say of which year."), _A_DAY),
    "no-such-day": (N_("The calendar has no {day}: that month has {days} days."), _A_DAY),
    "no-such-month": (N_("“{found}” names the month {month}, and a year has twelve."), _A_DAY),
    "two-days": (N_("Two days stand here, {first} and {second}, and one is expected."), _A_DAY),
    "more-than-a-day": (N_("“{found}” says more than the day."), _A_DAY),
    "no-count": (N_("“{found}” is no number."), _A_COUNT),
    "not-whole": (N_("“{found}” is no whole number."), _A_COUNT),
    "inexact-count": (N_("“{found}” is no exact number."), _A_COUNT),
    "two-counts": (N_("“{found}” holds more than one number."), _A_COUNT),
    "no-figure": (N_("“{found}” is no number."), _A_FIGURE),
    "inexact-figure": (N_("“{found}” is no exact number."), _A_FIGURE),
    "two-figures": (N_("“{found}” holds more than one number."), _A_FIGURE),
    "no-amount": (N_("“{found}” is no amount of money."), _AN_AMOUNT),
    "inexact-amount": (N_("“{found}” is no exact amount."), _AN_AMOUNT),
    "two-amounts": (N_("“{found}” holds more than one amount."), _AN_AMOUNT),
    "other-currency": (N_("“{found}” is an amount in another currency, and yuan are expected."), _AN_AMOUNT),
    "units-differ": (
        N_("“{found}” is in {unit}, and the heading or label of the cell says {around}."),
        N_("Keep one of the two units, the one that is right."),
    ),
    "no-flag": (N_("“{found}” is neither yes nor no."), N_("Write yes or no.")),
    "no-code": (
        N_("“{found}” is none of the names that can stand here."),
        N_("Choose one from the list, in either language."),
    ),
    "no-item": (
        N_("“{found}” is neither the number nor the title of an item."),
        N_("Write the number alone, such as 7, or the title as the catalogue has it."),
    ),
    "item-differs": (
        N_("“{found}” has the number of one item and the title of another."),
        N_("Correct the number or the title, or keep one of the two."),
    ),
    "several-names": (
        N_("“{found}” names more than one, and a row is for one."),
        N_("Give each a row of its own."),
    ),
    "no-digits": (N_("“{found}” is no code of figures."), N_("Write the code in figures alone, such as 420100.")),
}
"""What is said of a text that is no value: by code, what was found, and what may be written."""


def unclear(code: str, text: str, **values: str | int | Text) -> Unclear:
    """Why `text` is no value; its beginning is quoted."""
    return Unclear(code, {"found": excerpt(" ".join(text[:_MOST_LOOKED_AT].split())), **values})
