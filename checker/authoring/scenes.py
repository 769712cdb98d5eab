"""What a rule is judged on: as a case has it, or as any document could have it.

Both are asked the same. Of a case all is known, so what comes out is true or false; of any document it is a condition,
which the solver can be asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Protocol

from checker.analysis.facts import MaybeFact
from checker.analysis.judging import AnyDocument
from checker.analysis.solving import Condition, Value, all_of, any_of, none_of
from checker.model import Fact
from checker.pack.conditions import Block, Quantified, Reference, Test, passes
from checker.pack.model import Pack, Rule, Stage


class Scene(Protocol):
    """What a rule is judged on; `anchor` is the one fact that there is beside each that is judged."""

    @property
    def anchor(self) -> Any:
        """The one anchor."""

    def facts(self, kind: str) -> Iterable[Any]:
        """All facts of a kind, those of the rule pack included."""

    def is_there(self, fact: Any) -> Condition:
        """Whether there is such a fact."""

    def value(self, fact: Any, member: str) -> Value:
        """What a member of a fact is, or may be."""

    def passes(self, test: Test, fact: Any, judged: Any) -> Condition:
        """Whether a fact passes a test."""

    def has(self, other: Quantified, judged: Any) -> Condition:
        """Whether there is a fact as `other` asks for."""


class KnownScene:
    """What is known of a case: the anchor, and all facts by kind."""

    def __init__(self, anchor: Fact, by_kind: Mapping[str, Sequence[Fact]]) -> None:
        self.anchor = anchor
        self.by_kind = by_kind
        self._found: dict[tuple[Any, ...], bool] = {}

    def facts(self, kind: str) -> Sequence[Fact]:
        """All facts of a kind."""
        return self.by_kind.get(kind, ())

    def is_there(self, _: Fact) -> bool:
        """What is known is there."""
        return True

    def value(self, fact: Fact, member: str) -> Value:
        """The one thing that a member is."""
        return {fact.members.get(member): True}

    def passes(self, test: Test, fact: Fact, judged: Fact) -> bool:
        """Whether a fact passes a test."""
        return passes(test, fact, judged, self.anchor)

    def has(self, other: Quantified, judged: Fact) -> bool:
        """Whether there is a fact as `other` asks for."""
        named = [test.value for test in other.tests if isinstance(test.value, Reference)]
        values = [(self.anchor if each.kind == self.anchor.kind else judged).members.get(each.member) for each in named]
        key = (id(other), *values)
        if key not in self._found:
            self._found[key] = any(
                all(passes(test, fact, judged, self.anchor) for test in other.tests) for fact in self.facts(other.kind)
            )
        return self._found[key]


class AnyScene:
    """What any document of a kind can be to a rule."""

    def __init__(self, document: AnyDocument) -> None:
        self.solver = document.solver
        self.anchor = document.facts.anchor
        self.facts = document.facts.of
        self.value = document.facts.member
        self.has = cache(document.is_there)
        self.passes = cache(lambda test, fact, judged: any_of(document.facts.passing([test], fact, judged)))

    def is_there(self, fact: MaybeFact) -> Condition:
        """When there is such a fact."""
        return fact.there


def holds(
    block: Block, judged: Any, scene: Scene, *, but: Test | Quantified | None = None, may_lack: bool = False
) -> Condition:
    """Whether a block holds for a fact, whatever becomes of one condition of it (`but`).

    If it `may_lack`, it also holds as far as nothing that is there fails it.
    """
    return all_of(_conditions(block, judged, scene, but, may_lack=may_lack))


def _conditions(
    block: Block, judged: Any, scene: Scene, but: Test | Quantified | None, *, may_lack: bool
) -> Iterator[Condition]:
    for tests, fact in ((block.own, judged), (block.anchor, scene.anchor)):
        for test in tests:
            if test is not but:
                passed = scene.passes(test, fact, judged)
                yield any_of((passed, scene.value(fact, test.member).get(None, False))) if may_lack else passed
    for other in block.others:
        if other is not but:
            there = scene.has(other, judged)
            yield there if other.exists else none_of(there)


class Reach:
    """What the documents of a pack can come to."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._made: dict[tuple[str, bool], AnyScene] = {}

    def scenes(self, rule: Rule) -> Iterator[AnyScene] | None:
        """Any document that a rule is about, small ones first; None: nobody knows what there can be across several."""
        return None if rule.stage is Stage.REVIEW else self._scenes(rule)

    def _scenes(self, rule: Rule) -> Iterator[AnyScene]:
        for is_small in (True, False):
            for name in rule.documents:
                if (name, is_small) not in self._made:
                    document = AnyDocument(self._pack, self._pack.documents[name], is_small=is_small, in_review=True)
                    self._made[name, is_small] = AnyScene(document)
                yield self._made[name, is_small]
