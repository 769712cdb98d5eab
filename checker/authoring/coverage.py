"""What the cases of a rule leave out: no case that keeps it, none that breaks it, none at a point where it turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.authoring.edges import edges_of
from checker.authoring.note import Note
from checker.authoring.reach import Reach
from checker.authoring.trials import engines_here, run_case
from checker.cases import read_base_plan, read_cases
from checker.errors import PackError
from checker.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.authoring.edges import Edge
    from checker.authoring.trials import Scene, Trial
    from checker.cases import Case
    from checker.engine import EngineName
    from checker.errors import PackFault
    from checker.pack.model import Pack, Rule

_INSIDE: Final = N_("No case breaks the rule where {point}.")
_SCOPE: Final = N_("No case is out of the rule's scope only because {point}.")
_OUTSIDE: Final = N_("No case keeps the rule only because {point}.")


@dataclass(frozen=True, slots=True)
class Tested:
    """A rule, each of its cases as each evaluator judged it, and what the cases leave out."""

    rule: Rule
    cases: tuple[Case, ...]
    trials: tuple[Trial, ...]
    gaps: tuple[Note, ...]

    @property
    def failed(self) -> tuple[Trial, ...]:
        """The trials that did not come out as their case expects."""
        return tuple(trial for trial in self.trials if trial.faults)


def cases_of(pack: Pack, rules: Sequence[Rule]) -> dict[str, tuple[Case, ...]]:
    """The cases of each rule. Raises `PackError` with the faults of all files that cannot be used."""
    base = read_base_plan(pack)
    cases: dict[str, tuple[Case, ...]] = {}
    faults: list[PackFault] = []
    for rule in rules:
        try:
            cases[rule.id] = read_cases(pack, rule, base)
        except PackError as error:
            faults += error.faults
    if faults:
        raise PackError(*faults)
    return cases


def run_rules(pack: Pack, rules: Sequence[Rule], engines: Sequence[EngineName] | None = None) -> Iterator[Tested]:
    """Each rule with its cases run by each of `engines` (None: all that are here), one after the other.

    Raises `PackError` at once where cases cannot be read.
    """
    cases = cases_of(pack, rules)
    return _tested(pack, rules, cases, engines_here() if engines is None else engines)


def _tested(
    pack: Pack, rules: Sequence[Rule], cases: dict[str, tuple[Case, ...]], engines: Sequence[EngineName]
) -> Iterator[Tested]:
    reach = Reach(pack)
    for rule in rules:
        trials = tuple(run_case(pack, rule, case, engine) for case in cases[rule.id] for engine in engines)
        gaps = tuple(_gaps(rule, trials, reach))
        yield Tested(rule, cases[rule.id], trials, gaps)


def _gaps(rule: Rule, trials: Sequence[Trial], reach: Reach) -> Iterator[Note]:
    if all(trial.case.breaks for trial in trials):
        yield Note("No case keeps the rule.")
    if not any(trial.case.breaks for trial in trials):
        yield Note("No case breaks the rule.")
    scenes = [trial.scene for trial in trials if trial.scene is not None]
    for edge in edges_of(rule, reach):
        if not any(_is_shown(edge, scene) for scene in scenes):
            message = _INSIDE if edge.inside else _SCOPE if edge.in_scope else _OUTSIDE
            yield Note(message, {"point": edge.name})


def _is_shown(edge: Edge, scene: Scene) -> bool:
    return any(edge.is_shown_by(fact, scene) for fact in scene.by_kind.get(edge.rule.for_each, ()))
