"""Facts -> what the rules say of them: firings, the status of every rule, and whether that can be relied on.

What a schema fault hides is never taken for absent. A rule that may have found something in it is not run, and what a
rule found because something seems not to be there is no finding where it may be among what could not be read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache

import msgspec
from msgspec.structs import replace

from checker.engine import EngineName, Evaluator, default_engine, engine_version, make_evaluator
from checker.errors import EngineError
from checker.model import Engine, Fact, Firing, Known, RuleStatus
from checker.pack.conditions import Block, Quantified, Reference, could_hold
from checker.pack.model import FINDING, REVIEW, DocumentKind, Pack, Rule, Stage
from checker.values import Keys

Facts = Mapping[str, Sequence[Fact]]
"""By kind."""


class Judgement(msgspec.Struct, frozen=True, eq=False):
    """What the rules say of one document, or of one review."""

    firings: tuple[Firing, ...]
    statuses: Mapping[str, RuleStatus]
    engine: Engine

    @property
    def failed(self) -> bool:
        """Whether some rule that should have run did not."""
        return self.engine.failure is not None

    def without(self, rules: Collection[str]) -> Judgement:
        """The same where these rules were not run."""
        firings = tuple(firing for firing in self.firings if firing.rule not in rules)
        statuses = {rule: RuleStatus.NOT_RUN if rule in rules else status for rule, status in self.statuses.items()}
        return replace(self, firings=firings, statuses=statuses)


class Judge:
    """Judges by `rules`, and with `cross_check` in two ways that have to agree.

    `tables` are the rule pack's own facts by kind; `anchor` is the kind of which there is one fact in all that is
    judged.
    """

    def __init__(
        self, rules: Sequence[Rule], tables: Facts, anchor: str, engine: EngineName, *, cross_check: bool
    ) -> None:
        self._rules = [rule.id for rule in rules]
        self._sound = Engine(engine, engine_version(engine))
        other: EngineName = "reference" if engine == "durable_rules" else "durable_rules"
        engines = (engine, other) if cross_check else (engine,)
        # Rules about what others found come after them.
        turns = [[rule for rule in rules if (rule.stage is Stage.AFTER) is last] for last in (False, True)]
        self._turns = [_Turn(turn, tables, anchor, engines) for turn in turns if turn]

    def judge(self, known: Known) -> Judgement:
        """The judgement on `known`. Never raises for a failing evaluator: the judgement says that it failed."""
        firings: list[Firing] = []
        statuses: dict[str, RuleStatus] = {}
        try:
            for turn in self._turns:
                found, told = turn.judge(known, statuses)
                firings += found
                statuses |= told
        except EngineError as error:
            failure = error.text
            not_run = dict.fromkeys(self._rules, RuleStatus.NOT_RUN)
            return Judgement((), not_run, replace(self._sound, failure=failure))
        return Judgement(tuple(firings), {id_: statuses[id_] for id_ in self._rules}, self._sound)


class _Turn(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Rules that are judged together, by each of the engines. Evaluators are made when they are first asked for."""

    rules: Sequence[Rule]
    tables: Facts
    anchor: str
    engines: Sequence[EngineName]

    def judge(self, known: Known, before: Mapping[str, RuleStatus]) -> tuple[list[Firing], Mapping[str, RuleStatus]]:
        """The firings that are certain, and the status of every rule; raises `EngineError`.

        `before` are the statuses of the rules of earlier turns.
        """
        if not any(known.by_kind.get(kind) or self.tables.get(kind) for kind in self._judged):
            return outcome_of(self.rules, self.tables, known, [], set())
        if before:
            known = _with_findings(known, before)
        (firings, applying), *others = [evaluator.judge(known) for evaluator in self._evaluators]
        for found, seen in others:
            disputed = {rule for rule, _ in _identities(firings) ^ _identities(found)} | (applying ^ seen)
            if disputed:
                raise EngineError("the two evaluators disagree on: {rules}", rules=", ".join(sorted(disputed)))
        return outcome_of(self.rules, self.tables, known, firings, applying)

    @cached_property
    def _judged(self) -> frozenset[str]:
        return frozenset(rule.for_each for rule in self.rules)

    @cached_property
    def _evaluators(self) -> Sequence[Evaluator]:
        return [make_evaluator(engine, self.rules, self.tables, self.anchor) for engine in self.engines]


def _identities(firings: Sequence[Firing]) -> set[tuple[str, int]]:
    """The rules and the facts: even equal facts are told apart by their members, which no evaluator makes anew."""
    return {(firing.rule, id(firing.fact.members)) for firing in firings}


def _with_findings(known: Known, statuses: Mapping[str, RuleStatus]) -> Known:
    """`known`, and what the rules with these statuses found; of a rule that was not run, that is unread."""

    def findings(wanted: RuleStatus) -> tuple[Fact, ...]:
        return tuple(Fact(FINDING, (), {"rule": rule}) for rule, status in statuses.items() if status is wanted)

    by_kind = {**known.by_kind, FINDING: findings(RuleStatus.VIOLATED)}
    return replace(known, by_kind=by_kind, unread=(*known.unread, *findings(RuleStatus.NOT_RUN)))


