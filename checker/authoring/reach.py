"""Which facts a rule can judge at all, and beside what: points that no document can reach are not asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checker.authoring.constants import constants_of, tests_of
from checker.authoring.possible import MOST, Possible
from checker.authoring.scenes import Scene
from checker.model import Fact
from checker.pack.conditions import Reference
from checker.pack.model import DocumentKind, Kind, Pack, Rule, Stage


class Reach:
    """What the facts can be that the rules of a pack judge."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def pairs(self, rule: Rule) -> Iterator[tuple[Fact, Fact]] | None:
        """Each fact that `rule` may judge, with the anchor beside it, in the members that it looks at.

        None where there are too many to go through.
        """
        constants = constants_of(rule, self._pack)
        needed = _looked_at(rule)
        found: list[tuple[Fact, Fact]] = []
        for document, kinds in self._settings(rule):
            judged = Possible(self._pack, document, kinds[rule.for_each], constants)
            of_anchor = frozenset(needed[rule.anchor] | judged.of_document(needed[rule.for_each]))
            anchors = Possible(self._pack, document, kinds[rule.anchor], constants).facts(of_anchor, {})
            for anchor in anchors or ():
                is_anchor = rule.for_each == rule.anchor
                facts = [anchor] if is_anchor else judged.facts(needed[rule.for_each], anchor.members)
                if facts is None or len(found) + len(facts) > MOST:
                    return None
                found += [(anchor if is_anchor else fact, anchor) for fact in facts]
            if anchors is None:
                return None
        return iter(found)

    def scenes(self, pairs: Iterable[tuple[Fact, Fact]]) -> Iterator[tuple[Fact, Scene]]:
        """Each fact with what it is judged beside: nothing is known there but the anchor and the tables."""
        found: dict[tuple[Any, ...], bool] = {}
        for fact, anchor in pairs:
            yield fact, Scene(anchor, self._pack.facts_by_table, is_open=True, _found=found)

    def _settings(self, rule: Rule) -> Iterator[tuple[DocumentKind | None, Mapping[str, Kind]]]:
        """The documents that the rule is about, and the kinds that it may speak of in each."""
        if rule.stage is Stage.REVIEW:
            documents = [each for each in self._pack.documents.values() if rule.for_each in each.kinds]
            yield (documents[0] if documents else None), rule.kinds
            return
        for name in rule.documents:
            document = self._pack.documents[name]
            yield document, {**rule.kinds, **document.kinds}


def _looked_at(rule: Rule) -> dict[str, frozenset[str]]:
    """The members of the fact judged, and of the anchor, that the conditions of a rule look at."""
    found: dict[str, set[str]] = {rule.for_each: set(), rule.anchor: set()}
    for kind, test in tests_of(rule):
        if kind in found:
            found[kind].add(test.member)
        if isinstance(test.value, Reference):
            found[test.value.kind].add(test.value.member)
    return {kind: frozenset(members) for kind, members in found.items()}
