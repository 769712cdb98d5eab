"""Facts -> what the rules say of them: firings, statuses, and whether the judgement can be relied on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.engine import default_engine, engine_version, make_evaluator
from checker.engine.statuses import Statuses
from checker.errors import EngineError
from checker.model import Engine, Fact, RuleStatus, Text
from checker.vocabulary import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.engine import EngineName, Evaluator
    from checker.facts.building import PlanFacts
    from checker.model import Firing
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
    """Judges plans by one rule pack; with `cross_check`, by both evaluators, which have to agree."""

    def __init__(self, pack: Pack, engine: EngineName, *, cross_check: bool) -> None:
        self._pack = pack
        self._engine = engine
        self._cross_check = cross_check
        self._statuses = Statuses(pack.rules, pack.facts_by_kind)

    def judge(self, known: PlanFacts) -> Judgement:
        """The judgement on a plan. Never raises for a failing evaluator: the judgement says that it failed."""
        try:
            firings = self._firings(self._engine, known)
            other = self._firings(_other(self._engine), known) if self._cross_check else firings
        except EngineError as error:
            return self._failed(error)
        disputed = _identities(firings) ^ _identities(other)
        if disputed:
            rules = sorted({rule for rule, _ in disputed})
            return self._failed(EngineError("engine.disagree", rules=", ".join(rules)))
        violated = {firing.rule for firing in firings}
        return Judgement(
            tuple(firings), self._statuses.of(known, violated), Engine(self._engine, engine_version(self._engine))
        )

    def _firings(self, engine: EngineName, known: PlanFacts) -> list[Firing]:
        firings = _evaluator(self._pack, engine, Stage.PLAN).judge(known.facts)
        exceptions = [fact for fact in known.facts if fact.kind == "exception"]
        if exceptions:
            violated = dict.fromkeys(firing.rule for firing in firings)
            found = [Fact("finding", (), {"rule": rule}) for rule in violated]
            evaluator = _evaluator(self._pack, engine, Stage.EXCEPTIONS)
            firings += evaluator.judge([*exceptions, *found, known.plan])
        return firings

    def _failed(self, error: EngineError) -> Judgement:
        statuses = dict.fromkeys((rule.id for rule in self._pack.rules), RuleStatus.NOT_RUN)
        failure = Text(error.message("en"), error.message("zh"))
        engine = Engine(self._engine, engine_version(self._engine), failure)
        return Judgement((), statuses, engine)


def _identities(firings: Sequence[Firing]) -> set[tuple[str, int]]:
    return {(firing.rule, id(firing.fact)) for firing in firings}


def _other(engine: EngineName) -> EngineName:
    return "reference" if engine == "durable_rules" else "durable_rules"


@lru_cache(maxsize=32)
def _evaluator(pack: Pack, engine: EngineName, stage: Stage) -> Evaluator:
    return make_evaluator(engine, pack.rules_of(stage), pack.facts)


@lru_cache(maxsize=32)
def judge_of(pack: Pack, engine: EngineName | None, *, cross_check: bool) -> Judge:
    """The judge for `pack`, made once; `engine` None is the default one."""
    return Judge(pack, engine or default_engine(), cross_check=cross_check)