def outcome_of(
    rules: Sequence[Rule], tables: Facts, known: Known, firings: Sequence[Firing], applying: set[str]
) -> tuple[list[Firing], Mapping[str, RuleStatus]]:
    """The firings that are certain, and the status of every rule, where these rules fired and apply to anything.

    A firing is doubtful that something unread may have kept from firing, had it been read. A rule is violated, if a
    firing is certain; else not run, if one was not, or something that could not be read may have violated it; else
    satisfied, if it applied to anything; else not applicable.
    """
    certain = list(firings)
    doubtful: set[str] = set()
    if known.unread or known.unknown:
        facts, hidden, by_id = {**tables, **known.by_kind}, _HiddenKinds(known), {rule.id: rule for rule in rules}
        certain = [firing for firing in firings if not _is_doubtful(by_id[firing.rule], firing.fact, hidden)]
        doubtful = {firing.rule for firing in firings}
        doubtful |= {rule.id for rule in rules if _may_be_violated(rule, facts, hidden)}
    satisfied, otherwise = RuleStatus.SATISFIED, RuleStatus.NOT_APPLICABLE
    statuses = {rule.id: satisfied if rule.id in applying else otherwise for rule in rules}
    statuses |= dict.fromkeys(doubtful, RuleStatus.NOT_RUN)
    statuses |= dict.fromkeys((firing.rule for firing in certain), RuleStatus.VIOLATED)
    return certain, statuses


def _is_doubtful(rule: Rule, judged: Fact, hidden: _HiddenKinds) -> bool:
    """Whether `rule` may have fired on `judged` only because something could not be read that it wants absent."""
    return any(
        hidden.may_match(other, judged)
        for block in rule.blocks
        if could_hold(block, judged, hidden.anchor)
        for other in block.others
        if not other.exists
    )


def _may_be_violated(rule: Rule, facts: Facts, hidden: _HiddenKinds) -> bool:
    """Whether `rule`, which did not fire, may do so on what could not be read, or beside it."""
    wanted = [other for block in rule.blocks for other in block.others if other.exists]
    suspects = list(hidden.of_kind(rule.for_each))
    if hidden.unknown & _looked_at(rule):
        suspects += facts.get(rule.for_each, ())
    elif wanted:
        suspects += [
            fact for fact in facts.get(rule.for_each, ()) if any(hidden.may_match(other, fact) for other in wanted)
        ]
    return any(
        could_hold(rule.applies_if, fact, hidden.anchor)
        and any(could_hold(block, fact, hidden.anchor) for block in rule.violated_if)
        for fact in suspects
    )


class _HiddenKinds:
    """What could not be read of a document, as far as it can matter to a rule."""

    def __init__(self, known: Known) -> None:
        self.anchor = known.anchor
        self.unknown = known.unknown
        self._read = known.by_kind
        self._unread: dict[str, list[Fact]] = {}
        for fact in known.unread:
            self._unread.setdefault(fact.kind, []).append(fact)
        self._keys: dict[Quantified, Keys | None] = {}

    def of_kind(self, kind: str) -> Sequence[Fact]:
        """What of this kind could not be read, with the members known of it."""
        return self._unread.get(kind, ())

    def may_match(self, other: Quantified, judged: Fact) -> bool:
        """Whether what `other` asks for beside `judged` may be there, and was not read."""
        if other not in self._keys:
            self._keys[other] = self._keys_of(other)
        keys = self._keys[other]
        return keys is None or keys.may_have(self._key(other, judged))

    def _keys_of(self, other: Quantified) -> Keys | None:
        """What the unread that `other` may ask for is joined by; None for anything, as a part of it or all."""
        joined = [test for test in other.tests if isinstance(test.value, Reference)]
        if any(self._is_unknown(test.value) for test in joined):
            return None
        suspects = list(self.of_kind(other.kind))
        if any(f"{other.kind}.{test.member}" in self.unknown for test in other.tests):
            suspects += self._read.get(other.kind, ())
        return Keys(
            tuple(fact.members.get(test.member) for test in joined)
            for fact in suspects
            if could_hold(Block(own=other.tests), fact, self.anchor)
        )

    def _key(self, other: Quantified, judged: Fact) -> tuple[object, ...]:
        return tuple(
            (self.anchor if test.value.kind == self.anchor.kind else judged).members.get(test.value.member)
            for test in other.tests
            if isinstance(test.value, Reference)
        )

    def _is_unknown(self, reference: object) -> bool:
        return isinstance(reference, Reference) and f"{reference.kind}.{reference.member}" in self.unknown


def _looked_at(rule: Rule) -> set[str]:
    """The members (`kind.member`) of the fact judged and of the anchor that the rule looks at."""
    own = [test for block in rule.blocks for test in block.own]
    beside = [test for block in rule.blocks for test in block.anchor]
    found = {f"{rule.for_each}.{test.member}" for test in own} | {f"{rule.anchor}.{test.member}" for test in beside}
    references = [test.value for test in own + beside if isinstance(test.value, Reference)]
    return found | {f"{reference.kind}.{reference.member}" for reference in references}


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
