"""Which parts of a plan its schema faults set aside, and whether any of them stops the rules altogether."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model import Pointer

NEEDED: Final = ("format", "circular", "office", "plan_year", "status", "measures")
"""Without these, as a whole and free of faults, no rule can be judged (plan format 1)."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """The parts that cannot be judged: indexes in their lists, and whole members."""

    measures: frozenset[int] = frozenset()
    regions: frozenset[int] = frozenset()
    exceptions: frozenset[int] = frozenset()
    all_regions: bool = False
    all_exceptions: bool = False
    submission: bool = False
    funding: bool = False


NOTHING_ASIDE: Final = SetAside()


def stops_rules(data: Mapping[str, Any], faults: Iterable[Pointer]) -> bool:
    """Whether a plan with faults at these places cannot be judged at all."""
    if any(name not in data for name in NEEDED):
        return True
    return any(len(at) == 1 and at[0] in NEEDED for at in faults)


def set_aside(faults: Iterable[Pointer]) -> SetAside:
    """The parts that faults at these places set aside; faults of free text or unknown members set nothing aside."""
    items: dict[str | int, set[int]] = {"measures": set(), "regions": set(), "exceptions": set()}
    whole: set[str | int] = set()
    for at in faults:
        if not at:
            continue
        if at[0] in items and len(at) > 1 and isinstance(at[1], int):
            items[at[0]].add(at[1])
        else:
            whole.add(at[0])
    return SetAside(
        measures=frozenset(items["measures"]),
        regions=frozenset(items["regions"]),
        exceptions=frozenset(items["exceptions"]),
        all_regions="regions" in whole,
        all_exceptions="exceptions" in whole,
        submission="submission" in whole,
        funding="funding" in whole,
    )
