"""Facts -> what the rules say of them: firings, statuses, and whether the judgement can be relied on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.engine import default_engine, engine_version, make_evaluator
from checker.engine.statuses import Statuses
from checker.errors import EngineError
from checker.model import Engine, Fact, Known, Members, Text
from checker.pack.model import grouped
from checker.vocabulary import ANCHORS, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.engine import EngineName, Evaluator
    from checker.model import Firing, RuleStatus
    from checker.pack.model import Pack


@dataclass(frozen=True, slots=True)
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
        version = engine_version(self._engine)
        try:
            firings = fire(self._engine, known)
            other = fire(_other(self._engine), known) if self._cross_check else firings
            _agree(firings, other)
        except EngineError as error:
            failure = Text(error.message("en"), error.message("zh"))
            return Judgement((), statuses.none_run(), Engine(self._engine, version, failure))
        found = statuses.of(known, {firing.rule for firing in firings})
        return Judgement(tuple(firings), found, Engine(self._engine, version))

    def _plan_firings(self, engine: EngineName, known: Known) -> list[Firing]:
        firings = _evaluator(self._pack, engine, Stage.PLAN).judge(known)
        exceptions = known.by_kind.get("exception")
        if exceptions:
            violated = dict.fromkeys(firing.rule for firing in firings)
            found = [Fact("finding", (), Members(rule=rule)) for rule in violated]
            facts = grouped((*exceptions, *found, known.anchor))
            firings += _evaluator(self._pack, engine, Stage.EXCEPTIONS).judge(Known(facts, known.anchor))
        return firings

    def _review_firings(self, engine: EngineName, known: Known) -> list[Firing]:
        return _evaluator(self._pack, engine, Stage.REVIEW).judge(known)


def _agree(firings: Sequence[Firing], other: Sequence[Firing]) -> None:
    """Raise `EngineError` where two evaluators fired differently."""
    disputed = _identities(firings) ^ _identities(other)
    if disputed:
        raise EngineError("engine.disagree", rules=", ".join(sorted({rule for rule, _ in disputed})))


def _identities(firings: Sequence[Firing]) -> set[tuple[str, int]]:
    return {(firing.rule, id(firing.fact)) for firing in firings}


def _other(engine: EngineName) -> EngineName:
    return "reference" if engine == "durable_rules" else "durable_rules"


@lru_cache(maxsize=32)
def _evaluator(pack: Pack, engine: EngineName, stage: Stage) -> Evaluator:
    return make_evaluator(engine, pack.rules_of(stage), pack.facts, ANCHORS[stage])


@lru_cache(maxsize=32)
def judge_of(pack: Pack, engine: EngineName | None, *, cross_check: bool) -> Judge:
    """The judge for `pack`, made once; `engine` None is the default one."""
    return Judge(pack, engine or default_engine(), cross_check=cross_check)
