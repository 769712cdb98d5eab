"""What the analysis of packs knows of one document: `provincial-plan/1` under a pack with the tables named here.

Of any other it says so; when it follows what a document declares, this module goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import msgspec

from checker.model import Number, Text
from checker.pack.model import Pack

PLAN_FORMAT: Final = "provincial-plan/1"

_TABLES: Final = frozenset(
    [
        "office",
        "department",
        "catalogue_measure",
        "catalogue_lead",
        "catalogue_detail",
        "support_round",
        "national_target",
        "place",
    ]
)


class Office(msgspec.Struct, frozen=True):
    """An office of the roster; `province` are its GB/T 2260 digits, where it has any."""

    code: str
    province: str | None
    name: Text


class Measure(msgspec.Struct, frozen=True):
    """A row of the catalogue; `class_` is required, optional or national, `places` how many get priority support."""

    number: Number
    task: Number
    class_: str
    progress: str
    leads: tuple[str, ...]
    details: tuple[str, ...]
    consent_always_needed: bool
    places: int | None
    targets: Mapping[str, int]
    title: Text

    @property
    def asked(self) -> str | None:
        """What SIPO decides about the measure, so that an office asks for it: consent, or priority support."""
        return "approval" if self.consent_always_needed else None if self.places is None else "priority-support"


def is_provincial(pack: Pack | None, document: str | None = PLAN_FORMAT) -> bool:
    """Whether the kind of document is the one that the office's side is made for, and `pack` declares its tables."""
    return pack is not None and document == PLAN_FORMAT and document in pack.documents and pack.tables.keys() >= _TABLES


@lru_cache(maxsize=16)
def offices_of(pack: Pack) -> Mapping[str, Office]:
    """The offices of the roster by code, in the order of the table."""
    rows = pack.tables["office"].by_key.values()
    return {row["code"]: Office(row["code"], row.get("province"), row["name"]) for row in rows}


@lru_cache(maxsize=16)
def departments_of(pack: Pack) -> Mapping[str, Text]:
    """The departments that lead measures, by code."""
    return {row["code"]: row["name"] for row in pack.tables["department"].by_key.values()}


@lru_cache(maxsize=16)
def measures_of(pack: Pack) -> Mapping[Number, Measure]:
    """The measures of the catalogue by number, in its order."""
    rounds = pack.tables["support_round"]

    def all_of(table: str, number: Number, name: str) -> tuple[Any, ...]:
        return tuple(row[name] for row in pack.tables[table].index(("number",)).get((number,), ()))

    return {
        number: Measure(
            number=number,
            task=row["task"],
            class_=row["class"],
            progress=row["progress"],
            leads=all_of("catalogue_lead", number, "department"),
            details=all_of("catalogue_detail", number, "name"),
            consent_always_needed=row["consent_always_needed"],
            places=(rounds.row(number) or {}).get("places"),
            targets=dict(
                zip(
                    all_of("national_target", number, "target"),
                    all_of("national_target", number, "at_least"),
                    strict=True,
                )
            ),
            title=row["title"],
        )
        for number, row in pack.tables["catalogue_measure"].by_key.items()
    }


def days_of(pack: Pack) -> tuple[str, str]:
    """The first and the last day of the plan year."""
    year = pack.plan_year
    return ("", "") if year is None else (year.first_day, year.last_day)
