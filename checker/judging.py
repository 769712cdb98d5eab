"""Facts -> what the rules say of them: firings, statuses, and whether the judgement can be relied on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

import msgspec
from msgspec.structs import replace

from checker.engine import EngineName, Evaluator, default_engine, engine_version, make_evaluator
from checker.engine.statuses import Statuses
from checker.errors import EngineError
from checker.model import Engine, Fact, Firing, Known, Pointer, RuleStatus, Text
from checker.pack.model import FINDING, REVIEW, DocumentKind, Pack, Rule, Stage


class Judgement(msgspec.Struct, frozen=True, eq=False):
    """What the rules say of one document, or of one review."""

    firings: tuple[Firing, ...]
    statuses: Mapping[str, RuleStatus]
    engine: Engine

    @property
    def failed(self) -> bool:
        """Whether some rule that should have run did not."""
        return self.engine.failure is not None


class Judge:
    """Judges by `rules`, and with `cross_check` in two ways that have to agree.

    `tables` are the rule pack's own facts by kind; `anchor` is the kind of which there is one fact in all that is
    judged.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        tables: Mapping[str, Sequence[Fact]],
        anchor: str,
        engine: EngineName,
        *,
        cross_check: bool,
    ) -> None:
        self._rules = [rule.id for rule in rules]
        self._sound = Engine(engine, engine_version(engine))
        # Rules about what others found come after them.
        turns = [[rule for rule in rules if (rule.stage is Stage.AFTER) is last] for last in (False, True)]
        self._turns = [_Turn(turn, tables, anchor, engine, cross_check) for turn in turns if turn]

    def judge(self, known: Known) -> Judgement:
        """The judgement on `known`. Never raises for a failing evaluator: the judgement says that it failed."""
        firings: list[Firing] = []
        statuses: dict[str, RuleStatus] = {}
        try:
            for turn in self._turns:
                found, told = turn.judge(_with_findings(known, statuses) if statuses else known)
                firings += found
                statuses |= told
        except EngineError as error:
            failure = Text(error.message("en"), error.message("zh"))
            not_run = dict.fromkeys(self._rules, RuleStatus.NOT_RUN)
            return Judgement((), not_run, replace(self._sound, failure=failure))
        return Judgement(tuple(firings), {id_: statuses[id_] for id_ in self._rules}, self._sound)


class _Turn(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Rules that are judged together. Evaluators are made when they are first asked for."""

    rules: Sequence[Rule]
    tables: Mapping[str, Sequence[Fact]]
    anchor: str
    engine: EngineName
    is_cross_checked: bool

    def judge(self, known: Known) -> tuple[list[Firing], Mapping[str, RuleStatus]]:
        """The firings that are certain, and the status of every rule; raises `EngineError`."""
        firings: list[Firing] = []
        applying: set[str] = set()
        if any(known.by_kind.get(kind) or self.tables.get(kind) for kind in self._judged):
            firings, applying = self._evaluator.judge(known), self._evaluator.applying(known)
            if self.is_cross_checked:
                self._agree(known, firings, applying)
        certain = self._statuses.certain(known, firings)
        violated = {firing.rule for firing in certain}
        return certain, self._statuses.of(known, applying, violated, {firing.rule for firing in firings} - violated)

    @cached_property
    def _judged(self) -> frozenset[str]:
        return frozenset(rule.for_each for rule in self.rules)

    @cached_property
    def _statuses(self) -> Statuses:
        return Statuses(self.rules, self.tables)

    @cached_property
    def _evaluator(self) -> Evaluator:
        return make_evaluator(self.engine, self.rules, self.tables, self.anchor)

    @cached_property
    def _other(self) -> Evaluator:
        other: EngineName = "reference" if self.engine == "durable_rules" else "durable_rules"
        return make_evaluator(other, self.rules, self.tables, self.anchor)

    def _agree(self, known: Known, firings: Sequence[Firing], applying: set[str]) -> None:
        """Raise `EngineError` where the two evaluators fire differently, or see different rules apply."""
        disputed = {rule for rule, *_ in _identities(firings) ^ _identities(self._other.judge(known))}
        disputed |= applying ^ self._other.applying(known)
        if disputed:
            raise EngineError("the two evaluators disagree on: {rules}", rules=", ".join(sorted(disputed)))


def _identities(firings: Iterable[Firing]) -> set[tuple[str, Pointer, int]]:
    """The rules and the facts: two at one place are told apart by their members, which no evaluator makes anew."""
    return {(firing.rule, firing.fact.at, id(firing.fact.members)) for firing in firings}


def _with_findings(known: Known, statuses: Mapping[str, RuleStatus]) -> Known:
    """`known`, and what the rules with these statuses found; of a rule that was not run, that is unread."""

    def findings(wanted: RuleStatus) -> tuple[Fact, ...]:
        return tuple(Fact(FINDING, (), {"rule": rule}) for rule, status in statuses.items() if status is wanted)

    by_kind = {**known.by_kind, FINDING: findings(RuleStatus.VIOLATED)}
    return replace(known, by_kind=by_kind, unread=(*known.unread, *findings(RuleStatus.NOT_RUN)))


@lru_cache(maxsize=32)
def judge_of(pack: Pack, document: DocumentKind | None, engine: EngineName | None, *, cross_check: bool) -> Judge:
    """What judges documents of a kind by `pack`, or, with None, reviews; `engine` None is the default one."""
    if document is None:
        rules, anchor = pack.rules_of(Stage.REVIEW), REVIEW
    else:
        rules, anchor = pack.rules_for(document), document.anchor
    blocks = [block for rule in rules for block in rule.blocks]
    looked_at = {rule.for_each for rule in rules} | {other.kind for block in blocks for other in block.others}
    tables = pack.facts_of_tables(looked_at)
    return Judge(rules, tables, anchor, engine or default_engine(), cross_check=cross_check)
