"""What an analysis of a rule pack comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from checker.i18n import N_, say, text
from checker.model import LANGUAGES, Text
from checker.pack.model import shown_day
from checker.values import day_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.analysis.lines import Line, Stretch
    from checker.analysis.witnesses import Witness
    from checker.model import Language

ANALYSIS_FORMAT: Final = "rule-analysis/1"

_PROBLEMS: Final[Mapping[str, str]] = {
    "never-fires": N_(
        "The rule can never fire: in none of {points} combinations of all that it looks at. "
        "The plan shown keeps it, as every plan does."
    ),
    "always-fires": N_(
        "The rule fires wherever it applies: in none of {points} combinations of all that it "
        "looks at does it apply and is kept."
    ),
    "not-seen-firing": N_("In none of {points} plans tried did the rule fire; they are not all there can be."),
    "not-seen-kept": N_(
        "In none of {points} plans tried did the rule apply and was kept; they are not all there can be."
    ),
    "dead-block": N_("Block {block} of violated_if can never hold where the rule applies."),
    "idle-block": N_("Block {block} of violated_if holds only where another block of the rule holds as well."),
    "gap": N_("{kind}.{member} {values}: nothing is found here, though it lies beyond what the rules find wrong."),
    "overlap": N_("{kind}.{member} {values}: several rules fire on one value."),
    "severity-falls": N_("{kind}.{member} {values}: what is farther out is less grave than what is nearer."),
    "unused-bound": N_("No rule compares anything with the bound {bound} of pack.yaml, or speaks of it."),
    "within": N_("Wherever {narrower} fires, {wider} fires as well: the one says nothing that the other does not."),
    "always-together": N_("The two rules fire on the very same things."),
    "always-one": N_("One of the two rules fires, whatever a plan says; the plan shown breaks the first."),
    "impossible": N_(
        "No plan of these offices can pass: {offices}. No plan keeps these rules together, "
        "though one keeps all but any one of them. The plan shown keeps every rule but "
        "{last}."
    ),
    "not-seen-passing": N_(
        "No plan of these offices was found that passes: {offices}. That is no proof that there is none."
    ),
    "verdict": N_("The verdict on these findings is not what the policy says: {findings}."),
}
"""What is said of a problem, by its id."""

_COUNTS: Final[Mapping[str, str]] = {
    "one": N_("{first}"),
    "many": N_("{first}–{last}"),
    "on": N_("{first}–"),
}
_DAYS: Final[Mapping[str, str]] = {
    "one": N_("{first}"),
    "many": N_("{first} to {last}"),
    "on": N_("{first} on"),
}


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
class PackProblem:
    """One thing that is wrong with a pack: which (its id in `_PROBLEMS`), in which rules, and a plan that shows it.

    `values` are for the places of the text.
    """

    kind: str
    rules: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    witness: Witness | None = None

    def message(self, lang: Language) -> str:
        """What is wrong, in `lang`."""
        return say(lang, _PROBLEMS[self.kind], **self.values)


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is shown of a pack, by which evaluators (name -> version).

    `not_analyzed` are the formats of the pack's other documents, of whose rules nothing is said. `failure` says why it
    cannot be relied on, where it cannot.
    """

    pack_id: str
    pack_version: str
    pack_digest: str
    engines: Mapping[str, str]
    rules: tuple[RuleShown, ...]
    pairs: int
    verdicts: int
    lines: tuple[Line, ...]
    offices: Mapping[str, Witness | None]
    problems: tuple[PackProblem, ...]
    not_analyzed: tuple[str, ...] = ()
    failure: Text | None = None

    def to_dict(self, lang: Language) -> dict[str, Any]:
        """The analysis as JSON values, in the form of `schemas/rule-analysis.schema.json`; texts in `lang`."""
        return {
            "format": ANALYSIS_FORMAT,
            "pack": {"id": self.pack_id, "version": self.pack_version, "digest": self.pack_digest},
            "engines": [{"name": name, "version": version} for name, version in self.engines.items()],
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
            "not_analyzed": list(self.not_analyzed),
            "offices": [{"office": office, "passes": _witness(shown)} for office, shown in self.offices.items()],
            "failure": None if self.failure is None else self.failure.in_language(lang),
            "problems": [
                {
                    "problem": problem.kind,
                    "rules": list(problem.rules),
                    "message": problem.message(lang),
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


def stretch_text(line: Line, stretch: Stretch) -> Text:
    """The values of a stretch, as people write them."""
    form = "on" if stretch.last is None else "one" if stretch.last == stretch.first else "many"
    ends = (stretch.first, stretch.first if stretch.last is None else stretch.last)
    first, last = (_shown(line, value) for value in ends)
    return text((_DAYS if line.is_day else _COUNTS)[form], first=first, last=last)


def _shown(line: Line, value: int) -> Text:
    en, zh = (shown_day(day_text(value), lang) if line.is_day else str(value) for lang in LANGUAGES)
    return Text(en, zh)
