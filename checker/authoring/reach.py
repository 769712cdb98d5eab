"""Which points of a condition a plan can reach at all, as far as the vocabulary and the rule pack's tables tell.

What the catalogue says of a measure goes together: where a rule is about one measure, its class cannot be another. A
count is never below the least that it can be; a member is at no point that another test on it rules out.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from checker.authoring.points import shifted
from checker.model import Fact
from checker.pack.conditions import Reference, passes
from checker.vocabulary import KINDS, MemberType, Stage, codes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.authoring.points import Point
    from checker.pack.conditions import Test
    from checker.pack.model import Pack

_NO_NUMBER: Final = ""
"""Stands for a number that the catalogue does not have."""


class Reach:
    """What facts about plans can be, under one rule pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def allows(self, kind: str, test: Test, point: Point, others: Iterable[Test]) -> bool:
        """Whether some fact of `kind` is at `point` of `test` and passes the `others`, as far as they can be told."""
        if isinstance(test.value, Reference):
            return True
        known = [other for other in others if not isinstance(other.value, Reference)]
        candidates = self._candidates(kind, test, point)
        if candidates is None:
            return True
        return any(
            point.has(members[test.member], test.value)
            and all(_passes(other, members) for other in known if other.member in members)
            for members in candidates
        )

    def _candidates(self, kind: str, test: Test, point: Point) -> Sequence[Mapping[str, Any]] | None:
        """What may be known of a fact of `kind` with the member of `test`; None where anything may."""
        member = KINDS[kind].members[test.member]
        rows = self._rows(kind)
        if rows and test.member in rows[0]:
            return rows
        values: Iterable[Any] | None
        if member.type is MemberType.FLAG:
            values = (True, False)
        elif member.type is MemberType.CODE:
            values = self._codes(member.labels)
        elif point.is_measured and not isinstance(test.value, (Reference, tuple)):
            value = shifted(int(test.value), point.distance, member.type)
            values = () if value < member.least else (value,)
        else:
            values = None
        return None if values is None else [{test.member: value} for value in values]

    def _codes(self, labels: str | None) -> Iterable[str] | None:
        if labels is None:
            return None
        own = {"department": self._pack.departments, "office": self._pack.offices}
        return own[labels] if labels in own else codes_of(labels)

    def _rows(self, kind: str) -> Sequence[Mapping[str, Any]]:
        """What goes together in facts of `kind`, each way it can: the pack's own facts, or rows of the catalogue."""
        known = KINDS[kind]
        if known.stage is Stage.PACK:
            return [fact.members for fact in self._pack.facts_by_kind.get(kind, ())]
        if "number" not in known.members:
            return []
        return [{name: row[name] for name in row if name in known.members} for row in self._catalogue]

    @cached_property
    def _catalogue(self) -> Sequence[Mapping[str, Any]]:
        unknown = {"number": _NO_NUMBER, "class": "unknown", "progress": None, "consent_always_needed": False}
        rows = [
            {
                "number": row.number,
                "class": row.class_,
                "progress": row.progress,
                "consent_always_needed": row.sipo_decides is not None and row.sipo_decides.always,
            }
            for row in self._pack.catalogue.measures.values()
        ]
        return [*rows, unknown]


def _passes(test: Test, members: Mapping[str, Any]) -> bool:
    fact = Fact("", (), members)
    return passes(test, fact, fact, fact)
