"""What the cases of a rule leave out: no case that keeps it, none that breaks it, none at a point where it turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.authoring.edges import Part, edges_of
from checker.authoring.note import Note
from checker.authoring.reach import Reach
from checker.authoring.trials import engines_here, run_case
from checker.cases import read_bases, read_cases
from checker.errors import PackError
from checker.i18n import N_
from checker.pack.model import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.authoring.edges import Edge
    from checker.authoring.scenes import Scene
    from checker.authoring.trials import Trial
    from checker.cases import Case
    from checker.engine import EngineName
    from checker.errors import PackFault
    from checker.pack.model import Pack, Rule


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
    bases = read_bases(pack)
    cases: dict[str, tuple[Case, ...]] = {}
    faults: list[PackFault] = []
    for rule in rules:
        try:
            cases[rule.id] = read_cases(pack, rule, bases)
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
        gaps = tuple(_gaps(pack, rule, trials, reach))
        yield Tested(rule, cases[rule.id], trials, gaps)


def _gaps(pack: Pack, rule: Rule, trials: Sequence[Trial], reach: Reach) -> Iterator[Note]:
    if all(trial.case.breaks for trial in trials):
        yield Note("No case keeps the rule.")
    if not any(trial.case.breaks for trial in trials):
        yield Note("No case breaks the rule.")
    if rule.stage is not Stage.REVIEW and len(rule.documents) > 1:
        for format_ in rule.documents:
            if {trial.case.breaks for trial in trials if trial.document == format_} != {True, False}:
                document = pack.documents[format_].document
                values = {"document": document, "format": format_}
                yield Note("No case keeps the rule, or none breaks it, with a {document} ({format}).", values)
    scenes = [trial.scene for trial in trials if trial.scene is not None]
    for edge in edges_of(rule, reach):
        if not any(_is_shown(edge, scene) for scene in scenes):
            yield Note(_missing(edge), {"point": edge.name})


def _missing(edge: Edge) -> str:
    """What is said of a point at which no case stands."""
    if edge.part is Part.GRADE:
        return (
            N_("No case breaks the rule with that severity where {point}.")
            if edge.inside
            else N_("No case breaks the rule without that severity only because {point}.")
        )
    if edge.inside:
        return N_("No case breaks the rule where {point}.")
    return (
        N_("No case is out of the rule's scope only because {point}.")
        if edge.part is Part.SCOPE
        else N_("No case keeps the rule only because {point}.")
    )


def _is_shown(edge: Edge, scene: Scene) -> bool:
    return any(edge.is_shown_by(fact, scene) for fact in scene.by_kind.get(edge.rule.for_each, ()))
