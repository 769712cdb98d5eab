"""Any document of a kind, and what the rules of a pack make of it: when each applies, fires, and by which block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain, combinations, permutations
from typing import Any, Final, NamedTuple, Protocol

from checker.analysis.document import ABSENT, DocumentSize, MaybeFact, MaybeFacts, Node, SchemaPath
from checker.analysis.domains import Domains, members_in
from checker.analysis.solving import Answer, Condition, Solver, Value, all_of, any_of, none_of
from checker.cases import Case, case_of_plans
from checker.facts.mapping import NEEDED
from checker.model import Severity
from checker.pack.conditions import Block, Quantified, Test
from checker.pack.model import FINDING, DocumentKind, Pack, Rule, Stage
from checker.values import day_text

_FEWEST: Final = 2
"""Items that a list has at least: two things can be alike, or one can be before the other."""


class Scene(Protocol):
    """What a rule is judged on; `anchor` is the one fact that there is beside each that is judged."""

    @property
    def anchor(self) -> Any:
        """The one anchor."""

    def value(self, fact: Any, member: str) -> Value:
        """What a member of a fact is, or may be."""

    def passing(self, tests: tuple[Test, ...], fact: Any, judged: Any) -> Iterator[Condition]:
        """Whether a fact passes these tests."""

    def has(self, other: Quantified, judged: Any) -> Condition:
        """Whether there is a fact as `other` asks for."""


def holds(
    block: Block, judged: Any, scene: Scene, *, but: Test | Quantified | None = None, may_lack: bool = False
) -> Condition:
    """Whether a block holds for a fact, whatever becomes of one condition of it (`but`).

    If it `may_lack`, it also holds as far as nothing that is there fails it.
    """

    def conditions() -> Iterator[Condition]:
        for tests, fact in ((block.own, judged), (block.anchor, scene.anchor)):
            if but is None and not may_lack:
                yield from scene.passing(tests, fact, judged)
                continue
            for test in tests:
                if test is not but:
                    passed = all_of(scene.passing((test,), fact, judged))
                    yield any_of((passed, scene.value(fact, test.member).get(None, False))) if may_lack else passed
        for other in block.others:
            if other is not but:
                there = scene.has(other, judged)
                yield there if other.exists else none_of(there)

    return all_of(conditions())


class OnFact(NamedTuple):
    """A rule on one fact: whether it is there and the rule applies to it, and which blocks are broken as well."""

    fact: MaybeFact
    applies: Condition
    blocks: tuple[Condition, ...]


class RuleOnAny:
    """A rule on any document: `applies` and `fires` to anything in it; `is_grave`: it keeps the document from passing.

    `is_whole` is whether what it does here is all that it can do; `places` are those that it looks at.
    """

    def __init__(self, rule: Rule, on_facts: list[OnFact], document: AnyDocument) -> None:
        self.rule = rule
        self.on_facts = on_facts
        members = [*members_in(rule)]
        self.is_whole = document.domains.is_whole(members)
        self.places = document.domains.places_of(members)
        solver = document.solver
        self.blocks = [solver.named(any_of(each.blocks[n] for each in on_facts)) for n in range(len(rule.violated_if))]
        self.applies = solver.named(any_of(each.applies for each in on_facts))
        self.fires = solver.named(any_of(self.blocks))
        self.is_grave = solver.named(any_of(document.weighs(rule, each) for each in on_facts))

    def alone(self, place: int) -> Condition:
        """Whether a block is broken where no other block of the rule is."""
        return any_of(
            all_of((each.blocks[place], none_of(*each.blocks[:place], *each.blocks[place + 1 :])))
            for each in self.on_facts
        )


class AnyDocument:
    """Any document of a kind, no larger than the rules ask for."""

    def __init__(self, pack: Pack, document: DocumentKind, *, is_small: bool, in_review: bool = False) -> None:
        """One that `is_small` has a few items in each list; another as many as anything counts or a table has.

        Of one `in_review` it may be known whether it was submitted in time.
        """
        self.pack = pack
        self._is_small = is_small
        self.document = document
        self.solver = Solver()
        self._passing: dict[tuple[int, ...], list[Condition]] = {}
        self._had: dict[tuple[int, ...], Condition] = {}
        """What was asked already, of conditions and of facts: both are there as long as this is."""
        rules = pack.rules_for(document)
        self.domains = Domains(pack, document, rules, is_small=is_small)
        blocks = [block for rule in rules for block in rule.blocks]
        self._fewest = max([_FEWEST, *(1 + sum(other.exists for other in block.others) for block in blocks)])
        days = self.domains.days_given()
        self._given = {
            "as_of": self.solver.one_of(days, may_lack=True) if days else ABSENT,
            "in_time": self.solver.one_of([True, False], may_lack=True) if in_review else ABSENT,
        }
        # What stands where is seen on a document with one item in each list, before any list has its length.
        probe = DocumentSize(self.solver, document.schema.node, lambda _: [{}], self.domains.values_at)
        self.domains.read_off(self._facts(probe))
        self._scope = DocumentSize(self.solver, document.schema.node, self._items_of, self.domains.values_at)
        self._scope.spare.append(none_of(self._given["as_of"][None]))
        self.facts = self._facts(self._scope)
        self._unneeded = self._scope.spare
        self.rules = {rule.id: self._judged(rule) for rule in sorted(rules, key=lambda each: each.stage is Stage.AFTER)}

    def _facts(self, scope: DocumentSize) -> MaybeFacts:
        # Of a document without the one that it is held against, nothing is known that rests on that.
        against = self.document.against
        needed = [*self.document.required, *([] if against is None else [against.member])]
        schema = {**self.document.schema.node, "required": needed}
        self._root = Node(scope, (), schema, is_needed=True)
        return MaybeFacts(
            self.pack, self.document, self._root, self._given, self.domains.most_of, self.domains.written_of
        )

    def _items_of(self, path: SchemaPath) -> list[Mapping[str, Any]]:
        items = self.document.items
        fixed: list[Mapping[str, Any]] = []
        if not self._is_small and items is not None and path == (items.list,):
            fixed = [{items.number: number} for number in self.pack.tables[items.table].places]
        return [*fixed, *[{}] * max(self._fewest, self.domains.length_of(path, len(fixed)))]

    # Rules

    def _judged(self, rule: Rule) -> RuleOnAny:
        on_facts: list[OnFact] = []
        for fact in self.facts.of(rule.for_each):
            applies = all_of((fact.there, holds(rule.applies_if, fact, self)))
            if applies is not False:
                blocks = tuple(all_of((applies, holds(block, fact, self))) for block in rule.violated_if)
                on_facts.append(OnFact(fact, applies, blocks))
        judged = RuleOnAny(rule, on_facts, self)
        if rule.stage is not Stage.AFTER:
            self.facts.add(FINDING, {"rule": rule.id}, judged.fires)
        return judged

    def weighs(self, rule: Rule, on_fact: OnFact) -> Condition:
        """Whether the rule finds an error or a warning in a fact."""
        before: list[Condition] = []
        found: list[Condition] = []
        for grade in rule.grades:
            counts = True if grade.block is None else holds(grade.block, on_fact.fact, self)
            found.append(all_of((grade.severity is not Severity.INFO, counts, none_of(*before))))
            before.append(counts)
        return all_of((any_of(on_fact.blocks), any_of(found)))

    # What a rule is judged on

    @property
    def anchor(self) -> MaybeFact:
        """The document as a whole."""
        return self.facts.anchor

    def value(self, fact: MaybeFact, member: str) -> Value:
        """What a member of a fact may be."""
        return self.facts.member(fact, member)

    def passing(self, tests: tuple[Test, ...], fact: MaybeFact, judged: MaybeFact) -> Iterator[Condition]:
        """When a fact passes these tests."""
        key = (*map(id, tests), id(fact), id(judged))
        if key not in self._passing:
            self._passing[key] = [*self.facts.passing(tests, fact, judged)]
        return iter(self._passing[key])

    def has(self, other: Quantified, judged: MaybeFact) -> Condition:
        """When there is a fact as `other` asks for."""
        key = id(other), id(judged)
        if key not in self._had:
            self._had[key] = any_of(
                all_of(chain((fact.there,), self.facts.passing(other.tests, fact, judged)))
                for fact in self.facts.of(other.kind)
            )
        return self._had[key]

    # Documents

    def shown(self, *conditions: Condition) -> Case | None:
        """A document in which the conditions are so, with as little else as it can have; None: none is found."""
        found = self.solver.find([*conditions, self._is_seen], self._scope.spare)
        return None if found is None else self._witness(found)

    def as_passing(self, sender: Any, rules: Iterable[str]) -> list[Condition]:
        """That it is a document of that sender in which none of the rules finds an error or a warning."""
        return [self.senders[sender], *(none_of(self.rules[id_].is_grave) for id_ in rules)]

    def passing_of(self, sender: Any, rules: Iterable[str]) -> Case | None:
        """Such a document; one with as little as that of another sender needs, if it can do without the rest too."""
        asked = [*self.as_passing(sender, rules), self._is_seen]
        found = self.solver.find(asked, self._unneeded, one_by_one=False)
        if found is None:
            return None
        self._unneeded = [each for each in self._unneeded if not found.holds(each)]
        return self._witness(found)

    @property
    def _is_seen(self) -> Condition:
        return none_of(*self.facts.beyond)

    def _witness(self, found: Answer) -> Case:
        written = self._root.written(found)
        named = dict(zip(NEEDED, (self.document.format, self.pack.id), strict=True))
        known = {name: value for name, value in named.items() if self._root.child(name) is not None}
        as_of = found.chosen(self._given["as_of"])
        day = None if as_of is None else date.fromisoformat(day_text(as_of))
        return case_of_plans({**known, **written, **known}, as_of=day)

    @cached_property
    def senders(self) -> Mapping[Any, Condition]:
        """Who can send such documents -> whether the document is of that sender."""
        node = self._root.child(self.document.sender)
        values = {} if node is None else node.values
        return {code: values.get(code, False) for code in self.pack.codes_of(self.document.roster)}


def always_together(pack: Pack, document: DocumentKind) -> Iterator[tuple[Rule, Rule]]:
    """The rules on such documents, two by two, of which the one fires wherever the other does."""
    sizes = [AnyDocument(pack, document, is_small=is_small) for is_small in (True, False)]
    shown: list[frozenset[str]] = []
    for any_document in sizes:
        for judged in any_document.rules.values():
            found = any_document.solver.find([judged.fires])
            if found is not None:
                shown.append(frozenset(id_ for id_, other in any_document.rules.items() if found.holds(other.fires)))
    firing = frozenset[str]().union(*shown)
    whole = [judged for id_, judged in sizes[0].rules.items() if id_ in firing and judged.is_whole]
    for one, other in combinations(whole, 2):
        pair = {one.rule.id, other.rule.id}
        if all(pair <= seen or pair.isdisjoint(seen) for seen in shown) and all(
            each.solver.is_impossible([each.rules[mine].fires, none_of(each.rules[its].fires)])
            for each in sizes
            for mine, its in permutations(pair)
        ):
            yield one.rule, other.rule
