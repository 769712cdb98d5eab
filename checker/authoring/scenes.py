"""What a rule is judged on, as a case has it, and what documents of its pack can come to at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.analysis.judging import AnyDocument
from checker.analysis.solving import Value
from checker.model import Fact
from checker.pack.conditions import Quantified, Reference, Test, passes
from checker.pack.model import Pack, Rule, Stage


class KnownScene:
    """What is known of a case: the anchor, and all facts by kind. To every question about it the answer is known."""

    def __init__(self, anchor: Fact, by_kind: Mapping[str, Sequence[Fact]]) -> None:
        self.anchor = anchor
        self.by_kind = by_kind
        self._found: dict[tuple[Any, ...], bool] = {}

    def facts(self, kind: str) -> Sequence[Fact]:
        """All facts of a kind."""
        return self.by_kind.get(kind, ())

    def value(self, fact: Fact, member: str) -> Value:
        """The one thing that a member is."""
        return {fact.members.get(member): True}

    def passing(self, tests: tuple[Test, ...], fact: Fact, judged: Fact) -> Iterator[bool]:
        """Whether a fact passes each of these tests."""
        return (passes(test, fact, judged, self.anchor) for test in tests)

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


class Reach:
    """What the documents of a pack can come to."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._made: dict[tuple[str, bool], AnyDocument] = {}

    def documents(self, rule: Rule) -> Iterator[AnyDocument] | None:
        """Any document that a rule is about, small ones first; None: nobody knows what there can be across several."""
        return None if rule.stage is Stage.REVIEW else self._documents(rule)

    def _documents(self, rule: Rule) -> Iterator[AnyDocument]:
        for is_small in (True, False):
            for name in rule.documents:
                if (name, is_small) not in self._made:
                    document = self._pack.documents[name]
                    self._made[name, is_small] = AnyDocument(self._pack, document, is_small=is_small, in_review=True)
                yield self._made[name, is_small]
