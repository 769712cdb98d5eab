"""Facts -> what the rules say of them: firings, statuses, and whether the judgement can be relied on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.engine import default_engine, engine_version, make_evaluator
from checker.engine.statuses import Statuses
from checker.errors import EngineError
from checker.model import Engine, Fact, Known, Text
from checker.vocabulary import ANCHORS, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.engine import EngineName, Evaluator
    from checker.model import Firing, Pointer, RuleStatus
    from checker.pack.model import Pack


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """What the rules say of one plan."""

    firings: tuple[Firing, ...]
    statuses: Mapping[str, RuleStatus]
    engine: Engine

    @property
    def failed(self) -> bool:
        """Whether some rule that should have run did not."""
        return self.engine.failure is not None


class Judge:
    """Judges by one rule pack; with `cross_check`, by both evaluators, which have to agree."""

    def __init__(self, pack: Pack, engine: EngineName, *, cross_check: bool) -> None:
        self._pack = pack
        self._engine = engine
        self._sound = Engine(engine, engine_version(engine))
        self._cross_check = cross_check
        self._plan_statuses = Statuses(pack.plan_rules, pack.facts_by_kind)
        self._review_statuses = Statuses(pack.rules_of(Stage.REVIEW), pack.facts_by_kind)

    def judge_plan(self, known: Known) -> Judgement:
        """The judgement on a plan. Never raises for a failing evaluator: the judgement says that it failed."""
        return self._judge(known, self._plan_firings, self._plan_statuses)

    def judge_review(self, known: Known) -> Judgement:
        """The judgement on a review by the rules across plans; as for a plan, it never raises."""
        return self._judge(known, self._review_firings, self._review_statuses)

    def _judge(self, known: Known, fire: Callable[[EngineName, Known], list[Firing]], statuses: Statuses) -> Judgement:
        try:
            firings = fire(self._engine, known)
            if self._cross_check:
                _agree(firings, fire(_other(self._engine), known))
        except EngineError as error:
            failure = Text(error.message("en"), error.message("zh"))
            return Judgement((), statuses.none_run(), replace(self._sound, failure=failure))
        found = statuses.of(known, {firing.rule for firing in firings})
        return Judgement(tuple(firings), found, self._sound)

    def _plan_firings(self, engine: EngineName, known: Known) -> list[Firing]:
        firings = _evaluator(self._pack, engine, Stage.PLAN).judge(known)
        if known.exceptions:
            violated = dict.fromkeys(firing.rule for firing in firings)
            found = [Fact("finding", (), {"rule": rule}) for rule in violated]
            judged = Known.of((*known.exceptions, *found), known.anchor)
            firings += _evaluator(self._pack, engine, Stage.EXCEPTIONS).judge(judged)
        return firings

    def _review_firings(self, engine: EngineName, known: Known) -> list[Firing]:
        return _evaluator(self._pack, engine, Stage.REVIEW).judge(known)


def _agree(firings: Sequence[Firing], other: Sequence[Firing]) -> None:
    """Raise `EngineError` where two evaluators fired differently."""
    disputed = _identities(firings) ^ _identities(other)
    if disputed:
        raise EngineError(
            "the two evaluators disagree on: {rules}", rules=", ".join(sorted({rule for rule, *_ in disputed}))
        )


def _identities(firings: Sequence[Firing]) -> set[tuple[str, Pointer, int]]:
    """The rules and the facts: two at one place are told apart by their members, which no evaluator makes anew."""
    return {(firing.rule, firing.fact.at, id(firing.fact.members)) for firing in firings}


def _other(engine: EngineName) -> EngineName:
    return "reference" if engine == "durable_rules" else "durable_rules"


@lru_cache(maxsize=32)
def _evaluator(pack: Pack, engine: EngineName, stage: Stage) -> Evaluator:
    return make_evaluator(engine, pack.rules_of(stage), pack.facts, ANCHORS[stage])


@lru_cache(maxsize=32)
def judge_of(pack: Pack, engine: EngineName | None, *, cross_check: bool) -> Judge:
    """The judge for `pack`, made once; `engine` None is the default one."""
    return Judge(pack, engine or default_engine(), cross_check=cross_check)
