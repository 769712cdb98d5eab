"""What the plans of a review add up to, as flat facts for the rules across plans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from checker.model import Fact, Known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model import Number, Selection
    from checker.pack.model import Pack

PRIORITY_SUPPORT: Final = "priority-support"
_ALLIANCES: Final = "alliances"


@dataclass(frozen=True, slots=True, eq=False)
class Contribution:
    """What one plan adds to the country's sums: all that a review keeps of its facts.

    `asks` are the measures under which it asks for priority support, `figures` its targets by measure and target,
    `listed` the measures it lists.
    """

    asks: frozenset[Number] = frozenset()
    figures: Mapping[tuple[Number, str], int] | None = None
    listed: tuple[Number, ...] = ()


def contribution_of(known: Known, selection: Selection, pack: Pack) -> Contribution:
    """What the plan with these facts adds; entries set aside add nothing, repeated ones add up."""
    wanted = _wanted(pack)
    figures: Counter[tuple[Number, str]] = Counter()
    asks = set()
    for _, _, members in known.by_kind.get("measure", ()):
        for target in wanted.get(members["number"], ()):
            figures[members["number"], target] += members.get(target) or 0
    for _, _, members in known.by_kind.get("alliance", ()):
        if _ALLIANCES in wanted.get(members["number"], ()):
            figures[members["number"], _ALLIANCES] += 1
    for _, _, members in known.by_kind.get("request", ()):
        if members["asks_for"] == PRIORITY_SUPPORT:
            asks.add(members["number"])
    listed = (*selection.required, *selection.optional, *selection.national, *selection.unknown)
    return Contribution(frozenset(asks), dict(figures), listed)


@lru_cache(maxsize=16)
def _wanted(pack: Pack) -> Mapping[Number, Sequence[str]]:
    """The targets that are summed up, by measure."""
    rows = pack.catalogue.measures.values()
    return {row.number: [target.target for target in row.national_targets] for row in rows if row.national_targets}


def build_review_facts(
    pack: Pack, submitted: Mapping[str, Mapping[int, int]], counted: Iterable[Contribution]
) -> Known:
    """The facts of a review.

    `submitted`: office -> version -> how many different submitted files carry it, for every office that has any;
    `counted`: the contributions of the plans that count.
    """
    plans = tuple(counted)
    asking = Counter(number for plan in plans for number in plan.asks)
    figures: Counter[tuple[Number, str]] = Counter()
    for plan in plans:
        figures.update(plan.figures or {})
    facts = [Fact("submitted_plan", (), {"office": office}) for office in submitted]
    facts += (
        Fact("version", (), {"office": office, "version": version, "files": files})
        for office, versions in submitted.items()
        for version, files in versions.items()
    )
    for row in pack.catalogue.measures.values():
        decision = row.sipo_decides
        if decision is not None and decision.places is not None:
            members = {"number": row.number, "places": decision.places, "offices": asking[row.number]}
            facts.append(Fact("support_round", (), members))
        facts += (
            Fact(
                "national_target",
                (),
                {
                    "number": row.number,
                    "target": target.target,
                    "at_least": target.at_least,
                    "planned": figures[row.number, target.target],
                },
            )
            for target in row.national_targets
        )
    return Known.of(facts, Fact("review", (), {"offices": len(submitted), "plans": len(plans)}))
