"""What an analysis of a rule pack comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checker.values import day_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.analysis.lines import Line, Stretch
    from checker.analysis.witnesses import Witness
    from checker.model import Text


@dataclass(frozen=True, slots=True)
class RuleShown:
    """What is shown of one rule: plans in which it fires, and in which it applies and is kept.

    `points` are the combinations of values that were looked at; `is_whole` says that they stand for all plans.
    """

    rule: str
    fires: Witness | None
    kept: Witness | None
    points: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a pack: which (a key of `texts.analysis`), in which rules, and a plan that shows it.

    `values` are for the places of the text; `shown` says of the plan what it shows (a key as well).
    """

    kind: str
    rules: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    witness: Witness | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is shown of a pack. `failure` says why it cannot be relied on, where it cannot."""

    pack_id: str
    pack_version: str
    engines: tuple[str, ...]
    rules: tuple[RuleShown, ...]
    pairs: int
    verdicts: int
    lines: tuple[Line, ...]
    offices: Mapping[str, Witness | None]
    problems: tuple[Problem, ...]
    failure: Text | None = None

    def to_dict(self, say: Any) -> dict[str, Any]:
        """The analysis as JSON values; `say` turns a problem into a sentence."""
        return {
            "pack": {"id": self.pack_id, "version": self.pack_version},
            "engines": list(self.engines),
            "rules": [
                {
                    "rule": shown.rule,
                    "fires": _witness(shown.fires),
                    "kept": _witness(shown.kept),
                    "points": shown.points,
                    "is_whole": shown.is_whole,
                }
                for shown in self.rules
            ],
            "pairs": self.pairs,
            "verdicts": self.verdicts,
            "lines": [_line(line) for line in self.lines],
            "offices": [{"office": office, "passes": _witness(shown)} for office, shown in self.offices.items()],
            "problems": [
                {
                    "problem": problem.kind,
                    "rules": list(problem.rules),
                    "message": say(problem),
                    "shown_by": _witness(problem.witness),
                }
                for problem in self.problems
            ],
        }


def _witness(witness: Witness | None) -> dict[str, Any] | None:
    if witness is None:
        return None
    as_of = None if witness.as_of is None else witness.as_of.isoformat()
    return {"plans": [dict(plan) for plan in witness.plans], "as_of": as_of}


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.member[0],
        "member": line.member[1],
        "bounds": list(line.bounds),
        "stretches": [
            {
                "from": _value(line, stretch.first),
                "to": None if stretch.last is None else _value(line, stretch.last),
                "severity": None if stretch.severity is None else stretch.severity.value,
                "rules": [rule.id for rule in stretch.rules],
            }
            for stretch in line.stretches
        ],
    }


def _value(line: Line, value: int) -> int | str:
    return day_text(value) if line.is_day else value


def stretch_text(line: Line, stretch: Stretch) -> str:
    """A stretch as `3–10`, `2`, or `11–`."""
    first = str(_value(line, stretch.first))
    if stretch.last is None:
        return f"{first}–"
    return first if stretch.last == stretch.first else f"{first}–{_value(line, stretch.last)}"


