"""Findings in the order in which a person reads them: the plan as a whole, measures, regions, exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from checker.model import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model import Finding, Number


class Part(Enum):
    """A part of a plan that findings are grouped by, in this order."""

    INPUT = 1
    PLAN = 2
    MEASURE = 3
    REGIONS = 4
    EXCEPTIONS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The findings of one part; for a measure, `entry` is its place in `measures` (from 0), `number` its number."""

    part: Part
    entry: int | None
    number: Number | None
    findings: tuple[Finding, ...]


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """The findings by the part of the plan they stand in; within a part they keep their order."""
    groups: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_key(finding), []).append(finding)
    return tuple(_group(Part(part), entry, groups[part, entry]) for part, entry in sorted(groups))


def _key(finding: Finding) -> tuple[int, int]:
    match finding.at:
        case _ if finding.rule == UNREADABLE:
            return Part.INPUT.value, 0
        case ("measures", int(entry), *_):
            return Part.MEASURE.value, entry
        case ("regions", *_):
            return Part.REGIONS.value, 0
        case ("exceptions", *_):
            return Part.EXCEPTIONS.value, 0
        case _:
            return Part.PLAN.value, 0


def _group(part: Part, entry: int, findings: list[Finding]) -> Group:
    if part is not Part.MEASURE:
        return Group(part, None, None, tuple(findings))
    number = next((finding.subject for finding in findings if finding.subject is not None), None)
    return Group(part, entry, number, tuple(findings))
