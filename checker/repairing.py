"""The edits that the repairs of a rule come to for one document, and examples of what could stand there.

Whoever looks for the fewest of them does so in `fixing`; whoever says where a finding is mended asks for the first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, Final

from msgspec.structs import replace

from checker.edits import Edit, Nature, entry_at, member_at
from checker.facts.source import passes_of
from checker.model import Fact, Known, Pointer, Text
from checker.pack.conditions import holds
from checker.pack.model import DocumentKind, MemberType, Pack, Rule
from checker.pack.paths import node_at
from checker.pack.repairs import ENTRY, ITEM, JUDGED, Action, Choice, Repair, read_repairs
from checker.pack.wording import fill
from checker.values import day_before, day_number, day_text, is_day

_STEP: Final = 10
_WEIGHTS: Final = {Action.FILL: 0, Action.SET: 0, Action.MOVE: 1, Action.ADD: 2, Action.REMOVE: 3, Action.DROP: 5}
"""Of two edits that stand equally early among the repairs, the one that keeps more of the document comes first."""
_NATURES: Final = {Action.FILL: Nature.CONTENT, Action.ADD: Nature.CONTENT}
_TEXT: Final = "text"
"""Any text that a person writes, and no placeholder for one."""
_MOST_VALUES: Final = 64
"""A closed list of more values than that is no list to choose from."""


@lru_cache(maxsize=1024)
def repairs_of(rule: Rule, pack: Pack) -> tuple[Repair, ...]:
    """The repairs that a rule declares, in the order of preference."""
    return read_repairs(rule, pack.bounds)


def first_place(rule: Rule, fact: Fact, pack: Pack, kind: DocumentKind, known: Known, data: Any) -> Pointer | None:
    """Where the edit that a rule prefers to all others would change something, where `fact` breaks it.

    What is added comes behind all that is there. One that corrects a slip is meant only if there is no other. None
    where it names no edit, and where any of several entries may go.
    """
    schema = SchemaPlaces(pack, kind)
    slip: Edit | None = None
    for order, repair in enumerate(repairs_of(rule, pack)):
        # What is found in one entry is mended there; among thousands, which of them is meant would be a long question.
        own = replace(repair, places=() if fact.at else repair.places, most=1)
        edits = [edit for _, edit in islice(EditMaker(pack, schema, rule, own, order, fact, known, data).edits(), 2)]
        if edits and edits[0].nature is not Nature.SLIP:
            is_choice = not fact.at and edits[0].drops_entry and len(edits) > 1
            return None if is_choice else _place_of(edits[0], data)
        slip = slip or next(iter(edits), None)
    return None if slip is None else _place_of(slip, data)


def _place_of(edit: Edit, data: Any) -> Pointer:
    if edit.action is not Action.ADD:
        return edit.at
    items = member_at(data, edit.at)
    return (*edit.at, len(items) if isinstance(items, list) else 0)


class SchemaPlaces:
    """What the schema of a kind of document says of its places, and examples of what could stand there."""

    def __init__(self, pack: Pack, kind: DocumentKind) -> None:
        self._pack = pack
        self._kind = kind
        self._root = kind.schema.node

    def node(self, at: Pointer) -> Mapping[str, Any] | None:
        """What the schema says of that place; None where it knows no such place."""
        return node_at(self._root, at)

    def is_required(self, at: Pointer) -> bool:
        """Whether the schema asks for the member at that place."""
        around = self.node(at[:-1]) if at else None
        return around is not None and at[-1] in around.get("required", ())

    def values(self, at: Pointer) -> list[Any]:
        """Examples of what could stand there: each value of a closed list, else one."""
        items = self._kind.items
        if items is not None and len(at) > 1 and (at[0], at[2:]) == (items.list, (items.number,)):
            return list(self._pack.codes_of(items.table))
        node = self.node(at)
        if node is not None and len(node.get("enum", ())) in range(1, _MOST_VALUES):
            return list(node["enum"])
        return [self.example(at)]

    def example(self, at: Pointer) -> Any:  # noqa: PLR0911 - a case a type
        """An example of what could stand at that place; None where the schema knows no such place."""
        node = self.node(at)
        if at == ("circular",):
            return self._pack.id
        match node:
            case None:
                return None
            case {"const": value} | {"enum": [value, *_]}:
                return value
            case {"type": "object"}:
                names = node.get("required") or [
                    name
                    for name in node.get("properties", ())
                    if (self.node((*at, name)) or {}).get("type") == "string"
                ]
                return {name: self.example((*at, name)) for name in names}
            case {"type": "array"}:
                # A list that every document must have may be empty; one that is filled in has something in it.
                return [] if self.is_required(at) else [self.example((*at, 0))]
            case {"type": "boolean"}:
                return False
            case {"type": "integer" | "number"}:
                return node.get("minimum", 1)
            case {"format": "date"}:
                return self._pack.issued
        return _TEXT


@dataclass(frozen=True)
class EditMaker:
    """Makes the edits of one repair for one fact, with places in the document as it stands."""

    pack: Pack
    schema: SchemaPlaces
    rule: Rule
    repair: Repair
    order: int
    judged: Fact
    known: Known
    data: Any

    def edits(self) -> Iterator[tuple[Pointer | None, Edit]]:
        """The edits; of each of several items that all have to be mended, with the item.

        None where the conditions of the repair do not hold.
        """
        when = self.repair.when
        if when is not None and not holds(when, self.judged, self.known.anchor, self._facts):
            return
        choice = self.repair.values
        values = [None] if choice is None else list(islice(self._candidates(choice), self.repair.most))
        for fact, start in self._places():
            for at, item in self._spread(start, self.repair.steps):
                for chosen in values:
                    edit = self._edit(at, {each.kind: each for each in (fact, chosen) if each is not None})
                    if edit is not None:
                        yield (item if self.repair.each else None), edit

    def _places(self) -> Iterator[tuple[Fact | None, Pointer]]:
        if not self.repair.places:
            yield None, self._start(self.judged)
        for choice in self.repair.places:
            for fact in self._candidates(choice):
                yield fact, self._start(fact)

    def _start(self, fact: Fact | None) -> Pointer:
        if not self.repair.base or fact is None:
            return ()
        return (entry_at(fact.at) or fact.at) if self.repair.base == ENTRY else fact.at

    def _spread(self, at: Pointer, steps: Sequence[str], item: Pointer = ()) -> Iterator[tuple[Pointer, Pointer]]:
        """The places that a path leads to: where it goes through a list, one for each item that is meant."""
        for depth, step in enumerate(steps):
            if step == ITEM:
                items = member_at(self.data, at)
                passes = passes_of(self.repair.each or {}, self.pack)
                for place, each in enumerate(items if isinstance(items, list) else ()):
                    if passes(_with_days(each)):
                        yield from self._spread((*at, place), steps[depth + 1 :], (*at, place))
                return
            at = (*at, step)
        yield at, item

    def _candidates(self, choice: Choice) -> Iterator[Fact | None]:
        bound = choice.bound_to(self.judged)
        facts = self._facts
        among = () if bound is None else facts.get(bound.kind, ())
        return (fact for fact in among if bound is not None and holds(bound.block, fact, self.known.anchor, facts))

    @cached_property
    def _facts(self) -> Mapping[str, Sequence[Fact]]:
        """Those of the tables, and those of the document."""
        return {**self.pack.facts_by_table, **self.known.by_kind}

    def _edit(self, at: Pointer, chosen: Mapping[str, Fact]) -> Edit | None:
        repair = self.repair
        content: Any = None
        match repair.action:
            case Action.ADD:
                content = self._merged((*at, 0), self._value(repair.to, chosen))
            case Action.FILL | Action.SET:
                content = self._value(repair.to, chosen) if repair.action is Action.SET else self._filled(at, chosen)
            case Action.MOVE:
                content = self._moved(member_at(self.data, at))
        if content is None and repair.action not in (Action.REMOVE, Action.DROP):
            return None
        nature = Nature.FACT if repair.needs else Nature.SLIP if repair.only_if else _NATURES.get(repair.action)
        rank = _STEP * self.order + _WEIGHTS[repair.action] + (repair.only_if is not None)
        condition = self._said(repair.only_if or repair.needs)
        edit = Edit(repair.action, at, nature or Nature.MECHANICAL, content, rank, condition, self._said(repair.text))
        return replace(edit, is_to_be_there=repair.action is Action.ADD and self.schema.is_required(at))

    def _said(self, text: Text | None) -> Text | None:
        return None if text is None else fill(text, self.rule, self.pack, self.judged, self.known.anchor)

    def _filled(self, at: Pointer, chosen: Mapping[str, Fact]) -> Any:
        given = self._value(self.repair.to, chosen)
        stated = member_at(self.data, at)
        if isinstance(given, dict) and isinstance(stated, dict):
            return {**self._merged(at, given), **stated, **given}
        return self._merged(at, given)

    def _merged(self, at: Pointer, given: Any) -> Any:
        """An example for the place in which what is `given` stands."""
        example = self.schema.example(at)
        if given is None:
            return example
        if not isinstance(given, dict):
            return given
        inner = {name: self._merged((*at, name), value) for name, value in given.items()}
        return {**(example if isinstance(example, dict) else {}), **inner}

    def _moved(self, day: Any) -> str | None:
        """The day of the plan year that is nearest to `day`; None where it is in that year already, or is none."""
        year = self.pack.plan_year
        if year is None or not is_day(day) or year.first_day <= day <= year.last_day:
            return None
        return min(max(day, year.first_day), year.last_day)

    def _value(self, to: Any, chosen: Mapping[str, Fact]) -> Any:
        match to:
            case {"bound": name}:
                return self.pack.bounds[name].shown
            case {"of": reference}:
                return self._referred(reference, chosen)
            case {"day_before": day}:
                value = self._value(day, chosen)
                return None if value is None else day_before(value)
            case {"one_more_than": count}:
                value = self._value(count, chosen)
                return None if value is None else value + 1
            case dict():
                return {name: self._value(value, chosen) for name, value in to.items()}
        return to

    def _referred(self, reference: str, chosen: Mapping[str, Fact]) -> Any:
        kind, _, member = reference.partition(".")
        own = self.judged if kind in (JUDGED, self.judged.kind) else self.known.anchor
        fact = chosen.get(kind, own)
        value = fact.members.get(member)
        told = self.rule.kinds[fact.kind].members[member]
        if told.type is MemberType.TEXT and fact.kind in self.pack.tables:
            row = self.pack.tables[fact.kind].index(self.pack.tables[fact.kind].key)
            value = row[tuple(fact.members[key] for key in self.pack.tables[fact.kind].key)][0][member]
            return value.zh if isinstance(value, Text) else value
        return day_text(value) if value is not None and told.type is MemberType.DAY else value


def _with_days(item: Any) -> Mapping[str, Any]:
    """The members of an item, days as facts have them."""
    members = item if isinstance(item, dict) else {}
    return {name: day_number(value) if is_day(value) else value for name, value in members.items()}
